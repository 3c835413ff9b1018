"""What a report says of the vetting beyond the evaluation itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.vetted import vetted_of
from outsource_desk.store.vendors import load_vendors

if TYPE_CHECKING:
    from outsource_desk.reports.vetting import VettingFacts
    from outsource_desk.services.desk import Desk


def vetting_facts(desk: Desk, evaluation: Evaluation) -> VettingFacts | None:
    """Return what was found in an initiative's vetting; nothing before it has started.

    Args:
        desk: the open file, for the directory of vendors.
        evaluation: of one moment; dates are judged on the day that its vetting names.
    """
    from outsource_desk.reports.vetting import VettingFacts

    vetted = vetted_of(evaluation)
    if vetted is None:
        return None
    vendors = {each.id: each for each in load_vendors(desk.connection)}
    known = {each.id: vendors[each.vendor_id] for each in evaluation.candidates if each.vendor_id in vendors}
    return VettingFacts(vetted, known)

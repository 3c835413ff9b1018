"""Vendors side by side: what is known of each, line by line, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from outsource_desk.domain.compared import VendorComparison
from outsource_desk.domain.errors import OutOfRangeError
from outsource_desk.services.compared_cells import Subject, lines_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.store.dossiers import load_dossiers
from outsource_desk.store.vendors import load_vendor
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

FEWEST, MOST = 2, 6


def compare_vendors(
    desk: Desk, vendor_ids: Sequence[int], initiative_id: int | None = None, on: date | None = None
) -> VendorComparison:
    """Return vendors side by side, in the order given.

    Args:
        desk: the open file.
        vendor_ids: two to six.
        initiative_id: the initiative in which it is told how they stand; None = none.
        on: the day on which certificates and policies are judged; None = today.

    Raises:
        OutOfRangeError: fewer than two or more than six.
        NotFoundError: there is no such vendor.
    """
    ids = list(dict.fromkeys(vendor_ids))
    if not FEWEST <= len(ids) <= MOST:
        raise OutOfRangeError("The number of vendors to compare", len(ids), FEWEST, MOST)
    vendors = [load_vendor(desk.connection, each) for each in ids]
    dossiers = load_dossiers(desk.connection, ids)
    evaluation = load_evaluation(desk, initiative_id) if initiative_id is not None else None
    ranking = ranking_of(evaluation) if evaluation else None
    standings = {each.candidate.vendor_id: each for each in ranking.standings} if ranking else {}
    found = ranking.vetted if ranking else None
    day = on.isoformat() if on else today()
    subjects = []
    for vendor in vendors:
        standing = standings.get(vendor.id)
        vetted = found.candidates.get(standing.candidate.id) if found and standing else None
        subjects.append(Subject(vendor, dossiers[vendor.id], evaluation, standing, vetted, day))
    lines = tuple(line for line in lines_of(subjects) if any(not cell.is_empty for cell in line.cells))
    return VendorComparison(tuple(vendors), lines, evaluation.initiative.name if evaluation else "")

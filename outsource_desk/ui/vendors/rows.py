"""The rows of the vendor table, put together from the directory and the present ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.dossier import WatchSeverity
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing
from outsource_desk.domain.vendor import Vendor
from outsource_desk.services.candidates import list_candidates
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.ui.language import tr_n
from outsource_desk.ui.models.vendors import VendorRow

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


NOTHING: Mapping[int, Mapping[WatchSeverity, int]] = {}


def competitions(desk: Desk) -> dict[int, tuple[str, ...]]:
    """Return vendor id → the names of the initiatives in which it is a candidate."""
    found: dict[int, list[str]] = defaultdict(list)
    for initiative in list_initiatives(desk):
        for candidate in list_candidates(desk, initiative.id):
            if candidate.vendor_id is not None:
                found[candidate.vendor_id].append(initiative.name)
    return {vendor_id: tuple(names) for vendor_id, names in found.items()}


def vendor_rows(
    vendors: Iterable[Vendor],
    competing: Mapping[int, tuple[str, ...]],
    evaluation: Evaluation | None,
    ranking: Ranking | None,
    observed: Mapping[int, Mapping[WatchSeverity, int]] = NOTHING,
) -> Iterator[VendorRow]:
    """Yield the directory, then the in-house options of the present initiative."""
    standings = ranking.standings if ranking else ()
    is_vetted = ranking is not None and ranking.vetted is not None
    has_gates = is_vetted or (evaluation is not None and any(leaf.is_gate for leaf in leaves_of(evaluation.criteria)))
    standing_of = {standing.candidate.vendor_id: standing for standing in standings}
    for vendor in vendors:
        key = ("vendor", vendor.id)
        row = (key, vendor.name, vendor.kind, vendor.country, vendor.status, vendor.tags, competing.get(vendor.id, ()))
        seen = observed.get(vendor.id, {})
        alerts, watches = seen.get(WatchSeverity.ALERT, 0), seen.get(WatchSeverity.WATCH, 0)
        place = _place(standing_of.get(vendor.id), has_gates=has_gates)
        is_bound = _is_bound(standing_of.get(vendor.id))
        yield VendorRow(*row, *place, alerts=alerts, watches=watches, is_bound=is_bound)
    for standing in standings:
        if standing.candidate.is_in_house:
            candidate = standing.candidate
            yield VendorRow(
                ("candidate", candidate.id),
                candidate.name,
                None,
                "",
                None,
                (),
                (),
                *_place(standing, has_gates=has_gates),
            )


def _place(standing: Standing | None, *, has_gates: bool) -> tuple:
    if standing is None:
        return ()
    ends = standing.low, standing.high
    return standing.candidate.id, standing.rank, standing.total, standing.gate, *ends, has_gates


def _is_bound(standing: Standing | None) -> bool:
    """Tell whether a candidate passes the gates, but with a waiver or a condition."""
    return standing is not None and standing.gate is GateStatus.PASSED and bool(standing.gate_reasons)


def in_words(count: int, evaluation: Evaluation | None) -> str:
    """Return how many vendors there are, and how many of them compete."""
    said = [tr_n(count, "{count} vendor in the directory", "{count} vendors in the directory")]
    if evaluation:
        text = tr_n(
            len(evaluation.candidates),
            "{count} candidate in “{initiative}”",
            "{count} candidates in “{initiative}”",
            initiative=evaluation.initiative.name,
        )
        said.append(text)
    return " · ".join(said)

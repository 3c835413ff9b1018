"""The rows of the vendor table, put together from the directory and the present ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Ranking, Standing
from outsource_desk.domain.vendor import Vendor
from outsource_desk.services.candidates import list_candidates
from outsource_desk.services.initiatives import list_initiatives
from outsource_desk.ui.models.vendors import VendorRow

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def competitions(desk: Desk) -> dict[int, tuple[str, ...]]:
    """Return vendor id → the names of the initiatives in which it is a candidate."""
    found: dict[int, list[str]] = defaultdict(list)
    for initiative in list_initiatives(desk):
        for candidate in list_candidates(desk, initiative.id):
            if candidate.vendor_id is not None:
                found[candidate.vendor_id].append(initiative.name)
    return {vendor_id: tuple(names) for vendor_id, names in found.items()}


def vendor_rows(
    vendors: Iterable[Vendor], competing: Mapping[int, tuple[str, ...]], ranking: Ranking | None
) -> Iterator[VendorRow]:
    """Yield the directory, then the in-house options of the present initiative."""
    standings = ranking.standings if ranking else ()
    standing_of = {standing.candidate.vendor_id: standing for standing in standings}
    for vendor in vendors:
        key = ("vendor", vendor.id)
        row = (key, vendor.name, vendor.kind, vendor.country, vendor.status, vendor.tags, competing.get(vendor.id, ()))
        yield VendorRow(*row, *_place(standing_of.get(vendor.id)))
    for standing in standings:
        if standing.candidate.is_in_house:
            candidate = standing.candidate
            yield VendorRow(("candidate", candidate.id), candidate.name, None, "", None, (), (), *_place(standing))


def _place(standing: Standing | None) -> tuple:
    if standing is None:
        return ()
    return standing.candidate.id, standing.rank, standing.total, standing.gate

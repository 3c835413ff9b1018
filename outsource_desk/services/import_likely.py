"""Which initiative of the file a spreadsheet is about, told by the vendors that it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.services.import_names import COMPANIES, CRITERIA
from outsource_desk.store.criteria import load_criteria
from outsource_desk.store.initiatives import load_initiatives
from outsource_desk.store.vendors import load_candidates

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Table
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_matching import Likeness

_FEW = 2  # names from which on a majority says something


@dataclass(frozen=True)
class LikelyInitiative:
    """An initiative that most vendors of a sheet are candidates of."""

    id: int
    name: str
    vendors: int  # of the sheet that are candidates there
    of_vendors: int
    criteria: int = 0  # of the sheet that stand there too
    of_criteria: int = 0  # 0 where the sheet only has prices

    @property
    def is_clear(self) -> bool:
        """Tell whether two thirds of the vendors are candidates there; one alone must bring its criteria along."""
        has_criteria = self.of_criteria >= _FEW and 3 * self.criteria >= 2 * self.of_criteria
        return 3 * self.vendors >= 2 * self.of_vendors and (self.vendors >= _FEW or (self.vendors > 0 and has_criteria))


def likely_initiative(desk: Desk, tables: Iterable[Table]) -> LikelyInitiative | None:
    """Return the initiative that tables are about, if one stands out by its candidates.

    Names count that mean a candidate without any doubt. Where two initiatives have as many of the vendors and of the
    criteria, none is meant more than the other.
    """
    tables = tuple(tables)
    vendors = {vendor.name.casefold(): vendor.name for table in tables for vendor in table.vendors if vendor.name}
    criteria = {
        each.name.casefold(): each.name for table in tables if not table.lines for each in table.criteria if each.name
    }
    found = []
    for initiative in load_initiatives(desk.connection) if vendors else ():
        candidates = [each.name for each in load_candidates(desk.connection, initiative.id)]
        leaves = [each.name for each in leaves_of(load_criteria(desk.connection, initiative.id))]
        found.append(
            LikelyInitiative(
                initiative.id,
                initiative.name,
                _known(vendors.values(), candidates, COMPANIES),
                len(vendors),
                _known(criteria.values(), leaves, CRITERIA),
                len(criteria),
            )
        )
    return _standing_out([each for each in found if each.is_clear])


def _standing_out(found: list[LikelyInitiative]) -> LikelyInitiative | None:
    """Return the one with the most vendors, then the most criteria; None if two have as many of both."""
    most = max(((each.vendors, each.criteria) for each in found), default=(0, 0))
    first = [each for each in found if (each.vendors, each.criteria) == most]
    return first[0] if len(first) == 1 else None


def _known(names: Iterable[str], here: Iterable[str], how: Likeness) -> int:
    """Return how many names mean one of those here for certain."""
    by_key: dict[str, list[str]] = {}
    for other in here:
        by_key.setdefault(how.key(other), []).append(other)
    written = {other.casefold() for others in by_key.values() for other in others}  # the very same, as most are
    return sum(
        name.casefold() in written or any(how.is_same(name, other) for other in by_key.get(how.key(name), ()))
        for name in names
    )

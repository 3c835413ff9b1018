"""Which vendor, criterion or evaluator of the file a name in a sheet means; never merged below certainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

SKIP = 0  # in place of an id: what the sheet says of this name does not come in
IN_HOUSE = -1  # in place of a vendor's id: the in-house option
CERTAIN = 100

Wanted = int | str | None  # an id; a name to bring it in under; None = new, under the sheet's name


class Match(NamedTuple):
    """Something of the file that a name in the sheet may mean."""

    id: int  # of a vendor, a criterion or an evaluator; IN_HOUSE
    name: str
    likeness: int  # 0..100; 100 = the same name but for what does not count


@dataclass(frozen=True)
class Matching:
    """What a name of the sheet is taken for."""

    name: str
    match: Match | None = None  # None: it comes in as new, or not at all
    near: tuple[Match, ...] = ()  # others that may be meant, the likest first
    near_in_sheet: tuple[str, ...] = ()  # other names of the sheet that may mean the same
    is_decided: bool = False  # somebody has said so
    is_skipped: bool = False

    @property
    def is_asked(self) -> bool:
        """Tell whether somebody must say what is meant."""
        return bool(self.near or self.near_in_sheet) and self.match is None and not self.is_decided

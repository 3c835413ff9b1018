"""What an import would do, told name by name and value by value: the shapes that the window shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from outsource_desk.services.import_policy import Fate, Policy

if TYPE_CHECKING:
    from outsource_desk.services.import_likely import LikelyInitiative
    from outsource_desk.services.import_matching import Matching
    from outsource_desk.services.import_questions import CellQuestion
    from outsource_desk.services.import_weights import WeightsElsewhere


class Mark(NamedTuple):
    """A value as the file has it or will have it; without a number it is open or not applicable."""

    number: float | None
    not_applicable: bool = False


@dataclass(frozen=True)
class MatchedVendor:
    """A vendor of the sheet: known here, known in the directory, or new."""

    name: str
    cell: str
    is_candidate: bool  # of the initiative already
    is_known: bool  # the directory has it
    matching: Matching  # with its likeness, or with what it may mean


class WordsOfScale(NamedTuple):
    """One way to turn the words of a column into points."""

    name: str
    points: tuple[tuple[str, float | None], ...]  # the words of the sheet, best first


@dataclass(frozen=True)
class MatchedEvaluator:
    """An evaluator of the sheet."""

    name: str
    is_new: bool
    scores: int
    matching: Matching


@dataclass(frozen=True)
class EarlierImport:
    """The same bytes came in before."""

    file: str
    imported_at: str  # UTC, ISO 8601
    initiative: str


@dataclass(frozen=True)
class Recalled:
    """What was decided about a sheet of this layout before and counts again, where nothing else is said."""

    layout: str
    file: str  # with which it was decided
    imported_at: str
    count: int  # decisions that are used again


@dataclass(frozen=True)
class MatchedCriterion:
    """A criterion of the sheet and how it comes in."""

    name: str
    cell: str
    is_new: bool
    weight: float | None
    direction: str  # "max", "min" or "" where nobody has said yet
    is_direction_asked: bool  # the sheet does not say it
    maximum: float | None  # top of judged points; None = amounts
    unit: str
    matching: Matching  # with its likeness, or with what it may mean
    group: str = ""  # that it stands in, or will stand in
    words: tuple[str, ...] = ()  # that its cells hold in place of numbers
    scales: tuple[WordsOfScale, ...] = ()  # how those can be read, the likeliest first
    is_scale_asked: bool = False  # several ways fit, or none, and nobody has said
    is_gate_asked: bool = False  # the sheet calls it a must, and nobody has said whether it excludes
    samples: tuple[str, ...] = ()  # some of its cells as they stand


@dataclass(frozen=True)
class ValueChange:
    """A value that the file has and the sheet says otherwise."""

    cell: str  # ``Sheet!C3`` where several sheets come in
    candidate: str
    criterion: str
    old: Mark
    new: Mark
    fate: Fate = Fate.REPLACED
    evaluator: str = ""


class WeightChange(NamedTuple):
    """A weight that the file has and that is taken over from the spreadsheet."""

    cell: str  # of the criterion
    criterion: str
    old: float
    new: float


class Waiting(NamedTuple):
    """Something that nobody has decided yet."""

    what: str  # cell, vendor, criterion, evaluator, people, scale, gate, direction or conflict
    name: str  # of what is asked about
    cell: str  # where it stands


class UsedCells(NamedTuple):
    """What becomes of the used cells of a table; each counts once."""

    imported: int
    headers: int
    with_care: int
    left_open: int
    left_out: int  # titles, notes, totals and results
    problems: int
    kept: int = 0  # the document has another value, which stays
    asked: int = 0  # wait for an answer, which may be one for several of them

    @property
    def used(self) -> int:
        """Return how many cells are accounted for."""
        return sum(self)


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do."""

    file: str
    sheet: str
    table: int
    initiative: str
    initiative_id: int | None  # None = it is begun
    evaluator: str
    has_scores: bool  # an evaluator's; without them nobody need be named
    vendors: tuple[MatchedVendor, ...]
    criteria: tuple[MatchedCriterion, ...]
    changes: tuple[ValueChange, ...]  # what would be replaced
    values_new: int
    values_same: int
    values_open: int
    weights_changed: int
    questions: tuple[CellQuestion, ...]
    notes: tuple[str, ...]
    cells: UsedCells
    tables: tuple[int, ...] = ()  # that come in, the first of them `table`
    evaluators: tuple[MatchedEvaluator, ...] = ()
    groups: tuple[str, ...] = ()  # new groups of criteria
    conflicts: tuple[ValueChange, ...] = ()  # every value that differs, with what becomes of it
    policy: Policy = Policy.REPLACE
    waiting: tuple[Waiting, ...] = ()
    earlier: EarlierImport | None = None  # the same bytes came in before
    recalled: Recalled | None = None
    offer_lines: int = 0  # kept beneath their prices
    weights: tuple[WeightChange, ...] = ()  # of criteria that are here
    elsewhere: WeightsElsewhere | None = None  # weights that the tables lack
    takes_weights: bool = False  # and that are taken over
    people: tuple[str, ...] = ()  # whose names stand behind those of the vendors
    has_people: bool | None = None  # they are evaluators; None = nobody has said
    likely: LikelyInitiative | None = None  # that the vendors lead to, wherever the values go

    @property
    def changes_anything(self) -> bool:
        """Tell whether the import would write anything."""
        new = any(not each.is_candidate and not each.matching.is_skipped for each in self.vendors)
        new = new or any(each.is_new for each in self.criteria)
        values = self.changes or self.values_new or self.values_open or self.offer_lines
        return bool(new or values or self.weights_changed)

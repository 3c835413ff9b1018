"""What the user decides about a spreadsheet before it comes in, put into the table that was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from outsource_desk.domain.checks import checked_number
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import plain
from outsource_desk.services.import_matching import Wanted
from outsource_desk.services.import_policy import Policy

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CriterionCell, OfferLine, ScoreCell, Table

ANSWER_LIMIT = 1e15
_LOWEST_TOP = 0.01
NEW = ""  # in place of the name of an initiative: one is begun
TOP = 5.0  # of a judged scale where nobody says another
_MOST_DIGITS = 7  # of the number of a row
Given = TypeVar("Given")


class NoSuchColumnError(DeskError):
    """An answer names a criterion that the sheet does not have."""

    remedy = "Write the name as the sheet has it."

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"The sheet has no criterion “{name}”. It has: {', '.join(known[:20])}.")


class NoSuchCellError(DeskError):
    """An answer names a cell that holds no value of the table."""

    remedy = "Answer only for cells of the table."

    def __init__(self, cell: str) -> None:
        super().__init__(f"{cell} is no cell of a vendor and a criterion.")


class Act(StrEnum):
    """What is to become of a cell in doubt."""

    KEEP = "keep"  # as it was understood
    OPEN = "open"
    VALUE = "value"  # a number that the user typed
    STAY = "stay"  # what the file says already stays, whatever the sheet says


@dataclass(frozen=True)
class Answer:
    """The user's answer for one cell."""

    act: Act
    number: float | None = None

    @classmethod
    def keep(cls) -> Answer:
        """Take the cell as it was understood."""
        return cls(Act.KEEP)

    @classmethod
    def leave_open(cls) -> Answer:
        """Bring in no value; what the cell said is kept as a text."""
        return cls(Act.OPEN)

    @classmethod
    def stay(cls) -> Answer:
        """Leave what the file says as it is."""
        return cls(Act.STAY)

    @classmethod
    def typed(cls, number: float) -> Answer:
        """Bring in this number in place of what the cell says."""
        return cls(Act.VALUE, checked_number("The value", number, -ANSWER_LIMIT, ANSWER_LIMIT))


@dataclass(frozen=True)
class Choices:
    """All that the user decides about an import; names are those of the sheet, in any case of letters.

    ``vendors``, ``criteria`` and ``evaluators`` say what is meant by an id of the file, `SKIP`, for vendors also
    `IN_HOUSE`, by a name to bring it in under, or by None: it is new. ``initiative`` may be `NEW`, too: one is begun
    even where the file went into another before.
    """

    table: int | None = None  # of the reading's tables, from 0; None = the first of the best kind
    initiative: str | None = None  # where to, begun if there is none of this name; None = where the file went before
    follows_vendors: bool = False  # where the file never came in, its vendors may lead to their initiative
    evaluator: str | None = None  # whose scores these are, where the sheet does not say; None = sheet or file
    directions: Mapping[str, str] = field(default_factory=dict)  # criterion of the sheet → "max" or "min"
    weights: Mapping[str, float] = field(default_factory=dict)  # criterion of the sheet → its weight in its place
    takes_weights: bool = False  # where the sheet has none, those that stand in another table of the file
    tops: Mapping[str, float] = field(default_factory=dict)  # criterion → the most points of its scale
    answers: Mapping[str, Answer] = field(default_factory=dict)  # by cell; ``Sheet!C3`` where several sheets come in
    tables: Sequence[int] = ()  # several in one act, such as a sheet of each evaluator; () = only ``table``
    vendors: Mapping[str, Wanted] = field(default_factory=dict)
    criteria: Mapping[str, Wanted] = field(default_factory=dict)
    evaluators: Mapping[str, Wanted] = field(default_factory=dict)
    scales: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)  # criterion → word → points
    gates: Mapping[str, float | None] = field(default_factory=dict)  # criterion → least points; None = no gate
    has_people: bool | None = None  # evaluators' names stand behind those of the vendors; None = nobody has said
    policy: Policy | None = None  # None = as was said of this layout before, else `usual_policy`
    usual_policy: Policy = Policy.ASK
    is_remembering: bool = True  # take up what was decided about this layout before


NOTHING_DECIDED = Choices()


def decided(table: Table, choices: Choices) -> Table:
    """Return the table with what the user decided.

    Raises:
        DeskError: an answer fits nothing in the table.
    """
    given = _with_answers(table, choices.answers) if choices.answers else table
    criteria = given.criteria
    if choices.directions:
        directions = _by_name(table, choices.directions)
        criteria = [replace(each, direction=directions.get(_key(each), each.direction)) for each in criteria]
    if choices.weights:
        weights = _by_name(table, choices.weights)
        criteria = [replace(each, weight=weights.get(_key(each), each.weight)) for each in criteria]
    if choices.tops:
        tops = _by_name(table, choices.tops)
        criteria = [_with_top(each, tops[_key(each)]) if _key(each) in tops else each for each in criteria]
    scales = _by_name(table, choices.scales) if choices.scales else {}
    return with_scales(replace(given, criteria=tuple(criteria)), scales, choices.answers)


def _with_top(criterion: CriterionCell, top: float) -> CriterionCell:
    """Return a criterion whose values are points of a scale from 0 to a top; nothing is rescaled."""
    most = checked_number("The top of the scale", top, _LOWEST_TOP, ANSWER_LIMIT)
    return replace(criterion, maximum=most, worst=None, best=None)


def with_scales(table: Table, scales: Mapping[str, Mapping[str, float | None]], answers: Mapping[str, Answer]) -> Table:
    """Return the table with words in place of numbers turned into points, as the user reads each column's words.

    Args:
        table: what was read.
        scales: criterion in small letters → word → points; None leaves the word open.
        answers: by cell; those count before the scale.
    """
    if not scales:
        return table
    points = {name: {word_key(word): number for word, number in words.items()} for name, words in scales.items()}
    tops = {name: max((each for each in words.values() if each is not None), default=0.0) for name, words in
            points.items()}  # fmt: skip
    criteria = [
        replace(each, maximum=max(each.maximum or TOP, tops[_key(each)]), direction="max", worst=None, best=None)
        if _key(each) in points
        else each
        for each in table.criteria
    ]
    scores = [
        _in_points(score, points[name]) if (name := score.criterion.casefold()) in points else score
        for score in table.scores
    ]
    scores = [old if old.cell in answers else new for old, new in zip(table.scores, scores, strict=True)]
    return replace(table, criteria=tuple(criteria), scores=tuple(scores))


def _in_points(score: ScoreCell, points: Mapping[str, float | None]) -> ScoreCell:
    word = score.text or score.raw
    number = points.get(word_key(word)) if score.value is None and word else None
    if number is None:
        return score
    flags = tuple(flag for flag in score.flags if flag not in ("needs_mapping", "ask"))
    reason = f"The sheet says “{word}”, taken as {plain(number)}."
    return score._replace(value=number, text="", flags=flags, rationale=_joined(score.rationale, reason))


def word_key(word: str) -> str:
    """Return a word of a scale without what does not count."""
    return " ".join(word.split()).casefold()


def with_line_answers(table: Table, answers: Mapping[str, Answer]) -> Table:
    """Return a price sheet with the amounts that the user typed for its lines, or left open."""
    if not answers:
        return table

    def answered(line: OfferLine) -> OfferLine:
        answer = answers.get(line.cell)
        if answer is None or answer.act not in (Act.VALUE, Act.OPEN):
            return line
        return line._replace(amount=answer.number if answer.act is Act.VALUE else None)

    return replace(table, lines=tuple(answered(line) for line in table.lines))


def _key(criterion: CriterionCell) -> str:
    return criterion.name.casefold()


def _by_name(table: Table, given: Mapping[str, Given]) -> dict[str, Given]:
    """Return what was given by criterion, in small letters."""
    known = {_key(column) for column in table.criteria}
    for name in given:
        if name.casefold() not in known:
            raise NoSuchColumnError(name, [column.name for column in table.criteria])
    return {name.casefold(): value for name, value in given.items()}


def _with_answers(table: Table, answers: Mapping[str, Answer]) -> Table:
    left = dict(answers)
    scores = [_answered(score, answer) if (answer := left.pop(score.cell, None)) else score for score in table.scores]
    weights: dict[str, float] = {}
    for cell, name in weight_cells(table).items():
        answer = left.pop(cell, None)
        if answer is not None and answer.number is not None:
            weights[name] = answer.number
    criteria = [replace(each, weight=weights.get(each.name, each.weight)) for each in table.criteria]
    typed = {cell: answer for cell, answer in left.items() if answer.act is Act.VALUE}
    if typed:
        empty = empty_cells(table, only=frozenset(typed))
        for cell, answer in typed.items():
            if cell not in empty:
                raise NoSuchCellError(cell)
            scores.append(_answered(empty[cell], answer))
    return replace(table, scores=tuple(scores), criteria=tuple(criteria))


def _answered(score: ScoreCell, answer: Answer) -> ScoreCell:
    """Return a cell as the user wants it; where it changes, its reason says who decided and what the cell says."""
    said = f"the cell said “{score.raw}”." if score.raw else "the cell was empty."
    match answer.act:
        case Act.STAY:
            return score
        case Act.KEEP:
            if score.value is None or "ask" not in score.flags:
                return score
            flags = tuple(flag for flag in score.flags if flag != "ask")
            reason = f"Read as {plain(score.value)} and confirmed at import; {said}"
            return score._replace(flags=flags, rationale=_joined(score.rationale, reason))
        case Act.OPEN:
            return score._replace(value=None, text=score.raw, flags=())
        case Act.VALUE:
            reason = f"Typed at import; {said}"
            return score._replace(value=answer.number, text="", flags=(), rationale=_joined(score.rationale, reason))


def _joined(first: str, second: str) -> str:
    return f"{first} {second}" if first else second


def empty_cells(table: Table, *, only: frozenset[str] | None = None, most: int | None = None) -> dict[str, ScoreCell]:
    """Return address → value to be filled in of the cells that a vendor and a criterion cross in without a value."""
    from outsource_desk.domain.spreadsheets import column_letters
    from outsource_desk.importers.reading import ScoreCell

    found: dict[str, ScoreCell] = {}
    filled = {score.cell for score in table.scores if score.raw}
    down, across = lines_of(table)
    is_across = table.orientation == "vendors_as_columns"
    columns = [(column_letters(column), *whose) for column, whose in across.items()]
    for row, (down_name, down_evaluator) in down.items():
        for letters, across_name, across_evaluator in columns:
            cell = f"{letters}{row}"
            if cell in filled or (only is not None and cell not in only):
                continue
            vendor, criterion = (across_name, down_name) if is_across else (down_name, across_name)
            evaluator = across_evaluator if is_across else down_evaluator
            found[cell] = ScoreCell(vendor, criterion, cell, "", None, "", (), evaluator)
            if most is not None and len(found) >= most:
                return found
    return found


def weight_cells(table: Table) -> dict[str, str]:
    """Return cell → criterion of all weights, also where the sheet's weight is no number."""
    from outsource_desk.domain.spreadsheets import column_letters

    found = {each.weight_cell: each.name for each in table.criteria if each.weight_cell}
    example = _place(next(iter(found))) if found else None
    for criterion in table.criteria:
        place = _place(criterion.cell)
        if example is None or place is None or criterion.weight_cell:
            continue
        row, column = (place[0], example[1]) if table.orientation != "vendors_as_rows" else (example[0], place[1])
        found[f"{column_letters(column)}{row}"] = criterion.name
    return found


@lru_cache(maxsize=2048)
def _column(letters: str) -> int:
    """Return the number of a column; 0 if these are no letters of one."""
    from outsource_desk.importers.sheets.grid import Area

    area = Area.from_address(f"{letters}1") if ":" not in letters else None
    return area.left if area else 0


_Lines = dict[int, tuple[str, str]]  # row or column number → name of vendor or criterion, and evaluator


def lines_of(table: Table) -> tuple[_Lines, _Lines]:
    """Return the rows and the columns of a table of scores with the vendor or criterion that each belongs to."""
    if table.orientation not in ("vendors_as_columns", "vendors_as_rows"):
        return {}, {}
    is_across = table.orientation == "vendors_as_columns"
    vendors, criteria = dict(_named(table, is_across=is_across)), {}
    for criterion in table.criteria:
        if place := _place(criterion.cell):
            criteria[place[0] if is_across else place[1]] = (criterion.name, "")
    return (criteria, vendors) if is_across else (vendors, criteria)


def _named(table: Table, *, is_across: bool) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the line of each vendor: of its name, or where several evaluators have one each, of their values."""
    known: dict[tuple[str, str], str] = {}
    vendor = evaluator = None
    for score in table.scores:
        if score.vendor is not vendor or score.evaluator is not evaluator:  # most stand beside one of the same line
            vendor, evaluator = score.vendor, score.evaluator
            known.setdefault((vendor, evaluator), score.cell)
    cells = {vendor: cell for (vendor, _), cell in known.items()}
    for vendor in table.vendors:
        known.setdefault((vendor.name, ""), vendor.cell) if vendor.name not in cells else None
    for (name, evaluator), cell in known.items():
        if place := _place(cell):
            yield place[1] if is_across else place[0], (name, evaluator)


def _place(cell: str) -> tuple[int, int] | None:
    """Return row and column of a cell, or of the first cell of an area."""
    letters = cell.rstrip("0123456789")
    if len(letters) < len(cell) <= len(letters) + _MOST_DIGITS and (column := _column(letters)):  # as nearly all
        return int(cell[len(letters) :]), column
    from outsource_desk.importers.sheets.grid import Area

    area = Area.from_address(cell)
    return (area.top, area.left) if area else None

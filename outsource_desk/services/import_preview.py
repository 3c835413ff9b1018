"""What an import would do, cell by cell and name by name, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.formatting import minor_digits, plain
from outsource_desk.services.import_answers import (
    NOTHING_DECIDED,
    Act,
    Answer,
    Choices,
    empty_cells,
    lines_of,
    weight_cells,
)
from outsource_desk.services.import_case import ImportCase, main_table, prepare
from outsource_desk.services.import_matching import CERTAIN, Match, Matching
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_questions import CellQuestion, Severity, questions_of
from outsource_desk.store.vendors import vendor_ids

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading as Reading  # the window knows these by this module
    from outsource_desk.importers.reading import SheetLeftOut as SheetLeftOut
    from outsource_desk.importers.reading import SheetPicture as SheetPicture
    from outsource_desk.importers.reading import Table as Table
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_plan import PlannedValue

_EMPTY_SHOWN = 5_000
GROUP_HEADING = "the heading of a group"  # as the reader says it


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


class Waiting(NamedTuple):
    """Something that nobody has decided yet."""

    what: str  # cell, vendor, criterion, evaluator, scale, gate, direction or conflict
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

    @property
    def changes_anything(self) -> bool:
        """Tell whether the import would write anything."""
        new = any(not each.is_candidate for each in self.vendors) or any(each.is_new for each in self.criteria)
        return bool(new or self.changes or self.values_new or self.values_open or self.weights_changed)


def preview_import(desk: Desk, reading: Reading, choices: Choices = NOTHING_DECIDED, **decisions: Any) -> ImportPreview:
    """Return what `import_spreadsheet` would do with the same arguments; nothing is written.

    Args:
        desk: the open file.
        reading: what was understood.
        choices: what the user has decided.
        **decisions: fields of ``choices`` by their names, in place of those there.

    Raises:
        RefusedSpreadsheetError: the spreadsheet could not be read or holds nothing of use.
        DeskError: a decision fits nothing.
    """
    choices = replace(choices, **decisions)
    case = prepare(desk, reading, choices)
    plan = case.plan
    questions = (*_outside(case, choices), *questions_of(case.read))
    new = [value.has_number for value in plan.values if not value.is_change]
    return ImportPreview(
        file=reading.file,
        sheet=case.table.sheet or "",
        table=main_table(reading) if choices.table is None else choices.table,
        initiative=case.initiative,
        initiative_id=case.initiative_id,
        evaluator=case.evaluator,
        has_scores=any(value.table == "score" and value.evaluator == case.evaluator for value in plan.values),
        vendors=_vendors(desk, case),
        criteria=_criteria(case),
        changes=_changes(case),
        values_new=sum(new),
        values_same=plan.same,
        values_open=len(new) - sum(new),
        weights_changed=len(plan.weights),
        questions=questions,
        notes=plan.notes,
        cells=used_cells(case.table, questions, choices.answers),
    )


def used_cells(table: Table, questions: tuple[CellQuestion, ...], answers: Mapping[str, Answer]) -> UsedCells:
    """Return what becomes of each used cell with the answers given so far."""
    unanswered = {each.cell for each in questions if each.needs_answer and each.cell not in answers}
    seen = {each.cell for each in questions if each.severity is Severity.CARE and each.acts}
    care = still_open = wrong = plainly = 0
    for score in table.scores:
        if not score.raw:
            continue
        answer = answers.get(score.cell)
        if score.cell in unanswered:
            wrong += 1
        elif answer is not None and answer.act is Act.OPEN:
            still_open += 1
        elif answer is not None or score.cell in seen:
            care += 1
        elif (score.value is None and "na" not in score.flags) or "ask" in score.flags:
            still_open += 1
        else:
            plainly += 1
    account = table.account
    rest = account.imported - account.headers - (care + still_open + wrong + plainly)
    return UsedCells(
        imported=plainly + max(0, rest),
        headers=account.headers + min(0, rest),
        with_care=care,
        left_open=still_open,
        left_out=account.derived + account.skipped,
        problems=account.problems + wrong,
    )


def _outside(case: ImportCase, choices: Choices) -> list[CellQuestion]:
    """Return the numbers that the initiative's scale does not allow."""
    scores = {score.cell: score for score in case.read.scores}
    found = []
    for value in case.plan.values:
        score = scores.get(value.cell)
        if value.has_number or score is None or score.value is None or "ask" in score.flags:
            continue
        if choices.answers.get(value.cell, Answer.keep()).act is Act.KEEP:
            sentence = f"{plain(score.value)} does not fit what “{score.criterion}” allows here; it stays open."
            acts = (Act.OPEN, Act.VALUE)
            question = CellQuestion(value.cell, Severity.ERROR, "Outside the scale", sentence, score.raw, acts=acts)
            found.append(replace(question, criterion=score.criterion))
    return found


def _vendors(desk: Desk, case: ImportCase) -> tuple[MatchedVendor, ...]:
    new = {each.name.casefold() for each in case.plan.candidates}
    known = vendor_ids(desk.connection)
    return tuple(
        MatchedVendor(
            each.name,
            each.cell,
            each.name.casefold() not in new,
            each.name.casefold() in known,
            Matching(each.name, Match(known[each.name.casefold()], each.name, CERTAIN))
            if each.name.casefold() in known
            else Matching(each.name),
        )
        for each in case.table.vendors
    )


def _criteria(case: ImportCase) -> tuple[MatchedCriterion, ...]:
    new = {each.name for each in case.plan.criteria}
    asked = {each.name for each in case.read.criteria if each.direction is None}
    numbers = {score.criterion for score in case.table.scores if score.value is not None}
    return tuple(
        MatchedCriterion(
            each.name,
            each.cell,
            each.name in new,
            each.weight,
            each.direction or "",
            each.name in asked and each.name in new and each.name in numbers,
            each.maximum,
            each.unit,
            Matching(each.name),
        )
        for each in case.table.criteria
    )


def _changes(case: ImportCase) -> tuple[ValueChange, ...]:
    if case.now is None:
        return ()
    candidates = {each.id: each.name for each in case.now.candidates}
    paths = criterion_paths(case.now.criteria)
    return tuple(
        ValueChange(
            value.cell,
            candidates.get(value.candidate, str(value.candidate)),  # type: ignore[arg-type] (a new one has its name)
            paths.get(value.criterion, str(value.criterion)),  # type: ignore[arg-type] (a new one has its name)
            _mark(value.before),
            _mark(_as_shown(value)),
        )
        for value in case.plan.values
        if value.before is not None
    )


def _as_shown(value: PlannedValue) -> dict[str, Any]:
    """Return the fields with a price in whole units of its currency."""
    fields = dict(value.fields)
    if fields.get("minor_units") is not None:
        fields["amount"] = float(str(fields["minor_units"])) / 10 ** minor_digits(str(fields["currency"]))
    return fields


def _mark(fields: Mapping[str, Any]) -> Mark:
    number = fields.get("points") if fields.get("points") is not None else fields.get("amount")
    return Mark(None if number is None else float(number), bool(fields["not_applicable"]))


def picture_regions(table: Table, picture: SheetPicture) -> dict[str, str]:
    """Return address → part of the table, for the cells of a picture; open cells between the scores belong to them."""
    from outsource_desk.domain.spreadsheets import column_letters
    from outsource_desk.importers.picture import regions_of

    regions = {cell: str(region) for cell, region in regions_of(table, picture).items()}
    regions = dict.fromkeys(empty_cells(table, most=_EMPTY_SHOWN), "score") | regions
    if table.orientation != "vendors_as_columns":
        return regions
    vendors, weights = lines_of(table)[1], {cell.rstrip("0123456789") for cell in weight_cells(table)}
    for left in table.skipped:
        if left.why == GROUP_HEADING and ":" not in left.cells and regions.get(left.cells) == "left out":
            row = left.cells.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            beside = dict.fromkeys((f"{letters}{row}" for letters in weights), "beside names")
            between = dict.fromkeys((f"{column_letters(column)}{row}" for column in vendors), "between scores")
            regions = beside | between | regions | {left.cells: "group"}
    return regions

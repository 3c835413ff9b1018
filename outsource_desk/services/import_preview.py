"""What an import would do, cell by cell and name by name, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import ref

from outsource_desk.domain.criterion import Measure, leaves_of
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.garbage import garbage_left_alone
from outsource_desk.services.import_answers import (
    NOTHING_DECIDED,
    Act,
    Answer,
    Choices,
    empty_cells,
    lines_of,
    weight_cells,
)
from outsource_desk.services.import_case import ImportCase, prepare
from outsource_desk.services.import_conflicts import conflict_questions, differing_values
from outsource_desk.services.import_matched import (
    changed_weights,
    matched_criteria,
    matched_evaluators,
    matched_vendors,
)
from outsource_desk.services.import_outcome import EarlierImport as EarlierImport  # the window knows all these
from outsource_desk.services.import_outcome import ImportPreview as ImportPreview  # by this module
from outsource_desk.services.import_outcome import Mark as Mark
from outsource_desk.services.import_outcome import MatchedCriterion as MatchedCriterion
from outsource_desk.services.import_outcome import MatchedEvaluator as MatchedEvaluator
from outsource_desk.services.import_outcome import MatchedVendor as MatchedVendor
from outsource_desk.services.import_outcome import Recalled as Recalled
from outsource_desk.services.import_outcome import UsedCells as UsedCells
from outsource_desk.services.import_outcome import ValueChange as ValueChange
from outsource_desk.services.import_outcome import Waiting as Waiting
from outsource_desk.services.import_outcome import WordsOfScale as WordsOfScale
from outsource_desk.services.import_people import people_behind
from outsource_desk.services.import_policy import Fate
from outsource_desk.services.import_questions import CellQuestion, Severity, questions_of
from outsource_desk.services.import_sheets import qualified

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading as Reading  # the window knows these by this module
    from outsource_desk.importers.reading import SheetLeftOut as SheetLeftOut
    from outsource_desk.importers.reading import SheetPicture as SheetPicture
    from outsource_desk.importers.reading import Table as Table
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_plan import PlannedValue

_EMPTY_SHOWN = 5_000
GROUP_HEADING = "the heading of a group"  # as the reader says it


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
    return preview_of(prepare(desk, reading, replace(choices, **decisions)))


@garbage_left_alone()
def preview_of(case: ImportCase) -> ImportPreview:
    """Return what an import would do that has been prepared: a pure function of values, for any thread."""
    questions, conflicts = _questions(case), differing_values(case)
    vendors, criteria, evaluators = matched_vendors(case), matched_criteria(case), matched_evaluators(case)
    people = tuple(dict.fromkeys(person for part in case.reads for _, person in people_behind(part).values()))
    waiting = list(_waiting(vendors, criteria, evaluators, questions, case.choices))
    if people and case.choices.has_people is None:
        waiting.insert(0, Waiting("people", people[0], case.table.vendors[0].cell))
    return ImportPreview(
        file=case.reading.file,
        sheet=case.table.sheet or "",
        table=case.indexes[0],
        initiative=case.initiative,
        initiative_id=case.initiative_id,
        evaluator=case.evaluator,
        vendors=vendors,
        criteria=criteria,
        changes=tuple(each for each in conflicts if each.fate is Fate.REPLACED),
        questions=questions,
        notes=case.plan.notes,
        cells=used_cells(case.table, questions, case.choices.answers),
        tables=case.indexes,
        evaluators=evaluators,
        groups=tuple(group.name for group in case.plan.groups),
        conflicts=conflicts,
        policy=case.policy,
        waiting=tuple(waiting),
        earlier=EarlierImport(*case.here.earlier) if case.here.earlier else None,
        recalled=_recalled(case),
        likely=case.here.likely,
        people=people,
        weights=changed_weights(case),
        elsewhere=case.elsewhere,
        takes_weights=case.choices.takes_weights,
        has_people=case.choices.has_people,
        **_counts(case),
    )


def _counts(case: ImportCase) -> dict[str, Any]:
    """Return how many values of each kind would come in."""
    plan = case.plan
    new_open = sum(1 for value in _open_values(case) if value.before is None)
    return {
        "has_scores": _has_scores(case),
        "values_new": sum(1 for value in plan.values if value.before is None) - new_open,
        "values_same": plan.same,
        "values_open": new_open,
        "weights_changed": len(plan.weights),
        "offer_lines": len(plan.lines),
    }


def _has_scores(case: ImportCase) -> bool:
    """Tell whether there are an evaluator's scores, also where the file has the same ones or keeps others."""
    plan = case.plan
    values = (*plan.values, *(each.value for each in plan.conflicts))
    is_judged = case.now is not None and any(each.measure is Measure.JUDGED for each in leaves_of(case.now.criteria))
    return any(value.table == "score" for value in values) or (plan.same > 0 and is_judged)


def _questions(case: ImportCase) -> tuple[CellQuestion, ...]:
    """Return what is to be answered cell by cell, what needs an answer first."""
    asked = [question for part in case.reads for question in _of_part(case, part)]
    found = sorted((*_outside(case, case.choices), *asked), key=lambda each: each.severity)
    waiting = {each.cell for each in found if each.needs_answer}
    return (*(each for each in conflict_questions(case) if each.cell not in waiting), *found)


def _of_part(case: ImportCase, part: Table) -> Iterator[CellQuestion]:
    """Yield the doubts of one of the tables; where several come in, their cells say their sheet."""
    is_weighed = case.elsewhere is not None and case.choices.takes_weights
    for question in _kept_questions(_Held(part), case.scaled):
        if is_weighed and question.cell in _asks_for_weights(part) and not question.acts:
            continue
        several = len(case.reads) > 1
        yield replace(question, cell=qualified(part.sheet, question.cell)) if several else question


def _asks_for_weights(part: Table) -> set[str]:
    """Return the cells at which the reader asks for the weights that stand elsewhere."""
    from outsource_desk.importers.scorecards.weights_elsewhere import asks_for_weights

    return {each.cell for each in part.problems if asks_for_weights(each)}


def used_cells(table: Table, questions: tuple[CellQuestion, ...], answers: Mapping[str, Answer]) -> UsedCells:
    """Return what becomes of each used cell with the answers given so far."""
    unanswered = {each.cell for each in questions if each.needs_answer and each.cell not in answers}
    differing = {each.cell for each in questions if Act.STAY in each.acts}
    seen = {each.cell for each in questions if each.severity is Severity.CARE and each.acts}
    care = still_open = wrong = plainly = kept = 0
    special = unanswered | seen | answers.keys()
    for cell, is_open in _value_cells(table):
        if cell not in special:  # as most
            plainly, still_open = plainly + (not is_open), still_open + is_open
            continue
        answer = answers.get(cell)
        if cell in unanswered:
            wrong += 1
        elif answer is not None and cell in differing and answer.act in (Act.STAY, Act.OPEN):
            kept += 1
        elif answer is not None and answer.act is Act.OPEN:
            still_open += 1
        else:
            care += 1
    account = table.account
    rest = account.imported - account.headers - (care + still_open + wrong + plainly + kept)
    return UsedCells(
        imported=plainly + max(0, rest),
        headers=account.headers + min(0, rest),
        with_care=care,
        left_open=still_open,
        left_out=account.derived + account.skipped,
        problems=account.problems + wrong,
        kept=kept,
    )


def _value_cells(table: Table) -> Iterator[tuple[str, bool]]:
    """Yield each cell of a value or of a line of an offer, and whether it says nothing for certain."""
    lines = {line.cell: line.amount is None for line in table.lines}
    yield from lines.items()
    for score in table.scores:
        if score.raw and not (lines and (":" in score.cell or score.cell in lines)):  # a sum of lines is no cell
            yield score.cell, (score.value is None and "na" not in score.flags) or "ask" in score.flags


def _open_values(case: ImportCase) -> list[PlannedValue]:
    """Return the values that come in without a number: few, of hundreds of thousands."""
    values = [value for value in case.plan.values if value.fields.get("points") is None]
    return [value for value in values if not value.has_number]


def _outside(case: ImportCase, choices: Choices) -> list[CellQuestion]:
    """Return the numbers that the initiative's scale does not allow."""
    open_values = _open_values(case)
    cells = {value.cell for value in open_values}
    scores = {score.cell: score for score in case.read.scores if score.cell in cells} if cells else {}
    found = []
    for value in open_values:
        score = scores.get(value.cell)
        if score is None or score.value is None or "ask" in score.flags:
            continue
        if choices.answers.get(value.cell, Answer.keep()).act is Act.KEEP:
            sentence = f"{plain(score.value)} does not fit what “{score.criterion}” allows here; it stays open."
            acts = (Act.OPEN, Act.VALUE)
            question = CellQuestion(value.cell, Severity.ERROR, "Outside the scale", sentence, score.raw, acts=acts)
            found.append(replace(question, criterion=score.criterion))
    return found


class _Held:
    """A table by its identity, so that what was worked out of it is found again as long as it lives."""

    def __init__(self, table: Table) -> None:
        self.table, self._number = ref(table), id(table)

    def __hash__(self) -> int:
        return self._number

    def __eq__(self, other: object) -> bool:
        table = self.table()
        return isinstance(other, _Held) and table is not None and table is other.table()


@lru_cache(maxsize=8)
def _kept_questions(held: _Held, scaled: frozenset[str]) -> tuple[CellQuestion, ...]:
    """Return the doubts of a table; each answer of the user asks for them again."""
    table = held.table()
    assert table is not None
    return questions_of(table, scaled)


def _waiting(
    vendors: tuple[MatchedVendor, ...],
    criteria: tuple[MatchedCriterion, ...],
    evaluators: tuple[MatchedEvaluator, ...],
    questions: tuple[CellQuestion, ...],
    choices: Choices,
) -> Iterator[Waiting]:
    """Yield what nobody has decided yet."""
    yield from (Waiting("vendor", each.name, each.cell) for each in vendors if each.matching.is_asked)
    yield from (Waiting("criterion", each.name, each.cell) for each in criteria if each.matching.is_asked)
    yield from (Waiting("evaluator", each.name, "") for each in evaluators if each.matching.is_asked)
    yield from (Waiting("scale", each.name, each.cell) for each in criteria if each.is_scale_asked)
    yield from (Waiting("gate", each.name, each.cell) for each in criteria if each.is_gate_asked)
    said = {name.casefold() for name in choices.directions}
    for each in criteria:
        if each.is_direction_asked and each.name.casefold() not in said:
            yield Waiting("direction", each.name, each.cell)
    for each in questions:
        if each.needs_answer and each.cell not in choices.answers:
            yield Waiting("conflict" if Act.STAY in each.acts else "cell", each.criterion, each.cell)


def _recalled(case: ImportCase) -> Recalled | None:
    memory = case.here.memory
    if memory is None or not (case.remembered or memory.view is not None):
        return None
    return Recalled(memory.layout, memory.file, memory.imported_at, case.remembered)


def picture_regions(table: Table, picture: SheetPicture) -> dict[str, str]:
    """Return address → part of the table, for the cells of a picture; open cells between the scores belong to them."""
    from outsource_desk.domain.spreadsheets import column_letters
    from outsource_desk.importers.sheets.picture import regions_of

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

"""What an import would do, cell by cell and name by name, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

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
from outsource_desk.services.import_case import ImportCase, prepare
from outsource_desk.services.import_memory import earlier_import
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
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_questions import CellQuestion, Severity, questions_of
from outsource_desk.services.import_scales import NO_WORDS, scales_of, tops_here
from outsource_desk.services.import_sheets import qualified
from outsource_desk.services.import_values import is_open_here
from outsource_desk.store.vendors import vendor_ids

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading as Reading  # the window knows these by this module
    from outsource_desk.importers.reading import SheetLeftOut as SheetLeftOut
    from outsource_desk.importers.reading import SheetPicture as SheetPicture
    from outsource_desk.importers.reading import Table as Table
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_plan import PlannedValue

_EMPTY_SHOWN = 5_000
_SAMPLES = 4
MUST = "must"  # as the reader says it
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
    case = prepare(desk, reading, replace(choices, **decisions))
    plan, choices = case.plan, case.choices
    questions = _questions(case)
    vendors, criteria, evaluators = _vendors(desk, case), _criteria(case), _evaluators(case)
    conflicts = _conflicts(case)
    new = [value.has_number for value in plan.values if not value.is_change]
    return ImportPreview(
        file=reading.file,
        sheet=case.table.sheet or "",
        table=case.indexes[0],
        initiative=case.initiative,
        initiative_id=case.initiative_id,
        evaluator=case.evaluator,
        has_scores=any(value.table == "score" for value in plan.values),
        vendors=vendors,
        criteria=criteria,
        changes=tuple(each for each in conflicts if each.fate is Fate.REPLACED),
        values_new=sum(new),
        values_same=plan.same,
        values_open=len(new) - sum(new),
        weights_changed=len(plan.weights),
        questions=questions,
        notes=plan.notes,
        cells=used_cells(case.table, questions, choices.answers),
        tables=case.indexes,
        evaluators=evaluators,
        groups=tuple(group.name for group in plan.groups),
        conflicts=conflicts,
        policy=choices.policy,
        waiting=tuple(_waiting(vendors, criteria, evaluators, questions, choices)),
        earlier=_earlier(desk, reading),
        recalled=_recalled(case),
        offer_lines=len(plan.lines),
    )


def _questions(case: ImportCase) -> tuple[CellQuestion, ...]:
    """Return what is to be answered cell by cell, what needs an answer first."""
    asked = [question for part in case.reads for question in _of_part(case, part)]
    found = sorted((*_outside(case, case.choices), *asked), key=lambda each: each.severity)
    waiting = {each.cell for each in found if each.needs_answer}
    return (*(each for each in conflict_questions(case) if each.cell not in waiting), *found)


def _of_part(case: ImportCase, part: Table) -> Iterator[CellQuestion]:
    """Yield the doubts of one of the tables; where several come in, their cells say their sheet."""
    for question in questions_of(part, case.scaled):
        several = len(case.reads) > 1
        yield replace(question, cell=qualified(part.sheet, question.cell)) if several else question


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


def conflict_questions(case: ImportCase) -> Iterator[CellQuestion]:
    """Yield a question for each value that differs from the file's, where each is to be asked about."""
    if case.choices.policy is not Policy.ASK:
        return
    raws = {score.cell: score for score in case.table.scores}
    for conflict, change in zip(case.plan.conflicts, _conflicts(case), strict=True):
        score = raws.get(change.cell)
        if is_open_here(conflict.value.before or {}) or score is None:
            continue
        sentence = (
            f"{change.candidate}, {change.criterion}: {_told(change.old)} here, {_told(change.new)} in the sheet."
        )
        yield CellQuestion(
            change.cell, Severity.ERROR, "Differs from the file", sentence, score.raw, change.new.number, None,
            (Act.STAY, Act.KEEP, Act.VALUE), score.criterion,
        )  # fmt: skip


def _told(mark: Mark) -> str:
    if mark.not_applicable:
        return "not applicable"
    return "open" if mark.number is None else plain(mark.number)


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


def _earlier(desk: Desk, reading: Reading) -> EarlierImport | None:
    found = earlier_import(desk, reading.sha256)
    return EarlierImport(*found) if found else None


def _recalled(case: ImportCase) -> Recalled | None:
    memory = case.memory
    if memory is None or not (case.remembered or memory.view is not None):
        return None
    return Recalled(memory.layout, memory.file, memory.imported_at, case.remembered)


def _vendors(desk: Desk, case: ImportCase) -> tuple[MatchedVendor, ...]:
    known = vendor_ids(desk.connection)
    found = []
    for each in case.table.vendors:
        matching = case.plan.matchings.vendors[each.name]
        name = matching.match.name if matching.match else matching.new_name
        is_candidate = not isinstance(case.plan.keys.get(each.name, ""), str)
        found.append(MatchedVendor(each.name, each.cell, is_candidate, name.casefold() in known, matching))
    return tuple(found)


def _evaluators(case: ImportCase) -> tuple[MatchedEvaluator, ...]:
    counts = Counter(value.evaluator for value in case.plan.values if value.table == "score")
    found = []
    for name, each in case.plan.matchings.evaluators.items():
        key = each.match.id if each.match else each.new_name
        if each.is_skipped or each.match or counts[key]:
            found.append(MatchedEvaluator(name, each.match is None, counts[key], each))
    return tuple(found)


def _criteria(case: ImportCase) -> tuple[MatchedCriterion, ...]:
    asked = {each.name for each in case.read.criteria if each.direction is None}
    numbers = {score.criterion for score in case.table.scores if score.value is not None}
    groups = _groups(case)
    scales = scales_of(case.read, case.choices, tops_here(case.read, case.plan.matchings.criteria, case.now))
    samples = _samples(case.read)
    found = []
    for each in case.table.criteria:
        matching = case.plan.matchings.criteria[each.name]
        is_new = isinstance(case.plan.leaves.get(each.name), str)
        scale = scales.get(each.name, NO_WORDS)
        found.append(
            MatchedCriterion(
                each.name,
                each.cell,
                is_new,
                each.weight,
                each.direction or "",
                each.name in asked and is_new and each.name in numbers and not scale.words,
                each.maximum,
                each.unit,
                matching,
                groups.get(each.name, ""),
                scale.words,
                scale.scales,
                scale.is_asked,
                is_new and each.priority == MUST and each.name.casefold() not in _said_gates(case),
                samples.get(each.name, ()),
            )
        )
    return tuple(found)


def _said_gates(case: ImportCase) -> set[str]:
    return {name.casefold() for name in case.choices.gates}


def _groups(case: ImportCase) -> dict[str, str]:
    """Return criterion of the sheet → the group that it stands in, or will stand in."""
    paths = criterion_paths(case.now.criteria) if case.now else {}
    of_leaf = {each.id: each.parent_id for each in case.now.criteria} if case.now else {}
    new = {each.name: each.parent for each in case.plan.criteria}
    found: dict[str, str] = {}
    for name, key in case.plan.leaves.items():
        parent = new.get(key) if isinstance(key, str) else of_leaf.get(key)
        if parent is not None:
            found[name] = parent if isinstance(parent, str) else paths.get(parent, "")
    return found


def _samples(table: Table) -> dict[str, tuple[str, ...]]:
    """Return criterion → the first texts of its cells."""
    found: dict[str, list[str]] = {column.name: [] for column in table.criteria}
    for score in table.scores:
        some = found.get(score.criterion)
        if some is not None and len(some) < _SAMPLES and score.raw and score.raw not in some:
            some.append(score.raw)
    return {name: tuple(texts) for name, texts in found.items()}


def _conflicts(case: ImportCase) -> tuple[ValueChange, ...]:
    if case.now is None:
        return ()
    candidates = {each.id: each.name for each in case.now.candidates}
    offices = {each.id: each.name for each in case.now.evaluators}
    paths = criterion_paths(case.now.criteria)
    found = []
    for value, fate in ((each.value, each.fate) for each in case.plan.conflicts):
        office = offices.get(value.evaluator, "") if isinstance(value.evaluator, int) else ""
        candidate = value.candidate if isinstance(value.candidate, str) else candidates.get(value.candidate, "")
        criterion = value.criterion if isinstance(value.criterion, str) else paths.get(value.criterion, "")
        old, new = _mark(value.before or {}), _mark(_as_shown(value))
        found.append(ValueChange(value.cell, candidate, criterion, old, new, fate, office))
    return tuple(found)


def _as_shown(value: PlannedValue) -> dict[str, Any]:
    """Return the fields with a price in whole units of its currency."""
    fields = dict(value.fields)
    if fields.get("minor_units") is not None:
        fields["amount"] = float(str(fields["minor_units"])) / 10 ** minor_digits(str(fields["currency"]))
    return fields


def _mark(fields: Mapping[str, Any]) -> Mark:
    number = fields.get("points") if fields.get("points") is not None else fields.get("amount")
    return Mark(None if number is None else float(number), bool(fields.get("not_applicable")))


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

"""Filled questionnaires: an answer to a row, for a question of ours or as one of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import plain
from outsource_desk.services import foreign_answers
from outsource_desk.services.foreign_matching import ForeignColumns
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_records.account import headers_of
from outsource_desk.services.import_records.kinds import register_of
from outsource_desk.services.import_records.protection_fields import ANSWERS
from outsource_desk.services.import_records.shapes import (
    NEW,
    Asks,
    Compared,
    Entry,
    FieldChange,
    Outcome,
    ProposedColumn,
    RecordAccount,
    RecordAct,
    RecordChoices,
    RecordKind,
    RecordQuestion,
    RowPreview,
)
from outsource_desk.services.replies import Given
from outsource_desk.store.answers import find_answer

if TYPE_CHECKING:
    from outsource_desk.domain.vetting import Answer
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.importers.registers.foreign_answers import ReadForeign
    from outsource_desk.importers.sheets.said import Said
    from outsource_desk.services.desk import Desk

LIKE_ENOUGH = 90.0  # of 100; below it somebody has to say which question is meant
IDENTICAL = 100.0


class NobodyAnsweredError(DeskError):
    """Answers are to be imported, and nobody has said whose they are."""

    remedy = "Choose the candidate whose answers they are."

    def __init__(self) -> None:
        super().__init__("Nobody has said whose answers they are.")


def compared_answers(
    desk: Desk,
    _kind: RecordKind,
    reading: Reading,
    table: Table,
    columns: Sequence[ProposedColumn],
    choices: RecordChoices,
) -> Compared:
    """Compare a filled questionnaire with the answers that the file has.

    Raises:
        NobodyAnsweredError: no candidate is chosen.
        DeskError: vetting has not started, or the candidate is no vendor.
    """
    foreign = foreign_table(desk, reading, table, columns, choices)
    targets = targets_of(foreign, choices)
    fates = foreign_answers.fates_of(desk, foreign, targets)
    _, vetting = foreign_answers.vetting_of(desk, foreign.candidate_id)
    ours = tuple((each.id, f"{each.code} {each.wording}") for each in vetting.questionnaire.questions
                 if not each.is_ours)  # fmt: skip
    previews, questions, remarks = [], [], []
    for fate in fates:
        asked = _asked(fate, choices, ours)
        if asked is not None:
            questions.append(asked)
        remarks += _remarks(fate, choices, ours)
        previews.append(_row(desk, foreign.candidate_id, fate, choices, asked))
    for preview, fate in zip(previews, fates, strict=True):
        if any(change.fate is Fate.ASKED for change in preview.changes):
            cell, reason = preview.changes[0].cell, f"The document says “{preview.changes[0].before}”."
            raw = fate.row.answer.text
            questions.append(RecordQuestion(Asks.CONFLICT, cell, preview.number, "answer", reason, raw))
    rows = tuple(previews)
    return Compared(rows, tuple(questions), _account(table, columns, rows), tuple(remarks))


def foreign_table(
    desk: Desk, reading: Reading, table: Table, columns: Sequence[ProposedColumn], choices: RecordChoices
) -> foreign_answers.ForeignTable:
    """Return a list as a questionnaire, each row with the question of ours that it probably means.

    Raises:
        NobodyAnsweredError: no candidate is chosen.
        DeskError: vetting has not started, or the candidate is no vendor.
    """
    from outsource_desk.importers.registers.foreign_answers import ForeignSheet, ReadForeign
    from outsource_desk.importers.sheets.said import NOTHING

    if choices.candidate_id is None:
        raise NobodyAnsweredError
    place = {column.field: at for at, column in enumerate(columns) if column.field}
    read: ReadForeign = ReadForeign(reading.file, reading.sha256)
    rows = tuple(
        (number, tuple(_answered(said, choices) for said in cells))
        for number, cells in register_of(table).rows
        if number not in choices.skipped
    )
    head = (0, (NOTHING,) * len(columns))
    found = ForeignColumns(
        0, place["question"], place.get("answer", len(columns)), place.get("comment"), place.get("code")
    )
    return foreign_answers.table_of(
        desk, choices.candidate_id, read, ForeignSheet(table.sheet or "", (head, *rows)), found
    )


def _answered(said: Said, choices: RecordChoices) -> Said:
    answer = choices.answers.get(said.cell)
    if answer is None or answer.act in (RecordAct.TAKE, RecordAct.KEEP):
        return said
    text = answer.text if answer.act is RecordAct.VALUE else ""
    return replace(said, value=text, is_formula=False, is_percent=False, doubt="")


def targets_of(table: foreign_answers.ForeignTable, choices: RecordChoices) -> dict[int, int]:
    """Return row → question of ours, where the user says so, or where a likeness is not certain enough."""
    targets = {
        row.number: foreign_answers.SKIP
        for row in table.rows
        if row.proposed > 0 and row.likeness < LIKE_ENOUGH and row.number not in choices.matches
    }
    said = {number: foreign_answers.OWN if target is NEW else target for number, target in choices.matches.items()}
    return targets | {number: target for number, target in said.items() if target is not None}


def _asked(
    fate: foreign_answers.RowFate, choices: RecordChoices, ours: tuple[tuple[int, str], ...]
) -> RecordQuestion | None:
    row = fate.row
    is_unsure = row.proposed > 0 and row.likeness < LIKE_ENOUGH and row.number not in choices.matches
    if is_unsure:
        return _which(row, "It may mean another question.", ours, is_blocking=True)
    if fate.outcome is foreign_answers.Outcome.PROBLEM and not fate.is_kept:
        return RecordQuestion(Asks.CELL, _cell(row), row.number, "answer", fate.why, row.answer.text)
    return None


def _remarks(
    fate: foreign_answers.RowFate, choices: RecordChoices, ours: tuple[tuple[int, str], ...]
) -> Iterator[RecordQuestion]:
    """Yield where a row comes in though its words are not quite ours, so that it can be sent elsewhere."""
    row = fate.row
    if fate.outcome is not foreign_answers.Outcome.IMPORTED or row.number in choices.matches:
        return
    if fate.question is None:
        yield _which(row, "It means none of our questions and becomes one of its own.", ours)
    elif row.likeness < IDENTICAL:
        yield _which(row, f"It is taken for {fate.question.code}, which is {row.likeness:.0f} % alike.", ours)


def _which(
    row: foreign_answers.ForeignRow, reason: str, ours: tuple[tuple[int, str], ...], *, is_blocking: bool = False
) -> RecordQuestion:
    likest_first = tuple(sorted(ours, key=lambda each: each[0] != row.proposed))
    return RecordQuestion(
        Asks.MATCH, _cell(row), row.number, "question", reason, row.wording, choices=likest_first,
        is_blocking=is_blocking,
    )  # fmt: skip


def _cell(row: foreign_answers.ForeignRow) -> str:
    return row.answer.cell or row.comment.cell


def _row(
    desk: Desk,
    candidate_id: int,
    fate: foreign_answers.RowFate,
    choices: RecordChoices,
    asked: RecordQuestion | None,
) -> RowPreview:
    row = fate.row
    if asked is not None and asked.asks is Asks.MATCH:
        return RowPreview(row.number, row.wording, Outcome.ASKED, why=asked.reason)
    if fate.outcome is not foreign_answers.Outcome.IMPORTED and not fate.is_kept:
        is_problem = fate.outcome is foreign_answers.Outcome.PROBLEM
        return RowPreview(row.number, row.wording, Outcome.PROBLEM if is_problem else Outcome.SKIPPED, why=fate.why)
    now = find_answer(desk.connection, candidate_id, fate.question.id) if fate.question else None
    if now is not None and (now.reply, now.amount, now.comment) == (fate.given.reply, fate.given.amount, fate.comment):
        return RowPreview(row.number, row.wording, Outcome.SAME, now.id, same=1, why=fate.why)
    cell = _cell(row)
    policy = Fate.KEPT if fate.is_kept else _fate(cell, choices) if now and _told(now) else None
    change = FieldChange(
        "answer", "Answer", cell, _told(now) if now else "", _said(fate.given, fate.comment), policy,
        fate.given.reply, row.answer.text,
    )  # fmt: skip
    outcome = Outcome.SAME if not change.is_written else Outcome.NEW if now is None else Outcome.CHANGED
    entry = Entry("", "answer", now.id if now else None, (change,), row.number)
    return RowPreview(row.number, row.wording, outcome, now.id if now else None, (entry,), 0, fate.why, row.number)


def _told(answer: Answer) -> str:
    """Return what an answer on file says; nothing where it is open."""
    return _said(Given(answer.reply, answer.amount), answer.comment)


def _said(given: Given, comment: str) -> str:
    amount = "" if given.amount is None else plain(given.amount)
    return given.reply or amount or comment


def _fate(cell: str, choices: RecordChoices) -> Fate:
    answer = choices.answers.get(cell)
    if answer is not None and answer.act in (RecordAct.TAKE, RecordAct.KEEP):
        return Fate.REPLACED if answer.act is RecordAct.TAKE else Fate.KEPT
    return {Policy.REPLACE: Fate.REPLACED, Policy.ASK: Fate.ASKED}.get(choices.policy, Fate.KEPT)


def _account(table: Table, columns: Sequence[ProposedColumn], rows: Sequence[RowPreview]) -> RecordAccount:
    """Return how many used cells became what; the cells of a row share its fate."""
    register, count = register_of(table), Counter[str]()
    fates = {
        Outcome.NEW: "taken", Outcome.CHANGED: "taken", Outcome.SAME: "same", Outcome.SKIPPED: "skipped",
        Outcome.ASKED: "asked", Outcome.PROBLEM: "asked",
    }  # fmt: skip
    by_number = {row.number: row for row in rows}
    for number, cells in register.rows:
        row = by_number.get(number)
        fate = fates[row.outcome] if row else "skipped"
        if row and row.outcome is Outcome.SAME and row.changes:
            fate = "asked" if row.changes[0].fate is Fate.ASKED else "kept"
        for place, said in enumerate(cells[: len(columns)]):
            if not said.is_empty:
                count[fate if columns[place].field else "left_out"] += 1
    return RecordAccount(headers=headers_of(register), **count)


def write_answers(
    desk: Desk, reading: Reading, table: Table, columns: Sequence[ProposedColumn], choices: RecordChoices
) -> int | None:
    """Write the answers that are taken, inside the edit that is open, and return the id of the file's import."""
    found = compared_answers(desk, ANSWERS, reading, table, columns, choices)
    taken = {row.number for row in found.rows if row.outcome.is_taken}
    foreign = foreign_table(desk, reading, table, columns, choices)
    targets = targets_of(foreign, choices)
    targets |= {row.number: foreign_answers.SKIP for row in foreign.rows if row.number not in taken}
    log = foreign_answers.import_foreign_answers(
        desk, foreign, targets, stated_by=choices.stated_by, stated_on=choices.stated_on
    )
    return log.import_id

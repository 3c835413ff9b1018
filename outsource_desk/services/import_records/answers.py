"""Filled questionnaires: an answer to a row, for a question of ours or as one of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import plain
from outsource_desk.services import foreign_answers
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.import_records.account import headers_of
from outsource_desk.services.import_records.here import RecordsHere, read_vetting
from outsource_desk.services.import_records.kinds import register_of
from outsource_desk.services.import_records.outcomes import (
    Asks,
    Compared,
    Entry,
    FieldChange,
    Outcome,
    RecordAccount,
    RecordQuestion,
    RowPreview,
)
from outsource_desk.services.import_records.pace import Progress, paced
from outsource_desk.services.import_records.shapes import NEW, ProposedColumn, RecordAct, RecordChoices
from outsource_desk.services.replies import Given

if TYPE_CHECKING:
    from outsource_desk.domain.vetting import Answer, Vetting
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.importers.sheets.said import Said
    from outsource_desk.services.desk import Desk

LIKE_ENOUGH = 90.0  # of 100; below it somebody has to say which question is meant
IDENTICAL = 100.0
UNSURE = "It may mean another question."


class NobodyAnsweredError(DeskError):
    """Answers are to be imported, and nobody has said whose they are."""

    remedy = "Choose the candidate whose answers they are."

    def __init__(self) -> None:
        super().__init__("Nobody has said whose answers they are.")


def compared_answers(
    here: RecordsHere,
    reading: Reading,
    table: Table,
    columns: Sequence[ProposedColumn],
    choices: RecordChoices,
    progress: Progress,
) -> Compared:
    """Compare a filled questionnaire with the answers that the file has.

    Raises:
        NobodyAnsweredError: no candidate is chosen.
    """
    foreign = _foreign_table(here.known.vetting, reading, table, columns, choices)
    fates = foreign_answers.fates_of(foreign, _targets_of(foreign, choices))
    ours = tuple((each.id, f"{each.code} {each.wording}") for each in foreign.vetting.questionnaire.questions
                 if not each.is_ours)  # fmt: skip
    previews, questions, remarks = [], [], []
    for fate in paced(fates, len(fates), progress):
        asked = _asked(fate, choices, ours)
        if asked is not None:
            questions.append(asked)
        remarks += _remarks(fate, choices, ours)
        previews.append(_row(foreign, fate, choices))
    for preview, fate in zip(previews, fates, strict=True):
        if any(change.fate is Fate.ASKED for change in preview.changes):
            cell, reason = preview.changes[0].cell, f"The document says “{preview.changes[0].before}”."
            raw = fate.row.answer.text
            questions.append(RecordQuestion(Asks.CONFLICT, cell, preview.number, "answer", reason, raw))
    rows = tuple(previews)
    return Compared(rows, tuple(questions), _account(table, columns, rows), tuple(remarks))


def _foreign_table(
    vetting: Vetting | None, reading: Reading, table: Table, columns: Sequence[ProposedColumn], choices: RecordChoices
) -> foreign_answers.ForeignTable:
    """Return a list as a questionnaire, each row with the question of ours that it probably means.

    Raises:
        NobodyAnsweredError: no candidate is chosen.
    """
    from outsource_desk.importers.sheets.said import NOTHING

    if vetting is None or choices.candidate_id is None:
        raise NobodyAnsweredError
    place = {column.field: at for at, column in enumerate(columns) if column.field}

    def said(cells: Sequence[Said], name: str) -> Said:
        return _answered(cells[place[name]], choices) if name in place else NOTHING

    rows = [
        foreign_answers.ForeignRow(
            number,
            said(cells, "code").text,
            " ".join(said(cells, "question").text.split()),
            said(cells, "answer"),
            said(cells, "comment"),
        )
        for number, cells in register_of(table).rows
        if number not in choices.skipped
    ]
    return foreign_answers.table_of(vetting, choices.candidate_id, reading, table.sheet or "", rows)


def _answered(said: Said, choices: RecordChoices) -> Said:
    answer = choices.answers.get(said.cell)
    if answer is None or answer.act in (RecordAct.TAKE, RecordAct.KEEP):
        return said
    text = answer.text if answer.act is RecordAct.VALUE else ""
    return replace(said, value=text, is_formula=False, is_percent=False, doubt="")


def _targets_of(table: foreign_answers.ForeignTable, choices: RecordChoices) -> dict[int, int]:
    """Return row → question of ours, where the user says so, or where a likeness is not certain enough."""
    targets = {row.number: foreign_answers.SKIP for row in table.rows if _is_unsure(row, choices)}
    said = {number: foreign_answers.OWN if target is NEW else target for number, target in choices.matches.items()}
    return targets | {number: target for number, target in said.items() if target is not None}


def _is_unsure(row: foreign_answers.ForeignRow, choices: RecordChoices) -> bool:
    return row.proposed > 0 and row.likeness < LIKE_ENOUGH and row.number not in choices.matches


def _asked(
    fate: foreign_answers.RowFate, choices: RecordChoices, ours: tuple[tuple[int, str], ...]
) -> RecordQuestion | None:
    row = fate.row
    if _is_unsure(row, choices):
        return _which(row, UNSURE, ours, is_blocking=True)
    if fate.outcome is foreign_answers.Outcome.PROBLEM and not fate.is_kept:
        return RecordQuestion(Asks.CELL, row.cell, row.number, "answer", fate.why, row.answer.text)
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
        Asks.MATCH, row.cell, row.number, "question", reason, row.wording, choices=likest_first,
        is_blocking=is_blocking,
    )  # fmt: skip


def _row(foreign: foreign_answers.ForeignTable, fate: foreign_answers.RowFate, choices: RecordChoices) -> RowPreview:
    row = fate.row
    if _is_unsure(row, choices):
        return RowPreview(row.number, row.wording, Outcome.ASKED, why=UNSURE)
    if fate.outcome is not foreign_answers.Outcome.IMPORTED and not fate.is_kept:
        is_problem = fate.outcome is foreign_answers.Outcome.PROBLEM
        return RowPreview(row.number, row.wording, Outcome.PROBLEM if is_problem else Outcome.SKIPPED, why=fate.why)
    now = foreign.vetting.answer_of.get((foreign.candidate_id, fate.question.id)) if fate.question else None
    if now is not None and (now.reply, now.amount, now.comment) == (fate.given.reply, fate.given.amount, fate.comment):
        return RowPreview(row.number, row.wording, Outcome.SAME, now.id, same=1, why=fate.why)
    policy = Fate.KEPT if fate.is_kept else _fate(row.cell, choices) if now and _told(now) else None
    change = FieldChange(
        "answer", "Answer", row.cell, _told(now) if now else "", _said(fate.given, fate.comment), policy,
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
    foreign = _foreign_table(read_vetting(desk, choices.candidate_id), reading, table, columns, choices)
    fates = foreign_answers.fates_of(foreign, _targets_of(foreign, choices))
    return foreign_answers.write_foreign_answers(
        desk,
        foreign,
        [fate if _row(foreign, fate, choices).outcome.is_taken else foreign_answers.skipped(fate) for fate in fates],
        stated_by=choices.stated_by,
        stated_on=choices.stated_on,
    )

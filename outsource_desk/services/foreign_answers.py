"""Take answers from somebody else's questionnaire: every row is imported, skipped or a problem, and all is one act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vetting import Answer, AnswerType, Question, Vetting
from outsource_desk.services.answering import give_answer
from outsource_desk.services.cell_replies import NotUnderstoodError, reply_in, text_in
from outsource_desk.services.foreign_matching import ForeignColumns, propose_columns, propose_matches
from outsource_desk.services.question_edits import add_question, add_section
from outsource_desk.services.replies import Given
from outsource_desk.services.vendor_copies import vetting_of
from outsource_desk.services.vendor_copy_import import reply_of
from outsource_desk.services.vendor_copy_plan import NO_REPLY, is_judged
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import find_answer
from outsource_desk.store.rows import insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.importers.registers.foreign_answers import ForeignSheet, ReadForeign
    from outsource_desk.importers.sheets.said import Said
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.vendor_copies import Progress

OWN, SKIP = 0, -1  # where a row goes that means none of our questions
SECTION, SECTION_TITLE = "OWN", "Questions of the vendor's own questionnaire"


class ForeignOutOfDateError(DeskError):
    """The document was changed between looking at a questionnaire and taking it over."""

    remedy = "Open the questionnaire again, then take its answers over."

    def __init__(self) -> None:
        super().__init__("The document has been changed since the questionnaire was looked at.")


class Outcome(StrEnum):
    """What becomes of a row."""

    IMPORTED = "imported"
    SKIPPED = "skipped"
    PROBLEM = "problem"


@dataclass(frozen=True)
class ForeignRow:
    """One row of a foreign questionnaire."""

    number: int  # in the sheet
    code: str
    wording: str
    answer: Said
    comment: Said
    proposed: int  # id of one of our questions, `OWN` or `SKIP`
    likeness: float = 0.0  # 0..100, of the proposal


@dataclass(frozen=True)
class ForeignTable:
    """A sheet as a questionnaire; ``rows`` are all used rows below the headings."""

    candidate_id: int
    revision: int
    file: str
    sha256: str
    sheet: str
    columns: ForeignColumns
    rows: tuple[ForeignRow, ...]


@dataclass(frozen=True)
class RowFate:
    """What becomes of a row, and why."""

    row: ForeignRow
    outcome: Outcome
    question: Question | None = None  # of ours
    given: Given = NO_REPLY
    comment: str = ""
    why: str = ""
    is_kept: bool = False  # a reviewer has judged another answer, which stays


@dataclass(frozen=True)
class ForeignLog:
    """What taking over a questionnaire did: every row is in exactly one of the three."""

    file: str
    imported: tuple[int, ...] = ()  # row numbers
    skipped: tuple[int, ...] = ()
    problems: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()  # the whole account, kept with the file
    import_id: int | None = None  # of the file as it is remembered; None if nothing was taken

    @property
    def label(self) -> str:
        """Return what the history calls the edit."""
        parts = [f"imported {len(self.imported)}", f"skipped {len(self.skipped)}"]
        if self.problems:
            parts.append(f"problems in rows {_numbers(self.problems)}")
        return f"Answers from “{shortened(self.file)}”: {'; '.join(parts)}"


def read_foreign_answers(path: Path, progress: Progress | None = None) -> ReadForeign:
    """Read a questionnaire in limited child processes; what is wrong stands in it."""
    from outsource_desk.importers.registers.foreign_answers import read_foreign

    return read_foreign(path, progress)


def table_of(
    desk: Desk, candidate_id: int, read: ReadForeign, sheet: ForeignSheet, columns: ForeignColumns | None = None
) -> ForeignTable:
    """Return a sheet as a questionnaire, each row with the question of ours that it probably means.

    Args:
        desk: the open file.
        candidate_id: whose answers they are.
        read: the file.
        sheet: one of its sheets.
        columns: which column is what; without it as they are called, or else by what stands in them.

    Raises:
        CannotBeAskedError: vetting has not started, or the candidate is no vendor.
        NotFoundError: there is no such candidate.
    """
    from outsource_desk.importers.sheets.said import NOTHING

    _, vetting = vetting_of(desk, candidate_id)
    columns = columns or propose_columns(sheet)

    def at(row: tuple[Said, ...], column: int | None) -> Said:
        return row[column] if column is not None and column < len(row) else NOTHING

    rows = [
        ForeignRow(
            number,
            at(row, columns.code).text,
            " ".join(at(row, columns.question).text.split()),
            at(row, columns.answer),
            at(row, columns.comment),
            SKIP,
        )
        for number, row in sheet.rows[columns.head + 1 :]
    ]
    matches = propose_matches(
        vetting.questionnaire.questions,
        [(row.code, row.wording if _says_anything(row) else "") for row in rows],
    )
    proposed = tuple(
        replace(row, proposed=matches[place][0], likeness=matches[place][1])
        if place in matches and _says_anything(row)
        else replace(row, proposed=OWN if row.wording and _says_anything(row) else SKIP)
        for place, row in enumerate(rows)
    )
    return ForeignTable(candidate_id, desk.journal.revision, read.name, read.sha256, sheet.name, columns, proposed)


def fates_of(desk: Desk, table: ForeignTable, targets: Mapping[int, int] | None = None) -> tuple[RowFate, ...]:
    """Return what would become of every row; nothing is written.

    Args:
        desk: the open file.
        table: as `table_of` made it.
        targets: row number → id of one of our questions, `OWN` or `SKIP`, where not as proposed.
    """
    _, vetting = vetting_of(desk, table.candidate_id)
    questions = {each.id: each for each in vetting.questionnaire.questions}
    used: dict[int, int] = {}
    fates = []
    for row in table.rows:
        target = (targets or {}).get(row.number, row.proposed)
        fate = _fate(vetting, table, row, questions.get(target), target)
        if fate.outcome is Outcome.IMPORTED and fate.question is not None:
            first = used.setdefault(fate.question.id, row.number)
            if first != row.number:
                fate = replace(fate, outcome=Outcome.PROBLEM, why=f"Row {first} answers {fate.question.code} already.")
        fates.append(fate)
    return tuple(fates)


def _fate(vetting: Vetting, table: ForeignTable, row: ForeignRow, question: Question | None, target: int) -> RowFate:
    if target == SKIP:
        why = "It is to be skipped." if _says_anything(row) else "It holds no answer."
        return RowFate(row, Outcome.SKIPPED, why=why)
    if question is not None and question.is_ours:
        why = f"{question.code} is ours to answer and takes no answer of a vendor."
        return RowFate(row, Outcome.SKIPPED, question, why=why)
    try:
        comment = text_in(row.comment)
        said = text_in(row.answer)
    except NotUnderstoodError as error:
        return RowFate(row, Outcome.PROBLEM, question, why=f"{row.answer.cell or row.comment.cell}: {error}")
    if target == OWN or question is None:
        if not row.wording:
            return RowFate(row, Outcome.PROBLEM, why="It holds no question.")
        return RowFate(row, Outcome.IMPORTED, None, Given(said), comment, "It becomes a question of its own.")
    try:
        given, why = _given(question, row), ""
    except NotUnderstoodError as error:
        given, comment = Given(), "\n".join(filter(None, (said, comment)))
        why = f"{row.answer.cell}: {error} It is kept as a comment."
    return _beside(RowFate(row, Outcome.IMPORTED, question, given, comment, why), vetting, table.candidate_id)


def _given(question: Question, row: ForeignRow) -> Given:
    if question.kind is AnswerType.SEVERAL:
        raise NotUnderstoodError(f"“{shortened(row.answer.text)}” may be several answers.")
    return reply_in(question, row.answer)


def _beside(fate: RowFate, vetting: Vetting, candidate_id: int) -> RowFate:
    """Keep what the document has: a judged answer, and a comment that would go."""
    question = fate.question
    assert question is not None
    now = vetting.answer_of.get((candidate_id, question.id))
    if now is None:
        return fate
    if now.comment and fate.comment and fate.comment not in now.comment:
        fate = replace(fate, comment=f"{now.comment}\n{fate.comment}")
    elif now.comment:
        fate = replace(fate, comment=now.comment)
    if is_judged(now) and not _says_the_same(fate, now):
        why = f"{question.code} has been judged by a reviewer and is kept."
        return replace(fate, outcome=Outcome.PROBLEM, why=why, is_kept=True)
    if fate.given.is_empty:
        fate = replace(fate, given=Given(now.reply, now.amount))
    return fate


def _says_the_same(fate: RowFate, now: Answer) -> bool:
    return (fate.given.is_empty or fate.given == Given(now.reply, now.amount)) and fate.comment == now.comment


def _says_anything(row: ForeignRow) -> bool:
    return not (row.answer.is_empty and row.comment.is_empty)


def import_foreign_answers(
    desk: Desk,
    table: ForeignTable,
    targets: Mapping[int, int] | None = None,
    *,
    stated_by: str = "",
    stated_on: str | None = None,
) -> ForeignLog:
    """Write the answers of a foreign questionnaire; every row of it is imported, skipped or a problem.

    Undoable as one step. Saved when this returns. Rows that become questions of their own stand in a section of their
    own, with weight 0, so that they change nobody's score. What a reviewer has judged is kept.

    Args:
        desk: the open file.
        table: as `table_of` made it.
        targets: row number → id of one of our questions, `OWN` or `SKIP`, where not as proposed.
        stated_by: who at the vendor stands by the answers; empty: they count as no claim.
        stated_on: YYYY-MM-DD; today if only a name is given.

    Raises:
        ForeignOutOfDateError: the document has been changed since; nothing is written.
        DeskError: something in it cannot be kept; nothing is written.
    """
    if desk.journal.revision != table.revision:
        raise ForeignOutOfDateError
    fates = fates_of(desk, table, targets)
    ways = (tuple(_rows_with(fates, outcome)) for outcome in Outcome)
    log = ForeignLog(table.file, *ways, lines=tuple(map(_told, fates)))
    if not log.imported:
        return log
    evaluation, vetting = vetting_of(desk, table.candidate_id)
    initiative_id = evaluation.initiative.id
    with desk.edit(log.label):
        named = {"initiative_id": initiative_id, "file_name": table.file, "sha256": table.sha256}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        import_id = insert_row(desk.db, "import_file", {**named, "imported_at": now, "log": "\n".join(log.lines)})
        writer = _Writer(desk, table, vetting, import_id)
        for fate in fates:
            if fate.outcome is Outcome.IMPORTED:
                writer.write(fate, stated_by, stated_on)
    return replace(log, import_id=import_id)


class _Writer:
    """Writes row after row inside one edit."""

    def __init__(self, desk: Desk, table: ForeignTable, vetting: Vetting, import_id: int) -> None:
        self._desk, self._table, self._questionnaire, self._import_id = desk, table, vetting.questionnaire, import_id
        self._section = next((each.id for each in self._questionnaire.sections if each.title == SECTION_TITLE), None)

    def write(self, fate: RowFate, stated_by: str, stated_on: str | None) -> None:
        """Write one row, as an answer to one of our questions or to one of its own."""
        question_id = fate.question.id if fate.question else self._add(fate.row)
        now = find_answer(self._desk.connection, self._table.candidate_id, question_id)
        if now is not None and is_judged(now):
            stated_by = ""  # it says the same; who stands by it stays as the reviewer saw it
        answer_id = give_answer(
            self._desk,
            self._table.candidate_id,
            question_id,
            reply_of(fate.given),
            comment=fate.comment,
            stated_by=stated_by or None,
            stated_on=stated_on if stated_by else None,
        )
        cell = fate.row.answer.cell or fate.row.comment.cell
        origin = {"import_id": self._import_id, "sheet": self._table.sheet, "cell": cell}
        update_row(self._desk.db, "answer", answer_id, origin)

    def _add(self, row: ForeignRow) -> int:
        """Add a question of their own, for information only."""
        if self._section is None:
            taken, code, number = {each.code for each in self._questionnaire.sections}, SECTION, 1
            while code in taken:
                number += 1
                code = f"{SECTION}{number}"
            self._section = add_section(self._desk, self._questionnaire.initiative_id, code, SECTION_TITLE, weight=0)
        return add_question(self._desk, self._section, row.wording, kind="text", weight=0, depth="lite")


def _rows_with(fates: tuple[RowFate, ...], outcome: Outcome) -> Iterator[int]:
    return (fate.row.number for fate in fates if fate.outcome is outcome)


def _told(fate: RowFate) -> str:
    """Return what became of a row, for the log."""
    row, wording = fate.row, " ".join(fate.row.wording.split())[:200]
    if fate.outcome is Outcome.SKIPPED:
        return f"Row {row.number} skipped: {fate.why}"
    if fate.outcome is Outcome.PROBLEM:
        return f"Row {row.number} not taken: {fate.why}"
    cell, said = row.answer.cell or row.comment.cell, " ".join((row.answer.text or row.comment.text).split())[:200]
    if fate.question is None:
        return f"Row {row.number} taken as a question of its own ({cell}): “{wording}”: “{said}”"
    where = f"Row {row.number} taken as {fate.question.code} ({cell})"
    return f"{where}: “{said}”. {fate.why}" if fate.why else f"{where}: “{said}”"


def _numbers(rows: tuple[int, ...]) -> str:
    shown = ", ".join(str(number) for number in rows[:8])
    return shown if len(rows) <= 8 else f"{shown}, …"

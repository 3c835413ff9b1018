"""Answers from somebody else's questionnaire: every row is imported, skipped or a problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.vetting import Answer, AnswerType, Question, Vetting
from outsource_desk.services.answering import give_answer
from outsource_desk.services.cell_replies import NotUnderstoodError, reply_in, text_in
from outsource_desk.services.foreign_matching import propose_matches
from outsource_desk.services.question_edits import add_question, add_section
from outsource_desk.services.replies import Given
from outsource_desk.services.vendor_copy_import import reply_of
from outsource_desk.services.vendor_copy_plan import NO_REPLY, is_judged
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import find_answer
from outsource_desk.store.rows import insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading
    from outsource_desk.importers.sheets.said import Said
    from outsource_desk.services.desk import Desk

OWN, SKIP = 0, -1  # where a row goes that means none of our questions
UNWANTED = "It is to be skipped."
SECTION, SECTION_TITLE = "OWN", "Questions of the vendor's own questionnaire"


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
    proposed: int = SKIP  # id of one of our questions, `OWN` or `SKIP`
    likeness: float = 0.0  # 0..100, of the proposal

    @property
    def cell(self) -> str:
        """Return where the answer stands, or the comment in a row without a column for answers."""
        return self.answer.cell or self.comment.cell

    @property
    def says_anything(self) -> bool:
        """Tell whether somebody answered or remarked something."""
        return not (self.answer.is_empty and self.comment.is_empty)


@dataclass(frozen=True)
class ForeignTable:
    """A sheet as a questionnaire, beside our own questions and what was answered before."""

    candidate_id: int
    file: str
    sha256: str
    sheet: str
    rows: tuple[ForeignRow, ...]
    vetting: Vetting = field(repr=False)


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


def table_of(
    vetting: Vetting, candidate_id: int, reading: Reading, sheet: str, rows: Sequence[ForeignRow]
) -> ForeignTable:
    """Return a sheet as a questionnaire, each row with the question of ours that it probably means.

    Args:
        vetting: what was asked and answered before.
        candidate_id: whose answers they are.
        reading: the file that was read.
        sheet: which sheet of it; empty in a text file.
        rows: what stands in it, without any proposal.
    """
    matches = propose_matches(
        vetting.questionnaire.questions,
        [(row.code, row.wording if row.says_anything else "") for row in rows],
    )
    proposed = tuple(
        replace(row, proposed=matches[place][0], likeness=matches[place][1])
        if place in matches and row.says_anything
        else replace(row, proposed=OWN if row.wording and row.says_anything else SKIP)
        for place, row in enumerate(rows)
    )
    return ForeignTable(candidate_id, reading.file, reading.sha256, sheet, proposed, vetting)


def fates_of(table: ForeignTable, targets: Mapping[int, int]) -> tuple[RowFate, ...]:
    """Return what would become of every row; nothing is written.

    Args:
        table: as `table_of` made it.
        targets: row number → id of one of our questions, `OWN` or `SKIP`, where not as proposed.
    """
    questions = {each.id: each for each in table.vetting.questionnaire.questions}
    used: dict[int, int] = {}
    fates = []
    for row in table.rows:
        target = targets.get(row.number, row.proposed)
        fate = _fate(table, row, questions.get(target), target)
        if fate.outcome is Outcome.IMPORTED and fate.question is not None:
            first = used.setdefault(fate.question.id, row.number)
            if first != row.number:
                fate = replace(fate, outcome=Outcome.PROBLEM, why=f"Row {first} answers {fate.question.code} already.")
        fates.append(fate)
    return tuple(fates)


def skipped(fate: RowFate) -> RowFate:
    """Return the fate of a row that could be imported and is not to be; any other fate stays."""
    return replace(fate, outcome=Outcome.SKIPPED, why=UNWANTED) if fate.outcome is Outcome.IMPORTED else fate


def _fate(table: ForeignTable, row: ForeignRow, question: Question | None, target: int) -> RowFate:
    if target == SKIP:
        why = UNWANTED if row.says_anything else "It holds no answer."
        return RowFate(row, Outcome.SKIPPED, why=why)
    if question is not None and question.is_ours:
        why = f"{question.code} is ours to answer and takes no answer of a vendor."
        return RowFate(row, Outcome.SKIPPED, question, why=why)
    try:
        comment = text_in(row.comment)
        said = text_in(row.answer)
    except NotUnderstoodError as error:
        return RowFate(row, Outcome.PROBLEM, question, why=str(error))
    if target == OWN or question is None:
        if not row.wording:
            return RowFate(row, Outcome.PROBLEM, why="It holds no question.")
        return RowFate(row, Outcome.IMPORTED, None, Given(said), comment, "It becomes a question of its own.")
    try:
        given, why = _given(question, row), ""
    except NotUnderstoodError as error:
        given, comment = Given(), "\n".join(filter(None, (said, comment)))
        why = f"{row.answer.cell}: {error} It is kept as a comment."
    return _beside(RowFate(row, Outcome.IMPORTED, question, given, comment, why), table)


def _given(question: Question, row: ForeignRow) -> Given:
    if question.kind is AnswerType.SEVERAL:
        raise NotUnderstoodError(f"“{shortened(row.answer.text)}” may be several answers.")
    return reply_in(question, row.answer)


def _beside(fate: RowFate, table: ForeignTable) -> RowFate:
    """Keep what the document has: a judged answer, and a comment that would go."""
    question = fate.question
    assert question is not None
    now = table.vetting.answer_of.get((table.candidate_id, question.id))
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


def write_foreign_answers(
    desk: Desk, table: ForeignTable, fates: Sequence[RowFate], *, stated_by: str = "", stated_on: str | None = None
) -> int | None:
    """Write the answers of a foreign questionnaire, inside the edit that is open.

    Rows that become questions of their own stand in a section of their own, with weight 0, so that they change
    nobody's score. What a reviewer has judged is kept. What became of each row is kept with the file.

    Args:
        desk: the open file.
        table: as `table_of` made it.
        fates: of its rows.
        stated_by: who at the vendor stands by the answers; empty: they count as no claim.
        stated_on: YYYY-MM-DD; today if only a name is given.

    Returns:
        The id of the file as it is remembered; None if nothing was taken.

    Raises:
        DeskError: something in it cannot be kept.
    """
    if not any(fate.outcome is Outcome.IMPORTED for fate in fates):
        return None
    import_id = insert_row(
        desk.db,
        "import_file",
        {
            "initiative_id": table.vetting.questionnaire.initiative_id,
            "file_name": table.file,
            "sha256": table.sha256,
            "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "log": "\n".join(map(_told, fates)),
        },
    )
    writer = _Writer(desk, table, import_id)
    for fate in fates:
        if fate.outcome is Outcome.IMPORTED:
            writer.write(fate, stated_by, stated_on)
    return import_id


class _Writer:
    """Writes row after row inside the edit that is open."""

    def __init__(self, desk: Desk, table: ForeignTable, import_id: int) -> None:
        self._desk, self._table, self._import_id = desk, table, import_id
        self._questionnaire = table.vetting.questionnaire
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
        origin = {"import_id": self._import_id, "sheet": self._table.sheet, "cell": fate.row.cell}
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


def _told(fate: RowFate) -> str:
    """Return what became of a row, for the log."""
    row, cell, wording = fate.row, fate.row.cell, fate.row.wording[:200]
    if fate.outcome is Outcome.SKIPPED:
        return f"Row {row.number} skipped: {fate.why}"
    if fate.outcome is Outcome.PROBLEM:
        return f"Row {row.number} not taken ({cell}): {fate.why}"
    said = " ".join((row.answer.text or row.comment.text).split())[:200]
    if fate.question is None:
        return f"Row {row.number} taken as a question of its own ({cell}): “{wording}”: “{said}”"
    where = f"Row {row.number} taken as {fate.question.code} ({cell})"
    return f"{where}: “{said}”. {fate.why}" if fate.why else f"{where}: “{said}”"

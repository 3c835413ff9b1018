"""The doubts of a table of scores: cells that can be read in several ways, and values that the file has otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from outsource_desk.ui import formats
from outsource_desk.ui.importing.check_doubts import CARE, Doubt, Reply, Typing
from outsource_desk.ui.importing.check_list import CheckList
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.widgets.layout import column, holder, label, link, picture, row

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_questions import CellQuestion


class QuestionList(CheckList):
    """All doubts of a table of scores, and how many directions nobody has said yet."""

    directions_asked = Signal()  # back to where it is asked which way is better

    def __init__(self) -> None:
        super().__init__()
        self._questions: dict[str, CellQuestion] = {}
        self._directions = 0
        self._undirected = label("", wrap=True)
        self._undirected.setObjectName("import.undirected")
        answer = link(tr("Say which way is better"), self.directions_asked.emit, name="import.to_directions")
        line = row(picture("risk", "warn", 14), self._undirected, gap=6)
        line.setStretch(1, 1)
        self._asked = holder(column(line, answer, gap=4))
        self._asked.hide()
        self.above.addWidget(self._asked)

    def show_questions(self, questions: Sequence[CellQuestion], answers: Mapping[str, Answer]) -> None:
        """List other doubts."""
        self._questions = {each.cell: each for each in questions if each.acts}
        self.show_doubts([question_as_doubt(each) for each in questions], answers)

    def show_directions(self, count: int) -> None:
        """Say for how many criteria nobody has said yet which way is better, and what follows from it."""
        self._directions = count
        text = tr_n(
            count,
            "{count} direction is still open: that criterion does not count until you say which way is better.",
            "{count} directions are still open: those criteria do not count until you say which way is better.",
        )
        self._undirected.setText(text if count else "")
        self._asked.setVisible(count > 0)
        self.show_answers(self._answers)

    def title(self, asked: int) -> str:
        return tr("No cell to check") if self._directions and not asked else super().title(asked)

    def all_open_in_words(self) -> str:
        waiting = [each for each in self._questions.values() if each.needs_answer and each.cell not in self._answers]
        differing = sum("stay" in each.acts for each in waiting)
        if not differing:
            return super().all_open_in_words()
        return tr("Keep all the document's") if differing == len(waiting) else tr("Take none of them")

    def alike(self, doubt: Doubt, answer: Answer, *, same_column: bool) -> dict[str, Answer]:
        from outsource_desk.services.import_alike import answers_alike

        question = self._questions[doubt.key]
        return answers_alike(question, answer, self._questions.values(), self._answers, same_criterion=same_column)


def question_as_doubt(question: CellQuestion) -> Doubt:
    """Return what the services are not sure of, as the list shows it."""
    replies = _conflict_replies(question) if "stay" in question.acts else _replies(question)
    key = question.cell if question.acts else f"{question.cell}.{question.sentence}"
    return Doubt(
        key, question.cell, question.severity, say(question.title), say(question.sentence), question.raw,
        question.criterion, tuple(replies), typing=_typing(question) if "value" in question.acts else None,
        needs_answer=question.needs_answer, is_asked_elsewhere=question.severity == CARE and not question.acts,
    )  # fmt: skip


def _replies(question: CellQuestion) -> list[Reply]:
    from outsource_desk.services.import_answers import Answer

    replies = []
    if "keep" in question.acts:
        known = question.understood
        text = tr("Keep") if known is None else tr("Keep {number}", number=formats.points(known))
        replies.append(Reply("keep", text, Answer.keep()))
    if question.guess is not None:
        text = tr("Use {number}", number=formats.points(question.guess))
        replies.append(Reply("guess", text, Answer.typed(question.guess)))
    if "open" in question.acts:
        replies.append(Reply("open", tr("Leave open"), Answer.leave_open()))
    return replies


def _conflict_replies(question: CellQuestion) -> list[Reply]:
    """Return the two ways to decide about a value that the file has otherwise."""
    from outsource_desk.services.import_answers import Answer

    new = tr("n/a") if question.understood is None else formats.points(question.understood)
    take = tr("Leave open") if question.brings_nothing else tr("Take {value}", value=new)
    return [Reply("stay", tr("Keep the document's"), Answer.stay()), Reply("keep", take, Answer.keep())]


def _typing(question: CellQuestion) -> Typing:
    from outsource_desk.services.import_answers import Answer

    def read(text: str) -> Answer:
        return Answer.typed(formats.read_number(text))

    def said(answer: Answer) -> str:
        return "" if answer.number is None else tr("Typed: {number}", number=formats.points(answer.number))

    cell = question.cell
    return Typing(
        tr("Type…") if question.severity < 3 else tr("Type a score"),
        tr("Number for {cell}", cell=cell),
        tr("Number, then Enter"),
        read,
        said,
    )

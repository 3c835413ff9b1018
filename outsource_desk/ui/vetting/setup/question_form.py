"""Everything about one question: its wording, its answer, its gate, when it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from outsource_desk.domain.vetting import AnswerType, Gate, Option, Question, Questionnaire
from outsource_desk.services.question_edits import update_question
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import L, M
from outsource_desk.ui.vetting.setup.rule_words import echo_rule
from outsource_desk.ui.vetting.setup.words import (
    answered_by_choices,
    asked_for_choices,
    gate_choices,
    kind_choices,
    type_choices,
    vendor_kind_choices,
    yes_no_choices,
)
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form, Input
from outsource_desk.ui.widgets.layout import card, clear, column
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.row_list import RowList

PREFIX = "question."
LABEL = 136  # pixels of a label
_SHOW: dict[str, Callable[[Question], str]] = {
    "is_ours": lambda question: str(int(question.is_ours)),
    "needs_evidence": lambda question: str(int(question.needs_evidence)),
    "weight": lambda question: formats.points(question.weight),
    "types": lambda question: " ".join(question.types),
    "vendor_kinds": lambda question: " ".join(question.vendor_kinds),
}
_READ: dict[str, Callable[[str], object]] = {
    "is_ours": lambda text: text == "1",
    "needs_evidence": lambda text: text == "1",
    "weight": formats.read_number,
}


@dataclass(frozen=True)
class _Row:
    """An option, or a point of a curve, as a row of a list; the id is its place, counted from 1."""

    id: int
    value: str = ""
    label: str = ""
    amount: float | None = None
    points: float | None = None

    @property
    def has_amount(self) -> bool:
        """Tell whether its amount is given; 0 is one."""
        return self.amount is not None


class QuestionForm(QWidget):
    """The form of one question. Leaving a field saves it; rules are put into plain words while they are typed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._question: Question | None = None
        self._questionnaire: Questionnaire | None = None
        self._shape: tuple[object, ...] = ()
        self._forms: tuple[Form, ...] = ()
        self._rows: RowList | None = None
        self._content: QVBoxLayout = column(gap=L)
        self.setLayout(self._content)

    def field(self, name: str) -> Input | None:
        """Return the field of a part of the question, if it is shown."""
        return next((form.field(PREFIX + name) for form in self._forms if PREFIX + name in form.names), None)

    def show_question(self, question: Question, questionnaire: Questionnaire, why_read_only: str) -> None:
        """Show what the file holds; a question with the same fields keeps them, so that typing is never lost."""
        self._question, self._questionnaire = question, questionnaire
        shape, focused = _shape(question), self._focused()
        is_new = shape != self._shape
        if is_new:
            self._shape = shape
            self._build(question)
        for form in self._forms:
            form.show_subject(question.id)
            for name in form.names:
                field = name.removeprefix(PREFIX)
                form.show_value(name, _SHOW[field](question) if field in _SHOW else str(getattr(question, field)))
            form.set_read_only(bool(why_read_only))
        if self._rows is not None:
            self._rows.show_rows(_rows_of(question))
            self._rows.set_read_only(why_read_only)
        same = self.field(focused) if is_new and focused else None
        if same is not None:
            same.setFocus()  # the field that was just left for a new kind of answer goes on under the same name

    def commit(self) -> None:
        """Save what is being typed."""
        for form in self._forms:
            form.commit()

    def _focused(self) -> str:
        """Return which field of the form has the focus."""
        fields = (form.field(name) for form in self._forms for name in form.names)
        return next((each.objectName().removeprefix(PREFIX) for each in fields if each.hasFocus()), "")

    def _build(self, question: Question) -> None:
        clear(self._content)
        asked, judged = self._asked_form(question), self._judged_form(question)
        self._forms, self._rows = (asked, judged), self._list_of(question)
        rows = [self._rows] if self._rows is not None else []
        self._content.addWidget(card(asked, *rows, judged, gap=M))
        self._content.addStretch(1)

    def _asked_form(self, question: Question) -> Form:
        """Return what is asked and what kind of answer is expected."""
        form = Form(self._save, label_width=LABEL)
        form.add_row(tr("Code"), QLineEdit(), name=PREFIX + "code", help_text=tr("Rules and criteria refer to it."))
        form.add_row(tr("Question"), Paragraph(2), name=PREFIX + "wording")
        form.add_row(tr("Answer"), choice(kind_choices()), name=PREFIX + "kind")
        if question.kind is AnswerType.NUMBER:
            form.add_row(tr("Unit"), QLineEdit(), name=PREFIX + "unit")
        form.add_row(
            tr("Answered by"),
            choice(answered_by_choices()),
            name=PREFIX + "is_ours",
            help_text=tr("What is ours to answer is never sent to a vendor, and our answer is no vendor’s claim."),
        )
        return form

    def _judged_form(self, question: Question) -> Form:
        """Return what the answer is judged by, what it decides, and who is asked."""
        form = Form(self._save, label_width=LABEL)
        form.add_row(tr("Good answer"), Paragraph(1), name=PREFIX + "good")
        form.add_row(tr("What proves it"), Paragraph(1), name=PREFIX + "proof")
        form.add_row(
            tr("Needs evidence"),
            choice(yes_no_choices()),
            name=PREFIX + "needs_evidence",
            help_text=tr("Without a document it is worth less, and cannot be accepted without a gap."),
        )
        form.add_row(tr("Decides"), choice(gate_choices()), name=PREFIX + "gate")
        if question.gate is not Gate.NONE:
            form.add_row(tr("Passed when"), QLineEdit(), name=PREFIX + "pass_when", echo=self._echo("pass_when"))
        if question.gate is not Gate.KNOCK_OUT:
            form.add_row(
                tr("Asked only if"),
                QLineEdit(),
                name=PREFIX + "asked_if",
                help_text=tr("Such as PRV-01 != no_personal_data; empty = always."),
                echo=self._echo("asked_if"),
            )
        form.add_row(
            tr("Weight"), QLineEdit(), name=PREFIX + "weight", help_text=tr("0 to 5; 0 = for information only.")
        )
        form.add_row(tr("Asked for"), choice(asked_for_choices()), name=PREFIX + "depth")
        form.add_row(tr("Outsourcing"), choice(type_choices()), name=PREFIX + "types")
        form.add_row(tr("Vendors"), choice(vendor_kind_choices()), name=PREFIX + "vendor_kinds")
        form.add_row(tr("References"), QLineEdit(), name=PREFIX + "refs")
        return form

    def _list_of(self, question: Question) -> RowList | None:
        if question.kind in (AnswerType.CHOICE, AnswerType.SEVERAL):
            return self._make_list(
                "question.options",
                tr("Options"),
                (
                    Column("label", tr("Words"), lambda each: each.label),
                    Column("value", tr("Name in rules"), lambda each: each.value, width=136),
                    Column("points", tr("Points"), _points_told, _read_points, (), True, None, 72),
                ),
                "label",
                tr("Add option"),
            )
        if question.kind in (AnswerType.NUMBER, AnswerType.PERCENTAGE):
            rows = self._make_list(
                "question.curve",
                tr("Points by amount"),
                (
                    Column("amount", tr("Amount"), _amount_told, formats.read_number, (), True),
                    Column("points", tr("Points"), _points_told, _read_points, (), True),
                ),
                "has_amount",
                tr("Add point"),
            )
            rows.empty.setText(tr("Without a curve the reviewer gives the points."))
            return rows
        return None

    def _make_list(self, name: str, title: str, columns: tuple[Column, ...], key: str, add_text: str) -> RowList:
        has_order = name == "question.options"
        return RowList(
            name,
            title,
            EditableRows(columns, key, Verbs(self._add_row, self._change_row)),
            blank=lambda: _Row(0),
            add_text=add_text,
            delete=self._delete_row,
            move=self._move_row if has_order else None,
        )

    def _echo(self, field: str) -> Callable[[str], str]:
        def echo(text: str) -> str:
            if self._question is None or self._questionnaire is None:
                return ""
            known = {each.code: each for each in self._questionnaire.questions}
            return echo_rule(self._question, field, text, known)

        return echo

    def _save(self, name: str, text: str) -> None:
        field = name.removeprefix(PREFIX)
        if self._question is not None:
            self._session.try_act(update_question, self._question.id, **{field: _READ.get(field, str)(text)})

    def _add_row(self, fields: dict[str, Any]) -> None:
        rows = list(self._current())
        self._write([*rows, replace(_Row(len(rows) + 1), **fields)])

    def _change_row(self, row_id: int, field: str, value: object) -> None:
        self._write([replace(each, **{field: value}) if each.id == row_id else each for each in self._current()])

    def _delete_row(self, row: _Row) -> None:
        rows = [each for each in self._current() if each.id != row.id]
        self._act(rows)

    def _move_row(self, row: _Row, place: int) -> None:
        rows = [each for each in self._current() if each.id != row.id]
        rows.insert(place, row)
        self._act(rows)

    def _current(self) -> tuple[_Row, ...]:
        return _rows_of(self._question) if self._question is not None else ()

    def _write(self, rows: list[_Row]) -> None:
        assert self._question is not None
        self._session.try_act(update_question, self._question.id, **self._fields(rows))

    def _act(self, rows: list[_Row]) -> None:
        assert self._question is not None
        self._session.act(update_question, self._question.id, **self._fields(rows))

    def _fields(self, rows: list[_Row]) -> dict[str, object]:
        assert self._question is not None
        if self._question.kind in (AnswerType.CHOICE, AnswerType.SEVERAL):
            taken = {each.value for each in rows}
            options = [Option(each.value or _name(each.label, taken), each.label, each.points or 0.0) for each in rows]
            return {"options": options}
        curve = [(each.amount, each.points or 0.0) for each in rows if each.amount is not None]
        if len(curve) == 1:  # one point alone is no curve: the first one gets a second, the last but one takes it along
            amount = curve[0][0]
            curve = [] if self._question.curve else [curve[0], (amount + 1, 5.0)]
        return {"curve": curve}


def _shape(question: Question) -> tuple[object, ...]:
    return question.kind, question.gate


def _rows_of(question: Question) -> tuple[_Row, ...]:
    if question.options:
        return tuple(
            _Row(place, each.value, each.label, None, each.points) for place, each in enumerate(question.options, 1)
        )
    return tuple(_Row(place, amount=amount, points=points) for place, (amount, points) in enumerate(question.curve, 1))


def _points_told(row: _Row) -> str:
    return "" if row.points is None else formats.points(row.points)


def _amount_told(row: _Row) -> str:
    return "" if row.amount is None else formats.points(row.amount)


def _read_points(text: str) -> float:
    return formats.read_number(text)


def _name(label: str, taken: set[str]) -> str:
    """Return a name for an option that rules can use, made of its words."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in label.casefold())
    name = "_".join(filter(None, letters.split("_")))[:60] or "option"
    return next(each for each in (name, *(f"{name}_{number}" for number in range(2, 100))) if each not in taken)

"""What the Contingency page asks before an act: fields of a record, a check of a sign, a choice of several."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from outsource_desk.services.records import add_record, update_fields
from outsource_desk.services.triggers import check_trigger
from outsource_desk.ui import formats
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.tick_title import ticked
from outsource_desk.ui.dialogs.ask import Question, TypedQuestion
from outsource_desk.ui.initiative.reading import echo_day, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import M, S, TextStyle, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form, Input
from outsource_desk.ui.widgets.layout import caption, column
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.contingency import Trigger
    from outsource_desk.ui.pages.page import Page

WIDE = 560


@dataclass(frozen=True)
class Field:
    """One field of a dialog: what it is called, what it holds, and how it is read."""

    name: str
    label: str
    value: str = ""
    read: Callable[[str], object] = str
    choices: Sequence[tuple[str, str]] = ()
    is_long: bool = False
    help_text: str = ""


class FieldsQuestion(TypedQuestion):
    """Fields of a record, all saved in one act; without an id a record is added."""

    def __init__(
        self,
        page: Page,
        title: str,
        sentence: str,
        deed: str,
        table: str,
        fields: Iterable[Field],
        *,
        record_id: int = 0,
        owner_id: int = 0,
    ) -> None:
        super().__init__(page, title, sentence, deed, f"ask.{table}")
        self._page, self._table, self._record_id, self._owner_id = page, table, record_id, owner_id
        self._fields = tuple(fields)
        self.form = Form(lambda _name, _text: None, label_width=128)
        for each in self._fields:
            self.form.add_row(each.label, _made(each), name=f"{table}.{each.name}", help_text=each.help_text)
            self.form.show_value(f"{table}.{each.name}", each.value)
        self.setMinimumWidth(scaled(WIDE))
        scroll = Scroll(column(self.form, None, gap=0, margins=(0, 0, M, 0)))
        scroll.setMinimumHeight(min(scaled(400), self.form.sizeHint().height() + M))
        self.content.addWidget(scroll)
        self.form.field(f"{table}.{self._fields[0].name}").setFocus()

    def act(self) -> None:
        fields = {}
        for each in self._fields:
            text = _text(self.form.field(f"{self._table}.{each.name}"))
            if text != each.value or not self._record_id:
                fields[each.name] = each.read(text)
        if self._record_id:
            if fields:
                self._page.session.try_act(update_fields, self._table, self._record_id, fields)
        else:
            given = {name: value for name, value in fields.items() if value not in ("", None)}
            self._page.session.try_act(add_record, self._table, self._owner_id, **given)


class CheckQuestion(Question):
    """Somebody looked at a sign: when, what was found, and whether it is there."""

    def __init__(self, page: Page, trigger: Trigger, as_of: str) -> None:
        super().__init__(page, tr("Check a trigger"), trigger.wording, tr("Record the check"), "ask.check")
        self._page, self._trigger = page, trigger
        self._on, self._by, self._note = QLineEdit(formats.day(as_of)), QLineEdit(trigger.owner), QLineEdit()
        self._value = QLineEdit()
        self._raised = choice((("", tr("Not said")), ("no", tr("No, all quiet")), ("yes", tr("Yes, it is raised"))))
        self.form = form = Form(lambda _name, _text: None, label_width=128)
        form.add_row(tr("&Day"), self._on, name="check.on", echo=echo_day)
        self._has_value = trigger.comparison != words.Comparison.EVENT and trigger.threshold is not None
        if self._has_value:
            limit = formats.number(trigger.threshold or 0.0, 0 if float(trigger.threshold or 0).is_integer() else 2)
            said = words.comparisons()[words.Comparison(trigger.comparison)]
            help_text = tr("Raised {from_or_to} {limit} {unit}.", from_or_to=said, limit=limit, unit=trigger.measure)
            form.add_row(tr("&Value found"), self._value, name="check.value", help_text=help_text)
        form.add_row(tr("&Is it raised?"), self._raised, name="check.raised")
        form.add_row(tr("&By whom"), self._by, name="check.by")
        form.add_row(tr("&Note"), self._note, name="check.note")
        if trigger.source:
            self.content.addWidget(caption(tr("Look here: {source}.", source=trigger.source), wrap=True))
        self.content.addWidget(form)
        (self._value if self._has_value else self._raised).setFocus()

    def act(self) -> None:
        found = {"": None, "no": False, "yes": True}[str(self._raised.currentData())]
        self._page.session.try_act(
            check_trigger,
            self._trigger.id,
            formats.read_day(self._on.text()),
            value=read_amount(self._value.text()) if self._has_value else None,
            is_raised=found,
            by=self._by.text(),
            note=self._note.text(),
        )


class SeveralQuestion(Question):
    """A choice of several, each with a box to tick."""

    def __init__(
        self,
        page: Page,
        title: str,
        sentence: str,
        options: Iterable[tuple[int, str]],
        chosen: Collection[int],
        take: Callable[[tuple[int, ...]], object],
        name: str,
    ) -> None:
        super().__init__(page, title, sentence, tr("Take over"), name)
        self._take = take
        self._boxes: dict[int, QCheckBox] = {}
        rows = []
        for key, text in options:
            box = self._boxes[key] = QCheckBox()
            box.setObjectName(f"{name}.{key}")
            box.setChecked(key in chosen)
            rows.append(ticked(box, text, style=TextStyle.BODY))
        scroll = Scroll(column(*rows, None, gap=S, margins=(0, 0, M, 0)))
        scroll.setMinimumHeight(min(scaled(300), len(self._boxes) * scaled(32) + M))
        self.content.addWidget(scroll)

    def act(self) -> None:
        self._take(tuple(key for key, box in self._boxes.items() if box.isChecked()))


def _made(field: Field) -> Input:
    if field.choices:
        return choice(field.choices)
    return Paragraph() if field.is_long else QLineEdit()


def _text(field: Input) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return str(field.currentData() or "") if isinstance(field, QComboBox) else field.text()

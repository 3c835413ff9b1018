"""The fields of one record for which its list has no column, below the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.theme import XS, L, M, TextStyle, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form, Input
from outsource_desk.ui.widgets.layout import column, frame, label
from outsource_desk.ui.widgets.paragraph import Paragraph

SHORT = 168  # pixels of a field for a date or a number
LINES = 6  # at most, of a field for words


class MoreFields(QWidget):
    """Shows the row that is chosen in a list; each field is saved when it is left.

    Args:
        name: object name of the list.
        columns: fields without room in the list, described as its columns are; one that cannot be edited is told in
            words, after its heading if it has one.
        key: field that says what the row is called.
        update: record's id, field, value.
    """

    def __init__(
        self, name: str, columns: Sequence[Column], key: str, update: Callable[[int, str, object], object]
    ) -> None:
        super().__init__()
        self._name, self._key, self._update = name, key, update
        self._fields = {each.field: each for each in columns if each.read is not None}
        self._told = [each for each in columns if each.read is None]
        self._row_id = 0
        self._title, self._words = label("", TextStyle.STRONG, wrap=True), label("", tone="muted", wrap=True)
        self._title.setObjectName(f"{name}.more_title")
        self._words.setObjectName(f"{name}.more_words")
        self.form = Form(self._save, label_width=128)
        for each in self._fields.values():
            self.form.add_row(each.heading, _input(each), name=f"{name}.{each.field}", echo=each.echo)
        well = frame("well", column(self._title, self._words, XS, self.form, gap=XS, margins=(L, M, L, L)))
        self.setLayout(column(well, gap=0))
        self.hide()

    def show_row(self, row: Any, *, read_only: bool) -> None:
        """Show a row; none where there is nothing to say more of."""
        self.setVisible(row is not None)
        self._row_id = row.id if row is not None else 0
        self.form.show_subject(self._row_id)
        self.form.set_read_only(read_only)
        if row is None:
            return
        self._title.setText(str(getattr(row, self._key)))
        said = [(each.heading, each.show(row)) for each in self._told]
        self._words.setText("\n".join(f"{heading}: {text}" if heading else text for heading, text in said if text))
        self._words.setVisible(bool(self._words.text()))
        for field, each in self._fields.items():
            self.form.show_value(f"{self._name}.{field}", each.show(row))

    def commit(self) -> None:
        """Save what is being typed."""
        if self._row_id:
            self.form.commit()

    def _save(self, name: str, text: str) -> None:
        each = self._fields[name.removeprefix(f"{self._name}.")]
        assert each.read is not None
        self._update(self._row_id, each.field, each.read(" ".join(text.split())))


def _input(each: Column) -> Input:
    if each.choices:
        return choice(each.choices)
    if each.is_number or each.echo is not None:
        field = QLineEdit()
        field.setFixedWidth(scaled(SHORT))
        return field
    return Paragraph(1, LINES)

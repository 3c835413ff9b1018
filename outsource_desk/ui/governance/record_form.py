"""A form on one record: each field saved when it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from outsource_desk.services.records import update_record
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.widgets.form import Form, Input

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page


class RecordForm(Form):
    """Fields of one row of a table, shown with `show_record`."""

    def __init__(self, page: Page, table: str, *, label_width: int = 160) -> None:
        super().__init__(self._write, label_width=label_width)
        self._page, self._table = page, table
        self._record_id = 0
        self._read: dict[str, Callable[[str], object]] = {}
        self._show: dict[str, Callable[[Any], str]] = {}

    def add(
        self,
        text: str,
        field: Input,
        name: str,
        show: Callable[[Any], str] = str,
        read: Callable[[str], object] = str,
        **options: Any,
    ) -> Input:
        """Add a field of the record: how its value is shown, and how it is read."""
        self._read[name], self._show[name] = read, show
        return self.add_row(text, field, name=f"{self._table}.{name}", **options)

    def show_record(self, record: Any) -> None:
        """Show what the file holds of a record."""
        self._record_id = record.id
        self.show_subject(record.id)
        self.set_read_only(bool(why_read_only(self._page.session)))
        for name, show in self._show.items():
            self.show_value(f"{self._table}.{name}", show(getattr(record, name)))

    def _write(self, name: str, text: str) -> None:
        field = name.removeprefix(f"{self._table}.")
        self._page.session.try_act(update_record, self._table, self._record_id, field, self._read[field](text))

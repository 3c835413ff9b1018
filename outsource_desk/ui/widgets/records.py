"""Records of one table, which belong to a vendor, an initiative or another record, as a list edited in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.records import add_record, delete_record, paste_records, update_record
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.widgets.more_fields import MoreFields
from outsource_desk.ui.widgets.row_list import RowList
from outsource_desk.ui.widgets.table import read_block

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page


@dataclass(frozen=True)
class Kind:
    """What a list of records needs to know of its table."""

    table: str
    title: str
    columns: Sequence[Column]
    key: str  # a row that is being added is kept once this field is filled
    blank: Callable[[], Any]  # the row that adding begins with
    add_text: str
    empty: str  # said where there is none: what it is good for
    deleted: Callable[[Any], str]  # row → what the toast says
    given: Callable[[], dict[str, object]] = dict  # fields that a new record has besides what was typed
    more: Sequence[Column] = ()  # fields without room in the list, shown below it of the row that is chosen


class Records(RowList):
    """The records of one owner; added, changed and deleted through `services.records`."""

    def __init__(self, page: Page, kind: Kind) -> None:
        self._page, self._kind = page, kind
        self._owner_id = 0
        model = EditableRows(kind.columns, kind.key, Verbs(self._add, self._update))
        super().__init__(
            f"records.{kind.table}",
            kind.title,
            model,
            blank=kind.blank,
            add_text=kind.add_text,
            delete=self._delete_record,
            paste=self.paste,
        )
        self.empty.setText(kind.empty)
        self.more: MoreFields | None = None
        if kind.more:
            self.more = MoreFields(f"records.{kind.table}", kind.more, kind.key, self._update)
            lay = self.layout()
            assert lay is not None
            lay.addWidget(self.more)
            self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_more())

    def show_records(self, owner_id: int, rows: Iterable[Any]) -> None:
        """Show an owner's records; a row that was begun for another goes."""
        if owner_id != self._owner_id:
            self.model.give_up()
        self._owner_id = owner_id
        self.set_read_only(why_read_only(self._page.session))
        self.show_rows(tuple(rows))
        if self.more is not None:
            if self.model.rowCount() and not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(0, 0))  # else nobody would know that there is more
            self._show_more()

    def commit(self) -> None:
        """Save what is being typed below the list."""
        if self.more is not None:
            self.more.commit()

    def _show_more(self) -> None:
        if self.more is None:
            return
        index = self.table.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        is_kept = row is not None and bool(row.id)
        self.more.show_row(row if is_kept else None, read_only=bool(why_read_only(self._page.session)))

    def _add(self, fields: dict[str, Any]) -> int:
        given = {**self._kind.given(), **fields}
        return self._page.session.try_act(add_record, self._kind.table, self._owner_id, **given)

    def _update(self, record_id: int, field: str, value: object) -> None:
        self._page.session.try_act(update_record, self._kind.table, record_id, field, value)

    def paste(self) -> None:
        """Paste a block of cells, beginning at the current one: one act, or none of it."""
        from outsource_desk.ui.models.pasted_rows import read_rows

        index, block = self.table.currentIndex(), read_block(QGuiApplication.clipboard().text())
        try:
            found = read_rows(self.model, block, max(index.row(), 0), max(index.column(), 0))
        except DeskError as error:
            self._page.window_.show_error(error)
            return
        added = [{**self._kind.given(), **fields} for fields in found.added]
        if not found.count:
            self._page.window_.toast(tr("The clipboard holds nothing for this list."), tone="quiet")
        elif self._page.session.did(paste_records, self._kind.table, self._owner_id, found.changed, added):
            self._page.toast_done(tr_n(found.count, "One row pasted.", "{count} rows pasted."))

    def _delete_record(self, record: Any) -> None:
        if self._page.session.did(delete_record, self._kind.table, record.id):
            self._page.toast_done(self._kind.deleted(record))

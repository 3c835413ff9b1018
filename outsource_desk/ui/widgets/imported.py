"""Where the fields of a record were imported from, below them."""

from __future__ import annotations

from outsource_desk.services.record_sources import imported_fields
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import TextStyle
from outsource_desk.ui.widgets.layout import Label

_MOST = 12  # fields that are named of one file


class Imported(Label):
    """Names file, sheet and cell of each field that was imported; hidden where none was."""

    def __init__(self, name: str) -> None:
        super().__init__("", TextStyle.CAPTION, "muted", wrap=True)
        self.setObjectName(name)
        self.setMinimumWidth(1)
        self.hide()

    def show_record(self, session: Session, table: str, row_id: int) -> None:
        """Show where a record's fields came from."""
        said = []
        for file, fields in imported_fields(session.desk, table, row_id).items():
            places = ", ".join(f"{say(each.label)} {each.place}" for each in fields[:_MOST])
            more = " …" if len(fields) > _MOST else ""
            said.append(tr("Imported from {file}: {places}", file=file, places=places + more))
        self.setText("\n".join(said))
        self.setVisible(bool(said))

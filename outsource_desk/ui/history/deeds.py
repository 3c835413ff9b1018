"""What can be done from the history: going back, naming, and taking file or log elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history
from outsource_desk.ui.history.questions import CopyQuestion, ask_name, ask_undo
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.edits import EditsModel
from outsource_desk.ui.opening import file_name, show_in_folder
from outsource_desk.ui.widgets.table import copy_grid

if TYPE_CHECKING:
    from outsource_desk.services.history import Edit
    from outsource_desk.ui.pages.page import Shell


class Deeds:
    """Asks, acts, and says that it was done."""

    def __init__(self, window: Shell, page: QWidget, model: EditsModel) -> None:
        self._window, self._session, self._page, self._model = window, window.session, page, model

    def undo_to(self, edit: Edit) -> None:
        """Go back to a revision, once the user has read how many edits that undoes."""
        ask_undo(self._page, edit.id, edit.at, self._model.newest - edit.id, partial(self._undo_to, edit.id))

    def name(self, revision: int) -> None:
        """Ask for a name and give it to a revision."""
        ask_name(self._page, revision, partial(self._name, revision))

    def save_copy(self) -> None:
        """Ask whether a copy is to hold the history, and where it is to lie."""
        CopyQuestion(self._page, self._window.files.save_copy, self._window.files.save_bare_copy).open()

    def write_log(self) -> None:
        """Ask where, and write every edit as a table."""
        name = file_name(tr("{document} log", document=self._session.desk.path.stem), ".csv")
        target = self._window.choose_save(tr("Export the log"), name, tr("Table (*.csv)"))
        if target is None:
            return
        try:
            self._session.try_act(history.write_log, target)
        except (DeskError, OSError) as error:
            self._window.show_error(error)
        else:
            text = tr("“{name}” was written.", name=target.name)
            self._window.toast(text, tr("Show in folder"), partial(show_in_folder, target))

    def copy_log(self) -> None:
        """Copy what the table shows, for a spreadsheet or a document."""
        copy_grid(self._model.text_rows())
        count = self._model.rowCount()
        self._window.toast(tr_n(count, "{count} edit copied.", "{count} edits copied."))

    def _undo_to(self, revision: int) -> None:
        self._session.try_act(history.undo_to, revision)
        self._window.toast(tr("Went back to revision {number}.", number=revision), tr("Undo"), self._session.way_back())

    def _name(self, revision: int, name: str) -> None:
        self._session.try_act(history.name_revision, name, revision)
        self._window.toast(tr("Revision {number} is now “{name}”.", number=revision, name=name))

"""What the window does beside its file: undo, find, panels, and the way from page to page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from outsource_desk.domain.spreadsheets import PATTERN_OF_READABLE
from outsource_desk.services.progress import next_steps, progress_of
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.session import OfNewestEdit
from outsource_desk.ui.warnings.ways import place_of_step

if TYPE_CHECKING:
    from outsource_desk.ui.shell.palette import Palette
    from outsource_desk.ui.window import MainWindow

TEXT_FIELDS = (QLineEdit, QPlainTextEdit)


class ViewActs:
    """One act of Edit, View, Go and Help each, and why it cannot be done now."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.palette: Palette | None = None

    def undo(self) -> None:
        """Take back what is being typed, else the last act."""
        field = _typing()
        if field is not None and _can_undo(field):
            field.undo()
            return
        self._window.leave_field()
        label = self._window.session.desk.journal.undo_label
        if label and self._window.session.undo():
            self._window.toast(
                tr("Undone: {act}", act=say(label)), tr("Redo"), OfNewestEdit(self._window.session, self.redo)
            )

    def redo(self) -> None:
        """Do again what was undone last."""
        field = _typing()
        if field is not None and _can_redo(field):
            field.redo()
            return
        self._window.leave_field()
        label = self._window.session.desk.journal.redo_label
        if label and self._window.session.redo():
            self._window.toast(tr("Done again: {act}", act=say(label)))

    def why_no_undo(self) -> str:
        """Say why there is nothing to undo."""
        field = _typing()
        if field is not None and _can_undo(field):
            return ""
        return self.why_read_only() or ("" if self._journal.undo_label else tr("Nothing has been changed yet."))

    def why_no_redo(self) -> str:
        """Say why there is nothing to redo."""
        field = _typing()
        if field is not None and _can_redo(field):
            return ""
        return self.why_read_only() or ("" if self._journal.redo_label else tr("Nothing was undone last."))

    def why_read_only(self) -> str:
        """Say why the file cannot be changed; nothing if it can."""
        return tr("This file is open read-only.") if self._window.session.desk.is_read_only else ""

    def find(self) -> None:
        """Filter what is on the page, or search everything where there is nothing to filter."""
        field = self._window.page.find_field() if self._window.page else None
        if field is None:
            self.search_everything()
        else:
            field.setFocus()
            field.selectAll()

    def search_everything(self) -> None:
        """Search everything in the file."""
        self._open(with_actions=False)

    def open_palette(self) -> None:
        """Find an act or a thing by a few letters."""
        self._open(with_actions=True)

    def _open(self, *, with_actions: bool) -> None:
        from outsource_desk.ui.shell.palette import Palette

        window = self._window
        window.leave_field()
        window.actions_of_window.look_again()
        if self.palette is None:
            self.palette = Palette(window, window.session, window.actions_of_window, window.go)
        self.palette.open_for(with_actions)

    def toggle_sidebar(self) -> None:
        """Show the sidebar as icons alone, or with words."""
        self._window.sidebar.set_narrow(not self._window.sidebar.is_narrow)

    def toggle_inspector(self) -> None:
        """Close the inspector, or let the page open it for what is selected."""
        if self._window.inspector.isVisible():
            self._window.inspect(None)
        elif self._window.page is not None:
            self._window.page.open_inspector()

    def why_no_inspector(self) -> str:
        """Say why there is nothing to inspect."""
        page = self._window.page
        if self._window.inspector.isVisible() or (page is not None and page.has_inspector):
            return ""
        return tr("Nothing on this page has more to show.")

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def go_back(self) -> None:
        """Go to the place before."""
        self._window.show_place(self._window.trail.back())

    def go_forward(self) -> None:
        """Go to the place after."""
        self._window.show_place(self._window.trail.forward())

    def why_no_way_back(self) -> str:
        """Say why there is no way back."""
        return "" if self._window.trail.can_go_back else tr("This is where you began.")

    def why_no_way_forward(self) -> str:
        """Say why there is no way forward."""
        return "" if self._window.trail.can_go_forward else tr("This is the last place you were at.")

    def go_next_gap(self) -> None:
        """Go to the next gap of the page, or to what helps most next."""
        page = self._window.page
        if page is not None and (go_on := page.next_gap()):
            go_on()
            return
        session = self._window.session
        evaluation, ranking = session.evaluation, session.ranking
        if evaluation is None or ranking is None:
            return
        step = next_steps(progress_of(session.desk, evaluation, ranking), evaluation, ranking)[0]
        self._window.go(place_of_step(step))
        self._window.tell(say(step.text))

    def why_no_gap(self) -> str:
        """Say why there is no gap to go to."""
        page = self._window.page
        if self._window.session.initiative_id or (page is not None and page.next_gap()):
            return ""
        return tr("This file holds no initiative yet.")

    def show_warnings(self) -> None:
        """List all warnings with their answers."""
        from outsource_desk.ui.warnings.dialog import WarningsDialog

        self._window.leave_field()
        WarningsDialog(self._window, self._window).open()

    def why_no_warnings(self) -> str:
        """Say why there is nothing that could be warned of."""
        return "" if self._window.session.initiative_id else tr("This file holds no initiative yet.")

    def print_plan(self) -> None:
        """Write the contingency and exit plan for paper."""
        from outsource_desk.ui.reports.plan_printing import print_plan

        self._window.leave_field()
        print_plan(self._window)

    def why_no_plan(self) -> str:
        """Say why there is no plan to print."""
        evaluation = self._window.session.evaluation
        protection = evaluation.protection if evaluation else None
        if protection is not None and (protection.contingency.is_begun or protection.leaving.is_begun):
            return ""
        return tr("Nobody has planned for a failure yet.")

    def export_calendar(self) -> None:
        """Write everything that is due for another calendar."""
        from outsource_desk.ui.reports.calendar_export import export_calendar

        self._window.leave_field()
        export_calendar(self._window)

    def ask_import(self) -> None:
        """Choose a spreadsheet and read it on the import page."""
        self.ask_import_as("")

    def ask_import_as(self, kind: str, candidate_id: int = 0) -> None:
        """Choose a spreadsheet and read it on the import page as a list of a kind of records, or one's answers."""
        path = self._window.choose_open(
            tr("Import a spreadsheet"), tr("Spreadsheets ({pattern})", pattern=PATTERN_OF_READABLE)
        )
        if path is not None:
            self._window.import_file(path, kind, candidate_id)

    def new_initiative(self) -> None:
        """Ask for name, template and currency of a new initiative."""
        from outsource_desk.ui.dialogs.new_initiative import ask_new_initiative

        self._window.leave_field()
        ask_new_initiative(self._window)

    def on_page(self, key: str, act: str) -> None:
        """Go to a page and do one of its acts."""
        self._window.go_to(key)
        action = self._window.actions_of_window[act]
        if reason := action.why_not:
            self._window.toast(reason, tone="quiet")
        else:
            action.trigger()

    def why_one_window(self) -> str:
        """Say why there is no other window to go to."""
        return "" if len(self._window.desktop.windows) > 1 else tr("This is the only window.")

    def show_help(self) -> None:
        """Explain the page that is on screen, and how its figures come about."""
        from outsource_desk.ui.dialogs.page_help import show_page_help

        show_page_help(self._window)

    def show_keys(self) -> None:
        """List every shortcut."""
        from outsource_desk.ui.dialogs.shortcuts import show_shortcuts

        show_shortcuts(self._window)

    def show_about(self) -> None:
        """Show version, licences and where files lie."""
        self._window.go(Place("settings", field="about"))

    @property
    def _journal(self):
        return self._window.session.desk.journal


def _typing() -> QLineEdit | QPlainTextEdit | None:
    field = QApplication.focusWidget()
    return field if isinstance(field, TEXT_FIELDS) else None


def _can_undo(field: QLineEdit | QPlainTextEdit) -> bool:
    return field.isUndoAvailable() if isinstance(field, QLineEdit) else field.document().isUndoAvailable()


def _can_redo(field: QLineEdit | QPlainTextEdit) -> bool:
    return field.isRedoAvailable() if isinstance(field, QLineEdit) else field.document().isRedoAvailable()


def leaves_undo(watched: QObject, event: QEvent) -> bool:
    """Tell whether a field has nothing to undo or redo for these keys, so that the window may take them."""
    if not isinstance(watched, TEXT_FIELDS) or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not _can_undo(watched)
    return event.matches(QKeySequence.StandardKey.Redo) and not _can_redo(watched)

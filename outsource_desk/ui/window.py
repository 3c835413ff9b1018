"""The window of one file: menus, sidebar, pages, inspector, and what it says about the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from outsource_desk.domain.spreadsheets import READABLE
from outsource_desk.ui.actions import Action, Actions
from outsource_desk.ui.first_paint import AfterFirstPaint
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.pages.registry import make_page
from outsource_desk.ui.places import Place
from outsource_desk.ui.session import Session
from outsource_desk.ui.shell.badges import badges_of
from outsource_desk.ui.shell.condition import ConditionBand
from outsource_desk.ui.shell.file_acts import FileActs
from outsource_desk.ui.shell.memory import kept, take_up
from outsource_desk.ui.shell.menus import Menus
from outsource_desk.ui.shell.navigation import Trail
from outsource_desk.ui.shell.sidebar import Sidebar
from outsource_desk.ui.shell.status import StatusLine
from outsource_desk.ui.shell.toast import Toasts
from outsource_desk.ui.shell.top_bar import TopBar
from outsource_desk.ui.shell.typing import Typing
from outsource_desk.ui.shell.view_acts import ViewActs
from outsource_desk.ui.theme import look, scaled
from outsource_desk.ui.widgets.layout import column, frame, holder, row

if TYPE_CHECKING:
    from outsource_desk.ui.desktop import Desktop
    from outsource_desk.ui.jobs import Job

SMALLEST = (1024, 640)
INSPECTOR = 320


class MainWindow(QMainWindow):
    """One open file. Pages are made when they are first shown."""

    def __init__(self, desktop: Desktop, session: Session) -> None:
        super().__init__()
        self.setObjectName("window")
        self.desktop, self.session = desktop, session
        self.actions_of_window = Actions()
        self.files, self.acts = FileActs(self), ViewActs(self)
        self._trail = Trail()
        self._pages: dict[str, Page] = {}
        self._jobs: set[Job] = set()
        self._page_states: dict[str, Any] = {}
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.stack = QStackedWidget()
        self._inspector_content: QVBoxLayout = column(gap=0)
        self.inspector: QFrame = frame("inspector", self._inspector_content)
        self.menus = Menus(self)
        self.menus.name_menus()
        self._build()
        session.changed.connect(self._on_change)
        session.initiative_changed.connect(self._on_change)
        session.refused.connect(self.show_error)
        session.failed.connect(self.band.refresh)
        take_up(self, desktop.preferences.window_state(session.desk.path))
        self._on_change()
        AfterFirstPaint(self, self.menus.fill)

    def _build(self) -> None:
        self.bar = TopBar(self.actions_of_window)
        self.band = ConditionBand(self)
        self.sidebar = Sidebar()
        self.sidebar.chosen.connect(self.go_to)
        self.typing = Typing(self, self.session)
        self.status = StatusLine(self.session, self.typing)
        self._dress()
        look.changed.connect(self._dress)
        self.inspector.hide()
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.inspector)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([1000, INSPECTOR])
        middle = QWidget()
        middle.setLayout(row(self.sidebar, self.splitter, gap=0))
        body = column(self.bar, self.band, middle, self.status, gap=0)
        body.setStretch(2, 1)
        self.setCentralWidget(holder(body))
        self.toasts = Toasts(self.stack)

    def _dress(self) -> None:
        self.inspector.setMinimumWidth(scaled(240))

    def go(self, place: Place) -> None:
        """Show a place; the present one goes on the way back."""
        if place.initiative_id is not None:
            self.session.show_initiative(place.initiative_id)
        self._trail.visit(place)
        self.show_place(place)

    def go_to(self, key: str) -> None:
        """Show a page as it was left."""
        self.go(Place(key))

    def toast(
        self, text: str, action_text: str = "", slot: Callable[[], object] | None = None, *, tone: str = "good"
    ) -> None:
        """Say that something has been done, with at most one thing to do about it; "quiet" if nothing was done."""
        self.toasts.show(text, action_text, slot, tone=tone)

    def show_error(self, error: BaseException) -> None:
        """Say what was refused and what to do, until the user closes it."""
        from outsource_desk.ui.errors import explain

        self.toasts.show_error(*explain(error))
        self.band.refresh()

    def inspect(self, widget: QWidget | None) -> None:
        """Show a widget in the inspector, or close it with None."""
        for place in reversed(range(self._inspector_content.count())):
            item = self._inspector_content.itemAt(place)
            old = item.widget() if item else None
            if old is not None and old is not widget:
                self._inspector_content.removeWidget(old)
                old.hide()
        if widget is not None and self._inspector_content.indexOf(widget) < 0:
            self._inspector_content.addWidget(widget)
            widget.show()
        self.inspector.setVisible(widget is not None)
        self.actions_of_window["view.inspector"].look_again()

    def run(self, job: Job, text: str) -> None:
        """Start a job and show its progress with a Cancel button in the status bar; one without words is silent."""
        self._jobs.add(job)
        job.finished.connect(lambda: self._jobs.discard(job))
        self.desktop.keep(job)
        if text:
            self.status.run(job, text)
        else:
            job.start()

    def offer(self, actions: Sequence[Action]) -> None:
        """Put what can be done on the page now into its menu, as after a change of its tab."""
        self.menus.show_page_acts(actions)

    def tell(self, text: str) -> None:
        """Show what is selected in the status bar."""
        self.status.tell(text)

    def choose_open(self, caption: str, pattern: str) -> Path | None:
        """Ask for a file to read; nothing if the user thinks better of it."""
        return self.desktop.ask_file(self, caption, pattern)

    def choose_save(self, caption: str, name: str, pattern: str) -> Path | None:
        """Ask where to write a file; nothing if the user thinks better of it."""
        return self.desktop.choose_save(self, caption, self.session.desk.path.with_name(name), pattern)

    @property
    def page(self) -> Page | None:
        """Return the page that is on screen."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    @property
    def trail(self) -> Trail:
        """Return the way back and forward."""
        return self._trail

    def page_states(self) -> dict[str, Any]:
        """Return how each page stands, for the next time."""
        return self._page_states | {key: page.state() for key, page in self._pages.items()}

    def restore_pages(self, states: dict[str, Any]) -> None:
        """Take up how pages stood; each does when it is made."""
        self._page_states = states

    def show_place(self, place: Place) -> None:
        """Show a place without a step on the way back."""
        self.leave_field()
        key, before = place.page, self.page  # the stack shows the first page as soon as it is put in
        if before is None or before is not self._pages.get(key):
            self.tell("")  # before the page that comes up tells what is selected on it
        if key not in self._pages:
            page = self._pages[key] = make_page(key, self)
            self.stack.addWidget(page)
            page.come_up()
            page.restore(self._page_states.get(key, {}))
        page = self._pages[key]
        landed = None
        if before is not page:
            if before is not None:
                before.leave()
            self.inspect(None)
            self.stack.setCurrentWidget(page)
            self.toasts.lift()
            landed = QApplication.focusWidget()  # where Qt let it fall when the page before went
            self.menus.show_page_acts(page.page_actions())
        page.come_up()
        page.reveal(place)
        self.sidebar.show_page(key)
        self._say_where()
        self.menus.look_again()
        focused = QApplication.focusWidget()
        focus = page.first_focus()
        if focus is not None and (focused is landed or not (focused and page.isAncestorOf(focused))):
            focus.setFocus()

    def _say_where(self) -> None:
        initiative = self.session.initiative
        page = self.page
        self.bar.show_where(initiative.name if initiative else "", page.title() if page else "")
        self.setWindowTitle(f"{self.session.desk.path.stem} – Outsource Desk")

    def _on_change(self) -> None:
        self.toasts.look_again()
        self.sidebar.show_badges(badges_of(self.session))
        self.band.refresh()
        self._say_where()
        self.menus.look_again()

    def leave_field(self) -> None:
        """Save what is being typed, by taking the focus out of the field and giving it back."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
            focused.setFocus()

    def refused_field(self) -> QWidget | None:
        """Return a field whose text was refused, on whichever page it stands; of a mere question nothing is lost."""
        wrong = (field for field in self.findChildren(QWidget) if field.property("state") == "error")
        return next((field for field in wrong if self._is_in_use(field) and not field.property("asks")), None)

    def _is_in_use(self, field: QWidget) -> bool:
        """Tell whether a field is seen, or would be if its page came up."""
        page = next((page for page in self._pages.values() if page.isAncestorOf(field)), None)
        return field.isVisibleTo(page) if page is not None else field.isVisible()

    def _go_to_field(self, field: QWidget) -> None:
        for key, page in self._pages.items():
            if page.isAncestorOf(field) and page is not self.page:
                self.go_to(key)
        field.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave_field()
        refused = self.refused_field()
        if refused is not None and not self.desktop.may_lose(self, refused.accessibleName()):
            self._go_to_field(refused)
            event.ignore()
            return
        for job in tuple(self._jobs):
            job.cancel()
        self.desktop.preferences.keep_window_state(self.session.desk.path, kept(self))
        self.end_pages()
        self.desktop.closed(self)
        event.accept()

    def end_pages(self) -> None:
        """Let the pages close what they hold open, because the window goes."""
        for page in self._pages.values():
            page.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin_on_page)

    def _begin_on_page(self) -> None:
        """Put the focus to where work begins, not on the first button of the window."""
        if self.page is not None and not self.page.isAncestorOf(self.focusWidget() or self):
            (self.page.first_focus() or self.sidebar.focus_target()).setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self.band, self.band.look)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)

    def take(self, path: Path) -> None:
        """Open a document that was dropped, or begin to import a spreadsheet."""
        if path.suffix.casefold() in READABLE:
            self.import_file(path)
        else:
            self.desktop.open(path)

    def import_as(self, kind: str, candidate_id: int = 0) -> None:
        """Ask for a spreadsheet and read it on the import page as a list of a kind of records, or one's answers."""
        self.leave_field()
        self.acts.ask_import_as(kind, candidate_id)

    def read_copy(self, path: Path) -> None:
        """Read a vendor's copy of its questionnaire on the vetting page, whoever's it is."""
        self.go_to("vetting")
        page = self.page
        assert page is not None
        page.read_copy(path)  # pyright: ignore[reportAttributeAccessIssue] (the vetting page's own)

    def paste_as(self, kind: str, text: str) -> None:
        """Read a block of cells on the import page as a list of a kind of records."""
        self.go_to("import")
        page = self.page
        assert page is not None
        page.open_pasted(text, kind)  # pyright: ignore[reportAttributeAccessIssue] (the import page's own)

    def import_file(self, path: Path, kind: str = "", candidate_id: int = 0) -> None:
        """Read a spreadsheet on the import page.

        Args:
            path: of the file.
            kind: the records that it is a list of, where somebody has said so.
            candidate_id: whose answers they are, where somebody has said so.
        """
        self.go_to("import")
        page = self.page
        assert page is not None
        page.open_file(path, kind, candidate_id)  # pyright: ignore[reportAttributeAccessIssue] (the import page's own)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one local file that is being dropped, if it is one that can be opened."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    known = [path for path in paths if path.suffix.casefold() in (*READABLE, ".odesk")]
    return known[0] if known else None

"""What all pages share, and what a page may ask of the window around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.ui.actions import Action, Actions
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.session import Session

if TYPE_CHECKING:
    from outsource_desk.ui.desktop import Desktop
    from outsource_desk.ui.jobs import Job
    from outsource_desk.ui.shell.file_acts import FileActs


class Shell(Protocol):
    """The window, as its pages know it."""

    @property
    def session(self) -> Session:
        """Return the open file."""
        ...

    @property
    def desktop(self) -> Desktop:
        """Return the running application."""
        ...

    @property
    def files(self) -> FileActs:
        """Return what the window does with its file as a whole."""
        ...

    @property
    def actions_of_window(self) -> Actions:
        """Return all that the user can do in this window."""
        ...

    def go(self, place: Place) -> None:
        """Show a place; the present one goes on the way back."""
        ...

    def toast(
        self, text: str, action_text: str = "", slot: Callable[[], object] | None = None, *, tone: str = "good"
    ) -> None:
        """Say that something has been done, with at most one thing to do about it; "quiet" if nothing was done."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what was refused and what to do, until the user closes it."""
        ...

    def inspect(self, widget: QWidget | None) -> None:
        """Show a widget in the inspector, or close it with None."""
        ...

    def run(self, job: Job, text: str) -> None:
        """Start a job and show its progress with a Cancel button in the status bar; one without words is silent."""
        ...

    def offer(self, actions: Sequence[Action]) -> None:
        """Put what can be done on the page now into its menu, as after a change of its tab."""
        ...

    def tell(self, text: str) -> None:
        """Show what is selected in the status bar."""
        ...

    def choose_open(self, caption: str, pattern: str) -> Path | None:
        """Ask for a file to read; nothing if the user thinks better of it."""
        ...

    def import_as(self, kind: str, candidate_id: int = 0) -> None:
        """Ask for a spreadsheet and read it on the import page as a list of a kind of records, or one's answers."""
        ...

    def paste_as(self, kind: str, text: str) -> None:
        """Read a block of cells on the import page as a list of a kind of records."""
        ...

    def read_copy(self, path: Path) -> None:
        """Read a vendor's copy of its questionnaire on the vetting page, whoever's it is."""
        ...

    def choose_save(self, caption: str, name: str, pattern: str) -> Path | None:
        """Ask where to write a file; nothing if the user thinks better of it."""
        ...


class Page(QWidget):
    """One page of the window.

    It reads again after an edit that touches its `topics`: at once if it is on screen, else when it is shown next.
    """

    topics: frozenset[str] = frozenset()  # tables; none = all
    has_inspector = False  # whether `open_inspector` has something to show

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.window_ = window
        self.session = window.session
        self._is_stale = True
        self.session.changed.connect(self._on_change)
        self.session.initiative_changed.connect(self._on_initiative)

    def title(self) -> str:
        """Return what the window calls this page."""
        raise NotImplementedError

    def load(self) -> None:
        """Show what the file holds now."""
        raise NotImplementedError

    def reveal(self, place: Place) -> None:
        """Bring what the place names into view and select it."""

    def find_field(self) -> QLineEdit | None:
        """Return the field that filters this page, for Ctrl+F."""
        return None

    def first_focus(self) -> QWidget | None:
        """Return where work begins on this page."""
        return None

    def next_gap(self) -> Callable[[], object] | None:
        """Return what goes to the next gap of this page itself, for F8; nothing if it has none of its own."""
        return None

    def page_actions(self) -> list[Action]:
        """Return what can be done on this page; in the menu and the palette while it is on screen."""
        return []

    def open_inspector(self) -> None:
        """Show more about what is selected, in the window's inspector."""

    def state(self) -> dict[str, Any]:
        """Return what to restore next time, as JSON values: columns, splitters, scroll, selection."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state again; one of another release may lack or exceed what is known."""

    def leave(self) -> None:
        """Put away what is being typed, because the page is about to go."""

    def end(self) -> None:
        """Let go of what must be closed, because the window is about to."""

    def go(self, place: Place) -> None:
        """Show another place."""
        self.window_.go(place)

    def toast_done(self, text: str) -> None:
        """Say that something has been done, with Undo as long as it is the last thing that was done."""
        self.window_.toast(text, tr("Undo"), self.session.way_back())

    def come_up(self) -> None:
        """Read again if anything has changed since the page was last on screen."""
        if self._is_stale:
            self._is_stale = False
            self.load()

    def _on_change(self, tables: frozenset[str]) -> None:
        if self.topics and not self.topics & tables:
            return
        self._is_stale = True
        if self.isVisible():
            self.come_up()

    def _on_initiative(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.come_up()

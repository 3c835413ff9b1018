"""How a window was left: size, splitter, sidebar, page, initiative, and what each page remembers."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QGuiApplication

from outsource_desk.ui.pages.registry import MODULES, PAGES
from outsource_desk.ui.places import Place

if TYPE_CHECKING:
    from outsource_desk.ui.window import MainWindow

USUAL = (1366, 768)
FRAME = 60  # pixels that a window manager may need above and below a window


def kept(window: MainWindow) -> dict[str, Any]:
    """Return what to remember of a window, as JSON values."""
    box = window.normalGeometry()
    here = window.trail.here
    return {
        "box": [box.x(), box.y(), box.width(), box.height()],
        "is_maximised": window.isMaximized(),
        "splitter": b64encode(window.splitter.saveState().data()).decode(),
        "is_narrow": window.sidebar.is_narrow,
        "page": here.page if here else "home",
        "initiative": window.session.initiative_id,
        "pages": window.page_states(),
    }


def take_up(window: MainWindow, state: dict[str, Any]) -> None:
    """Give a window the shape it had; one that lay on a screen that is gone comes back into view."""
    window.resize(*USUAL)
    box = state.get("box")
    if isinstance(box, list) and len(box) == 4:
        found = QRect(*(int(each) for each in box))
        if any(screen.availableGeometry().intersects(found) for screen in QGuiApplication.screens()):
            window.setGeometry(found)
    window.splitter.restoreState(QByteArray(b64decode(str(state.get("splitter", "")))))
    window.sidebar.set_narrow(bool(state.get("is_narrow")))
    window.restore_pages(dict(state.get("pages", {})))
    known = {initiative.id for initiative in window.session.initiatives()}
    if state.get("initiative") in known:
        window.session.show_initiative(state["initiative"])
    page = state.get("page", "home")
    names = {*PAGES, *MODULES} - set(MODULES.values())
    window.go(Place(page if page in names and page != "import" else "home"))
    if state.get("is_maximised") or _fills_screen(window):
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _fills_screen(window: MainWindow) -> bool:
    """Tell whether a window of this size would reach beyond its screen, frame included, though a smaller one fits."""
    room = (window.screen() or QGuiApplication.primaryScreen()).availableGeometry().size()
    least = window.minimumSize()
    fits = room.width() >= least.width() and room.height() >= least.height()
    return fits and (window.width() >= room.width() or window.height() > room.height() - FRAME)

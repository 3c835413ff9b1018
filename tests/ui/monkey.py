"""A monkey at the desktop: seeded random keys, clicks, drags and acts on a real file.

`python -m tests.ui.monkey --actions 20000 --seed 7` runs it alone and tells what it did before anything went wrong.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    QSettings,
    Qt,
    QThreadPool,
    QTimer,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QMenu, QMessageBox, QTreeView, QWidget

from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.ui.desktop import Desktop
from outsource_desk.ui.language import PSEUDO
from outsource_desk.ui.preferences import Preferences
from outsource_desk.ui.theme import Scheme
from outsource_desk.ui.window import MainWindow

NO, CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LOOK_EVERY = 250  # acts
STAY = ("file.quit",)  # the monkey does not leave the building
KEYS = [
    Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
    Qt.Key.Key_F2, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Insert,
]  # fmt: skip
TEXTS = [
    "4", "3.5", "0", "99", "-1", "1,5", "n", "n/a", "12 %", "€ 8.412.000", "1e400", "nan", "Alder", "Birch & Co",
    "ü€漢字", "e\u0301", "a" * 300, "  ", "2027-03-01", "1 Mar 2027", "31.02.2027", "EUR", "x\ty\nz",
    "=1+1", "%", "{name}",
]  # fmt: skip
BLOCKS = ["3\t4\n2\t1", "4", "a\tb\tc\n1\t2\t3", "", "5\t\n\t5\n", "\n".join("1\t2\t3\t4\t5" for _ in range(40))]
SHEETS = {
    "Bids.csv": "Criterion,Weight,Alder,Birch\nQuality,60,4,3\nSupport,40,n/a,5\n",
    "Odd.csv": "Vendor;Quality;Price\nAlder;4/5;8.412.000\nBirch;;79O0000\n",
    "Nothing.csv": "",
    "Broken.xlsx": "no workbook",
}


class Monkey(QObject):
    """Does random things to the first window of a desktop, and answers whatever asks it something."""

    def __init__(self, desktop: Desktop, path: Path, folder: Path, seed: int) -> None:
        super().__init__()
        self.desktop, self._path, self._folder = desktop, path, folder
        self.random = random.Random(seed)
        self.done: list[str] = []
        self._weights: list[tuple[int, Callable[[], str]]] = [
            (14, self.type_text), (12, self.fill_cell), (16, self.press_key), (16, self.click), (4, self.click_twice),
            (3, self.click_right),
            (3, self.drag), (3, self.drop_criterion), (6, self.press_shortcut), (4, self.trigger), (6, self.go),
            (5, self.undo_or_redo), (4, self.paste), (3, self.use_palette), (3, self.wheel), (1, self.resize),
            (1, self.dress), (1, self.drop_file),
        ]  # fmt: skip
        for name, text in SHEETS.items():
            (folder / name).write_text(text, encoding="utf-8")
        desktop.choose_open, desktop.choose_save = self._choose_open, self._choose_save
        QDesktopServices.setUrlHandler("file", self, "stay_inside")  # pyright: ignore[reportArgumentType]
        self._answers = QTimer(self, interval=25)
        self._answers.timeout.connect(self.answer)
        self._answers.start()

    @Slot(QUrl)
    def stay_inside(self, _url: QUrl) -> None:
        """Open nothing outside the program."""

    @property
    def window(self) -> MainWindow:
        """Return the window that the monkey plays with; it is opened again when it was closed."""
        while len(self.desktop.windows) > 2:
            self.desktop.windows[-1].close()
        if not self.desktop.windows:
            assert self.desktop.open(self._path) is not None
        window = self.desktop.windows[0]
        if QApplication.activeWindow() is None:
            window.activateWindow()
        return window

    def play(self, actions: int, until: float = float("inf")) -> int:
        """Do so many things, or fewer when the clock has run out; return how many."""
        acts, weights = [act for _, act in self._weights], [weight for weight, _ in self._weights]
        for number in range(actions):
            if time.monotonic() > until:
                return number
            (act,) = self.random.choices(acts, weights)
            if self.window.focusWidget() is None:
                self.window.sidebar.focus_target().setFocus()
            self.done.append(act.__name__)
            self.done[-1] = f"{act.__name__} {act()}"
            self.answer()
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as an application does
            if number % LOOK_EVERY == LOOK_EVERY - 1:
                self.check_ranking()
        return actions

    def rest(self) -> None:
        """Let go of everything: close what is open, wait for what works in the background."""
        for window in list(self.desktop.windows[1:]):
            window.close()
        for _ in range(5):
            self.answer(is_final=True)
            QApplication.processEvents()
            self.give_up_typing()
        self._answers.stop()
        QThreadPool.globalInstance().waitForDone()
        QTest.qWait(50)
        QDesktopServices.unsetUrlHandler("file")

    def give_up_typing(self) -> None:
        """Take back a text that was refused; the window would ask about it when it closes."""
        self.window.leave_field()
        refused = self.window.refused_field()
        if refused is not None:
            QTest.keyClick(refused, Qt.Key.Key_Escape)

    def check_ranking(self) -> None:
        """Demand that what the window follows edit by edit is what the file says."""
        session = self.window.session
        if session.initiative_id is not None:
            assert session.ranking == ranking_of(load_evaluation(session.desk, session.initiative_id))

    def answer(self, *, is_final: bool = False) -> None:
        """Answer menus and questions that wait for somebody, in a loop of their own maybe."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(popup, QMenu) and not is_final and self.random.random() < 0.5:
            for _ in range(self.random.randrange(1, 6)):
                QTest.keyClick(popup, Qt.Key.Key_Down)
            QTest.keyClick(popup, Qt.Key.Key_Return if self._is_harmless(popup) else Qt.Key.Key_Escape)
        elif popup is not None:
            popup.close()
        elif isinstance(modal, QMessageBox):
            self.random.choice(modal.buttons()).click()
        elif modal is not None and (is_final or self.random.random() < 0.1):
            modal.close()

    # what it can do; each returns a word on what it did

    def go(self) -> str:
        number = (
            self.random.choice((1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 6, 6, 7, 8))
            if self.random.random() < 0.97
            else 5
        )
        self._press(Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        return str(number)

    def type_text(self) -> str:
        text = self.random.choice(TEXTS)
        name = _name(QApplication.focusWidget())
        for letter in text:
            focus = QApplication.focusWidget()  # a letter may open a field
            if focus is not None:
                key = ord(letter.upper()) if letter.isascii() and letter.isprintable() else 0
                QApplication.sendEvent(focus, QKeyEvent(QKeyEvent.Type.KeyPress, key, NO, letter))
        return f"{text[:20]!r} into {name}"

    def fill_cell(self) -> str:
        """Type something into a cell of a table, and leave it by Enter, Tab or Escape."""
        found = [view for view in self.window.findChildren(QAbstractItemView) if view.isVisible() and view.isEnabled()]
        views = [view for view in found if view.model() is not None and view.model().rowCount()]
        if QApplication.activeModalWidget() is not None or not views:
            return "nothing"
        view = self.random.choice(views)
        rows = list(_rows_of(view.model(), view.rootIndex()))
        chosen = self.random.choice(rows)
        header = view.header() if isinstance(view, QTreeView) else getattr(view, "horizontalHeader", lambda: None)()
        column = self.random.randrange(max(1, header.count() if header is not None else 1))
        view.setCurrentIndex(chosen.siblingAtColumn(column))
        view.setFocus()
        if self.random.random() < 0.3:
            self._press(Qt.Key.Key_F2)
        text = self.type_text()
        self._press(self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape)))
        return text

    def press_key(self) -> str:
        key = self.random.choice(KEYS)
        modifier = self.random.choices((NO, SHIFT, CONTROL, ALT), (12, 3, 2, 1))[0]
        self._press(key, modifier)
        return f"{key.name} {modifier.name}"

    def press_shortcut(self) -> str:
        acts = [act for act in self.window.actions_of_window if act.shortcuts() and act.objectName() not in STAY]
        act = self.random.choice(acts)
        if act.objectName() == "file.close" and self.random.random() < 0.8:
            return "nothing"
        keys = self.random.choice(act.shortcuts())
        self._press_sequence(keys)
        return act.objectName()

    def trigger(self) -> str:
        acts = [act for act in self.window.actions_of_window if act.isEnabled() and act.objectName() not in STAY]
        act = self.random.choice([act for act in acts if act.objectName() != "file.close"])
        name = act.objectName()
        act.trigger()
        return name

    def undo_or_redo(self) -> str:
        key = self.random.choice((Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Y))
        for _ in range(self.random.choice((1, 1, 2, 5))):
            self._press(key, CONTROL)
        return key.name

    def paste(self) -> str:
        if self.random.random() < 0.7:
            QApplication.clipboard().setText(self.random.choice(BLOCKS))
        key = self.random.choice((Qt.Key.Key_V, Qt.Key.Key_V, Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_X))
        self._press(key, CONTROL)
        return key.name

    def use_palette(self) -> str:
        self._press(Qt.Key.Key_K, CONTROL)
        letters = self.random.choice(("ad", "exp", "sco", "de", "al", "una", "qual", "gate", "und", "dark"))
        palette = self.window.acts.palette
        if palette is not None and palette.isVisible():
            QTest.keyClicks(palette.field, letters)
            QTest.keyClick(palette.field, self.random.choice((Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape)))
            palette.close()
        return letters

    def click(self) -> str:
        return self._click(
            lambda widget, point: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, self._held(), point)
        )

    def click_twice(self) -> str:
        return self._click(lambda widget, point: QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, NO, point))

    def click_right(self) -> str:
        def ask(widget: QWidget, point: QPoint) -> None:
            from PySide6.QtGui import QContextMenuEvent

            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, widget.mapToGlobal(point))
            QApplication.sendEvent(widget, event)

        return self._click(ask)

    def drag(self) -> str:
        widget, start = self._target()
        if widget is None:
            return "nothing"
        end = self._point_in(widget)
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, NO, start)
        QTest.mouseMove(widget, (start + end) / 2)
        QTest.mouseMove(widget, end)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, NO, end)
        return _name(widget)

    def drop_criterion(self) -> str:
        """Drop one row of a tree on another, as a drag would."""
        trees = [tree for tree in self.window.findChildren(QTreeView) if tree.isVisible()]
        if not trees:
            return "nothing"
        model = trees[0].model()
        rows = list(_rows_of(model, QModelIndex()))
        if not rows:
            return "nothing"
        content = model.mimeData([self.random.choice(rows)])
        target = self.random.choice([*rows, QModelIndex()])
        place = self.random.randrange(-1, model.rowCount(target) + 1)
        if content is not None and model.canDropMimeData(content, Qt.DropAction.MoveAction, place, 0, target):
            model.dropMimeData(content, Qt.DropAction.MoveAction, place, 0, target)
        return "criterion"

    def drop_file(self) -> str:
        name = self.random.choice(list(SHEETS))
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(self._folder / name))])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        self.window.dropEvent(QDropEvent(QPoint(5, 5), copy, content, left, NO))
        return name

    def wheel(self) -> str:
        from PySide6.QtGui import QWheelEvent

        widget, point = self._target()
        if widget is None:
            return "nothing"
        turn = QPoint(0, self.random.choice((-120, 120, -480, 480)))
        event = QWheelEvent(
            point, widget.mapToGlobal(point), QPoint(), turn, Qt.MouseButton.NoButton, self._held(),
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
        return _name(widget)

    def resize(self) -> str:
        size = self.random.choice(((1024, 640), (1366, 768), (1920, 1080), (2560, 1440), (1100, 1000)))
        self.window.showNormal()
        self.window.resize(*size)
        return str(size)

    def dress(self) -> str:
        what = self.random.choice(("light", "dark", "font", "language"))
        if what == "font":
            self.desktop.set_font(self.random.choice((90, 100, 100, 120, 150)))
        elif what == "language":
            self.desktop.speak(self.random.choice(("en", "en", PSEUDO, "de")), self.random.choice(("en_GB", "de_DE")))
        else:
            self.desktop.set_scheme(Scheme(what))
        return what

    def _press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)

    def _press_sequence(self, keys: QKeySequence) -> None:
        together = keys[0]  # pyright: ignore[reportIndexIssue]
        self._press(together.key(), together.keyboardModifiers())

    def _held(self) -> Qt.KeyboardModifier:
        return self.random.choices((NO, SHIFT, CONTROL), (10, 1, 1))[0]

    def _click(self, do: Callable[[QWidget, QPoint], None]) -> str:
        widget, point = self._target()
        if widget is None:
            return "nothing"
        name = _name(widget)
        do(widget, point)
        return name

    def _target(self) -> tuple[QWidget | None, QPoint]:
        """Return a widget that can be hit, in what lies on top, and a point in it."""
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        found = [each for each in top.findChildren(QWidget) if each.isVisible() and each.isEnabled()]
        wanted = [each for each in found if each.focusPolicy() != Qt.FocusPolicy.NoFocus] or found
        if not wanted:
            return None, QPoint()
        widget = self.random.choice(wanted if self.random.random() < 0.8 else found)
        if isinstance(widget, QAbstractItemView):
            widget = widget.viewport()
        return (None, QPoint()) if widget.visibleRegion().isEmpty() else (widget, self._point_in(widget))

    def _point_in(self, widget: QWidget) -> QPoint:
        box = widget.visibleRegion().boundingRect()
        return QPoint(
            self.random.randint(box.left(), max(box.left(), box.right())),
            self.random.randint(box.top(), max(box.top(), box.bottom())),
        )

    def _is_harmless(self, menu: QMenu) -> bool:
        act = menu.activeAction()
        return act is None or act.objectName() not in STAY

    def _choose_open(self, *_: object) -> Path | None:
        name = self.random.choice([*SHEETS, "Gone.csv", None])
        return self._folder / name if name else None

    def _choose_save(self, _parent: object, _caption: str, proposed: Path, _pattern: str) -> Path | None:
        name = f"{self.random.choice('AB')}{proposed.suffix}"
        return self.random.choice((None, self._folder / name, self._folder / "no such folder" / name))


def _rows_of(model, parent: QModelIndex):
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        yield from _rows_of(model, index)


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.objectName() or words or type(widget.parent() or widget).__name__


def verdict_on(monkey: Monkey) -> list[str]:
    """Return what is wrong with the file after the play; nothing if all is well."""
    monkey.rest()
    monkey.check_ranking()
    damage = monkey.window.session.desk.check()
    return [] if damage.is_sound else list(damage.sentences())


def main() -> int:
    from outsource_desk.services.starting import start_file
    from outsource_desk.ui.start import make_application

    parser = argparse.ArgumentParser(description="Random keys, clicks and acts on a copy of the sample.")
    parser.add_argument("--actions", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tell", action="store_true", help="say each act before it is done")
    options = parser.parse_args()
    app = make_application()
    app.setQuitOnLastWindowClosed(False)
    faults: list[str] = []
    sys.excepthook = lambda *error: faults.append("".join(traceback.format_exception(*error)))
    qInstallMessageHandler(
        lambda _kind, _context, text: faults.append(text) if "This plugin does" not in text else None
    )
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        path = folder / "Sample.odesk"
        start_file(path, sample=True).close()
        own = Preferences(QSettings(str(folder / "preferences" / "desktop.ini"), QSettings.Format.IniFormat))
        desktop = Desktop(own, documents=folder)
        assert desktop.open(path) is not None
        monkey = Monkey(desktop, path, folder, options.seed)
        began, done = time.monotonic(), 0
        try:
            while done < options.actions and not faults:
                done += monkey.play(1)
                if done % LOOK_EVERY == 0:
                    monkey.check_ranking()
                if options.tell:
                    print(done, monkey.done[-1], flush=True)
            faults += verdict_on(monkey) if not faults else []
        except Exception:
            faults.append(traceback.format_exc())
        if faults:
            print("\n".join(monkey.done[-25:]))
        print(*faults, sep="\n")
        edits, seconds = monkey.window.session.desk.journal.revision, time.monotonic() - began
        print(f"{done} actions, {edits} edits, {seconds:.1f} s, seed {options.seed}, {len(faults)} faults")
        desktop.close_all()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

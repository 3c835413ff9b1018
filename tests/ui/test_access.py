"""What a screen reader and a keyboard find: names, roles, an order of tabs without a trap, and a ring to see."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from outsource_desk.ui.language import LANGUAGES
from outsource_desk.ui.theme import Scheme, tokens
from outsource_desk.ui.window import MainWindow
from tests.ui.tour import (
    DIALOG_SCENES,
    MORE_SCENES,
    PAGE_SCENES,
    import_scenes,
    make_desktop,
    put_away,
    settle,
    wait_until,
    write_bids,
)

STRONG = Qt.FocusPolicy.TabFocus
NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Window, QAccessible.Role.Whitespace}
SMALL = 24  # pixels
MOST_TABS = 250
EDITS = (QLineEdit, QPlainTextEdit, QComboBox)


def focusable(root: QWidget) -> list[QWidget]:
    """Return what Tab can reach inside a widget."""
    return [
        each
        for each in [root, *root.findChildren(QWidget)]
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & STRONG and not isinstance(each, QScrollBar)
    ]


def each_scene(window, scenes) -> Iterator[tuple[str, QWidget]]:
    for scene in scenes:
        widget = scene.show(window)
        settle()
        yield scene.name, widget
        put_away(window)


def called(widget: QWidget) -> str:
    return f"{widget.objectName() or type(widget).__name__}"


def none_of(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


Look = Callable[[QWidget, MainWindow], list[str]]  # what is wrong with a scene that stands in a window


def place_of(root: QWidget, window: MainWindow) -> QWidget:
    """Return what somebody can reach in a scene: a dialog alone, or the window with a page in it."""
    return root if root.isWindow() else window


def nameless(root: QWidget, window: MainWindow) -> list[str]:
    return [f"{called(each)}: {said}" for each in focusable(place_of(root, window)) if (said := unnamed(each))]


def unnamed(widget: QWidget) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is None:
        return "not known to assistive technology"
    if not spoken.text(QAccessible.Text.Name).strip():
        return "no name"
    if spoken.role() is QAccessible.Role.Client:  # painted by us; Qt lends no better role to a widget of Python
        return "" if spoken.text(QAccessible.Text.Description).strip() else "painted, and not described"
    if spoken.role() in NO_ROLES:
        return f"the role {spoken.role().name}"
    return "" if widget.objectName() and not widget.objectName().startswith("qt_") else "no object name"


def same_names(root: QWidget, window: MainWindow) -> list[str]:
    counted = Counter(each.objectName() for each in focusable(root))
    return [f"{each}: {count} times" for each, count in counted.items() if count > 1]


def small_targets(root: QWidget, window: MainWindow) -> list[str]:
    sizes = [(called(each), each.size()) for each in focusable(place_of(root, window))]
    return [
        f"{name}: {size.width()} x {size.height()} pixels"
        for name, size in sizes
        if min(size.width(), size.height()) < SMALL
    ]


def labels_that_lead_nowhere(root: QWidget, window: MainWindow) -> list[str]:
    marked = [each for each in root.findChildren(QLabel) if each.isVisible() and mnemonic(each.text())]
    return [each.text() for each in marked if each.buddy() is None]


def acts_out_of_reach(root: QWidget, window: MainWindow) -> list[str]:
    """Return acts of a page that no menu has, that have no words, or whose shortcut another one has too."""
    if root.isWindow():
        return []
    acts = list(window.actions_of_window)
    keys = Counter(keys.toString() for act in acts for keys in act.shortcuts())
    listed = {act for menu in menus_of(window) for act in everything(menu)}
    return [
        *[f"{each}: {count} acts" for each, count in keys.items() if count > 1],
        *[f"{act.objectName()}: only by hand" for act in acts if act not in listed],
        *[f"{act.objectName()}: no words" for act in acts if not act.words],
    ]


def doubled_mnemonics(root: QWidget, window: MainWindow) -> list[str]:
    labels = [each for each in root.findChildren(QLabel) if each.isVisible() and each.buddy()]
    buttons = [each for each in root.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
    texts = [each.text() for each in labels] + [each.text() for each in buttons if each.text()]
    bar = [] if root.isWindow() else [act.text() for act in window.menuBar().actions() if act.isVisible()]
    twice = doubled([*texts, *bar])
    return [str(twice)] if twice else []


LOOKS: tuple[Look, ...] = (
    nameless, same_names, small_targets, labels_that_lead_nowhere, acts_out_of_reach, doubled_mnemonics,
)  # fmt: skip


def look_at_all(folder: Path, sample: Path, language: str = "en") -> dict[Look, list[str]]:
    """Return what each look finds on one tour of a window of its own; the tour takes much longer than the looks."""
    bids = write_bids(folder)
    desktop = make_desktop(folder, bids)
    path = folder / "documents" / "Service desk.odesk"
    shutil.copy(sample, path)
    window = desktop.open(path)
    assert window is not None
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    wait_until(window.isActiveWindow)
    desktop.speak(language, "en_GB")
    window = desktop.windows[0]
    QApplication.processEvents()
    found: dict[Look, list[str]] = {look: [] for look in LOOKS}
    for name, root in each_scene(window, [*PAGE_SCENES, *MORE_SCENES, *import_scenes(bids), *DIALOG_SCENES]):
        for look in LOOKS:
            found[look] += [f"{name}: {said}" for said in look(root, window)]
    assert desktop.close_all()
    desktop.speak("en", "en_GB")
    return found


@pytest.fixture(scope="module")
def seen(qapp, sample_file, tmp_path_factory) -> dict[Look, list[str]]:
    """What each look finds on a tour of the sample's window."""
    return look_at_all(tmp_path_factory.mktemp("tour"), sample_file)


def test_everything_that_can_have_the_focus_has_a_name_a_role_and_a_name_for_tests(seen):
    none_of(seen[nameless])


def test_object_names_tell_the_controls_of_a_scene_apart(seen):
    none_of(seen[same_names])


def test_every_target_is_large_enough_to_be_hit(seen):
    none_of(seen[small_targets])


def test_every_label_of_a_field_leads_to_it(seen):
    none_of(seen[labels_that_lead_nowhere])


def test_every_act_is_in_a_menu_or_the_palette_and_its_shortcut_is_its_own(seen):
    none_of(seen[acts_out_of_reach])


def test_mnemonics_are_unique_on_every_page(seen):
    none_of(seen[doubled_mnemonics])


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_mnemonics_stay_unique_when_translated_and_lead_to_their_fields(qapp, sample_file, tmp_path, language):
    found = look_at_all(tmp_path, sample_file, language)
    none_of(found[doubled_mnemonics] + found[labels_that_lead_nowhere])


def test_the_looks_find_what_is_wrong(window):
    page = QWidget(window)
    for _ in range(2):
        button = QPushButton("&Go", page)
        button.setObjectName("go")
        button.resize(SMALL - 1, 90)
    nobody = QPushButton(page)
    QLabel("&Name", page)
    page.show()
    assert nameless(page, page) == [f"{called(nobody)}: no name"]  # type: ignore[arg-type]
    assert same_names(page, window) == ["go: 2 times"]
    assert small_targets(page, page) == [f"go: {SMALL - 1} x 90 pixels"] * 2  # type: ignore[arg-type]
    assert labels_that_lead_nowhere(page, window) == ["&Name"]
    assert "Alt+G" in doubled_mnemonics(page, window)[0]
    assert acts_out_of_reach(page, window) == []


def test_every_field_with_a_required_mark_or_a_help_says_so_to_a_screen_reader(window, qtbot):
    window.go_to("initiative")
    page = window.page
    described = {
        each.objectName(): QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Description)
        for each in focusable(page)
        if isinstance(each, EDITS)
    }
    assert len([text for text in described.values() if "Required." in text]) >= 5


@pytest.mark.parametrize("scene", [*PAGE_SCENES, *MORE_SCENES], ids=lambda scene: scene.name)
def test_tab_reaches_every_control_of_a_page_and_leaves_it_again(window, scene):
    root = scene.show(window)
    settle()
    walked = walk_by_tab(window, Qt.Key.Key_Tab)
    unreached = [called(each) for each in focusable(root) if each not in walked and stops_tab(each)]
    assert unreached == []
    assert len(set(walked) - set(focusable(root))) > 3, "the bars around the page were not reached: a trap"


def test_shift_and_tab_lead_back_the_same_way(window):
    for scene in (*PAGE_SCENES, *MORE_SCENES):
        scene.show(window)
        settle()
        there, back = walk_by_tab(window, Qt.Key.Key_Tab), walk_by_tab(window, Qt.Key.Key_Backtab)
        assert {called(each) for each in there} ^ {called(each) for each in back} == set(), scene.name
        put_away(window)


def stops_tab(widget: QWidget) -> bool:
    """Tell whether Tab has to stop there: of buttons in one group only the checked one does."""
    if isinstance(widget, QAbstractButton) and widget.autoExclusive():
        return False
    proxy = widget.focusProxy()
    return proxy is None


def walk_by_tab(window, key: Qt.Key) -> list[QWidget]:
    """Press Tab until the focus has gone round twice, for the first visit of a table enables acts; return its way."""
    seen: Counter[QWidget] = Counter()
    for _ in range(MOST_TABS):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, Qt.KeyboardModifier.NoModifier)
        after = QApplication.focusWidget()
        assert after is not None
        assert after is not focus, f"Tab stays in {called(focus)}"
        seen[after] += 1
        if seen[after] > 2:
            return list(seen)
    raise AssertionError(f"no way round: {[called(each) for each in seen]}")


def test_dialogs_hold_the_focus_and_let_it_go_round(window):
    for name, root in each_scene(window, DIALOG_SCENES):
        assert has_focus(root), name
        if name in ("palette", "search"):
            continue  # one field, whose list follows the arrow keys
        for _ in range(len(focusable(root)) + 2):
            QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Tab)
            assert has_focus(root), name


def has_focus(root: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and root.isAncestorOf(focus)


def test_escape_closes_every_dialog(window):
    for scene in DIALOG_SCENES:
        root = scene.show(window)
        settle()
        QTest.keyClick(QApplication.focusWidget() or root, Qt.Key.Key_Escape)
        settle()
        assert window.isVisible()
        assert all(not each.isVisible() for each in QApplication.topLevelWidgets() if each is not window), scene.name


def mnemonic(text: str) -> str:
    keys = QKeySequence.mnemonic(text)
    return keys.toString()


def doubled(texts: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        if keys := mnemonic(text):
            found.setdefault(keys, []).append(text)
    return {keys: words for keys, words in found.items() if len(words) > 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_mnemonics_are_unique_in_every_menu(window, desktop, language):
    desktop.speak(language, "en_GB")
    window = desktop.windows[0]
    QApplication.processEvents()
    bar = [action.text() for action in window.menuBar().actions() if action.isVisible()]
    found = [f"menu bar: {doubled(bar)}"] if doubled(bar) else []
    for menu in menus_of(window):
        if twice := doubled([action.text() for action in menu.actions()]):
            found.append(f"{menu.title()}: {twice}")
    none_of(found)


def menus_of(window) -> list[QMenu]:
    """Return the menus of the bar, filled as when they come down."""
    menus = [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]
    for menu in menus:
        menu.aboutToShow.emit()
    return menus


def everything(menu) -> Iterator:
    for action in menu.actions():
        if action.menu():
            yield from everything(action.menu())
        else:
            yield action


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_ring_is_painted_around_what_has_the_focus(window, desktop, scheme):
    desktop.set_scheme(scheme)
    weak = []
    for name, root in each_scene(window, [*PAGE_SCENES, *MORE_SCENES]):
        for widget in focusable(window if name == "home" else root):
            if isinstance(widget, QScrollArea) or widget.focusProxy() is not None:
                continue
            window.setFocus()
            QApplication.processEvents()
            before = widget.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.processEvents()
            if widget.size() == before.size() and ring_contrast(before, widget.grab().toImage()) < 3:
                weak.append(f"{name}: {called(widget)}")
    none_of(weak)


def ring_contrast(before: QImage, after: QImage) -> float:
    """Return the contrast between the colour that came with the focus and what it was before.

    At least a short line of it must have come.
    """
    old, new = (np.frombuffer(image.constBits(), np.uint32).astype(np.uint64) for image in (before, after))
    differs = old != new
    pairs, counts = np.unique(old[differs] << 32 | new[differs], return_counts=True)
    return max((contrast(pair >> 32, pair) for pair in map(int, pairs[counts >= SMALL])), default=1.0)


def contrast(one: int, other: int) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: int) -> float:
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_colour_of_the_ring_stands_out_from_every_ground():
    t = tokens()
    grounds = (t.window, t.surface, t.sunken, t.accent_soft)
    assert min(contrast(int(t.accent[1:], 16), int(ground[1:], 16)) for ground in grounds) >= 3

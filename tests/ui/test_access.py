"""What a screen reader and a keyboard find: names, roles, an order of tabs without a trap, and a ring to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

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
    QScrollArea,
    QScrollBar,
    QWidget,
)

from outsource_desk.ui.language import LANGUAGES
from outsource_desk.ui.theme import Scheme, tokens
from tests.ui.tour import DIALOG_SCENES, MORE_SCENES, PAGE_SCENES, Scene, import_scenes, put_away, settle, write_bids

STRONG = Qt.FocusPolicy.TabFocus
NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Window, QAccessible.Role.Whitespace}
SMALL = 24  # pixels
MOST_TABS = 250
EDITS = (QLineEdit, QPlainTextEdit, QComboBox)


@pytest.fixture
def scenes(tmp_path) -> list[Scene]:
    """The tour without the steps of an import that look the same to a screen reader."""
    return [*PAGE_SCENES, *MORE_SCENES, *import_scenes(write_bids(tmp_path)), *DIALOG_SCENES]


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


def complaints(window, scenes, wrong: Callable[[QWidget], str]) -> list[str]:
    """Return what a rule says about all that can have the focus anywhere in the window."""
    found = []
    for name, root in each_scene(window, scenes):
        place = root if root.isWindow() else window
        found += [f"{name}: {called(each)}: {said}" for each in focusable(place) if (said := wrong(each))]
    return sorted(set(found))


def test_everything_that_can_have_the_focus_has_a_name_a_role_and_a_name_for_tests(window, scenes):
    def wrong(widget: QWidget) -> str:
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

    none_of(complaints(window, scenes, wrong))


def test_object_names_tell_the_controls_of_a_scene_apart(window, scenes):
    for name, root in each_scene(window, scenes):
        counted = Counter(each.objectName() for each in focusable(root))
        assert {each: count for each, count in counted.items() if count > 1} == {}, name


def test_every_target_is_large_enough_to_be_hit(window, scenes):
    def wrong(widget: QWidget) -> str:
        size = widget.size()
        return "" if min(size.width(), size.height()) >= SMALL else f"{size.width()} x {size.height()} pixels"

    none_of(complaints(window, scenes, wrong))


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
def test_mnemonics_are_unique_in_every_menu_and_on_every_page(window, desktop, scenes, language):
    desktop.speak(language, "en_GB")
    window = desktop.windows[0]
    QApplication.processEvents()
    bar = [action.text() for action in window.menuBar().actions() if action.isVisible()]
    found = [f"menu bar: {doubled(bar)}"] if doubled(bar) else []
    for menu in menus_of(window):
        if twice := doubled([action.text() for action in menu.actions()]):
            found.append(f"{menu.title()}: {twice}")
    for name, root in each_scene(window, scenes):
        labels = [each for each in root.findChildren(QLabel) if each.isVisible() and each.buddy()]
        buttons = [each for each in root.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
        texts = [each.text() for each in labels] + [each.text() for each in buttons if each.text()]
        if twice := doubled([*texts, *([] if root.isWindow() else bar)]):
            found.append(f"{name}: {twice}")
    none_of(found)


def menus_of(window) -> list[QMenu]:
    """Return the menus of the bar, filled as when they come down."""
    menus = [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]
    for menu in menus:
        menu.aboutToShow.emit()
    return menus


def test_every_label_of_a_field_leads_to_it(window, scenes):
    for name, root in each_scene(window, scenes):
        marked = [each for each in root.findChildren(QLabel) if each.isVisible() and mnemonic(each.text())]
        assert [each.text() for each in marked if each.buddy() is None] == [], name


def test_every_act_is_in_a_menu_or_the_palette_and_its_shortcut_is_its_own(window, scenes):
    for name, _ in each_scene(window, [each for each in scenes if each not in DIALOG_SCENES]):
        acts = list(window.actions_of_window)
        keys = Counter(keys.toString() for act in acts for keys in act.shortcuts())
        assert {each: count for each, count in keys.items() if count > 1} == {}, name
        listed = {act for menu in menus_of(window) for act in everything(menu)}
        by_hand = [act.objectName() for act in acts if act not in listed]
        assert by_hand == [], name
        assert all(act.words for act in acts)


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

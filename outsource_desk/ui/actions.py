"""What the user can do: each act once, for menu, toolbar, palette, context menu and shortcut alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.icons import set_icon

Slot = Callable[[], object]
WhyNot = Callable[[], str]


class Action(QAction):
    """An act with a stable name; `why_not` says why it cannot be done now, or nothing."""

    def __init__(self, parent: QWidget, name: str, text: str, why_not: WhyNot | None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self._why_not = why_not

    @property
    def words(self) -> str:
        """Return the text without the mark of its mnemonic."""
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    @property
    def why_not(self) -> str:
        """Return why it cannot be done now; empty if it can."""
        return self._why_not() if self._why_not else ""

    def look_again(self) -> None:
        """Enable or disable it as things stand; a disabled act says why."""
        reason = self.why_not
        self.setEnabled(not reason)
        keys = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self.words.rstrip("…")
        self.setToolTip(f"{tip}: {reason}" if reason else f"{tip} ({keys})" if keys else tip)


def make_action(
    parent: QWidget,
    name: str,
    text: str,
    slot: Slot,
    shortcut: str = "",
    icon: str = "",
    why_not: WhyNot | None = None,
) -> Action:
    """Return an action of a widget.

    Args:
        parent: who owns it; the shortcut works while this widget's window is active.
        name: stable, such as ``scoring.fill_down``.
        text: as in a menu, with ``&`` before its mnemonic and ``…`` if it asks something first.
        slot: what it does.
        shortcut: such as ``Ctrl+D``; several are separated by ``; ``.
        icon: a name of `icons.PATHS`.
        why_not: says why it cannot be done now; the palette and the tooltip show it.
    """
    action = Action(parent, name, text, why_not)
    if shortcut:
        action.setShortcuts([QKeySequence(keys) for keys in shortcut.split("; ")])
    if icon:
        set_icon(action, icon)
    action.triggered.connect(lambda: slot())
    action.look_again()
    return action


class Actions:
    """All acts of a window, in the order of its menus."""

    def __init__(self) -> None:
        self._by_name: dict[str, Action] = {}

    def add(self, action: Action) -> Action:
        """Take an action in and return it."""
        self._by_name[action.objectName()] = action
        return action

    def remove(self, action: Action) -> None:
        """Let an action go, as when its page is left; Qt may have deleted it by then."""
        self._by_name = {name: each for name, each in self._by_name.items() if each is not action}

    def __getitem__(self, name: str) -> Action:
        return self._by_name[name]

    def __iter__(self) -> Iterator[Action]:
        return iter(tuple(self._by_name.values()))

    def look_again(self) -> None:
        """Enable and disable all as things stand."""
        for action in self:
            action.look_again()

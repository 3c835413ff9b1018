"""What pages with tabs share: each part is made when it is first shown, and given things anew after each edit."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.pages.part import Part
from outsource_desk.ui.widgets.folding_tabs import FoldingTabs


class TabbedPage(Page):
    """A page of which one part is on screen; `parts` holds them, and whatever stands in their place."""

    def __init__(self, window: Shell, tabs: FoldingTabs, name: str) -> None:
        super().__init__(window)
        self.tabs, self.parts = tabs, QStackedLayout()
        self._made: dict[str, Part] = {}
        self._stale: set[str] = set()  # parts that have not been given things as they are now
        self._states: dict[str, dict[str, Any]] = {}  # for when a part is made
        self.shows = [
            make_action(self, f"{name}.show_{key}", words, lambda key=key: tabs.choose(key))
            for key, words in tabs.choices
        ]
        tabs.chosen.connect(self._on_tab)

    def has_parts(self) -> bool:
        """Tell whether there is something to show in the parts."""
        raise NotImplementedError

    def make_part(self, key: str) -> Any:
        """Return a new part."""
        raise NotImplementedError

    def give(self, part: Any) -> None:
        """Show in a part how things are now."""
        raise NotImplementedError

    @property
    def tab(self) -> Any:
        """Return the part that is on screen; none while there is nothing to show."""
        return self._made.get(self.tabs.key) if self.has_parts() else None

    def first_focus(self) -> QWidget | None:
        return (self.tab.first_focus() if self.tab is not None else None) or self.tabs.shown

    def page_actions(self) -> list[Action]:
        return [*(self.tab.tab_actions() if self.tab is not None else []), *self.shows]

    def state(self) -> dict[str, Any]:
        made = {key: part.state() for key, part in self._made.items()}
        return {"tab": self.tabs.key, "tabs": {**self._states, **made}}

    def restore(self, state: dict[str, Any]) -> None:
        self._states = dict(state.get("tabs", {}))
        for key, part in self._made.items():
            part.restore(self._states.get(key, {}))
        if state.get("tab") in [key for key, _ in self.tabs.choices]:
            self.tabs.choose(state["tab"])

    def leave(self) -> None:
        for part in tuple(self._made.values()):  # saving may make another one
            part.leave()

    def age(self) -> None:
        """Give every part things anew before it is shown again, as after an edit."""
        self._stale = set(self._made)

    def show_part(self) -> None:
        """Show the part that is chosen."""
        key = self.tabs.key
        part = self._made.get(key)
        if part is None:
            part = self._made[key] = self.make_part(key)
            part.restore(self._states.get(key, {}))
            self.parts.addWidget(part)
            self._stale.add(key)
        self.parts.setCurrentWidget(part)
        if key in self._stale:
            self._stale.discard(key)
            self.give(part)

    def _on_tab(self, _key: str) -> None:
        self.leave()
        if self.has_parts():
            self.show_part()
        if self.isVisible():
            self.window_.offer(self.page_actions())

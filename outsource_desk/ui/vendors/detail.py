"""All about one vendor, in tabs; or about an in-house option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.vendor import Vendor
from outsource_desk.services.dossiers import dossier_of
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.vendors import VendorRow, status_tone, status_words
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import M, S, TextStyle, scaled
from outsource_desk.ui.vendors.dossier.profile_tab import IN_HOUSE, PREFIX, ProfileTab
from outsource_desk.ui.vendors.dossier.tab_bar import TabBar
from outsource_desk.ui.vendors.dossier.tabs import count_of, keys, make_tab, tab_of, title_of
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import clear, column, holder, label, link, row

if TYPE_CHECKING:
    from outsource_desk.ui.vendors.dossier.tab import DossierTab

__all__ = ["IN_HOUSE", "PREFIX", "Detail"]


LOW = 280  # pixels below which the name above the tabs gives way to them


class Detail(QWidget):
    """A vendor's name and state above the tabs of its dossier; the one on screen is shown anew after each edit."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._vendor: Vendor | None = None
        self._dossier: Dossier | None = None
        self._row: VendorRow | None = None
        self._stale: set[str] = set()  # tabs that have not been given the present vendor
        self._states: dict[str, dict[str, Any]] = {}  # for when a tab is made
        self._name = label("", TextStyle.SECTION, wrap=True)
        self._status, self._alerts = Chip("", "quiet", ""), Chip("", "bad", "flag")
        self._like: QVBoxLayout = column(gap=0)
        self.profile = ProfileTab(page)
        self._made: dict[str, DossierTab] = {ProfileTab.KEY: self.profile}
        self.bar = TabBar([(key, title_of(key)) for key in keys()], "vendors.tabs", tr("Part of the dossier"))
        self.bar.tabs.chosen.connect(self._on_tab)
        self._stack = QStackedLayout()
        head = row(self._name, self._alerts, self._status, gap=S)
        head.setStretch(0, 1)
        self._head = holder(head)
        body = column(self._head, self._like, self.bar, holder(self._stack), gap=M)
        body.setStretch(3, 1)
        self.setLayout(body)
        self._stack.addWidget(
            self.profile
        )  # only now: it shows its first widget, in a window of its own without a parent
        self.acts = [self._act_of(key) for key in keys()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head.setVisible(event.size().height() >= scaled(LOW))  # the list says the same

    @property
    def tab(self) -> DossierTab:
        """Return the tab that is on screen."""
        return self._made[self.bar.tabs.key if self._vendor is not None else ProfileTab.KEY]

    def show_row(self, row_: VendorRow, vendor: Vendor | None, like: list[tuple[int, str]]) -> None:
        """Show a vendor; without one the row is an in-house option."""
        if self._row is not None and self._row.key != row_.key:
            self.commit()
        self._row, self._vendor = row_, vendor
        self._dossier = dossier_of(self._page.session.desk, vendor.id) if vendor is not None else None
        self._name.setText(row_.name)
        tone, icon = status_tone(row_.status) if row_.status else ("quiet", "home")
        self._status.show_state(status_words(row_.status) if row_.status else tr("In-house"), tone, icon)
        alerts = tr_n(row_.alerts, "{count} alert", "{count} alerts") if row_.alerts else ""
        self._alerts.show_state(alerts, "bad", "flag")
        clear(self._like)
        for vendor_id, name in like:
            link_ = link(
                tr("Looks like {name}", name=name), lambda key=vendor_id: self._go_to(key), f"like.{vendor_id}"
            )
            self._like.addWidget(link_)
        self.bar.setVisible(vendor is not None)
        if self._dossier is not None:
            dossier = self._dossier
            self.bar.show_choices([(key, _titled(title_of(key), count_of(key, dossier))) for key in keys()])
        for action in self.acts:
            action.look_again()
        self._stale = set(self._made)
        self._show_tab()

    def choose(self, key: str) -> None:
        """Show a tab."""
        self.bar.tabs.choose(key)

    def reveal(self, place: Place) -> None:
        """Show the tab or the field that a place names, and put the focus there."""
        key = tab_of(place)
        if key is None or self._vendor is None:
            return
        self.choose(key)
        field = self.findChild(QWidget, PREFIX + place.field) if key == ProfileTab.KEY else self.tab.first_focus()
        if field is not None:
            field.setFocus()

    def begin(self) -> None:
        """Put the focus where work on it begins."""
        if field := self.tab.first_focus():
            field.setFocus()

    def commit(self) -> None:
        """Save what is being typed."""
        if self._row is not None:
            self.tab.commit()

    def remove_candidate(self) -> None:
        """Take the present candidate out of the present initiative."""
        self.profile.remove_candidate()

    def state(self) -> dict[str, Any]:
        """Return which tab is on screen, and what each wants to find again."""
        made = {key: tab.state() for key, tab in self._made.items()}
        return {"tab": self.bar.tabs.key, "tabs": {**self._states, **made}}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a state again."""
        self._states = dict(state.get("tabs", {}))
        for key, tab in self._made.items():
            tab.restore(self._states.get(key, {}))
        if state.get("tab") in keys():
            self.choose(state["tab"])

    def _show_tab(self) -> None:
        key = self.bar.tabs.key if self._vendor is not None else ProfileTab.KEY
        tab = self._made.get(key)
        if tab is None:
            tab = self._made[key] = make_tab(key, self._page)
            tab.restore(self._states.get(key, {}))
            self._stack.addWidget(tab)
            self._stale.add(key)
        self._stack.setCurrentWidget(tab)
        if key not in self._stale or self._row is None:
            return
        self._stale.discard(key)
        if isinstance(tab, ProfileTab):
            tab.show_row(self._row)
        if self._vendor is not None and self._dossier is not None:
            tab.show_vendor(self._vendor, self._dossier)

    def _on_tab(self, _key: str) -> None:
        shown = self._stack.currentWidget()
        for tab in tuple(self._made.values()):  # saving may make the tab that comes
            if tab is shown:
                tab.commit()
        if self._row is not None:  # else a state is taken up again before anything was read
            self._show_tab()

    def _act_of(self, key: str) -> Action:
        return make_action(
            self, f"vendors.show_{key}", title_of(key), lambda: self.choose(key), why_not=self._no_vendor
        )

    def _no_vendor(self) -> str:
        return "" if self._vendor is not None else tr("Select a vendor first.")

    def _go_to(self, vendor_id: int) -> None:
        self._page.go(Place("vendors", "vendor", vendor_id))


def _titled(title: str, count: int | None) -> str:
    return f"{title} · {count}" if count else title

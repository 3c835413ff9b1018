"""Who works for a vendor, link by link, and how much hangs on what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.dossier import Consent, Dossier, Subcontractor
from outsource_desk.services.supply_chain import (
    depths_of,
    move_further_in,
    move_further_out,
    open_points,
    parent_further_in,
)
from outsource_desk.ui.actions import make_action
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.vendors.countries import echo_country
from outsource_desk.ui.vendors.dossier.concentration_list import ConcentrationList
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.vendors.dossier.words import yes_no
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.layout import card, clear, column, label, picture, row, small_button
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page

STEP = "\N{EM SPACE}\N{EM SPACE}"  # in front of a name, for each link between it and the vendor


def consents() -> dict[Consent, str]:
    """Return whether we agreed to a sub-contractor, in words."""
    return {Consent.GIVEN: tr("Given"), Consent.NOTIFIED: tr("Notified"), Consent.NONE: tr("None")}


class SupplyTab(DossierTab):
    """The tree of sub-contractors, what is open in it, and what hangs on groups, countries and sub-contractors."""

    KEY = "supply"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._dossier = Dossier(0)
        self._depths: dict[int, int] = {}
        self.links = Records(page, self._kind())
        self._points = column(gap=S)
        self.concentration = ConcentrationList(self.session)
        self._make_actions()
        self._moves = (
            small_button(tr("Further in"), self._inwards.trigger, "supply.in_button"),
            small_button(tr("Further out"), self._outwards.trigger, "supply.out_button"),
        )
        moves = row(*self._moves, None, gap=S)
        chain = card(self.links, moves, self._points, gap=M)
        self.setLayout(column(Scroll(column(chain, card(self.concentration), None, gap=L)), gap=0))

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        self._dossier, self._depths = dossier, depths_of(dossier)
        self.links.show_records(vendor.id, dossier.subcontractors)
        clear(self._points)
        for point in open_points(dossier):
            line = row(picture("risk", "warn"), label(say(point), wrap=True), gap=S)
            line.setStretch(1, 1)
            self._points.addLayout(line)
        self.concentration.show_vendor(vendor)
        self._look_again()

    def first_focus(self) -> QWidget | None:
        return self.links.first_focus()

    def _kind(self) -> Kind:
        return Kind(
            "subcontractor",
            tr("Sub-contractors"),
            (
                Column("name", tr("Name"), self._name, str.strip),
                Column("service", tr("Service"), lambda link: link.service),
                Column("country", tr("Country"), lambda link: link.country, width=72, echo=echo_country),
                Column(
                    "touches_data",
                    tr("Sees our data"),
                    lambda link: "yes" if link.touches_data else "",
                    bool,
                    choices=yes_no(),
                    width=96,
                ),
                Column(
                    "consent",
                    tr("Our consent"),
                    lambda link: str(link.consent),
                    choices=options(consents()),
                    width=104,
                    tone=_consent_tone,
                ),
            ),
            key="name",
            blank=lambda: Subcontractor(0, 0, None, ""),
            add_text=tr("Add"),
            empty=tr("Nobody is named yet. Add everybody who works on our service or sees our data, link by link."),
            deleted=lambda link: tr("{name} deleted.", name=link.name),
        )

    def _name(self, link: Subcontractor) -> str:
        return STEP * self._depths.get(link.id, 0) + link.name

    def _make_actions(self) -> None:
        self._inwards = make_action(
            self,
            "supply.in",
            tr("Move further in"),
            lambda: self._move(inwards=True),
            "Alt+Shift+Right",
            "right",
            self._no_in,
        )
        self._outwards = make_action(
            self,
            "supply.out",
            tr("Move further out"),
            lambda: self._move(inwards=False),
            "Alt+Shift+Left",
            "left",
            self._no_out,
        )
        for action in (self._inwards, self._outwards):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.links.addAction(action)
        self.links.table.set_menu([self._inwards, self._outwards])
        self.links.table.selectionModel().currentChanged.connect(lambda *_: self._look_again())

    def _current(self) -> Subcontractor | None:
        index = self.links.table.currentIndex()
        found = self.links.model.row_at(index.row()) if index.isValid() else None
        return found if found is not None and found.id else None

    def _no_in(self) -> str:
        link = self._current()
        if why := why_read_only(self.session):
            return why
        if link is None:
            return tr("Select a row first.")
        is_possible = parent_further_in(self._dossier, link.id) is not None
        return "" if is_possible else tr("There is none above it that could engage it.")

    def _no_out(self) -> str:
        link = self._current()
        if why := why_read_only(self.session):
            return why
        if link is None:
            return tr("Select a row first.")
        return "" if link.parent_id is not None else tr("The vendor engages it itself.")

    def _move(self, *, inwards: bool) -> None:
        link = self._current()
        if link is not None:
            self.session.act(move_further_in if inwards else move_further_out, self._dossier, link.id)
            self.links.select(link.id)

    def _look_again(self) -> None:
        for action, button in zip((self._inwards, self._outwards), self._moves, strict=True):
            action.look_again()
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())
            button.setVisible(bool(self._dossier.subcontractors))


def _consent_tone(link: Subcontractor) -> tuple[str, str] | None:
    if link.consent is Consent.GIVEN:
        return "good", "check"
    if link.consent is Consent.NOTIFIED:
        return "quiet", "info"
    return ("bad", "stop") if link.touches_data else ("warn", "risk")

"""The vendors: who could do it, and who competes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedLayout, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vendor import Vendor
from outsource_desk.services.candidates import add_in_house
from outsource_desk.services.dossiers import open_observations
from outsource_desk.services.vendors import add_vendor, archive_vendors, delete_vendors, list_vendors
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.vendors import Key, VendorRow
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, XS, L, TextStyle
from outsource_desk.ui.vendors.candidacy import make_candidate, offer_candidacy, why_no_candidate
from outsource_desk.ui.vendors.detail import Detail
from outsource_desk.ui.vendors.directory import Directory
from outsource_desk.ui.vendors.likeness import LikenessSearch
from outsource_desk.ui.vendors.rows import competitions, in_words, vendor_rows
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.header import PageHeader
from outsource_desk.ui.widgets.layout import button, column, holder, label, small_button

if TYPE_CHECKING:
    from outsource_desk.services.duplicates import LikelyPair
    from outsource_desk.ui.vendors.merging import DoublesNotice

FEWEST, MOST = 2, 6  # vendors side by side


class VendorsPage(Page):
    """The directory beside all about the current vendor."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._vendors: dict[int, Vendor] | None = None  # none until read again
        self._likeness = LikenessSearch(window, self)
        self._likeness.found.connect(self._on_compared)
        self.directory, self.detail = Directory(self._add, self._on_open), Detail(self)
        self.directory.chosen.connect(self._on_chosen)
        self.directory.table.selectionModel().selectionChanged.connect(self._tell)
        self._make_actions()
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(L)
        for pane, width, stretch in ((self.directory, 560, 2), (self.detail, 620, 3)):
            self._splitter.addWidget(pane)
            pane.setMinimumWidth(width // 2)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes([560, 620])
        self._empty = EmptyState(
            "vendors",
            tr("No vendors yet"),
            tr("Import the list that you have; names, countries, prices and scores are read from the spreadsheet."),
            tr("Import a vendor list…"),
            self._on_import,
            tr("Add a vendor"),
            self._on_new,
            self.window_.actions_of_window["file.sample"].trigger,
        )
        self._empty.addAction(next(act for act in self._acts if act.objectName() == "vendors.paste"))
        self._notices = column(gap=0)
        self._doubles: DoublesNotice | None = None
        self._pairs: tuple[LikelyPair, ...] = ()
        body = column(self._build_head(), self._notices, self._splitter, gap=L, margins=(XL, XL, XL, XL))
        body.setStretch(2, 1)
        self._full = holder(body)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)

    def title(self) -> str:
        return tr("Vendors")

    def load(self) -> None:
        if self._vendors is None:
            self._vendors = {vendor.id: vendor for vendor in list_vendors(self.session.desk)}
            self._likeness.compare(self._vendors)
        session, competing = self.session, competitions(self.session.desk)
        observed = open_observations(session.desk)
        rows = list(vendor_rows(self._vendors.values(), competing, session.evaluation, session.ranking, observed))
        self._stack.setCurrentWidget(self._full if rows or self._is_adding else self._empty)
        self.directory.show_rows(rows)
        self._show_head()
        self._show_current()
        self._show_doubles()
        allow(self._no_write(), *self._head_acts, *self._empty.beginnings)
        for action in self._acts:
            action.look_again()

    def reveal(self, place: Place) -> None:
        key: Key | None = None
        if place.thing == "vendor" and place.id is not None:
            key = ("vendor", place.id)
        elif place.candidate_id is not None and self.session.evaluation is not None:
            found = [each for each in self.session.evaluation.candidates if each.id == place.candidate_id]
            key = next(
                (("vendor", each.vendor_id) if each.vendor_id else ("candidate", each.id) for each in found), None
            )
        if key is not None:
            self.directory.select(key)
        self.detail.reveal(place)

    def find_field(self) -> QLineEdit | None:
        return self.directory.filter

    def first_focus(self) -> QWidget | None:
        return self._empty.button if self._stack.currentWidget() is self._empty else self.directory.table

    def page_actions(self) -> list[Action]:
        return [*self._acts, *self.detail.acts]

    def state(self) -> dict[str, Any]:
        key = self.directory.key
        return {
            "table": self.directory.table.layout_state(),
            "splitter": self._splitter.sizes(),
            "dossier": self.detail.state(),
            "current": list(key) if key else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.directory.table.restore_layout(state.get("table", {}))
        sizes = state.get("splitter", [])
        if len(sizes) == self._splitter.count():
            self._splitter.setSizes([int(size) for size in sizes])
        self.detail.restore(state.get("dossier", {}))
        match state.get("current"):
            case [str(kind), int(number)] if self.directory.model.find((kind, number)):
                self.directory.select((kind, number))

    def leave(self) -> None:
        self.detail.commit()

    def _on_change(self, tables: frozenset[str]) -> None:
        if not tables or tables & {"vendor", "vendor_tag"}:
            self._vendors = None
        super()._on_change(tables)

    def _on_chosen(self, _key: Key | None) -> None:
        self._show_current()
        for action in self._acts:
            action.look_again()

    def _on_open(self) -> None:
        if self.directory.key is not None:
            self.detail.begin()

    def _on_new(self) -> None:
        self._is_adding = True
        self._stack.setCurrentWidget(self._full)
        self.directory.ask_name()

    def _on_import(self) -> None:
        self.window_.import_as("vendors")

    def _on_paste(self) -> None:
        from outsource_desk.ui.vendors.pasting import paste_vendors

        paste_vendors(self, self.directory)

    def _on_in_house(self) -> None:
        if self.session.initiative_id is not None:
            candidate_id = self.session.act(add_in_house, self.session.initiative_id)
            if candidate_id is not None:
                self.directory.select(("candidate", candidate_id))
                self.toast_done(tr("In-house option added."))

    def _on_delete(self) -> None:
        chosen = self.directory.selected()
        if any(each.kind is None for each in chosen):
            self.detail.remove_candidate()
            return
        ids = [each.key[1] for each in chosen]
        try:
            self.session.try_act(delete_vendors, ids)
        except DeskError as error:
            self.directory.refuse(error, tr("Archive instead"), lambda: self._archive(ids))
            return
        name = chosen[0].name if len(chosen) == 1 else ""
        self.toast_done(
            tr("{name} deleted.", name=name)
            if name
            else tr_n(len(ids), "{count} vendor deleted.", "{count} vendors deleted.")
        )

    def _archive(self, ids: list[int]) -> None:
        self.directory.refuse(None)
        if self.session.did(archive_vendors, ids):
            self.toast_done(tr_n(len(ids), "{count} vendor archived.", "{count} vendors archived."))

    def _add(self, name: str) -> Key:
        vendor_id = self.session.try_act(add_vendor, name)
        offer_candidacy(self, vendor_id, name.strip())
        return "vendor", vendor_id

    def _show_current(self) -> None:
        key = self.directory.key
        found = self.directory.model.find(key) if key else None
        self.detail.setVisible(found is not None)
        if found is not None:
            vendor = (self._vendors or {}).get(found.key[1]) if found.kind else None
            self.detail.show_row(found, vendor, self.directory.model.like(found))
            self._tell()

    def _tell(self, *_: object) -> None:
        self.window_.tell(self.directory.told)
        for action in self._acts:
            action.look_again()
        why = self._no_few()
        self._compare_button.setEnabled(not why)
        self._compare_button.setToolTip(why)

    def _show_head(self) -> None:
        self._said.setText(in_words(len(self._vendors or {}), self.session.evaluation))

    def _on_compared(self, pairs: Sequence[LikelyPair]) -> None:
        from outsource_desk.services.duplicates import others_of

        self._pairs = tuple(pairs)
        self.directory.model.show_likeness(others_of(pairs))
        if not self._is_stale:  # else a vendor may be gone by now; the page reads all anew when it is shown
            self._show_current()
            self._show_doubles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._doubles is not None:
            self._doubles.fit(event.size().height())

    def _show_doubles(self) -> None:
        """Say that vendors may be the same; the notice is made once there is something to say."""
        from outsource_desk.services.duplicates import pressing_pairs

        vendors = self._vendors or {}
        pairs = pressing_pairs(self._pairs, vendors)
        if self._doubles is None and pairs:
            from outsource_desk.ui.vendors.merging import DoublesNotice

            self._doubles = DoublesNotice(self)
            self._notices.addWidget(self._doubles)
        if self._doubles is not None:
            self._doubles.show_pairs(pairs, vendors)

    def _on_compare(self) -> None:
        from outsource_desk.ui.vendors.comparison import show_comparison

        show_comparison(self, self._chosen_ids())

    def _on_merge(self) -> None:
        from outsource_desk.services.duplicates import LikelyPair
        from outsource_desk.ui.vendors.merging import MergeDialog

        first, second = sorted(self._chosen_ids())
        known = [pair for pair in self._pairs if (pair.first, pair.second) == (first, second)]
        MergeDialog(self, self._vendors or {}, known or [LikelyPair(first, second, ())]).open()

    def _chosen_ids(self) -> list[int]:
        return [each.key[1] for each in self.directory.selected() if each.kind is not None]

    def _make_actions(self) -> None:
        new = make_action(self, "vendors.new", tr("&Add vendor"), self._on_new, "Ins", "plus", self._no_write)
        delete = make_action(self, "vendors.delete", tr("&Delete"), self._on_delete, "Del", "trash", self._no_row)
        own = make_action(
            self, "vendors.in_house", tr("Add in-&house option"), self._on_in_house, "", "home", self._no_initiative
        )
        paste = make_action(
            self, "vendors.paste", tr("&Paste a list"), self._on_paste, "Ctrl+V", "paste", self._no_write
        )
        compete = make_action(
            self,
            "vendors.candidate",
            tr("Ma&ke it a candidate"),
            lambda: make_candidate(self, self._current()),
            "",
            "check",
            lambda: why_no_candidate(self, self._current()),
        )
        compare = make_action(self, "vendors.compare", tr("&Compare"), self._on_compare, "", "swap", self._no_few)
        merge = make_action(self, "vendors.merge", tr("&Merge two vendors…"), self._on_merge, "", "copy", self._no_two)
        self._acts = [new, paste, compete, delete, own, compare, merge]
        self._compare_button = small_button(tr("Compare"), compare.trigger, "vendors.compare_button")
        self.directory.foot.addWidget(self._compare_button)
        for action in self._acts:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.directory.addAction(action)
        self.directory.table.set_menu(self._acts)
        self._is_adding = False

    def _current(self) -> VendorRow | None:
        return self.directory.model.find(self.directory.key) if self.directory.key else None

    def _no_write(self) -> str:
        return why_read_only(self.session)

    def _no_row(self) -> str:
        return self._no_write() or ("" if self.directory.key else tr("Select a vendor first."))

    def _no_few(self) -> str:
        count = len(self._chosen_ids())
        return "" if FEWEST <= count <= MOST else tr("Select two to six vendors in the list, with Ctrl or Shift.")

    def _no_two(self) -> str:
        return self._no_write() or ("" if len(self._chosen_ids()) == 2 else tr("Select exactly two vendors."))

    def _no_initiative(self) -> str:
        none = "" if self.session.initiative_id is not None else tr("This file holds no initiative yet.")
        return self._no_write() or none

    def _build_head(self) -> QWidget:
        self._said = label("", tone="muted", wrap=True)
        words = column(label(tr("Vendors"), TextStyle.TITLE), self._said, gap=XS)
        self._head_acts = (
            button(tr("Add in-house option"), self._on_in_house, name="vendors.add_in_house"),
            button(tr("Import…"), self._on_import, icon="import", name="vendors.import"),
            button(tr("Add vendor"), self._on_new, icon="plus", name="vendors.add"),
        )
        return PageHeader(words, *self._head_acts, yielding=self._head_acts[0])

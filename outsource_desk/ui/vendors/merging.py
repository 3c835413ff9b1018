"""Make one vendor of two: which one stays, which values count, and what moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from outsource_desk.domain.vendor import Vendor
from outsource_desk.services.duplicates import LikelyPair
from outsource_desk.services.merging import MergePlan, Side, merge_vendors, plan_merge
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.places import Place
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.vendors.merging_words import (
    candidacy_words,
    field_words,
    moving_words,
    sign_words,
    value_words,
    year_words,
)
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import caption, clear, column, holder, label
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.scroll import Scroll

WIDTH, HIGH = 600, 300
LOW = 400  # pixels of a page that has room for a notice


class MergeDialog(Question):
    """Asks which of two vendors stays and which values count; one undoable act does it all."""

    def __init__(self, page: Page, vendors: Mapping[int, Vendor], pairs: Sequence[LikelyPair]) -> None:
        super().__init__(
            page,
            tr("Merge two vendors"),
            tr("Everything of the one that goes moves to the one that stays. Ctrl+Z takes it back in one step."),
            tr("Merge"),
            "merging",
        )
        self.setMinimumWidth(min(scaled(WIDTH), page.window().width() - 2 * L))
        self._page, self._vendors, self._pairs = page, vendors, tuple(pairs)
        self._plan: MergePlan | None = None
        self._fields: dict[str, QComboBox] = {}
        self._years: dict[int, QComboBox] = {}
        self.pair = choice([(str(place), self._pair_words(pair)) for place, pair in enumerate(self._pairs)])
        self.pair.setObjectName("merging.pair")
        self.pair.setAccessibleName(tr("Which two vendors"))
        self.pair.setVisible(len(self._pairs) > 1)
        self.pair.activated.connect(lambda _place: self._show_pair())
        self.stays = choice([])
        self.stays.setObjectName("merging.stays")
        self.stays.setAccessibleName(tr("Which one stays"))
        self.stays.activated.connect(lambda _place: self._show_plan())
        self._why = caption("", wrap=True)
        self._lines = column(gap=M)
        self._pane = Scroll(column(self._lines, None, gap=0))
        self._pane.setMinimumHeight(min(scaled(HIGH), page.window().height() // 2 - 60))
        for each in (self.pair, self._why, label(tr("Stays"), TextStyle.STRONG), self.stays, self._pane):
            self.content.addWidget(each)
        self._show_pair()

    def act(self) -> None:
        plan = self._plan
        assert plan is not None
        values = {field: Side(str(box.currentData())) for field, box in self._fields.items()}
        years = {year: Side(str(box.currentData())) for year, box in self._years.items()}
        self._page.session.try_act(merge_vendors, plan.kept.id, plan.other.id, values, years)
        self._page.toast_done(tr("{other} was merged into {kept}.", other=plan.other.name, kept=plan.kept.name))
        self._page.go(Place("vendors", "vendor", plan.kept.id))

    def _pair_words(self, pair: LikelyPair) -> str:
        return tr("{first} and {last}", first=self._vendors[pair.first].name, last=self._vendors[pair.second].name)

    def _show_pair(self) -> None:
        pair = self._pairs[int(str(self.pair.currentData() or 0))]
        self._why.setText(", ".join(map(sign_words, pair.signs)))
        self._why.setVisible(bool(pair.signs))
        self.stays.clear()
        for vendor_id in (pair.first, pair.second):
            self.stays.addItem(self._vendors[vendor_id].name, str(vendor_id))
        self._show_plan()

    def _show_plan(self) -> None:
        pair = self._pairs[int(str(self.pair.currentData() or 0))]
        kept = int(str(self.stays.currentData()))
        self._plan = plan = plan_merge(self._page.session.desk, kept, pair.other(kept))
        clear(self._lines)
        self._fields, self._years = {}, {}
        for each in plan.clashes:
            self._lines.addWidget(Notice("bad", candidacy_words(each, plan)))
        if plan.choices or plan.years:
            self._lines.addWidget(self._choices(plan))
        words = field_words()
        taken = ", ".join(
            f"{words[field]} ({value_words(field, getattr(plan.other, field))})" for field in plan.taken_over
        )
        told = [
            tr("Taken over, because the one that stays lacks it: {fields}.", fields=taken) if taken else "",
            moving_words(plan),
            *(candidacy_words(each, plan) for each in plan.candidacies if each not in plan.clashes),
            tr("“{name}” then leaves the directory.", name=plan.other.name),
        ]
        for text in filter(None, told):
            self._lines.addWidget(label(text, wrap=True))
        self.deed.setEnabled(not plan.clashes)

    def _choices(self, plan: MergePlan) -> QWidget:
        """Return a field to choose from for each value in which the two differ."""
        grid, words = QGridLayout(), field_words()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for each in plan.choices:
            offered = [
                (str(Side.KEPT), value_words(each.field, each.kept)),
                (str(Side.OTHER), value_words(each.field, each.other)),
                *([(str(Side.BOTH), tr("both, one below the other"))] if each.field == "notes" else []),
            ]
            self._fields[each.field] = self._add(grid, words[each.field], offered, f"merging.{each.field}")
            self._fields[each.field].setCurrentIndex(list(Side).index(each.proposed))
        for pair in plan.years:
            offered = [
                (str(Side.KEPT), year_words(pair.kept, pair.other)),
                (str(Side.OTHER), year_words(pair.other, pair.kept)),
            ]
            title = tr("Accounts {year}", year=pair.kept.year)
            self._years[pair.kept.year] = self._add(grid, title, offered, f"merging.year_{pair.kept.year}")
        return holder(grid)

    def _add(self, grid: QGridLayout, title: str, offered: Sequence[tuple[str, str]], name: str) -> QComboBox:
        field = choice(offered)
        field.setObjectName(name)
        field.setAccessibleName(title)
        words = label(title)
        words.setBuddy(field)
        place = grid.rowCount()
        grid.addWidget(words, place, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(field, place, 1)
        return field


class DoublesNotice(QWidget):
    """A calm word above the directory that some vendors may be one and the same, and a button to look at them."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._shown: tuple[LikelyPair, ...] = ()
        self._vendors: Mapping[int, Vendor] = {}
        self._lines = column(gap=0)
        self.setLayout(self._lines)
        self.hide()

    def show_pairs(self, pairs: Sequence[LikelyPair], vendors: Mapping[int, Vendor]) -> None:
        """Show how many pairs there are; one that was closed stays closed until there are others."""
        self._vendors = vendors
        fresh = tuple(pairs)
        if fresh == self._shown:
            return
        self._shown = fresh
        clear(self._lines)
        self.fit(self._page.height())
        if not fresh:
            return
        first = fresh[0]
        text = tr_n(
            len(fresh),
            "{first} and {second} may be the same vendor.",
            "{count} pairs of vendors may be the same, such as {first} and {second}.",
            first=vendors[first.first].name,
            second=vendors[first.second].name,
        )
        notice = Notice("accent", text, tr("Look"), self.look, can_be_closed=True)
        self._lines.addWidget(notice)

    def fit(self, height: int) -> None:
        """Give way in a low window; the list itself also says which vendors look alike."""
        self.setVisible(bool(self._shown) and height >= scaled(LOW))

    def look(self) -> None:
        """Open the pairs."""
        if self._shown:
            MergeDialog(self._page, self._vendors, self._shown).open()

"""Risks: the register beside the heat map, one risk in detail, or what the library proposes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedLayout, QWidget

from outsource_desk.domain.risk import Rating
from outsource_desk.services.risks import (
    JudgedRisk,
    judged_risks,
)
from outsource_desk.ui.actions import Action
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.risks.acts import make_acts
from outsource_desk.ui.risks.detail import Detail
from outsource_desk.ui.risks.doing import Doing
from outsource_desk.ui.risks.headline import headline_of, summary
from outsource_desk.ui.risks.map_pane import MapPane
from outsource_desk.ui.risks.proposals import Proposals
from outsource_desk.ui.risks.register import Register
from outsource_desk.ui.theme import XL, XS, L, TextStyle, scaled
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.header import PageHeader
from outsource_desk.ui.widgets.layout import button, column, holder, label, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.tab_list import TabList

REGISTER, MAP, RISK, LIBRARY = "register", "map", "risk", "library"
NARROW, LOW = 820, 480  # pixels of the page: below, one thing at a time; below, no summary under the title


class RisksPage(Page):
    """The register to the left; to the right the heat map, the current risk, or the library."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.judged: tuple[JudgedRisk, ...] = ()
        self._is_narrow = False
        self._sizes = [520, 600]  # of register and what stands beside it
        self.doing = Doing(self)
        self.register, self.map = Register(), MapPane(self.doing.appetite)
        self.detail = Detail(self, self.doing.move, self.doing.accept, self.doing.revoke)
        self.proposals, self.beginning = Proposals(self, "risks.library"), Proposals(self, "risks.begin")
        self.views = Segments(self._view_choices(0), "risks.views", tr("Beside the register"))
        one = [(REGISTER, tr("Register")), *self._view_choices(0)]
        self.single = Segments(one, "risks.single", tr("What is shown"))  # in place of them in a narrow window
        self._list = TabList(self.single, "risks.single_list")
        self._acts = make_acts(self)
        self._build()
        self._connect()

    def title(self) -> str:
        return tr("Risks")

    def load(self) -> None:
        evaluation = self.session.evaluation
        if evaluation is None or evaluation.protection is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        self.judged = judged_risks(evaluation)
        names = {each.id: each.name for each in evaluation.candidates}
        is_empty = not self.judged
        self._stack.setCurrentWidget(self._start if is_empty else self._full)
        if is_empty:
            self.beginning.show_evaluation(evaluation)
        else:
            self.proposals.show_evaluation(evaluation)
            self._offer_views()
        self.register.show_risks(self.judged, names)
        self._headline.setText(headline_of(self.judged))
        self._said.setText(summary(self.judged))
        self._show_current()
        allow(why_read_only(self.session), self._add)
        for act in self._acts.values():
            act.look_again()

    def reveal(self, place: Place) -> None:
        if place.field == LIBRARY:
            self.show_view(LIBRARY)
        elif place.thing == "risk" and place.id is not None:
            self.register.select(place.id)
            self.show_view(RISK)
            if place.field:
                self.detail.reveal_field(place.field)

    def find_field(self) -> QLineEdit | None:
        return self.register.search if self.judged else None

    def first_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self._nothing:
            return self._nothing.button
        return self.register.table if self.judged else self.beginning.first_focus()

    def next_gap(self) -> Callable[[], object] | None:
        return self.go_next if any(each.problems for each in self.judged) else None

    def page_actions(self) -> list[Action]:
        return list(self._acts.values())

    def state(self) -> dict[str, Any]:
        return {
            "table": self.register.table.layout_state(),
            "splitter": self._splitter.sizes(),
            "view": self.views.key,
            "risk": self.register.risk_id,
        }

    def restore(self, state: dict[str, Any]) -> None:
        self.register.table.restore_layout(state.get("table", {}))
        sizes = state.get("splitter", [])
        if len(sizes) == self._splitter.count():
            self._splitter.setSizes([int(size) for size in sizes])
        if state.get("view") in (MAP, RISK, LIBRARY):
            self.show_view(state["view"])
        self.register.select(int(state.get("risk", 0)))

    def leave(self) -> None:
        self.detail.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def show_view(self, key: str) -> None:
        """Show the heat map, the current risk or the library."""
        self.views.choose(key)
        if self._is_narrow:
            self.single.choose(key)

    @property
    def current(self) -> JudgedRisk | None:
        """Return the risk that is selected."""
        return next((each for each in self.judged if each.risk.id == self.register.risk_id), None)

    def go_next(self) -> None:
        """Go to the next risk with which something is amiss, beginning anew behind the last one."""
        shown = self.judged
        here = next((place for place, each in enumerate(shown) if each.risk.id == self.register.risk_id), -1)
        later = [*shown[here + 1 :], *shown[: here + 1]]
        found = next((each for each in later if each.problems), None)
        if found is not None:
            self.register.select(found.risk.id)
            self.show_view(RISK)

    def _build(self) -> None:
        self._panes = QStackedLayout()
        right = column(row(self.views, None), holder(self._panes), gap=L)
        right.setStretch(1, 1)
        for pane in (self.map, self.detail, self.proposals):
            self._panes.addWidget(pane)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(L)
        self._right = holder(right)
        for pane, width, stretch in ((self.register, 520, 5), (self._right, 720, 6)):
            self._splitter.addWidget(pane)
            pane.setMinimumWidth(width // 2)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes(self._sizes)
        self._headline = label("", TextStyle.TITLE, wrap=True)
        self._headline.setObjectName("risks.headline")
        self._said = label("", tone="muted", wrap=True)
        self._said.setObjectName("risks.said")
        self._add = button(tr("Add risk"), self.doing.add, icon="plus", name="risks.add_button")
        head = PageHeader(column(self._headline, self._said, gap=XS), self._add)
        body = column(head, row(self.single, self._list, None, gap=0), self._splitter, gap=L, margins=(XL, XL, XL, XL))
        body.setStretch(2, 1)
        self._full = holder(body)
        start = column(label(tr("Risks"), TextStyle.TITLE), self.beginning, gap=L, margins=(XL, XL, XL, XL))
        start.setStretch(1, 1)
        self._start = holder(start)
        acts = self.window_.actions_of_window
        self._nothing = EmptyState(
            "risk",
            tr("Nothing at risk yet"),
            tr("Which risks come with outsourcing depends on what is to be outsourced. Begin with an initiative."),
            tr("New initiative"),
            acts["file.new_initiative"].trigger,
            sample_slot=acts["file.sample"].trigger,
        )
        self._stack = QStackedLayout(self)
        for part in (self._full, self._start, self._nothing):
            self._stack.addWidget(part)

    def _connect(self) -> None:
        self.views.chosen.connect(self._on_view)
        self.single.chosen.connect(self._on_single)
        self.register.chosen.connect(lambda _id: self._show_current())
        self.register.opened.connect(self._on_open)
        self.register.cell_cleared.connect(lambda: self.map.view.show_chosen(None))
        self.map.view.cell_chosen.connect(self._on_cell)
        self.map.view.risk_chosen.connect(self.register.select)
        self.map.view.moved.connect(self.doing.drag)
        self.map.view.told.connect(self.window_.tell)

    def _view_choices(self, proposed: int) -> list[tuple[str, str]]:
        library = tr("Library · {count}", count=proposed) if proposed else tr("Library")
        return [(MAP, tr("Heat map")), (RISK, tr("Risk")), (LIBRARY, library)]

    def _fold(self) -> None:
        """Show one thing at a time in a narrow window, and the register beside the others in a wide one."""
        self._said.setVisible(self.height() >= scaled(LOW))
        is_narrow = self.width() < scaled(NARROW)
        if is_narrow and not self._is_narrow:
            self._sizes = self._splitter.sizes()
        was_narrow, self._is_narrow = self._is_narrow, is_narrow
        self.views.setVisible(not is_narrow)
        self.single.setHidden(not is_narrow)
        self._list.hide()
        if is_narrow:
            self._list.fold(self._splitter.width())
        self._show_panes()
        if was_narrow and not is_narrow:
            self._splitter.setSizes(self._sizes)

    def _show_panes(self) -> None:
        is_register = self.single.key == REGISTER
        self.register.setVisible(not self._is_narrow or is_register)
        self._right.setVisible(not self._is_narrow or not is_register)

    def _on_single(self, key: str) -> None:
        """Show the one thing that was chosen in a narrow window."""
        if key != REGISTER:
            self.views.choose(key)
        self._show_panes()

    def _on_view(self, key: str) -> None:
        self.show_view(key)
        self._show_current()

    def _offer_views(self) -> None:
        choices = self._view_choices(len(self.proposals.codes))
        if tuple(choices) != self.views.choices:
            self.views.show_choices(choices)
            self.single.show_choices([(REGISTER, tr("Register")), *choices])
            for place, (_, words) in enumerate(self.single.choices):
                self._list.setItemText(place, words)

    def _show_current(self) -> None:
        evaluation, found, key = self.session.evaluation, self.current, self.views.key
        self._panes.setCurrentWidget({MAP: self.map, RISK: self.detail, LIBRARY: self.proposals}[key])
        if evaluation is None or not self.judged:
            return
        can_move = not why_read_only(self.session)
        if key == MAP:
            self.map.show_risks(self.judged, evaluation.initiative, self.register.risk_id, can_change=can_move)
        elif key == RISK and found is not None:
            self.detail.show_judged(found, evaluation)
        if found is not None and self.isVisible():
            self.window_.tell(found.name)
        for act in self._acts.values():
            act.look_again()

    def _on_open(self) -> None:
        self.show_view(RISK)
        self.detail.begin()

    def _on_cell(self, cell: Rating | None) -> None:
        self.register.filter_cell(cell)
        if self._is_narrow and cell is not None:
            self.single.choose(REGISTER)

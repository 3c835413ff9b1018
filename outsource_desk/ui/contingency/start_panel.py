"""What the Contingency page shows before there is a plan: which scenarios this initiative needs, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.scenario_taking import start_plan, take_scenarios
from outsource_desk.services.scenarios import ProposedScenario, proposed_scenarios
from outsource_desk.ui.contingency.tick_title import ticked
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import (
    button,
    caption,
    card,
    clear,
    column,
    holder,
    label,
    link,
    row,
)
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page

WIDE = 720  # pixels


class ProposalList(QWidget):
    """Scenarios of the library to tick, each with why; required ones and those with reasons are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(gap=M)
        self.setLayout(self._rows)
        self._boxes: dict[str, QCheckBox] = {}
        self.changed = lambda: None  # called after a tick

    @property
    def codes(self) -> tuple[str, ...]:
        """Return what is ticked."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    @property
    def first(self) -> QWidget | None:
        """Return the first box."""
        return next(iter(self._boxes.values()), None)

    def show_proposals(self, proposals: tuple[ProposedScenario, ...], *, ticks_reasons: bool) -> None:
        """Show scenarios; what was ticked or not stays so."""
        before = {code: box.isChecked() for code, box in self._boxes.items()}
        clear(self._rows)
        self._boxes = {}
        for each in proposals:
            usual = each.is_required or (ticks_reasons and bool(each.reasons))
            self._rows.addLayout(self._row(each, is_on=before.get(each.scenario.code, usual)))

    def _row(self, each: ProposedScenario, *, is_on: bool):
        box = QCheckBox()
        box.setObjectName(f"contingency.take_{each.scenario.code}")
        box.setChecked(is_on)
        box.setAccessibleDescription(" ".join((*each.reasons, each.scenario.story)))
        box.toggled.connect(lambda _on: self.changed())
        self._boxes[each.scenario.code] = box
        words = " ".join(each.reasons) or tr("Nothing in this initiative points to it yet.")
        said = label(words, TextStyle.BODY, "text" if each.reasons else "muted", wrap=True)
        story = caption(each.scenario.story, wrap=True)
        chips = [Chip(tr("Required"), "accent", "")] if each.is_required else []
        head = ticked(box, each.scenario.title, *chips)
        below = row(scaled(24), column(said, story, gap=2), gap=0)
        below.setStretch(1, 1)
        return column(head, below, gap=2)


class StartPanel(QWidget):
    """What is proposed and why, who writes the plan, and one button."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("contingency.start")
        self._page, self._session = page, page.session
        self._of: int | None = None
        self._title = label("", TextStyle.SECTION, wrap=True)
        self._words = label("", tone="muted", wrap=True)
        self.proposals = ProposalList()
        self.proposals.changed = self._count
        self._author = QLineEdit()
        self._author.setObjectName("contingency.author")
        self._author.setAccessibleName(tr("Who writes the plan"))
        self._author.setProperty("asks", True)  # nothing is lost with it
        self._author.setFixedWidth(scaled(240))
        self._author.returnPressed.connect(self.start)
        who = label(tr("Who &writes the plan"), tone="muted")
        who.setBuddy(self._author)
        self.button = button(tr("Begin the plan"), self.start, kind="primary", name="empty.button")
        self._counted = caption()
        sample = link(
            tr("See it in the sample"),
            lambda: page.window_.actions_of_window["file.sample"].trigger(),
            name="empty.sample",
        )
        foot = holder(Flow((self.button, self._counted, sample), L))
        body = card(
            column(self._title, self._words, gap=XS),
            row(who, self._author, None, gap=S),
            foot,
            self.proposals,
            gap=M,
            pad=XL,
        )
        body.setMaximumWidth(scaled(WIDE))
        inside = row(None, body, None)
        inside.setStretch(1, 100)
        self.setLayout(column(Scroll(column(inside, None, gap=0)), gap=0))

    def load(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Show what a plan would begin with."""
        if evaluation.initiative.id != self._of:
            self._of = evaluation.initiative.id
            self.proposals.show_proposals((), ticks_reasons=True)
            self._author.setText(evaluation.initiative.owner)
            self._author.setCursorPosition(0)
        preferred = preferred_of(evaluation, ranking)
        if preferred is not None:
            self._title.setText(tr("What if {name} fails? Nothing is prepared yet.", name=preferred.name))
        else:
            self._title.setText(tr("What if the provider fails? Nothing is prepared yet."))
        self._words.setText(
            tr(
                "These scenarios are proposed for this initiative. Each comes with its triggers, who declares it, the "
                "steps of the first 24 hours, 30 and 90 days, and what can carry the service meanwhile."
            )
        )
        self.proposals.show_proposals(proposed_scenarios(evaluation, screen_speech()), ticks_reasons=True)
        allow(why_read_only(self._session), self.button, self._author)
        self._count()

    def start(self) -> None:
        """Begin the plan with what is ticked."""
        initiative_id = self._session.initiative_id
        if initiative_id is not None and self.button.isEnabled():
            self._session.act(start_plan, initiative_id, self.proposals.codes, self._author.text())

    def _count(self) -> None:
        count = len(self.proposals.codes)
        self._counted.setText(tr_n(count, "{count} scenario ticked", "{count} scenarios ticked"))


class TakeScenarios(Question):
    """Adds scenarios of the library to a plan that exists."""

    def __init__(self, page: Page, evaluation: Evaluation) -> None:
        super().__init__(
            page,
            tr("Add scenarios"),
            tr("What the plan does not have yet, and why it may need it."),
            tr("Add"),
            "contingency.take",
        )
        self._page, self._initiative_id = page, evaluation.initiative.id
        self.proposals = ProposalList()
        self.proposals.show_proposals(proposed_scenarios(evaluation, screen_speech()), ticks_reasons=False)
        self.proposals.layout().setContentsMargins(0, 0, M, 0)  # type: ignore[union-attr] (it has one)
        scroll = Scroll(column(self.proposals, None, gap=0))
        scroll.setMinimumSize(scaled(480), scaled(300))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content.addWidget(scroll)

    def act(self) -> None:
        if self.proposals.codes:
            self._page.session.try_act(take_scenarios, self._initiative_id, self.proposals.codes)

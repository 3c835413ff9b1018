"""What the Exit page shows before there is a plan: what it would begin with, and why for this initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.charts.times import days_words
from outsource_desk.services.exit_library import exit_library
from outsource_desk.services.exit_words import exit_reasons
from outsource_desk.services.leaving import start_exit_plan
from outsource_desk.services.preferred import preferred_of
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, S, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.layout import (
    button,
    caption,
    card,
    clear,
    column,
    heading,
    holder,
    label,
    link,
    picture,
    row,
)
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page

WIDE = 720  # pixels


class StartPanel(QWidget):
    """What is proposed and why, who owns the exit, and one button."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("exit.start")
        self._page, self._session = page, page.session
        self._of: int | None = None
        self._title, self._words = heading(""), label("", tone="muted", wrap=True)
        self._title.setWordWrap(True)
        self._reasons = column(gap=M)
        self.owner = QLineEdit()
        self.owner.setObjectName("exit.start_owner")
        self.owner.setAccessibleName(tr("Owner of the exit"))
        self.owner.setProperty("asks", True)  # nothing is lost with it
        self.owner.setMaximumWidth(scaled(280))
        self.owner.returnPressed.connect(self.start)
        who = label(tr("&Owner of the exit"), tone="muted")
        who.setBuddy(self.owner)
        words = tr("Begin with the standard checklist and runbook")
        self.button = button(words, self.start, kind="primary", name="empty.button")
        sample = link(tr("See it in the sample"), self._open_sample, name="empty.sample")
        body = card(
            column(self._title, self._words, gap=XS),
            holder(self._reasons),
            row(who, self.owner, None, gap=S),
            holder(Flow((self.button, sample), L)),
            caption(tr("All of it can be changed, and one Undo takes it back."), wrap=True),
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
            self.owner.setText(evaluation.initiative.owner)
        leaving, library, speech = preferred_of(evaluation, ranking), exit_library(), screen_speech()
        if leaving is not None and not leaving.is_in_house:
            self._title.setText(tr("How would we get out of {name}? Nothing is prepared yet.", name=leaving.name))
        else:
            self._title.setText(tr("How would we get out again? Nothing is prepared yet."))
        self._words.setText(
            tr("Proposed: {items} items of a checklist, {must} of them mandatory, from before signature until the last"
               " account, and a runbook of {tasks} tasks that takes {time}.",
               items=len(library.items), must=sum(each.is_mandatory for each in library.items),
               tasks=len(library.tasks), time=days_words(library.days, speech))
        )  # fmt: skip
        clear(self._reasons)
        for words in exit_reasons(evaluation, ranking, speech):
            line = row(picture("arrow", "accent"), label(words, wrap=True), gap=S)
            line.setStretch(1, 1)
            self._reasons.addLayout(line)
        allow(why_read_only(self._session), self.button, self.owner)

    def start(self) -> None:
        """Begin the plan."""
        initiative_id = self._session.initiative_id
        if initiative_id is not None and self.button.isEnabled():
            self._session.act(start_exit_plan, initiative_id, self.owner.text())

    def _open_sample(self) -> None:
        self._page.window_.actions_of_window["file.sample"].trigger()

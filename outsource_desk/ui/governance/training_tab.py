"""Training of both sides: what is held when, who came, and how it was received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.domain.governance import Audience, Training, TrainingTime
from outsource_desk.ui import formats
from outsource_desk.ui.governance import columns as c
from outsource_desk.ui.governance import words
from outsource_desk.ui.governance.proposal_panel import ProposalPanel
from outsource_desk.ui.governance.tab import GovernanceTab, governance_of
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import L
from outsource_desk.ui.widgets.layout import card, column, label
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class TrainingTab(GovernanceTab):
    """One list for both sides, and a sentence on each."""

    KEY = "training"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.proposal = ProposalPanel(page)
        self.told = label("", wrap=True)
        self.told.setObjectName("training.told")
        self.trainings = Records(page, _kind())
        self._stack = QStackedLayout(self)
        self._full = Scroll(column(self.told, card(self.trainings), None, gap=L))
        self._stack.addWidget(self._full)
        self._stack.addWidget(self.proposal)

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        governance = governance_of(evaluation)
        is_proposed = not governance.trainings and not governance.is_begun
        self._stack.setCurrentWidget(self.proposal if is_proposed else self._full)
        if is_proposed:
            self.proposal.show_evaluation(evaluation, ranking)
            return
        self.told.setText(_told(governance.trainings))
        self.told.setVisible(bool(governance.trainings))
        self.trainings.show_records(evaluation.initiative.id, governance.trainings)

    def reveal(self, place: Place) -> None:
        if place.id is not None and self._stack.currentWidget() is self._full:
            self.trainings.select(place.id)
            self.trainings.table.setFocus()

    def leave(self) -> None:
        self.trainings.commit()

    def first_focus(self) -> QWidget | None:
        is_proposed = self._stack.currentWidget() is self.proposal
        return self.proposal.button if is_proposed else self.trainings.first_focus()


def _told(trainings: Sequence[Training]) -> str:
    """Return how far training has come, how many came, and what each side spends on it."""
    held = [each for each in trainings if each.held_on]
    said = [tr("{held} of {all} trainings are held.", held=len(held), all=len(trainings))]
    counted = [each for each in held if each.invited and each.attended is not None]
    if counted:
        share = sum(each.attended or 0 for each in counted) / sum(each.invited or 0 for each in counted)
        said.append(tr("{share} of those invited came.", share=formats.percent(share)))
    marks = [each.feedback for each in held if each.feedback is not None]
    if marks:
        said.append(tr("Feedback is {mark} of 5.", mark=formats.number(sum(marks) / len(marks))))
    said += [_side(trainings, tr("Our people"), Audience.OWN), _side(trainings, tr("The provider’s"), Audience.VENDOR)]
    return " ".join(filter(None, said))


def _side(trainings: Sequence[Training], who: str, audience: Audience) -> str:
    own = [each for each in trainings if each.audience in (audience, Audience.BOTH)]
    hours = formats.points(sum(each.hours or 0 for each in own))
    return tr_n(
        len(own), "{who}: {count} training, {hours} hours.", "{who}: {count} trainings, {hours} hours.",
        who=who, hours=hours,
    )  # fmt: skip


def _kind() -> Kind:
    return Kind(
        table="training",
        title=tr("Training of both sides"),
        columns=(
            c.text("title", tr("Training")),
            c.chosen("audience", tr("For whom"), words.audiences(), 112),
            c.chosen("time", tr("When"), words.times(), 152),
            c.number("hours", tr("Hours"), 64),
            c.day("planned_on", tr("Planned on")),
            c.day("held_on", tr("Held on")),
            c.number("invited", tr("Invited"), 72),
            c.number("attended", tr("Came"), 72),
            c.number("feedback", tr("Feedback"), 88),
        ),
        more=(c.text("owner", tr("Owner")),),
        key="title",
        blank=lambda: Training(0, 0, "", audience=Audience.BOTH, time=TrainingTime.BEFORE_START),
        add_text=tr("Add"),
        empty=tr("No training yet. Two teams that have never met misread each other first and the contract later."),
        deleted=lambda each: tr("{name} deleted.", name=each.title),
    )

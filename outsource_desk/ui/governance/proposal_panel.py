"""What fits this initiative and why, before anything is agreed: one button takes it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.services.communication import Proposal, proposed_governance, start_governance
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import button, card, clear, column, heading, holder, label, picture, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page

WIDE = 760  # pixels


class ProposalPanel(QWidget):
    """Says what would be taken over and on which facts that rests."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("governance.proposal")
        self._page = page
        self._reasons: QVBoxLayout = column(gap=S)
        self._parts: QVBoxLayout = column(gap=M)
        self.button = button(tr("Take this over"), self._take, kind="primary", name="governance.take")
        whole = card(
            heading(tr("How both sides could work together")),
            label(
                tr("Most failures announce themselves, if somebody listens. This fits the initiative as it is known:"),
                tone="muted",
                wrap=True,
            ),
            self._reasons,
            row(self.button, None),
            label(tr("Everything can be changed afterwards; one Undo takes all of it back."), tone="muted", wrap=True),
            S,
            self._parts,
            gap=M,
        )
        whole.setMaximumWidth(scaled(WIDE))
        line = row(whole, None, gap=0)
        line.setStretch(0, 1000)
        self.setLayout(column(Scroll(column(line, None, gap=L)), gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        """Show what fits an initiative."""
        found = proposed_governance(evaluation, ranking)
        clear(self._reasons)
        for reason in found.reasons:
            line = row(picture("info", "accent"), label(say(reason), wrap=True), gap=S)
            line.setStretch(1, 1)
            self._reasons.addWidget(holder(line))
        clear(self._parts)
        for title, names in _parts(found):
            words = label(", ".join(names), tone="muted", wrap=True)
            self._parts.addWidget(holder(column(label(title, TextStyle.STRONG), words, gap=2)))
        allow(why_read_only(self._page.session), self.button)

    def _take(self) -> None:
        initiative_id = self._page.session.initiative_id
        if initiative_id is not None and self._page.session.did(start_governance, initiative_id):
            self._page.toast_done(tr("Forums, channels, training and audits taken over."))


def _parts(found: Proposal) -> list[tuple[str, list[str]]]:
    forums, rungs = [each.name for each in found.forums], [each.to_role for each in found.rungs]
    trainings, audits = [each.title for each in found.trainings], [each.title for each in found.audits]
    channels = [each.purpose for each in found.channels]
    return [
        (tr_n(len(forums), "{count} forum", "{count} forums"), forums),
        (tr_n(len(channels), "{count} channel", "{count} channels"), channels),
        (tr_n(len(rungs), "{count} level of escalation", "{count} levels of escalation"), rungs),
        (tr_n(len(trainings), "{count} training", "{count} trainings"), trainings),
        (tr_n(len(audits), "{count} audit", "{count} audits"), audits),
    ]

"""How both sides talk: the protocol, forums, channels, the ladder of escalation, and the hours they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QStackedLayout, QWidget

from outsource_desk.domain.governance import Cadence, Channel, Escalation, Forum, Protocol
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.records import add_record
from outsource_desk.ui import formats
from outsource_desk.ui.governance import columns as c
from outsource_desk.ui.governance import words
from outsource_desk.ui.governance.proposal_panel import ProposalPanel
from outsource_desk.ui.governance.record_form import RecordForm
from outsource_desk.ui.governance.tab import GovernanceTab, governance_of
from outsource_desk.ui.initiative.reading import echo_day, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, scaled
from outsource_desk.ui.vendors.dossier.overlap_card import OverlapCard
from outsource_desk.ui.widgets.layout import card, column, heading, holder, label, row, small_button
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class CommunicationTab(GovernanceTab):
    """Proposes what fits until anything is agreed; then it is edited in place."""

    KEY = "communication"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.proposal = ProposalPanel(page)
        self.form = _protocol_form(page)
        self.forums = Records(page, _forums())
        self.channels = Records(page, _channels())
        self.rungs = Records(page, _rungs())
        self.overlap = OverlapCard(page)
        self._overlap_card = card(self.overlap)
        self._begin = small_button(tr("Write the protocol"), self._begin_protocol, "protocol.begin")
        self._none = label(
            tr("No protocol yet: in which language both sides write, at which level, and with which tools."),
            tone="muted",
            wrap=True,
        )
        self._without = holder(row(self._none, self._begin, gap=M))
        protocol = card(heading(tr("Protocol")), self._without, self.form, gap=M)
        lists = (card(each) for each in (self.forums, self.rungs, self.channels))
        self._stack = QStackedLayout(self)
        self._full = Scroll(column(*lists, self._overlap_card, protocol, None, gap=L))
        self._stack.addWidget(self._full)
        self._stack.addWidget(self.proposal)

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        governance, owner = governance_of(evaluation), evaluation.initiative.id
        is_begun = bool(governance.protocol or governance.forums or governance.channels or governance.escalations)
        self._stack.setCurrentWidget(self._full if is_begun else self.proposal)
        if not is_begun:
            self.proposal.show_evaluation(evaluation, ranking)
            return
        self._show_protocol(governance.protocol)
        self.forums.show_records(owner, governance.forums)
        self.channels.show_records(owner, governance.channels)
        self.rungs.show_records(owner, governance.escalations)
        candidate = preferred_of(evaluation, ranking)
        dossier = evaluation.protection.dossiers.get(candidate.id) if evaluation.protection and candidate else None
        self._overlap_card.setVisible(dossier is not None and bool(dossier.sites))
        if dossier is not None:
            self.overlap.show_dossier(dossier)

    def reveal(self, place: Place) -> None:
        records = {"forum": self.forums, "channel": self.channels, "escalation": self.rungs}.get(place.thing)
        if place.thing == "protocol":
            self.form.field("protocol.language").setFocus()
        if records is not None and place.id is not None and self._stack.currentWidget() is self._full:
            records.select(place.id)
            records.table.setFocus()

    def first_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self.proposal:
            return self.proposal.button
        return self.forums.first_focus()

    def leave(self) -> None:
        for each in (self.forums, self.rungs):
            each.commit()
        if self.form.isVisibleTo(self):
            self.form.commit()

    def _show_protocol(self, protocol: Protocol | None) -> None:
        self.form.setVisible(protocol is not None)
        self._without.setVisible(protocol is None)
        allow(why_read_only(self.session), self._begin)
        if protocol is not None:
            self.form.show_record(protocol)

    def _begin_protocol(self) -> None:
        if self.session.initiative_id is not None:
            self.session.did(add_record, "protocol", self.session.initiative_id, language="")


def _protocol_form(page: Page) -> RecordForm:
    form = RecordForm(page, "protocol", label_width=176)
    form.add(tr("Working language"), QLineEdit(), "language")
    form.add(
        tr("Level"), QLineEdit(), "language_level",
        help_text=tr("The lowest that is accepted, as tests state it: B2, C1."),
    )  # fmt: skip
    form.add(tr("Rule"), Paragraph(2, 6), "language_rule")
    form.add(
        tr("Tools"), Paragraph(2, 12), "tools", show="\n".join, read=str.splitlines, help_text=tr("One in each line.")
    )
    form.add(tr("Decision log"), Paragraph(2, 6), "decision_log")
    form.add(tr("Agreed on"), _day_field(), "agreed_on", show=formats.day, read=formats.read_day, echo=echo_day)
    form.add(tr("Version"), _short(), "version", show=c.shown, read=read_amount)
    return form


def _day_field() -> QLineEdit:
    field = QLineEdit()
    field.setFixedWidth(scaled(168))
    return field


def _short() -> QLineEdit:
    field = QLineEdit()
    field.setFixedWidth(scaled(96))
    return field


def _forums() -> Kind:
    return Kind(
        table="forum",
        title=tr("Forums"),
        columns=(
            c.text("name", tr("Forum")),
            c.chosen("cadence", tr("How often"), words.cadences(), 116),
            c.number("minutes", tr("Minutes"), 72),
            c.text("chair", tr("Chair"), 224),
            c.day("first_on", tr("First on")),
        ),
        more=(
            c.text("decides", tr("Decides")),
            c.several("members", tr("Members")),
            c.several("inputs", tr("Brings")),
            c.several("outputs", tr("Leaves with")),
        ),
        key="name",
        blank=lambda: Forum(0, 0, "", Cadence.MONTHLY),
        add_text=tr("Add"),
        empty=tr("No forum yet. What nobody meets about is found out last."),
        deleted=lambda each: tr("{name} deleted.", name=each.name),
        given=lambda: {"cadence": Cadence.MONTHLY},
    )


def _channels() -> Kind:
    return Kind(
        table="channel",
        title=tr("Channels"),
        columns=(
            c.text("purpose", tr("For what")),
            c.text("channel", tr("Channel")),
            c.text("answer_time", tr("Answer within"), 184),
            c.text("record", tr("Kept in"), 136),
        ),
        key="purpose",
        blank=lambda: Channel(0, 0, ""),
        add_text=tr("Add"),
        empty=tr("No channel yet. Say which way is used for what, and how soon an answer comes."),
        deleted=lambda each: tr("{name} deleted.", name=each.purpose),
    )


def _rungs() -> Kind:
    return Kind(
        table="escalation",
        title=tr("Escalation ladder"),
        columns=(
            c.number("level", tr("Level"), 64),
            c.text("cause", tr("When")),
            c.text("from_role", tr("From"), 144),
            c.text("to_role", tr("To")),
            c.number("answer_hours", tr("Hours"), 64),
        ),
        more=(c.text("own_contact", tr("Our contact")), c.text("vendor_contact", tr("Their contact"))),
        key="cause",
        blank=lambda: Escalation(0, 0, 0, ""),
        add_text=tr("Add"),
        empty=tr("No level yet. Who is stuck must know whom to ask next, and for how long to wait."),
        deleted=lambda each: tr("Level {level} deleted.", level=each.level),
    )

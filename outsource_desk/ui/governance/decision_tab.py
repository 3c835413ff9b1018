"""The record of the decision: for whom, why, who approved, and whether the standings are still those of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.formatting import fingerprint
from outsource_desk.domain.governance import Approval, Decision
from outsource_desk.services.decisions import confirm_decision
from outsource_desk.services.fingerprints import is_up_to_date
from outsource_desk.services.preferred import preferred_of
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.governance import columns as c
from outsource_desk.ui.governance import words
from outsource_desk.ui.governance.decide_dialog import DecideDialog, candidates_of
from outsource_desk.ui.governance.record_form import RecordForm
from outsource_desk.ui.governance.tab import GovernanceTab, governance_of
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import (
    button,
    caption,
    card,
    clear,
    column,
    heading,
    holder,
    label,
    picture,
    row,
    small_button,
)  # fmt: skip
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

RULE = "GV10"  # what the record lacks


class DecisionTab(GovernanceTab):
    """Before: why it is worth recording. After: the record, its approvals, and what it still lacks."""

    KEY = "decision"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self._decision: Decision | None = None
        self._ranking: Ranking | None = None
        self.form = self._build_form()
        self.approvals = Records(page, _kind())
        self.seal, self._print = Chip(), caption("")
        self._lacking = column(gap=S)
        self.begin = button(tr("Record the decision…"), self._decide, kind="primary", name="decision.begin")
        self._confirm = small_button(tr("Rest it on today’s standings"), self._on_confirm, "decision.confirm")
        self._act = make_action(
            self, "governance.decide", tr("Record the decision…"), self._decide, icon="decision",
            why_not=self._no_decision,
        )  # fmt: skip
        self._build()

    def _build(self) -> None:
        why = label(
            tr(
                "Years later somebody will ask who decided what, on which facts, and what else was weighed. The record"
                " answers that; the standings of the day are sealed with it."
            ),
            tone="muted",
            wrap=True,
        )
        self._without = card(heading(tr("Nothing is decided yet")), why, row(self.begin, None), gap=M)
        self._state = holder(row(self.seal, self._print, self._confirm, None, gap=M))
        self._lacks = holder(self._lacking)
        self._record = card(heading(tr("Decision")), self._state, self._lacks, self.form, gap=M)
        self._approvals = card(self.approvals)
        self.setLayout(column(Scroll(column(self._without, self._record, self._approvals, None, gap=L)), gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation, self._ranking = evaluation, ranking
        self._decision = decision = governance_of(evaluation).decision
        self._without.setVisible(decision is None)
        for each in (self._record, self._approvals):
            each.setVisible(decision is not None)
        allow(self._no_decision() if decision is None else "", self.begin)
        self._act.look_again()
        if decision is not None:
            self._show_decision(evaluation, ranking, decision)

    def reveal(self, place: Place) -> None:
        if place.thing == "approval" and place.id is not None and self._decision is not None:
            self.approvals.select(place.id)
            self.approvals.table.setFocus()

    def first_focus(self) -> QWidget | None:
        return self.begin if self._decision is None else self.form.field("decision.reasons")

    def tab_actions(self) -> list[Action]:
        return [self._act]

    def leave(self) -> None:
        if self._decision is not None:
            self.form.commit()

    def _show_decision(self, evaluation: Evaluation, ranking: Ranking, decision: Decision) -> None:
        is_current = is_up_to_date(decision, ranking)
        said = tr("Rests on the standings as they are") if is_current else tr("The standings have changed since")
        if not decision.fingerprint:
            said = tr("Rests on no standings yet")
        self.seal.show_state(said, "good" if is_current else "bad", "lock" if is_current else "unlock")
        mark = fingerprint(decision.fingerprint)
        self._print.setText(tr("Fingerprint {mark}", mark=mark) if decision.fingerprint else "")
        self._print.setVisible(bool(decision.fingerprint))
        self._confirm.setVisible(not is_current)
        allow(why_read_only(self.session), self._confirm)
        clear(self._lacking)
        texts = [each.text for each in ranking.warnings if each.id == RULE]
        for text in texts:
            line = row(picture("stop", "bad"), label(say(text), wrap=True), gap=S)
            line.setStretch(1, 1)
            self._lacking.addWidget(holder(line))
        self._lacks.setVisible(bool(texts))
        self._offer(evaluation)
        self.form.show_record(decision)
        self.approvals.show_records(decision.id, decision.approvals)

    def _offer(self, evaluation: Evaluation) -> None:
        """Offer whom can be decided for."""
        field, wanted = self.candidates, candidates_of(evaluation)
        if [(field.itemData(at), field.itemText(at)) for at in range(field.count())] != wanted:
            field.clear()
            for value, name in wanted:
                field.addItem(name, value)

    def _build_form(self) -> RecordForm:
        form = RecordForm(self.page, "decision", label_width=152)
        self.candidates = Choice()
        form.add(
            tr("Decided for"), self.candidates, "candidate_id", show=lambda value: str(value or ""),
            read=lambda text: int(text) if text else None,
        )  # fmt: skip
        decided_on = QLineEdit()
        decided_on.setMaximumWidth(180)
        form.add(tr("Decided on"), decided_on, "decided_on", show=formats.day, read=formats.read_day, echo=echo_day)
        form.add(tr("Reasons"), Paragraph(2, 10), "reasons")
        form.add(
            tr("Alternatives"), Paragraph(2, 10), "alternatives",
            help_text=tr("What else was weighed, the in-house option included, and why not."),
        )  # fmt: skip
        form.add(
            tr("Conditions"), Paragraph(2, 10), "conditions", help_text=tr("Each with an owner and a day.")
        )  # fmt: skip
        return form

    def _no_decision(self) -> str:
        if self._evaluation is None or not self._evaluation.candidates:
            return tr("There is nobody to decide for yet.")
        return why_read_only(self.session)

    def _decide(self) -> None:
        if self._evaluation is None or self._ranking is None or self._evaluation.protection is None:
            return
        first = [each.candidate for each in self._ranking.ranked if each.rank == 1]
        likely = first[0] if len(first) == 1 else preferred_of(self._evaluation, self._ranking)
        as_of = self._evaluation.protection.as_of
        DecideDialog(self.page.window(), self.session, self._evaluation, likely, as_of).open()

    def _on_confirm(self) -> None:
        if self._evaluation is not None and self.session.did(confirm_decision, self._evaluation.initiative.id):
            self.page.toast_done(tr("The decision rests on today’s standings."))


def _kind() -> Kind:
    return Kind(
        table="approval",
        title=tr("Approvals"),
        columns=(
            c.text("name", tr("Name")),
            c.text("role", tr("Role")),
            c.chosen("vote", tr("Vote"), words.votes(), 144, words.VOTE_TONES),
            c.day("voted_on", tr("Voted on")),
            c.text("note", tr("Note")),
        ),
        key="role",
        blank=lambda: Approval(0, 0, "", ""),
        add_text=tr("Add"),
        empty=tr("Nobody is named yet who has to approve."),
        deleted=lambda each: tr("{name} deleted.", name=each.name),
    )

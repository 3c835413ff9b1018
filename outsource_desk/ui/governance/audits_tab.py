"""The audit programme, the audits that were held, and what they found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from outsource_desk.domain.governance import Audit, AuditPlan, Finding
from outsource_desk.services.audits import last_audit, next_audit, open_findings
from outsource_desk.services.governance_library import usual_due
from outsource_desk.ui import formats
from outsource_desk.ui.governance import columns as c
from outsource_desk.ui.governance import words
from outsource_desk.ui.governance.proposal_panel import ProposalPanel
from outsource_desk.ui.governance.tab import GovernanceTab, governance_of
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.theme import L
from outsource_desk.ui.widgets.layout import card, column, label
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Governance
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


class AuditsTab(GovernanceTab):
    """The programme above the audits of the chosen line, above the findings of the chosen audit."""

    KEY = "audits"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._as_of = ""
        self._plans: tuple[AuditPlan, ...] = ()
        self.proposal = ProposalPanel(page)
        self.told = label("", wrap=True)
        self.told.setObjectName("audits.told")
        self.plans = Records(page, _plan_kind(self))
        self.audits = Records(page, _audit_kind())
        self.findings = Records(page, _finding_kind(self))
        for each in (self.plans, self.audits):
            each.table.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self._audits_card, self._findings_card = card(self.audits), card(self.findings)
        body = column(self.told, card(self.plans), self._audits_card, self._findings_card, None, gap=L)
        self._stack = QStackedLayout(self)
        self._full = Scroll(body)
        self._stack.addWidget(self._full)
        self._stack.addWidget(self.proposal)

    @property
    def as_of(self) -> str:
        """Return the day on which dates are judged."""
        return self._as_of

    @property
    def plan(self) -> AuditPlan | None:
        """Return the line of the programme that is chosen; the first while none is."""
        return _chosen(self.plans, self._plans)

    @property
    def audit(self) -> Audit | None:
        """Return the audit that is chosen; the latest while none is."""
        return _chosen(self.audits, tuple(reversed(self.plan.audits))) if self.plan is not None else None

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        governance = governance_of(evaluation)
        assert evaluation.protection is not None
        self._as_of, self._plans = evaluation.protection.as_of, governance.audit_plans
        is_proposed = not governance.audit_plans and not governance.is_begun
        self._stack.setCurrentWidget(self.proposal if is_proposed else self._full)
        if is_proposed:
            self.proposal.show_evaluation(evaluation, ranking)
            return
        self.told.setText(_told(governance, self._as_of))
        self.plans.show_records(evaluation.initiative.id, governance.audit_plans)
        self._show_chosen()

    def reveal(self, place: Place) -> None:
        if place.id is None or self._stack.currentWidget() is not self._full:
            return
        for plan in self._plans:
            for audit in plan.audits:
                if (place.thing, place.id) == ("audit", audit.id) or (
                    place.thing == "finding" and place.id in [each.id for each in audit.findings]
                ):
                    self.plans.select(plan.id)
                    self.audits.select(audit.id)
        records = {"audit_plan": self.plans, "audit": self.audits, "finding": self.findings}.get(place.thing)
        if records is not None:
            records.select(place.id)
            records.table.setFocus()

    def leave(self) -> None:
        for each in (self.plans, self.findings):
            each.commit()

    def first_focus(self) -> QWidget | None:
        is_proposed = self._stack.currentWidget() is self.proposal
        return self.proposal.button if is_proposed else self.plans.first_focus()

    def _show_chosen(self) -> None:
        plan = self.plan
        self._audits_card.setVisible(plan is not None)
        if plan is not None:
            self.audits.caption.setText(plan.title)
            self.audits.show_records(plan.id, reversed(plan.audits))
        audit = self.audit
        self._findings_card.setVisible(audit is not None)
        if audit is not None:
            self.findings.caption.setText(formats.day(audit.performed_on))
            self.findings.show_records(audit.id, audit.findings)


def _chosen(records: Records, rows: tuple[Any, ...]) -> Any:
    index = records.table.currentIndex()
    held = records.model.row_at(index.row()) if index.isValid() else None
    row_id = held.id if held is not None else 0
    return next((each for each in rows if each.id == row_id), rows[0] if rows else None)


def _told(governance: Governance, as_of: str) -> str:
    """Return how many audits and findings are overdue, and how many findings are open."""
    dues = [next_audit(plan, as_of) for plan in governance.audit_plans]
    late = sum(due is not None and due < as_of for due in dues)
    found = list(open_findings(governance))
    late_findings = sum(each.is_overdue(as_of) for each in found)
    said = [
        tr_n(late, "{count} audit is overdue.", "{count} audits are overdue.") if late else tr("No audit is overdue."),
        tr_n(len(found), "{count} finding is open,", "{count} findings are open,") if found else "",
        tr("{count} of them overdue.", count=late_findings) if found else tr("No finding is open."),
    ]
    return " ".join(filter(None, said))


def _plan_kind(tab: AuditsTab) -> Kind:
    return Kind(
        table="audit_plan",
        title=tr("Programme"),
        columns=(
            c.text("title", tr("Audit")),
            Column("due", tr("Next due"), partial(_due, tab), None, tone=partial(_due_tone, tab), width=136),
            Column("last", tr("Last by us"), lambda row: _last(tab, row), None, width=116),
            c.number("every_months", tr("Months"), 80),
            c.text("owner", tr("Owner"), 128),
            c.text("auditor", tr("Auditor"), 128),
        ),
        more=(c.day("starts_on", tr("Counts from")), c.several("scope", tr("Scope"))),
        key="title",
        blank=lambda: AuditPlan(0, 0, ""),
        add_text=tr("Add"),
        empty=tr("No audit yet. What is never looked at gets worse quietly."),
        deleted=lambda each: tr("{name} deleted.", name=each.title),
    )


def _due(tab: AuditsTab, row: AuditPlan) -> str:
    if not row.id:
        return ""
    due = next_audit(row, tab.as_of)
    if due is None:
        return tr("Not planned") if row.every_months is None else tr("No start yet")
    return formats.day(due)


def _due_tone(tab: AuditsTab, row: AuditPlan) -> words.Tone | None:
    due = next_audit(row, tab.as_of) if row.id else None
    if due is None:
        return ("quiet", "open") if row.id else None
    return ("bad", "clock") if due < tab.as_of else ("good", "check")


def _last(tab: AuditsTab, row: AuditPlan) -> str:
    last = last_audit(row, tab.as_of) if row.id else None
    return formats.day(last.performed_on) if last is not None else tr("Never") if row.id else ""


def _audit_kind() -> Kind:
    return Kind(
        table="audit",
        title=tr("Audits held"),
        columns=(
            c.day("performed_on", tr("Held on")),
            c.chosen("performed_by", tr("By whom"), words.auditors(), 168),
            c.chosen("result", tr("Result"), words.results(), 152, words.RESULT_TONES),
            Column("count", tr("Findings"), _findings_of, None, is_number=True, width=88),
            c.text("note", tr("Note")),
        ),
        key="performed_on",
        blank=lambda: Audit(0, 0, ""),
        add_text=tr("Record an audit"),
        empty=tr("None has been held. A certificate that the provider shows is worth noting, but is no audit of ours."),
        deleted=lambda each: tr("Audit of {day} deleted.", day=formats.day(each.performed_on)),
    )


def _findings_of(row: Audit) -> str:
    return formats.number(len(row.findings), 0) if row.id else ""


def _finding_kind(tab: AuditsTab) -> Kind:
    return Kind(
        table="finding",
        title=tr("Findings"),
        columns=(
            c.text("reference", tr("No."), 64),
            c.text("wording", tr("What was found")),
            c.chosen("severity", tr("Severity"), words.severities(), 96),
            Column("state", tr("State"), partial(_state, tab), None, tone=partial(_state_tone, tab), width=136),
            c.day("due_on", tr("Due on")),
            c.text("owner", tr("Owner"), 120),
            c.day("closed_on", tr("Closed on")),
        ),
        more=(c.chosen("retest", tr("Retest"), words.retests(), 96), c.day("retested_on", tr("Tested again on"))),
        key="wording",
        blank=lambda: Finding(0, 0, "", ""),
        add_text=tr("Add"),
        empty=tr("Nothing was found, or nothing is entered yet."),
        deleted=lambda each: tr("Finding deleted: {words}", words=each.wording),
        given=lambda: _given(tab),
    )


def _given(tab: AuditsTab) -> dict[str, object]:
    """Return by when a new finding is usually closed."""
    audit = tab.audit
    return {"due_on": usual_due(audit.performed_on)} if audit is not None else {}


def _state(tab: AuditsTab, row: Finding) -> str:
    if not row.id:
        return ""
    if not row.is_open:
        return tr("Closed")
    return tr("Overdue") if row.due_on < tab.as_of else tr("Open")


def _state_tone(tab: AuditsTab, row: Finding) -> words.Tone | None:
    if not row.id:
        return None
    if not row.is_open:
        return ("good", "check")
    return ("bad", "stop") if row.due_on < tab.as_of else ("warn", "clock")

"""The audit programme: when the next audit is due, and which findings are still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.domain.days import months_after
from outsource_desk.domain.governance import Audit, AuditPlan, Finding, Governance


@dataclass(frozen=True)
class OpenFinding:
    """A finding that somebody still has to do something about, with the audit it comes from."""

    finding: Finding
    audit: Audit
    plan: AuditPlan

    def is_overdue(self, as_of: str) -> bool:
        """Tell whether its day has passed."""
        return self.finding.due_on < as_of


def last_audit(plan: AuditPlan, as_of: str) -> Audit | None:
    """Return the latest audit of ours up to a day; a certificate that the provider showed is none."""
    held = (each for each in plan.audits if each.performed_by.is_ours and each.performed_on <= as_of)
    return max(held, key=lambda each: (each.performed_on, each.id), default=None)


def next_audit(plan: AuditPlan, as_of: str) -> str | None:
    """Return by when the next audit is due, YYYY-MM-DD.

    That is the last audit of ours up to ``as_of`` plus the interval, or, as long as there is none, the start plus the
    interval. Nothing where the audit is not in the programme, or has no start.
    """
    if plan.every_months is None:
        return None
    last = last_audit(plan, as_of)
    since = last.performed_on if last is not None else plan.starts_on
    return None if since is None else months_after(since, plan.every_months)


def open_findings(governance: Governance) -> Iterator[OpenFinding]:
    """Yield the findings that are not closed, or whose retest failed, in the order of the programme."""
    for plan in governance.audit_plans:
        for audit in plan.audits:
            for finding in audit.findings:
                if finding.is_open:
                    yield OpenFinding(finding, audit, plan)

"""What the choices of Governance are called."""

from __future__ import annotations

from outsource_desk.domain.due import DueKind
from outsource_desk.domain.governance import (
    Audience,
    Auditor,
    AuditResult,
    Cadence,
    ClauseLevel,
    ClauseState,
    FindingSeverity,
    Retest,
    TrainingTime,
    Vote,
)
from outsource_desk.services.contracts import Milestone
from outsource_desk.ui.language import tr

Tone = tuple[str, str]  # of a chip, and its icon
CLAUSE_TONES: dict[ClauseState, Tone] = {
    ClauseState.MISSING: ("bad", "stop"),
    ClauseState.REQUESTED: ("warn", "clock"),
    ClauseState.AGREED: ("good", "check"),
    ClauseState.AGREED_WEAKER: ("accent", "info"),
    ClauseState.WAIVED: ("quiet", "cross"),
}
VOTE_TONES: dict[Vote, Tone] = {
    Vote.OPEN: ("quiet", "open"),
    Vote.APPROVED: ("good", "check"),
    Vote.WITH_CONDITIONS: ("warn", "risk"),
    Vote.AGAINST: ("bad", "cross"),
}
RESULT_TONES: dict[AuditResult, Tone] = {
    AuditResult.CLEAN: ("good", "check"),
    AuditResult.MINOR: ("accent", "info"),
    AuditResult.MAJOR: ("warn", "risk"),
    AuditResult.FAILED: ("bad", "stop"),
}


def cadences() -> dict[Cadence, str]:
    """Return how often a forum meets, in words."""
    return {
        Cadence.DAILY: tr("Daily"),
        Cadence.WEEKLY: tr("Weekly"),
        Cadence.BIWEEKLY: tr("Every two weeks"),
        Cadence.MONTHLY: tr("Monthly"),
        Cadence.QUARTERLY: tr("Quarterly"),
        Cadence.YEARLY: tr("Yearly"),
    }


def audiences() -> dict[Audience, str]:
    """Return who is trained, in words."""
    return {Audience.BOTH: tr("Both sides"), Audience.OWN: tr("Our people"), Audience.VENDOR: tr("The provider’s")}


def times() -> dict[TrainingTime, str]:
    """Return when training takes place, in words."""
    return {
        TrainingTime.BEFORE_START: tr("Before the start"),
        TrainingTime.MONTH_3: tr("After three months"),
        TrainingTime.YEARLY: tr("Every year"),
    }


def auditors() -> dict[Auditor, str]:
    """Return who audited, in words."""
    return {
        Auditor.OWN: tr("We ourselves"),
        Auditor.JOINT: tr("Both together"),
        Auditor.APPOINTED_THIRD_PARTY: tr("A firm of our choice"),
        Auditor.VENDOR_CERTIFICATE: tr("Certificate shown"),
    }


def results() -> dict[AuditResult | str, str]:
    """Return how an audit ended, in words; empty where nobody has said."""
    return {
        "": tr("Not said"),
        AuditResult.CLEAN: tr("Clean"),
        AuditResult.MINOR: tr("Minor findings"),
        AuditResult.MAJOR: tr("Major findings"),
        AuditResult.FAILED: tr("Failed"),
    }


def severities() -> dict[FindingSeverity, str]:
    """Return how much a finding matters, in words."""
    return {
        FindingSeverity.LOW: tr("Low"),
        FindingSeverity.MEDIUM: tr("Medium"),
        FindingSeverity.HIGH: tr("High"),
        FindingSeverity.CRITICAL: tr("Critical"),
    }


def retests() -> dict[Retest, str]:
    """Return whether a finding was looked at again, in words."""
    return {Retest.NONE: tr("Not yet"), Retest.PASSED: tr("Passed"), Retest.FAILED: tr("Failed")}


def votes() -> dict[Vote, str]:
    """Return what an approver said, in words."""
    return {
        Vote.OPEN: tr("Open"),
        Vote.APPROVED: tr("Approved"),
        Vote.WITH_CONDITIONS: tr("With conditions"),
        Vote.AGAINST: tr("Against"),
    }


def levels() -> dict[ClauseLevel, str]:
    """Return for which functions a clause is mandatory, in words."""
    return {
        ClauseLevel.ALL: tr("Always"),
        ClauseLevel.CRITICAL: tr("Critical functions"),
        ClauseLevel.OPTIONAL: tr("Optional"),
    }


def clause_states() -> dict[ClauseState, str]:
    """Return how far a clause has come, in words."""
    return {
        ClauseState.MISSING: tr("Missing"),
        ClauseState.REQUESTED: tr("Asked for"),
        ClauseState.AGREED: tr("Agreed"),
        ClauseState.AGREED_WEAKER: tr("Agreed, but weaker"),
        ClauseState.WAIVED: tr("Waived"),
    }


def milestones() -> dict[Milestone, str]:
    """Return the days of a contract that must not be missed, in words."""
    return {
        Milestone.NOTICE: tr("Last day to give notice"),
        Milestone.RENEWAL: tr("Contract renews itself"),
        Milestone.END: tr("Contract ends"),
    }


def due_kinds() -> dict[DueKind, str]:
    """Return what can be due, in words."""
    return {
        DueKind.DECISION: tr("Decision"),
        DueKind.START: tr("Start of service"),
        DueKind.MITIGATION: tr("Mitigation"),
        DueKind.RISK_REVIEW: tr("Risk review"),
        DueKind.ACCEPTANCE: tr("Acceptance ends"),
        DueKind.TRIGGER_CHECK: tr("Trigger check"),
        DueKind.PLAN_REVIEW: tr("Plan review"),
        DueKind.EXERCISE: tr("Exercise"),
        DueKind.EXERCISE_ACTION: tr("Exercise action"),
        DueKind.EXIT_ITEM: tr("Exit checklist"),
        DueKind.EXIT_TASK: tr("Exit runbook"),
        DueKind.AUDIT: tr("Audit"),
        DueKind.FINDING: tr("Finding"),
        DueKind.FORUM: tr("Forum"),
        DueKind.TRAINING: tr("Training"),
        DueKind.NOTICE: tr("Notice"),
        DueKind.RENEWAL: tr("Renewal"),
        DueKind.CONTRACT_END: tr("Contract ends"),
        DueKind.GAP: tr("Gap"),
        DueKind.WAIVER: tr("Waiver ends"),
        DueKind.CERTIFICATE: tr("Certificate ends"),
        DueKind.INSURANCE: tr("Insurance ends"),
        DueKind.VETTING: tr("Vetting"),
    }

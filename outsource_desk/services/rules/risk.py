"""Rules about the risk register: ratings, controls, acceptances, owners, and the risks that nobody should overlook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.domain.formatting import day, in_words, plain
from outsource_desk.domain.ranking import Evaluation, Ranking, Severity
from outsource_desk.domain.risk import Risk, RiskProblem
from outsource_desk.services.rules.rulebook import Finding, Subject, check

if TYPE_CHECKING:
    from outsource_desk.services.risk_findings import JudgedRisk

SINGLY = 3  # so many risks with the same fault are named one by one
# what no register should be without, and the codes of the library of which one is enough
BASIC = (
    ("Cultural differences", ("R01",)),
    ("Language barrier or time-zone gap", ("R02", "R03")),
    ("Data breach at the provider", ("R05",)),
    ("Intellectual property theft or misuse", ("R07",)),
    ("Loss of control over the function", ("R09",)),
)


@check("RK01", Subject.PROTECTION, "risk")
def worse_after_controls(evaluation: Evaluation, ranking: Ranking) -> Iterator[Finding]:
    """Find risks that are stated as likelier or worse after controls than before them."""
    for each in _open(evaluation):
        if RiskProblem.WORSE_THAN_BEFORE in each.problems:
            yield _about(each, severity=_severity(each.risk, ranking))


@check("RK02", Subject.PROTECTION, "risk")
def lowered_on_plans(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find risks that are stated as lower than the controls that work make them."""
    for each in _open(evaluation):
        if RiskProblem.ON_PLANS in each.problems:
            yield _about(each)


@check("RK03", Subject.PROTECTION, "risk", "band", "date")
def above_appetite(evaluation: Evaluation, ranking: Ranking) -> Iterator[Finding]:
    """Find risks above appetite that nobody lives with by name; for who is not first they do not stop the choice."""
    protection = evaluation.protection
    for each in _open(evaluation):
        if each.is_above and each.acceptance is None and each.band is not None and protection is not None:
            lapsed = [one.expires_on for one in each.risk.acceptances if one.expires_on <= protection.as_of]
            fields = {"band": each.band.label.lower(), "date": day(max(lapsed, default=None))}
            text = "lapsed" if lapsed else "never"
            yield _about(each, text=text, severity=_severity(each.risk, ranking), **fields)


@check("RK04", Subject.PROTECTION, "risk", "count", "date")
def nobody_looks_after(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find risks that nobody owns, or whose review is overdue."""
    found = _open(evaluation)
    for problem, text in ((RiskProblem.NO_OWNER, "owner"), (RiskProblem.REVIEW_PASSED, "review")):
        faulty = [each for each in found if problem in each.problems]
        if len(faulty) > SINGLY:
            yield _about(faulty[0], text=f"{text}s", count=plain(len(faulty)))
            continue
        for each in faulty:
            yield _about(each, text=text, date=day(each.risk.review_on))


@check("RK05", Subject.PROTECTION, "risks")
def basic_risk_missing(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find which of the basic risks are neither in the register nor dismissed."""
    protection = evaluation.protection
    if protection is None or not protection.register.is_begun:
        return
    register = protection.register
    known = {each.code for each in (*register.risks, *register.dismissed)}
    missing = [title for title, codes in BASIC if known.isdisjoint(codes)]
    if missing:
        yield Finding({"risks": in_words([f"“{title}”" for title in missing])}, "Risks")


def _open(evaluation: Evaluation) -> list[JudgedRisk]:
    """Return the open risks as they stand; what judges them is loaded once there is a register."""
    protection = evaluation.protection
    if protection is None or not protection.register.is_begun:
        return []
    from outsource_desk.services.risk_findings import judged_risks

    return [each for each in judged_risks(evaluation) if each.risk.state.is_open]


def _about(each: JudgedRisk, text: str = "", severity: Severity | None = None, **fields: str) -> Finding:
    name = f"“{each.risk.title}”"
    return Finding(
        {"risk": name, **fields},
        each.name,
        each.risk.candidate_id,
        text=text,
        severity=severity,
        part=str(each.risk.id),
    )


def _severity(risk: Risk, ranking: Ranking) -> Severity | None:
    """Return the rule's own severity where a risk would come with the choice of the first, else a milder one."""
    if risk.candidate_id is None or any(each.candidate.id == risk.candidate_id for each in ranking.leaders):
        return None
    is_ranked = any(each.candidate.id == risk.candidate_id for each in ranking.ranked)
    return Severity.WARN if is_ranked else Severity.INFO

"""What a register says once it is judged: ratings before and after controls, what is above appetite, what is amiss."""

from __future__ import annotations

from dataclasses import dataclass

from outsource_desk.analysis.risk import band_of, expected_loss, residual_of, severity_of, worse_of
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.risk import (
    Acceptance,
    Band,
    Mitigation,
    MitigationState,
    Rating,
    Risk,
    RiskProblem,
    RiskState,
)


@dataclass(frozen=True)
class JudgedRisk:
    """One risk as it stands on a day.

    Attributes:
        risk: as it was entered.
        inherent: before any control; None while it is not rated, and so are all that follow from it.
        residual: with the controls that work, or as the assessor states it where that is worse.
        target: once every control that is not dropped works.
        band: of the residual rating.
        target_band: of the target.
        is_above: the risk is open and its band worse than the initiative's appetite.
        acceptance: the one that holds on the day.
        expected_loss: in an average year with the controls that work, minor units of the initiative's currency; None
            while the risk is not rated or nobody has said what the function is worth a year.
        problems: what is amiss, the worst first; a closed risk has none.
    """

    risk: Risk
    inherent: Rating | None
    residual: Rating | None
    target: Rating | None
    band: Band | None
    target_band: Band | None
    is_above: bool
    acceptance: Acceptance | None
    expected_loss: int | None
    problems: tuple[RiskProblem, ...] = ()

    @property
    def name(self) -> str:
        """Return code and title, as registers and charts call a risk."""
        return f"{self.risk.code} {self.risk.title}".strip()


def judged_risks(evaluation: Evaluation) -> tuple[JudgedRisk, ...]:
    """Return every risk of the initiative as it stands, the worst first; unrated ones follow, closed ones are last.

    A pure function of what was read, worked out once: dates are judged on the day that the protection names.
    """
    protection = evaluation.protection
    if protection is None:
        return ()
    register, key = protection.register, (evaluation.initiative, protection.as_of)
    found: tuple[JudgedRisk, ...] | None = register.judged.get(key)
    if found is None:
        found = register.judged[key] = tuple(sorted((judged(each, *key) for each in register.risks), key=_worst_first))
    return found


def judged(risk: Risk, initiative: Initiative, as_of: str) -> JudgedRisk:
    """Return one risk of an initiative as it stands on a day (YYYY-MM-DD)."""
    inherent = risk.inherent
    if inherent is None:
        problems = _problems(risk, None, is_above=False, acceptance=None, as_of=as_of)
        return JudgedRisk(risk, None, None, None, None, None, False, None, None, problems)
    residual = worse_of(controlled(risk, inherent), stated_residual(risk, Rating(1, 1)))
    target = residual_of(inherent, [_effect(each) for each in risk.mitigations if _is_meant(each)])
    band, acceptance = band_of(residual), risk.acceptance(as_of)
    is_above = risk.state.is_open and band.is_above(initiative.risk_appetite)
    loss = initiative.yearly_value
    return JudgedRisk(
        risk=risk,
        inherent=inherent,
        residual=residual,
        target=target,
        band=band,
        target_band=band_of(target),
        is_above=is_above,
        acceptance=acceptance,
        expected_loss=None if loss is None else round(expected_loss(residual, loss)),
        problems=_problems(risk, inherent, is_above=is_above, acceptance=acceptance, as_of=as_of),
    )


def controlled(risk: Risk, inherent: Rating) -> Rating:
    """Return what the controls that work leave of a rating."""
    return residual_of(inherent, [_effect(each) for each in risk.mitigations if each.state.works])


def stated_residual(risk: Risk, otherwise: Rating) -> Rating:
    """Return the residual rating that the assessor states; what is not stated is as ``otherwise`` has it."""
    return Rating(risk.residual_likelihood or otherwise.likelihood, risk.residual_impact or otherwise.impact)


def is_worse_than_before(risk: Risk, inherent: Rating) -> bool:
    """Tell whether the assessor states a risk as likelier or worse after controls than before them."""
    stated = stated_residual(risk, inherent)
    return stated.likelihood > inherent.likelihood or stated.impact > inherent.impact


def is_lowered_on_plans(risk: Risk, inherent: Rating) -> bool:
    """Tell whether the assessor states a lower rating than the controls that work give."""
    found = controlled(risk, inherent)
    stated = stated_residual(risk, found)
    return stated.likelihood < found.likelihood or stated.impact < found.impact


def is_unconfirmed(risk: Risk) -> bool:
    """Tell whether a rating is still the library's starting point: nobody has rated the risk."""
    return risk.inherent is not None and risk.rated_on is None


def _problems(
    risk: Risk, inherent: Rating | None, *, is_above: bool, acceptance: Acceptance | None, as_of: str
) -> tuple[RiskProblem, ...]:
    if not risk.state.is_open:
        return ()
    holds = {
        RiskProblem.WORSE_THAN_BEFORE: inherent is not None and is_worse_than_before(risk, inherent),
        RiskProblem.NOT_ACCEPTED: is_above and acceptance is None,
        RiskProblem.ON_PLANS: inherent is not None and is_lowered_on_plans(risk, inherent),
        RiskProblem.VERIFIED_BY_NOBODY: any(_is_bare(each) for each in risk.mitigations),
        RiskProblem.NO_OWNER: not risk.owner.strip(),
        RiskProblem.REVIEW_PASSED: risk.review_on is not None and risk.review_on < as_of,
        RiskProblem.NOT_RATED: inherent is None,
        RiskProblem.NOT_CONFIRMED: is_unconfirmed(risk),
    }
    return tuple(problem for problem, is_so in holds.items() if is_so)


def _worst_first(each: JudgedRisk) -> tuple[bool, bool, tuple[int, ...], tuple[int, ...], int]:
    residual, inherent = each.residual, each.inherent
    return (
        each.risk.state is RiskState.CLOSED,
        residual is None,
        tuple(-part for part in severity_of(residual)) if residual else (),
        tuple(-part for part in severity_of(inherent)) if inherent else (),
        each.risk.id,
    )


def _effect(mitigation: Mitigation) -> tuple[int, int]:
    return mitigation.likelihood_effect, mitigation.impact_effect


def _is_bare(mitigation: Mitigation) -> bool:
    """Tell whether a control is called verified, but nobody is named who did it."""
    return mitigation.state is MitigationState.VERIFIED and not mitigation.verified_by.strip()


def _is_meant(mitigation: Mitigation) -> bool:
    return mitigation.state is not MitigationState.DROPPED

"""Which scenarios a plan must have, and which of them it lacks."""

from __future__ import annotations

from outsource_desk.domain.contingency import Scenario
from outsource_desk.domain.protection import Protection
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.risk_findings import JudgedRisk, judged_risks
from outsource_desk.services.scenario_links import scenario_links


def required_codes(evaluation: Evaluation) -> frozenset[str]:
    """Return the scenarios that a plan must have: the basic ones, and those that risks above appetite lead to."""
    return scenario_links().required(frozenset(codes_above(evaluation)))


def missing_codes(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the required scenarios that the plan does not have, in order; one without any step is a title only."""
    protection = evaluation.protection
    answered = {each.code for each in protection.contingency.scenarios if each.steps} if protection else set()
    return tuple(sorted(required_codes(evaluation) - answered))


def is_required(evaluation: Evaluation, scenario: Scenario) -> bool:
    """Tell whether a plan must have a scenario: by decision, as a basic one, or for a risk above appetite."""
    if scenario.is_required or scenario.code in required_codes(evaluation):
        return True
    above = {each.risk.id for each in judged_risks(evaluation) if each.is_above}
    return not above.isdisjoint(scenario.risk_ids)


def codes_above(evaluation: Evaluation) -> dict[str, JudgedRisk]:
    """Return code → risk, of those of the library that are above appetite."""
    return {each.risk.code: each for each in judged_risks(evaluation) if each.is_above and each.risk.code}


def codes_here(protection: Protection | None) -> frozenset[str]:
    """Return the scenarios of the library that the plan has."""
    return frozenset(each.code for each in protection.contingency.scenarios) if protection else frozenset()

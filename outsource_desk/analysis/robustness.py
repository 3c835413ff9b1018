"""The rules by which the first place is called robust, sensitive or not clear at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from outsource_desk.domain.robustness import Trust

NEAR_WEIGHT = 0.05  # share of the whole: people asked twice for a weight differ by about as much
CLEAR_FIRST = 0.60  # share of samples: below it the first place is hardly more than a coin's toss
SURE_FIRST = 0.80  # share of samples: a board that is wrong in more than one case of five should know
NEAR_PRICE = 0.01  # of a price: no more than a discount for prompt payment, or a week of exchange rates
MOST_OPEN = 0.5  # of the weight: with more of it open, what is scored says less than what is not
STEPS_OF_SCALE = 10  # one step on a scale without steps is a tenth of it


class Rule(StrEnum):
    """What speaks for or against a first place."""

    SCORED = "scored"
    LEAD = "lead"
    SIMULATION = "simulation"
    STABILITY = "stability"
    SCORE = "score"
    PRICE = "price"
    OPEN = "open"
    DROP_ONE = "drop_one"
    DOMINANCE = "dominance"


@dataclass(frozen=True)
class Finding:
    """What one rule found, and the best verdict that it still allows."""

    rule: Rule
    allows: Trust

    @property
    def speaks_for(self) -> bool:
        """Tell whether the rule speaks for the leader."""
        return self.allows is Trust.ROBUST


def lead_finding(lead: float, threshold: float) -> Finding:
    """Judge the lead over the second: one inside the threshold is too close to call.

    Args:
        lead: points of 100.
        threshold: two points, or two standard errors of the evaluators where that is more.
    """
    return Finding(Rule.LEAD, Trust.ROBUST if lead >= threshold else Trust.NO_CLEAR_WINNER)


def simulation_finding(first: float) -> Finding:
    """Judge in what share of samples the leader comes first.

    Source: acceptability index as a measure of risk, Lahdelma & Salminen (2001), Operations Research 49(3).
    """
    if first < CLEAR_FIRST:
        return Finding(Rule.SIMULATION, Trust.NO_CLEAR_WINNER)
    return Finding(Rule.SIMULATION, Trust.ROBUST if first >= SURE_FIRST else Trust.SENSITIVE)


def stability_finding(nearest: float | None) -> Finding:
    """Judge how far the nearest weight lies that turns the first place.

    Args:
        nearest: share of the whole; None = no single weight turns it.
    """
    is_near = nearest is not None and nearest <= NEAR_WEIGHT + 1e-9
    return Finding(Rule.STABILITY, Trust.SENSITIVE if is_near else Trust.ROBUST)


def scored_finding(scored: float) -> Finding:
    """Judge how much of the weight is scored, of the first or the second, whichever has less.

    Args:
        scored: share of the whole.
    """
    is_enough = scored >= 1 - MOST_OPEN - 1e-9
    return Finding(Rule.SCORED, Trust.ROBUST if is_enough else Trust.NO_CLEAR_WINNER)


def finding(rule: Rule, *, turns: bool) -> Finding:
    """Judge what can only turn the first place or not: one score, one price, open values, somebody's withdrawal."""
    return Finding(rule, Trust.SENSITIVE if turns else Trust.ROBUST)


def verdict_of(findings: Iterable[Finding]) -> Trust:
    """Return the best verdict that all rules allow."""
    allowed = {each.allows for each in findings}
    return next((trust for trust in (Trust.NO_CLEAR_WINNER, Trust.SENSITIVE) if trust in allowed), Trust.ROBUST)

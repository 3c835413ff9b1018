"""A closer look at a decision, as plain data: how far its ranking can be trusted, and what would turn it."""

from __future__ import annotations

from dataclasses import dataclass

from outsource_desk.domain.answers import AnswerKind, WarningAnswer
from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.domain.robustness import Crossover, Robustness, Simulation, TrustVerdict


@dataclass(frozen=True)
class Told:
    """A warning, and what somebody answered to it."""

    warning: RuleWarning
    answer: WarningAnswer | None = None
    has_lapsed: bool = False  # the warning says something else than when it was answered

    @property
    def is_answered(self) -> bool:
        """Tell whether the answer holds."""
        return self.answer is not None and not self.has_lapsed

    @property
    def is_waived(self) -> bool:
        """Tell whether it would stop a recommendation, had nobody waived it."""
        return (
            self.warning.severity is Severity.BLOCK
            and self.answer is not None
            and self.answer.kind is AnswerKind.WAIVED
            and not self.has_lapsed
        )

    @property
    def stops(self) -> bool:
        """Tell whether it stops a recommendation: only a waiver takes that away."""
        return self.warning.severity is Severity.BLOCK and not self.is_waived


@dataclass(frozen=True)
class Study:
    """What was looked into beyond the ranking itself; empty where it says nothing about this decision.

    Attributes:
        told: every warning with its answer.
        robustness: what is exact about how far the ranking can be trusted.
        simulation: how often each candidate comes first when weights, scores and open values vary.
        verdict: how far the first place can be trusted, with the rules that say so.
        verdict_text: the same in a sentence.
        flips: what would turn the first place, a sentence each, the easiest first.
        crossover: totals over the weight of the criterion that turns the first place soonest.
    """

    told: tuple[Told, ...] = ()
    robustness: Robustness | None = None
    simulation: Simulation | None = None
    verdict: TrustVerdict | None = None
    verdict_text: str = ""
    flips: tuple[str, ...] = ()
    crossover: Crossover | None = None

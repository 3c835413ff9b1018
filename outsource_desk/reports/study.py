"""A closer look at a decision, as plain data: how far its ranking can be trusted, and what would turn it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outsource_desk.domain.answers import AnswerKind, WarningAnswer
from outsource_desk.domain.criterion import Curve
from outsource_desk.domain.disclosure import Disclosure
from outsource_desk.domain.lens import LensResult
from outsource_desk.domain.opinions import Method, Opinions
from outsource_desk.domain.panel_report import AgendaItem, PanelReport
from outsource_desk.domain.price_lab import PriceLab
from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.domain.robustness import Crossover, Information, Robustness, Simulation, Stability, TrustVerdict
from outsource_desk.domain.weighting import WeightMethod

NEAR = 0.05  # of the whole: a weight that turns the first place within it is delicate


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
class FoundLevel:
    """How the weights of one level of a set were found."""

    set_name: str
    parent_id: int | None  # the group whose parts were weighed; None = the top level
    method: WeightMethod
    given_by: str
    given_at: str  # UTC
    note: str
    consistency: float | None = None  # ratio of pairwise judgements; 0 = nothing contradicts
    random_index: str = ""  # the table that the ratio goes by


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
        information: what it is worth to settle each open or disputed value, the most powerful first; None = not asked.
        crossover: totals over the weight of the criterion that turns the first place soonest.
        found: how weights were found, level by level.
        lenses: the ranking under each set of weights, the official one first.
        disclosure: what became of the weights since they were frozen; None if they never were.
        panel: all about the evaluators.
        agenda: what the evaluators should agree on, because it could change the order.
        price: the offers under every price function.
        price_words: what each price function is called, and what it does.
        exchange_words: what a point of quality is worth in money, in sentences.
        paradox_words: where an offer that cannot win decides between two others, or that none does, in sentences.
        opinions: what other methods make of the same data.
        method_words: what each method is called, and what it does.
        compromise_words: VIKOR's conditions and what follows, in sentences.
        outranking_words: who outranks whom, in sentences.
        caveat_words: what should be borne in mind when reading the methods' results, in sentences.
    """

    told: tuple[Told, ...] = ()
    robustness: Robustness | None = None
    simulation: Simulation | None = None
    verdict: TrustVerdict | None = None
    verdict_text: str = ""
    flips: tuple[str, ...] = ()
    information: tuple[Information, ...] | None = None
    crossover: Crossover | None = None
    found: tuple[FoundLevel, ...] = ()
    lenses: tuple[LensResult, ...] = ()
    disclosure: Disclosure | None = None
    panel: PanelReport | None = None
    agenda: tuple[AgendaItem, ...] = ()
    price: PriceLab | None = None
    price_words: Mapping[Curve, tuple[str, str]] = field(default_factory=dict)
    exchange_words: str = ""
    paradox_words: tuple[str, ...] = ()
    opinions: Opinions | None = None
    method_words: Mapping[Method, tuple[str, str]] = field(default_factory=dict)
    compromise_words: tuple[str, ...] = ()
    outranking_words: tuple[str, ...] = ()
    caveat_words: tuple[str, ...] = ()


def most_delicate(robustness: Robustness) -> Stability | None:
    """Return the criterion whose weight turns the first place soonest; nothing if none can."""
    turning = [one for one in robustness.stability if one.turning_points]
    return min(turning, key=lambda one: one.distance, default=None)

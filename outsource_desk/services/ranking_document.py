"""How far a ranking can be trusted, as the JSON document of a ranking and as lines under its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.opinions import Method
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.robustness import Trust

if TYPE_CHECKING:
    from outsource_desk.domain.opinions import Opinions
    from outsource_desk.domain.robustness import Robustness, Simulation, TrustVerdict
    from outsource_desk.services.case import DecisionCase

Document = dict[str, Any]
FLIPS = 3  # sentences under the table


def trust_as_json(evaluation: Evaluation, ranking: Ranking) -> Document:
    """Return the parts of a ranking's document that say how far it can be trusted.

    Candidates and criteria are named with their ids; weights and shares are parts of 1, totals points of 100. Without
    a ranked candidate there is nothing to say: lists are empty and ``acceptability`` and ``methods`` null.
    """
    from outsource_desk.services.case import case_of

    case = case_of(evaluation, ranking)
    if case is None:
        verdict = {"trust": str(Trust.NOTHING), "lead": str(ranking.verdict), "sentence": "", "reasons": []}
        return {"verdict": verdict, "stability": [], "acceptability": None, "flips": [], "methods": None}
    from outsource_desk.services.methods import second_opinions
    from outsource_desk.services.robustness import robustness_of, simulate
    from outsource_desk.services.trust import trust_of

    robustness, simulation = robustness_of(case), simulate(case)
    words = _Words(case)
    return {
        "verdict": words.verdict(trust_of(case, robustness, simulation)),
        "stability": words.stability(robustness),
        "acceptability": words.acceptability(simulation),
        "flips": words.flips(robustness),
        "methods": words.methods(second_opinions(case)),
    }


def trust_lines(evaluation: Evaluation, ranking: Ranking) -> Iterator[str]:
    """Yield how far the ranking can be trusted, what would turn it, and what other methods say."""
    from outsource_desk.services.case import case_of

    case = case_of(evaluation, ranking)
    if case is None or len(case.candidates) < 2:
        return
    from outsource_desk.services.flip_words import flip_sentences, verdict_sentence
    from outsource_desk.services.methods import second_opinions
    from outsource_desk.services.opinion_words import opinion_sentences
    from outsource_desk.services.robustness import robustness_of, simulate
    from outsource_desk.services.trust import trust_of

    robustness, simulation = robustness_of(case), simulate(case)
    verdict = trust_of(case, robustness, simulation)
    plan = simulation.plan
    yield f"How far it can be trusted: {verdict.trust}."
    yield f"  {verdict_sentence(case, verdict)}"
    yield from (f"  {sentence}" for sentence in flip_sentences(case, robustness, most=FLIPS))
    yield f"  {' '.join(opinion_sentences(case, second_opinions(case)))}"
    yield f"  ({plan.samples:,} samples, seed {plan.seed}.)"


class _Words:
    """Puts ids and names to results."""

    def __init__(self, case: DecisionCase) -> None:
        self._case = case
        self._names = {candidate.id: candidate.name for candidate in case.candidates}
        self._paths = criterion_paths(case.evaluation.criteria)

    def _candidate(self, candidate_id: int | None) -> Document | None:
        return None if candidate_id is None else {"id": candidate_id, "name": self._names[candidate_id]}

    def _criterion(self, criterion_id: int) -> Document:
        return {"id": criterion_id, "name": self._paths[criterion_id]}

    def _by_candidate(self, key: str, values: Mapping[int, object]) -> list[Document]:
        return [{**(self._candidate(each) or {}), key: value} for each, value in values.items()]

    def verdict(self, found: TrustVerdict) -> Document:
        """Return the verdict with its rules; ``lead`` says whether the margin alone is clear."""
        from outsource_desk.services.flip_words import verdict_sentence

        return {
            "trust": str(found.trust),
            "lead": str(self._case.ranking.verdict),
            "leader": self._candidate(found.leader_id),
            "rival": self._candidate(found.rival_id),
            "sentence": verdict_sentence(self._case, found),
            "reasons": [
                {"rule": each.rule, "speaks_for": each.speaks_for, "text": each.text} for each in found.reasons
            ],
        }

    def stability(self, found: Robustness) -> list[Document]:
        """Return between which weights of each criterion the first place, and the whole order, stay."""
        return [
            {
                "criterion": self._criterion(each.criterion_id),
                "weight": each.weight,
                "low": each.low,
                "high": each.high,
                "rival_below": self._candidate(each.rival_below),
                "rival_above": self._candidate(each.rival_above),
                "order_low": each.order_low,
                "order_high": each.order_high,
            }
            for each in found.stability
        ]

    def acceptability(self, found: Simulation) -> Document:
        """Return how often each candidate takes each rank, and with which weights it typically comes first."""
        plan = found.plan
        return {
            "samples": plan.samples,
            "seed": plan.seed,
            "weights": str(plan.spread),
            "with_scores": plan.with_scores,
            "with_open": plan.with_open,
            "candidates": [
                {**(self._candidate(each) or {}), "ranks": list(ranks), "central_weights": self._central(found, each)}
                for each, ranks in found.acceptability.items()
            ],
        }

    def _central(self, found: Simulation, candidate_id: int) -> list[Document] | None:
        weights = found.central[candidate_id]
        if weights is None:
            return None
        return [{**self._criterion(leaf_id), "weight": weight} for leaf_id, weight in weights.items()]

    def flips(self, found: Robustness) -> list[Document]:
        """Return every single change that would turn the first place, the easiest first."""
        return [
            {
                "kind": str(each.kind),
                "rival": self._candidate(each.rival_id),
                "criterion": self._criterion(each.criterion_id),
                "now": each.now,
                "needed": each.needed,
                "effort": each.effort,
            }
            for each in found.flips
        ]

    def methods(self, found: Opinions) -> Document:
        """Return what other methods make of the same data."""
        from outsource_desk.services.opinion_words import method_name, opinion_sentences

        compromise, outranking = found.compromise, found.outranking
        return {
            "sentence": " ".join(opinion_sentences(self._case, found)),
            "opinions": [
                {
                    "method": str(each.method),
                    "name": method_name(each.method),
                    "first": [self._candidate(one) for one in each.leader_ids],
                    "candidates": [
                        {**(self._candidate(one) or {}), "rank": rank, "score": each.scores[one]}
                        for one, rank in each.ranks.items()
                    ],
                    "caveats": [str(caveat) for caveat in each.caveats],
                }
                for each in found.opinions
            ],
            "vikor": {
                "advantage": compromise.advantage,
                "needed": compromise.needed,
                "has_advantage": compromise.has_advantage,
                "is_stable": compromise.is_stable,
                "compromise": [self._candidate(each) for each in compromise.candidate_ids],
            },
            "promethee": {
                "net": self._by_candidate("flow", found.of(Method.PROMETHEE).scores),
                "outranks": [[self._candidate(one), self._candidate(other)] for one, other in outranking.better],
                "incomparable": [
                    [self._candidate(one), self._candidate(other)] for one, other in outranking.incomparable
                ],
            },
            "agreement": [
                {"methods": [str(each.first), str(each.second)], "tau": each.tau, "rho": each.rho}
                for each in found.concordance
            ],
            "diagnosis": [
                {
                    **self._criterion(each.criterion_id),
                    "official": each.official,
                    "entropy": each.entropy,
                    "critic": each.critic,
                }
                for each in found.weights
            ],
        }

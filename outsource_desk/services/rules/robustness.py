"""Rules about how far the first place can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.formatting import percent, plain
from outsource_desk.services.rules.rulebook import Finding, Subject, check

if TYPE_CHECKING:
    from outsource_desk.domain.robustness import Robustness
    from outsource_desk.services.case import DecisionCase


@dataclass(frozen=True, eq=False)
class Trial:
    """A decision and what is exact about how far it can be trusted."""

    case: DecisionCase
    robustness: Robustness

    def name(self, candidate_id: int) -> str:
        """Return a candidate's name."""
        return self.case.candidates[self.case.row_of[candidate_id]].name

    @property
    def criteria(self) -> dict[int, str]:
        """Return each criterion's name, unlike any other's."""
        from outsource_desk.domain.criterion import criterion_paths

        return criterion_paths(self.case.evaluation.criteria)


@check("W40", Subject.TRUST, "name", "first", "second")
def order_that_depends_on_a_loser(trial: Trial) -> Iterator[Finding]:
    """Find candidates behind the first without whom the others would rank otherwise, where prices are relative."""
    if not any(leaf.curve.is_relative for leaf in trial.case.leaves):
        return
    for drop in trial.robustness.drop_one:
        if not drop.is_reversal or drop.dropped_id == trial.robustness.leader_id:
            continue
        first, second = next(
            (was, now) for was, now in zip(drop.order_before, drop.order_after, strict=True) if was != now
        )
        name = trial.name(drop.dropped_id)
        fields = {"name": name, "first": trial.name(first), "second": trial.name(second)}
        yield Finding(fields, name, drop.dropped_id)


@check("W52", Subject.TRUST, "first", "second")
def balanced_view(trial: Trial) -> Iterator[Finding]:
    """Find another first place by the weighted geometric mean, which forgives weak spots less."""
    from outsource_desk.domain.opinions import Method
    from outsource_desk.services.methods import second_opinions

    leader = trial.robustness.leader_id
    opinion = next(each for each in second_opinions(trial.case).opinions if each.method is Method.PRODUCT)
    if leader is not None and opinion.leader_ids and leader not in opinion.leader_ids:
        other = trial.name(opinion.leader_ids[0])
        yield Finding({"first": trial.name(leader), "second": other}, other, opinion.leader_ids[0])


@check("W54", Subject.TRUST, "criterion", "weight", "needed", "second", "count")
def small_change_of_weight(trial: Trial, *, change: float) -> Iterator[Finding]:
    """Find the leaf of which the least change of weight would put somebody else first, where that is small."""
    leaves = {leaf.id for leaf in trial.case.leaves}
    near = [
        (abs(bound - one.weight), one.criterion_id, one.weight, bound, rival)
        for one in trial.robustness.stability
        for rival, bound in ((one.rival_below, one.low), (one.rival_above, one.high))
        if one.criterion_id in leaves and rival is not None and is_near(abs(bound - one.weight), change)
    ]
    if near:
        from outsource_desk.charts.shares import turning

        _, leaf_id, weight, bound, rival = min(near)
        name, more = trial.criteria[leaf_id], len({each[1] for each in near}) - 1
        reached, places = turning(bound, weight)
        fields = {
            "criterion": name,
            "weight": percent(weight, places),
            "needed": percent(reached, places),
            "count": plain(more),
        }
        text = "" if not more else "one" if more == 1 else "several"
        yield Finding(fields | {"second": trial.name(rival)}, name, None, leaf_id, text)


def is_near(distance: float, change: float) -> bool:
    """Tell whether a weight lies so near to the one that turns the first place."""
    return distance < change - 1e-9


@check("W55", Subject.TRUST, "name", "share")
def first_in_doubt(trial: Trial, *, least: float, draws: float) -> Iterator[Finding]:
    """Find a first place that few of many weightings near the agreed one confirm.

    Source: Dirichlet weights around the agreed ones, as in stochastic multicriteria acceptability analysis, Lahdelma
    and Salminen (2001).
    """
    from outsource_desk.domain.robustness import SimulationPlan
    from outsource_desk.services.robustness import simulate

    leader = trial.robustness.leader_id
    if leader is None or len(trial.case.candidates) < 2:
        return
    plan = SimulationPlan(samples=int(draws), with_scores=False, with_open=False)
    share = simulate(trial.case, plan).first(leader)
    if share < least - 1e-9:
        yield Finding({"name": trial.name(leader), "share": percent(share)}, trial.name(leader), leader)


@check("W56", Subject.TRUST, "first", "second")
def dominated_first(trial: Trial) -> Iterator[Finding]:
    """Find a first place that another candidate dominates."""
    for pair in trial.robustness.dominance:
        if pair.worse_id == trial.robustness.leader_id:
            fields = {"first": trial.name(pair.worse_id), "second": trial.name(pair.better_id)}
            yield Finding(fields, trial.name(pair.worse_id), pair.worse_id)
            return

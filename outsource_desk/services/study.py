"""Look closer at a decision, for its board paper: how far the ranking can be trusted, and how it came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.charts.words import shortened
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import money
from outsource_desk.domain.opinions import Method
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.robustness import Crossover, Robustness
from outsource_desk.domain.weighting import Purpose, WeightMethod
from outsource_desk.reports.findings import NAME_LIMIT
from outsource_desk.reports.study import FoundLevel, Study, Told, most_delicate
from outsource_desk.services.case import DecisionCase, case_of
from outsource_desk.services.flip_words import flip_sentences, verdict_sentence
from outsource_desk.services.found_weights import found_weights
from outsource_desk.services.freezing import disclosure_of
from outsource_desk.services.lenses import lens_results
from outsource_desk.services.methods import second_opinions
from outsource_desk.services.moderation import moderation_agenda
from outsource_desk.services.opinion_words import (
    caveat_sentences,
    compromise_sentences,
    method_about,
    method_name,
    outranking_sentences,
)
from outsource_desk.services.panel import panel_report
from outsource_desk.services.price_lab import price_lab
from outsource_desk.services.price_words import (
    exchange_sentence,
    function_about,
    function_name,
    no_paradox,
    paradox_sentences,
)
from outsource_desk.services.robustness import crossover_of, information_of, robustness_of, simulate
from outsource_desk.services.trust import trust_of
from outsource_desk.services.warning_answers import answered
from outsource_desk.services.warnings import warnings_with
from outsource_desk.services.weighting import level_of, stored_answer

if TYPE_CHECKING:
    from outsource_desk.domain.price_lab import PriceLab
    from outsource_desk.domain.times import Times
    from outsource_desk.domain.weighting import Elicitation

MOST_FLIPS = 5


def study_of(evaluation: Evaluation, ranking: Ranking, times: Times | None = None) -> Study:
    """Return what a closer look finds; the same decision always gives the same, as the simulation's seed is fixed.

    Args:
        evaluation: what was read of the initiative.
        ranking: of it.
        times: what was done when; None leaves out the warnings that ask for it.
    """
    panel = panel_report(evaluation, ranking)
    known = Study(
        told=tuple(_told(evaluation, ranking, times)),
        found=tuple(_found(evaluation)),
        lenses=lens_results(evaluation),
        disclosure=disclosure_of(evaluation, ranking),
        panel=panel,
        agenda=moderation_agenda(evaluation, ranking, disputed=panel.disputed),
    )
    known = _with_prices(known, price_lab(evaluation, ranking))
    case = case_of(*_briefly(evaluation, ranking))
    return known if case is None else _with_case(known, case)


def _briefly(evaluation: Evaluation, ranking: Ranking) -> tuple[Evaluation, Ranking]:
    """Return the decision with long names shortened, as sentences can carry them."""
    limit = NAME_LIMIT

    def brief(name: str) -> str:
        return shortened(" ".join(name.split()), limit)

    if all(len(each.name) <= limit for each in (*evaluation.candidates, *evaluation.criteria)):
        return evaluation, ranking
    named = {each.id: replace(each, name=brief(each.name)) for each in evaluation.candidates}
    criteria = tuple(replace(each, name=brief(each.name)) for each in evaluation.criteria)
    standings = tuple(replace(each, candidate=named[each.candidate.id]) for each in ranking.standings)
    return (
        replace(evaluation, candidates=tuple(named.values()), criteria=criteria),
        replace(ranking, standings=standings),
    )


def _told(evaluation: Evaluation, ranking: Ranking, times: Times | None) -> Iterator[Told]:
    """Yield every warning with its answer, also those that take their time."""
    for each in answered(evaluation, warnings_with(evaluation, ranking, times)):
        yield Told(each.warning, each.answer, each.lapsed)


def _with_case(known: Study, case: DecisionCase) -> Study:
    """Add what needs candidates that are ranked and criteria that weigh something."""
    robustness, simulation, opinions = robustness_of(case), simulate(case), second_opinions(case)
    verdict = trust_of(case, robustness, simulation)
    return replace(
        known,
        robustness=robustness,
        simulation=simulation,
        verdict=verdict,
        verdict_text=verdict_sentence(case, verdict),
        flips=flip_sentences(case, robustness, most=MOST_FLIPS),
        information=information_of(case),
        crossover=_crossover(case, robustness),
        opinions=opinions,
        method_words={method: (method_name(method), method_about(method)) for method in Method},
        compromise_words=compromise_sentences(case, opinions),
        outranking_words=outranking_sentences(case, opinions),
        caveat_words=caveat_sentences(case, opinions),
    )


def _with_prices(known: Study, lab: PriceLab | None) -> Study:
    """Add the offers under every price function, where a price counts."""
    if lab is None:
        return known
    curves = {each.curve for each in lab.outcomes} | {lab.current}
    return replace(
        known,
        price=lab,
        price_words={curve: (function_name(curve), function_about(curve, lab.multiple)) for curve in curves},
        exchange_words=exchange_sentence(lab, lambda amount: money(amount, lab.currency)),
        paradox_words=paradox_sentences(lab) or (no_paradox(lab),),
    )


def _crossover(case: DecisionCase, robustness: Robustness) -> Crossover | None:
    """Return the totals over the weight that turns the first place soonest, else the one that moves the lead most."""
    delicate = most_delicate(robustness)
    if delicate is not None:
        return crossover_of(case, delicate.criterion_id)
    return crossover_of(case, robustness.tornado[0].criterion_id) if robustness.tornado else None


def _found(evaluation: Evaluation) -> Iterator[FoundLevel]:
    """Yield how each level was weighed, the official set first, in the order of the tree."""
    order: dict[int | None, int] = {each.id: place for place, each in enumerate(evaluation.criteria)}
    sets = sorted(evaluation.weight_sets, key=lambda each: each.purpose is not Purpose.OFFICIAL)
    for weight_set in sets:
        for each in sorted(weight_set.elicitations, key=lambda each: order.get(each.parent_id, -1)):
            level = FoundLevel(weight_set.name, each.parent_id, each.method, each.given_by, each.given_at, each.note)
            yield _with_consistency(evaluation, each, level)


def _with_consistency(evaluation: Evaluation, elicitation: Elicitation, level: FoundLevel) -> FoundLevel:
    """Add how far judgements of pairs agree with each other; nothing where they no longer fit the criteria."""
    if elicitation.method is not WeightMethod.PAIRWISE:
        return level
    try:
        found = found_weights(level_of(evaluation, elicitation.parent_id), stored_answer(elicitation)).consistency
    except DeskError:  # criteria came or went since
        return level
    return level if found is None else replace(level, consistency=found.ratio, random_index=found.table)

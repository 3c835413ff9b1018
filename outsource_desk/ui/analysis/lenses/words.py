"""What several ways of weighing come to, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.domain.criterion import Criterion, Measure, criterion_paths
from outsource_desk.domain.lens import LensResult
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.weighting import Purpose, WeightSet
from outsource_desk.ui.formats import money, number, points
from outsource_desk.ui.language import tr

MOST_NAMES = 4  # that a sentence lists


def lens_name(result: LensResult) -> str:
    """Return what a way of weighing is called."""
    return tr("Official weights") if result.purpose is Purpose.OFFICIAL else result.name


def purpose_words(purpose: Purpose) -> str:
    """Return whose weights they are."""
    return {
        Purpose.OFFICIAL: tr("official"),
        Purpose.PERSON: tr("person"),
        Purpose.LENS: tr("lens"),
        Purpose.SCENARIO: tr("scenario"),
    }[purpose]


def agreement_sentence(evaluation: Evaluation, results: Sequence[LensResult]) -> str:
    """Return whether all put the same candidate first, and who does not."""
    if len(results) < 2:
        return tr("Only the official weights are there. See what the CFO's, the CISO's or your own would make of it.")
    names = {each.id: each.name for each in evaluation.candidates}
    by_leaders: dict[tuple[int, ...], list[str]] = {}
    for each in results:
        by_leaders.setdefault(each.leader_ids, []).append(lens_name(each))
    if len(by_leaders) == 1:
        leader = _named(next(iter(by_leaders)), names)
        return tr("All {count} ways of weighing put {name} first.", count=len(results), name=leader)
    official, *others = by_leaders.items()
    parts = [
        tr(
            "{name} is first for {count} of {all}",
            name=_named(official[0], names),
            count=len(official[1]),
            all=len(results),
        )
    ]
    parts += [tr("{name} for {who}", name=_named(ids, names), who=_listed(who)) for ids, who in others]
    return f"{'; '.join(parts)}."


def supposed_sentences(evaluation: Evaluation, ranking: Ranking, weight_set: WeightSet) -> list[str]:
    """Return what a set supposes instead of what was given, a sentence for each value."""
    candidates = {each.id: each.name for each in evaluation.candidates}
    criteria, paths = {each.id: each for each in evaluation.criteria}, criterion_paths(evaluation.criteria)
    sentences = []
    for (candidate_id, criterion_id), amount in weight_set.changed_values:
        leaf, cell = criteria[criterion_id], ranking.cells.get((candidate_id, criterion_id))
        now = tr("nothing") if cell is None or cell.points is None else amount_words(evaluation, leaf, cell.points)
        sentences.append(
            tr(
                "{candidate}, {criterion}: {supposed} instead of {now}",
                candidate=candidates[candidate_id],
                criterion=paths[criterion_id],
                supposed=amount_words(evaluation, leaf, amount),
                now=now,
            )
        )
    return sentences


def amount_words(evaluation: Evaluation, leaf: Criterion, amount: float) -> str:
    """Return points or an amount with its unit."""
    if leaf.measure is Measure.PRICE:
        return money(amount, evaluation.initiative.currency)
    if leaf.measure is Measure.MEASURED:
        return f"{points(amount)} {leaf.unit}".strip()
    return tr("{amount} points", amount=points(amount))


def place_words(result: LensResult, candidate_id: int) -> str:
    """Return rank and total of a candidate: ``1 · 70.9``."""
    rank = result.ranks.get(candidate_id)
    return tr("not ranked") if rank is None else f"{rank} · {number(result.totals[candidate_id])}"


def _named(ids: Sequence[int], names: dict[int, str]) -> str:
    return ", ".join(names[each] for each in ids) or tr("nobody")


def _listed(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return tr("{count} others", count=len(names))
    *first, last = (tr("“{name}”", name=name) for name in names)
    return tr("{items} and {last}", items=", ".join(first), last=last) if first else last

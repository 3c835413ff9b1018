"""Results among the criterion lines: totals and means, proven by arithmetic, and weighted copies."""

from __future__ import annotations

from collections.abc import Callable

from outsource_desk.importers.scorecards.proof import Numbers, Proof, is_weighted_copy, prove_results
from outsource_desk.importers.scorecards.scales import is_amount_name
from outsource_desk.importers.scorecards.sides import Sides, weights_of
from outsource_desk.importers.scorecards.sorted_lines import Result, Sorting, numbers_of, whole_weights
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.vocabulary import GIVEN_POINTS, RANK, SCORE, TOTAL
from outsource_desk.importers.sheets.words import has, starts_as_total, words_of

_MOST_COPIED = 500  # criteria beyond which nobody writes a second line for each


def prove_all(view: View, sides: Sides, sorting: Sorting) -> None:
    """Prove the results that labels named, and find criteria that are results by arithmetic alone."""
    _move_disguised_totals(view, sides, sorting)
    if not sorting.results:
        return
    numeric = [line for line in sorting.criteria if line.at not in sorting.worded]
    scores = _by_vendor(view, sides, numeric)
    weights = whole_weights(view, sides, sorting, numeric)
    of_points: list[tuple[list[Numbers], list[float | None] | None]] | None = None
    for result in sorting.checkable:
        if result.kind == "rank":
            continue
        given = numbers_of(view, sides, result.line)
        proofs = (prove_results(given, scores, weights), _prove_from_part(view, sides, sorting, result))
        known = [proof for proof in proofs if proof is not None]
        result.proof = min(known, key=_distance_to(given), default=None)  # the whole one of equals
        if result.proof is None:
            of_points = _points_of(view, sides, sorting, numeric) if of_points is None else of_points
            tried = (prove_results(given, points, by, in_proportion=True) for points, by in of_points)
            result.proof = next((proof for proof in tried if proof is not None), None)


def _distance_to(given: Numbers) -> Callable[[Proof], float]:
    return lambda proof: proof.distance(given)


def _by_vendor(view: View, sides: Sides, criteria: list[Line]) -> list[Numbers]:
    columns = [view.numbers_of(line, sides.vendors) for line in criteria]
    return [list(line) for line in zip(*columns, strict=True)] if columns else [[] for _ in sides.vendors]


def _prove_from_part(view: View, sides: Sides, sorting: Sorting, result: Result) -> Proof | None:
    """Try the criteria between this result and the result or group heading before it: a subtotal."""
    before = [
        line.at for line in [*(other.line for other in sorting.results), *sorting.groups] if line.at < result.line.at
    ]
    start = max(before, default=-1)
    part = [line for line in sorting.criteria if start < line.at < result.line.at and line.at not in sorting.worded]
    if not part or len(part) == len(sorting.criteria):
        return None
    weights = whole_weights(view, sides, sorting, part)
    return prove_results(numbers_of(view, sides, result.line), _by_vendor(view, sides, part), weights)


def _points_of(
    view: View, sides: Sides, sorting: Sorting, numeric: list[Line]
) -> list[tuple[list[Numbers], list[float | None] | None]]:
    """Return the values by vendor of criteria that may be points, without amounts such as a price, and their weights.

    A result may follow from those that have a weight, from those up to 100, or from these without what is called an
    amount; in this order.
    """
    small = [
        line
        for line in numeric
        if all(number is None or 0 <= number <= 100 for number in numbers_of(view, sides, line))
    ]
    weighed = [line for line in numeric if line.at in sorting.shares.weights]
    kinds = (weighed, small, [line for line in small if not is_amount_name(line.name)])
    return [(_by_vendor(view, sides, lines), whole_weights(view, sides, sorting, lines)) for lines in kinds if lines]


def _move_disguised_totals(view: View, sides: Sides, sorting: Sorting) -> None:
    """Move a last criterion that is the weighted sum, sum or mean of at least three others to the results."""
    if len(sides.vendors) > 2_000:
        return
    for line in reversed(sorting.criteria[-2:]):
        others = [other for other in sorting.criteria if other.at < line.at and other.at not in sorting.worded]
        results = numbers_of(view, sides, line)
        known = {result for result in results if result is not None}
        is_named = starts_as_total(line.name) or (
            has(line.name, SCORE - {"value", "index", "note"}) and not set(words_of(line.name)) & RANK
        )
        needed = 2 if is_named else 3
        if view.role_of_criterion(line) or line.at in sorting.worded or len(others) < 3 or len(known) < needed:
            continue
        weights = whole_weights(view, sides, sorting, others)
        proof = prove_results(results, _by_vendor(view, sides, others), weights)
        if proof and (is_named or proof.how != "mean"):
            sorting.criteria.remove(line)
            sorting.results.append(Result(line, "total", proof))


def move_weighted_copies(view: View, sides: Sides, sorting: Sorting) -> None:
    """Move criteria without a weight that repeat a weighted one times its weight to the results."""
    if sides.weight is None or len(sorting.criteria) > _MOST_COPIED:
        return
    weights = dict(
        zip([line.at for line in sorting.criteria], weights_of(view, sides.weight, sorting.criteria), strict=True)
    )
    weighted = [line for line in sorting.criteria if weights[line.at] is not None]
    for line in [line for line in sorting.criteria if weights[line.at] is None and not view.role_of_criterion(line)]:
        numbers = numbers_of(view, sides, line)
        for original in weighted:
            scores = numbers_of(view, sides, original)
            if is_weighted_copy(numbers, scores, [weights[original.at]] * len(scores)):
                sorting.criteria.remove(line)
                sorting.left_out_results.append((line, f"weight × score of “{original.name}”"))
                break


def take_only_score(view: View, sorting: Sorting) -> None:
    """Take the only score of each vendor for a criterion: there is nothing else that it could be the result of.

    Beside a cost alone it is one too, for nobody makes a score of a single cost; a total stays a total.
    """
    scores = [result for result in sorting.results if result.kind != "rank"]
    numeric = [line for line in sorting.criteria if line.at not in sorting.worded]
    if view.is_across or len(scores) != 1 or not has(scores[0].line.name, GIVEN_POINTS):
        return
    is_sole = len(numeric) == 1 and is_amount_name(numeric[0].name) and not set(words_of(scores[0].line.name)) & TOTAL
    if numeric and not is_sole:
        return
    sorting.results.remove(scores[0])
    sorting.criteria.append(scores[0].line)

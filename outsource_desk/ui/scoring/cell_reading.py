"""One cell of the matrix, read for the inspector: its value, whose reason it takes, and what points mean."""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import AgreedScore, Source
from outsource_desk.services.cells import CellDetail
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_face import exact, places_of, shown


class Subject(NamedTuple):
    """Whose reason the field holds: an evaluator's, the agreed one, or the amount's."""

    candidate_id: int
    criterion_id: int
    kind: str  # score, agreed or amount
    evaluator_id: int


def value_of(detail: CellDetail, evaluator_id: int | None) -> tuple[float | None, bool]:
    """Return the points or the amount that the view shows, and whether the criterion does not apply."""
    own = next((each for each in detail.scores if each.evaluator.id == evaluator_id), None)
    own = None if detail.cell.is_from_vetting else own
    return (own.points, own.not_applicable) if own else (detail.cell.points, detail.cell.not_applicable)


def entry_of(evaluation: Evaluation, subject: Subject) -> tuple[float | None, bool]:
    """Return the points or the amount that a reason is given for, and whether the criterion does not apply."""
    cell = subject.candidate_id, subject.criterion_id
    if subject.kind == "amount":
        amounts = [each for each in evaluation.measurements if (each.candidate_id, each.criterion_id) == cell]
        return (amounts[0].amount, amounts[0].not_applicable) if amounts else (None, False)
    given = [
        each
        for each in (evaluation.agreed if subject.kind == "agreed" else evaluation.scores)
        if (each.candidate_id, each.criterion_id) == cell
        and (isinstance(each, AgreedScore) or each.evaluator_id == subject.evaluator_id)
    ]
    return (given[0].points, given[0].not_applicable) if given else (None, False)


def is_blind_for(detail: CellDetail, evaluation: Evaluation, evaluator_id: int | None) -> bool:
    """Tell whether an evaluator is still to judge or to hand in, and so is not to see what the others gave."""
    if evaluator_id in evaluation.sealed_ids:
        return True
    own = next((each for each in detail.scores if each.evaluator.id == evaluator_id), None)
    return own is not None and own.points is None and not own.not_applicable


def source_of(detail: CellDetail, evaluator_id: int | None) -> Source | None:
    """Return the cell of an imported file that the value was read from."""
    if detail.measurement is not None:
        return detail.measurement.source
    own = next((each for each in detail.scores if each.evaluator.id == evaluator_id), None)
    if own is not None:
        return own.source
    if detail.agreed is not None:
        return detail.agreed.source
    sources = [each.source for each in detail.scores if each.source is not None]
    return sources[0] if sources else None


def subject_of(detail: CellDetail, evaluator_id: int | None) -> Subject | None:
    """Return whose reason can be written here; nobody's where several judge and nothing is agreed."""
    cell = detail.candidate.id, detail.criterion.id
    if detail.criterion.measure is not Measure.JUDGED:
        return Subject(*cell, "amount", 0)
    if evaluator_id is not None:
        return Subject(*cell, "score", evaluator_id)
    if detail.agreed is not None:
        return Subject(*cell, "agreed", 0)
    return Subject(*cell, "score", detail.scores[0].evaluator.id) if len(detail.scores) == 1 else None


def reason_of(detail: CellDetail, subject: Subject) -> str:
    """Return what is written as the reason of a subject."""
    if subject.kind == "amount":
        return detail.measurement.rationale if detail.measurement else ""
    if subject.kind == "agreed":
        return detail.agreed.rationale if detail.agreed else ""
    return next((each.rationale for each in detail.scores if each.evaluator.id == subject.evaluator_id), "")


def offered_points(
    leaf: Criterion, points: float | None, not_applicable: bool, around: int = 2
) -> list[tuple[str, str]]:
    """Return a few points, ``around`` on each side of those that are given, for one click or arrow key."""
    step = leaf.step or leaf.maximum / 10
    last = round(leaf.maximum / step)
    at = round((points if points is not None else leaf.maximum / 2) / step)
    first = min(max(0, at - around), max(0, last - 2 * around))
    offered = [place * step for place in range(first, min(last, first + 2 * around) + 1)]
    if points is not None and all(abs(each - points) > 1e-9 for each in offered):
        offered = sorted([*offered, points])  # a median between two steps
    choices = [(exact(each), formats.number(each, places_of(leaf, each))) for each in offered]
    if points is None:
        choices.insert(0, ("n/a", tr("n/a")) if not_applicable else ("", tr("open")))
    return choices


def meanings(leaf: Criterion, currency: str) -> list[tuple[float | None, str, str]]:
    """Return what points or amounts are worth, lowest first."""
    if leaf.measure is Measure.JUDGED:
        return [(points, formats.points(points), wording) for points, wording in leaf.anchors]
    if leaf.curve.is_relative:
        return [(None, name, words) for name, words in _compared(leaf)]
    worst, best = leaf.end_points
    points = leaf.points if leaf.curve.has_points else ((worst, 0.0), (best, 100.0))
    if leaf.lacking:
        return [(None, "?", tr("Say on the criteria tab which amounts are worth 0 and 100."))]
    by_value = sorted(points, key=itemgetter(1))
    named = [(formats.points(value), whole_value(leaf, amount, False, currency)) for amount, value in by_value]
    return [(None, value, tr("at {amount}", amount=amount)) for value, amount in named]


def _compared(leaf: Criterion) -> list[tuple[str, str]]:
    """Return what offers are worth where they are compared with each other, least first."""
    least = {
        Curve.LOWEST: ("50", tr("at twice the lowest offer")),
        Curve.MULTIPLE: ("0", tr("at {times} times the lowest offer", times=formats.points(leaf.multiple))),
        Curve.MIN_MAX: ("0", tr("at the highest offer")),
    }[leaf.curve]
    return [least, ("100", tr("at the lowest offer"))]


def whole_value(leaf: Criterion, points: float | None, not_applicable: bool, currency: str) -> str:
    """Return a value with all its digits and its unit."""
    if points is None or not_applicable or leaf.measure is Measure.JUDGED:
        return shown(leaf, points, not_applicable, currency)[0]
    if leaf.measure is Measure.PRICE:
        return formats.money(points, currency)
    return f"{formats.points(points)} {leaf.unit}".strip()

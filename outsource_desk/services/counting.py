"""What counts for one candidate on one leaf, out of everything that was given for it."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from outsource_desk.analysis.agreement import median
from outsource_desk.analysis.value_functions import Offers, value_of
from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.ranking import Cell, CellValue, Evaluation
from outsource_desk.domain.score import AgreedScore, Measurement, Score
from outsource_desk.domain.vetted import VettedCandidate


class Entry(NamedTuple):
    """Everything that was given for one candidate on one leaf."""

    scores: tuple[Score, ...] = ()  # in the order they were first given
    agreed: AgreedScore | None = None
    measurement: Measurement | None = None

    @property
    def points(self) -> list[float]:
        """Return the evaluators' points; who gave none is left out."""
        return [score.points for score in self.scores if score.points is not None]


NOTHING = Entry()


def entries_of(evaluation: Evaluation) -> dict[Cell, Entry]:
    """Return what was given and counts, cell by cell; a cell for which nothing was given is not in it.

    What was typed where a section of the vetting counts is left out.
    """
    from_vetting = evaluation.cells_from_vetting
    scores: dict[Cell, list[Score]] = defaultdict(list)
    for score in evaluation.counting_scores:
        scores[score.candidate_id, score.criterion_id].append(score)
    agreed = {(row.candidate_id, row.criterion_id): row for row in evaluation.agreed}
    measured = {(row.candidate_id, row.criterion_id): row for row in evaluation.measurements}
    return {
        cell: Entry(tuple(scores.get(cell, ())), agreed.get(cell), measured.get(cell))
        for cell in {**scores, **agreed, **measured}
        if cell not in from_vetting
    }


def counted(leaf: Criterion, entry: Entry, offers: Offers | None = None) -> CellValue:
    """Return what counts: of judgements the agreed points, else the evaluators' median; else the measured amount.

    A median is never called agreed unless there is only one evaluator.

    Args:
        leaf: tells by which curve points and amounts become values.
        entry: what was given.
        offers: what a relative price function compares with.
    """
    if leaf.measure is not Measure.JUDGED:
        row = entry.measurement
        if row is None:
            return CellValue(None)
        return CellValue(value_of(leaf, row.amount, offers), row.amount, True, row.not_applicable)
    points, agreed = entry.points, entry.agreed
    spread = max(points) - min(points) if points else 0.0
    if agreed is not None:
        value = value_of(leaf, agreed.points)
        return CellValue(value, agreed.points, True, agreed.not_applicable, spread)
    if points:
        middle = median(points)
        return CellValue(value_of(leaf, middle), middle, len(points) == 1, False, spread)
    return CellValue(None, not_applicable=any(score.not_applicable for score in entry.scores))


def secured_by(leaf: Criterion, vetted: VettedCandidate) -> CellValue:
    """Return what counts on a leaf that takes its value from a section: the section's secured score.

    It is open while nothing of the section is accepted, and never what anybody typed. ``points`` is the same on the
    leaf's scale, so that a minimum can be held against it.
    """
    section = vetted.sections.get(leaf.section_id or 0)
    if section is None or section.secured is None or not section.coverage:
        return CellValue(None, is_from_vetting=True)
    return CellValue(section.secured, section.secured * leaf.maximum / 100, True, is_from_vetting=True)


def judged_values(leaf: Criterion, entry: Entry) -> list[float]:
    """Return what each evaluator's points are worth, 0..100; who gave none, or none with a value, is left out."""
    if leaf.curve is Curve.LINEAR:  # the other direction spreads just as far
        return [100 * points / leaf.maximum for points in entry.points]
    return [value for value in (value_of(leaf, points) for points in entry.points) if value is not None]

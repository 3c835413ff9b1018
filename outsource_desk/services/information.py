"""What it is worth to settle an open or disputed value before deciding."""

from __future__ import annotations

import numpy as np

from outsource_desk.analysis import outlook
from outsource_desk.analysis.sensitivity import secured
from outsource_desk.analysis.value_functions import value_of
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.ranking import TIE_POINTS
from outsource_desk.domain.robustness import Information
from outsource_desk.services.case import DecisionCase
from outsource_desk.services.counting import entries_of


def information_of(case: DecisionCase) -> tuple[Information, ...]:
    """Return what it is worth to settle each open value and each score evaluators differ on, the most powerful first.

    An open value may be anything from 0 to 100, a disputed one anything between its lowest and its highest score;
    all else stays as it counts now. What is agreed is settled.
    """
    values = secured(case.values)
    totals = values @ case.weights
    if len(totals) < 2:
        return ()
    found = []
    for (row, column), (low, high) in _uncertain(case).items():
        weight = float(case.weights[column])
        rest = float(totals[row] - weight * values[row, column])
        ask = outlook.prospect_of_leader if row == 0 else outlook.prospect_of_rival
        prospect = ask(
            rest, weight * low, weight * high, float(totals[0 if row else 1]) + TIE_POINTS * (1 if row else -1)
        )
        is_open = bool(np.isnan(case.values[row, column]))
        found.append(
            Information(case.candidates[row].id, case.leaves[column].id, is_open, prospect.power > 0, *prospect)
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.power, -each.gain)))


def _uncertain(case: DecisionCase) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the cells that are open or disputed and between which values they may turn out."""
    entries = entries_of(case.evaluation)
    cells: dict[tuple[int, int], tuple[float, float]] = {}
    for row, candidate in enumerate(case.candidates):
        for column, leaf in enumerate(case.leaves):
            if case.weights[column] <= 0:
                continue
            if np.isnan(case.values[row, column]):
                cells[row, column] = 0.0, 100.0
                continue
            entry = entries.get((candidate.id, leaf.id))
            if entry is None or entry.agreed is not None or leaf.measure is not Measure.JUDGED:
                continue
            reached = [value for value in (value_of(leaf, points) for points in entry.points) if value is not None]
            if reached and max(reached) - min(reached) > TIE_POINTS:
                cells[row, column] = min(reached), max(reached)
    return cells

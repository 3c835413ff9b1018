"""How often each candidate comes first when weights, scores and open values vary."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from outsource_desk.analysis.simulation import Outcome, Simulator
from outsource_desk.domain.robustness import Simulation, SimulationPlan
from outsource_desk.services.case import DecisionCase


def simulate(
    case: DecisionCase, plan: SimulationPlan | None = None, cancelled: Callable[[], bool] | None = None
) -> Simulation:
    """Count how often each candidate reaches each rank, over weights, scores and open values together.

    Args:
        case: what is simulated.
        plan: None = as `SimulationPlan` has it.
        cancelled: asked every few milliseconds.

    Raises:
        SimulationStoppedError: ``cancelled`` said so.
    """
    plan = plan or SimulationPlan()
    outcome = simulator_of(case, plan).run(case.weights, cancelled=cancelled)
    return simulation_from(case, plan, outcome)


def simulator_of(case: DecisionCase, plan: SimulationPlan, *, keeps: bool = False) -> Simulator:
    """Return what simulates a case: candidates by id, so that it does not matter who is ahead."""
    rows = [case.row_of[candidate_id] for candidate_id in sorted(case.row_of)]
    return Simulator(case.values[rows], case.errors[rows], plan, keeps=keeps)


def simulation_from(case: DecisionCase, plan: SimulationPlan, outcome: Outcome) -> Simulation:
    """Return what a simulator of the case found, in ids."""
    ids, leaves = sorted(case.row_of), [leaf.id for leaf in case.leaves]
    central = [None if np.isnan(row).any() else dict(zip(leaves, row.tolist(), strict=True)) for row in outcome.central]
    beats = outcome.beats.tolist()
    return Simulation(
        plan,
        {one: tuple(shares) for one, shares in zip(ids, outcome.acceptability.tolist(), strict=True)},
        dict(zip(ids, central, strict=True)),
        {(one, other): beats[i][j] for i, one in enumerate(ids) for j, other in enumerate(ids) if i != j},
    )

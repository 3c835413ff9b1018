"""Read sets of weights, how they were found, what was frozen, and preference functions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from outsource_desk.domain.preference import Preference, Shape
from outsource_desk.domain.weighting import (
    Elicitation,
    Elicited,
    FrozenWeight,
    Judgement,
    Purpose,
    WeightMethod,
    WeightSet,
)

if TYPE_CHECKING:
    import sqlite3

_OF_SET = "JOIN weight_set ON weight_set.id = weight_set_id WHERE weight_set.initiative_id = ?"
_OF_ELICITATION = f"JOIN elicitation ON elicitation.id = elicitation_id {_OF_SET}"


def load_weight_sets(connection: sqlite3.Connection, initiative_id: int) -> tuple[WeightSet, ...]:
    """Return an initiative's sets of weights in their order, the official one first."""
    rows = connection.execute(
        """SELECT id, initiative_id, name, purpose, evaluator_id, note FROM weight_set WHERE initiative_id = ?
        ORDER BY purpose <> 'official', position, id""",
        [initiative_id],
    ).fetchall()
    weights: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for set_id, criterion_id, weight in connection.execute(
        f"SELECT weight_set_id, criterion_id, weight FROM set_weight {_OF_SET} ORDER BY set_weight.id", [initiative_id]
    ):
        weights[set_id].append((criterion_id, weight))
    values: dict[int, list[tuple[tuple[int, int], float]]] = defaultdict(list)
    for set_id, candidate_id, criterion_id, amount in connection.execute(
        f"""SELECT weight_set_id, candidate_id, criterion_id, amount FROM scenario_value {_OF_SET}
        ORDER BY scenario_value.id""",
        [initiative_id],
    ):
        values[set_id].append(((candidate_id, criterion_id), amount))
    elicitations = _elicitations(connection, initiative_id)
    return tuple(
        WeightSet(
            id=number,
            initiative_id=initiative,
            name=name,
            purpose=Purpose(purpose),
            evaluator_id=evaluator_id,
            note=note,
            weights=tuple(weights[number]),
            changed_values=tuple(values[number]),
            elicitations=tuple(elicitations[number]),
        )
        for number, initiative, name, purpose, evaluator_id, note in rows
    )


def _elicitations(connection: sqlite3.Connection, initiative_id: int) -> dict[int, list[Elicitation]]:
    """Return how levels were weighted: set id → elicitations."""
    answers: dict[int, list[Elicited]] = defaultdict(list)
    query = f"SELECT elicitation_id, criterion_id, amount, worst, best FROM elicited {_OF_ELICITATION}"
    for elicitation_id, criterion_id, amount, worst, best in connection.execute(
        f"{query} ORDER BY elicited.id", [initiative_id]
    ):
        answers[elicitation_id].append(Elicited(criterion_id, amount, worst, best))
    judgements: dict[int, list[Judgement]] = defaultdict(list)
    query = f"SELECT elicitation_id, first_id, second_id, ratio FROM judgement {_OF_ELICITATION}"
    for elicitation_id, first_id, second_id, ratio in connection.execute(
        f"{query} ORDER BY judgement.id", [initiative_id]
    ):
        judgements[elicitation_id].append(Judgement(first_id, second_id, ratio))
    found: dict[int, list[Elicitation]] = defaultdict(list)
    for number, set_id, parent_id, method, given_by, given_at, note in connection.execute(
        f"""SELECT elicitation.id, weight_set_id, parent_id, method, given_by, given_at, elicitation.note
        FROM elicitation {_OF_SET} ORDER BY elicitation.id""",
        [initiative_id],
    ):
        given = tuple(answers[number]), tuple(judgements[number])
        found[set_id].append(
            Elicitation(number, set_id, parent_id, WeightMethod(method), given_by, given_at, note, *given)
        )
    return found


def load_frozen_weights(connection: sqlite3.Connection, initiative_id: int) -> tuple[FrozenWeight, ...]:
    """Return the weights as they were frozen; none if they never were."""
    rows = connection.execute(
        "SELECT criterion_id, name, weight, share FROM frozen_weight WHERE initiative_id = ? ORDER BY id",
        [initiative_id],
    )
    return tuple(FrozenWeight(*row) for row in rows)


def load_preferences(connection: sqlite3.Connection, initiative_id: int) -> tuple[Preference, ...]:
    """Return the preference functions that were chosen; leaves without one have the usual thresholds."""
    rows = connection.execute(
        """SELECT criterion_id, shape, indifference, strict FROM preference
        JOIN criterion ON criterion.id = criterion_id WHERE initiative_id = ? ORDER BY preference.id""",
        [initiative_id],
    )
    return tuple(Preference(row[0], Shape(row[1]), *row[2:]) for row in rows)

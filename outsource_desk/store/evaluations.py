"""Read an initiative whole, at one moment, or only what has changed of it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.store import dossiers, protection, vetting
from outsource_desk.store.criteria import load_criteria
from outsource_desk.store.initiatives import load_goals, load_initiative
from outsource_desk.store.panel import load_assignments, load_conflicts, load_warning_answers
from outsource_desk.store.scores import load_agreed_scores, load_evaluators, load_measurements, load_scores
from outsource_desk.store.vendors import load_candidates
from outsource_desk.store.vetting import load_tiering, load_vetting, load_vetting_again
from outsource_desk.store.weight_sets import load_frozen_weights, load_preferences, load_weight_sets

if TYPE_CHECKING:
    import sqlite3

    from outsource_desk.domain.price_line import PriceLine
    from outsource_desk.domain.vetting import Vetting

GIVEN = frozenset({"score", "agreed_score", "measurement"})  # what was given for single cells
FRAME = frozenset(  # all around them
    {"initiative", "goal", "vendor", "candidate", "criterion", "anchor", "curve_point", "preference", "evaluator"}
    | {"assignment", "conflict", "warning_answer", "price_line"}
    | {"weight_set", "set_weight", "scenario_value", "elicitation", "elicited", "judgement", "frozen_weight"}
    | vetting.TABLES
    | dossiers.TABLES
    | protection.TABLES
)
READ = GIVEN | FRAME | {"import_file"}


def load_evaluation(connection: sqlite3.Connection, initiative_id: int) -> Evaluation:
    """Return everything that an initiative's ranking depends on.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return replace(
        load_frame(connection, initiative_id),
        scores=load_scores(connection, initiative_id),
        agreed=load_agreed_scores(connection, initiative_id),
        measurements=load_measurements(connection, initiative_id),
    )


def load_frame(
    connection: sqlite3.Connection,
    initiative_id: int,
    known: Evaluation | None = None,
    changed: Mapping[str, Collection[int]] = MappingProxyType({}),
) -> Evaluation:
    """Return who is compared by what, without anything that was given for a single cell.

    Args:
        connection: of the file.
        initiative_id: whose frame.
        known: what was read before; of its vetting only what has changed is read again.
        changed: table → ids of the rows that were added, changed or deleted since.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return Evaluation(
        initiative=load_initiative(connection, initiative_id),
        goals=load_goals(connection, initiative_id),
        candidates=load_candidates(connection, initiative_id),
        criteria=load_criteria(connection, initiative_id),
        evaluators=load_evaluators(connection, initiative_id),
        scores=(),
        agreed=(),
        measurements=(),
        assignments=load_assignments(connection, initiative_id),
        conflicts=load_conflicts(connection, initiative_id),
        frozen=load_frozen_weights(connection, initiative_id),
        weight_sets=load_weight_sets(connection, initiative_id),
        preferences=load_preferences(connection, initiative_id),
        answers=load_warning_answers(connection, initiative_id),
        tiering=load_tiering(connection, initiative_id),
        price_lines=_price_lines(connection, initiative_id),
        vetting=_vetting(connection, initiative_id, known, changed),
        protection=protection.load_protection(
            connection, initiative_id, known.protection if known else None, changed if known else None
        ),
    )


def _price_lines(connection: sqlite3.Connection, initiative_id: int) -> tuple[PriceLine, ...]:
    if connection.execute("SELECT 1 FROM price_line LIMIT 1").fetchone() is None:
        return ()
    from outsource_desk.store.price_lines import load_price_lines  # most files have no lines

    return load_price_lines(connection, initiative_id)


def _vetting(
    connection: sqlite3.Connection,
    initiative_id: int,
    known: Evaluation | None,
    changed: Mapping[str, Collection[int]],
) -> Vetting | None:
    if known is None or known.vetting is None:
        return load_vetting(connection, initiative_id)
    return load_vetting_again(connection, initiative_id, known.vetting, changed)


def load_given(connection: sqlite3.Connection, frame: Evaluation, ids: Mapping[str, Collection[int]]) -> Evaluation:
    """Return an evaluation that has, of what was given, only the rows with these ids: table → ids."""
    initiative_id = frame.initiative.id
    return replace(
        frame,
        scores=load_scores(connection, initiative_id, ids["score"]) if "score" in ids else (),
        agreed=load_agreed_scores(connection, initiative_id, ids["agreed_score"]) if "agreed_score" in ids else (),
        measurements=load_measurements(connection, initiative_id, ids["measurement"]) if "measurement" in ids else (),
    )


def changed_rows(connection: sqlite3.Connection, after: int) -> dict[str, set[int]]:
    """Return what evaluations depend on and was added, changed or deleted after a revision: table → ids of rows."""
    marks = ", ".join("?" * len(READ))
    rows = connection.execute(  # the plus keeps SQLite from searching by the table, through the whole history
        f"SELECT tab, row_id FROM main.change WHERE edit_id > ? AND +tab IN ({marks})", [after, *sorted(READ)]
    )
    changed: dict[str, set[int]] = defaultdict(set)
    for table, row_id in rows:
        changed[table].add(row_id)
    return dict(changed)

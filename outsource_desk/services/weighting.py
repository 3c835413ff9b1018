"""Record how the weights of a level were found, and apply them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import fsum
from typing import TYPE_CHECKING

from outsource_desk.analysis.aggregation import shares_of
from outsource_desk.domain.checks import checked_text
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.weighting import Elicitation, Purpose, WeightMethod
from outsource_desk.domain.weights import AllLockedError, WeightsTooLargeError
from outsource_desk.services.found_weights import Said, found_weights, ratios_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.stakes import swing_stakes
from outsource_desk.services.weight_sets import add_weight_set, official_set, write_weights
from outsource_desk.store.rows import delete_row, insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

WHOLE = 100.0


def level_of(evaluation: Evaluation, parent_id: int | None) -> tuple[Criterion, ...]:
    """Return the parts of a group, or the top level."""
    return tuple(each for each in evaluation.criteria if each.parent_id == parent_id)


def stored_answer(elicitation: Elicitation) -> Said:
    """Return what was said when a level was weighed."""
    answers = {each.criterion_id: each.amount for each in elicitation.answers}
    judged = {(each.first_id, each.second_id): each.ratio for each in elicitation.judgements}
    ends = {
        each.criterion_id: (each.worst, each.best)
        for each in elicitation.answers
        if each.worst is not None and each.best is not None
    }
    return Said(elicitation.method, answers, judged, ends or None)


def ends_now(evaluation: Evaluation, parent_id: int | None) -> dict[int, tuple[float, float]]:
    """Return criterion id → the values of the worst and the best offer here, of a level; those that can be told."""
    stakes = swing_stakes(evaluation, ranking_of(evaluation), parent_id)
    return {each.criterion_id: each.ends for each in stakes if each.ends is not None}


def elicitation_of(evaluation: Evaluation, weight_set_id: int | None, parent_id: int | None) -> Elicitation | None:
    """Return how a level of a set was weighed, if that was kept; None as the set is the official one."""
    for each in evaluation.weight_sets:
        if each.id == weight_set_id or (weight_set_id is None and each.purpose is Purpose.OFFICIAL):
            return next((found for found in each.elicitations if found.parent_id == parent_id), None)
    return None


def record_weighting(
    desk: Desk,
    initiative_id: int,
    parent_id: int | None,
    said: Said,
    *,
    weight_set_id: int | None = None,
    given_by: str = "",
    note: str = "",
    reason: str | None = None,
) -> None:
    """Keep what somebody said about a level, and apply the weights that follow.

    Official weights become those of the criteria, in per cent; locked ones stay, and the others share the rest.
    Swings that do not say between which values they were judged are about the offers as they lie now.

    Undoable as one step. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose criteria they are.
        parent_id: the group whose parts are weighed; None = the top level.
        said: method and answers.
        weight_set_id: whose weights; None = the official ones.
        given_by: who said so.
        note: anything worth knowing.
        reason: why official weights change after they were frozen; None = as it was.

    Raises:
        AllLockedError: every weight is locked.
        WeightsTooLargeError: the locked weights leave nothing for the others.
        DeskError: as for `found_weights`; or an id is unknown. The file is then unchanged.
    """
    evaluation = load_evaluation(desk, initiative_id)
    known = {each.id: each for each in evaluation.weight_sets}
    if weight_set_id is not None and weight_set_id not in known:
        raise NotFoundError("set of weights", weight_set_id)
    level = level_of(evaluation, parent_id)
    if not level:
        raise NotFoundError("criterion", parent_id)
    if said.method is WeightMethod.SWING and said.ends is None:
        said = replace(said, ends=ends_now(evaluation, parent_id))
    shares = found_weights(level, said).shares
    is_official = weight_set_id is None or known[weight_set_id].purpose is Purpose.OFFICIAL
    weights = with_locks(level, shares) if is_official else {each: WHOLE * share for each, share in shares.items()}
    who, what = checked_text("Who said so", given_by), checked_text("The note", note)
    with desk.edit("Find weights"):
        set_id = official_set(desk, initiative_id) if weight_set_id is None else weight_set_id
        if is_official:
            _write_official(desk, evaluation, weights, reason)
        else:
            write_weights(desk, set_id, weights)
        _keep(desk, evaluation, set_id, parent_id, said, {"given_by": who, "note": what})


def weigh_anew(
    desk: Desk,
    initiative_id: int,
    parent_id: int | None,
    said: Said,
    name: str,
    purpose: Purpose | str,
    *,
    given_by: str = "",
    note: str = "",
) -> int:
    """Add a set of weights with what somebody said about a level, and return its id.

    Undoable as one step. Saved when this returns.

    Raises:
        DeskError: as for `add_weight_set` and `record_weighting`; the file is then unchanged.
    """
    found_weights(level_of(load_evaluation(desk, initiative_id), parent_id), said)
    with desk.edit("Find weights"):
        set_id = add_weight_set(desk, initiative_id, name, purpose)
        record_weighting(
            desk, initiative_id, parent_id, said, weight_set_id=set_id, given_by=given_by or name, note=note
        )
    return set_id


def with_locks(level: Sequence[Criterion], shares: Mapping[int, float]) -> dict[int, float]:
    """Return local weights in per cent: locked criteria keep theirs, the others share the rest as ``shares`` say.

    Raises:
        AllLockedError: every weight is locked.
        WeightsTooLargeError: the locked weights leave nothing for the others.
    """
    locked = {each.id: each.weight for each in level if each.is_locked}
    free = [each.id for each in level if not each.is_locked]
    if not free:
        raise AllLockedError(WHOLE)
    rest = WHOLE - fsum(locked.values())
    if rest <= 0:
        raise WeightsTooLargeError(fsum(locked.values()), WHOLE)
    if not locked:
        return {each: WHOLE * shares[each] for each in free}
    inside = shares_of([shares[each] for each in free])
    return locked | {each: rest * share for each, share in zip(free, inside, strict=True)}


def _write_official(desk: Desk, evaluation: Evaluation, weights: Mapping[int, float], reason: str | None) -> None:
    before = {each.id: each.weight for each in evaluation.criteria}
    for criterion_id, weight in weights.items():
        if weight != before[criterion_id]:
            update_row(desk.db, "criterion", criterion_id, {"weight": weight})
    if reason is not None and evaluation.initiative.weights_frozen_at is not None:
        text = checked_text("The reason for changed weights", reason).strip()
        update_row(desk.db, "initiative", evaluation.initiative.id, {"weights_reason": text})


def _keep(
    desk: Desk, evaluation: Evaluation, set_id: int, parent_id: int | None, said: Said, about: dict[str, str]
) -> None:
    """Write what was said in the place of what was said before, inside the edit that is open."""
    before = elicitation_of(evaluation, set_id, parent_id)
    if before is not None:
        delete_row(desk.db, "elicitation", before.id)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = {"weight_set_id": set_id, "parent_id": parent_id, "method": said.method, "given_at": now, **about}
    elicitation_id = insert_row(desk.db, "elicitation", row)
    ids = [each.id for each in level_of(evaluation, parent_id)]
    if said.method is WeightMethod.PAIRWISE:
        for (first, second), ratio in ratios_of(ids, said.judgements).items():
            pair = sorted((ids[first], ids[second]))
            kept = ratio if pair == [ids[first], ids[second]] else 1 / ratio
            judged = {"elicitation_id": elicitation_id, "first_id": pair[0], "second_id": pair[1], "ratio": kept}
            insert_row(desk.db, "judgement", judged)
        return
    ends = said.ends if said.method is WeightMethod.SWING and said.ends is not None else {}
    for criterion_id in ids:
        given = {"elicitation_id": elicitation_id, "criterion_id": criterion_id, "amount": said.answers[criterion_id]}
        between = dict(zip(("worst", "best"), ends[criterion_id], strict=True)) if criterion_id in ends else {}
        insert_row(desk.db, "elicited", given | between)

"""Freeze the official weights before offers are opened, and disclose every later change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_name, checked_text
from outsource_desk.domain.criterion import Criterion, criterion_paths, global_weights
from outsource_desk.domain.disclosure import DisclosedPlace, Disclosure, ShareChange
from outsource_desk.domain.errors import DeskError, NoWeightError
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.weighting_errors import FrozenAlreadyError, NotFrozenError
from outsource_desk.services.lenses import ranking_under
from outsource_desk.store.criteria import load_criteria
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_rows, insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_SAME = 1e-6  # of a share; smaller differences are rounding


class OffersOpenedError(DeskError):
    """Weights were to be unfrozen after offers were opened."""

    remedy = "Change the weights and give the reason; the paper shows both rankings."

    def __init__(self) -> None:
        super().__init__("The offers are opened, so the weights stay frozen as they were.")


def freeze_weights(desk: Desk, initiative_id: int, by: str) -> None:
    """Freeze the official weights as they are now; they may still be changed, but not silently.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        initiative_id: whose weights.
        by: who freezes them, such as “Steering committee”.

    Raises:
        FrozenAlreadyError: they are frozen.
        NoWeightError: no criterion has a weight yet.
        DeskError: there is no such initiative, or no name was given.
    """
    initiative = load_initiative(desk.connection, initiative_id)
    if initiative.weights_frozen_at is not None:
        raise FrozenAlreadyError
    name = checked_name("Whoever freezes the weights", by)
    criteria = load_criteria(desk.connection, initiative_id)
    shares, paths = global_weights(criteria), criterion_paths(criteria)
    if not any(shares.values()):
        raise NoWeightError
    with desk.edit("Freeze weights"):
        fields = {"weights_frozen_at": _now(), "weights_frozen_by": name, "weights_reason": ""}
        update_row(desk.db, "initiative", initiative_id, fields)
        for each in criteria:
            row = {"initiative_id": initiative_id, "criterion_id": each.id, "name": paths[each.id]}
            insert_row(desk.db, "frozen_weight", row | {"weight": each.weight, "share": shares[each.id]})


def unfreeze_weights(desk: Desk, initiative_id: int) -> None:
    """Let the official weights change silently again; that they were frozen stays in the history.

    Undoable. Saved when this returns.

    Raises:
        NotFrozenError: they are not frozen.
        OffersOpenedError: offers are opened.
    """
    initiative = load_initiative(desk.connection, initiative_id)
    if initiative.weights_frozen_at is None:
        raise NotFrozenError
    if initiative.offers_opened_at is not None:
        raise OffersOpenedError
    with desk.edit("Unfreeze weights"):
        fields = {"weights_frozen_at": None, "weights_frozen_by": "", "weights_reason": ""}
        update_row(desk.db, "initiative", initiative_id, fields)
        delete_rows(desk.db, "frozen_weight", {"initiative_id": initiative_id})


def explain_changed_weights(desk: Desk, initiative_id: int, reason: str) -> None:
    """Say why weights were changed after they were frozen; every paper prints it.

    Undoable. Saved when this returns.

    Raises:
        NotFrozenError: they are not frozen, so nothing needs a reason.
        DeskError: the text cannot be kept.
    """
    initiative = load_initiative(desk.connection, initiative_id)
    if initiative.weights_frozen_at is None:
        raise NotFrozenError
    text = checked_text("The reason for changed weights", reason).strip()
    with desk.edit("Explain changed weights", merge_key=("weights_reason", initiative_id)):
        update_row(desk.db, "initiative", initiative_id, {"weights_reason": text})


def record_offers_opened(desk: Desk, initiative_id: int, *, opened: bool = True) -> None:
    """Record that the offers, and with them the prices, are known from now on; or that they are not after all.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such initiative.
    """
    initiative = load_initiative(desk.connection, initiative_id)
    if opened == (initiative.offers_opened_at is not None):
        return
    with desk.edit("Open offers" if opened else "Close offers again"):
        update_row(desk.db, "initiative", initiative_id, {"offers_opened_at": _now() if opened else None})


def disclosure_of(evaluation: Evaluation, ranking: Ranking) -> Disclosure | None:
    """Return what became of the frozen weights, with the ranking under them and the present one.

    Both rank the offers as they are now. A criterion that was added since has no weight under the frozen weights; one
    that was removed can no longer count.

    Args:
        evaluation: everything as it is.
        ranking: of it.

    Returns:
        None if weights are not frozen; without ``changes`` if they are still what was frozen.
    """
    initiative = evaluation.initiative
    if initiative.weights_frozen_at is None:
        return None
    changes = _changes(evaluation)
    then = ranking
    if changes:
        frozen = {each.criterion_id: each.weight for each in evaluation.frozen}
        then = ranking_under(evaluation, {each.id: frozen.get(each.id, 0.0) for each in evaluation.criteria})
    return Disclosure(
        frozen_at=initiative.weights_frozen_at,
        frozen_by=initiative.weights_frozen_by,
        reason=initiative.weights_reason,
        changes=changes,
        then=_places(then),
        now=_places(ranking),
        opened_at=initiative.offers_opened_at,
    )


def _changes(evaluation: Evaluation) -> tuple[ShareChange, ...]:
    """Return the criteria that weigh otherwise within their level than was frozen, with their shares of the whole.

    A group that gained weight is named; its parts, which gained with it, are not.
    """
    criteria = evaluation.criteria
    then = {each.criterion_id: each.share for each in evaluation.frozen if each.criterion_id is not None}
    weights_then = {each.criterion_id: each.weight for each in evaluation.frozen if each.criterion_id is not None}
    now, paths = global_weights(criteria), criterion_paths(criteria)
    inside_then = _inside(criteria, weights_then, then)
    inside_now = _inside(criteria, {each.id: each.weight for each in criteria}, now)
    changed = [
        ShareChange(paths[each.id], then.get(each.id), now[each.id], each.id)
        for each in criteria
        if each.id not in then
        or (abs(inside_then[each.id] - inside_now[each.id]) > _SAME and max(then[each.id], now[each.id]) > 0)
    ]
    gone = [ShareChange(each.name, each.share, None) for each in evaluation.frozen if each.criterion_id is None]
    return (*changed, *gone)


def _inside(
    criteria: Sequence[Criterion], weights: Mapping[int, float], shares: Mapping[int, float]
) -> dict[int, float]:
    """Return each criterion's share of its group, 0..1; in a group that weighs nothing, by the weights entered there.

    Args:
        criteria: the tree.
        weights: criterion id → weight as entered; those without one are left out.
        shares: criterion id → share of the whole.
    """
    levels: dict[int | None, float] = defaultdict(float)
    for each in criteria:
        levels[each.parent_id] += weights.get(each.id, 0.0)
    inside: dict[int, float] = {}
    for each in criteria:
        if each.id in weights:
            whole = 1.0 if each.parent_id is None else shares.get(each.parent_id, 0.0)
            part = (shares[each.id], whole) if whole else (weights[each.id], levels[each.parent_id])
            inside[each.id] = part[0] / part[1] if part[1] else 0.0
    return inside


def _places(ranking: Ranking) -> tuple[DisclosedPlace, ...]:
    return tuple(
        DisclosedPlace(each.candidate.id, each.candidate.name, each.rank, each.total) for each in ranking.standings
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""What may carry the service instead: who stands second once the winner is gone, and what the two have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.contingency import Fallback, FallbackKind, FallbackStatus
from outsource_desk.domain.errors import DuplicateNameError
from outsource_desk.domain.formatting import shown_difference
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetting import GapState
from outsource_desk.services.bonds import Shared, shared_by, shared_words
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.records import refuse_foreign
from outsource_desk.services.recovery import Shortfall, recovery_gaps
from outsource_desk.services.scenario_library import scenario_library
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.records import next_position_of
from outsource_desk.store.rows import insert_row, insert_rows, update_row
from outsource_desk.store.vendors import load_candidate

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class BackupCandidate:
    """Who could take over if the winner were gone.

    Attributes:
        candidate: who.
        rank: among those left, by the same model without the winner; None = not ranked.
        total: points of 100, ranked again without the winner.
        behind: points of 100 by which it stands behind the winner while both are ranked; None where one is not.
        lacks: what stands in the way still, a sentence each, the worst first.
        shared: what it has in common with the winner.
        fallback: of the plan that names it already; None = none does.
    """

    candidate: Candidate
    rank: int | None
    total: float
    behind: float | None
    lacks: tuple[str, ...] = ()
    shared: tuple[Shared, ...] = ()
    fallback: Fallback | None = None


def backup_candidates(
    evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH
) -> tuple[BackupCandidate, ...]:
    """Return who could take over: the winner is removed and the rest ranked again from the same model.

    Nobody is returned while no winner is known. The best comes first; those not ranked come last.

    Args:
        evaluation: everything as it is.
        ranking: of it.
        speech: how what is lacking is said.
    """
    from outsource_desk.services.ranking import ranking_of

    winner = preferred_of(evaluation, ranking)
    if winner is None:
        return ()
    left = tuple(each for each in evaluation.candidates if each.id != winner.id)
    again = ranking_of(replace(evaluation, candidates=left, protection=None))
    before = {each.candidate.id: each for each in ranking.standings}
    return tuple(
        BackupCandidate(
            candidate=each.candidate,
            rank=each.rank,
            total=each.total,
            behind=_behind(before.get(winner.id), before.get(each.candidate.id)),
            lacks=tuple(_lacks(evaluation, again, each, speech)),
            shared=shared_by(evaluation, winner, each.candidate),
            fallback=_naming(evaluation, each.candidate),
        )
        for each in again.standings
    )


def add_backup(desk: Desk, initiative_id: int, candidate_id: int) -> int:
    """Take a candidate into the plan as the one that stands by, and return the id of the fallback.

    A backup vendor of the plan that names nobody yet becomes this one; else a fallback is added, for every scenario
    that a backup vendor is meant for. What it has in common with the winner is written down.

    Undoable. Saved when this returns.

    Raises:
        DuplicateNameError: the plan names it already.
        NotFoundError: there is no such initiative or candidate.
    """
    from outsource_desk.services.ranking import load_evaluation, ranking_of

    load_initiative(desk.connection, initiative_id)
    refuse_foreign(desk, "candidate", candidate_id, initiative_id)
    candidate = load_candidate(desk.connection, candidate_id)
    evaluation = load_evaluation(desk, initiative_id)
    assert evaluation.protection is not None
    fallbacks = evaluation.protection.contingency.fallbacks
    if _naming(evaluation, candidate) is not None:
        raise DuplicateNameError("The fallback", candidate.name)
    winner = preferred_of(evaluation, ranking_of(evaluation))
    common = shared_by(evaluation, winner, candidate) if winner else ()
    kind = FallbackKind.BRING_IN_HOUSE if candidate.is_in_house else FallbackKind.BACKUP_VENDOR
    row = {"candidate_id": candidate_id, "status": FallbackStatus.IDENTIFIED, "title": candidate.name}
    free = next((each for each in fallbacks if each.kind is kind and each.candidate_id is None), None)
    words = " ".join(shared_words(each) for each in common)
    with desk.edit("Add backup"):
        if free is not None:
            row["shared_risks"] = free.shared_risks or words
            row["status"] = max(free.status, FallbackStatus.IDENTIFIED, key=tuple(FallbackStatus).index)
            update_row(desk.db, "fallback", free.id, row)
            return free.id
        position = next_position_of(desk.connection, "fallback", "initiative_id", initiative_id)
        row |= {"initiative_id": initiative_id, "kind": kind, "position": position, "shared_risks": words}
        fallback_id = insert_row(desk.db, "fallback", row)
        library = scenario_library()
        meant = [
            scenario.id
            for scenario in evaluation.protection.contingency.scenarios
            if (known := library.scenario(scenario.code)) and kind in {each.kind for each in known.fallbacks}
        ]
        rows = [{"scenario_id": each, "fallback_id": fallback_id} for each in meant]
        insert_rows(desk.db, "scenario_fallback", rows)
        return fallback_id


def _naming(evaluation: Evaluation, candidate: Candidate) -> Fallback | None:
    fallbacks = evaluation.protection.contingency.fallbacks if evaluation.protection else ()
    return next((each for each in fallbacks if each.candidate_id == candidate.id), None)


def _behind(winner: Standing | None, other: Standing | None) -> float | None:
    if winner is None or other is None or winner.rank is None or other.rank is None:
        return None
    return shown_difference(winner.total, other.total)


def _lacks(evaluation: Evaluation, ranking: Ranking, standing: Standing, speech: Speech) -> Iterator[str]:
    """Yield what stands in the way of a candidate still, the worst first."""
    tr, number = speech.tr, speech.number
    names = {each.id: each.name for each in evaluation.criteria}
    if standing.gate is not GateStatus.PASSED:
        failed = standing.gate is GateStatus.FAILED
        reasons = "; ".join(speech.say(each) for each in standing.gate_reasons)
        told = (
            tr("Fails a gate: {reasons}.", reasons=reasons) if failed else tr("Gate open: {reasons}.", reasons=reasons)
        )
        yield told if reasons else tr("Fails a gate.") if failed else tr("A gate is open.")
    if standing.below_minimum:
        yield tr("Below the minimum: {names}.", names=", ".join(names[each] for each in standing.below_minimum))
    candidate_id = standing.candidate.id
    vetting = evaluation.vetting
    ours = [each for each in vetting.gaps if each.candidate_id == candidate_id] if vetting else []
    loose = sum(each.state is not GapState.CLOSED for each in ours)
    if loose:
        yield tr("One gap is open.") if loose == 1 else tr("{count} gaps are open.", count=loose)
    found = ranking.vetted.candidates.get(candidate_id) if ranking.vetted else None
    coverage = found.overall.coverage if found else None
    if coverage is not None and coverage < 1:
        yield tr("Vetted to {share} %.", share=number(100 * coverage, 0))
    if standing.open_leaves:
        count = len(standing.open_leaves)
        yield tr("One criterion is not scored.") if count == 1 else tr("{count} criteria are not scored.", count=count)
    gaps = () if standing.candidate.is_in_house else recovery_gaps(evaluation, candidate_id, speech)
    if any(gap.what is Shortfall.RTO and gap.is_silence for gap in gaps):
        yield tr("No recovery time is agreed.")
    yield from (gap.words for gap in gaps if gap.what is Shortfall.RTO and not gap.is_silence)

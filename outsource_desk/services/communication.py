"""How both sides work together: what fits this initiative and why, and taking it over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.tier import Tier
from outsource_desk.services.countries import country_name
from outsource_desk.services.governance_library import (
    LibraryAudit,
    LibraryChannel,
    LibraryForum,
    LibraryRung,
    LibraryTraining,
    governance_library,
)
from outsource_desk.services.overlap import best_overlap, hours_words, needed_overlap, planning_year
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.tiering import tier_of
from outsource_desk.store.records import next_position_of
from outsource_desk.store.rows import insert_row

if TYPE_CHECKING:
    from outsource_desk.domain.dossier import Dossier
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate
    from outsource_desk.services.desk import Desk

_WHY = {
    Tier.T1: "The function is critical: it is steered from daily to yearly, and audited at the shortest intervals.",
    Tier.T2: "The function is important: it is steered from daily to yearly, and audited at middle intervals.",
    Tier.T3: "The function is routine: fewer forums and rarer audits are enough.",
    None: "How critical the function is has not been said; this fits an important one.",
}


@dataclass(frozen=True)
class Proposal:
    """What fits an initiative, and why; whole sentences."""

    tier: Tier
    forums: tuple[LibraryForum, ...]
    channels: tuple[LibraryChannel, ...]
    rungs: tuple[LibraryRung, ...]
    trainings: tuple[LibraryTraining, ...]
    audits: tuple[LibraryAudit, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    """A fact that decides what is proposed, and the sentence that says so."""

    applies: bool
    why: str


def proposed_governance(evaluation: Evaluation, ranking: Ranking) -> Proposal:
    """Return the forums, channels, levels, trainings and audits that fit an initiative.

    What is not known counts as what asks for more: silence never makes steering lighter.
    """
    library, provider = governance_library(), preferred_of(evaluation, ranking)
    known = tier_of(evaluation.initiative, evaluation.tiering).tier
    tier = known or Tier.T2
    abroad, few_hours = _abroad(evaluation, provider), _few_hours(evaluation, provider)
    forums = tuple(each for each in library.forums if tier in each.tiers)
    audits = tuple(each for each in library.audits if each.months(tier) is not None)
    return Proposal(
        tier=tier,
        forums=forums,
        channels=tuple(each for each in library.channels if few_hours.applies or not each.is_for_few_hours),
        rungs=library.rungs,
        trainings=tuple(each for each in library.trainings if abroad.applies or not each.is_for_abroad),
        audits=audits,
        reasons=(_WHY[known], abroad.why, few_hours.why, *_why_kind(evaluation)),
    )


def start_governance(desk: Desk, initiative_id: int) -> None:
    """Take over what fits an initiative, as one act; what it has already stays as it is and is not added twice.

    Undoable. Saved when this returns. Forums begin, and audits are counted from, the start of the service, where that
    is known.
    """
    evaluation = load_evaluation(desk, initiative_id)
    assert evaluation.protection is not None
    proposal, library = proposed_governance(evaluation, ranking_of(evaluation)), governance_library()
    governance, start = evaluation.protection.governance, evaluation.initiative.start_date
    with desk.edit("Begin governance"):
        if governance.protocol is None:
            values = {"tools": "\n".join(library.tools), "decision_log": library.decision_log}
            values |= {"initiative_id": initiative_id, "language_rule": library.language_rule}
            insert_row(desk.db, "protocol", values)
        levels = {each.level for each in governance.escalations}
        for rung in proposal.rungs:
            if rung.level not in levels:
                insert_row(desk.db, "escalation", {"initiative_id": initiative_id, **vars(rung)})
        _add(desk, initiative_id, "forum", governance.forums, [_forum(each, start) for each in proposal.forums])
        _add(desk, initiative_id, "channel", governance.channels, [_channel(each) for each in proposal.channels])
        _add(desk, initiative_id, "training", governance.trainings, [_training(each) for each in proposal.trainings])
        audits = [_audit(each, proposal.tier, start) for each in proposal.audits]
        _add(desk, initiative_id, "audit_plan", governance.audit_plans, audits)


def _add(desk: Desk, initiative_id: int, table: str, present: tuple[Any, ...], rows: list[dict[str, object]]) -> None:
    codes = {each.code for each in present}
    position = next_position_of(desk.connection, table, "initiative_id", initiative_id)
    for place, row in enumerate(each for each in rows if each["code"] not in codes):
        insert_row(desk.db, table, {"initiative_id": initiative_id, "position": position + place, **row})


def _forum(forum: LibraryForum, start: str | None) -> dict[str, object]:
    return {
        "code": forum.code,
        "name": forum.name,
        "cadence": forum.cadence,
        "minutes": forum.minutes,
        "chair": forum.chair,
        "members": "\n".join(forum.members),
        "inputs": "\n".join(forum.inputs),
        "outputs": "\n".join(forum.outputs),
        "decides": forum.decides,
        "first_on": start,
    }


def _channel(channel: LibraryChannel) -> dict[str, object]:
    return {name: getattr(channel, name) for name in ("code", "purpose", "channel", "answer_time", "record")}


def _training(training: LibraryTraining) -> dict[str, object]:
    return {name: getattr(training, name) for name in ("code", "title", "hours", "audience", "time")}


def _audit(audit: LibraryAudit, tier: Tier, start: str | None) -> dict[str, object]:
    return {
        "code": audit.code,
        "title": audit.title,
        "scope": "\n".join(audit.scope),
        "every_months": audit.months(tier),
        "starts_on": start,
    }


def _why_kind(evaluation: Evaluation) -> tuple[str, ...]:
    kind = evaluation.initiative.outsourcing_type
    return (
        ()
        if kind is None
        else (f"{kind.label} brings forth work and data that are ours: IP and licences are audited.",)
    )


def _abroad(evaluation: Evaluation, provider: Candidate | None) -> _Found:
    """Tell whether people of different countries will work together."""
    ours, dossier = evaluation.initiative.country, _dossier(evaluation, provider)
    theirs = {each.country for each in dossier.delivering_sites if each.country} if dossier else set()
    if not ours or not theirs or provider is None:
        return _Found(True, "From which countries both sides work is not known; training across cultures is proposed.")
    home, countries = country_name(ours), in_words(sorted(country_name(each) for each in theirs - {ours}))
    if not countries:
        return _Found(False, f"{provider.name} works from {home} as we do: training across cultures is left out.")
    return _Found(True, f"{provider.name} works from {countries}, we from {home}: both sides are trained first.")


def _few_hours(evaluation: Evaluation, provider: Candidate | None) -> _Found:
    """Tell whether both sides share fewer hours than they need."""
    initiative, dossier = evaluation.initiative, _dossier(evaluation, provider)
    assert evaluation.protection is not None
    year = planning_year(initiative, evaluation.protection.as_of)
    best = best_overlap(initiative.hours, dossier, year) if dossier is not None else None
    if best is None or provider is None:
        return _Found(True, "The working hours of both sides are not known; a written hand-over is proposed.")
    needed, hours = needed_overlap(initiative), hours_words(best.planning.hours)
    if best.is_enough(needed):
        return _Found(False, f"{provider.name} shares {hours} of our day: urgent questions can be asked by chat.")
    return _Found(True, f"{provider.name} shares only {hours} of our day: a written hand-over is added.")


def _dossier(evaluation: Evaluation, provider: Candidate | None) -> Dossier | None:
    if evaluation.protection is None or provider is None:
        return None
    return evaluation.protection.dossiers.get(provider.id)

"""The first clock of a failure: what carries the service, hour by hour, until the exit is complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.times import hours_words
from outsource_desk.domain.contingency import Contingency, Fallback, FallbackKind, FallbackStatus
from outsource_desk.domain.days import HOURS_A_DAY
from outsource_desk.domain.exit_clock import ClockSpan, FailureClock, SpanKind
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.preferred import preferred_of

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate

_TO_STAY = (FallbackKind.BACKUP_VENDOR, FallbackKind.BRING_IN_HOUSE, FallbackKind.SECOND_SITE)


@dataclass(frozen=True)
class _Cover:
    start: float
    end: float
    fallback: Fallback


def failure_clock(
    evaluation: Evaluation, ranking: Ranking, scenario_id: int | None = None, speech: Speech = ENGLISH
) -> FailureClock:
    """Return what carries the service from the moment the provider fails until an unplanned exit is complete.

    A fallback carries from its activation for as long as it can be sustained. Where that is not stated, one that can
    stay (a backup vendor, our own people, a second site) carries until the exit is complete, and any other only as
    long as an outage could be borne anyway: silence never helps. Ideas, and suspending the service, carry nothing.

    Args:
        evaluation: of the initiative, with its protection.
        ranking: its ranking.
        scenario_id: count only the fallbacks of this scenario; None = all, but for another site of the same provider,
            who is then gone altogether.
        speech: how findings are said.
    """
    protection = evaluation.protection
    leaving = preferred_of(evaluation, ranking)
    if protection is None:
        return FailureClock(candidate=leaving)
    plan = protection.contingency
    mtpd = shortest_mtpd(evaluation)
    days = exit_clock(evaluation, ranking).stressed_days
    exit_hours = None if days is None else days * HOURS_A_DAY
    fallbacks = [each for each in _fallbacks(plan, scenario_id) if not _fails_too(each, leaving)]
    found = [_cover(each, mtpd, exit_hours) for each in fallbacks]
    covers = [each for each in found if each is not None]
    horizon = exit_hours or max((each.end for each in covers), default=0.0)
    spans = _spans(covers, mtpd, max(horizon, mtpd or 0.0) if covers or exit_hours else 0.0)
    bare = sum(each.to_hours - each.from_hours for each in spans if each.kind is SpanKind.BARE)
    ideas = tuple(each.title for each in fallbacks if each.status is FallbackStatus.IDEA)
    return FailureClock(
        leaving, spans, mtpd, exit_hours, bare, ideas, tuple(_findings(leaving, bare, mtpd, exit_hours, ideas, speech))
    )


def shortest_mtpd(evaluation: Evaluation) -> float | None:
    """Return the longest outage that every process can bear: the shortest of them all, in hours."""
    protection = evaluation.protection
    objectives = protection.contingency.objectives if protection else ()
    known = [each.mtpd_hours for each in objectives if each.mtpd_hours is not None]
    return min(known) if known else evaluation.initiative.mtpd_hours


def _fallbacks(plan: Contingency, scenario_id: int | None) -> Sequence[Fallback]:
    if scenario_id is None:
        return [each for each in plan.fallbacks if each.kind is not FallbackKind.SECOND_SITE]
    scenario = next((each for each in plan.scenarios if each.id == scenario_id), None)
    ours = set(scenario.fallback_ids) if scenario else set()
    return [each for each in plan.fallbacks if each.id in ours]


def _fails_too(fallback: Fallback, leaving: Candidate | None) -> bool:
    """Tell whether a fallback is the very vendor that fails."""
    return leaving is not None and fallback.candidate_id == leaving.id and fallback.kind is not FallbackKind.SECOND_SITE


def _cover(fallback: Fallback, mtpd: float | None, exit_hours: float | None) -> _Cover | None:
    """Return from when to when a fallback carries; None where it carries nothing or its begin is not known."""
    if not fallback.can_carry or fallback.activation_hours is None:
        return None
    start = fallback.activation_hours
    if fallback.sustain_days is not None:
        end = start + fallback.sustain_days * HOURS_A_DAY
    elif fallback.kind in _TO_STAY:
        end = max(start, exit_hours or start + 365 * HOURS_A_DAY)
    else:
        end = mtpd or start
    return _Cover(start, end, fallback) if end > start else None


def _spans(covers: Sequence[_Cover], mtpd: float | None, horizon: float) -> tuple[ClockSpan, ...]:
    """Return stretches without holes from 0 to the horizon; where several carry, the one that began last does."""
    borders = {0.0, horizon, *(each.start for each in covers), *(each.end for each in covers)}
    if mtpd is not None:
        borders.add(mtpd)
    ordered = sorted(each for each in borders if each <= horizon)
    was_carried = False
    spans: list[ClockSpan] = []
    for start, end in pairwise(ordered):
        carrying = [each for each in covers if each.start <= start and each.end >= end]
        if carrying:
            best = max(carrying, key=lambda each: (each.start, each.end, -each.fallback.id)).fallback
            span = ClockSpan(SpanKind.FALLBACK, start, end, best.title, best.id, best.capacity)
            was_carried = True
        else:
            is_bearable = mtpd is not None and end <= mtpd and not was_carried
            span = ClockSpan(SpanKind.BEARABLE if is_bearable else SpanKind.BARE, start, end)
        spans.append(span)
    return tuple(_joined(spans))


def _joined(spans: Iterable[ClockSpan]) -> list[ClockSpan]:
    """Return stretches of the same thing as one."""
    joined: list[ClockSpan] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and (last.kind, last.fallback_id) == (span.kind, span.fallback_id):
            joined[-1] = replace(last, to_hours=span.to_hours)
        else:
            joined.append(span)
    return joined


def _findings(
    leaving: Candidate | None,
    bare: float,
    mtpd: float | None,
    exit_hours: float | None,
    ideas: Sequence[str],
    speech: Speech,
) -> list[str]:
    tr, said = speech.tr, []
    if bare:
        words = hours_words(bare, speech)
        if leaving is None:
            said.append(tr("If the provider fails, nothing covers the service for {time}.", time=words))
        else:
            said.append(tr("If {name} fails, nothing covers the service for {time}.", name=leaving.name, time=words))
    if mtpd is None:
        said.append(tr("How long an outage we can bear is not stated."))
    if exit_hours is None:
        said.append(tr("How long leaving takes is not known, so nobody can say how long fallbacks must carry."))
    if len(ideas) == 1:
        said.append(tr("“{name}” is only an idea and covers nothing.", name=ideas[0]))
    elif ideas:
        said.append(tr("{count} fallbacks are only ideas and cover nothing.", count=len(ideas)))
    return said

"""Rules about contingency and exit: recovery, the way out, readiness, exercises, backups, triggers, concentration.

What judges a plan is loaded by the rule that needs it, once there is something to judge: Home waits for the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.domain.contingency import ExerciseResult, FallbackKind
from outsource_desk.domain.formatting import counted, day, in_words, percent, plain
from outsource_desk.domain.ranking import Evaluation, Ranking, Severity
from outsource_desk.services.countries import country_name
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene

if TYPE_CHECKING:
    from outsource_desk.domain.times import Times

_NAMED = 2  # triggers that are named; of more only the count is told


@check("CP01", Subject.PROTECTION, "process", "name", "offered", "needed")
def recovery_too_slow(evaluation: Evaluation, ranking: Ranking) -> Iterator[Finding]:
    """Find processes that we, or the preferred vendor, recover later than they can be missed."""
    if not _is_begun(evaluation):
        return
    from outsource_desk.services.recovery import Shortfall, recovery_gaps

    preferred = preferred_of(evaluation, ranking)
    name, candidate_id = (preferred.name, preferred.id) if preferred else ("", None)
    for gap in recovery_gaps(evaluation, candidate_id):
        if gap.what is not Shortfall.LEVEL and gap.theirs is not None:
            fields = {
                "process": gap.process, "name": name, "offered": plain(gap.theirs), "needed": plain(gap.ours),
            }  # fmt: skip
            part = f"{gap.objective_id}/{gap.what}"
            about = None if gap.what is Shortfall.TARGET else candidate_id
            yield Finding(fields, gap.process, about, None, str(gap.what), part=part)


@check("CP02", Subject.PROTECTION, "name", "leaving", "assured")
def no_way_out_in_time(evaluation: Evaluation, ranking: Ranking) -> Iterator[Finding]:
    """Find that leaving takes longer than the provider must go on serving."""
    protection = evaluation.protection
    if protection is None or not protection.governance.contracts:
        return  # nothing is assured for any time
    from outsource_desk.charts.times import days_words
    from outsource_desk.services.exit_clock import exit_clock

    clock = exit_clock(evaluation, ranking)
    if clock.candidate is None or not clock.planned_gap_days:
        return
    fields = {
        "name": clock.candidate.name,
        "leaving": days_words(clock.planned_days or 0.0),
        "assured": days_words(clock.assured_days or 0.0),
    }
    yield Finding(fields, clock.candidate.name, clock.candidate.id)


@check("CP03", Subject.PROTECTION, "points", "least")
def not_ready_enough(evaluation: Evaluation, ranking: Ranking) -> Iterator[Finding]:
    """Find less readiness than so critical a function asks for; no plan is told as soon as somebody is ranked."""
    if all(each.candidate.is_in_house for each in ranking.ranked):
        return
    from outsource_desk.services.tiering import tier_of

    tier = tier_of(evaluation.initiative, evaluation.tiering).tier
    if tier is None:
        return
    from outsource_desk.services.readiness import LEAST, readiness_of

    least = {"least": plain(LEAST[tier])}
    if not _is_begun(evaluation):
        yield Finding({**least, "points": "0"}, evaluation.initiative.name, text="none")
        return
    readiness = readiness_of(evaluation, ranking)
    if not readiness.is_enough:
        yield Finding({**least, "points": plain(readiness.points)}, evaluation.initiative.name, text="low")


@check("CP04", Subject.PROTECTION, "date", "months")
def not_exercised(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find a plan that was never exercised, too long ago, or whose last exercise failed."""
    protection = evaluation.protection
    if protection is None or not protection.contingency.is_begun:
        return
    from outsource_desk.domain.days import months_between
    from outsource_desk.services.exercise_facts import exercise_months, last_exercise

    last, months = last_exercise(evaluation), exercise_months(evaluation)
    where = evaluation.initiative.name
    if last is None or last.held_on is None:
        if months is not None:
            yield Finding({"date": "", "months": plain(months)}, where, text="never")
        return
    fields = {"date": day(last.held_on), "months": plain(months or 0)}
    if last.result is ExerciseResult.FAILED:
        yield Finding(fields, where, text="failed", part=str(last.id))
    elif months is not None and months_between(last.held_on, protection.as_of) > months:
        yield Finding(fields, where, text="old", part=str(last.id))


@check("CP05", Subject.PROTECTION, "backup", "name", "what")
def backup_fails_too(evaluation: Evaluation, ranking: Ranking) -> Iterator[Finding]:
    """Find backups that are the preferred vendor itself, or share a parent, site, sub-contractor or country with it."""
    preferred = preferred_of(evaluation, ranking)
    if evaluation.protection is None or preferred is None:
        return
    candidates = {each.id: each for each in evaluation.candidates}
    for fallback in evaluation.protection.contingency.fallbacks:
        backup = candidates.get(fallback.candidate_id or 0)
        if fallback.kind is not FallbackKind.BACKUP_VENDOR or backup is None:
            continue
        if backup.id == preferred.id:
            fields = {"backup": backup.name, "name": preferred.name, "what": ""}
            yield Finding(fields, backup.name, backup.id, text="itself", part=str(fallback.id))
            continue
        from outsource_desk.services.bonds import Bond, shared_by

        shared = shared_by(evaluation, preferred, backup)
        if shared:
            tightest = shared[0]
            what = country_name(tightest.name) if tightest.bond is Bond.COUNTRY else tightest.name
            fields = {"backup": backup.name, "name": preferred.name, "what": what}
            yield Finding(fields, backup.name, backup.id, text=str(tightest.bond), part=str(fallback.id))


@check("CP06", Subject.PROTECTION, "count", "triggers")
def triggers_not_checked(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find triggers that nobody has looked at for too long."""
    if not _is_begun(evaluation):
        return
    from outsource_desk.services.triggers import stale_triggers

    stale = stale_triggers(evaluation)
    if stale:
        names = [f"“{each.trigger.wording}”" for each in stale[:_NAMED]]
        fields = {"count": counted(len(stale), "trigger"), "triggers": in_words(names)}
        text = "some" if len(stale) <= _NAMED else "many"
        yield Finding(fields, stale[0].scenario.title, text=text, part=str(stale[0].trigger.id))


@check("CP08", Subject.PROTECTION, "scenario", "sign")
def signs_raised(evaluation: Evaluation, _ranking: Ranking) -> Iterator[Finding]:
    """Find signs that are there: those that ask to declare a scenario which nobody has, and those to prepare for."""
    if not _is_begun(evaluation):
        return
    from outsource_desk.services.triggers import raised_triggers

    for each in raised_triggers(evaluation):
        if any(activation.is_running for activation in each.scenario.activations):
            continue
        text, severity = ("declare", Severity.BLOCK) if each.asks_to_declare else ("prepare", None)
        fields = {"scenario": each.scenario.title, "sign": each.trigger.wording}
        yield Finding(fields, each.scenario.title, text=text, severity=severity, part=str(each.trigger.id))


@check("CP07", Subject.TIMES, "group", "count", "share")
def too_much_on_one_group(scene: Scene, times: Times) -> Iterator[Finding]:
    """Find that too much of the whole file's work would hang on the preferred vendor's group."""
    from outsource_desk.services.concentration import MOST_FUNCTIONS, MOST_SHARE

    preferred = preferred_of(scene.evaluation, scene.ranking)
    if preferred is None:
        return
    for each in times.burdens:
        too_many, too_much = each.others >= MOST_FUNCTIONS, each.share is not None and each.share > MOST_SHARE
        if each.candidate_id == preferred.id and (too_many or too_much):
            fields = {"group": each.group, "count": plain(each.critical), "share": percent(each.share or 0.0)}
            yield Finding(fields, preferred.name, preferred.id, text="functions" if too_many else "share")


def _is_begun(evaluation: Evaluation) -> bool:
    return evaluation.protection is not None and evaluation.protection.contingency.is_begun

"""What a plan lacks, why it is capped and what will wear off, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from outsource_desk.analysis.readiness import FRESH_MONTHS, STALE_MONTHS, Cap, tightest_mtpd
from outsource_desk.domain.contingency import ExerciseKind, ExerciseResult, FallbackStatus, PlanState
from outsource_desk.domain.days import months_after, months_between
from outsource_desk.domain.formatting import day, in_words, number, plain
from outsource_desk.services.readiness_facts import CHECK_DAYS, Comparison, Prepared, is_in_force

EXERCISES: Mapping[ExerciseKind, str] = {
    ExerciseKind.CHECKLIST_REVIEW: "checklist review",
    ExerciseKind.TABLETOP: "tabletop exercise",
    ExerciseKind.SIMULATION: "simulation",
    ExerciseKind.PARTIAL_TEST: "partial test",
    ExerciseKind.FULL_TEST: "full test",
}
_NAMED = 3  # of a list; of more only the count is told


def missing_words(key: str, found: Prepared) -> str:
    """Return what one part of the readiness lacks, as a sentence; nothing where it has everything."""
    return _MISSING[key](found)


def cap_words(cap: Cap, found: Prepared) -> str:
    """Return why the readiness is held down: ``Capped at 50: the plan is a draft.``."""
    return f"Capped at {plain(cap.limit)}: {_CAPPED[cap.code](found)}."


def ageing_words(found: Prepared) -> tuple[str, ...]:
    """Return what counts until when, as sentences; nothing of what has worn off already."""
    return tuple(_ageing(found))


def _scenarios(found: Prepared) -> str:
    if not found.missing:
        return ""
    return f"Required scenarios that are not in the plan, or without any step: {in_words(list(found.missing))}."


def _triggers(found: Prepared) -> str:
    if not found.contingency.scenarios:
        return "No scenario is in the plan yet."
    if not found.unwatched:
        return ""
    names = _names([each.code or each.title for each in found.unwatched])
    return f"No trigger to activate with threshold and source was checked in the last {CHECK_DAYS} days: {names}."


def _steps(found: Prepared) -> str:
    if not found.steps:
        return "No step says what to do."
    if not found.loose_steps:
        return ""
    return f"Steps without a named person or a deadline: {len(found.loose_steps)} of {found.steps}."


def _fallback(found: Prepared) -> str:
    best, mtpd = found.fallback, tightest_mtpd(found.facts.processes)
    if best is None:
        return "Nothing is named that could carry the service."
    if mtpd is None:
        return f"“{best.title}”: nobody has said how long a disruption can be borne."
    if best.activation_hours is None:
        return f"“{best.title}”: nobody knows how long it takes to start."
    if best.activation_hours > mtpd:
        hours = plain(best.activation_hours)
        return f"“{best.title}” takes {hours} hours to start; a disruption can be borne for {plain(mtpd)}."
    return {
        FallbackStatus.IDEA: f"“{best.title}” is an idea only.",
        FallbackStatus.IDENTIFIED: f"“{best.title}” is identified, but no terms are agreed.",
        FallbackStatus.TERMS_AGREED: f"“{best.title}” is agreed, but was never tested.",
        FallbackStatus.TESTED: "",
    }[best.status]


def _recovery(found: Prepared) -> str:
    if not found.comparisons:
        return "Nobody has said how soon which process must run again."
    missed = [each for each in found.comparisons if each.is_missed]
    unknown = [each for each in found.comparisons if not each.is_missed and not each.is_met]
    if missed:
        return comparison_words(missed[0])
    if not unknown:
        return ""
    return f"Recovery times that are not known: {len(unknown)} of {len(found.comparisons)}."


def comparison_words(missed: Comparison) -> str:
    """Return a time that does not suffice, as a sentence."""
    assert missed.offered is not None
    assert missed.needed is not None
    offered, needed, process = plain(missed.offered), plain(missed.needed), missed.process
    return {
        "rto": f"{process}: our recovery time is {offered} h, but a disruption can be borne for {needed} h only.",
        "provider": f"{process}: the provider recovers in {offered} h, but we need {needed} h.",
        "backup": f"{process}: backups are {offered} h apart, but {needed} h of data may be lost at most.",
    }[missed.what]


def _exit(found: Prepared) -> str:
    if not found.exit_items:
        return "No exit plan has been begun."
    if not found.open_items:
        return ""
    items = f"{len(found.open_items)} of {len(found.exit_items)}"
    return f"Mandatory exit items that are open or older than {FRESH_MONTHS} months: {items}."


def _exercise(found: Prepared) -> str:
    if not found.held:
        return "The plan was never exercised."
    last = found.held[-1]
    assert last.held_on is not None
    kind, on = EXERCISES[last.kind], day(last.held_on)
    if last.result is ExerciseResult.FAILED:
        return f"The last exercise failed: {kind} on {on}."
    age = months_between(last.held_on, found.as_of)
    if age > FRESH_MONTHS:
        limit = STALE_MONTHS if age > STALE_MONTHS else FRESH_MONTHS
        return f"The last exercise is older than {limit} months: {kind} on {on}."
    if all(each.kind is not ExerciseKind.FULL_TEST for each in found.held):
        return f"A full test would show more than the last exercise: {kind} on {on}."
    return ""


def _authority(found: Prepared) -> str:
    facts = found.facts
    if not facts.has_owner_and_deputy and not facts.has_budget:
        return "Who decides and another person as deputy are not named, and the budget is not approved."
    if not facts.has_owner_and_deputy:
        return "Who decides and another person as deputy are not named."
    return "" if facts.has_budget else "The budget is not approved."


_MISSING: Mapping[str, Callable[[Prepared], str]] = {
    "scenarios": _scenarios,
    "triggers": _triggers,
    "steps": _steps,
    "fallback": _fallback,
    "recovery": _recovery,
    "exit": _exit,
    "exercise": _exercise,
    "authority": _authority,
}


def _draft(found: Prepared) -> str:
    plan = found.contingency.plan
    if plan is None or plan.state is PlanState.DRAFT:
        return "the plan is a draft"
    if plan.state is PlanState.RETIRED:
        return "the plan is retired"
    if is_in_force(plan, found.as_of):
        return "a scenario has no trigger or no step left, so the plan is a draft again"
    if plan.looked_at is None:
        return "nobody knows when the plan was approved, so it counts as a draft"
    last = day(plan.looked_at)
    return f"the plan was last approved on {last}, more than {FRESH_MONTHS} months ago, so it is a draft again"


def _not_carried(found: Prepared) -> str:
    mtpd = tightest_mtpd(found.facts.processes)
    if mtpd is None:
        return "nobody has said how long a disruption can be borne"
    return f"no fallback and no workaround is known to start within the {plain(mtpd)} hours that can be borne"


def _untried(_found: Prepared) -> str:
    return f"the function is critical and the plan was not exercised in the last {FRESH_MONTHS} months"


def _no_way_out(found: Prepared) -> str:
    leaving, assured = found.facts.exit_days, found.facts.assured_days
    if leaving is None:
        return "nobody knows how long leaving takes"
    if assured is None:
        return "neither a notice period of the provider nor exit assistance is agreed"
    return f"leaving takes {number(leaving, 0)} days, but service is assured for {number(assured, 0)} only"


def _unowned(found: Prepared) -> str:
    names = [*found.missing, *(each.code or each.title for each in found.unowned)]
    return f"required scenarios are missing or have no owner ({_names([*dict.fromkeys(names)])})"


_CAPPED: Mapping[str, Callable[[Prepared], str]] = {
    "CAP1": _draft,
    "CAP2": _not_carried,
    "CAP3": _untried,
    "CAP4": _no_way_out,
    "CAP5": _unowned,
}


def _ageing(found: Prepared) -> Iterator[str]:
    plan = found.contingency.plan
    if plan is not None and is_in_force(plan, found.as_of):
        until = months_after(plan.looked_at or "", FRESH_MONTHS)
        yield f"The approval counts until {day(until)}."
    if found.held and found.held[-1].held_on is not None:
        until = months_after(found.held[-1].held_on, FRESH_MONTHS)
        if until >= found.as_of:
            yield f"The last exercise counts in full until {day(until)}."


def _names(names: list[str]) -> str:
    return in_words(names) if len(names) <= _NAMED else f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"

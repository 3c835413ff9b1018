"""What the Contingency page calls roles, states, kinds and stretches of time."""

from __future__ import annotations

from functools import cache

from outsource_desk.domain.contingency import (
    Comparison,
    ExerciseKind,
    FallbackKind,
    FallbackStatus,
    Phase,
    PlanState,
    TriggerLevel,
)
from outsource_desk.domain.days import HOURS_A_DAY
from outsource_desk.domain.errors import NotANumberError
from outsource_desk.ui import formats
from outsource_desk.ui.language import language, say, tr

_IN_HOURS = 96  # up to so many hours a deadline is told in hours


def role_name(role: str) -> str:
    """Return a role as people call it; one that was typed stays as it was typed, but for its underlines."""
    words = role.replace("_", " ")
    return _roles(language()).get(role) or (role if words == role else words[:1].upper() + words[1:])


def role_choices(none: str = "") -> tuple[tuple[str, str], ...]:
    """Return the roles to choose from: key and words."""
    found = tuple(_roles(language()).items())
    return (("", none), *found) if none else found


@cache
def _roles(_language: str) -> dict[str, str]:
    from outsource_desk.services.scenario_library import scenario_library

    return {role: say(label) for role, label in scenario_library().roles.items()}


def plan_states() -> dict[PlanState, tuple[str, str]]:
    """Return state → words and tone."""
    return {
        PlanState.DRAFT: (tr("Draft"), "warn"),
        PlanState.REVIEWED: (tr("Reviewed"), "accent"),
        PlanState.APPROVED: (tr("Approved"), "good"),
        PlanState.ACTIVE: (tr("In use"), "bad"),
        PlanState.STOOD_DOWN: (tr("Stood down"), "quiet"),
        PlanState.RETIRED: (tr("Retired"), "quiet"),
    }


def phases() -> dict[Phase, str]:
    """Return phase → its heading."""
    return {Phase.H24: tr("First 24 hours"), Phase.D30: tr("By day 30"), Phase.D90: tr("By day 90")}


def levels() -> dict[TriggerLevel, str]:
    """Return what a trigger asks for."""
    return {TriggerLevel.WATCH: tr("Prepare"), TriggerLevel.ACTIVATE: tr("Declare")}


def comparisons() -> dict[Comparison, str]:
    """Return when a value raises a trigger."""
    return {
        Comparison.AT_LEAST: tr("from"),
        Comparison.AT_MOST: tr("down to"),
        Comparison.EVENT: tr("once it happens"),
    }


def fallback_kinds() -> dict[FallbackKind, str]:
    """Return the kinds of fallbacks."""
    return {
        FallbackKind.BACKUP_VENDOR: tr("Backup vendor"),
        FallbackKind.BRING_IN_HOUSE: tr("In-house"),
        FallbackKind.SECOND_SITE: tr("Second site"),
        FallbackKind.HYBRID: tr("Part in-house"),
        FallbackKind.MANUAL: tr("Manual workaround"),
        FallbackKind.SUSPEND: tr("Suspend the service"),
    }


def fallback_states() -> dict[FallbackStatus, str]:
    """Return how real a fallback is."""
    return {
        FallbackStatus.IDEA: tr("Idea"),
        FallbackStatus.IDENTIFIED: tr("Identified"),
        FallbackStatus.TERMS_AGREED: tr("Terms agreed"),
        FallbackStatus.TESTED: tr("Tested"),
    }


def exercise_kinds() -> dict[ExerciseKind, str]:
    """Return the kinds of exercises, the easiest first."""
    return {
        ExerciseKind.CHECKLIST_REVIEW: tr("Checklist review"),
        ExerciseKind.TABLETOP: tr("Tabletop"),
        ExerciseKind.SIMULATION: tr("Simulation"),
        ExerciseKind.PARTIAL_TEST: tr("Partial test"),
        ExerciseKind.FULL_TEST: tr("Full test"),
    }


def deadline_words(hours: float | None) -> str:
    """Return when a step must be done: ``6 h``, ``21 d``; nothing where it is open."""
    if hours is None:
        return ""
    days = hours / HOURS_A_DAY
    if hours <= _IN_HOURS:
        return tr("{hours} h", hours=_plain(hours))
    return tr("{days} d", days=_plain(days))


def hours_typed(hours: float | None) -> str:
    """Return hours as they are typed again."""
    return "" if hours is None else _plain(hours)


def read_span(text: str) -> float | None:
    """Return hours of “6”, “6 h” or “21 d”; nothing for an empty text.

    Raises:
        NotANumberError: it is no stretch of time.
    """
    words = text.strip().casefold()
    if not words:
        return None
    number = words.rstrip("abcdefghijklmnopqrstuvwxyz ")
    unit = words[len(number) :].strip()
    if not number or (unit and unit[0] not in "hdst"):
        raise NotANumberError("The time", text)
    factor = HOURS_A_DAY if unit[:1] in ("d", "t") else 1  # day and hour, in English and German
    return formats.read_number(number) * factor


def read_share(text: str) -> float | None:
    """Return a share of 1 that was typed in per cent; nothing for an empty text."""
    words = text.strip().removesuffix("%").strip()
    return formats.read_number(words) / 100 if words else None


def share_words(share: float | None) -> str:
    """Return a share as per cent; nothing where it is open."""
    return "" if share is None else formats.percent(share)


def _plain(value: float) -> str:
    return formats.number(value, 0 if value == int(value) else 1)

"""What ratings, states and problems of risks are called on screen, and how they are marked."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.analysis.risk import HIGHEST, LOWEST, PROBABILITY, band_of
from outsource_desk.charts.risk_words import band_words, impact_words, likelihood_words
from outsource_desk.domain.formatting import NO_BREAK
from outsource_desk.domain.risk import (
    Band,
    MitigationKind,
    MitigationState,
    Rating,
    RiskCategory,
    RiskState,
    Velocity,
)
from outsource_desk.services.risks import RiskProblem
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.widgets.chart_paint import screen_speech

Tone = tuple[str, str]  # of a chip, and its icon
Options = tuple[tuple[str, str], ...]
OPEN = ""  # the choice of a level that nobody has chosen
BAND_TONES: dict[Band, Tone] = {
    Band.LOW: ("quiet", "check"),
    Band.MEDIUM: ("quiet", "minus"),
    Band.HIGH: ("warn", "risk"),
    Band.CRITICAL: ("bad", "stop"),
}
CONTROL_TONES: dict[MitigationState, Tone] = {
    MitigationState.PROPOSED: ("quiet", "open"),
    MitigationState.PLANNED: ("quiet", "clock"),
    MitigationState.IN_PROGRESS: ("quiet", "edit"),
    MitigationState.IMPLEMENTED: ("quiet", "check"),
    MitigationState.VERIFIED: ("quiet", "done"),
    MitigationState.DROPPED: ("quiet", "cross"),
}


def band_name(band: Band) -> str:
    """Return a band in words."""
    return band_words(band, screen_speech())


def rating_text(rating: Rating | None) -> str:
    """Return a rating as the register has it: letter, likelihood, impact."""
    if rating is None:
        return ""
    return f"{band_of(rating)}  {rating.likelihood}{NO_BREAK}×{NO_BREAK}{rating.impact}"


def rating_words(rating: Rating) -> str:
    """Return a rating in a sentence: ``3 × 5, critical``."""
    figures = NO_BREAK.join((str(rating.likelihood), "×", str(rating.impact)))
    return f"{figures}, {band_name(band_of(rating)).lower()}"


def level_choices() -> Options:
    """Return the levels of both scales, the open one first."""
    return ((OPEN, "–"), *((str(level), str(level)) for level in range(LOWEST, HIGHEST + 1)))


def likelihood_told(level: int | None) -> str:
    """Return what a likelihood means."""
    if level is None:
        return tr("How likely within a contract year, before any control?")
    words = likelihood_words(level, screen_speech())
    return tr("{words}: about {percent} a year", words=words, percent=formats.percent(PROBABILITY[level]))


def impact_told(level: int | None) -> str:
    """Return what an impact means."""
    if level is None:
        return tr("How bad would it be? The worst of service, customers, law, data and money counts.")
    said = (
        tr("under an hour, no user notices, no complaints"),
        tr("under a day, a workaround exists, single complaints"),
        tr("one to three days, confidential data, the regulator is told"),
        tr("three to ten days, customers leave, formal action, a large set of personal data"),
        tr("beyond the tolerable outage, lasting damage to the brand, the licence at risk"),
    )
    return f"{impact_words(level, screen_speech())}: {said[level - 1]}"


def state_name(state: RiskState) -> str:
    """Return the state of a risk in words."""
    return {
        RiskState.IDENTIFIED: tr("Identified"),
        RiskState.ASSESSED: tr("Assessed"),
        RiskState.TREATING: tr("Being treated"),
        RiskState.ACCEPTED: tr("Accepted"),
        RiskState.MATERIALISED: tr("Has come true"),
        RiskState.CLOSED: tr("Closed"),
    }[state]


def step_words(state: RiskState) -> str:
    """Return what moves a risk to a state, as a button says it."""
    return {
        RiskState.IDENTIFIED: tr("Identify"),
        RiskState.ASSESSED: tr("Mark as assessed"),
        RiskState.TREATING: tr("Begin to treat"),
        RiskState.ACCEPTED: tr("Accept…"),
        RiskState.MATERIALISED: tr("It has come true…"),
        RiskState.CLOSED: tr("Close…"),
    }[state]


def category_names() -> dict[RiskCategory, str]:
    """Return where risks come from, in words."""
    return {
        RiskCategory.PEOPLE_CULTURE: tr("People and culture"),
        RiskCategory.COMMUNICATION: tr("Communication"),
        RiskCategory.SECURITY: tr("Security"),
        RiskCategory.IP: tr("Intellectual property"),
        RiskCategory.CONTROL: tr("Control"),
        RiskCategory.DELIVERY: tr("Delivery"),
        RiskCategory.COMMERCIAL: tr("Commercial"),
        RiskCategory.PROVIDER_VIABILITY: tr("Viability of the provider"),
        RiskCategory.COMPLIANCE: tr("Compliance"),
        RiskCategory.EXTERNAL: tr("External"),
        RiskCategory.STRATEGIC: tr("Strategic"),
    }


def velocity_names() -> dict[Velocity, str]:
    """Return how fast risks strike, in words."""
    return {
        Velocity.SUDDEN: tr("Sudden"),
        Velocity.WEEKS: tr("Within weeks"),
        Velocity.MONTHS: tr("Within months"),
    }


def kind_names() -> dict[MitigationKind, str]:
    """Return what controls do, in words."""
    return {
        MitigationKind.PREVENT: tr("Prevents"),
        MitigationKind.DETECT: tr("Detects"),
        MitigationKind.CORRECT: tr("Corrects"),
        MitigationKind.TRANSFER: tr("Transfers"),
        MitigationKind.ACCEPT: tr("Accepts"),
    }


def control_names() -> dict[MitigationState, str]:
    """Return how far controls have come, in words."""
    return {
        MitigationState.PROPOSED: tr("Proposed"),
        MitigationState.PLANNED: tr("Planned"),
        MitigationState.IN_PROGRESS: tr("In progress"),
        MitigationState.IMPLEMENTED: tr("Implemented"),
        MitigationState.VERIFIED: tr("Verified"),
        MitigationState.DROPPED: tr("Dropped"),
    }


def problem_words(problem: RiskProblem) -> str:
    """Return what is amiss with a risk, as a sentence."""
    return {
        RiskProblem.WORSE_THAN_BEFORE: tr("It is stated as worse after controls than before them."),
        RiskProblem.NOT_ACCEPTED: tr("It is above what we can live with, and nobody has accepted it."),
        RiskProblem.ON_PLANS: tr("It is stated lower than working controls make it; the higher rating counts."),
        RiskProblem.VERIFIED_BY_NOBODY: tr("A control counts as verified, but nobody is named who verified it."),
        RiskProblem.NO_OWNER: tr("Nobody owns it."),
        RiskProblem.REVIEW_PASSED: tr("Its review is overdue."),
        RiskProblem.NOT_RATED: tr("It is not rated yet."),
        RiskProblem.NOT_CONFIRMED: tr("Its rating comes from the library; nobody has confirmed it."),
    }[problem]


def joined(parts: Sequence[str]) -> str:
    """Return parts in one line, with dots between."""
    return " · ".join(filter(None, parts))

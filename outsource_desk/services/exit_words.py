"""What an exit plan comes down to in one sentence, and why a new one begins as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.charts.times import days_words
from outsource_desk.domain.days import DAYS_A_MONTH
from outsource_desk.domain.tier import Tier
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.exit_library import exit_library
from outsource_desk.services.tiering import tier_of

if TYPE_CHECKING:
    from outsource_desk.domain.exit_clock import ExitClock
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.services.leaving import ItemProgress

_DATA, _PROPERTY = "TQ2", "TQ8"  # the questions on criticality about data and intellectual property
_SENSITIVE = 2  # points from which their answers ask for care


def exit_headline(clock: ExitClock, progress: ItemProgress, speech: Speech = ENGLISH) -> str:
    """Return the worst that is true of an exit plan, in one sentence; what is good only where nothing is bad."""
    tr = speech.tr
    whom = clock.candidate.name if clock.candidate is not None else tr("the provider")

    def words(days: float | None) -> str:
        return days_words(days or 0.0, speech)

    if clock.candidate is not None and clock.candidate.is_in_house:
        return tr("It was decided to stay in-house, so there is nobody to leave")
    if clock.planned_gap_days:
        return tr("Leaving {name} takes {long}, but service is assured for {short}",
                  name=whom, long=words(clock.planned_days), short=words(clock.assured_days))  # fmt: skip
    if clock.stressed_gap_days:
        return tr("If {name} fails, leaving takes {long}; we can bear {short}",
                  name=whom, long=words(clock.stressed_days), short=words(clock.tolerance_days))  # fmt: skip
    if clock.planned_days is None:
        return tr("Nobody knows how long leaving {name} would take", name=whom)
    if clock.is_faster_than_it_came:
        return tr("Leaving {name} in {short} would be faster than the transition in of {long}",
                  name=whom, short=words(clock.planned_days), long=words(clock.transition_days))  # fmt: skip
    if clock.assured_days is None:
        return tr("Leaving takes {long}, and no contract says how long {name} must go on",
                  name=whom, long=words(clock.planned_days))  # fmt: skip
    if progress.current < progress.mandatory:
        return tr("We can leave {name} in {long}, but {count} of {all} mandatory items are open",
                  name=whom, long=words(clock.planned_days), count=progress.mandatory - progress.current,
                  all=progress.mandatory)  # fmt: skip
    return tr("We can leave {name} in {long}; service is assured for {short}",
              name=whom, long=words(clock.planned_days), short=words(clock.assured_days))  # fmt: skip


def exit_reasons(evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return why this initiative needs the standard exit plan, by what is known of it, in whole sentences."""
    tr, said = speech.tr, []
    points = evaluation.tiering
    tier = tier_of(evaluation.initiative, points).tier
    if tier is Tier.T1:
        said.append(tr("The function is critical (T1): the way out must be rehearsed every year, with the provider."))
    elif tier is Tier.T2:
        said.append(tr("The function is important (T2): the way out must be agreed before signature and kept current."))
    elif tier is None:
        said.append(tr("How critical the function is has not been said; the full checklist is the careful choice."))
    if points.get(_DATA, 0) >= _SENSITIVE:
        said.append(
            tr("The provider will see confidential or personal data: formats for its return, a yearly export test and"
               " a certificate of deletion are on the list.")
        )  # fmt: skip
    if points.get(_PROPERTY, 0) >= _SENSITIVE:
        said.append(
            tr("The provider makes or holds our intellectual property: ownership, our own repository and the closing"
               " letter are on the list.")
        )  # fmt: skip
    said.append(_length_reason(evaluation, speech))
    said.append(_contract_reason(evaluation, ranking, speech))
    return tuple(said)


def _length_reason(evaluation: Evaluation, speech: Speech) -> str:
    tr, months = speech.tr, evaluation.initiative.exit_months
    usual = days_words(exit_library().days, speech)
    if months is None:
        return tr("Nobody has said how long leaving takes; the standard runbook takes {time}, a first estimate to be"
                  " confirmed task by task.", time=usual)  # fmt: skip
    stated = days_words(months * DAYS_A_MONTH, speech)
    return tr("You state that leaving takes {stated}; the standard runbook takes {time}, so its durations must be"
              " confirmed.", stated=stated, time=usual)  # fmt: skip


def _contract_reason(evaluation: Evaluation, ranking: Ranking, speech: Speech) -> str:
    tr, assured = speech.tr, exit_clock(evaluation, ranking).assured_days
    if assured is None:
        return tr("No contract says yet how long the provider must go on: the clock shows what to negotiate.")
    return tr("The contract assures {time} of service; the clock shows whether that is enough.",
              time=days_words(assured, speech))  # fmt: skip

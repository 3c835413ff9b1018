"""The worst truth about a register in one sentence: what is above appetite and who lives with it."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.services.risks import JudgedRisk
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.risks.words import joined


def headline_of(judged: Sequence[JudgedRisk]) -> str:
    """Return the worst that is true of a register: above appetite, not rated, without owner, or all is well."""
    open_ones = _open(judged)
    above = [each for each in open_ones if each.is_above]
    loose = [each for each in above if each.acceptance is None]
    if loose:
        return _of_loose(loose)
    if above:
        return _of_accepted(above)
    unrated = sum(each.inherent is None for each in open_ones)
    if unrated:
        return tr_n(unrated, "{count} open risk is not rated yet", "{count} open risks are not rated yet")
    unowned = _unowned(open_ones)
    if unowned:
        return tr_n(unowned, "{count} open risk has no owner", "{count} open risks have no owner")
    return tr("No risk is above what we can live with")


def summary(judged: Sequence[JudgedRisk]) -> str:
    """Return what stands below the headline: how many risks there are, and how well they are looked after."""
    open_ones = _open(judged)
    above = [each for each in open_ones if each.is_above]
    ends = [each.acceptance.expires_on for each in above if each.acceptance is not None]
    is_part = any(each.acceptance is None for each in above) and any(each.acceptance for each in above)
    unowned = _unowned(open_ones)
    return joined((
        tr_n(len(open_ones), "{count} open risk", "{count} open risks"),
        tr("{count} above what we can live with", count=len(above)) if is_part else "",
        _ends(ends),
        tr("{count} without owner", count=unowned) if unowned else tr("each has an owner") if open_ones else "",
    ))  # fmt: skip


def _ends(days: Sequence[str]) -> str:
    if not days:
        return ""
    first = formats.day(min(days))
    return tr_n(len(days), "acceptance ends {day}", "first acceptance ends {day}", day=first)


def _of_loose(loose: Sequence[JudgedRisk]) -> str:
    if len(loose) == 1:
        return tr("“{risk}” is above what we can live with, and nobody has accepted it", risk=loose[0].risk.title)
    return tr("{count} risks are above what we can live with, and nobody has accepted them", count=len(loose))


def _of_accepted(above: Sequence[JudgedRisk]) -> str:
    people = list(dict.fromkeys(each.acceptance.accepted_by for each in above if each.acceptance is not None))
    count, risk, name = len(above), above[0].risk.title, people[0]
    if count == 1:
        return tr("“{risk}” is above what we can live with; {name} accepted it", risk=risk, name=name)
    if len(people) == 1:
        return tr("{count} risks are above what we can live with; {name} accepted them", count=count, name=name)
    many = len(people)
    return tr("{count} risks are above what we can live with; {many} people accepted them", count=count, many=many)


def _open(judged: Sequence[JudgedRisk]) -> list[JudgedRisk]:
    return [each for each in judged if each.risk.state.is_open]


def _unowned(judged: Sequence[JudgedRisk]) -> int:
    return sum(not each.risk.owner.strip() for each in judged)

"""The chart of who earned what, group by group."""

from __future__ import annotations

from outsource_desk.charts.branches import Branch, top_groups
from outsource_desk.charts.ranking import close_band, is_leader, ranking_in_words, reasons_of, totals
from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series, State
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing


def earned_chart(evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH) -> ChartSpec:
    """Return a column for each group, as wide as its weight, and how much of it each candidate earned."""
    tr = speech.tr
    groups = top_groups(evaluation, ranking, speech=speech)
    opening = tr("Each group of criteria is a column as wide as its weight, filled as far as it was earned.")
    words = ranking_in_words(evaluation, ranking, opening, speech)
    return ChartSpec(
        Kind.COLUMNS,
        tr("Points earned in each group"),
        tuple(_category(ranking, one, speech) for one in ranking.standings),
        (*(_part(group, ranking) for group in groups), *totals(ranking.standings, speech)),
        alt=" ".join([words, *(_in_words(one, groups, speech) for one in ranking.ranked)]),
        unit=tr("points"),
        nothing=tr("No candidate has been added yet."),
        top=100.0,
        band=close_band(ranking, speech),
        speech=speech,
    )


def _part(group: Branch, ranking: Ranking) -> Series:
    earned = tuple(group.points(one) for one in ranking.standings)
    return Series(group.name, earned, Role.PART, most=100 * group.weight)


def _category(ranking: Ranking, standing: Standing, speech: Speech) -> Category:
    name, tr = standing.candidate.name, speech.tr
    if standing.rank is not None:
        return Category(name, mark=str(standing.rank), is_accent=is_leader(ranking, standing))
    is_failed = standing.gate is GateStatus.FAILED
    reasons = reasons_of(standing, speech)
    why = (
        tr("Not ranked: gate failed. {reasons}", reasons=reasons)
        if is_failed
        else tr("Not ranked: {reasons}", reasons=reasons)
    )
    state = State.BAD if is_failed else State.OPEN
    return Category(name, state=state, remark=why, beside=tr("not ranked"), is_ranked=False)


def _in_words(standing: Standing, groups: tuple[Branch, ...], speech: Speech) -> str:
    number = speech.number
    parts = [
        speech.tr(
            "{part} {points} of {most}",
            part=group.name,
            points=number(group.points(standing), 1),
            most=number(100 * group.weight, 1),
        )
        for group in groups
    ]
    return f"{standing.candidate.name}: {', '.join(parts)}."

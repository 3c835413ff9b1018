"""The charts of a ranking: what was read and who stands where in, chart definitions out."""

from __future__ import annotations

from outsource_desk.charts.branches import branches
from outsource_desk.charts.spec import Band, Category, ChartSpec, Kind, Role, Series, State
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing, Verdict

SMALLEST_RANGE = 0.05  # points of 100; a smaller one would have the same number at both ends


def ranking_chart(evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH) -> ChartSpec:
    """Return totals as bars, best first, with what open scores could still add; failed gates lie below a line."""
    tr = speech.tr
    return ChartSpec(
        Kind.RANKING,
        tr("Weighted total, points of 100"),
        tuple(_ranked_category(evaluation, ranking, standing, speech) for standing in ranking.standings),
        totals(ranking.standings, speech),
        alt=ranking_in_words(evaluation, ranking, tr("Bars of the weighted totals out of 100, best first."), speech),
        unit=tr("points"),
        nothing=tr("No candidate has been added yet."),
        top=100.0,
        band=close_band(ranking, speech),
        speech=speech,
    )


def contributions_chart(evaluation: Evaluation, ranking: Ranking, speech: Speech = ENGLISH) -> ChartSpec:
    """Return what each part of the criteria adds to each ranked candidate's total; price stands last and apart."""
    ranked, tr = ranking.ranked, speech.tr
    parts = branches(evaluation, ranking, speech=speech)
    series = tuple(
        Series(part.name, tuple(part.points(one) for one in ranked), Role.PRICE if part.is_price else Role.PART)
        for part in parts
    )
    return ChartSpec(
        Kind.STACKED,
        tr("Points each criterion adds"),
        tuple(
            Category(one.candidate.name, beside=_range(one, speech), is_accent=is_leader(ranking, one))
            for one in ranked
        ),
        series,
        alt=_contributions_in_words(series, ranked, speech),
        unit=tr("points"),
        nothing=tr("No criterion has a weight and a score yet."),
        speech=speech,
    )


def close_up_chart(ranking: Ranking, speech: Speech = ENGLISH) -> ChartSpec:
    """Return the first places enlarged: total, and how far open scores could still lift it."""
    band, tr = close_band(ranking, speech), speech.tr
    first = ranking.ranked[: min(3, band.rows) if band else 2]
    number = speech.number
    words = [
        tr("{name} {low} to {high}", name=one.candidate.name, low=number(one.low, 1), high=number(one.high, 1))
        for one in first
    ]
    listed = in_words(words, speech)
    return ChartSpec(
        Kind.CLOSE_UP,
        tr("The leaders, enlarged"),
        tuple(Category(one.candidate.name, is_accent=is_leader(ranking, one)) for one in first),
        totals(first, speech),
        alt=tr("The leaders on an enlarged axis that does not start at zero: {leaders}.", leaders=listed),
        unit=tr("points"),
        band=band,
        speech=speech,
    )


def totals(standings: tuple[Standing, ...], speech: Speech) -> tuple[Series, ...]:
    """Return the total of each, and the ends between which it may still fall."""
    return (
        Series(speech.tr("Total"), tuple(one.total for one in standings)),
        Series(speech.tr("Lowest"), tuple(one.low for one in standings), Role.LOW),
        Series(speech.tr("Highest"), tuple(one.high for one in standings), Role.HIGH),
    )


def is_leader(ranking: Ranking, standing: Standing) -> bool:
    """Tell whether a candidate alone holds the first rank."""
    return standing.rank == 1 and len(ranking.leaders) == 1


def gate_state(evaluation: Evaluation, standing: Standing, speech: Speech = ENGLISH) -> tuple[State, str] | None:
    """Return a candidate's gates as a mark and words; nothing if the initiative has no gate."""
    if standing.gate is GateStatus.FAILED:
        return State.BAD, speech.tr("failed a gate")
    gates = sum(leaf.is_gate for leaf in leaves_of(evaluation.criteria))
    is_vetted = evaluation.vetting is not None and standing.candidate.id in evaluation.vetting.kinds
    if not gates and not is_vetted:
        return None
    if standing.gate is GateStatus.OPEN:
        return State.OPEN, speech.tr("a gate is open")
    if standing.gate_reasons:  # a waiver, or what must still be agreed
        return State.GOOD, speech.tr("passed with conditions")
    if is_vetted:
        return State.GOOD, speech.tr("passed all gates")
    return State.GOOD, speech.tr("passed the gate") if gates == 1 else speech.tr("passed all gates")


def close_band(ranking: Ranking, speech: Speech = ENGLISH) -> Band | None:
    """Return the stretch below the first total in which a lead is too close to call; nothing if it is clear."""
    if ranking.verdict is not Verdict.TOO_CLOSE or len(ranking.ranked) < 2:
        return None
    top = ranking.ranked[0].total
    inside = sum(top - one.total < ranking.threshold for one in ranking.ranked)
    return Band(max(0.0, top - ranking.threshold), top, max(2, inside), speech.tr("too close to call"))


def ranking_in_words(evaluation: Evaluation, ranking: Ranking, opening: str, speech: Speech) -> str:
    """Return who stands where, with every total, range and reason."""
    tr, words = speech.tr, [opening]
    if not ranking.standings:
        return tr("No candidate has been added yet.")
    for one in ranking.standings:
        gate = gate_state(evaluation, one, speech)
        state = f", {gate[1]}" if gate else ""
        highest = speech.number(one.high, 1)
        reach = tr(", up to {high} if all open scores turn out best", high=highest) if one.high > one.low else ""
        place = tr("Rank {rank}", rank=one.rank) if one.rank is not None else tr("Not ranked")
        stated = f"{place}: {one.candidate.name}, {speech.number(one.total, 1)}{reach}{state}."
        words.append(f"{stated} {reasons_of(one, speech)}".strip())
    return " ".join(words)


def reasons_of(standing: Standing, speech: Speech = ENGLISH) -> str:
    """Return why a candidate's gates are failed or open, in sentences."""
    return " ".join(_sentence(speech.say(reason)) for reason in standing.gate_reasons)


def in_words(items: list[str], speech: Speech) -> str:
    """Return a list as a sentence has it: ``A, B and C``."""
    if len(items) < 2:
        return "".join(items)
    return speech.tr("{items} and {last}", items=", ".join(items[:-1]), last=items[-1])


def _ranked_category(evaluation: Evaluation, ranking: Ranking, standing: Standing, speech: Speech) -> Category:
    tr, gate = speech.tr, gate_state(evaluation, standing, speech)
    is_ranked = standing.rank is not None
    kind = (
        tr("in-house") if standing.candidate.is_in_house else tr("incumbent") if standing.candidate.is_incumbent else ""
    )
    reasons = reasons_of(standing, speech)
    why = tr("Failed gate: {reasons}", reasons=reasons) if standing.gate is GateStatus.FAILED else _capital(reasons)
    return Category(
        standing.candidate.name,
        mark=str(standing.rank) if is_ranked else "",
        note=" · ".join(filter(None, (kind, gate[1] if gate else ""))),
        state=gate[0] if gate else None,
        remark=_open_scores(standing, speech) if is_ranked else why,
        beside="" if is_ranked else tr("no rank"),
        is_accent=is_leader(ranking, standing),
        is_ranked=is_ranked,
    )


def _open_scores(standing: Standing, speech: Speech) -> str:
    count = len(standing.open_leaves)
    if not count:
        return ""
    return speech.tr("{count} score open", count=1) if count == 1 else speech.tr("{count} scores open", count=count)


def _range(standing: Standing, speech: Speech) -> str:
    """Return between which totals open scores leave a candidate; nothing where the total is settled."""
    is_open = standing.high - standing.low >= SMALLEST_RANGE
    return speech.between(standing.low, standing.high, 1) if is_open else ""


def _contributions_in_words(series: tuple[Series, ...], ranked: tuple[Standing, ...], speech: Speech) -> str:
    tr, number = speech.tr, speech.number
    if not series or not ranked:
        return tr("No criterion has a weight and a score yet.")
    words = [tr("Stacked bars of the points that each criterion adds to the total.")]
    for row, one in enumerate(ranked):
        added = in_words([f"{part.name} {number(part.values[row] or 0.0, 1)}" for part in series], speech)
        total = _range(one, speech) or number(one.total, 1)
        words.append(tr("{name}: {parts}; together {total}.", name=one.candidate.name, parts=added, total=total))
    return " ".join(words)


def _sentence(text: str) -> str:
    """Return a text of the file as a sentence: in one line, with a full stop."""
    line = " ".join(text.split())
    return line if not line or line[-1] in ".!?…" else line + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

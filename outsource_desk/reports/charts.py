"""The charts of a report: facts in, chart definitions out; the same for paper and workbook."""

from __future__ import annotations

from outsource_desk.charts.spec import Band, Category, ChartSpec, Kind, Role, Series, State
from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.formatting import counted, in_words, number
from outsource_desk.domain.ranking import GateStatus, Standing, Verdict
from outsource_desk.reports.branches import branches
from outsource_desk.reports.facts import BoardFacts


def ranking_chart(facts: BoardFacts) -> ChartSpec:
    """Return totals as bars, best first, with what open scores could still add; failed gates lie below a line."""
    standings = facts.ranking.standings
    return ChartSpec(
        Kind.RANKING,
        "Weighted total, points of 100",
        tuple(_ranked_category(facts, standing) for standing in standings),
        (
            Series("Total", tuple(standing.total for standing in standings)),
            Series("Lowest", tuple(standing.low for standing in standings), Role.LOW),
            Series("Highest", tuple(standing.high for standing in standings), Role.HIGH),
        ),
        alt=_ranking_in_words(facts),
        unit="points",
        nothing="No candidate has been added yet.",
        top=100.0,
        band=_band(facts),
    )


def contributions_chart(facts: BoardFacts) -> ChartSpec:
    """Return what each part of the criteria adds to each ranked candidate's total; price stands last and apart."""
    ranked = facts.ranking.ranked
    parts = branches(facts)
    return ChartSpec(
        Kind.STACKED,
        "Points each criterion adds",
        tuple(Category(one.candidate.name, is_accent=is_leader(facts, one)) for one in ranked),
        tuple(
            Series(part.name, tuple(part.points(one) for one in ranked), Role.PRICE if part.is_price else Role.PART)
            for part in parts
        ),
        alt=_contributions_in_words(facts),
        unit="points",
        nothing="No criterion has a weight and a score yet.",
    )


def close_up_chart(facts: BoardFacts) -> ChartSpec:
    """Return the first places enlarged: total, and how far open scores could still lift it."""
    band = _band(facts)
    first = facts.ranking.ranked[: min(3, band.rows) if band else 2]
    words = [f"{one.candidate.name} {number(one.low)} to {number(one.high)}" for one in first]
    return ChartSpec(
        Kind.CLOSE_UP,
        "The leaders, enlarged",
        tuple(Category(one.candidate.name, is_accent=is_leader(facts, one)) for one in first),
        (
            Series("Total", tuple(one.total for one in first)),
            Series("Lowest", tuple(one.low for one in first), Role.LOW),
            Series("Highest", tuple(one.high for one in first), Role.HIGH),
        ),
        alt=f"The leaders on an enlarged axis that does not start at zero: {in_words(words)}.",
        unit="points",
        band=band,
    )


def is_leader(facts: BoardFacts, standing: Standing) -> bool:
    """Tell whether a candidate alone holds the first rank."""
    return standing.rank == 1 and len(facts.ranking.leaders) == 1


def gate_state(facts: BoardFacts, standing: Standing) -> tuple[State, str] | None:
    """Return a candidate's gates as a mark and words; nothing if the initiative has no gate."""
    if standing.gate is GateStatus.FAILED:
        return State.BAD, "failed a gate"
    gates = sum(leaf.is_gate for leaf in leaves_of(facts.evaluation.criteria))
    if not gates:
        return None
    if standing.gate is GateStatus.OPEN:
        return State.OPEN, "a gate is open"
    return State.GOOD, "passed the gate" if gates == 1 else "passed all gates"


def sentence(text: str) -> str:
    """Return a text of the file as a sentence: in one line, with a full stop."""
    line = " ".join(text.split())
    return line if not line or line[-1] in ".!?…" else line + "."


def _ranked_category(facts: BoardFacts, standing: Standing) -> Category:
    gate = gate_state(facts, standing)
    kind = "in-house" if standing.candidate.is_in_house else "incumbent" if standing.candidate.is_incumbent else ""
    is_ranked = standing.rank is not None
    is_failed = standing.gate is GateStatus.FAILED
    reason = " ".join(sentence(reason) for reason in standing.gate_reasons)
    return Category(
        standing.candidate.name,
        mark=str(standing.rank) if is_ranked else "",
        note=" · ".join(filter(None, (kind, gate[1] if gate else ""))),
        state=gate[0] if gate else None,
        remark=_open_scores(standing) if is_ranked else f"Failed gate: {reason}" if is_failed else capital(reason),
        beside="" if is_ranked else "no rank",
        is_accent=is_leader(facts, standing),
        is_ranked=is_ranked,
    )


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def _open_scores(standing: Standing) -> str:
    return f"{counted(len(standing.open_leaves), 'score')} open" if standing.open_leaves else ""


def _band(facts: BoardFacts) -> Band | None:
    ranking = facts.ranking
    if ranking.verdict is not Verdict.TOO_CLOSE or len(ranking.ranked) < 2:
        return None
    top = ranking.ranked[0].total
    inside = sum(top - one.total < ranking.threshold for one in ranking.ranked)
    return Band(max(0.0, top - ranking.threshold), top, max(2, inside), "too close to call")


def _ranking_in_words(facts: BoardFacts) -> str:
    standings = facts.ranking.standings
    if not standings:
        return "No candidate has been added yet."
    words = ["Bars of the weighted totals out of 100, best first."]
    for one in standings:
        gate = gate_state(facts, one)
        state = f", {gate[1]}" if gate else ""
        reach = f", up to {number(one.high)} if all open scores turn out best" if one.high > one.low else ""
        place = f"Rank {one.rank}" if one.rank is not None else "Not ranked"
        reasons = " ".join(sentence(reason) for reason in one.gate_reasons)
        words.append(f"{place}: {one.candidate.name}, {number(one.total)}{reach}{state}. {reasons}".strip())
    return " ".join(words)


def _contributions_in_words(facts: BoardFacts) -> str:
    parts, ranked = branches(facts), facts.ranking.ranked
    if not parts or not ranked:
        return "No criterion has a weight and a score yet."
    words = ["Stacked bars of the points that each criterion adds to the total."]
    for one in ranked:
        added = in_words([f"{part.name} {number(part.points(one))}" for part in parts])
        words.append(f"{one.candidate.name}: {added}; together {number(one.total)}.")
    return " ".join(words)

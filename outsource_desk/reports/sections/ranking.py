"""The ranking, how sure it is, and what would settle it."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.charts.spec import State
from outsource_desk.charts.words import shortened
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import counted, in_words, number, percent
from outsource_desk.domain.paper import Section
from outsource_desk.domain.ranking import TIE_POINTS, Standing
from outsource_desk.domain.robustness import Information
from outsource_desk.reports.blocks import Block, Column, Columns, Figure, Heading, Page, Paragraph, Tile, Tiles, Title
from outsource_desk.reports.charts import close_up_chart, ranking_chart
from outsource_desk.reports.findings import SMALLEST, Advice, Findings, candidates, points
from outsource_desk.reports.sections.phrases import full_stop, name, names, quoted, where_from

MOST_WORTH = 3  # open or disputed values that a sentence names
LEAST_POWER = 0.01  # of the outcomes; what is less is not printed as a figure
MOST_BOUND, BOUND_LIMIT = 3, 190  # candidates whose conditions stand below the chart, and characters of each
BOUND_HEIGHT = 34.0  # of two lines with the space between
CLOSE_UP_LIMIT = 6.0  # points: a larger lead is plain from the bars


def ranking_page(findings: Findings) -> Page | None:
    """Return bars of the totals with what open scores could add; nothing if there is no candidate or no score."""
    standings = findings.facts.ranking.standings
    if not standings or not findings.has_scores:
        return None
    height = 58.0 + 92.0 * len(standings)
    bound = [Paragraph(said) for said in _bound(findings)]
    room = BOUND_HEIGHT * len(bound)
    chart = Figure(ranking_chart(findings.facts), shortest=min(height, 376.0 - room), tallest=min(height, 384.0 - room))
    columns = Columns((Column(9, (chart, *bound)), Column(3, tuple(_verdict(findings)))))
    return Page("Ranking", ranking_title(findings), (columns,), f"{where_from(findings)}; bars start at zero")


def _bound(findings: Findings) -> list[str]:
    """Return who is ranked with a waiver or a condition, and with which."""
    bound = [one for one in findings.ranked if one.gate_reasons]
    said = [shortened(f"{name(one)}: {full_stop('; '.join(one.gate_reasons))}", BOUND_LIMIT) for one in bound]
    more = candidates(len(bound) - MOST_BOUND)
    rest = [f"Conditions of {more} more stand under “{Section.VETTING.label}”."] if len(bound) > MOST_BOUND else []
    return [*said[:MOST_BOUND], *rest]


def ranking_title(findings: Findings) -> Title:
    """Return who is ahead and by how much, and who is not ranked."""
    first, second, failed = findings.first, findings.second, findings.failed
    tail, more = _tail(findings)
    if first is None:
        why = f"{candidates(len(failed))} failed a gate" if failed else "no criterion that is scored has a weight"
        return Title(f"Nobody is ranked: {why}")
    one = first.candidate.name
    if second is None:
        return Title(f"{{0}} stands alone at {number(first.total)} points of 100{tail.format(1)}", (one, *more))
    other = second.candidate.name
    how = {
        Advice.CLOSE: "which is too close to call",
        Advice.OPEN: "which open scores could still turn",
    }.get(findings.advice, _clear(findings))
    leaders = findings.facts.ranking.leaders
    if len(leaders) > 3:
        return Title(
            f"{len(leaders)} candidates are level at {number(first.total)} points of 100{tail.format(0)}", more
        )
    if len(leaders) > 1:
        listed = in_words([f"{{{place}}}" for place in range(len(leaders))])
        level = f"{listed} are level at {number(first.total)} points of 100{tail.format(len(leaders))}"
        return Title(level, (*(one.candidate.name for one in leaders), *more))
    return Title(f"{{0}} leads {{1}} by {findings.margin_text}, {how}{tail.format(2)}", (one, other, *more))


def _clear(findings: Findings) -> str:
    return "but a closer look finds no clear winner" if findings.is_doubted else "which is a clear lead"


def _tail(findings: Findings) -> tuple[str, tuple[str, ...]]:
    """Return what the title says of those that are not ranked; ``{}`` takes the place of the next name."""
    failed = findings.failed
    if not failed:
        return "", ()
    if len(failed) == 1:
        return "; {{{}}} fails a gate and is not ranked", (failed[0].candidate.name,)
    return f"; {len(failed)} fail a gate and are not ranked", ()


def _verdict(findings: Findings) -> list[Block]:
    first, second = findings.first, findings.second
    needed = points(findings.facts.ranking.threshold)
    if first is None or second is None:
        word = "Nothing to compare" if first else "Nobody is ranked"
        return [Tiles((Tile("Verdict on merit", word, "A ranking needs at least two that pass.", State.OPEN),))]
    this = f"This one is {number(findings.lead)}" if findings.lead >= SMALLEST else "Here there is none"
    lead = f"A lead is clear from {needed}{_rule(findings)}. {this}{findings.rounding_text}."
    word, state = {
        Advice.CLOSE: ("Too close to call", State.OPEN),
        Advice.OPEN: ("Not settled", State.OPEN),
    }.get(findings.advice, ("Clear lead", State.GOOD))
    if findings.is_doubted:
        word, state = "A lead, but no clear winner", State.OPEN
    blocks: list[Block] = [Tiles((Tile("Verdict on merit", word, lead, state),))]
    if any(one.open_leaves for one in findings.ranked):
        blocks.append(Paragraph("The lines show how far open scores could still lift a total."))
    settle = what_settles(findings)
    if settle:
        blocks += [Heading("What would settle it"), Paragraph(settle)]
    if findings.margin < CLOSE_UP_LIMIT:
        chart = close_up_chart(findings.facts)
        tall = 20.0 + 28.0 * len(chart.categories)
        blocks += [Heading("The leaders, enlarged"), Figure(chart, tall, tall, is_extra=True)]
    return blocks


def _rule(findings: Findings) -> str:
    """Return where the limit comes from, if evaluators disagree by more than the two points that always hold."""
    return ", two standard errors" if findings.facts.ranking.threshold > 2.0 + 1e-9 else ""


def what_settles(findings: Findings) -> str:
    """Return what would turn an open or close ranking into a clear one."""
    first = findings.first
    if first is None or findings.advice not in (Advice.CLOSE, Advice.OPEN):
        return ""
    told = findings.study.information
    worth = [one for one in told or () if one.can_change_leader]
    lacking = tuple(one for one in (first, *findings.rivals) if one.open_leaves)
    best = max(lacking, key=lambda one: one.high, default=first)
    reach = f"At best, {name(best)} would reach {number(best.high)}."
    settles = findings.advice is Advice.OPEN or _can_settle(findings, first)
    if worth:
        is_vain = not settles and all(one.is_open for one in worth)
        return _by_worth(findings, worth) + (f" {reach} That is still too close to call." if is_vain else "")
    if not lacking:
        return _without_open_scores(findings, first)
    if settles:
        text = f"{counted(findings.open_count(lacking), 'open score')} of {names(lacking)}."
        return text if best is first else f"{text} {reach}"
    return f"Not the open scores. {reach} That is still too close to call. {_what_else(findings)}"


def _by_worth(findings: Findings, found: Sequence[Information]) -> str:
    """Return which open or disputed values could by themselves put somebody else first, as the screen has them."""
    said = "; ".join(_worth(findings, one) for one in found[:MOST_WORTH])
    more = f"; and {len(found) - MOST_WORTH} more" if len(found) > MOST_WORTH else ""
    return f"Each of these could by itself put somebody else first: {said}{more}."


def _worth(findings: Findings, one: Information) -> str:
    power = percent(one.power) if one.power >= LEAST_POWER else f"less than {percent(LEAST_POWER)}"
    kind = "an open score" if one.is_open else "disputed"
    return (
        f"{findings.who(one.candidate_id)} on {quoted(findings.what(one.criterion_id))},"
        f" {kind} ({power} of its outcomes turn the first place)"
    )


def _can_settle(findings: Findings, first: Standing) -> bool:
    """Tell whether open scores can bring about a clear lead, for the first or for a rival."""
    needed = findings.facts.ranking.threshold - TIE_POINTS
    second = findings.second
    is_lifted = second is not None and first.high - second.total >= needed
    return is_lifted or any(rival.high - first.total >= needed for rival in findings.rivals)


def _without_open_scores(findings: Findings, first: Standing) -> str:
    if findings.advice is Advice.OPEN:
        return f"The open gate of {name(first)}."
    return f"Nothing that is open. {_what_else(findings)}"


def _what_else(findings: Findings) -> str:
    """Return what decides where no open score can: agreement where evaluators differ most, or stated reasons."""
    reasons = f"a choice between {names(findings.contenders)} for stated reasons"
    leaf = _most_disputed(findings)
    if leaf is None or findings.study.information is not None:  # no disputed score by itself changes who is first
        return f"What decides is {reasons}."
    return f"What decides is an agreed score on {quoted(findings.short(findings.paths[leaf.id]))}, or {reasons}."


def _most_disputed(findings: Findings) -> Criterion | None:
    """Return the criterion on which evaluators without an agreed score leave most of a contender's total in doubt."""
    weights = findings.facts.ranking.weights
    doubts = [
        (weights.get(leaf.id, 0.0) * cell.spread / leaf.maximum, -place, leaf)
        for place, leaf in enumerate(findings.leaves)
        if leaf.measure is Measure.JUDGED
        for cell in (findings.cell(one.candidate, leaf) for one in findings.contenders)
        if not cell.is_agreed and cell.spread > 0
    ]
    return max(doubts, key=lambda doubt: doubt[:2])[2] if doubts else None

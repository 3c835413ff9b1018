"""The first page: what the board is asked, what can be said, what speaks for and against, what is open."""

from __future__ import annotations

from outsource_desk.charts.words import shortened
from outsource_desk.domain.formatting import counted, day, in_words, number, shown_difference, signed
from outsource_desk.domain.ranking import GateStatus, Standing
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Items,
    Page,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.charts import gate_state
from outsource_desk.reports.findings import Advice, Findings, candidates, points
from outsource_desk.reports.sections.pending import before_signature, open_points
from outsource_desk.reports.sections.phrases import (
    QUESTION_LIMIT,
    brief,
    capital,
    every,
    full_stop,
    name,
    names,
    quoted,
    where_from,
)
from outsource_desk.reports.sections.start import start_page
from outsource_desk.reports.sections.turning import turning_words
from outsource_desk.reports.sections.verdicts import verdict_tiles
from outsource_desk.reports.study import NEAR, most_delicate

MOST_ITEMS = 3


def decision_page(findings: Findings) -> Page:
    """Return the page that a director reads if they read one."""
    if findings.advice is Advice.NOBODY and not findings.failed:
        return start_page(findings)
    blocks: list[Block] = [
        verdict_tiles(findings),
        Columns(
            (
                Column(3, (Heading("The board is asked"), *_question(findings))),
                Column(3, (Heading(_reasons_heading(findings)), Items(tuple(reasons(findings))))),
                Column(3, (Heading("What speaks against"), Items(tuple(worries(findings))))),
                Column(3, (Heading("What is open"), Items(tuple(open_points(findings))))),
            ),
            may_shift=True,
        ),
        Heading("All candidates", _candidates_note(findings)),
        _candidates_table(findings),
    ]
    return Page("Decision", decision_title(findings), tuple(blocks), where_from(findings))


def decision_title(findings: Findings) -> Title:
    """Return the paper's one sentence; only a clear lead that no rule stops is a recommendation."""
    first, second = findings.first, findings.second
    if first is None:
        return Title("No candidate passes the gates, so nobody can be recommended")
    one = first.candidate.name
    if second is None:
        return _single_title(findings, one)
    other, margin = second.candidate.name, findings.margin_text
    match findings.advice:
        case Advice.RECOMMEND if first.candidate.is_in_house:
            return Title(
                f"We recommend to keep the work in-house: it is {margin} ahead of {{0}}, a clear lead", (other,)
            )
        case Advice.RECOMMEND:
            return Title(f"We recommend {{0}}, which is {margin} ahead of {{1}}: a clear lead", (one, other))
        case Advice.HELD:
            count = len(findings.blocks)
            stands = f"{counted(count, 'finding')} {'stands' if count == 1 else 'stand'}"
            return Title(f"{{0}} is {margin} ahead of {{1}}, but {stands} in the way of a recommendation", (one, other))
        case Advice.UNSURE:
            return Title(f"{{0}} is {margin} ahead of {{1}}, but a closer look finds no clear winner", (one, other))
        case Advice.CLOSE:
            return _close_title(findings)
        case _:
            return _open_title(findings, first, second)


def _single_title(findings: Findings, one: str) -> Title:
    if findings.failed:
        failed = f"{candidates(len(findings.failed))} failed a gate"
        return Title(f"Only {{0}} is ranked, because {failed}: there is nothing to compare it with", (one,))
    return Title("Only {0} is ranked: a decision needs something to compare it with", (one,))


def _close_title(findings: Findings) -> Title:
    leaders = findings.facts.ranking.leaders
    contenders = findings.contenders
    if len(contenders) > 3:
        within = points(findings.facts.ranking.threshold)
        return Title(f"{len(contenders)} candidates lie within {within}: too close to call between them")
    listed = tuple(one.candidate.name for one in contenders)
    if len(leaders) == len(contenders):
        places = in_words([f"{{{place}}}" for place in range(len(leaders))])
        return Title(f"{places} are level at {number(leaders[0].total)} points of 100: too close to call", listed)
    if len(contenders) == 3:
        return Title("{0}, {1} and {2} are too close to call: " + _spread(findings), listed)
    return Title(f"{{0}} and {{1}} are too close to call: {findings.margin_text} apart", listed)


def _spread(findings: Findings) -> str:
    first, last = findings.contenders[0], findings.contenders[-1]
    return f"{points(shown_difference(first.total, last.total))} from first to last"


def _open_title(findings: Findings, first: Standing, second: Standing) -> Title:
    listed = (first.candidate.name, second.candidate.name)
    if not findings.rivals:
        return Title(f"{{0}} is {findings.margin_text} ahead of {{1}}, but one of its gates is still open", listed)
    count = findings.open_count((first, *findings.rivals))
    could = f"{counted(count, 'open score')} could still change the order"
    return Title(f"{{0}} is {findings.margin_text} ahead of {{1}}, but {could}", listed)


def _question(findings: Findings) -> list[Block]:
    initiative = findings.facts.evaluation.initiative
    asked = full_stop(initiative.question) or _default_question(findings)
    blocks: list[Block] = [Paragraph(shortened(asked, QUESTION_LIMIT))]
    if len(asked) > QUESTION_LIMIT:
        blocks.append(Paragraph("The whole question stands in the method note.", Tone.MUTED))
    dates = []
    if initiative.decision_date:
        was = "was due" if initiative.decision_date < findings.facts.as_of[:10] else "due"
        dates.append(f"Decision {was} {day(initiative.decision_date)}.")
    if initiative.start_date:
        was = "was planned for " if initiative.start_date < findings.facts.as_of[:10] else ""
        dates.append(f"Start {was}{day(initiative.start_date)}.")
    if dates:
        blocks.append(Paragraph("\n".join(dates), Tone.MUTED))
    return blocks


def _default_question(findings: Findings) -> str:
    match findings.advice:
        case Advice.RECOMMEND if findings.first is not None:
            return f"To take {name(findings.first)} forward to a contract, or to say what is missing."
        case Advice.UNSURE if findings.first is not None and findings.second is not None:
            both = names((findings.first, findings.second))
            return f"To take {both} forward together, and to say what shall decide between them."
        case Advice.CLOSE:
            return f"To take {names(findings.contenders)} forward together, and to say what shall decide between them."
        case Advice.HELD:
            return "To wait until the findings under “What is open” are settled, or to say who settles them."
        case Advice.OPEN:
            return "To have the open scores given before it decides."
        case Advice.SINGLE:
            return "To name what the one ranked candidate shall be compared with."
        case _:
            return "To look for other candidates, or to change a gate in the open, with a reason and a name."


def _reasons_heading(findings: Findings) -> str:
    first = findings.first
    if first is None:
        return "Why nobody is ranked"
    return "What speaks for the first" if len(findings.facts.ranking.leaders) == 1 else "What speaks for each"


def reasons(findings: Findings) -> list[str]:
    """Return at most three reasons for the first, or for each of those that share the place."""
    first, second = findings.first, findings.second
    if first is None:
        return [_failed_sentence(one) for one in findings.failed[:MOST_ITEMS]]
    if second is None:
        found = [f"{name(first)} reaches {number(first.total)} of 100."]
        return [*found, *_gates_met(findings, first, "It meets")]
    if len(findings.facts.ranking.leaders) > 1:
        found = [*_best_of(findings, first, second), *_best_of(findings, second, first)]
        return found or ["Nothing in the scores tells them apart."]
    found = []
    ahead = findings.ahead
    if ahead:
        strong = in_words([f"{quoted(findings.short(lead.part.name))} ({signed(lead.points)})" for lead in ahead[:2]])
        found.append(f"{name(first)} is better than {name(second)} on {strong}.")
    found += _cheaper(findings, first)
    found += _gates_met(findings, first, "Meets")
    if not first.open_leaves and second.open_leaves:
        found.append(f"Fully scored; {name(second)} has {counted(len(second.open_leaves), 'open score')}.")
    return found[:MOST_ITEMS] or [f"First with {number(first.total)} of 100."]


def _gates_met(findings: Findings, one: Standing, meets: str) -> list[str]:
    """Return that a candidate passes all gates, with what was waived and what it must still agree to."""
    if not findings.gate_count or one.gate is not GateStatus.PASSED:
        return []
    if one.gate_reasons:
        return [full_stop(f"Passes the gates with conditions: {'; '.join(one.gate_reasons)}")]
    return [f"{meets} {every(findings.gate_count, 'gate')}."]


def _best_of(findings: Findings, one: Standing, other: Standing) -> list[str]:
    named = [lead.part for lead in findings.named_leads]
    gains = sorted(((part.points(one) - part.points(other), part) for part in named), key=lambda pair: -pair[0])
    if not gains or gains[0][0] < 0.05:
        return []
    return [f"{name(one)}: better on {quoted(findings.short(gains[0][1].name))}, by {points(gains[0][0])}."]


def _cheaper(findings: Findings, first: Standing) -> list[str]:
    prices = [findings.price_of(one.candidate) for one in findings.ranked]
    known = [price for price in prices if price is not None]
    own = findings.price_of(first.candidate)
    if own is None or len(known) < 2 or own > min(known):
        return []
    return ["The lowest price of all that are ranked."]


def worries(findings: Findings) -> list[str]:
    """Return at most three things that speak against the first, weighed as heavily as the reasons."""
    first, second = findings.first, findings.second
    if first is None:
        return ["Nobody meets every gate, and no score makes up for a failed gate."]
    found: list[str] = []
    behind = findings.behind
    if len(findings.facts.ranking.leaders) > 1:
        found.append("The totals are equal, so they give no reason to prefer one.")
    elif second is not None and behind:
        listed = in_words([f"{quoted(findings.short(lead.part.name))} ({signed(-lead.points)})" for lead in behind[:2]])
        found.append(f"{name(second)} is better on {listed}.")
    found += _delicate(findings)
    found += _dearer(findings, first)
    for leaf_id in first.below_minimum[:1]:
        found.append(f"{name(first)} is below the minimum on {findings.short(findings.paths[leaf_id])}.")
    weak = findings.weakest(first)
    if weak is not None and weak[0].id not in first.below_minimum[:1]:
        leaf, cell = weak
        reached = f"{findings.amount(leaf, cell.points or 0.0)} of {findings.amount(leaf, leaf.maximum)}"
        whose = f" of {name(first)}" if len(findings.facts.ranking.leaders) > 1 else ""
        found.append(f"Weakest point{whose}: {quoted(findings.short(findings.paths[leaf.id]))}, {reached}.")
    better = [one for one in findings.failed if one.total > first.total]
    if better:
        found.append(f"{name(better[0])} has more points, but failed a gate.")
    if not found and second is None:
        return ["There is no rival to measure it against."]
    if not found and second is not None:
        found.append(f"Nothing in the scores: {name(first)} is nowhere behind {name(second)}.")
    return found[:MOST_ITEMS]


def _delicate(findings: Findings) -> list[str]:
    """Return which weight nearly turns a clear lead; where it is too close to call, that has been said."""
    robustness = findings.study.robustness
    one = most_delicate(robustness) if robustness and findings.advice is not Advice.CLOSE else None
    if one is None or one.distance > NEAR:
        return []
    rival, moves, now, then = turning_words(findings, one)
    return [
        f"{rival} is first if the weight of {quoted(findings.what(one.criterion_id))} {moves} from {now} to {then}."
    ]


def _dearer(findings: Findings, first: Standing) -> list[str]:
    own = findings.price_of(first.candidate)
    others = [(findings.price_of(one.candidate), one) for one in findings.ranked[1:]]
    known = [(price, one) for price, one in others if price is not None]
    if own is None or not known or findings.price is None:
        return []
    price, cheapest = min(known, key=lambda pair: pair[0])
    if price >= own:
        return []
    return [f"{name(cheapest)} costs {findings.amount(findings.price, own - price)} less."]


def _candidates_note(findings: Findings) -> str:
    return "shared ranks are ties; open scores count as nothing until they are given" if findings.ranked else ""


def _candidates_table(findings: Findings) -> Table:
    standings = findings.facts.ranking.standings
    has_gates, has_price = findings.gate_count > 0, findings.price is not None
    columns = [
        TableColumn("Rank", 0.06, tone=Tone.STRONG),
        TableColumn("Candidate", 0.32),
        *([TableColumn("Gates", 0.22)] if has_gates else []),
        TableColumn("Open scores", 0.11, Align.RIGHT),
        *([TableColumn("Price", 0.12, Align.RIGHT)] if has_price else []),
        TableColumn("Behind first", 0.11, Align.RIGHT),
        TableColumn("Total", 0.10, Align.RIGHT, Tone.STRONG),
        TableColumn("Can reach", 0.10, Align.RIGHT),
    ]
    rows = tuple(row for one in standings for row in _candidate_rows(findings, one, len(columns)))
    return Table(tuple(columns), rows, tallest=30, is_dense=True, more="and {} more: see “Ranking”")


def _candidate_rows(findings: Findings, one: Standing, columns: int) -> list[Row]:
    """Return a candidate, and below it what it must do before a contract is signed."""
    rows = [_candidate_row(findings, one)]
    if said := before_signature(findings, one):
        cells = (Cell(said, tone=Tone.PLAIN), *(Cell() for _ in range(columns - 1)))
        rows.append(Row(cells, RowKind.GROUP, indent=3))
    return rows


def _candidate_row(findings: Findings, one: Standing) -> Row:
    top = findings.first.total if findings.first else 0.0
    is_ranked = one.rank is not None
    note = " (in-house)" if one.candidate.is_in_house and "house" not in one.candidate.name.lower() else ""
    note = note or (" (incumbent)" if one.candidate.is_incumbent else "")
    price = findings.price_of(one.candidate)
    cells = [
        Cell(str(one.rank) if is_ranked else "–"),
        Cell(brief(one.candidate.name) + note, tone=None if is_ranked else Tone.MUTED),
    ]
    if findings.gate_count:
        state = gate_state(findings.facts, one)
        cells.append(Cell(capital(state[1]), state[0]) if state else Cell())
    cells.append(Cell(str(len(one.open_leaves)) if one.open_leaves else "none"))
    if findings.price:
        cells.append(Cell(findings.amount(findings.price, price) if price is not None else "missing"))
    behind = number(shown_difference(top, one.total)) if is_ranked and top - one.total >= 1e-6 else "–"
    cells += [
        Cell(behind),
        Cell(number(one.total) if is_ranked else "not ranked", tone=None if is_ranked else Tone.MUTED),
        Cell(number(one.high) if is_ranked and one.high - one.low >= 0.05 else "–"),
    ]
    return Row(tuple(cells))


def _failed_sentence(one: Standing) -> str:
    return f"{name(one)} failed: {full_stop('; '.join(one.gate_reasons)) or 'a gate.'}"

"""How prices become points, and what every other price formula would make of the same offers."""

from __future__ import annotations

from outsource_desk.charts.frontier import frontier_spec
from outsource_desk.charts.spec import State
from outsource_desk.domain.criterion import Curve
from outsource_desk.domain.formatting import in_words, money, number, percent
from outsource_desk.domain.price_lab import Bid, Outcome, PriceLab
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    Items,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief

MOST_NAMED = 4  # candidates without a price


def price_page(findings: Findings) -> Page | None:
    """Return the price formula, its alternatives and who is cheaper and better; nothing where no price counts."""
    lab = findings.study.price
    if lab is None or not lab.bids:
        return None
    formula: tuple[Block, ...] = (
        Heading("The formula that counts"),
        Paragraph(_formula(findings, lab)),
        Paragraph(findings.study.exchange_words),
        Heading("Where an offer that cannot win decides"),
        Items(findings.study.paradox_words) if lab.paradoxes else Paragraph(" ".join(findings.study.paradox_words)),
    )
    frontier = findings.study.robustness.frontier if findings.study.robustness else ()
    names = {one.candidate.id: brief(one.candidate.name) for one in findings.ranked}
    blocks: list[Block] = [*formula]
    if len([one for one in frontier if one.price is not None]) > 1:
        chart = frontier_spec(frontier, names, lab.currency)
        picture = (Heading("Merit against price", "merit without the price"), Figure(chart, 180.0, 220.0))
        blocks = [Columns((Column(7, picture), Column(5, formula)))]
    blocks += [
        Heading("Under each formula", "value of the price → total, and the rank in brackets"),
        _outcomes(findings, lab),
    ]
    source = f"prices of {findings.what(lab.criterion_id)} as offered, of those that failed no gate"
    return Page("Price in detail", price_title(findings, lab), tuple(blocks), source)


def price_title(findings: Findings, lab: PriceLab) -> Title:
    """Return whether the choice of the formula decides the first place."""
    current = lab.outcome(lab.current)
    leader = brief(lab.name_of(current.order[0]))
    if len(lab.bids) == 1:
        return Title("Only {0} has a price that counts, so there is nothing to compare", (leader,))
    count, is_drawn = len(lab.outcomes), all(one.curve is not lab.current for one in lab.outcomes)
    all_ways = f"A drawn curve counts; all {count} price formulas" if is_drawn else f"All {count} price formulas"
    if lab.agrees:
        level = len(current.leaders)
        if level > 1:
            return Title(f"{all_ways} leave the same {level} candidates level in the first place")
        return Title(f"{all_ways} put {{0}} first", (leader,))
    other = next(one for one in lab.outcomes if one.leaders != current.leaders)
    named = findings.study.price_words[other.curve][0].lower()
    both = leader, brief(lab.name_of(other.order[0]))
    if is_drawn:
        usual = findings.study.price_words[current.curve][0].lower()
        return Title(f"A drawn curve counts; {{0}} would be first under “{usual}”, {{1}} under “{named}”", both)
    return Title(f"The price formula decides: {{0}} is first as it is, {{1}} under “{named}”", both)


def _formula(findings: Findings, lab: PriceLab) -> str:
    name, about = findings.study.price_words[lab.current]
    said = [f"{name}. {about}"]
    if lab.current is Curve.LINEAR:
        ends = f"{money(lab.floor, lab.currency)} is worth 100 points, {money(lab.ceiling, lab.currency)} none"
        said.append(f"{'Proposed, not fixed yet' if lab.is_range_suggested else 'Here'}: {ends}.")
    said.append(f"The price weighs {percent(lab.price_weight, 1)} of the whole.")
    if lab.without_price:
        shown = [brief(one) for one in lab.without_price[:MOST_NAMED]]
        more = len(lab.without_price) - MOST_NAMED
        said.append(f"Without a price: {in_words([*shown, f'{more} more'] if more > 0 else shown)}.")
    return " ".join(said)


def _outcomes(findings: Findings, lab: PriceLab) -> Table:
    width = 0.58 / len(lab.outcomes)
    columns = (
        TableColumn("Candidate", 0.22, tone=Tone.STRONG),
        TableColumn("Price", 0.10, Align.RIGHT),
        TableColumn("Merit without price", 0.10, Align.RIGHT, Tone.MUTED),
        *(TableColumn(_head(findings, lab, one), width, Align.RIGHT) for one in lab.outcomes),
    )
    rows = [Row(_bid(lab, bid)) for bid in lab.bids]
    return Table(columns, tuple(rows), tallest=26)


def _head(findings: Findings, lab: PriceLab, one: Outcome) -> str:
    name = findings.study.price_words[one.curve][0]
    return f"{name} (counts)" if one.curve is lab.current else name


def _bid(lab: PriceLab, bid: Bid) -> tuple[Cell, ...]:
    return (
        Cell(brief(bid.name)),
        Cell(money(bid.price, lab.currency)),
        Cell(number(bid.quality)),
        *(_outcome(one, bid.candidate_id) for one in lab.outcomes),
    )


def _outcome(one: Outcome, candidate_id: int) -> Cell:
    rank = one.ranks[candidate_id]
    text = f"{number(one.values[candidate_id])} → {number(one.totals[candidate_id])} ({rank})"
    return Cell(text, State.GOOD if rank == 1 else None, Tone.STRONG if rank == 1 else None)

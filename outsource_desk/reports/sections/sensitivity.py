"""What would turn the ranking: weights, scores and prices one by one, all together, and withdrawals."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.charts.crossover import crossover_spec
from outsource_desk.charts.shares import beyond, lasts_to, price_change
from outsource_desk.charts.spec import ChartSpec, State
from outsource_desk.charts.speech import ENGLISH
from outsource_desk.charts.tornado import tornado_spec
from outsource_desk.domain.formatting import NO_BREAK, counted, in_words, number, percent, plain
from outsource_desk.domain.robustness import CriticalAmount, Crossover, JointChange, Robustness, Simulation, Stability
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Content,
    Figure,
    Heading,
    Page,
    Paragraph,
    Row,
    Span,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief
from outsource_desk.reports.sections.trust import share, simulation_sentence
from outsource_desk.reports.sections.turning import apart, turning_words
from outsource_desk.reports.study import NEAR, most_delicate

MOST_LINES = 6  # candidates in the crossover chart, the first ones
MOST_CRITICAL = 8
MOST_CHANGED = 6  # weights named of a joint change
LEAST = 0.0005  # of the whole: a smaller change of a weight is not named
MILLION = 1e6
RANKS = 6  # columns of the table of ranks


def sensitivity_page(findings: Findings) -> Page | None:
    """Return what would turn the ranking; nothing where fewer than two are ranked."""
    robustness = findings.study.robustness
    if robustness is None or len(findings.ranked) < 2 or not robustness.stability:
        return None
    blocks: list[Block] = [
        *_pictures(findings, robustness),
        Heading("Weights between which the first place stays", "the other criteria keep their proportions"),
        _stability(findings, robustness),
    ]
    if robustness.critical:
        note = (
            f"the nearest {MOST_CRITICAL} of {len(robustness.critical)}"
            if len(robustness.critical) > MOST_CRITICAL
            else ""
        )
        blocks += [
            Heading("Scores and prices that would turn it, one at a time", note),
            _critical(findings, robustness),
        ]
    blocks.append(
        Columns(
            (
                Column(6, (Heading("If several weights move together"), *_joint(findings, robustness))),
                Column(6, (Heading("If somebody withdraws"), Paragraph(_withdrawals(findings, robustness)))),
            )
        )
    )
    if findings.study.simulation is not None:
        blocks += [
            Heading("How often each takes each rank"),
            _ranks(findings, findings.study.simulation),
            Paragraph(simulation_sentence(findings, findings.study.simulation), Tone.MUTED),
        ]
    source = "weights, scores and prices of this revision; exact, but for the simulation"
    return Page("Sensitivity", sensitivity_title(findings, robustness), tuple(blocks), source)


def sensitivity_title(findings: Findings, robustness: Robustness) -> Title:
    """Return which weight turns the first place soonest."""
    level = len(findings.facts.ranking.leaders)
    if level > 1:
        return Title(f"{level} candidates share the first place, so any change of a weight may part them")
    one = most_delicate(robustness)
    if one is None:
        return Title("No weight of a single criterion, whatever it is, changes the first place")
    rival, moves, now, then = turning_words(findings, one)
    names = (rival, findings.what(one.criterion_id))
    return Title(
        f"{{0}} comes first if the weight of “{{1}}” {moves} from {now} to {then}; all others are further away", names
    )


def _pictures(findings: Findings, robustness: Robustness) -> list[Block]:
    crossover, first = findings.study.crossover, findings.ranked[0]
    columns: list[Column] = []
    if crossover is not None:
        chart = _crossover_chart(findings, crossover)
        columns.append(
            Column(
                6, (Heading("The most delicate weight"), Paragraph(_weight_words(findings)), Figure(chart, 190, 230))
            )
        )
    if robustness.tornado and len(findings.ranked) > 1:
        criteria = {bar.criterion_id: findings.what(bar.criterion_id) for bar in robustness.tornado}
        tornado = tornado_spec(robustness.tornado, criteria, findings.margin, brief(first.candidate.name))
        words = Paragraph(f"Lead of {findings.who(first.candidate.id)} if one weight is halved or doubled.")
        height = min(26.0 + 26.0 * min(10, len(robustness.tornado)), 230.0)
        columns.append(
            Column(
                12 - sum(one.span for one in columns),
                (Heading("Each weight halved and doubled"), words, Figure(tornado, min(190.0, height), height)),
            )
        )
    return [Columns(tuple(columns))] if columns else []


def _crossover_chart(findings: Findings, crossover: Crossover) -> ChartSpec:
    """Return the lines of the first few, and of whoever else comes first at some weight."""
    turning = {key for one in crossover.crossings if one.is_lead for key in (one.first_id, one.second_id)}
    shown = {one.candidate.id for one in findings.ranked[:MOST_LINES]} | turning
    names = {one.candidate.id: brief(one.candidate.name) for one in findings.ranked if one.candidate.id in shown}
    crossings = tuple(one for one in crossover.crossings if {one.first_id, one.second_id} <= shown)
    return crossover_spec(replace(crossover, crossings=crossings), findings.what(crossover.criterion_id), names)


def _weight_words(findings: Findings) -> str:
    crossover = findings.study.crossover
    return (
        f"Totals by the weight of “{findings.what(crossover.criterion_id)}”, from nothing to everything."
        if crossover
        else ""
    )


def _stability(findings: Findings, robustness: Robustness) -> Table:
    columns = (
        TableColumn("Criterion", 0.28),
        TableColumn("Weight", 0.08, Align.RIGHT, Tone.STRONG),
        TableColumn("First place stays, 0 to 100 %", 0.22, is_head_centred=True),
        TableColumn("From", 0.07, Align.RIGHT),
        TableColumn("To", 0.07, Align.RIGHT),
        TableColumn("Who comes first beyond it", 0.28),
    )
    parents = {one.parent_id for one in findings.facts.evaluation.criteria}
    depths = _depths(findings)
    rows = []
    for one in robustness.stability:
        is_near = one.distance <= NEAR
        beyond = _beyond(findings, one)
        low, high = (lasts_to(ENGLISH, end, one.weight) for end in (one.low, one.high))
        words = f"stays first from {low} to {high}, now {percent(one.weight, 1)}"
        cells: tuple[Content, ...] = (
            Cell(
                findings.short(findings.criterion(one.criterion_id).name),
                tone=Tone.STRONG if one.criterion_id in parents else None,
            ),
            Cell(percent(one.weight, 1)),
            Span(one.low, one.high, one.weight, 1.0, words),
            Cell(low),
            Cell(high),
            Cell(
                beyond or "nobody else, at any weight", State.OPEN if is_near else None, None if beyond else Tone.MUTED
            ),
        )
        rows.append(Row(cells, indent=depths.get(one.criterion_id, 0)))
    return Table(columns, tuple(rows), tallest=26)


def _depths(findings: Findings) -> dict[int, int]:
    depths: dict[int | None, int] = {None: -1}
    for one in findings.facts.evaluation.criteria:
        depths[one.id] = depths.get(one.parent_id, -1) + 1
    return {key: depth for key, depth in depths.items() if key is not None}


def _beyond(findings: Findings, one: Stability) -> str:
    said = []
    if one.rival_below is not None:
        said.append(f"below: {findings.who(one.rival_below)}")
    if one.rival_above is not None:
        said.append(f"above: {findings.who(one.rival_above)}")
    return "; ".join(said)


def _critical(findings: Findings, robustness: Robustness) -> Table:
    columns = (
        TableColumn("Candidate", 0.22, tone=Tone.STRONG),
        TableColumn("Criterion", 0.28),
        TableColumn("Now", 0.12, Align.RIGHT),
        TableColumn("Turns at", 0.12, Align.RIGHT, Tone.STRONG),
        TableColumn("Change", 0.10, Align.RIGHT),
        TableColumn("First then", 0.22),
    )
    rows = [Row(_critical_cells(findings, one)) for one in robustness.critical[:MOST_CRITICAL]]
    return Table(columns, tuple(rows), tallest=26)


def _critical_cells(findings: Findings, one: CriticalAmount) -> tuple[Cell, ...]:
    leaf = findings.criterion(one.criterion_id)
    change = one.needed - one.now
    sign = "+" if change > 0 else "−"
    if one.share is not None and one.is_price:
        moved = f"{sign}{price_change(ENGLISH, one.share)}"
    else:
        moved = f"{sign}{plain(beyond(abs(change), 0.0, 2))}"
    return (
        Cell(findings.who(one.candidate_id)),
        Cell(findings.what(leaf.id)),
        Cell(findings.amount(leaf, one.now)),
        Cell(
            findings.amount(leaf, _price_beyond(one))
            if one.is_price
            else f"{plain(beyond(one.needed, one.now, 2))}{NO_BREAK}{leaf.unit}".strip()
        ),
        Cell(moved),
        Cell(findings.who(one.rival_id)),
    )


def _price_beyond(one: CriticalAmount) -> float:
    """Return the price that turns the first place as it is printed, in millions or whole: rounded away from now."""
    if min(abs(one.needed), abs(one.now)) < MILLION:
        return beyond(one.needed, one.now, 0)
    return MILLION * beyond(one.needed / MILLION, one.now / MILLION, 2)


def _ranks(findings: Findings, simulation: Simulation) -> Table:
    count = len(findings.ranked)
    shown = count if count <= RANKS else RANKS - 1
    heads = [f"Rank {place}" for place in range(1, shown + 1)] + (
        [f"Rank {shown + 1} or lower"] if count > shown else []
    )
    width = min(0.12, 0.68 / len(heads))
    columns = (
        TableColumn("Candidate", 1 - width * len(heads), tone=Tone.STRONG),
        *(TableColumn(head, width, Align.RIGHT) for head in heads),
    )
    rows = []
    for one in findings.ranked:
        shares = list(simulation.acceptability[one.candidate.id])
        told = shares[:shown] + ([sum(shares[shown:])] if count > shown else [])
        cells = [Cell(share(value), tone=None if value else Tone.MUTED) for value in told]
        rows.append(Row((Cell(findings.who(one.candidate.id)), *cells)))
    return Table(columns, tuple(rows), tallest=24)


def _joint(findings: Findings, robustness: Robustness) -> list[Block]:
    if not robustness.joint:
        return [Paragraph("No change of weights, however large, carries anybody past the first.")]
    return [Paragraph(_joint_sentence(findings, one)) for one in robustness.joint[:3]]


def _joint_sentence(findings: Findings, one: JointChange) -> str:
    weights = findings.facts.ranking.weights
    changed = [pair for pair in one.weights.items() if abs(pair[1] - weights[pair[0]]) >= LEAST]
    moved = sorted(changed, key=lambda pair: -abs(pair[1] - weights[pair[0]]))
    told = [f"{findings.what(leaf)} from {' to '.join(apart(weights[leaf], to))}" for leaf, to in moved[:MOST_CHANGED]]
    more = len(moved) - MOST_CHANGED
    listed = in_words([*told, f"{more} more"] if more > 0 else told)
    size = "less than 0.1" if one.moved < 0.0005 else number(100 * one.moved)
    return f"{findings.who(one.rival_id)} catches up if {size}{NO_BREAK}% of the weight changes hands: {listed}."


def _withdrawals(findings: Findings, robustness: Robustness) -> str:
    reversals = [one for one in robustness.drop_one if one.is_reversal]
    if not robustness.drop_one:
        return "Nobody can withdraw without leaving fewer than two."
    if not reversals:
        return "Whoever withdraws, the order of the others stays as it is."
    told = []
    for one in reversals[:3]:
        order = in_words([findings.who(each) for each in one.order_after[:3]])
        told.append(f"Without {findings.who(one.dropped_id)} the order begins with {order}.")
    more = len(reversals) - 3
    return " ".join(
        [*told, f"{counted(more, 'more withdrawal changes', 'more withdrawals change')} it."] if more > 0 else told
    )

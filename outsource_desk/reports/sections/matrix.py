"""The whole score matrix: what counts for every candidate on every criterion."""

from __future__ import annotations

from outsource_desk.charts.spec import State
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import counted, number, percents, plain
from outsource_desk.domain.ranking import Standing
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Page,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings, candidates
from outsource_desk.reports.sections.phrases import brief

MOST_COLUMNS = 6  # candidates side by side
AGREED = "•"


def matrix_page(findings: Findings) -> Page | None:
    """Return the matrix; nothing without candidates or criteria."""
    standings = findings.facts.ranking.standings
    if not standings or not findings.leaves:
        return None
    blocks: list[Block] = []
    groups = _groups(standings)
    for part in groups:
        if len(groups) > 1:
            blocks.append(Heading(f"{part[0].candidate.name} to {part[-1].candidate.name}"))
        blocks.append(_table(findings, part))
    blocks += [Paragraph(text, Tone.MUTED) for text in _legend(findings)]
    return Page("Scores", matrix_title(findings), tuple(blocks), _source(findings))


def _source(findings: Findings) -> str:
    people = findings.facts.evaluation.evaluators
    if not people:
        return "amounts as measured"
    return "points of the one evaluator" if len(people) == 1 else "agreed points, else the median of the evaluators’"


def matrix_title(findings: Findings) -> Title:
    """Return how much of the matrix is filled."""
    known, cells = findings.coverage.done, findings.coverage.all
    judged = counted(len(findings.coverage.leaves), "criterion", "criteria")
    size = f"{candidates(len(findings.facts.ranking.standings))} on {judged}"
    if not cells:
        return Title(f"No criterion has a weight yet, so no score counts: {size}")
    if known == cells:
        given = {1: "The one score is", 2: "Both scores are"}.get(known, f"All {known} scores are")
        return Title(f"{given} given: {size}")
    given = f"{known or 'None'} of {counted(cells, 'score')} {'is' if known == 1 else 'are'} given"
    return Title(f"{given}, {cells - known} still open: {size}")


def _groups(standings: tuple[Standing, ...]) -> list[tuple[Standing, ...]]:
    """Return candidates in as few tables as the width allows, each about as wide."""
    tables = -(-len(standings) // MOST_COLUMNS)
    each = -(-len(standings) // tables)
    return [standings[start : start + each] for start in range(0, len(standings), each)]


def _table(findings: Findings, part: tuple[Standing, ...]) -> Table:
    width = min(0.11, 0.56 / len(part))
    scales = {leaf.id: _scale_of(findings, leaf) for leaf in findings.leaves}
    scale = min(0.13, 0.03 + 0.0075 * max(len(text) for text in scales.values()))
    columns = (
        TableColumn("Criterion", 1 - 0.07 - scale - width * len(part)),
        TableColumn("Weight", 0.07, Align.RIGHT, Tone.MUTED),
        TableColumn("Scale", scale, tone=Tone.MUTED),
        *(TableColumn(brief(one.candidate.name), width, Align.RIGHT) for one in part),
    )
    rows: list[Row] = []
    parents = {criterion.parent_id for criterion in findings.facts.evaluation.criteria}
    depths: dict[int | None, int] = {None: -1}
    kept = {leaf.id for leaf in findings.leaves}
    criteria, shares = findings.facts.evaluation.criteria, findings.facts.ranking.weights
    weights = percents([shares.get(criterion.id, 0.0) for criterion in criteria])
    for criterion, percentage in zip(criteria, weights, strict=True):
        depth = depths[criterion.id] = depths.get(criterion.parent_id, -1) + 1
        weight = Cell(percentage)
        if criterion.id in parents:
            blank = (Cell() for _ in range(len(part) + 1))
            rows.append(Row((Cell(criterion.name), weight, *blank), RowKind.GROUP, depth))
        elif criterion.id in kept:
            scored = (_score(findings, one, criterion) for one in part)
            rows.append(Row((Cell(criterion.name), weight, Cell(scales[criterion.id]), *scored), indent=depth))
    totals = (Cell(number(one.total) if one.rank is not None else f"({number(one.total)})") for one in part)
    rows.append(Row((Cell("Total of 100"), Cell(), Cell(), *totals), RowKind.TOTAL))
    return Table(columns, tuple(rows), tallest=34)


def _scale_of(findings: Findings, leaf: Criterion) -> str:
    least = f", min {plain(leaf.minimum)}" if leaf.minimum is not None and leaf.measure is Measure.JUDGED else ""
    gate = " gate" if leaf.is_gate and least else ""
    if leaf.measure is Measure.JUDGED:
        source = ", from the vetting" if leaf.section_id is not None else ""
        return f"of {plain(leaf.maximum)}{least}{gate}{source}"
    if leaf.measure is Measure.PRICE:
        return findings.facts.evaluation.initiative.currency or leaf.unit or "price"
    return leaf.unit or "amount"


def _score(findings: Findings, standing: Standing, leaf: Criterion) -> Cell:
    cell = findings.cell(standing.candidate, leaf)
    if cell.not_applicable:
        return Cell("n/a", tone=Tone.MUTED)
    if cell.points is None:
        return Cell("open", State.OPEN, Tone.MUTED)
    text = plain(cell.points) if leaf.measure is Measure.MEASURED else findings.amount(leaf, cell.points)
    if cell.value is None:  # an amount that nothing turns into a value yet
        return Cell(text, State.OPEN)
    state = State.BAD if leaf.id in standing.below_minimum else None
    return Cell(text, state, mark=AGREED if (standing.candidate.id, leaf.id) in _agreed(findings) else "")


def _agreed(findings: Findings) -> set[tuple[int, int]]:
    """Return the cells whose points the evaluators agreed on."""
    return {(one.candidate_id, one.criterion_id) for one in findings.facts.evaluation.agreed if one.points is not None}


def _legend(findings: Findings) -> list[str]:
    standings = findings.facts.ranking.standings
    said = []
    shown = {(one.candidate.id, leaf.id) for one in standings for leaf in findings.leaves}
    if _agreed(findings) & shown:
        said.append("Dot: the evaluators agreed on it; other points are the median of theirs.")
    if any(one.below_minimum for one in standings):
        said.append("Triangle: below the minimum.")
    if any(one.open_leaves for one in standings):
        said.append("Half disc: open; it counts as nothing until it is given.")
    if any(one.rank is None for one in standings):
        said.append("Totals in brackets are not ranked.")
    if findings.facts.ranking.dropped:
        count = len(findings.facts.ranking.dropped)
        applies = counted(count, "criterion applies", "criteria apply")
        said.append(f"{applies} to nobody and {'is' if count == 1 else 'are'} left out.")
    return [" ".join(said)] if said else []

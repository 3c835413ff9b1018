"""Why the first is ahead: what each part adds, the single scores, and the difference to the second."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.charts.layout import MOST_SEGMENTS
from outsource_desk.charts.spec import Role
from outsource_desk.charts.stacks import segment_color
from outsource_desk.charts.words import shortened
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import in_words, number, percent, plain, signed
from outsource_desk.domain.ranking import Standing
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Content,
    Dots,
    Figure,
    Gain,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.branches import Branch
from outsource_desk.reports.charts import contributions_chart
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.grid import THEME
from outsource_desk.reports.sections.phrases import brief, name, quoted, where_from

ROW = 31.0  # of the chart
LONGEST = 80  # characters of a name beside its bar; the score matrix has it whole
assert MOST_SEGMENTS >= 8  # the table's colours are the chart's


def why_page(findings: Findings) -> Page | None:
    """Return where the first place comes from; nothing if nobody is ranked."""
    first = findings.first
    if first is None or not findings.parts:
        return None
    count = len(findings.ranked)
    chart = replace(contributions_chart(findings.facts), is_keyed_elsewhere=True)
    figure = Figure(chart, shortest=22.0 + min(ROW * count, 90.0), tallest=22.0 + ROW * min(count, 10))
    note = "quality in blue, price set apart" if any(part.is_price for part in findings.parts) else ""
    blocks: tuple[Block, ...] = (
        Heading("Points each criterion adds", note),
        figure,
        _table(findings, first),
        *_legend(findings, first),
    )
    leaders = findings.facts.ranking.leaders
    section = f"Why {name(first)} is ahead" if len(leaders) == 1 and findings.second else "Where the points come from"
    return Page(section, why_title(findings, first), blocks, where_from(findings))


def why_title(findings: Findings, first: Standing) -> Title:
    """Return where the first is stronger and weaker than the second, and its weakest point."""
    weak = findings.weakest(first)
    one = first.candidate.name
    if findings.second is None:
        most = max(findings.parts, key=lambda part: part.points(first))
        return Title(
            f"{{0}} reaches {number(first.total)} points, most of them on {{1}}: {number(most.points(first))}",
            (one, most.name),
        )
    ahead, behind = findings.ahead, findings.behind
    if not ahead and not behind:
        return Title("{0} and {1} score the same on every part", (one, findings.second.candidate.name))
    listed = [one]
    said = []
    for leads, word in ((ahead, "stronger"), (behind, "weaker")):
        if leads:
            said.append(f"{word} on {_slot(len(listed), leads[0].part.name)}")
            listed.append(leads[0].part.name)
    pattern = f"{{0}} is {', '.join(said)}"
    if not behind:
        pattern += " and nowhere weaker"
    if weak is not None:
        pattern += f"; its weakest point is {_slot(len(listed), findings.paths[weak[0].id])}"
        listed.append(findings.paths[weak[0].id])
    return Title(pattern, tuple(listed))


def _slot(place: int, name: str) -> str:
    """Return where a name goes in a title, in quotation marks if the sentence could not tell where it ends."""
    return f"“{{{place}}}”" if quoted(name) != name else f"{{{place}}}"


def _table(findings: Findings, first: Standing) -> Table:
    second = findings.second
    top, steps, unit = _scale(findings)
    columns = [
        TableColumn("Criterion", 0.27),
        TableColumn("Weight", 0.09, Align.RIGHT),
        TableColumn(f"Single {unit} of {brief(first.candidate.name)}, 0 to {plain(top)}", 0.36, is_head_centred=True),
    ]
    if second is not None:
        head = f"{brief(first.candidate.name)} ahead of {brief(second.candidate.name)}, points"
        columns.append(TableColumn(head, 0.28, is_head_centred=True))
    gains = [lead.points for lead in findings.leads]
    low, high = min([0.0, *gains]), max([0.0, *gains])
    weak = findings.weakest(first)
    rows = []
    for place, part in enumerate(findings.parts):
        color = THEME.price if part.is_price else segment_color(THEME, place)
        cells: list[Content] = [
            Cell(shortened(part.name, LONGEST), swatch=color),
            Cell(percent(part.weight)),
            _dots(findings, part, first, top, steps, weak[0] if weak else None),
        ]
        if second is not None:
            gain = findings.leads[place].points
            cells.append(Gain(gain, low, high, signed(gain)))
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), tallest=36)


def _scale(findings: Findings) -> tuple[float, int, str]:
    """Return the common scale of the single scores: their points if all are alike, else values to 100."""
    leaves = [leaf for part in findings.parts for leaf in part.leaves]
    maximums = {leaf.maximum for leaf in leaves if leaf.measure is Measure.JUDGED}
    if len(maximums) == 1:
        top = maximums.pop()
        steps = int(top) if top == int(top) and 2 <= top <= 10 else 5
        return top, steps, "scores"
    return 100.0, 5, "values"


def _dots(findings: Findings, part: Branch, first: Standing, top: float, steps: int, weak: Criterion | None) -> Content:
    cells = [(leaf, findings.cell(first.candidate, leaf)) for leaf in part.leaves]
    known = [(leaf, cell) for leaf, cell in cells if cell.value is not None]
    if not known:
        return Cell("open", tone=Tone.MUTED)
    values = [(cell.value or 0.0) * top / 100 for _, cell in known]
    minimums = [
        leaf.minimum * top / leaf.maximum
        for leaf in part.leaves
        if leaf.minimum is not None and leaf.measure is Measure.JUDGED
    ]
    lowest = min(known, key=lambda pair: pair[1].value or 0.0)
    is_weak = weak is not None and lowest[0].id == weak.id
    listed = in_words(
        [f"{findings.paths[leaf.id]} {findings.amount(leaf, cell.points or 0.0)}" for leaf, cell in known]
    )
    return Dots(
        tuple(values),
        top,
        steps,
        tuple(minimums),
        f"{brief(lowest[0].name)} {findings.amount(lowest[0], lowest[1].points or 0.0)}" if is_weak else "",
        f"{name(first)}: {listed}",
    )


def _legend(findings: Findings, first: Standing) -> list[Block]:
    said = []
    marked = [leaf for leaf in findings.leaves if leaf.minimum is not None and leaf.measure is Measure.JUDGED]
    if marked:
        missed = [leaf for leaf in marked if leaf.id in first.below_minimum]
        meets = (
            f"{name(first)} misses {len(missed)} of {len(marked)}." if missed else f"{name(first)} meets all of them."
        )
        said.append(f"Upright mark: minimum. {meets}")
    if any(series.role is Role.PRICE for series in contributions_chart(findings.facts).series):
        said.append("Prices and measures are shown by their value on the same scale.")
    return [Paragraph(" ".join(said), Tone.MUTED)] if said else []

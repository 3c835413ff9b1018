"""Why the first is ahead: what each part adds, the points behind it, and the difference to the second."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.charts.layout import MOST_SEGMENTS
from outsource_desk.charts.spec import Role
from outsource_desk.charts.stacks import segment_color
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.formatting import in_words, number, percents, plain, signed
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
from outsource_desk.reports.sections.phrases import brief, name, names, quoted, where_from

ROW = 31.0  # of the chart
ALIKE = 5.0  # points of 100: candidates closer than this on a criterion are not told apart by it
MOST_IDLE = 3  # criteria named that decide nothing
assert MOST_SEGMENTS >= 8  # the table's colours are the chart's


def why_page(findings: Findings) -> Page | None:
    """Return where the first place comes from; nothing if nobody is ranked."""
    first = findings.first
    if first is None or not findings.parts:
        return None
    count = len(findings.ranked)
    chart = replace(contributions_chart(findings.facts), is_keyed_elsewhere=True)
    figure = Figure(chart, shortest=22.0 + min(ROW * count, 62.0), tallest=22.0 + ROW * min(count, 10))
    blocks: tuple[Block, ...] = (
        Heading("Points each criterion adds", _apart(findings)),
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
        most = max(_named(findings), key=lambda part: part.points(first))
        return Title(
            f"{{0}} reaches {number(first.total)} points, most of them on {{1}}: {number(most.points(first))}",
            (one, findings.short(most.name)),
        )
    ahead, behind = findings.ahead, findings.behind
    if not ahead and not behind:
        return Title("{0} and {1} score the same on every part", (one, findings.second.candidate.name))
    listed = [one]
    said = []
    for leads, word in ((ahead, "stronger"), (behind, "weaker")):
        if leads:
            part = findings.short(leads[0].part.name)
            said.append(f"{word} on {_slot(len(listed), part)}")
            listed.append(part)
    pattern = f"{{0}} is {', '.join(said)}"
    if not behind:
        pattern += " and nowhere weaker"
    point = findings.short(findings.paths[weak[0].id]) if weak is not None else ""
    if behind and point == listed[-1]:
        pattern += ", its weakest point"
    elif point:
        pattern += f"; weakest on {_slot(len(listed), point)}"
        listed.append(point)
    return Title(pattern, tuple(listed))


def _named(findings: Findings) -> list[Branch]:
    return [part for part in findings.parts if not part.is_rest] or list(findings.parts)


def _slot(place: int, name: str) -> str:
    """Return where a name goes in a title, in quotation marks if the sentence could not tell where it ends."""
    return f"“{{{place}}}”" if quoted(name) != name else f"{{{place}}}"


def _table(findings: Findings, first: Standing) -> Table:
    second = findings.second
    top, steps, unit = _scale(findings)
    dots = f"{unit} of {brief(first.candidate.name)} by criterion, 0 to {plain(top)}"
    columns = [
        TableColumn("Criterion", 0.27),
        TableColumn("Weight", 0.09, Align.RIGHT),
        TableColumn(dots, 0.36, is_head_centred=True),
    ]
    if second is not None:
        head = f"{brief(first.candidate.name)} ahead of {brief(second.candidate.name)}, points"
        columns.append(TableColumn(head, 0.28, is_head_centred=True))
    gains = [lead.points for lead in findings.leads]
    low, high = min([0.0, *gains]), max([0.0, *gains])
    weak = findings.weakest(first)
    weights = percents([part.weight for part in findings.parts])
    rows = []
    for place, part in enumerate(findings.parts):
        color = THEME.price if part.is_price else segment_color(THEME, place)
        cells: list[Content] = [
            Cell(findings.short(part.name), swatch=color),
            Cell(weights[place]),
            _dots(findings, part, first, top, steps, weak[0] if weak else None),
        ]
        if second is not None:
            gain = findings.leads[place].points
            cells.append(Gain(gain, low, high, signed(gain)))
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), tallest=36)


def _scale(findings: Findings) -> tuple[float, int, str]:
    """Return the common scale of what counts: points if all scales are alike, else values to 100."""
    leaves = [leaf for part in findings.parts for leaf in part.leaves]
    maximums = {leaf.maximum for leaf in leaves if leaf.measure is Measure.JUDGED}
    if len(maximums) == 1:
        top = maximums.pop()
        steps = int(top) if top == int(top) and 2 <= top <= 10 else 5
        return top, steps, "Points"
    return 100.0, 5, "Values"


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
        f"{findings.short(lowest[0].name)} {findings.amount(lowest[0], lowest[1].points or 0.0)}" if is_weak else "",
        f"{name(first)}: {listed}",
    )


def _legend(findings: Findings, first: Standing) -> list[Block]:
    said = []
    marked = [leaf for leaf in findings.leaves if leaf.minimum is not None and leaf.measure is Measure.JUDGED]
    if marked:
        missed = [leaf for leaf in marked if leaf.id in first.below_minimum]
        said.append(f"Upright mark: minimum. {name(first)} {_meets(len(missed), len(marked))}.")
    if any(series.role is Role.PRICE for series in contributions_chart(findings.facts).series):
        said.append("Prices and measures are shown by their value on the same scale.")
    if idle := _idle(findings):
        said.append(idle)
    unranked = tuple(one for one in findings.facts.ranking.standings if one.rank is None)
    if unranked:
        said.append(f"Not ranked, so not in the chart: {names(unranked)}.")
    return [Paragraph(" ".join(said), Tone.MUTED)] if said else []


def _apart(findings: Findings) -> str:
    """Return what the first two have without their price, and what the price adds; nothing where no price counts."""
    if not any(part.is_price for part in findings.parts):
        return ""
    told = []
    for one in findings.ranked[:2]:
        price = sum(part.points(one) for part in findings.parts if part.is_price)
        told.append(f"{name(one)} {number(one.total - price)} and {number(price)}")
    return f"quality in blue, price set apart: {'; '.join(told)}"


def _idle(findings: Findings) -> str:
    """Return the criteria on which all ranked candidates are so alike that they decide nothing."""
    weights = findings.facts.ranking.weights
    alike = [leaf for leaf in findings.leaves if weights.get(leaf.id, 0.0) > 0 and _is_alike(findings, leaf)]
    if len(findings.ranked) < 2 or not alike:
        return ""
    alike.sort(key=lambda leaf: -weights[leaf.id])
    shown = [quoted(findings.short(findings.paths[leaf.id])) for leaf in alike[:MOST_IDLE]]
    more = len(alike) - MOST_IDLE
    decide = "decides" if len(alike) == 1 else "decide"
    return f"All are alike on {in_words([*shown, f'{more} more'] if more > 0 else shown)}, which {decide} nothing."


def _is_alike(findings: Findings, leaf: Criterion) -> bool:
    values = [findings.cell(one.candidate, leaf).value for one in findings.ranked]
    known = [value for value in values if value is not None]
    return len(known) == len(values) and max(known) - min(known) < ALIKE


def _meets(missed: int, marked: int) -> str:
    if not missed:
        return "meets it" if marked == 1 else "meets both" if marked == 2 else "meets all of them"
    return "misses it" if marked == 1 else f"misses {missed} of {marked}"

"""The Summary sheet: the verdict, the ranking and two charts, all live."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.formatting import counted, day
from outsource_desk.domain.ranking import GateStatus, Severity, Verdict
from outsource_desk.reports.charts import contributions_chart, ranking_chart
from outsource_desk.reports.workbook.charts import LABELS, Bars, Labels, native_contributions, native_ranking, resize
from outsource_desk.reports.workbook.look import (
    BIG,
    HEAD,
    HEAD_RIGHT,
    KEY,
    LABEL,
    NUMBER,
    STRONG,
    TEXT,
    WORD,
)
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import (
    GATE,
    HIGH,
    LOW,
    NOT_RANKED,
    OPEN,
    RANK,
    SCORES_HEAD,
    TOTAL,
    Part,
    Plan,
    letter,
)
from outsource_desk.reports.workbook.scores import TIE
from outsource_desk.reports.workbook.text import line_count, readable, shortened

TOP = 10  # first row of the ranking
RANKS, NAME, TOTALS, LOWEST, HIGHEST, GATES, PARTS = range(1, 8)
FEWEST_COLUMNS = 12
LABEL_LENGTH = 44
MOST_LINES = 20  # of ranking and warnings on one sheet of paper
STRIP = {"Verdict": 1, "First": 3, "Lead": 6, "Too close inside": 7, "Open values": 9, "Not ranked": 11}


def summary_sheet(book: Book, plan: Plan) -> None:
    """Write the page that is read first."""
    page = book.page("Summary")
    page.widths(11, 34, 10, 10, 10, 10, *[11] * max(FEWEST_COLUMNS - 6, len(plan.parts)))
    last = max(FEWEST_COLUMNS, GATES + len(plan.parts))
    initiative, facts = plan.facts.evaluation.initiative, plan.facts
    kind = initiative.outsourcing_type.label if initiative.outsourcing_type else ""
    lead = " · ".join(filter(None, (initiative.organisation, kind, f"Revision {facts.revision}", day(facts.as_of))))
    page.title(initiative.question or initiative.name, lead, last)
    _strip(page, plan)
    _table(page, plan, last)
    row = TOP + max(1, len(plan.candidates)) + 1
    row = _charts(page, plan, row, last)
    row = _warnings(page, plan, row, last)
    page.finish(row, last, freeze="A3", is_one_sheet=len(plan.candidates) + len(plan.ranking.warnings) <= MOST_LINES)


def _strip(page: Page, plan: Plan) -> None:
    """Write the verdict and the few numbers behind it."""
    ranking, count = plan.ranking, len(plan.candidates)
    bottom = TOP + max(1, count) - 1
    ranks = f"A{TOP}:A{bottom}"
    for label, column in STRIP.items():
        page.text(4, column, label, replace(LABEL, line="", wraps=False))
    for first, last in ((1, 2), (3, 5), (7, 8), (9, 10), (11, 12)):
        page.sheet.merge_cells(start_row=5, end_row=5, start_column=first, end_column=last)
    page.formula(5, STRIP["Verdict"], _verdict(bottom), str(ranking.verdict), BIG)
    leaders = ranking.leaders
    first = leaders[0].candidate.name if len(leaders) == 1 else f"{len(leaders)} share it" if leaders else "nobody"
    formula = f'IF(COUNT({ranks})=0,"nobody",IF(COUNTIF({ranks},1)>1,COUNTIF({ranks},1)&" share it",B{TOP}))'
    page.formula(5, STRIP["First"], formula, first, BIG)
    big_number = replace(BIG, format="0.0")
    lead = "" if ranking.margin is None else ranking.lead
    formula = f'IF(COUNT({ranks})<2,"",ROUND(C{TOP},1)-ROUND(C{TOP + 1},1))'
    page.formula(5, STRIP["Lead"], formula, lead, big_number)
    page.number(5, STRIP["Too close inside"], ranking.threshold, big_number)
    values = f"Scores!{_block(plan)}"
    open_values = sum(plan.value(one, node) == OPEN for one in plan.candidates for node in plan.leaves)
    page.formula(5, STRIP["Open values"], f'COUNTIF({values},"{OPEN}")', open_values, BIG)
    not_ranked = sum(plan.rank(one) == NOT_RANKED for one in plan.candidates)
    page.formula(5, STRIP["Not ranked"], f'COUNTIF(Ranks,"{NOT_RANKED}")', not_ranked, BIG)
    page.tall(5, max(line_count(str(ranking.verdict), 36), line_count(first, 20)), 1.45)
    words = {"Lead": "points", "Too close inside": "points, from the desk", "Open values": "count 0 in the total"}
    for label, text in words.items():
        page.text(6, STRIP[label], text, replace(LABEL, line="", wraps=False))
    page.sheet.row_dimensions[7].height = 8


def _verdict(bottom: int) -> str:
    """Return the rule of the verdict as a formula over the sorted table."""
    ranks, second = f"$A${TOP}:$A${bottom}", TOP + 1
    others = [f"${column}${second}:${column}${max(bottom, second)}" for column in "FE"]
    rivals = f'SUMPRODUCT(--({others[0]}<>"{GateStatus.FAILED}"),--({others[1]}>$C${TOP}-{TIE}))'
    threshold = f"${letter(STRIP['Too close inside'])}$5"
    return (
        f'IF(COUNT({ranks})=0,"{Verdict.NONE}",IF(COUNT({ranks})=1,"{Verdict.SINGLE}",'
        f'IF($C${TOP}-$C${second}<{threshold}-{TIE},"{Verdict.TOO_CLOSE}",'
        f'IF(OR({rivals}>0,$F${TOP}="{GateStatus.OPEN}"),"{Verdict.OPEN}","{Verdict.CLEAR}"))))'
    )


def _block(plan: Plan) -> str:
    first, last = plan.across(plan.values_top).removeprefix("Scores!").split(":")
    del last
    return f"{first}:${letter(plan.last_candidate)}${plan.values_top + plan.height - 1}"


def _table(page: Page, plan: Plan, last: int) -> None:
    """Write the candidates best first; the order follows the ranks."""
    page.heading(TOP - 2, "Ranking, points of 100", 1)
    page.row(TOP - 1, RANKS, ("Rank", "Candidate"), HEAD)
    page.row(TOP - 1, TOTALS, ("Total", "Lowest", "Highest", "Gates", *map(_part_name, plan.parts)), HEAD_RIGHT)
    page.fill(TOP - 1, PARTS + len(plan.parts), last, HEAD)
    page.tall(TOP - 1, min(6, max((line_count(_part_name(part), 9) for part in plan.parts), default=1)))
    helper = last + 2
    page.row(TOP - 1, helper, ("Label", "Ranked", "Not ranked", "Could rise by"), KEY)
    for k, candidate in enumerate(plan.placed):
        row, place = TOP + k, f"MATCH({k + 1},Places,0)"
        rank, total, high = plan.rank(candidate), plan.total(candidate), plan.high(candidate)

        def pick(scores_row: int, place: str = place) -> str:
            return f"INDEX({plan.across(scores_row)},{place})"

        page.formula(row, RANKS, pick(RANK), rank, replace(STRONG, wraps=False))
        page.formula(row, NAME, pick(SCORES_HEAD), candidate.name, STRONG)
        page.tall(row, min(12, line_count(candidate.name, 32)))
        page.formula(row, TOTALS, pick(TOTAL), total, replace(NUMBER, is_bold=True))
        page.formula(row, LOWEST, pick(LOW), total, NUMBER)
        page.formula(row, HIGHEST, pick(HIGH), high, NUMBER)
        page.formula(row, GATES, pick(GATE), str(plan.standing(candidate).gate), WORD)
        for p, part in enumerate(plan.parts):
            shown = plan.part(candidate, part) if isinstance(rank, int) else ""
            formula = f'IF(ISNUMBER($A{row}),{pick(plan.parts_top + p)},"")'
            page.formula(row, PARTS + p, formula, shown, NUMBER)
        page.fill(row, PARTS + len(plan.parts), last, TEXT)
        _helpers(page, row, helper, candidate.name, rank, total, high)
    for column in range(helper - 1, helper + 4):
        page.sheet.column_dimensions[letter(column)].hidden = True


def _part_name(part: Part) -> str:
    """Return a name that a legend can hold; the Scores sheet has it in full."""
    return shortened(part.name, LABEL_LENGTH)


def _helpers(
    page: Page, row: int, column: int, name: str, rank: int | str, total: float | str, high: float | str
) -> None:
    """Write what the ranking chart reads, out of sight."""
    is_ranked, points = isinstance(rank, int), total if isinstance(total, float) else 0.0
    bar = replace(KEY, format=LABELS)
    label = f'IF(LEN(B{row})>{LABEL_LENGTH},LEFT(B{row},{LABEL_LENGTH})&"…",B{row})'
    formula = f'IF(ISNUMBER(A{row}),A{row}&"  "&{label},{label}&" ({NOT_RANKED})")'
    page.formula(row, column, formula, chart_label(name, rank), KEY)
    page.formula(row, column + 1, f"IF(ISNUMBER(A{row}),C{row},0)", points if is_ranked else 0.0, bar)
    page.formula(row, column + 2, f"IF(ISNUMBER(A{row}),0,N(C{row}))", 0.0 if is_ranked else points, bar)
    reach = high - total if is_ranked and isinstance(high, float) and isinstance(total, float) else 0.0
    page.formula(row, column + 3, f"IF(ISNUMBER(A{row}),E{row}-C{row},0)", reach, KEY)


def chart_label(name: str, rank: int | str) -> str:
    """Return a candidate's name as the charts show it: with the rank, and not too long."""
    name = readable(name)[0]
    short = name if len(name) <= LABEL_LENGTH else name[:LABEL_LENGTH] + "…"
    return f"{rank}  {short}" if isinstance(rank, int) else f"{short} ({NOT_RANKED})"


def _charts(page: Page, plan: Plan, row: int, last: int) -> int:
    """Place the two charts side by side and return the row below them."""
    if not plan.candidates:
        page.text(row, NAME, "No candidate has been added yet.", LABEL)
        return row + 2
    bottom = TOP + len(plan.candidates) - 1
    helper = last + 2

    def bars(name: str, column: int, values: tuple[float | None, ...]) -> Bars:
        c = letter(column)
        return Bars(name, f"Summary!${c}${TOP - 1}", f"Summary!${c}${TOP}:${c}${bottom}", values)

    c = letter(helper)
    texts = tuple(chart_label(one.name, plan.rank(one)) for one in plan.placed)
    labels = Labels(f"Summary!${c}${TOP}:${c}${bottom}", texts)
    standings = [plan.standing(one) for one in plan.placed]
    first = native_ranking(
        ranking_chart(plan.facts),
        labels,
        bars("Ranked", helper + 1, tuple(one.total if one.rank else 0.0 for one in standings)),
        bars("Not ranked", helper + 2, tuple(0.0 if one.rank else one.total for one in standings)),
        bars("Could rise by", helper + 3, tuple(one.high - one.total if one.rank else 0.0 for one in standings)),
    )
    parts = [
        bars(
            readable(_part_name(part))[0],
            PARTS + p,
            tuple(plan.part(one, part) if plan.standing(one).rank else None for one in plan.placed),
        )
        for p, part in enumerate(plan.parts)
    ]
    second = native_contributions(contributions_chart(plan.facts), labels, parts)
    height = min(16.0, 3.0 + 0.95 * len(plan.candidates))
    total_width = sum(_pixels(page, column) for column in range(1, last + 1))
    left = 0.0
    middle = last
    for column in range(1, last + 1):
        if left >= total_width / 2:
            middle = column
            break
        left += _pixels(page, column)
    resize(first, _centimetres(left) - 0.4, height + 1.5)
    resize(second, _centimetres(total_width - left) - 0.2, height + 1.5)
    page.chart(first, f"A{row}", ranking_chart(plan.facts).alt)
    if parts:
        page.chart(second, f"{letter(middle)}{row}", contributions_chart(plan.facts).alt)
    return row + round((height + 1.5) / 0.53) + 2  # rows of the usual height, 15 points


def _pixels(page: Page, column: int) -> float:
    return page.width(column) * 7 + 5  # as wide as a digit of the standard font, with the margins


def _centimetres(pixels: float) -> float:
    return pixels / 96 * 2.54


def _warnings(page: Page, plan: Plan, row: int, last: int) -> int:
    """Write what a careful reader should know, and return the last row."""
    warnings = plan.ranking.warnings
    page.heading(row, "What a careful reader should know", 1)
    page.text(
        row + 1,
        1,
        f"As exported: {counted(len(warnings), 'warning')}" if warnings else "No warning.",
        replace(LABEL, wraps=False),
    )
    page.fill(row + 1, 2, last, replace(LABEL, wraps=False))
    row += 1
    words = {Severity.BLOCK: "blocks", Severity.WARN: "warning"}
    for warning in warnings:
        row += 1
        page.text(row, 1, words.get(warning.severity, "note"), STRONG if warning.severity is Severity.BLOCK else TEXT)
        page.wide(row, 2, last, warning.text, TEXT)
    return row

"""The Curves sheet: the points of value curves, the offers that prices are compared with, and both as formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outsource_desk.domain.criterion import Curve
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.ranking import GateStatus
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.workbook.look import HEAD, HEAD_RIGHT, INPUT, LABEL, POINTS_INPUT, TEXT, WORD
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import FIRST_CANDIDATE, OPEN, POINTS_TOP, Node, Plan, letter
from outsource_desk.reports.workbook.text import line_count

NAME, KIND, AMOUNT, VALUE = 1, 2, 3, 4
TOP = 5  # first row of the points
NO_OFFER = "–"
_NAMES = {
    Curve.PIECEWISE: "straight pieces",
    Curve.THRESHOLD: "thresholds",
    Curve.TARGET: "target",
    Curve.DISCRETE: "these amounts only",
    Curve.LOWEST: "100 × lowest / price",
    Curve.MULTIPLE: "100 at the lowest, 0 at a multiple of it",
    Curve.MIN_MAX: "100 at the lowest, 0 at the highest",
}


def has_curves(plan: Plan) -> bool:
    """Tell whether any leaf counts otherwise than straight between two end points."""
    return any(_counts(node) for node in plan.leaves)


def curves_sheet(book: Book, plan: Plan) -> None:
    """Write the points of all curves and the offers; nothing where every leaf is straight."""
    if not has_curves(plan):
        return
    page = book.page("Curves")
    page.tab(INPUT)
    page.widths(36, 24, 14, *[14] * max(1, len(plan.candidates)))
    last = max(VALUE, plan.last_candidate)
    lead = "What points and amounts are worth. Change the yellow numbers; the amounts of a curve must rise downwards."
    page.title("Value curves", lead, last)
    row = _points(page, plan)
    row = _offers(page, plan, row)
    page.finish(row, last, freeze=f"A{TOP}")


def curve_worth(plan: Plan, i: int, column: str) -> str:
    """Return what the number of a leaf in a column of Scores is worth, as a formula."""
    criterion, cell = plan.nodes[i].criterion, f"{column}{POINTS_TOP + i}"
    if criterion.lacking:
        return f'"{OPEN}"'
    if criterion.curve.is_relative:
        row = _offers_row(plan, i)
        return _compared(criterion.curve, cell, plan.across(row, sheet="Curves"), f"Curves!$C${row}")
    first = _first_rows(plan)[i]
    last = first + len(criterion.points) - 1
    amounts, values = _range(AMOUNT, first, last), _range(VALUE, first, last)
    ends = {
        "least": f"Curves!$C${first}", "most": f"Curves!$C${last}",
        "at_least": f"Curves!$D${first}", "at_most": f"Curves!$D${last}",
    }  # fmt: skip
    match criterion.curve:
        case Curve.THRESHOLD if criterion.less_is_better:
            reached = f"INDEX({values},SUMPRODUCT(--({amounts}<{cell}))+1)"
            return f"IF({cell}>{ends['most']},0,{reached})"
        case Curve.THRESHOLD:
            return f"IF({cell}<{ends['least']},0,INDEX({values},MATCH({cell},{amounts},1)))"
        case Curve.DISCRETE:
            found = f"MATCH({cell},{amounts},0)"
            return f'IF(ISNUMBER({found}),INDEX({values},{found}),"{OPEN}")'
        case _:
            at = f"MATCH({cell},{amounts},1)"
            left, low = f"INDEX({amounts},{at})", f"INDEX({values},{at})"
            right, high = f"INDEX({amounts},{at}+1)", f"INDEX({values},{at}+1)"
            between = f"{low}+({cell}-{left})*({high}-{low})/({right}-{left})"
            beyond = f"IF({cell}>={ends['most']},{ends['at_most']},{between})"
            return f"IF({cell}<={ends['least']},{ends['at_least']},{beyond})"


def _compared(curve: Curve, cell: str, offers: str, multiple: str) -> str:
    """Return what a price is worth beside the offers of a row."""
    lowest, highest = f"MIN({offers})", f"MAX({offers})"
    worth = f"100*{lowest}/{cell}"
    if curve is Curve.MULTIPLE:
        worth = f"100*({multiple}*{lowest}-{cell})/(({multiple}-1)*{lowest})"
    elif curve is Curve.MIN_MAX:
        worth = f"IF({highest}={lowest},0,100*({highest}-{cell})/({highest}-{lowest}))"
    limited = f"IF({cell}<={lowest},100,MAX(0,MIN(100,{worth})))"
    return f'IF(COUNT({offers})=0,"{OPEN}",IF({cell}<=0,"{OPEN}",{limited}))'


def _points(page: Page, plan: Plan) -> int:
    """Write the points, and return the last row."""
    page.row(TOP - 1, NAME, ("Criterion", "Curve"), HEAD)
    page.row(TOP - 1, AMOUNT, ("Amount", "Value"), HEAD_RIGHT)
    row = TOP - 1
    for i, first in _first_rows(plan).items():
        node = plan.nodes[i]
        for row, (amount, value) in enumerate(node.criterion.points, first):
            is_first = row == first
            page.text(row, NAME, node.path if is_first else "", TEXT)
            page.text(row, KIND, _NAMES[node.criterion.curve] if is_first else "", LABEL)
            page.number(row, AMOUNT, amount, POINTS_INPUT)
            page.number(row, VALUE, value, POINTS_INPUT)
        page.tall(first, min(12, line_count(node.path, 34)))
    if row < TOP:
        row = TOP
        page.text(row, NAME, "No curve is drawn by points.", LABEL)
    return row


def _offers(page: Page, plan: Plan, row: int) -> int:
    """Write the offers that each relative price function compares with, and return the last row."""
    relative = list(_relative(plan))
    if not relative:
        return row
    head = _offers_top(plan) - 1
    page.heading(head - 1, "Offers that prices are compared with: above zero, no gate missed", NAME)
    page.row(head, NAME, ("Criterion", "Formula"), HEAD)
    page.row(head, AMOUNT, ("Multiple", *(candidate.name for candidate in plan.candidates)), HEAD_RIGHT)
    page.tall(head, min(10, max((line_count(one.name, 12) for one in plan.candidates), default=1)))
    for i in relative:
        node, row = plan.nodes[i], _offers_row(plan, i)
        page.text(row, NAME, node.path, TEXT)
        page.text(row, KIND, _NAMES[node.criterion.curve], LABEL)
        is_multiple = node.criterion.curve is Curve.MULTIPLE
        page.number(
            row, AMOUNT, node.criterion.multiple if is_multiple else None, POINTS_INPUT if is_multiple else WORD
        )
        page.tall(row, max(line_count(node.path, 34), 2))
        for j, candidate in enumerate(plan.candidates):
            _offer(page, plan, i, candidate, FIRST_CANDIDATE + j)
    return row


def _offer(page: Page, plan: Plan, i: int, candidate: Candidate, column: int) -> None:
    c = letter(column)
    cell = f"Scores!{c}${POINTS_TOP + i}"
    gates = f"Scores!{c}${plan.gates_top}:{c}${plan.gates_top + plan.gate_rows - 1}"
    counts = f'AND(ISNUMBER({cell}),N({cell})>0,COUNTIF({gates},"{GateStatus.FAILED}")=0)'
    points = plan.points(candidate, plan.nodes[i])
    is_eligible = plan.standing(candidate).gate is not GateStatus.FAILED
    offer = points if is_eligible and isinstance(points, int | float) and points > 0 else NO_OFFER
    look = replace(WORD, format="#,##0.##")
    page.formula(_offers_row(plan, i), column, f'IF({counts},{cell},"{NO_OFFER}")', offer, look)


def _first_rows(plan: Plan) -> dict[int, int]:
    """Return the index of each leaf that is drawn by points → the row of its first one."""
    rows: dict[int, int] = {}
    row = TOP
    for i, node in enumerate(plan.nodes):
        if _counts(node) and node.criterion.curve.has_points and node.criterion.points:
            rows[i] = row
            row += len(node.criterion.points)
    return rows


def _relative(plan: Plan) -> Iterator[int]:
    return (i for i, node in enumerate(plan.nodes) if _counts(node) and node.criterion.curve.is_relative)


def _offers_top(plan: Plan) -> int:
    drawn = sum(len(plan.nodes[i].criterion.points) for i in _first_rows(plan))
    return TOP + max(1, drawn) + 3


def _offers_row(plan: Plan, i: int) -> int:
    return _offers_top(plan) + list(_relative(plan)).index(i)


def _counts(node: Node) -> bool:
    return not node.is_group and node.criterion.curve is not Curve.LINEAR


def _range(column: int, first: int, last: int) -> str:
    return f"Curves!${letter(column)}${first}:${letter(column)}${last}"


def curve_hint(node: Node) -> str:
    """Return in few words what the amounts of a curve are worth; empty where no curve is drawn by points."""
    if not _counts(node):
        return ""
    if node.criterion.curve.is_relative:
        return f"Worth {_NAMES[node.criterion.curve]}."
    return "; ".join(f"{plain(amount)} is worth {plain(value)}" for amount, value in node.criterion.points)

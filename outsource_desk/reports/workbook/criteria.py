"""The Criteria sheet: the tree, its weights down to each leaf, and what is asked."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.formatting import plain
from outsource_desk.reports.workbook.look import (
    AFTER_NUMBER,
    HEAD,
    HEAD_AFTER,
    HEAD_RIGHT,
    INPUT,
    KEY,
    PLAIN,
    STRONG,
    TEXT,
    WORD,
    as_group,
)
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import (
    CRITERIA_TOP,
    FIRST_CANDIDATE,
    NOT_APPLICABLE,
    POINTS_TOP,
    Node,
    Plan,
    letter,
)
from outsource_desk.reports.workbook.text import line_count
from outsource_desk.reports.workbook.weights import (
    APPLIES,
    WeightColumns,
    allow_weights,
    write_weights,
    write_whole,
)

AT = WeightColumns(top=CRITERIA_TOP, weight=4, counts=6, sum=7, share=8, group=9, leaf=10)
NAME, KIND, WORST, BEST, MINIMUM, IS_GATE, UNIT, ASK = 2, 3, 11, 12, 13, 14, 15, 16
NAME_WIDTH, ASK_WIDTH = 32, 50


def criteria_sheet(book: Book, plan: Plan) -> None:
    """Write the tree of criteria with live weights."""
    page = book.page("Criteria")
    page.tab(INPUT)
    page.widths(0, NAME_WIDTH, 11, 9, 8, 9, 9, 9, 9, 9, 11, 11, 9, 6, 9, ASK_WIDTH)
    lead = "Change the yellow weights. Each share is worked out down the tree: share in its group × share of the group."
    page.title("Criteria and weights", lead, ASK, NAME)
    _header(page)
    page.fill(CRITERIA_TOP - 1, NAME, ASK, as_group(TEXT))
    page.text(CRITERIA_TOP - 1, NAME, "All criteria", as_group(STRONG))
    write_whole(page, plan, AT)
    for i, node in enumerate(plan.nodes):
        _describe(page, plan, i, node)
        write_weights(page, plan, AT, i)
    allow_weights(page, plan, AT)
    last = CRITERIA_TOP + plan.height - 1
    book.name("W_leaf", plan.column(CRITERIA_TOP, letter(AT.leaf), "Criteria"))
    book.name("Criteria_Keys", plan.column(CRITERIA_TOP, "A", "Criteria"))
    book.name("Criteria_Weights", plan.column(CRITERIA_TOP, letter(AT.weight), "Criteria"))
    page.finish(last, ASK, repeat=(4, 4), freeze=f"C{CRITERIA_TOP}")


def _header(page: Page) -> None:
    page.row(4, NAME, ("Criterion", "Valued by"), HEAD)
    numbers = ("Weight", "Applies", "Weight that counts", "Sum of its parts", "Share in group", "Group share")
    page.row(4, AT.weight, (*numbers, "Leaf weight", "Worth 0", "Worth 100", "Minimum", "Gate"), HEAD_RIGHT)
    page.row(4, UNIT, ("Unit", "What is asked, and the worded points"), HEAD_AFTER)
    page.tall(4, 2)


def _describe(page: Page, plan: Plan, i: int, node: Node) -> None:
    criterion, row = node.criterion, CRITERIA_TOP + i
    text, plain_look, word = (as_group(TEXT), as_group(PLAIN), as_group(WORD)) if node.is_group else (TEXT, PLAIN, WORD)
    page.number(row, 1, criterion.id, KEY)
    page.text(row, NAME, criterion.name, replace(text, indent=min(2 * node.depth, 12)))
    page.text(row, KIND, "" if node.is_group else _kind(criterion), text)
    page.fill(row, WORST, UNIT, plain_look)
    if node.is_group:
        page.fill(row, APPLIES, APPLIES, word)
    else:
        _applies(page, plan, i, node)
        _ends(page, row, criterion)
    words = _asked(criterion)
    page.text(row, ASK, words, replace(text, indent=1))
    page.tall(row, min(28, max(line_count(words, ASK_WIDTH), line_count(criterion.name, NAME_WIDTH - 2 * node.depth))))


def _applies(page: Page, plan: Plan, i: int, node: Node) -> None:
    """Write whether a leaf applies to anybody; one that does not is left out for all."""
    if not plan.candidates:
        page.text(CRITERIA_TOP + i, APPLIES, "yes", WORD)
        return
    row = POINTS_TOP + i
    where = f"Scores!${letter(FIRST_CANDIDATE)}${row}:${letter(plan.last_candidate)}${row}"
    formula = f'IF(COUNTIF({where},"{NOT_APPLICABLE}")={len(plan.candidates)},"no","yes")'
    page.formula(CRITERIA_TOP + i, APPLIES, formula, "yes" if plan.applies(node) else "no", WORD)


def _ends(page: Page, row: int, criterion: Criterion) -> None:
    is_judged = criterion.measure is Measure.JUDGED
    worst, best = criterion.end_points if criterion.curve is Curve.LINEAR else (None, None)
    for column, amount in ((WORST, worst), (BEST, best), (MINIMUM, criterion.minimum)):
        page.number(row, column, amount, _AMOUNT if amount and float(amount).is_integer() else PLAIN)
    if criterion.curve is not Curve.LINEAR:
        page.text(row, WORST, "see Curves", WORD)
    if criterion.minimum is not None:
        page.text(row, IS_GATE, "gate" if criterion.is_gate else "no", WORD)
    page.text(row, UNIT, "points" if is_judged else criterion.unit, AFTER_NUMBER)


_AMOUNT = replace(PLAIN, format="#,##0")


def _kind(criterion: Criterion) -> str:
    return {Measure.JUDGED: "judgement", Measure.MEASURED: "measure"}.get(criterion.measure, "price")


def _asked(criterion: Criterion) -> str:
    anchors = [f"{plain(points)}: {wording}" for points, wording in criterion.anchors]
    return "\n".join(filter(None, (criterion.ask, *anchors)))

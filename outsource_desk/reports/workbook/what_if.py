"""The What-if sheet: a second set of weights beside the official one, and what it would change."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.ranking import GateStatus
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.workbook.criteria import AT as OFFICIAL
from outsource_desk.reports.workbook.look import (
    HEAD,
    HEAD_RIGHT,
    INPUT,
    KEY,
    NUMBER,
    PERCENT,
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
    GATE,
    NO_WEIGHTS,
    NOT_RANKED,
    RANK,
    TOTAL,
    Plan,
    letter,
)
from outsource_desk.reports.workbook.scores import TIE
from outsource_desk.reports.workbook.text import line_count
from outsource_desk.reports.workbook.weights import WeightColumns, allow_weights, write_weights, write_whole

RESULT_TOP = 6  # first candidate
NAME, OFFICIAL_WEIGHT, CHANGE = 2, 3, 11
OFFICIAL_TOTAL, NEW_TOTAL, DIFFERENCE, OFFICIAL_RANK, NEW_RANK, MOVE, ELIGIBLE = range(3, 10)
SIGNED = "+0.0;-0.0;0.0"


def what_if_sheet(book: Book, plan: Plan) -> None:
    """Write totals and ranks under a second set of weights."""
    page = book.page("What-if")
    page.tab(INPUT)
    page.widths(0, 36, *[12] * 9)
    lead = "Change the yellow weights. Points and gates are those of the Scores sheet; official weights do not move."
    page.title("What if the weights were different?", lead, CHANGE, NAME)
    _results(page, plan)
    columns = WeightColumns(
        top=RESULT_TOP + max(1, len(plan.candidates)) + 4, weight=4, counts=5, sum=6, share=7, group=8, leaf=9
    )
    _weights(page, plan, columns)
    book.name("W_whatif", plan.column(columns.top, letter(columns.leaf), page.reference))
    page.finish(columns.top + plan.height - 1, CHANGE, repeat=(RESULT_TOP - 1, RESULT_TOP - 1), freeze="C3")


def _results(page: Page, plan: Plan) -> None:
    page.heading(RESULT_TOP - 2, "Totals and ranks")
    page.text(RESULT_TOP - 1, NAME, "Candidate", HEAD)
    heads = (
        "Official total",
        "What-if total",
        "Difference",
        "Official rank",
        "What-if rank",
        "Places gained",
        "Ranked",
    )
    page.row(RESULT_TOP - 1, OFFICIAL_TOTAL, heads, HEAD_RIGHT)
    for j, candidate in enumerate(plan.candidates):
        page.text(RESULT_TOP + j, NAME, candidate.name, STRONG)
        page.tall(RESULT_TOP + j, min(12, line_count(candidate.name, 34)))
        _result(page, plan, j, candidate)


def _result(page: Page, plan: Plan, j: int, candidate: Candidate) -> None:
    row, c = RESULT_TOP + j, letter(FIRST_CANDIDATE + j)
    last = RESULT_TOP + max(1, len(plan.candidates)) - 1
    values = plan.column(plan.values_top, c, "Scores")
    old, new, eligible = f"C{row}", f"D{row}", f"I{row}"
    total, rank = plan.total(candidate), plan.rank(candidate)
    page.formula(row, OFFICIAL_TOTAL, f"Scores!{c}{TOTAL}", total, NUMBER)
    formula = f'IF(SUM(W_whatif)=0,"{NO_WEIGHTS}",SUMPRODUCT(W_whatif,{values}))'
    page.formula(row, NEW_TOTAL, formula, total, replace(NUMBER, is_bold=True))
    difference = f'IF(AND(ISNUMBER({old}),ISNUMBER({new})),{new}-{old},"")'
    page.formula(row, DIFFERENCE, difference, "" if isinstance(total, str) else 0.0, replace(NUMBER, format=SIGNED))
    page.formula(row, OFFICIAL_RANK, f"Scores!{c}{RANK}", rank, WORD)
    is_scored = f"SUMPRODUCT(--(W_whatif>0),--ISNUMBER({values}))>0"
    formula = f'IF(AND(Scores!{c}{GATE}<>"{GateStatus.FAILED}",{is_scored}),"yes","no")'
    page.formula(row, ELIGIBLE, formula, "no" if isinstance(rank, str) else "yes", WORD)
    higher = f'SUMPRODUCT(--($I${RESULT_TOP}:$I${last}="yes"),--($D${RESULT_TOP}:$D${last}>{new}+{TIE}))'
    formula = f'IF({eligible}="yes",1+{higher},"{NOT_RANKED}")'
    page.formula(row, NEW_RANK, formula, rank, replace(WORD, is_bold=True))
    moved = f'IF(AND(ISNUMBER(F{row}),ISNUMBER(G{row})),F{row}-G{row},"")'
    page.formula(row, MOVE, moved, "" if isinstance(rank, str) else 0, replace(PLAIN, format="+0;-0;0"))


def _weights(page: Page, plan: Plan, at: WeightColumns) -> None:
    page.heading(at.top - 3, "Weights")
    page.text(at.top - 2, NAME, "Criterion", HEAD)
    heads = ("Official weight", "What-if weight", "Weight that counts", "Sum of its parts", "Share in group")
    page.row(
        at.top - 2, OFFICIAL_WEIGHT, (*heads, "Group share", "Leaf weight", "Official share", "Change"), HEAD_RIGHT
    )
    page.tall(at.top - 2, 2)
    page.fill(at.top - 1, NAME, CHANGE, as_group(TEXT))
    page.text(at.top - 1, NAME, "All criteria", as_group(STRONG))
    write_whole(page, plan, at)
    for i, node in enumerate(plan.nodes):
        row, official = at.row(i), CRITERIA_TOP + i
        group = node.is_group
        page.number(row, 1, node.criterion.id, KEY)
        page.text(
            row, NAME, node.criterion.name, replace(as_group(TEXT) if group else TEXT, indent=min(2 * node.depth, 12))
        )
        page.tall(row, min(12, line_count(node.criterion.name, 34 - 2 * node.depth)))
        formula = f"Criteria!{letter(OFFICIAL.weight)}{official}"
        page.formula(row, OFFICIAL_WEIGHT, formula, node.criterion.weight, as_group(PLAIN) if group else PLAIN)
        write_weights(page, plan, at, i)
        share = as_group(PERCENT) if group else PERCENT
        formula = f"Criteria!{letter(OFFICIAL.group if group else OFFICIAL.leaf)}{official}"
        page.formula(row, at.leaf + 1, formula, plan.weight(node), share)
        formula = f"{letter(at.group if group else at.leaf)}{row}-{letter(at.leaf + 1)}{row}"
        page.formula(row, CHANGE, formula, 0.0, replace(share, format="+0.0%;-0.0%;0.0%"))
    allow_weights(page, plan, at)

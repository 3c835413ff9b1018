"""The Check sheet: the workbook's numbers beside the app's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outsource_desk.domain.initiative import Weighting
from outsource_desk.reports.workbook.criteria import AT as CRITERIA
from outsource_desk.reports.workbook.failure import failure_comparisons
from outsource_desk.reports.workbook.gaps import gap_comparisons
from outsource_desk.reports.workbook.look import (
    BAD_GROUND,
    EXACT,
    GOOD_GROUND,
    HEAD,
    HEAD_RIGHT,
    TEXT,
    THEME,
    TINY,
    WORD,
    argb,
)
from outsource_desk.reports.workbook.package import Result
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import (
    CRITERIA_TOP,
    FIRST_CANDIDATE,
    GATE,
    HIGH,
    RANK,
    TOTAL,
    Plan,
    letter,
    sum_of,
)
from outsource_desk.reports.workbook.risks import risk_comparisons
from outsource_desk.reports.workbook.text import line_count
from outsource_desk.reports.workbook.vetting import vetting_comparisons

TOP = 5
TOLERANCE = 1e-9
_STATE_LOOK = replace(WORD, is_bold=True)
STATE = 6

Comparison = tuple[str, str, str, Result, Result]  # what, of which, formula, its result, the app's own number


def check_sheet(book: Book, plan: Plan) -> None:
    """Compare every total, rank and weight that the workbook works out with what the app worked out."""
    page = book.page("Check")
    page.widths(30, 44, 18, 18, 18, 11)
    lead = (
        "OK: the workbook works out the same as Outsource Desk. CHECK: it differs, because weights or points were "
        "changed here after the export, or the parts of a group do not add up to 100."
    )
    page.title("Does the workbook agree with the desk?", lead, STATE)
    page.row(TOP - 1, 1, ("What", "Of"), HEAD)
    page.row(TOP - 1, 3, ("This workbook", "Outsource Desk", "Difference", "State"), HEAD_RIGHT)
    row = TOP - 1
    for comparison in _comparisons(plan):
        row += 1
        _compare(page, row, comparison)
    if row < TOP:
        row = TOP
        page.text(row, 1, "Nothing to compare yet.", TEXT)
    book.name("Check_States", f"Check!${letter(STATE)}${TOP}:${letter(STATE)}${row}")
    colour_states(page, f"{letter(STATE)}{TOP}:{letter(STATE)}{row}")
    page.finish(row, STATE, repeat=(TOP - 1, TOP - 1), freeze=f"A{TOP}")


def is_all_right(plan: Plan) -> bool:
    """Tell whether the check sheet finds nothing in the workbook as it is exported."""
    return all(_agree(result, own) for _, _, _, result, own in _comparisons(plan))


def _comparisons(plan: Plan) -> Iterator[Comparison]:
    for j, candidate in enumerate(plan.candidates):
        c = letter(FIRST_CANDIDATE + j)
        standing = plan.standing(candidate)
        yield "Total", candidate.name, f"Scores!{c}{TOTAL}", plan.total(candidate), plan.total(candidate)
        yield "Highest total", candidate.name, f"Scores!{c}{HIGH}", plan.high(candidate), plan.high(candidate)
        yield "Rank", candidate.name, f"Scores!{c}{RANK}", plan.rank(candidate), plan.rank(candidate)
        yield "Gates", candidate.name, f"Scores!{c}{GATE}", str(standing.gate), str(standing.gate)
        together = f"Scores!{c}{plan.contributions_top + plan.height}"
        yield "Contributions together", candidate.name, together, standing.total, standing.total
    for i, node in enumerate(plan.nodes):
        column = letter(CRITERIA.group if node.is_group else CRITERIA.leaf)
        share = plan.weight(node)
        yield "Share of the whole", node.path, f"Criteria!{column}{CRITERIA_TOP + i}", share, share
    if plan.nodes:
        together = float(sum(plan.weight(node) for node in plan.leaves))
        yield "Leaf weights together", "all criteria", "SUM(W_leaf)", together, 1.0 if plan.has_weights else 0.0
    if plan.facts.evaluation.initiative.weighting is Weighting.DIRECT:
        yield from _sums(plan)
    yield from vetting_comparisons(plan)
    yield from gap_comparisons(plan)
    yield from risk_comparisons(plan)
    yield from failure_comparisons(plan)


def _sums(plan: Plan) -> Iterator[Comparison]:
    """Weights given in per cent add up to 100 in every group."""
    groups = [None, *(i for i, node in enumerate(plan.nodes) if node.is_group)] if plan.nodes else []
    for parent in groups:
        parts = plan.parts_of(parent)
        formula = sum_of((CRITERIA_TOP + i for i in parts), letter(CRITERIA.weight), "Criteria")
        together = sum(plan.nodes[i].criterion.weight for i in parts)
        name = "the top level" if parent is None else plan.nodes[parent].path
        yield "Weights entered, of 100", name, f"ROUND({formula},2)", round(float(together), 2), 100.0


def _compare(page: Page, row: int, comparison: Comparison) -> None:
    what, of_which, formula, result, own = comparison
    page.text(row, 1, what, TEXT)
    page.text(row, 2, of_which, TEXT)
    page.tall(row, min(12, line_count(of_which, 42)))
    page.formula(row, 3, formula, result, WORD if isinstance(result, str | int) else EXACT)
    page.value(row, 4, own, WORD if isinstance(own, str | int) else EXACT)
    both = f"AND(ISNUMBER(C{row}),ISNUMBER(D{row}))"
    are_numbers = not isinstance(result, str) and not isinstance(own, str)
    difference = float(result) - float(own) if are_numbers else ""  # type: ignore[arg-type] - checked above
    page.formula(row, 5, f'IF({both},C{row}-D{row},"")', difference, TINY)
    state = f'IF(IF({both},ABS(C{row}-D{row})<={TOLERANCE:.9f},C{row}=D{row}),"OK","CHECK")'
    page.formula(row, STATE, state, "OK" if _agree(result, own) else "CHECK", _STATE_LOOK)


def _agree(result: Result, own: Result) -> bool:
    if isinstance(result, str) or isinstance(own, str):
        return result == own
    return abs(result - own) <= TOLERANCE


def colour_states(page: Page, where: str) -> None:
    """Show OK green and CHECK red; the word says it as well."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font, PatternFill

    for word, ink, ground in (("OK", THEME.good, GOOD_GROUND), ("CHECK", THEME.bad, BAD_GROUND)):
        fill = PatternFill("solid", bgColor=argb(ground))
        page.sheet.conditional_formatting.add(
            where, CellIsRule(operator="equal", formula=[f'"{word}"'], font=Font(color=argb(ink)), fill=fill)
        )

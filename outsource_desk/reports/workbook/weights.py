"""The arithmetic of a criteria tree as formulas: local weights down to each leaf's share of the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outsource_desk.domain.initiative import Weighting
from outsource_desk.reports.workbook.look import PERCENT, PLAIN, WEIGHT_INPUT, as_group
from outsource_desk.reports.workbook.page import Page
from outsource_desk.reports.workbook.plan import CRITERIA_TOP, Plan, letter, sum_of

APPLIES = 5  # column on Criteria: whether a leaf applies to any candidate


@dataclass(frozen=True)
class WeightColumns:
    """Where the steps of the arithmetic stand: column numbers, and the first row of the tree.

    The row above the tree is the whole: its parts are the top level, its share is 1.
    """

    top: int
    weight: int  # as entered
    counts: int  # the weight, or 0 where nothing below applies
    sum: int  # of the parts that count
    share: int  # within the group
    group: int  # share of the whole, for groups
    leaf: int  # share of the whole, for leaves; groups stay empty so that nothing counts twice

    def row(self, index: int | None) -> int:
        """Return the row of a criterion, or of the whole."""
        return self.top - 1 if index is None else self.top + index


def write_whole(page: Page, plan: Plan, at: WeightColumns) -> None:
    """Write the row of the whole: the sum of the top level, and the shares of all leaves together."""
    row = at.row(None)
    tops = sum_of((at.row(i) for i in plan.parts_of(None)), letter(at.counts))
    page.formula(row, at.sum, tops, plan.level_sum(None), as_group(PLAIN))
    page.formula(row, at.group, f"IF({letter(at.sum)}{row}>0,1,0)", int(plan.has_weights), as_group(PERCENT))
    together = sum(plan.weight(node) for node in plan.leaves)
    page.formula(row, at.leaf, f"SUM({plan.column(at.top, letter(at.leaf))})", together, as_group(PERCENT))


def write_weights(page: Page, plan: Plan, at: WeightColumns, i: int) -> None:
    """Write one criterion's arithmetic; the weight as entered is open for typing."""
    node, row, above = plan.nodes[i], at.row(i), at.row(plan.nodes[i].parent)
    plain, percent = (as_group(PLAIN), as_group(PERCENT)) if node.is_group else (PLAIN, PERCENT)
    weight, counts, total = letter(at.weight), letter(at.counts), letter(at.sum)
    page.number(row, at.weight, node.criterion.weight, replace(WEIGHT_INPUT, is_bold=node.is_group))
    if node.is_group:
        page.formula(row, at.sum, sum_of(map(at.row, node.parts), counts), plan.level_sum(i), plain)
        condition = f"{total}{row}>0"
    else:
        page.fill(row, at.sum, at.sum, plain)
        condition = f'Criteria!${letter(APPLIES)}${CRITERIA_TOP + i}="yes"'
    page.formula(row, at.counts, f"IF({condition},N({weight}{row}),0)", plan.counting[i], plain)
    share = f"IF({total}{above}>0,{counts}{row}/{total}{above},0)"
    page.formula(row, at.share, share, plan.share_in_group(i), percent)
    used, unused = (at.group, at.leaf) if node.is_group else (at.leaf, at.group)
    whole = f"{letter(at.share)}{row}*{letter(at.group)}{above}"
    page.formula(row, used, whole, plan.weight(node), percent)
    page.fill(row, unused, unused, percent)


def allow_weights(page: Page, plan: Plan, at: WeightColumns) -> None:
    """Let only weights be typed where weights belong."""
    from openpyxl.worksheet.datavalidation import DataValidation

    is_direct = plan.facts.evaluation.initiative.weighting is Weighting.DIRECT
    heaviest = max([100.0, *(node.criterion.weight for node in plan.nodes)])
    rule = DataValidation(type="decimal", allow_blank=True, showErrorMessage=True, showInputMessage=True)
    rule.errorStyle, rule.errorTitle, rule.promptTitle = "stop", "Not a weight", "Weight"
    if is_direct:
        rule.operator, rule.formula1, rule.formula2 = "between", "0", f"{heaviest:g}"
        rule.error = f"A weight is a number from 0 to {heaviest:g}."
        rule.prompt = "Weight among its siblings. The parts of a group should add up to 100; only the shares count."
    else:
        rule.operator, rule.formula1 = "greaterThanOrEqual", "0"
        rule.error = "A weight is a number, 0 or more."
        rule.prompt = "Weight among its siblings. Any total will do, because only the shares count."
    rule.add(plan.column(at.top, letter(at.weight)).replace("$", ""))
    page.sheet.add_data_validation(rule)

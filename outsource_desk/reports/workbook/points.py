"""What may be typed as points: lists for the scales in use, limits elsewhere, with the worded points as a hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.formatting import plain
from outsource_desk.reports.examined import GAP_STATES
from outsource_desk.reports.workbook.curves import curve_hint
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import (
    FIRST_CANDIDATE,
    NOT_APPLICABLE,
    POINTS_TOP,
    Node,
    Plan,
    is_amount,
    letter,
)
from outsource_desk.reports.workbook.text import readable, shortened

PROMPT, ERROR, CAPTION = 255, 225, 32  # the most that Excel shows
LONGEST_LIST = 60

Scale = tuple[float, float]  # maximum, step


def scales(plan: Plan) -> dict[Scale, str]:
    """Return the scales whose points are offered as a list, the commonest first, with the names of the lists."""
    found = Counter(
        (node.criterion.maximum, node.criterion.step)
        for node in plan.leaves
        if not is_amount(node.criterion) and scale_points(node.criterion.maximum, node.criterion.step)
    )
    found = found or Counter([(5.0, 0.5)])
    return {
        scale: "Lst_Points" if n == 0 else f"Lst_Points_{n + 1}" for n, (scale, _) in enumerate(found.most_common())
    }


def scale_points(maximum: float, step: float) -> list[float]:
    """Return every point of a scale, or nothing if there are too many to list or the steps do not end on the top."""
    if step <= 0 or maximum / step > LONGEST_LIST or abs(maximum / step - round(maximum / step)) > 1e-9:
        return []
    return [round(n * step, 10) for n in range(round(maximum / step) + 1)]


def allow_points(book: Book, page: Page, plan: Plan) -> None:
    """Let only points of the scale, amounts, ``n/a`` or nothing be typed where scores belong."""
    listed = scales(plan)
    for i, node in enumerate(plan.nodes):
        if not node.is_group and plan.candidates:
            _allow(book, page, plan, POINTS_TOP + i, node, listed)


def _allow(book: Book, page: Page, plan: Plan, row: int, node: Node, listed: dict[Scale, str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    criterion = node.criterion
    where = f"{letter(FIRST_CANDIDATE)}{row}:{letter(plan.last_candidate)}{row}"
    cell = f"{letter(FIRST_CANDIDATE)}{row}"
    scale = criterion.maximum, criterion.step
    rule = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    if is_amount(criterion):
        rule.type, rule.formula1 = "custom", f'OR({cell}="{NOT_APPLICABLE}",ISNUMBER({cell}))'
        rule.error = f"Type an amount{f' in {criterion.unit}' if criterion.unit else ''}, or {NOT_APPLICABLE}."
    elif scale in listed and _all_listed(plan, node, scale):
        rule.type, rule.formula1 = "list", listed[scale]
        rule.error = f"Choose points from 0 to {plain(scale[0])} in steps of {plain(scale[1])}, or {NOT_APPLICABLE}."
    else:
        limits = f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={criterion.maximum:.15g})"
        rule.type, rule.formula1 = "custom", f'OR({cell}="{NOT_APPLICABLE}",IF(ISNUMBER({cell}),{limits},FALSE))'
        rule.error = f"Type points from 0 to {plain(criterion.maximum)}, or {NOT_APPLICABLE}."
    rule.errorStyle, rule.errorTitle = "stop", "Not on the scale"
    rule.error = shortened(readable(rule.error or "")[0], ERROR)
    rule.promptTitle = shortened(readable(criterion.name)[0], CAPTION)
    rule.prompt = shortened(book.clean(curve_hint(node) or _hint(criterion)), PROMPT)
    rule.add(where)
    page.sheet.add_data_validation(rule)


def _all_listed(plan: Plan, node: Node, scale: Scale) -> bool:
    """Tell whether every present score is a point of the scale; medians may lie between."""
    offered = set(scale_points(*scale))
    present = (plan.points(candidate, node) for candidate in plan.candidates)
    return all(points in offered for points in present if isinstance(points, int | float))


def _hint(criterion: Criterion) -> str:
    anchors = " · ".join(f"{plain(points)} {wording}" for points, wording in criterion.anchors)
    if is_amount(criterion):
        ends = [
            f"{plain(end)} is worth {worth}"
            for end, worth in ((criterion.worst, 0), (criterion.best, 100))
            if end is not None
        ]
        anchors = "; ".join(ends)
    return anchors or f"From 0 to {plain(criterion.maximum)}. Leave empty what is not scored yet."


def lists_sheet(book: Book, plan: Plan) -> None:
    """Write the lists that validation offers, out of sight."""
    from outsource_desk.reports.workbook.look import HEAD, PLAIN, WORD

    page = book.page("Lists")
    columns: list[tuple[str, Sequence[float | str]]] = [
        (name, [*scale_points(*scale), NOT_APPLICABLE]) for scale, name in scales(plan).items()
    ]
    columns += [
        ("Lst_YesNo", ["yes", "no"]),
        ("Lst_Gate", ["passed", "open", "failed"]),
        ("Lst_Check", ["OK", "CHECK"]),
        ("Lst_GapState", list(GAP_STATES.values())),
    ]
    for column, (name, entries) in enumerate(columns, 1):
        page.text(1, column, name, HEAD)
        for row, entry in enumerate(entries, 2):
            page.value(row, column, entry, WORD if isinstance(entry, str) else PLAIN)
        book.name(name, f"Lists!${letter(column)}$2:${letter(column)}${1 + len(entries)}")
    page.widths(*[14] * len(columns))
    page.finish(0, len(columns))
    page.sheet.sheet_state = "veryHidden"

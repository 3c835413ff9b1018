"""The Scores sheet: points in, values, contributions, gates, totals and ranks out."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.formatting import plain
from outsource_desk.domain.ranking import TIE_POINTS, GateStatus
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.workbook.criteria import AT as CRITERIA
from outsource_desk.reports.workbook.criteria import BEST, MINIMUM, WORST
from outsource_desk.reports.workbook.curves import curve_worth
from outsource_desk.reports.workbook.look import (
    HEAD,
    HEAD_RIGHT,
    INPUT,
    KEY,
    LABEL,
    NUMBER,
    PERCENT,
    POINTS_INPUT,
    STRONG,
    TEXT,
    WORD,
    Look,
    as_group,
    imported,
)
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import (
    CRITERIA_TOP,
    ELIGIBLE,
    FIRST_CANDIDATE,
    GATE,
    HIGH,
    LOW,
    NO_WEIGHTS,
    NOT_APPLICABLE,
    NOT_RANKED,
    OPEN,
    PLACE,
    POINTS_TOP,
    RANK,
    SCORES_HEAD,
    SCORES_KEYS,
    TOTAL,
    Node,
    Plan,
    is_amount,
    letter,
    sum_of,
)
from outsource_desk.reports.workbook.points import allow_points
from outsource_desk.reports.workbook.text import line_count
from outsource_desk.reports.workbook.weights import APPLIES

NAME, SCALE, WIDTH = 2, 3, 14.0
TIE = f"{TIE_POINTS:.6f}"


def scores_sheet(book: Book, plan: Plan) -> None:
    """Write the scores with everything that follows from them."""
    page = book.page("Scores")
    page.tab(INPUT)
    page.widths(0, 36, 13, *[WIDTH] * max(1, len(plan.candidates)))
    lead = (
        "Change the yellow points or amounts. Empty = not scored yet, 0 = scored zero, n/a = does not apply: "
        "three different things."
    )
    page.title("Scores, totals and ranks", lead, max(plan.last_candidate, 6), NAME)
    _strip(page, plan)
    _blocks(page, plan)
    _gates(page, plan)
    bottom = _parts(page, plan)
    _names(book, plan)
    allow_points(book, page, plan)
    page.hide_rows(SCORES_KEYS, PLACE)
    last = max(plan.last_candidate, 6)
    page.finish(bottom, last, repeat=(SCORES_HEAD, SCORES_HEAD), freeze=f"{letter(FIRST_CANDIDATE)}{PLACE + 1}")


def _strip(page: Page, plan: Plan) -> None:
    """Write the result on top, where it stays in sight while points are typed."""
    page.text(SCORES_HEAD, NAME, "Candidate", HEAD)
    page.fill(SCORES_HEAD, SCALE, SCALE, HEAD)
    labels = {
        RANK: "Rank", TOTAL: "Total, points of 100 (open counts 0)", LOW: "Lowest (open turns out 0)",
        HIGH: "Highest (open turns out 100)", ELIGIBLE: "Ranked", GATE: "Gates", PLACE: "Place",
    }  # fmt: skip
    for row, label in labels.items():
        page.text(row, NAME, label, STRONG if row in (RANK, TOTAL) else LABEL)
        page.fill(row, SCALE, SCALE, LABEL)
    longest = max((line_count(one.name, WIDTH - 2) for one in plan.candidates), default=1)
    page.tall(SCORES_HEAD, min(10, longest))
    for j, candidate in enumerate(plan.candidates):
        column = FIRST_CANDIDATE + j
        page.number(SCORES_KEYS, column, candidate.id, KEY)
        page.text(SCORES_HEAD, column, candidate.name, replace(HEAD_RIGHT, is_bold=True))
        _result(page, plan, candidate, column)


def _result(page: Page, plan: Plan, candidate: Candidate, column: int) -> None:
    standing, c = plan.standing(candidate), letter(column)
    values = plan.column(plan.values_top, c).replace("$", "")
    ranks, totals, eligible = (plan.across(row).removeprefix("Scores!") for row in (RANK, TOTAL, ELIGIBLE))
    total = f'IF(SUM(W_leaf)=0,"{NO_WEIGHTS}",SUMPRODUCT(W_leaf,{values}))'
    page.formula(TOTAL, column, total, plan.total(candidate), replace(NUMBER, is_bold=True))
    page.formula(LOW, column, f"{c}{TOTAL}", plan.total(candidate), NUMBER)
    high = f'IF(SUM(W_leaf)=0,"{NO_WEIGHTS}",{c}{TOTAL}+100*SUMPRODUCT(W_leaf,1-ISNUMBER({values})))'
    page.formula(HIGH, column, high, plan.high(candidate), NUMBER)
    is_scored = f"SUMPRODUCT(--(W_leaf>0),--ISNUMBER({values}))>0"
    is_eligible = f'IF(AND({c}{GATE}<>"{GateStatus.FAILED}",{is_scored}),"yes","no")'
    page.formula(ELIGIBLE, column, is_eligible, "no" if standing.rank is None else "yes", WORD)
    where = f"{c}${plan.gates_top}:{c}${plan.gates_top + plan.gate_rows - 1}"
    gate = (
        f'IF(COUNTIF({where},"{GateStatus.FAILED}")>0,"{GateStatus.FAILED}",'
        f'IF(AND(COUNTIF({where},"{GateStatus.OPEN}")=0,{is_scored}),"{GateStatus.PASSED}","{GateStatus.OPEN}"))'
    )
    page.formula(GATE, column, gate, str(standing.gate), WORD)
    higher = f'SUMPRODUCT(--({eligible}="yes"),--({totals}>{c}{TOTAL}+{TIE}))'
    rank = f'IF({c}{ELIGIBLE}="yes",1+{higher},"{NOT_RANKED}")'
    page.formula(RANK, column, rank, plan.rank(candidate), replace(WORD, is_bold=True))
    so_far = f"${letter(FIRST_CANDIDATE)}{RANK}:{c}{RANK}"
    place = (
        f'IF(ISNUMBER({c}{RANK}),COUNTIF({ranks},"<"&{c}{RANK})+COUNTIF({so_far},{c}{RANK}),'
        f'COUNT({ranks})+COUNTIF({so_far},"{NOT_RANKED}"))'
    )
    page.formula(PLACE, column, place, plan.placed.index(candidate) + 1, KEY)


def _blocks(page: Page, plan: Plan) -> None:
    """Write points, values and contributions, each with the whole tree, so that rows compare."""
    page.heading(POINTS_TOP - 1, "Points and amounts")
    page.heading(plan.values_top - 1, "Values, 0 to 100")
    page.heading(plan.contributions_top - 1, "What each criterion adds to the total")
    for i, node in enumerate(plan.nodes):
        group = node.is_group
        for top in (POINTS_TOP, plan.values_top, plan.contributions_top):
            look = replace(as_group(TEXT) if group else TEXT, indent=min(2 * node.depth, 12))
            page.text(top + i, NAME, node.criterion.name, look)
            page.tall(top + i, min(12, line_count(node.criterion.name, 34 - 2 * node.depth)))
        unit = "" if group else scale(node.criterion, plan.facts.evaluation.initiative.currency)
        if node.criterion.section_id is not None:
            unit = f"{unit}, from the vetting"
        page.text(POINTS_TOP + i, SCALE, unit, as_group(TEXT) if group else LABEL)
        weight = f"Criteria!{letter(CRITERIA.group if group else CRITERIA.leaf)}{CRITERIA_TOP + i}"
        for top in (plan.values_top, plan.contributions_top):
            page.formula(top + i, SCALE, weight, plan.weight(node), as_group(PERCENT) if group else PERCENT)
        if not group:
            page.number(POINTS_TOP + i, 1, node.criterion.id, KEY)
        for j, candidate in enumerate(plan.candidates):
            _cells(page, plan, i, node, candidate, FIRST_CANDIDATE + j)
    row = plan.contributions_top + plan.height
    page.text(row, NAME, "Together", as_group(STRONG))
    page.formula(row, SCALE, "SUM(W_leaf)", sum(map(plan.weight, plan.leaves)), as_group(PERCENT))
    for j, candidate in enumerate(plan.candidates):
        rows = [plan.contributions_top + i for i, node in enumerate(plan.nodes) if not node.is_group]
        total = plan.standing(candidate).total
        formula = sum_of(rows, letter(FIRST_CANDIDATE + j))
        page.formula(row, FIRST_CANDIDATE + j, formula, total, as_group(NUMBER))


def _cells(page: Page, plan: Plan, i: int, node: Node, candidate: Candidate, column: int) -> None:
    """Write one candidate's points, value and contribution on one criterion."""
    c, row = letter(column), plan.values_top + i
    added = plan.contributions_top + i
    if node.is_group:
        page.fill(POINTS_TOP + i, column, column, as_group(WORD))
        page.fill(row, column, column, as_group(WORD))
        rows = [plan.contributions_top + part for part in node.parts]
        page.formula(added, column, sum_of(rows, c), plan.contribution(candidate, node), as_group(NUMBER))
        return
    points = plan.points(candidate, node)
    look = _points_look(node.criterion, points)
    if plan.is_from_vetting(candidate, node):
        look = replace(NUMBER, format="0.00")  # what was secured in a section; nobody types it
    elif (candidate.id, node.criterion.id) in plan.imported:
        look = imported(look)
    page.value(POINTS_TOP + i, column, points, look)
    page.formula(row, column, _value(plan, i, c), plan.value(candidate, node), NUMBER)
    contribution = f"IF(ISNUMBER({c}{row}),{c}{row}*$C{row},0)"
    page.formula(added, column, contribution, plan.contribution(candidate, node), NUMBER)


def _value(plan: Plan, i: int, column: str) -> str:
    """Return the value function of a leaf as a formula."""
    criterion = plan.nodes[i].criterion
    cell, row = f"{column}{POINTS_TOP + i}", CRITERIA_TOP + i
    worst, best = f"Criteria!${letter(WORST)}${row}", f"Criteria!${letter(BEST)}${row}"
    worth = f"100*{cell}/{best}"
    if criterion.curve is not Curve.LINEAR:
        worth = curve_worth(plan, i, column)
    elif criterion.end_points != (0.0, criterion.maximum):
        linear = f"MAX(0,MIN(100,100*({cell}-{worst})/({best}-{worst})))"
        worth = f'IF(COUNT({worst},{best})<2,"{OPEN}",IF({worst}={best},100*({cell}={best}),{linear}))'
    return f'IF(ISNUMBER({cell}),{worth},IF({cell}="{NOT_APPLICABLE}","{NOT_APPLICABLE}","{OPEN}"))'


def _gates(page: Page, plan: Plan) -> None:
    """Write each gate's outcome."""
    top = plan.gates_top
    page.heading(top - 1, "Gates" if plan.gates or plan.has_vetting_gate else "No criterion is a gate")
    for g, i in enumerate(plan.gates):
        node, row = plan.nodes[i], top + g
        page.text(row, NAME, node.path, TEXT)
        page.tall(row, min(12, line_count(node.path, 34)))
        page.text(row, SCALE, _requirement(node.criterion), LABEL)
        for j, candidate in enumerate(plan.candidates):
            c = letter(FIRST_CANDIDATE + j)
            cell, where = f"{c}{POINTS_TOP + i}", CRITERIA_TOP + i
            minimum = f"Criteria!${letter(MINIMUM)}${where}"
            misses = f"{cell}{'>' if node.criterion.less_is_better else '<'}{minimum}"
            judged = f'IF(COUNT({cell},{minimum})=2,IF({misses},"failed","passed"),"open")'
            judged = judged if node.criterion.has_direction else '"open"'
            formula = f'IF(Criteria!${letter(APPLIES)}${where}="no","left out",{judged})'
            page.formula(row, FIRST_CANDIDATE + j, formula, _outcome(plan, candidate, node), WORD)
    if plan.has_vetting_gate:
        row = top + len(plan.gates)
        page.text(row, NAME, "Vetting", TEXT)
        page.text(row, SCALE, "see Vetting", LABEL)
        for j, candidate in enumerate(plan.candidates):
            page.text(row, FIRST_CANDIDATE + j, plan.vetting_gate(candidate), WORD)


def _parts(page: Page, plan: Plan) -> int:
    """Write the few parts that the charts show, and return the last row."""
    top = plan.parts_top
    page.heading(top - 1, "Parts of the total, as the charts show them")
    for p, part in enumerate(plan.parts):
        page.text(top + p, NAME, part.name, TEXT)
        page.fill(top + p, SCALE, SCALE, LABEL)
        page.tall(top + p, min(12, line_count(part.name, 34)))
        rows = [plan.contributions_top + i for i in part.leaves]
        for j, candidate in enumerate(plan.candidates):
            column = FIRST_CANDIDATE + j
            page.formula(top + p, column, sum_of(rows, letter(column)), plan.part(candidate, part), NUMBER)
    return top + max(1, len(plan.parts)) - 1


def _outcome(plan: Plan, candidate: Candidate, node: Node) -> str:
    if not plan.applies(node):
        return "left out"
    points, minimum = plan.points(candidate, node), node.criterion.minimum
    if minimum is None or not isinstance(points, int | float) or not node.criterion.has_direction:
        return str(GateStatus.OPEN)
    misses = points > minimum if node.criterion.less_is_better else points < minimum
    return str(GateStatus.FAILED if misses else GateStatus.PASSED)


def _requirement(criterion: Criterion) -> str:
    if criterion.minimum is None:
        return "no minimum yet"
    if not criterion.has_direction:
        return f"{plain(criterion.minimum)}, above or below"
    return f"at {'most' if criterion.less_is_better else 'least'} {plain(criterion.minimum)}"


def scale(criterion: Criterion, currency: str) -> str:
    """Return what may be typed: the scale, or the unit, which of a price is the initiative's currency."""
    if is_amount(criterion):
        return criterion.unit or (currency if criterion.measure is Measure.PRICE else "") or "amount"
    return f"0 to {plain(criterion.maximum)}"


def _points_look(criterion: Criterion, points: float | str | None) -> Look:
    if not is_amount(criterion):
        return POINTS_INPUT
    is_whole = not isinstance(points, float) or points.is_integer()
    return replace(POINTS_INPUT, format="#,##0" if is_whole else "#,##0.00")


def _names(book: Book, plan: Plan) -> None:
    first, last = letter(FIRST_CANDIDATE), letter(plan.last_candidate)
    bottom = POINTS_TOP + plan.height - 1
    book.name("Cand_Names", plan.across(SCORES_HEAD))
    book.name("Scores_Candidate_Keys", plan.across(SCORES_KEYS))
    for name, row in (("Ranks", RANK), ("Totals", TOTAL), ("Highs", HIGH), ("Elig", ELIGIBLE), ("Gates", GATE)):
        book.name(name, plan.across(row))
    book.name("Places", plan.across(PLACE))
    book.name("Scores_Criteria", plan.column(POINTS_TOP, letter(NAME), "Scores"))
    book.name("Scores_Keys", plan.column(POINTS_TOP, "A", "Scores"))
    book.name("Scores_Points", f"Scores!${first}${POINTS_TOP}:${last}${bottom}")

"""Why and what: the goals from where to where, and the frame of the decision."""

from __future__ import annotations

from outsource_desk.domain.formatting import NO_BREAK, counted, day, in_words, number, plain, signed
from outsource_desk.domain.initiative import Goal
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Content,
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
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, full_stop

CLIP = 300.0  # per cent: a larger change is drawn no longer than this
LONG = 700  # characters of a scope that stand beside other columns


def goals_page(findings: Findings) -> Page | None:
    """Return the goals with baseline, target and owner; nothing if none is agreed."""
    goals = findings.facts.evaluation.goals
    if not goals:
        return None
    blocks = (_goals_table(goals), *_frame(findings))
    dated = sum(goal.target_date is not None for goal in goals)
    source = (
        f"{counted(len(goals), 'goal')} of the initiative, {dated} with a date; change is target against today, "
        "in points where the measure itself is in per cent, else in per cent of today"
    )
    return Page("Why and what", goals_title(findings), blocks, source)


def goals_title(findings: Findings) -> Title:
    """Return what success is measured by."""
    goals = findings.facts.evaluation.goals
    kinds = list(dict.fromkeys(_KINDS[goal.kind] for goal in goals))
    last = max((goal.target_date for goal in goals if goal.target_date), default=None)
    until = f", due by {_month_in_full(last)}," if last else ""
    what = f"One goal{until} decides" if len(goals) == 1 else f"{_in_letters(len(goals))} goals{until} decide"
    return Title(f"{what} whether this was worth it: {in_words(kinds)}")


def _month_in_full(iso: str) -> str:
    return day(iso).split(NO_BREAK, 1)[1]


_KINDS = {
    "cost": "cost",
    "efficiency": "efficiency",
    "quality": "quality",
    "customer": "satisfied users",
    "focus": "focus on the core",
    "access": "access to skill",
}


def _in_letters(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[count] if count < len(words) else str(count)


def _goals_table(goals: tuple[Goal, ...]) -> Table:
    changes = [change for goal in goals if (change := _change(goal)) is not None]
    low, high = min([0.0, *map(_clipped, changes)]), max([0.0, *map(_clipped, changes)])
    columns = (
        TableColumn("Goal", 0.22, tone=Tone.STRONG),
        TableColumn("Measure", 0.18),
        TableColumn("Today", 0.065, Align.RIGHT, Tone.MUTED),
        TableColumn("Target", 0.065, Align.RIGHT, Tone.STRONG),
        TableColumn("Change", 0.26, Align.CENTRE),
        TableColumn("Owner", 0.13),
        TableColumn("By", 0.08, Align.RIGHT),
    )
    rows = []
    for goal in goals:
        change = _change(goal)
        picture: Content = Cell("–", tone=Tone.MUTED)
        if change is not None:
            picture = Gain(_clipped(change), low, high, _change_text(goal, change), is_neutral=True)
        cells = (
            Cell(goal.statement),
            Cell(_measure(goal) or "not stated", tone=None if _measure(goal) else Tone.MUTED),
            Cell(_amount(goal.baseline, goal.unit)),
            Cell(_amount(goal.target, goal.unit)),
            picture,
            Cell(goal.owner or "nobody yet", tone=None if goal.owner else Tone.MUTED),
            Cell(_month(goal.target_date) or "no date"),
        )
        rows.append(Row(cells))
    return Table(columns, tuple(rows), tallest=42)


def _change(goal: Goal) -> float | None:
    """Return target against baseline in per cent, or in points of one; nothing where that has no meaning."""
    if goal.baseline is None or goal.target is None:
        return None
    if goal.unit == "%":
        return goal.target - goal.baseline
    if goal.baseline <= 0:
        return None
    return 100 * (goal.target - goal.baseline) / goal.baseline


def _change_text(goal: Goal, change: float) -> str:
    if goal.unit != "%":
        return f"{signed(change, 0)}{NO_BREAK}%"
    size = signed(change, 0 if number(change) == number(change, 0) + ".0" else 1)
    return f"{size}{NO_BREAK}{'point' if size in ('+1', '−1') else 'points'}"


def _clipped(change: float) -> float:
    return max(-100.0, min(CLIP, change))


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{plain(value)}{NO_BREAK}%" if unit == "%" else plain(value)


def _measure(goal: Goal) -> str:
    """Return what is measured, with its unit; a per cent sign stands at the figures instead."""
    return ", ".join(filter(None, (goal.measure, "" if goal.unit == "%" else goal.unit)))


def _month(iso: str | None) -> str:
    """Return a date as a table has it: ``Mar 2027``."""
    if not iso:
        return ""
    _, month, year = day(iso).split(NO_BREAK)
    return f"{month[:3]}{NO_BREAK}{year}"


def _frame(findings: Findings) -> list[Block]:
    """Return aim, scope, term and what was considered, as far as they are stated."""
    initiative = findings.facts.evaluation.initiative
    aim, scope = full_stop(initiative.aim), full_stop(initiative.scope)
    frame = tuple(Paragraph(text) for text in (_terms(findings), _considered(findings)) if text)
    columns = [Column(3, (Heading("The frame"), *frame))]
    after: list[Block] = []
    for head, text, wide in (("The scope", scope, 6), ("The aim", aim, 3)):
        if len(text) > LONG:
            after = [Heading(head), Paragraph(text), *after]
        elif text:
            columns.insert(0, Column(wide, (Heading(head), Paragraph(text))))
    return [Columns(tuple(columns)), *after]


def _terms(findings: Findings) -> str:
    initiative = findings.facts.evaluation.initiative
    said = []
    if initiative.outsourcing_type:
        said.append(f"{initiative.outsourcing_type.label}.")
    if initiative.term_months:
        said.append(f"Term {counted(initiative.term_months, 'month')}.")
    if initiative.start_date:
        said.append(f"Start {day(initiative.start_date)}.")
    if initiative.owner:
        said.append(f"Owner: {brief(initiative.owner)}.")
    return " ".join(said)


def _considered(findings: Findings) -> str:
    home = [one.name for one in findings.facts.evaluation.candidates if one.is_in_house]
    if home:
        return f"“{brief(home[0])}” is a candidate like any other, judged by the same criteria."
    return "In-house is not among the candidates, so this paper cannot say whether outsourcing beats staying."

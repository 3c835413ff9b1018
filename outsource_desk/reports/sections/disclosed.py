"""What became of the weights since they were frozen: always in the paper, with both rankings."""

from __future__ import annotations

from itertools import zip_longest

from outsource_desk.charts.spec import State
from outsource_desk.domain.disclosure import DisclosedPlace, Disclosure
from outsource_desk.domain.formatting import counted, day, number, percent
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, full_stop


def disclosure_blocks(findings: Findings) -> list[Block]:
    """Return who froze the weights, and what was changed since with both rankings; nothing if they never were."""
    disclosure = findings.study.disclosure
    if disclosure is None:
        return []
    if not disclosure.is_changed:
        return [Heading("Weights as frozen"), Paragraph(f"{_frozen(disclosure)} They are unchanged since.")]
    reason = full_stop(disclosure.reason)
    why = f"Reason given: {reason}" if reason else "No reason has been given."
    order = "The order is another one." if disclosure.is_order_changed else "The order is the same under both."
    return [
        Heading("Weights changed after they were frozen"),
        Paragraph(f"{_frozen(disclosure)} {why} {order}"),
        Columns((Column(5, (_changes(disclosure),)), Column(7, (_rankings(disclosure),)))),
    ]


def disclosure_sentence(findings: Findings) -> str:
    """Return in one sentence that weights were changed after they were frozen; nothing if they were not."""
    disclosure = findings.study.disclosure
    if disclosure is None or not disclosure.is_changed:
        return ""
    weights = counted(len(disclosure.changes), "weight was", "weights were")
    effect = "which changed the order" if disclosure.is_order_changed else "which left the order as it was"
    return f"{weights} changed after they were frozen, {effect}; see “Method”."


def _frozen(disclosure: Disclosure) -> str:
    by = f" by {brief(disclosure.frozen_by)}" if disclosure.frozen_by.strip() else ""
    opened = ""
    if disclosure.opened_at is not None:
        when = "before" if disclosure.frozen_at <= disclosure.opened_at else "only after"
        opened = f", {when} the offers were opened on {day(disclosure.opened_at)}"
    return f"The weights were frozen on {day(disclosure.frozen_at)}{by}{opened}."


def _changes(disclosure: Disclosure) -> Table:
    columns = (
        TableColumn("Criterion", 0.54, tone=Tone.STRONG),
        TableColumn("As frozen", 0.23, Align.RIGHT, Tone.MUTED),
        TableColumn("Now", 0.23, Align.RIGHT),
    )
    rows = [
        Row((Cell(brief(one.name)), _share(one.then, "added"), _share(one.now, "removed")))
        for one in disclosure.changes
    ]
    return Table(columns, tuple(rows), tallest=22)


def _share(share: float | None, without: str) -> Cell:
    return Cell(without, State.OPEN) if share is None else Cell(percent(share, 1))


def _rankings(disclosure: Disclosure) -> Table:
    columns = (
        TableColumn("By the frozen weights", 0.36),
        TableColumn("Total", 0.14, Align.RIGHT, Tone.MUTED),
        TableColumn("By the present weights", 0.36, tone=Tone.STRONG),
        TableColumn("Total", 0.14, Align.RIGHT, Tone.STRONG),
    )
    pairs = zip_longest(_ranked(disclosure.then), _ranked(disclosure.now))
    rows = [Row((*_place(then), *_place(now))) for then, now in pairs]
    return Table(columns, tuple(rows), tallest=22)


def _ranked(places: tuple[DisclosedPlace, ...]) -> list[DisclosedPlace]:
    return [place for place in places if place.rank is not None]


def _place(place: DisclosedPlace | None) -> tuple[Cell, Cell]:
    if place is None:
        return Cell("–", tone=Tone.MUTED), Cell()
    return Cell(f"{place.rank} {brief(place.name)}"), Cell(number(place.total))

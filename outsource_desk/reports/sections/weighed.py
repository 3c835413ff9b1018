"""How the official weights were found, and what other people's weights make of the same offers."""

from __future__ import annotations

from outsource_desk.charts.spec import State
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.formatting import counted, day, number, percents, shown_difference, signed
from outsource_desk.domain.lens import LensResult
from outsource_desk.domain.weighting import Purpose
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Page,
    Row,
    RowKind,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, full_stop
from outsource_desk.reports.study import FoundLevel
from outsource_desk.reports.weight_words import METHODS, PURPOSES

MOST_SETS = 7  # side by side
ACCEPTABLE, CONTRADICTORY = 0.10, 0.20  # consistency ratios, as the warnings have them


def weights_page(findings: Findings) -> Page | None:
    """Return the sets of weights side by side; nothing if there is only the official one and no word how it came."""
    lenses, found = findings.study.lenses, findings.study.found
    others = [lens for lens in lenses if lens.purpose is not Purpose.OFFICIAL]
    if not others and not found:
        return None
    blocks: list[Block] = []
    if others:
        blocks += [Heading("Who comes first", "the same offers under each set of weights"), _leaders(findings, lenses)]
    if found:
        blocks += [Heading("How weights were found"), _found(findings, found)]
    if others:
        blocks.append(Heading("Weights side by side", "shares of the whole"))
        blocks += [_shares(findings, part) for part in _parts(lenses)]
    source = "sets of weights of this file; what a set does not say is taken from the official one"
    return Page("Weights", weights_title(findings), tuple(blocks), source)


def weights_title(findings: Findings) -> Title:
    """Return how many of the sets put the official leader first."""
    official, *others = findings.study.lenses
    if not others:
        levels = counted(len(findings.study.found), "level", "levels")
        return Title(f"The official weights were found by a method that is on record for {levels}")
    sets = counted(len(others), "other set of weights", "other sets of weights")
    if not official.leader_ids:
        return Title(f"Nobody is ranked under the official weights; {sets} stand beside them")
    leader = findings.who(official.leader_ids[0])
    agreeing = sum(one.leader_ids == official.leader_ids for one in others)
    if len(official.leader_ids) > 1:
        return Title(f"The official weights leave {len(official.leader_ids)} level; {sets} stand beside them")
    if agreeing == len(others):
        every = {1: "The one other set of weights puts", 2: "Both other sets of weights put"}
        return Title(f"{every.get(agreeing, f'All {agreeing} other sets of weights put')} {{0}} first, too", (leader,))
    puts = "puts" if agreeing == 1 else "put"
    count = str(agreeing) if agreeing else "None"
    return Title(f"{count} of {sets} {puts} {{0}} first, as the official ones do", (leader,))


def _leaders(findings: Findings, lenses: tuple[LensResult, ...]) -> Table:
    official = lenses[0].leader_ids
    columns = (
        TableColumn("Set of weights", 0.30, tone=Tone.STRONG),
        TableColumn("What it is", 0.14, tone=Tone.MUTED),
        TableColumn("First", 0.30),
        TableColumn("Total", 0.10, Align.RIGHT),
        TableColumn("Ahead by", 0.16, Align.RIGHT),
    )
    rows = []
    for lens in lenses:
        what = PURPOSES[lens.purpose]
        if not lens.leader_ids:
            rows.append(
                Row((Cell(brief(lens.name)), Cell(what), Cell("nobody is ranked", tone=Tone.MUTED), Cell(), Cell()))
            )
            continue
        first = lens.leader_ids[0]
        shown = findings.who(first) + (
            f" and {len(lens.leader_ids) - 1} more, level" if len(lens.leader_ids) > 1 else ""
        )
        state = State.GOOD if lens.leader_ids == official else State.OPEN
        rows.append(
            Row(
                (
                    Cell(brief(lens.name)),
                    Cell(what),
                    Cell(shown, state),
                    Cell(number(lens.totals[first])),
                    Cell(_margin(lens)),
                )
            )
        )
    return Table(columns, tuple(rows), tallest=26)


def _margin(lens: LensResult) -> str:
    """Return how far the first is ahead by the printed totals of those that are ranked."""
    totals = sorted((lens.totals[one] for one, rank in lens.ranks.items() if rank is not None), reverse=True)
    return signed(shown_difference(totals[0], totals[1])) if len(totals) > 1 else "alone"


def _found(findings: Findings, found: tuple[FoundLevel, ...]) -> Table:
    columns = (
        TableColumn("Set of weights", 0.18, tone=Tone.STRONG),
        TableColumn("Level", 0.20),
        TableColumn("Method", 0.20),
        TableColumn("Who and when", 0.20),
        TableColumn("Consistency, note", 0.22),
    )
    rows = [Row(_level(findings, one)) for one in found]
    return Table(columns, tuple(rows), tallest=30)


def _level(findings: Findings, one: FoundLevel) -> tuple[Cell, ...]:
    level = "top level" if one.parent_id is None else f"inside {findings.what(one.parent_id)}"
    who = ", ".join(filter(None, (" ".join(one.given_by.split()), day(one.given_at)))) or "not recorded"
    return Cell(brief(one.set_name)), Cell(level), Cell(METHODS[one.method]), Cell(who), _consistency(one)


def _consistency(one: FoundLevel) -> Cell:
    note = full_stop(one.note)
    if one.consistency is None:
        return Cell(note or "–", tone=None if note else Tone.MUTED)
    said = f"consistency ratio {number(one.consistency, 2)} ({one.random_index})"
    if one.consistency > CONTRADICTORY:
        return Cell(f"{said}: contradictory. {note}".strip(), State.BAD)
    state = State.GOOD if one.consistency <= ACCEPTABLE else State.OPEN
    return Cell(f"{said}. {note}".strip(), state)


def _parts(lenses: tuple[LensResult, ...]) -> list[tuple[LensResult, ...]]:
    """Return sets in as few tables as the width allows; the official one stands in each."""
    official, others = lenses[0], lenses[1:]
    each = MOST_SETS - 1
    return [(official, *others[start : start + each]) for start in range(0, len(others), each)]


def _shares(findings: Findings, lenses: tuple[LensResult, ...]) -> Table:
    criteria = [one for one in findings.facts.evaluation.criteria if one.id in lenses[0].shares]
    width = min(0.12, 0.72 / len(lenses))
    columns = (
        TableColumn("Criterion", 1 - width * len(lenses)),
        *(TableColumn(brief(lens.name), width, Align.RIGHT) for lens in lenses),
    )
    shares = [percents([lens.shares.get(one.id, 0.0) for one in criteria]) for lens in lenses]
    parents = {one.parent_id for one in criteria}
    depths: dict[int | None, int] = {None: -1}
    rows = []
    for place, one in enumerate(criteria):
        depth = depths[one.id] = depths.get(one.parent_id, -1) + 1
        kind = RowKind.GROUP if one.id in parents else RowKind.BODY
        cells = (Cell(_name(findings, one)), *(Cell(column[place]) for column in shares))
        rows.append(Row(cells, kind, depth))
    return Table(columns, tuple(rows), tallest=22)


def _name(findings: Findings, one: Criterion) -> str:
    return findings.short(one.name)

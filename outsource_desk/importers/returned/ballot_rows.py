"""Whether the rows of a ballot that came back are those that were sent: each once, in order, under their own names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outsource_desk.domain.ballot import BallotForm
from outsource_desk.domain.ranking import Cell
from outsource_desk.domain.sent_files import bare


@dataclass(frozen=True)
class BallotRow:
    """A line of the sheet of scores: what it means by its hidden numbers, and what its reader sees."""

    number: int
    cell: Cell
    heading: str  # the criterion above it
    name: str  # of the candidate


@dataclass(frozen=True)
class RowFault:
    """A row that is not as it was sent."""

    cell: str  # where it stands; empty of a row that is missing
    text: str


def row_faults(form: BallotForm, above: Sequence[str], rows: Sequence[BallotRow]) -> Iterator[RowFault]:
    """Yield what is wrong with the rows of a workbook; what was filled in does not matter.

    Args:
        form: what was asked.
        above: the texts over the first row.
        rows: the lines that have hidden numbers, from the top.
    """
    if len(above) < 2 or not bare(above[1]).endswith(bare(form.evaluator)):
        yield RowFault("", f"It does not show that these are the scores of “{form.evaluator}”.")
    names = _names(form)
    sent = sent_rows(form)
    yield from repeated(form, [(f"D{row.number}", row.cell) for row in rows])
    for row in rows:
        meant = names.get(row.cell)
        if meant is None:
            yield RowFault(f"D{row.number}", "Its hidden numbers mean nothing that was asked.")
        elif (bare(row.heading), bare(row.name)) != tuple(map(bare, meant)):
            shown = f"{row.heading}: {row.name}"
            yield RowFault(f"D{row.number}", f"It shows “{shown}”, but its hidden numbers mean “{': '.join(meant)}”.")
    found = [row.cell for row in rows]
    there = set(found)
    for cell in sent:
        if cell not in there:
            yield RowFault("", f"The row of “{': '.join(names[cell])}” is missing.")
    if found != sent and sorted(found) == sorted(sent):
        yield RowFault("", "Its rows stand in another order than they were sent in.")


def repeated(form: BallotForm, found: Sequence[tuple[str, Cell]]) -> Iterator[RowFault]:
    """Yield what is said twice; ``found`` holds where each stands, and its candidate and criterion."""
    names, first = _names(form), {}
    for where, cell in found:
        if first.setdefault(cell, where) != where:
            what = ": ".join(names.get(cell, ("?", "?")))
            yield RowFault(where, f"The row of “{what}” stands in it twice, first in {first[cell]}.")


def sent_rows(form: BallotForm) -> list[Cell]:
    """Return candidate and criterion of each row of a workbook, from the top."""
    asked = set(form.cells)
    return [
        (candidate, leaf.id)
        for leaf in form.leaves
        for candidate, _ in form.candidates
        if (candidate, leaf.id) in asked
    ]


def _names(form: BallotForm) -> dict[Cell, tuple[str, str]]:
    """Return the heading and the candidate that stand at each row."""
    headings = {leaf.id: f"{leaf.group} / {leaf.name}" if leaf.group else leaf.name for leaf in form.leaves}
    candidates = dict(form.candidates)
    return {
        (candidate, leaf): (headings[leaf], candidates[candidate])
        for candidate, leaf in form.cells
        if leaf in headings and candidate in candidates
    }

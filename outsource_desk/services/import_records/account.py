"""What became of every used cell of a list: each counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from outsource_desk.services.import_policy import Fate
from outsource_desk.services.import_records.outcomes import Outcome, RecordAccount, RecordQuestion, RowPreview
from outsource_desk.services.import_records.row_values import RowValues
from outsource_desk.services.import_records.shapes import ProposedColumn

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Register
    from outsource_desk.importers.sheets.said import Said

_WHOLE_ROW = {Outcome.SKIPPED: "skipped", Outcome.ASKED: "asked", Outcome.PROBLEM: "asked"}


def account_of(
    register: Register,
    columns: Sequence[ProposedColumn],
    read: Sequence[RowValues],
    fates: Sequence[RowPreview],
    questions: Sequence[RecordQuestion],
) -> RecordAccount:
    """Return how many used cells became what.

    Args:
        register: the list.
        columns: what its columns are taken for.
        read: what each row says, in the order of the list.
        fates: what becomes of each row, in the same order.
        questions: all that is asked.
    """
    asked = {question.cell for question in questions if question.row}
    is_left_out = [column.field is None for column in columns]
    count: Counter[str] = Counter()
    for (_, cells), row, fate in zip(register.rows, read, fates, strict=True):
        used = [(place, said) for place, said in enumerate(cells[: len(columns)]) if not said.is_empty]
        if fate.outcome in _WHOLE_ROW:
            count[_WHOLE_ROW[fate.outcome]] += len(used)
            continue
        changed = {change.cell: change.fate for change in fate.changes}
        waiting = asked | row.waiting | fate.waiting
        understood = {each.said.cell for values in row.groups.values() for each in values.values()}
        for place, said in used:
            count["left_out" if is_left_out[place] else _fate_of(said, waiting, changed, understood)] += 1
    return RecordAccount(headers=headers_of(register), **count)


def _fate_of(said: Said, asked: set[str], changed: dict[str, Fate | None], understood: set[str]) -> str:
    if said.cell in asked:
        return "asked"
    if said.cell in changed:
        return "taken" if changed[said.cell] in (None, Fate.REPLACED) else "kept"
    return "same" if said.cell in understood else "left_out"


def headers_of(register: Register) -> int:
    """Return how many columns have a heading."""
    return sum(bool(column.name) for column in register.columns)


def used_in(register: Register) -> int:
    """Return how many cells below the headings hold something."""
    return sum(not said.is_empty for _, cells in register.rows for said in cells)

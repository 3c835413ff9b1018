"""Rows that have been read, kept until their columns are taken otherwise, so that an answer costs little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from outsource_desk.services.import_records.outcomes import RecordQuestion
from outsource_desk.services.import_records.pace import READ, Progress, paced
from outsource_desk.services.import_records.row_values import RowReader, RowValues, Surroundings
from outsource_desk.services.import_records.shapes import (
    ProposedColumn,
    RecordAct,
    RecordAnswer,
    RecordChoices,
    RecordKind,
)

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Register

_TOLD_LATER = (RecordAct.TAKE, RecordAct.KEEP)  # answers that change nothing of what a cell says


@dataclass
class _Kept:
    register: Register
    about: tuple[Any, ...]  # everything else that reading depends on, but the answers
    answers: Mapping[str, RecordAnswer]
    rows: list[RowValues]


_last: list[_Kept] = []  # the list that was read last, if any


def read_rows(
    kind: RecordKind,
    register: Register,
    columns: Sequence[ProposedColumn],
    choices: RecordChoices,
    around: Surroundings,
    progress: Progress,
) -> tuple[list[RowValues], list[RecordQuestion]]:
    """Return what each row of a list says, and what is asked about whole columns.

    What was read before of the same list counts again, but for rows whose cells have another answer now.
    """
    about = (kind.key, tuple(columns), dict(choices.names), _plain(choices.scales), dict(choices.directions), around)
    answers = {cell: answer for cell, answer in choices.answers.items() if answer.act not in _TOLD_LATER}
    kept = _last[0] if _last and _last[0].register is register and _last[0].about == about else None
    reader = RowReader(kind, register, columns, replace(choices, answers=answers), around)
    if kept is None:
        rows = list(paced(reader.rows(), len(register.rows), progress, (0.0, READ)))
    else:
        moved = {cell for cell in {*answers, *kept.answers} if answers.get(cell) != kept.answers.get(cell)}
        rows = [
            reader.row(number, cells) if moved and any(said.cell in moved for said in cells) else old
            for (number, cells), old in zip(register.rows, kept.rows, strict=True)
        ]
    _last[:] = [_Kept(register, about, answers, rows)]
    return rows, reader.questions


def _plain(scales: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {field: dict(levels) for field, levels in scales.items()}

"""Read from the history what concerns one cell of the matrix."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outsource_desk.store.errors import DamagedHistoryError

if TYPE_CHECKING:
    import sqlite3

Image = Mapping[str, Any] | None

# the cell's rows, those there are and those that were deleted, then each row's changes by the index `change_row`
_CHANGES = """
WITH held(tab, row_id) AS (
    SELECT 'score', id FROM score WHERE candidate_id = :candidate AND criterion_id = :criterion
    UNION SELECT 'agreed_score', id FROM agreed_score WHERE candidate_id = :candidate AND criterion_id = :criterion
    UNION SELECT 'measurement', id FROM measurement WHERE candidate_id = :candidate AND criterion_id = :criterion
    UNION SELECT tab, row_id FROM change
    WHERE tab IN ('score', 'agreed_score', 'measurement') AND after IS NULL
        AND CASE WHEN json_valid(before) THEN json_extract(before, '$.candidate_id') END = :candidate
        AND CASE WHEN json_valid(before) THEN json_extract(before, '$.criterion_id') END = :criterion
)
SELECT edit.id, edit.at, edit.author, edit.label, edit.step, change.tab, change.row_id, change.before, change.after
FROM held CROSS JOIN change ON change.tab = held.tab AND change.row_id = held.row_id
JOIN edit ON edit.id = change.edit_id ORDER BY change.id
"""


@dataclass(frozen=True)
class CellChange:
    """One row of a cell before and after an edit; ``None`` where it did not exist."""

    revision: int
    at: str
    author: str
    label: str  # of the edit
    step: int  # edits joined into one undo step share it
    table: str  # score, agreed_score or measurement
    row_id: int
    before: Image
    after: Image


def load_cell_changes(connection: sqlite3.Connection, candidate_id: int, criterion_id: int) -> list[CellChange]:
    """Return every recorded change of a cell's scores, agreed score and amount, oldest first.

    Raises:
        DamagedHistoryError: a change cannot be read any more.
    """
    rows = connection.execute(_CHANGES, {"candidate": candidate_id, "criterion": criterion_id})
    return [
        CellChange(revision, at, author, label, step, table, row_id, _image(before), _image(after))
        for revision, at, author, label, step, table, row_id, before, after in rows
    ]


def load_last_image(connection: sqlite3.Connection, table: str, row_id: int) -> Image:
    """Return a row as the history saw it last, also one that was deleted since; nothing if it never did.

    Raises:
        DamagedHistoryError: the change cannot be read any more.
    """
    query = "SELECT ifnull(after, before) FROM change WHERE tab = ? AND row_id = ? ORDER BY id DESC LIMIT 1"
    found = connection.execute(query, [table, row_id]).fetchone()
    return None if found is None else _image(found[0])


def _image(text: str | None) -> Image:
    if text is None:
        return None
    try:
        image = json.loads(text)
    except ValueError as error:
        raise DamagedHistoryError("A change in the history cannot be read any more.") from error
    if not isinstance(image, dict):
        raise DamagedHistoryError("A change in the history cannot be read any more.")
    return image

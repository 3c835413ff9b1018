"""The matrix and the clipboard: blocks that keep their shape in a spreadsheet and come back from one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex

from outsource_desk.domain.criterion import Criterion
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_face import typed_text
from outsource_desk.ui.scoring.matrix_model import MatrixModel
from outsource_desk.ui.scoring.score_entry import Refusal, TypedCell


def block_of(model: MatrixModel, chosen: Sequence[QModelIndex]) -> list[list[str]]:
    """Return the leaves of a selection as somebody would type them; leaves of closed groups between them go along.

    Groups are left out, as their values follow from their parts: a block that is copied can be pasted as it is.
    """
    if not chosen:
        return []
    columns = sorted({index.column() for index in chosen})
    leaves = _leaves_between(model, min(index.row() for index in chosen), max(index.row() for index in chosen))
    return [
        [typed_text(*model.value_of((model.candidates[column].id, leaf.id))) for column in columns] for leaf in leaves
    ]


def table_of(model: MatrixModel, chosen: Sequence[QModelIndex]) -> list[list[str]]:
    """Return a selection as it is read: with names of candidates, criteria and groups, and their weights."""
    if not chosen:
        return []
    columns = sorted({index.column() for index in chosen})
    rows = range(min(index.row() for index in chosen), max(index.row() for index in chosen) + 1)
    head = [tr("Criterion"), tr("Weight"), *(model.candidates[column].name for column in columns)]
    body = [
        [
            model.rows[row].criterion.name,
            model.weight_text(row),
            *(str(model.index(row, column).data() or "") for column in columns),
        ]
        for row in rows
    ]
    return [head, *body]


def pasted(
    model: MatrixModel, block: Sequence[Sequence[str]], chosen: Sequence[QModelIndex]
) -> tuple[list[TypedCell], list[Refusal]]:
    """Return which texts go into which cells, and what has no place.

    One value goes into every leaf that is selected. A block starts at the upper left of the selection and runs over
    leaves alone, those of closed groups among them. An empty cell leaves what is there as it is.
    """
    if not chosen or not block:
        return [], []
    if len(block) == 1 and len(block[0]) == 1 and len(chosen) > 1:
        targets = [(model.candidates[index.column()].id, model.leaf_at(index)) for index in chosen]
        return [TypedCell(who, leaf, block[0][0]) for who, leaf in targets if leaf and block[0][0]], []
    left, top = min(index.column() for index in chosen), min(index.row() for index in chosen)
    leaves = model.leaves_from(model.rows[top].criterion.id)
    cells: list[TypedCell] = []
    lost: list[Refusal] = []
    for line, row in enumerate(block):
        for place, text in enumerate(row):
            if not text:
                continue
            if line >= len(leaves):
                lost.append(Refusal(None, text, tr("There is no criterion further down.")))
            elif left + place >= len(model.candidates):
                lost.append(Refusal(None, text, tr("There is no candidate further right.")))
            else:
                cells.append(TypedCell(model.candidates[left + place].id, leaves[line], text))
    return cells, lost


def filled(model: MatrixModel, chosen: Sequence[QModelIndex], *, is_down: bool) -> list[TypedCell]:
    """Return what Ctrl+D or Ctrl+R writes: the first leaf of each column, or the first column of each row, on.

    With one cell selected, the value comes from the leaf above it or the candidate to its left.
    """
    leaves = [index for index in chosen if model.leaf_at(index) is not None]
    if len(chosen) == 1 and leaves:
        leaves = [*_before(model, leaves[0], is_down=is_down), leaves[0]]
    lines: dict[int, list[QModelIndex]] = {}
    for index in sorted(leaves, key=lambda index: (index.row(), index.column())):
        lines.setdefault(index.column() if is_down else index.row(), []).append(index)
    cells = []
    for first, *others in lines.values():
        cell = model.cell_at(first)
        assert cell is not None
        text = typed_text(*model.value_of(cell))
        for index in others:
            leaf = model.leaf_at(index)
            assert leaf is not None
            cells.append(TypedCell(model.candidates[index.column()].id, leaf, text or None))
    return cells


def _before(model: MatrixModel, index: QModelIndex, *, is_down: bool) -> list[QModelIndex]:
    if not is_down:
        return [index.siblingAtColumn(index.column() - 1)] if index.column() else []
    above = (index.siblingAtRow(row) for row in range(index.row() - 1, -1, -1))
    return [next(each for each in above if model.leaf_at(each) is not None)] if _has_leaf_above(model, index) else []


def _has_leaf_above(model: MatrixModel, index: QModelIndex) -> bool:
    return any(not model.rows[row].is_group for row in range(index.row()))


def _leaves_between(model: MatrixModel, top: int, bottom: int) -> list[Criterion]:
    """Return the leaves from one row to another; a closed group stands for all of its leaves."""
    leaves = model.leaves_from(model.rows[top].criterion.id)
    if bottom + 1 >= len(model.rows):
        return leaves
    rest = {leaf.id for leaf in model.leaves_from(model.rows[bottom + 1].criterion.id)}
    return [leaf for leaf in leaves if leaf.id not in rest]

"""What several selected cells of the matrix hold, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex

from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.scoring.matrix_model import MatrixModel


def selection_words(model: MatrixModel, chosen: Sequence[QModelIndex]) -> str:
    """Return how many scores are selected, their mean, and how many of them are open; empty for fewer than two.

    Groups are left out, as their values follow. There is no mean of unlike things, such as points and prices.
    """
    leaves = {row: row_.criterion for row, row_ in enumerate(model.rows) if not row_.is_group}
    cells = [index for index in chosen if index.row() in leaves]
    if len(cells) < 2:
        return ""
    values = [model.value_of((model.candidates[each.column()].id, leaves[each.row()].id)) for each in cells]
    given = [points for points, _ in values if points is not None]
    kinds = {(leaf.measure, leaf.unit, leaf.maximum) for leaf in (leaves[each.row()] for each in cells)}
    still_open = sum(points is None and not is_na for points, is_na in values)
    said = [tr_n(len(cells), "{count} cell selected", "{count} cells selected")]
    if given and len(kinds) == 1:
        said.append(tr("mean {mean}", mean=formats.number(sum(given) / len(given), 2)))
    said.append(tr_n(still_open, "{count} open", "{count} open"))
    return " · ".join(said)

"""Weights of criteria that stand in another table of the same file than their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading

_LEAST = 2  # criteria of which both tables speak


@dataclass(frozen=True)
class WeightsElsewhere:
    """Where the weights of criteria stand, and what they are."""

    sheet: str
    range: str
    weights: Mapping[str, float] = field(default_factory=dict)  # criterion of the table that comes in → its weight


def weights_elsewhere(reading: Reading, indexes: Sequence[int]) -> WeightsElsewhere | None:
    """Return the weights of criteria that come in without any, where another table has all of them by their names.

    Two tables that weigh them differently are no weights to take over.

    Args:
        reading: what was understood of the file.
        indexes: of the tables that come in.
    """
    columns = [column for index in indexes for column in reading.tables[index].criteria]
    names = {column.name.casefold(): column.name for column in columns}
    if len(names) < _LEAST or any(column.weight is not None for column in columns):
        return None
    found: list[WeightsElsewhere] = []
    for at, table in enumerate(reading.tables):
        weights = {each.name.casefold(): each.weight for each in table.criteria if each.weight is not None}
        if at not in indexes and names.keys() <= weights.keys():
            own = {name: weights[key] for key, name in names.items()}
            found.append(WeightsElsewhere(table.sheet, table.range, own))
    return found[0] if found and all(each.weights == found[0].weights for each in found) else None

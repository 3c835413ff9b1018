"""How a layout was understood the last time it came, so that nobody has to say it again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outsource_desk.services.import_memory import layout_of
from outsource_desk.services.import_records.columns import as_field
from outsource_desk.services.import_records.shapes import ProposedColumn, RecordChoices, RecordKind
from outsource_desk.services.import_records.vocabulary import folded
from outsource_desk.store.imports import imports_of_layout

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk

_SURE = 97


def recalled(desk: Desk, kind: RecordKind, reading: Reading, table: Table) -> Mapping[str, Any]:
    """Return how a layout was understood when it came last as this kind; nothing where it never came."""
    layout = layout_of(reading, table)
    for each in imports_of_layout(desk.connection, layout) if layout else ():
        try:
            mapping = json.loads(each.mapping)
        except ValueError:
            continue
        if isinstance(mapping, dict) and mapping.get("kind") == kind.key:
            return mapping
    return {}


def remembered_columns(
    kind: RecordKind, proposed: Sequence[ProposedColumn], mapping: Mapping[str, Any]
) -> tuple[ProposedColumn, ...]:
    """Return columns as they were taken when this layout came last; the others as they are proposed."""
    known = _texts(mapping.get("columns"))
    fields = {"", *(field.key for field in kind.fields)}
    found = []
    for column in proposed:
        key = known.get(folded(column.name))
        if key is None or key not in fields:
            found.append(column)
        elif key == (column.field or ""):
            found.append(replace(column, is_remembered=True))
        else:
            taken = as_field(kind, column, key or None)
            found.append(replace(taken, is_chosen=False, is_remembered=True, confidence=_SURE if key else 0))
    return tuple(found)


def remembered_scales(mapping: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return the levels that words of a field stood for the last time."""
    scales = mapping.get("scales")
    return {
        str(field): {str(word): level for word, level in levels.items() if level in range(1, 6)}
        for field, levels in (scales.items() if isinstance(scales, dict) else ())
        if isinstance(levels, dict)
    }


def to_remember(kind: RecordKind, columns: Sequence[ProposedColumn], choices: RecordChoices) -> str:
    """Return what is kept of how a layout was understood, as JSON."""
    taken = {folded(column.name): column.field or "" for column in columns}
    scales = {key: dict(levels) for key, levels in choices.scales.items()}
    return json.dumps({"kind": kind.key, "columns": taken, "scales": scales}, ensure_ascii=False, sort_keys=True)


def _texts(given: object) -> dict[str, str]:
    if not isinstance(given, dict):
        return {}
    return {name: value for name, value in given.items() if isinstance(name, str) and isinstance(value, str)}

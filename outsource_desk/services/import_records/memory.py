"""How a layout was understood the last time it came, so that nobody has to say it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outsource_desk.services.import_records.columns import as_field
from outsource_desk.services.import_records.shapes import ProposedColumn, RecordChoices, RecordKind
from outsource_desk.services.import_records.vocabulary import folded
from outsource_desk.store.record_rows import last_mapping

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Register
    from outsource_desk.services.desk import Desk

_SURE = 97


def layout_of_register(register: Register) -> str:
    """Return the fingerprint of a list's layout: of its headings, whatever stands below them."""
    names = "\n".join(folded(column.name) for column in register.columns)
    return hashlib.sha256(f"list\n{names}".encode()).hexdigest()


def remembered(
    desk: Desk, kind: RecordKind, register: Register, proposed: Sequence[ProposedColumn]
) -> tuple[ProposedColumn, ...]:
    """Return columns as they were taken when this layout came last; as proposed where it never came."""
    known = _columns(mapping_of(desk, kind, register))
    fields = {field.key for field in kind.fields}
    found = []
    for column in proposed:
        key = known.get(folded(column.name), "")
        if key == (column.field or "") or (key and key not in fields) or folded(column.name) not in known:
            found.append(column)
            continue
        taken = as_field(kind, column, key or None)
        found.append(replace(taken, is_chosen=False, is_remembered=True, confidence=_SURE if key else 0))
    return tuple(found)


def mapping_of(desk: Desk, kind: RecordKind, register: Register) -> Mapping[str, Any]:
    """Return what is remembered of a layout; nothing where it never came, or cannot be read any more."""
    try:
        found = json.loads(last_mapping(desk.connection, layout_of_register(register), kind.key) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def to_remember(columns: Sequence[ProposedColumn], choices: RecordChoices) -> str:
    """Return what is kept of how a layout was understood, as JSON."""
    taken = {folded(column.name): column.field or "" for column in columns}
    return json.dumps(
        {"columns": taken, "scales": {key: dict(levels) for key, levels in choices.scales.items()}},
        ensure_ascii=False, sort_keys=True,
    )  # fmt: skip


def _columns(mapping: Mapping[str, Any]) -> dict[str, str]:
    columns = mapping.get("columns")
    if not isinstance(columns, dict):
        return {}
    return {name: key for name, key in columns.items() if isinstance(key, str)}

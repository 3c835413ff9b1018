"""From which cells of which files the fields of a record were imported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.store.price_lines import load_sources

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class ImportedField:
    """A field of a record and the cell that it was imported from."""

    label: str
    place: str  # such as Sheet2!F14


def imported_fields(desk: Desk, table: str, row_id: int) -> dict[str, tuple[ImportedField, ...]]:
    """Return file → the fields of a record that came from it, in the order of its kind; nothing if none ever did."""
    sources = load_sources(desk.connection, table, row_id)
    if not sources:
        return {}
    from outsource_desk.services.import_records import RECORD_KINDS

    fields = [field for kind in RECORD_KINDS.values() if kind.table == table for field in kind.fields]
    labels = {field.column: field.label for field in fields if not field.part}
    order = {name: at for at, name in enumerate(labels)}
    found: dict[str, list[ImportedField]] = {}
    for name in sorted(sources, key=lambda each: order.get(each, len(order))):
        source = sources[name]
        place = f"{source.sheet}!{source.cell}" if source.sheet else source.cell
        found.setdefault(source.file_name, []).append(ImportedField(labels.get(name, name), place))
    return {file: tuple(each) for file, each in found.items()}

"""Filled templates of ours: known by their headings, and read as what they are whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.services.import_records.kinds import RECORD_KINDS
from outsource_desk.services.import_records.shapes import RecordKind

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading
    from outsource_desk.importers.sheets.grid import Sheet

_MOST = 0.5  # of a template's headings, where the sheet is not called as it is
_RUN = 4  # headings that stand side by side as in a template


def as_our_templates(reading: Reading) -> Reading:
    """Return a reading whose sheets that are templates of ours are read as lists of their kind."""
    from outsource_desk.importers.reading import SheetView
    from outsource_desk.importers.spreadsheet import read_again

    if reading.refusal or reading.origin:
        return reading
    known = dict(_templates(reading))
    views = {
        name: replace(reading.views.get(name, SheetView()), header_row=1, kind=kind)
        for name, kind in known.items()
        if name not in reading.views
    }
    return read_again(reading, {**reading.views, **views}) if views else reading


def _templates(reading: Reading) -> Iterator[tuple[str, str]]:
    for sheet in reading.sheets:
        headings = _headings(sheet)
        for kind in RECORD_KINDS.values() if headings else ():
            if _is_template(kind, sheet.name, headings):
                yield sheet.name, kind.key
                break


def _headings(sheet: Sheet) -> list[str]:
    first = next(iter(sheet.rows), None)
    if first is None or first[0] != 1:
        return []
    return [" ".join(str(value).split()) for value in first[1] if value != ""]


def _is_template(kind: RecordKind, sheet: str, headings: list[str]) -> bool:
    labels = [field.label for field in kind.fields]
    needed = {field.label for field in kind.fields if field.is_required}
    if len(headings) < 2 or not set(labels).issuperset(headings) or not needed.issubset(headings):
        return False
    return sheet == kind.title or len(headings) >= _MOST * len(labels) or _are_side_by_side(labels, headings)


def _are_side_by_side(labels: Sequence[str], headings: Sequence[str]) -> bool:
    """Tell whether headings are a part of a template's, as somebody copies it, in the order that they have there."""
    at = labels.index(headings[0])
    return len(headings) >= _RUN and list(labels[at : at + len(headings)]) == list(headings)

"""The parts of a list in the picture of its sheet: headers, names, what comes in and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import SheetPicture, Table
    from outsource_desk.services.import_records import RecordPreview


def list_regions(table: Table, preview: RecordPreview, picture: SheetPicture) -> dict[str, str]:
    """Return address → part of a list, for the cells that the picture shows."""
    register = table.register
    if register is None:
        return {}
    naming = next((field.key for field in preview.kind.fields if field.is_required), "")
    part = ["left out" if each.field is None else "name" if each.field == naming else "value"
            for each in preview.columns]  # fmt: skip
    regions = {each.cell: "header" for each in register.columns}
    shown = {row.number for row in picture.rows}
    for number, cells in register.rows:
        if number in shown:
            regions |= {said.cell: part[at] for at, said in enumerate(cells[: len(part)]) if not said.is_empty}
    return regions

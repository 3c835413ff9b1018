"""Cells that name several: certificates, shareholders, sub-contractors and reference clients, one part of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outsource_desk.services.import_records.row_values import CellValue, Group
    from outsource_desk.services.import_records.shapes import RecordField

# parts of which a cell may name several, and the field of their names
_LISTED = {"certificate": "scheme", "owner": "name", "subcontractor": "name", "client_reference": "client"}
_COMMA = re.compile(
    r",(?!\s*(?:inc|ltd|llc|corp|co|gmbh|ag|kg|plc|s\.?\s?a|s\.?\s?r\.?\s?l|b\.?\s?v|n\.?\s?v|lda)\b)", re.IGNORECASE
)  # “Elm Hosting, Inc.” is one
_SHARE = re.compile(r"(.{1,200}?)[\s,:–-]*\(?(\d{1,3}(?:[.,]\d{1,4})?)\s?%\)?")


def split_lists(groups: Mapping[Group, dict[str, CellValue]], share: RecordField) -> dict[Group, dict[str, CellValue]]:
    """Return what a row says, with a part of each name where a cell has several and nothing else is said of them.

    Args:
        groups: name of a part and which of several → column of its table → value.
        share: the field of what a shareholder holds.
    """
    found: dict[Group, dict[str, CellValue]] = {}
    for (part, which), values in groups.items():
        identity = _LISTED.get(part)
        if identity is None or values.keys() != {identity}:
            found[part, which] = values
            continue
        whole = values[identity]
        raw = str(whole.said.value)
        names = _names_in(raw if " ".join(raw.split()) == whole.value else str(whole.value))  # the user may correct it
        for place, name in enumerate(names):
            one = {identity: whole._replace(value=name)}
            at = f"{which}/{place}" if len(names) > 1 else which
            found[part, at] = _with_share(one, share) if part == "owner" else one
    return found


def _names_in(text: str) -> list[str]:
    pieces = re.split(r"[;\n]", text) if set(text) & set(";\n") else _COMMA.split(text)
    return list(dict.fromkeys(filter(None, (" ".join(piece.split()) for piece in pieces))))


def _with_share(values: dict[str, CellValue], field: RecordField) -> dict[str, CellValue]:
    """Return a shareholder with the share that stands behind its name, as in ``Alder Holding (60 %)``."""
    owner = values["name"]
    found = _SHARE.fullmatch(str(owner.value))
    share = float(found[2].replace(",", ".")) / 100 if found else 2.0
    if found is None or share > 1:
        return values
    return {"name": owner._replace(value=found[1]), "share": owner._replace(field=field, value=round(share, 9))}

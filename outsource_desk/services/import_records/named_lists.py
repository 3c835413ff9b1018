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


def split_contacts(
    groups: Mapping[Group, dict[str, CellValue]],
) -> tuple[dict[Group, dict[str, CellValue]], list[CellValue]]:
    """Return what a row says with a contact of each name that semicolons part, and the names that must be asked about.

    What else is said of contacts goes with them: as many values as names in the same order, or a mail box that has
    one of the names in it. Where neither holds, nothing tells whose it is.

    Args:
        groups: name of a part and which of several → column of its table → value.
    """
    found: dict[Group, dict[str, CellValue]] = {}
    unclear: list[CellValue] = []
    for (part, which), values in groups.items():
        whole = values.get("name")
        names = _pieces(whole) if part == "contact" and whole is not None else []
        if whole is None or len(names) < 2:
            found[part, which] = values
            continue
        contacts = [{"name": whole._replace(value=name)} for name in names]
        shared = [_shared(value, contacts) for column, value in values.items() if column != "name"]
        if all(shared):
            found |= {(part, f"{which}/{place}"): contact for place, contact in enumerate(contacts)}
        else:
            unclear.append(whole)
            found[part, which] = {column: value for column, value in values.items() if column != "name"}
    return found, unclear


def _shared(value: CellValue, contacts: list[dict[str, CellValue]]) -> bool:
    """Give each contact what a cell says of it; tell whether the cell lets no doubt whose it is."""
    column, pieces = value.field.column, _pieces(value)
    if len(pieces) == len(contacts):
        for contact, piece in zip(contacts, pieces, strict=True):
            contact[column] = value._replace(value=piece)
        return True
    box = str(value.value).partition("@")[0].casefold()
    meant = [contact for contact in contacts if _is_named_in(str(contact["name"].value), box)]
    if column != "email" or len(pieces) != 1 or len(meant) != 1:
        return False
    meant[0][column] = value
    return True


def _pieces(value: CellValue) -> list[str]:
    return list(filter(None, (" ".join(piece.split()) for piece in str(value.value).split(";"))))


def _is_named_in(name: str, box: str) -> bool:
    """Tell whether a mail box has a word of a person's name in it, as ``s.daly`` has that of Sean Daly."""
    return any(len(word) > 1 and word in re.split(r"[^\w]|_", box) for word in name.casefold().split())


def _with_share(values: dict[str, CellValue], field: RecordField) -> dict[str, CellValue]:
    """Return a shareholder with the share that stands behind its name, as in ``Alder Holding (60 %)``."""
    owner = values["name"]
    found = _SHARE.fullmatch(str(owner.value))
    share = float(found[2].replace(",", ".")) / 100 if found else 2.0
    if found is None or share > 1:
        return values
    return {"name": owner._replace(value=found[1]), "share": owner._replace(field=field, value=round(share, 9))}

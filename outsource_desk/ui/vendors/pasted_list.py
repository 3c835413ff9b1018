"""What a block from a spreadsheet says about vendors: with a heading row in any order, else names and countries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outsource_desk.domain.vendor import VendorStatus
from outsource_desk.services.vendor_lists import VendorEntry
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.vendors import status_words
from outsource_desk.ui.vendors.countries import country_code
from outsource_desk.ui.widgets.refusals import Line
from outsource_desk.ui.widgets.table import read_block

SHOWN = 60  # characters of a pasted text that the list of refusals repeats
_HEADINGS = {
    "name": "name vendor supplier company provider bidder anbieter lieferant firma unternehmen dienstleister",
    "country": "country land location sitz standort",
    "website": "website web site url homepage webseite internet",
    "notes": "notes note comment comments remarks notiz notizen bemerkung bemerkungen kommentar anmerkungen",
    "status": "status state",
    "tags": "tags tag labels keywords schlagwort schlagworte schlagwörter stichworte",
}
_FIELD_OF = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_BARE = ("name", "country")  # of a block without a heading row


def read_vendors(text: str) -> tuple[list[VendorEntry], list[Line]]:
    """Return the vendors of a clipboard, and what of it is not taken: whose, which text, and why.

    A country or a status that is not known is left out; its vendor is taken all the same.
    """
    block = [row for row in read_block(text) if any(row)]
    if not block:
        return [], []
    fields, lost = _columns(block)
    entries = []
    for row in block[1:] if _is_heading(block[0]) else block:
        entry, misfits = _entry(dict(zip(fields, row, strict=False)))
        entries.append(entry)
        lost += misfits
    return entries, lost


def shown(text: str) -> str:
    """Return a pasted text as a list can repeat it."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def _columns(block: Sequence[Sequence[str]]) -> tuple[list[str], list[Line]]:
    """Return the field of each column, empty for one that is not taken, and a line for each of those."""
    wide = max(len(row) for row in block)
    head = [*block[0], *[""] * (wide - len(block[0]))]
    if not _is_heading(block[0]):
        lines = [
            (tr("Column {number}", number=place + 1), shown(_first(block, place)),
             tr("Without a heading row, only names and countries are taken."))
            for place in range(len(_BARE), wide) if _first(block, place)
        ]  # fmt: skip
        return [*_BARE, *[""] * (wide - len(_BARE))], lines
    fields = [_field(text) for text in head]
    fields = [field if field not in fields[:place] else "" for place, field in enumerate(fields)]
    lines = [
        (tr("Column {number}", number=place + 1), shown(text), tr("A vendor has no such field."))
        for place, text in enumerate(head) if not fields[place] and (text or _first(block[1:], place))
    ]  # fmt: skip
    return fields, lines


def _entry(values: dict[str, str]) -> tuple[VendorEntry, list[Line]]:
    name, lost = values.get("name", ""), []
    country, status = values.get("country", ""), values.get("status", "")
    code, known = country_code(country) if country else "", _status(status) if status else VendorStatus.ACTIVE
    if code is None:
        lost.append((shown(name), shown(country), tr("No country is known by this name; use its two letters.")))
    if known is None:
        lost.append((shown(name), shown(status), tr("There is no such status; the vendor is active.")))
    tags = tuple(tag for each in re.split("[,;\n]", values.get("tags", "")) if (tag := each.strip()))
    return VendorEntry(
        name,
        country=code or "",
        website=values.get("website", ""),
        notes=values.get("notes", ""),
        status=str(known or VendorStatus.ACTIVE),
        tags=tags,
    ), lost


def _is_heading(row: Sequence[str]) -> bool:
    return any(_field(text) == "name" for text in row)


def _field(text: str) -> str:
    word = text.casefold().strip(" :*").replace("-", " ")
    own = {tr("Name"): "name", tr("Country"): "country", tr("Website"): "website", tr("Notes"): "notes",
           tr("Status"): "status", tr("Tags"): "tags"}  # fmt: skip
    translated = {each.casefold(): field for each, field in own.items()}
    return translated.get(word) or _FIELD_OF.get(word.removesuffix(" name").removesuffix("name") or word, "")


def _status(text: str) -> VendorStatus | None:
    wanted = text.casefold()
    words = {status_words(each).casefold(): each for each in VendorStatus}
    return words.get(wanted) or next((each for each in VendorStatus if str(each) == wanted), None)


def _first(block: Sequence[Sequence[str]], place: int) -> str:
    return next((row[place] for row in block if place < len(row) and row[place]), "")

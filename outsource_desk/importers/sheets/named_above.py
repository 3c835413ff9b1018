"""The one vendor of a whole sheet, where a label above its table says who that is."""

from __future__ import annotations

import re

from outsource_desk.importers.prices.words import BESIDE_NAME, BIDDER
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.words import words_of

_LABELLED = re.compile(r"([^:]{2,40}):\s*(\S.{0,119})")
_BLANK = re.compile(r"[<\[(_.…]")  # how what is to be filled in begins


def vendor_above(grid: Grid, block: Block) -> tuple[str, Cell] | None:
    """Return the name behind a label such as ``Bidder:`` above a table, with its cell; nothing if there are several."""
    found: dict[str, tuple[str, Cell]] = {}
    for row in block.above:
        texts = [at for at, kind in enumerate(grid.kinds[row]) if kind == "t"]
        for place, at in enumerate(texts):
            match = _LABELLED.fullmatch(grid.text(row, at))
            name, cell = (match[2], (row, at)) if match and _is_label(match[1]) else ("", (row, at))
            if not match and _is_label(grid.text(row, at).rstrip(" :")) and place + 1 < len(texts):
                cell = (row, texts[place + 1])
                name = grid.text(*cell)
            if name and not _BLANK.match(name) and any(map(str.isalpha, name)):
                found.setdefault(name.casefold(), (name.strip(), cell))
    return next(iter(found.values())) if len(found) == 1 else None


def _is_label(text: str) -> bool:
    words = frozenset(words_of(text))
    return bool(words & BIDDER) and words <= BIDDER | BESIDE_NAME

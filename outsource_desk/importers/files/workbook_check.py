"""The second reader of .xlsx, for the child process: errors, missing results, formats, merged and hidden cells.

It shares no code with the first one, so that what both say can be believed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from xml.parsers import expat

from outsource_desk.importers.cells import currency_of_format
from outsource_desk.importers.files.workbook_walk import BrokenWorkbook, CheckedCell, WalkedSheet, WorkbookParts
from outsource_desk.importers.files.worker import DATE, MERGED_LIMIT, MONEY, PERCENT, say, say_seen
from outsource_desk.importers.sheets.grid import Area

_MOST_FORMATS = 20_000  # cells of a sheet whose date formats are told
_MOST_RULES = 500  # areas of a sheet for which it says what may be entered
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_MONEY = re.compile(r"[€£¥₹]|\[\$[^-\]]|(?<!\[)\$|\b(?:EUR|USD|GBP|CHF)\b")  # [$-409] is a language, [$€-407] is money
_ASIDE = re.compile(r'"[^"]*"|\[(?!(?:h{1,2}|m{1,2}|s{1,2})\])[^\]]*\]', re.IGNORECASE)
_OF_DATES = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)


def check_workbook(content: bytes, only: str | None) -> None:
    """Write, for every sheet, what the first reader cannot see, and each value for comparison."""
    try:
        book = WorkbookParts(content)
        for sheet in book.sheets:
            if only is None or sheet.name == only:
                _check(sheet.name, book.walk(sheet), book)
    except (BrokenWorkbook, expat.ExpatError, zipfile.BadZipFile, KeyError, ValueError):
        say({"refused": "damaged"})


def _check(name: str, sheet: WalkedSheet, book: WorkbookParts) -> None:
    say({
        "check": name,
        "merged": [[area.top, area.left, area.bottom, area.right] for area in _areas(sheet.merged[:MERGED_LIMIT])],
        "hidden_rows": sheet.hidden_rows,
        "hidden_columns": sheet.hidden_columns,
        "rules": list(_rules(sheet.rules[:_MOST_RULES]))[:_MOST_RULES],
        "epoch": book.epoch,
    })  # fmt: skip
    formats: list[tuple[int, int, str]] = []
    say_seen(_rows(sheet, book, formats))
    say({"formats": formats[:_MOST_FORMATS]})


def _rows(
    sheet: WalkedSheet, book: WorkbookParts, formats: list[tuple[int, int, str]]
) -> Iterator[tuple[int, list[tuple]]]:
    """Yield the cells of each row as they are seen, and note how dates are shown."""
    for number, cells in sorted(sheet.rows.items()):
        seen = []
        for cell in cells:
            shown = book.formats[cell.style] if cell.style < len(book.formats) else "General"
            facts = _facts_of_format(shown) if type(cell.value) is float else 0
            if facts == DATE:
                formats.append((number, cell.column, shown[:100]))
            seen.append(_seen(cell, facts, shown))
        yield number, seen


def _seen(cell: CheckedCell, facts: int, shown: str) -> tuple:
    """Return a cell's column, value and facts, and the currency that its format shows, should there be one."""
    value = {"date": str(cell.value)} if facts == DATE else cell.value
    if facts != MONEY:
        return cell.column, value, cell.facts | facts
    return cell.column, value, cell.facts | facts, _currency(shown)


@lru_cache(maxsize=256)
def _currency(number_format: str) -> str:
    return currency_of_format(number_format)


@lru_cache(maxsize=256)
def _facts_of_format(number_format: str) -> int:
    """Return what a format makes of a number: a share, money, a date, or nothing special."""
    if "%" in number_format:
        return PERCENT
    if _MONEY.search(number_format):
        return MONEY
    positive = _ASIDE.sub("", number_format.split(";")[0])
    return DATE if _OF_DATES.search(positive) and positive.lower() != "general" else 0


def _areas(addresses: list[str]) -> Iterator[Area]:
    return (area for address in addresses if (area := Area.from_address(address)) is not None)


def _rules(rules: list[dict[str, str]]) -> Iterator[tuple[list[int], list[str]]]:
    """Yield areas with what may be entered in them: a list of choices, or the lowest and highest number."""
    for rule in rules:
        allowed = _allowed(rule)
        for area in _areas(rule.get("sqref", "").split()[:_MOST_RULES]):
            if allowed:
                yield [area.top, area.left, area.bottom, area.right], allowed


def _allowed(rule: dict[str, str]) -> list[str]:
    kind, first, second = rule.get("type"), rule.get("formula1", ""), rule.get("formula2", "")
    if kind == "list" and first.startswith('"') and first.endswith('"'):
        return [choice.strip() for choice in first[1:-1].split(",")]
    is_number = kind in ("whole", "decimal") and rule.get("operator", "between") == "between"
    return [first, second] if is_number and _NUMBER.fullmatch(first) and _NUMBER.fullmatch(second) else []

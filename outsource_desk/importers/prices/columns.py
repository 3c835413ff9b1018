"""What each column of a price sheet holds: whose price, for which year, for one unit or for the whole line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from outsource_desk.importers.cells import read_cell
from outsource_desk.importers.prices.headers import (
    PriceHeader,
    header_of,
    is_contact,
    is_numbered_offer,
    split_name,
    without_money,
)
from outsource_desk.importers.prices.offers import PriceColumn, PriceColumns
from outsource_desk.importers.prices.settling import settle
from outsource_desk.importers.prices.words import AMOUNT, ITEM, MEASURES, PRICE
from outsource_desk.importers.sheets.grid import Grid
from outsource_desk.importers.sheets.layout import Block, spread
from outsource_desk.importers.sheets.ledger import Cell
from outsource_desk.importers.sheets.money import money_in
from outsource_desk.importers.sheets.vocabulary import (
    AMOUNT_WORDS,
    FILLER,
    IDENTIFIER,
    INDEX,
    MEASURE_WORDS,
    UNIT_WORDS,
    VENDOR,
)
from outsource_desk.importers.sheets.words import (
    has,
    is_benchmark_label,
    is_vendor_title,
    is_weight_label,
    looks_like_measure,
    looks_like_vendor,
    unit_in,
    words_of,
)

_SAMPLE = 300  # rows that are looked at to judge a column
_SHORT_NAME = re.compile(r"\d[A-Z]")  # “3M”
_FAR = 10  # times as much as any other vendor's prices, or as little
_ALIKE = 2  # other vendors whose columns are headed alike
_NO_NAMES = MEASURE_WORDS | AMOUNT_WORDS | UNIT_WORDS | MEASURES | ITEM | FILLER | PRICE | AMOUNT


def names_of_lines(grid: Grid, block: Block, label: int | None) -> int:
    """Return the column of the items: of texts below a title such as ``Item`` the longest, else the likely one."""
    width = range(len(grid.column_numbers))
    worded = [at for at in width if at not in block.coordinate_columns and _is_worded(grid, block, at)]
    titled = [
        at
        for at in worded
        if has(grid.text(block.header, at), ITEM) and not is_vendor_title(grid.text(block.header, at))
    ]
    if titled:
        rows = _fullest(grid, block)
        return max(titled, key=lambda at: (sum(len(grid.text(row, at)) for row in rows), -at))
    return label if label is not None else next(iter(worded), 0)


def _fullest(grid: Grid, block: Block) -> list[int]:
    """Return the first rows with about as many numbers as any: lines, rather than notes and totals."""
    counts = {row: grid.kinds[row].count("n") for row in block.body[:60]}
    most = max(counts.values(), default=0)
    return [row for row, count in counts.items() if 2 * count >= most]


def _is_worded(grid: Grid, block: Block, at: int) -> bool:
    kinds = [grid.kinds[row][at] for row in block.body[:_SAMPLE]]
    return kinds.count("t") > 0.5 * (len(kinds) - kinds.count(" "))


def columns_of(grid: Grid, block: Block, label: int) -> PriceColumns:
    """Tell what each column beside the names of the lines holds."""
    found = PriceColumns(label)
    width = range(len(grid.column_numbers))
    hidden = {at for at, number in enumerate(grid.column_numbers) if number in grid.sheet.hidden_columns}
    above = [(row, spread(grid, row, width)) for row in block.upper]
    offered = _offered(grid, block)
    for at in width:
        if at in hidden and at != label:
            found.hidden.append(at)
        elif at != label and at not in block.coordinate_columns:
            levels = _levels(grid, block, label, at, above)
            _take(grid, block, found, at, levels, is_offered=at in offered)
    _take_vendors_like_measures(grid, block, found)
    settle(found)
    return found


def _take_vendors_like_measures(grid: Grid, block: Block, found: PriceColumns) -> None:
    """Take names such as “Alder Services” for vendors where their columns are headed as those of two others are."""
    forms = Counter(_form(column) for column in found.prices)
    sizes = [_size(grid, block, column) for column in found.prices]
    for column in found.like_measures:
        if forms[_form(column)] < _ALIKE or not set(words_of(column.vendor)) - _NO_NAMES:
            continue
        is_headed = bool(column.role or column.money) or column.year is not None
        if not is_headed and not min(sizes) / _FAR <= _size(grid, block, column) <= _FAR * max(sizes):
            continue
        del found.left_out[column.at]
        found.prices.append(column)
        if not column.role and column.year is None and column.vendor_cell is not None:
            said = f"“{column.vendor}” is taken as a vendor, but is called like a measure; is it a vendor?"
            found.doubts.append((column.vendor_cell, said))
    found.prices.sort(key=lambda column: column.at)


def _size(grid: Grid, block: Block, column: PriceColumn) -> float:
    """Return what a column adds up to, as far as one looks."""
    return sum(abs(grid.number(row, column.at) or 0) for row in block.body[:_SAMPLE])


def _form(column: PriceColumn) -> tuple[object, ...]:
    """Return how a column of prices is headed, apart from the vendor's name."""
    return column.role, column.year, column.span, column.money, column.vendor_cell and column.vendor_cell[0]


def _levels(
    grid: Grid, block: Block, label: int, at: int, above: list[tuple[int, dict[int, str]]]
) -> list[tuple[str, Cell]]:
    """Return the texts over a column from the top, each with the cell where it stands."""
    levels = [(texts[at], (row, _start(grid, row, at))) for row, texts in above if texts.get(at)]
    levels = [
        (text, cell) for text, cell in levels if cell[1] > label or cell[1] == at
    ]  # the sheet's title may span many
    levels += [(grid.text(row, at), (row, at)) for row in [block.header, *block.lower] if grid.kind(row, at) != " "]
    return levels


def _start(grid: Grid, row: int, at: int) -> int:
    return next(column for column in range(at, -1, -1) if grid.kind(row, column) != " ")


def _offered(grid: Grid, block: Block) -> set[int]:
    """Return the columns whose headers name a vendor beside the price of one unit, where at least two are named so."""
    titles = {at: grid.text(block.header, at) for at, kind in enumerate(grid.kinds[block.header]) if kind == "t"}
    parts = {at: part for at, title in titles.items() if (part := split_name(title))}
    named = {vendor for vendor, header in parts.values() if header.role == "unit" and not _is_measure(vendor)}
    return {at for at, (vendor, _) in parts.items() if vendor in named} if len(named) >= 2 else set()


def _take(
    grid: Grid, block: Block, found: PriceColumns, at: int, levels: list[tuple[str, Cell]], *, is_offered: bool
) -> None:
    column = PriceColumn(at)
    texts = [text for text, _ in levels]
    own = texts[-1] if texts else ""
    is_priced = _is_priced(grid, block, at, looks_like_vendor(own))
    if is_weight_label(own) and is_priced and not money_in(own):
        found.has_weight = True
    if not levels:
        return
    for text, cell in levels:
        column = _with_level(column, text, cell)
    has_vendor = bool(column.vendor) and is_priced
    if column.role == "quantity" and not has_vendor:
        found.quantity = at if found.quantity is None else found.quantity
    elif column.role == "measure":
        found.unit = at if found.unit is None else found.unit
    elif column.role == "currency":
        found.currency = at
    elif _is_numbering(column, own):
        found.left_out[at] = "typed-in numbers of the lines"
    elif not is_priced or at < found.label:
        found.left_out[at] = f"“{own}”: a field that is not imported"
    elif _is_measure(column.vendor) and not is_offered and not _is_fee(column):
        found.left_out[at] = f"“{own}”: a field that is not imported"
        found.like_measures.append(column)
    elif any(is_benchmark_label(text) for text in texts) or column.role == "other":
        found.left_out[at] = f"“{texts[0]}” is the buyer’s own figure or a result over the vendors"
    else:
        found.prices.append(column)


def _is_numbering(column: PriceColumn, own: str) -> bool:
    """Tell whether a header means numbers or codes of the lines, and not a vendor's ``Year 1``."""
    if column.year is not None or column.role in ("unit", "amount", "price", "total") or split_name(column.vendor):
        return False
    words = set(words_of(own))
    meant = words & (INDEX | IDENTIFIER)
    is_sure = any(len(word) > 2 for word in meant) or (bool(meant) and words <= INDEX | IDENTIFIER | ITEM)
    return is_sure and not looks_like_vendor(column.vendor)  # “S.r.l.” has an “s”


def _is_fee(column: PriceColumn) -> bool:
    """Tell whether a header below another name means one more price, such as ``Setup fee`` and ``Training (EUR)``."""
    return bool(column.upper) and (column.money is not None or bool(set(words_of(column.vendor)) & (PRICE | AMOUNT)))


def _is_measure(name: str) -> bool:
    """Tell whether a name means something that lines are measured by, such as ``Duration (days)``, and no vendor."""
    if not name or looks_like_vendor(name) or _SHORT_NAME.fullmatch(name):
        return False
    return looks_like_measure(name) or bool(unit_in(name)) or set(words_of(name)) <= MEASURES


def _is_priced(grid: Grid, block: Block, at: int, is_vendor: bool) -> bool:
    """Tell whether a column may hold prices: mostly numbers, or below a vendor's name words in place of one."""
    rows = block.body[:_SAMPLE]
    kinds = [grid.kinds[row][at] for row in rows]
    count = kinds.count("n")
    if count >= 1 and count >= 0.5 * (len(kinds) - kinds.count(" ")):
        return True
    if not is_vendor or kinds.count("n") + kinds.count("t") < max(1, len(kinds) - kinds.count(" ")):
        return False
    texts = [grid.value(row, at) for row, kind in zip(rows, kinds, strict=True) if kind == "t"]
    return all(read_cell(text, "money").kind in ("money", "number", "range", "missing", "na") for text in texts)


def _with_level(column: PriceColumn, text: str, cell: Cell) -> PriceColumn:
    """Return a column with what one text over it says."""
    money = money_in(text)
    if money is not None:
        column = replace(column, money=money)
    if column.vendor and is_contact(text):
        return column
    header = PriceHeader() if is_numbered_offer(text) else header_of(text)
    if header.year is not None:
        return replace(column, year=header.year)
    column = replace(column, span=header.span or column.span)
    if header.role:
        return replace(column, role=header.role)
    words = frozenset(words_of(text)) - {"k", "t", "m"}
    if words and words <= VENDOR | {word + "s" for word in VENDOR}:
        return column  # “Bidders” over all of them
    name = without_money(text)
    if money is not None and not name:
        return column
    return replace(column, vendor=name or text, vendor_cell=cell, upper=column.vendor, upper_cell=column.vendor_cell)

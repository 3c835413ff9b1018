"""What each column of a price sheet holds: whose price, for which year, for one unit or for the whole line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from outsource_desk.importers.grid import Grid
from outsource_desk.importers.layout import Block, spread
from outsource_desk.importers.ledger import Cell
from outsource_desk.importers.money import CODES, Money, money_in
from outsource_desk.importers.periods import year_in
from outsource_desk.importers.price_words import (
    AMOUNT,
    CURRENCY,
    DIFFERENCE,
    GROSS,
    ITEM,
    MEASURES,
    PERIODS,
    PLAIN,
    PRICE,
    QUANTITY,
    TAX,
    TOTAL,
    UNIT,
    UNIT_PRICE,
)
from outsource_desk.importers.vocabulary import AVERAGE, IDENTIFIER, INDEX, LOWEST, RANK, VENDOR
from outsource_desk.importers.words import (
    has,
    is_benchmark_label,
    is_vendor_title,
    is_weight_label,
    looks_like_measure,
    looks_like_vendor,
    unit_in,
    words_of,
)

_CODE_BESIDE = re.compile(rf"\s+(?:{CODES}|[TkM]?[€$£])$|^(?:{CODES}|[€$£])\s+")  # “Alder EUR”
_SAMPLE = 300  # rows that are looked at to judge a column
_KNOWN = UNIT_PRICE | UNIT | PRICE | AMOUNT | TOTAL | TAX | GROSS | QUANTITY | CURRENCY | PLAIN
_OTHERS = AVERAGE | RANK | LOWEST | DIFFERENCE
_KNOWN |= frozenset().union(*PERIODS.values())


@dataclass(frozen=True)
class PriceColumn:
    """A column of prices."""

    at: int
    role: str = ""  # unit, amount, total, tax or gross; nothing = the header does not say
    vendor: str = ""
    vendor_cell: Cell | None = None
    year: int | None = None
    money: Money | None = None
    period: str = ""  # month, day or hour where an amount is for one of these only


@dataclass
class PriceColumns:
    """The columns of a price sheet."""

    label: int
    quantity: int | None = None
    unit: int | None = None
    currency: int | None = None
    prices: list[PriceColumn] = field(default_factory=list)
    totals: list[PriceColumn] = field(default_factory=list)  # of the years of a vendor, in each row
    left_out: dict[int, str] = field(default_factory=dict)  # column → why
    hidden: list[int] = field(default_factory=list)
    has_weight: bool = False

    @property
    def vendors(self) -> dict[str, Cell]:
        """Return the vendors in their order, each with the cell of its name."""
        named: dict[str, Cell] = {}
        for column in self.prices:
            if column.vendor and column.vendor_cell is not None:
                named.setdefault(column.vendor, column.vendor_cell)
        return named

    @property
    def roles(self) -> Counter[str]:
        """Return how many columns of prices have which role."""
        return Counter(column.role for column in self.prices)

    @property
    def years(self) -> list[int]:
        """Return the different years."""
        return sorted({column.year for column in self.prices if column.year is not None})

    def offers(self) -> dict[tuple[str, int | None], dict[str, PriceColumn]]:
        """Return vendor and year → role → column."""
        found: dict[tuple[str, int | None], dict[str, PriceColumn]] = {}
        for column in self.prices:
            found.setdefault((column.vendor, column.year), {}).setdefault(column.role, column)
        return found


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
        return max(titled, key=lambda at: (sum(len(grid.text(row, at)) for row in block.body[:60]), -at))
    return label if label is not None else next(iter(worded), 0)


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
    _strip_roles(found)
    _set_totals_apart(found)
    return found


def _set_totals_apart(found: PriceColumns) -> None:
    """Tell the totals of rows from prices: beside the years of a vendor, or beside several vendors."""
    years = Counter(column.vendor for column in found.prices if column.year is not None)
    for column in list(found.prices):
        if column.year is not None or column.role not in ("total", "amount"):
            continue
        if years[column.vendor] >= 2:
            found.prices.remove(column)
            found.totals.append(column)
        elif not column.vendor and len(found.vendors) >= 2 and column.role == "total":
            found.prices.remove(column)
            found.left_out[column.at] = "a total over the vendors"


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
    named = {vendor for vendor, role in parts.values() if role == "unit" and not _is_measure(vendor)}
    return {at for at, (vendor, _) in parts.items() if vendor in named} if len(named) >= 2 else set()


def _take(
    grid: Grid, block: Block, found: PriceColumns, at: int, levels: list[tuple[str, Cell]], *, is_offered: bool
) -> None:
    column = PriceColumn(at)
    texts = [text for text, _ in levels]
    own = texts[-1] if texts else ""
    is_priced = _is_priced(grid, block, at)
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
    elif column.year is None and set(words_of(own)) & (INDEX | IDENTIFIER) and column.role not in ("unit", "amount"):
        found.left_out[at] = "typed-in numbers of the lines"
    elif not is_priced or at < found.label or (_is_measure(column.vendor) and not is_offered):
        found.left_out[at] = f"“{own}”: a field that is not imported"
    elif any(is_benchmark_label(text) for text in texts) or column.role == "other":
        found.left_out[at] = f"“{texts[0]}” is the buyer’s own figure or a result over the vendors"
    else:
        found.prices.append(column)


def _is_measure(name: str) -> bool:
    """Tell whether a name means something that lines are measured by, such as ``Duration (days)``, and no vendor."""
    if not name or looks_like_vendor(name):
        return False
    return looks_like_measure(name) or bool(unit_in(name)) or set(words_of(name)) <= MEASURES


def _is_priced(grid: Grid, block: Block, at: int) -> bool:
    """Tell whether a column may hold prices: mostly numbers, or nothing yet."""
    kinds = [grid.kinds[row][at] for row in block.body[:_SAMPLE]]
    return kinds.count("n") >= 1 and kinds.count("n") >= 0.5 * (len(kinds) - kinds.count(" "))


def _with_level(column: PriceColumn, text: str, cell: Cell) -> PriceColumn:
    """Return a column with what one text over it says."""
    money = money_in(text)
    if money is not None:
        column = replace(column, money=money)
    year = _year_of(text)
    if year is not None:
        return replace(column, year=year)
    words = frozenset(words_of(text)) - {"k", "t", "m"}
    period = next((name for name, names in PERIODS.items() if words & names), "")
    column = replace(column, period=period if period in ("month", "day", "hour") else column.period)
    role = role_of(words)
    if role:
        return replace(column, role=role)
    if words and words <= VENDOR | {word + "s" for word in VENDOR}:
        return column  # “Bidders” over all of them
    if money is not None and not _without_money(text):
        return column
    return replace(column, vendor=_without_money(text) or text, vendor_cell=cell)


def _year_of(text: str) -> int | None:
    """Return the year that a header is, alone or beside words for prices as in ``Price 2026`` and ``Cost year 1``."""
    text = re.sub(r"\s*[(\[][^()\[\]]*[)\]]$", "", text)
    rest = [word for word in re.findall(r"[^\W_]+", text) if not set(words_of(word)) & (PRICE | AMOUNT)]
    found = year_in(text)
    return found if found is not None else year_in(" ".join(rest))


def _without_money(text: str) -> str:
    """Return a name without the currency in brackets behind it."""
    match = re.fullmatch(r"(.*?)\s*[(\[]([^()\[\]]{1,24})[)\]]", text)
    if match and money_in(match[2], is_title=True):
        return match[1].strip()
    return "" if money_in(text, is_title=True) else _CODE_BESIDE.sub("", text, count=1).strip()


def role_of(words: frozenset[str]) -> str:
    """Return what the words of a header by themselves say that a column holds; nothing for anything else."""
    if not words or not words <= _KNOWN | _OTHERS:
        return ""
    if words & _OTHERS:
        return "other"
    if words & TAX and not words & (TOTAL | PRICE | AMOUNT | GROSS):
        return "tax"
    if words & GROSS:
        return "gross"
    if words & CURRENCY:
        return "currency"
    if words & UNIT_PRICE or (words & UNIT and words & PRICE):
        return "unit"
    if words & QUANTITY and not words & (PRICE | AMOUNT):
        return "quantity"
    if words & (AMOUNT | PRICE):
        return "amount"
    if words & TOTAL:
        return "total"
    return "measure" if words <= UNIT | PLAIN and words & UNIT else ""


def _strip_roles(found: PriceColumns) -> None:
    """Take apart names such as ``Alder unit price``, where all names of vendors end or begin in such words."""
    named = [column for column in found.prices if column.vendor]
    parts = {column.at: split_name(column.vendor) for column in named}
    if len(named) < 2 or not all(parts[column.at] for column in named):
        return
    for place, column in enumerate(found.prices):
        split = parts.get(column.at)
        if split is not None:
            found.prices[place] = replace(column, vendor=split[0], role=column.role or split[1])


def split_name(text: str) -> tuple[str, str] | None:
    """Return the vendor and the role in ``Alder – unit price`` or ``price_alder``; nothing where there is no role."""
    pieces = [(match.start(), match.end(), match[0]) for match in re.finditer(r"[^\W_]+", text)]
    known = [
        frozenset(words_of(piece)) <= _KNOWN and not (len(piece) == 1 and piece.isupper())  # “Vendor A”
        for _, _, piece in pieces
    ]
    behind = len(known)
    while behind and known[behind - 1]:
        behind -= 1
    if 0 < behind < len(known):
        vendor, words = text[: pieces[behind - 1][1]], text[pieces[behind][0] :]
    else:
        before = next((place for place, is_known in enumerate(known) if not is_known), 0)
        if not before:
            return None
        vendor, words = text[pieces[before][0] :], text[: pieces[before - 1][1]]
    role = role_of(frozenset(words_of(words)))
    return (vendor.strip(" -–—:|/_"), role) if role in ("unit", "amount", "total") else None

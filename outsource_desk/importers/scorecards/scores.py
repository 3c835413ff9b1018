"""The values of a table, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.cells import (
    CellReading,
    ColumnDecision,
    Value,
    are_fractions,
    decide_column,
    odd_fractions,
    raw_text,
    read_no_cost,
    read_score,
    tidy,
)
from outsource_desk.importers.reading import ScoreCell
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.different import different
from outsource_desk.importers.sheets.grid import Fault, Grid
from outsource_desk.importers.sheets.ledger import Cell, Ledger
from outsource_desk.importers.sheets.vocabulary import PRICE_WORDS
from outsource_desk.importers.sheets.words import has

_MINUS, _BESIDE_MINUS = ("-", "−", "–", "--"), ("+", "++", "S", "s", "=")
_NAMED = 6  # criteria that are named in one remark
_REASONS = {
    "ambiguous_separator": "could be thousands or decimals",
    "range": "is a range; its middle is shown",
    "date_was_fraction": "is a date; was it a fraction such as 4/5?",
    "placeholder": "means that nothing is known yet",
    "letter_o": "is the letter O; is it a zero?",
    "period": "is an amount per period",
    "typing_error": "is mistyped; which number is meant?",
    "two_currencies": "names two currencies",
    "two_numbers": "holds several numbers in several lines",
    "month_or_number": "may be a month of a year, or a number",
    "mixed_separators": "has another decimal sign than the numbers around it",
    "mixed_currencies": "stands among amounts in other currencies",
    "mixed_units": "stands among numbers in other units",
    "mixed_percents": "stands among numbers of another kind: some are per cent, some are not",
    "two_meanings": "is an abbreviation of several meanings",
    "scientific": "may be a code, or a number with an exponent",
    "unusual_groups": "groups its digits in an unusual way",
    "trailing_minus": "may be a mark with a minus, or less than zero",
    "unsure_multiplier": "may mean millions, metres, minutes or months",
    "many_digits": "has more digits than a number keeps",
    "no_number": "is no number, as the values around it are",
    "included": "is no amount; does it cost nothing more?",
    "fraction": "stands among whole points: a share of one, or a slip?",
}


def read_scores(view: View, vendors: list[Line], criteria: list[Line], ledger: Ledger) -> tuple[ScoreCell, ...]:
    """Return every filled cell of the table; what is doubtful about a cell is told to the ledger."""
    grid = view.grid
    letters = [column_letters(number) for number in grid.column_numbers]
    scores: list[ScoreCell] = []
    percents = grid.sheet.percents
    columns = {line.at: _values_together(view, line, vendors) for line in criteria}
    asked = {at for at, column in columns.items() if column.is_asked}  # where plain numbers are doubtful too
    raws: dict[float, str] = {}  # the same few numbers stand in most cells
    new = tuple.__new__
    is_across, rows, numbers = view.is_across, grid.rows, grid.row_numbers
    names = [(line.at, line.name, line.at in asked, line.evaluator) for line in criteria]
    take = scores.append
    for vendor in grid.paced(vendors, len(criteria)):
        name, evaluator, at = vendor.name, vendor.evaluator, vendor.at
        for place, criterion, is_asked, judge in names:
            row, column = (place, at) if is_across else (at, place)
            value = rows[row][column]
            if type(value) is float and not is_asked and not (percents and grid.is_percent(row, column)):
                raw = raws.get(value) or raws.setdefault(value, raw_text(value))
                address = f"{letters[column]}{numbers[row]}"
                take(new(ScoreCell, (name, criterion, address, raw, value, "", (), judge or evaluator, "")))
            elif grid.kinds[row][column] != " ":
                grid.step(4)  # for a long row of such cells takes long
                reading = columns[place].read(grid, (row, column))
                number, text, flags, raw = tell(reading, value, (row, column), ledger)
                address = f"{letters[column]}{numbers[row]}"
                take(ScoreCell(name, criterion, address, raw, number, text, flags, judge or evaluator))
    shares = [line for line in criteria if columns[line.at].are_shares]
    if shares and vendors:
        ask_shares([line.name for line in shares], view.cell(vendors[0].at, shares[0].at), ledger)
    if any(line.comment is not None for line in (*vendors, *criteria)):
        scores = _with_comments(view, vendors, criteria, scores, ledger)
    places = [line.at for line in vendors], [line.at for line in criteria]
    ledger.imported_block(places[is_across], places[not is_across])
    return tuple(scores)


def _values_together(view: View, line: Line, vendors: list[Line]) -> ValuesTogether:
    quick = ValuesTogether.of_numbers(view.grid, view.values_of(line, vendors))
    return quick or ValuesTogether.of(view.grid, line.name, [view.cell(vendor.at, line.at) for vendor in vendors])


def ask_shares(names: list[str], cell: Cell, ledger: Ledger) -> None:
    """Ask once whether the numbers between 0 and 1 of these criteria are shares; nothing is multiplied on the quiet."""
    said = in_words([f"“{name}”" for name in names[:_NAMED]]) + " …" * (len(names) > _NAMED)
    ledger.remark(cell, "ask", f"the values of {said} lie between 0 and 1: are they shares of one, or points?")


def _with_comments(
    view: View, vendors: list[Line], criteria: list[Line], scores: list[ScoreCell], ledger: Ledger
) -> list[ScoreCell]:
    """Put comments beside the scores that they are on; a comment without a score keeps its place."""
    grid = view.grid
    by_cell = {score.cell: score for score in scores}
    for vendor in vendors:
        for criterion in grid.paced(criteria):
            comment = _comment_cell(view, vendor, criterion)
            if comment is None or grid.kind(*comment) == " ":
                continue
            address = grid.address(*view.cell(vendor.at, criterion.at))
            open_score = ScoreCell(vendor.name, criterion.name, address, "", None, "", ("missing",), vendor.evaluator)
            by_cell[address] = by_cell.get(address, open_score)._replace(rationale=grid.text(*comment))
            ledger.imported([comment])
    return list(by_cell.values())


def _comment_cell(view: View, vendor: Line, criterion: Line) -> Cell | None:
    if vendor.comment is not None:
        return view.cell(vendor.comment, criterion.at)
    return view.cell(vendor.at, criterion.comment) if criterion.comment is not None else None


@dataclass
class ValuesTogether:
    """The values of one criterion: what they settle together, and how each is read."""

    decision: ColumnDecision = field(default_factory=ColumnDecision)
    odd: frozenset[float] = frozenset()  # shares of one among whole points
    are_signs: bool = False  # better, same and worse: + S -
    are_shares: bool = False  # perhaps: all numbers lie between 0 and 1
    are_numbers: bool = False  # at least half of them, so that a word among them is asked
    are_prices: bool = False
    _readings: dict[tuple[type, Value], CellReading] = field(default_factory=dict)

    @classmethod
    def of_numbers(cls, grid: Grid, values: list[Value]) -> ValuesTogether | None:
        """Look quickly at all values of a criterion; nothing if they are not numbers alone."""
        if grid.sheet.percents or grid.sheet.currencies:
            return None
        found = different(values)
        if not all(type(value) is float or value == "" for value in found):
            return None
        numbers = {value for value in found if type(value) is float}
        return cls(odd=odd_fractions(numbers), are_shares=are_fractions(numbers))

    @classmethod
    def of(cls, grid: Grid, name: str, cells: list[Cell]) -> ValuesTogether:
        """Look at all values of a criterion; nothing but numbers is looked at quickly."""
        grid.step(len(cells))
        values = [grid.columns[column][row] for row, column in cells]
        quick = cls.of_numbers(grid, values)
        if quick is not None:
            return quick
        numbers = {value for value in different(values) if type(value) is float}
        if grid.sheet.percents:
            pairs = zip(values, cells, strict=True)
            values = [f"{100 * float(value)}%" if grid.is_percent(*cell) else value for value, cell in pairs]
        currencies = {grid.currency(*cell) for cell in cells} if grid.sheet.currencies else ()
        decision = decide_column(values, grid.decimal, currencies)
        kinds = [grid.kinds[row][column] for row, column in cells]
        return cls(
            decision,
            odd_fractions(numbers),
            are_shares=decision.are_fractions and not decision.has_percents,
            are_numbers=0 < kinds.count("n") >= kinds.count("t") + kinds.count("b"),
            are_signs=any(type(value) is str and tidy(value) in _BESIDE_MINUS for value in set(values)),
            are_prices=bool(decision.currencies) or has(name, PRICE_WORDS),
        )

    @property
    def is_asked(self) -> bool:
        """Tell whether plain numbers may be doubtful as well."""
        found = self.decision
        return (
            bool(self.odd)
            or len(found.currencies) > 1
            or len(found.units) > 1
            or (found.has_percents and found.has_plain_numbers)
        )

    def read(self, grid: Grid, cell: Cell) -> CellReading:
        """Return what one cell says; a fraction that the sheet shows as per cent counts in per cent."""
        value = grid.rows[cell[0]][cell[1]]
        if grid.is_percent(*cell):
            return self.decision.checked(CellReading("number", round(100 * float(value), 10), unit="%"))
        known = self._readings.get((type(value), value))
        if known is None:
            known = self._readings[type(value), value] = self._read(value)
        return known

    def _read(self, value: Value) -> CellReading:
        reading = _fault(value) if isinstance(value, Fault) else read_score(value, self.decision.decimal)
        if self.are_prices and "ambiguous_separator" in reading.flags:  # of a price, it rather groups thousands
            reading = replace(reading, value=read_score(value, "," if "." in str(value) else ".").value)
        if type(value) is float and value in self.odd:
            return reading.with_doubts(("fraction",))
        if self.are_signs and reading.kind == "missing" and tidy(str(value)) in _MINUS:
            return CellReading("text", text=str(value), flags=("needs_mapping",))
        if self.are_numbers and reading.kind in ("text", "yes", "no"):
            free = read_no_cost(reading.text) if self.are_prices else None
            return free or reading.with_doubts(("no_number",) if reading.flags == ("needs_mapping",) else ())
        return self.decision.checked(reading)


def read_cell(
    value: Value, decimal: str | None, cell: Cell, ledger: Ledger
) -> tuple[float | None, str, tuple[str, ...], str]:
    """Return number, level in words, flags and raw text of a cell; what is doubtful is told to the ledger."""
    reading = _fault(value) if isinstance(value, Fault) else read_score(value, decimal)
    return tell(reading, value, cell, ledger)


def tell(
    reading: CellReading, value: Value, cell: Cell, ledger: Ledger
) -> tuple[float | None, str, tuple[str, ...], str]:
    """Tell the ledger what is doubtful about a cell; return number, level in words, flags and raw text."""
    raw, flags = raw_text(value), reading.flags
    if reading.kind == "error":
        ledger.remark(cell, "error", f"“{raw}” is no value; the cell stays open")
    elif reading.is_asked:
        reasons = [_REASONS[flag] for flag in flags if flag in _REASONS]
        ledger.remark(cell, "ask", f"“{raw}” {'; '.join(reasons) or 'can be read in several ways'}")
    elif reading.kind == "missing":
        ledger.remark(cell, "note", f"“{raw}” is taken as not scored")
    if reading.kind in ("missing", "na", "error"):
        flags += (reading.kind,)
    return reading.value, reading.text if reading.value is None else "", flags, raw


def _fault(value: str) -> CellReading:
    flag = "cell_error" if value.startswith("#") else "formula_without_value"
    return CellReading("error", text=str(value), flags=(flag,))

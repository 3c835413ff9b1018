"""The values of a table, cell by cell."""

from __future__ import annotations

from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.cells import CellReading, Value, raw_text, read_score
from outsource_desk.importers.reading import ScoreCell
from outsource_desk.importers.scorecards.values_together import ValuesTogether, read_fault
from outsource_desk.importers.scorecards.view import Line, View
from outsource_desk.importers.sheets.grid import Fault
from outsource_desk.importers.sheets.ledger import Cell, Ledger

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
    "rare_currency": "names a currency, and most amounts around it name none",
    "other_maximum": "is out of another number of points than the values around it",
    "other_multiplier": "stands among amounts that are in thousands or millions by their header",
    "no_multiplier": "stands among amounts in thousands or millions",
    "among_words": "is a number among words; which of them does it mean?",
    "addition": "may be added to something, and be no amount by itself",
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
    quick = ValuesTogether.of_numbers(view.grid, line.name, view.values_of(line, vendors))
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


def read_cell(
    value: Value, decimal: str | None, cell: Cell, ledger: Ledger
) -> tuple[float | None, str, tuple[str, ...], str]:
    """Return number, level in words, flags and raw text of a cell; what is doubtful is told to the ledger."""
    reading = read_fault(value) if isinstance(value, Fault) else read_score(value, decimal)
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

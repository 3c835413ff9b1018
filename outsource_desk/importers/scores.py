"""The values of a table, cell by cell."""

from __future__ import annotations

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.cells import CellReading, Value, raw_text, read_score
from outsource_desk.importers.grid import Fault
from outsource_desk.importers.ledger import Cell, Ledger
from outsource_desk.importers.reading import ScoreCell
from outsource_desk.importers.view import Line, View

_REASONS = {
    "ambiguous_separator": "could be thousands or decimals",
    "range": "is a range; its middle is shown",
    "date_was_fraction": "is a date; was it a fraction such as 4/5?",
    "placeholder": "means that nothing is known yet",
    "letter_o": "is the letter O; is it a zero?",
    "period": "is an amount per period",
}


def read_scores(view: View, vendors: list[Line], criteria: list[Line], ledger: Ledger) -> tuple[ScoreCell, ...]:
    """Return every filled cell of the table; what is doubtful about a cell is told to the ledger."""
    grid = view.grid
    letters = [column_letters(number) for number in grid.column_numbers]
    scores: list[ScoreCell] = []
    percents = grid.sheet.percents
    raws: dict[float, str] = {}  # the same few numbers stand in most cells
    new = tuple.__new__
    for vendor in grid.paced(vendors, len(criteria)):
        name, evaluator, at = vendor.name, vendor.evaluator, vendor.at
        for criterion in criteria:
            row, column = (criterion.at, at) if view.is_across else (at, criterion.at)
            value = grid.rows[row][column]
            if type(value) is float and not (percents and grid.is_percent(row, column)):
                raw = raws.get(value) or raws.setdefault(value, raw_text(value))
                address = f"{letters[column]}{grid.row_numbers[row]}"
                scores.append(new(ScoreCell, (name, criterion.name, address, raw, value, "", (), evaluator, "")))
            elif grid.kinds[row][column] != " ":
                address = f"{letters[column]}{grid.row_numbers[row]}"
                scores.append(_careful(vendor, criterion, address, value, view, (row, column), ledger))
    if any(line.comment is not None for line in (*vendors, *criteria)):
        scores = _with_comments(view, vendors, criteria, scores, ledger)
    names = [line.at for line in vendors], [line.at for line in criteria]
    ledger.imported_block(names[view.is_across], names[not view.is_across])
    return tuple(scores)


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


def _careful(
    vendor: Line, criterion: Line, address: str, value: Value, view: View, cell: Cell, ledger: Ledger
) -> ScoreCell:
    """Read a cell that is no plain number; a fraction that the sheet shows as per cent counts in per cent."""
    if view.grid.is_percent(*cell):
        number, text, flags, raw = round(100 * float(value), 10), "", (), raw_text(value)
    else:
        view.grid.step(4)  # for a long row of such cells takes long
        number, text, flags, raw = read_cell(value, view.grid.decimal, cell, ledger)
    return ScoreCell(vendor.name, criterion.name, address, raw, number, text, flags, vendor.evaluator)


def read_cell(
    value: Value, decimal: str | None, cell: Cell, ledger: Ledger
) -> tuple[float | None, str, tuple[str, ...], str]:
    """Return number, level in words, flags and raw text of a cell; what is doubtful is told to the ledger."""
    reading = _fault(value) if isinstance(value, Fault) else read_score(value, decimal)
    raw = raw_text(value)
    flags = tuple(dict.fromkeys(reading.flags))
    if reading.kind == "error":
        ledger.remark(cell, "error", f"“{raw}” is no value; the cell stays open")
    elif "ask" in flags:
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

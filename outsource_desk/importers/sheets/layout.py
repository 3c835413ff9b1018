"""Where the tables of a sheet lie: typed-in coordinates, title rows, header rows and bodies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, islice

from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.importers.sheets.grid import Area, Grid
from outsource_desk.importers.sheets.periods import go_up, is_year, year_in
from outsource_desk.importers.sheets.vocabulary import DIRECTION, FILLER, SCORE
from outsource_desk.importers.sheets.words import (
    is_criterion_title,
    is_level,
    is_maximum_label,
    is_priority_label,
    is_scale_label,
    is_vendor_title,
    is_weight_label,
    looks_like_vendor,
    words_of,
)

_BOUND = re.compile(r"[≥≤<>]=?\s?\d|\d{1,3}(?:[.,]\d{1,4})?\s?%\s")  # how a level begins that is to be reached
_SAMPLE = 300  # body rows that are looked at to judge a header
_QUESTIONS = 3  # in one column, of which none is a header
_TEXT_SHARE = 0.6  # of the used cells of a header row
_YES_NO = ("y", "n", "j", "o", "s", "f", "p", "x")
_MOST_FOR_TITLES = 4  # points for what a header's titles say


@dataclass
class Block:
    """A part of a sheet with one table: what stands above it, its header rows and its body, as row indices."""

    rows: range
    header: int
    upper: list[int] = field(default_factory=list)  # further header rows above, topmost first
    lower: list[int] = field(default_factory=list)  # a second line of headers, such as units
    repeated: list[int] = field(default_factory=list)  # the header once more, further down
    coordinate_rows: list[int] = field(default_factory=list)
    coordinate_columns: list[int] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)  # rows of something that is no table
    gates: list[int] = field(default_factory=list)  # rows above the header with “pass” and “fail” in its columns
    hidden: list[int] = field(default_factory=list)  # rows that the sheet hides

    @cached_property
    def body(self) -> list[int]:
        """Return the rows below the header that may hold values."""
        first = max([self.header, *self.lower]) + 1
        left_out = {*self.repeated, *self.foreign, *self.hidden}
        return [*self.gates, *(row for row in range(first, self.rows.stop) if row not in left_out)]

    @property
    def above(self) -> list[int]:
        """Return the rows above the header that are no header: titles and notes."""
        others = {*self.upper, *self.coordinate_rows, *self.foreign, *self.gates}
        return [row for row in range(self.rows.start, self.header) if row not in others]


def blocks_of(grid: Grid, header_row: int | None = None) -> list[Block]:
    """Return the tables' places, from the top; a sheet without any header has none.

    Args:
        grid: the sheet.
        header_row: number in the file of the lowest row of headers of one table, where the user says so.
    """
    coordinate_rows, coordinate_columns = _typed_in_coordinates(grid)
    text_rows = _text_rows(grid)
    parts = _parts(grid, coordinate_rows, text_rows)
    said = _row_at(grid, header_row)
    if said is not None:
        parts = _with_header_at(grid, parts, said, coordinate_rows, text_rows)
    blocks = []
    for rows in parts:
        is_said = said is not None and said in rows
        header = said if is_said else _best_header(grid, rows, coordinate_rows, text_rows)
        if header is None:
            continue
        block = Block(rows, header, coordinate_rows=[row for row in coordinate_rows if row in rows])
        block.coordinate_columns = coordinate_columns
        block.gates = [] if is_said else _gates_above(grid, block)
        block.upper = [row for row in _headers_above(grid, block) if row not in block.gates]
        block.lower = [] if is_said else _headers_below(grid, block)
        if not is_said and not block.lower and _are_years_below(grid, block):
            block.upper, block.header = [*block.upper, block.header], block.header + 1
        if block.lower and (_names_stand_above(grid, block) or _names_stand_below(grid, block)):
            block.upper, block.header, block.lower = [*block.upper, block.header], block.lower[0], []
        block.hidden = [row for row in rows if grid.row_numbers[row] in grid.sheet.hidden_rows and row > block.header]
        block.repeated = [row for row in rows if row > block.header and _same_texts(grid, row, block.header)]
        blocks.append(block)
    return _joined(blocks, len(grid.rows))


def _row_at(grid: Grid, number: int | None) -> int | None:
    """Return the index of a row by its number in the file, or of the next used one; nothing without a number."""
    if number is None:
        return None
    return min(bisect_left(grid.row_numbers, number), len(grid.row_numbers) - 1)


def _with_header_at(
    grid: Grid, parts: list[range], said: int, excluded: list[int], text_rows: list[int]
) -> list[range]:
    """Cut the sheet so that a row which the user took for a header heads the part whose header was nearest to it."""
    headers = [(_best_header(grid, rows, excluded, text_rows), rows) for rows in parts]
    found = [(abs(header - said), rows) for header, rows in headers if header is not None]
    nearest = min(found, key=lambda item: item[0])[1] if found else range(len(grid.rows))
    if said in nearest or said > nearest.start:
        return parts
    return [
        range(said if rows == nearest else rows.start, min(rows.stop, said) if said in rows else rows.stop)
        for rows in parts
        if rows == nearest or rows.start < said or rows.start > nearest.start
    ]


def _joined(blocks: list[Block], end: int) -> list[Block]:
    """Let the blocks cover the whole sheet, so that every row belongs to one."""
    if not blocks:
        return []
    starts = [0, *(block.rows.start for block in blocks[1:])]
    stops = [*starts[1:], end]
    return [replace(block, rows=range(start, stop)) for block, start, stop in zip(blocks, starts, stops, strict=True)]


def _typed_in_coordinates(grid: Grid) -> tuple[list[int], list[int]]:
    """Find column letters and row numbers that somebody typed or copied along with the cells."""
    for row in range(min(3, len(grid.rows) - 1)):
        letters = [(column, grid.text(row, column)) for column in range(len(grid.column_numbers))]
        run = [column for column, text in letters if len(text) == 1 and text.isalpha() and text.isupper()]
        if len(run) < 3 or [grid.text(row, column) for column in run] != [
            column_letters(at + 1) for at in range(len(run))
        ]:
            continue
        numbers = [column for column in range(run[0]) if _counts_up(grid, column, row + 1)]
        if sum(grid.kind(row + 1, column) == "t" for column in run) < 2 and not (numbers and run[0] == 1):
            continue  # A, B, C are the names of options
        return [row], numbers
    return [], []


def _counts_up(grid: Grid, column: int, first: int) -> bool:
    """Tell whether a column counts its rows."""
    numbers = [grid.number(row, column) for row in range(first, len(grid.rows)) if grid.kind(row, column) != " "]
    return len(numbers) >= 2 and all(
        number is not None and number == (numbers[0] or 0) + at for at, number in enumerate(numbers)
    )


def _parts(grid: Grid, coordinate_rows: list[int], text_rows: list[int]) -> list[range]:
    """Cut the sheet where, below blank rows, another table begins."""
    starts = [0]
    seen_header: int | None = None
    numeric = list(accumulate(("n" in kinds for kinds in grid.kinds), initial=0))  # rows with a number, up to each row
    different = set(grid.kinds)
    numbered = {kinds for kinds in different if "n" in kinds}
    single = {kinds for kinds in different if len(kinds) - kinds.count(" ") == 1}
    for row in text_rows:
        goes_on = seen_header is not None and grid.kinds[row] in numbered and grid.kinds[row - 1] not in single
        if (goes_on and not grid.is_gap_before(row)) or row in coordinate_rows:
            continue  # as almost every row of a long list
        if numeric[row + 1] == numeric[min(row + 1 + _SAMPLE, len(grid.rows))]:
            continue  # no number is near that it could be the header of
        if (
            seen_header is not None
            and not _is_other_header(grid, seen_header, row)
            and not grid.is_gap_before(_top_of_title(grid, row))
        ):
            continue
        if _support(grid, row, _until_gap(grid, row)) > 0:
            starts += [_top_of_title(grid, row)] if seen_header is not None else []
            seen_header = row
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(grid.rows)], strict=True)]


def _is_other_header(grid: Grid, header: int, row: int) -> bool:
    """Tell whether a row begins with the same title of names as a header above it, but names others beside it."""
    if "n" in grid.kinds[row]:
        return False
    first = next((at for at, kind in enumerate(grid.kinds[row]) if kind != " "), 0)
    title = grid.text(row, first)
    if title != grid.text(header, first) or not (is_criterion_title(title) or is_vendor_title(title)):
        return False
    return grid.rows[row] != grid.rows[header]


def _top_of_title(grid: Grid, row: int) -> int:
    """Return the first of the single-cell rows that stand right above a header: its title."""
    while row > 0 and not grid.is_gap_before(row) and _used(grid, row - 1) == 1:
        row -= 1
    return row


def _until_gap(grid: Grid, row: int) -> range:
    stop = row + 1
    while stop < len(grid.rows) and stop - row <= _SAMPLE and not grid.is_gap_before(stop):
        stop += 1
    return range(row + 1, stop)


def _same_texts(grid: Grid, row: int, other: int) -> bool:
    return (
        row != other
        and grid.kinds[row] == grid.kinds[other]
        and [str(value) for value in grid.rows[row]] == [str(value) for value in grid.rows[other]]
    )


def _used(grid: Grid, row: int) -> int:
    return len(grid.kinds[row]) - grid.kinds[row].count(" ")


def _text_rows(grid: Grid) -> list[int]:
    """Return the rows that may be headers; most rows of a sheet hold the same kinds of cells."""
    different = set(grid.kinds)
    worded = {kinds for kinds in different if _is_worded(kinds)}
    mixed = {kinds for kinds in different - worded if "t" in kinds and _may_be_periods(kinds)}
    rows = enumerate(grid.paced(grid.kinds))
    return [row for row, kinds in rows if kinds in worded or (kinds in mixed and _has_periods(grid, row))]


def _is_worded(kinds: str) -> bool:
    texts = kinds.count("t")
    return texts >= 2 and texts >= _TEXT_SHARE * (len(kinds) - kinds.count(" "))


def _may_be_periods(kinds: str) -> bool:
    return kinds.count("n") + kinds.count("d") >= 2 and "e" not in kinds


def _has_periods(grid: Grid, row: int) -> bool:
    """Tell whether all numbers and dates of a row are years or months that go up from column to column."""
    kinds = grid.kinds[row]
    if not _may_be_periods(kinds):
        return False
    first = grid.value(row, len(kinds) - len(kinds.lstrip("tb ")))
    if type(first) is float and not is_year(first):  # as in most rows
        return False
    return go_up([grid.value(row, column) for column, kind in enumerate(kinds) if kind in "nd"])


def _titled(grid: Grid, row: int) -> list[int]:
    """Return the columns that have a title in this row."""
    titles = "tnd" if "t" in grid.kinds[row] and _has_periods(grid, row) else "t"
    return [column for column, kind in enumerate(grid.kinds[row]) if kind in titles]


def _support(grid: Grid, row: int, below: range) -> int:
    """Return in how many columns with a text in this row the cells below are mostly numbers."""
    return sum(_is_numeric(grid, column, below) for column in _titled(grid, row))


def _is_numeric(grid: Grid, column: int, rows: range) -> bool:
    grid.step()
    kinds = grid.kinds_down[column]
    numbers = kinds.count("n", rows.start, rows.stop)
    return numbers >= 1 and numbers >= 0.4 * (len(rows) - kinds.count(" ", rows.start, rows.stop))


def _best_header(grid: Grid, rows: range, excluded: list[int], text_rows: list[int]) -> int | None:
    """Return the text row whose columns go on below it in the most orderly way; the topmost of equals."""
    first, stop = bisect_left(text_rows, rows.start), bisect_left(text_rows, rows.stop)
    candidates = list(islice((row for row in text_rows[first:stop] if row not in excluded), _SAMPLE))
    candidates = _without_questions(grid, candidates) or candidates
    below = {row: range(row + 1, min(rows.stop, row + _SAMPLE)) for row in candidates}
    support = {row: _support(grid, row, below[row]) for row in candidates}
    filled = {row: _filled(grid, row, below[row]) for row in candidates}
    candidates = [row for row in candidates if filled[row] >= 2]
    if not candidates:
        return _row_of_numbered_names(grid, rows, excluded)
    if not any(support[row] for row in candidates):  # words only: nothing but its place tells a header
        candidates = [row for row in candidates if not _is_labelled(grid, row)] or candidates
        most = max(filled[row] for row in candidates)
        return next(row for row in candidates if filled[row] >= _TEXT_SHARE * most)
    fits = {row: 3 * support[row] + filled[row] for row in candidates}
    best, score = candidates[0], -1_000_000
    for row in sorted(candidates, key=lambda row: -fits[row]):  # the topmost first among equals
        if fits[row] + _MOST_FOR_TITLES < score:
            break  # its words cannot make up for it any more
        fit = fits[row] + _known_titles(grid, row) - 3 * _levels(grid, row)
        if (fit, -row) > (score, -best):
            best, score = row, fit
    return best


def _without_questions(grid: Grid, rows: list[int]) -> list[int]:
    """Return the rows that hold no question of a questionnaire, which has others above or below it in its column."""
    asked: dict[int, dict[str, list[int]]] = {}
    for row in rows:
        for column, kind in enumerate(grid.kinds[row]):
            if kind == "t" and (text := grid.text(row, column)).endswith("?"):
                asked.setdefault(column, {}).setdefault(text, []).append(row)
    several = [texts for texts in asked.values() if len(texts) >= _QUESTIONS]
    questions = {row for texts in several for found in texts.values() for row in found}
    return [row for row in rows if row not in questions]


def _levels(grid: Grid, row: int) -> int:
    """Return how many texts of a row are answers such as “yes” or “≥ 99.5 %”, which are no headers; letters may be."""
    texts = [grid.text(row, column) for column, kind in enumerate(grid.kinds[row]) if kind == "t"]
    return sum(_is_answer(text) or (len(text) > 1 and bool(_BOUND.match(text))) for text in texts)


def _is_labelled(grid: Grid, row: int) -> bool:
    """Tell whether a row begins with a label such as ``Vendor:``, behind which stands what it is about."""
    return grid.text(row, next(at for at, kind in enumerate(grid.kinds[row]) if kind != " ")).endswith(":")


def _row_of_numbered_names(grid: Grid, rows: range, excluded: list[int]) -> int | None:
    """Return the first row that a title of names begins and whose other names are numbers, but no years."""
    for row in islice((row for row in rows if row not in excluded), _SAMPLE):
        columns = [column for column, kind in enumerate(grid.kinds[row]) if kind != " "]
        title = grid.text(row, columns[0]) if columns else ""
        if not (is_vendor_title(title) or is_criterion_title(title)) or looks_like_vendor(title):
            continue
        numbers = [number for column in columns if (number := grid.number(row, column)) is not None]
        is_named = len(set(numbers)) == len(numbers) >= 2 and all(number.is_integer() for number in numbers)
        if is_named and not all(1950 <= number <= 2100 for number in numbers) and _has_more(grid, row, rows, columns):
            return row
    return None


def _has_more(grid: Grid, row: int, rows: range, columns: list[int]) -> bool:
    """Tell whether at least two rows below a header fill its columns."""
    below = range(row + 1, min(rows.stop, row + _SAMPLE))
    return sum(2 * sum(grid.kinds[line][at] != " " for at in columns) > len(columns) for line in below) >= 2


def _filled(grid: Grid, row: int, below: range) -> int:
    """Return how many columns with a text in this row hold anything below."""
    blank = len(below)
    down = grid.kinds_down
    return sum(down[column].count(" ", below.start, below.stop) < blank for column in _titled(grid, row))


def _known_titles(grid: Grid, row: int) -> int:
    """Return 2 for each title of names or weights in this row, at most `_MOST_FOR_TITLES`."""
    texts = [grid.text(row, column) for column, kind in enumerate(grid.kinds[row]) if kind == "t"]
    known = sum(is_vendor_title(text) or is_criterion_title(text) or is_weight_label(text) for text in texts)
    return min(_MOST_FOR_TITLES, 2 * known)


def _headers_above(grid: Grid, block: Block) -> list[int]:
    """Return rows above the header with at least two texts over its numbers: names over pairs of columns, groups."""
    body = range(block.header + 1, min(block.rows.stop, block.header + _SAMPLE))
    numeric = [column for column in range(len(grid.column_numbers)) if _is_numeric(grid, column, body)]
    found = []
    for row in range(block.rows.start, block.header):
        has_periods = _has_periods(grid, row)
        texts = [column for column in numeric if grid.kind(row, column) in ("tnd" if has_periods else "t")]
        if row not in block.coordinate_rows and len(texts) >= 2 and (has_periods or "n" not in grid.kinds[row]):
            found.append(row)
    return found


def _gates_above(grid: Grid, block: Block) -> list[int]:
    """Return the rows above a header of vendors that say of each of its columns “pass” or “fail”."""
    first = next((at for at, kind in enumerate(grid.kinds[block.header]) if kind != " "), 0)
    found: list[int] = []
    is_titled = is_criterion_title(grid.text(block.header, first))
    for row in range(block.rows.start, block.header):
        columns = [at for at, kind in enumerate(grid.kinds[row]) if kind in "tb" and at > first]
        levels = [at for at in columns if grid.kind(row, at) == "b" or _is_answer(grid.text(row, at))]
        is_named = grid.kind(row, first) == "t" and all(grid.kind(block.header, at) == "t" for at in columns)
        if len(levels) < 2 or len(levels) < len(columns) or not is_named or "n" in grid.kinds[row]:
            continue
        if is_titled or found or _are_named_above(grid, block, row, first, columns):
            found.append(row)
    return found


def _are_named_above(grid: Grid, block: Block, row: int, first: int, columns: list[int]) -> bool:
    """Tell whether the row above names the same columns and no others, as vendors stand over blocks of columns."""
    above = row - 1
    if above < block.rows.start or grid.kind(above, first) != "t" or is_vendor_title(grid.text(above, first)):
        return False
    return [at for at, kind in enumerate(grid.kinds[above]) if kind != " " and at > first] == columns


def _is_answer(text: str) -> bool:
    """Tell whether a text is a level, or a sign such as ✓ or ●; a letter by itself may be a name."""
    return (len(text) > 1 or not text.isalnum()) and is_level(text)


def _headers_below(grid: Grid, block: Block) -> list[int]:
    """Return the row right below the header if it holds only units or the like, over most of the numbers."""
    row = block.header + 1
    if row + 1 >= block.rows.stop or "n" in grid.kinds[row] or grid.is_gap_before(row):
        return []
    first = next((grid.text(row, at) for at, kind in enumerate(grid.kinds[row]) if kind != " "), "")
    if _tells_of_criteria(first):
        return []
    body = range(row + 1, min(block.rows.stop, row + _SAMPLE))
    numeric = [column for column in range(len(grid.column_numbers)) if _is_numeric(grid, column, body)]
    texts = [column for column in numeric if grid.kind(row, column) == "t"]
    named = [grid.text(row, column) for column in texts]
    answers = [text for text in named if (_is_answer(text) and year_in(text) is None) or text.casefold() in _YES_NO]
    if 2 * len(answers) > len(texts):
        return []
    return [row] if len(numeric) >= 2 and len(texts) > len(numeric) / 2 else []


def _are_years_below(grid: Grid, block: Block) -> bool:
    """Tell whether the row right below the header holds nothing but the years of columns that the header spans."""
    row = block.header + 1
    if row + 1 >= block.rows.stop or grid.is_gap_before(row):
        return False
    columns = [column for column, kind in enumerate(grid.kinds[row]) if kind != " "]
    years = [year_in(grid.text(row, column)) for column in columns]
    names = [column for column in columns if grid.kind(block.header, column) == "t"]
    if len(years) < 2 or None in years or not len(names) >= 2 or columns[0] == 0:
        return False
    starts = {year for year, column in zip(years, columns, strict=True) if column in names}
    return len(names) < len(columns) and len(starts) == 1  # each name begins with the same year


def _tells_of_criteria(label: str) -> bool:
    """Tell whether a row with this label says what criteria weigh, which way they point or how far they go."""
    words = set(words_of(label))
    is_scale = is_maximum_label(label) or is_scale_label(label)
    return is_weight_label(label) or is_priority_label(label) or is_scale or bool(words and words <= DIRECTION)


def _names_stand_above(grid: Grid, block: Block) -> bool:
    """Tell whether a second header line repeats itself below names that each span several columns."""
    row = block.lower[0]
    columns = [column for column in range(len(grid.column_numbers)) if grid.kind(row, column) == "t"]
    texts = [grid.text(row, column) for column in columns]
    has_span = any(grid.kind(block.header, column) == " " for column in columns)
    return has_span and len(set(texts)) < len(texts)


def _names_stand_below(grid: Grid, block: Block) -> bool:
    """Tell whether “Score” or “Bidders” spans columns of the header that have names of their own below it."""
    columns = [column for column, kind in enumerate(grid.kinds[block.lower[0]]) if kind == "t"]
    over = spread(grid, block.header, range(len(grid.column_numbers)))
    counts = Counter(over.get(column, "") for column in columns)
    title, count = counts.most_common(1)[0]
    names = {grid.text(block.lower[0], column).casefold() for column in columns if over.get(column) == title}
    words = set(words_of(title))
    is_title = is_vendor_title(title) or is_criterion_title(title) or bool(words and words <= SCORE | FILLER)
    return is_title and count >= 2 and len(names) == count and not looks_like_vendor(title)


def spread(grid: Grid, row: int, columns: range) -> dict[int, str]:
    """Return the text of an upper header row for each column: over its merged block, or up to the next text."""
    texts: dict[int, str] = {}
    current, last = "", -1
    for column in columns:
        if grid.kind(row, column) != " ":
            current = grid.text(row, column)
            area: Area | None = grid.merged_at(row, column)
            last = (
                area.right
                if area
                else (grid.column_numbers[-1] if not grid.sheet.merged else grid.column_numbers[column])
            )
        if current and grid.column_numbers[column] <= last:
            texts[column] = current
    return texts

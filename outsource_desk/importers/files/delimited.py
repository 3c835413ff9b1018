"""Text files with separated values, for the child process: alphabet, separator and rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from outsource_desk.importers.files.text_form import FOUND_OUT, TextForm, is_wide_text
from outsource_desk.importers.files.worker import LETTER_LIMIT, ROW_LIMIT, CellBudget, LimitReached, say, say_rows

_SEPARATORS = ",;\t|"
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CODE_PAGES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "cp949"]
_EUROPEAN = ("cp1252", "cp1250")  # the first of equals
_SAMPLE_LINES = 200
_SAMPLE_LETTERS = 200_000


def read_delimited(content: bytes, form: TextForm = FOUND_OUT) -> None:
    """Write the rows of a text file as one sheet without a name.

    Args:
        content: the bytes of the file.
        form: what the user says about it; the rest is found out.
    """
    decoded = _decoded(content, form.encoding) if form.encoding else decode(content)
    if decoded is None or "\0" in decoded[0]:
        say({"refused": "encoding", "detail": form.encoding} if form.encoding else {"refused": "letters"})
        return
    text, alphabet = decoded
    separator, text = separator_of(text)
    separator = form.delimiter or separator
    is_guessed = not form.encoding and not alphabet.startswith("utf")
    say({"sheets": [""], "hidden": []})
    say({"sheet": "", "merged": [], "separator": separator, "alphabet": alphabet, "is_guessed": is_guessed})
    budget, rows = CellBudget(len(content)), QuotedRows(text, separator)
    if text.count("\n") > ROW_LIMIT:  # nothing is said of a file that will be refused in its midst
        budget.check(row for _, row in rows)
    say_rows(rows, budget)
    say({"stray_quotes": rows.stray})


class QuotedRows:
    """The rows of a text; a quote that is not closed where it should be is read as it stands.

    ``stray`` holds the numbers of the rows with such quotes, after the rows were walked through.
    """

    def __init__(self, text: str, separator: str) -> None:
        self._lines, self._separator = list(io.StringIO(text, newline="")), separator
        self._quote = _quote_of(self._lines[:_SAMPLE_LINES], separator)
        self.stray: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, list]]:
        """Yield row numbers, from 1, and fields.

        Raises:
            LimitReached: a field is longer than any cell.
        """
        csv.field_size_limit(LETTER_LIMIT)
        self.stray = []
        number = line = 0
        while line < len(self._lines):
            for end, row in self._well_quoted(line):
                number, line = number + 1, end
                yield number, row
            if line < len(self._lines):
                number, line = number + 1, line + 1
                self.stray.append(number)
                yield number, self._as_it_stands(line - 1)

    def _well_quoted(self, start: int) -> Iterator[tuple[int, list]]:
        """Yield rows up to the first with a stray quote, each with the line that follows it."""
        lines = map(self._lines.__getitem__, range(start, len(self._lines)))
        reader = csv.reader(lines, delimiter=self._separator, quotechar=self._quote, strict=True)
        read, usual = 0, 0
        try:
            for row in reader:
                if reader.line_num - read > 1 and self._swallows(start + read, len(row), usual):
                    return
                read, usual = reader.line_num, len(row)
                yield start + read, row
        except csv.Error:
            return

    def _swallows(self, line: int, fields: int, usual: int) -> bool:
        """Tell whether a row of several lines would rather be rows of their own."""
        return fields != usual and self._lines[line].count(self._separator) + 1 == usual

    def _as_it_stands(self, line: int) -> list[str]:
        """Return the fields of one line in which quotes mean nothing."""
        fields = self._lines[line].rstrip("\r\n").split(self._separator)
        if max(map(len, fields)) > LETTER_LIMIT:
            raise LimitReached(f"a cell with more than {LETTER_LIMIT:,} letters")
        return fields


def decode(content: bytes) -> tuple[str, str] | None:
    """Return the text and the name of its alphabet, or nothing if it fits none."""
    for mark, alphabet in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content, alphabet)
    if wide := is_wide_text(content):
        return _decoded(content, wide)
    return _decoded(content, "utf-8") or _guessed(content)


def _decoded(content: bytes, alphabet: str) -> tuple[str, str] | None:
    try:
        return content.decode(alphabet).removeprefix("\ufeff"), alphabet
    except UnicodeDecodeError:
        return None


def _guessed(content: bytes) -> tuple[str, str] | None:
    """Ask charset-normalizer; between the alike code pages of western and central Europe the words decide."""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:500_000], cp_isolation=_CODE_PAGES).best()
    if best is not None and best.encoding not in _EUROPEAN:
        return _decoded(content, best.encoding) or _decoded(content, "cp1252")
    decoded = [found for page in _EUROPEAN if (found := _decoded(content, page)) is not None]
    return min(decoded, key=lambda found: _signs_inside_words(found[0])) if decoded else None


def _signs_inside_words(text: str) -> int:
    """Count signs such as ¯ or ³ right beside letters: traces of a wrong code page."""
    return len(
        re.findall(
            r"(?<=[^\W\d_])[\u0080-\u00bf\u02c0-\u02df](?=[^\W\d_])|[\u0080-\u00bf](?=[^\W\d_]{2})", text[:500_000]
        )
    )


def separator_of(text: str) -> tuple[str, str]:
    """Return the separator and the text below a ``sep=`` line, should there be one."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip("\r")) == 5:
        return first[4], rest
    sample = "\n".join(text[:_SAMPLE_LETTERS].splitlines()[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator)), text


def _quote_of(lines: list[str], separator: str) -> str:
    """Return the quotation mark around fields: an apostrophe where most of the first line stand between two of them."""
    first = next((line for line in lines if line.strip()), "")[:_SAMPLE_LETTERS]
    if any('"' in line for line in lines):
        return '"'
    fields = [field.strip() for field in first.split(separator) if field.strip()]
    quoted = sum(len(field) > 1 and field[0] == field[-1] == "'" for field in fields)
    return "'" if 2 * quoted > len(fields) else '"'


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """Return how well a separator cuts all lines into the same number of fields, and into how many."""
    try:
        counts = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
    except csv.Error:
        return 0.0, 0
    cut = Counter(count for count in counts if count > 1)
    if not cut:
        return 0.0, 0
    fields, lines = max(cut.items(), key=lambda item: (item[1], item[0]))
    return lines / len(counts), fields

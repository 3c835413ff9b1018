"""Text files with separated values, for the child process: alphabet, separator and rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from outsource_desk.importers.text_form import FOUND_OUT, TextForm, is_wide_text
from outsource_desk.importers.worker import CellBudget, say, say_rows

_SEPARATORS = ",;\t|"
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CODE_PAGES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "cp949"]
_EUROPEAN = ("cp1252", "cp1250")  # the first of equals
_SAMPLE_LINES = 200


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
    csv.field_size_limit(len(text) + 1)
    try:
        say_rows(_numbered(text, separator), CellBudget(len(content)))
    except csv.Error as error:
        say({"refused": "damaged", "detail": str(error)})


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
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda separator: _evenness(sample, separator)), text


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


def _numbered(text: str, separator: str) -> Iterator[tuple[int, list]]:
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)

"""The finished package: each formula beside its result, and the same bytes for the same workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

Result = float | int | str | bool
Results = Mapping[str, Mapping[str, Result]]  # part of the package → cell → result

_FORMULA_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^<>]*)>(<f>[^<]*</f>)<v\s*(?:/>|></v>)</c>')
_CHART_FRAME = re.compile(r'(<(?:\w+:)?cNvPr\b[^>]*\bname="Chart ([0-9]+)")')
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows
_BLOCK = 1 << 20


def packed(book: Workbook, results: Results, alternatives: Mapping[str, list[str]]) -> bytes:
    """Return the workbook as a file whose bytes depend on its content alone.

    Args:
        book: the finished workbook.
        results: what the app computed for each formula, by part name such as ``xl/worksheets/sheet1.xml``.
        alternatives: the charts in words, by the drawing's part name, in the order of the charts.
    """
    from openpyxl.writer.excel import ExcelWriter

    target = BytesIO()
    archive = _Package(target, results, alternatives)
    ExcelWriter(book, archive).save()
    return target.getvalue()


class _Package(ZipFile):
    """A zip file without a clock that completes the parts as openpyxl writes them."""

    def __init__(self, target: BytesIO, results: Results, alternatives: Mapping[str, list[str]]) -> None:
        super().__init__(target, "w", ZIP_DEFLATED)
        self._results, self._alternatives = results, alternatives

    def writestr(self, zinfo_or_arcname, data, *_, **__) -> None:  # type: ignore[override]
        name = str(zinfo_or_arcname)
        if name in self._alternatives:
            data = _described(data if isinstance(data, str) else data.decode(), self._alternatives[name])
        super().writestr(_entry(name), data, ZIP_DEFLATED)

    def write(self, filename, arcname=None, *_, **__) -> None:  # type: ignore[override]
        name = str(arcname)
        results = self._results.get(name, {})
        with Path(filename).open(encoding="utf-8", newline="") as part, self.open(_entry(name), "w") as target:
            for piece in _with_results(iter(lambda: part.read(_BLOCK), ""), results):
                target.write(piece.encode())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DATE)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def _with_results(blocks: Iterator[str], results: Mapping[str, Result]) -> Iterator[str]:
    """Fill in the results, one stretch of whole rows after the other."""

    def filled(cell: re.Match[str]) -> str:
        place, attributes, formula = cell.groups()
        result = results.get(place)
        if result is None:
            return cell.group()
        if isinstance(result, bool):
            kind, shown = ' t="b"', str(int(result))
        elif isinstance(result, str):
            kind, shown = ' t="str"', escape(result)
        else:
            kind, shown = "", repr(result if isinstance(result, int) else float(result))
        return f'<c r="{place}"{attributes}{kind}>{formula}<v>{shown}</v></c>'

    rest = ""
    for block in blocks:
        rows, end, rest = (rest + block).rpartition("</row>")
        yield _FORMULA_CELL.sub(filled, rows) + end
    yield rest


def _described(drawing: str, words: list[str]) -> str:
    """Give each chart of a drawing its alternative text."""
    return _CHART_FRAME.sub(lambda frame: f"{frame[1]} descr={quoteattr(words[int(frame[2]) - 1])}", drawing)

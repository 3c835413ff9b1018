"""Small spreadsheets made on the spot."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]
SCORECARD: Rows = [
    ["Criterion", "Weight", "Alder", "Birch", "Cedar"],
    ["Price", 40, 3, 4, 5],
    ["Quality", 35, 5, 4, 2],
    ["Support", 25, 4, 3, 3],
    ["Total", 100, 395, 375, 345],
    ["Rank", None, 1, 2, 3],
]


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of workbooks: rows of one sheet, or sheets by name; ``touch`` may change each sheet."""

    def make(
        sheets: Rows | dict[str, Rows], name: str = "book.xlsx", touch: Callable[[Worksheet], None] | None = None
    ) -> Path:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.remove(book.active)
        named = sheets if isinstance(sheets, dict) else {"Sheet1": sheets}
        for title, rows in named.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            if touch:
                touch(sheet)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of text files in any alphabet."""

    def make(text: str, alphabet: str = "utf-8", name: str = "table.csv") -> Path:
        (tmp_path / name).write_bytes(text.encode(alphabet))
        return tmp_path / name

    return make


@pytest.fixture
def ods(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of OpenDocument spreadsheets with one sheet."""

    def cell(value: object) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, int | float):
            kind = f'office:value-type="float" office:value="{value}"'
            return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    def make(rows: Rows, name: str = "table.ods") -> Path:
        body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        names = " ".join(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
            for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
        )
        content = (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
            f'<office:spreadsheet><table:table table:name="Sheet1">{body}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>"
        )
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
            package.writestr("content.xml", content)
            package.writestr(
                "META-INF/manifest.xml",
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            )
        return tmp_path / name

    return make


@pytest.fixture
def repacked() -> Callable[..., Path]:
    """Return a changer of packages: each part may be replaced, and parts may be added."""

    def change(
        path: Path, replace: Callable[[str, bytes], bytes] | None = None, add: dict[str, bytes] | None = None
    ) -> Path:
        target = path.with_name("changed-" + path.name)
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.infolist():
                content = old.read(part)
                new.writestr(part.filename, replace(part.filename, content) if replace else content)
            for name, content in (add or {}).items():
                new.writestr(name, content)
        return target

    return change

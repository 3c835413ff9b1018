"""The fast reader, for the child process: values of every sheet with calamine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from outsource_desk.importers.files.worker import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    MERGED_LIMIT,
    ROW_LIMIT,
    CellBudget,
    say,
    say_rows,
)

OWN_MARK = "desk_workbook"
_UNKNOWN = "Cannot detect file format"  # what the library says of all that it cannot read
_UNKNOWN_ERROR = "Unsupported cell error value"


def read_workbook(file: io.BytesIO, only: str | None, *, is_xlsx: bool) -> None:
    """Write the values of every sheet, or of the one named ``only``."""
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        content = file.getvalue()
        _say_workbook(workbook, only, content if is_xlsx else b"", CellBudget(len(content)))
    except PasswordError:
        say({"refused": "password"})
    except (CalamineError, OSError, ValueError) as error:
        detail = str(error)
        if is_xlsx and _is_beyond(detail, file.getvalue()):
            say({"refused": "beyond"})
        else:
            say({"refused": "damaged", "detail": "" if detail == _UNKNOWN else detail})


def _is_beyond(detail: str, package: bytes) -> bool:
    """Tell whether a workbook is sound and only the library does not know what stands in it.

    It knows seven errors of cells, and there are more, such as ``#SPILL!`` and ``#ERROR!``; and no sheets of macros.
    """
    if detail.startswith(_UNKNOWN_ERROR):
        return True
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        links = "xl/_rels/workbook.xml.rels"
        return detail == _UNKNOWN and links in parts.namelist() and b"acrosheet" in parts.read(links)


def _say_workbook(workbook: CalamineWorkbook, only: str | None, package: bytes, budget: CellBudget) -> None:
    metadata = workbook.sheets_metadata
    budget.sheet_count(len(metadata))
    hidden = [sheet.name for sheet in metadata if sheet.visible != SheetVisibleEnum.Visible]
    say({"sheets": [sheet.name for sheet in metadata], "hidden": hidden})
    if package:
        say({"names": own_names(package)})
    for done, name in enumerate(workbook.sheet_names):
        if only is not None and name != only:
            continue
        say({"progress": done / len(metadata), "text": f"Reading “{name}”"})
        sheet = workbook.get_sheet_by_name(name)
        merged = [[top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in _merged(sheet)]
        say({"sheet": name, "merged": merged[:MERGED_LIMIT]})
        if _may_be_too_much(sheet):  # nothing is said of a sheet that will be refused in its midst
            budget.check(row for _, row in _numbered(sheet))
        say_rows(_numbered(sheet), budget)


def _may_be_too_much(sheet: CalamineSheet) -> bool:
    """Tell whether the area of a sheet is larger than what may be used of it."""
    return sheet.height > ROW_LIMIT or sheet.width > COLUMN_LIMIT or sheet.height * sheet.width > CELL_LIMIT // 2


def _merged(sheet: CalamineSheet) -> list:
    return sheet.merged_cell_ranges or []


def _numbered(sheet: CalamineSheet) -> Iterator[tuple[int, list]]:
    """Yield 1-based row numbers and rows from column A on, one by one so that no second copy is made."""
    if sheet.start is None:
        return
    top, left = sheet.start
    margin = [""] * left
    for number, row in enumerate(sheet.iter_rows(), start=1):  # from row 1, but from the first used column
        if number > top:
            yield number, margin + row if left else row


def own_names(package: bytes) -> dict[str, str]:
    """Return the defined names of a workbook that this program wrote; of any other workbook none."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return {}
        text = parts.read("xl/workbook.xml")
    if OWN_MARK.encode() not in text or re.search(rb"<!(DOCTYPE|ENTITY)", text):
        return {}
    from xml.etree import ElementTree  # the part has no entities, see above

    tree = ElementTree.fromstring(text)
    return {
        element.get("name", ""): (element.text or "").strip()
        for element in tree.iter()
        if element.tag.endswith("}definedName") and not element.get("localSheetId")
    }

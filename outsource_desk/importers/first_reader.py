"""The fast reader, for the child process: values of every sheet with calamine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from outsource_desk.importers.worker import CellBudget, say, say_rows

OWN_MARK = "desk_workbook"


def read_workbook(file: io.BytesIO, only: str | None, *, is_xlsx: bool) -> None:
    """Write the values of every sheet, or of the one named ``only``."""
    try:
        workbook = CalamineWorkbook.from_filelike(file)
        _say_workbook(workbook, only, file.getvalue() if is_xlsx else b"")
    except PasswordError:
        say({"refused": "password"})
    except (CalamineError, OSError, ValueError) as error:
        say({"refused": "damaged", "detail": str(error)})


def _say_workbook(workbook: CalamineWorkbook, only: str | None, package: bytes) -> None:
    budget = CellBudget()
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
        say({"sheet": name, "merged": merged[:5_000]})
        say_rows(_numbered(sheet), budget)


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

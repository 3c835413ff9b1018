"""Reading a sheet of measurements: rows of cells through the gate and in limited children."""

from __future__ import annotations

from pathlib import Path

from outsource_desk.importers.foreign_answers import NoQuestionnaireError, Progress, ReadForeign, read_foreign
from outsource_desk.importers.refusals import SpreadsheetRefusedError


class NoReadingsError(NoQuestionnaireError):
    """A file was given as a report of service levels that holds no table that could be one."""

    remedy = "Choose the spreadsheet that says metric, period and actual in columns, one reading to a row."

    def __init__(self, name: str) -> None:
        SpreadsheetRefusedError.__init__(self, f"“{name}” holds no sheet with readings.")


def read_sheets(path: Path, progress: Progress | None = None) -> ReadForeign:
    """Return what a spreadsheet says; whatever is wrong with it comes back as a refusal, never as an exception."""
    return read_foreign(path, progress, NoReadingsError)

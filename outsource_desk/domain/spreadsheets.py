"""By which endings files of other programs are taken for spreadsheets."""

from __future__ import annotations

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
READABLE = (*SPREADSHEETS, ".txt")  # a text may hold a table too, but need not
PATTERN_OF_READABLE = " ".join(f"*{ending}" for ending in READABLE)  # for choosers of files

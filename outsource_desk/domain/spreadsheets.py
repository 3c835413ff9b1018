"""By which endings files of other programs are taken for spreadsheets, and what their columns are called."""

from __future__ import annotations

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
READABLE = (*SPREADSHEETS, ".txt")  # a text may hold a table too, but need not
PATTERN_OF_READABLE = " ".join(f"*{ending}" for ending in READABLE)  # for choosers of files


def column_letters(column: int) -> str:
    """Return the letters of a 1-based column: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the 1-based column of its letters, large or small: A is 1, AB is 28."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number

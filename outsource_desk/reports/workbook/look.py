"""How cells look: a few named looks, each made once and shared by all cells that have it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outsource_desk.charts.spec import Theme

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

THEME = Theme()
INPUT = "#FFF9DB"  # pale yellow: yours to change
IMPORTED = "#0B5CAD"  # blue: came from a file
GROUP = "#EEF1F4"
GOOD_GROUND, BAD_GROUND = "#E4F4EC", "#FCECEA"
FONT = "Arial"  # on every desk, and metrically the same as what LibreOffice puts in its place


@dataclass(frozen=True)
class Look:
    """What a cell looks like and whether it may be typed into."""

    size: float = 10
    is_bold: bool = False
    colour: str = THEME.ink
    ground: str = ""
    format: str = "General"
    align: str = "left"
    indent: int = 0
    wraps: bool = False
    is_input: bool = False
    line: str = THEME.rule  # under the cell; "" = none
    line_style: str = "hair"


BLANK = Look(line="")
TITLE = Look(size=18, is_bold=True, line="", wraps=True)
LEAD = Look(size=11, colour=THEME.muted, line="", wraps=True)
HEADING = Look(size=13, is_bold=True, line="")
HEAD = Look(colour=THEME.muted, line=THEME.ink, line_style="thin", wraps=True)
HEAD_RIGHT = replace(HEAD, align="right")
HEAD_AFTER = replace(HEAD, indent=1)
TEXT = Look(wraps=True)
AFTER_NUMBER = Look(wraps=True, indent=1)
LABEL = Look(colour=THEME.muted, wraps=True)
STRONG = Look(is_bold=True, wraps=True)
NUMBER = Look(align="right", format="0.0")
EXACT = Look(align="right", format="0.000000")
TINY = Look(align="right", format="0.0000000000")
PLAIN = Look(align="right")
PERCENT = Look(align="right", format="0.0%")
WORD = Look(align="right")
BIG = Look(size=13, is_bold=True, line="", wraps=True)
WEIGHT_INPUT = Look(align="right", ground=INPUT, is_input=True)
POINTS_INPUT = Look(align="right", ground=INPUT, is_input=True)
REGISTER = Look(wraps=True, is_input=True)  # unlocked, because Excel sorts no locked cells
KEY = Look(colour=THEME.muted, line="")


def as_group(look: Look) -> Look:
    """Return a look for the heading of a group of criteria."""
    return replace(look, is_bold=True, ground=GROUP)


def imported(look: Look) -> Look:
    """Return a look for a value that came from a file."""
    return replace(look, colour=IMPORTED)


class Looks:
    """Gives cells their look; openpyxl's own styling would look every part up again for every cell."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[Look, object] = {}

    def dress(self, cell: Cell, look: Look) -> None:
        """Give one cell its look."""
        style = self._made.get(look)
        if style is None:
            style = self._made[look] = self._make(look)
        cell._style = style  # pyright: ignore[reportAttributeAccessIssue] - shared, and never changed in place

    def _make(self, look: Look) -> object:
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        model = Cell(self._book.worksheets[0], row=1, column=1)
        model.font = Font(name=FONT, size=look.size, bold=look.is_bold, color=argb(look.colour))
        if look.ground:
            model.fill = PatternFill("solid", fgColor=argb(look.ground))
        if look.line:
            model.border = Border(bottom=Side(look.line_style, color=argb(look.line)))  # type: ignore[arg-type] - openpyxl takes any text
        model.alignment = Alignment(look.align, "top", indent=look.indent, wrap_text=look.wraps)  # type: ignore[arg-type] - openpyxl takes any text
        model.protection = Protection(locked=not look.is_input)
        model.number_format = look.format
        return model._style


def argb(colour: str) -> str:
    """Return a colour as the file format writes it."""
    return "FF" + colour.lstrip("#").upper()

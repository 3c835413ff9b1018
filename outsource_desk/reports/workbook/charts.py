"""Native charts from the same definitions as on paper; their numbers are live cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.charts.spec import ChartSpec, Role, Theme
from outsource_desk.reports.workbook.look import FONT

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.series import Series

THEME = Theme()
LABELS = "0.0;-0.0;;"  # nothing where a bar has no length


@dataclass(frozen=True)
class Bars:
    """One series: where its cells stand and what they show now."""

    name: str
    name_cell: str
    cells: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Labels:
    """The categories: where their cells stand and what they say now."""

    cells: str
    texts: tuple[str, ...]


def native_ranking(spec: ChartSpec, names: Labels, ranked: Bars, not_ranked: Bars, reach: Bars) -> BarChart:
    """Return bars best first; whiskers show what open scores could still add, hatched bars are not ranked."""
    from openpyxl.chart.error_bar import ErrorBars
    from openpyxl.chart.marker import DataPoint
    from openpyxl.chart.shapes import GraphicalProperties

    chart = _bars(spec, is_stacked=False)
    bars = _series(0, ranked, names, THEME.bar)
    for n, category in enumerate(spec.categories):
        if category.is_accent:
            bars.dPt.append(DataPoint(idx=n, spPr=_fill(THEME.accent)))
    line = GraphicalProperties()
    line.line.solidFill, line.line.width = _hex(THEME.ink), 19_050
    rise = _numbers(reach.cells, reach.values)
    bars.errBars = ErrorBars(errBarType="plus", errValType="cust", noEndCap=True, plus=rise, spPr=line)
    rest = _series(1, not_ranked, names, "")
    rest.spPr = _hatched()
    _label(bars, [n for n, category in enumerate(spec.categories) if category.is_accent])
    _label(rest, [])
    chart.series.extend((bars, rest))
    chart.legend = None
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    return chart


def native_contributions(spec: ChartSpec, names: Labels, parts: Sequence[Bars]) -> BarChart:
    """Return stacked bars: what each part adds to the total; price is set apart by its colour."""
    from openpyxl.chart.legend import Legend

    chart = _bars(spec, is_stacked=True)
    roles = {series.name: series.role for series in spec.series}
    shade = 0
    for number, part in enumerate(parts):
        is_price = roles.get(part.name) is Role.PRICE
        series = _series(number, part, names, THEME.price if is_price else THEME.ramp[min(shade, len(THEME.ramp) - 1)])
        shade += not is_price
        chart.series.append(series)
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.legend.txPr = _type(800, THEME.muted)
    chart.y_axis.scaling.min = 0
    return chart


def resize(chart: BarChart, width: float, height: float) -> None:
    """Set the size of a chart in centimetres."""
    chart.width, chart.height = width, height  # type: ignore[assignment] - openpyxl takes fractions too


def _bars(spec: ChartSpec, *, is_stacked: bool) -> BarChart:
    from openpyxl.chart import BarChart
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties

    chart = BarChart()
    chart.type, chart.overlap, chart.gapWidth = "bar", 100, 55
    chart.grouping = "stacked" if is_stacked else "clustered"
    chart.title = _title(spec.title)
    chart.title.overlay = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first category on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr, chart.y_axis.txPr = _type(900, THEME.ink), _type(800, THEME.muted)
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.y_axis.crosses = "max"  # numbers stand below, although the order is turned round
    chart.y_axis.number_format, chart.y_axis.numFmt.sourceLinked = "0", False
    chart.y_axis.majorGridlines = ChartLines(spPr=_line(THEME.rule))
    chart.y_axis.spPr, chart.x_axis.spPr = _no_line(), _line(THEME.ink)
    chart.visible_cells_only = False
    ground = GraphicalProperties(noFill=True)
    ground.line.noFill = True
    chart.graphical_properties = ground
    chart.roundedCorners = False
    return chart


def _series(number: int, bars: Bars, names: Labels, colour: str) -> Series:
    from openpyxl.chart.data_source import AxDataSource, StrData, StrRef, StrVal
    from openpyxl.chart.series import Series, SeriesLabel

    series = Series(idx=number, order=number, val=_numbers(bars.cells, bars.values))
    cached = StrData(ptCount=1, pt=[StrVal(0, v=bars.name)])
    series.tx = SeriesLabel(strRef=StrRef(bars.name_cell, strCache=cached))
    labels = [StrVal(n, v=label) for n, label in enumerate(names.texts)]
    series.cat = AxDataSource(strRef=StrRef(names.cells, strCache=StrData(ptCount=len(labels), pt=labels)))
    series.invertIfNegative = False
    if colour:
        series.spPr = _fill(colour)
    return series


def _numbers(cells: str, values: Sequence[float | None]):
    from openpyxl.chart.data_source import NumData, NumDataSource, NumRef, NumVal

    points = [NumVal(n, v=repr(float(value))) for n, value in enumerate(values) if value is not None]
    return NumDataSource(numRef=NumRef(cells, numCache=NumData(LABELS, ptCount=len(values), pt=points)))


def _label(series: Series, dark: Sequence[int]) -> None:
    """Print the numbers at the foot of the bars, clear of the whiskers; light on the bars that are dark."""
    from openpyxl.chart.label import DataLabel, DataLabelList

    shown = {"showVal": True, "showSerName": False, "showCatName": False, "showLegendKey": False}
    shown |= {"showPercent": False, "showBubbleSize": False}
    common = {"numFmt": LABELS, "dLblPos": "inBase", **shown}
    light = _type(900, THEME.on_dark, is_bold=True)
    points = [DataLabel(idx=n, txPr=light, **common) for n in dark]
    series.dLbls = DataLabelList(dLbl=points, txPr=_type(900, THEME.ink, is_bold=True), **common)


def _fill(colour: str):
    from openpyxl.chart.shapes import GraphicalProperties

    look = GraphicalProperties(solidFill=_hex(colour))
    look.line.solidFill, look.line.width = _hex(THEME.background), 9_525
    return look


def _hatched():
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties

    look = GraphicalProperties()
    ink, paper = ColorChoice(), ColorChoice()
    ink.RGB, paper.RGB = _hex(THEME.bar), _hex(THEME.background)
    look.pattFill = PatternFillProperties(prst="wdUpDiag", fgClr=ink, bgClr=paper)
    look.line.solidFill, look.line.width = _hex(THEME.bar), 9_525
    return look


def _line(colour: str):
    from openpyxl.chart.shapes import GraphicalProperties

    look = GraphicalProperties()
    look.line.solidFill, look.line.width = _hex(colour), 6_350
    return look


def _no_line():
    from openpyxl.chart.shapes import GraphicalProperties

    look = GraphicalProperties()
    look.line.noFill = True
    return look


def _letters(size: int, colour: str, *, is_bold: bool = False):
    from openpyxl.drawing.text import CharacterProperties, Font

    return CharacterProperties(sz=size, b=is_bold, solidFill=_hex(colour), latin=Font(typeface=FONT))


def _type(size: int, colour: str, *, is_bold: bool = False):
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RichTextProperties

    letters = _letters(size, colour, is_bold=is_bold)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
    paragraph.r = []  # a style holds no text
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])


def _title(text: str):
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun, RichTextProperties

    letters = _letters(1100, THEME.ink, is_bold=True)
    run = RegularTextRun(rPr=letters, t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph])))


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()

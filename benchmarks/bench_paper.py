"""The board paper against a bare reportlab canvas that draws the same page in the same font."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from benchmarks.material import board_facts
from benchmarks.pairing import Contender
from benchmarks.table import Row as Measured
from benchmarks.table import compared
from outsource_desk.charts.marks import Line, Mark, Polygon, Rect, Text, Weight, left_edge
from outsource_desk.reports.blocks import Align, Block, Cell, Figure, Page, Row, Table, TableColumn, Title
from outsource_desk.reports.charts import contributions_chart, ranking_chart
from outsource_desk.reports.compose import compose
from outsource_desk.reports.elements import Element, Sheet
from outsource_desk.reports.grid import A4
from outsource_desk.reports.painter import Painter
from outsource_desk.reports.paper import draw, footer, render_pdf, sheets_of
from outsource_desk.reports.tagged_canvas import Box, TaggedCanvas
from outsource_desk.reports.typeface import FONT_NAMES, font, measure

WIDTH, HEIGHT = A4.width, A4.height
LINES, COLUMNS = 400, 8
FIGURES = 20
FACTS = board_facts(8, 12, 3)
SUBJECT = "Example · Benchmark"


def rows(rounds: int) -> list[Measured]:
    """Measure tables, charts and a whole paper."""
    return [
        *_measured("P1", f"a table of {LINES} × {COLUMNS} on {{}} pages", _table_page, 1.8, rounds),
        *_measured("P2", f"{FIGURES} charts on {{}} pages", _chart_page, 2.0, rounds),
        *_whole_paper(rounds),
    ]


def _table_page() -> Page:
    columns = (TableColumn("Criterion", 2.5), *(TableColumn(f"Bid {n}", 1, Align.RIGHT) for n in range(1, COLUMNS)))
    lines = [(f"Criterion {n:03}", *(f"{(n * k) % 97 / 10:.1f}" for k in range(1, COLUMNS))) for n in range(LINES)]
    table = Table(columns, tuple(Row(tuple(Cell(text) for text in line)) for line in lines))
    return Page("Scores", Title("Every score of a large evaluation"), (table,), "benchmark")


def _chart_page() -> Page:
    specs = (ranking_chart(FACTS), contributions_chart(FACTS))
    figures: tuple[Block, ...] = tuple(Figure(specs[n % 2], 300, 340) for n in range(FIGURES))
    return Page("Charts", Title("Every chart of a large evaluation"), figures, "benchmark")


def _measured(goal: str, what: str, page_of: Callable[[], Page], limit: float, rounds: int) -> list[Measured]:
    page = page_of()
    sheets = compose(page, SUBJECT)
    ready = [bare(marks) for marks in _marks(sheets)]

    def product() -> bytes:
        return draw(FACTS, compose(page, SUBJECT), _tell)

    assert texts(product()) == texts(on_bare_canvas(ready)) == texts(_untagged(sheets))
    return compared(
        what.format(len(sheets)),
        Contender("raw canvas, same page and font", lambda: on_bare_canvas(ready)),
        [
            (goal, Contender("layout and tagged PDF", product), limit),
            ("", Contender("layout alone", lambda: compose(page, SUBJECT)), None),
            ("", Contender("tagged PDF alone", lambda: draw(FACTS, sheets, _tell)), None),
            ("", Contender("layout and PDF without its tags", lambda: _untagged(compose(page, SUBJECT))), None),
        ],
        rounds,
    )


class _Untagged(TaggedCanvas):
    """The product's canvas without what a screen reader needs, to tell the price of that apart."""

    def begin_element(self, tag: str, alt: str = "", scope: str = "", box: Box | None = None) -> None:
        """Say nothing."""

    def end_element(self) -> None:
        """Say nothing."""

    def begin_content(self) -> None:
        """Say nothing."""

    def begin_artifact(self) -> None:
        """Say nothing."""

    def end_content(self) -> None:
        """Say nothing."""


def _untagged(sheets: Sequence[Sheet]) -> bytes:
    target = BytesIO()
    canvas = _Untagged(target, (WIDTH, HEIGHT), FONT_NAMES[Weight.REGULAR], "en-GB")
    painter = Painter(canvas, HEIGHT)
    for number, sheet in enumerate(sheets, 1):
        for element in (*sheet.elements, footer(FACTS, number, len(sheets))):
            painter.draw(element)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _whole_paper(rounds: int) -> list[Measured]:
    sheets = sheets_of(FACTS)
    ready = [bare(marks) for marks in _marks(sheets)]
    assert texts(render_pdf(FACTS)) == texts(on_bare_canvas(ready))
    return compared(
        f"a board paper of {len(sheets)} pages",
        Contender("raw canvas, same page and font", lambda: on_bare_canvas(ready)),
        [("", Contender("render_pdf", lambda: render_pdf(FACTS)), None)],
        rounds,
    )


def _tell(_share: float, _words: str) -> None:
    return None


def _marks(sheets: Sequence[Sheet]) -> Iterator[list[Mark]]:
    """Yield all marks of each page in the order in which they are drawn."""
    for number, sheet in enumerate(sheets, 1):
        yield [mark for element in (*sheet.elements, footer(FACTS, number, len(sheets))) for mark in flat(element)]


def flat(element: Element) -> Iterator[Mark]:
    """Yield the marks of an element and of its parts."""
    yield from element.marks
    for part in element.parts:
        yield from flat(part)


Step = Callable[[Canvas], None]


def bare(marks: Sequence[Mark], height: float = HEIGHT) -> list[Step]:
    """Return what somebody would write by hand for one page, with every number known beforehand."""
    return [step for mark in marks for step in _steps(mark, height)]


def _steps(mark: Mark, height: float) -> Iterator[Step]:
    match mark:
        case Text():
            yield _write(mark, height)
        case Rect():
            yield _rect(mark, height)
        case Line():
            yield _line(mark, height)
        case Polygon():
            yield _shape(mark, height)


_colour = cache(HexColor)


def _fill(canvas: Any, colour: Color) -> None:
    if canvas._fillColorObj is not colour:  # a careful hand would not say the same twice
        canvas.setFillColor(colour)


def _stroke(canvas: Any, colour: Color, width: float) -> None:
    if canvas._strokeColorObj is not colour:
        canvas.setStrokeColor(colour)
    if canvas._lineWidth != width:
        canvas.setLineWidth(width)


def _write(mark: Text, height: float) -> Step:
    name, size, colour = FONT_NAMES[mark.weight], mark.size, _colour(mark.color)
    x, y, words = left_edge(mark, measure), height - mark.y, mark.text
    halo = _colour(mark.halo) if mark.halo else None

    def step(canvas: Canvas) -> None:
        canvas.setFont(name, size)
        if halo:
            canvas.saveState()
            canvas.setLineJoin(1)
            _stroke(canvas, halo, 3)
            canvas.drawString(x, y, words, mode=1)
            canvas.restoreState()
        _fill(canvas, colour)
        canvas.drawString(x, y, words)

    return step


def _rect(mark: Rect, height: float) -> Step:
    fill, stroke, hatch = (_colour(colour) if colour else None for colour in (mark.fill, mark.stroke, mark.hatch))
    x, y, wide, high = mark.x, height - mark.y - mark.height, mark.width, mark.height

    def step(canvas: Canvas) -> None:
        if fill:
            _fill(canvas, fill)
        if stroke:
            _stroke(canvas, stroke, mark.stroke_width)
        if fill or stroke:
            canvas.rect(x, y, wide, high, stroke=int(bool(stroke)), fill=int(bool(fill)))
        if hatch:
            canvas.saveState()
            clip = canvas.beginPath()
            clip.rect(x, y, wide, high)
            canvas.clipPath(clip, stroke=0, fill=0)
            _stroke(canvas, hatch, 0.7)
            canvas.lines([(x - high + 5 * n, y, x + 5 * n, y + high) for n in range(int((wide + high) / 5) + 1)])
            canvas.restoreState()

    return step


def _line(mark: Line, height: float) -> Step:
    colour, points = _colour(mark.color), [(x, height - y) for x, y in mark.points]

    def step(canvas: Canvas) -> None:
        _stroke(canvas, colour, mark.width)
        if mark.dash:
            canvas.setDash(list(mark.dash))
        if len(points) == 2:
            canvas.line(*points[0], *points[1])
        else:
            canvas.drawPath(_path(canvas, points))
        if mark.dash:
            canvas.setDash()

    return step


def _shape(mark: Polygon, height: float) -> Step:
    fill, stroke = (_colour(colour) if colour else None for colour in (mark.fill, mark.stroke))
    points = [(x, height - y) for x, y in mark.points]

    def step(canvas: Canvas) -> None:
        if fill:
            _fill(canvas, fill)
        if stroke:
            _stroke(canvas, stroke, mark.stroke_width)
        path = _path(canvas, points)
        path.close()
        canvas.drawPath(path, stroke=int(bool(stroke)), fill=int(bool(fill)))

    return step


def _path(canvas: Canvas, points: Sequence[tuple[float, float]]):
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    return path


def on_bare_canvas(pages: Sequence[Sequence[Step]], size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    """Return the pages as a PDF without structure, outline and properties."""
    for weight in FONT_NAMES:
        font(weight)
    target = BytesIO()
    options: dict[str, Any] = {"initialFontName": FONT_NAMES[Weight.REGULAR]}  # which its stub takes for a number
    canvas = Canvas(target, size, invariant=1, **options)
    for page in pages:
        for step in page:
            step(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def texts(content: bytes) -> list[str]:
    """Return the words of each page."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    try:
        return [" ".join(sorted(page.get_textpage().get_text_bounded().split())) for page in document]
    finally:
        document.close()

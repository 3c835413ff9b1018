"""A display list as an SVG picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from outsource_desk.charts.marks import Anchor, Line, Mark, Point, Rect, Text, Weight

_ANCHORS = {Anchor.LEFT: "start", Anchor.CENTRE: "middle", Anchor.RIGHT: "end"}
_WEIGHTS = {Weight.REGULAR: 400, Weight.SEMIBOLD: 600}
HATCH_STEP = 5.0


def svg_of(marks: Iterable[Mark], width: float, height: float, title: str, alt: str, background: str) -> str:
    """Return a whole SVG document; it names itself to a screen reader, and each mark carries its tip."""
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="Inter, sans-serif">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(alt)}</desc>",
            f'<rect width="{_n(width)}" height="{_n(height)}" fill="{background}"/>',
            *(_drawn(mark) for mark in marks),
            "</svg>\n",
        )
    )


def _drawn(mark: Mark) -> str:
    match mark:
        case Rect():
            return _rect(mark)
        case Line():
            dash = f' stroke-dasharray="{" ".join(map(_n, mark.dash))}"' if mark.dash else ""
            look = f'fill="none" stroke="{mark.color}" stroke-width="{_n(mark.width)}"{dash}'
            return _element("polyline", f'points="{_points(mark.points)}" {look}', mark.tip)
        case Text():
            return _text(mark)
        case _:
            look = _look(mark.fill, mark.stroke, mark.stroke_width)
            return _element("polygon", f'points="{_points(mark.points)}" {look}', mark.tip)


def _rect(mark: Rect) -> str:
    box = f'x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.width)}" height="{_n(mark.height)}"'
    corner = f' rx="{_n(mark.radius)}"' if mark.radius else ""
    drawn = _element("rect", f"{box}{corner} {_look(mark.fill, mark.stroke, mark.stroke_width)}", mark.tip)
    if not mark.hatch:
        return drawn
    lines = " ".join(_slanting(mark))
    return f'{drawn}\n<path d="{lines}" fill="none" stroke="{mark.hatch}" stroke-width="0.7"/>'


def _slanting(mark: Rect) -> Iterable[str]:
    """Yield slanting lines, cut off at the rectangle's sides."""
    right, bottom = mark.x + mark.width, mark.y + mark.height
    at = mark.x - mark.height + HATCH_STEP
    while at < right:
        left, end = max(at, mark.x), min(at + mark.height, right)
        yield f"M{_n(left)} {_n(bottom - (left - at))} L{_n(end)} {_n(bottom - (end - at))}"
        at += HATCH_STEP


def _text(mark: Text) -> str:
    look = f'font-size="{_n(mark.size)}" font-weight="{_WEIGHTS[mark.weight]}" fill="{mark.color}"'
    halo = f' stroke="{mark.halo}" stroke-width="3" paint-order="stroke"' if mark.halo else ""
    tip = f"<title>{escape(mark.tip)}</title>" if mark.tip else ""
    place = f'x="{_n(mark.x)}" y="{_n(mark.y)}" text-anchor="{_ANCHORS[mark.anchor]}"'
    return f'<text {place} xml:space="preserve" {look}{halo}>{tip}{escape(mark.text)}</text>'


def _look(fill: str | None, stroke: str | None, width: float) -> str:
    edge = f' stroke="{stroke}" stroke-width="{_n(width)}"' if stroke else ""
    return f'fill="{fill or "none"}"{edge}'


def _element(name: str, attributes: str, tip: str) -> str:
    if not tip:
        return f"<{name} {attributes}/>"
    return f"<{name} {attributes}><title>{escape(tip)}</title></{name}>"


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """Return a length with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")

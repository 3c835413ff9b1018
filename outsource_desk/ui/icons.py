"""Line icons drawn for this product: outlines on 16 by 16, one stroke of 1.5, round ends, never filled."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from outsource_desk.ui.theme import look, tokens

GRID, STROKE = 16, 1.5

# M moves, L draws lines, C draws one curve (two handles and an end), O draws a ring (centre and radius), Z closes
PATHS: dict[str, str] = {
    "home": "M2.5 7.5 L8 2.5 L13.5 7.5 M4 6.5 L4 13.5 L12 13.5 L12 6.5 M6.5 13.5 L6.5 9.5 L9.5 9.5 L9.5 13.5",
    "initiative": "O8 8 5.75 O8 8 2.25",
    "vendors": "O6 5 2.25 M2 13.5 C2 8.5 10 8.5 10 13.5"
    " M10.5 3 C13 3.2 13 6.8 10.5 7 M11.5 9.5 C13.2 10 14 11.5 14 13.5",
    "vetting": "M5.5 3 L3 3 L3 13.5 L13 13.5 L13 3 L10.5 3"
    " M5.5 2 L10.5 2 L10.5 4.5 L5.5 4.5 Z M5.5 9 L7.3 10.8 L10.5 7.4",
    "scoring": "M2.5 2.5 L13.5 2.5 L13.5 13.5 L2.5 13.5 Z M2.5 6 L13.5 6 M6 6 L6 13.5 M9.8 6 L9.8 13.5",
    "analysis": "M2.5 2.5 L2.5 13.5 L13.5 13.5 M5 11 L13 4.5 M5 5.5 L13 10.5",
    "risk": "M8 2.5 L14 13.5 L2 13.5 Z M8 6.5 L8 9.8 M8 11.6 L8 11.7",
    "shield": "M8 1.8 L13 3.8 L13 8 C13 11 11 13 8 14.2 C5 13 3 11 3 8 L3 3.8 Z",
    "exit": "M9.5 2.5 L3 2.5 L3 13.5 L9.5 13.5 M6.5 8 L13.5 8 M10.8 5.2 L13.5 8 L10.8 10.8",
    "performance": "M2.3 11.8 C1 4.5 6 2.6 8 2.6 C10 2.6 15 4.5 13.7 11.8 M8 10.4 L10.8 6 O8 10.8 1",
    "governance": "O8 3.8 1.8 O3.6 12 1.8 O12.4 12 1.8 M8 5.6 L8 8 M3.6 10.2 L3.6 8 L12.4 8 L12.4 10.2",
    "money": "M3 13.5 L3 10 M6.3 13.5 L6.3 6.5 M9.7 13.5 L9.7 8.5 M13 13.5 L13 3",
    "decision": "M3.5 14 L3.5 2.5 M3.5 3 L12.5 3 L10.5 5.8 L12.5 8.6 L3.5 8.6",
    "report": "M3.5 2 L9.5 2 L12.5 5 L12.5 14 L3.5 14 Z M9.3 2 L9.3 5.2 L12.5 5.2 M6 8.3 L10 8.3 M6 11 L10 11",
    "history": "M3 4.2 C6 0.6 13.5 2.6 13.5 8 C13.5 14 5 15.4 2.8 10 M2.8 1.8 L2.8 4.6 L5.6 4.6 M8 5 L8 8.2 L10.2 9.6",
    "import": "M8 2.5 L8 9.5 M5 6.7 L8 9.7 L11 6.7 M2.5 11 L2.5 13.5 L13.5 13.5 L13.5 11",
    "export": "M8 9.8 L8 2.8 M5 5.6 L8 2.6 L11 5.6 M2.5 11 L2.5 13.5 L13.5 13.5 L13.5 11",
    "settings": "M2.5 5 L8.5 5 M11.5 5 L13.5 5 M2.5 11 L4.5 11 M7.5 11 L13.5 11 O10 5 1.5 O6 11 1.5",
    "search": "O7 7 4.5 M10.4 10.4 L13.5 13.5",
    "undo": "M3 6.5 L9.5 6.5 C14.2 6.5 14.2 13.5 9.5 13.5 L6 13.5 M5.6 3.9 L3 6.5 L5.6 9.1",
    "redo": "M13 6.5 L6.5 6.5 C1.8 6.5 1.8 13.5 6.5 13.5 L10 13.5 M10.4 3.9 L13 6.5 L10.4 9.1",
    "left": "M10 3.5 L5.5 8 L10 12.5",
    "right": "M6 3.5 L10.5 8 L6 12.5",
    "down": "M3.5 6 L8 10.5 L12.5 6",
    "up": "M3.5 10 L8 5.5 L12.5 10",
    "arrow": "M3 8 L13 8 M9 4 L13 8 L9 12",
    "rise": "M8 13 L8 3 M4 7 L8 3 L12 7",
    "fall": "M8 3 L8 13 M4 9 L8 13 L12 9",
    "check": "M3 8.4 L6.3 11.5 L13 4.6",
    "cross": "M4 4 L12 12 M12 4 L4 12",
    "plus": "M8 3 L8 13 M3 8 L13 8",
    "minus": "M3 8 L13 8",
    "lock": "M3.8 7.2 L12.2 7.2 L12.2 13.5 L3.8 13.5 Z M5.5 7.2 L5.5 5.3 C5.5 2 10.5 2 10.5 5.3 L10.5 7.2",
    "unlock": "M3.8 7.2 L12.2 7.2 L12.2 13.5 L3.8 13.5 Z M5.5 7.2 L5.5 4.8 C5.5 1.6 10 1.4 10.5 4.2",
    "clip": "M12.8 7.4 L7.6 12.6 C4.6 15.4 0.8 11.2 3.5 8.4 L8.8 3.1 C11 1.2 13.6 4 11.6 5.9 L6.4 11.1"
    " C5 12.4 3.6 10.8 5 9.7 L9.4 5.3",
    "sheet": "M2.5 3 L13.5 3 L13.5 13 L2.5 13 Z M2.5 6.3 L13.5 6.3 M2.5 9.7 L13.5 9.7 M6.5 3 L6.5 13",
    "clock": "O8 8 5.75 M8 4.8 L8 8 L10.2 9.4",
    "stop": "O8 8 5.75 M4 4 L12 12",
    "info": "O8 8 5.75 M8 7.4 L8 10.8 M8 5.1 L8 5.2",
    "done": "O8 8 5.75 M5.4 8.2 L7.3 10 L10.7 6.3",
    "open": "O8 8 5.75 M6.3 6.4 C6.3 4 9.7 4.2 9.6 6.5 C9.5 7.9 8 7.8 8 9.3 M8 11.2 L8 11.3",
    "swap": "M3 5.5 L12.5 5.5 M10 3 L12.5 5.5 L10 8 M13 10.5 L3.5 10.5 M6 8 L3.5 10.5 L6 13",
    "panel": "M2.5 3 L13.5 3 L13.5 13 L2.5 13 Z M6 3 L6 13",
    "inspector": "M2.5 3 L13.5 3 L13.5 13 L2.5 13 Z M10 3 L10 13",
    "edit": "M3 13 L3.6 10.2 L10.6 3.2 L12.8 5.4 L5.8 12.4 Z",
    "more": "M3.5 8 L3.6 8 M8 8 L8.1 8 M12.5 8 L12.6 8",
    "trash": "M3 4.5 L13 4.5 M6 4.5 L6 2.5 L10 2.5 L10 4.5"
    " M4.2 4.5 L5 13.5 L11 13.5 L11.8 4.5 M6.8 7 L7 11 M9.2 7 L9 11",
    "copy": "M5.5 5.5 L13.5 5.5 L13.5 13.5 L5.5 13.5 Z M10.5 5.5 L10.5 2.5 L2.5 2.5 L2.5 10.5 L5.5 10.5",
    "paste": "M5.5 3 L3 3 L3 13.5 L13 13.5 L13 3 L10.5 3 M5.5 2 L10.5 2 L10.5 4.5 L5.5 4.5 Z",
    "pin": "M5.5 2.5 L10.5 2.5 M6.3 2.5 L6 7 L4 9.3 L12 9.3 L10 7 L9.7 2.5 M8 9.3 L8 14",
    "folder": "M2 4 L6 4 L7.5 5.5 L14 5.5 L14 12.5 L2 12.5 Z",
    "drag": "M6 3.5 L6 3.6 M10 3.5 L10 3.6 M6 8 L6 8.1 M10 8 L10 8.1 M6 12.5 L6 12.6 M10 12.5 L10 12.6",
    "gate": "M3 14 L3 4 C3 0.8 13 0.8 13 4 L13 14 M3 8 L13 8 M6.4 8 L6.4 14 M9.6 8 L9.6 14",
    "print": "M4.5 6 L4.5 2.5 L11.5 2.5 L11.5 6"
    " M4.5 11.5 L2.5 11.5 L2.5 6 L13.5 6 L13.5 11.5 L11.5 11.5 M4.5 9.5 L11.5 9.5 L11.5 13.5 L4.5 13.5 Z",
    "help": "O8 8 5.75 M6.3 6.4 C6.3 4 9.7 4.2 9.6 6.5 C9.5 7.9 8 7.8 8 9.3 M8 11.2 L8 11.3",
    "star": "M8 2.2 L9.8 6 L14 6.5 L10.9 9.4 L11.7 13.6 L8 11.5 L4.3 13.6 L5.1 9.4 L2 6.5 L6.2 6 Z",
    "flag": "M3.5 14 L3.5 2.5 M3.5 3 L12.5 3 L10.5 5.8 L12.5 8.6 L3.5 8.6",
    "tag": "M2.5 2.5 L8 2.5 L13.8 8.3 L8.3 13.8 L2.5 8 Z M5.4 5.3 L5.4 5.4",
    "chart": "M2.5 2.5 L2.5 13.5 L13.5 13.5 M5.3 11 L5.3 8 M8.3 11 L8.3 5 M11.3 11 L11.3 7",
    "zoom-in": "O7 7 4.5 M10.4 10.4 L13.5 13.5 M7 5 L7 9 M5 7 L9 7",
    "zoom-out": "O7 7 4.5 M10.4 10.4 L13.5 13.5 M5 7 L9 7",
    "fit-width": "M2.5 3 L2.5 13 M13.5 3 L13.5 13 M5 8 L11 8 M6.8 6 L4.8 8 L6.8 10 M9.2 6 L11.2 8 L9.2 10",
    "fit-page": "M3.5 2 L12.5 2 L12.5 14 L3.5 14 Z M8 4.5 L8 11.5 M6.2 6.3 L8 4.5 L9.8 6.3 M6.2 9.7 L8 11.5 L9.8 9.7",
}


def pixmap(name: str, colour: str, size: int = GRID) -> QPixmap:
    """Return an icon in one colour, sharp on the sharpest screen there is."""
    return _pixmap(name, colour, size, max(screen.devicePixelRatio() for screen in QGuiApplication.screens()))


def icon(name: str, tone: str = "text", size: int = GRID) -> QIcon:
    """Return an icon in the colour of a token, grey where it is disabled."""
    t = tokens()
    result = QIcon(pixmap(name, getattr(t, tone), size))
    result.addPixmap(pixmap(name, t.field, size), QIcon.Mode.Disabled)
    return result


def set_icon(target: QAbstractButton | QAction, name: str, tone: str = "text") -> None:
    """Give a button or an action an icon that follows the theme."""
    target.setProperty("icon_name", name)
    target.setProperty("icon_tone", tone)
    target.setIcon(icon(name, tone))


def _follow_theme() -> None:
    for widget in QApplication.allWidgets():
        for target in (widget, *widget.actions()):
            name = target.property("icon_name")
            if name and isinstance(target, QAbstractButton | QAction):
                target.setIcon(icon(name, target.property("icon_tone")))


look.changed.connect(_follow_theme)


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon into a square; the stroke is 1.5 at every size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    scale = rect.width() / GRID
    painter.scale(scale, scale)
    pen = QPen(QColor(colour), STROKE / scale if scale >= 1 else STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(name))
    painter.restore()


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    draw(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return result


@lru_cache(maxsize=128)
def _path(name: str) -> QPainterPath:
    """Return the outline of an icon, read from its letters and numbers."""
    path = QPainterPath()
    words = PATHS[name].replace("Z", "Z ").split()
    numbers: list[float] = []
    letter = ""
    for word in [*words, "."]:
        if word[0].isalpha() or word == ".":
            _step(path, letter, numbers)
            letter, numbers = word[0], [float(word[1:])] if len(word) > 1 else []
        else:
            numbers.append(float(word))
    return path


def _step(path: QPainterPath, letter: str, n: list[float]) -> None:
    if letter == "M":
        path.moveTo(n[0], n[1])
    elif letter == "L":
        path.lineTo(n[0], n[1])
    elif letter == "C":
        path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
    elif letter == "O":
        path.addEllipse(QPointF(n[0], n[1]), n[2], n[2])
    elif letter == "Z":
        path.closeSubpath()

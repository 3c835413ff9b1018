"""What becomes of each used cell: a bar, and what its parts mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.ui.formats import number
from outsource_desk.ui.importing.sheet_view import block_colours
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S, TextStyle, look, scaled, text_font, tokens

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import UsedCells

_KINDS = ("imported", "headers", "with_care", "kept", "left_open", "left_out", "asked", "problems")
_WORDS_FROM = 320  # pixels of height from which the words have room


def kinds_in_words(cells: UsedCells) -> dict[str, str]:
    """Return the parts of the account that are not empty, in words."""
    words: dict[str, str] = {
        "imported": tr("{count} imported", count=number(cells.imported, 0)),
        "headers": tr("{count} headers", count=number(cells.headers, 0)),
        "with_care": tr("{count} read with care", count=number(cells.with_care, 0)),
        "kept": tr("{count} kept as the document has them", count=number(cells.kept, 0)),
        "left_open": tr("{count} left open", count=number(cells.left_open, 0)),
        "left_out": tr("{count} left out: titles, totals, notes", count=number(cells.left_out, 0)),
        "asked": tr_n(cells.asked, "{count} waits for an answer", "{count} wait for answers"),
        "problems": tr_n(cells.problems, "{count} problem", "{count} problems"),
    }
    return {kind: text for kind, text in words.items() if getattr(cells, kind)}


def _brush(painter: QPainter, kind: str) -> None:
    """Take the colours of a part; what is not written is outlined, and empty where it stays open."""
    is_outlined = kind in ("left_open", "kept")
    painter.setPen(QPen(QColor(tokens().muted), 1) if is_outlined else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().surface if kind == "left_open" else _colour(kind)))


def _colour(kind: str) -> str:
    t = tokens()
    return (t.good, t.accent, t.warn, t.good_soft, t.field, t.mark, t.bad, t.bad)[_KINDS.index(kind)]


class AccountBar(QWidget):
    """A bar as long as all used cells, with what each part means below it."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: UsedCells | None = None
        self._has_words = True
        self.setObjectName("import.account")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    def show_cells(self, cells: UsedCells) -> None:
        """Show another account."""
        self._cells = cells
        self.setAccessibleName(tr("{count} used cells, all accounted for", count=number(cells.used, 0)))
        self.setAccessibleDescription("; ".join(kinds_in_words(cells).values()))
        self._dress()

    def suit(self, height: int) -> None:
        """Leave the words below the bar out where the page is too low for them; the bar still says them when asked."""
        has_words = height >= scaled(_WORDS_FROM)
        self.setToolTip("" if has_words else self.accessibleDescription())
        if has_words != self._has_words:
            self._has_words = has_words
            self._dress()

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), scaled(12) + len(self._lines(self.width() or 640)) * scaled(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._cells is None:
            return
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        words = kinds_in_words(self._cells)
        gap, least = 2, 4
        room = self.width() - gap * (len(words) - 1) - least * len(words)
        left = 0.0
        for kind in words:
            wide = least + room * getattr(self._cells, kind) / max(1, self._cells.used)
            _brush(painter, kind)
            painter.drawRoundedRect(QRectF(left, 0, wide, scaled(8)).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            left += wide + gap
        painter.setFont(text_font(TextStyle.CAPTION))
        for at, line in enumerate(self._lines(self.width())):
            top, x = scaled(13) + at * scaled(18), 0
            for kind, text in line:
                side = scaled(10)
                _brush(painter, kind)
                painter.drawRoundedRect(QRectF(x, top + (scaled(18) - side) / 2, side, side), 2, 2)
                painter.setPen(QColor(t.muted))
                place = QRectF(x + side + 6, top, self.width(), scaled(18))
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
                x += self._wide(text)
        painter.end()

    def _wide(self, text: str) -> int:
        return QFontMetrics(text_font(TextStyle.CAPTION)).horizontalAdvance(text) + scaled(10) + 6 + scaled(16)

    def _lines(self, width: int) -> list[list[tuple[str, str]]]:
        """Return the words of the parts, broken into lines of this width."""
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0
        for item in kinds_in_words(self._cells).items() if self._cells and self._has_words else ():
            wide = self._wide(item[1])
            if lines[-1] and used + wide > width:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wide
        return lines

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class Legend(QWidget):
    """What the colours of the picture mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import.legend")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._has_vendors_beside = self._is_list = False
        self.show_side(has_vendors=False, values=tr("Scores"))
        look.changed.connect(self._dress)

    def show_side(self, *, has_vendors: bool, values: str) -> None:
        """Say whether the names beside the values are vendors or criteria, and what the values are."""
        self._has_vendors_beside, self._is_list, self._values = has_vendors, False, values
        self._tell()

    def show_list(self) -> None:
        """Say what the colours of a list of records mean."""
        self._is_list = True
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(tr("Colours: {parts}", parts=", ".join(text for _, text in self._items())))
        self._dress()

    def _items(self) -> list[tuple[str, str]]:
        if self._is_list:
            return [("header", tr("Header")), ("names", tr("Names")), ("scores", tr("Values")), ("", tr("Left out"))]
        names = tr("Vendors") if self._has_vendors_beside else tr("Criteria")
        return [("header", tr("Header")), ("names", names), ("scores", self._values), ("", tr("Left out"))]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) - scaled(16), scaled(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, scaled(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(TextStyle.CAPTION))
        left, high = 0.0, scaled(11)
        for (block, text), wide in zip(self._items(), self._widths(), strict=True):
            if left + wide - scaled(16) > self.width() + 1:
                break  # no room for the rest; the header and the ground of each part tell it too
            ground, border = block_colours(block, t)
            painter.setPen(QPen(QColor(border), 1.5))
            painter.setBrush(QColor(ground))
            box = QRectF(left + 1, (self.height() - high) / 2, scaled(15), high)
            painter.drawRoundedRect(box, 2, 2)
            painter.setPen(QColor(t.muted))
            place = QRectF(left + scaled(16) + S, 0, wide, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            left += wide
        painter.end()

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(text_font(TextStyle.CAPTION))
        return [metrics.horizontalAdvance(text) + scaled(16) + S + scaled(16) for _, text in self._items()]

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

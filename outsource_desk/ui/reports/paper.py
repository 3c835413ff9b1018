"""The board paper as a document to look at: its pages as pictures, its text, and where a word stands."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

PAGES_KEPT = 8  # parsed pages; the pictures are kept elsewhere


@dataclass(frozen=True)
class Hit:
    """A place where the text that was looked for stands."""

    page: int  # from 0
    boxes: tuple[QRectF, ...]  # points from the page's top left; several where it runs over a line's end


@dataclass(frozen=True)
class Heading:
    """One entry of the paper's outline."""

    title: str
    page: int  # from 0
    level: int


class Paper:
    """A finished paper, open for reading.

    Belongs to the window's thread: PDFium must not be called from two threads at once. Close it when it is replaced.
    """

    def __init__(self, content: bytes) -> None:
        """Open the bytes of a PDF; exactly these bytes are what an export writes."""
        import pypdfium2

        self.content = content
        self._document = pypdfium2.PdfDocument(content)
        self.sizes = tuple(QSizeF(*self._document.get_page_size(page)) for page in range(len(self._document)))
        self._open: OrderedDict[int, PdfPage] = OrderedDict()
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.sizes)

    def picture(self, page: int, scale: float, part: QRect) -> QImage:
        """Return a part of a page as a picture.

        Args:
            page: from 0.
            scale: pixels of the screen per point.
            part: in pixels of the screen, from the top left of the page.
        """
        from pypdfium2 import PdfBitmap, raw

        bitmap = PdfBitmap.new_native(part.width(), part.height(), raw.FPDFBitmap_BGRx)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, part.width(), part.height(), 0xFFFFFFFF)
        wide, high = pixels(self.sizes[page], scale)
        raw.FPDF_RenderPageBitmap(bitmap, self._page(page), -part.x(), -part.y(), wide, high, 0, raw.FPDF_ANNOT)
        picture = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        kept = picture.copy()  # the bytes go when this returns
        bitmap.close()
        return kept

    def text(self, page: int) -> str:
        """Return the text of a page, as a screen reader says it."""
        if page not in self._texts:
            words = self._page(page).get_textpage()
            self._texts[page] = words.get_text_range().replace("\r\n", "\n")
            words.close()
        return self._texts[page]

    def find(self, text: str, page: int) -> list[Hit]:
        """Return where a text stands on a page, capitals or not."""
        words = self._page(page).get_textpage()
        search = words.search(text)
        hits = []
        while found := search.get_next():
            boxes = [words.get_rect(place) for place in range(words.count_rects(*found))]
            hits.append(Hit(page, tuple(self._box(page, *box) for box in boxes)))
        search.close()
        words.close()
        return hits

    def outline(self) -> list[Heading]:
        """Return the headings of the paper with the pages that they stand on."""
        found = []
        for mark in self._document.get_toc():
            target = mark.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                found.append(Heading(mark.get_title(), page, mark.level))
        return found

    @property
    def is_closed(self) -> bool:
        """Tell whether the document was let go."""
        return not self._document.raw

    def close(self) -> None:
        """Let the document go."""
        for page in self._open.values():
            page.close()
        self._open.clear()
        self._document.close()

    def _page(self, page: int) -> PdfPage:
        if page not in self._open:
            while len(self._open) >= PAGES_KEPT:
                self._open.popitem(last=False)[1].close()
            self._open[page] = self._document[page]
        self._open.move_to_end(page)
        return self._open[page]

    def _box(self, page: int, left: float, bottom: float, right: float, top: float) -> QRectF:
        return QRectF(left, self.sizes[page].height() - top, right - left, top - bottom)


def pixels(size: QSizeF, scale: float) -> tuple[int, int]:
    """Return width and height of a page in whole pixels."""
    return max(1, round(size.width() * scale)), max(1, round(size.height() * scale))

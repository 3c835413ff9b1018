"""What stands above the paper: its page, its zoom, and a field to look for words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QWidget

from outsource_desk.ui.formats import percent
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import XS, M, S, look, scaled
from outsource_desk.ui.widgets.find_field import FindField
from outsource_desk.ui.widgets.layout import caption, holder, row, tool

NARROW = 620  # below it the search goes to a line of its own


class PaperBar(QWidget):
    """The bar; it tells what was typed, and shows what it is told."""

    page_asked = Signal(int)  # from 0

    def __init__(self, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._page = QLineEdit()
        self._page.setProperty("asks", True)  # it saves nothing
        self._page.setObjectName("reports.page")
        self._page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._page.setAccessibleName(tr("Page"))
        self._page.editingFinished.connect(self._on_page)
        self._pages = caption()
        self._zoom = caption()
        self._zoom.setObjectName("reports.zoom")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field = FindField("reports.find", tr("Find in the paper"))
        self._count = caption()
        self._count.setObjectName("reports.count")
        names = ("page_back", "page_on", "zoom_out", "zoom_in", "fit_width", "fit_page", "find_back", "find_on")
        back, on, out, closer, width, whole, found_back, found_on = (tool(actions[f"reports.{name}"]) for name in names)
        turning = row(back, self._page, self._pages, on, M, out, self._zoom, closer, S, width, whole, None, gap=XS)
        looking = row(None, self.field, self._count, found_back, found_on, gap=XS)
        looking.setStretch(1, 10)
        self._lay = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay.setContentsMargins(S, S, S, S)
        self._lay.setSpacing(S)
        self._lay.addWidget(holder(turning))
        self._lay.addWidget(holder(looking), 1)
        self.setLayout(self._lay)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._shown = 0
        self._dress()
        look.changed.connect(self._dress)

    def show_page(self, page: int, pages: int) -> None:
        """Show which page is being read, from 0, unless another is being typed."""
        self._shown = page
        if not (self._page.hasFocus() and self._page.isModified()):
            self._page.setText(str(page + 1) if pages else "")
        self._page.setEnabled(pages > 0)
        self._page.setAccessibleDescription(tr("of {pages}", pages=pages))
        self._pages.setText(tr("of {pages}", pages=pages))

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom."""
        self._zoom.setText(percent(zoom))
        self._zoom.setAccessibleName(tr("Zoom {zoom}", zoom=percent(zoom)))

    def show_found(self, text: str, number: int, count: int, *, is_searching: bool) -> None:
        """Show how often the text was found, and which place is the current one."""
        if not text:
            said = ""
        elif count:
            said = tr("{number} of {count}", number=number, count=count)
        else:
            said = tr("Searching…") if is_searching else tr("Not found")
        self._count.setText(said)
        self._count.set_tone("bad" if text and not count and not is_searching else "muted")
        self.field.setAccessibleDescription(tr_n(count, "{count} place", "{count} places") if text else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < scaled(NARROW)
        ways = QBoxLayout.Direction
        self._lay.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def _on_page(self) -> None:
        self._page.setModified(False)
        text = self._page.text().strip()
        if text.isdecimal() and len(text) < 7 and int(text) != self._shown + 1:
            self.page_asked.emit(int(text) - 1)
        else:
            self._page.setText(str(self._shown + 1))

    def _dress(self) -> None:
        self._page.setFixedWidth(scaled(44))
        self._zoom.setFixedWidth(scaled(44))
        self._count.setMinimumWidth(scaled(64))
        self.field.setMaximumWidth(scaled(260))
        self._arrange()

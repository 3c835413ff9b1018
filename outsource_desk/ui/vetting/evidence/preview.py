"""The first pages of a stranger's file, drawn by a limited child process; anything else is named, not opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QSizePolicy, QWidget

from outsource_desk.domain.dossier import Attachment
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.evidence import content_of
from outsource_desk.services.file_preview import Page, Preview, Wanted, can_be_shown, preview_of
from outsource_desk.ui.errors import explain
from outsource_desk.ui.jobs import Job
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import RADIUS, L, M, S, look, scaled, tokens
from outsource_desk.ui.widgets.layout import caption, column, holder, row, small_button
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

HIGH = 200  # pixels of the picture in the pane
DRAWN = 1200  # pixels of its width as it is drawn, enough to read it enlarged
EDGE = 72  # pixels around an enlarged page
KEPT = 4  # previews that are drawn already


class Sheet(QFrame):
    """A page, as large as fits; Enter, Space or a click enlarges it."""

    def __init__(self, enlarge) -> None:
        super().__init__()
        self.setObjectName("evidence.sheet")
        self.setProperty("role", "well")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._enlarge = enlarge
        self._picture: QPixmap | None = None
        self._dress()
        look.changed.connect(self._dress)

    def show_page(self, picture: QImage | None, told: str) -> None:
        """Show a page, or an empty ground."""
        self._picture = QPixmap.fromImage(picture) if picture is not None else None
        self.setAccessibleName(told)
        self.setToolTip(tr("Enlarge") if picture is not None else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if picture is not None else Qt.CursorShape.ArrowCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enlarge()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._enlarge()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture is not None:
            room = QRectF(self.rect()).adjusted(M, M, -M, -M)
            size = self._picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            ratio = self.devicePixelRatioF()
            sharp = self._picture.scaled(
                round(size.width() * ratio), round(size.height() * ratio),
                Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            painter.drawPixmap(place, sharp, QRectF(sharp.rect()))
            painter.setPen(QPen(QColor(tokens().line), 1))
            painter.drawRect(place)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _dress(self) -> None:
        self.setFixedHeight(scaled(HIGH))
        self.update()


class FilePreview(QWidget):
    """Shows one file after another; what is drawn already comes back at once."""

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setObjectName("evidence.preview")
        self._window = window
        self._attachment: Attachment | None = None
        self._job: Job | None = None
        self._kept: dict[str, Preview] = {}
        self._page = 0
        self.sheet = Sheet(self.enlarge)
        self._words = caption("", wrap=True)
        self._words.setObjectName("evidence.preview.words")
        self._place = caption()
        self._back = small_button("‹", partial(self._turn, -1), "evidence.page_back")
        self._on = small_button("›", partial(self._turn, 1), "evidence.page_on")
        self._back.setAccessibleName(tr("Previous page"))
        self._on.setAccessibleName(tr("Next page"))
        self._bar = holder(row(self._back, self._place, self._on, None, gap=S))
        self.setLayout(column(self.sheet, self._bar, self._words, gap=S))
        self.show_file(None)

    @property
    def preview(self) -> Preview | None:
        """Return the pages of the file that is shown, once they are drawn."""
        return self._kept.get(self._attachment.sha256) if self._attachment else None

    def show_file(self, attachment: Attachment | None) -> None:
        """Show a file: its first pages, or why there are none."""
        if attachment is not None and self._attachment is not None and attachment.sha256 == self._attachment.sha256:
            self._attachment = attachment
            return
        self._stop()
        self._attachment, self._page = attachment, 0
        self.setVisible(attachment is not None)
        if attachment is None:
            return
        if attachment.sha256 in self._kept:
            self._show()
        elif can_be_shown(attachment.media_type):
            self._draw(attachment)
        else:
            self._say(tr("There is no preview of such files. Save a copy to look at it."))

    def enlarge(self) -> None:
        """Show the page as wide as a window."""
        picture = self._image()
        if picture is not None and self._attachment is not None:
            Enlarged(self, self._attachment.file_name, picture).open()

    def _draw(self, attachment: Attachment) -> None:
        self._say(tr("Drawing the preview…"))
        try:
            content = self._window.session.try_act(content_of, attachment.id)
        except DeskError as error:
            self._say(" ".join(explain(error)), "bad")
            return
        job = Job(partial(preview_of, Wanted(content, attachment.media_type, DRAWN)))
        job.succeeded.connect(partial(self._take, attachment.sha256))
        job.failed.connect(partial(self._fail, attachment.sha256))
        job.finished.connect(self._forget_job)
        self._job = job
        self._window.run(job, "")

    def _take(self, sha256: str, preview: Preview) -> None:
        while len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[sha256] = preview
        if self._attachment is not None and self._attachment.sha256 == sha256:
            self._show()

    def _fail(self, sha256: str, error: BaseException) -> None:
        if self._attachment is not None and self._attachment.sha256 == sha256:
            text = (
                f"{say(str(error))} {say(error.remedy)}" if isinstance(error, DeskError) else " ".join(explain(error))
            )
            self._say(text)

    def _forget_job(self) -> None:
        self._job = None

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self) -> None:
        preview, attachment = self.preview, self._attachment
        if preview is None or attachment is None:
            return
        self._words.hide()
        self.sheet.setVisible(bool(preview.pages))
        place = tr("Page {number} of {count}", number=self._page + 1, count=preview.total)
        self.sheet.show_page(self._image(), f"{attachment.file_name}, {place}")
        self._bar.setVisible(preview.total > 1)
        self._place.setText(place)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < len(preview.pages))
        is_last = self._page + 1 == len(preview.pages) < preview.total
        self._on.setToolTip(tr("Save a copy to read on.") if is_last else "")

    def _image(self) -> QImage | None:
        preview = self.preview
        return _image(preview.pages[self._page]) if preview and preview.pages else None

    def _turn(self, step: int) -> None:
        preview = self.preview
        if preview is not None and 0 <= self._page + step < len(preview.pages):
            self._page += step
            self._show()

    def _say(self, text: str, tone: str = "muted") -> None:
        self.sheet.hide()
        self._bar.hide()
        self._words.setText(text)
        self._words.set_tone(tone)
        self._words.show()


class Enlarged(QDialog):
    """One page, large enough to read; Escape closes it."""

    def __init__(self, parent: QWidget, name: str, picture: QImage) -> None:
        super().__init__(parent)
        self.setObjectName("evidence.enlarged")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self.setModal(True)
        room = self.screen().availableSize()
        wide = min(picture.width(), room.width() - 2 * EDGE)
        picture = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        page = QLabel()
        page.setPixmap(QPixmap.fromImage(picture))
        page.setAccessibleName(name)
        page.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        scroll = Scroll(column(page, gap=0))
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(name)
        body = column(scroll, gap=0, margins=(L, L, L, L))
        self.setLayout(body)
        self.resize(picture.width() + EDGE, min(picture.height() + EDGE, room.height() - EDGE))


def _image(page: Page) -> QImage:
    """Return a page as a picture with bytes of its own."""
    return QImage(page.pixels, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888).copy()

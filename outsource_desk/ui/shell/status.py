"""The line at the bottom: saved when, which revision, what is selected, and what works in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import L, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.layout import caption, column, holder, label, picture, row, small_button

if TYPE_CHECKING:
    from outsource_desk.ui.jobs import Job


class StatusLine(QFrame):
    """Says truthfully how the file stands."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self._session = session
        self._mark = picture("check", "good", 14)
        self._saved, self._revision, self._selection = caption(), caption(), caption()
        self._saved.setObjectName("status.saved")
        self._revision.setObjectName("status.revision")
        self._selection.setObjectName("status.selection")
        self._jobs = row(gap=L)
        self.setLayout(
            row(
                self._mark,
                self._saved,
                S,
                self._revision,
                None,
                holder(self._jobs),
                self._selection,
                gap=S,
                margins=(L, 0, L, 0),
            )
        )
        session.changed.connect(self.refresh)
        session.backing_up.connect(self._on_backup)
        look.changed.connect(self._dress)
        self._dress()
        self.refresh()

    def refresh(self) -> None:
        """Say again how the file stands."""
        desk = self._session.desk
        if desk.is_read_only:
            self._mark.show_icon("lock", "warn")
            self._saved.setText(tr("Read-only"))
        else:
            last = desk.journal.last_edit_at
            self._mark.show_icon("check", "good")
            self._saved.setText(tr("All changes saved {time}", time=moment(last)) if last else tr("All changes saved"))
        self._revision.setText(tr("Revision {number}", number=desk.journal.revision))

    def _on_backup(self, begins: bool) -> None:
        """Say at once why the window stands still for a moment."""
        if not begins:
            self.refresh()
            return
        self._mark.show_icon("clock", "muted")
        self._saved.setText(tr("Backing up before the change…"))
        if (layout := self.layout()) is not None:
            layout.activate()
        self.repaint()

    def tell(self, text: str) -> None:
        """Say what is selected."""
        self._selection.setText(text)

    def run(self, job: Job, text: str) -> None:
        """Start a job and show its progress until it has finished."""
        self._jobs.addWidget(_Running(job, text))
        job.start()

    def _dress(self) -> None:
        self.setFixedHeight(scaled(28))


class _Running(QWidget):
    def __init__(self, job: Job, text: str) -> None:
        super().__init__()
        self.setObjectName("status.job")
        self._job, self._purpose = job, text
        self._words = label(text, TextStyle.CAPTION)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(96)
        self._bar.setAccessibleName(text)
        cancel = small_button(tr("Cancel"), self._cancel, name="status.cancel")
        cancel.setAccessibleName(tr("Cancel: {work}", work=text))
        cancel.setFixedHeight(scaled(22))
        self.setLayout(row(self._words, column(None, self._bar, None, gap=0), cancel, gap=S))
        job.progressed.connect(self._show)
        job.finished.connect(self._done)

    def _show(self, share: float, text: str) -> None:
        if 0 < share <= 1:
            self._bar.setRange(0, 100)
            self._bar.setValue(round(100 * share))
        self._words.setText(say(text) if text else self._purpose)

    def _cancel(self) -> None:
        self._words.setText(tr("Stopping …"))
        self._job.cancel()

    def _done(self) -> None:
        self.hide()
        self.deleteLater()

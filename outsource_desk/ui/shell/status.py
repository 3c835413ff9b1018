"""The line at the bottom: saved when, which revision, what is selected, and what works in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from outsource_desk.services.desk import Condition, ConditionKind
from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.shell.top_bar import Elided
from outsource_desk.ui.shell.typing import Typing
from outsource_desk.ui.theme import L, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.layout import caption, column, holder, label, picture, row, small_button

if TYPE_CHECKING:
    from outsource_desk.ui.jobs import Job

_SAVING = {ConditionKind.SOUND, ConditionKind.BACKUP_FAILED}  # changes are written all the same


class StatusLine(QFrame):
    """Says truthfully how the file stands."""

    def __init__(self, session: Session, typing: Typing) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self._session, self._typing = session, typing
        self._condition: Condition | None = None
        self._mark = picture("check", "good", 14)
        self._saved, self._revision = caption(), caption()
        self._selection = Elided(style=TextStyle.CAPTION, tone="muted")
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
        session.failed.connect(self._show_standing)
        typing.changed.connect(self._show_standing)
        session.backing_up.connect(self._on_backup)
        look.changed.connect(self._dress)
        self._dress()
        self.refresh()

    def refresh(self) -> None:
        """Say again how the file stands."""
        self._show_standing()
        self._revision.setText(tr("Revision {number}", number=self._session.desk.journal.revision))

    def _show_standing(self) -> None:
        icon, tone, words, why = self._standing()
        self._mark.show_icon(icon, tone)
        self._saved.setText(words)
        self._saved.setToolTip(why)

    @property
    def is_all_saved(self) -> bool:
        """Tell whether the file holds all that was entered in this window."""
        return self._standing()[1] == "good"

    @property
    def words(self) -> str:
        """Return how the file stands, and why if not all is saved."""
        _, _, words, why = self._standing()
        return f"{words}. {why}".strip() if why else f"{words}."

    def show_condition(self, condition: Condition) -> None:
        """Take into account what is the matter with the file; the notice above the page says more."""
        self._condition = condition
        self._show_standing()

    def _standing(self) -> tuple[str, str, str, str]:
        """Return icon, tone, words and the reason."""
        desk, condition = self._session.desk, self._condition
        why = f"{say(condition.text)} {say(condition.remedy)}".strip() if condition else ""
        if desk.is_read_only:
            return "lock", "warn", tr("Read-only"), why
        if condition is not None and condition.kind not in _SAVING:
            return "risk", "warn", tr("Not saving"), why
        if error := desk.unsaved:
            return "risk", "warn", tr("The last change was not saved"), f"{say(str(error))} {say(error.remedy)}"
        if refused := self._typing.refused:
            why = tr("The page that has the field says why. Mend it there, or press Esc in it to take it back.")
            return "risk", "warn", tr("“{field}” was refused and is not saved", field=refused), why
        if self._typing.is_unsaved:
            return "edit", "muted", tr("Typing, not saved yet"), tr("It is saved when you leave the field.")
        last = desk.journal.last_edit_at
        return (
            "check",
            "good",
            tr("All changes saved {time}", time=moment(last)) if last else tr("All changes saved"),
            "",
        )

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
        self._selection.setToolTip(text)

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

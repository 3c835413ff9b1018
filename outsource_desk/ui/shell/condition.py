"""What the window says about its file: read-only, changed underneath, damaged, no backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.desk import Condition, ConditionKind
from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.widgets.layout import column

if TYPE_CHECKING:
    from outsource_desk.ui.widgets.notice import Notice
    from outsource_desk.ui.window import MainWindow


class ConditionBand(QWidget):
    """Notices above the pages, as long as there is something the user must know about the file."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.setObjectName("condition")
        self._window = window
        self._notices: QVBoxLayout = column(gap=0)
        self.setLayout(self._notices)
        self._shown: Condition | None = None
        self._about_file: Notice | None = None
        self._told: list[Notice] = []

    @property
    def text(self) -> str:
        """Return all that is being said; empty if all is well."""
        shown = [self._about_file] if self._about_file else []
        return " ".join(notice.text for notice in [*shown, *self._told])

    def tell(self, notice: Notice) -> None:
        """Add a notice that stays until it is closed."""
        self._told.append(notice)
        self._notices.addWidget(notice)

    def look(self) -> None:
        """Look at the file when the window comes to the front, unless it has been closed meanwhile."""
        if self._window.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Look at the file and show what is the matter with it, if anything."""
        condition = self._window.session.desk.condition()
        if condition == self._shown:
            return
        self._shown = condition
        self._window.status.show_condition(condition)
        if self._about_file is not None:
            self._about_file.hide()
            self._about_file.deleteLater()
            self._about_file = None
        if condition.kind is not ConditionKind.SOUND:
            self._about_file = self._notice(condition)
            self._notices.insertWidget(0, self._about_file)

    def closed_badly(self) -> None:
        """Say after a crash what is safe, and where the log lies."""
        from outsource_desk.ui.widgets.notice import Notice

        last = self._window.session.desk.journal.last_edit_at
        words = tr("Outsource Desk was not closed properly last time. Every completed change is in the file.")
        when = tr("The last one is of {time}.", time=moment(last)) if last else ""
        lost = tr("At most what was being typed then is lost.")
        show = self._window.desktop.show_log
        self.tell(
            Notice("accent", " ".join(filter(None, (words, when, lost))), tr("Show the log"), show, can_be_closed=True)
        )

    def restored(self, damaged: Path) -> None:
        """Say that this file is a copy of a backup."""
        from outsource_desk.ui.widgets.notice import Notice

        words = tr("This is a copy of the newest sound backup of “{name}”.", name=damaged.name)
        safe = tr("The damaged file was not touched.")
        self.tell(Notice("accent", f"{words} {safe}", can_be_closed=True))

    def _notice(self, condition: Condition) -> Notice:
        from outsource_desk.ui.widgets.notice import Notice

        words = f"{say(condition.text)} {say(condition.remedy)}".strip()
        window = self._window
        if condition.kind is ConditionKind.DAMAGED:
            from outsource_desk.services.backups import list_backups

            try:
                backups = list_backups(window.session.desk.path)
            except DeskError:  # their folder cannot be read either; what the band says of the file stands
                backups = ()
            if backups:
                words = f"{words} {tr('The newest backup is of {time}.', time=moment(backups[0].at.isoformat()))}"
                return Notice("bad", words, tr("Open a copy of the backup"), window.files.restore_newest)
            return Notice("bad", words)
        if condition.kind is ConditionKind.CHANGED_UNDERNEATH:
            return Notice("bad", words, tr("Save a copy…"), window.files.save_copy)
        if condition.kind is ConditionKind.BACKUP_FAILED:
            return Notice("warn", words, tr("Try again"), window.files.back_up)
        return Notice("warn", words, tr("Save a copy…"), window.files.save_copy)

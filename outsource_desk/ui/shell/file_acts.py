"""What the window does with its file as a whole: copies, backups, checks and names of revisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.language import say, tr, tr_n

if TYPE_CHECKING:
    from outsource_desk.services.backups import BackupFile
    from outsource_desk.ui.window import MainWindow

PATTERN = "Outsource Desk (*.odesk)"


class FileActs:
    """One act of the File menu each."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _path(self) -> Path:
        return self._window.session.desk.path

    def say_saved(self) -> None:
        """Answer Ctrl+S: everything is saved already."""
        self._window.leave_field()
        if self._window.status.is_all_saved:
            self._window.toast(tr("All changes are saved already."), tr("Save a copy…"), self.save_copy)
        else:
            self._window.toast(self._window.status.words, tr("Save a copy…"), self.save_copy, tone="quiet")

    def save_copy(self) -> None:
        """Save a verified copy with its whole history."""
        self._copy(tr("Save a copy"), f"{self._path.stem} copy.odesk", with_history=True)

    def save_bare_copy(self) -> None:
        """Save a verified copy that holds nothing of the past, as for sending it."""
        self._copy(tr("Save a copy without history"), f"{self._path.stem} without history.odesk", with_history=False)

    def _copy(self, caption: str, name: str, *, with_history: bool) -> None:
        from outsource_desk.services.history import save_copy

        window = self._window
        window.leave_field()
        target = window.choose_save(caption, name, PATTERN)
        if target is None:
            return
        try:
            window.session.try_act(save_copy, target, with_history=with_history)
        except DeskError as error:
            window.show_error(error)
        else:
            window.toast(tr("Saved “{name}”.", name=target.name), tr("Show in folder"), lambda: show_folder(target))

    def back_up(self) -> None:
        """Make a verified backup now."""
        from outsource_desk.services.backups import back_up_now

        if made := self._window.session.act(back_up_now):
            self._window.toast(tr("Backed up."), tr("Show in folder"), lambda: show_folder(made))

    def restore_newest(self) -> None:
        """Put a copy of the newest sound backup beside the damaged file and open it."""
        from outsource_desk.services.backups import newest_good_backup

        try:
            backup = newest_good_backup(self._path)
        except DeskError as error:
            self._window.show_error(error)
            return
        if backup is None:
            self._window.toast(tr("None of the newest backups is sound."), tone="quiet")
        elif restored := self._restore(backup):
            self._window.desktop.open(restored, restored_from=self._path)

    def open_backup(self, backup: BackupFile) -> None:
        """Put a sound copy of a backup beside the file and open it."""
        if restored := self._restore(backup):
            said = tr("A copy of the backup lies beside the file.")
            self._window.toast(said, tr("Show in folder"), lambda: show_folder(restored))
            self._window.desktop.open(restored)

    def _restore(self, backup: BackupFile) -> Path | None:
        from outsource_desk.services.backups import restore_backup

        try:
            return restore_backup(self._path, backup)
        except DeskError as error:
            self._window.show_error(error)
            return None

    def check(self) -> None:
        """Check the whole file and say what was found."""
        from outsource_desk.services.attaching import LostContentError
        from outsource_desk.services.checking import lost_file_faults

        self._window.leave_field()
        desk = self._window.session.desk
        damage, lost = desk.check(), lost_file_faults(desk)
        if damage.is_sound and lost:
            self._window.toasts.show_error(say(lost[0]), say(LostContentError.remedy))
        elif damage.is_sound:
            edits = desk.journal.revision
            self._window.toast(
                tr_n(edits, "The file is sound: {count} edit checked.", "The file is sound: {count} edits checked.")
            )
        else:
            text = " ".join(say(sentence) for sentence in damage.sentences())
            self._window.toasts.show_error(text, tr("Go back to a backup: File, Show in folder."))

    def show_folder(self) -> None:
        """Show the file in the system's file manager."""
        show_folder(self._path)

    def name_revision(self) -> None:
        """Ask for a name for the newest revision."""
        from outsource_desk.services.history import name_revision
        from outsource_desk.ui.dialogs.ask import ask_text

        self._window.leave_field()
        number = self._window.session.desk.journal.revision

        def take(name: str) -> None:
            self._window.session.try_act(name_revision, name)
            self._window.toast(tr("Revision {number} is now “{name}”.", number=number, name=name))

        ask_text(
            self._window,
            tr("Name revision {number}", number=number),
            tr("A named revision can be found, compared and printed on the board paper."),
            tr("Name"),
            tr("Name it"),
            take,
        )


def show_folder(path: Path) -> None:
    """Show where a file lies in the system's file manager."""
    from outsource_desk.ui.opening import show_in_folder

    show_in_folder(path)

"""A file that could not be opened: what happened, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.backups import BackupFile, is_damage, newest_good_backup, restore_backup
from outsource_desk.ui.errors import explain
from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XL, L, M, S, TextStyle
from outsource_desk.ui.widgets.layout import button, column, label, row

if TYPE_CHECKING:
    from outsource_desk.ui.desktop import Desktop


def show_refusal(desktop: Desktop, parent: QWidget | None, path: Path, error: BaseException) -> QDialog:
    """Say why a file was not opened; offer its newest backup where it is damaged."""
    dialog = QDialog(parent)
    dialog.setObjectName("refusal")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Not opened"))
    dialog.setMinimumWidth(460)
    what, remedy = explain(error)
    ways = [button(tr("Close"), dialog.reject, name="refusal.close")]
    if way := _way_out(desktop, dialog, path, error):
        ways.append(way)
    words, todo = label(what, TextStyle.SECTION, wrap=True), label(remedy, tone="muted", wrap=True)
    for each in (words, todo):
        each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.setLayout(column(words, todo, S, row(None, *ways, gap=S), gap=M, margins=(XL, XL, XL, L)))
    dialog.open()
    return dialog


def _way_out(desktop: Desktop, dialog: QDialog, path: Path, error: BaseException):
    """Return the button for the one thing that helps, if there is one."""
    backup = _sound_backup(path) if is_damage(error) else None
    if backup is None:
        return None
    text = tr("Open a copy of the backup of {time}", time=moment(backup.at.isoformat()))

    def restore() -> None:
        try:
            restored = restore_backup(path, backup)
        except DeskError as refused:
            show_refusal(desktop, dialog.parentWidget(), path, refused)
        else:
            desktop.open(restored, restored_from=path)

    return _button(dialog, text, restore)


def _sound_backup(path: Path) -> BackupFile | None:
    try:
        return newest_good_backup(path)
    except DeskError:  # their folder cannot be read either; what the dialog says of the file stands
        return None


def _button(dialog: QDialog, text: str, act: Callable[[], object]):
    def do() -> None:
        dialog.accept()
        act()

    return button(text, do, kind="primary", name="refusal.act")

"""The system's choosers of files, and the ending of a file that is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from outsource_desk.ui.language import tr


def with_ending(path: Path, ending: str) -> Path:
    """Return the path with an ending; what follows some other dot, as in “Decision v1.2”, belongs to the name."""
    return path if path.name.casefold().endswith(ending.casefold()) else path.with_name(f"{path.name}{ending}")


def ask_open_path(parent: QWidget | None, caption: str, pattern: str, folder: Path | None = None) -> Path | None:
    """Ask for a file to read, beginning in a folder."""
    name, _ = QFileDialog.getOpenFileName(parent, caption, str(folder) if folder else "", pattern)
    return Path(name) if name else None


def ask_save_path(parent: QWidget | None, caption: str, proposed: Path, pattern: str) -> Path | None:
    """Ask where to write a file of the proposed one's ending; no file is replaced before the user has said so."""
    dialog = QFileDialog(parent, caption, str(proposed.parent), pattern)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    try:
        while dialog.exec():
            chosen = Path(dialog.selectedFiles()[0])
            target = with_ending(chosen, proposed.suffix)
            if target == chosen or not target.exists() or _may_replace(parent, target):
                return target  # the dialog itself has asked about what was chosen
        return None
    finally:
        dialog.deleteLater()


def _may_replace(parent: QWidget | None, target: Path) -> bool:
    """Ask about a file that the dialog did not ask about, because it did not know the whole name."""
    buttons = QMessageBox.StandardButton
    text = tr("“{name}” is there already. Replace it?", name=target.name)
    return QMessageBox.warning(parent, tr("Replace"), text, buttons.Yes | buttons.No, buttons.No) == buttons.Yes

"""The backups of a file as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from outsource_desk.services.backups import BackupFile
from outsource_desk.ui.formats import moment
from outsource_desk.ui.language import tr

Index = QModelIndex | QPersistentModelIndex
TEXT = int(Qt.ItemDataRole.DisplayRole)
ACROSS = Qt.Orientation.Horizontal


class BackupsModel(QAbstractTableModel):
    """One row for each backup, newest first: when, and of which revision."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._backups: tuple[BackupFile, ...] = ()

    def show_backups(self, backups: Sequence[BackupFile]) -> None:
        """Show these backups."""
        self.beginResetModel()
        self._backups = tuple(backups)
        self.endResetModel()

    def backup(self, row: int) -> BackupFile:
        """Return the backup of a row."""
        return self._backups[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._backups)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = TEXT) -> str | None:
        return (tr("Made"), tr("Revision"))[section] if role == TEXT and orientation == ACROSS else None

    def data(self, index: Index, role: int = TEXT) -> str | None:
        if role != TEXT or not index.isValid():
            return None
        backup = self._backups[index.row()]
        return str(backup.revision) if index.column() else moment(backup.at.isoformat())

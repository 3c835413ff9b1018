"""The criteria as a tree with their weights; rows are moved by dragging, weights are typed in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from outsource_desk.domain.criterion import Criterion, Measure, global_weights
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.criteria import change_weight, move_criterion, update_criterion
from outsource_desk.ui.formats import number, percent, points, read_number
from outsource_desk.ui.icons import icon
from outsource_desk.ui.language import tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import TextStyle, text_font

Index = QModelIndex | QPersistentModelIndex
NAME, WEIGHT, SHARE, LOCK, KIND = range(5)
MIME = "application/x-outsource-desk-criterion"

_TEXT, _EDIT, _FONT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole), int(Qt.ItemDataRole.FontRole)
_ALIGN, _TIP = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.ToolTipRole)
_PICTURE, _SPOKEN = int(Qt.ItemDataRole.DecorationRole), int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CAN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_ACROSS = Qt.Orientation.Horizontal


class CriteriaTree(QAbstractItemModel):
    """Shows one initiative's criteria; edits go to the services and come back as a change."""

    rejected = Signal(object)  # a DeskError
    weighed = Signal(object, float, int)  # the criterion as it was, its new weight, how many others moved with it

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._criteria: tuple[Criterion, ...] = ()
        self._by_id: dict[int, Criterion] = {}
        self._parts: dict[int | None, list[int]] = {}
        self._shares: dict[int, float] = {}

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        """Show these criteria, in tree order; what only has new values keeps its place."""
        shape = [(each.id, each.parent_id) for each in criteria]
        is_same = shape == [(each.id, each.parent_id) for each in self._criteria]
        if not is_same:
            self.beginResetModel()
        self._criteria = tuple(criteria)
        self._by_id = {each.id: each for each in criteria}
        self._parts = {}
        for each in criteria:
            self._parts.setdefault(each.parent_id, []).append(each.id)
        self._shares = global_weights(criteria)
        if not is_same:
            self.endResetModel()
            return
        for parent_id, parts in self._parts.items():
            parent = self.index_of(parent_id)
            self.dataChanged.emit(self.index(0, 0, parent), self.index(len(parts) - 1, KIND, parent))

    def criterion(self, index: Index) -> Criterion | None:
        """Return the criterion of a row."""
        return self._by_id.get(index.internalId()) if index.isValid() else None

    def index_of(self, criterion_id: int | None, column: int = NAME) -> QModelIndex:
        """Return where a criterion stands; the root for None or one that is gone."""
        criterion = self._by_id.get(criterion_id) if criterion_id is not None else None
        if criterion is None:
            return QModelIndex()
        return self.createIndex(self._parts[criterion.parent_id].index(criterion.id), column, criterion.id)

    def level(self, parent_id: int | None) -> list[Criterion]:
        """Return the parts of a group, or the top level."""
        return [self._by_id[each] for each in self._parts.get(parent_id, [])]

    def is_group(self, criterion_id: int) -> bool:
        """Tell whether a criterion has parts."""
        return criterion_id in self._parts

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 (Qt's own)
        parts = self._parts.get(parent.internalId() if parent.isValid() else None, [])
        if 0 <= row < len(parts) and 0 <= column <= KIND:
            return self.createIndex(row, column, parts[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008 (Qt's own)
        criterion = self.criterion(index)
        return self.index_of(criterion.parent_id) if criterion else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own)
        if parent.column() > 0:
            return 0
        return len(self._parts.get(parent.internalId() if parent.isValid() else None, []))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008 (Qt's own)
        return KIND + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        if orientation != _ACROSS:
            return None
        if role == _TEXT:
            return (tr("Criterion"), tr("Weight"), tr("Of the whole"), tr("Locked"), tr("Scored by"))[section]
        return (_RIGHT if section in (WEIGHT, SHARE) else _LEFT) if role == _ALIGN else None

    def data(self, index: Index, role: int = _TEXT) -> Any:
        criterion = self.criterion(index)
        if criterion is None:
            return None
        column = index.column()
        if role == _TEXT:
            return self._text(criterion, column)
        if role == _EDIT:
            return criterion.name if column == NAME else points(criterion.weight) if column == WEIGHT else None
        if role == _ALIGN:
            return _RIGHT if column in (WEIGHT, SHARE) else _LEFT
        if role == _FONT:
            return self._font(criterion)
        if role == _PICTURE and column == LOCK:
            return icon("lock" if criterion.is_locked else "unlock", "text" if criterion.is_locked else "field")
        if role == _SPOKEN and column == LOCK:
            return tr("locked") if criterion.is_locked else tr("not locked")
        return criterion.ask or None if role == _TIP and column == NAME else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if self._session.desk.is_read_only:
            return _CAN
        flags = _CAN | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (NAME, WEIGHT) else flags

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        criterion = self.criterion(index)
        if criterion is None or role != _EDIT:
            return False
        try:
            if index.column() == NAME:
                if value != criterion.name:
                    self._session.try_act(update_criterion, criterion.id, "name", value)
            else:
                weight = read_number(str(value).replace("%", ""))
                if points(weight) != points(criterion.weight):
                    others = self._session.try_act(change_weight, criterion.id, weight)
                    if others:
                        self.weighed.emit(criterion, weight, others)
        except DeskError as error:
            self.rejected.emit(error)
            return False
        return True

    def toggle_lock(self, criterion: Criterion) -> None:
        """Keep a weight as it is while others change, or let it go."""
        self._session.act(update_criterion, criterion.id, "is_locked", not criterion.is_locked)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        content = QMimeData()
        criterion = self.criterion(indexes[0]) if indexes else None
        if criterion is not None:
            content.setData(MIME, str(criterion.id).encode())
            content.setText(criterion.name)
        return content

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        if not data.hasFormat(MIME):
            return False
        moved = self._by_id.get(int(data.data(MIME).toStdString()))
        group = self.criterion(parent)
        if moved is None:
            return False
        parent_id = group.id if group else None
        self.move(moved, parent_id, row if row >= 0 else None)
        return False  # the file has changed and the rows with it; the view must not remove any

    def move(self, criterion: Criterion, parent_id: int | None, row: int | None) -> None:
        """Move a criterion before the row of a group, or to its end."""
        if row is not None and parent_id == criterion.parent_id:
            here = self._parts[parent_id].index(criterion.id)
            row -= 1 if row > here else 0
        try:
            self._session.try_act(move_criterion, criterion.id, parent_id, row)
        except DeskError as error:
            self.rejected.emit(error)

    def _text(self, criterion: Criterion, column: int) -> str:
        if column == NAME:
            return criterion.name
        if column == WEIGHT:
            return points(criterion.weight)
        if column == SHARE:
            return percent(self._shares.get(criterion.id, 0.0), 1)
        if column == LOCK:
            return ""
        return tr("group") if self.is_group(criterion.id) else scored_by(criterion)

    def _font(self, criterion: Criterion) -> QFont:
        return text_font(TextStyle.STRONG if self.is_group(criterion.id) else TextStyle.BODY)


def scored_by(criterion: Criterion) -> str:
    """Return how a leaf gets its value, in a few words."""
    if criterion.measure is Measure.PRICE:
        words = tr("price")
    elif criterion.measure is Measure.MEASURED:
        words = tr("amount in {unit}", unit=criterion.unit) if criterion.unit else tr("amount")
    elif criterion.section_id is not None:
        words = tr("from the vetting")
    else:
        words = tr("0 to {top} points", top=number(criterion.maximum, 0 if criterion.maximum.is_integer() else 1))
    return tr("{how}, gate", how=words) if criterion.is_gate else words

"""The sections of the paper in their order: Space takes one in or out, Alt with an arrow moves it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from outsource_desk.domain.paper import PaperChoice, Section
from outsource_desk.ui.icons import draw, icon
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import RADIUS, ROW, look, scaled, tokens

_SECTION = int(Qt.ItemDataRole.UserRole)
_TICKED = int(Qt.ItemDataRole.CheckStateRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
FEWEST = 5  # rows in view where the window is low; with more room all of them are
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SectionList(QListWidget):
    """The first page, which stays, and what follows it."""

    taken = Signal(object, bool)  # Section, whether it goes in
    moved = Signal(object, int)  # Section, its place behind the first page

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choice.sections")
        self.setAccessibleName(tr("Sections of the paper"))
        self.setAccessibleDescription(tr("Space takes a section in or out, Alt with an arrow key moves it."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_RowDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._choice = PaperChoice()
        self.itemChanged.connect(self._on_item)
        look.changed.connect(self._dress)

    @property
    def section(self) -> Section | None:
        """Return the current section; nothing on the first page."""
        item = self.currentItem()
        found = item.data(_SECTION) if item else None
        return Section(found) if found else None

    @property
    def place(self) -> int:
        """Return the place of the current section behind the first page."""
        return self.currentRow() - 1

    def show_choice(self, choice: PaperChoice, *, is_read_only: bool) -> None:
        """Show a choice; the current section stays current wherever it stands now."""
        current, place = self.section, self.currentRow()
        self._choice = choice
        self.blockSignals(True)
        self.clear()
        self.addItem(_kept(tr("Decision"), tr("always first")))
        for section in choice.order:
            name = section_name(section)
            if section.is_kept:
                item = _kept(name, tr("always in"))
            else:
                item = QListWidgetItem(name)
                item.setCheckState(Qt.CheckState.Checked if choice.has(section) else Qt.CheckState.Unchecked)
                item.setData(_SPOKEN, tr("{name}, goes in", name=name) if choice.has(section) else name)
                if is_read_only:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(_SECTION, section.value)
            self.addItem(item)
        self.setCurrentRow(choice.order.index(current) + 1 if current else place if place >= 0 else 1)
        self.blockSignals(False)
        self._dress()

    def move_current(self, by: int) -> None:
        """Ask for the current section to stand further up or down, if there is a place."""
        section = self.section
        if section is not None and 0 <= self.place + by < len(self._choice.order):
            self.moved.emit(section, self.place + by)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self._height_of(min(FEWEST, self.count())))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
        else:
            super().keyPressEvent(event)

    def _height_of(self, rows: int) -> int:
        return sum(self.sizeHintForRow(each) for each in range(max(1, rows))) + 2

    def _on_item(self, item: QListWidgetItem) -> None:
        section = Section(item.data(_SECTION))
        is_in = item.checkState() is Qt.CheckState.Checked
        if is_in != self._choice.has(section):
            self.taken.emit(section, is_in)

    def _dress(self) -> None:
        self.setMaximumHeight(self._height_of(self.count()))
        self.updateGeometry()
        self.viewport().update()


class _RowDelegate(QStyledItemDelegate):
    """A row as high as all rows are, with a box of our own colours to tick, and a ring around the current one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), scaled(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        t, view, ticked = tokens(), option.widget, index.data(_TICKED)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ticked is not None:
            is_in = Qt.CheckState(ticked) is Qt.CheckState.Checked
            box = QRectF(self._box(option, index))
            painter.setPen(QPen(QColor(t.accent if is_in else t.field), 1))
            painter.setBrush(QColor(t.accent if is_in else t.surface))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            if is_in:
                draw(painter, "check", box.adjusted(1, 1, -1, -1), t.on_accent)
        if option.state & QStyle.StateFlag.State_Selected and isinstance(view, QListWidget) and view.hasFocus():
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.restore()

    def _box(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Return where the style takes a click for a tick."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style = option.widget.style()
        return style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, whole, option.widget)


def section_name(section: Section) -> str:
    """Return what a section is called on screen."""
    return {
        Section.GOALS: tr("Why and what"),
        Section.RANKING: tr("Ranking"),
        Section.WHY: tr("Where the points come from"),
        Section.VETTING: tr("Vetting and gaps"),
        Section.RISKS: tr("Risks"),
        Section.FAILURE: tr("If it goes wrong"),
        Section.STEERING: tr("How we will steer"),
        Section.MEASURES: tr("How we will know"),
        Section.SCORES: tr("Scores"),
        Section.REASONS: tr("Reasons"),
        Section.METHOD: tr("Method"),
        Section.SENSITIVITY: tr("Sensitivity"),
        Section.WEIGHTS: tr("Weights"),
        Section.EVALUATORS: tr("Evaluators"),
        Section.PRICE: tr("Price in detail"),
        Section.METHODS: tr("Second opinions"),
        Section.WARNINGS: tr("Warnings and answers"),
        Section.DOSSIERS: tr("Vendor dossiers"),
        Section.EVIDENCE: tr("Evidence register"),
        Section.ANSWERS: tr("Answers in full"),
    }[section]


def _kept(name: str, why: str) -> QListWidgetItem:
    """Return a row that cannot be left out, with the reason in words."""
    item = QListWidgetItem(icon("lock", "muted"), tr("{name} ({why})", name=name, why=why))
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return item

"""The sections of a questionnaire and their questions, to choose one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem

from outsource_desk.domain.vetting import Gate, Question, Questionnaire, VettingSection
from outsource_desk.ui.icons import icon
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.scoring.tree_row import TreeRow
from outsource_desk.ui.theme import look, scaled

Key = tuple[str, int]  # all, section or question; and its id
_KEY = int(Qt.ItemDataRole.UserRole)


class QuestionTree(QTreeWidget):
    """One column: code and wording; gates carry a sign and say so."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("questionnaire.tree")
        self.setAccessibleName(tr("Sections and questions"))
        self.setHeaderHidden(True)
        self.setItemDelegate(TreeRow(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self._shown: tuple[object, ...] = ()
        self._items: dict[Key, QTreeWidgetItem] = {}
        self._is_filling = False
        self.currentItemChanged.connect(self._on_current)
        self._dress()
        look.changed.connect(self._dress)

    @property
    def current(self) -> Key:
        """Return what is chosen."""
        item = self.currentItem()
        return item.data(0, _KEY) if item is not None else ("all", 0)

    def choose(self, key: Key) -> None:
        """Choose something and bring it into view; the whole if it is gone."""
        item = self._items.get(key) or self._items[("all", 0)]
        self.setCurrentItem(item)
        self.scrollToItem(item)

    def show_questionnaire(self, questionnaire: Questionnaire) -> None:
        """Show a questionnaire; what is chosen and what is open stays so."""
        shown = tuple(_outline(section) for section in questionnaire.sections)
        if shown == self._shown:
            return
        key, place = self.current, self._place()
        is_open = {number for (kind, number), item in self._items.items() if kind == "section" and item.isExpanded()}
        self._shown, self._is_filling = shown, True
        self.clear()
        self._items = {}
        self._add(None, ("all", 0), tr("The whole questionnaire"), "settings")
        for section in questionnaire.sections:
            item = self._add(None, ("section", section.id), section.title, "")
            item.setToolTip(0, section.purpose)
            for question in section.questions:
                self._add_question(item, question)
            item.setExpanded(section.id in is_open)
        self._is_filling = False
        if key in self._items:
            self.choose(key)
        else:  # it was deleted: its neighbour
            rows = list(self._items)
            self.choose(rows[min(place, len(rows) - 1)])

    def _add_question(self, section: QTreeWidgetItem, question: Question) -> None:
        words = f"{question.code}  {question.wording}"
        picture = {Gate.NONE: "", Gate.CONDITIONAL: "risk", Gate.KNOCK_OUT: "stop"}[question.gate]
        item = self._add(section, ("question", question.id), words, picture)
        gate = {Gate.NONE: "", Gate.CONDITIONAL: tr("Condition"), Gate.KNOCK_OUT: tr("Knock-out")}[question.gate]
        item.setToolTip(0, "\n".join(filter(None, (gate, question.wording))))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (words, gate))))

    def _add(self, parent: QTreeWidgetItem | None, key: Key, words: str, picture: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self) if parent is None else QTreeWidgetItem(parent)
        item.setText(0, words)
        item.setData(0, _KEY, key)
        if picture:
            item.setIcon(0, icon(picture, {"risk": "warn", "stop": "bad"}.get(picture, "muted")))
        self._items[key] = item
        return item

    def _place(self) -> int:
        rows = list(self._items)
        return rows.index(self.current) if self.current in self._items else 0

    def _on_current(self, *_: object) -> None:
        if not self._is_filling:
            self.chosen.emit()

    def _dress(self) -> None:
        self.setMinimumWidth(scaled(160))
        self.setIndentation(scaled(20))


def counted(questionnaire: Questionnaire) -> str:
    """Return how many questions and gates a questionnaire has."""
    questions = questionnaire.questions
    outs = sum(question.gate is Gate.KNOCK_OUT for question in questions)
    conditions = sum(question.gate is Gate.CONDITIONAL for question in questions)
    return " · ".join(
        (
            tr_n(len(questions), "{count} question", "{count} questions"),
            tr_n(outs, "{count} knock-out", "{count} knock-outs"),
            tr_n(conditions, "{count} condition", "{count} conditions"),
        )
    )


def _outline(section: VettingSection) -> tuple[object, ...]:
    questions = tuple((each.id, each.code, each.wording, each.gate) for each in section.questions)
    return section.id, section.code, section.title, section.purpose, questions

"""What is asked before something about an evaluator is written: the task, an interest, a ruling."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from outsource_desk.domain.criterion import Measure, leaves_of
from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import Evaluator
from outsource_desk.services.evaluators import Task, assign, declare_interest, rule_on_interest
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.evaluators.words import conflict_words, natures, rulings
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import XS, L, scaled
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.layout import caption, column, frame, row

MOST_LIST = 320  # pixels, so that both lists fit into a small window with large text
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
EDGE = (XS, XS, 1, XS)  # between a list and the card around it
ID = int(Qt.ItemDataRole.UserRole)


class AssignDialog(Question):
    """Two lists to tick: criteria and candidates. With everything ticked, everything is to be scored."""

    def __init__(self, parent: QWidget, session: Session, evaluation: Evaluation, evaluator: Evaluator) -> None:
        super().__init__(
            parent,
            tr("What “{name}” scores", name=evaluator.name),
            tr("Tick a group for all of its criteria. What is not ticked cannot be scored by this evaluator."),
            tr("Assign"),
            "assign",
        )
        self._session, self._evaluator = session, evaluator
        tasks = [each for each in evaluation.assignments if each.evaluator_id == evaluator.id]
        criteria = {each.criterion_id for each in tasks}
        candidates = {each.candidate_id for each in tasks}
        self._parents = {each.id: each.parent_id for each in evaluation.criteria}
        judged = {each.id for each in leaves_of(evaluation.criteria) if each.measure is Measure.JUDGED}
        shown = {place for leaf in judged for place in self._line_of(leaf)}
        self.criteria = _ticked(tr("Criteria"), "assign.criteria")
        for each in evaluation.criteria:
            if each.id in shown:
                is_on = not tasks or None in criteria or not criteria.isdisjoint(self._line_of(each.id))
                _add(self.criteria, each.id, "    " * (len(self._line_of(each.id)) - 1) + each.name, is_on)
        self.candidates = _ticked(tr("Candidates"), "assign.candidates")
        for each in evaluation.candidates:
            _add(self.candidates, each.id, each.name, not tasks or None in candidates or each.id in candidates)
        self.criteria.itemChanged.connect(self._on_criterion)
        both = row(
            column(caption(tr("Criteria")), frame("card", column(self.criteria, margins=EDGE)), gap=XS),
            column(caption(tr("Candidates")), frame("card", column(self.candidates, margins=EDGE)), gap=XS),
            gap=L,
        )
        self.content.addLayout(both)
        self.body.setStretchFactor(self.content, 1)
        self.setMinimumWidth(scaled(620))
        self.criteria.setFocus()

    def tasks(self) -> list[Task]:
        """Return what is ticked, in as few tasks as possible."""
        candidates: list[int | None] = [*_ids(self.candidates, CHECKED)]
        criteria: list[int | None] = [
            each for each in _ids(self.criteria, CHECKED) if not self._is_ticked(self._parents[each])
        ]
        if not _ids(self.criteria, UNCHECKED):
            criteria = [None]
        if not _ids(self.candidates, UNCHECKED):
            candidates = [None]
        return [(criterion, candidate) for criterion in criteria for candidate in candidates]

    def act(self) -> None:
        tasks = self.tasks()
        if not tasks:
            self.error.setText(tr("Tick at least one criterion and one candidate."))
            self.error.show()
            return
        self._session.try_act(assign, self._evaluator.id, tasks)

    def do(self) -> None:
        if self.tasks():
            super().do()
        else:
            self.act()

    def _line_of(self, criterion_id: int) -> list[int]:
        """Return a criterion and the groups it stands in."""
        line: list[int] = []
        place: int | None = criterion_id
        while place is not None:
            line.append(place)
            place = self._parents[place]
        return line

    def _is_ticked(self, criterion_id: int | None) -> bool:
        return criterion_id is not None and criterion_id in _ids(self.criteria, CHECKED)

    def _on_criterion(self, changed: QListWidgetItem) -> None:
        """Tick or clear the parts with their group; a group is ticked only while all its parts are."""
        self.criteria.blockSignals(True)
        place, state = changed.data(ID), changed.checkState()
        items = [self.criteria.item(row_) for row_ in range(self.criteria.count())]
        for item in items:
            if place in self._line_of(item.data(ID))[1:]:
                item.setCheckState(state)
        for item in reversed(items):
            parts = [each for each in items if self._parents[each.data(ID)] == item.data(ID)]
            if parts:
                item.setCheckState(CHECKED if all(each.checkState() is CHECKED for each in parts) else UNCHECKED)
        self.criteria.blockSignals(False)


class DeclareDialog(Question):
    """What ties an evaluator to a candidate."""

    def __init__(self, parent: QWidget, session: Session, evaluation: Evaluation, evaluator: Evaluator) -> None:
        super().__init__(
            parent,
            tr("Declare an interest of “{name}”", name=evaluator.name),
            tr("Until somebody rules on it, this evaluator cannot score the candidate, and given scores do not count."),
            tr("Declare"),
            "declare",
        )
        self.setMinimumWidth(scaled(520))
        self._session, self._evaluator = session, evaluator
        self.candidate = choice(
            [("", tr("All candidates")), *((str(each.id), each.name) for each in evaluation.candidates)]
        )
        self.nature = choice(
            [(nature.value, words) for nature, words in natures().items() if nature is not Nature.NONE]
        )
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(scaled(72))
        for words, field, name in (
            (tr("Whom it concerns"), self.candidate, "declare.candidate"),
            (tr("What it is"), self.nature, "declare.nature"),
            (tr("In a few words"), self.note, "declare.note"),
        ):
            _add_field(self, words, field, name)
        self.candidate.setFocus()

    def act(self) -> None:
        self._session.try_act(
            declare_interest,
            self._evaluator.id,
            str(self.nature.currentData()),
            candidate_id=int(self.candidate.currentData() or 0) or None,
            note=self.note.toPlainText().strip(),
        )


class RuleDialog(Question):
    """What is decided about a declared interest, by whom and why."""

    def __init__(self, parent: QWidget, session: Session, evaluation: Evaluation, conflict: Conflict) -> None:
        super().__init__(
            parent,
            tr("Rule on an interest"),
            conflict_words(evaluation, conflict)[0],
            tr("Rule"),
            "rule",
        )
        self._session, self._conflict = session, conflict
        self.ruling = choice([(each.value, words) for each, words in rulings().items() if each is not Ruling.OPEN])
        self.name = QLineEdit(conflict.ruled_by)
        self.reason = QPlainTextEdit(conflict.reason)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(scaled(72))
        for words, field, name in (
            (tr("Ruling"), self.ruling, "rule.ruling"),
            (tr("Who rules"), self.name, "rule.name"),
            (tr("Why, and under which safeguard"), self.reason, "rule.reason"),
        ):
            _add_field(self, words, field, name)
        self.ruling.setCurrentIndex(max(0, self.ruling.findData(conflict.ruling.value)))
        self.ruling.setFocus()

    def act(self) -> None:
        self._session.try_act(
            rule_on_interest,
            self._conflict.id,
            str(self.ruling.currentData()),
            ruled_by=self.name.text().strip(),
            reason=self.reason.toPlainText().strip(),
        )


def _add_field(question: Question, words: str, field: QLineEdit | QPlainTextEdit | Choice, name: str) -> None:
    field.setObjectName(name)
    field.setAccessibleName(words)
    title = caption(words)
    title.setBuddy(field)
    question.content.addLayout(column(title, field, gap=XS))


def _ticked(name: str, object_name: str) -> QListWidget:
    shown = QListWidget()
    shown.setObjectName(object_name)
    shown.setAccessibleName(name)
    shown.setMinimumHeight(min(scaled(260), MOST_LIST))
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return shown


def _add(shown: QListWidget, row_id: int, text: str, is_on: bool) -> None:
    item = QListWidgetItem(text)
    item.setData(ID, row_id)
    item.setToolTip(text.strip())
    item.setSizeHint(QSize(0, scaled(26)))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(CHECKED if is_on else UNCHECKED)
    shown.addItem(item)


def _ids(shown: QListWidget, state: Qt.CheckState) -> list[int]:
    items = [shown.item(place) for place in range(shown.count())]
    return [item.data(ID) for item in items if item.checkState() is state]

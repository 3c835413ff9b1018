"""What is asked before something about an evaluator is written: the task, an interest, a ruling."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import Evaluator
from outsource_desk.services.evaluators import Task, assign, declare_interest, rule_on_interest
from outsource_desk.services.tasks import Cell, Ticks, cells_of, judged_leaves, tasks_given, tasks_of
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
        self._session, self._evaluation, self._evaluator = session, evaluation, evaluator
        self._given = tasks_given(evaluation, evaluator.id)
        self._before = cells_of(evaluation, self._given)
        self._parents = {each.id: each.parent_id for each in evaluation.criteria}
        self._judged = set(judged_leaves(evaluation))
        self._touched: tuple[set[int], set[int]] = set(), set()  # criteria, candidates
        self.criteria, self.candidates = self._criteria_list(), self._candidates_list()
        both = row(
            column(caption(tr("Criteria")), frame("card", column(self.criteria, margins=EDGE)), gap=XS),
            column(caption(tr("Candidates")), frame("card", column(self.candidates, margins=EDGE)), gap=XS),
            gap=L,
        )
        self.content.addLayout(both)
        self.uneven = caption(
            tr(
                "Not every ticked criterion is scored for every ticked candidate. Such pairs stay as they are; clear "
                "and tick a line again to assign all of it."
            ),
            wrap=True,
        )
        ticks = self._ticks()
        self.uneven.setVisible(len(self._cells()) < len(ticks.leaves) * len(ticks.candidates))
        self.content.addWidget(self.uneven)
        self.body.setStretchFactor(self.content, 1)
        self.setMinimumWidth(scaled(620))
        self.criteria.setFocus()

    def tasks(self) -> list[Task]:
        """Return what is ticked, in as few tasks as possible; what was not touched stays as it was given."""
        if not any(self._touched):
            return self._given
        unseen = [each for each in self._given if each[0] is not None and not self._leaves_within(each[0])]
        return [*tasks_of(self._evaluation, self._cells()), *unseen]

    def _cells(self) -> set[Cell]:
        return self._ticks().cells(self._before)

    def _ticks(self) -> Ticks:
        leaves = self._judged.intersection(_ids(self.criteria, CHECKED))
        return Ticks(leaves, set(_ids(self.candidates, CHECKED)), *self._touched)

    def _criteria_list(self) -> QListWidget:
        found = _ticked(tr("Criteria"), "assign.criteria")
        given = {leaf for leaf, _ in self._before}
        for each in self._evaluation.criteria:
            if leaves := self._leaves_within(each.id):
                indent = "    " * (len(self._line_of(each.id)) - 1)
                _add(found, each.id, indent + each.name, leaves <= given)
        found.itemChanged.connect(self._on_criterion)
        return found

    def _candidates_list(self) -> QListWidget:
        found = _ticked(tr("Candidates"), "assign.candidates")
        given = {candidate for _, candidate in self._before}
        for each in self._evaluation.candidates:
            _add(found, each.id, each.name, each.id in given)
        found.itemChanged.connect(lambda item: self._touched[1].add(item.data(ID)))
        return found

    def _leaves_within(self, criterion_id: int) -> set[int]:
        return {leaf for leaf in self._judged if criterion_id in self._line_of(leaf)}

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

    def _on_criterion(self, changed: QListWidgetItem) -> None:
        """Tick or clear the parts with their group; a group is ticked only while all its parts are."""
        self.criteria.blockSignals(True)
        place, state = changed.data(ID), changed.checkState()
        self._touched[0].update(self._leaves_within(place))
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

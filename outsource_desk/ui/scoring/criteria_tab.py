"""Criteria and weights: the tree on the left, all about the chosen criterion on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QSplitter, QTreeView, QWidget

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import Ranking
from outsource_desk.services.criteria import add_criterion, balance_weights, delete_criterion
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.errors import explain
from outsource_desk.ui.formats import points
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.criteria_tree import KIND, LOCK, NAME, SHARE, WEIGHT, CriteriaTree
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.scoring.criteria_side import CriteriaSide
from outsource_desk.ui.scoring.criteria_start import CriteriaStart
from outsource_desk.ui.scoring.criterion_form import CriterionForm
from outsource_desk.ui.scoring.ranking_panel import RankingPanel
from outsource_desk.ui.scoring.tree_row import TreeRow
from outsource_desk.ui.scoring.weighting.acts import WeightingActs
from outsource_desk.ui.scoring.weighting.freezing import FreezeLine
from outsource_desk.ui.theme import L, M, S, look, scaled
from outsource_desk.ui.widgets.find_bar import FindBar
from outsource_desk.ui.widgets.layout import button, caption, column, frame, holder, label, picture, row, small_button
from outsource_desk.ui.widgets.scroll import Scroll

WIDTHS = {WEIGHT: 76, SHARE: 96, LOCK: 64, KIND: 136}
NEEDS = {KIND: 560, SHARE: 420, LOCK: 320}  # pixels of the tree below which a column is not shown
SIDE = 296  # pixels that the form needs
NARROW, LEAST_TREE = 600, 300  # pixels: below the first, the form stands under the tree, which then keeps the second
SUM = 100.0


class CriteriaTab(QWidget):
    """The tree with drag and drop, weights with locks, and the criterion's form."""

    why_asked = Signal()

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self._window, self._session = window, window.session
        self.model = CriteriaTree(self._session, self)
        self.model.rejected.connect(self._on_rejected)
        self.model.weighed.connect(self._on_weighed)
        self._shown: Ranking | None = None
        self._sealed: frozenset[int] = frozenset()  # whose scores were hidden then: what they moved is hidden too
        self.form = CriterionForm(self._session)
        self._later = QTimer(self, singleShot=True, interval=0)  # once new fields of the form are there to be measured
        self._later.timeout.connect(self._arrange)
        self._build_tree()
        self._make_actions()
        self._start = CriteriaStart(window)
        self._splitter = QSplitter()
        self._splitter.setHandleWidth(L)
        self._splitter.setChildrenCollapsible(False)
        self._card = self._build_card()
        self._splitter.addWidget(self._card)
        self._splitter.addWidget(self._build_side())
        self._splitter.setSizes([640, 400])
        self._splitter.setStretchFactor(0, 1)
        self._whole = Scroll(column(self._splitter, gap=0))
        self.setLayout(column(self._whole, self._start, gap=0))
        self.load()

    def load(self) -> None:
        """Show what the file holds."""
        evaluation = self._session.evaluation
        criteria = evaluation.criteria if evaluation else ()
        self._whole.setVisible(bool(criteria))
        self._start.setVisible(not criteria)
        self._freeze_line.load()
        chosen, is_first = self._current(), self.model.rowCount() == 0
        self.model.show_criteria(criteria)
        if is_first or not self.tree.currentIndex().isValid():
            self.tree.expandAll()
            again = self.model.index_of(chosen.id if chosen else None)
            self.tree.setCurrentIndex(again if again.isValid() else self.model.index(0, 0))
        self._follow()
        self._show_ranking()
        allow(self._why_read_only(), self._add_button, *self._start.beginnings)
        for act in self._acts:
            act.look_again()

    def reveal(self, place: Place) -> None:
        """Select a criterion, and go into the field that the place names."""
        found = self.model.index_of(place.criterion_id)
        if found.isValid():
            self.tree.setCurrentIndex(found)
            self.tree.scrollTo(found)
            if place.field:
                self.form.focus_field(place.field)

    def find_field(self) -> QLineEdit:
        """Return the field that finds a criterion."""
        return self._find.field

    def actions_of_tab(self) -> list[Action]:
        """Return what can be done here."""
        return self._acts

    def state(self) -> dict[str, Any]:
        """Return the splitter and the widths of the columns."""
        widths = [self.tree.columnWidth(each) for each in range(KIND + 1)]
        is_beside = self._splitter.orientation() is Qt.Orientation.Horizontal
        return {"splitter": self._splitter.sizes() if is_beside else [], "side": self._side.state(), "widths": widths}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up splitter and widths again."""
        sizes = state.get("splitter", [])
        if len(sizes) == 2 and all(int(each) > 0 for each in sizes):
            self._splitter.setSizes([int(each) for each in sizes])
        self._side.restore(state.get("side", []))
        for place, width in enumerate(state.get("widths", [])[: KIND + 1]):
            self.tree.setColumnWidth(place, max(40, int(width)))

    def _build_tree(self) -> None:
        self.tree = tree = QTreeView()
        tree.setObjectName("criteria.tree")
        tree.setAccessibleName(tr("Criteria"))
        tree.setAccessibleDescription(tr("F2 edits the cell; a digit begins a new weight."))
        tree.setModel(self.model)
        tree.setItemDelegate(TreeRow(tree))
        tree.setUniformRowHeights(True)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        tree.setDefaultDropAction(Qt.DropAction.MoveAction)
        tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        tree.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        tree.setAllColumnsShowFocus(False)
        tree.setTabKeyNavigation(False)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionsMovable(False)
        for place, width in WIDTHS.items():
            tree.setColumnWidth(place, scaled(width))
        self._percent = look.percent
        tree.clicked.connect(self._on_click)
        tree.selectionModel().currentChanged.connect(self._follow)
        tree.installEventFilter(self)
        self._dress()
        look.changed.connect(self._dress)

    def _build_side(self) -> CriteriaSide:
        self.ranking = RankingPanel()
        self.ranking.chosen.connect(self._on_candidate)
        self.ranking.why_asked.connect(self.why_asked)
        self._side = CriteriaSide(self.form, self.ranking)
        return self._side

    def _build_card(self) -> QFrame:
        self._find = FindBar("criteria.find", tr("Find a criterion"), self._matches, self._show)
        self._find.left.connect(self.tree.setFocus)
        self._add_button = button(tr("Add criterion"), self._add, icon="plus", name="criteria.add")
        self._sum_mark, self._sum = picture("check", "good", 14), caption("", wrap=True)
        self._sum.setObjectName("criteria.sum")
        self._balance = small_button(tr("Balance to 100"), self._on_balance, name="criteria.balance")
        self._error = label("", tone="bad", wrap=True)
        self._error.setObjectName("criteria.error")
        self._error.hide()
        head = row(self._find, None, self._add_button, gap=S, margins=(L, M, L, M))
        find = small_button(
            tr("Find weights…"), lambda: self.weighting.find.trigger(), name="criteria.find_weights_button"
        )
        allow(self._why_read_only(), find)
        foot = row(self._sum_mark, self._sum, self._balance, find, gap=S, margins=(L, S, L, M))
        foot.setStretch(1, 1)
        told = holder(row(self._error, margins=(L, 0, L, 0)))
        self._freeze_line = FreezeLine(self.weighting.freezing, self._session)
        return frame("card", column(head, self._freeze_line, self.tree, told, foot, gap=0, margins=(1, 1, 1, 1)))

    def _make_actions(self) -> None:
        chosen, open_file = self._why_none, self._why_read_only
        self._acts = [
            make_action(self, "criteria.add", tr("&Add criterion"), self._add, "Ins", "plus", open_file),
            make_action(
                self, "criteria.add_part", tr("Add a &part to it"), self._add_part, "Shift+Ins", why_not=chosen
            ),
            make_action(self, "criteria.up", tr("Move &up"), lambda: self._step(-1), "Alt+Up", "up", chosen),
            make_action(self, "criteria.down", tr("Move do&wn"), lambda: self._step(1), "Alt+Down", "down", chosen),
            make_action(
                self, "criteria.out", tr("Move &out of its group"), self._move_out, "Alt+Shift+Left", why_not=chosen
            ),
            make_action(
                self, "criteria.in", tr("Move &into the group above"), self._move_in, "Alt+Shift+Right", why_not=chosen
            ),
            make_action(
                self, "criteria.lock", tr("&Lock or unlock its weight"), self._toggle_lock, "Ctrl+L", "lock", chosen
            ),
            make_action(
                self, "criteria.balance_act", tr("&Balance its level to 100"), self._on_balance, why_not=open_file
            ),
            make_action(self, "criteria.draw", tr("Value curve…"), self.form.draw, why_not=self._why_no_curve),
            make_action(self, "criteria.delete", tr("&Delete"), self._delete, "", "trash", chosen),
        ]
        self.weighting = WeightingActs(self, self._window, self._level_id)
        self.tree.addActions([*self._acts, self.weighting.find])
        self._acts += self.weighting.all

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.tree and event.type() is QEvent.Type.Resize:
            self._fit_columns()
        if watched is self.tree and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Delete and not self._why_none():
                self._delete()
                return True
            if event.text().isdecimal() and not self._why_none():
                self._begin_weight(event.text())
                return True
            if event.key() == Qt.Key.Key_Space and self.tree.currentIndex().column() == LOCK:
                self._toggle_lock()
                return True
        return super().eventFilter(watched, event)

    def _fit_columns(self) -> None:
        """Leave names their room: in a narrow tree the columns go that only repeat what the form says."""
        for place, least in NEEDS.items():
            self.tree.setColumnHidden(place, self.tree.width() < scaled(least))

    def _arrange(self) -> None:
        """Put the form beside the tree, or under it in a narrow window, where both scroll as one page."""
        is_narrow = self.width() < scaled(NARROW)
        self._splitter.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        self._card.setMinimumHeight(max(self.height(), scaled(LEAST_TREE)) if is_narrow else 0)
        self._side.setMinimumHeight(self._side.natural_height if is_narrow else 0)
        self._side.share()

    def _current(self) -> Criterion | None:
        return self.model.criterion(self.tree.currentIndex())

    def _follow(self, *_indexes: QModelIndex | QPersistentModelIndex) -> None:
        criterion = self._current()
        self.form.show_criterion(criterion, is_group=criterion is not None and self.model.is_group(criterion.id))
        self._later.start()
        self._side.share()
        self._say_sum()
        self._error.hide()

    def _show_ranking(self) -> None:
        """Show what the weights come to, and what the last edit has moved."""
        evaluation, ranking = self._session.evaluation, self._session.ranking
        self.ranking.setVisible(ranking is not None and bool(ranking.standings))
        if evaluation is None or ranking is None or ranking is self._shown:
            return
        hides_more = not evaluation.sealed_ids <= self._sealed
        self.ranking.show_ranking(evaluation, ranking, None if hides_more else self._shown)
        self._shown, self._sealed = ranking, evaluation.sealed_ids
        self._side.share()

    def _on_candidate(self, candidate_id: int) -> None:
        self._window.go(Place("scoring", candidate_id=candidate_id))

    def _say_sum(self) -> None:
        """Say what the weights of the current level add up to."""
        criterion = self._current()
        parent_id = criterion.parent_id if criterion else None
        level = self.model.level(parent_id)
        total = sum(each.weight for each in level)
        group = self.model.criterion(self.model.index_of(parent_id))
        name = group.name if group else tr("The top level")
        evaluation = self._session.evaluation
        is_free = evaluation is not None and evaluation.initiative.weighting is Weighting.POINTS
        is_right = is_free or abs(total - SUM) < 0.05
        self._sum_mark.show_icon("check" if is_right else "risk", "good" if is_right else "warn")
        if is_free:
            self._sum.setText(tr("{group}: {total} points of weight", group=name, total=points(total)))
        elif is_right:
            self._sum.setText(tr("{group}: weights add up to 100 %", group=name))
        else:
            self._sum.setText(tr("{group}: weights add up to {total} %, not to 100 %", group=name, total=points(total)))
        self._balance.setVisible(bool(level) and not is_right and not self._session.desk.is_read_only)

    def _on_click(self, index: QModelIndex) -> None:
        criterion = self.model.criterion(index)
        if index.column() == LOCK and criterion is not None and not self._session.desk.is_read_only:
            self.model.toggle_lock(criterion)

    def _matches(self, text: str) -> list[object]:
        evaluation, wanted = self._session.evaluation, text.casefold()
        return [each.id for each in evaluation.criteria if wanted in each.name.casefold()] if evaluation else []

    def _show(self, criterion_id: int) -> None:
        self.tree.setCurrentIndex(self.model.index_of(criterion_id))
        self.tree.scrollTo(self.tree.currentIndex())

    def _on_rejected(self, error: Exception) -> None:
        what, remedy = explain(error)
        self._error.setText(f"{what} {remedy}")
        self._error.show()

    def _on_weighed(self, before: Criterion, weight: float, count: int) -> None:
        """Say that a weight has moved others too, with the way back."""
        if weight > before.weight:
            text = tr_n(
                count,
                "Weight of “{name}” is now {weight}; {count} other made room.",
                "Weight of “{name}” is now {weight}; {count} others made room.",
                name=before.name,
                weight=points(weight),
            )
        else:
            text = tr_n(
                count,
                "Weight of “{name}” is now {weight}; {count} other took up the rest.",
                "Weight of “{name}” is now {weight}; {count} others took up the rest.",
                name=before.name,
                weight=points(weight),
            )
        self._window.toast(text, tr("Undo"), self._session.way_back())

    def _on_balance(self) -> None:
        criterion, initiative_id = self._current(), self._session.initiative_id
        if initiative_id is not None:
            parent_id = criterion.parent_id if criterion else None
            if self._session.act(balance_weights, initiative_id, parent_id) is None:
                self._say_sum()

    def _add(self) -> None:
        criterion = self._current()
        self._add_under(criterion.parent_id if criterion else None)

    def _add_part(self) -> None:
        criterion = self._current()
        self._add_under(criterion.id if criterion else None)

    def _add_under(self, parent_id: int | None) -> None:
        initiative_id = self._session.initiative_id
        if initiative_id is None:
            return
        names = {each.name.casefold() for each in self.model.level(parent_id)}
        name, number = tr("New criterion"), 2
        while name.casefold() in names:
            name, number = tr("New criterion {number}", number=number), number + 1
        made = self._session.act(add_criterion, initiative_id, name, parent_id=parent_id)
        if made is not None:
            self.tree.setCurrentIndex(self.model.index_of(made))
            self.tree.setFocus()
            self.tree.edit(self.tree.currentIndex())

    def _step(self, step: int) -> None:
        criterion = self._current()
        if criterion is None:
            return
        level = [each.id for each in self.model.level(criterion.parent_id)]
        place = level.index(criterion.id) + step
        if 0 <= place < len(level):
            self.model.move(criterion, criterion.parent_id, place + (1 if step > 0 else 0))
            self._choose(criterion.id)

    def _move_out(self) -> None:
        criterion = self._current()
        group = self.model.criterion(self.model.index_of(criterion.parent_id)) if criterion else None
        if criterion is not None and group is not None:
            self.model.move(criterion, group.parent_id, self.model.index_of(group.id).row() + 1)
            self._choose(criterion.id)

    def _move_in(self) -> None:
        criterion = self._current()
        above = self.tree.currentIndex().row() - 1
        if criterion is not None and above >= 0:
            self.model.move(criterion, self.model.level(criterion.parent_id)[above].id, None)
            self._choose(criterion.id)

    def _choose(self, criterion_id: int) -> None:
        self.tree.expandAll()
        self.tree.setCurrentIndex(self.model.index_of(criterion_id))

    def _begin_weight(self, digit: str) -> None:
        """Type a new weight, whichever cell of the row is current."""
        criterion = self._current()
        index = self.model.index_of(criterion.id if criterion else None, WEIGHT)
        self.tree.setCurrentIndex(index)
        self.tree.edit(index)
        editor = self.tree.findChild(QLineEdit, "criteria.editor")
        if editor is not None:
            editor.setText(digit)

    def _toggle_lock(self) -> None:
        criterion = self._current()
        if criterion is not None:
            self.model.toggle_lock(criterion)

    def _delete(self) -> None:
        criterion = self._current()
        if criterion is None:
            return
        inside = self._inside(criterion.id)
        if not self._session.did(delete_criterion, criterion.id):
            return
        text = tr_n(
            inside, "“{name}” deleted with {count} part.", "“{name}” deleted with {count} parts.", name=criterion.name
        )
        said = text if inside else tr("“{name}” deleted.", name=criterion.name)
        self._window.toast(said, tr("Undo"), self._session.way_back())

    def _inside(self, criterion_id: int) -> int:
        parts = self.model.level(criterion_id)
        return len(parts) + sum(self._inside(each.id) for each in parts)

    def _level_id(self) -> int | None:
        """Return the group whose level is meant: the chosen one's parts, or the level of a chosen leaf."""
        criterion = self._current()
        if criterion is None:
            return None
        return criterion.id if self.model.is_group(criterion.id) else criterion.parent_id

    def _why_read_only(self) -> str:
        return why_read_only(self._session)

    def _why_no_curve(self) -> str:
        criterion = self._current()
        if criterion is None:
            return tr("No criterion is chosen.")
        return tr("It has parts; only what is scored has a curve.") if self.model.is_group(criterion.id) else ""

    def _why_none(self) -> str:
        return self._why_read_only() or ("" if self._current() else tr("No criterion is chosen."))

    def _dress(self) -> None:
        """Follow the size of the text; columns that the user made wider stay wider."""
        for place in (each for each in WIDTHS if not self.tree.isColumnHidden(each)):
            self.tree.setColumnWidth(place, round(self.tree.columnWidth(place) * look.percent / self._percent))
        self._percent = look.percent
        self.tree.setIndentation(scaled(16))
        self.form.setMinimumWidth(scaled(SIDE))
        self.tree.header().setMinimumHeight(scaled(32))

"""In which order the candidates stand in the matrix, and which groups are open: acts of the matrix's headings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.matrix_model import MatrixModel
from outsource_desk.ui.scoring.matrix_view import MatrixView

ENTERED, RANK, NAME = "entered", "rank", "name"


class Arrangement:
    """Orders columns and turns groups. The order is that of the moment: columns stay in place while one scores."""

    def __init__(self, parent: QWidget, model: MatrixModel, view: MatrixView) -> None:
        self._model, self._view = model, view
        self.key = ENTERED
        self._group = QActionGroup(parent)
        orders = (
            (ENTERED, tr("Candidates as &entered")),
            (RANK, tr("Candidates b&y present rank")),
            (NAME, tr("Candidates by na&me")),
        )
        self.order_acts = [
            make_action(parent, f"scoring.order_{key}", text, lambda key=key: self.arrange(key)) for key, text in orders
        ]
        for act in self.order_acts:
            act.setCheckable(True)
            self._group.addAction(act)
        self.order_acts[0].setChecked(True)
        self.group_acts = [
            make_action(parent, "scoring.open_groups", tr("Open all gro&ups"), lambda: self._fold_all(False)),
            make_action(parent, "scoring.close_groups", tr("C&lose all groups"), lambda: self._fold_all(True)),
        ]
        for header, acts in ((view.candidates, self.order_acts), (view.criteria, self.group_acts)):
            header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            header.addActions(acts)

    @property
    def acts(self) -> list[Action]:
        """Return everything that can be done with the headings."""
        return [*self.order_acts, *self.group_acts]

    def arrange(self, key: str) -> None:
        """Order the candidates by what they are now; who is not ranked comes last."""
        if key not in (ENTERED, RANK, NAME) or self._model.contents is None:
            return
        self._view.put_away()
        self.key = key
        standings = self._model.contents.standings
        candidates = self._model.contents.evaluation.candidates
        if key == RANK:
            ranks = {each.id: standings[each.id].rank for each in candidates}
            candidates = sorted(candidates, key=lambda each: ranks[each.id] or len(ranks) + 1)
        elif key == NAME:
            candidates = sorted(candidates, key=lambda each: each.name.casefold())
        self._model.order([each.id for each in candidates] if key != ENTERED else [])
        next(act for act in self.order_acts if act.objectName() == f"scoring.order_{key}").setChecked(True)

    def _fold_all(self, is_folded: bool) -> None:
        """Close all groups, the inner ones first, or open them, the outer ones first."""
        self._view.put_away()
        if is_folded:
            for place in reversed(range(len(self._model.rows))):
                self._model.fold(place, True)
            return
        place = 0
        while place < len(self._model.rows):  # more of them with every group that opens
            self._model.fold(place, False)
            place += 1

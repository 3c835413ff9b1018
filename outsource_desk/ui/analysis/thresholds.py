"""From which difference on somebody is better: the preference functions of outranking, one criterion at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.preference import Preference, Shape
from outsource_desk.services.methods import preferences_of
from outsource_desk.services.opinion_words import shape_name
from outsource_desk.services.outranking import set_preference
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.formats import points, read_number
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import M
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import column

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.session import Session

MOST_ROWS = 8
_FIRST = frozenset({Shape.U_SHAPE, Shape.LEVEL, Shape.LINEAR})  # shapes that use the first threshold
_SECOND = frozenset({Shape.V_SHAPE, Shape.LEVEL, Shape.LINEAR, Shape.GAUSSIAN})


class Thresholds(QWidget):
    """The functions of all leaves in a table, and fields for the one that is chosen there."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ids: tuple[int, ...] = ()
        self._chosen: Preference | None = None
        self._preferences: dict[int, Preference] = {}
        self.table = Figures("methods.preferences", tr("From which difference on somebody is better"), MOST_ROWS)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.form = self._build_form()
        self.setLayout(column(self.table, self.form, gap=M))

    def _build_form(self) -> Form:
        form, speech = Form(self._save, label_width=180), screen_speech()
        shapes = choice([(str(shape), shape_name(shape, speech)) for shape in Shape])
        form.add_row(tr("A difference in value"), shapes, name="preference.shape")
        for name, text, about in (
            ("preference.indifference", tr("First threshold"), tr("Up to here a difference does not count.")),
            ("preference.strict", tr("Second threshold"), tr("From here on it counts in full, or turns its curve.")),
        ):
            field = QLineEdit()
            field.setMaximumWidth(120)
            form.add_row(text, field, name=name, unit=tr("points of 100"), help_text=about)
        return form

    def show_case(self, case: DecisionCase) -> None:
        """Show the functions as they are now."""
        leaves = [leaf for leaf, weight in zip(case.leaves, case.weights, strict=True) if weight > 0]
        paths, speech = criterion_paths(case.evaluation.criteria), screen_speech()
        self._ids = tuple(leaf.id for leaf in leaves)
        self._preferences = preferences_of(case.evaluation, self._ids)
        rows = [
            [
                paths[each.criterion_id],
                shape_name(each.shape, speech),
                points(each.indifference) if each.shape in _FIRST else "–",
                points(each.strict) if each.shape in _SECOND else "–",
            ]
            for each in self._preferences.values()
        ]
        head = [tr("Criterion"), tr("A difference in value"), tr("First threshold"), tr("Second threshold")]
        self.table.show_rows(head, rows)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now.row()))
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._show(self.table.currentIndex().row())

    def _show(self, place: int) -> None:
        self._chosen = self._preferences[self._ids[place]] if 0 <= place < len(self._ids) else None
        chosen = self._chosen
        if chosen is None:
            return
        self.form.show_subject(chosen.criterion_id)
        self.form.show_value("preference.shape", str(chosen.shape))
        self.form.show_value("preference.indifference", points(chosen.indifference))
        self.form.show_value("preference.strict", points(chosen.strict))
        self.form.set_read_only(self._session.desk.is_read_only)
        self.form.field("preference.indifference").setEnabled(chosen.shape in _FIRST)
        self.form.field("preference.strict").setEnabled(chosen.shape in _SECOND)

    def _save(self, name: str, text: str) -> None:
        """Save one field with the others as they are.

        Raises:
            DeskError: it was refused; the form shows it in place.
        """
        assert self._chosen is not None
        now = self._chosen
        shape = text if name == "preference.shape" else str(now.shape)
        first = read_number(text) if name == "preference.indifference" else now.indifference
        second = read_number(text) if name == "preference.strict" else now.strict
        self._session.try_act(set_preference, now.criterion_id, shape, first, second)

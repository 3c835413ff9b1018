"""The curve editor: choose how points or amounts become values, draw it, and see at once what candidates get."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from outsource_desk.analysis.value_functions import offers_of, value_of
from outsource_desk.domain.criterion import Criterion, Curve, Measure, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import GateStatus
from outsource_desk.services.criteria import turn_curve, update_criterion
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.formats import number, read_number
from outsource_desk.ui.formats import points as written
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.scoring.cell_reading import whole_value
from outsource_desk.ui.scoring.curve_picture import CurvePicture, Dot, Points
from outsource_desk.ui.scoring.curve_points import PointRows
from outsource_desk.ui.scoring.curve_words import curve_about, curve_name, curves_for
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import button, column, frame, label, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.analysis.value_functions import Offers
    from outsource_desk.ui.session import Session

SIDE = 300  # pixels of the fields


class CurveEditor(QDialog):
    """Each act is saved and can be undone at once; the window behind follows."""

    def __init__(self, parent: QWidget, session: Session, criterion_id: int) -> None:
        super().__init__(parent)
        self.setObjectName("curve")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._session, self._criterion_id = session, criterion_id
        self._leaf: Criterion | None = None
        self._title = label("", TextStyle.SECTION, wrap=True)
        self._about = label("", tone="muted", wrap=True)
        self.picture = CurvePicture()
        self.picture.dragged.connect(self._on_dragged)
        self.picture.dropped.connect(self._on_dropped)
        self.values = Figures("curve.values", tr("What each candidate gets"), most_rows=5)
        self.form = Form(self._save, label_width=96)
        self.form.add_row(tr("&Curve"), Choice(), name="curve.curve")
        self.times, self.ends = Form(self._save, label_width=96), Form(self._save, label_width=96)
        self.times.add_row(tr("&Multiple"), QLineEdit(), name="curve.multiple")
        self.ends.add_row(tr("Worth &0"), QLineEdit(), name="curve.worst")
        self.ends.add_row(tr("Worth &100"), QLineEdit(), name="curve.best")
        self.rows = PointRows(self._save_points)
        self.turn = button(tr("Turn round"), self._on_turn, name="curve.turn")
        self.turn.setToolTip(tr("What was worth most becomes worth least, and the other way round."))
        self.error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self.error.setObjectName("curve.error")
        self._build()
        session.changed.connect(self._on_change)
        self.load()
        room = parent.window().size()
        self.resize(min(scaled(900), room.width() - L), min(scaled(560), room.height() - L))

    def _build(self) -> None:
        fields = column(self.form, self.times, self.ends, self.rows, self.error, row(self.turn, None), None, gap=M)
        side = Scroll(fields)
        side.setFixedWidth(scaled(SIDE))
        self._worth = frame("card", column(self.values, margins=(1, S, 1, S)))
        shown = column(self.picture, self._worth, gap=M)
        shown.setStretch(0, 1)
        middle = row(Scroll(shown), side, gap=L)
        middle.setStretch(0, 1)
        close = button(tr("Close"), self.accept, kind="primary", name="curve.close")
        heads = column(self._title, self._about, gap=S)
        body = column(heads, middle, row(None, close), gap=M, margins=(XL, XL, XL, L))
        body.setStretch(1, 1)
        self.setLayout(body)

    def load(self) -> None:
        """Show the curve as the file holds it; close where the criterion is gone."""
        evaluation = self._session.evaluation
        leaves = leaves_of(evaluation.criteria) if evaluation is not None else ()
        leaf = next((each for each in leaves if each.id == self._criterion_id), None)
        if leaf is None:
            self.reject()
            return
        self._leaf = leaf
        self.setWindowTitle(tr("Value curve of {criterion}", criterion=leaf.name))
        self._title.setText(leaf.name)
        self._about.setText(curve_about(leaf))
        is_read_only = self._session.desk.is_read_only
        self._show_fields(leaf, is_read_only)
        self.picture.show_curve(leaf, self._dots(), self._offers(), is_read_only=is_read_only)
        self._show_values(leaf)

    def _show_fields(self, leaf: Criterion, is_read_only: bool) -> None:
        curves = self.form.field("curve.curve")
        assert isinstance(curves, QComboBox)
        if [curves.itemData(place) for place in range(curves.count())] != [str(each) for each in curves_for(leaf)]:
            curves.clear()
            for each in curves_for(leaf):
                curves.addItem(curve_name(leaf, each), str(each))
        self.form.show_value("curve.curve", str(leaf.curve))
        is_amount = leaf.measure is not Measure.JUDGED
        self.times.show_value("curve.multiple", written(leaf.multiple))
        self.times.setVisible(leaf.curve is Curve.MULTIPLE)
        for field, amount in (("curve.worst", leaf.worst), ("curve.best", leaf.best)):
            self.ends.show_value(field, "" if amount is None else written(amount))
        self.ends.setVisible(leaf.curve is Curve.LINEAR and is_amount)
        self.rows.setVisible(leaf.curve.has_points)
        self.rows.show_points(leaf.points if leaf.curve.has_points else (), is_read_only=is_read_only)
        for form in (self.form, self.times, self.ends):
            form.set_read_only(is_read_only)
        self.turn.setVisible(not leaf.curve.is_relative)
        self.turn.setEnabled(not is_read_only)
        self._say(None)

    def _dots(self) -> tuple[Dot, ...]:
        ranking = self._session.ranking
        if ranking is None:
            return ()
        cells = [(one.candidate.name, ranking.cells[one.candidate.id, self._criterion_id]) for one in ranking.standings]
        return tuple(Dot(name, cell.points) for name, cell in cells if cell.points is not None)

    def _offers(self) -> Offers | None:
        ranking = self._session.ranking
        if ranking is None:
            return None
        eligible = [one.candidate.id for one in ranking.standings if one.gate is not GateStatus.FAILED]
        return offers_of(ranking.cells[each, self._criterion_id].points for each in eligible)

    def _show_values(self, leaf: Criterion) -> None:
        evaluation = self._session.evaluation
        currency = evaluation.initiative.currency if evaluation is not None else ""
        offers, dots = self._offers(), sorted(self._dots(), key=lambda dot: dot.amount)
        worth = [(dot, value_of(leaf, dot.amount, offers)) for dot in dots]
        rows = [
            [
                dot.name,
                whole_value(leaf, dot.amount, False, currency),
                tr("open") if value is None else number(value, 1),
            ]
            for dot, value in worth
        ]
        what = tr("Points") if leaf.measure is Measure.JUDGED else tr("Amount")
        self.values.show_rows([tr("Candidate"), what, tr("Value")], rows)
        self._worth.setVisible(bool(rows))

    def _save(self, name: str, text: str) -> None:
        field = name.removeprefix("curve.")
        value: object = text
        if field != "curve":
            value = read_number(text) if text.strip() or field == "multiple" else None
        self._session.try_act(update_criterion, self._criterion_id, field, value)

    def _save_points(self, points: Points) -> None:
        self._keep("points", points)

    def _on_dragged(self, points: Points) -> None:
        """Show what candidates would get while a point moves; nothing is saved yet."""
        leaf = self._leaf
        if leaf is not None and leaf.curve.has_points:
            self._show_values(replace(leaf, points=points))
        elif leaf is not None:
            self._show_values(replace(leaf, **_ends(points)))

    def _on_dropped(self, points: Points) -> None:
        leaf = self._leaf
        if leaf is None:
            return
        if leaf.curve.has_points:
            if points != leaf.points:
                self._keep("points", points)
            return
        for field, amount in _ends(points).items():
            if getattr(leaf, field) != amount:
                self._keep(field, amount)

    def _on_turn(self) -> None:
        try:
            self._session.try_act(turn_curve, self._criterion_id)
        except DeskError as error:
            self._say(error)

    def _keep(self, field: str, value: object) -> None:
        """Save a field; a refusal is said, and the file's curve is shown again."""
        try:
            self._session.try_act(update_criterion, self._criterion_id, field, value)
        except DeskError as error:
            self.load()
            self._say(error)

    def _say(self, error: DeskError | None) -> None:
        self.error.setText(f"{say(str(error))} {say(error.remedy)}" if error else "")
        self.error.setVisible(error is not None)

    def _on_change(self, tables: frozenset[str]) -> None:
        if tables & {"criterion", "curve_point", "score", "agreed_score", "measurement", "initiative"}:
            self.load()


def _ends(points: Points) -> dict[str, float]:
    return {("worst", "best")[value > 0]: amount for amount, value in points}

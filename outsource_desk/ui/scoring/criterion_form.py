"""Everything about one criterion: what it asks, how it is scored, and what its points mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure
from outsource_desk.domain.errors import OutOfScaleError
from outsource_desk.services.criteria import set_anchors, update_criterion
from outsource_desk.ui.formats import number, points, read_number
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.curve_words import curve_name
from outsource_desk.ui.scoring.vetting_card import VettingCard
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import L, M, TextStyle, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import Label, caption, card, clear, column, heading, holder, label, link, row

MOST_ANCHORS = 11  # a scale of more points shows the anchors that it has
LABELS = 112  # pixels
NUMBERS = ("maximum", "step", "worst", "best", "minimum")
FLAGS = ("is_gate",)


class CriterionForm(QWidget):
    """The detail beside the tree. Leaving a field saves it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._criterion: Criterion | None = None
        self._kind = ""
        self._form: Form | None = None
        self._anchors: Form | None = None
        self._vetting: VettingCard | None = None
        self._curve: Label | None = None
        self._drawing: QPushButton | None = None
        self._content: QVBoxLayout = column(gap=L)
        inner = holder(self._content)
        inner.setProperty("role", "page")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        self.setLayout(column(area, gap=0))
        self.show_criterion(None, is_group=False)

    @property
    def criterion(self) -> Criterion | None:
        """Return the criterion that is shown."""
        return self._criterion

    @property
    def natural_height(self) -> int:
        """Return the height at which nothing has to be scrolled."""
        width = max(1, self.width())
        layout = self._content
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

    def show_criterion(self, criterion: Criterion | None, *, is_group: bool) -> None:
        """Show a criterion; one of the same kind keeps the fields, so that typing is never lost."""
        self._criterion = criterion
        kind = _kind(criterion, is_group)
        if kind != self._kind:
            self._kind = kind
            self._build(criterion, is_group)
        if criterion is not None:
            self._show_values(criterion)

    def focus_field(self, name: str) -> None:
        """Put the focus into a field, as where a warning leads."""
        if self._form is not None and name in self._form.names:
            self._form.field(name).setFocus()
        elif name == "feeds" and self._vetting is not None:
            self._vetting.focus_questions()
        elif name in ("points", "curve") and self._drawing is not None:
            self._drawing.setFocus()

    def _build(self, criterion: Criterion | None, is_group: bool) -> None:
        clear(self._content)
        self._form = self._anchors = self._curve = self._drawing = self._vetting = None
        if criterion is None:
            self._content.addWidget(card(caption(tr("Choose a criterion to see how it is scored."), wrap=True)))
            self._content.addStretch(1)
            return
        self._form = Form(self._save, label_width=LABELS)
        self._form.add_row(tr("Na&me"), QLineEdit(), name="name")
        ask = QPlainTextEdit()
        ask.setFixedHeight(scaled(64))
        self._form.add_row(tr("As&ks"), ask, name="ask", help_text=tr("The question that evaluators answer."))
        if not is_group:
            self._build_scale(criterion)
        draw = [row(self._curve, None, self._drawing)] if self._curve is not None else []
        self._content.addWidget(card(heading(tr("Criterion")), self._form, *draw, gap=M))
        if not is_group:
            self._vetting = VettingCard(self._session, LABELS)
            self._content.addWidget(self._vetting)
        if not is_group and criterion.measure is Measure.JUDGED:
            self._build_anchors(criterion)
        self._content.addStretch(1)

    def _build_scale(self, criterion: Criterion) -> None:
        form = self._form
        assert form is not None
        measures = [("judged", tr("Points, judged")), ("measured", tr("An amount, measured")), ("price", tr("A price"))]
        form.add_row(tr("&Scored by"), choice(measures), name="measure")
        ways = [
            ("", tr("As usual")),
            ("max", tr("More is better")),
            ("min", tr("Less is better")),
            ("unknown", tr("Not said yet")),
        ]
        if criterion.measure is Measure.JUDGED:
            form.add_row(tr("&Top of the scale"), QLineEdit(), name="maximum")
            form.add_row(tr("Ste&p"), QLineEdit(), name="step", help_text=tr("0.5 allows half points; 0 allows any."))
        else:
            if criterion.measure is Measure.MEASURED:
                form.add_row(tr("&Unit"), QLineEdit(), name="unit")
            if criterion.curve is Curve.LINEAR:
                self._build_ends(form, criterion.unit)
        if criterion.measure is not Measure.PRICE:
            form.add_row(tr("D&irection"), choice(ways), name="direction")
        form.add_row(
            tr("Mi&nimum"), QLineEdit(), name="minimum", help_text=tr("What a candidate must reach; empty for none.")
        )
        gates = [("", tr("No, it only warns")), ("yes", tr("Yes, who misses it is not ranked"))]
        form.add_row(tr("G&ate"), choice(gates), name="is_gate")
        self._curve = caption("", wrap=True)
        self._curve.setObjectName("criterion.curve")
        self._drawing = link(tr("Value curve…"), self.draw, name="criterion.draw")

    def _build_ends(self, form: Form, unit: str) -> None:
        form.add_row(
            tr("Worth &0"), QLineEdit(), name="worst", unit=unit, help_text=tr("Fix it before offers are opened.")
        )
        form.add_row(tr("Worth &100"), QLineEdit(), name="best", unit=unit)

    def _build_anchors(self, criterion: Criterion) -> None:
        self._anchors = Form(self._save_anchor, label_width=48)
        for each in _anchor_points(criterion):
            field = QLineEdit()
            field.setPlaceholderText(tr("What earns {points} points", points=points(each)))
            self._anchors.add_row(points(each), field, name=f"anchor {each:g}")
        words = label(tr("What the points mean"), TextStyle.SECTION)
        self._content.addWidget(card(words, self._anchors, gap=M))

    def draw(self) -> None:
        """Open the editor of the value curve."""
        from outsource_desk.ui.scoring.curve_editor import CurveEditor

        if self._criterion is not None:
            CurveEditor(self.window(), self._session, self._criterion.id).open()

    def _show_values(self, criterion: Criterion) -> None:
        assert self._form is not None
        if self._curve is not None:
            self._curve.setText(tr("Counts by: {curve}", curve=curve_name(criterion, criterion.curve)))
        if self._vetting is not None:
            self._vetting.show_criterion(criterion)
        self._form.show_subject(criterion.id)
        self._form.set_read_only(self._session.desk.is_read_only)
        for name in self._form.names:
            self._form.show_value(name, _shown(criterion, name))
        if self._anchors is not None:
            self._anchors.show_subject(criterion.id)
            self._anchors.set_read_only(self._session.desk.is_read_only)
            wordings = {f"anchor {each:g}": wording for each, wording in criterion.anchors}
            for name in self._anchors.names:
                self._anchors.show_value(name, wordings.get(name, ""))

    def _save(self, field: str, text: str) -> None:
        assert self._criterion is not None
        value: object = text
        if field in NUMBERS:
            value = read_number(text) if text.strip() else None
            if value is None and field in ("maximum", "step"):
                value = read_number(text)  # refuses: a scale has a top and a step
        elif field in FLAGS:
            value = bool(text)
        elif field == "direction":
            value = text or None
        self._session.try_act(update_criterion, self._criterion.id, field, value)

    def _save_anchor(self, field: str, text: str) -> None:
        assert self._criterion is not None
        at = float(field.removeprefix("anchor "))
        if at > self._criterion.maximum:
            raise OutOfScaleError(at, self._criterion.maximum, 0)
        anchors = dict(self._criterion.anchors) | {at: text.strip()}
        self._session.try_act(
            set_anchors, self._criterion.id, {each: words for each, words in anchors.items() if words}
        )


def _kind(criterion: Criterion | None, is_group: bool) -> str:
    """Return what decides which fields there are."""
    if criterion is None or is_group:
        return "group" if criterion else "none"
    anchors = ",".join(f"{each:g}" for each in _anchor_points(criterion)) if criterion.measure is Measure.JUDGED else ""
    return f"{criterion.measure} {criterion.unit} {criterion.curve} {anchors}"


def _anchor_points(criterion: Criterion) -> list[float]:
    """Return the points that have, or may get, a wording: best first."""
    found = {each for each, _ in criterion.anchors}
    if criterion.maximum < MOST_ANCHORS:
        found |= {float(each) for each in range(int(criterion.maximum) + 1)}
    else:
        found |= {0.0, criterion.maximum / 2, criterion.maximum}
    return sorted(found, reverse=True)


def _shown(criterion: Criterion, name: str) -> str:
    value = getattr(criterion, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (Measure, Direction)):
        return str(value)
    return (number(value, 0) if float(value).is_integer() else points(value)) if name in NUMBERS else str(value)

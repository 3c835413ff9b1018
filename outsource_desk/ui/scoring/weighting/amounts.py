"""A number for each criterion of a level: per cent, points, swings or ranks, with what is at stake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSlider, QWidget

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.errors import NotANumberError
from outsource_desk.domain.stakes import Stake
from outsource_desk.domain.weighting import WeightMethod
from outsource_desk.ui.formats import points, read_number
from outsource_desk.ui.language import tr
from outsource_desk.ui.scoring.weighting.words import field_words, stake_words, step_words
from outsource_desk.ui.theme import L, M, TextStyle, look, scaled
from outsource_desk.ui.widgets.layout import caption, column, holder, label, repolish

FIELD, SLIDER = 72, 140  # pixels
STEP = {WeightMethod.SWING: 5.0}  # of the keys up and down; otherwise 1
BY_ORDER = {WeightMethod.CENTROID, WeightMethod.RANK_SUM, WeightMethod.RECIPROCAL}


class AmountsPane(QWidget):
    """One row per criterion; Up and Down change a number, Enter goes to the next."""

    changed = Signal()

    def __init__(self, level: Sequence[Criterion], method: WeightMethod, stakes: Mapping[int, Stake]) -> None:
        super().__init__()
        self._method, self._level = method, level
        self._fields: dict[int, QLineEdit] = {}
        self._sliders: dict[int, QSlider] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        grid.setColumnStretch(0, 1)
        for place, each in enumerate(level):
            self._add_row(grid, place, each, stakes.get(each.id))
        self._dress()
        look.changed.connect(self._dress)

    @property
    def first(self) -> QWidget | None:
        """Return the first field."""
        return next(iter(self._fields.values()), None)

    def show_answers(self, answers: Mapping[int, float]) -> None:
        """Show numbers; a criterion without one has an empty field."""
        for criterion_id, field in self._fields.items():
            amount = answers.get(criterion_id)
            field.setText("" if amount is None else points(amount))

    def answers(self) -> dict[int, float]:
        """Return the numbers that are there.

        Raises:
            NotANumberError: what is typed for a criterion is none.
        """
        found: dict[int, float] = {}
        for criterion_id, field in self._fields.items():
            if text := field.text().replace("%", "").strip():
                found[criterion_id] = read_number(text)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = STEP.get(self._method, 1.0)
                up = (event.key() == Qt.Key.Key_Up) is not (self._method in BY_ORDER)  # up to rank 1
                self._step(watched, step if up else -step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _add_row(self, grid: QGridLayout, place: int, criterion: Criterion, stake: Stake | None) -> None:
        words = [label(criterion.name, TextStyle.STRONG, wrap=True)]
        about = ""
        if stake is not None:
            about = step_words(stake) if self._method is WeightMethod.SWING else stake_words(stake)
            shown = caption(about, wrap=True)
            shown.setObjectName(f"weighting.step_{criterion.id}")
            words.append(shown)
        grid.addWidget(holder(column(*words, gap=0)), place, 0)
        field = self._fields[criterion.id] = QLineEdit()
        field.setObjectName(f"weighting.answer_{criterion.id}")
        field.setAccessibleName(tr("{what} for {name}", what=field_words(self._method), name=criterion.name))
        field.setAccessibleDescription(about)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setProperty("asks", True)  # nothing is saved before Apply
        field.installEventFilter(self)
        field.textChanged.connect(partial(self._on_text, criterion.id))
        if self._method is WeightMethod.SWING:
            slider = self._sliders[criterion.id] = QSlider(Qt.Orientation.Horizontal)
            slider.setRange(0, 100)
            slider.setPageStep(10)
            slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field beside it takes the same keys
            slider.setAccessibleName(field.accessibleName())
            slider.valueChanged.connect(partial(self._on_slider, criterion.id))
            grid.addWidget(slider, place, 1)
        grid.addWidget(field, place, 2)

    def _on_text(self, criterion_id: int, text: str) -> None:
        amount, is_number = 0.0, True
        if tidy := text.replace("%", "").strip():
            try:
                amount = read_number(tidy)
            except NotANumberError:
                is_number = False
        field = self._fields[criterion_id]
        field.setProperty("state", "" if is_number else "error")
        repolish(field)
        slider = self._sliders.get(criterion_id)
        if slider is not None and is_number:
            slider.blockSignals(True)
            slider.setValue(round(min(max(amount, 0), 100)))
            slider.blockSignals(False)
        self.changed.emit()

    def _on_slider(self, criterion_id: int, value: int) -> None:
        self._fields[criterion_id].setText(points(value))

    def _step(self, field: QLineEdit, step: float) -> None:
        try:
            now = read_number(field.text()) if field.text().strip() else 0.0
        except NotANumberError:
            return
        low = 1.0 if self._method in BY_ORDER else 0.0
        high = 100.0 if self._method is WeightMethod.SWING else len(self._level) if low else float("inf")
        field.setText(points(min(max(now + step, low), high)))
        field.selectAll()

    def _dress(self) -> None:
        for field in self._fields.values():
            field.setFixedWidth(scaled(FIELD))
        for slider in self._sliders.values():
            slider.setFixedSize(scaled(SLIDER), scaled(24))

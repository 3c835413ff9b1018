"""The points of a value curve as rows of two fields, with one more below to add a point."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.formats import points as written
from outsource_desk.ui.formats import read_number
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.layout import caption, clear, label, small_button

Points = tuple[tuple[float, float], ...]


class PointRows(QWidget):
    """Amount and value of each point. Leaving a row saves all of them; a row that is left half empty waits."""

    def __init__(self, save: Callable[[Points], object]) -> None:
        super().__init__()
        self.setObjectName("curve.points")
        self._save = save
        self._points: Points = ()
        self._is_read_only = False
        self.fields: list[tuple[QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(S)
        self._error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._shown: Points | None = None

    def show_points(self, points: Points, *, is_read_only: bool) -> None:
        """Show the points of a curve and, unless the file can only be read, an empty row for one more."""
        if (points, is_read_only) == (self._shown, self._is_read_only):
            return
        place, self._shown = self._focus_place(), points
        self._points, self._is_read_only = points, is_read_only
        rows = len(points) + (not is_read_only)
        if rows != len(self.fields):
            self._rebuild(rows)
        for at, (amount, value) in enumerate(self.fields):
            known = at < len(points)
            amount.setText(written(points[at][0]) if known else "")
            value.setText(written(points[at][1]) if known else "")
        self._say(None)
        if place is not None and self.fields:
            self.fields[min(place[0], len(self.fields) - 1)][place[1]].setFocus()

    def _rebuild(self, rows: int) -> None:
        clear(self._grid)
        self.fields = []
        self._error = label("", TextStyle.CAPTION, "bad", wrap=True)
        for place, text in enumerate((tr("Amount"), tr("Value, 0 to 100"))):
            self._grid.addWidget(caption(text), 0, place, Qt.AlignmentFlag.AlignRight)
        for at in range(rows):
            is_new = at == len(self._points)
            amount = self._field(f"curve.point_{at}_amount", tr("Amount of point {place}", place=at + 1))
            value = self._field(f"curve.point_{at}_value", tr("Value of point {place}", place=at + 1))
            amount.setPlaceholderText(tr("One more") if is_new else "")
            self.fields.append((amount, value))
            self._grid.addWidget(amount, at + 1, 0)
            self._grid.addWidget(value, at + 1, 1)
            if not is_new and not self._is_read_only:
                self._grid.addWidget(self._remover(at), at + 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._error, rows + 1, 0, 1, 3)

    def _field(self, name: str, words: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(words)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setReadOnly(self._is_read_only)
        field.editingFinished.connect(self._leave)
        return field

    def _remover(self, at: int) -> QPushButton:
        found = small_button("×", lambda: self._remove(at), name=f"curve.remove_{at}")
        words = tr("Remove point {place}", place=at + 1)
        found.setAccessibleName(words)
        found.setToolTip(words)
        return found

    def _remove(self, at: int) -> None:
        self._try(self._points[:at] + self._points[at + 1 :])

    def _leave(self) -> None:
        """Save what stands in the rows, unless one is half empty or nothing has changed."""
        if self._is_read_only:
            return
        texts = [(amount.text().strip(), value.text().strip()) for amount, value in self.fields]
        if any(bool(amount) != bool(value) for amount, value in texts):
            return
        if [pair for pair in texts if pair[0]] == [(written(amount), written(value)) for amount, value in self._points]:
            return
        kept = {(written(amount), written(value)): (amount, value) for amount, value in self._points}  # all decimals
        try:
            points = tuple(
                kept.get((amount, value)) or (read_number(amount), read_number(value))
                for amount, value in texts
                if amount
            )
        except DeskError as error:
            self._say(error)
            return
        self._try(points)

    def _try(self, points: Points) -> None:
        self._shown = None  # whatever comes back is shown again
        self._save(points)

    def _say(self, error: DeskError | None) -> None:
        self._error.setText(f"{say(str(error))} {say(error.remedy)}" if error else "")
        self._error.setVisible(error is not None)

    def _focus_place(self) -> tuple[int, int] | None:
        for at, pair in enumerate(self.fields):
            for side, field in enumerate(pair):
                if field.hasFocus():
                    return at, side
        return None

"""A row of the Columns step for a criterion: what it means, and how its points are to be understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.checks import checked_number
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import one_line
from outsource_desk.ui import formats
from outsource_desk.ui.importing.column_rows import NOTHING, Known, MeantChoice, NameRow
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import Label, caption, holder, label, repolish, row
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import MatchedCriterion
    from outsource_desk.ui.importing.draft import Decisions

_ASKED, _WORDS, _WEIGHS = "", "words", "weighs"  # nothing is said; words stay words; no gate
_MOST_POINTS = 10  # up to which each is offered as the least that a gate asks for


class CriterionRow(NameRow):
    """A criterion of the sheet: what it means, which way is better, what it weighs, how its words are read."""

    directed = Signal(object)
    weighed = Signal(object)
    topped = Signal(object)
    scaled = Signal(object)
    gated = Signal(object)

    def __init__(self, name: str, cell: str) -> None:
        self._make_fields(name, cell)
        super().__init__(name, cell)
        self._shown: MatchedCriterion | None = None
        self.asks_direction = False
        self._words.addWidget(self._refusal)
        self.direction.chosen.connect(lambda key: self.directed.emit(key or NOTHING))
        self.weight.editingFinished.connect(self._on_weight)
        self.top.editingFinished.connect(self._on_top)
        self.scale.activated.connect(self._on_scale)
        self.gate.activated.connect(lambda _at: self.gated.emit(_decoded(self.gate.currentData())))

    def _make_fields(self, name: str, cell: str) -> None:
        self.direction = Segments(
            [("", tr("Later")), ("max", tr("More")), ("min", tr("Less"))],
            f"import.direction.{cell}",
            tr("Is more or less of “{criterion}” better?", criterion=name),
        )
        self.weight = QLineEdit()
        self.weight.setObjectName(f"import.weight.{cell}")
        self.weight.setAccessibleName(tr("Weight of “{criterion}”", criterion=name))
        self.top = QLineEdit()
        self.top.setObjectName(f"import.top.{cell}")
        self.top.setAccessibleName(tr("The most points of “{criterion}”", criterion=name))
        self.scale, self.gate = MeantChoice(), MeantChoice()
        self.scale.setMinimumContentsLength(16)
        self.scale.setObjectName(f"import.scale.{cell}")
        self.scale.setAccessibleName(tr("How the words of “{criterion}” are read", criterion=name))
        self.gate.setObjectName(f"import.gate.{cell}")
        self.gate.setAccessibleName(tr("Does “{criterion}” exclude a vendor?", criterion=name))
        self._refusal = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._refusal.hide()
        for field in (self.weight, self.top):
            field.setFixedWidth(scaled(72))
        self._fields = [
            _part(tr("Better is"), self.direction), _part(tr("Weight"), self.weight),
            _part(tr("Points out of"), self.top),
            _part(tr("Its words are"), self.scale), _part(tr("It is a must"), self.gate),
        ]  # fmt: skip
        for each in self._fields:
            each.hide()

    def _parts(self) -> list[QWidget]:
        return self._fields

    def show_criterion(self, shown: MatchedCriterion, known: Known, decisions: Decisions) -> None:
        """Show what the criterion is taken for as things stand."""
        self._shown = shown
        where = "" if shown.is_new else tr("in this initiative")
        samples = " · ".join(one_line(each, 24) for each in shown.samples)
        self.show_matching(shown.matching, known, "; ".join(filter(None, (shown.group, where, samples))))
        self.asks_direction = shown.is_direction_asked
        direction, weight, top, scale, gate = self._fields
        direction.setVisible(shown.is_direction_asked)
        _quietly(self.direction, lambda: self.direction.choose(decisions.directions.get(shown.name, "")))
        weight.setVisible(shown.is_new or shown.weight is not None)
        if not self.weight.hasFocus():
            self.weight.setText("" if shown.weight is None else formats.points(shown.weight))
        top.setVisible(shown.is_new and shown.maximum is not None)
        if not self.top.hasFocus():
            self.top.setText("" if shown.maximum is None else formats.points(shown.maximum))
        scale.setVisible(bool(shown.words) and bool(shown.scales))
        self._show_scale(shown, decisions)
        is_gate = shown.is_gate_asked or shown.name in decisions.gates
        gate.setVisible(is_gate)
        if is_gate:
            self._show_gate(shown, decisions)

    def waiting_field(self) -> QWidget | None:
        shown = self._shown
        if shown is None or self._is_asked:
            return super().waiting_field()
        return self.scale if shown.is_scale_asked else self.gate if shown.is_gate_asked else None

    def _show_scale(self, shown: MatchedCriterion, decisions: Decisions) -> None:
        options: list[tuple[Any, str]] = [(_ASKED, tr("Say how"))] if shown.is_scale_asked else []
        options += [(at, _scale_in_words(each.points)) for at, each in enumerate(shown.scales)]
        options.append((_WORDS, tr("Left as words")))
        given = decisions.scales.get(shown.name)
        chosen: Any = _ASKED if shown.is_scale_asked else 0
        if given is not None:
            same = [at for at, each in enumerate(shown.scales) if dict(each.points) == dict(given)]
            chosen = same[0] if same else _WORDS
        self.scale.offer(options, chosen)

    def _show_gate(self, shown: MatchedCriterion, decisions: Decisions) -> None:
        top = int(min(shown.maximum or 5, _MOST_POINTS))
        options: list[tuple[Any, str]] = [] if shown.name in decisions.gates else [(_ASKED, tr("Does it exclude?"))]
        options.append((_WEIGHS, tr("No, it only weighs")))
        options += [
            (float(least), tr("Yes, below {points}", points=formats.points(least))) for least in range(1, top + 1)
        ]
        given = decisions.gates.get(shown.name, _ASKED)
        self.gate.offer(options, _WEIGHS if given is None else given)

    def _on_weight(self) -> None:
        shown, text = self._shown, self.weight.text().strip()
        if shown is None or text == ("" if shown.weight is None else formats.points(shown.weight)):
            return
        try:
            number = formats.read_number(text) if text else None
            if number is not None and number < 0:
                raise NegativeWeightError(number)
        except DeskError as error:
            self._refuse(self.weight, f"{say(str(error))} {say(error.remedy)}")
            return
        self._refuse(self.weight, "")
        self.weighed.emit(NOTHING if number is None else number)

    def _on_top(self) -> None:
        shown, text = self._shown, self.top.text().strip()
        if shown is None or text == ("" if shown.maximum is None else formats.points(shown.maximum)):
            return
        try:
            number = checked_number("The top of the scale", formats.read_number(text), 0.01) if text else None
        except DeskError as error:
            self._refuse(self.top, f"{say(str(error))} {say(error.remedy)}")
            return
        self._refuse(self.top, "")
        self.topped.emit(NOTHING if number is None else number)

    def _refuse(self, field: QLineEdit, reason: str) -> None:
        self._refusal.setText(reason)
        self._refusal.setVisible(bool(reason))
        field.setProperty("state", "error" if reason else "")
        repolish(field)

    def _on_scale(self, _at: int) -> None:
        shown, chosen = self._shown, self.scale.currentData()
        if shown is None:
            return
        if chosen == _WORDS:
            self.scaled.emit(dict.fromkeys(shown.words))
        elif isinstance(chosen, int):
            self.scaled.emit(dict(shown.scales[chosen].points))
        else:
            self.scaled.emit(NOTHING)


class NegativeWeightError(DeskError):
    """A weight below zero was typed."""

    remedy = "Type a weight of zero or more."

    def __init__(self, weight: float) -> None:
        super().__init__(f"{weight:g} is below zero, which no weight can be.")


def _part(text: str, field: QWidget) -> QWidget:
    title: Label = caption(text)
    title.setBuddy(field)
    return holder(row(title, field, gap=S))


def _quietly(widget: QWidget, act: Callable[[], object]) -> None:
    widget.blockSignals(True)
    act()
    widget.blockSignals(False)


def _decoded(chosen: object) -> object:
    return {_WEIGHS: None, _ASKED: NOTHING}.get(chosen, chosen) if isinstance(chosen, str) else chosen


def _scale_in_words(points: Sequence[tuple[str, float | None]]) -> str:
    said = ", ".join(f"{one_line(word, 16)} {formats.points(number)}" for word, number in points if number is not None)
    return said or tr("Left as words")

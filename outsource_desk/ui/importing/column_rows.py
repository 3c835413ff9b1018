"""The rows of the Columns step: a column with its role, a vendor or criterion with what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from outsource_desk.domain.checks import checked_number
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import one_line
from outsource_desk.ui import formats
from outsource_desk.ui.importing.confidence import Confidence
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.importing.said_words import roles_in_words
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import M, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import Label, caption, column, holder, label, repolish, row
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.services.import_columns import SheetColumn
    from outsource_desk.services.import_matching import Matching
    from outsource_desk.services.import_preview import MatchedCriterion, MatchedVendor
    from outsource_desk.ui.importing.draft import Decisions

Known = Sequence[tuple[int, str]]  # id and name of what a name may mean
NOTHING = object()  # a decision that is taken back
_NEW, _SKIP, _ASKED = "new", "skip", ""
_CHOICE, _BESIDE = 184, 440  # pixels: of a choice, and of a row that has room for it beside the words
_ADDRESS = 36  # pixels
_LISTED = 400  # others that are offered
_MOST_POINTS = 10  # up to which each is offered as the least that a gate asks for


class _Line(QWidget):
    """A cell's address, words on the left, what is chosen on the right."""

    def __init__(self, cell: str, name: str) -> None:
        super().__init__()
        address = caption(cell)
        address.setFixedWidth(scaled(_ADDRESS))
        self.name, self.more = label(one_line(name, 120), TextStyle.STRONG, wrap=True), caption(wrap=True)
        for each in (self.name, self.more):
            each.setMinimumWidth(1)
        self.choice = MeantChoice()
        self.sure = Confidence()
        right = holder(column(self.choice, self.sure, gap=4))
        self._words = column(self.name, self.more, gap=0)
        self._inner = row(column(self._words, None, gap=0), right, gap=S)
        self._inner.setStretch(0, 1)
        self._inner.setAlignment(right, Qt.AlignmentFlag.AlignTop)
        line = row(address, self._inner, gap=S, margins=(0, S, 0, S))
        line.setStretch(1, 1)
        line.setAlignment(address, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self._dress()
        look.changed.connect(self._dress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        """Set what is chosen beside the words, or below them where there is no room."""
        is_wide = self.width() >= scaled(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._inner.direction() != way:
            self._inner.setDirection(way)
        room = self.width() - scaled(_ADDRESS) - 3 * S
        self.choice.setFixedWidth(scaled(_CHOICE) if is_wide else max(scaled(80), min(scaled(_CHOICE), room)))


class MeantChoice(Choice):
    """A choice whose long tail is made only when somebody comes near it."""

    def __init__(self) -> None:
        super().__init__()
        self._rest: Sequence[tuple[Any, str]] = ()
        self.setMinimumContentsLength(6)

    def offer(self, options: Sequence[tuple[Any, str]], chosen: object, rest: Sequence[tuple[Any, str]] = ()) -> None:
        """Offer choices, one of them chosen; ``rest`` follows when the field is entered."""
        self.clear()
        for value, words in options:
            self.addItem(words, value)
        self._rest = rest
        if self.hasFocus() or chosen not in [value for value, _ in options]:
            self._complete()
        self.setCurrentIndex(max(0, next((at for at in range(self.count()) if self.itemData(at) == chosen), 0)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._complete()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        self._complete()
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        self.view().setMinimumWidth(min(longest + scaled(48), scaled(480)))
        super().showPopup()

    def _complete(self) -> None:
        for value, words in self._rest:
            self.addItem(words, value)
        self._rest = ()


class ColumnRow(_Line):
    """One column of the sheet and its role."""

    said = Signal(int, str)

    def __init__(self, shown: SheetColumn) -> None:
        super().__init__(shown.letters, shown.name or tr("Without a name"))
        self._number = shown.number
        self.choice.setObjectName(f"import.role.{shown.letters}")
        self.choice.setAccessibleName(tr("Column {cell}, {name}, is", cell=shown.letters, name=self.name.text()))
        self.choice.activated.connect(lambda _at: self.said.emit(self._number, str(self.choice.currentData())))

    def show_column(self, shown: SheetColumn) -> None:
        """Show what the column is taken for as things stand."""
        samples = " · ".join(one_line(each, 40) for each in shown.samples)
        why = f"{say(shown.why)}. " if shown.why else ""
        self.more.setText(f"{why}{samples}" or tr("Empty"))
        self.choice.offer([(role, words) for role, words in roles_in_words().items()], shown.role)
        self.sure.show_confidence(shown.confidence, tr("you chose it") if shown.is_said else "")


class NameRow(_Line):
    """A vendor of the sheet and whom of the directory it means; if it has a column of its own, also its role."""

    meant = Signal(object)  # an id, SKIP, None for new, or NOTHING
    said = Signal(int, str)  # number of its column, and the role of that

    def __init__(self, name: str, cell: str) -> None:
        super().__init__(cell, name)
        self._name = name
        self._is_asked = False
        self._column = 0
        self.choice.setObjectName(f"import.meant.{cell}")
        self.choice.setAccessibleName(tr("“{name}” means", name=name))
        self.choice.activated.connect(self._on_meant)
        self.role: MeantChoice | None = None  # made where the name heads a column
        self._role_name = caption()
        self._flow = Flow(self._parts(), M, 4)
        self._words.addSpacing(4)
        self._words.addLayout(self._flow)

    def _parts(self) -> list[QWidget]:
        return []

    def show_role(self, shown: SheetColumn) -> None:
        """Show that the name heads a column, and what that column is taken for."""
        self._column = shown.number
        role = self.role or self._add_role()
        role.setObjectName(f"import.role.{shown.letters}")
        role.setAccessibleName(tr("Column {cell}, {name}, is", cell=shown.letters, name=self._name))
        self._role_name.setText(tr("Column {letters} is", letters=shown.letters))
        role.offer([(role, words) for role, words in roles_in_words().items()], shown.role)

    def _add_role(self) -> MeantChoice:
        self.role = role = MeantChoice()
        role.activated.connect(lambda _at: self.said.emit(self._column, str(role.currentData())))
        self._flow.addWidget(holder(row(self._role_name, role, gap=S)))
        return role

    def show_vendor(self, shown: MatchedVendor, known: Known) -> None:
        """Show whom the name is taken for."""
        here = tr("in this initiative") if shown.is_candidate else tr("in the directory") if shown.is_known else ""
        self.show_matching(shown.matching, known, here)

    def show_matching(self, matching: Matching, known: Known, here: str) -> None:
        """Show what the name is taken for, what it may mean, and all else that there is."""
        match = matching.match
        self._is_asked = matching.is_asked
        near = [each for each in (match, *matching.near) if each is not None]
        options: list[tuple[Any, str]] = [(_ASKED, tr("Which one is it?"))] if matching.is_asked else []
        options += [(each.id, _likeness(each.name, each.likeness)) for each in near]
        options += [(_NEW, tr("New")), (_SKIP, tr("Leave out"))]
        named = {each.id for each in near}
        rest = [(key, name) for key, name in known[:_LISTED] if key not in named]
        chosen = match.id if match else _ASKED if matching.is_asked else _SKIP if matching.is_skipped else _NEW
        self.choice.offer(options, chosen, rest)
        self.choice.setProperty("asks", matching.is_asked)
        self.choice.setProperty("state", "warn" if matching.is_asked else "")
        self.more.setText(self._about(matching, here))
        is_plainly_new = matching.match is None and not matching.is_asked and not matching.is_decided
        self.sure.setVisible(not (matching.is_skipped or is_plainly_new))
        self.sure.show_confidence(*_certainty(matching))

    def waiting_field(self) -> QWidget | None:
        """Return the field that waits for an answer; None = nothing does."""
        return self.choice if self._is_asked else None

    @staticmethod
    def _about(matching: Matching, here: str) -> str:
        if matching.is_asked and matching.near_in_sheet:
            return tr("Perhaps the same as “{name}” in this sheet", name=matching.near_in_sheet[0])
        if matching.is_asked:
            return tr("Perhaps “{name}”, but not for certain", name=matching.near[0].name)
        return here

    def _on_meant(self, _at: int) -> None:
        from outsource_desk.services.import_matching import SKIP

        chosen = self.choice.currentData()
        if chosen != _ASKED or chosen == 0:
            self.meant.emit({_NEW: None, _SKIP: SKIP}.get(chosen, chosen))
        else:
            self.meant.emit(NOTHING)


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
        options.append((_SKIP, tr("Left as words")))
        given = decisions.scales.get(shown.name)
        chosen: Any = _ASKED if shown.is_scale_asked else 0
        if given is not None:
            same = [at for at, each in enumerate(shown.scales) if dict(each.points) == dict(given)]
            chosen = same[0] if same else _SKIP
        self.scale.offer(options, chosen)

    def _show_gate(self, shown: MatchedCriterion, decisions: Decisions) -> None:
        top = int(min(shown.maximum or 5, _MOST_POINTS))
        options: list[tuple[Any, str]] = [] if shown.name in decisions.gates else [(_ASKED, tr("Does it exclude?"))]
        options.append((_NEW, tr("No, it only weighs")))
        options += [
            (float(least), tr("Yes, below {points}", points=formats.points(least))) for least in range(1, top + 1)
        ]
        given = decisions.gates.get(shown.name, _ASKED)
        self.gate.offer(options, _NEW if given is None else given)

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
        if chosen == _SKIP:
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
    return {_NEW: None, _ASKED: NOTHING}.get(chosen, chosen) if isinstance(chosen, str) else chosen


def _likeness(name: str, likeness: int) -> str:
    return name if likeness >= 100 else tr("{name} ({share} % alike)", name=name, share=likeness)


def _certainty(matching: Matching) -> tuple[int, str]:
    """Return how certain a match is, and the word for it."""
    if matching.is_decided:
        return 100, tr("you chose it")
    if matching.match is not None:
        return matching.match.likeness, ""
    if matching.is_asked:
        share = max((each.likeness for each in matching.near), default=50)
        return min(share, 79), tr("please choose")
    return 100, tr("new")


def _scale_in_words(points: Sequence[tuple[str, float | None]]) -> str:
    said = ", ".join(f"{one_line(word, 16)} {formats.points(number)}" for word, number in points if number is not None)
    return said or tr("Left as words")

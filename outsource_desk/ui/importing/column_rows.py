"""Rows of the Columns step: a column with its role, a name with what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.ui.importing.confidence import Confidence
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.importing.said_words import roles_in_words
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import M, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import caption, column, holder, label, row

if TYPE_CHECKING:
    from outsource_desk.services.import_columns import SheetColumn
    from outsource_desk.services.import_matching import Matching
    from outsource_desk.services.import_preview import MatchedVendor

Known = Sequence[tuple[int, str]]  # id and name of what a name may mean
NOTHING = object()  # a decision that is taken back
_NEW, _SKIP, _ASKED = "new", "skip", ""
_CHOICE, _BESIDE = 184, 440  # pixels: of a choice, and of a row that has room for it beside the words
_ADDRESS = 36  # pixels
_LISTED = 400  # others that are offered


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

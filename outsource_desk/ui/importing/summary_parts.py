"""The parts of a summary: how many of a kind, what that means, and each of them to unfold, with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from outsource_desk.ui import formats
from outsource_desk.ui.icons import set_icon
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XS, S, TextStyle, scaled
from outsource_desk.ui.widgets.layout import caption, clear, column, holder, label, link, row

LISTED = 60  # lines that are made at once
_NUMBER = 44  # pixels of the column of counts


@dataclass(frozen=True)
class Line:
    """One thing of a part."""

    cell: str  # where it stands; empty: nowhere in particular
    said: str  # such as 4 → 5
    what: str = ""  # of what it is said


class Lines(Sequence[Line]):
    """Lines of thousands of things, each made only when it is listed."""

    def __init__(self, things: Sequence[Any], line_of: Callable[[Any], Line]) -> None:
        self._things, self._line_of = things, line_of

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        found = self._things[place]
        return [self._line_of(each) for each in found] if isinstance(place, slice) else self._line_of(found)


@dataclass(frozen=True)
class Part:
    """Things with the same fate.

    Attributes:
        name: unlike the other parts.
        count: how many there are; more than there are lines where not each is listed.
        words: what becomes of them, without the number.
        lines: each of them.
        is_open: they are listed without being asked for.
    """

    name: str
    count: int
    words: str
    lines: Sequence[Line] = ()
    is_open: bool = False


def parts_in_words(parts: Iterable[Part]) -> str:
    """Return the counts in one sentence."""
    return "; ".join(f"{formats.number(part.count, 0)} {part.words}" for part in parts)


class PartView(QWidget):
    """The count of a part; a press on its arrow lists its things."""

    cell_chosen = Signal(str)

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        self._listed = LISTED
        number = label(formats.number(part.count, 0), TextStyle.STRONG)
        number.setMinimumWidth(scaled(_NUMBER))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._list = column(gap=XS)
        self._more = link("", self._on_more, name=f"import.part.{part.name}.more")
        self._body = holder(column(self._list, self._more, gap=XS, margins=(scaled(_NUMBER) + S, 0, 0, S)))
        self._fold = link("", self._on_fold, name=f"import.part.{part.name}")
        if not part.lines:
            self._fold.hide()
        words = label(part.words, wrap=True)
        words.setMinimumWidth(1)
        head = row(number, words, self._fold, gap=S)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._body, gap=XS))
        self._show(is_open=part.is_open and bool(part.lines))

    @property
    def is_open(self) -> bool:
        """Tell whether its things are listed."""
        return not self._body.isHidden()

    def _on_fold(self) -> None:
        self._show(is_open=not self.is_open)

    def _on_more(self) -> None:
        self._listed += LISTED
        self._fill()

    def _show(self, *, is_open: bool) -> None:
        if is_open and not self._list.count():
            self._fill()
        self._body.setVisible(is_open)
        set_icon(self._fold, "down" if is_open else "right", "accent")
        said = parts_in_words([self.part])
        self._fold.setAccessibleName(tr("Hide: {what}", what=said) if is_open else tr("List: {what}", what=said))

    def _fill(self) -> None:
        clear(self._list)
        for line in self.part.lines[: self._listed]:
            self._list.addWidget(self._line(line))
        rest = len(self.part.lines) - self._listed
        self._more.setText(tr("Show {count} more", count=min(rest, LISTED)))
        self._more.setVisible(rest > 0)

    def _line(self, line: Line) -> QWidget:
        said = label(line.said, TextStyle.STRONG, wrap=True)
        said.setMinimumWidth(1)
        words = column(said, gap=0)
        if line.what:
            what = caption(line.what, wrap=True)
            what.setMinimumWidth(1)
            words.addWidget(what)
        if not line.cell:
            return _framed(words)
        to_cell = link(line.cell, lambda: self.cell_chosen.emit(line.cell), name=f"import.change.{line.cell}")
        to_cell.setAccessibleName(f"{line.cell}: {line.said}. {line.what}")
        whole = row(to_cell, words, gap=S)
        whole.setAlignment(to_cell, Qt.AlignmentFlag.AlignTop)
        whole.setStretch(1, 1)
        return _framed(whole)


def _framed(layout) -> QFrame:
    made = QFrame()
    made.setLayout(layout)
    return made

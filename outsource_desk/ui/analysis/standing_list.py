"""Who would stand where: ranks and totals at a weight that is tried, with what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton

from outsource_desk.domain.ranking import Ranking, Standing
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.layout import Label, caption, column, heading, label, link, row

SEEN = 0.05  # points of 100 that a reader can see
MOST = 12


class StandingList(QFrame):
    """A line for each ranked candidate: rank, name, total, and by how much it differs from the official total.

    `asked` names a candidate whose total is to be explained. The lines stay and change their words, so that nothing
    flickers while a slider moves.
    """

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("standings")
        self.setProperty("role", "card")
        self._lines: list[_Line] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(1, 1)
        self._state = caption()
        self._more = caption()
        head = row(heading(tr("Ranking")), None, self._state)
        self.setLayout(column(head, self._grid, self._more, gap=S, margins=(L, L - 2, L, L - 2)))

    def show_standings(self, ranking: Ranking, official: Ranking | None = None) -> None:
        """Show who stands where; compared with the official ranking if another one is shown."""
        before = {} if official is None else {one.candidate.id: one for one in official.ranked}
        self._state.setText(tr("tried weight") if official is not None else tr("official weights"))
        shown = ranking.ranked[:MOST]
        while len(self._lines) < len(shown):
            self._add_line()
        for place, line in enumerate(self._lines):
            line.show_standing(shown[place] if place < len(shown) else None, before)
        left = len(ranking.ranked) - MOST
        self._more.setText(tr("and {count} more", count=left) if left > 0 else "")
        self._more.setVisible(left > 0)

    @property
    def names(self) -> tuple[str, ...]:
        """Return who is shown, best first."""
        return tuple(line.name.text() for line in self._lines if not line.name.isHidden())

    def _add_line(self) -> None:
        place = len(self._lines)
        line = _Line(place, self.asked.emit)
        self._lines.append(line)
        for at, widget in enumerate((line.rank, line.name, line.total, line.change)):
            self._grid.addWidget(widget, place, at)


class _Line:
    """The widgets of one candidate."""

    def __init__(self, place: int, ask: Callable[[int], object]) -> None:
        self.rank, self.name = label(""), label("", TextStyle.STRONG if place == 0 else TextStyle.BODY, wrap=True)
        self.name.setMinimumWidth(1)
        self.total: QPushButton = link("", lambda: ask(self.candidate_id), f"standings.total_{place}")
        self.change: Label = caption()
        self.candidate_id = 0

    def show_standing(self, one: Standing | None, before: Mapping[int, Standing]) -> None:
        """Show a candidate, or nobody."""
        for widget in (self.rank, self.name, self.total, self.change):
            widget.setVisible(one is not None)
        if one is None:
            return
        self.candidate_id = one.candidate.id
        self.rank.setText(str(one.rank))
        self.rank.set_tone("accent" if one.rank == 1 else "muted")
        self.name.setText(one.candidate.name)
        self.total.setText(formats.number(one.total))
        asked = tr(
            "{name}: {total} points. Where does that come from?", name=one.candidate.name, total=self.total.text()
        )
        self.total.setAccessibleName(asked)
        self.total.setToolTip(asked)
        self._show_change(one, before.get(one.candidate.id))

    def _show_change(self, one: Standing, was: Standing | None) -> None:
        if was is None or was.rank is None or one.rank is None:
            self.change.setText("")
            return
        by = one.total - was.total
        words = "" if abs(by) < SEEN else f"+{formats.number(by)}" if by > 0 else formats.number(by)
        mark = "▲" if one.rank < was.rank else "▼" if one.rank > was.rank else ""
        self.change.setText(f"{words} {mark}".strip())
        self.change.set_tone({"▲": "good", "▼": "warn"}.get(mark, "muted"))
        self.change.setAccessibleName(
            tr("{change}, rank {rank} before", change=words, rank=was.rank) if mark else words
        )

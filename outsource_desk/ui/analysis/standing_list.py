"""Who would stand where: ranks and totals at a weight that is tried, with what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout

from outsource_desk.domain.ranking import Ranking
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, label, link, row

SEEN = 0.05  # points of 100 that a reader can see
MOST = 12


class StandingList(QFrame):
    """A line for each ranked candidate: rank, name, total, and by how much it differs from the official total.

    `asked` names a candidate whose total is to be explained.
    """

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("standings")
        self.setProperty("role", "card")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(1, 1)
        self._state = caption()
        head = row(heading(tr("Ranking")), None, self._state)
        self.setLayout(column(head, self._grid, gap=S, margins=(L, L - 2, L, L - 2)))

    def show_standings(self, ranking: Ranking, official: Ranking | None = None) -> None:
        """Show who stands where; compared with the official ranking if another one is shown."""
        before = {} if official is None else {one.candidate.id: (one.rank, one.total) for one in official.ranked}
        self._state.setText(tr("tried weight") if official is not None else tr("official weights"))
        clear(self._grid)
        for place, one in enumerate(ranking.ranked[:MOST]):
            is_first = one.rank == 1
            style = TextStyle.STRONG if is_first else TextStyle.BODY
            name = label(one.candidate.name, style, wrap=True)
            name.setMinimumWidth(1)
            self._grid.addWidget(label(str(one.rank), style, "accent" if is_first else "muted"), place, 0)
            self._grid.addWidget(name, place, 1)
            total = link(
                formats.number(one.total), partial(self.asked.emit, one.candidate.id), f"standings.total_{place}"
            )
            total.setAccessibleName(
                tr("{name}: {total} points. Where does that come from?", name=one.candidate.name, total=total.text())
            )
            self._grid.addWidget(total, place, 2)
            self._grid.addWidget(_change(one.rank, one.total, before, one.candidate.id), place, 3)
        left = len(ranking.ranked) - MOST
        if left > 0:
            self._grid.addWidget(caption(tr("and {count} more", count=left)), MOST, 1)


def _change(rank: int | None, total: float, before: Mapping[int, tuple[int | None, float]], candidate_id: int):
    was = before.get(candidate_id)
    if was is None or was[0] is None or rank is None:
        return caption("")
    by = total - was[1]
    words = "" if abs(by) < SEEN else f"+{formats.number(by)}" if by > 0 else formats.number(by)
    mark = "▲" if rank < was[0] else "▼" if rank > was[0] else ""
    found = caption(f"{words} {mark}".strip())
    found.set_tone("good" if mark == "▲" else "warn" if mark == "▼" else "muted")
    if mark:
        found.setAccessibleName(tr("{change}, rank {rank} before", change=words, rank=was[0]))
    return found

"""What is known of one piece of evidence, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from outsource_desk.domain.vetting import Evidence, is_only_named
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import M, S, TextStyle
from outsource_desk.ui.vetting.evidence.words import evidence_name
from outsource_desk.ui.vetting.words import level_told
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import clear, label

MOST_NAMED = 6  # questions that are named one by one


class Facts(QWidget):
    """Names to the left, what is known to the right; what is not known is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, evidence: Evidence, as_of: str, by: str, used_in: list[str]) -> None:
        """Show a piece of evidence.

        Args:
            evidence: which.
            as_of: the day on which dates are judged.
            by: the day until which it should last.
            used_in: codes of the other questions that the same file stands behind.
        """
        clear(self._grid)
        file = evidence.attachment
        checked = evidence.checked_by
        if checked and evidence.checked_on:
            checked = f"{checked}, {formats.day(evidence.checked_on)}"
        self._add(tr("Weighs"), level_told(evidence.level))
        if evidence.wording and evidence.wording != evidence_name(evidence):
            self._add(tr("Shows"), say(evidence.wording) if is_only_named(evidence) else evidence.wording)
        self._add(tr("Issued by"), file.issuer if file else "")
        self._add(tr("Dated"), formats.day(file.dated) if file else "")
        self._add_end(evidence.ends, as_of, by)
        self._add(tr("Checked by"), checked)
        self._add(tr("Also used in"), _named(used_in))

    def _add(self, name: str, text: str) -> None:
        if text:
            words = label(text, wrap=True)
            words.setMinimumWidth(1)
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._put(name, words)

    def _add_end(self, ends: str | None, as_of: str, by: str) -> None:
        if ends is None:
            return
        day = formats.day(ends)
        if ends < as_of:
            chip = Chip(tr("out of date since {day}", day=day), "bad", "clock")
        elif ends < by:
            chip = Chip(tr("{day}, before the decision", day=day), "warn", "clock")
        else:
            chip = Chip(day, "quiet", "clock")
        self._put(tr("Valid until"), chip)
        self._grid.setAlignment(chip, Qt.AlignmentFlag.AlignRight)

    def _put(self, name: str, widget: QWidget) -> None:
        place = self._grid.rowCount()
        self._grid.addWidget(label(name, TextStyle.BODY, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, place, 1)


def _named(codes: Sequence[str]) -> str:
    """Return the first codes, and how many more there are."""
    named = ", ".join(codes[:MOST_NAMED])
    more = len(codes) - MOST_NAMED
    return tr("{text}, and {count} more", text=named, count=more) if more > 0 else named

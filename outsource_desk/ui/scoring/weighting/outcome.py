"""What the answers come to: the weight of each criterion, who would lead, and what a point of quality is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from outsource_desk.domain.criterion import Criterion
from outsource_desk.ui.formats import percent
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import M, S, TextStyle, look, scaled, tokens
from outsource_desk.ui.widgets.layout import Label, caption, card, column, label
from outsource_desk.ui.widgets.scroll import Scroll


class ShareBar(QWidget):
    """A share as a bar; a tick stands where it was, a band where several people's shares lie."""

    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self._before: float | None = None
        self._spread: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_share(self, share: float | None, before: float | None, spread: tuple[float, float] | None = None) -> None:
        """Show shares, 0..1, on the bar's whole width."""
        self._share, self._before, self._spread = share, before, spread
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(40), scaled(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, high = float(self.width()), float(self.height())
        bar = QRectF(0, high / 4, wide, high / 2)
        painter.setBrush(QColor(t.sunken))
        painter.drawRoundedRect(bar, 2, 2)
        if self._share is not None:
            painter.setBrush(QColor(t.accent))
            painter.drawRoundedRect(QRectF(0, high / 4, wide * self._share, high / 2), 2, 2)
        if self._spread is not None:
            low, most = self._spread
            painter.setBrush(QColor(t.mark))
            painter.drawRect(QRectF(wide * low, high / 2 - 1, max(wide * (most - low), 2), 2))
        if self._before is not None:
            painter.setBrush(QColor(t.text))
            painter.drawRect(QRectF(min(wide * self._before, wide - 2), 0, 2, high))
        painter.end()


class OutcomePane(QWidget):
    """A row for each criterion, and sentences below."""

    def __init__(self, level: Sequence[Criterion], title: str = "") -> None:
        super().__init__()
        self._rows: dict[int, tuple[ShareBar, Label, Label]] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for place, each in enumerate(level):
            self._add_row(grid, 4 * place, each)
        self._effect, self._worth = label("", TextStyle.STRONG, wrap=True), label("", tone="muted", wrap=True)
        self._effect.setObjectName("weighting.effect")
        self._worth.setObjectName("weighting.worth")
        self._note = label("", tone="muted", wrap=True)
        self._note.setObjectName("weighting.note")
        heads = label(title or tr("What follows"), TextStyle.SECTION)
        shown = card(heads, self._effect, grid, self._worth, self._note, None, gap=M)
        self.setLayout(column(Scroll(column(shown, gap=0)), gap=0))

    def show_shares(
        self,
        shares: Mapping[int, float] | None,
        before: Mapping[int, float],
        spread: Mapping[int, tuple[float, float]] | None = None,
        steps: Mapping[int, float] | None = None,
    ) -> None:
        """Show the shares of a level, 0..1, as they would be and as they are.

        Args:
            shares: criterion id → share; None while the answers say too little.
            before: as they are.
            spread: lowest and highest of several people.
            steps: what each step counts of all steps, where steps are weighed.
        """
        for criterion_id, (bar, new, old) in self._rows.items():
            share = None if shares is None else shares[criterion_id]
            ends = spread.get(criterion_id) if spread else None
            bar.show_share(share, before.get(criterion_id), ends)
            new.setText("–" if share is None else percent(share, 1))
            now = tr("now {share}", share=percent(before.get(criterion_id, 0.0), 1))
            if ends is not None:
                people = tr("people {low} to {high}", low=percent(ends[0]), high=percent(ends[1]))
                now = f"{now}, {people}"
            if steps is not None and share is not None:
                counts, weighs = percent(steps[criterion_id], 1), percent(share, 1)
                told = tr("The step counts {counts}, the criterion weighs {weighs}", counts=counts, weighs=weighs)
                now = f"{told}; {now}"
            old.setText(now)

    def say(self, effect: str, worth: str = "", note: str = "") -> None:
        """Say who would lead, what a point is worth, or why nothing can be said yet."""
        for where, words in ((self._effect, effect), (self._worth, worth), (self._note, note)):
            where.setText(words)
            where.setVisible(bool(words))

    def _add_row(self, grid: QGridLayout, place: int, criterion: Criterion) -> None:
        bar, new, old = ShareBar(), label("", TextStyle.STRONG), caption("", wrap=True)
        new.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        new.setObjectName(f"weighting.share_{criterion.id}")
        grid.addWidget(label(criterion.name, wrap=True), place, 0)
        grid.addWidget(new, place, 1)
        grid.addWidget(bar, place + 1, 0, 1, 2)
        grid.addWidget(old, place + 2, 0, 1, 2)
        grid.setRowMinimumHeight(place + 3, S)
        old.setObjectName(f"weighting.counts_{criterion.id}")
        self._rows[criterion.id] = bar, new, old

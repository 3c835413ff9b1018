"""How ready we are: the figure, what holds it down, its parts, and what would help most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from outsource_desk.services.readiness import LABELS, ReadinessBand
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import XS, M, S, TextStyle, look, scaled, tokens
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import (
    Label,
    caption,
    card,
    clear,
    column,
    frame,
    heading,
    holder,
    label,
    link,
    picture,
    row,
    small_button,
)

if TYPE_CHECKING:
    from outsource_desk.services.readiness import Lift, Readiness, ReadinessPart

BAR = 4  # pixels
_POOR = 0.5  # of a part; what earned less is marked
_TONES = {
    ReadinessBand.READY: "good",
    ReadinessBand.NEARLY: "warn",
    ReadinessBand.WEAK: "warn",
    ReadinessBand.NOT_READY: "bad",
}


def band_words(band: ReadinessBand) -> str:
    """Return what a score of readiness means."""
    return {
        ReadinessBand.READY: tr("Ready"),
        ReadinessBand.NEARLY: tr("Nearly ready"),
        ReadinessBand.WEAK: tr("Weak"),
        ReadinessBand.NOT_READY: tr("Not ready"),
    }[band]


class ReadinessCard(QWidget):
    """The readiness of a plan; `asked` names the part that the user wants to work on."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contingency.readiness")
        self._first = ""
        self.band = Chip()
        self.figure, self.behind = label("", TextStyle.DISPLAY), label("", tone="muted", wrap=True)
        self.figure.setObjectName("readiness.points")
        self._caps, self._lifts = column(gap=XS), column(gap=XS)
        self._parts = {key: _PartRow(key) for key in LABELS}
        self._more = link("", self._turn, name="readiness.more")
        self._ageing = caption("", wrap=True)
        self._go = small_button(tr("Begin with the first"), lambda: self.asked.emit(self._first), "readiness.go")
        figures = row(self.figure, self.behind, gap=S)
        figures.setStretch(1, 1)
        self._help = frame(
            "well",
            column(label(tr("What would help most"), TextStyle.LABEL), holder(self._lifts), row(self._go, None), gap=S,
                   margins=(M, S, M, M)),
        )  # fmt: skip
        self._help.setMinimumWidth(1)  # else Qt takes its height at the width of its button, which may be too wide
        self.setLayout(
            column(
                card(
                    holder(Flow((heading(tr("Readiness")), self.band), S, XS)),
                    figures,
                    self._caps,
                    column(*self._parts.values(), gap=S),
                    row(self._more, None),
                    self._help,
                    self._ageing,
                    gap=M,
                ),
                gap=0,
            )
        )
        self._is_long = False
        self._say_more()

    def show_readiness(self, readiness: Readiness) -> None:
        """Show how ready we are."""
        points = formats.number(readiness.points, 0)
        self.band.show_state(band_words(readiness.band), _TONES[readiness.band])
        self.figure.setText(points)
        self.figure.set_tone("bad" if readiness.is_enough is False else "text")
        self.behind.setText(_behind(readiness))
        self.setAccessibleName(tr("Readiness {points} of 100: {band}", points=points, band=self.band.accessibleName()))
        self._show_caps([each.words for each in readiness.caps])
        for part in readiness.parts:
            self._parts[part.key].show_part(part)
        self._show_lifts(readiness.lifts)
        self._ageing.setText(" ".join(say(each) for each in readiness.ageing))
        self._ageing.setVisible(bool(readiness.ageing))
        self._more.setVisible(any(each.missing for each in readiness.parts))

    def _show_caps(self, words: Sequence[str]) -> None:
        clear(self._caps)
        for each in words:
            mark = picture("stop", "bad", 12)
            line = row(mark, label(say(each), tone="bad", wrap=True), gap=S)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._caps.addWidget(holder(line))

    def _show_lifts(self, lifts: Sequence[Lift]) -> None:
        clear(self._lifts)
        for each in lifts:
            after = formats.number(int(each.score + 1e-9), 0)
            self._lifts.addWidget(caption(f"{say(each.words)} → {after}", wrap=True))
        self._first = lifts[0].key if lifts else ""
        self._help.setVisible(bool(lifts))

    def _turn(self) -> None:
        self._is_long = not self._is_long
        self._say_more()

    def _say_more(self) -> None:
        self._more.setText(tr("Hide what is missing") if self._is_long else tr("Show what is missing"))
        self._more.setAccessibleName(self._more.text())
        for each in self._parts.values():
            each.show_missing(is_shown=self._is_long)


class _PartRow(QWidget):
    """One part: its name, what it earned of what it could, a bar, and what it lacks."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setObjectName(f"readiness.{key}")
        self._is_long = False
        self._earned, self._most = label("", TextStyle.STRONG), caption()
        self._name = label(say(LABELS[key]), wrap=True)
        self._missing: Label = caption("", wrap=True)
        self._bar = _Bar()
        head = row(self._name, self._earned, self._most, gap=XS)
        head.setStretch(0, 1)
        self.setLayout(column(head, self._bar, self._missing, gap=XS))

    def show_part(self, part: ReadinessPart) -> None:
        is_poor = part.earned < _POOR * part.most
        self._earned.setText(formats.number(part.earned, 0 if float(part.earned).is_integer() else 1))
        self._earned.set_tone("warn" if is_poor else "text")
        self._most.setText(tr("of {most}", most=formats.number(part.most, 0)))
        self._bar.show_share(part.earned / part.most, is_poor=is_poor)
        self._missing.setText(say(part.missing))
        self.setToolTip(say(part.missing))
        self.setAccessibleName(
            f"{self._name.text()} {self._earned.text()} {self._most.text()}. {say(part.missing)}".strip()
        )
        self.show_missing(is_shown=self._is_long)

    def show_missing(self, *, is_shown: bool) -> None:
        self._is_long = is_shown
        self._missing.setVisible(is_shown and bool(self._missing.text()))


class _Bar(QWidget):
    """A share as a thin bar on its track."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._is_poor = 0.0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)

    def show_share(self, share: float, *, is_poor: bool) -> None:
        self._share, self._is_poor = share, is_poor
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(96), scaled(BAR))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter, high = tokens(), QPainter(self), self.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line))
        painter.drawRoundedRect(QRectF(self.rect()), high / 2, high / 2)
        painter.setBrush(QColor(t.warn if self._is_poor else t.accent))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._share, high), high / 2, high / 2)
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


def _behind(readiness: Readiness) -> str:
    """Return what stands behind the figure: what the parts add up to, and what the tier asks for."""
    said = [tr("of 100")]
    if readiness.raw - readiness.score >= 1:
        said.append(tr("parts add up to {raw}", raw=formats.number(int(readiness.raw + 1e-9), 0)))
    if readiness.least is not None:
        said.append(tr("the tier asks for {least}", least=formats.number(readiness.least, 0)))
    return ", ".join(said)

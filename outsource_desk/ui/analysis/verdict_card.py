"""How far the first place can be trusted, as three steps and the rules that gave the verdict."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from outsource_desk.domain.robustness import Trust, TrustVerdict
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.theme import L, M, S, TextStyle, look, scaled, text_font, tokens
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import caption, clear, column, frame, heading, label, picture, row

TONES = {Trust.ROBUST: "good", Trust.SENSITIVE: "warn", Trust.NO_CLEAR_WINNER: "bad", Trust.NOTHING: "quiet"}
STEPS = (Trust.NO_CLEAR_WINNER, Trust.SENSITIVE, Trust.ROBUST)


def trust_words(trust: Trust) -> str:
    """Return a verdict in a word or three."""
    return {
        Trust.ROBUST: tr("Robust"),
        Trust.SENSITIVE: tr("Sensitive"),
        Trust.NO_CLEAR_WINNER: tr("No clear winner"),
        Trust.NOTHING: tr("Nothing to compare"),
    }[trust]


class TrustSteps(QWidget):
    """Three steps from no clear winner to robust; the one that holds is filled and named in bold."""

    def __init__(self) -> None:
        super().__init__()
        self.trust = Trust.NOTHING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_trust(self, trust: Trust) -> None:
        """Fill another step."""
        self.trust = trust
        self.setAccessibleName(trust_words(trust))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(180), scaled(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = scaled(4)
        wide = (self.width() - 2 * gap) / 3
        for place, step in enumerate(STEPS):
            is_on = step is self.trust
            left = place * (wide + gap)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(t, TONES[step]) if is_on else t.sunken))
            painter.drawRoundedRect(QRectF(left, 0, wide, scaled(6)), scaled(3), scaled(3))
            painter.setPen(QColor(getattr(t, TONES[step]) if is_on else t.muted))
            font = text_font(TextStyle.LABEL if is_on else TextStyle.CAPTION)
            painter.setFont(font)
            words = QFontMetrics(font).elidedText(trust_words(step), Qt.TextElideMode.ElideRight, round(wide))
            painter.drawText(QRectF(left, scaled(10), wide, scaled(18)), Qt.AlignmentFlag.AlignHCenter, words)
        painter.end()


class VerdictCard(QFrame):
    """The verdict with its rules; those that speak against the first place stand first."""

    def __init__(self, name: str = "verdict", *, with_rules: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.chip = Chip()
        self.steps = TrustSteps()
        self.sentence = label("", wrap=True)
        self.sentence.setObjectName(f"{name}.sentence")
        self._rules = column(gap=S)
        self._foot = caption("", wrap=True)
        self._with_rules = with_rules
        head = row(heading(tr("Verdict")), None, self.chip)
        parts = head, self.steps, self.sentence, self._rules, self._foot
        self.setLayout(column(*parts, gap=M, margins=(L, 14, L, 14)))

    def show_verdict(self, verdict: TrustVerdict | None, sentence: str, *, is_simulating: bool = False) -> None:
        """Show a verdict."""
        trust = verdict.trust if verdict is not None else Trust.NOTHING
        self.chip.show_state(trust_words(trust), TONES[trust])
        self.steps.show_trust(trust)
        self.steps.setVisible(trust is not Trust.NOTHING)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self._show_rules(verdict)
        self._foot.setText(tr("The simulation is still running.") if is_simulating else "")
        self._foot.setVisible(is_simulating)

    def _show_rules(self, verdict: TrustVerdict | None) -> None:
        clear(self._rules)
        reasons = verdict.reasons if verdict is not None and self._with_rules else ()
        for reason in sorted(reasons, key=lambda each: each.speaks_for):
            mark = picture("check", "good") if reason.speaks_for else picture("risk", "warn")
            words = label(say(reason.text), wrap=True)
            words.setMinimumWidth(1)
            line = row(mark, words, gap=S)
            line.setStretch(1, 1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self._rules.addLayout(line)


def plain_card(name: str, *items: QWidget) -> QFrame:
    """Return a card with a name for tests."""
    found = frame("card", column(*items, gap=M, margins=(L, 14, L, 14)))
    found.setObjectName(name)
    return found

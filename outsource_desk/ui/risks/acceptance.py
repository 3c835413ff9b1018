"""Who lives with a risk, and until when; earlier acceptances below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.risk import Acceptance
from outsource_desk.services.risks import JudgedRisk
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr
from outsource_desk.ui.risks.words import band_name
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.layout import caption, column, heading, label, row, small_button


class AcceptancePart(QWidget):
    """The acceptance that holds, or why one is needed, with the act that changes it."""

    def __init__(self, accept: Callable[[], object], revoke: Callable[[], object]) -> None:
        super().__init__()
        self._words = label("", wrap=True)
        self._words.setObjectName("risk.acceptance")
        self._reason = label("", tone="muted", wrap=True)
        self._earlier = caption("", wrap=True)
        self.accept = small_button(tr("Accept…"), accept, "risk.accept")
        self.revoke = small_button(tr("Revoke"), revoke, "risk.revoke")
        head = row(heading(tr("Acceptance")), None, self.revoke, self.accept, gap=S)
        self.setLayout(column(head, self._words, self._reason, self._earlier, gap=S))

    def show_judged(self, judged: JudgedRisk, as_of: str, why_not: str) -> None:
        """Show who lives with a risk; ``why_not`` says why nobody can accept it now, and is told."""
        held = judged.acceptance
        self._words.setText(_held_words(held) if held else _open_words(judged))
        self._words.set_tone("bad" if held is None and judged.is_above else "text")
        self._reason.setText(held.reason if held else why_not if judged.is_above else "")
        self._reason.setVisible(bool(self._reason.text()))
        earlier = [each for each in judged.risk.acceptances if each is not held]
        self._earlier.setText("\n".join(_earlier_words(each, as_of) for each in reversed(earlier)))
        self._earlier.setVisible(bool(earlier))
        self.accept.setEnabled(not why_not)
        self.accept.setToolTip(why_not)
        self.accept.setText(tr("Renew…") if held else tr("Accept…"))
        self.revoke.setVisible(held is not None)


def _held_words(held: Acceptance) -> str:
    return tr(
        "{name} ({role}) lives with it until {date}.",
        name=held.accepted_by,
        role=held.role,
        date=formats.day(held.expires_on),
    )


def _open_words(judged: JudgedRisk) -> str:
    if judged.band is None:
        return tr("Rate the risk first.")
    if judged.is_above:
        band = band_name(judged.band).lower()
        return tr("It is {band}, above what we can live with. Nobody has accepted it.", band=band)
    return tr("Nobody needs to: it is within what we can live with.")


def _earlier_words(each: Acceptance, as_of: str) -> str:
    if each.revoked_on is not None:
        return tr("{name}: revoked on {date}", name=each.accepted_by, date=formats.day(each.revoked_on))
    if each.expires_on <= as_of:
        return tr("{name}: ended on {date}", name=each.accepted_by, date=formats.day(each.expires_on))
    return tr("{name}: from {date}", name=each.accepted_by, date=formats.day(each.accepted_on))

"""What an act on a risk needs besides: who accepts it and until when, what happened, why it is not kept."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.days import months_after
from outsource_desk.domain.risk import Risk, RiskState
from outsource_desk.services.risks import LibraryRisk, accept_risk, dismiss_risk, set_risk_state
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.language import tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.vetting.evidence.fields import add_field, add_pair, day_field, day_of, lines, text_of
from outsource_desk.ui.vetting.evidence.review_dialogs import WIDE, ReasonDialog

USUAL_MONTHS = 12  # that an acceptance lasts


class AcceptDialog(TypedQuestion):
    """Who lives with a risk, in which office, why, and until when."""

    def __init__(self, parent: QWidget, session: Session, risk: Risk, as_of: str) -> None:
        super().__init__(
            parent,
            tr("Accept “{risk}”", risk=risk.title),
            tr("A named person lives with it until a date; from then on it is looked at again."),
            tr("Accept the risk"),
            "accept_risk",
        )
        self.setMinimumWidth(scaled(WIDE))
        self._session, self._risk_id = session, risk.id
        self.by, self.role, self.reason = QLineEdit(), QLineEdit(), lines()
        self.expires_on = day_field(months_after(as_of, USUAL_MONTHS))
        add_pair(self, (tr("Accepted by"), self.by, "accept_risk.by"), (tr("Role"), self.role, "accept_risk.role"))
        add_field(self, tr("Reason"), self.reason, "accept_risk.reason")
        add_field(self, tr("Until"), self.expires_on, "accept_risk.expires_on")
        self.by.setFocus()

    def act(self) -> None:
        until = day_of(self.expires_on) or ""
        by, role, reason = (text_of(each) for each in (self.by, self.role, self.reason))
        self._session.try_act(accept_risk, self._risk_id, by, role, reason, until)


def ask_about_state(parent: QWidget, session: Session, risk: Risk, to: RiskState) -> ReasonDialog:
    """Return the question that goes before a risk is closed or has come true."""
    is_closing = to is RiskState.CLOSED
    title = tr("Close “{risk}”", risk=risk.title) if is_closing else tr("“{risk}” has come true", risk=risk.title)
    sentence = (
        tr("Say why it needs no more attention. It stays in the register and can be opened again.")
        if is_closing
        else tr("Say what happened and when, and which scenario or incident it belongs to.")
    )
    deed = tr("Close the risk") if is_closing else tr("It has come true")
    return ReasonDialog(parent, title, sentence, deed, lambda note: session.try_act(set_risk_state, risk.id, to, note))


def ask_to_dismiss(parent: QWidget, session: Session, initiative_id: int, risk: LibraryRisk) -> ReasonDialog:
    """Return the question that goes before a risk of the library is not kept."""
    return ReasonDialog(
        parent,
        tr("Dismiss “{risk}”", risk=risk.title),
        tr("Say why it does not concern this initiative. It can be considered again at any time."),
        tr("Dismiss the risk"),
        lambda reason: session.try_act(dismiss_risk, initiative_id, risk.code, reason),
    )

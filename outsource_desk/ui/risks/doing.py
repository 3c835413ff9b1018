"""What is done to the current risk of the page, and why something cannot be done now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.risk import Band, Rating, RiskState
from outsource_desk.services.records import add_record, delete_record
from outsource_desk.services.risks import (
    JudgedRisk,
    rate_risk,
    revoke_acceptance,
    set_appetite,
    set_risk_state,
)
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.risks.detail import why_not_accepted
from outsource_desk.ui.risks.dialogs import AcceptDialog, ask_about_state
from outsource_desk.ui.risks.words import rating_words

if TYPE_CHECKING:
    from outsource_desk.ui.pages.risks import RisksPage


class Doing:
    """The acts of the page; each is one edit, and says what was done."""

    def __init__(self, page: RisksPage) -> None:
        self._page, self._session = page, page.session

    @property
    def current(self) -> JudgedRisk | None:
        """Return the risk that is selected."""
        return self._page.current

    def add(self) -> None:
        """Add an own risk and go to its title."""
        initiative_id = self._session.initiative_id
        if initiative_id is not None:
            risk_id = self._session.act(add_record, "risk", initiative_id, title=tr("New risk"))
            if risk_id is not None:
                self._page.register.select(risk_id)
                self._page.show_view("risk")
                self._page.detail.reveal_field("title")
                self._page.toast_done(tr("Risk added."))

    def delete(self) -> None:
        """Delete the current risk with its mitigations."""
        if (found := self.current) is not None and self._session.did(delete_record, "risk", found.risk.id):
            self._page.toast_done(tr("“{risk}” deleted.", risk=found.risk.title))

    def accept(self) -> None:
        """Ask who lives with the current risk, and until when."""
        evaluation, found = self._session.evaluation, self.current
        if evaluation is not None and evaluation.protection is not None and found is not None:
            AcceptDialog(self._page, self._session, found.risk, evaluation.protection.as_of).open()

    def revoke(self) -> None:
        """End the acceptance of the current risk."""
        if (found := self.current) is not None and self._session.did(revoke_acceptance, found.risk.id):
            self._page.toast_done(tr("Nobody lives with “{risk}” any more.", risk=found.risk.title))

    def why_no_risk(self) -> str:
        """Return why nothing can be done about a risk."""
        return why_read_only(self._session) or ("" if self.current is not None else tr("Select a risk first."))

    def why_no_acceptance(self) -> str:
        """Return why the current risk cannot be accepted."""
        found = self.current
        return self.why_no_risk() or (why_not_accepted(found) if found is not None else "")

    def why_no_initiative(self) -> str:
        """Return why there is nothing to add a risk to."""
        missing = "" if self._session.evaluation is not None else tr("This file holds no initiative yet.")
        return missing or why_read_only(self._session)

    def drag(self, risk_id: int, likelihood: int, impact: int) -> None:
        """Rate a risk as many steps up or down as it was moved."""
        found = next((each for each in self._page.judged if each.risk.id == risk_id), None)
        if found is None or found.inherent is None:
            return
        wanted = Rating(_level(found.inherent.likelihood + likelihood), _level(found.inherent.impact + impact))
        if wanted == found.inherent:
            self._page.window_.toast(tr("It cannot go further: the scale ends here."), tone="quiet")
        elif self._session.did(rate_risk, risk_id, wanted.likelihood, wanted.impact):
            self._page.toast_done(tr("{risk}: before controls {rating}.", risk=found.name, rating=rating_words(wanted)))

    def appetite(self, band: Band) -> None:
        """Say what can be lived with."""
        if self._session.initiative_id is not None:
            self._session.act(set_appetite, self._session.initiative_id, band)

    def move(self, state: RiskState) -> None:
        """Move the current risk to another state of its life."""
        found = self.current
        if found is None:
            return
        if state in (RiskState.MATERIALISED, RiskState.CLOSED):
            ask_about_state(self._page, self._session, found.risk, state).open()
        else:
            self._session.act(set_risk_state, found.risk.id, state)


def _level(value: int) -> int:
    return min(max(value, 1), 5)

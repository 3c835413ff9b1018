"""Freezing the official weights: the acts, and the line above the tree that says how things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QWidget

from outsource_desk.domain.disclosure import Disclosure, ShareChange
from outsource_desk.services.freezing import (
    disclosure_of,
    explain_changed_weights,
    freeze_weights,
    record_offers_opened,
    unfreeze_weights,
)
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.dialogs.ask import ask_text
from outsource_desk.ui.formats import day, percent
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.widgets.layout import label, picture, repolish, row, small_button

if TYPE_CHECKING:
    from outsource_desk.domain.initiative import Initiative

MOST_CHANGES = 3  # that the line names


class FreezingActs(QObject):
    """Freeze, unfreeze, explain, and record that offers are opened: for the menu, the palette and the line."""

    def __init__(self, owner: QWidget, window: Shell) -> None:
        super().__init__(owner)
        self._owner, self._window, self._session = owner, window, window.session
        self.freeze = make_action(
            owner, "criteria.freeze", tr("&Freeze the weights…"), self.ask_freeze, "", "lock", self._why_no_freezing
        )
        self.unfreeze = make_action(
            owner, "criteria.unfreeze", tr("Unfree&ze the weights"), self._unfreeze, "", "unlock", self._why_not_frozen
        )
        self.explain = make_action(
            owner, "criteria.explain", tr("Wh&y weights were changed…"), self.ask_reason, why_not=self._why_not_frozen
        )
        self.open_offers = make_action(
            owner, "criteria.open_offers", tr("Offe&rs are opened now"), self._open, why_not=self._why_opened
        )
        self.close_offers = make_action(
            owner, "criteria.close_offers", tr("Offers are &not opened yet"), self._close, why_not=self._why_not_opened
        )

    @property
    def all(self) -> list[Action]:
        """Return all acts in the order of the menu."""
        return [self.freeze, self.unfreeze, self.explain, self.open_offers, self.close_offers]

    def ask_freeze(self) -> None:
        """Ask who freezes the weights."""
        initiative = self._initiative
        if initiative is None:
            return
        ask_text(
            self._owner,
            tr("Freeze the weights"),
            tr("From now on every change of weights is disclosed here and in every paper, with both rankings."),
            tr("Who freezes them, such as the steering committee"),
            tr("Freeze"),
            lambda name: self._session.try_act(freeze_weights, initiative.id, name),
            initiative.owner,
        )

    def ask_reason(self) -> None:
        """Ask why weights were changed after they were frozen."""
        initiative = self._initiative
        if initiative is None:
            return
        ask_text(
            self._owner,
            tr("Why weights were changed"),
            tr("The reason stands in every paper, beside the frozen and the present weights."),
            tr("Reason"),
            tr("Keep the reason"),
            lambda text: self._session.try_act(explain_changed_weights, initiative.id, text),
            initiative.weights_reason,
        )

    @property
    def _initiative(self) -> Initiative | None:
        return self._session.initiative

    def _unfreeze(self) -> None:
        if self._initiative is not None and self._session.did(unfreeze_weights, self._initiative.id):
            self._say(tr("The weights are not frozen any more."))

    def _open(self) -> None:
        if self._initiative is not None and self._session.did(record_offers_opened, self._initiative.id):
            self._say(tr("Offers are opened; that is recorded with the time."))

    def _close(self) -> None:
        if self._initiative is not None and self._session.did(record_offers_opened, self._initiative.id, opened=False):
            self._say(tr("Offers count as not opened."))

    def _say(self, text: str) -> None:
        self._window.toast(text, tr("Undo"), self._session.way_back())

    def _why_no_freezing(self) -> str:
        if why := self._why_no_initiative():
            return why
        return tr("The weights are frozen already.") if self._is_frozen() else ""

    def _why_not_frozen(self) -> str:
        return self._why_no_initiative() or ("" if self._is_frozen() else tr("The weights are not frozen."))

    def _why_opened(self) -> str:
        initiative = self._initiative
        is_opened = initiative is not None and initiative.offers_opened_at is not None
        return self._why_no_initiative() or (tr("The offers are opened already.") if is_opened else "")

    def _why_not_opened(self) -> str:
        initiative = self._initiative
        is_opened = initiative is not None and initiative.offers_opened_at is not None
        return self._why_no_initiative() or ("" if is_opened else tr("The offers are not opened."))

    def _why_no_initiative(self) -> str:
        if why := why_read_only(self._session):
            return why
        return "" if self._initiative else tr("There is no initiative yet.")

    def _is_frozen(self) -> bool:
        return self._initiative is not None and self._initiative.weights_frozen_at is not None


class FreezeLine(QFrame):
    """One line: not frozen, frozen and kept, or changed since, with what to do about it."""

    def __init__(self, acts: FreezingActs, session: Session) -> None:
        super().__init__()
        self._acts, self._session = acts, session
        self.setObjectName("criteria.frozen")
        self._mark, self._words = picture("unlock", "muted"), label("", wrap=True)
        self._words.setObjectName("criteria.frozen_words")
        self._button = small_button("", self._on_button, name="criteria.frozen_button")
        self._act = acts.freeze
        line = row(self._mark, self._words, self._button, gap=M, margins=(L, S, L, S))
        line.setStretch(1, 1)
        self.setLayout(line)

    def load(self) -> None:
        """Say how things stand."""
        evaluation, ranking = self._session.evaluation, self._session.ranking
        found = disclosure_of(evaluation, ranking) if evaluation is not None and ranking is not None else None
        self._act = self._acts.freeze if found is None else self._acts.explain
        if found is None:
            self._show("", "unlock", "muted", tr("The weights are not frozen yet."), tr("Freeze…"))
        elif not found.is_changed:
            words = tr(
                "Frozen on {day} by {name}, and unchanged since.", day=day(found.frozen_at), name=found.frozen_by
            )
            self._show("", "lock", "muted", words, "")
        elif found.reason:
            words = f"{changed_words(found)} {tr('Reason: {reason}', reason=found.reason)}"
            self._show("notice-accent", "lock", "accent", words, tr("Change the reason…"))
        else:
            words = f"{changed_words(found)} {tr('Nobody has said why.')}"
            self._show("notice-warn", "risk", "warn", words, tr("Give the reason…"))

    def _show(self, role: str, icon: str, tone: str, words: str, button: str) -> None:
        self.setProperty("role", role)
        repolish(self)
        self._mark.show_icon(icon, tone)
        self._words.setText(words)
        self._words.set_tone("text" if role else "muted")
        self.setAccessibleName(words)
        self._button.setText(button)
        self._button.setAccessibleName(button)
        self._button.setVisible(bool(button) and not self._session.desk.is_read_only)

    def _on_button(self) -> None:
        self._act.trigger()


def changed_words(found: Disclosure) -> str:
    """Return what has changed since weights were frozen, and what that did to the order."""
    widest = sorted(found.changes, key=lambda each: -abs((each.now or 0.0) - (each.then or 0.0)))
    shown = ", ".join(map(_change, widest[:MOST_CHANGES]))
    if (more := len(found.changes) - MOST_CHANGES) > 0:
        shown = tr("{changes} and {count} more", changes=shown, count=more)
    begin = tr(
        "Frozen on {day} by {name}, changed since: {changes}.",
        day=day(found.frozen_at),
        name=found.frozen_by,
        changes=shown,
    )
    return f"{begin} {_order(found)}"


def _change(change: ShareChange) -> str:
    if change.now is None:
        return tr("{name} removed", name=change.name)
    if change.then is None:
        return tr("{name} added with {share}", name=change.name, share=percent(change.now, 1))
    return f"{change.name} {percent(change.then, 1)} → {percent(change.now, 1)}"


def _order(found: Disclosure) -> str:
    then = ", ".join(each.name for each in found.then if each.rank == 1)
    now = ", ".join(each.name for each in found.now if each.rank == 1)
    if then != now:
        return tr("Under the frozen weights {name} would be first.", name=then or tr("nobody"))
    if found.is_order_changed:
        return tr("The first place is the same under the frozen weights; the order behind it is not.")
    return tr("The order is the same under the frozen weights.")

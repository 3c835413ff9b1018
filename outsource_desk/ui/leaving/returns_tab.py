"""What must come back, move or end: data, intellectual property, people, knowledge, licences, contracts, assets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.leaving import ExitReturn, ReturnKind, ReturnState
from outsource_desk.services.leaving import take_returns
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.initiative.reading import read_amount
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.leaving.tab import ExitTab
from outsource_desk.ui.leaving.words import RETURN_TONES, number_words, return_kinds, return_states
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import L, M, S, TextStyle
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.layout import button, card, column, label, row
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

_SURE = (ReturnState.TESTED, ReturnState.RETURNED, ReturnState.NOT_NEEDED)


class ReturnsTab(ExitTab):
    """The list, and how much of it is sure."""

    KEY = "returns"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.returns = Records(page, _kind())
        self._told = label("", TextStyle.STRONG, wrap=True)
        self._usual = make_action(
            self, "exit.usual_returns", tr("Add what usually comes back"), self._take, why_not=self._why_not
        )
        self._button = button(tr("Add what usually comes back"), self._usual.trigger, name="exit.take_returns")
        foot = row(self._button, None)
        self._scroll = Scroll(column(card(self._told, self.returns, foot, gap=M), None, gap=L, margins=(0, 0, S, 0)))
        self.setLayout(column(self._scroll, gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        del ranking
        if evaluation.protection is None:
            return
        rows = evaluation.protection.leaving.returns
        self._initiative_id = evaluation.initiative.id
        self.returns.show_records(evaluation.initiative.id, rows)
        self._told.setText(_told(rows))
        self._button.setVisible(len({each.kind for each in rows}) < len(ReturnKind))
        self._usual.look_again()
        allow(self._why_not(), self._button)

    def first_focus(self) -> QWidget | None:
        return self.returns.first_focus()

    def leave(self) -> None:
        self.returns.commit()

    def tab_actions(self) -> list[Action]:
        return [self._usual, *self.returns.actions_of_list]

    def reveal(self, place: Place) -> None:
        if place.id is not None and self.returns.model.place_of(place.id) >= 0:
            self.returns.select(place.id)
            self.returns.table.setFocus()

    def _take(self) -> None:
        added = self.session.act(take_returns, self._initiative_id)
        if added is not None:
            self.page.toast_done(tr_n(added, "{count} return added.", "{count} returns added."))

    def _why_not(self) -> str:
        return why_read_only(self.session)


def _told(rows: Sequence[ExitReturn]) -> str:
    if not rows:
        return tr("What the provider holds of ours is not listed yet, so nobody can say that we would get it back.")
    unknown = sum(each.state is ReturnState.UNKNOWN for each in rows)
    agreed = sum(each.state is ReturnState.AGREED for each in rows)
    sure = sum(each.state in _SURE for each in rows)
    said = [
        tr_n(unknown, "{count} is not known to come back", "{count} are not known to come back") if unknown else "",
        tr_n(agreed, "{count} is agreed but never tried", "{count} are agreed but never tried") if agreed else "",
        tr_n(sure, "{count} is tested or settled", "{count} are tested or settled") if sure else "",
    ]
    missing = [words for kind, words in return_kinds().items() if kind not in {each.kind for each in rows}]
    if missing:
        said.append(tr("nothing is listed under: {kinds}", kinds=", ".join(missing)))
    return "; ".join(filter(None, said)) + "."


def _tone(each: ExitReturn) -> tuple[str, str] | None:
    return RETURN_TONES[ReturnState(each.state)] if each.id else None


def _kind() -> Kind:
    return Kind(
        table="exit_return",
        title=tr("What must come back, move or end"),
        columns=(
            Column("kind", tr("Kind"), lambda each: str(each.kind), choices=options(return_kinds()), width=148),
            Column("wording", tr("What"), lambda each: each.wording),
            Column(
                "state",
                tr("State"),
                lambda each: str(each.state),
                choices=options(return_states()),
                tone=_tone,
                width=116,
            ),
            Column("days", tr("Days"), lambda each: number_words(each.days), read_amount, is_number=True, width=64),
            Column("owner", tr("Owner"), lambda each: each.owner, width=136),
        ),
        more=(
            Column("holder", tr("Held by"), lambda each: each.holder),
            Column("form", tr("In what form"), lambda each: each.form),
            Column("proof", tr("Proof"), lambda each: each.proof),
        ),
        key="wording",
        blank=lambda: ExitReturn(0, 0, ReturnKind.DATA, ""),
        add_text=tr("Add"),
        empty="",
        deleted=lambda each: tr("“{name}” deleted.", name=each.wording),
        given=lambda: {"kind": ReturnKind.DATA},
    )

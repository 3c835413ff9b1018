"""Fallbacks: what may carry the service instead, and who stands second once the winner is gone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.contingency import Fallback, FallbackKind, FallbackStatus
from outsource_desk.domain.formatting import main_units
from outsource_desk.services.bonds import shared_words
from outsource_desk.services.fallbacks import BackupCandidate, add_backup, backup_candidates
from outsource_desk.services.preferred import preferred_of
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.dialogs import Field, FieldsQuestion
from outsource_desk.ui.contingency.tab import ContingencyTab
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.initiative.reading import read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.layout import (
    card,
    clear,
    column,
    frame,
    holder,
    label,
    row,
    rule,
    small_button,
)
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


@dataclass(frozen=True)
class FallbackRow:
    """A fallback as its list shows it."""

    id: int
    title: str = ""
    kind: FallbackKind | str = FallbackKind.MANUAL
    status: FallbackStatus | str = FallbackStatus.IDEA
    activation_hours: float | None = None
    sustain_days: float | None = None
    capacity: float | None = None


class FallbacksTab(ContingencyTab):
    """A list with more about the chosen one, and below it the proposals of the ranking without the winner."""

    KEY = "fallbacks"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self.list = Records(page, _kind())
        self.list.table.selectionModel().currentChanged.connect(lambda *_: self._show_more())
        self._name, self._said = label("", TextStyle.STRONG, wrap=True), label("", wrap=True)
        self._said.setObjectName("contingency.fallback_said")
        self._change = small_button(tr("Change…"), self.edit, "contingency.edit_fallback")
        head = row(self._name, self._change, gap=S)
        head.setStretch(0, 1)
        self._more = frame("well", column(head, self._said, gap=XS, margins=(L, M, L, M)))
        self._title = label("", TextStyle.SECTION, wrap=True)
        self._proposals = column(gap=M)
        self._acts = [
            make_action(
                self, "contingency.add_fallback", tr("Add a fallback"), self.list.add, "", "plus",
                lambda: why_read_only(self.session),
            )
        ]  # fmt: skip
        why = tr(
            "The winner is taken out and the others are ranked again by the same criteria, weights and scores. "
            "What a backup has in common with the winner may fail with it."
        )
        self.backups = card(
            column(self._title, label(why, tone="muted", wrap=True), gap=XS), holder(self._proposals), gap=M
        )
        self.setLayout(column(Scroll(column(card(self.list, self._more, gap=M), self.backups, None, gap=L)), gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation = evaluation
        if evaluation.protection is None:
            return
        fallbacks = evaluation.protection.contingency.fallbacks
        self.list.show_records(evaluation.initiative.id, [_row(each) for each in fallbacks])
        if fallbacks and not self.list.table.currentIndex().isValid():
            self.list.select(fallbacks[0].id)
        self._show_more()
        self._show_backups(evaluation, ranking)

    def first_focus(self) -> QWidget | None:
        return self.list.first_focus()

    def tab_actions(self) -> list[Action]:
        return self._acts

    def reveal(self, place: Place) -> None:
        if place.thing == "fallback" and place.id is not None:
            self.list.select(place.id)

    @property
    def fallback(self) -> Fallback | None:
        """Return the fallback that is chosen."""
        index = self.list.table.currentIndex()
        if not index.isValid() or self._evaluation is None or self._evaluation.protection is None:
            return None
        found = self.list.model.row_at(index.row()).id
        return next((each for each in self._evaluation.protection.contingency.fallbacks if each.id == found), None)

    def edit(self) -> None:
        """Ask for everything about the chosen fallback that its list has no room for."""
        each, evaluation = self.fallback, self._evaluation
        if each is None or evaluation is None:
            return
        currency = evaluation.initiative.currency
        candidates = [("", tr("None")), *((str(one.id), one.name) for one in evaluation.candidates)]
        shared = tr("What would fail together with the provider.")
        FieldsQuestion(
            self.page,
            tr("Change a fallback"),
            each.title,
            tr("Take over"),
            "fallback",
            (
                Field("candidate_id", tr("Candidate"), str(each.candidate_id or ""), _read_id, candidates),
                Field("one_off_cost", tr("One-off cost"), _money(each.one_off_cost, currency), read_amount),
                Field("monthly_cost", tr("Cost a month"), _money(each.monthly_cost, currency), read_amount),
                Field("needs", tr("What it needs"), each.needs, is_long=True),
                Field("shared_risks", tr("Shared risks"), each.shared_risks, is_long=True, help_text=shared),
                Field("owner", tr("Owner"), each.owner),
            ),
            record_id=each.id,
        ).open()

    def _show_more(self) -> None:
        each, evaluation = self.fallback, self._evaluation
        self._more.setVisible(each is not None)
        if each is None or evaluation is None:
            return
        currency = evaluation.initiative.currency
        costs = [
            tr("{money} once", money=_told_money(each.one_off_cost, currency)) if each.one_off_cost is not None else "",
            tr("{money} a month", money=_told_money(each.monthly_cost, currency))
            if each.monthly_cost is not None
            else "",
        ]
        told = {
            tr("Needs"): "; ".join(each.needs.split("\n")),
            tr("Costs"): ", ".join(filter(None, costs)),
            tr("Shared risks"): each.shared_risks,
            tr("Owner"): each.owner,
        }
        self._name.setText(each.title)
        self._said.setText("\n".join(f"{what}: {value}" for what, value in told.items() if value))
        allow(why_read_only(self.session), self._change)

    def _show_backups(self, evaluation: Evaluation, ranking: Ranking) -> None:
        clear(self._proposals)
        winner = preferred_of(evaluation, ranking)
        if winner is None:
            self._title.setText(tr("Who could take over"))
            sentence = tr("Nobody is ahead alone yet, so nobody can be taken out of the ranking.")
            self._proposals.addWidget(label(sentence, tone="muted", wrap=True))
            return
        self._title.setText(tr("Who could take over if {name} were gone", name=winner.name))
        found = backup_candidates(evaluation, ranking, screen_speech())
        if not found:
            self._proposals.addWidget(label(tr("Nobody else competes."), tone="muted"))
        for place, each in enumerate(found):
            if place:
                self._proposals.addWidget(rule())
            self._proposals.addLayout(self._backup(each, evaluation.initiative.id))

    def _backup(self, each: BackupCandidate, initiative_id: int):
        rank = tr("not ranked") if each.rank is None else tr("rank {rank}", rank=each.rank)
        figures = [rank]
        if each.rank is not None:
            figures.append(tr("{points} of 100", points=formats.number(each.total)))
        if each.behind is not None and each.behind < 0:
            figures.append(tr("{points} ahead of the winner", points=formats.number(-each.behind)))
        elif each.behind is not None:
            figures.append(tr("{points} behind the winner", points=formats.number(each.behind)))
        name = label(each.candidate.name, TextStyle.STRONG)
        chips: list[QWidget] = [name, label(" · ".join(figures), tone="muted")]
        if each.fallback is not None:
            status = words.fallback_states()[each.fallback.status]
            chips.append(Chip(tr("In the plan: {status}", status=status), "good"))
        key = f"contingency.take_backup_{each.candidate.id}"
        add = small_button(tr("Take as backup"), partial(self._take, initiative_id, each), key)
        add.setAccessibleName(tr("Take {name} as backup", name=each.candidate.name))
        if each.fallback is not None:
            add.hide()
        allow(why_read_only(self.session), add)
        head = row(holder(Flow(chips, M, XS)), add, gap=S)
        head.setStretch(0, 1)
        said = [label(words_, wrap=True) for words_ in _told(each)]
        return column(head, *said, gap=XS)

    def _take(self, initiative_id: int, each: BackupCandidate) -> None:
        if self.session.did(add_backup, initiative_id, each.candidate.id):
            self.page.toast_done(tr("{name} is in the plan.", name=each.candidate.name))


def _told(each: BackupCandidate) -> list[str]:
    """Return what a candidate still lacks, and what it shares with the winner."""
    lacks = tr("Still lacks: {what}", what=" ".join(each.lacks)) if each.lacks else tr("Nothing stands in the way.")
    shared = " ".join(shared_words(one, screen_speech()) for one in each.shared)
    if shared:
        return [lacks, tr("Shares with the winner: {what}", what=shared)]
    return [lacks] if each.candidate.is_in_house else [lacks, tr("Shares nothing with the winner that is known.")]


def _row(each: Fallback) -> FallbackRow:
    return FallbackRow(
        each.id, each.title, each.kind, each.status, each.activation_hours, each.sustain_days, each.capacity
    )


def _money(minor: int | None, currency: str) -> str:
    return formats.amount_typed(main_units(minor, currency), currency)


def _told_money(minor: int, currency: str) -> str:
    return formats.money(main_units(minor, currency), currency)


def _read_id(text: str) -> int | None:
    return int(text) if text else None


def _options(known) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), said) for key, said in known.items())


def _kind() -> Kind:
    return Kind(
        table="fallback",
        title=tr("What may carry the service"),
        columns=(
            Column("title", tr("Fallback"), lambda row: row.title),
            Column(
                "kind",
                tr("Kind"),
                lambda row: str(row.kind),
                choices=_options(words.fallback_kinds()),
                width=148,
            ),
            Column(
                "status",
                tr("Status"),
                lambda row: str(row.status),
                choices=_options(words.fallback_states()),
                width=116,
            ),
            Column(
                "activation_hours",
                tr("Starts after"),
                lambda row: words.deadline_words(row.activation_hours),
                words.read_span,
                is_number=True,
                width=96,
            ),
            Column(
                "sustain_days",
                tr("Lasts (days)"),
                lambda row: words.hours_typed(row.sustain_days),
                read_amount,
                is_number=True,
                width=100,
            ),
            Column(
                "capacity",
                tr("Of volume"),
                lambda row: words.share_words(row.capacity),
                words.read_share,
                is_number=True,
                width=88,
            ),
        ),
        key="title",
        blank=lambda: FallbackRow(0),
        add_text=tr("Add a fallback"),
        empty=tr("Nothing would carry the service yet."),
        deleted=lambda row: tr("“{name}” deleted.", name=row.title),
        given=lambda: {"kind": FallbackKind.MANUAL},
    )

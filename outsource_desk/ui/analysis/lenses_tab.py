"""Lenses: the official weights, people, offices and scenarios side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.lens import LensResult
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.weighting import WeightSet
from outsource_desk.services.lenses import lens_results
from outsource_desk.services.weight_sets import remove_weight_set, rename_weight_set
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.analysis.figures import Figures
from outsource_desk.ui.analysis.lenses.dialogs import NewSet, SupposeDialog
from outsource_desk.ui.analysis.lenses.words import (
    agreement_sentence,
    lens_name,
    place_words,
    purpose_words,
    supposed_sentences,
)
from outsource_desk.ui.analysis.tab import AnalysisTab
from outsource_desk.ui.dialogs.ask import ask_text
from outsource_desk.ui.formats import percent
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.scoring.weighting.acts import WeightingActs
from outsource_desk.ui.scoring.weighting.dialog import WeightingDialog
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, label, row
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.pages.page import Page


LONGEST = 20  # letters of a group as a heading


class LensesTab(AnalysisTab):
    """Two tables with the same rows: who comes first, and what weighs how much."""

    KEY = "lenses"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._results: tuple[LensResult, ...] = ()
        self.sentence = label("", TextStyle.SECTION, wrap=True)
        self.sentence.setObjectName("lenses.sentence")
        self.places = Figures("lenses.places", tr("Rank and total by each way of weighing"))
        self.shares = Figures("lenses.shares", tr("What weighs how much by each way of weighing"))
        self._supposed = caption("", wrap=True)
        self._supposed.setObjectName("lenses.supposed")
        self._make_actions()
        self._build()
        for table in (self.places, self.shares):
            table.set_menu(self._acts[:6])
            table.activated.connect(lambda _index: self._weigh.trigger())

    def show_case(self, case: DecisionCase | None) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        if evaluation is None or ranking is None:
            return
        self._results = lens_results(evaluation)
        said = agreement_sentence(evaluation, self._results)
        self.sentence.setText(said if case is not None else tr("Nobody can be ranked yet."))
        self._show_places(evaluation)
        self._show_shares(evaluation)
        self._say_supposed(evaluation, ranking)
        self._look_again()

    def first_focus(self) -> QWidget | None:
        return self.places

    def tab_actions(self) -> list[Action]:
        return self._acts

    def _make_actions(self) -> None:
        own, chosen = self._why_read_only, self._why_not_own
        self._weigh = make_action(self, "lenses.weigh", tr("&Weigh…"), self._on_weigh, "", "edit", own)
        self._add = make_action(self, "lenses.add", tr("&Add a way of weighing…"), self._on_add, "Ins", "plus", own)
        self._together = WeightingActs(self, self.page.window_, lambda: None).together
        self._acts = [
            self._weigh,
            make_action(self, "lenses.suppose", tr("&Suppose other values…"), self._on_suppose, why_not=chosen),
            make_action(self, "lenses.duplicate", tr("&Duplicate…"), self._on_duplicate, "", "copy", chosen),
            make_action(self, "lenses.rename", tr("Re&name…"), self._on_rename, why_not=chosen),
            make_action(self, "lenses.remove", tr("&Remove"), self._on_remove, "", "trash", chosen),
            self._add,
            self._together,
        ]

    def _build(self) -> None:
        add = button(tr("Add…"), self._add.trigger, icon="plus", name="lenses.add_button")
        weigh = button(tr("Weigh…"), self._weigh.trigger, name="lenses.weigh_button")
        suppose = button(tr("Suppose…"), self._acts[1].trigger, name="lenses.suppose_button")
        self._buttons = [(add, self._add), (weigh, self._weigh), (suppose, self._acts[1])]
        buttons = row(heading(tr("Who comes first")), None, suppose, weigh, add, gap=S)
        legend = caption(tr("Rank and total; whoever is first is tinted."), wrap=True)
        first = card(self.sentence, S, buttons, self.places, legend, self._supposed, gap=S)
        words = caption(
            tr("Part of the whole; what is five points or more away from the official weight is tinted."), wrap=True
        )
        second = card(heading(tr("What weighs how much")), self.shares, words, gap=S)
        self.setLayout(column(Scroll(column(first, second, None, gap=L))))

    def _show_places(self, evaluation: Evaluation) -> None:
        head = [tr("Weighed by"), tr("Kind"), *(each.name for each in evaluation.candidates)]
        rows = [
            [
                lens_name(each),
                purpose_words(each.purpose),
                *(place_words(each, one.id) for one in evaluation.candidates),
            ]
            for each in self._results
        ]
        marked = {
            (line, 2 + place)
            for line, each in enumerate(self._results)
            for place, candidate in enumerate(evaluation.candidates)
            if candidate.id in each.leader_ids
        }
        self.places.show_rows(head, rows, marked)
        self._follow(self.places, self.shares)

    def _show_shares(self, evaluation: Evaluation) -> None:
        top = [each for each in evaluation.criteria if each.parent_id is None]
        head = [tr("Weighed by"), *(_short(each.name) for each in top)]
        rows = [[lens_name(each), *(percent(each.shares.get(one.id, 0.0), 1) for one in top)] for each in self._results]
        official = self._results[0].shares
        marked = {
            (line, 1 + place)
            for line, each in enumerate(self._results)
            for place, one in enumerate(top)
            if abs(each.shares.get(one.id, 0.0) - official.get(one.id, 0.0)) >= 0.05
        }
        self.shares.show_rows(head, rows, marked, ["", *(each.name for each in top)])
        self._follow(self.shares, self.places)

    def _follow(self, table: Figures, other: Figures) -> None:
        """Keep the other table at the same row, and the buttons in step; each showing brings a new selection."""
        table.selectionModel().currentRowChanged.connect(lambda index, _before: self._on_row(other, index.row()))

    def _on_row(self, other: Figures, line: int) -> None:
        if other.currentIndex().row() != line:
            other.selectRow(line)
        self._look_again()

    def _look_again(self) -> None:
        for act in self._acts:
            act.look_again()
        for each, act in self._buttons:
            each.setEnabled(act.isEnabled())
            each.setToolTip(act.toolTip())

    def _say_supposed(self, evaluation: Evaluation, ranking: Ranking) -> None:
        lines = []
        for each in evaluation.weight_sets:
            if sentences := supposed_sentences(evaluation, ranking, each):
                lines.append(tr("“{name}” supposes {what}.", name=each.name, what="; ".join(sentences)))
        self._supposed.setText("\n".join(lines))
        self._supposed.setVisible(bool(lines))

    def _chosen(self) -> WeightSet | None:
        """Return the set of the current row; none for the official weights."""
        line = self.places.currentIndex().row()
        evaluation = self.session.evaluation
        if evaluation is None or not 0 < line < len(self._results):
            return None
        return next((each for each in evaluation.weight_sets if each.id == self._results[line].weight_set_id), None)

    def _on_weigh(self) -> None:
        chosen = self._chosen()
        WeightingDialog(self, self.page.window_, None, chosen.id if chosen else None).open()

    def _on_add(self) -> None:
        self._ask_new(None)

    def _on_duplicate(self) -> None:
        self._ask_new(self._chosen())

    def _ask_new(self, like: WeightSet | None) -> None:
        question = NewSet(self, self.session, like)
        question.accepted.connect(lambda: self._select(question.added))
        question.open()

    def _select(self, set_id: int | None) -> None:
        for line, each in enumerate(self._results):
            if each.weight_set_id == set_id:
                self.places.selectRow(line)
                self.shares.selectRow(line)
        self.places.setFocus()

    def _on_suppose(self) -> None:
        if (chosen := self._chosen()) is not None:
            SupposeDialog(self, self.session, chosen.id).open()

    def _on_rename(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        ask_text(
            self,
            tr("Rename a way of weighing"),
            tr("Its weights stay as they are."),
            tr("Name"),
            tr("Rename"),
            lambda name: self.session.try_act(rename_weight_set, chosen.id, name),
            chosen.name,
        )

    def _on_remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None and self.session.did(remove_weight_set, chosen.id):
            self.page.toast_done(tr("“{name}” removed.", name=chosen.name))

    def _why_read_only(self) -> str:
        return why_read_only(self.session)

    def _why_not_own(self) -> str:
        if why := self._why_read_only():
            return why
        return "" if self._chosen() else tr("Choose a row other than the official weights.")


def _short(name: str) -> str:
    """Return a name that leaves other columns their room; the tooltip has all of it."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"

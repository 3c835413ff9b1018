"""What merging ballots would do, before it is done: figures, what is left out and why, and what would be replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from outsource_desk.services.ballot_merging import merge_ballots
from outsource_desk.services.ballot_review import BallotReview, BallotValue
from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.scoring.evaluators.words import cell_name
from outsource_desk.ui.theme import S, scaled
from outsource_desk.ui.widgets.layout import caption, label, row, small_button
from outsource_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class MergeDialog(Question):
    """Shows a review; only what is ticked replaces what stands in the document."""

    def __init__(
        self, parent: QWidget, window: Shell, review: BallotReview, add_file: Callable[[Path], object]
    ) -> None:
        super().__init__(
            parent,
            tr("Merge ballots"),
            tr("Nothing is written until you merge, and merging is one step to undo."),
            tr("Merge"),
            "merge",
        )
        self._window, self._session, self._review, self._add_file = window, window.session, review, add_file
        self.setMinimumWidth(scaled(720))
        self._build_refusal()
        self._build_files()
        self._build_clashes()
        self._build_problems()
        self.hand_in = QCheckBox(tr("Then hand in the scores of these evaluators"))
        self.hand_in.setObjectName("merge.hand_in")
        self.hand_in.setChecked(True)
        self.content.addWidget(self.hand_in)
        self.hand_in.setVisible(bool(review.usable))
        self.clashes.itemChanged.connect(lambda _item: self._count())
        self.hand_in.toggled.connect(lambda _is_on: self._count())
        self._count()

    def act(self) -> None:
        chosen = [
            each.key
            for place, each in enumerate(self._review.clashes)
            if self.clashes.item(place).checkState() is CHECKED
        ]
        written = self._session.try_act(merge_ballots, self._review, replace=chosen, hand_in=self.hand_in.isChecked())
        self._window.toast(
            tr_n(written, "Merged {count} score.", "Merged {count} scores."), tr("Undo"), self._session.way_back()
        )

    def _count(self) -> None:
        """Say on the button how many scores it writes."""
        ticked = sum(self.clashes.item(place).checkState() is CHECKED for place in range(self.clashes.count()))
        count = len(self._review.new) + ticked
        only_hands_in = not count and self.hand_in.isChecked() and bool(self._review.usable)
        words = tr_n(count, "Merge {count} score", "Merge {count} scores")
        self.deed.setText(tr("Only hand in") if only_hands_in else words)
        self.deed.setAccessibleName(self.deed.text())
        self.deed.setEnabled(bool(count) or only_hands_in)

    def _build_refusal(self) -> None:
        """Say in red which ballots are refused, and what to do."""
        refused = self._review.refused
        if not refused:
            return
        words = tr_n(
            len(refused),
            "Refused, and nothing of it is merged: {names}. The reason stands below. "
            "Ask for the file as it was filled in, or send a fresh ballot.",
            "Refused, and nothing of them is merged: {names}. The reasons stand below. "
            "Ask for the files as they were filled in, or send fresh ballots.",
            names=", ".join(tr("“{name}”", name=each.name) for each in refused),
        )
        self.refusal = Notice("bad", words)
        self.content.addWidget(self.refusal)

    def _build_files(self) -> None:
        columns = [
            PlainColumn(tr("Ballot")),
            PlainColumn(tr("Evaluator")),
            PlainColumn(tr("Scored"), is_number=True, width=104),
        ]
        files = PlainTable(columns, "merge.files", tr("Ballots"), most=3)
        files.show_rows(
            [
                [
                    each.name,
                    each.evaluator or tr("cannot be used"),
                    tr("{done} of {all}", done=each.scored, all=each.asked) if each.evaluator_id else "",
                ]
                for each in self._review.files
            ]
        )
        more = small_button(tr("Add another ballot…"), self._on_more, "merge.more")
        figures = label(self._figures(), wrap=True)
        figures.setObjectName("merge.figures")
        for item in (files, row(more, None), figures):
            self.content.addWidget(item) if isinstance(item, QWidget) else self.content.addLayout(item)

    def _figures(self) -> str:
        review = self._review
        parts = [
            tr_n(len(review.new), "{count} score is new.", "{count} scores are new."),
            tr_n(review.same, "{count} is in the document already.", "{count} are in the document already."),
        ]
        if review.clashes:
            parts.append(
                tr_n(
                    len(review.clashes),
                    "{count} differs from the document: it is kept as it is unless you tick it.",
                    "{count} differ from the document: they are kept as they are unless you tick them.",
                )
            )
        return " ".join(parts)

    def _build_clashes(self) -> None:
        self.clashes = QListWidget()
        self.clashes.setObjectName("merge.clashes")
        self.clashes.setAccessibleName(tr("Scores to replace"))
        self.clashes.setFixedHeight(scaled(min(112, 12 + 24 * len(self._review.clashes))))
        for each in self._review.clashes:
            item = QListWidgetItem(self._clash_words(each))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(UNCHECKED)
            self.clashes.addItem(item)
        self._all = small_button(tr("Replace all"), lambda: self._tick(CHECKED), "merge.replace_all")
        self._none = small_button(tr("Keep all"), lambda: self._tick(UNCHECKED), "merge.keep_all")
        self.content.addWidget(self.clashes)
        self.content.addLayout(row(self._all, self._none, None, gap=S))
        for each in (self.clashes, self._all, self._none):
            each.setVisible(bool(self._review.clashes))

    def _clash_words(self, value: BallotValue) -> str:
        evaluation = self._session.evaluation
        assert evaluation is not None
        assert value.now is not None
        name = cell_name(evaluation, value.candidate_id, value.criterion_id)
        if evaluation.initiative.is_blind:
            return tr("{cell}: differs", cell=name)  # what somebody gave is nobody else's business yet
        was, new = _said(value.now.points, value.now.not_applicable), _said(value.points, value.not_applicable)
        if was == new:
            return tr("{cell}: {points}, with another reason", cell=name, points=new)
        return tr("{cell}: {was} in the document, {new} in the ballot", cell=name, was=was, new=new)

    def _build_problems(self) -> None:
        problems = self._review.problems
        self.problems = QPlainTextEdit("\n".join(f"{each.where}: {say(each.text)}" for each in problems))
        self.problems.setObjectName("merge.problems")
        self.problems.setAccessibleName(tr("Left out, and other things to know"))
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        self.problems.setFixedHeight(scaled(min(112, 40 + 22 * len(problems))))
        title = caption(tr("Left out, and other things to know"))
        for each in (title, self.problems):
            self.content.addWidget(each)
            each.setVisible(bool(problems))

    def _tick(self, state: Qt.CheckState) -> None:
        self.clashes.blockSignals(True)  # else the button would be named anew for each of thousands
        for place in range(self.clashes.count()):
            self.clashes.item(place).setCheckState(state)
        self.clashes.blockSignals(False)
        self.clashes.viewport().update()
        self._count()

    def _on_more(self) -> None:
        from outsource_desk.ui.scoring.evaluators.ballot_acts import BALLOTS

        path = self._window.choose_open(tr("Merge ballots"), f"{tr('Ballots')} ({BALLOTS})")
        if path is not None:
            self.reject()
            self._add_file(path)


def _said(points: float | None, not_applicable: bool) -> str:
    if points is None:
        return tr("n/a") if not_applicable else tr("open")
    return formats.points(points)

"""A ballot file, filled in by its evaluator away from the document: one cell after the other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from outsource_desk.domain.ballot import Ballot, BallotEntry, BallotLeaf
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import Cell
from outsource_desk.services.ballots import filled, save_ballot
from outsource_desk.services.entering import checked_points
from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import Question, confirm
from outsource_desk.ui.errors import explain
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.scoring.score_entry import NOT_APPLICABLE
from outsource_desk.ui.theme import M, S, TextStyle, look, scaled
from outsource_desk.ui.widgets.layout import caption, column, label, row, small_button
from outsource_desk.ui.widgets.scroll import Scroll

ROOMY = 120  # per cent of the usual text, up to which there is room for more of a ballot


class FillDialog(Question):
    """Nothing of anybody else is in a ballot, so nothing can be seen here but one's own scores."""

    def __init__(self, parent: QWidget, ballot: Ballot, path: Path) -> None:
        super().__init__(
            parent,
            tr("Ballot of “{name}”", name=ballot.form.evaluator),
            tr(
                "{initiative}. Score one criterion across all candidates, then the next. Open is not zero.",
                initiative=ballot.form.initiative,
            ),
            tr("Save the ballot"),
            "fill",
        )
        self._ballot, self._path = ballot, path
        self._leaves = {leaf.id: leaf for leaf in ballot.form.leaves}
        self._names = dict(ballot.form.candidates)
        asked = set(ballot.form.cells)
        self._cells: list[Cell] = [
            (candidate_id, leaf.id)
            for leaf in ballot.form.leaves
            for candidate_id, _ in ballot.form.candidates
            if (candidate_id, leaf.id) in asked
        ]
        self._entries = {(each.candidate_id, each.criterion_id): replace(each, cell="") for each in ballot.entries}
        self._before = dict(self._entries)
        self._at = -1  # of the cell whose points are being typed
        self.setMinimumWidth(scaled(760))
        self._build()
        self._show_table()
        self.table.selectionModel().currentChanged.connect(lambda *_: self._on_move())
        self._on_move()
        self.points.setFocus()

    def act(self) -> None:
        if not self._take():
            return
        save_ballot(filled(self._ballot, self._entries.values()), self._path)

    def do(self) -> None:
        if self._take():
            super().do()

    def reject(self) -> None:
        """Close; what was typed is given up only on purpose, as no document keeps it."""
        if not self._is_unsaved():
            super().reject()
            return
        confirm(
            self,
            tr("Close without saving?"),
            tr("What was typed since the ballot was opened is then lost."),
            tr("Close without saving"),
            partial(Question.reject, self),
        )

    def _is_unsaved(self) -> bool:
        """Tell whether anything was typed, also into the fields of the current cell."""
        is_typing = self.points.isModified() or self.reason.document().isModified()
        return is_typing or self._entries != self._before

    def _build(self) -> None:
        self.table = PlainTable(
            [
                PlainColumn(tr("Criterion"), width=240),
                PlainColumn(tr("Candidate")),
                PlainColumn(tr("Points"), is_number=True, width=80),
            ],
            "fill.table",
            tr("Ballot"),
            most=5 if look.percent <= ROOMY else 3,
        )
        self.title = label("", TextStyle.SECTION, wrap=True)
        self.meaning = label("", tone="muted", wrap=True)
        self.points = QLineEdit()
        self.points.setFixedWidth(scaled(72))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(scaled(56))
        for field, words, name in ((self.points, tr("Points"), "fill.points"), (self.reason, tr("Why"), "fill.reason")):
            field.setObjectName(name)
            field.setAccessibleName(words)
        self.reason.setPlaceholderText(tr("Why"))
        self._scale = caption("")
        following = small_button(tr("Next"), self._on_next, "fill.next")
        self.points.returnPressed.connect(self._on_next)
        about = Scroll(column(self.meaning, None))
        about.setMinimumHeight(scaled(104 if look.percent <= ROOMY else 64))
        body = column(self.table, self.title, about, row(self.points, self._scale, None, following), self.reason, gap=S)
        body.setStretch(body.indexOf(about), 1)
        self.content.addLayout(body)
        self.deed.setDefault(False)  # Enter goes to the next cell
        self.content.setSpacing(M)

    def _show_table(self) -> None:
        self.table.show_rows(
            [
                [
                    self._leaves[leaf_id].name,
                    self._names[candidate_id],
                    self._said(self._entries.get((candidate_id, leaf_id))),
                ]
                for candidate_id, leaf_id in self._cells
            ]
        )

    def _on_move(self) -> None:
        place = self.table.place
        if place == self._at:
            return
        if not self._take():
            self.table.setCurrentIndex(self.table.rows.index(self._at, 0))
            return
        self._at = place
        if not 0 <= place < len(self._cells):
            return
        candidate_id, leaf_id = self._cells[place]
        leaf, entry = self._leaves[leaf_id], self._entries.get((candidate_id, leaf_id))
        self.title.setText(f"{leaf.name} · {self._names[candidate_id]}")
        anchors = "\n".join(f"{formats.points(points)}  {wording}" for points, wording in reversed(leaf.anchors))
        self.meaning.setText("\n".join(filter(None, (leaf.ask, anchors))))
        steps = tr(
            "of {maximum}, in steps of {step}; n/a if it does not apply",
            maximum=formats.points(leaf.maximum),
            step=formats.points(leaf.step),
        )
        self._scale.setText(
            steps if leaf.step else tr("of {maximum}; n/a if it does not apply", maximum=formats.points(leaf.maximum))
        )
        self.points.setText(self._said(entry))
        self.points.selectAll()
        self.reason.setPlainText(entry.rationale if entry else "")

    def _on_next(self) -> None:
        if self._take() and self._cells:
            self.table.setCurrentIndex(self.table.rows.index((self._at + 1) % len(self._cells), 0))
            self.points.setFocus()

    def _take(self) -> bool:
        """Take over what is typed for the current cell; say what is wrong with it, if anything."""
        if not 0 <= self._at < len(self._cells):
            return True
        cell = self._cells[self._at]
        try:
            entry = self._read(cell)
        except DeskError as error:
            self.error.setText(" ".join(explain(error)))
            self.error.show()
            return False
        self.error.hide()
        if entry.is_open:
            self._entries.pop(cell, None)
        else:
            self._entries[cell] = entry
        self._show_table()
        return True

    def _read(self, cell: Cell) -> BallotEntry:
        text, reason = self.points.text().strip(), self.reason.toPlainText().strip()
        if not text:
            return BallotEntry(*cell, None, rationale=reason)
        if text.casefold() in NOT_APPLICABLE or text == tr("n/a"):
            return BallotEntry(*cell, None, not_applicable=True, rationale=reason)
        points = checked_points(_criterion(self._leaves[cell[1]]), formats.read_number(text), is_na=False)
        return BallotEntry(*cell, points, rationale=reason)

    def _said(self, entry: BallotEntry | None) -> str:
        if entry is None or (entry.points is None and not entry.not_applicable):
            return ""
        return tr("n/a") if entry.points is None else formats.points(entry.points)


def _criterion(leaf: BallotLeaf) -> Criterion:
    """Return a criterion with the scale of a ballot's."""
    return Criterion(leaf.id, 0, None, leaf.name, 0.0, maximum=leaf.maximum, step=leaf.step)

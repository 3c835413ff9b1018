"""Several people's weights of a level side by side, and their middle as the official ones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.weighting_errors import ReasonMissingError
from outsource_desk.services.together import Middle, Together, apply_together, bring_together
from outsource_desk.ui.formats import percent
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.scoring.weighting.draft import Draft
from outsource_desk.ui.scoring.weighting.outcome import OutcomePane
from outsource_desk.ui.scoring.weighting.words import effect_words, worth_words
from outsource_desk.ui.theme import XL, L, M, scaled
from outsource_desk.ui.widgets.chart_table import GridModel
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, holder, label, row
from outsource_desk.ui.widgets.segments import Segments
from outsource_desk.ui.widgets.table import PADDING, DeskTable

WIDE, HIGH, OUTCOME = 1200, 680, 300  # pixels


class TogetherDialog(QDialog):
    """A table of who weighs what, median or geometric mean, and what follows; nothing is written before Apply."""

    def __init__(self, parent: QWidget, window: Shell, parent_id: int | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("together")
        self.setWindowTitle(tr("Bring weights together"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._window, self._session = window, window.session
        self.middle = Segments(
            [(Middle.MEDIAN, tr("Median")), (Middle.GEOMETRIC, tr("Geometric mean"))],
            "together.middle",
            tr("How weights are brought together"),
        )
        self._build(parent_id)
        self.middle.chosen.connect(self._show)
        self.level.activated.connect(self._show)
        room = parent.window().size()
        self.resize(min(scaled(WIDE), room.width() - L), min(scaled(HIGH), room.height() - L))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def apply(self) -> None:
        """Make the middle official; a refusal is shown in place."""
        initiative_id, needs_reason = self._session.initiative_id, not self._reason_row.isHidden()
        assert initiative_id is not None
        try:
            if needs_reason and not self._reason.text().strip():
                raise ReasonMissingError
            reason = self._reason.text() if needs_reason else None
            self._session.try_act(apply_together, initiative_id, self._parent_id, self.middle.key, reason=reason)
        except DeskError as error:
            self._refuse(error)
            return
        words = tr("“{level}” has the middle of several people's weights.", level=self.level.currentText())
        self._window.toast(words, tr("Undo"), self._session.way_back())
        self.accept()

    @property
    def _parent_id(self) -> int | None:
        key = str(self.level.currentData())
        return int(key) if key else None

    def _build(self, parent_id: int | None) -> None:
        evaluation = self._session.evaluation
        assert evaluation is not None
        paths, groups = criterion_paths(evaluation.criteria), {each.parent_id for each in evaluation.criteria}
        weighed = {criterion_id for each in evaluation.weight_sets for criterion_id, _ in each.weights}
        known = {each.parent_id for each in evaluation.criteria if each.id in weighed}
        options = [("", tr("The top level")), *((str(each), paths[each]) for each in paths if each in groups & known)]
        self.level = choice(options)
        self.level.setObjectName("together.level")
        self.level.setAccessibleName(tr("Level"))
        self.level.setCurrentIndex(max(0, self.level.findData(str(parent_id or ""))))
        self._table = DeskTable(GridModel([""], [], self), "together.table", tr("Everybody's weights"))
        side = self._side = holder(column(gap=0))
        side.setFixedWidth(scaled(OUTCOME))
        self._sentence = label("", wrap=True)
        self._sentence.setObjectName("together.sentence")
        shown = card(heading(tr("Who weighs what")), self._sentence, self._table, gap=M)
        panes = row(shown, side, gap=L)
        panes.setStretch(0, 1)
        self._error = label("", tone="bad", wrap=True)
        self._error.setObjectName("together.error")
        self._error.hide()
        self._reason = QLineEdit(evaluation.initiative.weights_reason)
        self._reason.setObjectName("together.reason")
        self._reason.setProperty("asks", True)
        words = caption(tr("&Reason: the weights are frozen"))
        words.setTextFormat(Qt.TextFormat.AutoText)
        words.setBuddy(self._reason)
        self._reason.setAccessibleName(words.text().replace("&", ""))
        self._reason_row = holder(column(words, self._reason, gap=2))
        self._reason_row.setVisible(evaluation.initiative.weights_frozen_at is not None)
        cancel = button(tr("Cancel"), self.reject, name="together.cancel")
        self._do = button(tr("Make it official"), self.apply, kind="primary", name="together.apply")
        foot = row(self._reason_row, None, cancel, self._do, gap=M)
        foot.setStretch(0, 3)
        for each in (cancel, self._do):
            foot.setAlignment(each, Qt.AlignmentFlag.AlignBottom)
        head = row(self.level, None, self.middle, gap=M)
        head.setStretch(0, 1)
        body = column(head, panes, self._error, foot, gap=L, margins=(XL, XL, XL, L))
        body.setStretch(1, 1)
        self.setLayout(body)

    def _show(self, *_: object) -> None:
        """Show everybody's weights of the level, the spread and what follows from the middle."""
        evaluation, ranking = self._session.evaluation, self._session.ranking
        assert evaluation is not None
        assert ranking is not None
        self._error.hide()
        draft = Draft(evaluation, ranking, self._parent_id, None, is_official=True)
        outcome = OutcomePane(draft.level)
        layout = self._side.layout()
        assert layout is not None
        while (old := layout.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        layout.addWidget(outcome)
        try:
            together = bring_together(evaluation, self._parent_id, Middle(self.middle.key))
            shares, after, worth = draft.outcome(together.shares)
        except DeskError as error:
            self._do.setEnabled(False)
            self._sentence.setText(f"{say(str(error))} {say(error.remedy)}")
            outcome.show_shares(None, draft.shares_before)
            outcome.say("")
            self._show_rows([""], [])
            return
        self._do.setEnabled(True)
        self._sentence.setText(_spread_words(draft, together))
        self._show_table(draft, together)
        outcome.show_shares(shares, draft.shares_before, together.spread)
        outcome.say(effect_words(draft.before, after), worth_words(worth))

    def _show_table(self, draft: Draft, together: Together) -> None:
        head = [tr("Criterion"), *(each.name for each in together.people)]
        rows = [
            [each.name, *(percent(together.each[person.id][each.id]) for person in together.people)]
            for each in draft.level
        ]
        self._show_rows(head, rows)
        self._share_room()

    def _show_rows(self, head: list[str], rows: list[list[str]]) -> None:
        before = self._table.model()
        self._table.setModel(GridModel(head, rows, self))
        before.deleteLater()

    def _share_room(self) -> None:
        """Give names what room the figures leave."""
        header, model = self._table.horizontalHeader(), self._table.model()
        words = self._table.fontMetrics().horizontalAdvance
        for place in range(header.count()):
            texts = [str(model.index(row_number, place).data()) for row_number in range(model.rowCount())]
            need = max([header.sectionSizeHint(place), *(words(text) + 2 * PADDING + 2 for text in texts)])
            header.resizeSection(place, need)
        if header.count():
            others = header.length() - header.sectionSize(0)
            header.resizeSection(0, max(header.sectionSize(0), self._table.viewport().width() - others))

    def _refuse(self, error: DeskError) -> None:
        self._error.setText(f"{say(str(error))} {say(error.remedy)}")
        self._error.show()


def _spread_words(draft: Draft, together: Together) -> str:
    """Return on what people differ most."""
    widest = max(draft.level, key=lambda each: together.spread[each.id][1] - together.spread[each.id][0])
    low, high = together.spread[widest.id]
    if len(together.people) == 1:
        return tr("Only {name} has weighed this level.", name=together.people[0].name)
    return tr(
        "They differ most on {name}, from {low} to {high}.", name=widest.name, low=percent(low), high=percent(high)
    )

"""The History page: every edit in words, the way back, named revisions, and what differs between two."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QStackedLayout, QWidget

from outsource_desk.services import history
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.formats import day, number
from outsource_desk.ui.history.deeds import Deeds
from outsource_desk.ui.history.edits_table import EditsTable
from outsource_desk.ui.history.reading import Reading
from outsource_desk.ui.history.telling import Telling
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.edits import EditsModel
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, TextStyle, look, scaled
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.find_field import FindField
from outsource_desk.ui.widgets.header import PageHeader
from outsource_desk.ui.widgets.layout import button, caption, column, frame, heading, row, rule
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.services.history import Edit

PANE = 344  # width of the pane beside the table, where there is room
NARROW = 640  # a page narrower than this puts it below
FREE = 16_777_215  # no limit, as Qt says it
PAUSE = 60  # milliseconds that a selection rests before it is read


class HistoryPage(Page):
    """Shows the history, newest first; nothing here changes anything without asking."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._model = EditsModel(self)
        self._telling = Telling(self.session, self._model)
        self._table = EditsTable(self._model)
        self._deeds = Deeds(window, self, self._model)
        self._acts = self._build_acts()
        for act in self._acts:
            self.addAction(act)
        self._table.set_menu(self._acts)
        self._filter = FindField("history.filter", tr("Filter edits"))
        self._count = caption()
        self._count.setObjectName("history.count")
        self._reading = Reading(self.session, self._build_buttons())
        self._empty = EmptyState(
            "history", tr("Nothing has been changed yet"),
            tr("Every edit will stand here: who changed what, and when. You can go back to each of them."),
            tr("Begin an initiative"), partial(self.go, Place("initiative")),
            sample_slot=self.window_.actions_of_window["file.sample"].trigger,
        )  # fmt: skip
        self._stack = QStackedLayout(self)
        self._stack.addWidget(Scroll(column(self._build_header(), self._build_body(), gap=L, margins=(XL, XL, XL, XL))))
        self._stack.addWidget(self._empty)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._show_chosen)
        self._table.selectionModel().selectionChanged.connect(self._pause.start)
        self._model.modelReset.connect(self._pause.start)
        self._filter.textChanged.connect(self._on_filter)
        self._filter.stepped.connect(self._on_step)
        self._reading.mode_changed.connect(self._on_mode)
        look.changed.connect(self._arrange)

    def title(self) -> str:
        return tr("History")

    def load(self) -> None:
        is_first = not self._model.rowCount()
        self._model.add(self.session.desk.journal.edits(self._model.newest))
        self._telling.catch_up()
        named = history.named_revisions(self.session.desk)
        self._model.show_names(named)
        self._reading.comparison.offer(list(named))
        self._stack.setCurrentIndex(0 if self._model.newest else 1)
        if is_first and self._model.newest:
            self._table.choose(self._model.newest)
        self._show_stand()
        self._pause.start()

    def reveal(self, place: Place) -> None:
        if place.thing in ("edit", "revision") and place.id is not None and not self._table.choose(place.id):
            self._filter.clear()
            self._table.choose(place.id)

    def find_field(self) -> QLineEdit | None:
        return self._filter if self._model.newest else None

    def first_focus(self) -> QWidget | None:
        return self._table if self._model.newest else self._empty.button

    def page_actions(self) -> list[Action]:
        return list(self._acts)

    def state(self) -> dict[str, Any]:
        chosen = self._table.chosen()
        return {"table": self._table.layout_state(), "mode": self._reading.mode, "chosen": chosen[-1:]}

    def restore(self, state: dict[str, Any]) -> None:
        self._table.restore_layout(state.get("table", {}))
        for revision in state.get("chosen", []):
            self._table.choose(int(revision))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build_acts(self) -> list[Action]:
        return [
            make_action(self, "history.undo_to", tr("&Undo to here…"), self._on_undo, "", "undo", self._why_no_undo),
            make_action(
                self, "history.name", tr("&Name this revision…"), self._on_name, "F2", "flag", self._why_no_name
            ),
            make_action(self, "history.compare", tr("&Compare…"), self._on_compare, "", "swap", self._why_none),
            make_action(self, "history.copy", tr("Save a co&py…"), self._deeds.save_copy, "", "copy", self._why_none),
            make_action(
                self, "history.log", tr("&Export the log…"), self._deeds.write_log, "", "export", self._why_none
            ),
            make_action(
                self, "history.copy_log", tr("Copy the &log"), self._deeds.copy_log, "", "sheet", self._why_none
            ),
        ]

    def _build_buttons(self) -> list[QWidget]:
        self._name_button = button(tr("Name it…"), self._on_name, name="history.name_button")
        self._undo_button = button(tr("Undo to here…"), self._on_undo, name="history.undo_button")
        return [self._name_button, self._undo_button]

    def _build_header(self) -> PageHeader:
        self._stand = caption(wrap=True)
        self._stand.setObjectName("history.stand")
        titles = column(heading(tr("History"), TextStyle.TITLE), self._stand, gap=XS)
        log = button(tr("Export the log…"), self._deeds.write_log, icon="export", name="history.log_button")
        copy = button(tr("Save a copy…"), self._deeds.save_copy, icon="copy", name="history.copy_button")
        return PageHeader(titles, log, copy)

    def _build_body(self) -> QBoxLayout:
        top = row(self._filter, self._count, None, gap=M, margins=(M, M, M, M))
        card: QFrame = frame("card", column(top, rule(), self._table, gap=0, margins=(1, 1, 1, 1)))
        self._body = row(card, self._reading, gap=L)
        self._body.setStretch(0, 1)
        return self._body

    def _arrange(self) -> None:
        """Put the pane below the table where there is no room beside it."""
        is_narrow = self.width() < scaled(NARROW)
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._reading.setMinimumWidth(0 if is_narrow else min(scaled(PANE), round(self.width() * 0.45)))
        self._reading.setMaximumWidth(FREE if is_narrow else self._reading.minimumWidth())
        self._filter.setFixedWidth(min(scaled(240), round(self.width() * 0.25)))

    def _show_stand(self) -> None:
        shown, every = self._model.rowCount(), self._model.newest
        self._count.setText(
            tr("{shown} of {every}", shown=number(shown, 0), every=number(every, 0)) if self._filter.text() else ""
        )
        edits = self.session.desk.journal.edits(max(0, every - 1))
        said = tr_n(every, "{edits} edit", "{edits} edits", edits=number(every, 0))
        when = tr("last on {day}", day=day(edits[-1].at)) if edits else ""
        self._stand.setText(" · ".join(filter(None, (said, when))))

    def _show_chosen(self) -> None:
        """Read what is selected: one edit, or two revisions to compare."""
        chosen = self._table.chosen()
        if len(chosen) == 2:
            self._reading.comparison.show_pair(*map(str, chosen))
            self._reading.show_mode("compare")
        elif len(chosen) == 1:
            self._reading.edit.show_edit(self._chosen_edit(), self._model.name_of(chosen[0]))
            self._reading.show_mode("edit")
        else:
            self._reading.edit.show_edit(None, "")
        for act in self._acts:
            act.look_again()
        allow(self._why_no_name(), self._name_button)
        allow(self._why_no_undo(), self._undo_button)
        self.window_.tell(tr_n(len(chosen), "{count} edit selected", "{count} edits selected") if chosen else "")

    @property
    def _chosen(self) -> int | None:
        chosen = self._table.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _chosen_edit(self) -> Edit | None:
        row = self._model.row_of(self._chosen) if self._chosen is not None else None
        return self._model.edit_at(row) if row is not None else None

    def _why_none(self) -> str:
        return "" if self._model.newest else tr("Nothing has been changed yet.")

    def _why_no_name(self) -> str:
        none = "" if self._chosen is not None else tr("Select one edit first.")
        return why_read_only(self.session) or none

    def _why_no_undo(self) -> str:
        if why := self._why_no_name():
            return why
        return tr("This is the newest revision.") if self._chosen == self._model.newest else ""

    def _on_filter(self, text: str) -> None:
        chosen = self._chosen
        self._telling.finish()
        self._model.filter(text)
        if (chosen is None or not self._table.choose(chosen)) and self._model.rowCount():
            self._table.choose(self._model.edit_at(0).id)
        self._show_stand()

    def _on_step(self, _step: int) -> None:
        self._table.setFocus()

    def _on_mode(self, mode: str) -> None:
        comparison = self._reading.comparison
        if mode == "compare" and comparison.is_empty:
            comparison.show_pair(str(self._chosen or 0), str(self._model.newest))

    def _on_undo(self) -> None:
        if (edit := self._chosen_edit()) is not None and not self._why_no_undo():
            self._deeds.undo_to(edit)

    def _on_name(self) -> None:
        if (edit := self._chosen_edit()) is not None and not self._why_no_name():
            self._deeds.name(edit.id)

    def _on_compare(self) -> None:
        self._reading.show_mode("compare")
        self._reading.comparison.first_field.setFocus()

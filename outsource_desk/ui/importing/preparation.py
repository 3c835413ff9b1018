"""From a file that was read to one edit: the steps between, and what is decided on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.importing.comparing import Comparing
from outsource_desk.ui.importing.draft import AT_ONCE, CHECK, COLUMNS, SUMMARY, TABLE, Draft
from outsource_desk.ui.importing.line_menu import line_menu
from outsource_desk.ui.importing.reader import rereading
from outsource_desk.ui.importing.records_way import RecordsWay
from outsource_desk.ui.importing.scores_way import ScoresWay
from outsource_desk.ui.importing.unvetted_way import UnvettedWay
from outsource_desk.ui.importing.way import Way
from outsource_desk.ui.importing.work import WorkPane
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.pages.page import Shell

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import Reading
    from outsource_desk.services.import_views import SheetView

_AsOf = tuple[Any, ...]  # the revision, the initiative that is open, and all that is decided


class Preparation(WorkPane):
    """Leads through table, columns, doubts and summary; nothing is written before the last step."""

    stepped = Signal(int)
    begun = Signal()  # the file that was read can be seen
    ended = Signal()  # brought in, or given up
    written = Signal(str, str)  # the text file is to be opened once more with this encoding and delimiter

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self._window, self._session = window, window.session
        self.draft: Draft | None = None
        self._left_out = ""  # the sheet without a table that is being looked at
        self._as_of: _AsOf | None = None  # of what is shown
        self._way_shown: Way | None = None
        self._looking: _Looking | None = None  # what is being worked out
        self._comparing = Comparing(lambda job: window.run(job, ""), self)
        self._comparing.done.connect(self._on_looked)
        self._comparing.refused.connect(self._on_refused)
        self.step = TABLE
        self._scores = ScoresWay(window, self)
        self._records, self._unvetted = RecordsWay(window, self), UnvettedWay(window, self)
        self._ways: list[Way] = [self._scores, self._records, self._unvetted]
        for way in self._ways:
            for step in (COLUMNS, CHECK, SUMMARY):
                self.hold(way.main(step), way.side(step))
            way.changed.connect(self._on_change)
            way.answered.connect(self._on_answered)
            way.cell_chosen.connect(self.show_cell)
            way.step_asked.connect(self._show_step)
            way.seen.connect(self._on_seen)
            way.ended.connect(self.ended)
        self.back.connect(self._on_back)
        self.forward.connect(self._on_forward)
        self.cancelled.connect(self.ended)
        self.sheets.chosen.connect(self._on_sheet)
        self.facts.table_chosen.connect(self._on_table)
        self.facts.fuller_asked.connect(self._on_table)
        self.facts.fields.seen.connect(self._on_seen)
        self.facts.fields.written.connect(self.written)
        self.wanted.connect(self._on_wanted)
        self.view.header_moved.connect(self._on_header)
        self.view.menu_asked.connect(self._on_menu)
        self.view.cell_chosen.connect(lambda cell: self.way.show_cell(cell))

    @property
    def way(self) -> Way:
        """Return how the table comes in."""
        draft = self.draft
        if draft is None:
            return self._scores
        return next((each for each in (self._unvetted, self._records) if each.can_take(draft)), self._scores)

    def begin(self, draft: Draft) -> None:
        """Show what was read, and tell that it can be seen; a refusal is shown and ends it."""
        self.draft, self._as_of, self._left_out = draft, None, ""
        self.view.go_to_start()
        self.show_initiatives()
        self._look_again(self._show_first, anew=True)
        if self._as_of is None and self._looking is None:
            self.ended.emit()

    def forget(self) -> None:
        """Let go of the file; nothing has been written."""
        self._stop_looking()
        self.draft, self._as_of = None, None
        for way in self._ways:
            way.draft = None

    def show_initiatives(self) -> None:
        """Offer the initiatives that the document has now."""
        for way in self._ways:
            way.show_initiatives()

    def follow_document(self) -> None:
        """Compare once more with a document that has changed meanwhile: vetting may have been started, for one."""
        draft = self.draft
        if draft is None or self._as_of is None or self._left_out:
            return
        now = self._as_of_now(draft)
        if now == (self._looking.as_of if self._looking is not None else self._as_of):
            return
        if self._way_shown is self.way:
            self._look_again(self._show_present)
        else:
            self._look_again(partial(self._show_step, TABLE), anew=True)

    def take(self) -> None:
        """Put what is being typed into the draft."""
        if self._as_of is not None:
            self.way.take()

    def show_cell(self, cell: str) -> None:
        """Go to a cell in the picture and in the list of doubts."""
        self.view.lead_to(cell)
        self.way.show_cell(cell)

    def why_no_doubt(self) -> str:
        """Return why there is no next cell in doubt; nothing if there is one."""
        return "" if self._as_of is not None and self.way.doubtful_cells() else tr("No cell is in doubt")

    def show_next_doubt(self) -> None:
        """Go to the next cell in doubt, after the last to the first."""
        cells = self.way.doubtful_cells()
        now = self.model.cell(self.view.currentIndex())
        self.show_cell(cells[(cells.index(now) + 1) % len(cells) if now in cells else 0])

    def _show_step(self, step: int) -> None:
        self.step = step
        if self.draft is not None:
            is_table = step == TABLE
            side: QWidget = self.facts if is_table else self.way.side(step)
            waits = tr("Comparing with the document…") if self._looking is not None else ""
            self.facts.show_need(self.way.need())
            self.show_step(step, None if is_table else self.way.main(step), side, waits or self.way.why_not(step))
        self.stepped.emit(step)

    def _show_first(self) -> None:
        self._show_step(TABLE)
        self.begun.emit()

    def _is_shown(self, draft: Draft) -> bool:
        """Tell whether what is shown is what would happen now."""
        return self._as_of == self._as_of_now(draft) and self._looking is None

    def _as_of_now(self, draft: Draft) -> _AsOf:
        session = self._session
        revision = session.desk.journal.revision
        return revision, session.initiative_id, draft.kind, draft.options, draft.decisions.records

    def _look_again(self, then: Callable[[], None], *, anew: bool = False) -> None:
        """Work out again what would happen, show it and go on; a refusal is shown and nothing moves.

        Args:
            then: what follows; nothing follows where something newer is to be looked at before this is known.
            anew: another table is to be seen, or one that was read in another way.
        """
        draft = self.draft
        assert draft is not None
        if not anew and self._is_shown(draft):
            then()
            return
        looking, before = _Looking(draft, self.way, self._as_of_now(draft), anew, then), self._looking
        if before is not None:
            looking = looking.in_place_of(before, is_first=self._as_of is None)
        if before is not None and looking.as_of == before.as_of and not anew:
            self._looking = looking
            return
        self._stop_looking()
        try:
            work = looking.way.looking(draft)
            if not looking.way.is_long(draft):
                self._show_looked(looking, work(lambda *_: None))
                return
        except DeskError as error:
            self._window.show_error(error)
            return
        self._looking = looking
        self._comparing.start(work)
        if self._as_of is not None:
            self._show_step(self.step)

    def _stop_looking(self) -> None:
        self._looking = None
        self._comparing.stop()

    def _on_looked(self, found: Any) -> None:
        looking, self._looking = self._looking, None
        assert looking is not None
        self._show_looked(looking, found)

    def _on_refused(self, error: BaseException) -> None:
        self._looking = None
        self._window.show_error(error)
        if self._as_of is None:
            self.ended.emit()
        else:
            self._show_step(self.step)

    def _show_looked(self, looking: _Looking, found: Any) -> None:
        """Show what would happen, and do what was to follow."""
        draft, way = looking.draft, looking.way
        way.show_look(draft, found)
        self._as_of, self._way_shown = looking.as_of, way
        if looking.anew:
            self.show_draft(draft, way.questions(), way.regions(draft))
        if way is self._records:  # whose columns are taken for one thing and then for another
            self.show_list(way.regions(draft))
        self.show_doubts(way.questions(), way.answered_cells(), way.cells())
        looking.then()

    def _on_sheet(self, name: str) -> None:
        assert self.draft is not None
        reading = self.draft.reading
        found = [at for at, table in enumerate(reading.tables) if table.sheet == name]
        if found:
            self._on_table(found[0])
            return
        from outsource_desk.services.import_views import picture_of_sheet

        why = next(each.why for each in reading.sheets_left_out if each.sheet == name)
        self._left_out = name
        self._stop_looking()
        self.show_left_out(name, why, picture_of_sheet(reading, name))
        self.stepped.emit(self.step)

    def place_in_words(self) -> str:
        """Return which part of the file is looked at."""
        if self._left_out:
            return tr("Sheet {sheet} is left out", sheet=self._left_out)
        return self.draft.place_in_words() if self.draft is not None else ""

    def _on_table(self, index: int) -> None:
        assert self.draft is not None
        self._left_out = ""
        self.draft.choose_table(index)
        self._look_again(partial(self._show_step, TABLE), anew=True)

    def _on_seen(self, view: SheetView) -> None:
        """Read the sheet once more as the user says it is to be seen."""
        assert self.draft is not None
        self._see_as(self.draft.table.sheet, view)

    def _on_wanted(self, sheet: str) -> None:
        """Read a sheet that was left out, even if it is hidden."""
        from outsource_desk.services.import_views import SheetView

        self._see_as(sheet, SheetView())

    def why_no_header(self, step: int) -> str:
        """Return why the row of headers cannot move up (−1) or down (1); nothing if it can."""
        if self._as_of is None or self.step != TABLE:
            return tr("Only while a table is being looked at")
        return "" if self.view.row_beside_header(step) else tr("There is no further row")

    def move_header(self, step: int) -> None:
        """Take the used row above (−1) or below (1) the present one for the header."""
        self._on_header(self.view.row_beside_header(step))

    def _on_menu(self, cell: str, place: QPoint) -> None:
        """Offer what a cell's row and column can be."""
        if self.draft is not None and self.step == TABLE:
            menu = line_menu(self, cell, self._said_roles(), self._on_header, self._on_role)
            menu.popup(place)

    def _said_roles(self) -> Mapping[int, str]:
        return {} if self.draft is None or self._left_out else self.draft.view.roles

    def _on_role(self, line: int, role: str) -> None:
        """Take a column, or a row by its number below zero, for what the user says; without a role, as it is read."""
        assert self.draft is not None
        roles = {number: known for number, known in self._said_roles().items() if number != line}
        view = replace(self.draft.view, roles=roles | ({line: role} if role else {}))
        self._see_as(self._left_out or self.draft.table.sheet, view)

    def _on_header(self, row: int) -> None:
        """Take a row for the header, also of a sheet that was left out."""
        from outsource_desk.services.import_views import SheetView

        draft = self.draft
        assert draft is not None
        view = SheetView() if self._left_out else draft.view
        self._see_as(self._left_out or draft.table.sheet, replace(view, header_row=row))

    def _see_as(self, sheet: str, view: SheetView) -> None:
        """Read a sheet in another view: at once, or a large one in the background while nothing else can be said."""
        from outsource_desk.services.import_views import SheetView, read_again, used_cells_of

        draft = self.draft
        assert draft is not None
        views = {**draft.reading.views, sheet: view}
        if view == SheetView() and sheet not in draft.reading.hidden_sheets:
            del views[sheet]
        if used_cells_of(draft.reading, sheet) <= AT_ONCE:
            self._show_seen(draft, sheet, view, read_again(draft.reading, views))
            return
        job = rereading(draft.reading, views)
        job.succeeded.connect(partial(self._show_seen, draft, sheet, view))
        job.finished.connect(lambda: self.setEnabled(True))
        self.setEnabled(False)
        self._window.run(job, tr("Reading the sheet once more"))

    def _show_seen(self, draft: Draft, sheet: str, view: SheetView, reading: Reading) -> None:
        """Show the table of a sheet that was read once more; without one, say so and leave all as it is."""
        from outsource_desk.services.import_records import RECORD_KINDS
        from outsource_desk.services.import_views import answerable

        if self.draft is not draft:  # another file has come meanwhile
            return
        found = [at for at, table in enumerate(reading.tables) if table.sheet == sheet]
        if not found:
            self._say_no_table(next((each.why for each in reading.sheets_left_out if each.sheet == sheet), ""))
            return
        if view.kind != draft.view.kind:
            draft.kind = (
                view.kind if view.kind and view.kind in RECORD_KINDS else ""
            )  # what the sheet holds was said anew
        draft.look_at(reading)
        if sheet != draft.table.sheet:
            draft.choose_table(found[0])
        draft.decisions.fit(draft.table, answerable(draft.table, draft.answers))
        self._left_out = ""
        self._look_again(partial(self._show_step, self.step if self.step == COLUMNS else TABLE), anew=True)

    def _say_no_table(self, why: str) -> None:
        text = tr("In this view the sheet has no table: {why}.", why=say(why))
        self._window.toast(text if why else tr("In this view the sheet has no table."), tone="quiet")
        if self.draft is not None and not self._left_out:
            self.facts.show_draft(self.draft)

    def _on_change(self) -> None:
        if self.draft is not None:  # the file may have been put away meanwhile
            self._look_again(self._show_present)

    def _show_present(self) -> None:
        self._show_step(self.step)

    def _on_answered(self) -> None:
        assert self.draft is not None
        self.show_doubts(self.way.questions(), self.way.answered_cells(), self.way.cells())
        self._show_step(self.step)

    def _on_back(self) -> None:
        if self.step == TABLE:
            self.ended.emit()
            return
        if self._looking is not None:
            self._looking = self._looking._replace(then=self._show_present)
        self._show_step(self.step - 1)

    def _on_forward(self) -> None:
        draft = self.draft
        assert draft is not None
        self.next.setFocus()
        if self.step == COLUMNS:
            self.way.take()
        if self.step == SUMMARY and self._is_shown(draft):
            self.way.bring_in()
        elif self.step == SUMMARY:
            self._window.toast(tr("The document has changed: this is what the import does now"), tone="quiet")
            self._look_again(self._show_present)
        else:
            self._look_again(partial(self._show_next, self.step + 1))

    def _show_next(self, step: int) -> None:
        self._show_step(step)
        (self.way.first_field(self.step) or self.next).setFocus()


class _Looking(NamedTuple):
    """What is being worked out, and what follows when it is known."""

    draft: Draft
    way: Way
    as_of: _AsOf
    anew: bool
    then: Callable[[], None]

    def in_place_of(self, before: _Looking, *, is_first: bool) -> _Looking:
        """Return it with what one that has not come to be shown would have done, where nothing else would do it."""
        return self._replace(anew=self.anew or before.anew, then=before.then if is_first else self.then)

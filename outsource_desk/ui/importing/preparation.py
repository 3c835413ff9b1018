"""From a file that was read to one edit: the steps between, and what is decided on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.ui.importing.draft import CHECK, COLUMNS, SUMMARY, TABLE, Draft
from outsource_desk.ui.importing.work import WorkPane
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.places import Place

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_preview import ImportPreview
    from outsource_desk.ui.pages.page import Shell


class Preparation(WorkPane):
    """Leads through table, target, doubts and summary; nothing is written before the last step."""

    stepped = Signal(int)
    ended = Signal()  # brought in, or given up

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self._window, self._session = window, window.session
        self.draft: Draft | None = None
        self._preview: ImportPreview | None = None
        self._as_of: tuple[int, dict[str, Any]] | None = None  # revision and decisions that the preview is of
        self.step = TABLE
        self.back.connect(self._on_back)
        self.forward.connect(self._on_forward)
        self.cancelled.connect(self.ended)
        self.sheets.chosen.connect(self._on_sheet)
        self.facts.table_chosen.connect(self._on_table)
        self.target.changed.connect(self._on_target)
        self.questions.answered.connect(self._on_answer)
        self.questions.all_left_open.connect(self._on_all_open)
        self.questions.directions_asked.connect(self._on_directions)
        self.questions.cell_chosen.connect(self.show_cell)
        self.summary.cell_chosen.connect(self.show_cell)
        self.view.cell_chosen.connect(self.questions.show_cell)

    def begin(self, draft: Draft) -> bool:
        """Show what was read; false if that was refused, which has then been said."""
        self.draft = draft
        self.show_initiatives()
        if not self._look_again(anew=True):
            return False
        self._show_step(TABLE)
        self.next.setFocus()
        return True

    def forget(self) -> None:
        """Let go of the file; nothing has been written."""
        self.draft = self._preview = None

    def show_initiatives(self) -> None:
        """Offer the initiatives that the file has now."""
        self.target.show_initiatives(list(list_initiatives(self._session.desk)))
        if self.draft and self._preview:
            self.target.show_target(self.draft, self._preview)

    def show_cell(self, cell: str) -> None:
        """Go to a cell in the picture and in the list of doubts."""
        self.view.lead_to(cell)
        self.questions.show_cell(cell)

    def why_no_doubt(self) -> str:
        """Return why there is no next cell in doubt; nothing if there is one."""
        return "" if self.draft and self.questions.cells() else tr("No cell is in doubt")

    def show_next_doubt(self) -> None:
        """Go to the next cell in doubt, after the last to the first."""
        cells = self.questions.cells()
        now = self.model.cell(self.view.currentIndex())
        self.show_cell(cells[(cells.index(now) + 1) % len(cells) if now in cells else 0])

    def _show_step(self, step: int) -> None:
        self.step = step
        if self.draft is not None and self._preview is not None:
            self.show_step(step, self.draft.why_not(step, self._preview))
        self.stepped.emit(step)

    def _look_again(self, *, anew: bool = False) -> bool:
        """Work out again what would happen; a refusal is shown and nothing moves."""
        from outsource_desk.services.import_preview import picture_regions, preview_import

        draft = self.draft
        assert draft is not None
        as_of = (self._session.desk.journal.revision, draft.options)
        if as_of == self._as_of and not anew:
            return True
        try:
            self._preview = self._session.try_act(preview_import, draft.reading, **draft.options)
        except DeskError as error:
            self._window.show_error(error)
            return False
        self._as_of = as_of
        if anew:
            self.show_draft(draft, self._preview, picture_regions(draft.table, draft.picture))
        else:
            self.show_preview(draft, self._preview)
        return True

    def _on_sheet(self, name: str) -> None:
        assert self.draft is not None
        reading = self.draft.reading
        found = [at for at, table in enumerate(reading.tables) if table.sheet == name]
        if found:
            self._on_table(found[0])
            return
        why = next(each.why for each in reading.sheets_left_out if each.sheet == name)
        self.show_left_out(name, why, "hidden" in why)

    def _on_table(self, index: int) -> None:
        assert self.draft is not None
        self.draft.choose_table(index)
        if self._look_again(anew=True):
            self._show_step(TABLE)

    def _on_target(self) -> None:
        if self.draft is not None and self._look_again():  # the file may have been put away meanwhile
            self._show_step(self.step)

    def _on_answer(self, cell: str, answer: Answer | None) -> None:
        self._take_answers([cell], answer)

    def _on_all_open(self) -> None:
        from outsource_desk.services.import_answers import Answer

        assert self.draft is not None
        assert self._preview is not None
        self._take_answers(self.draft.waiting(self._preview), Answer.leave_open())

    def _take_answers(self, cells: list[str], answer: Answer | None) -> None:
        from outsource_desk.services.import_preview import used_cells

        draft, preview = self.draft, self._preview
        assert draft is not None
        assert preview is not None
        draft.answer(cells, answer)
        counted = used_cells(draft.table, preview.questions, draft.answers)
        self.show_answers(draft, preview, counted)
        self._show_step(self.step)

    def _on_back(self) -> None:
        if self.step == TABLE:
            self.ended.emit()
        else:
            self._show_step(self.step - 1)

    def _on_directions(self) -> None:
        self._show_step(COLUMNS)
        self.target.focus_direction()

    def _on_forward(self) -> None:
        self.next.setFocus()
        if self.step == COLUMNS:
            self.target.take()
        if self.step == SUMMARY:
            self._bring_in()
        elif self._look_again():
            self._show_step(self.step + 1)
            first = self.questions.first_button() if self.step == CHECK else None
            (first or self.next).setFocus()

    def _bring_in(self) -> None:
        from outsource_desk.services.importing import import_spreadsheet

        draft = self.draft
        assert draft is not None
        summary = self._session.act(import_spreadsheet, draft.reading, **draft.options)
        if summary is None:
            return
        self.ended.emit()
        count = summary.values_new + summary.values_changed
        text = tr_n(count, "Imported {count} value into “{name}”", "Imported {count} values into “{name}”",
                    name=summary.initiative)  # fmt: skip
        self._session.show_initiative(summary.initiative_id)
        self._window.go(Place("scoring", initiative_id=summary.initiative_id))
        self._window.toast(text, tr("Undo"), self._session.way_back())

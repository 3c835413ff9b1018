"""How vendors, criteria, weights, scores and prices come in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.ui.importing.column_rows import Known
from outsource_desk.ui.importing.columns import ASKED, Columns
from outsource_desk.ui.importing.draft import AT_ONCE, CHECK, COLUMNS, Draft
from outsource_desk.ui.importing.questions import QuestionList
from outsource_desk.ui.importing.summary import Summary
from outsource_desk.ui.importing.target import Target
from outsource_desk.ui.importing.way import Way
from outsource_desk.ui.jobs import Job, Progress
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.places import Place

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer, Choices
    from outsource_desk.services.import_case import ImportCase
    from outsource_desk.services.import_columns import SheetColumn
    from outsource_desk.services.import_here import Here
    from outsource_desk.services.import_preview import ImportPreview, Reading, SheetPicture, Table, UsedCells
    from outsource_desk.services.import_questions import CellQuestion
    from outsource_desk.services.importing import ImportSummary
    from outsource_desk.services.live import Counted
    from outsource_desk.ui.importing.comparing import Work


BREATH = 10  # milliseconds for the window between two long parts of an import


class ScoresWay(Way):
    """Leads a table of scores or prices into an initiative."""

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(window, parent)
        self._look: Look | None = None
        self._imported: tuple[Draft, ImportSummary] | None = None  # and its ranking is being counted
        self.columns, self.target = Columns(), Target()
        self.check, self.summary = QuestionList(), Summary()
        self.target.changed.connect(self.changed)
        self.columns.changed.connect(self.changed)
        self.columns.forgotten.connect(self._on_forget)
        self.columns.role_said.connect(self._on_role)
        self.check.answered.connect(self._on_answer)
        self.check.alike_answered.connect(self._on_alike)
        self.check.all_left_open.connect(self._on_all_open)
        self.check.directions_asked.connect(self._on_directions)
        self.check.cell_chosen.connect(self.cell_chosen)
        self.check.step_asked.connect(self.step_asked)
        self.summary.cell_chosen.connect(self.cell_chosen)

    def main(self, step: int) -> QWidget | None:
        return self.columns if step == COLUMNS else None

    def side(self, step: int) -> QWidget:
        return {COLUMNS: self.target, CHECK: self.check}.get(step, self.summary)

    def looking(self, draft: Draft) -> Work:
        from outsource_desk.services.import_answers import Choices
        from outsource_desk.services.import_case import what_is_here

        before, choices = self._look, Choices(**draft.options)
        known = before.case.here if before is not None and before.case.reading is draft.reading else None
        here = self.session.try_act(what_is_here, draft.reading, choices, known)
        sheet = before.sheet if before is not None and before.sheet.table is draft.table else None
        return partial(_looked, here, draft.reading, choices, sheet, (draft.table, draft.picture))

    def show_look(self, draft: Draft, found: Look) -> None:
        self._look, self.draft, preview = found, draft, found.preview
        self.check.show_questions(preview.questions, draft.answers)
        self.check.show_directions(draft.undirected(preview))
        self.target.show_target(draft, preview)
        self.columns.show_preview(draft, preview, found.sheet.columns, found.known)
        self.summary.show_preview(preview, draft.tables)

    def is_long(self, draft: Draft) -> bool:
        return sum(table.used_cells for table in draft.tables) > AT_ONCE

    @property
    def preview(self) -> ImportPreview | None:
        """Return what would happen; None = nobody has looked yet."""
        return self._look.preview if self._look is not None else None

    def regions(self, draft: Draft) -> dict[str, str]:
        assert self._look is not None
        return self._look.sheet.regions if self._look.sheet.table is draft.table else super().regions(draft)

    def questions(self) -> Sequence[CellQuestion]:
        return self.preview.questions if self.preview else ()

    def cells(self) -> UsedCells:
        from outsource_desk.services.import_preview import used_cells

        draft, preview = self._ready()
        return used_cells(draft.table, preview.questions, draft.answers)

    def why_not(self, step: int) -> str:
        draft, preview = self._ready()
        unclear = next((each for each in preview.waiting if each.what in ASKED), None) if step == COLUMNS else None
        if unclear is None:
            return draft.why_not(step, preview)
        name = one_line(unclear.name, 40)
        if unclear.what == "people":
            return tr("Say whether “{name}” is an evaluator", name=name)
        if unclear.what == "scale":
            return tr("Say how the words of “{name}” are read", name=name)
        if unclear.what == "gate":
            return tr("Say whether “{name}” excludes", name=name)
        return tr("Say what “{name}” means", name=name)

    def first_field(self, step: int) -> QWidget | None:
        if step == COLUMNS:
            asks_people = self.preview is not None and any(each.what == "people" for each in self.preview.waiting)
            return self.target.people if asks_people else self.columns.first_field()
        return self.check.first_button() if step == CHECK else None

    def show_cell(self, cell: str) -> None:
        self.check.show_cell(cell)

    def show_initiatives(self) -> None:
        self.target.show_initiatives(list(list_initiatives(self.session.desk)))
        if self.draft and self.preview:
            self.target.show_target(self.draft, self.preview)

    def take(self) -> None:
        self.target.take()

    def bring_in(self) -> None:
        from outsource_desk.services.importing import import_prepared

        assert self._look is not None
        draft, _ = self._ready()
        with self.session.held_back() if self.is_long(draft) else nullcontext():
            summary = self.session.act(import_prepared, self._look.case)
        if summary is not None and not self.session.is_holding_back:
            self._show_imported(summary)
        elif summary is not None:
            self._imported = draft, summary
            self._lock(True)
            QTimer.singleShot(BREATH, self, self._count)

    def _count(self) -> None:
        """Count the ranking of a large import off the window's thread, which has been held for long enough."""
        imported = self._counted_for()
        if imported is None:  # it has been undone, or nothing was new
            self._on_count_ended()
            return
        count = self.session.counting(imported)
        job = Job(lambda _progress: count())
        job.succeeded.connect(self._on_counted)
        job.finished.connect(self._on_count_ended)
        self.window_.run(job, "")

    def _on_counted(self, counted: Counted) -> None:
        imported = self._counted_for()
        if imported is not None and self._imported is not None:
            draft, summary = self._imported
            self.session.follow(imported, counted)
            if self.draft is draft:  # else another file has come meanwhile
                self._show_imported(summary)

    def _on_count_ended(self) -> None:
        """Let the user go on, also where nothing was counted because another edit has come meanwhile."""
        imported = self._counted_for()
        if imported is not None:
            self.session.follow(imported)
        is_shown = self._imported is not None and self.draft is self._imported[0]
        self._imported = None
        self._lock(False)
        if is_shown:
            self.ended.emit()

    def _counted_for(self) -> int | None:
        """Return the initiative whose ranking is to be counted, unless another edit has made all follow already."""
        return self._imported[1].initiative_id if self._imported and self.session.is_holding_back else None

    def _lock(self, is_locked: bool) -> None:
        pane = self.parent()
        if isinstance(pane, QWidget):
            pane.setDisabled(is_locked)

    def _show_imported(self, summary: ImportSummary) -> None:
        """Leave the import for the matrix, and offer a way back."""
        self.ended.emit()
        count = summary.values_new + summary.values_changed
        text = tr_n(count, "Imported {count} value into “{name}”", "Imported {count} values into “{name}”",
                    name=summary.initiative)  # fmt: skip
        self.session.show_initiative(summary.initiative_id)
        self.window_.go(Place("scoring", initiative_id=summary.initiative_id))
        self.window_.toast(text, tr("Undo"), self.session.way_back())

    def _ready(self) -> tuple[Draft, ImportPreview]:
        assert self.draft is not None
        assert self.preview is not None
        return self.draft, self.preview

    def _on_answer(self, cell: str, answer: Answer | None) -> None:
        self._take_answers([cell], answer)

    def _on_alike(self, answers: dict[str, Answer]) -> None:
        draft, _ = self._ready()
        draft.answers.update(answers)
        self.check.show_answers(draft.answers)
        self.answered.emit()

    def _on_all_open(self) -> None:
        from outsource_desk.services.import_answers import Answer

        draft, preview = self._ready()
        self._take_answers(draft.waiting(preview), Answer.leave_open())

    def _take_answers(self, cells: list[str], answer: Answer | None) -> None:
        draft, _ = self._ready()
        draft.answer(cells, answer)
        self.check.show_answers(draft.answers)
        self.answered.emit()

    def _on_directions(self) -> None:
        self.step_asked.emit(COLUMNS)
        self.columns.focus_direction()

    def _on_role(self, column: int, role: str) -> None:
        draft, _ = self._ready()
        self.seen.emit(replace(draft.view, roles={**draft.view.roles, column: role}))

    def _on_forget(self) -> None:
        """Let what was remembered of the layout no longer count, now and later."""
        from outsource_desk.services.import_memory import forget_layout

        draft, preview = self._ready()
        if preview.recalled is not None:
            draft.decisions.is_remembering = False
            self.session.act(forget_layout, preview.recalled.layout)
            self.changed.emit()


class _Sheet(NamedTuple):
    """What of a table's sheet stays the same whatever is answered."""

    table: Table
    columns: tuple[SheetColumn, ...]
    regions: dict[str, str]


class Look(NamedTuple):
    """An import as it would happen, and what its panes show of it."""

    case: ImportCase
    preview: ImportPreview
    sheet: _Sheet
    known: tuple[Known, Known]  # vendors of the directory and criteria of the initiative that a name may mean


def _looked(
    here: Here,
    reading: Reading,
    choices: Choices,
    sheet: _Sheet | None,
    shown: tuple[Table, SheetPicture],
    progress: Progress,
) -> Look:
    """Return what an import would do; ``sheet`` is what is known of its table already."""
    from outsource_desk.services.import_case import case_of
    from outsource_desk.services.import_columns import columns_of
    from outsource_desk.services.import_preview import picture_regions, preview_of

    progress(0, "Comparing with the document")
    case = case_of(here, reading, choices)
    progress(0.4, "Comparing with the document")
    preview = preview_of(case)
    progress(0.8, "Comparing with the document")
    table, picture = shown
    return Look(
        case,
        preview,
        sheet or _Sheet(table, columns_of(reading, table), picture_regions(table, picture)),
        (_directory(here), _criteria(here)),
    )


def _directory(here: Here) -> Known:
    return sorted(here.directory.items(), key=itemgetter(1))


def _criteria(here: Here) -> Known:
    from outsource_desk.domain.criterion import criterion_paths, leaves_of

    criteria = here.now.criteria if here.now is not None else ()
    paths = criterion_paths(criteria)
    return [(each.id, paths[each.id]) for each in leaves_of(criteria)]

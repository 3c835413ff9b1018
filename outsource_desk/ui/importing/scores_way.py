"""How vendors, criteria, weights, scores and prices come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.ui.importing.column_rows import Known
from outsource_desk.ui.importing.columns import ASKED, Columns
from outsource_desk.ui.importing.draft import CHECK, COLUMNS, Draft
from outsource_desk.ui.importing.questions import QuestionList
from outsource_desk.ui.importing.summary import Summary
from outsource_desk.ui.importing.target import Target
from outsource_desk.ui.importing.way import Way
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.places import Place

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_preview import ImportPreview, UsedCells
    from outsource_desk.services.import_questions import CellQuestion


class ScoresWay(Way):
    """Leads a table of scores or prices into an initiative."""

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(window, parent)
        self.preview: ImportPreview | None = None
        self.columns, self.target = Columns(), Target()
        self.check, self.summary = QuestionList(), Summary()
        self._criteria: tuple[tuple[int, int | None] | None, Known] = (None, ())  # as of a revision of an initiative
        self.target.changed.connect(self.changed)
        self.columns.changed.connect(self.changed)
        self.columns.forgotten.connect(self._on_forget)
        self.columns.role_said.connect(self._on_role)
        self.check.answered.connect(self._on_answer)
        self.check.alike_answered.connect(self._on_alike)
        self.check.all_left_open.connect(self._on_all_open)
        self.check.directions_asked.connect(self._on_directions)
        self.check.cell_chosen.connect(self.cell_chosen)
        self.summary.cell_chosen.connect(self.cell_chosen)

    def main(self, step: int) -> QWidget | None:
        return self.columns if step == COLUMNS else None

    def side(self, step: int) -> QWidget:
        return {COLUMNS: self.target, CHECK: self.check}.get(step, self.summary)

    def look(self, draft: Draft) -> None:
        from outsource_desk.services.import_columns import columns_of
        from outsource_desk.services.import_preview import preview_import

        self.preview = preview = self.session.try_act(preview_import, draft.reading, **draft.options)
        self.draft = draft
        self.check.show_questions(preview.questions, draft.answers)
        self.check.show_directions(draft.undirected(preview))
        self.target.show_target(draft, preview)
        self.columns.show_preview(draft, preview, columns_of(draft.reading, draft.table), self._known(preview))
        self.summary.show_preview(preview, draft.tables)

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
        if unclear.what == "scale":
            return tr("Say how the words of “{name}” are read", name=name)
        if unclear.what == "gate":
            return tr("Say whether “{name}” excludes", name=name)
        return tr("Say what “{name}” means", name=name)

    def first_field(self, step: int) -> QWidget | None:
        return self.columns.first_field() if step == COLUMNS else self.check.first_button() if step == CHECK else None

    def show_cell(self, cell: str) -> None:
        self.check.show_cell(cell)

    def show_initiatives(self) -> None:
        self.target.show_initiatives(list(list_initiatives(self.session.desk)))
        if self.draft and self.preview:
            self.target.show_target(self.draft, self.preview)

    def take(self) -> None:
        self.target.take()

    def bring_in(self) -> None:
        from outsource_desk.services.importing import import_spreadsheet

        draft, _ = self._ready()
        summary = self.session.act(import_spreadsheet, draft.reading, **draft.options)
        if summary is None:
            return
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

    def _known(self, preview: ImportPreview) -> tuple[Known, Known]:
        """Return the vendors of the directory and the criteria of the initiative, by name."""
        from outsource_desk.domain.criterion import criterion_paths, leaves_of
        from outsource_desk.services.ranking import load_evaluation
        from outsource_desk.services.vendors import list_vendors

        desk, initiative = self.session.desk, preview.initiative_id
        as_of = (desk.journal.revision, initiative)
        if self._criteria[0] != as_of:
            criteria = () if initiative is None else load_evaluation(desk, initiative).criteria
            paths = criterion_paths(criteria)
            self._criteria = as_of, [(each.id, paths[each.id]) for each in leaves_of(criteria)]
        return [(each.id, each.name) for each in list_vendors(desk)], self._criteria[1]

"""How vendors, criteria, weights, scores and prices come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outsource_desk.services.initiative_list import list_initiatives
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
        self.target, self.check, self.summary = Target(), QuestionList(), Summary()
        self.target.changed.connect(self.changed)
        self.check.answered.connect(self._on_answer)
        self.check.alike_answered.connect(self._on_alike)
        self.check.all_left_open.connect(self._on_all_open)
        self.check.directions_asked.connect(self._on_directions)
        self.check.cell_chosen.connect(self.cell_chosen)
        self.summary.cell_chosen.connect(self.cell_chosen)

    def main(self, step: int) -> QWidget | None:
        return None

    def side(self, step: int) -> QWidget:
        return {COLUMNS: self.target, CHECK: self.check}.get(step, self.summary)

    def look(self, draft: Draft) -> None:
        from outsource_desk.services.import_preview import preview_import

        self.preview = preview = self.session.try_act(preview_import, draft.reading, **draft.options)
        self.draft = draft
        self.check.show_questions(preview.questions, draft.answers, draft.conflicts(preview))
        self.check.show_directions(draft.undirected(preview))
        self.target.show_target(draft, preview)
        self.summary.show_preview(preview, draft.tables)

    def questions(self) -> Sequence[CellQuestion]:
        return self.preview.questions if self.preview else ()

    def cells(self) -> UsedCells:
        from outsource_desk.services.import_preview import used_cells

        draft, preview = self._ready()
        return used_cells(draft.table, preview.questions, draft.answers)

    def why_not(self, step: int) -> str:
        draft, preview = self._ready()
        return draft.why_not(step, preview)

    def first_field(self, step: int) -> QWidget | None:
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
        self.target.focus_direction()

"""How a list comes in with a record to each row: vendors, risks, metrics, readings, answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.ui.importing.draft import AT_ONCE, CHECK, COLUMNS, SUMMARY, TABLE, Draft
from outsource_desk.ui.importing.records_check import RecordCheck, left_open
from outsource_desk.ui.importing.records_columns import RecordColumns
from outsource_desk.ui.importing.records_decisions import Given, RecordDecisions
from outsource_desk.ui.importing.records_picture import list_regions
from outsource_desk.ui.importing.records_summary import record_parts, record_target_in_words
from outsource_desk.ui.importing.records_target import RecordTarget, missing_in_words
from outsource_desk.ui.importing.summary import Summary
from outsource_desk.ui.importing.way import Way
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.session import Session
from outsource_desk.ui.vetting.copies.acts import why_no_vendor

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import Reading, Table, UsedCells
    from outsource_desk.services.import_questions import CellQuestion
    from outsource_desk.services.import_records import RecordChoices, RecordPreview, RecordQuestion, RecordsHere
    from outsource_desk.ui.importing.comparing import Work
    from outsource_desk.ui.jobs import Progress

PAGES = {"vendors": "vendors", "risks": "risks", "metrics": "performance", "readings": "performance",
         "answers": "vetting"}  # fmt: skip
_ALWAYS = ("vendors", "metrics", "readings")  # kinds of tables that are lists even where numbers could be scores


def kind_of(draft: Draft) -> str:
    """Return which records the rows of the draft's table become; nothing where values go into the matrix."""
    from outsource_desk.services.import_records import RECORD_KINDS

    table: Table = draft.table
    if table.register is None:
        return ""
    if draft.kind in RECORD_KINDS:
        return draft.kind
    is_list = table.kind in _ALWAYS or not (table.vendors and table.scores)
    return table.kind if is_list and table.kind in RECORD_KINDS else ""


def as_wanted(reading: Reading, kind: str) -> tuple[Reading, int, str] | None:
    """Return a file as a list of the records that somebody came to bring in: the reading, its table and the kind.

    Nothing where nobody said a kind, or the file is no such list; a matrix with vendors across never is.
    """
    from outsource_desk.services.import_records import NoRecordsError
    from outsource_desk.services.import_records.as_kind import seen_as

    if not kind or reading.refusal:
        return None
    if any(table.kind == "scores" and table.orientation == "vendors_as_columns" for table in reading.tables):
        return None
    try:
        again, index = seen_as(reading, kind)
    except NoRecordsError:
        return None
    return again, index, kind


class RecordsWay(Way):
    """Leads a list into the directory, or into a register of an initiative."""

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(window, parent)
        self._look: RecordsLook | None = None
        self.columns, self.target = RecordColumns(), RecordTarget()
        self.check, self.summary = RecordCheck(), Summary()
        self.columns.taken.connect(self._on_taken)
        self.target.changed.connect(self._decide)
        self.target.kind_chosen.connect(self._on_kind)
        self.check.answered.connect(self._on_answer)
        self.check.alike_answered.connect(self._settle)
        self.check.all_left_open.connect(self._on_all_open)
        self.check.cell_chosen.connect(self.cell_chosen)
        self.summary.cell_chosen.connect(self.cell_chosen)

    @property
    def decisions(self) -> RecordDecisions:
        """Return what was decided of the list so far."""
        known = self.draft.decisions.records if self.draft is not None else None
        return known or RecordDecisions(candidate_id=self._first_vendor())

    def can_take(self, draft: Draft) -> bool:
        """Tell whether the rows become records."""
        return bool(kind_of(draft))

    def main(self, step: int) -> QWidget | None:
        return self.columns if step == COLUMNS else None

    def side(self, step: int) -> QWidget:
        return {COLUMNS: self.target, CHECK: self.check}.get(step, self.summary)

    def looking(self, draft: Draft) -> Work:
        from outsource_desk.services.import_records import records_here

        before, self.draft = self.draft, draft
        try:
            choices = self.decisions.as_choices(kind_of(draft), self.session.initiative_id)
        finally:
            self.draft = before
        known = self._look.here if self._look is not None else None
        here = self.session.try_act(records_here, draft.reading, draft.table_index, choices, known)
        return partial(_looked, here, draft.reading, draft.table_index, choices)

    def show_look(self, draft: Draft, found: RecordsLook) -> None:
        self.draft, self._look = draft, found
        preview = found.preview
        self.columns.show_preview(preview)
        self.target.show_target(self.decisions, preview, _kinds_in_words(self._vendors()), self._vendors())
        self.check.show_preview(preview, self.decisions.settled)
        into = found.choices.initiative_id
        name = next((each.name for each in list_initiatives(self.session.desk) if each.id == into), "")
        parts = record_parts(preview, self.decisions.opened)
        self.summary.show_parts(record_target_in_words(preview, name), parts, preview.notes)

    def is_long(self, draft: Draft) -> bool:
        return draft.table.used_cells > AT_ONCE

    @property
    def preview(self) -> RecordPreview | None:
        """Return what would happen; None = nobody has looked yet."""
        return self._look.preview if self._look is not None else None

    def regions(self, draft: Draft) -> dict[str, str]:
        assert self.preview is not None
        return list_regions(draft.table, self.preview, draft.picture)

    def questions(self) -> Sequence[CellQuestion]:
        from outsource_desk.services.import_answers import Act
        from outsource_desk.services.import_questions import CellQuestion, Severity

        labels = {key: say(field.label) for key, field in self._fields().items()}
        optional = self.preview.remarks if self.preview is not None else ()
        return tuple(
            CellQuestion(
                each.cell, Severity.CARE if each in optional else Severity.ERROR, labels.get(each.field, ""),
                each.reason, each.raw, acts=(Act.OPEN,), criterion=labels.get(each.field, ""),
            )
            for each in self.check.asked.values()
        )  # fmt: skip

    def answered_cells(self) -> Collection[str]:
        return {question.cell for question, _ in self.decisions.settled.values()}

    def cells(self) -> UsedCells:
        from outsource_desk.services.import_preview import UsedCells

        assert self.preview is not None
        account = self.preview.account
        asked = account.asked if self._waiting() else 0  # what was left open on purpose is no problem any more
        used = self.draft.table.used_cells if self.draft is not None else 0
        around = max(0, used - account.used)  # titles, totals and notes
        opened = min(self.decisions.opened, account.left_out)
        with_care = len(self.preview.read_with_care)
        return UsedCells(
            imported=account.taken + account.same - with_care,
            headers=account.headers,
            with_care=with_care,
            left_open=account.asked - asked + opened,
            left_out=account.left_out - opened + account.skipped + around,
            problems=0,
            kept=account.kept,
            asked=asked,
        )

    def why_not(self, step: int) -> str:
        preview = self.preview
        assert preview is not None
        if step != TABLE and (missing := missing_in_words(preview)):
            return missing
        if step == COLUMNS and preview.kind.needs_candidate:
            return why_no_vendor(self.session, self.decisions.candidate_id or 0)
        if step == CHECK:
            waiting = self._waiting()
            first = next(iter(waiting.values())).cell if waiting else ""
            words = tr_n(len(waiting), "Answer {cell} to go on", "Answer {count} questions to go on", cell=first)
            return words if waiting else ""
        return tr("The document says all this already") if step == SUMMARY and not preview.writes_anything else ""

    def first_field(self, step: int) -> QWidget | None:
        if step == CHECK:
            return self.check.first_button()
        return self.columns.first_field() if step == COLUMNS and self.why_not(COLUMNS) else None

    def doubtful_cells(self) -> list[str]:
        return self.check.cells()

    def show_cell(self, cell: str) -> None:
        self.check.show_cell(cell)

    def show_initiatives(self) -> None:
        self.target.show_initiatives(list(list_initiatives(self.session.desk)), self.session.initiative_id)

    def take(self) -> None:
        if self.draft is not None:
            self.target.take()

    def bring_in(self) -> None:
        from outsource_desk.services.import_records import import_compared

        assert self.draft is not None
        assert self._look is not None
        draft, choices, kind = self.draft, self._look.choices, self._look.preview.kind
        summary = self.session.act(import_compared, draft.reading, draft.table_index, choices, self._look.preview)
        if summary is None:
            return
        self.ended.emit()
        if kind.needs_initiative and choices.initiative_id is not None:
            self.session.show_initiative(choices.initiative_id)
        self.window_.go(Place(PAGES[kind.key]))
        text = tr("Imported “{file}”: {new} new, {changed} changed", file=draft.name, new=summary.new,
                  changed=summary.changed)  # fmt: skip
        self.window_.toast(text, tr("Undo"), self.session.way_back())

    def _fields(self):
        return {field.key: field for field in self.preview.kind.fields} if self.preview is not None else {}

    def _first_vendor(self) -> int | None:
        """Return the candidate whose name stands above the list, else the first."""
        from outsource_desk.services.import_records.as_kind import named_candidate

        vendors = self._vendors()
        named = named_candidate(self.draft.table, vendors) if self.draft is not None else None
        return named if named is not None else next(iter(vendors), None)

    def _vendors(self) -> dict[int, str]:
        return vendors_under_vetting(self.session)

    def _decide(self, decisions: RecordDecisions) -> None:
        if self.draft is not None:
            self.draft.decisions.records = decisions
            if self.is_long(self.draft):
                self.check.show_answers(decisions.answers)  # what follows from them is known a moment later
            self.changed.emit()

    def _on_taken(self, column: int, key: str | None) -> None:
        self._decide(self.decisions.take(column, key))

    def _on_kind(self, kind: str) -> None:
        assert self.draft is not None
        self.draft.kind = kind
        self._decide(RecordDecisions(candidate_id=self._first_vendor(), policy=self.decisions.policy))

    def _on_answer(self, key: str, given: Given | None) -> None:
        if given is None:
            self._decide(self.decisions.take_back([key]))
        else:
            self._settle({key: given})

    def _settle(self, answers: dict[str, Given]) -> None:
        self._decide(self.decisions.settle(self.check.asked, answers))

    def _on_all_open(self) -> None:
        self._settle({key: left_open(question) for key, question in self._waiting().items()})

    def _waiting(self) -> dict[str, RecordQuestion]:
        settled, asked = self.decisions.settled, self.check.asked
        return {key: asked[key] for key in asked if key in self.check.required and key not in settled}


class RecordsLook(NamedTuple):
    """A list as it would come in, and what it was compared with."""

    here: RecordsHere
    choices: RecordChoices
    preview: RecordPreview


def _looked(
    here: RecordsHere, reading: Reading, table_index: int, choices: RecordChoices, progress: Progress
) -> RecordsLook:
    from outsource_desk.services.import_records import compared_list

    return RecordsLook(here, choices, compared_list(here, reading, table_index, choices, progress))


def vendors_under_vetting(session: Session) -> dict[int, str]:
    """Return the candidates whose answers a questionnaire could be: id → name."""
    evaluation = session.evaluation
    if evaluation is None or evaluation.vetting is None:
        return {}
    return {each.id: each.name for each in evaluation.candidates if each.id in evaluation.vetting.kinds}


def _kinds_in_words(vendors: Collection[int]) -> dict[str, str]:
    """Return what rows can be, key by title; answers only where there is somebody who could have given them."""
    from outsource_desk.services.import_records import RECORD_KINDS

    return {key: say(kind.title) for key, kind in RECORD_KINDS.items() if key != "answers" or vendors}

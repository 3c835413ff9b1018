"""Recovery objectives: how soon each process must run again, what each candidate commits to, and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton, QWidget

from outsource_desk.domain.contingency import RecoveryObjective
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.recovery import RecoveryGap, recovery_gaps, set_commitment
from outsource_desk.ui.contingency import words
from outsource_desk.ui.contingency.tab import ContingencyTab
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.chart_paint import screen_speech
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import card, clear, column, holder, label, picture, row
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.row_list import RowList
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place


@dataclass(frozen=True)
class ObjectiveRow:
    """A process as its list shows it."""

    id: int
    process: str = ""
    mtpd_hours: float | None = None
    rto_hours: float | None = None
    rpo_hours: float | None = None
    minimum_level: float | None = None
    workaround: str = ""
    workaround_hours: float | None = None
    peaks: str = ""


@dataclass(frozen=True)
class CommitmentRow:
    """What a candidate commits to for one process; its id is that of the process."""

    id: int
    process: str = ""
    rto_hours: float | None = None
    backup_hours: float | None = None
    minimum_level: float | None = None
    source: str = ""
    verdict: str = ""
    tone: str = "quiet"


class RecoveryTab(ContingencyTab):
    """What we need, what is committed, and where the two do not meet."""

    KEY = "recovery"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self._candidate_id = 0
        self.objectives = Records(page, _kind())
        self.candidates = Choice()
        self.candidates.setObjectName("contingency.commitments_of")
        self.candidates.setAccessibleName(tr("Whose commitments"))
        self.candidates.setMinimumContentsLength(20)
        self.candidates.setMaximumWidth(scaled(280))
        self.candidates.activated.connect(self._on_candidate)
        model = EditableRows(_commitment_columns(), "process", Verbs(lambda _fields: None, self._save))
        self.commitments = RowList(
            "commitments", tr("What they commit to"), model, blank=lambda: CommitmentRow(0), add_text="",
            delete=lambda _row: None,
        )  # fmt: skip
        self.commitments.findChild(QWidget, "commitments.add").hide()  # type: ignore[union-attr] (it is there)
        for each in self.commitments.findChildren(QToolButton):
            each.hide()  # a process is added and deleted above
        self._gaps = column(gap=S)
        self._title = label("", TextStyle.SECTION, wrap=True)
        whose = label(tr("Commitments of"), tone="muted")
        whose.setBuddy(self.candidates)
        self._theirs = card(row(whose, self.candidates, None, gap=S), self.commitments, gap=M)
        self._found = card(self._title, holder(self._gaps), gap=M)
        body = column(self._found, card(self.objectives), self._theirs, None, gap=L)
        self.setLayout(column(Scroll(body), gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation = evaluation
        if evaluation.protection is None:
            return
        objectives = evaluation.protection.contingency.objectives
        outside = [each for each in evaluation.candidates if not each.is_in_house]
        preferred = preferred_of(evaluation, ranking)
        if self._candidate_id not in {each.id for each in outside}:
            first = preferred or (outside[0] if outside else None)
            self._candidate_id = first.id if first else 0
        self.candidates.clear()
        for each in outside:
            self.candidates.addItem(each.name, each.id)
        self.candidates.setCurrentIndex(self.candidates.findData(self._candidate_id))
        self.objectives.show_records(evaluation.initiative.id, [_row(each) for each in objectives])
        self._theirs.setVisible(bool(outside and objectives))
        self._show_candidate()

    def first_focus(self) -> QWidget | None:
        return self.objectives.first_focus()

    def reveal(self, place: Place) -> None:
        if place.candidate_id is not None:
            self._candidate_id = place.candidate_id
            self._show_candidate()
        if place.thing == "recovery_objective" and place.id is not None:
            self.objectives.select(place.id)

    def _on_candidate(self, _place: int) -> None:
        self._candidate_id = int(self.candidates.currentData())
        self._show_candidate()

    def _show_candidate(self) -> None:
        evaluation = self._evaluation
        if evaluation is None or evaluation.protection is None:
            return
        gaps = recovery_gaps(evaluation, self._candidate_id or None, screen_speech())
        objectives = evaluation.protection.contingency.objectives
        self.commitments.set_read_only(why_read_only(self.session))
        self.commitments.show_rows(tuple(_commitment(each, self._candidate_id, gaps) for each in objectives))
        self._show_gaps(gaps, objectives)

    def _show_gaps(self, gaps: tuple[RecoveryGap, ...], objectives: Sequence[RecoveryObjective]) -> None:
        clear(self._gaps)
        missed = [each for each in gaps if not each.is_silence]
        unsaid = [each.process for each in objectives if not _is_said(each)]
        name = self.candidates.currentText()
        if len(unsaid) == len(objectives):
            self._title.setText(tr("Nobody has said yet how soon what must run again"))
        elif missed:
            self._title.setText(tr_n(len(missed), "One recovery time is not met", "{count} recovery times are not met"))
        elif gaps:
            self._title.setText(tr("Not everything is known that {name} commits to", name=name))
        elif unsaid:
            self._title.setText(tr("Nobody has said how soon {processes} must run again", processes=", ".join(unsaid)))
        else:
            self._title.setText(tr("Every recovery time is met"))
        for each in (*missed, *(one for one in gaps if one.is_silence)):
            icon, tone = ("open", "warn") if each.is_silence else ("stop", "bad")
            line = row(picture(icon, tone, 14), label(each.words, wrap=True), gap=S)
            line.setStretch(1, 1)
            self._gaps.addLayout(line)

    def _save(self, objective_id: int, field: str, value: object) -> None:
        self.session.try_act(set_commitment, objective_id, self._candidate_id, **{field: value})


def _is_said(each: RecoveryObjective) -> bool:
    """Tell whether it is said what a process needs, so that a commitment can meet it."""
    return any(need is not None for need in (each.rto_hours, each.rpo_hours, each.minimum_level))


def _row(each: RecoveryObjective) -> ObjectiveRow:
    return ObjectiveRow(
        each.id, each.process, each.mtpd_hours, each.rto_hours, each.rpo_hours, each.minimum_level, each.workaround,
        each.workaround_hours, each.peaks,
    )  # fmt: skip


def _commitment(each: RecoveryObjective, candidate_id: int, gaps: tuple[RecoveryGap, ...]) -> CommitmentRow:
    found = each.commitment(candidate_id)
    ours = [gap for gap in gaps if gap.objective_id == each.id]
    is_missed, is_silent = any(not gap.is_silence for gap in ours), bool(ours) or not _is_said(each)
    verdict = tr("not met") if is_missed else tr("not known") if is_silent else tr("met")
    tone = "bad" if is_missed else "warn" if is_silent else "good"
    if found is None:
        return CommitmentRow(each.id, each.process, verdict=verdict, tone=tone)
    return CommitmentRow(
        each.id, each.process, found.rto_hours, found.backup_hours, found.minimum_level, found.source, verdict, tone
    )


def _hours(field: str, heading_: str, width: int) -> Column:
    return Column(
        field,
        heading_,
        lambda row: words.deadline_words(getattr(row, field)),
        words.read_span,
        is_number=True,
        width=width,
    )


def _level() -> Column:
    return Column(
        "minimum_level",
        tr("At least"),
        lambda row: words.share_words(row.minimum_level),
        words.read_share,
        is_number=True,
        width=96,
    )


def _commitment_columns() -> tuple[Column, ...]:
    icons = {"good": "done", "warn": "risk", "bad": "stop"}
    return (
        Column("process", tr("Process"), lambda row: row.process, None),
        _hours("rto_hours", tr("Back after"), 96),
        _hours("backup_hours", tr("Backup every"), 108),
        _level(),
        Column("source", tr("Says who"), lambda row: row.source, width=160),
        Column(
            "verdict", tr("Enough?"), lambda row: row.verdict, None, width=108,
            tone=lambda row: (row.tone, icons.get(row.tone, "open")),
        ),
    )  # fmt: skip


def _kind() -> Kind:
    return Kind(
        table="recovery_objective",
        title=tr("What we need"),
        columns=(
            Column("process", tr("Process"), lambda row: row.process),
            _hours("mtpd_hours", tr("Can be missed"), 112),
            _hours("rto_hours", tr("Back after"), 96),
            _hours("rpo_hours", tr("May be lost"), 96),
            _level(),
            Column("workaround", tr("Workaround"), lambda row: row.workaround, width=180),
            _hours("workaround_hours", tr("Runs after"), 96),
        ),
        key="process",
        blank=lambda: ObjectiveRow(0),
        add_text=tr("Add a process"),
        empty=tr("Name the processes that hang on the service, and how long each can be missed."),
        deleted=lambda row: tr("“{name}” deleted.", name=row.process),
    )

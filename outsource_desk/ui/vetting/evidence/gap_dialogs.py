"""Gaps: entered, changed and closed, one by one and as a candidate's list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vetting import Gap, GapState
from outsource_desk.services.gaps import (
    NewGap,
    add_gap,
    close_gap,
    delete_gap,
    drop_gap,
    reopen_gap,
    revise_gap,
    start_gap,
)
from outsource_desk.services.reviewing import accept_with_gap
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.vetting.evidence.fields import add_field, add_pair, day_field, day_of, lines, text_of
from outsource_desk.ui.vetting.evidence.review_dialogs import WIDE, ReasonDialog
from outsource_desk.ui.vetting.evidence.words import gap_told, kind_choices, severity_choices
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.layout import button, caption, column, label, row, small_button

GAP = Qt.ItemDataRole.UserRole
HIGH = 44  # pixels of a gap in the list


class GapDialog(TypedQuestion):
    """What must be put right, by whom and by when. Children say what becomes of it."""

    def __init__(
        self, parent: QWidget, session: Session, title: str, sentence: str, deed: str, gap: Gap | None = None
    ) -> None:
        super().__init__(parent, title, sentence, deed, "gap")
        self.setMinimumWidth(scaled(WIDE))
        self._session = session
        self.wording, self.owner = lines(gap.wording if gap else ""), QLineEdit(gap.owner if gap else "")
        self.due_on, self.action = day_field(gap.due_on if gap else None), QLineEdit(gap.action if gap else "")
        self.severity, self.kind = choice(severity_choices()), choice(kind_choices())
        self.severity.setCurrentIndex(self.severity.findData(gap.severity.value if gap else "medium"))
        self.kind.setCurrentIndex(self.kind.findData(gap.kind.value if gap else "precedent"))
        add_field(self, tr("What must be put right"), self.wording, "gap.wording")
        add_field(self, tr("How"), self.action, "gap.action")
        owner, due_on = (tr("Owner"), self.owner, "gap.owner"), (tr("To be closed by"), self.due_on, "gap.due_on")
        add_pair(self, owner, due_on)
        add_pair(self, (tr("When"), self.kind, "gap.kind"), (tr("Severity"), self.severity, "gap.severity"))
        self.wording.setFocus()

    def entered(self) -> NewGap:
        """Return the gap as it was entered.

        Raises:
            BadDateError: its date is none.
        """
        return NewGap(
            wording=text_of(self.wording),
            owner=text_of(self.owner),
            due_on=day_of(self.due_on) or "",
            severity=str(self.severity.currentData()),
            kind=str(self.kind.currentData()),
            action=text_of(self.action),
        )


class AcceptWithGapDialog(GapDialog):
    """Stand by an answer on the condition that something is put right."""

    def __init__(self, parent: QWidget, session: Session, answer_id: int, code: str, reviewer: str) -> None:
        super().__init__(
            parent,
            session,
            tr("Accept {code} with a gap", code=code),
            tr("The answer counts as accepted, and the gap stays open until somebody closes it with a note."),
            tr("Accept with the gap"),
        )
        self._answer_id, self._reviewer = answer_id, reviewer

    def act(self) -> None:
        self._session.try_act(accept_with_gap, self._answer_id, self._reviewer, self.entered())


class NewGapDialog(GapDialog):
    """A gap that a question, a criterion or nothing in particular brought up."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        candidate_id: int,
        vendor: str,
        *,
        question_id: int | None = None,
        criterion_id: int | None = None,
    ) -> None:
        super().__init__(
            parent,
            session,
            tr("Add a gap of “{vendor}”", vendor=vendor),
            tr("It stands on the list of conditions, with its owner and date, until somebody closes it."),
            tr("Add the gap"),
        )
        self._candidate_id = candidate_id
        self._origin = {"question_id": question_id, "criterion_id": criterion_id}

    def act(self) -> None:
        self._session.try_act(add_gap, self._candidate_id, self.entered(), **self._origin)


class EditGapDialog(GapDialog):
    """Change a gap that is there."""

    def __init__(self, parent: QWidget, session: Session, gap: Gap) -> None:
        super().__init__(parent, session, tr("Change the gap"), tr("A new date must not have gone."), tr("Change"), gap)
        self._gap = gap

    def act(self) -> None:
        self._session.try_act(revise_gap, self._gap.id, self.entered())


class GapsDialog(QDialog):
    """All gaps of a candidate, or those of one criterion; Enter changes one, and a note closes it."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        candidate_id: int,
        vendor: str,
        *,
        question_id: int | None = None,
        criterion_id: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("gaps")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Gaps of “{vendor}”", vendor=vendor))
        self._session, self._candidate_id, self._vendor = session, candidate_id, vendor
        self._question_id, self._criterion_id = question_id, criterion_id
        self._count = caption()
        self.list = QListWidget()
        self.list.setObjectName("gaps.list")
        self.list.setAccessibleName(self.windowTitle())
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self.list.setMinimumSize(scaled(WIDE), scaled(180))
        self.list.itemActivated.connect(lambda _item: self._edit())
        self.list.currentItemChanged.connect(lambda *_: self._look_again())
        self._detail = label("", tone="muted", wrap=True)
        self._add = small_button(tr("Add a gap…"), self._on_add, "gaps.add")
        self._change = small_button(tr("Change…"), self._edit, "gaps.edit")
        self._start = small_button(tr("Work has begun"), self._on_start, "gaps.start")
        self._close = small_button(tr("Close with a note…"), self._on_close, "gaps.close")
        self._drop = small_button(tr("Do without…"), self._on_drop, "gaps.drop")
        self._reopen = small_button(tr("Open again"), self._on_reopen, "gaps.reopen")
        self._delete = small_button(tr("Delete"), self._on_delete, "gaps.delete")
        self._build()
        session.changed.connect(self._on_change)
        self.show_gaps()
        self.list.setFocus()

    def _build(self) -> None:
        heads = row(label(self.windowTitle(), TextStyle.SECTION, wrap=True), self._count, gap=S)
        heads.setStretch(0, 1)
        acts = row(self._change, self._start, self._close, self._drop, self._reopen, self._delete, None, gap=S)
        done = button(tr("Done"), self.accept, kind="primary", name="gaps.done")
        foot = row(self._add, None, done, gap=S)
        body = column(heads, self.list, self._detail, acts, XS, foot, gap=M, margins=(XL, XL, XL, L))
        body.setStretch(1, 1)
        self.setLayout(body)

    @property
    def gap(self) -> Gap | None:
        """Return the gap that is chosen."""
        item = self.list.currentItem()
        return item.data(GAP) if item else None

    def show_gaps(self) -> None:
        """Read the gaps again; the chosen one stays chosen."""
        evaluation = self._session.evaluation
        vetting = evaluation.vetting if evaluation else None
        if vetting is None:
            return
        held = self.gap.id if self.gap else 0
        gaps = [each for each in vetting.gaps if self._is_ours(each)]
        codes = {each.id: each.code for each in vetting.questionnaire.questions}
        names = {each.id: each.name for each in evaluation.criteria} if evaluation else {}
        self.list.clear()
        for gap in sorted(gaps, key=lambda each: (not each.state.is_open, each.due_on, each.id)):
            about = codes.get(gap.question_id or 0) or names.get(gap.criterion_id or 0, "")
            state, _ = gap_told(gap, vetting.as_of)
            severity = dict(severity_choices())[gap.severity.value]
            facts = " · ".join(filter(None, (about, gap.owner, severity, state)))
            item = QListWidgetItem(f"{' '.join(gap.wording.split())}\n{facts}")
            item.setToolTip(gap.wording)
            item.setData(GAP, gap)
            item.setSizeHint(QSize(0, scaled(HIGH)))
            self.list.addItem(item)
            if gap.id == held:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        count = sum(gap.state.is_open for gap in gaps)
        self._count.setText(tr_n(count, "{count} open", "{count} open") if gaps else tr("No gaps"))
        self._look_again()

    def _is_ours(self, gap: Gap) -> bool:
        return (
            gap.candidate_id == self._candidate_id
            and self._question_id in (None, gap.question_id)
            and self._criterion_id in (None, gap.criterion_id)
        )

    def _look_again(self) -> None:
        gap, why = self.gap, why_read_only(self._session)
        is_open = gap is not None and gap.state.is_open
        for each in (self._change, self._close, self._drop):
            each.setVisible(is_open)
        self._start.setVisible(gap is not None and gap.state is GapState.OPEN)
        self._reopen.setVisible(gap is not None and not is_open)
        self._delete.setVisible(gap is not None)
        allow(why, self._add, self._change, self._start, self._close, self._drop, self._reopen, self._delete)
        kind = dict(kind_choices())[gap.kind.value] if gap else ""
        said = " · ".join(filter(None, (kind, gap.action, gap.closing))) if gap else ""
        self._detail.setText(said)
        self._detail.setVisible(bool(said))

    def _on_change(self, tables: frozenset[str]) -> None:
        if tables & {"gap", "questionnaire", "question", "candidate"}:
            self.show_gaps()

    def _on_add(self) -> None:
        NewGapDialog(
            self, self._session, self._candidate_id, self._vendor,
            question_id=self._question_id, criterion_id=self._criterion_id,
        ).open()  # fmt: skip

    def _edit(self) -> None:
        if self.gap is not None and self.gap.state.is_open and not why_read_only(self._session):
            EditGapDialog(self, self._session, self.gap).open()

    def _on_start(self) -> None:
        self._do(start_gap)

    def _on_close(self) -> None:
        self._ask(tr("Close the gap"), tr("Say how it was closed and what shows it."), tr("Close the gap"), close_gap)

    def _on_drop(self) -> None:
        self._ask(
            tr("Do without closing the gap"), tr("Say why nothing must be put right."), tr("Do without"), drop_gap
        )

    def _ask(self, title: str, sentence: str, deed: str, verb) -> None:
        gap = self.gap
        if gap is not None:
            words = f"{gap.wording}\n{sentence}"
            ReasonDialog(self, title, words, deed, lambda text: self._session.try_act(verb, gap.id, text)).open()

    def _on_reopen(self) -> None:
        self._do(reopen_gap)

    def _on_delete(self) -> None:
        self._do(delete_gap)

    def _do(self, verb) -> None:
        if self.gap is None:
            return
        try:
            self._session.try_act(verb, self.gap.id)
        except DeskError as error:
            self._session.refused.emit(error)

"""The pane beside the questions: what stands behind an answer, how far it carries, and what is still asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted
from outsource_desk.domain.vetting import Evidence, is_only_named
from outsource_desk.services.evidence import remove_evidence, save_attachment
from outsource_desk.services.reviewing import contradict
from outsource_desk.ui.actions import make_action
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.vetting.evidence.asked import AskedPart
from outsource_desk.ui.vetting.evidence.dropping import attach_dropped, dropped_files
from outsource_desk.ui.vetting.evidence.evidence_dialog import EvidenceDialog
from outsource_desk.ui.vetting.evidence.facts import Facts
from outsource_desk.ui.vetting.evidence.gap_dialogs import GapsDialog
from outsource_desk.ui.vetting.evidence.preview import FilePreview
from outsource_desk.ui.vetting.evidence.words import cap_told, evidence_name, file_told, level_words
from outsource_desk.ui.widgets.chip import SHAPES
from outsource_desk.ui.widgets.layout import caption, column, holder, label, link, picture, row, small_button
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

EVIDENCE = Qt.ItemDataRole.UserRole
LINE, MOST_LINES = 28, 5  # pixels of a line of the list, and how many are shown before it scrolls


class EvidencePanel(QWidget):
    """Follows the question that is worked on; files can be dropped on it."""

    closed = Signal()

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setObjectName("evidence")
        self.setAcceptDrops(True)
        self._window, self._session = window, window.session
        self._evaluation: Evaluation | None = None
        self._judged: Judged | None = None
        self._candidate_id = self._question_id = 0
        self._chosen: dict[int, int] = {}  # answer id → evidence id that was looked at last
        self._build_parts()
        body = column(
            self._proof_part, self._cap, self.list, self._file_part, self._adding, self.asked, None,
            gap=M, margins=(L, S, M, L),
        )  # fmt: skip
        scroll = Scroll(body)
        content = scroll.widget()
        if content is not None:
            content.setProperty("role", "page")  # without a ground of its own
            content.setMinimumWidth(1)  # a long name makes nothing wider than the pane
        whole = column(self._head, scroll, gap=S)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._session.changed.connect(self._on_change)

    def _build_parts(self) -> None:
        self.title = label(tr("Evidence"), TextStyle.SECTION, wrap=True)
        self.subtitle = caption("", wrap=True)
        close = link(tr("Close"), self.closed.emit, name="evidence.close")
        line = row(self.title, close, gap=S)
        line.setStretch(0, 1)
        self._head = holder(column(line, self.subtitle, gap=XS, margins=(L, L, L, 0)))
        self._proof = label("", wrap=True)
        self._proof_part = holder(column(caption(tr("What would prove it")), self._proof, gap=XS))
        self._cap_icon, self._cap_words = picture("info", "muted", 12), label("", TextStyle.CAPTION, "muted", wrap=True)
        self._cap_words.setObjectName("evidence.cap")
        cap = row(self._cap_icon, self._cap_words, gap=XS)
        cap.setStretch(1, 1)
        cap.setAlignment(self._cap_icon, Qt.AlignmentFlag.AlignTop)
        self._cap = holder(cap)
        self.list = QListWidget()
        self.list.setObjectName("evidence.list")
        self.list.setAccessibleName(tr("Evidence"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentItemChanged.connect(lambda *_: self._show_evidence())
        self.list.itemActivated.connect(lambda _item: self._on_edit())
        self._remove_act = make_action(
            self, "evidence.delete", tr("Remove"), self._on_remove, "Del", "trash", self._why_not
        )
        self._remove_act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.addAction(self._remove_act)
        self.preview, self.facts = FilePreview(self._window), Facts()
        self._name, self._told = label("", TextStyle.STRONG, wrap=True), caption("", wrap=True)
        for words in (self._name, self._told, self._proof, self._cap_words):
            words.setMinimumWidth(1)
        self._edit = small_button(tr("Change…"), self._on_edit, "evidence.edit")
        self._save = small_button(tr("Save a copy…"), self._on_save, "evidence.save")
        self._remove = small_button(tr("Remove"), self._on_remove, "evidence.remove")
        acts = holder(Flow((self._edit, self._save, self._remove), S))
        self._file_part = holder(column(self.preview, column(self._name, self._told, gap=2), self.facts, acts, gap=S))
        self._add_file = small_button(tr("Add a file…"), self.add_file, "evidence.add_file")
        self._note = small_button(tr("Note evidence…"), self.note, "evidence.note")
        self._gaps = small_button(tr("Gaps…"), self.show_gaps, "evidence.gaps")
        self._contradict = small_button("", self._on_contradict, "evidence.contradict")
        self._hint = caption(tr("Files can be dropped here or on the question."), wrap=True)
        adding = holder(Flow((self._add_file, self._note, self._gaps, self._contradict), S))
        self._adding = holder(column(adding, self._hint, gap=XS))
        self.asked = AskedPart(self._session)

    def show_question(self, evaluation: Evaluation, vetted: Vetted | None, candidate_id: int, question_id: int) -> None:
        """Show what stands behind a candidate's answer to a question."""
        found = vetted.candidates.get(candidate_id) if vetted else None
        self._evaluation, self._candidate_id, self._question_id = evaluation, candidate_id, question_id
        self._judged = found.judged.get(question_id) if found else None
        judged = self._judged
        if judged is None:
            return
        question = judged.question
        self.subtitle.setText(f"{question.code} · {self._vendor}")
        self.setAccessibleName(f"{tr('Evidence')}, {question.code}, {self._vendor}")
        self._proof.setText(question.proof)
        self._proof_part.setVisible(bool(question.proof))
        words, tone = cap_told(judged)
        self._cap_words.setText(words)
        self._cap_words.set_tone(tone)
        self._cap_icon.show_icon(SHAPES.get(tone, "info"), tone)
        self._fill_list(judged)
        is_contradicted = judged.answer is not None and judged.answer.is_contradicted
        text = tr("Take back the contradiction") if is_contradicted else tr("It contradicts the answer")
        self._contradict.setText(text)
        self._contradict.setAccessibleName(text)
        self._contradict.setVisible(judged.answer is not None and (bool(judged.answer.evidence) or is_contradicted))
        allow(why_read_only(self._session), self._add_file, self._note, self._edit, self._remove, self._contradict)
        self._hint.setVisible(not why_read_only(self._session))
        self.asked.show_asked(evaluation, judged, candidate_id)

    @property
    def evidence(self) -> Evidence | None:
        """Return the evidence that is looked at."""
        item = self.list.currentItem()
        return item.data(EVIDENCE) if item else None

    def add_file(self) -> None:
        """Ask for a file and put it behind the answer."""
        path = self._window.choose_open(tr("Add a file as evidence"), f"{tr('All files')} (*)")
        if path is not None:
            self._attach([path])

    def note(self) -> None:
        """Note evidence that is no file."""
        if self._judged is not None:
            ids = self._candidate_id, self._question_id
            EvidenceDialog(self.window(), self._session, *ids, self._judged.question.code).open()

    def show_gaps(self) -> None:
        """Show what this vendor must still put right."""
        GapsDialog(self.window(), self._session, self._candidate_id, self._vendor).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event) and not self._why_not():
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        paths = dropped_files(event)
        if paths:
            event.acceptProposedAction()
            self._attach(paths)

    @property
    def _vendor(self) -> str:
        candidates = self._evaluation.candidates if self._evaluation else ()
        return next((each.name for each in candidates if each.id == self._candidate_id), "")

    def _mark(self, is_over: bool) -> None:
        self._hint.set_tone("accent" if is_over else "muted")

    def _attach(self, paths: list[Path]) -> None:
        before = {each.id for each in self._all()}
        attach_dropped(self._window, self._candidate_id, self._question_id, paths)
        new = [each for each in self._all() if each.id not in before]
        if new and self._judged is not None and self._judged.answer is not None:
            self._chosen[self._judged.answer.id] = new[-1].id
            self._fill_list(self._judged)
            self.list.setFocus()

    def _all(self) -> tuple[Evidence, ...]:
        answer = self._judged.answer if self._judged else None
        return answer.evidence if answer else ()

    def _fill_list(self, judged: Judged) -> None:
        as_of = self._as_of
        evidence = self._all()
        held = self._chosen.get(judged.answer.id) if judged.answer else None
        self.list.blockSignals(True)
        self.list.clear()
        for each in evidence:
            is_over = each.ends is not None and each.ends < as_of
            level = say(each.wording) if is_only_named(each) else level_words(each.level, is_over)
            item = QListWidgetItem(f"{evidence_name(each)} · {level}")
            item.setToolTip(item.text())
            item.setSizeHint(QSize(0, scaled(LINE)))
            item.setData(EVIDENCE, each)
            self.list.addItem(item)
            if each.id == held:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and evidence:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.setFixedHeight(scaled(LINE) * min(max(1, len(evidence)), MOST_LINES) + 2)
        self.list.setVisible(bool(evidence))
        self._show_evidence()

    def _show_evidence(self) -> None:
        evidence, judged = self.evidence, self._judged
        self._file_part.setVisible(evidence is not None)
        self._remove_act.look_again()
        if evidence is None or judged is None or judged.answer is None:
            self.preview.show_file(None)
            return
        self._chosen[judged.answer.id] = evidence.id
        file = evidence.attachment
        self.preview.show_file(file)
        self._name.setText(evidence_name(evidence))
        self._told.setText(file_told(file) if file else evidence.address)
        self._told.setVisible(bool(self._told.text()))
        self._save.setVisible(file is not None)
        self.facts.show_facts(evidence, self._as_of, self._by, self._used_in(evidence))

    def _used_in(self, evidence: Evidence) -> list[str]:
        """Return the other questions of this vendor that the same file stands behind."""
        vetting = self._evaluation.vetting if self._evaluation else None
        if vetting is None or evidence.attachment is None:
            return []
        codes = {each.id: each.code for each in vetting.questionnaire.questions}
        return [
            codes[answer.question_id]
            for answer in vetting.answers
            if answer.id != evidence.answer_id
            and any(each.attachment and each.attachment.id == evidence.attachment.id for each in answer.evidence)
        ]

    @property
    def _as_of(self) -> str:
        vetting = self._evaluation.vetting if self._evaluation else None
        return vetting.as_of if vetting else ""

    @property
    def _by(self) -> str:
        """Return the day until which proof should last: the decision, or today."""
        decided = self._evaluation.initiative.decision_date if self._evaluation else None
        return max(self._as_of, decided or "")

    def _why_not(self) -> str:
        return why_read_only(self._session) or self._why_nobody()

    def _why_nobody(self) -> str:
        return "" if self._judged is not None else tr("Choose a question first.")

    def _on_edit(self) -> None:
        if self.evidence is not None and self._judged is not None and not why_read_only(self._session):
            ids = self._candidate_id, self._question_id
            EvidenceDialog(self.window(), self._session, *ids, self._judged.question.code, self.evidence).open()

    def _on_save(self) -> None:
        file = self.evidence.attachment if self.evidence else None
        if file is None:
            return
        path = self._window.choose_save(tr("Save a copy"), file.file_name, f"{tr('All files')} (*)")
        if path is not None and self._session.did(save_attachment, file.id, path, replace=True):
            self._window.toast(tr("“{name}” was saved. Open it only with a program that you trust.", name=path.name))

    def _on_remove(self) -> None:
        if self.evidence is not None and self._session.did(remove_evidence, self.evidence.id):
            said = tr("The evidence was taken away; a file stays with the vendor.")
            self._window.toast(said, tr("Undo"), self._session.way_back())

    def _on_contradict(self) -> None:
        answer = self._judged.answer if self._judged else None
        if answer is not None:
            self._session.act(contradict, answer.id, not answer.is_contradicted)

    def _on_change(self, _tables: frozenset[str]) -> None:
        evaluation, ranking = self._session.evaluation, self._session.ranking
        if self._question_id and evaluation is not None and ranking is not None and not self.isHidden():
            self.show_question(evaluation, ranking.vetted, self._candidate_id, self._question_id)
            if self._judged is None:
                self.closed.emit()  # the question or the candidate has gone

"""What to send to which vendor: who may be asked, by when, and which questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vendor_copy import CopyForm, VendorCopy
from outsource_desk.services.vendor_copies import vendor_copy_of
from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import M, S, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import caption, column, holder, label, row, small_button

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
ID = Qt.ItemDataRole.UserRole


class SendDialog(Question):
    """Shows the questions that a vendor is asked; what is not ticked is not sent."""

    def __init__(
        self, parent: QWidget, session: Session, candidate_id: int, save: Callable[[VendorCopy], bool]
    ) -> None:
        super().__init__(
            parent,
            tr("Send questionnaire to vendor"),
            tr(
                "The vendor gets a protected workbook with its own questions and answers. It holds no weights, "
                "points or gates, no notes of yours, and nothing of other vendors."
            ),
            tr("Save workbook…"),
            "send_copy",
        )
        self._session, self._save, self._is_filling, self._ours = session, save, False, 0
        self.setMinimumWidth(scaled(680))
        self._build_fields(candidate_id)
        self._build_questions()
        self.vendor.currentIndexChanged.connect(lambda _place: self._fill())
        self.questions.itemChanged.connect(self._on_ticked)
        self._fill()

    def do(self) -> None:
        """Ask where to and write; the dialog stays if the user thinks better of it."""
        try:
            is_saved = self._save(self._copy())
        except DeskError as error:
            self.show_refusal(error)
        else:
            if is_saved:
                self.accept()

    def _copy(self) -> VendorCopy:
        return vendor_copy_of(
            self._session.desk,
            int(self.vendor.currentData()),
            contact=self.contact.text(),
            due_on=formats.read_day(self.due.text()),
            leave_out=self._left_out(),
        )

    def _build_fields(self, candidate_id: int) -> None:
        evaluation = self._session.evaluation
        assert evaluation is not None
        assert evaluation.vetting is not None
        self.vendor = Choice()
        for each in evaluation.candidates:
            if each.id in evaluation.vetting.kinds:
                self.vendor.addItem(each.name, each.id)
        self.vendor.setCurrentIndex(max(0, self.vendor.findData(candidate_id)))
        self.contact, self.due = QLineEdit(), QLineEdit()
        fields = (
            (self.vendor, "vendor", tr("Vendor")),
            (self.contact, "contact", tr("Whom it may ask")),
            (self.due, "due", tr("Answer by")),
        )
        columns = []
        for field, name, words in fields:
            field.setObjectName(f"send_copy.{name}")
            field.setAccessibleName(words)
            title = caption(words)
            title.setBuddy(field)
            columns.append(holder(column(title, field, gap=4)))
        self.content.addLayout(row(*columns, gap=M))

    def _build_questions(self) -> None:
        self.questions = QListWidget()
        self.questions.setObjectName("send_copy.questions")
        self.questions.setAccessibleName(tr("Questions to send"))
        self.questions.setUniformItemSizes(True)
        self.questions.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.questions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.questions.setMinimumHeight(scaled(240))
        self.figures = label("", wrap=True)
        self.figures.setObjectName("send_copy.figures")
        every = small_button(tr("All"), lambda: self._tick(CHECKED), "send_copy.all")
        none = small_button(tr("None"), lambda: self._tick(UNCHECKED), "send_copy.none")
        title = caption(tr("Questions to send"))
        title.setBuddy(self.questions)
        line = row(self.figures, every, none, gap=S)
        line.setStretch(0, 1)
        self.content.addWidget(title)
        self.content.addWidget(self.questions, 1)
        self.content.addLayout(line)

    def _fill(self) -> None:
        """Show what the chosen vendor is asked."""
        copy = self._session.act(vendor_copy_of, int(self.vendor.currentData()))
        self._is_filling = True
        self.questions.clear()
        self._ours = copy.ours if copy is not None else 0
        if copy is not None:
            self._show_form(copy.form)
        self._is_filling = False
        self._count()

    def _show_form(self, form: CopyForm) -> None:
        self.contact.setText(form.contact)
        self.due.setText(formats.day(form.due_on))
        for section in form.sections:
            head = self._add(section.title, 0, section.title)
            font = head.font()
            font.setBold(True)
            head.setFont(font)
            for question in section.questions:
                wording = " ".join(question.wording.split())
                self._add(f"      {question.code}   {wording}", question.id, question.wording)

    def _add(self, words: str, question_id: int, tip: str) -> QListWidgetItem:
        item = QListWidgetItem(words)
        item.setToolTip(tip)
        item.setData(ID, question_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(CHECKED)
        self.questions.addItem(item)
        return item

    def _sections(self) -> Iterator[tuple[QListWidgetItem, list[QListWidgetItem]]]:
        """Yield each section with its questions."""
        head, leaves = None, []
        for place in range(self.questions.count()):
            item = self.questions.item(place)
            if item.data(ID):
                leaves.append(item)
                continue
            if head is not None:
                yield head, leaves
            head, leaves = item, []
        if head is not None:
            yield head, leaves

    def _on_ticked(self, item: QListWidgetItem) -> None:
        """Let a section and its questions follow one another."""
        if self._is_filling:
            return
        self._is_filling = True
        for head, leaves in self._sections():
            if item is head:
                for leaf in leaves:
                    leaf.setCheckState(head.checkState())
            states = {leaf.checkState() for leaf in leaves}
            head.setCheckState(states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)
        self._is_filling = False
        self._count()

    def _leaves(self) -> list[QListWidgetItem]:
        return [leaf for _, leaves in self._sections() for leaf in leaves]

    def _left_out(self) -> list[int]:
        return [int(leaf.data(ID)) for leaf in self._leaves() if leaf.checkState() is UNCHECKED]

    def _tick(self, state: Qt.CheckState) -> None:
        self._is_filling = True
        for place in range(self.questions.count()):
            self.questions.item(place).setCheckState(state)
        self._is_filling = False
        self._count()

    def _count(self) -> None:
        leaves = len(self._leaves())
        sent = leaves - len(self._left_out())
        words = tr_n(leaves, "{sent} of {count} question is sent.", "{sent} of {count} questions are sent.", sent=sent)
        if self._ours:
            ours = tr_n(
                self._ours,
                "{count} question is ours to answer and is not sent.",
                "{count} questions are ours to answer and are not sent.",
            )
            words = f"{words} {ours}"
        self.figures.setText(words)
        self.deed.setEnabled(sent > 0)

"""What to send to which vendor: who may be asked, by when, and which questions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

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
        self._session, self._save, self._is_filling = session, save, False
        self.setMinimumWidth(scaled(620))
        self._build_fields(candidate_id)
        self._build_questions()
        self.vendor.currentIndexChanged.connect(lambda _place: self._fill())
        self.questions.itemChanged.connect(lambda _item, _column: self._count())
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
        self.questions = QTreeWidget()
        self.questions.setObjectName("send_copy.questions")
        self.questions.setAccessibleName(tr("Questions to send"))
        self.questions.setHeaderHidden(True)
        self.questions.setUniformRowHeights(True)
        self.questions.setMinimumHeight(scaled(200))
        self.figures = label("", wrap=True)
        self.figures.setObjectName("send_copy.figures")
        every = small_button(tr("All"), lambda: self._tick(CHECKED), "send_copy.all")
        none = small_button(tr("None"), lambda: self._tick(UNCHECKED), "send_copy.none")
        title = caption(tr("Questions to send; leave out those that only you can answer"))
        title.setBuddy(self.questions)
        line = row(self.figures, None, every, none, gap=S)
        self.content.addWidget(title)
        self.content.addWidget(self.questions, 1)
        self.content.addLayout(line)

    def _fill(self) -> None:
        """Show what the chosen vendor is asked."""
        copy = self._session.act(vendor_copy_of, int(self.vendor.currentData()))
        self._is_filling = True
        self.questions.clear()
        if copy is not None:
            self._show_form(copy.form)
        self._is_filling = False
        self._count()

    def _show_form(self, form: CopyForm) -> None:
        self.contact.setText(form.contact)
        self.due.setText(formats.day(form.due_on))
        for section in form.sections:
            branch = QTreeWidgetItem([section.title])
            branch.setFlags(branch.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            self.questions.addTopLevelItem(branch)
            for question in section.questions:
                leaf = QTreeWidgetItem(branch, [f"{question.code}  {' '.join(question.wording.split())}"])
                leaf.setToolTip(0, question.wording)
                leaf.setData(0, ID, question.id)
                leaf.setFlags(leaf.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                leaf.setCheckState(0, CHECKED)

    def _leaves(self) -> list[QTreeWidgetItem]:
        branches = [self.questions.topLevelItem(place) for place in range(self.questions.topLevelItemCount())]
        leaves = (branch.child(place) for branch in branches if branch for place in range(branch.childCount()))
        return [leaf for leaf in leaves if leaf is not None]

    def _left_out(self) -> list[int]:
        return [int(leaf.data(0, ID)) for leaf in self._leaves() if leaf.checkState(0) is UNCHECKED]

    def _tick(self, state: Qt.CheckState) -> None:
        self._is_filling = True
        for leaf in self._leaves():
            leaf.setCheckState(0, state)
        self._is_filling = False
        self._count()

    def _count(self) -> None:
        if self._is_filling:
            return
        leaves = len(self._leaves())
        sent = leaves - len(self._left_out())
        self.figures.setText(
            tr_n(leaves, "{sent} of {count} question is sent.", "{sent} of {count} questions are sent.", sent=sent)
        )
        self.deed.setEnabled(sent > 0)

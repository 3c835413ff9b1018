"""What the vetting does for a criterion, in its form: the section that gives its value, the questions that judge it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.vetting import Questionnaire
from outsource_desk.services.feeding import set_feeds, take_from_section
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import XS, M, S, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.find_field import FindField
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption, card, clear, column, frame, heading, link, row

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
ID = int(Qt.ItemDataRole.UserRole)
EDGE = (XS, XS, 1, XS)  # between a list and the card around it
LIST = 300  # pixels, so that the dialog fits into a small window with large text
NAMED = 8  # codes that are named one by one


class VettingCard(QWidget):
    """Shown for a leaf once there is a questionnaire."""

    def __init__(self, session: Session, label_width: int) -> None:
        super().__init__()
        self._session, self._label_width = session, label_width
        self._criterion: Criterion | None = None
        self._asked: tuple[object, ...] = ()
        self._form: Form | None = None
        self._content = column(gap=0)
        self.setLayout(self._content)
        self.setVisible(False)

    def show_criterion(self, criterion: Criterion) -> None:
        """Show what counts for a leaf; nothing before vetting has begun."""
        self._criterion = criterion
        evaluation = self._session.evaluation
        vetting = evaluation.vetting if evaluation else None
        self.setVisible(vetting is not None)
        if vetting is None:
            return
        asked = (criterion.is_plain, *((each.id, each.code, each.title) for each in vetting.questionnaire.sections))
        if asked != self._asked:
            self._asked = asked
            self._build(criterion, vetting.questionnaire)
        fed = {each.question_id for each in vetting.feeds if each.criterion_id == criterion.id}
        self._show_values(criterion, [each.code for each in vetting.questionnaire.questions if each.id in fed])

    def focus_questions(self) -> None:
        """Put the focus where questions are chosen, as where a warning leads."""
        if self._form is not None and self._criterion is not None and self._criterion.section_id is not None:
            self._form.field("section_id").setFocus()
        elif self._asked:
            self._choose.setFocus()

    def _build(self, criterion: Criterion, questionnaire: Questionnaire) -> None:
        clear(self._content)
        self._form = None
        parts: list[QWidget] = []
        if criterion.is_plain:
            sections = [(str(each.id), f"{each.code} – {each.title}") for each in questionnaire.sections]
            self._form = Form(self._save, label_width=self._label_width)
            self._form.add_row(
                tr("Val&ue from"),
                choice([("", tr("Scores")), *sections]),
                name="section_id",
                help_text=tr("What a candidate has secured in a section counts instead of scores."),
            )
            parts.append(self._form)
        self._fed = caption("", wrap=True)
        self._fed.setObjectName("criterion.feeds")
        self._choose = link(tr("Questions…"), self.choose, name="criterion.questions")
        self._choose.setAccessibleName(tr("Choose the questions that the criterion is judged by"))
        line = row(self._fed, self._choose, gap=S)
        line.setStretch(0, 1)
        self._content.addWidget(card(heading(tr("From the vetting")), *parts, line, gap=M))

    def _show_values(self, criterion: Criterion, codes: list[str]) -> None:
        if self._form is not None:
            self._form.show_subject(criterion.id)
            self._form.set_read_only(self._session.desk.is_read_only)
            self._form.show_value("section_id", str(criterion.section_id or ""))
        more = [f"+{len(codes) - NAMED}"] if len(codes) > NAMED else []
        named = ", ".join([*codes[:NAMED], *more])
        said = tr("Judged by {questions}", questions=named) if codes else tr("Judged by no question yet")
        if criterion.section_id is not None:
            said = tr("Judged by all questions of its section")
        self._fed.setText(said)
        self._choose.setVisible(criterion.section_id is None)
        self._choose.setEnabled(not self._session.desk.is_read_only)

    def choose(self) -> None:
        """Ask which questions the criterion is judged by."""
        evaluation = self._session.evaluation
        if self._criterion is not None and evaluation is not None and evaluation.vetting is not None:
            fed = {each.question_id for each in evaluation.vetting.feeds if each.criterion_id == self._criterion.id}
            FeedsDialog(self.window(), self._session, self._criterion, evaluation.vetting.questionnaire, fed).open()

    def _save(self, _field: str, text: str) -> None:
        assert self._criterion is not None
        self._session.try_act(take_from_section, self._criterion.id, int(text) if text else None)


class FeedsDialog(Question):
    """All questions to tick, section by section, with a field that finds them."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        criterion: Criterion,
        questionnaire: Questionnaire,
        fed: set[int],
    ) -> None:
        super().__init__(
            parent,
            tr("What “{name}” is judged by", name=criterion.name),
            tr("Answers to these questions are shown beside each score as its evidence. They change no score."),
            tr("Choose"),
            "feeds",
        )
        self._session, self._criterion = session, criterion
        self.searched = FindField("feeds.find", tr("Find a question"))
        self.searched.textChanged.connect(self._on_find)
        self.questions = QListWidget()
        self.questions.setObjectName("feeds.questions")
        self.questions.setAccessibleName(tr("Questions"))
        self.questions.setSpacing(2)
        self.questions.setFixedHeight(scaled(LIST))
        self.questions.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.questions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in questionnaire.questions:
            item = QListWidgetItem(f"{each.code}  {each.wording}")
            item.setToolTip(each.wording)
            item.setData(ID, each.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(CHECKED if each.id in fed else UNCHECKED)
            self.questions.addItem(item)
        self.questions.setCurrentRow(next((at for at in range(self.questions.count()) if self._is_ticked(at)), 0))
        self.content.addWidget(self.searched)
        self.content.addWidget(frame("card", column(self.questions, margins=EDGE)))
        self.setMinimumWidth(scaled(620))
        self.searched.setFocus()

    def act(self) -> None:
        chosen = [self.questions.item(at).data(ID) for at in range(self.questions.count()) if self._is_ticked(at)]
        self._session.try_act(set_feeds, self._criterion.id, chosen)

    def _is_ticked(self, at: int) -> bool:
        return self.questions.item(at).checkState() is CHECKED

    def _on_find(self, text: str) -> None:
        wanted = text.casefold().split()
        for at in range(self.questions.count()):
            item = self.questions.item(at)
            words = item.text().casefold()
            item.setHidden(not all(each in words for each in wanted))

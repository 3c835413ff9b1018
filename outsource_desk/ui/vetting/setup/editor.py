"""Change the questionnaire of an initiative: its sections and questions on the left, what is chosen on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QSplitter, QStackedLayout, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vetting import Question, Questionnaire, VettingSection
from outsource_desk.services.question_edits import (
    LosesAnswersError,
    add_question,
    add_section,
    delete_question,
    delete_section,
    move_question,
    move_section,
)
from outsource_desk.services.questionnaires import delete_questionnaire, template_of, write_questionnaire
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.dialogs.ask import confirm
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, S, scaled
from outsource_desk.ui.vetting.setup.keep_dialog import KeepTemplate
from outsource_desk.ui.vetting.setup.question_form import QuestionForm
from outsource_desk.ui.vetting.setup.question_tree import QuestionTree
from outsource_desk.ui.vetting.setup.whole_forms import SectionForm, WholeForm
from outsource_desk.ui.widgets.layout import button, column, frame, heading, holder, label, row, tool
from outsource_desk.ui.widgets.scroll import Scroll

WIDE, HIGH = 1080, 720
TREE = 380  # pixels


class QuestionnaireEditor(QDialog):
    """Each change is saved when its field is left; undo takes it back like any other."""

    def __init__(self, parent: QWidget, window: Shell, question_id: int | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionnaire")
        self.setWindowTitle(tr("Questionnaire"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._window, self._session = window, window.session
        self.tree = QuestionTree()
        self.whole, self.section, self.question = (
            WholeForm(self._session),
            SectionForm(self._session),
            QuestionForm(self._session),
        )
        self.acts = self._make_acts()
        self._build()
        self.tree.chosen.connect(self._show)
        self.load()
        self.tree.choose(("question", question_id) if question_id is not None else ("all", 0))
        self._session.changed.connect(self._on_change)
        room = parent.window().size()
        self.resize(min(scaled(WIDE), room.width() - L), min(scaled(HIGH), room.height() - L))
        tree = min(scaled(TREE), self.width() // 3)  # with large letters the form needs the room
        self._splitter.setSizes([tree, self.width() - tree])

    def load(self) -> None:
        """Show what the file holds."""
        questionnaire = self._questionnaire()
        if questionnaire is None:
            self.reject()
            return
        self.tree.show_questionnaire(questionnaire)
        self._show()

    def reject(self) -> None:
        self._commit()
        super().reject()

    def accept(self) -> None:
        self._commit()
        super().accept()

    def keep(self) -> None:
        """Ask under which name to keep it as a template of the file's own."""
        questionnaire = self._questionnaire()
        if questionnaire is not None:
            KeepTemplate(self, self._window, questionnaire).open()

    def save_as(self) -> None:
        """Ask where to write it as a template file."""
        questionnaire = self._questionnaire()
        if questionnaire is None:
            return
        name = questionnaire.template or "questionnaire"
        path = self._window.choose_save(tr("Save the questionnaire"), f"{name}.yaml", tr("Questionnaires (*.yaml)"))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write it as a template file."""
        questionnaire = self._questionnaire()
        assert questionnaire is not None
        version = questionnaire.version or "1"
        template_id = questionnaire.template or "own"
        try:
            write_questionnaire(template_of(questionnaire, template_id, version, questionnaire.title), path)
        except DeskError as error:
            self._say(error)
        else:
            self._window.toast(tr("“{name}” saved.", name=path.name))

    def _build(self) -> None:
        words = tr("It is this initiative’s own: a change here reaches no other, and no template.")
        head = column(heading(tr("Questionnaire")), label(words, tone="muted", wrap=True), gap=XS)
        tools = row(*(tool(act) for act in self.acts), None, gap=S, margins=(S, S, S, S))
        left = column(self.tree, tools, gap=0, margins=(1, 1, 1, 1))
        left.setStretch(0, 1)
        self._stack = QStackedLayout()
        for form in (self.whole, self.section, self.question):
            self._stack.addWidget(Scroll(column(form, gap=0)))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("questionnaire.splitter")
        splitter.setHandleWidth(L)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(frame("card", left))
        splitter.addWidget(holder(self._stack))
        splitter.setStretchFactor(1, 1)
        self._splitter = splitter
        self._error = label("", tone="bad", wrap=True)
        self._error.setObjectName("questionnaire.error")
        self._error.hide()
        self._keep = button(tr("Keep as template…"), self.keep, name="questionnaire.keep")
        save = button(tr("Save as file…"), self.save_as, name="questionnaire.save")
        close = button(tr("Close"), self.accept, kind="primary", name="questionnaire.close")
        foot = row(self._keep, save, None, close, gap=S)
        body = column(head, splitter, self._error, foot, gap=M, margins=(XL, XL, XL, L))
        body.setStretch(1, 1)
        self.setLayout(body)

    def _make_acts(self) -> list[Action]:
        acts = [
            make_action(
                self, "questionnaire.add_question", tr("Add question"), self._add, "Ins", "plus", self._why_no_add
            ),
            make_action(
                self, "questionnaire.add_section", tr("Add section"), self._add_section, "", "folder", self._why_not
            ),
            make_action(
                self, "questionnaire.up", tr("Move up"), lambda: self._move(-1), "Alt+Up", "up", self._why_no_move
            ),
            make_action(
                self,
                "questionnaire.down",
                tr("Move down"),
                lambda: self._move(1),
                "Alt+Down",
                "down",
                self._why_no_move,
            ),
            make_action(self, "questionnaire.delete", tr("Delete…"), self._delete, "Del", "trash", self._why_not),
        ]
        for act in acts:
            act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.tree.addAction(act)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return acts

    def _show(self) -> None:
        questionnaire = self._questionnaire()
        if questionnaire is None:
            return
        why = self._why_not()
        kind, _ = self.tree.current
        section, question = self._section(), self._question()
        if question is not None:
            self.question.show_question(question, questionnaire, why)
            self._stack.setCurrentIndex(2)
        elif kind == "section" and section is not None:
            self.section.show_section(section, why)
            self._stack.setCurrentIndex(1)
        else:
            self.whole.show_questionnaire(questionnaire, why)
            self._stack.setCurrentIndex(0)
        self._keep.setEnabled(not why)
        self._keep.setToolTip(why)
        for act in self.acts:
            act.look_again()

    def _add(self) -> None:
        section = self._section()
        if section is not None:
            added = self._try(lambda: self._session.try_act(add_question, section.id, tr("New question")))
            if added is not None:
                self.tree.choose(("question", added))
                self._focus("wording")

    def _add_section(self) -> None:
        questionnaire = self._questionnaire()
        if questionnaire is None:
            return
        taken = {section.code for section in questionnaire.sections}
        code = next(each for each in (f"OWN{number or ''}" for number in range(100)) if each not in taken)
        initiative_id = questionnaire.initiative_id
        added = self._try(lambda: self._session.try_act(add_section, initiative_id, code, tr("New section")))
        if added is not None:
            self.tree.choose(("section", added))

    def _move(self, step: int) -> None:
        questionnaire, section, question = self._questionnaire(), self._section(), self._question()
        if questionnaire is None or section is None:
            return
        if question is None:
            place = questionnaire.sections.index(section) + step
            if 0 <= place < len(questionnaire.sections):
                self._try(lambda: self._session.try_act(move_section, section.id, place))
            return
        place = section.questions.index(question) + step
        if 0 <= place < len(section.questions):
            self._try(lambda: self._session.try_act(move_question, question.id, section.id, place))
            return
        at = questionnaire.sections.index(section) + step
        if 0 <= at < len(questionnaire.sections):  # beyond the end of its section it goes into the next one
            target = questionnaire.sections[at]
            end = 0 if step > 0 else len(target.questions)
            self._try(lambda: self._session.try_act(move_question, question.id, target.id, end))

    def _delete(self) -> None:
        section, question, act = self._section(), self._question(), self._session.try_act
        if question is not None:
            self._delete_with(question.code, lambda sure: act(delete_question, question.id, with_answers=sure))
        elif section is not None:
            self._delete_with(section.title, lambda sure: act(delete_section, section.id, with_answers=sure))
        else:
            self._ask_delete_all()

    def _delete_with(self, name: str, delete: Callable[[bool], object]) -> None:
        try:
            delete(False)
        except LosesAnswersError as error:
            title = tr("Delete {name}?", name=name)
            confirm(self, title, say(str(error)), tr("Delete with its answers"), lambda: delete(True))
        except DeskError as error:
            self._say(error)
        else:
            self._error.hide()

    def _ask_delete_all(self) -> None:
        evaluation = self._session.evaluation
        if evaluation is None or evaluation.vetting is None:
            return
        count = len(evaluation.vetting.answers)
        words = tr_n(
            count,
            "All questions go, with {count} answer and its evidence links. Undo brings them back.",
            "All questions go, with {count} answers and their evidence links. Undo brings them back.",
        )
        initiative_id = evaluation.initiative.id
        confirm(
            self,
            tr("Delete the questionnaire?"),
            words,
            tr("Delete the questionnaire"),
            lambda: self._session.try_act(delete_questionnaire, initiative_id),
        )

    def _try(self, act: Callable[[], int | None]) -> int | None:
        try:
            done = act()
        except DeskError as error:
            self._say(error)
            return None
        self._error.hide()
        return done

    def _say(self, error: DeskError) -> None:
        self._error.setText(f"{say(str(error))} {say(error.remedy)}")
        self._error.show()

    def _commit(self) -> None:
        if self._questionnaire() is not None:
            for form in (self.whole, self.section, self.question):
                form.commit()

    def _focus(self, field: str) -> None:
        found = self.question.field(field)
        if found is not None:
            found.setFocus()

    def _questionnaire(self) -> Questionnaire | None:
        evaluation = self._session.evaluation
        return evaluation.vetting.questionnaire if evaluation and evaluation.vetting else None

    def _question(self) -> Question | None:
        kind, number = self.tree.current
        questionnaire = self._questionnaire()
        if kind != "question" or questionnaire is None:
            return None
        return next((each for each in questionnaire.questions if each.id == number), None)

    def _section(self) -> VettingSection | None:
        kind, number = self.tree.current
        question, questionnaire = self._question(), self._questionnaire()
        wanted = question.section_id if question is not None else number if kind == "section" else 0
        return next((each for each in questionnaire.sections if each.id == wanted), None) if questionnaire else None

    def _why_not(self) -> str:
        return why_read_only(self._session)

    def _why_no_add(self) -> str:
        return self._why_not() or ("" if self._section() is not None else tr("Choose a section first."))

    def _why_no_move(self) -> str:
        return self._why_not() or ("" if self._section() is not None else tr("Choose a section or a question first."))

    def _on_change(self, _topics: frozenset[str]) -> None:
        self.load()


def edit_questionnaire(window: Shell, question_id: int | None = None) -> QuestionnaireEditor:
    """Open the editor of the questionnaire, at a question if one is named."""
    assert isinstance(window, QWidget)
    dialog = QuestionnaireEditor(window, window, question_id)
    dialog.open()
    return dialog

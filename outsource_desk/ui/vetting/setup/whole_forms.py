"""The forms of a questionnaire as a whole and of one of its sections."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.vetting import Questionnaire, VettingSection
from outsource_desk.services.question_edits import update_section
from outsource_desk.services.questionnaires import update_questionnaire
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import L, M
from outsource_desk.ui.vetting.setup.question_tree import counted
from outsource_desk.ui.vetting.setup.words import depth_choices
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import card, column, label
from outsource_desk.ui.widgets.paragraph import Paragraph


class WholeForm(QWidget):
    """Title, depth, who runs it and by when; and where it came from."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.form = Form(self._save, label_width=136)
        self.form.add_row(tr("Title"), QLineEdit(), name="title")
        self.form.add_row(
            tr("Depth"),
            choice(depth_choices()),
            name="depth",
            help_text=tr("Answers to questions that are no longer asked are kept."),
        )
        self.form.add_row(tr("Lead"), QLineEdit(), name="lead", help_text=tr("Who runs the vetting."))
        self.form.add_row(tr("Due"), QLineEdit(), name="due_on", echo=echo_day)
        self._counted = label("", tone="muted", wrap=True)
        self._counted.setObjectName("questionnaire.counted")
        self._origin = label("", tone="muted", wrap=True)
        self.setLayout(column(card(self.form, self._counted, self._origin, gap=M), None, gap=L))

    def show_questionnaire(self, questionnaire: Questionnaire, why_read_only: str) -> None:
        """Show what the file holds."""
        self.form.show_subject(questionnaire.id)
        for name in self.form.names:
            text = formats.day(questionnaire.due_on) if name == "due_on" else str(getattr(questionnaire, name))
            self.form.show_value(name, text)
        self.form.set_read_only(bool(why_read_only))
        self._counted.setText(counted(questionnaire))
        origin = tr(
            "Copied from {template}, version {version}.", template=questionnaire.template, version=questionnaire.version
        )
        self._origin.setText(origin if questionnaire.template else "")

    def commit(self) -> None:
        """Save what is being typed."""
        self.form.commit()

    def _save(self, field: str, text: str) -> None:
        initiative_id = self._session.initiative_id
        if initiative_id is not None:
            value = formats.read_day(text) if field == "due_on" else text
            self._session.try_act(update_questionnaire, initiative_id, field, value)


class SectionForm(QWidget):
    """Code, title, purpose and weight of a section."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._section: VettingSection | None = None
        self.form = Form(self._save, label_width=136)
        self.form.add_row(
            tr("Code"), QLineEdit(), name="section.code", help_text=tr("New questions are numbered with it.")
        )
        self.form.add_row(tr("Title"), QLineEdit(), name="section.title")
        self.form.add_row(tr("Purpose"), Paragraph(2), name="section.purpose")
        self.form.add_row(
            tr("Weight"),
            QLineEdit(),
            name="section.weight",
            help_text=tr("Its part of the whole; the weights need no fixed total."),
        )
        self.setLayout(column(card(self.form), None, gap=L))

    def show_section(self, section: VettingSection, why_read_only: str) -> None:
        """Show what the file holds."""
        self._section = section
        self.form.show_subject(section.id)
        for name in self.form.names:
            field = name.removeprefix("section.")
            value = formats.points(section.weight) if field == "weight" else str(getattr(section, field))
            self.form.show_value(name, value)
        self.form.set_read_only(bool(why_read_only))

    def commit(self) -> None:
        """Save what is being typed."""
        self.form.commit()

    def _save(self, name: str, text: str) -> None:
        field = name.removeprefix("section.")
        if self._section is not None:
            value = formats.read_number(text) if field == "weight" else text
            self._session.try_act(update_section, self._section.id, field, value)

"""Ask under which name to keep a questionnaire as a template of the file's own."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.vetting import Questionnaire
from outsource_desk.services.questionnaires import save_own_template
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.widgets.form import Form


class KeepTemplate(Question):
    """Title, id and version; other initiatives of the file can start with it."""

    def __init__(self, parent: QWidget, window: Shell, questionnaire: Questionnaire) -> None:
        super().__init__(
            parent,
            tr("Keep as template"),
            tr("Other initiatives in this file can then start with these questions."),
            tr("Keep template"),
            "keep_template",
        )
        self._window, self._initiative_id = window, questionnaire.initiative_id
        form = Form(lambda _name, _text: None, label_width=96)
        self.title = QLineEdit(questionnaire.title)
        self.code, self.version = QLineEdit(questionnaire.template or "own"), QLineEdit(_next(questionnaire.version))
        form.add_row(tr("Title"), self.title, name="keep_template.title")
        form.add_row(tr("Id"), self.code, name="keep_template.id", help_text=tr("The same id for all its versions."))
        form.add_row(tr("Version"), self.version, name="keep_template.version")
        self.content.addWidget(form)
        self.title.setFocus()

    def act(self) -> None:
        names = (self.code.text(), self.version.text(), self.title.text())
        self._window.session.try_act(save_own_template, self._initiative_id, *names)
        self._window.toast(tr("“{name}” is kept as a template.", name=self.title.text().strip()))


def _next(version: str) -> str:
    """Return a version that comes after one: 1.0 → 1.1."""
    head, _, tail = version.rpartition(".")
    return f"{head}.{int(tail) + 1}" if head and tail.isdecimal() else f"{version or 1}.1"

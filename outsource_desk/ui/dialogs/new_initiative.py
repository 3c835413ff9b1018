"""Ask for the three things that an initiative begins with; all else is filled in on its page."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.services.starting import start_initiative
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form


class NewInitiative(Question):
    """Name, template and currency."""

    def __init__(self, parent: QWidget, window: Shell) -> None:
        super().__init__(
            parent,
            tr("New initiative"),
            tr("A template brings criteria, weights and minimums, which you can change."),
            tr("Start initiative"),
            "new_initiative",
        )
        self._window = window
        before = window.session.initiative
        form = Form(lambda _name, _text: None, label_width=96)
        self.name = QLineEdit()
        self.template = choice(
            [
                ("ito", tr("IT outsourcing")),
                ("bpo", tr("Business process outsourcing")),
                ("kpo", tr("Knowledge process outsourcing")),
                ("", tr("None, begin with no criteria")),
            ]
        )
        self.currency = QLineEdit(before.currency if before else "")
        form.add_row(tr("&Name"), self.name, name="new_initiative.name")
        form.add_row(tr("&Template"), self.template, name="new_initiative.template")
        form.add_row(
            tr("C&urrency"), self.currency, name="new_initiative.currency", help_text=tr("Three letters, such as EUR.")
        )
        self.content.addWidget(form)
        self.name.setFocus()

    def act(self) -> None:
        session = self._window.session
        started = session.try_act(
            start_initiative,
            self.name.text(),
            template=str(self.template.currentData()) or None,
            currency=self.currency.text(),
        )
        self._window.go(Place("initiative", initiative_id=started))


def ask_new_initiative(window: Shell) -> NewInitiative:
    """Ask for a new initiative and show its page."""
    assert isinstance(window, QWidget)
    question = NewInitiative(window, window)
    question.open()
    return question

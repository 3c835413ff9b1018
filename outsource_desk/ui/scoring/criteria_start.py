"""Where criteria come from when there are none: a template, a spreadsheet, or one by one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.templates import apply_criteria_template
from outsource_desk.ui.language import tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.theme import L, S, TextStyle
from outsource_desk.ui.widgets.layout import button, column, label, link, picture, row

SENTENCE_WIDTH = 420


class CriteriaStart(QWidget):
    """One next step: the criteria of a template, to be changed as you like."""

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setObjectName("criteria.start")
        self._window = window
        sentence = label(
            tr("A template brings criteria with weights and worded anchors; all of it can be changed afterwards."),
            tone="muted",
            wrap=True,
        )
        sentence.setFixedWidth(SENTENCE_WIDTH)
        kinds = (
            ("ITO", tr("Criteria for IT"), "primary"),
            ("BPO", tr("For processes"), ""),
            ("KPO", tr("For knowledge work"), ""),
        )
        buttons = [
            button(text, lambda kind=kind: self._apply(kind), kind=look, name=f"criteria.{kind.lower()}")
            for kind, text, look in kinds
        ]
        others = (
            link(tr("Add criteria one by one"), self._add, name="criteria.first"),
            link(tr("Import them from a spreadsheet"), self._import, name="criteria.import"),
        )
        self.beginnings = (*buttons, *others)
        self.setLayout(
            column(
                None,
                row(None, picture("scoring", size=48), None),
                row(None, label(tr("No criteria yet"), TextStyle.SECTION), None),
                row(None, sentence, None),
                S,
                row(None, *buttons, None, gap=S),
                row(None, *others, None, gap=L),
                None,
                None,
                gap=S,
            )
        )

    def _apply(self, kind: str) -> None:
        session = self._window.session
        if session.initiative_id is None:
            self._window.actions_of_window["file.new_initiative"].trigger()
        else:
            session.act(apply_criteria_template, session.initiative_id, kind.lower())

    def _add(self) -> None:
        session = self._window.session
        if session.initiative_id is not None:
            session.act(add_criterion, session.initiative_id, tr("New criterion"), weight=100)

    def _import(self) -> None:
        self._window.actions_of_window["file.import"].trigger()

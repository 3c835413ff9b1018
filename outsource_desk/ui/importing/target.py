"""Where a table goes: which initiative, whose scores, and what becomes of what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.services.import_policy import Policy
from outsource_desk.ui.importing.said_words import policies
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.choice import Choice, choice, options
from outsource_desk.ui.widgets.layout import column, heading, holder, label, rule

if TYPE_CHECKING:
    from outsource_desk.domain.initiative import Initiative
    from outsource_desk.services.import_preview import ImportPreview
    from outsource_desk.ui.importing.draft import Draft


class Target(QWidget):
    """Asks where the values go; each answer goes into the draft at once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self.choice = Choice()
        self.name, self.evaluator = QLineEdit(), QLineEdit()
        self._named = _field(tr("&Name of the new initiative"), self.name, "import.name")
        self._whose = _field(tr("Whose scores are &these?"), self.evaluator, "import.evaluator")
        self.policy = choice(options(policies()))
        self._differing = _field(tr("Where the document says &otherwise"), self.policy, "import.policy")
        body = column(
            _field(tr("Br&ing the values into"), self.choice, "import.initiative"), self._named, self._whose,
            self._differing, None, gap=16,
        )  # fmt: skip
        area = scrolling(body)
        self.setLayout(column(heading(tr("Where it goes")), rule(), area, gap=S))
        self.choice.activated.connect(self._on_change)
        self.name.editingFinished.connect(self._on_change)
        self.evaluator.editingFinished.connect(self._on_change)
        self.policy.activated.connect(self._on_policy)

    def show_initiatives(self, initiatives: list[Initiative]) -> None:
        """Offer the initiatives of the file."""
        chosen = self.choice.currentData()
        self.choice.clear()
        self.choice.addItem(tr("A new initiative"), "")
        for each in initiatives:
            self.choice.addItem(each.name, each.name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))

    def show_target(self, draft: Draft, preview: ImportPreview) -> None:
        """Show where the draft goes as things stand."""
        if draft is not self._draft:
            self._forget_typing()
        self._draft = draft
        is_new = preview.initiative_id is None
        self.choice.setCurrentIndex(0 if is_new else max(0, self.choice.findData(preview.initiative)))
        self._named.setVisible(is_new)
        self._whose.setVisible(preview.has_scores and len(preview.evaluators) < 2)  # else the sheet says whose
        if is_new:
            _show(self.name, preview.initiative)
        is_said = bool(draft.decisions.evaluator or draft.table.evaluator)
        _show(self.evaluator, preview.evaluator if is_said else "")  # the name of a file is nobody's
        self.evaluator.setPlaceholderText("" if is_said else tr("If empty: {name}", name=preview.evaluator))
        self.policy.setCurrentIndex(self.policy.findData(str(preview.policy)))
        self._differing.setVisible(not is_new)

    def take(self) -> None:
        """Put what stands in the fields into the draft."""
        if self._draft is None:
            return
        known = str(self.choice.currentData() or "")
        name = known or self.name.text().strip()
        self._draft.decisions.initiative = name or None
        self._draft.decisions.evaluator = self.evaluator.text().strip() or None
        self._forget_typing()

    def _forget_typing(self) -> None:
        self.name.setModified(False)
        self.evaluator.setModified(False)

    def _on_policy(self, _place: int) -> None:
        if self._draft is not None:
            self._draft.decisions.policy = Policy(self.policy.currentData())
            self.changed.emit()

    def _on_change(self, *_: object) -> None:
        if self._draft is None:
            return
        before = self._draft.decisions.initiative, self._draft.decisions.evaluator
        self.take()
        is_new = not self.choice.currentData()
        if is_new and self.sender() is self.choice:
            self._draft.decisions.initiative = None  # the file's own name, or the next free one
        if before != (self._draft.decisions.initiative, self._draft.decisions.evaluator):
            self.changed.emit()


def _show(field: QLineEdit, text: str) -> None:
    """Show a text, unless somebody is typing another one: what is shown may come late."""
    if not field.isModified():
        field.setText(text)


def _field(text: str, field: QWidget, name: str) -> QWidget:
    title = label(text, wrap=True)
    title.setBuddy(field)
    field.setObjectName(name)
    field.setAccessibleName(text.replace("&", ""))
    return holder(column(title, field, gap=4))

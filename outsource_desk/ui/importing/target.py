"""Where a table goes: which initiative, whose scores, and which way its criteria point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, holder, label, row, rule
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.domain.initiative import Initiative
    from outsource_desk.services.import_preview import ImportPreview
    from outsource_desk.ui.importing.draft import Draft

_LISTED = 60


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
        self._questions = column(gap=S)
        self._asked: list[Segments] = []
        self._names = column(gap=4)
        body = column(
            _field(tr("Br&ing the values into"), self.choice, "import.initiative"), self._named, self._whose,
            self._questions, self._names, None, gap=16,
        )  # fmt: skip
        area = scrolling(body)
        self.setLayout(column(heading(tr("Where it goes")), rule(), area, gap=S))
        self.choice.activated.connect(self._on_change)
        self.name.editingFinished.connect(self._on_change)
        self.evaluator.editingFinished.connect(self._on_change)

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
        self._draft = draft
        is_new = preview.initiative_id is None
        self.choice.setCurrentIndex(0 if is_new else max(0, self.choice.findData(preview.initiative)))
        self._named.setVisible(is_new)
        self._whose.setVisible(preview.has_scores)
        if is_new:
            self.name.setText(preview.initiative)
        self.evaluator.setText(preview.evaluator)
        self._ask_directions(preview)
        self._show_names(preview)

    def focus_direction(self) -> None:
        """Go to the first criterion of which nobody has said which way is better."""
        waiting = next((each for each in self._asked if not each.key), None)
        if waiting is not None:
            waiting.setFocus()

    def take(self) -> None:
        """Put what stands in the fields into the draft."""
        if self._draft is None:
            return
        known = str(self.choice.currentData() or "")
        name = known or self.name.text().strip()
        self._draft.decisions.initiative = name or None
        self._draft.decisions.evaluator = self.evaluator.text().strip() or None

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

    def _ask_directions(self, preview: ImportPreview) -> None:
        clear(self._questions)
        self._asked.clear()
        asked = [each for each in preview.criteria if each.is_direction_asked]
        if not asked or self._draft is None:
            return
        self._questions.addWidget(label(tr("Which way is better?"), TextStyle.STRONG))
        why = tr("The sheet does not say it. Without an answer the values stay open.")
        self._questions.addWidget(caption(why, wrap=True))
        for each in asked[:_LISTED]:
            choice = Segments(
                [("", tr("Later")), ("max", tr("More")), ("min", tr("Less"))],
                f"import.direction.{each.cell}",
                tr("Is more or less of “{criterion}” better?", criterion=each.name),
            )
            choice.choose(self._draft.decisions.directions.get(each.name, ""))
            choice.setProperty("criterion", each.name)
            choice.chosen.connect(self._on_direction)
            self._asked.append(choice)
            self._questions.addLayout(column(label(each.name, wrap=True), row(choice, None), gap=4))

    def _on_direction(self, key: str) -> None:
        if self._draft is None:
            return
        name = str(self.sender().property("criterion"))
        self._draft.decisions.directions.pop(name, None)
        if key:
            self._draft.decisions.directions[name] = key

    def _show_names(self, preview: ImportPreview) -> None:
        clear(self._names)
        self._names.addWidget(label(tr_n(len(preview.vendors), "{count} vendor", "{count} vendors"), TextStyle.STRONG))
        for each in preview.vendors[:_LISTED]:
            known = tr("in this initiative") if each.is_candidate else tr("in the directory") if each.is_known else ""
            chip = Chip(known, "quiet", "check") if known else Chip(tr("new"), "accent", "plus")
            self._names.addLayout(row(label(each.name, wrap=True), None, chip))
        self._names.addSpacing(S)
        count = len(preview.criteria)
        self._names.addWidget(label(tr_n(count, "{count} criterion", "{count} criteria"), TextStyle.STRONG))
        for each in preview.criteria[:_LISTED]:
            chip = (
                Chip(tr("new"), "accent", "plus") if each.is_new else Chip(tr("in this initiative"), "quiet", "check")
            )
            self._names.addLayout(row(label(each.name, wrap=True), None, chip))
        if max(count, len(preview.vendors)) > _LISTED:
            self._names.addWidget(caption(tr("The first {count} are listed.", count=_LISTED)))


def _field(text: str, field: QWidget, name: str) -> QWidget:
    title = label(text)
    title.setBuddy(field)
    field.setObjectName(name)
    field.setAccessibleName(text.replace("&", ""))
    return holder(column(title, field, gap=4))

"""Where records go: of which kind they are, into which initiative, and what becomes of what the file has otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.import_policy import Policy
from outsource_desk.ui import formats
from outsource_desk.ui.importing.records_decisions import RecordDecisions
from outsource_desk.ui.importing.said_words import policies
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.performance import words
from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import caption, column, heading, holder, label, link, repolish, rule, titled
from outsource_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from outsource_desk.domain.initiative import Initiative
    from outsource_desk.services.import_records import RecordPreview


class RecordTarget(QWidget):
    """Asks where the records go; each answer is told at once as another value of the decisions."""

    changed = Signal(object)  # RecordDecisions
    kind_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._decisions = RecordDecisions()
        self._title = label("", wrap=True)
        self._missing = label("", tone="bad", wrap=True)
        self._missing.setObjectName("import.missing")
        self._earlier = holder(column(gap=0))
        self._recalled = caption(tr("The columns are taken as they were the last time."), wrap=True)
        forget = link(tr("Forget it"), self._on_forget, name="import.forget_columns")
        self._memory = holder(column(self._recalled, forget, gap=4))
        self.kind, self.initiative, self.candidate, self.reporter, self.policy = (Choice() for _ in range(5))
        self.stated_by, self.stated_on = QLineEdit(), QLineEdit()
        self._kinds = titled(tr("The rows &are"), self.kind, "import.kind")
        self._initiatives = titled(tr("Br&ing them into"), self.initiative, "import.records_into")
        self._candidates = titled(tr("Whose answers are &these?"), self.candidate, "import.candidate")
        self._reporters = titled(tr("&Measured by"), self.reporter, "import.reporter")
        self._stated = titled(tr("Who &stands by them?"), self.stated_by, "import.stated_by")
        self._stated_day = titled(tr("&When did they say so?"), self.stated_on, "import.stated_on")
        self._refusal = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._refusal.hide()
        self._policies = titled(tr("Where the document says &otherwise"), self.policy, "import.policy")
        _fill(self.policy, policies())
        _fill(self.reporter, {str(each): said for each, said in words.reporters().items()})
        body = column(
            self._missing, self._earlier, self._memory, self._kinds, self._initiatives, self._candidates,
            self._stated, self._stated_day, self._refusal, self._reporters, self._policies, None, gap=16,
        )  # fmt: skip
        self.setLayout(column(heading(tr("Where it goes")), rule(), scrolling(body), gap=S))
        self._connect()

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _place: self.kind_chosen.emit(str(self.kind.currentData())))
        for choice, name in (
            (self.initiative, "initiative_id"), (self.candidate, "candidate_id"), (self.reporter, "reported_by"),
            (self.policy, "policy"),
        ):  # fmt: skip
            choice.activated.connect(lambda _place, choice=choice, name=name: self._say(name, choice.currentData()))
        for field in (self.stated_by, self.stated_on):
            field.editingFinished.connect(self.take)

    def show_initiatives(self, initiatives: Sequence[Initiative], current: int | None) -> None:
        """Offer the initiatives of the file."""
        _fill(self.initiative, {each.id: each.name for each in initiatives})
        self.initiative.setCurrentIndex(max(0, self.initiative.findData(current)))

    def show_target(
        self, decisions: RecordDecisions, preview: RecordPreview, kinds: Mapping[str, str], vendors: Mapping[int, str]
    ) -> None:
        """Show where the records go as things stand.

        Args:
            decisions: what the user has said.
            preview: what would happen.
            kinds: what the rows could become: key → words.
            vendors: candidates whose answers they could be: id → name.
        """
        self._decisions, kind = decisions, preview.kind
        if [self.kind.itemData(at) for at in range(self.kind.count())] != list(kinds):
            _fill(self.kind, kinds)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind.key)))
        if [self.candidate.itemData(at) for at in range(self.candidate.count())] != list(vendors):
            _fill(self.candidate, vendors)
        for choice, value in (
            (self.candidate, decisions.candidate_id), (self.reporter, decisions.reported_by),
            (self.policy, decisions.policy),
        ):  # fmt: skip
            choice.setCurrentIndex(max(0, choice.findData(value)))
        if decisions.initiative_id is not None:
            self.initiative.setCurrentIndex(max(0, self.initiative.findData(decisions.initiative_id)))
        self.stated_by.setText(decisions.stated_by)
        if not self._refusal.text():  # else what was typed stays to be mended
            self.stated_on.setText(formats.day(decisions.stated_on) if decisions.stated_on else "")
        self._initiatives.setVisible(kind.needs_initiative)
        for pane in (self._candidates, self._stated):
            pane.setVisible(kind.needs_candidate)
        self._stated_day.setVisible(kind.needs_candidate and bool(decisions.stated_by))
        self._reporters.setVisible(kind.key == "readings")
        self._show_notices(preview)

    def take(self) -> None:
        """Tell who stands by the answers and since when."""
        text = self.stated_by.text().strip()
        if text != self._decisions.stated_by:
            self._say("stated_by", text)
        try:
            day = formats.read_day(self.stated_on.text())
        except DeskError as error:
            self._refuse(f"{say(str(error))} {say(error.remedy)}")
            return
        self._refuse("")
        if day != self._decisions.stated_on:
            self._say("stated_on", day)

    def _refuse(self, reason: str) -> None:
        """Say below the day why it cannot be read."""
        self._refusal.setText(reason)
        self._refusal.setVisible(bool(reason))
        self.stated_on.setProperty("state", "error" if reason else "")
        repolish(self.stated_on)

    def _show_notices(self, preview: RecordPreview) -> None:
        missing = missing_in_words(preview)
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._memory.setVisible(preview.remembered)
        lay = self._earlier.layout()
        assert lay is not None
        while item := lay.takeAt(0):
            if (old := item.widget()) is not None:
                old.deleteLater()
        if preview.imported_on:
            text = tr("This very file came in on {day}.", day=formats.day(preview.imported_on))
            lay.addWidget(Notice("accent", text))
        self._earlier.setVisible(bool(preview.imported_on))

    def _on_forget(self) -> None:
        self._say("use_memory", False)

    def _say(self, name: str, value: Any) -> None:
        value = Policy(value) if name == "policy" else value
        if getattr(self._decisions, name) != value:
            self.changed.emit(replace(self._decisions, **{name: value}))


def missing_in_words(preview: RecordPreview) -> str:
    """Return which column is missing without which nothing can come in; nothing if none is."""
    names = [f"“{say(name)}”" for name in preview.missing]
    return tr("No column is {names}: choose the one that is.", names=", ".join(names)) if names else ""


def _fill(choice: Choice, options: Mapping[Any, str]) -> None:
    choice.clear()
    for value, text in options.items():
        choice.addItem(text, value if isinstance(value, int) else str(value))

"""Where a table goes: which initiative, whose scores, and what becomes of what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.services.import_policy import Policy
from outsource_desk.ui.importing.said_words import policies
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S
from outsource_desk.ui.widgets.choice import Choice, choice, options
from outsource_desk.ui.widgets.layout import caption, column, heading, holder, rule, titled

if TYPE_CHECKING:
    from outsource_desk.domain.initiative import Initiative
    from outsource_desk.services.import_likely import LikelyInitiative
    from outsource_desk.services.import_preview import ImportPreview
    from outsource_desk.ui.importing.draft import Draft


class Target(QWidget):
    """Asks where the values go; each answer goes into the draft at once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._shown = ("", "", "")  # initiative of the file, name of a new one, evaluator
        self.choice = Choice()
        self.name, self.evaluator = QLineEdit(), QLineEdit()
        self._named = titled(tr("&Name of the new initiative"), self.name, "import.name")
        self._whose = titled(tr("Whose scores are &these?"), self.evaluator, "import.evaluator")
        self.policy = choice(options(policies()))
        self.people = choice([("evaluators", tr("Evaluators")), ("names", tr("Part of the vendors' names"))])
        self.people.setPlaceholderText(tr("Choose…"))
        self._people = caption(wrap=True)
        people = titled(tr("What stands behind the vendors' na&mes"), self.people, "import.people")
        self._behind = holder(column(people, self._people, gap=4))
        self._differing = titled(tr("Where the document says &otherwise"), self.policy, "import.policy")
        self._why = caption(wrap=True)
        self._why.setObjectName("import.likely")
        where = column(titled(tr("Br&ing the values into"), self.choice, "import.initiative"), self._why, gap=4)
        body = column(where, self._named, self._behind, self._whose, self._differing, None, gap=16)
        area = scrolling(body)
        self.setLayout(column(heading(tr("Where it goes")), rule(), area, gap=S))
        self.choice.activated.connect(self._on_change)
        self.name.editingFinished.connect(self._on_change)
        self.evaluator.editingFinished.connect(self._on_change)
        self.policy.activated.connect(self._on_policy)
        self.people.activated.connect(self._on_people)

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
        why = likely_in_words(preview.likely, preview.initiative_id) if preview.likely else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.choice.setAccessibleDescription(why)
        if is_new:
            _show(self.name, preview.initiative)
        is_said = bool(draft.decisions.evaluator or draft.table.evaluator)
        evaluator = preview.evaluator if is_said else ""  # the name of a file is nobody's
        _show(self.evaluator, evaluator)
        name = preview.initiative if is_new else self.name.text()
        self._shown = "" if is_new else preview.initiative, name, evaluator
        self.evaluator.setPlaceholderText("" if is_said else tr("If empty: {name}", name=preview.evaluator))
        self._show_people(preview)
        self.policy.setCurrentIndex(self.policy.findData(str(preview.policy)))
        self._differing.setVisible(not is_new)

    def _show_people(self, preview: ImportPreview) -> None:
        """Ask whether the names behind those of the vendors are evaluators', where there are any."""
        shown = ", ".join(f"“{one_line(name, 30)}”" for name in preview.people[:4])
        self._people.setText(shown + " …" * (len(preview.people) > 4))
        self.people.setAccessibleDescription(self._people.text())
        said = {None: "", True: "evaluators", False: "names"}[preview.has_people]
        self.people.setCurrentIndex(self.people.findData(said))  # nothing is chosen as long as nobody has said
        self._behind.setVisible(bool(preview.people))

    def take(self) -> None:
        """Put what was said in the fields into the draft; what only stands there is not said."""
        if self._draft is None:
            return
        from outsource_desk.services.import_answers import NEW

        known, name, evaluator = self._shown
        chosen = str(self.choice.currentData() or "")
        if chosen != known or (not chosen and self.name.text() != name):
            self._draft.decisions.initiative = chosen or self.name.text().strip() or NEW
        if self.evaluator.text() != evaluator:
            self._draft.decisions.evaluator = self.evaluator.text().strip() or None
        self._forget_typing()

    def _forget_typing(self) -> None:
        self.name.setModified(False)
        self.evaluator.setModified(False)

    def _on_policy(self, _place: int) -> None:
        if self._draft is not None:
            self._draft.decisions.policy = Policy(self.policy.currentData())
            self.changed.emit()

    def _on_people(self, _place: int) -> None:
        if self._draft is not None:
            self._draft.decisions.has_people = self.people.currentData() == "evaluators"
            self.changed.emit()

    def _on_change(self, *_: object) -> None:
        from outsource_desk.services.import_answers import NEW

        if self._draft is None:
            return
        before = self._draft.decisions.initiative, self._draft.decisions.evaluator
        self.take()
        if self.sender() is self.choice:
            self._draft.decisions.initiative = str(self.choice.currentData() or NEW)  # new: under the file's own name
        if before != (self._draft.decisions.initiative, self._draft.decisions.evaluator):
            self.changed.emit()


def likely_in_words(likely: LikelyInitiative, chosen: int | None) -> str:
    """Return how much of the sheet stands in the initiative that its vendors lead to.

    Args:
        likely: that initiative.
        chosen: the id of the one that the values go into; None = a new one.
    """
    known, count = likely.vendors, likely.of_vendors
    if chosen != likely.id:
        return tr("{known} of the sheet's {count} vendors are candidates of “{name}”.", known=known, count=count,
                  name=likely.name)  # fmt: skip
    vendors = tr("{known} of the sheet's {count} vendors are candidates there.", known=known, count=count)
    if known == count:
        vendors = tr_n(count, "The sheet's vendor is a candidate there.",
                       "All {count} vendors of the sheet are candidates there.")  # fmt: skip
    if not likely.criteria:
        return vendors
    criteria = tr("{known} of its {count} criteria stand there too.", known=likely.criteria, count=likely.of_criteria)
    return f"{vendors} {criteria}"


def _show(field: QLineEdit, text: str) -> None:
    """Show a text, unless somebody is typing another one: what is shown may come late."""
    if not field.isModified():
        field.setText(text)

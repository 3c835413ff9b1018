"""What each column is taken for, and which vendor or criterion of the file each name means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.importing.column_rows import NOTHING, ColumnRow, CriterionRow, Known, NameRow
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.layout import (
    caption,
    clear,
    column,
    frame,
    holder,
    label,
    link,
    picture,
    row,
    rule,
)

if TYPE_CHECKING:
    from outsource_desk.services.import_columns import SheetColumn
    from outsource_desk.services.import_preview import ImportPreview
    from outsource_desk.ui.importing.draft import Draft

LISTED = 60  # rows of each kind that are made at once
ASKED = ("vendor", "criterion", "evaluator", "scale", "gate")  # what must be said before the import goes on


class Columns(QWidget):
    """The columns of the sheet, then its vendors and its criteria; each answer goes into the draft at once."""

    changed = Signal()
    role_said = Signal(int, str)  # number of a column, and its role
    forgotten = Signal()  # what was remembered of this layout is not to count

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._made: tuple[Any, ...] = ()  # what the rows were made of
        self._columns: list[ColumnRow] = []
        self._vendors: dict[str, NameRow] = {}
        self._criteria: dict[str, CriterionRow] = {}
        self._evaluators: dict[str, NameRow] = {}
        self._listed = LISTED
        self._body = column(gap=0)
        self._more = link(tr("Show more"), self._on_more, name="import.columns.more")
        self._remembered = label("", wrap=True)
        self._remembered.setObjectName("import.recalled")
        forget = link(tr("Forget it"), self.forgotten.emit, name="import.forget")
        line = row(picture("info", "accent"), self._remembered, forget, gap=S, margins=(S, S, S, S))
        line.setStretch(1, 1)
        self._recalled = frame("well", line)
        self._recalled.hide()
        self._area = area = scrolling(column(self._body, self._more, None, gap=S))
        area.setObjectName("import.columns")
        self._count = caption()
        title = label(tr("What the columns say"), TextStyle.SECTION, wrap=True)
        head = row(title, self._count, gap=S)
        head.setStretch(0, 1)
        self.setLayout(column(head, rule(), self._recalled, area, gap=S))

    def show_preview(
        self, draft: Draft, preview: ImportPreview, columns: Sequence[SheetColumn], known: tuple[Known, Known]
    ) -> None:
        """Show what everything is taken for as things stand.

        Args:
            draft: whose decisions the rows change.
            preview: with the matches.
            columns: of the sheet.
            known: vendors of the directory and criteria of the initiative that a name may mean.
        """
        self._draft = draft
        names = tuple(each.name for each in preview.vendors), tuple(each.name for each in preview.criteria)
        offices = tuple(each.name for each in preview.evaluators) if _are_asked(preview) else ()
        made = (id(draft), offices, tuple((each.number, each.name) for each in _alone(columns)), names, self._listed)
        if made != self._made:
            is_other = not self._made or self._made[0] != made[0]
            self._made = made
            self._fill(columns, preview, offices)
            if is_other:
                self._area.verticalScrollBar().setValue(0)  # what was looked at last was another sheet's
        for shown, each in zip(self._columns, _alone(columns), strict=False):
            shown.show_column(each)
        for each in columns:
            owner = self._vendors.get(each.belongs_to) or self._criteria.get(each.belongs_to)
            if owner is not None:
                owner.show_role(each)
        for vendor in preview.vendors:
            if vendor.name in self._vendors:
                self._vendors[vendor.name].show_vendor(vendor, known[0])
        for criterion in preview.criteria:
            if criterion.name in self._criteria:
                self._criteria[criterion.name].show_criterion(criterion, known[1], draft.decisions)
        for office in preview.evaluators:
            if office.name in self._evaluators:
                here = tr("new") if office.is_new else tr("in this initiative")
                self._evaluators[office.name].show_matching(office.matching, (), here)
        self._count.setText(_counted(preview))
        recalled = preview.recalled
        if recalled is not None:
            self._remembered.setText(
                tr_n(recalled.count, "{count} answer is taken from “{file}”, which had the same layout.",
                     "{count} answers are taken from “{file}”, which had the same layout.", file=recalled.file)
            )  # fmt: skip
        self._recalled.setVisible(recalled is not None)

    def focus_direction(self) -> None:
        """Go to the first criterion of which nobody has said which way is better."""
        waiting = (each for each in self._criteria.values() if each.asks_direction and not each.direction.key)
        found = next(waiting, None)
        if found is not None:
            self._bring_into_view(found)
            found.direction.setFocus()

    def first_field(self) -> QWidget | None:
        """Return the first field that waits for an answer, and bring it into view; None = nothing does."""
        rows = [*self._vendors.values(), *self._criteria.values(), *self._evaluators.values()]
        waiting = next((each for each in rows if each.waiting_field() is not None), None)
        if waiting is None:
            return None
        self._bring_into_view(waiting)
        return waiting.waiting_field()

    def _bring_into_view(self, wanted: QWidget) -> None:
        """Scroll to a row once it is laid out; nobody is to answer what cannot be seen."""
        QTimer.singleShot(0, wanted, lambda: self._area.ensureWidgetVisible(wanted, 0, S))

    def _fill(self, columns: Sequence[SheetColumn], preview: ImportPreview, offices: Sequence[str]) -> None:
        clear(self._body)
        self._columns = [ColumnRow(each) for each in _alone(columns)[: self._listed]]
        for each in self._columns:
            each.said.connect(self.role_said)
        self._vendors = {each.name: NameRow(each.name, each.cell) for each in preview.vendors[: self._listed]}
        for name, shown in self._vendors.items():
            shown.meant.connect(lambda wanted, name=name: self._decide("vendors", name, wanted))
        self._criteria = {each.name: CriterionRow(each.name, each.cell) for each in preview.criteria[: self._listed]}
        for name, shown in self._criteria.items():
            shown.meant.connect(lambda wanted, name=name: self._decide("criteria", name, wanted))
            shown.directed.connect(lambda key, name=name: self._decide("directions", name, key))
            shown.weighed.connect(lambda weight, name=name: self._decide("weights", name, weight))
            shown.topped.connect(lambda top, name=name: self._decide("tops", name, top))
            shown.scaled.connect(lambda scale, name=name: self._decide("scales", name, scale))
            shown.gated.connect(lambda least, name=name: self._decide("gates", name, least))
        for shown in (*self._vendors.values(), *self._criteria.values()):
            shown.said.connect(self.role_said)
        self._add(tr("Columns of the sheet"), self._columns)
        count = len(preview.vendors)
        self._add(tr_n(count, "{count} vendor", "{count} vendors"), list(self._vendors.values()))
        count = len(preview.criteria)
        self._add(tr_n(count, "{count} criterion", "{count} criteria"), list(self._criteria.values()))
        self._evaluators = {name: NameRow(name, "") for name in offices}
        for name, shown in self._evaluators.items():
            shown.choice.setObjectName(f"import.evaluator.{name}")
            shown.meant.connect(lambda wanted, name=name: self._decide("evaluators", name, wanted))
        self._add(tr("Evaluators"), list(self._evaluators.values()))
        longest = max(len(self._columns), len(preview.vendors), len(preview.criteria))
        self._more.setVisible(longest > self._listed)

    def _add(self, title: str, rows: Sequence[QWidget]) -> None:
        if not rows:
            return
        self._body.addWidget(holder(column(label(title, TextStyle.STRONG), margins=(0, S, 0, 4))))
        for each in rows:
            self._body.addWidget(each)
            self._body.addWidget(rule())

    def _decide(self, what: str, name: str, decision: object) -> None:
        """Put one decision into the draft, or take it out again."""
        if self._draft is None:
            return
        known: dict[str, Any] = getattr(self._draft.decisions, what)
        known.pop(name, None)
        if decision is not NOTHING:
            known[name] = decision
        self.changed.emit()

    def _on_more(self) -> None:
        self._listed += LISTED
        self.changed.emit()


def _alone(columns: Sequence[SheetColumn]) -> list[SheetColumn]:
    """Return the columns that head no vendor or criterion; those are listed by their name."""
    return [each for each in columns if not each.belongs_to]


def _counted(preview: ImportPreview) -> str:
    """Return how many names wait for an answer; nothing if none does."""
    asked = [each for each in preview.waiting if each.what in ASKED]
    return tr_n(len(asked), "{count} needs an answer", "{count} need an answer") if asked else ""


def _are_asked(preview: ImportPreview) -> bool:
    """Tell whether evaluators are worth listing: several, or one of whom it is asked who is meant."""
    return len(preview.evaluators) > 1 or any(each.matching.is_asked for each in preview.evaluators)

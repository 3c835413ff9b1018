"""What each column is taken for, and which vendor or criterion of the file each name means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui.importing.column_rows import NOTHING, ColumnRow, Known, NameRow
from outsource_desk.ui.importing.criterion_row import CriterionRow
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.importing.slices import Slices
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
    from outsource_desk.services.import_preview import (
        ImportPreview,
        MatchedCriterion,
        MatchedEvaluator,
        MatchedVendor,
    )
    from outsource_desk.ui.importing.draft import Draft

LISTED = 60  # rows of each kind that are listed without being asked for
IN_VIEW = 10  # rows that are made before anything else is done
ASKED = ("people", "vendor", "criterion", "evaluator", "scale", "gate")  # what must be said before the import goes on


class Columns(QWidget):
    """The columns of the sheet, then its vendors and its criteria; each answer goes into the draft at once."""

    changed = Signal()
    role_said = Signal(int, str)  # number of a column, and its role
    forgotten = Signal()  # what was remembered of this layout is not to count

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._made: tuple[Any, ...] = ()  # what the rows were made of
        self._known: tuple[Known, Known] = (), ()
        self._roles: dict[str, SheetColumn] = {}  # by the vendor or criterion that heads the column
        self._making = Slices(self)
        self._columns: dict[int, ColumnRow] = {}
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
        self._weights = label("", wrap=True)
        self._weights.setObjectName("import.weights_elsewhere")
        self._take = link("", self._on_weights, name="import.take_weights")
        weights = row(picture("info", "accent"), self._weights, self._take, gap=S, margins=(S, S, S, S))
        weights.setStretch(1, 1)
        self._elsewhere = frame("well", weights)
        self._elsewhere.hide()
        self._area = area = scrolling(column(self._body, self._more, None, gap=S))
        area.setObjectName("import.columns")
        self._count = caption()
        title = label(tr("What the columns say"), TextStyle.SECTION, wrap=True)
        head = row(title, self._count, gap=S)
        head.setStretch(0, 1)
        self.setLayout(column(head, rule(), self._recalled, self._elsewhere, area, gap=S))

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
        self._draft, self._known = draft, known
        self._roles = {each.belongs_to: each for each in columns if each.belongs_to}
        names = tuple(each.name for each in preview.vendors), tuple(each.name for each in preview.criteria)
        offices = tuple(each.name for each in preview.evaluators) if _are_asked(preview) else ()
        made = (id(draft), offices, tuple((each.number, each.name) for each in _alone(columns)), names, self._listed)
        if made != self._made:
            is_other = not self._made or self._made[0] != made[0]
            self._made = made
            self._fill(_alone(columns), preview)
            if is_other:
                self._area.verticalScrollBar().setValue(0)  # what was looked at last was another sheet's
            else:
                self._making.finish()  # or the list would be too short to stay where it is
        else:
            self._making.finish()
            self._show_rows(_alone(columns), preview)
        self._count.setText(_counted(preview))
        recalled = preview.recalled
        if recalled is not None:
            self._remembered.setText(
                tr_n(recalled.count, "{count} answer is taken from “{file}”, which had the same layout.",
                     "{count} answers are taken from “{file}”, which had the same layout.", file=recalled.file)
            )  # fmt: skip
        self._recalled.setVisible(recalled is not None)
        self._show_weights(preview)

    def _show_weights(self, preview: ImportPreview) -> None:
        """Offer the weights that stand in another table of the file."""
        found = preview.elsewhere
        self._elsewhere.setVisible(found is not None)
        if found is not None:
            taken = preview.takes_weights
            words = (
                tr("The weights are taken from {range} of sheet {sheet}.", range=found.range, sheet=found.sheet)
                if taken
                else tr("The weights stand in {range} of sheet {sheet}.", range=found.range, sheet=found.sheet)
            )
            self._weights.setText(words)
            self._take.setText(tr("Do without them") if taken else tr("Take them over"))

    def _on_weights(self) -> None:
        if self._draft is not None:
            self._draft.decisions.takes_weights = not self._draft.decisions.takes_weights
            self.changed.emit()

    def focus_direction(self) -> None:
        """Go to the first criterion of which nobody has said which way is better."""
        self._making.finish()
        waiting = (each for each in self._criteria.values() if each.asks_direction and not each.direction.key)
        found = next(waiting, None)
        if found is not None:
            self._bring_into_view(found)
            found.direction.setFocus()

    def first_field(self) -> QWidget | None:
        """Return the first field that waits for an answer, and bring it into view; None = nothing does."""
        waiting = self._waiting_row()
        while waiting is None and self._making.step():
            waiting = self._waiting_row()
        if waiting is None:
            return None
        self._bring_into_view(waiting)
        return waiting.waiting_field()

    def _waiting_row(self) -> NameRow | None:
        rows = [*self._vendors.values(), *self._criteria.values(), *self._evaluators.values()]
        return next((each for each in rows if each.waiting_field() is not None), None)

    def _bring_into_view(self, wanted: QWidget) -> None:
        """Scroll to a row once it is laid out; nobody is to answer what cannot be seen."""
        QTimer.singleShot(0, wanted, lambda: self._area.ensureWidgetVisible(wanted, 0, S))

    def _fill(self, columns: Sequence[SheetColumn], preview: ImportPreview) -> None:
        """List everything anew: what comes into view at once, the rest little by little."""
        clear(self._body)
        self._columns, self._vendors, self._criteria, self._evaluators = {}, {}, {}, {}
        longest = max(len(columns), len(preview.vendors), len(preview.criteria))
        self._more.setVisible(longest > self._listed)
        self._making.start(self._rows(columns, preview), IN_VIEW)

    def _rows(self, columns: Sequence[SheetColumn], preview: ImportPreview) -> Iterator[QWidget]:
        """Make row after row."""
        listed = self._listed
        yield from self._group(tr("Columns of the sheet"), columns[:listed], self._add_column)
        count = len(preview.vendors)
        words = tr_n(count, "{count} vendor", "{count} vendors")
        yield from self._group(words, preview.vendors[:listed], self._add_vendor)
        count = len(preview.criteria)
        words = tr_n(count, "{count} criterion", "{count} criteria")
        yield from self._group(words, preview.criteria[:listed], self._add_criterion)
        if _are_asked(preview):
            yield from self._group(tr("Evaluators"), preview.evaluators, self._add_evaluator)

    def _group(self, title: str, found: Sequence[Any], add: Callable[[Any], QWidget]) -> Iterator[QWidget]:
        for at, each in enumerate(found):
            if at == 0:
                self._body.addWidget(holder(column(label(title, TextStyle.STRONG), margins=(0, S, 0, 4))))
            made = add(each)
            self._body.addWidget(made)
            self._body.addWidget(rule())
            yield made

    def _add_column(self, shown: SheetColumn) -> QWidget:
        made = self._columns[shown.number] = ColumnRow(shown)
        made.said.connect(self.role_said)
        made.show_column(shown)
        return made

    def _add_vendor(self, shown: MatchedVendor) -> QWidget:
        name = shown.name
        made = self._vendors[name] = NameRow(name, shown.cell)
        made.said.connect(self.role_said)
        made.meant.connect(partial(self._decide, "vendors", name))
        self._show_vendor(shown)
        return made

    def _add_criterion(self, shown: MatchedCriterion) -> QWidget:
        name = shown.name
        made = self._criteria[name] = CriterionRow(name, shown.cell)
        made.said.connect(self.role_said)
        made.meant.connect(partial(self._decide, "criteria", name))
        made.directed.connect(partial(self._decide, "directions", name))
        made.weighed.connect(partial(self._decide, "weights", name))
        made.topped.connect(partial(self._decide, "tops", name))
        made.scaled.connect(partial(self._decide, "scales", name))
        made.gated.connect(partial(self._decide, "gates", name))
        self._show_criterion(shown)
        return made

    def _add_evaluator(self, shown: MatchedEvaluator) -> QWidget:
        made = self._evaluators[shown.name] = NameRow(shown.name, "")
        made.choice.setObjectName(f"import.evaluator.{shown.name}")
        made.meant.connect(partial(self._decide, "evaluators", shown.name))
        self._show_evaluator(shown)
        return made

    def _show_rows(self, columns: Sequence[SheetColumn], preview: ImportPreview) -> None:
        """Show in the rows that are listed what everything is taken for now."""
        for each in columns:
            if each.number in self._columns:
                self._columns[each.number].show_column(each)
        for vendor in preview.vendors:
            if vendor.name in self._vendors:
                self._show_vendor(vendor)
        for criterion in preview.criteria:
            if criterion.name in self._criteria:
                self._show_criterion(criterion)
        for evaluator in preview.evaluators:
            if evaluator.name in self._evaluators:
                self._show_evaluator(evaluator)

    def _show_vendor(self, shown: MatchedVendor) -> None:
        made = self._vendors[shown.name]
        if shown.name in self._roles:
            made.show_role(self._roles[shown.name])
        made.show_vendor(shown, self._known[0])

    def _show_criterion(self, shown: MatchedCriterion) -> None:
        assert self._draft is not None
        made = self._criteria[shown.name]
        if shown.name in self._roles and shown.name not in self._vendors:
            made.show_role(self._roles[shown.name])
        made.show_criterion(shown, self._known[1], self._draft.decisions)

    def _show_evaluator(self, shown: MatchedEvaluator) -> None:
        here = tr("new") if shown.is_new else tr("in this initiative")
        self._evaluators[shown.name].show_matching(shown.matching, (), here)

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

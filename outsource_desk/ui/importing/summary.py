"""What the import will do, in numbers and differences, before it does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui import formats
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.importing.summary_parts import Line, Part, PartView, parts_in_words
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, label, rule
from outsource_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import ImportPreview, Mark, Table, ValueChange

_NOTES = 60


class Summary(QWidget):
    """What happens, part by part, and what else is worth knowing."""

    cell_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._preview: ImportPreview | None = None
        self._body = column(gap=S)
        area = scrolling(column(self._body, None))
        area.setObjectName("import.summary")
        self._area = area
        self.setLayout(column(heading(tr("What will happen")), rule(), area, gap=S))

    def show_preview(self, preview: ImportPreview, tables: Sequence[Table] = ()) -> None:
        """Show what the import would do.

        Args:
            preview: as the services worked it out.
            tables: those that come in, for what is left out of them.
        """
        if preview == self._preview:
            return
        self._preview = preview
        parts = parts_of(preview, tables)
        warning = earlier_in_words(preview)
        self.show_parts(target_in_words(preview), parts, preview.notes, warning)

    def show_parts(self, target: str, parts: Sequence[Part], notes: Sequence[str], warning: str = "") -> None:
        """Show the parts of any import.

        Args:
            target: where it goes, in a sentence.
            parts: with at least one thing each.
            notes: of the services, what else is worth knowing.
            warning: what should be seen first.
        """
        clear(self._body)
        if warning:
            self._body.addWidget(Notice("accent", warning))
        where = label(target, wrap=True)
        where.setMinimumWidth(1)
        self._body.addWidget(where)
        self._body.addSpacing(S)
        for part in parts:
            view = PartView(part)
            view.cell_chosen.connect(self.cell_chosen)
            self._body.addWidget(view)
        self._area.setAccessibleName(parts_in_words(parts))
        if notes:
            self._body.addSpacing(S)
            self._body.addWidget(label(tr("Worth knowing"), TextStyle.STRONG))
        for note in notes[:_NOTES]:
            self._body.addWidget(caption(say(note), wrap=True))


def target_in_words(preview: ImportPreview) -> str:
    """Return where the values go, and whose they are."""
    where = (
        tr("A new initiative, “{name}”.", name=preview.initiative)
        if preview.initiative_id is None
        else tr("Into “{name}”.", name=preview.initiative)
    )
    if len(preview.evaluators) > 1:
        names = ", ".join(each.name for each in preview.evaluators[:8])
        return f"{where} {tr('The scores are those of {name}.', name=names)}"
    return f"{where} {tr('The scores are those of {name}.', name=preview.evaluator)}" if preview.has_scores else where


def earlier_in_words(preview: ImportPreview) -> str:
    """Return when the same file came in before; nothing if it never did."""
    earlier = preview.earlier
    if earlier is None:
        return ""
    day = formats.day(earlier.imported_at[:10])
    return tr("This very file came in on {day}, into “{name}”.", day=day, name=earlier.initiative)


def parts_of(preview: ImportPreview, tables: Sequence[Table] = ()) -> list[Part]:
    """Return what happens, part by part; what is zero is left out, but not new values."""
    from outsource_desk.services.import_policy import Fate

    kept = [each for each in preview.conflicts if each.fate is not Fate.REPLACED]
    found = [
        *_names(preview),
        Part("new", preview.values_new, tr_n(preview.values_new, "new value", "new values")),
        _changes("changed", preview.changes, tr_n(len(preview.changes), "changed value", "changed values")),
        _weights(preview),
        _changes("kept", kept, tr("stay as the document has them"), is_open=False),
        Part("same", preview.values_same, tr("the same as here")),
        Part("open", preview.values_open, tr("left open, with the words of the cell beside it")),
        _left_out(tables),
    ]
    return [part for part in found if part.count or part.name == "new"]


def _names(preview: ImportPreview) -> list[Part]:
    vendors = [each for each in preview.vendors if not each.is_candidate and not each.matching.is_skipped]
    criteria = [each for each in preview.criteria if each.is_new and not each.matching.is_skipped]
    skipped = [each for each in (*preview.vendors, *preview.criteria) if each.matching.is_skipped]
    known = tr("already in the directory of vendors")
    new = [
        Line(each.cell, each.name, known if each.is_known else tr("new in the directory of vendors"))
        for each in vendors
    ]
    listed = sum(1 for each in vendors if each.is_known)
    measured = [Line(each.cell, each.name, _weight_in_words(each.weight)) for each in criteria]
    return [
        Part("vendors", len(vendors), tr_n(len(vendors), "new candidate", "new candidates"), new),
        Part("listed", listed, tr("of them already in the directory of vendors")),
        Part("groups", len(preview.groups), tr_n(len(preview.groups), "new group of criteria",
             "new groups of criteria"), [Line("", each) for each in preview.groups]),
        Part("criteria", len(criteria), tr_n(len(criteria), "new criterion", "new criteria"), measured),
        Part("skipped", len(skipped), tr_n(len(skipped), "name that does not come in", "names that do not come in"),
             [Line(each.cell, each.name) for each in skipped]),
    ]  # fmt: skip


def _weights(preview: ImportPreview) -> Part:
    lines = [
        Line(each.cell, tr("{old} → {new}", old=formats.points(each.old), new=formats.points(each.new)), each.criterion)
        for each in preview.weights
    ]
    count = preview.weights_changed
    return Part("weights", count, tr_n(count, "changed weight", "changed weights"), lines, is_open=True)


def _weight_in_words(weight: float | None) -> str:
    return tr("without a weight") if weight is None else tr("weight {weight}", weight=formats.points(weight))


def _changes(name: str, changes: Sequence[ValueChange], words: str, *, is_open: bool = True) -> Part:
    lines = [
        Line(
            each.cell,
            tr("{old} → {new}", old=mark_in_words(each.old), new=mark_in_words(each.new)),
            ", ".join(filter(None, (each.candidate, each.criterion, each.evaluator))),
        )
        for each in changes
    ]
    return Part(name, len(lines), words, lines, is_open)


def _left_out(tables: Sequence[Table]) -> Part:
    left = [each for table in tables for each in (*table.derived, *table.skipped)]
    lines = [Line(each.cells, say(each.why), say(each.check) if each.check else "") for each in left]
    return Part("left_out", len(lines), tr_n(len(lines), "place left out: titles, totals, notes",
                "places left out: titles, totals, notes"), lines)  # fmt: skip


def mark_in_words(mark: Mark) -> str:
    """Return a value as the matrix shows it."""
    if mark.not_applicable:
        return tr("n/a")
    return tr("open") if mark.number is None else formats.points(mark.number)

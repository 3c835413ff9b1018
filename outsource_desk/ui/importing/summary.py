"""What the import will do, in numbers and differences, before it does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from outsource_desk.ui import formats
from outsource_desk.ui.importing.side import scrolling
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import S, TextStyle
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, label, link, row, rule

if TYPE_CHECKING:
    from outsource_desk.services.import_preview import ImportPreview, Mark

_LISTED = 60


class Summary(QWidget):
    """The counts, each value that changes, and what else is worth knowing."""

    cell_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._preview: ImportPreview | None = None
        self._body = column(gap=S)
        area = scrolling(column(self._body, None))
        area.setObjectName("import.summary")
        self._area = area
        self.setLayout(column(heading(tr("What will happen")), rule(), area, gap=S))

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what the import would do."""
        if preview == self._preview:
            return
        self._preview = preview
        clear(self._body)
        self._body.addWidget(label(target_in_words(preview), wrap=True))
        self._body.addSpacing(S)
        for count, words in counts(preview):
            number = label(count, TextStyle.STRONG)
            number.setMinimumWidth(40)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            line = row(number, label(words, wrap=True), gap=S)
            line.setStretch(1, 1)
            self._body.addLayout(line)
        self._area.setAccessibleName("; ".join(f"{count} {words}" for count, words in counts(preview)))
        if preview.changes:
            self._body.addSpacing(S)
            self._body.addWidget(label(tr("Values that change"), TextStyle.STRONG))
        for change in preview.changes[:_LISTED]:
            to_cell = link(change.cell, self._teller(change.cell), name=f"import.change.{change.cell}")
            said = tr("{old} → {new}", old=mark_in_words(change.old), new=mark_in_words(change.new))
            what = f"{change.candidate}, {change.criterion}"
            line = row(to_cell, column(label(said, TextStyle.STRONG), caption(what, wrap=True), gap=0), gap=S)
            line.setStretch(1, 1)
            self._body.addLayout(line)
        if len(preview.changes) > _LISTED:
            self._body.addWidget(caption(tr("and {count} more", count=len(preview.changes) - _LISTED)))
        if preview.notes:
            self._body.addSpacing(S)
            self._body.addWidget(label(tr("Worth knowing"), TextStyle.STRONG))
        for note in preview.notes[:_LISTED]:
            self._body.addWidget(caption(say(note), wrap=True))

    def _teller(self, cell: str):
        return lambda: self.cell_chosen.emit(cell)


def target_in_words(preview: ImportPreview) -> str:
    """Return where the values go, and whose they are."""
    where = (
        tr("A new initiative, “{name}”.", name=preview.initiative)
        if preview.initiative_id is None
        else tr("Into “{name}”.", name=preview.initiative)
    )
    return f"{where} {tr('The scores are those of {name}.', name=preview.evaluator)}" if preview.has_scores else where


def counts(preview: ImportPreview) -> list[tuple[str, str]]:
    """Return number and words of each kind of thing that comes in; what is zero is left out, but not new values."""
    vendors = [each for each in preview.vendors if not each.is_candidate]
    listed = sum(1 for each in vendors if each.is_known)
    criteria = sum(1 for each in preview.criteria if each.is_new)
    new = tr_n(preview.values_new, "new value", "new values")
    found = [
        (len(vendors), tr_n(len(vendors), "new candidate", "new candidates")),
        (listed, tr("of them already in the directory of vendors")),
        (criteria, tr_n(criteria, "new criterion", "new criteria")),
        (preview.values_new, new),
        (len(preview.changes), tr_n(len(preview.changes), "changed value", "changed values")),
        (preview.weights_changed, tr_n(preview.weights_changed, "changed weight", "changed weights")),
        (preview.values_same, tr("the same as here")),
        (preview.values_open, tr("left open, with the words of the cell beside it")),
    ]
    return [(formats.number(count, 0), words) for count, words in found if count or words == new]


def mark_in_words(mark: Mark) -> str:
    """Return a value as the matrix shows it."""
    if mark.not_applicable:
        return tr("n/a")
    return tr("open") if mark.number is None else formats.points(mark.number)

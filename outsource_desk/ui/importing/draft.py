"""An import in the making: the file that was read and what the user has decided so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.ui.language import tr, tr_n

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_preview import ImportPreview, Reading, SheetPicture, Table

FILE, TABLE, TARGET, CHECK, SUMMARY = range(5)  # the steps of an import


@dataclass
class Draft:
    """All that is known of one import before it is written."""

    path: Path
    reading: Reading
    table_index: int
    size: int  # bytes of the file
    initiative: str | None = None
    evaluator: str | None = None
    directions: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """Return the table that comes in."""
        return self.reading.tables[self.table_index]

    @property
    def picture(self) -> SheetPicture:
        """Return the picture of the table's sheet."""
        return next(each for each in self.reading.pictures if each.sheet == self.table.sheet)

    @property
    def options(self) -> dict[str, Any]:
        """Return the decisions as the services take them."""
        return {
            "table": self.table_index,
            "initiative": self.initiative,
            "evaluator": self.evaluator,
            "directions": dict(self.directions),
            "answers": dict(self.answers),
        }

    def choose_table(self, index: int) -> None:
        """Take another table of the file; what was decided of the one before is forgotten."""
        if index != self.table_index:
            self.table_index = index
            self.evaluator = None
            self.directions.clear()
            self.answers.clear()

    def answer(self, cells: Iterable[str], answer: Answer | None) -> None:
        """Answer for cells, or take their answers back."""
        for cell in cells:
            self.answers.pop(cell, None)
            if answer is not None:
                self.answers[cell] = answer

    def waiting(self, preview: ImportPreview) -> list[str]:
        """Return the cells that still need an answer."""
        return [each.cell for each in preview.questions if each.needs_answer and each.cell not in self.answers]

    def undirected(self, preview: ImportPreview) -> int:
        """Return for how many criteria nobody has said which way is better."""
        return sum(1 for each in preview.criteria if each.is_direction_asked and each.name not in self.directions)

    def why_not(self, step: int, preview: ImportPreview) -> str:
        """Return why the import cannot go on from a step; nothing if it can."""
        waiting = self.waiting(preview) if step == CHECK else []
        if waiting:
            return tr_n(len(waiting), "Answer {cell} to go on", "Answer {count} cells to go on", cell=waiting[0])
        return tr("The file says all this already") if step == SUMMARY and not preview.changes_anything else ""

    def place_in_words(self) -> str:
        """Return sheet, range and size of the file."""
        table = self.table
        where = tr("Sheet {sheet}, {range}", sheet=table.sheet, range=table.range) if table.sheet else table.range
        size = tr("{size} KB", size=max(1, round(self.size / 1024)))
        return f"{where} · {size} · {tr('nothing is written before step 5')}"

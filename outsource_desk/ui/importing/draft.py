"""An import in the making: the file that was read and what the user has decided so far."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.ui.language import tr, tr_n

if TYPE_CHECKING:
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_matching import Wanted
    from outsource_desk.services.import_policy import Policy
    from outsource_desk.services.import_preview import ImportPreview, Reading, SheetPicture, Table
    from outsource_desk.services.import_views import SheetView

FILE, TABLE, COLUMNS, CHECK, SUMMARY = range(5)  # the steps of an import
AT_ONCE = 5_000  # used cells up to which a sheet is looked at once more before the next key is pressed


@dataclass
class Decisions:
    """What the user says about one table; nothing here leaves it to what was read or is remembered."""

    initiative: str | None = None  # `NEW` where one is to be begun whatever is known
    evaluator: str | None = None
    has_people: bool | None = None  # evaluators' names stand behind those of the vendors
    policy: Policy | None = None  # what becomes of values that differ from those of the file
    is_remembering: bool = True
    directions: dict[str, str] = field(default_factory=dict)  # criterion of the sheet → max or min
    weights: dict[str, float] = field(default_factory=dict)  # criterion of the sheet → its weight
    takes_weights: bool = False  # where the sheet has none, those of another table of the file
    tops: dict[str, float] = field(default_factory=dict)  # criterion → the most points of its scale
    vendors: dict[str, Wanted] = field(default_factory=dict)  # name of the sheet → what is meant
    criteria: dict[str, Wanted] = field(default_factory=dict)
    evaluators: dict[str, Wanted] = field(default_factory=dict)
    scales: dict[str, Mapping[str, float | None]] = field(default_factory=dict)  # criterion → word → points
    gates: dict[str, float | None] = field(default_factory=dict)  # criterion → least points; None = no gate
    answers: dict[str, Answer] = field(default_factory=dict)  # by cell
    records: Any = None  # RecordChoices, where rows become records of a kind

    def as_options(self) -> dict[str, Any]:
        """Return what was decided, by the names that `Choices` has for it."""
        given = {
            name: value
            for name, value in vars(self).items()
            if value not in (None, {}) and name not in ("records", "is_remembering")
        }
        copied = {name: dict(value) if isinstance(value, dict) else value for name, value in given.items()}
        return copied if self.is_remembering else copied | {"is_remembering": False}

    def fit(self, table: Table, cells: Collection[str]) -> None:
        """Forget what no longer fits a table that was read in another way.

        Args:
            table: as it is read now.
            cells: those that can be answered for.
        """
        criteria = {each.name for each in table.criteria}
        for known in (self.directions, self.weights, self.tops, self.criteria, self.scales, self.gates):
            _keep(known, criteria)
        _keep(self.vendors, {each.name for each in table.vendors})
        _keep(self.answers, cells)


@dataclass
class Draft:
    """All that is known of one import before it is written."""

    path: Path | None  # None: a block from the clipboard
    reading: Reading
    table_index: int
    size: int  # bytes of the file
    kind: str = ""  # of the records that the rows become; nothing: values go into the matrix
    decisions: Decisions = field(default_factory=Decisions)
    more_tables: list[int] = field(default_factory=list)  # of other evaluators, brought in with this one

    @property
    def name(self) -> str:
        """Return what the file is called."""
        return self.reading.file

    @property
    def table(self) -> Table:
        """Return the table that comes in."""
        return self.reading.tables[self.table_index]

    @property
    def tables(self) -> list[Table]:
        """Return all tables that come in, the one that is shown first."""
        return [self.table, *(self.reading.tables[at] for at in self.more_tables)]

    @property
    def picture(self) -> SheetPicture:
        """Return the picture of the table's sheet."""
        return next(each for each in self.reading.pictures if each.sheet == self.table.sheet)

    @property
    def view(self) -> SheetView:
        """Return what the user said about the sheet; nothing as long as it was read by itself."""
        from outsource_desk.services.import_views import SheetView

        return self.reading.views.get(self.table.sheet) or SheetView()

    @property
    def answers(self) -> dict[str, Answer]:
        """Return the answers so far, by cell."""
        return self.decisions.answers

    @property
    def options(self) -> dict[str, Any]:
        """Return the decisions as the services take them."""
        several = {"tables": (self.table_index, *self.more_tables)} if self.more_tables else {}
        return {"table": self.table_index, "follows_vendors": True} | several | self.decisions.as_options()

    def choose_table(self, index: int, kind: str = "") -> None:
        """Take another table of the file; what was decided of the one before is forgotten, but not where it goes."""
        if (index, kind) != (self.table_index, self.kind):
            self.table_index, self.kind = index, kind
            self.more_tables = other_evaluators(self.reading, index)
            self.decisions = Decisions(initiative=self.decisions.initiative)

    def look_at(self, reading: Reading) -> bool:
        """Take what was read once more; false, and nothing changes, if the sheet has no table in this view."""
        now = self.table
        found = [at for at, table in enumerate(reading.tables) if table.sheet == now.sheet]
        if not found:
            return False
        same = [at for at in found if reading.tables[at].range == now.range]
        self.table_index = (same or found)[0]
        others = {self.reading.tables[at].sheet for at in self.more_tables}
        self.more_tables = [at for at, table in enumerate(reading.tables) if table.sheet in others - {now.sheet}]
        self.reading = reading
        return True

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
        return sum(1 for each in preview.criteria if each.is_direction_asked and not self._directed(each.name))

    def _directed(self, criterion: str) -> bool:
        return criterion in self.decisions.directions

    def why_not(self, step: int, preview: ImportPreview) -> str:
        """Return why the import cannot go on from a step; nothing if it can."""
        waiting = self.waiting(preview) if step == CHECK else []
        if waiting:
            return tr_n(len(waiting), "Answer {cell} to go on", "Answer {count} questions to go on", cell=waiting[0])
        return tr("The document says all this already") if step == SUMMARY and not preview.changes_anything else ""

    def place_in_words(self) -> str:
        """Return sheet, range and size of the file."""
        table = self.table
        where = tr("Sheet {sheet}, {range}", sheet=table.sheet, range=table.range) if table.sheet else table.range
        size = tr("{size} KB", size=max(1, round(self.size / 1024))) if self.path is not None else ""
        return " · ".join(filter(None, (where, size, tr("nothing is written before step 5"))))


def other_evaluators(reading: Reading, index: int) -> list[int]:
    """Return the tables of the other evaluators, where each sheet has the scores of one."""
    table = reading.tables[index]
    same = [at for at, each in enumerate(reading.tables) if each.evaluator and each.kind == table.kind and at != index]
    return same if table.evaluator else []


def _keep(known: dict[str, Any], names: Collection[str]) -> None:
    for name in [each for each in known if each not in names]:
        del known[name]

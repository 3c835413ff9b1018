"""Bring a spreadsheet's vendors, criteria and scores into the file, in one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import counted, in_words
from outsource_desk.domain.garbage import garbage_left_alone
from outsource_desk.services.import_answers import NOTHING_DECIDED, Choices
from outsource_desk.services.import_case import ImportCase, prepare
from outsource_desk.services.import_conflicts import differing_values, told
from outsource_desk.services.import_people import people_behind
from outsource_desk.services.import_policy import Fate
from outsource_desk.services.import_writing import write_case

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CellProblem, Reading
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_plan import ImportPlan

Progress = Callable[[float, str], None]

MOST_NOTES = 10  # of one kind that a summary lists


class ChangedMeanwhileError(DeskError):
    """The file was changed after an import had been prepared."""

    remedy = "Look at the import once more and press Import again."

    def __init__(self, file: str) -> None:
        super().__init__(f"The document was changed while “{file}” was being looked at.")


@dataclass(frozen=True)
class ImportSummary:
    """What an import brought in and what it left out."""

    file: str
    sheet: str
    initiative: str
    initiative_id: int | None  # None if nothing was written and there is none yet
    is_new: bool  # the initiative was begun by this import
    evaluator: str  # whose scores these are; "" if none were brought in
    revision: int
    vendors_added: int
    criteria_added: int
    values_new: int
    values_changed: int
    values_same: int
    values_open: int  # texts kept beside a cell that stays open
    undirected: tuple[str, ...]  # criteria that stay open until it is said whether more or less is better
    cells_in_doubt: int  # without an answer
    other_sheets: tuple[str, ...]  # that hold tables too
    notes: tuple[str, ...]
    tables: tuple[int, ...] = ()  # of the reading's tables, that came in
    evaluators: tuple[str, ...] = ()  # all whose scores came in
    groups_added: int = 0
    values_kept: int = 0  # that the sheet says otherwise and the file keeps
    offer_lines: int = 0  # kept beneath their prices
    to_decide: tuple[str, ...] = ()  # names of the sheet that may mean somebody or something here
    decisions_remembered: int = 0  # that were taken from an earlier import of this layout
    imported_before: str = ""  # when the same bytes came in last, UTC

    @property
    def changed_anything(self) -> bool:
        """Tell whether the file is different now."""
        added = self.vendors_added or self.criteria_added or self.groups_added
        return bool(added or self.values_new or self.values_changed or self.offer_lines)

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``import --json`` prints."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    def lines(self) -> Iterator[str]:
        """Yield the summary in words."""
        place = f", sheet {self.sheet}" if self.sheet else ""
        if self.changed_anything or self.values_open:
            which = "the new initiative " if self.is_new else ""
            yield f"Brought “{self.file}”{place} into {which}“{self.initiative}” (revision {self.revision})."
            if self.evaluators:
                yield f"The scores are those of {in_words([f'“{name}”' for name in self.evaluators])}."
        else:
            yield f"“{self.file}”{place} says what “{self.initiative}” says already; nothing was changed."
        yield (
            f"{counted(self.vendors_added, 'new candidate')}, "
            f"{counted(self.criteria_added, 'new criterion', 'new criteria')}, "
            f"{counted(self.values_new, 'new value')}, {self.values_changed:,} changed, {self.values_same:,} the same, "
            f"{self.values_open:,} left open."
        )
        if self.values_kept:
            yield f"{counted(self.values_kept, 'value')} here differ from the sheet and were kept."
        if self.offer_lines:
            yield f"{counted(self.offer_lines, 'line')} of the offers stand beneath the prices."
        if self.imported_before:
            yield f"The same file came in before, on {self.imported_before[:10]}."
        if self.decisions_remembered:
            count = counted(self.decisions_remembered, "decision")
            yield f"{count} of an earlier sheet of this layout counted again."
        yield from self.notes


def read_spreadsheet(
    path: Path,
    sheet: str | None = None,
    progress: Progress | None = None,
    *,
    encoding: str = "",
    delimiter: str = "",
) -> Reading:
    """Read a spreadsheet in a limited child process; nothing is written.

    Args:
        path: of the file.
        sheet: the only one to read; all visible ones without it.
        progress: told how far the work is.
        encoding: of a text file, in place of the one that is found.
        delimiter: the sign between the fields of a text file, in place of the one that is found.

    Returns:
        What was understood, with every doubt and its cell; ``refusal`` says why nothing was.
    """
    from outsource_desk.importers.spreadsheet import read_spreadsheet as read
    from outsource_desk.services.import_records.own_templates import as_our_templates

    return as_our_templates(read(path, sheet=sheet, encoding=encoding, delimiter=delimiter, progress=progress))


def read_pasted(text: str, name: str = "Pasted cells", progress: Progress | None = None) -> Reading:
    """Read a block of cells from the clipboard under the same limits; nothing is written."""
    from outsource_desk.importers.spreadsheet import read_pasted as read
    from outsource_desk.services.import_records.own_templates import as_our_templates

    return as_our_templates(read(text, name=name, progress=progress))


@garbage_left_alone()
def import_spreadsheet(
    desk: Desk, reading: Reading, choices: Choices = NOTHING_DECIDED, **decisions: Any
) -> ImportSummary:
    """Bring in what was read from a spreadsheet.

    Undoable as one step. Saved when this returns. Reading the same again changes nothing. A value in doubt that
    nobody has answered for stays open; a typed number keeps the cell as its source, and its rationale says what the
    cell said.

    Args:
        desk: the open file.
        reading: what `read_spreadsheet` understood.
        choices: what the user has decided.
        **decisions: fields of ``choices`` by their names, in place of those there.

    Raises:
        RefusedSpreadsheetError: the spreadsheet could not be read or holds nothing of use.
        DeskError: a decision fits nothing, or the file cannot be written; it is then unchanged.
    """
    return import_prepared(desk, prepare(desk, reading, replace(choices, **decisions)))


@garbage_left_alone()
def import_prepared(desk: Desk, case: ImportCase) -> ImportSummary:
    """Bring in what `prepare` has worked out; see `import_spreadsheet`.

    Undoable as one step. Saved when this returns.

    Raises:
        ChangedMeanwhileError: the file is not as it was when the import was prepared; nothing is written.
        DeskError: the file cannot be written; it is then unchanged.
    """
    if case.here.revision != desk.journal.revision:
        raise ChangedMeanwhileError(case.reading.file)
    initiative_id = case.initiative_id
    if case.plan.writes_anything:
        with desk.edit(f"Import {case.reading.file}"):
            initiative_id = write_case(desk, case)
    return _summary(case, initiative_id, desk.journal.revision)


def _summary(case: ImportCase, initiative_id: int | None, revision: int) -> ImportSummary:
    offices, doubts = _offices(case), _doubts(case)
    sheets = (case.reading.tables[at].sheet for at in case.indexes)
    return ImportSummary(
        file=case.reading.file,
        sheet=", ".join(dict.fromkeys(filter(None, sheets))),
        initiative=case.initiative,
        initiative_id=initiative_id,
        is_new=case.initiative_id is None,
        evaluator=case.evaluator if case.evaluator in offices else "",
        revision=revision,
        undirected=case.plan.undirected,
        cells_in_doubt=len(doubts),
        other_sheets=_other_sheets(case),
        notes=(*case.plan.notes, *_left_notes(case, doubts)),
        tables=case.indexes,
        evaluators=offices,
        to_decide=tuple(_to_decide(case)),
        decisions_remembered=case.remembered,
        imported_before=case.here.earlier[1] if case.here.earlier else "",
        **_counts(case.plan),
    )


def _counts(plan: ImportPlan) -> dict[str, Any]:
    """Return how much of each kind came in."""
    new = [value.has_number for value in plan.values if not value.is_change]
    return {
        "vendors_added": len(plan.candidates),
        "criteria_added": len(plan.criteria),
        "groups_added": len(plan.groups),
        "values_new": sum(new),
        "values_changed": len(plan.values) - len(new) + len(plan.weights),
        "values_same": plan.same,
        "values_open": len(new) - sum(new),
        "values_kept": sum(1 for each in plan.conflicts if each.fate is not Fate.REPLACED),
        "offer_lines": len(plan.lines),
    }


def _other_sheets(case: ImportCase) -> tuple[str, ...]:
    tables = case.reading.tables
    brought = {tables[index].sheet for index in case.indexes}
    return tuple(dict.fromkeys(each.sheet for each in tables if each.sheet not in brought))


def _offices(case: ImportCase) -> tuple[str, ...]:
    """Return the names of all whose scores come in."""
    here = {each.id: each.name for each in case.now.evaluators} if case.now else {}
    keys = dict.fromkeys(value.evaluator for value in case.plan.values if value.table == "score")
    return tuple(here.get(key, "") if isinstance(key, int) else key for key in keys)


def _to_decide(case: ImportCase) -> Iterator[str]:
    """Yield the names that came in as new although somebody or something of nearly this name is here."""
    of = case.plan.matchings
    for each in (*of.vendors.values(), *of.criteria.values(), *of.evaluators.values()):
        if each.is_asked:
            yield each.name


def _doubts(case: ImportCase) -> list[CellProblem]:
    """Return the cells in doubt that no answer settles."""
    from outsource_desk.importers.scorecards.weights_elsewhere import asks_for_weights

    table, choices = case.read, case.choices
    names = {name.casefold() for name in choices.directions}
    settled = {*choices.answers}
    if case.elsewhere is not None and choices.takes_weights:
        settled |= {each.cell for each in table.problems if asks_for_weights(each)}
    if choices.has_people is not None:
        settled |= {part.vendors[0].cell for part in case.reads if people_behind(part)}
    settled |= {column.cell for column in table.criteria if column.direction is None or column.name.casefold() in names}
    return [each for each in table.problems if each.severity in ("ask", "error") and each.cell not in settled]


def _difference_notes(case: ImportCase) -> Iterator[str]:
    """Yield what the file said and the sheet says where they differ, and which of both counts now."""
    differing = differing_values(case)
    for each in differing[:MOST_NOTES]:
        counts = "the sheet counts" if each.fate is Fate.REPLACED else "the document counts"
        what = f"{each.candidate}, {each.criterion}, {told(each.old)} → {told(each.new)}"
        yield f"Differs at {each.cell}: {what}; {counts}."
    if len(differing) > MOST_NOTES:
        yield f"Values that differ besides: {len(differing) - MOST_NOTES:,}."


def _left_notes(case: ImportCase, doubts: list[CellProblem]) -> Iterator[str]:
    """Yield what the user should know of cells and tables that were not brought in."""
    table, likely = case.read, case.here.likely
    if likely is not None and case.initiative_id is None and case.choices.initiative is None:
        yield (
            f"Of {counted(likely.of_vendors, 'vendor')} {likely.vendors} are candidates of “{likely.name}” too: bring "
            "the sheet in there if it is about that."
        )
    yield from _difference_notes(case)
    for problem in doubts[:MOST_NOTES]:
        yield f"{problem.cell}: {problem.reason}"
    if len(doubts) > MOST_NOTES:
        yield f"{len(doubts) - MOST_NOTES:,} more cells are in doubt."
    for left in table.skipped[:MOST_NOTES]:
        yield f"Left out: {left.cells} ({left.why})."
    sheets = {case.reading.tables[index].sheet for index in case.indexes}
    for at, other in enumerate(case.reading.tables):
        if at in case.indexes:
            continue
        if other.sheet in sheets and other.kind == table.kind:
            yield f"The same sheet holds another table at {other.range}: bring it in by its number, {at + 1}."
        elif other.sheet not in sheets:
            yield f"Sheet “{other.sheet}” holds another table: bring it in by itself."

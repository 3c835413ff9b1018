"""Bring a spreadsheet's vendors, criteria and scores into the file, in one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_name
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.formatting import counted, plain
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.import_plan import ImportPlan, NewCandidate, PlannedValue, plan_import
from outsource_desk.services.initiatives import add_initiative, list_initiatives, update_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import add_evaluator, list_evaluators
from outsource_desk.store.evaluations import load_evaluation as load_evaluation_from
from outsource_desk.store.initiatives import initiative_of_import
from outsource_desk.store.rows import insert_row, insert_rows, next_position, update_row, upsert_row
from outsource_desk.store.vendors import candidate_ids, vendor_ids

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk

Progress = Callable[[float, str], None]

# of several tables in a file the first of the best kind is brought in
_KINDS = ("scores", "prices", "risks", "answers", "criteria", "vendors")

MOST_NOTES = 10  # of one kind that a summary lists
_DIRECTIONS = {"max": "more is better", "min": "less is better"}


class RefusedSpreadsheetError(DeskError):
    """A spreadsheet cannot be read, or holds nothing that can be brought in."""

    remedy = "Do as the message says; `import --dry-run` shows what is understood of a spreadsheet."


class NoSuchColumnError(DeskError):
    """An answer names a criterion that the sheet does not have."""

    remedy = "Write the name as `import --dry-run` lists it."

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"The sheet has no criterion “{name}”. It has: {', '.join(known[:20])}.")


@dataclass(frozen=True)
class ImportSummary:
    """What an import brought in and what it left out."""

    file: str
    sheet: str
    initiative: str
    is_new: bool  # the initiative was begun by this import
    evaluator: str  # whose scores these are; "" if none were brought in
    revision: int
    vendors_added: int
    criteria_added: int
    values_new: int
    values_changed: int
    values_same: int
    values_open: int  # texts kept beside a cell that stays open
    notes: tuple[str, ...]

    @property
    def changed_anything(self) -> bool:
        """Tell whether the file is different now."""
        return bool(self.vendors_added or self.criteria_added or self.values_new or self.values_changed)

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``import --json`` prints."""
        return {**vars(self), "notes": list(self.notes)}

    def lines(self) -> Iterator[str]:
        """Yield the summary in words."""
        place = f", sheet {self.sheet}" if self.sheet else ""
        if self.changed_anything or self.values_open:
            which = "the new initiative " if self.is_new else ""
            yield f"Brought “{self.file}”{place} into {which}“{self.initiative}” (revision {self.revision})."
            if self.evaluator:
                yield f"The scores are those of “{self.evaluator}”; name another with --evaluator NAME."
        else:
            yield f"“{self.file}”{place} says what “{self.initiative}” says already; nothing was changed."
        yield (
            f"{counted(self.vendors_added, 'new candidate')}, "
            f"{counted(self.criteria_added, 'new criterion', 'new criteria')}, "
            f"{counted(self.values_new, 'new value')}, {self.values_changed:,} changed, {self.values_same:,} the same, "
            f"{self.values_open:,} left open."
        )
        yield from self.notes


def read_spreadsheet(path: Path, sheet: str | None = None, progress: Progress | None = None) -> Reading:
    """Read a spreadsheet in a limited child process; nothing is written.

    Returns:
        What was understood, with every doubt and its cell; ``refusal`` says why nothing was.
    """
    from outsource_desk.importers.spreadsheet import read_spreadsheet as read

    return read(path, sheet=sheet, progress=progress)


def import_spreadsheet(
    desk: Desk,
    reading: Reading,
    *,
    initiative: str | None = None,
    evaluator: str | None = None,
    directions: Mapping[str, str] | None = None,
) -> ImportSummary:
    """Bring in what was read from a spreadsheet.

    Undoable as one step. Saved when this returns. Reading the same again changes nothing.

    Args:
        desk: the open file.
        reading: what `read_spreadsheet` understood.
        initiative: where to, begun if there is none of this name; None = the one that the file came from before,
            else a new one named after the file.
        evaluator: whose scores these are, where the sheet does not say; None = named after the sheet or the file.
        directions: criterion of the sheet → "max" or "min", where the sheet does not say which is better.

    Raises:
        RefusedSpreadsheetError: the spreadsheet could not be read or holds nothing of use.
        DeskError: an answer fits nothing, or the file cannot be written; it is then unchanged.
    """
    main = _main_table(reading)
    table = _with_directions(main, directions or {})
    office = checked_name("The evaluator", evaluator or _whose(reading, main))
    initiative_id, name = _target(desk, reading, initiative)
    is_new = initiative_id is None
    now = None if initiative_id is None else load_evaluation(desk, initiative_id)
    is_own = initiative_id is not None and _is_of_this(desk, reading, initiative_id)
    base = _base(desk, reading, initiative_id) if initiative_id is not None and is_own else None
    plan = plan_import(table, now, evaluator=office, is_own=is_own, base=base)
    if plan.writes_anything:
        with desk.edit(f"Import {reading.file}"):
            if initiative_id is None:
                initiative_id = add_initiative(desk, name, weighting=plan.weighting or Weighting.POINTS)
            if plan.currency and (now is None or not now.initiative.currency):
                update_initiative(desk, initiative_id, "currency", plan.currency)
            _write(desk, initiative_id, plan, reading, table)
    new = [value.has_number for value in plan.values if not value.is_change]
    scored = any(value.table == "score" and value.evaluator == office for value in plan.values)
    return ImportSummary(
        file=reading.file,
        sheet=table.sheet or "",
        initiative=name,
        is_new=is_new,
        evaluator=office if scored else "",
        revision=desk.journal.revision,
        vendors_added=len(plan.candidates),
        criteria_added=len(plan.criteria),
        values_new=sum(new),
        values_changed=len(plan.values) - len(new) + len(plan.weights),
        values_same=plan.same,
        values_open=len(new) - sum(new),
        notes=(*plan.notes, *_left_notes(reading, main, directions or {})),
    )


def _whose(reading: Reading, table: Table) -> str:
    """Return whose scores these are where nobody says: the sheet where several have scores, else the file."""
    sheets = {each.sheet for each in reading.tables if each.kind == "scores"}
    return table.sheet if len(sheets) > 1 and table.sheet else Path(reading.file).stem[:400] or reading.file


def _with_directions(table: Table, answers: Mapping[str, str]) -> Table:
    """Return the table with the directions that the user gave."""
    columns = {column.name.casefold(): column for column in table.criteria}
    for name in answers:
        if name.casefold() not in columns:
            raise NoSuchColumnError(name, [column.name for column in table.criteria])
    given = {name.casefold(): str(direction) for name, direction in answers.items()}
    criteria = (replace(each, direction=given.get(each.name.casefold(), each.direction)) for each in table.criteria)
    return replace(table, criteria=tuple(criteria)) if given else table


def _is_of_this(desk: Desk, reading: Reading, initiative_id: int) -> bool:
    """Tell whether a workbook of ours was made from this initiative of this very file, so that its keys are ours."""
    origin = reading.origin or {}
    is_here = bool(origin) and desk.journal.has_fingerprint(origin.get("fingerprint", ""))
    return is_here and origin.get("initiative_id") == str(initiative_id)


def _base(desk: Desk, reading: Reading, initiative_id: int) -> Evaluation | None:
    """Return the initiative as it stood when a workbook of ours was made from this very file, if that can be told."""
    origin = reading.origin or {}
    revision = origin.get("revision", "")
    if not revision.isdecimal() or desk.journal.fingerprint_at(int(revision)) != origin.get("fingerprint"):
        return None
    try:
        past = desk.journal.at_revision(int(revision))
    except DeskError:  # it lies before the file was updated or stripped of its history
        return None
    try:
        return load_evaluation_from(past, initiative_id)
    except NotFoundError:
        return None
    finally:
        past.close()


def _left_notes(reading: Reading, table: Table, answered: Mapping[str, str]) -> Iterator[str]:
    """Yield what the user should know of cells and tables that were not brought in."""
    names = {name.casefold() for name in answered}
    settled = {column.cell for column in table.criteria if column.direction is None or column.name.casefold() in names}
    doubts = [each for each in table.problems if each.severity in ("ask", "error") and each.cell not in settled]
    for problem in doubts[:MOST_NOTES]:
        yield f"{problem.cell}: {problem.reason}"
    if len(doubts) > MOST_NOTES:
        yield f"{len(doubts) - MOST_NOTES:,} more cells are in doubt; --dry-run --json lists them all."
    for left in table.skipped[:MOST_NOTES]:
        yield f"Left out: {left.cells} ({left.why})."
    for other in reading.tables:
        if other is not table and other.sheet == table.sheet and other.kind == table.kind:
            yield f"The same sheet holds another table at {other.range}: put it on a sheet of its own to bring it in."
        elif other.sheet != table.sheet:
            yield f"Sheet “{other.sheet}” holds another table: bring it in with --sheet."


def _main_table(reading: Reading) -> Table:
    if reading.refusal:
        raise RefusedSpreadsheetError(reading.refusal)
    found = [table for kind in _KINDS for table in reading.tables if table.kind == kind]
    if not found:
        raise RefusedSpreadsheetError(f"“{reading.file}” holds no table of vendors, criteria or scores.")
    return found[0]


def _target(desk: Desk, reading: Reading, wanted: str | None) -> tuple[int | None, str]:
    """Return the initiative to bring values into, and its name; None = to be begun."""
    origin = (reading.origin or {}).get("initiative")
    named = {initiative.name.casefold(): initiative for initiative in list_initiatives(desk)}
    for name in (wanted,) if wanted else (origin,):
        if name and (known := named.get(" ".join(name.split()).casefold())):
            return known.id, known.name
    if wanted:
        return None, checked_name("The initiative", wanted)
    known_id = initiative_of_import(desk.connection, reading.sha256)
    if known_id is not None:
        return known_id, next(initiative.name for initiative in named.values() if initiative.id == known_id)
    stem = checked_name("The initiative", Path(reading.file).stem[:400] or reading.file)
    name, number = stem, 1
    while name.casefold() in named:
        number += 1
        name = f"{stem} ({number})"
    return None, name


def _write(desk: Desk, initiative_id: int, plan: ImportPlan, reading: Reading, table: Table) -> None:
    """Write a plan inside the edit that is open."""
    import_id = insert_row(
        desk.db,
        "import_file",
        {
            "initiative_id": initiative_id,
            "file_name": reading.file,
            "sha256": reading.sha256,
            "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    )
    candidates = _write_candidates(desk, initiative_id, plan.candidates)
    position = next_position(desk.connection, "criterion", initiative_id)
    criteria: dict[str, int] = {}
    for offset, criterion in enumerate(plan.criteria):
        place = {"initiative_id": initiative_id, "position": position + offset}
        criteria[criterion.name] = insert_row(desk.db, "criterion", {**place, **criterion.fields})
    for criterion_id, weight in plan.weights.items():
        update_row(desk.db, "criterion", criterion_id, {"weight": weight})
    evaluators = _write_evaluators(desk, initiative_id, plan)
    origin = {"import_id": import_id, "sheet": table.sheet or ""}
    rows: dict[str, list[dict[str, object]]] = {}
    for value in plan.values:
        key = _key(value, candidates, criteria, evaluators)
        fields = {**value.fields, **origin, "cell": value.cell}
        if value.is_change:
            upsert_row(desk.db, value.table, key, fields)
        else:
            rows.setdefault(value.table, []).append({**key, **fields})
    for name, new in rows.items():
        insert_rows(desk.db, name, new)


def _key(
    value: PlannedValue, candidates: dict[str, int], criteria: dict[str, int], evaluators: dict[str, int]
) -> dict[str, object]:
    candidate, criterion = value.candidate, value.criterion
    key: dict[str, object] = {
        "candidate_id": candidates[candidate.casefold()] if isinstance(candidate, str) else candidate,
        "criterion_id": criteria[criterion] if isinstance(criterion, str) else criterion,
    }
    return {**key, "evaluator_id": evaluators[value.evaluator.casefold()]} if value.table == "score" else key


def _write_evaluators(desk: Desk, initiative_id: int, plan: ImportPlan) -> dict[str, int]:
    """Enter evaluators that the initiative lacks and return name in small letters → id."""
    known = {each.name.casefold(): each.id for each in list_evaluators(desk, initiative_id)}
    for name in dict.fromkeys(value.evaluator for value in plan.values if value.table == "score"):
        if name.casefold() not in known:
            known[name.casefold()] = add_evaluator(desk, initiative_id, name)
    return known


def _write_candidates(desk: Desk, initiative_id: int, new: tuple[NewCandidate, ...]) -> dict[str, int]:
    """Enter new candidates, with vendors that the directory lacks, and return name in small letters → candidate id."""
    known = vendor_ids(desk.connection)
    missing = [each.name for each in new if not each.is_in_house and each.name.casefold() not in known]
    insert_rows(desk.db, "vendor", [{"name": name} for name in missing])
    known = vendor_ids(desk.connection) if missing else known
    position = next_position(desk.connection, "candidate", initiative_id)
    rows = [
        {
            "initiative_id": initiative_id,
            "position": position + offset,
            "vendor_id": None if each.is_in_house else known[each.name.casefold()],
            "in_house_name": each.name if each.is_in_house else None,
        }
        for offset, each in enumerate(new)
    ]
    insert_rows(desk.db, "candidate", rows)
    return candidate_ids(desk.connection, initiative_id)


def reading_lines(reading: Reading) -> Iterator[str]:
    """Yield what was understood of a spreadsheet, in words."""
    yield f"{reading.file}, SHA-256 {reading.sha256[:12]}"
    for table in reading.tables:
        yield ""
        place = f"Sheet {table.sheet}: " if table.sheet else ""
        yield (
            f"{place}{table.kind}, {table.orientation.replace('_', ' ')}; "
            f"{counted(len(table.vendors), 'vendor')}, {counted(len(table.criteria), 'criterion', 'criteria')}, "
            f"{counted(len(table.scores), 'value')}; "
            f"{table.accounted_cells:,} of {table.used_cells:,} cells accounted for"
        )
        if table.vendors:
            more = " …" * (len(table.vendors) > 12)
            yield f"  Vendors: {', '.join(vendor.name for vendor in table.vendors[:12])}{more}"
        for criterion in table.criteria:
            details = [
                "" if criterion.weight is None else f"weight {plain(criterion.weight)}",
                _DIRECTIONS.get(criterion.direction or "", "direction not known"),
                "" if criterion.maximum is None else f"out of {plain(criterion.maximum)}",
                criterion.unit or "",
            ]
            yield f"  {criterion.cell:>5}  {criterion.name}: {', '.join(detail for detail in details if detail)}"
        for problem in table.problems[:50]:
            yield f"  {problem.severity:>5}  {problem.cell}: {problem.reason}"
        if len(table.problems) > 50:
            yield f"  and {len(table.problems) - 50:,} more; --json lists all."

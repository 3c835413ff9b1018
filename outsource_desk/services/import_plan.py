"""Decide what an import will write: a pure comparison of a table with what the file says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from outsource_desk.domain.checks import checked_name
from outsource_desk.domain.codes import CURRENCIES
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.import_cells import is_empty
from outsource_desk.services.import_matching import Matching, Matchings, in_house_id
from outsource_desk.services.import_names import is_in_house_name, match_table
from outsource_desk.services.import_policy import Fate, Policy
from outsource_desk.services.price_import import PlannedLine, is_price_sheet, plan_lines, same_lines

if TYPE_CHECKING:
    from outsource_desk.importers.reading import CriterionCell, Table
    from outsource_desk.services.import_answers import Answer
    from outsource_desk.services.import_criteria import CriterionPlanner
    from outsource_desk.services.import_units import InOurUnits
    from outsource_desk.services.import_values import ValuePlanner


@dataclass(frozen=True)
class NewCandidate:
    """A candidate that the initiative does not have yet."""

    name: str
    is_in_house: bool
    vendor_id: int | None = None  # None: the directory gets it too


@dataclass(frozen=True)
class NewCriterion:
    """A criterion or a group that the initiative does not have yet, with the fields of its row."""

    name: str
    fields: dict[str, object]
    parent: int | str | None = None  # the group that it stands in: its id, or the name of a new one


class PlannedValue(NamedTuple):
    """One cell to be written: a score of an evaluator, an agreed score or an amount.

    A tuple and not a dataclass because an import may have hundreds of thousands.
    """

    table: str  # score, agreed_score or measurement
    evaluator: int | str  # of a score: id, or the name of a new one
    candidate: int | str  # id, or the name of a new one
    criterion: int | str
    fields: dict[str, object]
    cell: str
    before: dict[str, Any] | None = None  # what the file says now, where that changes

    @property
    def is_change(self) -> bool:
        """Tell whether the file has another value there now."""
        return self.before is not None

    @property
    def has_number(self) -> bool:
        """Tell whether a number or "not applicable" is written, not only a text."""
        return self.fields.get("points") is not None or not is_empty(self.fields)


@dataclass(frozen=True)
class Conflict:
    """A value that the file has and the sheet says otherwise, with what becomes of it."""

    value: PlannedValue
    fate: Fate
    is_plain: bool = False  # nobody has changed it here since the workbook was made that says otherwise


@dataclass(frozen=True)
class ImportPlan:
    """What an import will write and what it will say."""

    candidates: tuple[NewCandidate, ...] = ()
    groups: tuple[NewCriterion, ...] = ()  # each before its parts
    criteria: tuple[NewCriterion, ...] = ()
    weights: dict[int, float] = field(default_factory=dict)  # criterion id → changed local weight
    weighting: Weighting | None = None
    currency: str = ""  # of the initiative from now on
    values: tuple[PlannedValue, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    same: int = 0
    undirected: tuple[str, ...] = ()  # criteria that stay open until it is said whether more or less is better
    notes: tuple[str, ...] = ()
    matchings: Matchings = field(default_factory=Matchings)
    keys: Mapping[str, int | str] = field(default_factory=dict)  # vendor in the sheet → candidate id or new name
    leaves: Mapping[str, int | str] = field(default_factory=dict)  # criterion in the sheet → id or new name
    lines: tuple[PlannedLine, ...] = ()  # of offers

    @property
    def writes_anything(self) -> bool:
        """Tell whether the file will be different."""
        return bool(self.candidates or self.groups or self.criteria or self.weights or self.values or self.lines)


@dataclass(frozen=True)
class Terms:
    """Under which terms a table comes in."""

    evaluator: str  # who the scores are put down to where the sheet names nobody
    is_own: bool = False  # from a workbook of ours: its points are what counts, so changes are agreed scores
    policy: Policy = Policy.REPLACE
    answers: Mapping[str, Answer] = field(default_factory=dict)  # by cell
    gates: Mapping[str, float | None] = field(default_factory=dict)  # criterion in small letters → least points
    weighed: frozenset[str] = frozenset()  # criteria in small letters whose weights are to be taken over


def plan_import(
    table: Table,
    now: Evaluation | None,
    terms: Terms,
    *,
    matchings: Matchings | None = None,
    base: Evaluation | None = None,
    parts: Sequence[Table] = (),
) -> ImportPlan:
    """Compare a table with an initiative and say what is new, changed and the same.

    Args:
        table: what was read; nothing in it is trusted.
        now: the initiative as it stands; None = it will be begun.
        terms: under which it comes in.
        matchings: what the names of the table mean here; without them only names of the initiative are known.
        base: the initiative as it stood when a workbook of ours was made; what the workbook says of it is no change.
        parts: the sheets that the table was joined from, if there are several.
    """
    from outsource_desk.services.import_criteria import plan_criteria

    if matchings is None:
        matchings = match_table(table, now, {}, ({}, {}, {}), office=terms.evaluator, is_own=terms.is_own)
    currency = _currency(table, now)
    keys, candidates, left_out = _candidates(table, now, matchings.vendors)
    criteria = plan_criteria(table, now, terms, matchings.criteria, base, currency)
    ours, values = _values(table, now, terms, matchings, base, criteria, keys, currency)
    leaves = {name: each if isinstance(each, str) else each.id for name, each in criteria.keys.items()}
    comparable = {name: key for name, key in leaves.items() if name not in ours.strange}
    lines, said = _lines(parts or (table,), now, values.kept, comparable, keys, currency)
    return ImportPlan(
        candidates=candidates,
        groups=tuple(criteria.groups),
        criteria=tuple(criteria.new),
        weights=criteria.weights,
        weighting=_weighting(table.criteria),
        currency=currency,
        values=tuple(values.values),
        conflicts=tuple(values.conflicts),
        same=values.same,
        undirected=tuple(criteria.undirected),
        notes=(*left_out, *criteria.notes, *ours.notes, *values.notes, *said),
        matchings=matchings,
        keys=keys,
        leaves=leaves,
        lines=lines,
    )


def _values(
    table: Table,
    now: Evaluation | None,
    terms: Terms,
    matchings: Matchings,
    base: Evaluation | None,
    criteria: CriterionPlanner,
    candidates: Mapping[str, int | str],
    currency: str,
) -> tuple[InOurUnits, ValuePlanner]:
    """Return the table in the units of the criteria here, and what was decided of each of its values."""
    from outsource_desk.services.import_units import InOurUnits, in_our_units
    from outsource_desk.services.import_values import ValuePlanner

    ours = InOurUnits(table) if terms.is_own else in_our_units(table, criteria.keys, currency)
    planner = ValuePlanner(ours.table, now, terms, matchings.evaluators, base, currency)
    planner.plan(candidates, criteria.keys, {each.name: each for each in criteria.new})
    return ours, planner


def _lines(
    parts: Sequence[Table],
    now: Evaluation | None,
    kept: frozenset[tuple[int | str, int | str]],
    leaves: Mapping[str, int | str],
    candidates: Mapping[str, int | str],
    currency: str,
) -> tuple[tuple[PlannedLine, ...], list[str]]:
    """Return the lines of offers beneath prices that come in, and what is to be said of them."""
    planned: list[PlannedLine] = []
    notes: list[str] = []
    for table in parts:
        criterion = leaves.get(table.criteria[0].name) if is_price_sheet(table) and table.criteria else None
        if criterion is not None:
            lines, said = plan_lines(table, criterion, candidates, currency)
            planned += [line for line in lines if (line.candidate, line.criterion) not in kept]
            notes += said
    return ((), notes) if same_lines(now, planned) else (tuple(planned), notes)


def _currency(table: Table, now: Evaluation | None) -> str:
    units = {column.unit for column in table.criteria if column.unit in CURRENCIES}
    return (now.initiative.currency if now else "") or (units.pop() if len(units) == 1 else "")


def _candidates(
    table: Table, now: Evaluation | None, matchings: Mapping[str, Matching]
) -> tuple[dict[str, int | str], tuple[NewCandidate, ...], list[str]]:
    """Return name in the sheet → candidate id or new name, the new ones, and what is to be said."""
    here = {each.vendor_id or in_house_id(each.id): each.id for each in now.candidates} if now else {}
    keys: dict[str, int | str] = {}
    new: dict[str, NewCandidate] = {}
    notes: list[str] = []
    for vendor in table.vendors:
        matching = matchings[vendor.name]
        match = matching.match
        if matching.is_gone:
            notes.append(f"{vendor.cell}: {vendor.name} is no candidate here any more; left out.")
        if matching.is_skipped:
            continue
        if match is not None and match.id in here:
            keys[vendor.name] = here[match.id]
            continue
        try:
            name = checked_name("A vendor", match.name if match else matching.new_name)
        except DeskError as error:
            notes.append(f"{vendor.cell}: left out. {error}")
            continue
        is_in_house = match is None and is_in_house_name(name)
        new.setdefault(name.casefold(), NewCandidate(name, is_in_house, match.id if match else None))
        keys[vendor.name] = new[name.casefold()].name
        if matching.is_asked:
            notes.append(_perhaps(vendor.cell, matching))
    return keys, tuple(new.values()), notes


def _perhaps(cell: str, matching: Matching) -> str:
    other = matching.near[0].name if matching.near else matching.near_in_sheet[0]
    return f"{cell}: “{matching.name}” came in as new; it may be “{other}”."


def _weighting(columns: Sequence[CriterionCell]) -> Weighting:
    total = sum(column.weight or 0.0 for column in columns)
    return Weighting.DIRECT if abs(total - 100) <= 0.01 else Weighting.POINTS

"""Writing a planned import inside the edit that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from outsource_desk.domain.initiative import Weighting
from outsource_desk.services.import_memory import layout_of, mapping_of
from outsource_desk.services.import_plan import ImportPlan, NewCandidate
from outsource_desk.services.import_sheets import place_of
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.panel_rules import PanelRules
from outsource_desk.services.price_import import write_lines
from outsource_desk.services.scoring import add_evaluator, list_evaluators
from outsource_desk.store.rows import insert_lines, insert_row, insert_rows, next_position, update_row, upsert_row
from outsource_desk.store.vendors import candidate_ids, vendor_ids

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_case import ImportCase

_KEYS = "candidate_id", "criterion_id", "evaluator_id"
_POINTS = "points", "not_applicable", "rationale"
_FIELDS = {  # table → columns beside its key and its source
    "score": _POINTS,
    "agreed_score": _POINTS,
    "measurement": ("amount", "minor_units", "currency", "not_applicable", "rationale"),
}
_FIELDS_OF = {table: itemgetter(*fields) for table, fields in _FIELDS.items()}


def write_case(desk: Desk, case: ImportCase) -> int:
    """Write an import and return the initiative's id."""
    plan, initiative_id = case.plan, case.initiative_id
    if initiative_id is None:
        initiative_id = add_initiative(desk, case.initiative, weighting=plan.weighting or Weighting.POINTS)
    if plan.currency and (case.now is None or not case.now.initiative.currency):
        update_initiative(desk, initiative_id, "currency", plan.currency)
    import_id = insert_row(desk.db, "import_file", {"initiative_id": initiative_id, **_row_of_import(case)})
    candidates = _write_candidates(desk, initiative_id, plan.candidates)
    criteria = _write_criteria(desk, initiative_id, plan)
    evaluators = _write_evaluators(desk, initiative_id, plan)
    sheet = case.table.sheet or ""
    _write_values(desk, initiative_id, plan, _Keys(candidates, criteria, evaluators), import_id, sheet)
    places = (_place(str(line.fields["cell"]), sheet) for line in plan.lines)
    lines = [
        replace(line, fields={**line.fields, "sheet": name, "cell": cell})
        for line, (name, cell) in zip(plan.lines, places, strict=True)
    ]
    write_lines(desk, lines, candidates, criteria, {"import_id": import_id})
    return initiative_id


def _row_of_import(case: ImportCase) -> dict[str, object]:
    """Return what is kept of the file, and of how its layout was understood."""
    reading, first = case.reading, case.reading.tables[case.indexes[0]]
    sheets = dict.fromkeys(case.reading.tables[index].sheet for index in case.indexes)
    return {
        "file_name": reading.file,
        "sha256": reading.sha256,
        "imported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sheet": ", ".join(sheet for sheet in sheets if sheet),
        "kind": first.kind,
        "layout": layout_of(reading, first),
        "mapping": mapping_of(case.choices, reading.views.get(first.sheet), case.plan.matchings),
    }


class _Keys(NamedTuple):
    """Ids of what is new, by its name; those of candidates and evaluators by their names in small letters."""

    candidates: dict[str, int]
    criteria: dict[str, int]
    evaluators: dict[str, int]


def _place(cell: str, sheet: str) -> tuple[str, str]:
    """Return the sheet and the address on it."""
    return place_of(cell, sheet) if "!" in cell else (sheet, cell)


def _write_criteria(desk: Desk, initiative_id: int, plan: ImportPlan) -> dict[str, int]:
    """Enter new groups and criteria, change weights, and return name of a new criterion → id."""
    position = next_position(desk.connection, "criterion", initiative_id)
    groups: dict[str, int] = {}
    criteria: dict[str, int] = {}
    for found, rows in ((groups, plan.groups), (criteria, plan.criteria)):
        for row in rows:
            parent = groups[row.parent] if isinstance(row.parent, str) else row.parent
            place = {"initiative_id": initiative_id, "position": position, "parent_id": parent}
            found[row.name] = insert_row(desk.db, "criterion", {**place, **row.fields})
            position += 1
    for criterion_id, weight in plan.weights.items():
        update_row(desk.db, "criterion", criterion_id, {"weight": weight})
    return criteria


def _write_values(desk: Desk, initiative_id: int, plan: ImportPlan, keys: _Keys, import_id: int, sheet: str) -> None:
    new: dict[str, list[tuple[object, ...]]] = {}
    rules = _RulesOfPanel(PanelRules.of(desk, initiative_id))
    candidates = _ids((value.candidate for value in plan.values), keys.candidates, str.casefold)
    criteria = _ids((value.criterion for value in plan.values), keys.criteria, str)
    named = (value.evaluator for value in plan.values if value.table == "score")
    evaluators = _ids(named, keys.evaluators, str.casefold)
    for value in plan.values:
        key: tuple[int, ...] = (candidates[value.candidate], criteria[value.criterion])
        if value.table == "score":
            key = (*key, evaluators[value.evaluator])
            rules.refuse_unless_free(*key)
        place = _place(value.cell, sheet)
        if value.before is None:
            line = (*key, *_FIELDS_OF[value.table](value.fields), import_id, *place)
            new.setdefault(value.table, []).append(line)
            continue
        source = {"import_id": import_id, "sheet": place[0], "cell": place[1]}
        upsert_row(desk.db, value.table, dict(zip(_KEYS, key, strict=False)), {**value.fields, **source})
    for name, lines in new.items():
        columns = (*_KEYS[: 3 if name == "score" else 2], *_FIELDS[name], "import_id", "sheet", "cell")
        insert_lines(desk.db, name, columns, lines)


def _ids(named: Iterable[int | str], known: Mapping[str, int], key: Callable[[str], str]) -> dict[int | str, int]:
    """Return id or name of what is new → id."""
    return {each: known[key(each)] if isinstance(each, str) else each for each in set(named)}


class _RulesOfPanel:
    """What the panel lets an evaluator score; most may score everything, which is asked once."""

    def __init__(self, rules: PanelRules) -> None:
        self._rules = rules
        self._free: dict[int, bool] = {}

    def refuse_unless_free(self, candidate_id: int, criterion_id: int, evaluator_id: int) -> None:
        """Refuse a score that the evaluator may not give.

        Raises:
            MayNotScoreError: one of its children names the reason.
        """
        if evaluator_id not in self._free:
            self._free[evaluator_id] = self._rules.may_score_all(evaluator_id)
        if not self._free[evaluator_id]:
            self._rules.refuse_row(dict(zip(_KEYS, (candidate_id, criterion_id, evaluator_id), strict=True)))


def _write_evaluators(desk: Desk, initiative_id: int, plan: ImportPlan) -> dict[str, int]:
    """Enter evaluators that the initiative lacks and return name in small letters → id."""
    known = {each.name.casefold(): each.id for each in list_evaluators(desk, initiative_id)}
    named = (value.evaluator for value in plan.values if value.table == "score")
    for name in dict.fromkeys(name for name in named if isinstance(name, str)):
        if name.casefold() not in known:
            known[name.casefold()] = add_evaluator(desk, initiative_id, name)
    return known


def _write_candidates(desk: Desk, initiative_id: int, new: tuple[NewCandidate, ...]) -> dict[str, int]:
    """Enter new candidates, with vendors that the directory lacks, and return name in small letters → candidate id."""
    known = vendor_ids(desk.connection)
    missing = [
        each.name
        for each in new
        if not each.is_in_house and each.vendor_id is None and each.name.casefold() not in known
    ]
    insert_rows(desk.db, "vendor", [{"name": name} for name in missing])
    known = vendor_ids(desk.connection) if missing else known
    position = next_position(desk.connection, "candidate", initiative_id)
    rows = [
        {
            "initiative_id": initiative_id,
            "position": position + offset,
            "vendor_id": None if each.is_in_house else each.vendor_id or known[each.name.casefold()],
            "in_house_name": each.name if each.is_in_house else None,
        }
        for offset, each in enumerate(new)
    ]
    insert_rows(desk.db, "candidate", rows)
    return candidate_ids(desk.connection, initiative_id)

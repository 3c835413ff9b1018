"""Writing a planned import inside the edit that is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from outsource_desk.domain.initiative import Weighting
from outsource_desk.services.import_memory import layout_of, mapping_of
from outsource_desk.services.import_plan import ImportPlan, NewCandidate, PlannedValue
from outsource_desk.services.import_sheets import place_of
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.panel_rules import PanelRules
from outsource_desk.services.price_import import write_lines
from outsource_desk.services.scoring import add_evaluator, list_evaluators
from outsource_desk.store.rows import insert_row, insert_rows, next_position, update_row, upsert_row
from outsource_desk.store.vendors import candidate_ids, vendor_ids

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_case import ImportCase


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
    lines = [replace(line, fields={**line.fields, **_place(str(line.fields["cell"]), sheet)}) for line in plan.lines]
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


def _place(cell: str, sheet: str) -> dict[str, object]:
    name, rest = place_of(cell, sheet) if "!" in cell else (sheet, cell)
    return {"sheet": name, "cell": rest}


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
    rows: dict[str, list[dict[str, object]]] = {}
    rules = PanelRules.of(desk, initiative_id)
    free: dict[object, bool] = {}  # evaluator id → may score everything
    for value in plan.values:
        key = _key(value, keys)
        evaluator = key.get("evaluator_id")
        if value.table == "score" and not free.get(evaluator):
            if evaluator not in free:
                free[evaluator] = isinstance(evaluator, int) and rules.may_score_all(evaluator)
            rules.refuse_row(key)
        fields = {**key, **value.fields, "import_id": import_id, **_place(value.cell, sheet)}
        if value.before is None:
            rows.setdefault(value.table, []).append(fields)
        else:
            upsert_row(desk.db, value.table, key, {name: each for name, each in fields.items() if name not in key})
    for name, new in rows.items():
        insert_rows(desk.db, name, new)


def _key(value: PlannedValue, keys: _Keys) -> dict[str, object]:
    candidate, criterion, evaluator = value.candidate, value.criterion, value.evaluator
    key: dict[str, object] = {
        "candidate_id": keys.candidates[candidate.casefold()] if isinstance(candidate, str) else candidate,
        "criterion_id": keys.criteria[criterion] if isinstance(criterion, str) else criterion,
    }
    if value.table != "score":
        return key
    key["evaluator_id"] = keys.evaluators[evaluator.casefold()] if isinstance(evaluator, str) else evaluator
    return key


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

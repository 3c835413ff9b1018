"""Writing a planned import inside the edit that is open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk.domain.initiative import Weighting
from outsource_desk.services.import_plan import ImportPlan, NewCandidate, PlannedValue
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.panel_rules import PanelRules
from outsource_desk.services.scoring import add_evaluator, list_evaluators
from outsource_desk.store.rows import insert_row, insert_rows, next_position, update_row, upsert_row
from outsource_desk.store.vendors import candidate_ids, vendor_ids

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, Table
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.import_case import ImportCase


def write_case(desk: Desk, case: ImportCase) -> int:
    """Write an import and return the initiative's id."""
    plan, initiative_id = case.plan, case.initiative_id
    if initiative_id is None:
        initiative_id = add_initiative(desk, case.initiative, weighting=plan.weighting or Weighting.POINTS)
    if plan.currency and (case.now is None or not case.now.initiative.currency):
        update_initiative(desk, initiative_id, "currency", plan.currency)
    _write(desk, initiative_id, plan, case.reading, case.table)
    return initiative_id


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
    rules = PanelRules.of(desk, initiative_id)
    for value in plan.values:
        key = _key(value, candidates, criteria, evaluators)
        if value.table == "score":
            rules.refuse_row(key)
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

"""What was decided about a layout, kept with each import and used again for the next sheet of this layout."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from outsource_desk.services.import_answers import Choices
from outsource_desk.services.import_matching import SKIP, Matchings
from outsource_desk.services.import_people import people_behind
from outsource_desk.services.import_policy import Policy
from outsource_desk.store.imports import imports_of_bytes, imports_of_layout
from outsource_desk.store.rows import update_row

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading, SheetView, Table
    from outsource_desk.services.desk import Desk

_OF_NAMES = ("vendors", "criteria", "evaluators")
_BY_NAME = ("directions", "weights", "tops", "vendors", "criteria", "evaluators", "scales", "gates")
_HEADERS = 300  # cells of headers that are looked at
_NOBODY = ...  # in place of an id that means nothing here
_SHORT = 3  # letters of a vendor's name that is looked for within a header
_known: dict[tuple[str, str, str, str], str] = {}  # sheets that were read in a view → fingerprint


@dataclass(frozen=True)
class Memory:
    """What was decided when a sheet of this layout came in last."""

    layout: str
    file: str  # that was brought in then
    imported_at: str  # UTC, ISO 8601
    mapping: Mapping[str, Any] = field(default_factory=dict)

    @property
    def view(self) -> SheetView | None:
        """Return how the sheet was to be seen; nothing if it was read by itself."""
        from outsource_desk.importers.reading import ROLES, SheetView

        said = self.mapping.get("view")
        if not isinstance(said, dict):
            return None
        kinds = {"header_row": int, "orientation": str, "kind": str, "decimal": str, "with_hidden": bool}
        known = {name: said[name] for name, kind in kinds.items() if type(said.get(name)) is kind}
        roles = said.get("roles")
        of_line = {
            int(number): role
            for number, role in (roles.items() if isinstance(roles, dict) else ())
            if number.isascii() and number.removeprefix("-").isdecimal() and role in ROLES
        }
        return SheetView(**known, roles=of_line)


def layout_of(reading: Reading, table: Table) -> str:
    """Return the fingerprint of a table's layout: its headers, without vendors' names and without numbers.

    It is that of the sheet as it is read by itself, so that it is found again before the user has said how to see it.
    """
    view = reading.views.get(table.sheet)
    if view is None:
        return _fingerprint(reading, table)
    key = (reading.sha256, table.sheet, table.range, repr(view))
    if key not in _known or not reading.sha256:
        from outsource_desk.importers.spreadsheet import read_again

        others = {sheet: each for sheet, each in reading.views.items() if sheet != table.sheet}
        plain = read_again(reading, others)
        first = next((each for each in plain.tables if each.sheet == table.sheet), table)
        if len(_known) > 50:
            _known.clear()
        _known[key] = _fingerprint(plain, first)
    return _known[key]


def _fingerprint(reading: Reading, table: Table) -> str:
    labels = sorted({*_headers(reading, table), *(each.name.casefold() for each in table.criteria)} - {""})
    if table.register is not None:
        labels = sorted({*labels, *(column.name.casefold() for column in table.register.columns)})
    return hashlib.sha256("\n".join(labels).encode(errors="replace")).hexdigest() if labels else ""


def _headers(reading: Reading, table: Table) -> Iterator[str]:
    """Yield the texts of the rows of headers."""
    sheet = next((each for each in reading.sheets if each.name == table.sheet), None)
    wanted = {*table.header_rows}
    rows = [values for number, values in sheet.rows if number in wanted] if sheet is not None and wanted else []
    names = _by_length(vendor.name.casefold() for vendor in table.vendors) if rows else {}
    left = _HEADERS
    for values in rows:
        for value in values:
            if isinstance(value, str) and value.strip() and left:
                left -= 1
                yield _without(names, " ".join(value.split()).casefold())


def _by_length(names: Iterable[str]) -> dict[int, set[str]]:
    """Return number of letters → names, the longest first."""
    found: dict[int, set[str]] = {}
    for name in names:
        found.setdefault(len(name), set()).add(name)
    return dict(sorted(found.items(), reverse=True))


def _without(names: Mapping[int, Collection[str]], label: str) -> str:
    """Return a header without the name of a vendor, and nothing for one that is only a number."""
    for length, some in names.items():
        if label in some:
            return ""
        starts = range(len(label) - length + 1 if length >= _SHORT else 0)
        name = next((label[start : start + length] for start in starts if label[start : start + length] in some), None)
        if name is not None:
            return label.replace(name, "*")
    return "" if label.strip("0123456789 .,%-/") == "" else label


def recall(desk: Desk, layout: str) -> Memory | None:
    """Return what was decided when a sheet of this layout came in last; None if nothing was, or it is forgotten."""
    for each in imports_of_layout(desk.connection, layout) if layout else []:
        try:
            mapping = json.loads(each.mapping)
        except ValueError:
            continue
        if isinstance(mapping, dict) and "kind" not in mapping:  # what was said of records is remembered with them
            return Memory(layout, each.file_name, each.imported_at, mapping)
    return None


def forget_layout(desk: Desk, layout: str) -> None:
    """Forget what was decided about a layout; what was imported stays.

    Undoable. Saved when this returns.
    """
    found = imports_of_layout(desk.connection, layout)
    if found:
        with desk.edit("Forget how a layout was read"):
            for each in found:
                update_row(desk.db, "import_file", each.id, {"mapping": ""})


def earlier_import(desk: Desk, sha256: str) -> tuple[str, str, str] | None:
    """Return file name, time and initiative of the last import of the same bytes."""
    found = imports_of_bytes(desk.connection, sha256) if sha256 else []
    return (found[0].file_name, found[0].imported_at, found[0].initiative) if found else None


def with_memory(
    choices: Choices, memory: Memory | None, table: Table, here: Mapping[str, Mapping[int, str]]
) -> tuple[Choices, int]:
    """Return the decisions with those of before where nothing else is said now, and how many of those there are.

    Args:
        choices: what is said now.
        memory: what was decided of this layout before.
        table: that is to come in.
        here: vendors, criteria and evaluators → id → name of those that its names may mean.
    """
    if memory is None:
        return choices, 0
    apart = people_behind(table).values()
    fits = {
        "vendors": {vendor.name.casefold() for vendor in table.vendors} | {vendor.casefold() for vendor, _ in apart},
        "evaluators": {score.evaluator.casefold() for score in table.scores}
        | {table.evaluator.casefold()}
        | {person.casefold() for _, person in apart},
    }
    criteria = {column.name.casefold() for column in table.criteria}
    more: dict[str, Any] = {}
    count = 0
    for name in _BY_NAME:
        given = getattr(choices, name)
        said = {each.casefold() for each in given}
        known = memory.mapping.get(name)
        meant = {
            key: _meant_here(value, here[name]) if name in here else value
            for key, value in (known.items() if isinstance(known, dict) else ())
            if key.casefold() in fits.get(name, criteria) and key.casefold() not in said
        }
        old = {key: value for key, value in meant.items() if _is_sound(name, value)}
        count += len(old)
        more[name] = old | dict(given)
    if choices.policy is None and (policy := _policy_of(memory)) is not None:
        more["policy"], count = policy, count + 1
    has_people = memory.mapping.get("has_people")
    if choices.has_people is None and isinstance(has_people, bool):
        more["has_people"], count = has_people, count + 1
    return replace(choices, **more), count


def _policy_of(memory: Memory) -> Policy | None:
    said = memory.mapping.get("policy")
    return next((policy for policy in Policy if policy == said), None)


def _meant_here(value: object, here: Mapping[int, str]) -> object:
    """Return the id of what was meant, or of the only one of its name, as in another initiative; else nothing sound."""
    if type(value) is int and value != SKIP:
        value = {"id": value}
    if not isinstance(value, dict) or "id" not in value:
        return value
    if type(value["id"]) is int and value["id"] in here:
        return value["id"]
    name = str(value.get("name", "")).casefold()
    named = [key for key, each in here.items() if each.casefold() == name]
    return named[0] if len(named) == 1 else _NOBODY


def _is_sound(name: str, value: object) -> bool:
    """Tell whether a remembered value can be what it says; a file may have been made by anybody."""
    match name:
        case "directions":
            return value in ("max", "min")
        case "weights":
            return _is_number(value)
        case "tops":
            return isinstance(value, int | float) and _is_number(value) and value > 0
        case "scales":
            return isinstance(value, dict) and all(each is None or _is_number(each) for each in value.values())
        case "gates":
            return value is None or _is_number(value)
        case _:
            return value is None or isinstance(value, str) or type(value) is int


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def mapping_of(choices: Choices, view: SheetView | None, matchings: Matchings) -> str:
    """Return what is to be remembered, as JSON; nothing if nothing was decided.

    Args:
        choices: what the user has decided.
        view: how the sheet is to be seen.
        matchings: what its names are taken for; whom they mean is kept with the name, for ids are one file's own.
    """
    mapping: dict[str, Any] = {name: dict(given) for name in _BY_NAME if (given := getattr(choices, name))}
    for kind in _OF_NAMES:
        found = {name.casefold(): each.match for name, each in getattr(matchings, kind).items()}
        for name in mapping.get(kind, {}):
            match = found.get(name.casefold())
            if match is not None:
                mapping[kind][name] = {"id": match.id, "name": match.name}
    if choices.policy is not None:
        mapping["policy"] = str(choices.policy)
    if choices.has_people is not None:
        mapping["has_people"] = choices.has_people
    if "scales" in mapping:
        mapping["scales"] = {name: dict(points) for name, points in mapping["scales"].items()}
    if view is not None:
        said = {name: value for name, value in vars(view).items() if value not in (None, False) and value != {}}
        if said:
            mapping["view"] = said | ({"roles": dict(view.roles)} if view.roles else {})
    return json.dumps(mapping, ensure_ascii=False, sort_keys=True) if mapping else ""


def seen_as_before(desk: Desk, reading: Reading) -> Reading:
    """Return a reading with each sheet seen as the user wanted a sheet of its layout to be seen before."""
    from outsource_desk.importers.spreadsheet import read_again

    views = dict(reading.views)
    for table in reading.tables:
        memory = recall(desk, layout_of(reading, table)) if table.sheet not in views else None
        if memory is not None and memory.view is not None:
            views[table.sheet] = memory.view
    return read_again(reading, views) if views != reading.views else reading

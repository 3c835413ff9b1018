"""Set fields of what has a name, from words as a person types them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.errors import DeskError, NotFoundError, UnknownChoiceError
from outsource_desk.services.criteria import list_criteria, update_criterion
from outsource_desk.services.initiatives import find_initiative, update_initiative
from outsource_desk.services.vendors import find_vendor, update_vendor

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


class Thing(StrEnum):
    """What has fields that can be set by name."""

    INITIATIVE = "initiative"
    CRITERION = "criterion"
    VENDOR = "vendor"


class NotAnAssignmentError(DeskError):
    """A field and its value were not written as they are read."""

    remedy = 'Write FIELD=VALUE, for example weight=25 or "question=Shall we ...?"; FIELD= empties a field.'

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:80]}” is no field with its value.")


# fields that are numbers or answers; all others are texts
_NUMBERS = {"weight", "maximum", "step", "worst", "best", "minimum", "multiple", "term_months"}
_QUESTIONS = {"is_gate": "A gate", "is_locked": "A locked weight"}
_ANSWERS = {"yes": True, "no": False}
_ALSO_CALLED = {
    "gate": "is_gate",
    "locked": "is_locked",
    "floor": "best",
    "ceiling": "worst",
    "type": "outsourcing_type",
}


def read_assignments(texts: list[str]) -> dict[str, str]:
    """Return ``FIELD=VALUE`` texts as field → value, as typed.

    Raises:
        NotAnAssignmentError: one of them has no ``=``.
    """
    fields: dict[str, str] = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark or not name.strip():
            raise NotAnAssignmentError(text)
        field = name.strip().casefold().replace(" ", "_").replace("-", "_")
        fields[_ALSO_CALLED.get(field, field)] = value.strip()
    return fields


def set_fields(desk: Desk, thing: Thing, name: str, fields: Mapping[str, str], initiative: str | None = None) -> None:
    """Set fields of an initiative, criterion or vendor that is given by name.

    Undoable as one step. Saved when this returns.

    Args:
        desk: the open file.
        thing: what it is.
        name: what it is called, in any case of letters; a criterion also as ``Group / Name``.
        fields: field → value as typed; an empty value empties the field.
        initiative: whose criterion it is; None = the newest's.

    Raises:
        DeskError: there is no such thing or field, or a value is not allowed; the file is then unchanged.
    """
    update = _update(desk, thing, name, initiative)
    values = {field: _value(field, text) for field, text in fields.items()}
    with desk.edit(f"Set {', '.join(values).replace('_', ' ')}"):
        for field, value in values.items():
            update(field, value)


def _update(desk: Desk, thing: Thing, name: str, initiative: str | None) -> Callable[[str, object], None]:
    """Return what changes one field of the thing."""
    if thing is Thing.INITIATIVE:
        initiative_id = find_initiative(desk, name).id
        return lambda field, value: update_initiative(desk, initiative_id, field, value)
    if thing is Thing.VENDOR:
        vendor_id = find_vendor(desk, name)
        if vendor_id is None:
            raise NotFoundError("vendor", name)
        return lambda field, value: update_vendor(desk, vendor_id, field, value)
    criteria = list_criteria(desk, find_initiative(desk, initiative).id)
    paths = criterion_paths(criteria)
    wanted = " ".join(name.split()).casefold()
    found = [each.id for each in criteria if wanted in (paths[each.id].casefold(), each.name.casefold())]
    exact = [criterion_id for criterion_id in found if paths[criterion_id].casefold() == wanted]
    chosen = exact or found
    if not chosen:
        raise NotFoundError("criterion", name)
    if len(chosen) > 1:
        raise UnknownChoiceError("The criterion", name, [paths[criterion_id] for criterion_id in chosen])
    return lambda field, value: update_criterion(desk, chosen[0], field, value)


def _value(field: str, text: str) -> object:
    if field in _QUESTIONS:
        if text.casefold() not in _ANSWERS:
            raise UnknownChoiceError(_QUESTIONS[field], text, list(_ANSWERS))
        return _ANSWERS[text.casefold()]
    if field == "points":
        return _points(text)
    if field not in _NUMBERS:
        return text
    if not text:
        return None
    try:
        return float(text.replace(",", "").replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        return text  # refused by the field's own check, in its own words


def _points(text: str) -> object:
    """Return the points of a value curve, typed as ``8:100 60:0``."""
    try:
        return [tuple(float(part) for part in pair.split(":")) for pair in text.replace(",", " ").split()]
    except ValueError:
        return text  # refused by the field's own check, in its own words

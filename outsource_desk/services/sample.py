"""The sample case: a service-desk decision that shows what the product does, built from one text file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import leaves_of
from outsource_desk.domain.errors import DuplicateNameError
from outsource_desk.domain.initiative import GoalKind, OutsourcingType
from outsource_desk.domain.vendor import VendorKind, VendorStatus
from outsource_desk.paths import resource
from outsource_desk.services.candidates import add_candidate, add_in_house
from outsource_desk.services.criteria import list_criteria, update_criterion
from outsource_desk.services.initiatives import add_goal, add_initiative, update_initiative
from outsource_desk.services.sample_panel import add_set_of_weights, answer_warnings, declare, weigh
from outsource_desk.services.sample_parts import Build, blamed_on, given, known_id, new_key, number_of, texts
from outsource_desk.services.sample_protection import protect
from outsource_desk.services.sample_vetting import vet
from outsource_desk.services.scoring import add_evaluator, agree_score, record_amount, record_score
from outsource_desk.services.template_text import Entry, read_template_text
from outsource_desk.services.templates import apply_criteria_template
from outsource_desk.services.vendors import add_contact, add_vendor, find_vendor, update_vendor

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

SAMPLE_SCHEMA = "outsource-desk/sample/1"

_INITIATIVE = (
    "organisation", "question", "aim", "function_name", "scope", "currency", "owner", "start_date", "decision_date",
    "classification",
)  # fmt: skip
_GOAL = ("measure", "unit", "target_date", "owner")
_VENDOR = ("country", "website", "notes")


def add_sample(desk: Desk, path: Path | None = None) -> int:
    """Add the sample case to a file and return the initiative's id.

    Undoable. Saved when this returns. Vendors that the directory knows by name already are used as they are.

    Args:
        desk: the open file.
        path: a file in the format of the sample; None = the one that comes with the product.

    Raises:
        TemplateError: the sample's file cannot be used; the message names the line and what to do.
        DuplicateNameError: an initiative of this name exists. The file is unchanged in each case.
    """
    whole = read_template_text(path or resource("sample", "service_desk.yaml"), SAMPLE_SCHEMA)
    fields = whole.fields(
        ["schema", "id", "version", "template", "initiative", "goals", "evaluators", "candidates", "price", "scores"],
        ["agreed", "declarations", "weighting", "weight_sets", "vetting", "protection", "answers"],
    )
    build = Build(desk)
    with desk.edit("Add the sample"):
        build.initiative_id = _add_initiative(desk, fields["initiative"])
        for entry in fields["goals"].items():
            _add_goal(build, entry)
        with blamed_on(fields["template"]):
            apply_criteria_template(desk, build.initiative_id, fields["template"].text())
        criteria = list_criteria(desk, build.initiative_id)
        build.criteria = {leaf.code: leaf.id for leaf in leaves_of(criteria)}
        build.groups = {each.code: each.id for each in criteria if each.id not in build.criteria.values()}
        for entry in fields["evaluators"].items():
            _add_evaluator(build, entry)
        for entry in fields["candidates"].items():
            _add_candidate(build, entry)
        _set_prices(build, fields["price"])
        for entry in fields["scores"].items():
            _record_scores(build, entry)
        for entry in fields["agreed"].items() if "agreed" in fields else []:
            _agree(build, entry)
        for entry in fields["declarations"].items() if "declarations" in fields else []:
            declare(build, entry)
        if "weighting" in fields:
            weigh(build, fields["weighting"])
        for entry in fields["weight_sets"].items() if "weight_sets" in fields else []:
            add_set_of_weights(build, entry)
        if "vetting" in fields:
            vet(build, fields["vetting"].path.parent / fields["vetting"].text())
        if "protection" in fields:
            protect(build, fields["protection"].path.parent / fields["protection"].text())
        for entry in fields["answers"].items() if "answers" in fields else []:
            answer_warnings(build, entry)
    return build.initiative_id


def _add_initiative(desk: Desk, entry: Entry) -> int:
    fields = entry.fields(["name", "outsourcing_type"], [*_INITIATIVE, "term_months"])
    kind = fields["outsourcing_type"].choice(OutsourcingType)
    term = fields["term_months"].number(1, 180) if "term_months" in fields else None
    with blamed_on(fields["name"]):
        initiative_id = add_initiative(desk, fields["name"].text(), outsourcing_type=kind, term_months=term)
    for name, text in given(fields, _INITIATIVE):
        with blamed_on(text):
            update_initiative(desk, initiative_id, name, text.text())
    return initiative_id


def _add_goal(build: Build, entry: Entry) -> None:
    fields = entry.fields(["kind", "statement"], [*_GOAL, "baseline", "target"])
    words = texts(fields, _GOAL)
    with blamed_on(entry):
        add_goal(
            build.desk,
            build.initiative_id,
            fields["kind"].choice(GoalKind),
            fields["statement"].text(),
            measure=words.get("measure", ""),
            unit=words.get("unit", ""),
            baseline=number_of(fields, "baseline"),
            target=number_of(fields, "target"),
            target_date=words.get("target_date"),
            owner=words.get("owner", ""),
        )


def _add_evaluator(build: Build, entry: Entry) -> None:
    fields = entry.fields(["key", "name"])
    key = new_key(fields["key"], build.evaluators)
    with blamed_on(entry, DuplicateNameError):
        build.evaluators[key] = add_evaluator(build.desk, build.initiative_id, fields["name"].text())


def _add_candidate(build: Build, entry: Entry) -> None:
    fields = entry.fields(["key"], ["vendor", "in_house", "is_incumbent", "note"])
    key = new_key(fields["key"], build.candidates)
    note = fields["note"].text() if "note" in fields else ""
    if ("vendor" in fields) == ("in_house" in fields):
        raise entry.error("A candidate is a vendor or the in-house option.", "Give it either “vendor” or “in_house”.")
    with blamed_on(entry, DuplicateNameError):
        if "in_house" in fields:
            name = fields["in_house"].text()
            build.candidates[key] = add_in_house(build.desk, build.initiative_id, name, note=note)
            return
        is_incumbent = "is_incumbent" in fields and fields["is_incumbent"].flag()
        vendor_id = _vendor(build.desk, fields["vendor"])
        build.candidates[key] = add_candidate(
            build.desk, build.initiative_id, vendor_id, is_incumbent=is_incumbent, note=note
        )


def _vendor(desk: Desk, entry: Entry) -> int:
    """Return the id of the vendor with this name; add it if the directory does not know it."""
    fields = entry.fields(["name"], ["kind", "status", "tags", "contacts", *_VENDOR])
    name = fields["name"].text()
    known = find_vendor(desk, name)
    if known is not None:
        return known
    tags = [tag.text() for tag in fields["tags"].items()] if "tags" in fields else []
    kind = fields["kind"].choice(VendorKind) if "kind" in fields else VendorKind.COMPANY
    status = fields["status"].choice(VendorStatus) if "status" in fields else VendorStatus.ACTIVE
    with blamed_on(fields["name"]):
        vendor_id = add_vendor(desk, name, kind=kind, status=status, tags=tags)
    for detail, text in given(fields, _VENDOR):
        with blamed_on(text):
            update_vendor(desk, vendor_id, detail, text.text())
    for contact in fields["contacts"].items() if "contacts" in fields else []:
        details = contact.fields(["name"], ["role", "email", "phone"])
        add_contact(desk, vendor_id, details["name"].text(), **texts(details, ("role", "email", "phone")))
    return vendor_id


def _set_prices(build: Build, entry: Entry) -> None:
    """Fix floor and ceiling, then enter the offers."""
    fields = entry.fields(["criterion", "worst", "best", "amounts"])
    criterion_id = known_id(fields["criterion"], build.criteria)
    for limit in ("worst", "best"):
        with blamed_on(fields[limit]):
            update_criterion(build.desk, criterion_id, limit, fields[limit].number(0))
    for key, offer in fields["amounts"].mapping().items():
        details = offer.fields(["amount"], ["why"])
        candidate_id = known_id(offer, build.candidates, key)
        amount = details["amount"].number(0)
        rationale = details["why"].text() if "why" in details else None
        with blamed_on(offer):
            record_amount(build.desk, candidate_id, criterion_id, amount, rationale=rationale)


def _record_scores(build: Build, entry: Entry) -> None:
    """Enter all offices' points and reasons on one criterion."""
    fields = entry.fields(["criterion", "points"], ["why"])
    criterion_id = known_id(fields["criterion"], build.criteria)
    reasons = fields["why"].mapping() if "why" in fields else {}
    for key, reason in reasons.items():
        known_id(reason, build.candidates, key)
    for key, row in fields["points"].mapping().items():
        candidate_id = known_id(row, build.candidates, key)
        why = reasons[key].fields((), build.evaluators) if key in reasons else {}
        points = row.items()
        if len(points) != len(build.evaluators):
            count = len(build.evaluators)
            raise row.error(f"There are {len(points)} points for {count} evaluators.", "Write ~ where nobody scored.")
        for evaluator, cell in zip(build.evaluators, points, strict=True):
            _record_score(build, candidate_id, criterion_id, evaluator, cell, why.get(evaluator))


def _record_score(
    build: Build, candidate_id: int, criterion_id: int, evaluator: str, cell: Entry, why: Entry | None
) -> None:
    if cell.is_empty and why is None:
        return
    points = None if cell.is_empty else cell.number(0)
    rationale = why.text() if why else None
    with blamed_on(cell):
        record_score(build.desk, candidate_id, criterion_id, build.evaluators[evaluator], points, rationale=rationale)


def _agree(build: Build, entry: Entry) -> None:
    fields = entry.fields(["criterion", "candidate", "points", "why"])
    candidate_id = known_id(fields["candidate"], build.candidates)
    criterion_id = known_id(fields["criterion"], build.criteria)
    points, rationale = fields["points"].number(0), fields["why"].text()
    with blamed_on(fields["points"]):
        agree_score(build.desk, candidate_id, criterion_id, points, rationale=rationale)

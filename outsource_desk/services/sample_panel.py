"""The part of a sample that says who is tied to whom, how weights were found, and what was answered to warnings."""

from __future__ import annotations

from outsource_desk.domain.errors import DuplicateNameError
from outsource_desk.domain.panel import Nature, Ruling
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.weighting import Purpose, WeightMethod
from outsource_desk.services.evaluators import declare_interest, rule_on_interest
from outsource_desk.services.found_weights import Said
from outsource_desk.services.freezing import freeze_weights
from outsource_desk.services.ranking import rank_initiative
from outsource_desk.services.sample_parts import Build, blamed_on, known_id, texts
from outsource_desk.services.template_text import Entry
from outsource_desk.services.warning_answers import acknowledge_warning, waive_warning
from outsource_desk.services.weight_sets import add_weight_set, set_weights, suppose_value
from outsource_desk.services.weighting import record_weighting


def declare(build: Build, entry: Entry) -> None:
    """Declare an interest, or that there is none, and rule on it."""
    fields = entry.fields(["evaluator", "nature", "declared_on"], ["candidate", "note", "ruling", "ruled_by", "reason"])
    with blamed_on(entry):
        conflict_id = declare_interest(
            build.desk,
            known_id(fields["evaluator"], build.evaluators),
            fields["nature"].choice(Nature),
            candidate_id=known_id(fields["candidate"], build.candidates) if "candidate" in fields else None,
            declared_on=fields["declared_on"].text(),
            note=fields["note"].text() if "note" in fields else "",
        )
        if "ruling" in fields:
            ruling = fields["ruling"].choice(Ruling)
            words = texts(fields, ("ruled_by", "reason"))
            rule_on_interest(
                build.desk, conflict_id, ruling, ruled_by=words.get("ruled_by", ""), reason=words.get("reason", "")
            )


def weigh(build: Build, entry: Entry) -> None:
    """Give the official weights of the groups as points, and freeze them with the end points of the price."""
    fields = entry.fields(["points", "given_by", "frozen_by"], ["note"])
    points = _by_group(build, fields["points"])
    with blamed_on(fields["points"]):
        record_weighting(
            build.desk,
            build.initiative_id,
            None,
            Said(WeightMethod.POINTS, points),
            given_by=fields["given_by"].text(),
            note=fields["note"].text() if "note" in fields else "",
        )
    with blamed_on(fields["frozen_by"]):
        freeze_weights(build.desk, build.initiative_id, fields["frozen_by"].text())


def add_set_of_weights(build: Build, entry: Entry) -> None:
    """Add a person's weights, a lens or a scenario."""
    fields = entry.fields(["name", "purpose"], ["evaluator", "note", "weights", "values"])
    with blamed_on(entry, DuplicateNameError):
        set_id = add_weight_set(
            build.desk,
            build.initiative_id,
            fields["name"].text(),
            fields["purpose"].choice(Purpose),
            evaluator_id=known_id(fields["evaluator"], build.evaluators) if "evaluator" in fields else None,
            note=fields["note"].text() if "note" in fields else "",
        )
        if "weights" in fields:
            set_weights(build.desk, set_id, _by_group(build, fields["weights"]))
    for each in fields["values"].items() if "values" in fields else []:
        cell = each.fields(["candidate", "criterion", "amount"])
        candidate_id = known_id(cell["candidate"], build.candidates)
        with blamed_on(each):
            suppose_value(
                build.desk, set_id, candidate_id, known_id(cell["criterion"], build.criteria), cell["amount"].number(0)
            )


def answer_warnings(build: Build, entry: Entry) -> None:
    """Waive or acknowledge what a rule says of the case as it stands."""
    fields = entry.fields(["rule", "name", "reason"])
    rule, warnings = fields["rule"].text(), rank_initiative(build.desk, build.initiative_id).warnings
    raised = [warning for warning in warnings if warning.id == rule]
    if not raised:
        raise fields["rule"].error(
            f"The case raises no warning “{rule}”.", "Take the answer out, or name another rule."
        )
    for warning in raised:
        answer = waive_warning if warning.severity is Severity.BLOCK else acknowledge_warning
        with blamed_on(entry):
            answer(build.desk, build.initiative_id, warning, fields["name"].text(), fields["reason"].text())


def _by_group(build: Build, entry: Entry) -> dict[int, float]:
    """Return group id → figure."""
    return {known_id(each, build.groups, code): each.number(0) for code, each in entry.mapping().items()}

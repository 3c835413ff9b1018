"""Which characters of the facts the paper's typeface lacks: to be told before an export, not found after it."""

from __future__ import annotations

from collections.abc import Iterator

from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.typeface import missing


def missing_glyphs(facts: BoardFacts) -> list[tuple[str, str]]:
    """Return where text holds characters that the paper can only name by their code, and which they are."""
    found: dict[str, str] = {}
    for where, text in _texts(facts):
        characters = missing(text)
        if characters:
            found[where] = "".join(dict.fromkeys(found.get(where, "") + characters))
    return list(found.items())


def _texts(facts: BoardFacts) -> Iterator[tuple[str, str]]:
    evaluation = facts.evaluation
    initiative = evaluation.initiative
    for field in ("name", "organisation", "question", "aim", "function_name", "scope", "owner", "classification"):
        yield f"Initiative, {field.replace('_name', '')}", getattr(initiative, field)
    yield "Name of the revision", facts.revision_name
    yield "Name of the file", facts.document
    for goal in evaluation.goals:
        yield "Goals", f"{goal.statement}{goal.measure}{goal.unit}{goal.owner}"
    for place, candidate in enumerate(evaluation.candidates, 1):
        yield f"Candidate {place}, name", candidate.name
    for place, criterion in enumerate(evaluation.criteria, 1):
        yield f"Criterion {place}", f"{criterion.name}{criterion.unit}"
    for place, evaluator in enumerate(evaluation.evaluators, 1):
        yield f"Evaluator {place}, name", evaluator.name
    names = {candidate.id: candidate.name for candidate in evaluation.candidates}
    for row in (*evaluation.scores, *evaluation.agreed, *evaluation.measurements):
        yield f"Reasons for {names.get(row.candidate_id, 'a candidate')}", row.rationale
    for weight_set in evaluation.weight_sets:
        told = (f"{each.given_by}{each.note}" for each in weight_set.elicitations)
        yield "Sets of weights", "".join((weight_set.name, *told))
    for conflict in evaluation.conflicts:
        yield "Declared interests", f"{conflict.note}{conflict.ruled_by}{conflict.reason}"
    for answer in evaluation.answers:
        yield "Answers to warnings", f"{answer.name}{answer.reason}"
    yield (
        "Frozen weights",
        "".join((initiative.weights_frozen_by, initiative.weights_reason, *(one.name for one in evaluation.frozen))),
    )
    for one in facts.imported_files:
        yield "Imported files", one.file_name

"""Tasks, interests and rulings of evaluators in the user's words."""

from __future__ import annotations

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.panel_report import Declaration, EvaluatorRecord
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n


def natures() -> dict[Nature, str]:
    """Return what may tie an evaluator to a candidate."""
    return {
        Nature.FINANCIAL: tr("Shares or another financial interest"),
        Nature.EMPLOYMENT: tr("Employment, or an offer of one"),
        Nature.FAMILY: tr("Family or close friends"),
        Nature.PAST_WORK: tr("Past work for them"),
        Nature.GIFT: tr("Gifts or hospitality"),
        Nature.OTHER: tr("Something else"),
        Nature.NONE: tr("Nothing to declare"),
    }


def rulings() -> dict[Ruling, str]:
    """Return what may be decided about a declared interest."""
    return {
        Ruling.MANAGED: tr("May score, under a safeguard"),
        Ruling.NO_CONFLICT: tr("May score: no conflict of interest"),
        Ruling.RECUSED: tr("Stands back: does not score"),
        Ruling.OPEN: tr("Waits for a ruling"),
    }


def declaration_words(declaration: Declaration) -> str:
    """Return how things stand with somebody's interests."""
    return {
        Declaration.MISSING: tr("not declared"),
        Declaration.NONE: tr("nothing to declare"),
        Declaration.OPEN: tr("waits for a ruling"),
        Declaration.RECUSED: tr("stands back"),
        Declaration.MANAGED: tr("under a safeguard"),
        Declaration.NO_CONFLICT: tr("no conflict"),
    }[declaration]


def handed_in_words(record: EvaluatorRecord) -> str:
    """Return whether somebody's scores are handed in."""
    at = record.evaluator.submitted_at
    if at is not None:
        return formats.day(at)
    return tr("hidden until then") if record.is_sealed else tr("not yet")


def task_words(evaluation: Evaluation, evaluator_id: int) -> str:
    """Return what somebody is to score, in one line."""
    tasks = [each for each in evaluation.assignments if each.evaluator_id == evaluator_id]
    if not tasks:
        return tr("everything")
    criteria, candidates = (
        {each.id: each.name for each in evaluation.criteria},
        {each.id: each.name for each in evaluation.candidates},
    )
    only = list(dict.fromkeys(each.candidate_id for each in tasks if each.candidate_id is not None))
    what = list(dict.fromkeys(each.criterion_id for each in tasks if each.criterion_id is not None))
    named = _few([criteria[each] for each in what if each in criteria]) or tr("all criteria")
    if not only:
        return named
    return tr("{criteria}; of {candidates}", criteria=named, candidates=_few([candidates[each] for each in only]))


def conflict_words(evaluation: Evaluation, conflict: Conflict) -> tuple[str, str]:
    """Return a declaration in a line, and what was decided about it."""
    nature = natures()[conflict.nature]
    day = formats.day(conflict.declared_on)
    if conflict.nature is Nature.NONE:
        return tr("{day}: nothing to declare", day=day), conflict.note
    names = {each.id: each.name for each in evaluation.candidates}
    whom = names.get(conflict.candidate_id or 0, tr("all candidates"))
    line = tr("{day}, {whom}: {nature}. {note}", day=day, whom=whom, nature=nature, note=conflict.note)
    ruling = rulings()[conflict.ruling]
    if conflict.ruling is Ruling.OPEN:
        return line, tr("Waits for a ruling; until then these scores are locked and do not count.")
    return line, tr("{ruling}. {name}: {reason}", ruling=ruling, name=conflict.ruled_by, reason=conflict.reason)


def cell_name(evaluation: Evaluation, candidate_id: int, criterion_id: int) -> str:
    """Return candidate and criterion of a cell."""
    candidate = next((each.name for each in evaluation.candidates if each.id == candidate_id), "?")
    return f"{candidate} · {criterion_of(evaluation, criterion_id).name}"


def criterion_of(evaluation: Evaluation, criterion_id: int) -> Criterion:
    """Return a criterion of the evaluation."""
    return next(each for each in evaluation.criteria if each.id == criterion_id)


def _few(names: list[str]) -> str:
    """Return some names in a line; of many only the first."""
    if len(names) <= 3:
        return ", ".join(names)
    more = tr_n(len(names) - 2, "{count} more", "{count} more")
    return f"{', '.join(names[:2])}, {more}"

"""The long lists: who gave which points and why, and every value in one flat table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outsource_desk.domain.score import AgreedScore, Measurement, Score
from outsource_desk.reports.workbook.look import BLANK, HEAD, HEAD_AFTER, HEAD_RIGHT, REGISTER
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import NOT_APPLICABLE, Plan
from outsource_desk.reports.workbook.text import line_count, parts

TOP = 4
REASON_WIDTH = 54
NUMBERS = replace(REGISTER, align="right")
AFTER = replace(REGISTER, indent=1)

Field = str | float | None
Fact = tuple[str, str, str, Field, str]  # entity, key, field, value, unit


def evaluators_sheet(book: Book, plan: Plan) -> None:
    """Write every single score with its reason and its source."""
    page = book.page("Evaluators")
    rows = list(_scores(plan))
    has_sources = any(cells[-1] for cells in rows)
    has_parts = any(len(parts(book.clean(cells[-2]))) > 1 for cells in rows)
    page.widths(23, 22, 26, 8, 8, 6, REASON_WIDTH, 24 if has_sources else 0, 6 if has_parts else 0)
    lead = "Every single score. Filter and sort as you like; totals read the Scores sheet."
    if sealed := _sealed(plan):
        lead += f" Not yet handed in and therefore not listed: {', '.join(sealed)}."
    page.title("Who gave which points, and why", lead, 9)
    header = ("Evaluator", "Candidate", "Criterion", "Kind", "Points", "n/a", "Reason", "Source cell", "Part")
    page.row(TOP, 1, header, HEAD)
    page.text(TOP, 5, header[4], HEAD_RIGHT)
    page.text(TOP, 6, header[5], HEAD_AFTER)
    row = TOP
    for cells in rows:
        row = _register(page, row + 1, cells)
    row = _at_least_one(page, row, len(header))
    page.table("Single_scores", TOP, row, 1, len(header))
    page.finish(row, len(header), repeat=(TOP, TOP), freeze=f"A{TOP + 1}")


def _sealed(plan: Plan) -> list[str]:
    """Return the evaluators whose scores nobody may see yet."""
    evaluation = plan.facts.evaluation
    return [each.name for each in evaluation.evaluators if each.id in evaluation.sealed_ids]


def _scores(plan: Plan) -> Iterator[tuple[str, str, str, str, Field, str, str, str]]:
    evaluation = plan.facts.evaluation
    evaluators = {evaluator.id: evaluator.name for evaluator in evaluation.evaluators}
    candidates = {candidate.id: candidate.name for candidate in evaluation.candidates}
    paths = {node.criterion.id: node.path for node in plan.nodes}
    order = {node.criterion.id: i for i, node in enumerate(plan.nodes)}
    column = {candidate.id: j for j, candidate in enumerate(evaluation.candidates)}
    rows: list[Score | AgreedScore | Measurement] = [*evaluation.scores, *evaluation.agreed, *evaluation.measurements]
    sealed = evaluation.sealed_ids
    rows = [row for row in rows if row.candidate_id in candidates and row.criterion_id in paths]
    rows = [row for row in rows if not (isinstance(row, Score) and row.evaluator_id in sealed)]
    rows.sort(key=lambda row: (order[row.criterion_id], column[row.candidate_id]))
    for row in rows:
        if isinstance(row, Score):
            who, kind, points = evaluators.get(row.evaluator_id, ""), "single", row.points
        elif isinstance(row, AgreedScore):
            who, kind, points = "Moderation", "agreed", row.points
        else:
            who, kind, points = "Measurement", "amount", row.amount
        not_applicable = "yes" if row.not_applicable else ""
        source = str(row.source) if row.source is not None else ""
        names = who, candidates[row.candidate_id], paths[row.criterion_id]
        yield *names, kind, points, not_applicable, row.rationale, source


def _register(page: Page, row: int, cells: tuple[str, str, str, str, Field, str, str, str]) -> int:
    """Write one score; a reason that is too long for a cell goes on in the rows below. Return the last row."""
    who, candidate, criterion, kind, points, not_applicable, reason, source = cells
    pieces = parts(page.book.clean(reason))
    for n, piece in enumerate(pieces):
        page.row(row + n, 1, (who, candidate, criterion, kind), REGISTER)
        page.number(row + n, 5, points if n == 0 and isinstance(points, int | float) else None, NUMBERS)
        page.text(row + n, 6, not_applicable if n == 0 else "", AFTER)
        page.piece(row + n, 7, piece, REGISTER)
        page.text(row + n, 8, source, REGISTER)
        page.number(row + n, 9, n + 1 if len(pieces) > 1 else None, NUMBERS)
        lines = max(
            line_count(piece, REASON_WIDTH),
            line_count(criterion, 26),
            line_count(source, 27),
            line_count(candidate, 22),
            line_count(who, 23),
        )
        page.tall(row + n, lines)
    return row + len(pieces) - 1


def data_sheet(book: Book, plan: Plan) -> None:
    """Write every value flat, ready for pivot tables and other programs."""
    page = book.page("Data")
    page.widths(16, 44, 22, 40, 18)
    page.title("All values in one table", "One value per row, as exported; a copy that no formula reads.", 5)
    page.row(TOP, 1, ("Entity", "Key", "Field", "Value"), HEAD)
    page.text(TOP, 5, "Unit", HEAD_AFTER)
    row = TOP
    for fact in filter(_says_something, _facts(plan)):
        row = _flat(page, row + 1, fact)
    row = _at_least_one(page, row, 5)
    page.table("All_values", TOP, row, 1, 5)
    page.finish(row, 5, repeat=(TOP, TOP), freeze=f"A{TOP + 1}")


def _says_something(fact: Fact) -> bool:
    """Leave out what was never filled in; an open score is kept, because it says something."""
    return fact[3] not in ("", None) or fact[0] == "score"


def _flat(page: Page, row: int, fact: Fact) -> int:
    entity, key, field, value, unit = fact
    pieces: list[Field] = [*parts(page.book.clean(value))] if isinstance(value, str) else [value]
    for n, piece in enumerate(pieces):
        page.row(row + n, 1, (entity, key, field if n == 0 else f"{field} ({n + 1})"), REGISTER)
        if isinstance(piece, str):
            page.piece(row + n, 4, piece, REGISTER)
        else:
            page.number(row + n, 4, piece, NUMBERS)
        page.text(row + n, 5, unit, AFTER)
        lines = line_count(piece, 38) if isinstance(piece, str) else 1
        page.tall(row + n, max(lines, line_count(key, 42)))
    return row + len(pieces) - 1


def _facts(plan: Plan) -> Iterator[Fact]:
    facts, initiative = plan.facts, plan.facts.evaluation.initiative
    for field in (
        "name",
        "organisation",
        "question",
        "aim",
        "function_name",
        "scope",
        "currency",
        "owner",
        "classification",
    ):
        yield "initiative", initiative.name, field.removesuffix("_name"), getattr(initiative, field), ""
    kind = str(initiative.outsourcing_type) if initiative.outsourcing_type else ""
    yield "initiative", initiative.name, "type", kind, ""
    yield "initiative", initiative.name, "term", initiative.term_months, "months"
    yield "initiative", initiative.name, "revision", facts.revision, ""
    yield "initiative", initiative.name, "fingerprint", facts.fingerprint, ""
    for goal in facts.evaluation.goals:
        for field, value in (("kind", str(goal.kind)), ("measure", goal.measure), ("owner", goal.owner)):
            yield "goal", goal.statement, field, value, ""
        yield "goal", goal.statement, "baseline", goal.baseline, goal.unit
        yield "goal", goal.statement, "target", goal.target, goal.unit
    yield from _criteria_facts(plan)
    yield from _candidate_facts(plan)


def _criteria_facts(plan: Plan) -> Iterator[Fact]:
    for node in plan.nodes:
        criterion = node.criterion
        yield "criterion", node.path, "weight", criterion.weight, "local"
        yield "criterion", node.path, "share of the whole", plan.weight(node), "share of 1"
        if not node.is_group:
            yield "criterion", node.path, "measure", str(criterion.measure), ""
            if criterion.minimum is not None:
                yield (
                    "criterion",
                    node.path,
                    "gate" if criterion.is_gate else "minimum",
                    criterion.minimum,
                    criterion.unit,
                )


def _candidate_facts(plan: Plan) -> Iterator[Fact]:
    for candidate in plan.candidates:
        standing = plan.standing(candidate)
        yield "candidate", candidate.name, "rank", plan.rank(candidate), ""
        yield "candidate", candidate.name, "total", standing.total, "points of 100"
        yield "candidate", candidate.name, "highest", standing.high, "points of 100"
        yield "candidate", candidate.name, "gate", str(standing.gate), ""
    for candidate in plan.candidates:
        for node in plan.leaves:
            key = f"{candidate.name} / {node.path}"
            points, unit = plan.points(candidate, node), node.criterion.unit or "points"
            yield "score", key, "points", points if points is not None else "", unit if points != NOT_APPLICABLE else ""
            yield "score", key, "value", plan.value(candidate, node), "0 to 100"
            yield "score", key, "contribution", plan.contribution(candidate, node), "points of 100"


def _at_least_one(page: Page, row: int, columns: int) -> int:
    """A table needs a row under its header, even if there is nothing to list."""
    if row > TOP:
        return row
    page.fill(TOP + 1, 1, columns, BLANK)
    return TOP + 1

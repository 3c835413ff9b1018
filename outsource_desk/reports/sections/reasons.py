"""The reasons behind the scores, whole, in the order of the criteria."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.formatting import counted, in_words
from outsource_desk.domain.score import Source
from outsource_desk.reports.blocks import Align, Cell, Page, Row, RowKind, Table, TableColumn, Title, Tone
from outsource_desk.reports.findings import Findings


@dataclass(frozen=True)
class _Reason:
    """One judgement with its reason."""

    who: str
    points: float | None
    not_applicable: bool
    text: str
    source: Source | None


def reasons_page(findings: Findings) -> Page | None:
    """Return every rationale that was written down; nothing if there is none."""
    found = _by_cell(findings)
    rows: list[Row] = []
    count = 0
    for leaf in findings.leaves:
        told = [
            (one, reason)
            for one in findings.facts.ranking.standings
            for reason in found.get((one.candidate.id, leaf.id), ())
        ]
        if not told:
            continue
        rows.append(Row((Cell(findings.paths[leaf.id]), Cell(), Cell()), RowKind.GROUP))
        for one, reason in told:
            rows.append(Row((Cell(one.candidate.name), _points(findings, leaf, reason), _text(reason))))
            count += 1
    if not rows:
        return None
    columns = (
        TableColumn("Candidate", 0.165, tone=Tone.STRONG),
        TableColumn("Score", 0.055, Align.RIGHT),
        TableColumn("Reason, and whose it is", 0.78),
    )
    return Page(
        "Reasons", _title(findings, count), (Table(columns, tuple(rows), tallest=20, is_dense=True),), _source(found)
    )


def _source(found: dict[tuple[int, int], list[_Reason]]) -> str:
    told = [reason for reasons in found.values() for reason in reasons]
    givers = ["the evaluators"] if any(reason.source is None for reason in told) else []
    givers += ["the imported sheets"] if any(reason.source is not None for reason in told) else []
    return f"words of {in_words(givers)}, unchanged; every evaluator’s score is in the workbook, sheet Evaluators"


def _title(findings: Findings, count: int) -> Title:
    given = [score for score in findings.facts.evaluation.scores if score.points is not None]
    with_reason = sum(bool(score.rationale.strip()) for score in given)
    if given and with_reason:
        bare = len(given) - with_reason
        if not bare:
            every = {1: "The one score", 2: "Both scores"}.get(len(given), f"All {len(given)} scores")
            return Title(f"{every} of the evaluators {'has its reason' if len(given) == 1 else 'have a reason'}")
        has, lack = ("has" if count == 1 else "have" for count in (with_reason, bare))
        return Title(f"{with_reason} of {len(given)} evaluators’ scores {has} a written reason, {bare} {lack} none")
    return Title(f"{counted(count, 'judgement has', 'judgements have')} a written reason")


def _by_cell(findings: Findings) -> dict[tuple[int, int], list[_Reason]]:
    evaluation = findings.facts.evaluation
    who = {one.id: one.name for one in evaluation.evaluators}
    found: dict[tuple[int, int], list[_Reason]] = defaultdict(list)
    for row in evaluation.agreed:
        reason = _Reason("Agreed", row.points, row.not_applicable, row.rationale, row.source)
        found[row.candidate_id, row.criterion_id].append(reason)
    for row in evaluation.measurements:
        reason = _Reason("Amount", row.amount, row.not_applicable, row.rationale, row.source)
        found[row.candidate_id, row.criterion_id].append(reason)
    for row in evaluation.scores:
        name = who.get(row.evaluator_id, "Evaluator")
        reason = _Reason(name, row.points, row.not_applicable, row.rationale, row.source)
        found[row.candidate_id, row.criterion_id].append(reason)
    return {cell: kept for cell, told in found.items() if (kept := list(_with_text(told)))}


def _with_text(told: list[_Reason]) -> Iterator[_Reason]:
    return (reason for reason in told if reason.text.strip())


def _points(findings: Findings, leaf: Criterion, reason: _Reason) -> Cell:
    if reason.not_applicable:
        return Cell("n/a", tone=Tone.MUTED)
    if reason.points is None:
        return Cell("open", tone=Tone.MUTED)
    return Cell(findings.amount(leaf, reason.points))


def _text(reason: _Reason) -> Cell:
    text = f"{reason.who}: {reason.text.strip()}"
    return Cell(f"{text}\n({reason.source})" if reason.source else text)

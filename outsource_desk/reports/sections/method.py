"""The method note: rules in plain words, weights, end points, evaluators and sources."""

from __future__ import annotations

from collections import Counter

from outsource_desk.charts.spec import State
from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.formatting import counted, day, fingerprint, money, number, percents, plain
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Page,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.disclosed import disclosure_blocks
from outsource_desk.reports.sections.phrases import QUESTION_LIMIT, brief, full_stop

FEW = 6  # rows: two tables that short stand side by side


def method_page(findings: Findings) -> Page:
    """Return how the figures came about, so that anybody can do the sums again."""
    facts = findings.facts
    blocks: list[Block] = [_rules(findings), *disclosure_blocks(findings)]
    if facts.evaluation.criteria:
        blocks += [Heading("Criteria and weights", _weights_note(findings)), _weights(findings)]
    people: tuple[Block, ...] = (Heading("Evaluators"), _evaluators(findings)) if facts.evaluation.evaluators else ()
    files: tuple[Block, ...] = (Heading("Imported files"), _files(findings)) if facts.imported_files else ()
    if people and files and max(len(facts.evaluation.evaluators), len(facts.imported_files)) <= FEW:
        blocks.append(Columns((Column(5, people), Column(7, files))))
    else:
        blocks += [*people, *files]
    blocks += _in_full(findings)
    source = f"{facts.document}, revision {facts.revision}, made by Outsource Desk {facts.app_version}"
    return Page("Method", method_title(findings), tuple(blocks), source)


def method_title(findings: Findings) -> Title:
    """Return how many warnings the figures carry."""
    warnings, stops, waived = findings.told, len(findings.blocks), len(findings.waived)
    if not warnings:
        return Title("Totals are sums of weight times value; the checks raised no warning")
    raised = counted(len(warnings), "warning")
    if not stops and waived:
        tail = f"{waived} of which would stop a recommendation and {'is' if waived == 1 else 'are'} waived"
    elif not stops:
        which = {1: "which does not stop", 2: "neither of which stops"}.get(len(warnings), "none of which stops")
        tail = f"{which} a recommendation"
    else:
        which = "which" if stops == len(warnings) else f"{stops} of which"
        tail = f"{which} {'stops' if stops == 1 else 'stop'} a recommendation"
    return Title(f"Totals are sums of weight times value; the checks raised {raised}, {tail}")


def _in_full(findings: Findings) -> list[Block]:
    """Return what earlier pages had to shorten."""
    evaluation = findings.facts.evaluation
    question = full_stop(evaluation.initiative.question)
    names = [one.name for one in evaluation.candidates if brief(one.name) != one.name]
    blocks: list[Block] = []
    if names:
        blocks += [Heading("Names in full"), *map(Paragraph, names)]
    if len(question) > QUESTION_LIMIT:
        blocks += [Heading("The question in full"), Paragraph(question)]
    return blocks


def _rules(findings: Findings) -> Columns:
    needed = number(findings.facts.ranking.threshold)
    totals = (
        "Each score becomes a value from 0 to 100: points as their share of the scale, amounts on a straight line from "
        "the worst (0) to the best (100), both fixed beforehand. A total is the sum of value times weight. What counts "
        "is the score that the evaluators agreed on, else the median of theirs."
    )
    gaps = (
        "Not scored, scored zero and not applicable are three things. An open score counts as nothing, and the most "
        "that it could still add is shown. A criterion that applies to nobody is left out. A candidate that misses a "
        "gate is not ranked, whatever its total."
    )
    lead = (
        f"Equal totals share a rank. A lead is clear only beyond two points of 100 and two standard errors of the "
        f"evaluators’ scores, here {needed} points, and only if no open score could overturn it. Otherwise it is too "
        f"close to call. Nothing is rounded before it is printed."
    )
    return Columns(
        (
            Column(4, (Heading("How a total comes about"), Paragraph(totals))),
            Column(4, (Heading("What is missing"), Paragraph(gaps))),
            Column(4, (Heading("When a lead is clear"), Paragraph(lead))),
        )
    )


def _weights_note(findings: Findings) -> str:
    return f"{counted(len(findings.leaves), 'criterion is', 'criteria are')} scored; weights are shares of the whole"


def _weights(findings: Findings) -> Table:
    columns = (
        TableColumn("Criterion", 0.40),
        TableColumn("As entered", 0.10, Align.RIGHT, Tone.MUTED),
        TableColumn("Weight", 0.10, Align.RIGHT, Tone.STRONG),
        TableColumn("Value 0 at", 0.13, Align.RIGHT),
        TableColumn("Value 100 at", 0.13, Align.RIGHT),
        TableColumn("Minimum", 0.14, Align.RIGHT),
    )
    criteria = findings.facts.evaluation.criteria
    parents = {criterion.parent_id for criterion in criteria}
    dropped = set(findings.facts.ranking.dropped)
    depths: dict[int | None, int] = {None: -1}
    weights = percents([findings.facts.ranking.weights.get(criterion.id, 0.0) for criterion in criteria])
    rows: list[Row] = []
    for criterion, weight in zip(criteria, weights, strict=True):
        depth = depths[criterion.id] = depths.get(criterion.parent_id, -1) + 1
        if criterion.id in parents:
            cells = (Cell(criterion.name), Cell(plain(criterion.weight)), Cell(weight), Cell(), Cell(), Cell())
            rows.append(Row(cells, RowKind.GROUP, depth))
            continue
        name = f"{criterion.name} (applies to nobody)" if criterion.id in dropped else criterion.name
        ends = (_end(findings, criterion, 0), _end(findings, criterion, 1))
        cells = (Cell(name), Cell(plain(criterion.weight)), Cell(weight), *ends, _minimum(findings, criterion))
        rows.append(Row(cells, indent=depth))
    return Table(columns, tuple(rows), tallest=22)


def _end(findings: Findings, leaf: Criterion, which: int) -> Cell:
    end = leaf.end_points[which]
    if leaf.curve is not Curve.LINEAR and not leaf.lacking and end is None:
        return _compared(leaf, which)
    if end is None:
        return Cell("missing", State.OPEN)
    if leaf.measure is Measure.JUDGED:
        return Cell(f"{plain(end)} points")
    if leaf.measure is Measure.PRICE:
        return Cell(money(end, findings.facts.evaluation.initiative.currency or leaf.unit))
    return Cell(f"{plain(end)} {leaf.unit}".strip())


def _compared(leaf: Criterion, which: int) -> Cell:
    """Return what is worth 0 or 100 where offers are compared; a drawn curve may have no such amount."""
    least = {Curve.MULTIPLE: f"{plain(leaf.multiple)} × the lowest", Curve.MIN_MAX: "the highest"}.get(leaf.curve)
    text = ("the lowest" if which else least) if leaf.curve.is_relative else None
    return Cell(text) if text else Cell("–", tone=Tone.MUTED)


def _minimum(findings: Findings, leaf: Criterion) -> Cell:
    if leaf.minimum is None:
        return Cell("–", tone=Tone.MUTED)
    text = findings.amount(leaf, leaf.minimum)
    return Cell(f"{text}, gate" if leaf.is_gate else text, tone=Tone.STRONG if leaf.is_gate else None)


def _evaluators(findings: Findings) -> Table:
    evaluation = findings.facts.evaluation
    given = Counter(score.evaluator_id for score in evaluation.scores if score.points is not None)
    reasons = Counter(score.evaluator_id for score in evaluation.scores if score.rationale.strip())
    columns = (
        TableColumn("Evaluator", 0.5, tone=Tone.STRONG),
        TableColumn("Scores", 0.2, Align.RIGHT),
        TableColumn("With a reason", 0.3, Align.RIGHT),
    )
    rows = [
        Row((Cell(one.name), Cell("–"), Cell("hidden until handed in", tone=Tone.MUTED)))
        if one.id in evaluation.sealed_ids
        else Row((Cell(one.name), Cell(f"{given[one.id]:,}"), Cell(f"{reasons[one.id]:,}")))
        for one in evaluation.evaluators
    ]
    return Table(columns, tuple(rows), tallest=22)


def _files(findings: Findings) -> Table:
    evaluation = findings.facts.evaluation
    sources = [row.source for row in (*evaluation.scores, *evaluation.agreed, *evaluation.measurements)]
    used = Counter(source.file_name for source in sources if source is not None)
    columns = (
        TableColumn("File", 0.40, tone=Tone.STRONG),
        TableColumn("Imported", 0.25),
        TableColumn("Values", 0.11, Align.RIGHT),
        TableColumn("Fingerprint", 0.24, Align.RIGHT, Tone.MUTED),
    )
    rows = [
        Row(
            (
                Cell(one.file_name),
                Cell(day(one.imported_at)),
                Cell(f"{used[one.file_name]:,}"),
                Cell(fingerprint(one.sha256)),
            )
        )
        for one in findings.facts.imported_files
    ]
    return Table(columns, tuple(rows), tallest=22)

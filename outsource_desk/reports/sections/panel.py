"""Who scored, how far they agree, what was moderated, and whose interests were declared."""

from __future__ import annotations

from outsource_desk.charts.spec import State
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.formatting import counted, day, in_words, number, percent, signed
from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.panel_report import CellSpread, Declaration, EvaluatorRecord, PanelReport
from outsource_desk.domain.score import AgreedScore
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Content,
    Dots,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, every, full_stop

_DECLARED = {
    Declaration.MISSING: ("nothing declared yet", State.OPEN),
    Declaration.NONE: ("declared none", State.GOOD),
    Declaration.OPEN: ("waits for a ruling", State.BAD),
    Declaration.RECUSED: ("stands back", State.OPEN),
    Declaration.MANAGED: ("scores under a safeguard", State.OPEN),
    Declaration.NO_CONFLICT: ("ruled no conflict", State.GOOD),
}
_NATURE = {
    Nature.NONE: "none",
    Nature.FINANCIAL: "financial",
    Nature.EMPLOYMENT: "employment",
    Nature.FAMILY: "family",
    Nature.PAST_WORK: "past work",
    Nature.GIFT: "gift",
    Nature.OTHER: "other",
}
_RULING = {
    Ruling.OPEN: ("no ruling yet", State.BAD),
    Ruling.NO_CONFLICT: ("no conflict", State.GOOD),
    Ruling.RECUSED: ("stands back", State.OPEN),
    Ruling.MANAGED: ("may score under a safeguard", State.OPEN),
}


def evaluators_page(findings: Findings) -> Page | None:
    """Return the record of the evaluators; nothing where nobody evaluates."""
    panel = findings.study.panel
    if panel is None or not panel.records:
        return None
    blocks: list[Block] = [_records(findings, panel), *_agreement(findings, panel)]
    blocks += _differences(findings, panel)
    blocks += _moderated(findings)
    blocks += _interests(findings, panel)
    source = f"{_whose(findings, panel)}; severity in points of a scale of 5; all of them are in the workbook"
    return Page("Evaluators", evaluators_title(findings, panel), tuple(blocks), source)


def _whose(findings: Findings, panel: PanelReport) -> str:
    """Return which scores the page tells of."""
    done = sum(record.evaluator.submitted_at is not None for record in panel.records)
    if findings.facts.evaluation.initiative.is_blind:
        return "scores that are handed in; the others are hidden until then" if done else "no scores are handed in yet"
    if done == len(panel.records):
        return "each evaluator’s scores as handed in"
    count = counted(len(panel.records), "evaluator")
    return f"each evaluator’s scores as they stand; {done or 'none'} of {count} handed in"


def evaluators_title(findings: Findings, panel: PanelReport) -> Title:
    """Return how far the evaluators agree on whom to choose."""
    count = len(panel.records)
    if panel.blocking:
        waits = counted(len(panel.blocking), "declared interest keeps", "declared interests keep")
        return Title(f"{waits} somebody from scoring; {counted(count, 'evaluator')} in all")
    if all(record.is_sealed for record in panel.records):
        return Title(f"{counted(count, 'evaluator is', 'evaluators are')} named; nobody has handed in yet")
    if not any(record.scored for record in panel.records):
        return Title(f"{counted(count, 'evaluator is', 'evaluators are')} named; nobody has scored yet")
    if count == 1:
        return Title("One evaluator scored, so nobody knows how far others would agree")
    camps = panel.camps
    if not camps:
        return Title(f"{count} evaluators are named; none has scored enough to choose by yet")
    largest = camps[0]
    leaders = tuple(findings.who(one) for one in largest.leader_ids[:2])
    more = len(largest.leader_ids) - 2
    whom = in_words([*(f"{{{place}}}" for place in range(len(leaders))), *([f"{more} more"] if more > 0 else [])])
    level = " or ".join(whom.rsplit(" and ", 1))
    voters = sum(len(camp.evaluator_ids) for camp in camps)
    who = f"{len(largest.evaluator_ids)} of {voters} evaluators"
    if len(camps) == 1:
        who = every(voters, "evaluator") if voters > 1 else "the one evaluator who has scored"
    return Title(f"By their own scores, {who} would choose {level}", leaders)


def _records(findings: Findings, panel: PanelReport) -> Table:
    columns = (
        TableColumn("Evaluator", 0.24, tone=Tone.STRONG),
        TableColumn("Scored", 0.10, Align.RIGHT),
        TableColumn("Against the others", 0.20),
        TableColumn("Would choose", 0.26),
        TableColumn("Interests", 0.20),
    )
    rows = [Row(_record(findings, record)) for record in panel.records]
    return Table(columns, tuple(rows), tallest=30)


def _record(findings: Findings, record: EvaluatorRecord) -> tuple[Content, ...]:
    word, state = _DECLARED[record.declaration]
    scored = f"{record.scored:,} of {record.asked:,}"
    choice = Cell("–", tone=Tone.MUTED)
    if record.is_sealed:
        choice = Cell("hidden until handed in", State.OPEN, Tone.MUTED)
        scored = "–"  # not 0: how much they have scored is not on this paper
    elif record.choice is not None and record.choice.leader_ids:
        shown = [findings.who(one) for one in record.choice.leader_ids[:2]]
        more = len(record.choice.leader_ids) - 2
        choice = Cell(in_words([*shown, f"{more} more"] if more > 0 else shown))
    return Cell(brief(record.evaluator.name)), Cell(scored), _severity(record), choice, Cell(word, state)


def _severity(record: EvaluatorRecord) -> Cell:
    if record.is_sealed:
        return Cell("–", tone=Tone.MUTED)
    if record.severity is None:
        return Cell("nothing in common", tone=Tone.MUTED)
    word = "about the same" if abs(record.severity) < 0.25 else "stricter" if record.severity < 0 else "milder"
    state = State.OPEN if record.is_severity_flagged else None
    return Cell(f"{signed(record.severity, 2)}, {word}", state)


def _agreement(findings: Findings, panel: PanelReport) -> list[Block]:
    said: list[str] = []
    found = panel.concordance
    if found.coefficient is not None:
        common = counted(len(found.criterion_ids), "criterion", "criteria")
        said.append(
            f"Kendall’s W is {number(found.coefficient, 2)}: how far {len(found.evaluator_ids)} evaluators put "
            f"{len(found.candidate_ids)} candidates into the same order on the {common} that all scored, from 0 for "
            f"nothing in common to 1 for the same order."
        )
    if len(panel.camps) > 1:
        said.append(f"Camps: {_camps(findings, panel)}.")
    names = {record.evaluator.id: brief(record.evaluator.name) for record in panel.records}
    for record in panel.records:
        said += [
            f"{names[one.evaluator_id]} rates {findings.who(one.candidate_id)} {number(abs(one.deviation), 1)} points "
            f"{'better' if one.deviation > 0 else 'worse'} than is usual for them, over {one.cells} scores."
            for one in record.favours
            if one.is_flagged
        ]
        said += [
            f"{percent(one.share_identical)} of the {one.leaves} scores of {names[one.evaluator_id]} for "
            f"{findings.who(one.candidate_id)} are the same."
            for one in record.halos
            if one.is_flagged
        ]
    return [Paragraph(" ".join(said))] if said else []


def _camps(findings: Findings, panel: PanelReport) -> str:
    names = {record.evaluator.id: brief(record.evaluator.name) for record in panel.records}
    told = []
    for camp in panel.camps[:4]:
        voters = [names[one] for one in camp.evaluator_ids[:4]]
        more = len(camp.evaluator_ids) - 4
        whom = in_words([findings.who(one) for one in camp.leader_ids[:2]])
        told.append(f"{in_words([*voters, f'{more} more'] if more > 0 else voters)} for {whom}")
    return "; ".join(told)


def _differences(findings: Findings, panel: PanelReport) -> list[Block]:
    """Return the cells that are out of tolerance, the widest first, and how many others differ less; as on screen."""
    if len(panel.records) < 2:
        return []
    shown = sorted((one for one in panel.spreads if one.spread > 0), key=lambda one: (-one.spread, -one.deviation))
    kept = [one for one in shown if one.is_out_of_tolerance]
    if not shown:
        return []
    closer = counted(len(shown) - len(kept), "other cell differs", "other cells differ")
    within = f"{closer} within tolerance; the workbook has all" if len(shown) > len(kept) else ""
    if not kept:
        return [Heading("Out of tolerance: none", within)]
    changing = {(one.candidate_id, one.criterion_id): one.changes_leader for one in findings.study.agenda}
    rows = [_spread(findings, one, changing) for one in kept]
    columns = (
        TableColumn("Criterion", 0.26, tone=Tone.STRONG),
        TableColumn("Candidate", 0.20),
        TableColumn("Points of each evaluator", 0.28, is_head_centred=True),
        TableColumn("Apart", 0.08, Align.RIGHT),
        TableColumn("What follows", 0.18),
    )
    return [Heading("Out of tolerance", within), Table(columns, tuple(rows), tallest=26)]


def _spread(findings: Findings, one: CellSpread, changing: dict[tuple[int, int], bool]) -> Row:
    leaf = findings.criterion(one.criterion_id)
    given = tuple(points for _, points in one.points)
    cells: tuple[Content, ...] = (
        Cell(findings.what(leaf.id)),
        Cell(findings.who(one.candidate_id)),
        _points(findings, leaf, given),
        Cell(findings.amount(leaf, max(given) - min(given))),
        _follows(one, changing.get((one.candidate_id, one.criterion_id))),
    )
    return Row(cells)


def _points(findings: Findings, leaf: Criterion, given: tuple[float, ...]) -> Dots:
    steps = int(leaf.maximum) if leaf.maximum == int(leaf.maximum) and 2 <= leaf.maximum <= 10 else 5
    listed = in_words([findings.amount(leaf, points) for points in given])
    return Dots(given, leaf.maximum, steps, alt=f"{listed} of {findings.amount(leaf, leaf.maximum)}")


def _follows(one: CellSpread, changes_leader: bool | None) -> Cell:
    if one.is_agreed:
        return Cell("agreed", State.GOOD)
    if changes_leader:
        return Cell("could turn the first place", State.BAD)
    if changes_leader is not None:
        return Cell("could turn the order", State.OPEN)
    return Cell("must agree", State.OPEN) if one.is_out_of_tolerance else Cell("–", tone=Tone.MUTED)


def _moderated(findings: Findings) -> list[Block]:
    """Return every agreed score beside what the evaluators gave, with its reason."""
    evaluation = findings.facts.evaluation
    known = {one.id for one in findings.leaves}
    agreed = [one for one in evaluation.agreed if one.criterion_id in known]
    if not agreed:
        return []
    order = {leaf.id: place for place, leaf in enumerate(findings.leaves)}
    agreed.sort(key=lambda one: (order[one.criterion_id], one.candidate_id))
    columns = (
        TableColumn("Criterion", 0.24, tone=Tone.STRONG),
        TableColumn("Candidate", 0.18),
        TableColumn("Given", 0.14),
        TableColumn("Agreed", 0.08, Align.RIGHT, Tone.STRONG),
        TableColumn("Reason", 0.36),
    )
    rows = [Row(_agreed(findings, one)) for one in agreed]
    return [
        Heading("Agreed scores", "the evaluators’ own scores stay as they were"),
        Table(columns, tuple(rows), tallest=22),
    ]


def _agreed(findings: Findings, one: AgreedScore) -> tuple[Cell, ...]:
    leaf = findings.criterion(one.criterion_id)
    given = [
        findings.amount(leaf, score.points)
        for score in findings.facts.evaluation.scores
        if (score.candidate_id, score.criterion_id) == (one.candidate_id, one.criterion_id) and score.points is not None
    ]
    agreed = "n/a" if one.not_applicable else "open" if one.points is None else findings.amount(leaf, one.points)
    reason = full_stop(one.rationale)
    return (
        Cell(findings.what(leaf.id)),
        Cell(findings.who(one.candidate_id)),
        Cell(", ".join(given) or "–"),
        Cell(agreed),
        Cell(reason) if reason else Cell("no reason given", State.OPEN),
    )


def _interests(findings: Findings, panel: PanelReport) -> list[Block]:
    real = [one for one in panel.conflicts if one.nature is not Nature.NONE]
    if not real:
        return []
    names = {record.evaluator.id: brief(record.evaluator.name) for record in panel.records}
    columns = (
        TableColumn("Evaluator", 0.18, tone=Tone.STRONG),
        TableColumn("Concerns", 0.18),
        TableColumn("Declared", 0.32),
        TableColumn("Ruling", 0.32),
    )
    rows = [Row(_interest(findings, names, one)) for one in real]
    return [Heading("Interests declared"), Table(columns, tuple(rows), tallest=22)]


def _interest(findings: Findings, names: dict[int, str], one: Conflict) -> tuple[Cell, ...]:
    word, state = _RULING[one.ruling]
    note = f": {full_stop(one.note)}" if one.note.strip() else "."
    ruled = f"{word}, by {brief(one.ruled_by)}" if one.ruled_by.strip() else word
    reason = f". {full_stop(one.reason)}" if one.reason.strip() else ""
    return (
        Cell(names.get(one.evaluator_id, "evaluator")),
        Cell("every candidate" if one.candidate_id is None else findings.who(one.candidate_id)),
        Cell(f"{day(one.declared_on)}, {_NATURE[one.nature]}{note}"),
        Cell(f"{ruled}{reason}", state),
    )

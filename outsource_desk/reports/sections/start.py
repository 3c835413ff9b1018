"""The first page of a decision that is not prepared yet: what is there, and what to do next."""

from __future__ import annotations

from outsource_desk.charts.words import shortened
from outsource_desk.domain.formatting import counted
from outsource_desk.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Items,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings, candidates
from outsource_desk.reports.sections.phrases import QUESTION_LIMIT, brief, full_stop


def start_page(findings: Findings) -> Page:
    """Return a calm first page for a decision that is not prepared yet."""
    evaluation = findings.facts.evaluation
    count, leaves = len(evaluation.candidates), len(findings.leaves)
    if not count and not leaves:
        title = Title("Nothing can be compared yet: add the candidates and the criteria first")
    elif not count:
        judged = counted(leaves, "criterion is", "criteria are")
        title = Title(f"{judged} ready, but no candidate has been added yet")
    elif not leaves:
        waits = "candidate waits" if count == 1 else "candidates wait"
        title = Title(f"{count} {waits} for criteria to be judged by")
    else:
        title = Title(f"Nothing is scored yet for {candidates(count)} on {counted(leaves, 'criterion', 'criteria')}")
    blocks: list[Block] = [
        Columns(
            (
                Column(4, (Heading("What is there"), Paragraph("\n".join(_there(findings))))),
                Column(4, (Heading("What to do next"), Items(tuple(_next_steps(findings))))),
                Column(4, (Heading("The board is asked"), *_question(findings))),
            )
        )
    ]
    if findings.facts.ranking.standings:
        rows = tuple(
            Row(
                (
                    Cell(brief(one.candidate.name)),
                    Cell(full_stop("; ".join(one.gate_reasons)) or "Nothing is scored yet."),
                )
            )
            for one in findings.facts.ranking.standings
        )
        table = Table(
            (TableColumn("Candidate", 0.4, tone=Tone.STRONG), TableColumn("Why it has no rank", 0.6)),
            rows,
            30,
            more="and {} more",
        )
        blocks += [Heading("Candidates"), table]
    return Page("Decision", title, tuple(blocks))


def _there(findings: Findings) -> list[str]:
    evaluation = findings.facts.evaluation
    counts = (
        (len(evaluation.candidates), "candidate", ""),
        (len(findings.leaves), "criterion", "criteria"),
        (len(evaluation.evaluators), "evaluator", ""),
        (len(evaluation.goals), "goal", ""),
    )
    return [counted(count, one, many) if count else f"No {one} yet" for count, one, many in counts]


def _next_steps(findings: Findings) -> list[str]:
    evaluation = findings.facts.evaluation
    steps = []
    if not evaluation.candidates:
        steps.append("Add the candidates, in-house among them.")
    if not findings.leaves:
        steps.append("Choose a template of criteria, or import a scorecard.")
    elif not any(findings.facts.ranking.weights.get(leaf.id) for leaf in findings.leaves):
        steps.append("Give weights to the criteria.")
    if not evaluation.evaluators:
        steps.append("Name the evaluators by their office.")
    return [*steps, "Score each candidate on each criterion, with a reason.", "Make this paper again."]


def _question(findings: Findings) -> list[Block]:
    question = full_stop(findings.facts.evaluation.initiative.question)
    return [Paragraph(shortened(question, QUESTION_LIMIT) or "Nothing yet. This paper shows how far the work is.")]

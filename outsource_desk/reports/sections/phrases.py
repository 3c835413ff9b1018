"""Turns of phrase that several sections share."""

from __future__ import annotations

from outsource_desk.charts.words import shortened
from outsource_desk.domain.formatting import counted, in_words
from outsource_desk.domain.ranking import Standing
from outsource_desk.reports.findings import NAME_LIMIT, Findings

QUESTION_LIMIT = 320  # characters of a question on the first page; the method note has it whole


def name(standing: Standing) -> str:
    """Return a candidate's name as a sentence can carry it."""
    return brief(standing.candidate.name)


def brief(text: str) -> str:
    """Return a name of the file as a sentence can carry it."""
    return shortened(" ".join(text.split()), NAME_LIMIT)


def names(standings: tuple[Standing, ...], most: int = 3) -> str:
    """Return candidates as a sentence has them: ``A, B and 2 more``."""
    shown = [name(one) for one in standings[:most]]
    more = len(standings) - most
    return in_words([*shown, f"{more} more"] if more > 0 else shown)


def quoted(text: str) -> str:
    """Return a name in quotation marks if a sentence could not tell where it ends."""
    return f"“{text}”" if "," in text or " and " in text else text


def capital(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def every(count: int, noun: str) -> str:
    """Return a whole count as a sentence has it: ``the one gate``, ``both gates``, ``all 5 gates``."""
    return {1: f"the one {noun}", 2: f"both {noun}s"}.get(count, f"all {count} {noun}s")


def full_stop(text: str) -> str:
    """Return words of the file as a sentence in one line."""
    line = capital(" ".join(text.split()))
    return line if not line or line[-1] in ".!?…" else line + "."


def where_from(findings: Findings) -> str:
    """Return what a page's figures rest on, for its source line."""
    evaluation = findings.facts.evaluation
    parts = [counted(len(findings.leaves), "criterion", "criteria")]
    if evaluation.evaluators:
        parts.append(counted(len(evaluation.evaluators), "evaluator"))
    files = [one.file_name for one in findings.facts.imported_files]
    if files:
        rows = (*evaluation.scores, *evaluation.agreed, *evaluation.measurements)
        how = "imported from" if all(row.source is not None for row in rows) else "in part imported from"
        parts.append(f"{how} {in_words(files if len(files) < 3 else [*files[:2], 'others'])}")
    return ", ".join(parts)

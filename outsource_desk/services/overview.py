"""A file and its rankings as lines of text and as JSON documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.criterion import criterion_paths, leaves_of
from outsource_desk.domain.formatting import counted, number
from outsource_desk.domain.formatting import fingerprint as short_fingerprint
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, RuleWarning, Severity, Standing, Verdict
from outsource_desk.domain.vetting import GateResult
from outsource_desk.services.initiative_list import list_initiatives
from outsource_desk.services.progress import next_steps, progress_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.ranking_document import trust_as_json, trust_lines
from outsource_desk.services.vendors import list_vendors
from outsource_desk.services.warning_answers import AnsweredWarning, answered, stops
from outsource_desk.services.warnings import all_warnings

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


WIDEST = 48  # characters of a name in a table; the JSON document has it whole
UNKNOWN = 100 - 1e-9  # an interval as wide as this says that nothing is scored
SMALLEST = 0.05  # points; what is less would be printed as 0.0
_HEADINGS = {
    Severity.BLOCK: "Must be settled before a recommendation:",
    Severity.WARN: "Note well:",
    Severity.INFO: "Good to know:",
}


def overview_lines(desk: Desk) -> Iterator[str]:
    """Yield what a file holds, how each initiative stands, and one next step."""
    initiatives = list_initiatives(desk)
    yield (
        f"{desk.path.name}: {counted(len(initiatives), 'initiative')}, {counted(len(list_vendors(desk)), 'vendor')}, "
        f"revision {desk.journal.revision}, fingerprint {short_fingerprint(desk.journal.fingerprint)}"
    )
    for initiative in initiatives:
        evaluation = load_evaluation(desk, initiative.id)
        yield ""
        yield f"{initiative.name}"
        ranking = ranking_of(evaluation)
        yield f"  {_standing(evaluation, ranking)}"
        yield f"  Next: {_next_step(desk, evaluation, ranking)}"
    if not initiatives:
        yield "Next: bring in a spreadsheet with `import`, or make a file with `new --template ito` or `new --sample`."


# page of the desktop that a step leads to → the command that does the same
_COMMANDS = {
    "home": "`rank` lists them",
    "initiative": "`set initiative` does it",
    "vendors": "`import` brings them in from a spreadsheet",
    "vetting": "`vet` sends the questions and reads the answers",
    "scoring": "`rank` says more, `set` and `import` change it",
    "reports": "`report --pdf` writes it",
    "settings": "`check` names the damage",
}


def _next_step(desk: Desk, evaluation: Evaluation, ranking: Ranking) -> str:
    """Return the one thing that helps most now."""
    step = next_steps(progress_of(desk, evaluation, ranking), evaluation, ranking)[0]
    return f"{step.text}: {_COMMANDS[step.page]}."


def _standing(evaluation: Evaluation, ranking: Ranking) -> str:
    if not evaluation.candidates:
        return f"{counted(len(leaves_of(evaluation.criteria)), 'criterion', 'criteria')}, no candidates yet."
    open_cells = sum(len(standing.open_leaves) for standing in ranking.standings)
    blocks = len(stops(evaluation, ranking.warnings))
    parts = [
        verdict_sentence(ranking),
        f"{counted(open_cells, 'score')} open." if open_cells else "",
        f"{counted(blocks, 'warning')} must be cleared before a recommendation." if blocks else "",
    ]
    return " ".join(part for part in parts if part)


def verdict_sentence(ranking: Ranking) -> str:
    """Return who is first and how sure that is, in one sentence."""
    ranked = ranking.ranked
    match ranking.verdict:
        case Verdict.NONE:
            return "Nobody can be ranked yet."
        case Verdict.SINGLE:
            return f"Only {ranked[0].candidate.name} is ranked."
        case _ if len(ranking.leaders) > 1:
            names = " and ".join(standing.candidate.name for standing in ranking.leaders)
            return f"{names} share the first rank: {Verdict.TOO_CLOSE}."
        case _:
            first, second = ranked[0].candidate.name, ranked[1].candidate.name
            has_open_gate = ranking.verdict is Verdict.OPEN and ranked[0].gate is GateStatus.OPEN
            verdict = "one of its gates is still open" if has_open_gate else ranking.verdict
            return f"{first} is {_points(ranking.lead)} ahead of {second}: {verdict}."


def _points(lead: float) -> str:
    return "less than 0.1 points" if lead < SMALLEST else f"{number(lead)} points"


def ranking_lines(evaluation: Evaluation, ranking: Ranking, desk: Desk | None = None) -> Iterator[str]:
    """Yield the ranking as a table with its verdict, what would turn it, and all warnings.

    Args:
        evaluation: what was read.
        ranking: of it.
        desk: the open file, for warnings about what was done when; None leaves these out.
    """
    yield evaluation.initiative.name
    yield verdict_sentence(ranking)
    if ranking.standings:
        yield ""
        yield from _table(ranking)
    trusted = list(trust_lines(evaluation, ranking))
    if trusted:
        yield ""
        yield from trusted
    known = answered(evaluation, all_warnings(evaluation, ranking, desk))
    for severity, heading in _HEADINGS.items():
        found = [one for one in known if one.warning.severity is severity and not one.is_settled]
        yield from _headed(heading, [f"{one.warning.text} [{one.warning.id}]" for one in found])
    settled = [f"{one.warning.text} [{one.warning.id}] {_state(one)}" for one in known if one.is_settled]
    yield from _headed("Answered:", settled)


def _headed(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        yield from (f"  {line}" for line in lines)


def _table(ranking: Ranking) -> Iterator[str]:
    rows = [("Rank", "Candidate", "Total", "Low to high", "Gates")]
    rows += [_row(standing) for standing in ranking.standings]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, name, total, bounds, gate = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"{first}  {name}  {total.strip().rjust(widths[2])}  {bounds}  {gate}".rstrip()


def _row(standing: Standing) -> tuple[str, str, str, str, str]:
    bounds = f"{number(standing.low)} to {number(standing.high)}" if standing.open_leaves else ""
    passed = "passed with conditions" if standing.gate_reasons else "passed"
    word = passed if standing.gate is GateStatus.PASSED else str(standing.gate)
    gate = f"{word}: {'; '.join(standing.gate_reasons)}" if standing.gate_reasons else word
    rank = "not ranked" if standing.rank is None else str(standing.rank)
    is_unknown = standing.rank is None and standing.high - standing.low >= UNKNOWN
    name = standing.candidate.name
    return (
        rank,
        name if len(name) <= WIDEST else f"{name[: WIDEST - 1]}…",
        "–" if is_unknown else number(standing.total),
        bounds,
        gate,
    )


def answered_line(one: AnsweredWarning) -> str:
    """Return a warning and its answer as one line: ``block W20  Alder, Security: ... (waived by CIO: ...)``."""
    line = f"{one.warning.severity:<5} {one.warning.id}  {one.warning.text}"
    return f"{line} {_state(one)}" if one.answer else line


def _state(one: AnsweredWarning) -> str:
    """Return what was answered, in brackets; nothing where nobody has answered."""
    answer = one.answer
    if answer is None:
        return ""
    said = f"{answer.kind} by {answer.name}"
    return f"(no longer {said}: it has changed)" if one.lapsed else f"({said}: {answer.reason})"


def ranking_as_json(desk: Desk, evaluation: Evaluation, ranking: Ranking) -> dict[str, Any]:
    """Return the document that ``rank --json`` prints."""
    names = criterion_paths(evaluation.criteria)
    leaves = leaves_of(evaluation.criteria)
    return {
        "initiative": evaluation.initiative.name,
        "revision": desk.journal.revision,
        "fingerprint": desk.journal.fingerprint,
        "candidates": [
            {
                "id": standing.candidate.id,
                "name": standing.candidate.name,
                "rank": standing.rank,
                "total": standing.total,
                "low": standing.low,
                "high": standing.high,
                "gate": str(standing.gate),
                "gate_reasons": list(standing.gate_reasons),
                "contributions": {names[leaf.id]: standing.contributions[leaf.id] for leaf in leaves},
                "vetting": vetting_as_json(ranking, standing),
            }
            for standing in ranking.standings
        ],
        "criteria": [{"id": leaf.id, "name": names[leaf.id], "weight": ranking.weights[leaf.id]} for leaf in leaves],
        **trust_as_json(evaluation, ranking),
        "margin": ranking.margin,
        "threshold": ranking.threshold,
        "warnings": [warning_as_json(warning) for warning in ranking.warnings],
    }


def vetting_as_json(ranking: Ranking, standing: Standing) -> dict[str, Any] | None:
    """Return what vetting found about a candidate, as the JSON documents show it; nothing of who is not vetted."""
    vetted = ranking.vetted.candidates.get(standing.candidate.id) if ranking.vetted else None
    if vetted is None:
        return None
    return {
        "gate": str(vetted.gate),
        "secured": vetted.overall.secured,
        "so_far": vetted.overall.so_far,
        "coverage": vetted.overall.coverage,
        "asked": vetted.overall.asked,
        "answered": vetted.overall.answered,
        "complete": vetted.overall.complete,
        "gates": {each.question.code: str(each.gate) for each in vetted.gates},
        "waivers": [
            {
                "question": each.question.code,
                "by": each.waiver.approved_by,
                "role": each.waiver.approver_role,
                "reason": each.waiver.reason,
                "control": each.waiver.control,
                "expires_on": each.waiver.expires_on,
            }
            for each in vetted.gates
            if each.gate is GateResult.WAIVED and each.waiver is not None
        ],
    }


def warning_as_json(warning: RuleWarning) -> dict[str, str]:
    """Return a warning as the JSON documents show it."""
    return {
        "id": warning.id,
        "severity": str(warning.severity),
        "text": warning.text,
        "where": warning.where,
        "fix": warning.fix,
    }


def answered_as_json(one: AnsweredWarning) -> dict[str, str]:
    """Return a warning with its answer as the JSON documents show it: open, acknowledged, waived or lapsed."""
    answer = one.answer
    state = "open" if answer is None else "lapsed" if one.lapsed else str(answer.kind)
    given = {"by": answer.name, "reason": answer.reason, "at": answer.at} if answer else {}
    return {**warning_as_json(one.warning), "state": state, **given}

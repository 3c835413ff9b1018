"""What is not known or not settled, for the first page."""

from __future__ import annotations

from outsource_desk.charts.words import shortened
from outsource_desk.domain.formatting import counted
from outsource_desk.domain.paper import Section
from outsource_desk.domain.ranking import GateStatus
from outsource_desk.reports.findings import Findings, candidates, points
from outsource_desk.reports.sections.disclosed import disclosure_sentence
from outsource_desk.reports.sections.phrases import brief, capital, every, full_stop, name, names

WHERE = Section.WARNINGS.label
BLOCK_LIMIT = 110  # characters of a finding; the annex has it whole


def open_points(findings: Findings) -> list[str]:
    """Return what is not known or not settled, ending with what this paper has not examined."""
    found = [full_stop(shorter) for shorter in _held(findings) if shorter]
    undecided = [one for one in findings.ranked if one.gate is GateStatus.OPEN]
    if undecided:
        found.append(f"A gate cannot be judged yet for {names(tuple(undecided))}.")
    found += _open_scores(findings)
    rest = "risks, and readiness if it fails,"
    unexamined = capital(rest) if findings.price else f"Whole-life cost, {rest}"
    return [*found, f"{unexamined} are not examined in this paper."]


def _open_scores(findings: Findings) -> list[str]:
    """Return who has open scores, the most first; all in one line if they have the same."""
    possible = findings.facts.ranking.possible
    lacking = sorted((one for one in possible if one.open_leaves), key=lambda one: one.low - one.high)
    open_of = [(counted(len(one.open_leaves), "score"), points(one.high - one.low)) for one in lacking]
    if len(lacking) > 1 and len(set(open_of)) == 1:
        count, worth = open_of[0]
        whose = capital(every(len(lacking), "candidate")) if len(lacking) == len(possible) else names(tuple(lacking))
        return [f"{whose}: {count} open each, worth up to {worth}."]
    found = [
        f"{name(one)}: {count} open, worth up to {worth}."
        for one, (count, worth) in zip(lacking[:2], open_of[:2], strict=True)
    ]
    more = len(lacking) - 2
    return [*found, f"{candidates(more)} more {'has' if more == 1 else 'have'} open scores."] if more > 0 else found


def _held(findings: Findings) -> tuple[str, ...]:
    """Return what stands in the way of a recommendation, what was waived, and what was changed after the freeze."""
    return _block_text(findings), _waiver_text(findings), disclosure_sentence(findings)


def _block_text(findings: Findings) -> str:
    """Return what stops a recommendation: the finding itself if it is one, else how many and the first."""
    count = len(findings.blocks)
    if not count:
        return ""
    first = shortened(" ".join(findings.blocks[0].text.split()), BLOCK_LIMIT)
    return first if count == 1 else f"{count} findings stop a recommendation, see “{WHERE}”. First: {first}"


def _waiver_text(findings: Findings) -> str:
    """Return what was waived: by whom if it is one, else how many; the annex, always there, has the reasons."""
    if not findings.waived:
        return ""
    first = findings.waived[0]
    if len(findings.waived) > 1 or first.answer is None:
        return (
            f"{len(findings.waived)} findings that would stop a recommendation are waived, see “Warnings and answers”"
        )
    return f"{brief(first.answer.name)} waived finding {first.warning.id}, see “{WHERE}”"

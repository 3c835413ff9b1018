"""What is not known or not settled, for the first page."""

from __future__ import annotations

from outsource_desk.charts.words import shortened
from outsource_desk.domain.formatting import counted, day
from outsource_desk.domain.paper import Section
from outsource_desk.domain.ranking import GateStatus, Standing
from outsource_desk.domain.vetting import Gap
from outsource_desk.reports.examined import Examined
from outsource_desk.reports.findings import Findings, candidates, points
from outsource_desk.reports.sections.disclosed import disclosure_sentence
from outsource_desk.reports.sections.phrases import brief, capital, every, full_stop, name, names
from outsource_desk.reports.sections.protected import unprotected_points

WHERE = Section.WARNINGS.label
MOST_CONDITIONS = 2  # that the first page names
CONDITION_LIMIT, OWNER_LIMIT = 30, 30  # characters
BLOCK_LIMIT = 110  # characters of a finding; the annex has it whole


def open_points(findings: Findings) -> list[str]:
    """Return what is not known or not settled, ending with what this paper has not examined."""
    found = [full_stop(shorter) for shorter in _held(findings) if shorter]
    undecided = [one for one in findings.ranked if one.gate is GateStatus.OPEN]
    if undecided:
        found.append(f"A gate cannot be judged yet for {names(tuple(undecided))}.")
    found += _open_scores(findings)
    if findings.protected is None:
        rest = "risks, and readiness if it fails,"
        unexamined = capital(rest) if findings.price else f"Whole-life cost, {rest}"
        return [*found, f"{unexamined} are not examined in this paper."]
    found += [*_torn(findings), *unprotected_points(findings)]
    return found if findings.price else [*found, "Whole-life cost is not examined in this paper."]


def _torn(findings: Findings) -> list[str]:
    """Return in how many cells the evaluators are too far apart, where no verdict says it."""
    panel = findings.study.panel
    torn = len(panel.disputed) if panel is not None and findings.price is not None else 0
    return [f"In {counted(torn, 'cell')} evaluators are too far apart to be averaged."] if torn else []


def before_signature(findings: Findings, one: Standing) -> str:
    """Return which gaps the first must close before a contract is signed, by when and who sees to it; else nothing."""
    examined = findings.examined
    if examined is None or one not in findings.ranked[:1]:
        return ""
    gaps = next((each.before_signature for each in examined.seen if each.candidate.id == one.candidate.id), ())
    shown = [_condition(examined, gap) for gap in gaps[:MOST_CONDITIONS]]
    more = f", and {len(gaps) - MOST_CONDITIONS} more under “{Section.VETTING.label}”"
    return f"Before signature: {', '.join(shown)}{more if len(gaps) > MOST_CONDITIONS else ''}" if gaps else ""


def _condition(examined: Examined, gap: Gap) -> str:
    question = examined.questions.get(gap.question_id or 0)
    which = question.code if question else shortened(" ".join(gap.wording.split()), CONDITION_LIMIT)
    late = ", overdue" if gap.due_on < examined.on else ""
    return f"{which} by {day(gap.due_on)} ({shortened(gap.owner, OWNER_LIMIT)}{late})"


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

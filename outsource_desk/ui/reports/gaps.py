"""What is missing or doubtful in a paper, and where it is cured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from outsource_desk.domain.answers import AnswerKind
from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.services.progress import NextStep, next_steps, progress_of
from outsource_desk.services.warning_answers import AnsweredWarning, answered
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.reports.lines import Line
from outsource_desk.ui.warnings.ways import MARKS, place_of, place_of_step

if TYPE_CHECKING:
    from outsource_desk.ui.session import Session


def gaps_of(session: Session, unprintable: Iterable[str], warnings: Iterable[RuleWarning] | None = None) -> list[Line]:
    """Return the gaps of the session's initiative, those that stop a recommendation first.

    Args:
        session: the open file.
        unprintable: what the typeface lacks, by place.
        warnings: all that are known; None = those of the ranking.
    """
    evaluation, ranking = session.evaluation, session.ranking
    if evaluation is None or ranking is None:
        return []
    steps = next_steps(progress_of(session.desk, evaluation, ranking), evaluation, ranking)
    found = [(step.severity, _from_step(step)) for step in steps if not _is_told(step, ranking.warnings)]
    found += [
        (one.warning.severity if not one.is_settled else Severity.INFO, _from_warning(one))
        for one in answered(evaluation, ranking.warnings if warnings is None else warnings)
    ]
    found += [(Severity.WARN, line) for line in _from_glyphs(unprintable)]
    order = list(Severity)
    return [line for _, line in sorted(found, key=lambda gap: order.index(gap[0]))]


def before_signing(gaps: Iterable[Line]) -> str:
    """Return in one sentence whether the paper can go out."""
    tones = [gap.tone for gap in gaps]
    if blocks := tones.count("bad"):
        return tr_n(blocks, "{count} thing stops a recommendation", "{count} things stop a recommendation")
    if doubts := tones.count("warn"):
        return tr_n(doubts, "{count} thing to weigh before it goes out", "{count} things to weigh before it goes out")
    if notes := len(tones):
        return tr_n(notes, "Ready, with {count} note", "Ready, with {count} notes")
    return tr("Nothing is missing")


def _is_told(step: NextStep, warnings: Iterable[RuleWarning]) -> bool:
    """Tell whether a step says what a warning says too, or leads here."""
    about = step.candidate_id, step.criterion_id
    return step.page == "reports" or any(
        step.detail == warning.text or (all(about) and about == (warning.candidate_id, warning.criterion_id))
        for warning in warnings
    )


def _from_step(step: NextStep) -> Line:
    return Line(say(step.text), say(step.detail), *MARKS[step.severity], target=place_of_step(step))


def _from_warning(one: AnsweredWarning) -> Line:
    warning, answer = one.warning, one.answer
    if answer is None or not one.is_settled:
        return Line(say(warning.text), "", *MARKS[warning.severity], target=place_of(warning))
    fields = {"name": answer.name, "reason": answer.reason}
    is_waived = answer.kind is AnswerKind.WAIVED
    words = (
        tr("Waived by {name}: {reason}", **fields) if is_waived else tr("Acknowledged by {name}: {reason}", **fields)
    )
    return Line(say(warning.text), words, "done", "muted", target=place_of(warning))


def _from_glyphs(unprintable: Iterable[str]) -> Iterator[Line]:
    for each in unprintable:
        where, _, characters = each.partition(": ")
        text = tr("The paper’s typeface lacks {characters}", characters=characters)
        detail = tr("{where}. Such characters are printed as their code.", where=say(where))
        yield Line(text, detail, *MARKS[Severity.WARN])

"""Which questions the overview of all candidates shows: all, or those that a question about them picks out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted
from outsource_desk.domain.vetting import Gate, Question, VettingSection
from outsource_desk.services.completeness import idle_questions
from outsource_desk.services.vetted import is_answered
from outsource_desk.ui.language import tr

ALL, OPEN, GATES, DIFFERENCES, CAPPED, IDLE = "all", "open", "gates", "differences", "capped", "idle"


@dataclass(frozen=True)
class VettingRow:
    """A section, or one of its questions."""

    section: VettingSection
    number: int
    question: Question | None = None

    @property
    def name(self) -> str:
        """Return what the row is called."""
        if self.question is not None:
            return f"{self.question.code} {self.question.wording}"
        return f"{self.number} {self.section.title}"


def filters() -> tuple[tuple[str, str], ...]:
    """Return what the questions can be picked out by: key and words."""
    return (
        (ALL, tr("All questions")),
        (OPEN, tr("Not settled yet")),
        (GATES, tr("Gates")),
        (DIFFERENCES, tr("Where candidates differ")),
        (CAPPED, tr("Held back by missing proof")),
        (IDLE, tr("Separates nobody")),
    )


def rows_of(evaluation: Evaluation, vetted: Vetted, key: str, wanted: str) -> tuple[VettingRow, ...]:
    """Return the questions that a filter picks out, each section with a row of its own in front.

    Args:
        evaluation: what was read.
        vetted: what was found.
        key: one of `filters`.
        wanted: a text that code or wording must hold; empty = any.
    """
    assert evaluation.vetting is not None
    picks = _pick(evaluation, vetted, key)
    rows: list[VettingRow] = []
    for number, section in enumerate(evaluation.vetting.questionnaire.sections, start=1):
        questions = [
            each for each in section.questions if _is_wanted(each, wanted) and picks(each, _of(vetted, each.id))
        ]
        if questions:
            rows += [VettingRow(section, number), *(VettingRow(section, number, each) for each in questions)]
    return tuple(rows)


Pick = Callable[[Question, Sequence[Judged]], bool]


def _pick(evaluation: Evaluation, vetted: Vetted, key: str) -> Pick:
    """Return what tells whether a question is shown; those that are put to nobody never are."""
    if key == IDLE:
        idle = frozenset(idle_questions(evaluation, vetted))
        return lambda question, _judged: question.id in idle
    picks: Mapping[str, Pick] = {
        ALL: lambda _question, judged: bool(judged),
        OPEN: lambda _question, judged: any(not each.state.is_complete for each in judged),
        GATES: lambda question, judged: bool(judged) and question.gate is not Gate.NONE,
        DIFFERENCES: lambda _question, judged: _differs(judged),
        CAPPED: lambda _question, judged: any(each.is_capped and each.applies for each in judged),
    }
    return picks[key]


def _of(vetted: Vetted, question_id: int) -> list[Judged]:
    """Return a question as it stands for everybody to whom it is put."""
    judged = (each.judged[question_id] for each in vetted.candidates.values())
    return [each for each in judged if each.is_asked]


def _differs(judged: Sequence[Judged]) -> bool:
    answered = [each for each in judged if each.applies and is_answered(each.question, each.answer)]
    return len({each.points for each in answered}) > 1


def _is_wanted(question: Question, wanted: str) -> bool:
    text = wanted.strip().casefold()
    return not text or text in question.code.casefold() or text in question.wording.casefold()

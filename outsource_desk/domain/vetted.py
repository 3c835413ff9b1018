"""What vetting found: points and gates of every answer, scores of every section, for every candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    EvidenceLevel,
    Gap,
    GapKind,
    Gate,
    GateResult,
    Question,
    Waiver,
)


class VettingGate(StrEnum):
    """A candidate's way through all gates of the vetting, the worst one first."""

    FAILED = "failed"
    OPEN = "open"
    WITH_CONDITIONS = "passed_with_conditions"
    PASSED = "passed"


@frozen
class Judged:
    """One question as it stands for one candidate."""

    question: Question
    answer: Answer | None
    applies: bool  # by depth, kind of outsourcing, kind of vendor, its condition, and not marked as not applicable
    is_asked: bool  # the same, whatever the answer says
    raw_points: float | None = None  # 0..5 before the cap; None = not answered
    points: float | None = None  # 0..5 after the cap
    level: EvidenceLevel = EvidenceLevel.NONE
    cap: float = 5.0
    gate: GateResult | None = None  # None: no gate, or not asked
    waiver: Waiver | None = None  # that is active
    condition: Gap | None = None  # on which a knock-out is passed: what must be put right before the choice
    is_pending: bool = False  # left out by an answer that nobody has accepted: not asked, but its weight counts

    @property
    def counts(self) -> bool:
        """Tell whether a question counts in the scores: as soon as it applies, or while nobody has settled that."""
        return self.applies or self.is_pending

    @property
    def state(self) -> AnswerState:
        """Return how far the answer has come."""
        return self.answer.state if self.answer else AnswerState.UNANSWERED

    @property
    def is_capped(self) -> bool:
        """Tell whether better evidence would be worth more points."""
        return self.raw_points is not None and self.points is not None and self.points < self.raw_points

    @property
    def is_claim(self) -> bool:
        """Tell whether nothing but the vendor's own word stands behind an answer that needs evidence."""
        return self.question.needs_evidence and self.level in (EvidenceLevel.NONE, EvidenceLevel.CLAIM)


@frozen
class VettedSection:
    """One section as it stands for one candidate; scores as in `analysis.vetting.SectionScore`."""

    section_id: int
    so_far: float | None
    secured: float | None
    coverage: float | None
    asked: int  # questions
    answered: int
    complete: int  # accepted, accepted with a gap, or not applicable


@frozen
class VettedCandidate:
    """What vetting found about one candidate."""

    candidate_id: int
    judged: Mapping[int, Judged]  # question id → how it stands, every question of the questionnaire, in order
    sections: Mapping[int, VettedSection]  # section id → scores
    overall: VettedSection  # section id 0
    gate: VettingGate

    @property
    def gates(self) -> tuple[Judged, ...]:
        """Return the gates that are asked, in order."""
        return tuple(each for each in self.judged.values() if each.gate is not None)

    @property
    def knocked_out(self) -> tuple[Judged, ...]:
        """Return the knock-out questions that were failed and not waived."""
        return tuple(each for each in self.gates if each.gate is GateResult.FAILED)

    @property
    def open_knock_outs(self) -> tuple[Judged, ...]:
        """Return the knock-out questions that nobody has accepted yet."""
        return tuple(
            each for each in self.gates if each.question.gate is Gate.KNOCK_OUT and each.gate is GateResult.OPEN
        )

    def loose_conditions(self, gaps: Iterable[Gap]) -> tuple[Judged, ...]:
        """Return the conditional gates that were missed and about which no gap, hence no owner and no date, is kept."""
        kept = {
            each.question_id
            for each in gaps
            if each.candidate_id == self.candidate_id and each.kind is not GapKind.NOTE
        }
        missed = (each for each in self.gates if each.gate is GateResult.CONDITION)
        return tuple(each for each in missed if each.question.id not in kept)


@frozen
class Vetted:
    """What vetting found about all candidates; the in-house option is not vetted."""

    candidates: Mapping[int, VettedCandidate]  # candidate id → findings

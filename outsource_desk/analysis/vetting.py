"""The arithmetic of vetting: points of an answer, caps by evidence, scores of a section so far and secured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from outsource_desk.domain.vetting import EvidenceLevel

MAXIMUM = 5.0  # points of an answer
POINTS_TO_100 = 20.0

# What an answer that needs evidence can earn at most. Source: product rule; a claim never reaches “fully met”.
CAPS: Mapping[EvidenceLevel, float] = {
    EvidenceLevel.NONE: 2.0,
    EvidenceLevel.CLAIM: 3.0,
    EvidenceLevel.DOCUMENT: 4.0,
    EvidenceLevel.INDEPENDENT: 5.0,
    EvidenceLevel.VERIFIED: 5.0,
    EvidenceLevel.EXPIRED: 2.0,
    EvidenceLevel.CONTRADICTED: 0.0,
}
# from what is worth least to what is worth most; nothing at all and evidence out of date are capped alike
_STRENGTH = (
    EvidenceLevel.NONE,
    EvidenceLevel.EXPIRED,
    EvidenceLevel.CLAIM,
    EvidenceLevel.DOCUMENT,
    EvidenceLevel.INDEPENDENT,
    EvidenceLevel.VERIFIED,
)


@dataclass(frozen=True)
class Line:
    """One question that applies, as its section's score counts it."""

    weight: float  # 0..5
    points: float | None  # 0..5 after the cap; None = not answered
    is_accepted: bool


@dataclass(frozen=True)
class SectionScore:
    """What a section is worth, 0..100, and how much of it has been looked at.

    Attributes:
        so_far: over the answered questions only; None before the first. A first impression, never a basis to rank.
        secured: over all questions that apply, counting accepted answers only; None if no question has a weight.
        coverage: share of the weight that is accepted, 0..1; None if no question has a weight.
    """

    so_far: float | None
    secured: float | None
    coverage: float | None


def points_on_curve(curve: Sequence[tuple[float, float]], amount: float) -> float:
    """Return the points of an amount: straight between the points of a curve, flat outside its ends.

    Args:
        curve: (amount, points 0..5), lowest amount first, at least one.
        amount: in the question's unit.
    """
    if amount <= curve[0][0]:
        return curve[0][1]
    for (left, low), (right, high) in pairwise(curve):
        if amount <= right:
            return low + (high - low) * (amount - left) / (right - left)
    return curve[-1][1]


def strongest(levels: Iterable[EvidenceLevel]) -> EvidenceLevel:
    """Return the strongest of some levels of evidence; nothing at all if there is none.

    Taking one away never strengthens the rest.
    """
    return max(levels, key=_STRENGTH.index, default=EvidenceLevel.NONE)


def capped(points: float, level: EvidenceLevel, *, needs_evidence: bool) -> float:
    """Return what is left of an answer's points when evidence is asked for: ``min(points, cap[level])``.

    An answer that evidence contradicts earns nothing, whether evidence was asked for or not.
    """
    if needs_evidence or level is EvidenceLevel.CONTRADICTED:
        return min(points, CAPS[level])
    return points


def section_score(lines: Iterable[Line]) -> SectionScore:
    """Return the scores of a section.

    ``so_far = 20 * sum(w * p) / sum(w)`` over answered questions; ``secured = 20 * sum(w * p over accepted) / sum(w
    over all that apply)``; ``coverage = sum(w over accepted) / sum(w over all that apply)``.
    """
    lines = list(lines)
    answered = [line for line in lines if line.points is not None]
    accepted = [line for line in answered if line.is_accepted]
    whole, known = sum(line.weight for line in lines), sum(line.weight for line in answered)
    earned = sum(line.weight * (line.points or 0.0) for line in answered)
    secured = sum(line.weight * (line.points or 0.0) for line in accepted)
    return SectionScore(
        so_far=POINTS_TO_100 * earned / known if known else None,
        secured=POINTS_TO_100 * secured / whole if whole else None,
        coverage=sum(line.weight for line in accepted) / whole if whole else None,
    )


def overall_score(sections: Iterable[tuple[float, SectionScore]]) -> SectionScore:
    """Return the weighted mean of sections: ``sum(W * score) / sum(W)`` over those that have the score.

    Args:
        sections: weight and score of each.
    """
    sections = list(sections)

    def mean(values: Iterable[tuple[float, float | None]]) -> float | None:
        known = [(weight, value) for weight, value in values if value is not None]
        whole = sum(weight for weight, _ in known)
        return sum(weight * value for weight, value in known) / whole if whole else None

    return SectionScore(
        so_far=mean((weight, each.so_far) for weight, each in sections),
        secured=mean((weight, each.secured) for weight, each in sections),
        coverage=mean((weight, each.coverage) for weight, each in sections),
    )

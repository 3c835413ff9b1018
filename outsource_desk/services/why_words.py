"""Why one candidate is ahead of another, in two sentences."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.charts.ranking import in_words
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.formatting import MINUS, shown_difference
from outsource_desk.domain.ranking import TIE_POINTS, Evaluation, Ranking, Standing

SEEN = 0.05  # points of 100 that a reader can see
MOST = 3  # criteria that a sentence names


def why_sentences(
    evaluation: Evaluation, ranking: Ranking, one_id: int, other_id: int, speech: Speech = ENGLISH
) -> tuple[str, ...]:
    """Return why one of two ranked candidates is ahead: where it gains most, and where the other is better.

    The one with the higher total comes first, whichever is asked for first. Nothing is said of somebody who is not
    ranked, and of one candidate compared with itself.

    Args:
        evaluation: what was read.
        ranking: of the evaluation.
        one_id: a candidate.
        other_id: another one.
        speech: how to say it.
    """
    placed = {standing.candidate.id: standing for standing in ranking.ranked}
    if one_id == other_id or one_id not in placed or other_id not in placed:
        return ()
    first, second = sorted((placed[one_id], placed[other_id]), key=lambda each: -each.total)
    leads = _leads(compared_parts(evaluation), first, second)
    ahead = [_named(speech, part, by) for part, by in leads if by >= SEEN][:MOST]
    behind = [_named(speech, part, -by) for part, by in reversed(leads) if by <= -SEEN][:MOST]
    return _ahead(first, second, ahead, speech), _behind(first, second, behind, speech)


def compared_parts(evaluation: Evaluation) -> tuple[Criterion, ...]:
    """Return the highest level of the criteria that has more than one part."""
    level = [each for each in evaluation.criteria if each.parent_id is None]
    while len(level) == 1:
        below = [each for each in evaluation.criteria if each.parent_id == level[0].id]
        if not below:
            break
        level = below
    return tuple(level)


def _leads(parts: Sequence[Criterion], first: Standing, second: Standing) -> list[tuple[Criterion, float]]:
    """Return how much more each part adds to the first total than to the second, the most first."""
    one, other = first.contributions, second.contributions
    return sorted(((each, one.get(each.id, 0.0) - other.get(each.id, 0.0)) for each in parts), key=lambda e: -e[1])


def _ahead(first: Standing, second: Standing, ahead: list[str], speech: Speech) -> str:
    tr, name, other = speech.tr, first.candidate.name, second.candidate.name
    if first.total - second.total <= TIE_POINTS:
        total = speech.number(first.total, 1)
        return tr("{name} and {other} have the same total, {total}.", name=name, other=other, total=total)
    lead = speech.number(shown_difference(first.total, second.total), 1)
    if not ahead:
        return tr("{name} is ahead of {other} by {lead} points.", name=name, other=other, lead=lead)
    return tr(
        "{name} is ahead of {other} by {lead} points: it gains most on {parts}.",
        name=name,
        other=other,
        lead=lead,
        parts=in_words(ahead, speech),
    )


def _behind(first: Standing, second: Standing, behind: list[str], speech: Speech) -> str:
    tr, other = speech.tr, second.candidate.name
    if not behind:
        return tr("{name} is better on none of them.", name=other)
    if first.total - second.total <= TIE_POINTS:
        return tr("What one of them gains, the other gains elsewhere: {name} is better on {parts}.", name=other,
                  parts=in_words(behind, speech))  # fmt: skip
    return tr("{name} is better on {parts}.", name=other, parts=in_words(behind, speech))


def _named(speech: Speech, part: Criterion, by: float) -> str:
    text = speech.number(by, 1)
    return f"{part.name} ({text if text.startswith(MINUS) else f'+{text}'})"

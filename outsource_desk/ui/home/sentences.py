"""Who leads and how sure that is, in the words of Home."""

from __future__ import annotations

from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import GateStatus, Ranking, Verdict
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr, tr_n

SMALLEST = 0.05  # points; what is less would be shown as 0.0


def headline(ranking: Ranking) -> str:
    """Return who leads, by how much, and what speaks against relying on it."""
    ranked = ranking.ranked
    if ranking.verdict is Verdict.NONE:
        return tr("Nobody can be ranked yet")
    if ranking.verdict is Verdict.SINGLE:
        return tr("Only {name} is ranked, so there is no comparison", name=ranked[0].candidate.name)
    if len(ranking.leaders) > 1:
        return tr("{names} share the first place", names=leaders_in_words(ranking))
    name, lead = ranked[0].candidate.name, lead_in_points(ranking)
    if ranking.verdict is Verdict.TOO_CLOSE:
        return tr("{name} is {lead} ahead, which is too close to call", name=name, lead=lead)
    if ranking.verdict is Verdict.CLEAR:
        return tr("{name} leads by {lead}", name=name, lead=lead)
    if ranked[0].gate is GateStatus.OPEN:
        return tr("{name} leads by {lead}, but a gate is still open", name=name, lead=lead)
    return tr("{name} leads by {lead}, but open scores could change that", name=name, lead=lead)


def explanation(ranking: Ranking) -> str:
    """Return how the chart below the headline is read, and from when on a lead is clear."""
    words = [tr("Each column is as wide as its weight and filled as far as it was earned.")]
    if any(standing.high - standing.low >= SMALLEST for standing in ranking.ranked):
        words.append(tr("Whiskers show open scores."))
    if ranking.verdict is Verdict.TOO_CLOSE:
        words.append(tr("A lead is clear from {points} points.", points=formats.number(ranking.threshold)))
    return " ".join(words)


def lead_in_points(ranking: Ranking) -> str:
    """Return the first's margin over the second."""
    margin = ranking.margin or 0.0
    if margin < SMALLEST:
        return tr("less than {points} points", points=formats.number(0.1))
    return tr("{points} points", points=formats.number(margin))


def leaders_in_words(ranking: Ranking) -> str:
    """Return everybody on the first place: ``Alder and Birch``."""
    names = [standing.candidate.name for standing in ranking.leaders]
    if len(names) < 2:
        return "".join(names)
    return tr("{items} and {last}", items=", ".join(names[:-1]), last=names[-1])


def verdict_in_words(ranking: Ranking) -> tuple[str, str]:
    """Return the verdict as the words and the tone of a chip."""
    if ranking.verdict is Verdict.OPEN and ranking.ranked[0].gate is GateStatus.OPEN:
        return tr("Open gate"), "warn"
    return {
        Verdict.CLEAR: (tr("Clear lead"), "good"),
        Verdict.TOO_CLOSE: (tr("Too close to call"), "warn"),
        Verdict.OPEN: (tr("Open scores"), "warn"),
        Verdict.SINGLE: (tr("No comparison"), "quiet"),
        Verdict.NONE: (tr("Not ranked yet"), "quiet"),
    }[ranking.verdict]


def what_it_is(initiative: Initiative, candidates: int) -> str:
    """Return the line below the title: kind, candidates, day of the decision."""
    parts = [
        say(initiative.outsourcing_type.label) if initiative.outsourcing_type else "",
        tr_n(candidates, "{count} candidate", "{count} candidates"),
        tr("decision due {day}", day=formats.day(initiative.decision_date)) if initiative.decision_date else "",
    ]
    return " · ".join(part for part in parts if part)

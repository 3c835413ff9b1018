"""The ranking in words: verdicts, totals, reasons and how far a total has moved."""

from __future__ import annotations

from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing, Verdict
from outsource_desk.domain.robustness import Trust
from outsource_desk.ui import formats
from outsource_desk.ui.home.sentences import lead_in_points, verdict_in_words, who_can_pass
from outsource_desk.ui.language import say, tr

MOVED = 0.05  # points of 100 that a reader can see
MOST_REASONS = 3  # groups that a sentence names


def total_text(standing: Standing) -> str:
    """Return a total, or the range that it can still end in; who is not ranked has neither."""
    if standing.rank is None:
        return tr("not scored") if standing.gate is not GateStatus.FAILED else tr("not ranked")
    return range_text(standing.total, standing.low, standing.high)


def range_text(total: float, low: float, high: float) -> str:
    """Return a total, or the range that it can still end in where a reader can see one."""
    return formats.number(total) if high - low < MOVED else f"{formats.number(low)} – {formats.number(high)}"


def verdict_words(ranking: Ranking, trust: Trust | None = None) -> tuple[str, str]:
    """Return the tone and the words of the chip, which are those of Home."""
    words, tone = verdict_in_words(ranking, trust)
    return tone, words


def verdict_sentence(ranking: Ranking) -> str:
    """Return who leads by how much, and what could still change that."""
    placed = ranking.ranked
    if not placed:
        return tr("Nobody can be ranked yet.")
    if len(placed) == 1:
        return tr("Only {name} is ranked.", name=placed[0].candidate.name)
    reach = who_can_pass(ranking)
    return f"{_verdict(ranking)} {reach}." if reach else _verdict(ranking)


def _verdict(ranking: Ranking) -> str:
    placed = ranking.ranked
    if len(ranking.leaders) > 1:
        return tr("{names} share the first rank.", names=", ".join(each.candidate.name for each in ranking.leaders))
    is_seen = ranking.lead >= MOVED
    lead, name = formats.number(ranking.lead) if is_seen else lead_in_points(ranking), placed[0].candidate.name
    match ranking.verdict:
        case Verdict.TOO_CLOSE:
            threshold = formats.number(ranking.threshold)
            if ranking.is_lead_rounded_over:
                return tr(
                    "{name} leads by {lead}, a little less before rounding; a lead is clear from {threshold}.",
                    name=name,
                    lead=lead,
                    threshold=threshold,
                )
            return tr(
                "{name} leads by {lead}; a lead is clear from {threshold}.", name=name, lead=lead, threshold=threshold
            )
        case Verdict.OPEN if placed[0].gate is GateStatus.OPEN:
            return tr("{name} leads by {lead}, but a gate is still open.", name=name, lead=lead)
        case Verdict.OPEN:
            return tr("{name} leads by {lead}. Open scores could change first place.", name=name, lead=lead)
        case _ if all(each.high - each.low < MOVED for each in placed):
            return tr("{name} leads by {lead}.", name=name, lead=lead)
        case _:
            return tr("{name} leads by {lead}. Open scores cannot change first place.", name=name, lead=lead)


def reasons_of_lead(evaluation: Evaluation, ranking: Ranking) -> str:
    """Return on which groups the first leads the second most, and on which it is behind most."""
    if len(ranking.ranked) < 2:
        return ""
    first, second = ranking.ranked[:2]
    groups = [each for each in evaluation.criteria if each.parent_id is None]
    leads = [(first.contributions.get(each.id, 0.0) - second.contributions.get(each.id, 0.0), each) for each in groups]
    leads.sort(key=lambda lead: -lead[0])
    ahead = [f"{each.name} ({signed(by)})" for by, each in leads if by >= MOVED][:MOST_REASONS]
    behind = [f"{each.name} ({signed(by)})" for by, each in reversed(leads) if by <= -MOVED][:1]
    if not ahead:
        return ""
    one, other, more = first.candidate.name, second.candidate.name, ", ".join(ahead)
    if not behind:
        return tr("{first} is ahead of {second} on {ahead}.", first=one, second=other, ahead=more)
    return tr(
        "{first} is ahead of {second} on {ahead}; behind on {behind}.",
        first=one,
        second=other,
        ahead=more,
        behind=behind[0],
    )


def reasons_text(standing: Standing) -> str:
    """Return why a candidate is not ranked."""
    if standing.gate is GateStatus.FAILED:
        return tr("Gate failed: {reasons}", reasons="; ".join(say(each) for each in standing.gate_reasons))
    return "; ".join(say(each) for each in standing.gate_reasons) if standing.rank is None else ""


def ranking_text(initiative: str, ranking: Ranking) -> str:
    """Return the whole ranking as a text for a message: verdict, totals, and who is not ranked for which reason."""
    verdict = f"{verdict_words(ranking)[1]}. {verdict_sentence(ranking)}"
    lines = [tr("Ranking of {initiative}", initiative=initiative), verdict]
    for each in ranking.standings:
        if each.rank is None:
            lines.append(f"– {each.candidate.name}: {total_text(each)}. {reasons_text(each)}")
        else:
            lines.append(f"{each.rank}. {each.candidate.name}: {total_text(each)}")
    return "\n".join(lines)


def signed(value: float) -> str:
    """Return a difference with its sign."""
    return f"+{formats.number(value)}" if value > 0 else formats.number(value)

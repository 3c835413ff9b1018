"""Who leads and how sure that is, in the words of Home."""

from __future__ import annotations

from outsource_desk.domain.formatting import shown_difference
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import GateStatus, Ranking, Verdict
from outsource_desk.domain.robustness import Trust
from outsource_desk.services.in_house import AgainstInHouse
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr, tr_n

SMALLEST = 0.05  # points; what is less would be shown as 0.0
MILLION = 1e6


def headline(ranking: Ranking) -> str:
    """Return who leads, by how much, what speaks against relying on it, and whom open scores can carry past."""
    reach = who_can_pass(ranking)
    return "; ".join(filter(None, (_verdict(ranking), reach)))


def who_can_pass(ranking: Ranking) -> str:
    """Return whom open scores can still carry past the first, and how far; nothing if nobody."""
    challengers = ranking.challengers
    if not challengers or ranking.verdict in (Verdict.NONE, Verdict.SINGLE):
        return ""
    name, high = challengers[0].candidate.name, formats.number(challengers[0].high)
    if len(challengers) == 1:
        return tr("{name} can still reach {high}", name=name, high=high)
    return tr(
        "{name} can still reach {high}, and {count} more could pass too",
        name=name,
        high=high,
        count=len(challengers) - 1,
    )


def _verdict(ranking: Ranking) -> str:
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
    if ranking.is_lead_rounded_over and ranking.verdict is Verdict.TOO_CLOSE:
        words.append(tr("Before rounding this one is a little less."))
    return " ".join(words)


def lead_in_points(ranking: Ranking) -> str:
    """Return the first's lead over the second, as their totals are shown."""
    return points_apart(ranking.lead)


def points_apart(difference: float) -> str:
    """Return how far two are apart that do not share a place."""
    if difference < SMALLEST:
        return tr("less than {points} points", points=formats.number(0.1))
    return tr("{points} points", points=formats.number(difference))


def in_house_in_words(compared: AgainstInHouse | None, currency: str) -> str:
    """Return how the first of the vendors stands to the in-house option, in points and money."""
    if compared is None:
        return ""
    merit, money = _merit(compared), _money(compared, currency)
    if money:
        return tr(
            "Against the in-house option the first of the vendors is {merit} and {money}.", merit=merit, money=money
        )
    return tr("Against the in-house option the first of the vendors is {merit}.", merit=merit)


def _merit(compared: AgainstInHouse) -> str:
    vendor, home = compared.vendor, compared.in_house
    if vendor.rank == home.rank:
        return tr("level")
    points = points_apart(abs(shown_difference(vendor.total, home.total)))
    is_ahead = vendor.total > home.total
    if compared.verdict is Verdict.TOO_CLOSE:
        if is_ahead:
            return tr("{points} ahead (too close to call)", points=points)
        return tr("{points} behind (too close to call)", points=points)
    if compared.verdict is Verdict.OPEN:
        if is_ahead:
            return tr("{points} ahead (not settled yet)", points=points)
        return tr("{points} behind (not settled yet)", points=points)
    return tr("{points} ahead", points=points) if is_ahead else tr("{points} behind", points=points)


def _money(compared: AgainstInHouse, currency: str) -> str:
    own, home = compared.vendor_price, compared.in_house_price
    if own is None or home is None:
        return ""
    if min(abs(own), abs(home)) < MILLION:
        less = shown_difference(home, own, 0)
    else:
        less = MILLION * shown_difference(home / MILLION, own / MILLION, 2)
    if less == 0:
        return tr("equally dear")
    amount = f"{currency} {short_amount(abs(less))}".strip()
    return tr("{amount} cheaper", amount=amount) if less > 0 else tr("{amount} dearer", amount=amount)


def short_amount(amount: float) -> str:
    """Return an amount that fits a tile: ``8.40 m``."""
    if abs(amount) < MILLION:
        return formats.number(amount, 0)
    return tr("{amount} m", amount=formats.number(amount / MILLION, 2))


def leaders_in_words(ranking: Ranking) -> str:
    """Return everybody on the first place: ``Alder and Birch``."""
    names = [standing.candidate.name for standing in ranking.leaders]
    if len(names) < 2:
        return "".join(names)
    return tr("{items} and {last}", items=", ".join(names[:-1]), last=names[-1])


def verdict_in_words(ranking: Ranking, trust: Trust | None = None) -> tuple[str, str]:
    """Return the verdict as the words and the tone of a chip.

    Args:
        ranking: whose verdict it is.
        trust: how far the first place can be trusted; None = not known yet.
    """
    if ranking.verdict is Verdict.CLEAR and trust is Trust.SENSITIVE:
        return tr("Clear lead, sensitive"), "warn"
    if ranking.verdict is Verdict.CLEAR and trust is Trust.NO_CLEAR_WINNER:
        return tr("A lead, no clear winner"), "warn"
    if ranking.verdict is Verdict.OPEN and ranking.ranked[0].gate is GateStatus.OPEN:
        return tr("Open gate"), "warn"
    return {
        Verdict.CLEAR: (tr("Clear lead"), "good"),
        Verdict.TOO_CLOSE: (tr("Too close to call"), "warn"),
        Verdict.OPEN: (tr("Open scores"), "warn"),
        Verdict.SINGLE: (tr("Nothing to compare"), "quiet"),
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

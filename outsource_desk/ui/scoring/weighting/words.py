"""What the weighting dialogs say: methods, steps from worst to best, consistency and what weights come to."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from outsource_desk.analysis.pairwise import ACCEPTABLE, CONTRADICTORY, Consistency
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.ranking import Ranking
from outsource_desk.domain.stakes import ImpliedMoney, Stake
from outsource_desk.domain.weighting import WeightMethod
from outsource_desk.ui.formats import money, number, points
from outsource_desk.ui.language import tr


def method_choices() -> list[tuple[str, str]]:
    """Return the methods with their names, the recommended one first."""
    return [
        (WeightMethod.SWING, tr("Swing: the real steps (recommended)")),
        (WeightMethod.DIRECT, tr("Per cent")),
        (WeightMethod.POINTS, tr("Points")),
        (WeightMethod.CENTROID, tr("Order: rank-order centroid")),
        (WeightMethod.RANK_SUM, tr("Order: rank sum")),
        (WeightMethod.RECIPROCAL, tr("Order: reciprocal ranks")),
        (WeightMethod.PAIRWISE, tr("Pairs, 1 to 9")),
    ]


def method_hint(method: WeightMethod) -> str:
    """Return in one sentence what to answer."""
    order = tr("1 for what matters most, 2 for the next; equal numbers are tied.")
    match method:
        case WeightMethod.SWING:
            return tr("Give 100 to the step that matters most, and to each other one how much it matters beside it.")
        case WeightMethod.DIRECT:
            return tr("Per cent of this level. What does not add up to 100 is brought to it.")
        case WeightMethod.POINTS:
            return tr("Any numbers; only their proportions count.")
        case WeightMethod.CENTROID:
            return f"{order} {tr('The weights are the centre of all that have this order.')}"
        case WeightMethod.RANK_SUM:
            return f"{order} {tr('The weights fall in equal steps.')}"
        case WeightMethod.RECIPROCAL:
            return f"{order} {tr('The weights fall fastest at the top.')}"
        case _:
            return tr("Compare two at a time. What you cannot judge may be left out.")


def field_words(method: WeightMethod) -> str:
    """Return what a number is called."""
    match method:
        case WeightMethod.SWING:
            return tr("Swing, 0 to 100")
        case WeightMethod.DIRECT:
            return tr("Per cent")
        case WeightMethod.POINTS:
            return tr("Points")
        case _:
            return tr("Rank")


def stake_words(stake: Stake) -> str:
    """Return the worst and the best offer on a criterion."""
    if stake.worst is None or stake.best is None:
        return tr("too little is known of the offers here")
    if not stake.has_step:
        return tr("all offers the same: {value}", value=_span(stake, stake.worst, None))
    return tr("from {range}", range=_span(stake, stake.worst, stake.best))


def step_words(stake: Stake) -> str:
    """Return between what the step of a criterion lies: two offers, or its whole scale where there is no such step."""
    if stake.has_step:
        return stake_words(stake)
    return tr("{offers}; the step is the whole scale, 0 to 100", offers=stake_words(stake))


def swing_question(stakes: Sequence[Stake]) -> str:
    """Return the question with the two widest steps in it."""
    known = sorted((each for each in stakes if each.has_step), key=lambda each: -(each.swing or 0))
    if len(known) < 2:
        return tr("From the worst to the best offer that you can imagine here: which step matters more?")
    return tr(
        "From the worst to the best offer here, {first} and {second}: which step matters more?",
        first=_step(known[0]),
        second=_step(known[1]),
    )


def _step(stake: Stake) -> str:
    assert stake.worst is not None
    return tr("{name} moves from {range}", name=stake.name, range=_span(stake, stake.worst, stake.best))


def _span(stake: Stake, worst: float, best: float | None) -> str:
    """Return an amount, or two with their unit once: ``2.5 to 4.5 points``."""
    if stake.measure is Measure.PRICE:
        ends = [money(round(each), stake.unit) for each in (worst, best) if each is not None]
        return tr("{worst} to {best}", worst=ends[0], best=ends[1]) if len(ends) > 1 else ends[0]
    write = number if stake.measure is None else points
    words = write(worst) if best is None else tr("{worst} to {best}", worst=write(worst), best=write(best))
    if stake.measure is Measure.MEASURED:
        return f"{words} {stake.unit}".strip()
    return tr("{range} points", range=words) if stake.measure else tr("{range} of 100", range=words)


def rounded_money(amount: float, currency: str) -> str:
    """Return money with three digits that count; more would pretend to be exact."""
    digits = 2 - floor(log10(abs(amount))) if amount else 0
    return money(round(amount, digits), currency)


def consistency_words(found: Consistency) -> tuple[str, str]:
    """Return tone and words of a consistency ratio; the table of random indices is named."""
    if found.ratio is None:
        return "quiet", tr("No table of random judgements reaches this far.")
    ratio = number(found.ratio, 2)
    if found.ratio <= ACCEPTABLE:
        return "good", tr("Consistency ratio {ratio}, fine (up to 0.10; {table})", ratio=ratio, table=found.table)
    if found.ratio <= CONTRADICTORY:
        return "warn", tr("Consistency ratio {ratio}, above 0.10 ({table})", ratio=ratio, table=found.table)
    words = tr(
        "Consistency ratio {ratio}: the judgements contradict each other ({table})", ratio=ratio, table=found.table
    )
    return "bad", words


def ratio_words(first: str, second: str, ratio: float) -> str:
    """Return a judgement in words, the stronger side first."""
    if abs(ratio - 1) < 1e-9:
        return tr("{first} and {second} matter the same", first=first, second=second)
    if ratio < 1:
        first, second, ratio = second, first, 1 / ratio
    return tr("{first} matters {times} times as much as {second}", first=first, second=second, times=number(ratio, 0))


def effect_words(before: Ranking, after: Ranking) -> str:
    """Return who leads before and after, and by how much."""
    if not after.leaders:
        return tr("Nobody can be ranked yet.")
    was, now = _names(before), _names(after)
    lead = number(after.lead)
    if was == now:
        return tr("{name} stays first, by {lead} points.", name=now, lead=lead)
    if not was:
        return tr("{name} would be first, by {lead} points.", name=now, lead=lead)
    return tr("{name} would be first instead of {other}, by {lead} points.", name=now, other=was, lead=lead)


def worth_words(worth: ImpliedMoney | None) -> str:
    """Return what the weights say a point of quality is worth."""
    if worth is None:
        return ""
    amount = rounded_money(worth.per_point, worth.currency)
    return tr("These weights say that one point of quality, of 100, is worth about {amount}.", amount=amount)


def _names(ranking: Ranking) -> str:
    return ", ".join(each.candidate.name for each in ranking.leaders)

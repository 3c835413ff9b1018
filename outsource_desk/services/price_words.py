"""Price functions in plain sentences: what each does, its danger, and where a loser decides."""

from __future__ import annotations

from collections.abc import Callable

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import Curve
from outsource_desk.domain.price_lab import Paradox, PriceLab

_FIRST_CALENDAR_YEAR = 1000  # below it years are those of the contract, from 0


def function_name(curve: Curve, speech: Speech = ENGLISH) -> str:
    """Return what a price formula is called."""
    match curve:
        case Curve.LOWEST:
            return speech.tr("Lowest / price")
        case Curve.MULTIPLE:
            return speech.tr("Multiple of the lowest")
        case Curve.MIN_MAX:
            return speech.tr("Lowest to highest")
        case Curve.LINEAR:
            return speech.tr("Floor and ceiling")
        case _:
            return speech.tr("A drawn curve")


def function_about(curve: Curve, multiple: float = 2.0, speech: Speech = ENGLISH) -> str:
    """Return in one sentence what a price formula does."""
    match curve:
        case Curve.LOWEST:
            return speech.tr("The lowest offer is worth 100; one twice as dear is worth 50, one four times as dear 25.")
        case Curve.MULTIPLE:
            return speech.tr(
                "The lowest offer is worth 100, {times} times as much is worth 0, straight between.",
                times=speech.tick(multiple),
            )
        case Curve.MIN_MAX:
            return speech.tr("The lowest offer is worth 100, the highest 0, straight between.")
        case Curve.LINEAR:
            return speech.tr("The floor is worth 100, the ceiling 0, straight between; both are fixed beforehand.")
        case _:
            return speech.tr("Each price is worth what the drawn curve says, whatever the others ask.")


def function_danger(curve: Curve, speech: Speech = ENGLISH) -> str:
    """Return in one sentence what can go wrong under a price formula."""
    match curve:
        case Curve.LOWEST:
            return speech.tr("One very cheap offer presses all others down, and a loser can decide who comes first.")
        case Curve.MULTIPLE:
            return speech.tr("The lowest offer sets the scale for all, so a loser can decide who comes first.")
        case Curve.MIN_MAX:
            return speech.tr(
                "Two offers are always 100 and 0, however near they are; cheapest and dearest set the scale for all."
            )
        case Curve.LINEAR:
            return speech.tr(
                "No other offer matters. A range far from the market makes prices count little or too much."
            )
        case _:
            return speech.tr("No other offer matters. Draw it before offers are opened.")


def lab_headline(lab: PriceLab, speech: Speech = ENGLISH) -> str:
    """Return in one sentence whether the choice of the price formula decides the first place."""
    first = _names(lab, lab.outcomes[0].leaders)
    if len(lab.bids) == 1:
        return speech.tr("Only {name} has a price that counts, so there is nothing to compare.", name=first)
    if lab.agrees:
        return speech.tr("{name} is first under every price formula.", name=first)
    others = [each for each in lab.outcomes if each.leaders != lab.outcomes[0].leaders]
    return speech.tr(
        "The price formula decides: {first} is first under floor and ceiling, {second} under {function}.",
        first=first,
        second=_names(lab, others[0].leaders),
        function=_in_sentence(others[0].curve, speech),
    )


def paradox_sentences(lab: PriceLab, speech: Speech = ENGLISH, most: int = 6) -> tuple[str, ...]:
    """Return where an offer that cannot win decides between two others, what counts now and first places first."""
    found = sorted(
        lab.paradoxes,
        key=lambda each: (each.curve is not lab.current, not each.is_for_first_place, each.removed_id is None),
    )
    return tuple(_paradox(lab, each, speech) for each in found[:most])


def no_paradox(lab: PriceLab, speech: Speech = ENGLISH) -> str:
    """Return the good news where there is no paradox."""
    if len(lab.bids) < 3:
        return speech.tr("With fewer than three offers there is no loser whose leaving could turn the others.")
    return speech.tr("No loser and no such dummy turns the order of two others under any formula.")


def exchange_sentence(lab: PriceLab, money: Callable[[float], str], speech: Speech = ENGLISH) -> str:
    """Return what a point of quality is worth under floor and ceiling, and what the best one here asks for a point.

    Args:
        lab: the bids and what a point is worth.
        money: writes an amount as the reader's language does.
        speech: how it is said.
    """
    worth = speech.tr(
        "Between floor and ceiling one point of quality (of 100) is worth {money}.",
        money=money(lab.point_prices[Curve.LINEAR]),
    )
    cheapest, best = lab.bids[0], max(lab.bids, key=lambda bid: (bid.quality, -bid.price))
    dearer, better = best.price - cheapest.price, best.quality - cheapest.quality
    if dearer <= 0 or better <= 0:
        return worth
    asked = speech.tr(
        "{best} asks {money} a point more than {cheapest}: {dearer} for {better} points.",
        best=best.name,
        cheapest=cheapest.name,
        money=money(dearer / better),
        dearer=money(dearer),
        better=speech.number(better, 1),
    )
    return f"{worth} {asked}"


def _paradox(lab: PriceLab, paradox: Paradox, speech: Speech) -> str:
    names = {
        "after": lab.name_of(paradox.after_id),
        "before": lab.name_of(paradox.before_id),
        "function": _in_sentence(paradox.curve, speech),
    }
    if paradox.removed_id is None:
        return speech.tr(
            "With the dummy offer, {after} would beat {before} under {function}; "
            "the order under floor and ceiling stays.",
            **names,
        )
    return speech.tr(
        "Without {loser}, {after} would beat {before} under {function}; the order under floor and ceiling stays.",
        loser=lab.name_of(paradox.removed_id),
        **names,
    )


def _in_sentence(curve: Curve, speech: Speech) -> str:
    """Return a price formula as a sentence has it, behind “under”."""
    match curve:
        case Curve.LOWEST:
            return speech.tr("“lowest / price”")
        case Curve.MULTIPLE:
            return speech.tr("“multiple of the lowest”")
        case Curve.MIN_MAX:
            return speech.tr("“lowest to highest”")
        case _:
            return speech.tr("“floor and ceiling”")


def _names(lab: PriceLab, ids: frozenset[int]) -> str:
    return " / ".join(bid.name for bid in lab.bids if bid.candidate_id in ids)


def line_name(name: str, year: int | None, speech: Speech = ENGLISH) -> str:
    """Return what a line of an offer is called, with its year: of the contract, or of the calendar."""
    if year is None:
        return name
    if year < _FIRST_CALENDAR_YEAR:
        return speech.tr("{line}, year {year}", line=name, year=year)
    return f"{name}, {year}"

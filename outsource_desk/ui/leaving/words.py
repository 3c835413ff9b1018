"""What the Exit page calls phases, streams, states and spans of time."""

from __future__ import annotations

from outsource_desk.domain.errors import NotANumberError
from outsource_desk.domain.formatting import NO_BREAK, main_units
from outsource_desk.domain.leaving import (
    ExitPhase,
    ItemState,
    Payer,
    Reintegration,
    ReturnKind,
    ReturnState,
    Stream,
    Substitutability,
)
from outsource_desk.services.reversal import ExitCosts
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import read_amount
from outsource_desk.ui.language import tr

Tone = tuple[str, str]  # of a state, and its icon
ITEM_TONES: dict[ItemState, Tone] = {
    ItemState.OPEN: ("quiet", "open"),
    ItemState.IN_PROGRESS: ("quiet", "clock"),
    ItemState.DONE: ("good", "check"),
    ItemState.NOT_APPLICABLE: ("quiet", "minus"),
    ItemState.WAIVED: ("warn", "flag"),
}
RETURN_TONES: dict[ReturnState, Tone] = {
    ReturnState.UNKNOWN: ("warn", "open"),
    ReturnState.AGREED: ("quiet", "clock"),
    ReturnState.TESTED: ("good", "check"),
    ReturnState.RETURNED: ("good", "check"),
    ReturnState.NOT_NEEDED: ("quiet", "minus"),
}


def phases() -> dict[ExitPhase, str]:
    """Return when an item belongs, in words."""
    return {
        ExitPhase.DESIGN: tr("Before signature"),
        ExitPhase.MAINTAIN: tr("Every year"),
        ExitPhase.MOBILISE: tr("Mobilise"),
        ExitPhase.TRANSFER: tr("Transfer"),
        ExitPhase.CLOSE: tr("Close out"),
    }


def streams() -> dict[Stream, str]:
    """Return which work an item belongs to, in words."""
    return {
        Stream.GOVERNANCE: tr("Governance"),
        Stream.SERVICE: tr("Service"),
        Stream.KNOWLEDGE: tr("Knowledge"),
        Stream.DATA: tr("Data"),
        Stream.IP: tr("Intellectual property"),
        Stream.PEOPLE: tr("People"),
        Stream.ASSETS: tr("Assets"),
        Stream.THIRD_PARTIES: tr("Third parties"),
        Stream.SECURITY: tr("Security"),
        Stream.FINANCE: tr("Finance"),
        Stream.COMMUNICATION: tr("Communication"),
    }


def item_states() -> dict[ItemState, str]:
    """Return how far an item has come, in words."""
    return {
        ItemState.OPEN: tr("Still open"),
        ItemState.IN_PROGRESS: tr("In progress"),
        ItemState.DONE: tr("Done"),
        ItemState.NOT_APPLICABLE: tr("Does not apply"),
        ItemState.WAIVED: tr("Waived"),
    }


def return_kinds() -> dict[ReturnKind, str]:
    """Return what must come back, move or end, in words."""
    return {
        ReturnKind.DATA: tr("Data"),
        ReturnKind.IP: tr("Intellectual property"),
        ReturnKind.PEOPLE: tr("People"),
        ReturnKind.KNOWLEDGE: tr("Knowledge"),
        ReturnKind.LICENCE: tr("Licence"),
        ReturnKind.SUBCONTRACTOR: tr("Sub-contractor"),
        ReturnKind.ASSET: tr("Asset"),
    }


def return_states() -> dict[ReturnState, str]:
    """Return how sure it is that something comes back, in words."""
    return {
        ReturnState.UNKNOWN: tr("Not known"),
        ReturnState.AGREED: tr("Agreed"),
        ReturnState.TESTED: tr("Tested"),
        ReturnState.RETURNED: tr("Returned"),
        ReturnState.NOT_NEEDED: tr("Not needed"),
    }


def payers() -> dict[Payer, str]:
    """Return who pays, in words."""
    return {Payer.US: tr("We"), Payer.VENDOR: tr("The provider"), Payer.SHARED: tr("Both, half each")}


def reintegrations() -> dict[Reintegration, str]:
    """Return how hard it is to bring the service back, in words."""
    return {
        Reintegration.EASY: tr("Easy"),
        Reintegration.DIFFICULT: tr("Difficult"),
        Reintegration.HIGHLY_COMPLEX: tr("Highly complex"),
    }


def substitutabilities() -> dict[Substitutability, str]:
    """Return how hard it is to replace the provider, in words."""
    return {
        Substitutability.EASILY: tr("Easy"),
        Substitutability.MEDIUM_COMPLEXITY: tr("Of medium complexity"),
        Substitutability.HIGHLY_COMPLEX: tr("Highly complex"),
        Substitutability.NOT_SUBSTITUTABLE: tr("Cannot be replaced"),
    }


def due_words(due: str, on: str | None) -> str:
    """Return when an item is due: the day where it is known, else the rule."""
    if on is not None:
        return formats.day(on)
    if due == "contract":
        return tr("Signature")
    if due == "yearly":
        return tr("Yearly")
    return due.replace("-", "−").replace("+", " + ").replace("−", " − ")


def read_percent(text: str) -> float | None:
    """Return the share that was typed in per cent; nothing for an empty text.

    Raises:
        NotANumberError: it is no number.
    """
    number = read_amount(text.replace("%", ""))
    return None if number is None else number / 100


def read_factor(text: str) -> float:
    """Return the factor that was typed.

    Raises:
        NotANumberError: it is none.
    """
    if not text.strip():
        raise NotANumberError(tr("The factor"), text)
    return formats.read_number(text)


def number_words(value: float | None) -> str:
    """Return a number as it is typed; nothing for none."""
    return "" if value is None else formats.points(round(value, 3))


def money_words(minor: int | None, currency: str) -> str:
    """Return an amount in minor units with its currency; “not known” for none."""
    amount = main_units(minor, currency)
    return tr("not known") if amount is None else formats.money(round(amount), currency).replace(" ", NO_BREAK)


def range_words(costs: ExitCosts, currency: str) -> str:
    """Return what leaving costs, with the least and the most in brackets where they differ."""
    words = money_words(costs.expected, currency)
    if costs.low == costs.high:
        return words
    low, high = (formats.number(main_units(each, currency) or 0.0, 0) for each in (costs.low, costs.high))
    return tr("{expected} ({low} to {high})", expected=words, low=low, high=high)

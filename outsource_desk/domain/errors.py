"""The one family of refusals: what happened, and what to do next."""

from __future__ import annotations

_SHOWN = 80  # characters of a foreign value that a message repeats


class DeskError(Exception):
    """An act was refused before anything was written.

    Every subclass carries a ``remedy`` of its own: one sentence that says what the user can do next.
    """

    remedy = ""


def _shown(value: object) -> str:
    """Return a foreign value as a message can repeat it: in one short line, without control characters."""
    try:
        text = str(value)
    except ValueError:  # Python does not print whole numbers of thousands of digits
        return "a number with thousands of digits"
    line = "".join(letter if letter.isprintable() else " " for letter in text[: _SHOWN + 1])
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _figure(value: float) -> str:
    """Return a number with every digit that was given: one that is just refused must not look allowed."""
    return f"{value:,.15g}"


class EmptyNameError(DeskError):
    """Something that must have a name has none."""

    remedy = "Type a name with at least one visible character."

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} has no name.")


class TextTooLongError(DeskError):
    """A text is longer than the file keeps."""

    remedy = "Shorten the text, or attach it as a document instead."

    def __init__(self, what: str, length: int, limit: int) -> None:
        super().__init__(f"{what} has {length:,} characters; the limit is {limit:,}.")


class UnreadableTextError(DeskError):
    """A text holds characters that cannot be stored or shown."""

    remedy = "Remove the control characters, for example by pasting the text as plain text."

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} contains control characters that cannot be shown.")


class NotATextError(UnreadableTextError):
    """Something that is no text was given as one."""

    remedy = "Enter it as text."

    def __init__(self, what: str) -> None:
        DeskError.__init__(self, f"{what} is not a text.")


class DuplicateNameError(DeskError):
    """Two things that must be told apart share a name."""

    remedy = "Choose another name, or use the one that exists already."

    def __init__(self, what: str, name: str) -> None:
        super().__init__(f"{what} “{name}” exists already.")


class NotANumberError(DeskError):
    """A number is missing, infinite or not a number."""

    remedy = "Enter an ordinary number, for example 12.5."

    def __init__(self, what: str, value: object) -> None:
        super().__init__(f"{what} must be a finite number, not “{_shown(value)}”.")


class NotAWholeNumberError(NotANumberError):
    """A count has a fraction."""

    remedy = "Enter a whole number, for example 12."

    def __init__(self, what: str, value: float) -> None:
        DeskError.__init__(self, f"{what} must be a whole number; {_figure(value)} is not.")


class OutOfRangeError(DeskError):
    """A number lies outside what the field allows."""

    remedy = "Enter a number inside the range named in the message."

    def __init__(self, what: str, value: float, low: float | None, high: float | None) -> None:
        match low, high:
            case None, float() | int():
                allowed = f"at most {_figure(high)}"
            case float() | int(), None:
                allowed = f"at least {_figure(low)}"
            case _:
                allowed = f"between {_figure(low or 0)} and {_figure(high or 0)}"
        super().__init__(f"{what} must be {allowed}; {_figure(value)} is not.")


class OutOfScaleError(DeskError):
    """A score lies outside the criterion's scale or between its steps."""

    remedy = "Enter points on the criterion's scale, or change the scale of the criterion first."

    def __init__(self, points: float, maximum: float, step: float) -> None:
        steps = f" in steps of {_figure(step)}" if step else ""
        super().__init__(f"{_figure(points)} points are not on the scale from 0 to {_figure(maximum)}{steps}.")


class UnknownChoiceError(DeskError):
    """A value is none of the choices that the field has."""

    remedy = "Choose one of the values listed in the message."

    def __init__(self, what: str, value: object, choices: list[str]) -> None:
        super().__init__(f"{what} cannot be “{_shown(value)}”. It is one of: {', '.join(choices)}.")


class BadCodeError(UnknownChoiceError):
    """A currency or a country is not written as its code."""

    remedy = "Enter the code as the message says, or leave the field empty."

    def __init__(self, what: str, value: object, form: str) -> None:
        DeskError.__init__(self, f"{what} is written as {form}; “{_shown(value)}” is not.")


class NotEmptyError(UnknownChoiceError):
    """A value was given together with the mark that none applies."""

    remedy = "Leave the value empty, or take the mark “not applicable” away."

    def __init__(self, value: object) -> None:
        DeskError.__init__(self, f"What is marked not applicable cannot have the value “{_shown(value)}” too.")


class NotFoundError(DeskError):
    """Something that was named does not exist in this file."""

    remedy = "Check the spelling or the number; it may have been deleted or undone since."

    def __init__(self, what: str, key: object) -> None:
        super().__init__(f"There is no {what} “{_shown(key)}” in this file.")


class NoInitiativeError(NotFoundError):
    """The file is still empty."""

    remedy = "Bring in a spreadsheet, or start an initiative from a template."

    def __init__(self) -> None:
        DeskError.__init__(self, "This file holds no initiative yet.")


class CycleError(DeskError):
    """A criterion would become part of itself."""

    remedy = "Move the criterion under a group that is not one of its own parts."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot be moved into one of its own parts.")


class TooDeepError(DeskError):
    """A tree of criteria would have more levels than anybody can weigh."""

    remedy = "Put the criterion into a group nearer to the top."

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(f"“{name}” would lie deeper than {limit} levels.")


class NotALeafError(DeskError):
    """A group was to be scored; only criteria without parts are scored."""

    remedy = "Score the criteria inside the group; the group's result follows from them."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is a group and is not scored itself.")


class HasScoresError(DeskError):
    """A criterion that is scored already would become a group."""

    remedy = "Clear its scores first, or add the new criterion beside it."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” has scores, so no criterion can be put below it.")


class WrongMeasureError(DeskError):
    """A score was given to a measured criterion, or a measurement to a judged one."""

    remedy = "Give points to judged criteria, and amounts to measured criteria and prices."

    def __init__(self, name: str, measure: str) -> None:
        super().__init__(f"“{name}” is a {measure} criterion and takes no such value.")


class OtherInitiativeError(DeskError):
    """Two things that belong to different initiatives were put together."""

    remedy = "Choose a candidate, criterion and evaluator of the same initiative."

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"“{first}” and “{second}” belong to different initiatives.")


class NoWeightError(DeskError):
    """Every weight is zero, so nothing can be weighed."""

    remedy = "Give at least one criterion a weight above zero."

    def __init__(self) -> None:
        super().__init__("All weights are zero.")


class NoCurrencyError(UnknownChoiceError):
    """A price was given before its currency."""

    remedy = "Give the initiative a currency first, for example EUR."

    def __init__(self, initiative: str) -> None:
        DeskError.__init__(self, f"“{initiative}” has no currency yet, so a price would mean nothing.")


class InUseError(DeskError):
    """Something cannot be deleted because other things build on it."""

    remedy = "Remove it from the initiatives that use it first, or archive it instead."

    def __init__(self, what: str, name: str, used_by: str) -> None:
        super().__init__(f"{what} “{name}” is used by {used_by}.")


class PricedAlreadyError(InUseError):
    """The currency of prices that were given would change, without the prices being converted."""

    remedy = "Clear the prices first, then enter them again in the new currency; nothing is converted by itself."

    def __init__(self, initiative: str, currency: str) -> None:
        DeskError.__init__(self, f"“{initiative}” has prices in {currency} already.")


class BadDateError(DeskError):
    """A date is not a day of the calendar."""

    remedy = "Write dates as year-month-day, for example 2026-07-03."

    def __init__(self, what: str, value: object) -> None:
        super().__init__(f"{what}: “{_shown(value)}” is not a date that can be used.")


class NotYetError(BadDateError):
    """Something was said to have been done on a day that has not come."""

    remedy = "Choose today or an earlier day."

    def __init__(self, on: str) -> None:
        DeskError.__init__(self, f"{on} has not come yet.")


class ReversedDatesError(BadDateError):
    """The service would start before it was decided."""

    remedy = "Move the start to the day of the decision or later, or move the decision first."

    def __init__(self, decision: object, start: object) -> None:
        DeskError.__init__(self, f"The service cannot start on {start}, before the decision on {decision}.")


class NoRoomError(DeskError):
    """A pasted block has more rows than the list, and does not name the new ones."""

    remedy = "Copy the first column too, so that new rows have a name, or begin further up."

    def __init__(self) -> None:
        super().__init__("The pasted block has more rows than the list.")

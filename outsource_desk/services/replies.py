"""Check what was answered against what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outsource_desk.domain.checks import (
    AMOUNT_LIMIT,
    TEXT_LIMIT,
    checked_date,
    checked_name,
    checked_number,
    checked_text,
    looked_up,
)
from outsource_desk.domain.errors import DeskError, EmptyNameError, NotANumberError, OutOfRangeError, UnknownChoiceError
from outsource_desk.domain.formatting import in_words, one_line, plain
from outsource_desk.domain.vetting import AnswerType, Question

REPLY_LIMIT = 30_000  # characters; what a cell of a workbook still holds

Reply = str | float | Sequence[str] | date | None

_SHOWN = 40
_NUMBER = re.compile(r"[+\-−]?\d+(\.\d+)?")
_WORDS = {
    AnswerType.YES_NO: ("yes", "no"),
    AnswerType.YES_PARTLY_NO: ("yes", "partly", "no"),
    AnswerType.DOCUMENT: ("present", "missing"),
}


@dataclass(frozen=True)
class Given:
    """A reply as it is kept; both empty: there is none."""

    reply: str = ""
    amount: float | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was answered."""
        return self.reply == "" and self.amount is None


class ReplyNotANumberError(NotANumberError):
    """A question that asks for a number was answered otherwise."""

    remedy = "Type the number alone, such as 14 or 99.5; the unit stands beside the question."

    def __init__(self, what: str, typed: object) -> None:
        DeskError.__init__(self, f"{what} must be a number. You typed “{one_line(str(typed), _SHOWN)}”.")


class ReplyOutOfRangeError(OutOfRangeError):
    """A number lies outside what a question allows."""

    remedy = "Type a number inside the range, or leave the question unanswered."

    def __init__(self, what: str, typed: float, low: float, high: float) -> None:
        DeskError.__init__(self, f"{what} must lie between {plain(low)} and {plain(high)}. You typed {plain(typed)}.")


class BelowNothingError(ReplyOutOfRangeError):
    """A number of things, or a time, was answered with less than nothing."""

    remedy = "Type the number without its sign, or leave the question unanswered."

    def __init__(self, what: str, typed: float) -> None:
        DeskError.__init__(self, f"{what} cannot be below 0. You typed {plain(typed)}.")


class NoSuchOptionError(UnknownChoiceError):
    """A question was answered with something that it does not offer."""

    remedy = "Choose one of the answers that the question offers; anything else can be said in the comment."

    def __init__(self, code: str, typed: object, offered: Sequence[str]) -> None:
        choices, said = in_words(list(offered), "or"), one_line(str(typed), _SHOWN)
        DeskError.__init__(self, f"{code} is answered with {choices}. You typed “{said}”.")


class MissingWordsError(EmptyNameError):
    """A reason, a name or a text that an act needs was left out."""

    remedy = "Write it down; whoever reads the record later must find it."

    def __init__(self, what: str) -> None:
        DeskError.__init__(self, f"{what} is missing.")


def checked_reply(question: Question, reply: Reply) -> Given:
    """Return a reply as it is kept, if it is what the question asks for.

    Args:
        question: what was asked.
        reply: yes, partly or no; present or missing; a number (0..5 for maturity, per cent as 0..100); a date; the
            value or the label of an option, several as a sequence; any text. None or empty = not answered.

    Raises:
        ReplyNotANumberError: a number was asked for.
        ReplyOutOfRangeError: the number is too small or too large, such as fewer than no clients.
        NoSuchOptionError: it is none of the answers that the question offers.
        BadDateError: a date was asked for.
        TextTooLongError: it has more than 30,000 characters.
    """
    if isinstance(reply, str):
        reply = checked_text(f"The answer to {question.code}", reply, REPLY_LIMIT).strip()
    if reply is None or reply == "" or (isinstance(reply, Sequence) and not reply):
        return Given()
    match question.kind:
        case AnswerType.YES_NO | AnswerType.YES_PARTLY_NO | AnswerType.DOCUMENT:
            return Given(_word(question, reply))
        case AnswerType.MATURITY | AnswerType.NUMBER | AnswerType.PERCENTAGE:
            return Given(amount=_amount(question, reply))
        case AnswerType.CHOICE:
            return Given(_option(question, reply))
        case AnswerType.SEVERAL:
            return Given(_several(question, reply))
        case AnswerType.DATE:
            return Given(checked_date(f"The answer to {question.code}", reply) or "")
        case AnswerType.TEXT:
            return Given(checked_text(f"The answer to {question.code}", reply, REPLY_LIMIT))


def checked_words(what: str, text: object, limit: int = TEXT_LIMIT) -> str:
    """Return words that somebody must write, such as a reason or a name, in one line.

    Raises:
        MissingWordsError: there are none.
        DeskError: they are too long or unreadable.
    """
    try:
        return checked_name(what, text, limit)
    except EmptyNameError as error:
        raise MissingWordsError(what) from error


def range_of(question: Question) -> tuple[float, float]:
    """Return the least and the greatest number that a question takes.

    A percentage lies between 0 and 100, unless the question itself gives points beyond, as for a margin that may be
    a loss. Any other number is not below 0 where the question gives points from 0 on only, as for a count.
    """
    if question.kind is AnswerType.MATURITY:
        return 0.0, 5.0
    if question.kind is not AnswerType.PERCENTAGE:
        return (0.0 if question.curve and question.curve[0][0] >= 0 else -AMOUNT_LIMIT), AMOUNT_LIMIT
    low, high = (question.curve[0][0], question.curve[-1][0]) if question.curve else (0.0, 100.0)
    return (0.0 if low >= 0 else -1000.0), (100.0 if high <= 100 else 1000.0)


def _word(question: Question, reply: object) -> str:
    offered = _WORDS[question.kind]
    word = looked_up(str(reply))
    if word not in offered:
        raise NoSuchOptionError(question.code, reply, offered)
    return word


def _amount(question: Question, reply: object) -> float:
    what = f"{question.code} ({question.unit})" if question.unit else question.code
    if isinstance(reply, str):
        typed = reply.removesuffix("%").strip() if question.kind is AnswerType.PERCENTAGE else reply
        if not _NUMBER.fullmatch(typed):
            raise ReplyNotANumberError(what, reply)
        reply = float(typed.replace("−", "-"))
    try:
        amount = checked_number(what, reply)
    except NotANumberError as error:
        raise ReplyNotANumberError(what, reply) from error
    low, high = range_of(question)
    if amount < low == 0 and high == AMOUNT_LIMIT:
        raise BelowNothingError(what, amount)
    if not low <= amount <= high:
        raise ReplyOutOfRangeError(what, amount, low, high)
    return amount


def _option(question: Question, reply: object) -> str:
    typed = looked_up(str(reply))
    for option in question.options:
        if typed in (looked_up(option.value), looked_up(option.label)):
            return option.value
    raise NoSuchOptionError(question.code, reply, [option.label for option in question.options])


def _several(question: Question, reply: object) -> str:
    """Return the values of the chosen options in the order of the question, each once."""
    words = reply.split() if isinstance(reply, str) else list(reply) if isinstance(reply, Sequence) else [reply]
    chosen = {_option(question, word) for word in words}
    return " ".join(option.value for option in question.options if option.value in chosen)

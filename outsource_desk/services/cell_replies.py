"""What a cell of a stranger's sheet answers to a question; what is not clear is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_date, looked_up
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.vendor_copy import ATTACHED, NOT_AVAILABLE, put
from outsource_desk.domain.vetting import AnswerType, Question
from outsource_desk.services.replies import REPLY_LIMIT, Given, checked_reply
from outsource_desk.services.wording import repeatable

if TYPE_CHECKING:
    from outsource_desk.importers.sheets.said import Said

_WORDS = {
    "y": "yes", "ja": "yes", "true": "yes", "n": "no", "nein": "no", "false": "no",
    "partially": "partly", "partial": "partly", "teilweise": "partly", "teils": "partly",
    ATTACHED: "present", "beigefügt": "present", NOT_AVAILABLE: "missing", "nicht vorhanden": "missing",
}  # fmt: skip
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_LEVEL = re.compile(r"([0-5])\s*(?:=|–|-|:)\s*\D.*")


class NotUnderstoodError(DeskError):
    """A cell holds something that is not an answer to its question."""

    remedy = "Ask the vendor, and enter the answer by hand."


def reply_in(question: Question, said: Said) -> Given:
    """Return what one cell answers; an empty one answers nothing.

    Raises:
        NotUnderstoodError: it is a formula, an error or none of the answers; the message says why.
    """
    from outsource_desk.importers.sheets.grid import Fault

    if said.is_formula:
        raise NotUnderstoodError("the cell holds a formula, not an answer.")
    if isinstance(said.value, Fault):
        raise NotUnderstoodError(f"the cell holds the error “{repeatable(said.value)}”.")
    if said.doubt:
        raise NotUnderstoodError(f"{said.doubt}.")
    return Given() if said.is_empty else _checked(question, _plain(question, said), said.text)


def several_in(question: Question, marks: Mapping[str, Said]) -> Given:
    """Return what the lines of a list answer of which several may apply.

    Args:
        question: with its options.
        marks: option value → what stands beside it: yes, no or nothing.

    Raises:
        NotUnderstoodError: a line says something else, or all of them say no.
    """
    labels, chosen = {each.value: each.label for each in question.options}, []
    for value, said in marks.items():
        word = reply_in(_YES_OR_NO, said).reply
        chosen += [value] if word == "yes" else []
        if value not in labels:
            raise NotUnderstoodError(f"“{repeatable(value)}” is not one of its lines.")
    if not chosen and any(not said.is_empty for said in marks.values()):
        raise NotUnderstoodError("none of its lines says yes, which is no answer that the question offers.")
    return checked_reply(question, chosen)


_YES_OR_NO = Question(0, 0, "", "", AnswerType.YES_NO)


def text_in(said: Said) -> str:
    """Return the text of a comment or of names of files.

    Raises:
        NotUnderstoodError: it is a formula or an error, or longer than is kept.
    """
    given = reply_in(_ANYTHING, said)
    return given.reply


_ANYTHING = Question(0, 0, "", "", AnswerType.TEXT)


def _plain(question: Question, said: Said) -> str | float:
    """Return a cell as the question's kind writes it."""
    from outsource_desk.importers.cells import Moment

    value, kind = said.value, question.kind
    if kind.is_number:
        if isinstance(value, Moment):
            raise NotUnderstoodError(f"“{repeatable(value)}” is a date, where a number is asked for.")
        return _number(question, said)
    if kind is AnswerType.DATE:
        return _day(said)
    if kind is AnswerType.CHOICE:
        by_label = {looked_up(label): value for value, label in put(question).options}
        return by_label.get(looked_up(said.text), said.text)
    if kind in (AnswerType.YES_NO, AnswerType.YES_PARTLY_NO, AnswerType.DOCUMENT):
        word = looked_up(said.text).rstrip(".!")
        return _WORDS.get(word, word)
    return said.text


def _number(question: Question, said: Said) -> float | str:
    from outsource_desk.importers.cells import read_number

    is_share = question.kind is AnswerType.PERCENTAGE
    if isinstance(said.value, int | float) and not isinstance(said.value, bool):
        number = float(said.value)
        if is_share and said.is_percent:
            return round(100 * number, 9)  # as the cell shows it
        if is_share and said.is_percent is None and 0 < abs(number) <= 1:
            raise NotUnderstoodError(f"{said.text} may be a share or per cent; nobody can tell.")
        return number
    text = said.text.removesuffix("%").strip() if is_share else said.text
    if question.kind is AnswerType.MATURITY and (level := _LEVEL.fullmatch(text)):
        return float(level[1])
    if question.unit:
        text = re.sub(rf"\s*{re.escape(question.unit)}$", "", text, flags=re.IGNORECASE)
    number = read_number(text)
    if number is None or number[1]:
        raise NotUnderstoodError(f"“{repeatable(said.text)}” is not a number that can be read in one way only.")
    return number[0]


def _day(said: Said) -> str:
    text = said.text.partition("T")[0]
    dotted = _DOTTED_DAY.fullmatch(text)
    if dotted:
        text = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise NotUnderstoodError(f"“{repeatable(said.text)}” is not a day that can be read in one way only.")
    try:
        return checked_date("The day", text) or ""
    except DeskError as error:
        raise NotUnderstoodError(f"“{repeatable(said.text)}” is not a day of the calendar.") from error


def day_in(said: Said) -> str | None:
    """Return the day of a signature, or nothing if there is none.

    Raises:
        NotUnderstoodError: it cannot be read.
    """
    return reply_in(Question(0, 0, "", "", AnswerType.DATE), said).reply or None


def _checked(question: Question, reply: str | float, said: str) -> Given:
    try:
        return checked_reply(question, reply)
    except DeskError as error:
        offered = _offered(question)
        if offered:
            raise NotUnderstoodError(
                f"“{repeatable(said)}” is not one of the answers: {in_words(offered, 'or')}."
            ) from error
        if isinstance(reply, float):
            raise NotUnderstoodError(f"“{repeatable(said)}” lies outside what the question allows.") from error
        raise NotUnderstoodError(
            f"“{repeatable(said)}” holds characters that cannot be kept, or more than {REPLY_LIMIT:,}."
        ) from error


def _offered(question: Question) -> list[str]:
    match question.kind:
        case AnswerType.YES_NO:
            return ["yes", "no"]
        case AnswerType.YES_PARTLY_NO:
            return ["yes", "partly", "no"]
        case AnswerType.DOCUMENT:
            return [ATTACHED, NOT_AVAILABLE]
        case AnswerType.CHOICE:
            return [label for _, label in put(question).options]
        case AnswerType.MATURITY:
            return ["a level from 0 to 5"]
        case _:
            return []

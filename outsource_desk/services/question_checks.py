"""What questions may be, each by itself and together; the same for template files and for the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.rule_text import NAMES, BadRuleError, Comparison, Rule, read_rule
from outsource_desk.domain.vetting import AnswerState, AnswerType, Gate, Question, VettingSection

QUESTION_CODE = re.compile(r"[A-Z][A-Z0-9]*-[A-Z0-9-]+")
SECTION_CODE = re.compile(r"[A-Z][A-Z0-9]*")
OPTION_VALUE = re.compile(r"[A-Za-z0-9_]{1,100}")
CODE_LIMIT = 20  # characters
_WORDS = {
    AnswerType.YES_NO: frozenset({"yes", "no"}),
    AnswerType.YES_PARTLY_NO: frozenset({"yes", "partly", "no"}),
    AnswerType.DOCUMENT: frozenset({"present", "missing"}),
}  # what may be answered, beside options
_WITH_OPTIONS = (AnswerType.CHOICE, AnswerType.SEVERAL)
_WITH_CURVE = (AnswerType.NUMBER, AnswerType.PERCENTAGE)


class BadQuestionError(DeskError):
    """A question does not fit together, or not with the others."""

    remedy = "Change the field named in the message."

    def __init__(self, code: str, field: str, why: str, remedy: str = "") -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.field = field  # of `Question` or, for a section, of `VettingSection`
        self.why = why
        if remedy:
            self.remedy = remedy


class BadGateRuleError(BadQuestionError):
    """A rule of a question cannot be used here."""

    remedy = "Write it with the names and answers that this questionnaire has."


def check_sections(sections: Iterable[VettingSection]) -> None:
    """Refuse sections and questions that do not fit together.

    Raises:
        BadQuestionError: the first fault, in the order of the questionnaire.
    """
    for fault in faults_of(sections):
        raise fault


def faults_of(sections: Iterable[VettingSection]) -> Iterator[BadQuestionError]:
    """Yield the first fault of each section and of each question, in the order of the questionnaire."""
    sections = tuple(sections)
    questions = [question for section in sections for question in section.questions]
    known = {question.code: question for question in questions}
    seen: set[str] = set()
    for section in sections:
        yield from _code_faults(section.code, SECTION_CODE, "such as SEC", seen)
    for question in questions:
        yield from _code_faults(question.code, QUESTION_CODE, "such as SEC-01", seen)
        try:
            check_question(question, known)
        except BadQuestionError as error:
            yield error


def check_question(question: Question, known: Mapping[str, Question]) -> None:
    """Refuse a question that does not fit together or whose rules ask for what the questionnaire does not have.

    Args:
        question: as it is to be.
        known: code → question, of the whole questionnaire.

    Raises:
        BadQuestionError: the first fault.
    """
    _check_answers(question)
    if question.gate is Gate.NONE and question.pass_when:
        raise BadQuestionError(
            question.code, "pass_when", "It has a rule but is no gate.", "Make it a gate, or delete the rule."
        )
    if question.gate is not Gate.NONE and not question.pass_when:
        raise BadQuestionError(
            question.code, "gate", "A gate needs a rule that says when it is passed.", "Write one, or make it no gate."
        )
    if question.gate is Gate.KNOCK_OUT and question.asked_if:
        raise BadQuestionError(
            question.code, "asked_if", "A knock-out question is always asked.", "Delete the condition."
        )
    for field in ("pass_when", "asked_if"):
        if text := getattr(question, field):
            _check_rule(question, field, text, known)


def possible_answers(question: Question) -> frozenset[str] | None:
    """Return the words that a question may be answered with; None where it is answered with anything else."""
    if question.kind in _WITH_OPTIONS:
        return frozenset(option.value for option in question.options)
    return _WORDS.get(question.kind)


def usual_rule(question: Question) -> str:
    """Return a rule that most gates of such a question would have."""
    match question.kind:
        case AnswerType.YES_NO:
            return "answer == yes"
        case AnswerType.YES_PARTLY_NO:
            return "answer != no"
        case AnswerType.DOCUMENT:
            return "answer == present"
        case AnswerType.CHOICE if question.options:
            return f"answer != {min(question.options, key=lambda option: option.points).value}"
        case AnswerType.DATE | AnswerType.TEXT:
            return "review == accepted"
        case _:
            return "points >= 3"


def _code_faults(code: str, form: re.Pattern[str], example: str, seen: set[str]) -> Iterator[BadQuestionError]:
    if not form.fullmatch(code) or len(code) > CODE_LIMIT:
        why = f"A code has capital letters and digits, at most {CODE_LIMIT} characters, {example}."
        yield BadQuestionError(code, "code", why, "Give it another code.")
    elif code in seen:
        yield BadQuestionError(code, "code", "The code stands in this questionnaire twice.", "Give it another code.")
    seen.add(code)


def _check_answers(question: Question) -> None:
    if question.kind in _WITH_OPTIONS:
        if len(question.options) < 2:
            raise BadQuestionError(question.code, "options", "There is nothing to choose from.", "Add two options.")
        _refuse_twice(question, [option.value for option in question.options], "value")
        _refuse_twice(question, [option.label.casefold() for option in question.options], "label")
        for option in question.options:
            if not OPTION_VALUE.fullmatch(option.value):
                why = f"The value “{option.value}” has other characters than letters, digits and underscores."
                raise BadQuestionError(question.code, "options", why, "Give the option another value.")
    elif question.options:
        raise BadQuestionError(question.code, "options", "Such a question has no options.", "Delete them.")
    if not question.curve:
        return
    if question.kind not in _WITH_CURVE:
        raise BadQuestionError(question.code, "curve", "Only numbers and percentages have a curve.", "Delete it.")
    if len(question.curve) < 2:
        raise BadQuestionError(question.code, "curve", "A curve needs two points.", "Add one, or delete the curve.")
    for (amount, _), (after, _) in pairwise(question.curve):
        if after <= amount:
            why = f"The amounts of the curve do not rise: {after:g} comes after {amount:g}."
            raise BadQuestionError(question.code, "curve", why, "Put them in order, each only once.")


def _refuse_twice(question: Question, words: list[str], what: str) -> None:
    for word in words:
        if words.count(word) > 1:
            why = f"Two options have the same {what} “{word}”."
            raise BadQuestionError(question.code, "options", why, "Change one of them.")


def _check_rule(question: Question, field: str, text: str, known: Mapping[str, Question]) -> None:
    try:
        rule = read_rule(text)
    except BadRuleError as error:
        raise BadGateRuleError(question.code, field, str(error), error.remedy) from error
    for comparison in _comparisons(rule):
        _check_name(question, field, comparison, known)
        asked = question if comparison.name in ("answer", "value") else known.get(comparison.name)
        _check_words(question, field, comparison, asked)


def _check_name(question: Question, field: str, comparison: Comparison, known: Mapping[str, Question]) -> None:
    name = comparison.name
    if name in NAMES:
        if field == "asked_if":
            why = f"A condition cannot ask for “{name}”: it is judged before the question is answered."
            raise BadGateRuleError(question.code, field, why, "Ask for the code of another question.")
        if name == "value" and not question.kind.is_number:
            raise BadGateRuleError(question.code, field, "Only a number has a “value”.", "Ask for “answer” instead.")
    elif not name.startswith("initiative."):
        if name not in known:
            raise BadGateRuleError(
                question.code, field, f"The rule asks for {name}, which this questionnaire does not have."
            )
        if name == question.code:
            raise BadGateRuleError(question.code, field, "The rule asks for its own code.", "Write “answer” instead.")


def _check_words(question: Question, field: str, comparison: Comparison, asked: Question | None) -> None:
    """Refuse to compare an answer with a word that can never be one: such a gate would never open or never close."""
    if comparison.name == "review":
        words: frozenset[str] | None = frozenset(map(str, AnswerState))
    else:
        words = possible_answers(asked) if asked is not None else None
    if words is None or comparison.is_field:
        return
    other = comparison.other
    given = other if isinstance(other, frozenset) else frozenset((f"{other:g}" if isinstance(other, float) else other,))
    for word in sorted(given - words):
        name = question.code if comparison.name in NAMES else comparison.name
        why = f"“{word}” is no answer to {name}."
        raise BadGateRuleError(question.code, field, why, f"Possible are: {', '.join(sorted(words))}.")


def _comparisons(rule: Rule) -> list[Comparison]:
    return [comparison for alternative in rule.alternatives for comparison in alternative]

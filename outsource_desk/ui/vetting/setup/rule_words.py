"""What a rule means, in plain words, while it is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.rule_text import Comparison, read_rule
from outsource_desk.domain.vetting import AnswerState, AnswerType, Gate, Question
from outsource_desk.services.question_checks import check_question
from outsource_desk.ui import formats
from outsource_desk.ui.language import say, tr

Known = Mapping[str, Question]  # by code


def echo_rule(question: Question, field: str, text: str, known: Known) -> str:
    """Return what a rule of a question would mean, or why it cannot be used.

    Args:
        question: whose rule it is.
        field: ``pass_when`` or ``asked_if``.
        text: as far as it is typed.
        known: code → question, of the whole questionnaire.
    """
    gate = Gate.CONDITIONAL if field == "pass_when" else Gate.NONE
    alone = replace(question, gate=gate, pass_when="", asked_if="")
    try:
        check_question(replace(alone, **{field: text.strip()}), known)
    except DeskError as error:
        return tr("Not usable yet: {why}", why=say(getattr(error, "why", str(error))))
    said = rule_told(question, text.strip(), known)
    return tr("Passed if {rule}.", rule=said) if field == "pass_when" else tr("Asked if {rule}.", rule=said)


def rule_told(question: Question, text: str, known: Known) -> str:
    """Return a rule that can be read in plain words."""
    alternatives = [
        f" {tr('and')} ".join(_comparison_told(question, each, known) for each in alternative)
        for alternative in read_rule(text).alternatives
    ]
    return f", {tr('or')} ".join(alternatives)


def _comparison_told(question: Question, comparison: Comparison, known: Known) -> str:
    asked = question if comparison.name in ("answer", "value") else known.get(comparison.name)
    subject, other = _subject(comparison.name), _other(comparison, asked)
    return {
        "==": tr("{subject} is {other}", subject=subject, other=other),
        "!=": tr("{subject} is not {other}", subject=subject, other=other),
        "<": tr("{subject} is below {other}", subject=subject, other=other),
        "<=": tr("{subject} is at most {other}", subject=subject, other=other),
        ">": tr("{subject} is above {other}", subject=subject, other=other),
        ">=": tr("{subject} is at least {other}", subject=subject, other=other),
        "in": tr("{subject} is one of {other}", subject=subject, other=other),
        "not in": tr("{subject} is none of {other}", subject=subject, other=other),
    }[comparison.sign]


def _subject(name: str) -> str:
    words = {
        "answer": tr("the answer"),
        "points": tr("what it is worth"),
        "value": tr("the number"),
        "review": tr("the review"),
    }
    if name in words:
        return words[name]
    return _field(name) if name.startswith("initiative.") else tr("the answer to {code}", code=name)


def _field(name: str) -> str:
    """Return what a field of the initiative is called."""
    return {
        "exit_months": tr("the months that leaving takes"),
        "mtpd_hours": tr("the longest tolerable disruption"),
        "overlap_hours": tr("the overlap of hours wanted"),
        "rpo_hours": tr("the tolerable loss of data"),
        "rto_hours": tr("the time to recover"),
        "term_months": tr("the term in months"),
        "yearly_value": tr("the yearly value"),
    }[name.removeprefix("initiative.")]


def _other(comparison: Comparison, asked: Question | None) -> str:
    if comparison.is_field:
        return _field(str(comparison.other))
    if isinstance(comparison.other, float):
        return formats.points(comparison.other)
    other = comparison.other
    words = sorted(other) if isinstance(other, frozenset) else [str(other)]
    return ", ".join(f"“{_reply(word, asked)}”" for word in words)


def _reply(word: str, asked: Question | None) -> str:
    labels = {option.value: option.label for option in asked.options} if asked is not None else {}
    if asked is not None and asked.kind in (AnswerType.YES_NO, AnswerType.YES_PARTLY_NO):
        labels |= {"yes": tr("Yes"), "partly": tr("Partly"), "no": tr("No")}
    if asked is not None and asked.kind is AnswerType.DOCUMENT:
        labels |= {"present": tr("Present"), "missing": tr("Missing")}
    if asked is None and word == AnswerState.ACCEPTED:
        return tr("accepted")
    return labels.get(word, word)

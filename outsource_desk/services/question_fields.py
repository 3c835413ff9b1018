"""What the fields of a question may be, and what else follows when one of them changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from outsource_desk.domain.checks import AMOUNT_LIMIT, checked_choice, checked_name, checked_number, checked_text
from outsource_desk.domain.errors import NotANumberError, NotATextError
from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import AnswerType, Gate, Option, Question, VettingSection
from outsource_desk.services.question_checks import CODE_LIMIT, usual_rule

Member = TypeVar("Member", bound=StrEnum)
WORDING_LIMIT = 2000  # characters of a question


def _code(value: object) -> str:
    return checked_name("The code", value, CODE_LIMIT).upper()


def _members(what: str, kind: type[Member]) -> Callable[[object], tuple[Member, ...]]:
    def check(value: object) -> tuple[Member, ...]:
        words = value.split() if isinstance(value, str) else value
        if not isinstance(words, Iterable):
            raise NotATextError(what)
        chosen = {checked_choice(what, word, kind) for word in words}
        return tuple(member for member in kind if member in chosen)

    return check


def _options(value: object) -> tuple[Option, ...]:
    if not isinstance(value, Iterable):
        raise NotATextError("An option")
    return tuple(map(_option, value))


def _option(value: object) -> Option:
    given = (value.value, value.label, value.points) if isinstance(value, Option) else value
    if not isinstance(given, tuple | list) or len(given) != 3:
        raise NotATextError("An option")
    text, label, points = given
    return Option(
        checked_name("The value of an option", text, 100),
        checked_name("The option", label),
        checked_number("The points of an option", points, 0, 5),
    )


def _curve(value: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(value, Iterable):
        raise NotANumberError("A point of the curve", value)
    return tuple(sorted(map(_point, value)))


def _point(value: object) -> tuple[float, float]:
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise NotANumberError("A point of the curve", value)
    amount, points = value
    return (
        checked_number("The amount of a point", amount, -AMOUNT_LIMIT, AMOUNT_LIMIT),
        checked_number("The points of a point", points, 0, 5),
    )


QUESTION_FIELDS: dict[str, Callable[[object], object]] = {
    "code": _code,
    "wording": partial(checked_name, "The question", limit=WORDING_LIMIT),
    "kind": lambda value: checked_choice("Kind of answer", value, AnswerType),
    "unit": partial(checked_text, "Unit", limit=100),
    "good": partial(checked_text, "What a good answer looks like"),
    "proof": partial(checked_text, "What proves it"),
    "needs_evidence": bool,
    "gate": lambda value: checked_choice("Gate", value, Gate),
    "pass_when": lambda value: checked_text("The rule", value).strip(),
    "asked_if": lambda value: checked_text("The condition", value).strip(),
    "weight": lambda value: checked_number("The weight", value, 0, 5),
    "depth": lambda value: checked_choice("Depth", value, Depth),
    "types": _members("Kind of outsourcing", OutsourcingType),
    "vendor_kinds": _members("Kind of vendor", VendorKind),
    "refs": partial(checked_text, "References"),
    "is_ours": bool,
    "options": _options,
    "curve": _curve,
}
SECTION_FIELDS: dict[str, Callable[[object], object]] = {
    "code": _code,
    "title": partial(checked_name, "The section"),
    "weight": lambda value: checked_number("The weight", value, 0, AMOUNT_LIMIT),
    "purpose": partial(checked_text, "Purpose"),
}
_YES_NO = (Option("yes", "Yes", 5.0), Option("no", "No", 0.0))


def with_what_goes(question: Question, values: Mapping[str, Any]) -> Question:
    """Return a question with new values and with what follows from them."""
    changed = replace(question, **values)
    if changed.kind is not question.kind:
        has_options = changed.kind in (AnswerType.CHOICE, AnswerType.SEVERAL)
        has_curve = changed.kind in (AnswerType.NUMBER, AnswerType.PERCENTAGE)
        if "options" not in values:
            changed = replace(changed, options=(changed.options or _YES_NO) if has_options else ())
        if "curve" not in values:
            changed = replace(changed, curve=changed.curve if has_curve else ())
        if question.pass_when == usual_rule(question) and "pass_when" not in values:
            changed = replace(changed, pass_when="")
    if changed.gate is Gate.NONE:
        return changed if values.get("pass_when") else replace(changed, pass_when="")
    return changed if changed.pass_when or "pass_when" in values else replace(changed, pass_when=usual_rule(changed))


def renamed(sections: tuple[VettingSection, ...], old: str, new: str) -> tuple[VettingSection, ...]:
    """Return sections whose rules ask for a question by its new code."""
    if old == new:
        return sections
    code = re.compile(rf"(?<![\w.-]){re.escape(old)}(?![\w.-])")
    return tuple(
        replace(section, questions=tuple(
            replace(each, pass_when=code.sub(new, each.pass_when), asked_if=code.sub(new, each.asked_if))
            for each in section.questions
        ))
        for section in sections
    )  # fmt: skip

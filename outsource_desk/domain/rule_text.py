"""The small language of gates: ``answer != no``, ``value <= initiative.mtpd_hours``, ``SUB-01 == yes and points >= 2``.

A rule compares names with words, numbers, lists or other names; comparisons are joined by ``and`` and ``or`` (``and``
binds closer) without brackets. It is read by this module and never run as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.frozen import frozen

Fact = str | float | frozenset[str]  # what a name stands for: a word, a number, or the chosen ones of several
Facts = Mapping[str, Fact | None]  # None = not known yet

NAMES = ("answer", "points", "value", "review")
FIELDS = ("exit_months", "mtpd_hours", "overlap_hours", "rpo_hours", "rto_hours", "term_months", "yearly_value")
_NOT_IN = "not in"
_LONGEST = 500  # characters
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>==|!=|<=|>=|<|>)|(?P<list>\[[^\[\]]*\])|(?P<number>-?[0-9]+(?:\.[0-9]+)?(?![\w.-]))|(?P<word>[\w.-]+))"
)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_POWER = re.compile(r"[-+]?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?")
_CODE = re.compile(r"[A-Z][A-Z0-9]*-[A-Z0-9-]+")


class BadRuleError(DeskError):
    """A rule cannot be read, or asks for something that does not exist."""

    remedy = (
        "Write comparisons such as “answer != no”, “points >= 3” or “value <= initiative.mtpd_hours”, "
        "joined by “and” or “or”."
    )

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"The rule “{text[:_LONGEST]}” cannot be read: {why}.")


@frozen
class Comparison:
    """One comparison: a name, a sign, and what it is compared with: a word, a number, a name or several words."""

    name: str
    sign: str  # == != < <= > >= in, not in
    other: str | float | frozenset[str]
    is_field: bool = False  # ``other`` is the name of an initiative's field

    def holds(self, facts: Facts) -> bool | None:
        """Return whether it holds; None if something that it needs is not known."""
        left = facts.get(self.name)
        right = facts.get(str(self.other)) if self.is_field else self.other
        if left is None or right is None or left in ("", frozenset()):
            return None
        if self.sign in ("in", _NOT_IN):
            is_in = _words(left) <= _words(right)
            return is_in if self.sign == "in" else _words(left).isdisjoint(_words(right))
        if self.sign in ("==", "!="):
            is_same = _number(left) == _number(right) if _both_numbers(left, right) else _words(left) == _words(right)
            return is_same == (self.sign == "==")
        if not _both_numbers(left, right):
            return None
        return _ORDER[self.sign](_number(left), _number(right))


@frozen
class Rule:
    """Alternatives (``or``), each of comparisons that must all hold (``and``)."""

    text: str
    alternatives: tuple[tuple[Comparison, ...], ...]

    @property
    def names(self) -> frozenset[str]:
        """Return every name that the rule asks for."""
        parts = [part for alternative in self.alternatives for part in alternative]
        return frozenset(part.name for part in parts) | {str(part.other) for part in parts if part.is_field}

    def holds(self, facts: Facts) -> bool | None:
        """Return whether the rule holds; None as soon as anything that it asks for is not known.

        A rule that lacks a fact is never passed, even where the rest of it would do.
        """
        results = [[part.holds(facts) for part in alternative] for alternative in self.alternatives]
        if any(result is None for alternative in results for result in alternative):
            return None
        return any(all(alternative) for alternative in results)


@lru_cache(maxsize=2000)
def read_rule(text: str) -> Rule:
    """Read a rule.

    Raises:
        BadRuleError: it says something that this language does not have.
    """
    if len(text) > _LONGEST:
        raise BadRuleError(text, f"it has more than {_LONGEST} characters")
    tokens = _tokens(text)
    alternatives: list[list[Comparison]] = [[]]
    while True:
        alternatives[-1].append(_comparison(text, tokens))
        joint = tokens.pop(0)[1] if tokens else ""
        if not joint:
            return Rule(text, tuple(map(tuple, alternatives)))
        if joint not in ("and", "or"):
            raise BadRuleError(text, f"“and” or “or” is missing before “{joint}”")
        if joint == "or":
            alternatives.append([])


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise BadRuleError(text, f"“{text[at:].strip()[:20]}” is not understood")
        tokens.append((found.lastgroup or "", found.group().strip()))
        at = found.end()
    return tokens


def _comparison(text: str, tokens: list[tuple[str, str]]) -> Comparison:
    if len(tokens) < 3:
        raise BadRuleError(text, "a comparison is not complete")
    name = tokens.pop(0)[1]
    if not (name in NAMES or _CODE.fullmatch(name) or _is_field(name)):
        raise BadRuleError(text, f"“{name}” is no name that a rule knows")
    kind, sign = tokens.pop(0)
    if sign == "not" and tokens and tokens[0][1] == "in":
        tokens.pop(0)
        sign = _NOT_IN
    if kind != "sign" and sign not in ("in", _NOT_IN):
        raise BadRuleError(text, f"“{sign}” is no comparison")
    if not tokens:
        raise BadRuleError(text, "a comparison is not complete")
    kind, other = tokens.pop(0)
    if kind == "sign" or other in ("and", "or", "not", "in"):
        raise BadRuleError(text, f"something to compare with is missing before “{other}”")
    if sign in ("in", _NOT_IN) and kind != "list":
        raise BadRuleError(text, f"after “{sign}” comes a list such as [yes, partly]")
    if kind == "list":
        if sign not in ("in", _NOT_IN):
            raise BadRuleError(text, "a list comes after “in” or “not in” only")
        words = frozenset(word.strip().strip("'\"") for word in other[1:-1].split(","))
        if "" in words:
            raise BadRuleError(text, "a list has an empty place")
        for word in sorted(words):
            _refuse_odd_number(text, word)
        return Comparison(name, sign, words)
    if kind == "number":
        return Comparison(name, sign, float(other))
    _refuse_odd_number(text, other)
    if "." in other and not _is_field(other):
        raise BadRuleError(text, f"“{other}” is no field that a rule knows")
    return Comparison(name, sign, other, is_field=_is_field(other))


def _refuse_odd_number(text: str, word: str) -> None:
    """Refuse what a reader takes for a number, but this language would take for a word: `X."""
    is_foreign = any(sign.isdigit() and not sign.isascii() for sign in word)
    if is_foreign or (_POWER.fullmatch(word) and not _NUMBER.fullmatch(word)):
        raise BadRuleError(text, f"“{word[:20]}” is no number as it is written here, such as 1000 or 0.5")


def _is_field(name: str) -> bool:
    return name.startswith("initiative.") and name.removeprefix("initiative.") in FIELDS


def _words(fact: Fact) -> frozenset[str]:
    if isinstance(fact, frozenset):
        return fact
    return frozenset((f"{fact:g}" if isinstance(fact, float | int) else fact,))


def _both_numbers(left: Fact, right: Fact) -> bool:
    return all(isinstance(fact, float | int) or _is_number(fact) for fact in (left, right))


def _is_number(fact: Fact) -> bool:
    return isinstance(fact, str) and _NUMBER.fullmatch(fact) is not None


def _number(fact: Fact) -> float:
    assert not isinstance(fact, frozenset)
    return float(fact)


_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}

"""The rules as they are known: what each says and by which thresholds, and the checks that find where it is broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.paths import resource
from outsource_desk.services.rules.reading import Block, RulesFileError, read_block

FILES = ("scoring", "vetting", "risk", "contingency", "performance", "governance")
SCHEMAS = tuple(f"outsource-desk/{name}-rules/1" for name in FILES)
AREAS = (
    "weights", "structure", "scores", "price", "ranking", "vetting", "risk", "contingency", "performance", "governance",
)  # fmt: skip
UNITS = (
    "of the whole", "of the scale", "of a step", "of 1", "per cent", "points", "steps", "characters", "candidates",
    "criteria", "groups", "cells", "evaluators", "times", "samples", "questions", "days", "hours", "months",
)  # fmt: skip
PART = "/"  # between the field of a form and what tells two findings there apart
_CHECKS = (
    "weights", "structure", "scores", "price", "ranking", "panel", "alike", "robustness", "history", "feeds", "vetting",
    "set_aside", "risk", "contingency", "performance", "governance",
)  # fmt: skip
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?) (.+)")
_FIELD = re.compile(r"\{(\w+)\}")

Amount = float | frozenset[str]  # a threshold, or words that a rule looks for


class Subject(Enum):
    """What a check looks at, and so when it is run: the last ones take their time and are run when asked for."""

    TREE = "tree"  # criteria and weights
    LEAF = "leaf"  # one leaf with its cells
    CELL = "cell"  # one candidate on one leaf
    RESULT = "result"  # the ranking
    VETTING = "vetting"  # what was answered and found, whatever the scores
    PROTECTION = "protection"  # risks, plans, metrics and contracts, and who would be chosen
    ALL = "all"  # everything that was given
    TRUST = "trust"  # how far the ranking can be trusted
    TIMES = "times"  # what was done when


class Finding(NamedTuple):
    """Where a rule is broken: what its text is filled with, and where it is cured."""

    fields: Mapping[str, str]
    where: str
    candidate_id: int | None = None
    criterion_id: int | None = None
    text: str = ""  # which of the rule's texts
    field: str | None = None  # None: the rule's own
    severity: Severity | None = None  # None: the rule's own
    part: str = ""  # tells findings apart that are cured at the same place


@dataclass(frozen=True)
class Check:
    """A function that finds where a rule is broken; its keyword-only arguments are the rule's parameters."""

    rule: str
    subject: Subject
    fields: frozenset[str]  # what it fills texts with
    find: Callable[..., Iterable[Finding]]

    @property
    def parameters(self) -> frozenset[str]:
        """Return the names of the thresholds that the check needs."""
        code = self.find.__code__
        return frozenset(code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount])


@dataclass(frozen=True)
class Rule:
    """One rule: its words, how severe it is and its thresholds."""

    id: str
    area: str
    severity: Severity
    title: str
    texts: Mapping[str, str]  # which of them → pattern; “” is the usual one
    fix: str
    field: str  # of the form that cures it; “” where that is a cell
    parameters: Mapping[str, Amount]

    def warning(self, found: Finding) -> RuleWarning:
        """Return what the rule says where it is broken."""
        field = self.field if found.field is None else found.field
        return RuleWarning(
            self.id,
            found.severity or self.severity,
            self.texts[found.text].format(**found.fields),
            found.where,
            found.candidate_id,
            found.criterion_id,
            f"{field}{PART}{found.part}" if found.part else field,
            self.fix,
        )


_known: dict[str, list[Check]] = {}


def check(rule: str, subject: Subject, *fields: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as a check of a rule.

    Args:
        rule: the rule's id.
        subject: what the function is called with.
        fields: what its findings fill the rule's texts with.
    """

    def register(find: Callable[..., Any]) -> Callable[..., Any]:
        _known.setdefault(rule, []).append(Check(rule, subject, frozenset(fields), find))
        return find

    return register


class Rulebook:
    """All rules with their checks, in the order of the file."""

    def __init__(self, rules: Iterable[Rule], checks: Mapping[str, Iterable[Check]]) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.places = {rule_id: place for place, rule_id in enumerate(self.rules)}
        self._runs: dict[Subject, list[tuple[Rule, Callable[..., Iterable[Finding]], dict[str, Amount]]]] = {}
        for rule in self.rules.values():
            for each in checks[rule.id]:
                own = {name: rule.parameters[name] for name in each.parameters}
                self._runs.setdefault(each.subject, []).append((rule, each.find, own))

    def warnings(self, subject: Subject, *what: object) -> Iterator[RuleWarning]:
        """Yield what the rules about a subject have to say of it."""
        for rule, find, parameters in self._runs.get(subject, ()):
            for found in find(*what, **parameters):
                yield rule.warning(found)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """Return the rules that come with the product, read when they are first needed.

    Raises:
        RulesFileError: the file is not as it was delivered.
    """
    return read_rulebook(*(resource("rules", f"{name}.yaml") for name in FILES))


def read_rulebook(*paths: Path) -> Rulebook:
    """Return the rules of some files, in their order.

    Raises:
        RulesFileError: a name, word, unit or rule in one is not known, is missing or stands twice.
    """
    for module in _CHECKS:
        import_module(f"outsource_desk.services.rules.{module}")
    files = [_rules_in(path) for path in paths]
    rules: dict[str, Rule] = {}
    for block in (each for file in files for each in file.parts.values()):
        if block.name in rules:
            raise block.error(f"The rule {block.name} stands in another file, too.")
        rules[block.name] = _rule(block, _known)
    for missing in sorted(_known.keys() - rules.keys()):
        raise files[-1].error(f"The rule {missing} is missing; every rule that is checked has its words here.")
    return Rulebook(rules.values(), _known)


def _rules_in(path: Path) -> Block:
    fields = read_block(path).fields(("schema", "id", "version", "rules"))
    schema = fields["schema"]
    if schema.text() not in SCHEMAS:
        raise schema.error(f"The file is “{schema.value}”; this version of Outsource Desk reads “{SCHEMAS[0]}”.")
    return fields["rules"]


def _rule(block: Block, checks: Mapping[str, list[Check]]) -> Rule:
    if block.name not in checks:
        raise block.error(f"Nothing checks a rule “{block.name}”.")
    fields = block.fields(("area", "severity", "title", "fix"), ("text", "texts", "field", "parameters"))
    return Rule(
        id=block.name,
        area=fields["area"].one_of(AREAS),
        severity=Severity(fields["severity"].one_of([str(each) for each in Severity])),
        title=fields["title"].text(),
        texts=_texts(block, fields, checks[block.name]),
        fix=fields["fix"].text(),
        field=fields["field"].text() if "field" in fields else "",
        parameters=_parameters(block, fields, checks[block.name]),
    )


def _texts(block: Block, fields: Mapping[str, Block], checks: Iterable[Check]) -> dict[str, str]:
    texts = {"": fields["text"]} if "text" in fields else {}
    texts |= fields["texts"].parts if "texts" in fields else {}
    if not texts:
        raise block.error(f"“{block.name}” has neither “text” nor “texts”.")
    filled = frozenset().union(*(each.fields for each in checks))
    for text in texts.values():
        for name in _FIELD.findall(text.text()):
            if name not in filled:
                raise text.error(f"“{{{name}}}” is not known here; known are: {', '.join(sorted(filled))}.")
    return {name: text.text() for name, text in texts.items()}


def _parameters(block: Block, fields: Mapping[str, Block], checks: Iterable[Check]) -> dict[str, Amount]:
    needed = sorted(frozenset().union(*(each.parameters for each in checks)))
    if "parameters" not in fields:
        if needed:
            raise block.error(f"“{block.name}” has no “parameters”: {', '.join(needed)}.")
        return {}
    return {name: _amount(part) for name, part in fields["parameters"].fields(needed).items()}


def _amount(part: Block) -> Amount:
    """Return a threshold without its unit, or the words that a rule looks for."""
    text = part.text()
    if part.name.endswith("words"):
        return frozenset(text.split())
    found = _AMOUNT.fullmatch(text)
    if found is None or found.group(2) not in UNITS:
        raise part.error(f"“{part.name}” must be a number with its unit, one of: {', '.join(UNITS)}.")
    return float(found.group(1))


__all__ = ["Check", "Finding", "Rule", "Rulebook", "RulesFileError", "Subject", "check", "read_rulebook", "rulebook"]

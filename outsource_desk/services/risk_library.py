"""The risks that come with the product: what may go wrong, how it shows, and what helps against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from outsource_desk.analysis.risk import HIGHEST, LOWEST, MOST_STEPS
from outsource_desk.domain.initiative import GoalKind, OutsourcingType
from outsource_desk.domain.risk import MitigationKind, Rating, RiskCategory, Velocity
from outsource_desk.paths import resource
from outsource_desk.services.risk_facts import FACTS
from outsource_desk.services.template_text import Entry, read_template_text, refuse_double

RISKS_SCHEMA = "outsource-desk/risks/1"
_CODE_LIMIT = 20
_LONGEST_REVIEW = 60  # months
_NEEDED = (
    "code", "title", "category", "cause", "event", "consequence", "likelihood", "impact", "velocity", "signs",
    "mitigations", "review",
)  # fmt: skip


@dataclass(frozen=True)
class LibraryMitigation:
    """A control to choose from."""

    code: str
    wording: str
    kind: MitigationKind
    role: str  # who usually sees to it
    likelihood_effect: int  # steps it takes off once it works
    impact_effect: int
    proof: str


@dataclass(frozen=True)
class SpeaksFor:
    """What of an initiative makes a risk likelier or worse."""

    criticality: Mapping[str, int] = field(default_factory=dict)  # question on criticality → points from which it does
    goals: tuple[GoalKind, ...] = ()
    facts: tuple[str, ...] = ()  # of `risk_facts.FACTS`


@dataclass(frozen=True)
class LibraryRisk:
    """One risk to choose from."""

    code: str
    title: str
    category: RiskCategory
    is_basic: bool  # every register has it, or says why not
    types: tuple[OutsourcingType, ...]  # none = all
    cause: str
    event: str
    consequence: str
    rating: Rating  # before any control; a starting point that somebody must confirm
    velocity: Velocity
    signs: tuple[str, ...]
    mitigations: tuple[LibraryMitigation, ...]
    questions: tuple[str, ...]  # codes of the vetting
    scenarios: tuple[str, ...]  # codes of the contingency plan
    metrics: tuple[str, ...]  # codes of the service levels
    review_months: int
    speaks_for: SpeaksFor


@dataclass(frozen=True)
class RiskLibrary:
    """All risks to choose from."""

    version: str
    risks: tuple[LibraryRisk, ...]

    def risk(self, code: str) -> LibraryRisk | None:
        """Return the risk of a code."""
        return next((each for each in self.risks if each.code == code), None)


def risk_library(folder: Path | None = None) -> RiskLibrary:
    """Return the risks to choose from; ``folder`` None = those that come with the product.

    Raises:
        TemplateError: the file cannot be used; the message names the line and what to do.
    """
    return _library((folder or resource("templates")) / "risks.yaml")


@lru_cache(maxsize=4)
def _library(path: Path) -> RiskLibrary:
    fields = read_template_text(path, RISKS_SCHEMA).fields(["schema", "id", "version", "risks"])
    risks = tuple(map(_risk, fields["risks"].items()))
    refuse_double([each.code for each in risks], fields["risks"].items())
    return RiskLibrary(fields["version"].text(), risks)


def _risk(entry: Entry) -> LibraryRisk:
    fields = entry.fields(_NEEDED, ["basic", "types", "questions", "scenarios", "metrics", "speaks_for"])
    return LibraryRisk(
        code=fields["code"].text(_CODE_LIMIT),
        title=fields["title"].text(500),
        category=fields["category"].choice(RiskCategory),
        is_basic="basic" in fields and fields["basic"].flag(),
        types=tuple(each.choice(OutsourcingType) for each in _listed(fields, "types")),
        cause=fields["cause"].text(),
        event=fields["event"].text(),
        consequence=fields["consequence"].text(),
        rating=Rating(fields["likelihood"].whole(LOWEST, HIGHEST), fields["impact"].whole(LOWEST, HIGHEST)),
        velocity=fields["velocity"].choice(Velocity),
        signs=_texts(fields, "signs"),
        mitigations=tuple(map(_mitigation, fields["mitigations"].items())),
        questions=_texts(fields, "questions"),
        scenarios=_texts(fields, "scenarios"),
        metrics=_texts(fields, "metrics"),
        review_months=fields["review"].whole(1, _LONGEST_REVIEW),
        speaks_for=_speaks_for(fields["speaks_for"]) if "speaks_for" in fields else SpeaksFor(),
    )


def _mitigation(entry: Entry) -> LibraryMitigation:
    fields = entry.fields(["code", "do", "kind", "role", "takes", "proof"])
    steps = fields["takes"].items()
    if len(steps) != 2:
        raise fields["takes"].error("“takes” needs two numbers.", "Write steps off likelihood and impact, like [1, 0].")
    likelihood, impact = (each.whole(0, MOST_STEPS) for each in steps)
    return LibraryMitigation(
        fields["code"].text(_CODE_LIMIT),
        fields["do"].text(500),
        fields["kind"].choice(MitigationKind),
        fields["role"].text(),
        likelihood,
        impact,
        fields["proof"].text(),
    )


def _speaks_for(entry: Entry) -> SpeaksFor:
    fields = entry.fields([], ["criticality", "goals", "facts"])
    criticality = fields["criticality"].mapping() if "criticality" in fields else {}
    return SpeaksFor(
        {code: points.whole(1, 3) for code, points in criticality.items()},
        tuple(each.choice(GoalKind) for each in _listed(fields, "goals")),
        tuple(each.one_of(FACTS) for each in _listed(fields, "facts")),
    )


def _listed(fields: Mapping[str, Entry], name: str) -> list[Entry]:
    return fields[name].items() if name in fields else []


def _texts(fields: Mapping[str, Entry], name: str) -> tuple[str, ...]:
    return fields[name].texts() if name in fields else ()

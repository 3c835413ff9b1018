"""The scenarios that come with the product: what may fail, how it shows, and who then does what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from outsource_desk.analysis.network import LoopError, longest_path
from outsource_desk.domain.contingency import Comparison, ExerciseKind, FallbackKind, Phase, TriggerLevel
from outsource_desk.domain.days import HOURS_A_DAY
from outsource_desk.paths import resource
from outsource_desk.services.scenario_links import ScenarioLinks, scenario_links
from outsource_desk.services.template_text import Entry, read_template_text, refuse_double

SCENARIOS_SCHEMA = "outsource-desk/scenarios/1"
_CODE_LIMIT = 20
_OF_SCENARIO = (
    "code", "title", "metrics", "story", "triggers", "activated_by", "rule", "steps", "fallbacks",
    "stand_down", "exercise", "surprises", "costs",
)  # fmt: skip
_RAISED = {"at_least": Comparison.AT_LEAST, "at_most": Comparison.AT_MOST, "event": Comparison.EVENT}


@dataclass(frozen=True)
class LibraryTrigger:
    """A sign that the scenario is coming or has come."""

    code: str
    wording: str
    comparison: Comparison
    source: str
    level: TriggerLevel
    measure: str = ""  # what is counted; empty for an event
    threshold: float | None = None
    watches: str = ""  # code of the metric that it reads


@dataclass(frozen=True)
class LibraryStep:
    """One thing to do when the scenario is declared."""

    phase: Phase
    deadline_hours: float  # after the declaration
    role: str
    wording: str
    proof: str
    needs_vendor: bool = False
    after: tuple[int, ...] = ()  # numbers of the steps before it, counted from 1 through the scenario


@dataclass(frozen=True)
class LibraryFallback:
    """What may carry the service in this scenario, and what that needs."""

    kind: FallbackKind
    needs: str


@dataclass(frozen=True)
class LibraryScenario:
    """One way in which an arrangement may fail."""

    code: str
    title: str
    story: str
    is_basic: bool  # every plan needs it
    risks: tuple[str, ...]  # codes of the risk library
    metrics: tuple[str, ...]  # codes of the metric library
    triggers: tuple[LibraryTrigger, ...]
    activated_by: str  # role
    activation_rule: str
    steps: tuple[LibraryStep, ...]
    fallbacks: tuple[LibraryFallback, ...]
    stand_down: str
    exercise_kind: ExerciseKind
    exercise_hours: float
    injects: tuple[str, ...]
    cost_lines: tuple[str, ...]


@dataclass(frozen=True)
class ScenarioLibrary:
    """All scenarios, the roles that act in them, and what fallbacks are called."""

    version: str
    roles: Mapping[str, str]  # role → its label
    fallbacks: Mapping[FallbackKind, str]  # kind → what a fallback of it is called at first
    scenarios: tuple[LibraryScenario, ...]

    def scenario(self, code: str) -> LibraryScenario | None:
        """Return the scenario of a code."""
        return next((each for each in self.scenarios if each.code == code), None)


def scenario_library(folder: Path | None = None) -> ScenarioLibrary:
    """Return the scenarios to choose from; ``folder`` None = those that come with the product.

    Raises:
        TemplateError: the file cannot be used; the message names the line and what to do.
    """
    return _library((folder or resource("templates")) / "scenarios.yaml")


@lru_cache(maxsize=4)
def _library(path: Path) -> ScenarioLibrary:
    fields = read_template_text(path, SCENARIOS_SCHEMA).fields(
        ["schema", "id", "version", "roles", "fallbacks", "scenarios"]
    )
    roles = {name: label.text() for name, label in fields["roles"].mapping().items()}
    fallbacks = fields["fallbacks"].fields([str(kind) for kind in FallbackKind])
    links = scenario_links(path.parent)
    scenarios = tuple(_scenario(entry, roles, links) for entry in fields["scenarios"].items())
    refuse_double([each.code for each in scenarios], fields["scenarios"].items())
    names = {FallbackKind(kind): label.text() for kind, label in fallbacks.items()}
    return ScenarioLibrary(fields["version"].text(), roles, names, scenarios)


def _scenario(entry: Entry, roles: Mapping[str, str], links: ScenarioLinks) -> LibraryScenario:
    fields = entry.fields(_OF_SCENARIO)
    exercise = fields["exercise"].fields(["kind", "hours"])
    code = fields["code"].text(_CODE_LIMIT)
    if code not in links.risks:
        raise fields["code"].error(f"No risk leads to “{code}”.", "Add a line for it to scenario_links.yaml.")
    return LibraryScenario(
        code=code,
        title=fields["title"].text(500),
        story=fields["story"].text(),
        is_basic=code in links.basic,
        risks=links.risks[code],
        metrics=fields["metrics"].texts(),
        triggers=tuple(_trigger(each) for each in fields["triggers"].items()),
        activated_by=fields["activated_by"].one_of(roles),
        activation_rule=fields["rule"].text(),
        steps=_steps(fields["steps"], roles),
        fallbacks=tuple(_fallback(each) for each in fields["fallbacks"].items()),
        stand_down=fields["stand_down"].text(),
        exercise_kind=exercise["kind"].choice(ExerciseKind),
        exercise_hours=exercise["hours"].number(0),
        injects=fields["surprises"].texts(),
        cost_lines=fields["costs"].texts(),
    )


def _fallback(entry: Entry) -> LibraryFallback:
    fields = entry.fields(["kind", "needs"])
    return LibraryFallback(fields["kind"].choice(FallbackKind), fields["needs"].text())


def _trigger(entry: Entry) -> LibraryTrigger:
    fields = entry.fields(["code", "sign", "raised", "source", "level"], ["measure", "threshold", "watches"])
    comparison = _RAISED[fields["raised"].one_of(_RAISED)]
    if comparison is not Comparison.EVENT and "threshold" not in fields:
        raise entry.error(f"{entry.name} has no “threshold”.", "Add one, or write “raised: event”.")
    return LibraryTrigger(
        code=fields["code"].text(_CODE_LIMIT),
        wording=fields["sign"].text(500),
        comparison=comparison,
        source=fields["source"].text(),
        level=fields["level"].choice(TriggerLevel),
        measure=fields["measure"].text() if "measure" in fields else "",
        threshold=fields["threshold"].number() if "threshold" in fields else None,
        watches=fields["watches"].text(_CODE_LIMIT) if "watches" in fields else "",
    )


def _steps(entry: Entry, roles: Mapping[str, str]) -> tuple[LibraryStep, ...]:
    entries = entry.items()
    steps = tuple(_step(each, roles, len(entries)) for each in entries)
    needs = {number: step.after for number, step in enumerate(steps, 1)}
    try:
        longest_path(dict.fromkeys(needs, 1.0), needs)
    except LoopError as error:
        raise entry.error("The steps wait for each other in a circle.", "Correct one of the “after” lists.") from error
    return steps


def _step(entry: Entry, roles: Mapping[str, str], count: int) -> LibraryStep:
    fields = entry.fields(["phase", "role", "do", "proof"], ["hours", "days", "needs_vendor", "after"])
    unit = next((name for name in ("hours", "days") if name in fields), None)
    if unit is None:
        raise entry.error(f"{entry.name} has no “hours” or “days”.", "Say by when it must be done.")
    after = fields["after"].items() if "after" in fields else []
    return LibraryStep(
        phase=fields["phase"].choice(Phase),
        deadline_hours=fields[unit].number(0) * (HOURS_A_DAY if unit == "days" else 1),
        role=fields["role"].one_of(roles),
        wording=fields["do"].text(500),
        proof=fields["proof"].text(),
        needs_vendor="needs_vendor" in fields and fields["needs_vendor"].flag(),
        after=tuple(each.whole(1, count) for each in after),
    )

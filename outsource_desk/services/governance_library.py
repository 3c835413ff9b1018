"""What comes with the product to steer by: forums, channels, escalation, training, audits and clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from outsource_desk.domain.days import days_after
from outsource_desk.domain.governance import Audience, Cadence, ClauseKind, ClauseLevel, FindingSeverity, TrainingTime
from outsource_desk.domain.tier import Tier
from outsource_desk.paths import resource
from outsource_desk.services.template_text import Entry, read_template_text, refuse_double

GOVERNANCE_SCHEMA = "outsource-desk/governance/1"
_HEAD, _CLAUSES = ("schema", "id", "version"), ("contract_clauses", "ip_clauses")
_CODE_LIMIT = 20
_NAME_LIMIT = 500


@dataclass(frozen=True)
class LibraryForum:
    """A meeting to hold again and again."""

    code: str
    name: str
    cadence: Cadence
    minutes: int
    chair: str
    members: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    decides: str
    tiers: tuple[Tier, ...] = tuple(Tier)


@dataclass(frozen=True)
class LibraryChannel:
    """Which way to use for what."""

    code: str
    purpose: str
    channel: str
    answer_time: str
    record: str
    is_for_few_hours: bool = False  # only where both sides share too few working hours


@dataclass(frozen=True)
class LibraryRung:
    """One rung of the escalation ladder."""

    level: int
    cause: str
    from_role: str
    to_role: str
    answer_hours: float


@dataclass(frozen=True)
class LibraryTraining:
    """A session of training."""

    code: str
    title: str
    hours: float
    audience: Audience
    time: TrainingTime
    is_for_abroad: bool = False  # only where the provider works from another country


@dataclass(frozen=True)
class LibraryAudit:
    """An audit to repeat."""

    code: str
    title: str
    scope: tuple[str, ...]
    every: Mapping[Tier, int]  # months; a tier that is not in it is not audited

    def months(self, tier: Tier) -> int | None:
        """Return after how many months it is repeated for a function of this tier; None: not at all."""
        return self.every.get(tier)


@dataclass(frozen=True)
class LibraryClause:
    """A clause that a contract should have."""

    kind: ClauseKind
    code: str
    title: str
    ask: str
    refs: str  # one per line
    level: ClauseLevel


@dataclass(frozen=True)
class GovernanceLibrary:
    """All there is to take over."""

    version: str
    language_rule: str
    decision_log: str
    tools: tuple[str, ...]
    forums: tuple[LibraryForum, ...]
    channels: tuple[LibraryChannel, ...]
    rungs: tuple[LibraryRung, ...]
    trainings: tuple[LibraryTraining, ...]
    audits: tuple[LibraryAudit, ...]
    finding_days: Mapping[FindingSeverity, int]  # until a finding is to be closed
    clauses: tuple[LibraryClause, ...]


def governance_library(folder: Path | None = None) -> GovernanceLibrary:
    """Return what there is to steer by; ``folder`` None = what comes with the product.

    Raises:
        TemplateError: the file cannot be used; the message names the line and what to do.
    """
    return _library((folder or resource("templates")) / "governance.yaml")


@lru_cache(maxsize=4)
def _library(path: Path) -> GovernanceLibrary:
    fields = read_template_text(path, GOVERNANCE_SCHEMA).fields(
        (*_HEAD, "protocol", "forums", "channels", "escalation", "trainings", "audits", "days", *_CLAUSES)
    )
    protocol = fields["protocol"].fields(["language_rule", "decision_log", "tools"])
    days = fields["days"].fields([str(each) for each in FindingSeverity])
    clauses = [
        *(_clause(ClauseKind.CONTRACT, each) for each in fields["contract_clauses"].items()),
        *(_clause(ClauseKind.IP, each) for each in fields["ip_clauses"].items()),
    ]
    library = GovernanceLibrary(
        version=fields["version"].text(),
        language_rule=protocol["language_rule"].text(),
        decision_log=protocol["decision_log"].text(),
        tools=protocol["tools"].texts(_NAME_LIMIT),
        forums=tuple(_forum(each) for each in fields["forums"].items()),
        channels=tuple(_channel(each) for each in fields["channels"].items()),
        rungs=tuple(_rung(each) for each in fields["escalation"].items()),
        trainings=tuple(_training(each) for each in fields["trainings"].items()),
        audits=tuple(_audit(each) for each in fields["audits"].items()),
        finding_days={each: days[each].whole(1, 3660) for each in FindingSeverity},
        clauses=tuple(clauses),
    )
    refuse_double([each.code for each in clauses], [*fields["contract_clauses"].items(), *fields["ip_clauses"].items()])
    refuse_double([str(each.level) for each in library.rungs], fields["escalation"].items())
    return library


def _forum(entry: Entry) -> LibraryForum:
    fields = entry.fields(
        ["code", "name", "cadence", "minutes", "chair", "members", "inputs", "outputs", "decides"], ["tiers"]
    )
    return LibraryForum(
        code=fields["code"].text(_CODE_LIMIT),
        name=fields["name"].text(_NAME_LIMIT),
        cadence=fields["cadence"].choice(Cadence),
        minutes=fields["minutes"].whole(1, 24 * 60),
        chair=fields["chair"].text(),
        members=fields["members"].texts(_NAME_LIMIT),
        inputs=fields["inputs"].texts(_NAME_LIMIT),
        outputs=fields["outputs"].texts(_NAME_LIMIT),
        decides=fields["decides"].text(),
        tiers=tuple(each.choice(Tier) for each in fields["tiers"].items()) if "tiers" in fields else tuple(Tier),
    )


def _channel(entry: Entry) -> LibraryChannel:
    fields = entry.fields(["code", "purpose", "channel", "answer", "record"], ["few_hours"])
    words = [fields[name].text(_NAME_LIMIT) for name in ("code", "purpose", "channel", "answer", "record")]
    return LibraryChannel(*words, is_for_few_hours="few_hours" in fields and fields["few_hours"].flag())


def _rung(entry: Entry) -> LibraryRung:
    fields = entry.fields(["level", "cause", "from", "to", "hours"])
    return LibraryRung(
        fields["level"].whole(1, 9),
        fields["cause"].text(_NAME_LIMIT),
        fields["from"].text(),
        fields["to"].text(),
        fields["hours"].number(0),
    )


def _training(entry: Entry) -> LibraryTraining:
    fields = entry.fields(["code", "title", "hours", "audience", "time"], ["abroad"])
    return LibraryTraining(
        fields["code"].text(_CODE_LIMIT),
        fields["title"].text(_NAME_LIMIT),
        fields["hours"].number(0),
        fields["audience"].choice(Audience),
        fields["time"].choice(TrainingTime),
        "abroad" in fields and fields["abroad"].flag(),
    )


def _audit(entry: Entry) -> LibraryAudit:
    fields = entry.fields(["code", "title", "months", "scope"])
    months = fields["months"].fields((), [str(tier) for tier in Tier])
    every = {tier: months[tier].whole(1, 240) for tier in Tier if tier in months}
    code, title = fields["code"].text(_CODE_LIMIT), fields["title"].text(_NAME_LIMIT)
    return LibraryAudit(code, title, fields["scope"].texts(_NAME_LIMIT), every)


def _clause(kind: ClauseKind, entry: Entry) -> LibraryClause:
    fields = entry.fields(["code", "title", "level"], ["ask", "refs"])
    return LibraryClause(
        kind,
        fields["code"].text(_CODE_LIMIT),
        fields["title"].text(_NAME_LIMIT),
        fields["ask"].text() if "ask" in fields else "",
        "\n".join(fields["refs"].texts(_NAME_LIMIT)) if "refs" in fields else "",
        fields["level"].choice(ClauseLevel),
    )


def usual_due(performed_on: str, severity: FindingSeverity = FindingSeverity.MEDIUM) -> str:
    """Return by when a finding of an audit is usually closed, YYYY-MM-DD."""
    return days_after(performed_on, governance_library().finding_days[severity])

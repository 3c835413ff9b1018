"""How far an initiative has come, and what helps most next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from outsource_desk.domain.coverage import coverage_of
from outsource_desk.domain.criterion import Criterion, Measure, leaves_of
from outsource_desk.domain.currency import is_money
from outsource_desk.domain.formatting import counted
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, RuleWarning, Severity, Standing
from outsource_desk.services.rules.rulebook import PART
from outsource_desk.services.vetted import is_answered
from outsource_desk.services.warning_answers import unanswered

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


@dataclass(frozen=True)
class Progress:
    """How much of an initiative is there, counted."""

    fields_done: int  # of the initiative, as far as the board paper prints them
    fields_all: int
    missing_fields: tuple[str, ...]  # in the order of the Initiative page; "goals" where there is no goal
    candidates: int
    cells_done: int  # count, or are said not to apply
    cells_all: int
    blocks: int  # warnings that stop a recommendation, but for those that are waived
    warnings: int  # warnings to be acknowledged
    is_damaged: bool = False  # nothing may be signed on the file
    idle: tuple[Criterion, ...] = ()  # were given points that cannot count yet

    @property
    def percent_done(self) -> int:
        """Return how many of a hundred cells are done, rounded down: 99.6 is not all of them."""
        return 100 * self.cells_done // self.cells_all if self.cells_all else 0


@dataclass(frozen=True)
class NextStep:
    """One thing to do, and where."""

    text: str
    detail: str
    page: str  # home, initiative, vendors, vetting, scoring, reports, history, settings or import
    field: str  # of the initiative, or ""
    severity: Severity
    candidate_id: int | None = None
    criterion_id: int | None = None
    thing: str = ""  # table of the row meant by ``row_id``: question, risk, scenario ...
    row_id: int | None = None


# what the board paper prints of an initiative → what to do about it, and why
_FIELDS = {
    "question": ("Write the question to the board", "The board paper opens with it."),
    "aim": ("Say what the outsourcing is to achieve", "The board paper states the aim."),
    "organisation": ("Name the organisation that decides", "It stands on every page of the board paper."),
    "outsourcing_type": ("Say which kind of outsourcing this is", "IT, business processes or knowledge processes."),
    "scope": ("Describe what is to be handed over", "The board paper states the scope."),
    "owner": ("Name who answers for the decision", "The board paper names the owner."),
    "decision_date": ("Set the day of the decision", "The board paper says when the decision is due."),
    "start_date": ("Set the day on which the service starts", "The board paper says when the service starts."),
    "term_months": ("Say how long the contract is to run", "The board paper states the term."),
    "currency": ("Choose the currency", "Prices are printed without one."),
    "goals": ("Add the first goal", "The board paper shows from where to where the outsourcing leads."),
}

PAPER_FIELDS = tuple(_FIELDS)
NOT_COMPARED = "W25"  # the rule that others were scored where a candidate was not

# rule → what cures it (one of it, several of it) and on which page
_CURES = {
    "W01": ("Bring the weights to 100 %", "Bring the weights of {count} groups to 100 %", "scoring"),
    "V01": ("Settle the knock-outs of the first", "Settle the knock-outs of the first", "vetting"),
    "W20": (
        "Agree on a score that the evaluators see differently",
        "Agree on {count} scores that the evaluators see differently",
        "scoring",
    ),
    "W27": (
        "Settle where a criterion does not apply",
        "Settle {count} places where a criterion does not apply",
        "scoring",
    ),
    "W48": ("Enter the missing price", "Enter {count} missing prices", "scoring"),
    "W59": ("Move a gate from a group to one of its parts", "Move {count} gates from groups to their parts", "scoring"),
}
# what a criterion lacks before it can count → what to do about it
_LACKING = {
    "direction": ("Say which way is better on a criterion", "Say which way is better on {count} criteria", "scoring"),
    "worst": (
        "Enter the amounts that are worth 0 and 100",
        "Enter the amounts that are worth 0 and 100 on {count} criteria",
        "scoring",
    ),
    "best": (
        "Enter the amount that is worth 100",
        "Enter the amounts that are worth 100 on {count} criteria",
        "scoring",
    ),
    "points": ("Draw the value curve of a criterion", "Draw the value curves of {count} criteria", "scoring"),
}
_OTHER_CURE = {
    Severity.BLOCK: (
        "Settle what stops a recommendation",
        "Settle {count} things that stop a recommendation",
        "scoring",
    ),
    Severity.WARN: ("Read a warning", "Read {count} warnings", "home"),
}


# rule, or begin of the ids of rules → page that cures it
_PAGES = {
    "RK": "risks",
    "CP": "contingency",
    "CP02": "exit",
    "SL": "performance",
    "GV08": "governance",
    "GV09": "governance",
    "GV10": "governance",
}


def progress_of(desk: Desk, evaluation: Evaluation, ranking: Ranking) -> Progress:
    """Count how far an initiative has come."""
    wanted = [field for field in _FIELDS if field != "currency" or _has_price(evaluation)]
    missing = tuple(field for field in wanted if _is_missing(evaluation, field))
    coverage = coverage_of(evaluation, ranking)
    severities = Counter(warning.severity for warning in unanswered(evaluation, ranking.warnings))
    return Progress(
        fields_done=len(wanted) - len(missing),
        fields_all=len(wanted),
        missing_fields=missing,
        candidates=len(evaluation.candidates),
        cells_done=coverage.done,
        cells_all=coverage.all,
        blocks=severities[Severity.BLOCK],
        warnings=severities[Severity.WARN],
        is_damaged=not desk.file.damage.is_sound,
        idle=coverage.idle,
    )


def next_steps(progress: Progress, evaluation: Evaluation, ranking: Ranking) -> tuple[NextStep, ...]:
    """Return what to do, most helpful first; the last is always to look at the board paper."""
    pressing = unanswered(evaluation, ranking.warnings)
    return (
        *_foundations(progress, evaluation),
        *_cures(pressing, Severity.BLOCK),
        *_gates(evaluation, ranking),
        *_prices(evaluation),
        *_cells(evaluation, ranking),
        *_vetting(ranking),
        *(NextStep(*_FIELDS[field], "initiative", field, Severity.INFO) for field in progress.missing_fields),
        *_cures(pressing, Severity.WARN),
        *_begin_vetting(evaluation, ranking),
        *_begin_protecting(evaluation, ranking),
        NextStep("Preview the board paper", "See it as the board will.", "reports", "", Severity.INFO),
    )


def _foundations(progress: Progress, evaluation: Evaluation) -> Iterator[NextStep]:
    """Yield what must be there before anything can be ranked."""
    if progress.is_damaged:
        text, detail = "Go back to a sound copy of the file", "It is damaged, so nothing may be signed on what it says."
        yield NextStep(text, detail, "settings", "", Severity.BLOCK)
    if not leaves_of(evaluation.criteria):
        detail = "Begin with a template, or bring in a scorecard."
        yield NextStep("Choose the criteria", detail, "scoring", "", Severity.BLOCK)
    if not progress.candidates:
        detail = "Bring in a spreadsheet, or choose from the vendors; the in-house option is a candidate too."
        yield NextStep("Add the candidates", detail, "vendors", "", Severity.BLOCK)
    elif progress.candidates == 1:
        detail = "With one candidate there is nothing to compare."
        yield NextStep("Add a second candidate", detail, "vendors", "", Severity.WARN)
    if not evaluation.evaluators and any(leaf.measure is Measure.JUDGED for leaf in leaves_of(evaluation.criteria)):
        detail = "Scores belong to somebody: name evaluators by their office."
        yield NextStep("Name the evaluators", detail, "scoring", "", Severity.WARN)


def _cures(warnings: Iterable[RuleWarning], severity: Severity) -> Iterator[NextStep]:
    """Yield one step for each rule that warns so severely, in the order of the rules."""
    groups: dict[tuple[str, str, str], list[RuleWarning]] = {}
    for warning in warnings:
        if warning.severity is severity and warning.id != NOT_COMPARED:  # which `_cells` tells
            groups.setdefault(_cure(warning), []).append(warning)
    for (one, several, page), found in groups.items():
        text = one if len(found) == 1 else several.format(count=len(found))
        first = found[0]
        field, _, part = first.field.partition(PART)
        number = part.partition(PART)[0]
        thing, row = (field, int(number)) if page not in ("scoring", "home") and number.isdecimal() else ("", None)
        yield NextStep(
            text, first.text, page, field, severity, first.candidate_id, first.criterion_id, thing, row
        )  # fmt: skip


def _cure(warning: RuleWarning) -> tuple[str, str, str]:
    if warning.id == "W31" and warning.field in _LACKING:
        return _LACKING[warning.field]
    known = _CURES.get(warning.id) if warning.severity is Severity.BLOCK else None
    one, several, page = known or _OTHER_CURE[warning.severity]
    if warning.severity is Severity.BLOCK:
        page = page_of_rule(warning.id) or page
    return one, several, page


def page_of_rule(rule: str) -> str | None:
    """Return the page on which a rule about risks, plans, metrics or contracts is cured; nothing for other rules."""
    return _PAGES.get(rule) or _PAGES.get(rule[:2])


def _gates(evaluation: Evaluation, ranking: Ranking) -> Iterator[NextStep]:
    """Yield whose gates cannot be judged yet, best first; where nothing at all is scored, scoring comes first."""
    coverage = coverage_of(evaluation, ranking)
    gates, left = [leaf for leaf in coverage.leaves if leaf.is_gate], coverage.unsaid
    everything = len(coverage.leaves)
    for standing in ranking.possible:
        unjudged = [gate for gate in gates if _is_unjudged(ranking, standing, gate)]
        if unjudged and len(left[standing.candidate.id]) < everything:
            name = standing.candidate.name
            text = f"Judge {name} on {unjudged[0].name}" if len(unjudged) == 1 else _judge(name, len(unjudged))
            detail = "A gate that is open decides whether the candidate may be chosen at all."
            yield _about(standing, text, detail, Severity.BLOCK, unjudged[0].id)


def _prices(evaluation: Evaluation) -> Iterator[NextStep]:
    """Yield the amount of money that could be the price, where there is no price: the first there is."""
    amount = None if _has_price(evaluation) else next(filter(is_money, leaves_of(evaluation.criteria)), None)
    if amount is not None:
        text = f"Make “{amount.name}” the price"
        detail = f"It is an amount in {amount.unit}, and so far no price is weighed."
        yield NextStep(text, detail, "scoring", "measure", Severity.WARN, criterion_id=amount.id)


def _judge(name: str, count: int) -> str:
    return f"Judge {name} on {counted(count, 'gate')}"


def _is_unjudged(ranking: Ranking, standing: Standing, gate: Criterion) -> bool:
    is_scored = ranking.cells[standing.candidate.id, gate.id].points is not None
    return standing.gate is GateStatus.OPEN and not (is_scored and gate.minimum is not None and gate.has_direction)


def _cells(evaluation: Evaluation, ranking: Ranking) -> Iterator[NextStep]:
    """Yield who still has cells open, best first; who fails a gate is not ranked and can wait."""
    left = coverage_of(evaluation, ranking).unsaid
    pressing = unanswered(evaluation, ranking.warnings)
    stopping = {each.candidate_id for each in pressing if each.id == NOT_COMPARED}
    for standing in ranking.possible:
        leaves = left[standing.candidate.id]
        if leaves:
            text = f"Score {standing.candidate.name} on {counted(len(leaves), 'open criterion', 'open criteria')}"
            detail = ", ".join(leaf.name for leaf in leaves[:3]) + ("…" if len(leaves) > 3 else "")
            severity = Severity.BLOCK if standing.candidate.id in stopping else Severity.WARN
            yield _about(standing, text, detail, severity, leaves[0].id)


def _vetting(ranking: Ranking) -> Iterator[NextStep]:
    """Yield whose answers wait for review, or are missing, best first; who failed a knock-out can wait."""
    vetted = ranking.vetted
    if vetted is None:
        return
    for standing in ranking.possible:
        found = vetted.candidates.get(standing.candidate.id)
        left = [each for each in found.judged.values() if each.is_asked and not each.state.is_complete] if found else []
        if left:
            waiting = [each for each in left if is_answered(each.question, each.answer)]
            name = standing.candidate.name
            text = f"Vet {name}: {counted(len(left), 'question')} left"
            waits = f"{counted(len(waiting), 'answer waits', 'answers wait')} for review."
            detail = waits if waiting else "Nobody has answered them yet."
            first = (waiting or left)[0].question.id
            yield NextStep(text, detail, "vetting", "", Severity.WARN, standing.candidate.id, None, "question", first)


def _begin_vetting(evaluation: Evaluation, ranking: Ranking) -> Iterator[NextStep]:
    if ranking.vetted is None and any(not each.is_in_house for each in evaluation.candidates):
        detail = "Everybody is asked the same, and what nobody proves earns little."
        yield NextStep("Start vetting the candidates", detail, "vetting", "", Severity.INFO)


def _begin_protecting(evaluation: Evaluation, ranking: Ranking) -> Iterator[NextStep]:
    """Yield the first thing that nobody has begun to prepare, as soon as it is known who may be chosen."""
    protection = evaluation.protection
    if protection is None or not ranking.ranked:
        return
    beginnings = (
        (protection.register, "Keep a register of risks", "What may go wrong, and who looks after it.", "risks"),
        (
            protection.contingency,
            "Plan for the day it fails",
            "Who acts in the first hour, who steps in.",
            "contingency",
        ),
        (protection.leaving, "Plan the way out", "How long leaving takes, and how long it can.", "exit"),
        (protection.performance, "Say what is expected", "Without measures nobody can tell success.", "performance"),
        (protection.governance, "Agree how you work together", "Contract, meetings, training, audits.", "governance"),
    )
    open_parts = (each for each in beginnings if not each[0].is_begun)
    for _, text, detail, page in islice(open_parts, 1):
        yield NextStep(text, detail, page, "", Severity.INFO)


def _about(standing: Standing, text: str, detail: str, severity: Severity, criterion_id: int) -> NextStep:
    return NextStep(text, detail, "scoring", "", severity, standing.candidate.id, criterion_id)


def _has_price(evaluation: Evaluation) -> bool:
    return any(leaf.measure is Measure.PRICE for leaf in leaves_of(evaluation.criteria))


def _is_missing(evaluation: Evaluation, field: str) -> bool:
    return not (evaluation.goals if field == "goals" else getattr(evaluation.initiative, field))

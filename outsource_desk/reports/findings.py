"""What the facts come to: computed once, so that no two pages can disagree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from outsource_desk.charts.words import shortened
from outsource_desk.domain.coverage import Coverage, coverage_of
from outsource_desk.domain.criterion import Criterion, Measure, criterion_paths, leaves_of
from outsource_desk.domain.formatting import counted, money, number, plain
from outsource_desk.domain.ranking import (
    TIE_POINTS,
    CellValue,
    GateStatus,
    RuleWarning,
    Standing,
    Verdict,
)
from outsource_desk.domain.robustness import Trust
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.branches import Branch, branches, named_branches
from outsource_desk.reports.examined import Examined
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.protection import ProtectionFacts
from outsource_desk.reports.study import Study, Told

SMALLEST = 0.05  # points of 100; a smaller difference prints as 0.0 and is not spoken of
NAME_LIMIT = 40  # characters of a name inside a sentence; the method note has it whole


class Advice(StrEnum):
    """What the paper may say about the first place."""

    RECOMMEND = "recommend"  # a clear lead, nothing in the way
    HELD = "held"  # a clear lead, but a rule stops the recommendation
    UNSURE = "unsure"  # a clear lead, but a closer look finds no clear winner
    CLOSE = "close"
    OPEN = "open"
    SINGLE = "single"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Lead:
    """How far the first is ahead of the second on one part of the criteria."""

    part: Branch
    points: float  # of 100; negative where the second is better


@dataclass(frozen=True)
class Findings:
    """The facts and what follows from them."""

    facts: BoardFacts

    @cached_property
    def advice(self) -> Advice:
        """Return how much may be said; only a clear lead that no rule stops is a recommendation."""
        match self.facts.ranking.verdict:
            case Verdict.CLEAR:
                if self.blocks:
                    return Advice.HELD
                return Advice.UNSURE if self.trust is Trust.NO_CLEAR_WINNER else Advice.RECOMMEND
            case Verdict.TOO_CLOSE:
                return Advice.CLOSE
            case Verdict.OPEN:
                return Advice.OPEN
            case Verdict.SINGLE:
                return Advice.SINGLE
            case Verdict.NONE:
                return Advice.NOBODY

    @cached_property
    def study(self) -> Study:
        """Return the closer look; an empty one where nobody took it, so that only warnings are known."""
        return self.facts.study or Study(tuple(Told(warning) for warning in self.facts.ranking.warnings))

    @cached_property
    def examined(self) -> Examined | None:
        """Return what the vetting found; nothing before it has started, or if no candidate is vetted."""
        if self.facts.vetting is None or self.facts.evaluation.vetting is None:
            return None
        found = Examined(self.facts.evaluation, self.facts.ranking, self.facts.vetting)
        return found if found.seen else None

    @property
    def protected(self) -> ProtectionFacts | None:
        """Return what protects the decision; nothing where nobody looked."""
        return self.facts.protection

    @property
    def told(self) -> tuple[Told, ...]:
        """Return every warning with its answer."""
        return self.study.told

    @cached_property
    def blocks(self) -> tuple[RuleWarning, ...]:
        """Return the warnings that stop a recommendation: those that nobody waived."""
        return tuple(one.warning for one in self.told if one.stops)

    @property
    def trust(self) -> Trust | None:
        """Return how far the first place can be trusted; nothing where nobody looked."""
        return self.study.verdict.trust if self.study.verdict else None

    @property
    def is_doubted(self) -> bool:
        """Tell whether the lead is clear by points, but a closer look finds no clear winner."""
        is_clear = self.facts.ranking.verdict is Verdict.CLEAR
        return is_clear and self.trust is Trust.NO_CLEAR_WINNER

    @cached_property
    def waived(self) -> tuple[Told, ...]:
        """Return the warnings that would stop a recommendation, had nobody waived them."""
        return tuple(one for one in self.told if one.is_waived)

    @cached_property
    def ranked(self) -> tuple[Standing, ...]:
        """Return who has a rank, best first."""
        return self.facts.ranking.ranked

    @cached_property
    def failed(self) -> tuple[Standing, ...]:
        """Return who failed a gate."""
        return tuple(one for one in self.facts.ranking.standings if one.gate is GateStatus.FAILED)

    @property
    def first(self) -> Standing | None:
        """Return the first of the ranked; one of several if they share the place."""
        return self.ranked[0] if self.ranked else None

    @property
    def second(self) -> Standing | None:
        """Return the next after the first."""
        return self.ranked[1] if len(self.ranked) > 1 else None

    @cached_property
    def contenders(self) -> tuple[Standing, ...]:
        """Return those at the top who cannot be told apart; the first alone where its lead is clear."""
        if not self.ranked:
            return ()
        if self.advice is not Advice.CLOSE:
            return self.facts.ranking.leaders
        top = self.ranked[0].total
        return tuple(one for one in self.ranked if top - one.total < self.facts.ranking.threshold - TIE_POINTS)

    @cached_property
    def rivals(self) -> tuple[Standing, ...]:
        """Return who could still end level with the first or above it, also those that nobody has scored yet."""
        first = self.first
        if first is None:
            return ()
        others = (one for one in self.facts.ranking.possible if one is not first)
        return tuple(one for one in others if one.high > first.total - TIE_POINTS)

    @property
    def margin(self) -> float:
        """Return how far the first is ahead of the second, points of 100, exactly: what is decided goes by it."""
        return self.facts.ranking.margin or 0.0

    @property
    def lead(self) -> float:
        """Return how far the first is ahead of the second by their printed totals."""
        return self.facts.ranking.lead

    @property
    def rounding_text(self) -> str:
        """Return what must be said of a lead that rounding makes look like the other verdict: ``, a little less …``."""
        if not self.facts.ranking.is_lead_rounded_over:
            return ""
        return f", a little {'less' if self.advice is Advice.CLOSE else 'more'} before rounding"

    @property
    def margin_text(self) -> str:
        """Return the printed lead in words: ``1.1 points``, ``less than 0.1 points``."""
        if self.margin > TIE_POINTS and self.lead < SMALLEST:
            return "less than 0.1 points"
        return points(self.lead)

    @cached_property
    def coverage(self) -> Coverage:
        """Return how much of the matrix counts."""
        return coverage_of(self.facts.evaluation, self.facts.ranking)

    @cached_property
    def parts(self) -> tuple[Branch, ...]:
        """Return the few parts that totals are explained by."""
        return branches(self.facts)

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """Return the first's lead over the second on each part, in the order of the parts."""
        first, second = self.first, self.second
        if first is None or second is None:
            return ()
        return tuple(Lead(part, part.points(first) - part.points(second)) for part in self.parts)

    @cached_property
    def named_leads(self) -> tuple[Lead, ...]:
        """Return the first's lead over the second on each part that has a name of its own, however light."""
        first, second = self.first, self.second
        if first is None or second is None:
            return ()
        quality, price = named_branches(self.facts)
        return tuple(Lead(part, part.points(first) - part.points(second)) for part in (*quality, *price))

    @property
    def ahead(self) -> list[Lead]:
        """Return where the first is better, most first."""
        return sorted((lead for lead in self.named_leads if lead.points >= SMALLEST), key=lambda lead: -lead.points)

    @property
    def behind(self) -> list[Lead]:
        """Return where the second is better, most first."""
        return sorted((lead for lead in self.named_leads if lead.points <= -SMALLEST), key=lambda lead: lead.points)

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """Return the criteria that are scored and apply to somebody."""
        dropped = set(self.facts.ranking.dropped)
        return tuple(leaf for leaf in leaves_of(self.facts.evaluation.criteria) if leaf.id not in dropped)

    @cached_property
    def gates(self) -> tuple[Criterion, ...]:
        """Return the criteria whose minimum must be met; one without a minimum stays open."""
        return tuple(leaf for leaf in self.leaves if leaf.is_gate)

    @cached_property
    def gate_count(self) -> int:
        """Return how many gates there are: those of criteria and those of the vetting that anybody is asked."""
        vetted = self.facts.ranking.vetted
        asked = {each.question.id for one in vetted.candidates.values() for each in one.gates} if vetted else set()
        return len(self.gates) + len(asked)

    @cached_property
    def paths(self) -> dict[int, str]:
        """Return a name for each criterion that no other has."""
        return criterion_paths(self.facts.evaluation.criteria)

    def short(self, text: str) -> str:
        """Return the name of a criterion as a headline can carry it: a long one up to its colon, where that is plain.

        ``Quality 1: how well does the provider ...`` becomes ``Quality 1``, unless another name begins like that.
        """
        line = " ".join(text.split())
        head = line.split(": ")[0]
        if len(line) <= NAME_LIMIT or len(head) > NAME_LIMIT or len(head) < 3:
            return shortened(line, NAME_LIMIT)
        alike = [one for one in self.paths.values() if " ".join(one.split()).split(": ")[0] == head]
        return head if len(alike) < 2 else shortened(line, NAME_LIMIT)

    def who(self, candidate_id: int) -> str:
        """Return a candidate's name as a sentence or a table can carry it."""
        return shortened(" ".join(self._candidates[candidate_id].name.split()), NAME_LIMIT)

    def what(self, criterion_id: int) -> str:
        """Return a criterion's name as a sentence or a table can carry it."""
        return self.short(self.paths[criterion_id])

    def criterion(self, criterion_id: int) -> Criterion:
        """Return a group or leaf."""
        return self._criteria[criterion_id]

    @cached_property
    def _candidates(self) -> dict[int, Candidate]:
        return {one.id: one for one in self.facts.evaluation.candidates}

    @cached_property
    def _criteria(self) -> dict[int, Criterion]:
        return {one.id: one for one in self.facts.evaluation.criteria}

    @cached_property
    def has_scores(self) -> bool:
        """Tell whether anything at all is scored."""
        return any(cell.value is not None for cell in self.facts.ranking.cells.values())

    @cached_property
    def price(self) -> Criterion | None:
        """Return the price, if there is exactly one."""
        prices = [leaf for leaf in self.leaves if leaf.measure is Measure.PRICE]
        return prices[0] if len(prices) == 1 else None

    def price_of(self, candidate: Candidate) -> float | None:
        """Return a candidate's price in major units; nothing if it is not known or there is not one price."""
        return self.cell(candidate, self.price).points if self.price else None

    def cell(self, candidate: Candidate, leaf: Criterion) -> CellValue:
        """Return what counts for one candidate on one leaf."""
        return self.facts.ranking.cells.get((candidate.id, leaf.id), CellValue(None))

    def weakest(self, standing: Standing) -> tuple[Criterion, CellValue] | None:
        """Return the judged leaf with the lowest value, if it is in the lower half of its scale."""
        judged = [(leaf, self.cell(standing.candidate, leaf)) for leaf in self.leaves if leaf.measure is Measure.JUDGED]
        known = [(leaf, cell) for leaf, cell in judged if cell.value is not None and self._weighs(leaf)]
        if not known:
            return None
        leaf, cell = min(known, key=lambda pair: pair[1].value or 0.0)
        return (leaf, cell) if (cell.value or 0.0) <= 50 + TIE_POINTS else None

    def open_count(self, standings: tuple[Standing, ...]) -> int:
        """Return how many values are still open for these candidates."""
        return sum(len(one.open_leaves) for one in standings)

    def amount(self, leaf: Criterion, points: float) -> str:
        """Return points or an amount as they are read: ``3.5``, ``€ 9.40 m``, ``12 hours``."""
        if leaf.measure is Measure.PRICE:
            return money(points, self.facts.evaluation.initiative.currency or leaf.unit)
        if leaf.measure is Measure.MEASURED:
            return f"{plain(points)} {leaf.unit}".strip()
        return number(points) if abs(points * 10 - round(points * 10)) < 1e-6 else plain(points)

    def _weighs(self, leaf: Criterion) -> bool:
        return self.facts.ranking.weights.get(leaf.id, 0.0) > 0


def points(value: float) -> str:
    """Return points of a total with their noun: ``1.0 point``, ``2.3 points``."""
    text = number(value)
    return f"{text} {'point' if text == '1.0' else 'points'}"


def candidates(count: int) -> str:
    """Return a number of candidates: ``1 candidate``, ``5 candidates``."""
    return counted(count, "candidate")

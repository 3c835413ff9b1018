"""The figures of Home's tiles, each with the place that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from outsource_desk.domain.coverage import coverage_of
from outsource_desk.domain.criterion import Criterion, Measure, leaves_of
from outsource_desk.domain.currency import is_money
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing
from outsource_desk.domain.robustness import Trust
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import VettedCandidate
from outsource_desk.services.completeness import totals_of
from outsource_desk.services.progress import Progress
from outsource_desk.ui import formats
from outsource_desk.ui.home.sentences import lead_in_points, leaders_in_words, short_amount, verdict_in_words
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.places import Place
from outsource_desk.ui.warnings.ways import place_of_gates

NOTHING = "–"


@dataclass(frozen=True)
class Figure:
    """One number of a tile, what it is, and where it comes from."""

    name: str
    icon: str
    title: str
    value: str
    unit: str  # behind the value
    caption: str
    place: Place
    chip: str = ""
    tone: str = "quiet"
    shape: str = ""  # of the chip, if not the one of its tone
    reasons: str = ""  # in full, for which the tile has no room

    @property
    def words(self) -> str:
        """Return all of it as a sentence."""
        told = self.caption, self.reasons
        return ". ".join(part for part in (f"{self.title}: {self.value} {self.unit}".strip(), self.chip, *told) if part)


@dataclass(frozen=True)
class Figures:
    """Reads the tiles' figures from a ranking."""

    evaluation: Evaluation
    ranking: Ranking
    progress: Progress
    trust: Trust | None = None  # of the first place; None = not known yet

    def all(self) -> tuple[Figure, ...]:
        """Return the figures in the order of the tiles."""
        return self.gates(), self.merit(), self.money(), self.coverage()

    @cached_property
    def _leaves(self) -> tuple[Criterion, ...]:
        return tuple(leaf for leaf in leaves_of(self.evaluation.criteria) if leaf.id not in self.ranking.dropped)

    def gates(self) -> Figure:
        """Return how many candidates pass the gates, those of criteria and those of the vetting."""
        gates = {leaf.id for leaf in self._leaves if leaf.is_gate}
        asked = {each.question.id for one in self._vetted for each in one.gates}
        title, standings = tr("Gates"), self.ranking.standings
        if not gates and not asked:
            caption = tr("Mark a criterion as a gate to set a minimum")
            return Figure("gates", "vetting", title, NOTHING, tr("no gates"), caption, Place("scoring"))
        passed = [one for one in standings if one.gate is GateStatus.PASSED]
        failed = [one for one in standings if one.gate is GateStatus.FAILED]
        unjudged = [one for one in standings if one.gate is GateStatus.OPEN]
        value = tr("{passed} of {all}", passed=len(passed), all=len(standings))
        unit, place = tr_n(len(standings), "candidate passes", "candidates pass"), Place("scoring")
        if failed or unjudged:
            first = (failed or unjudged)[0]
            place = place_of_gates(self.ranking, first, gates)
            if place.page == "scoring" and place.criterion_id is None and gates:
                place = replace(place, criterion_id=min(gates))
        reasons = "; ".join(_reason(one) for one in (*failed, *unjudged))
        caption = reasons or tr_n(
            len(gates) + len(asked), "{count} gate, nobody misses it", "{count} gates, nobody misses one"
        )
        if self.ranking.vetted is not None:
            percent = formats.percent(totals_of(self.ranking.vetted).percent_done / 100)
            caption, reasons = tr("Vetting {percent} done", percent=percent), caption
        else:
            reasons = ""
        chip, tone = tr("All pass"), "good"
        if failed:
            chip, tone = tr("{count} failed", count=len(failed)), "bad"
        elif unjudged:
            chip, tone = tr("{count} open", count=len(unjudged)), "warn"
        elif bound := sum(bool(one.gate_reasons) for one in passed):
            chip, tone = tr("{count} with conditions", count=bound), "warn"
        return Figure("gates", "vetting", title, value, unit, caption, place, chip, tone, reasons=reasons)

    @property
    def _vetted(self) -> tuple[VettedCandidate, ...]:
        return tuple(self.ranking.vetted.candidates.values()) if self.ranking.vetted else ()

    def merit(self) -> Figure:
        """Return the first's total, its lead, and how far that can be trusted."""
        ranked, (chip, tone) = self.ranking.ranked, verdict_in_words(self.ranking, self.trust)
        title = tr("Merit")
        if not ranked:
            caption = tr("Points of 100, once something is scored")
            return Figure("merit", "scoring", title, NOTHING, "", caption, Place("scoring"), chip, tone)
        leaders, first = self.ranking.leaders, ranked[0]
        place = Place("scoring", candidate_id=first.candidate.id)
        others = [one for one in ranked if one not in leaders]
        if len(leaders) > 1:
            caption = tr("They share the first place with {points} points", points=formats.number(first.total))
        elif others:
            second = others[0].candidate.name
            caption = tr("{lead} ahead of {name}", lead=lead_in_points(self.ranking), name=second)
        else:
            caption = tr("Nobody else is ranked")
        return Figure(
            "merit", "scoring", title, _span(first), leaders_in_words(self.ranking), caption, place, chip, tone
        )

    def money(self) -> Figure:
        """Return what the first asks, and between which amounts the ranked lie."""
        prices = [leaf for leaf in self._leaves if leaf.measure is Measure.PRICE]
        title = tr("Money")
        if not prices:
            caption, place = tr("Add a criterion of the kind price to weigh money"), Place("scoring", field="criteria")
            if (amount := next(filter(is_money, self._leaves), None)) is not None:
                caption = tr("“{name}” is an amount in {unit}: make it the price", name=amount.name, unit=amount.unit)
                place = Place("scoring", criterion_id=amount.id, field="measure")
            return Figure("money", "money", title, NOTHING, tr("no price"), caption, place)
        ranked = self.ranking.ranked or self.ranking.standings
        leaders = self.ranking.leaders[:1] or ranked[:1]
        leader = leaders[0].candidate if leaders else None
        asked = {one.candidate.id: self._amount(one.candidate, prices) for one in ranked}
        known = [amount for amount in asked.values() if amount is not None]
        place = Place("scoring", candidate_id=leader.id if leader else None, criterion_id=prices[0].id)
        own = asked[leader.id] if leader else None
        currency = self.evaluation.initiative.currency
        caption = self._range(known, currency) if known else tr("No price has been entered yet")
        if leader is None or own is None:
            missing = tr("Enter the price of {name}", name=leader.name) if leader else caption
            return Figure("money", "money", title, NOTHING, tr("open"), missing, place, tr("Price open"), "warn")
        chip, tone = _beside_others(own, known)
        unit = ", ".join(part for part in (currency, leader.name) if part)
        figure = Figure("money", "money", title, short_amount(own), unit, caption, place, chip, tone, "info")
        reversal = self._with_reversal(leader)
        return replace(figure, caption=reversal, reasons=caption) if reversal else figure

    def _with_reversal(self, leader: Candidate) -> str:
        """Return what a candidate is expected to cost once the chance that it fails is counted; empty if not known."""
        protection = self.evaluation.protection
        if protection is None or not protection.leaving.is_begun:
            return ""
        from outsource_desk.services.reversal import cost_of_reversal

        found = next(
            (each for each in cost_of_reversal(self.evaluation, self.ranking) if each.candidate == leader), None
        )
        if found is None or found.expected is None or not found.probability:
            return ""
        digits = minor_digits(self.evaluation.initiative.currency)
        amount, chance = short_amount(found.expected / 10**digits), formats.percent(found.probability)
        return tr("{amount} with a {chance} chance to reverse it", amount=amount, chance=chance)

    def coverage(self) -> Figure:
        """Return how much of the matrix is filled in, and where it is not."""
        progress = self.progress
        left = coverage_of(self.evaluation, self.ranking).unsaid
        open_of = [(one.candidate, left[one.candidate.id]) for one in self.ranking.standings if left[one.candidate.id]]
        value = formats.percent(progress.percent_done / 100)
        place = Place("scoring")
        if progress.idle:
            place = Place("scoring", criterion_id=progress.idle[0].id, field=progress.idle[0].lacking)
        elif open_of:
            place = Place("scoring", candidate_id=open_of[0][0].id, criterion_id=open_of[0][1][0].id)
        missing = progress.cells_all - progress.cells_done
        said = [idle_in_words(progress)] if progress.idle else []
        said += [tr("{name} {count} open", name=one.name, count=len(leaves)) for one, leaves in open_of]
        caption = ", ".join(said)
        is_done = missing == 0 and progress.cells_all > 0
        chip = tr("Complete") if is_done else tr("{count} open", count=missing) if missing else tr("No criteria")
        unit = tr("of the scores are in")
        caption = caption or tr_n(progress.cells_all, "{count} score in all", "{count} scores in all")
        return Figure(
            "coverage", "done", tr("Coverage"), value, unit, caption, place, chip, "good" if is_done else "quiet"
        )

    def _amount(self, candidate: Candidate, prices: Iterable[Criterion]) -> float | None:
        """Return what a candidate asks in all; None while one of its prices is open."""
        amounts = [self.ranking.cells[candidate.id, price.id].points for price in prices]
        known = [amount for amount in amounts if amount is not None]
        return sum(known) if len(known) == len(amounts) else None

    def _range(self, known: Sequence[float], currency: str) -> str:
        low, high = short_amount(min(known)), short_amount(max(known))
        if low == high:
            return tr("All who are ranked ask {currency} {amount}", currency=currency, amount=low)
        return tr("Ranked prices {currency} {low} to {high}", currency=currency, low=low, high=high)


def idle_in_words(progress: Progress) -> str:
    """Return how many criteria were given points that cannot count yet."""
    return tr_n(len(progress.idle), "{count} criterion cannot count yet", "{count} criteria cannot count yet")


def cells_in_words(progress: Progress) -> str:
    """Return how many cells count, and where points wait to be counted."""
    done, cells = progress.cells_done, progress.cells_all
    if not progress.idle:
        return tr("{done} of {all} cells have a score", done=done, all=cells)
    return tr("{done} of {all} cells count; {waiting}", done=done, all=cells, waiting=idle_in_words(progress))


def _beside_others(own: float, known: Sequence[float]) -> tuple[str, str]:
    """Return how the first's price compares with the others', as words and tone of a chip."""
    others = list(known)
    others.remove(own)
    if not others:
        return "", "quiet"
    lowest = min(others)
    if own < lowest:
        return tr("Lowest price"), "good"
    if own == lowest or lowest <= 0:
        return tr("Same as the lowest"), "quiet"
    return tr("{percent} above the lowest", percent=formats.percent(own / lowest - 1)), "quiet"


def _reason(standing: Standing) -> str:
    return f"{standing.candidate.name}: {', '.join(say(reason) for reason in standing.gate_reasons)}"


def _span(standing: Standing) -> str:
    low, high = formats.number(standing.low), formats.number(standing.high)
    return low if low == high else f"{low} – {high}"

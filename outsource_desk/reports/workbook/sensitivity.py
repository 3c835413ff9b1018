"""The Sensitivity sheet: how far the ranking can be trusted and what would turn it, as values with notes."""

from __future__ import annotations

from outsource_desk.domain.opinions import LESS_IS_BETTER, Method, Opinions
from outsource_desk.domain.price_lab import PriceLab
from outsource_desk.domain.robustness import Robustness, Simulation, WeightSpread
from outsource_desk.reports.study import Study
from outsource_desk.reports.workbook.blocks import (
    AFTER,
    AMOUNT,
    EXACTLY,
    NAME,
    POINTS,
    SHARE,
    SIGNED_SHARE,
    Blocks,
    Entry,
)
from outsource_desk.reports.workbook.look import PLAIN, TEXT, WORD
from outsource_desk.reports.workbook.page import Book
from outsource_desk.reports.workbook.plan import Plan

LEAST_COLUMNS = 8
_SPREADS = {
    WeightSpread.AROUND: "near the official ones",
    WeightSpread.ANY: "any at all",
    WeightSpread.ORDER: "any that keep the criteria's order of importance",
}


def sensitivity_sheet(book: Book, plan: Plan) -> None:
    """Write the closer look at the ranking; nothing where nobody has looked closer."""
    study = plan.facts.study
    if study is None:
        return
    ranked = len(study.simulation.acceptability) if study.simulation else 0
    last = max(LEAST_COLUMNS, 2 + ranked)  # two words and a rank for each in the widest table
    page = book.page("Sensitivity")
    page.widths(36, 28, *[14] * 3, 24, *[14] * (last - 6))
    lead = "Values of the exported revision: they do not follow what is changed here. Weights are shares of the whole."
    page.title("How far can the ranking be trusted?", lead, last)
    sheet = _Sheet(Blocks(page, 3, last), plan, study)
    sheet.write()
    page.finish(sheet.blocks.row, last, freeze="B3")


class _Sheet:
    """One block after the other; each is left out where it has nothing to say."""

    def __init__(self, blocks: Blocks, plan: Plan, study: Study) -> None:
        self.blocks, self._plan, self._study = blocks, plan, study
        self._names = {candidate.id: candidate.name for candidate in plan.candidates}
        self._paths = {node.criterion.id: node.path for node in plan.nodes}

    def write(self) -> None:
        study = self._study
        verdict = study.verdict
        if verdict is None or study.robustness is None:
            self.blocks.sentences("Verdict", ["Nobody is ranked, so there is nothing to look into."])
            return
        self.blocks.sentences("Verdict", [str(verdict.trust), study.verdict_text])
        reasons = [
            f"{'For' if each.speaks_for else 'Against'} ({each.rule.replace('_', ' ')}): {each.text}"
            for each in verdict.reasons
        ]
        self.blocks.sentences("Rules that gave it", reasons)
        self.blocks.sentences("What would turn the first place", study.flips)
        self._stability(study.robustness)
        self._critical(study.robustness)
        if study.simulation is not None:
            self._acceptability(study.simulation)
        self._drop_one(study.robustness)
        if study.opinions is not None:
            self._methods(study.opinions)
        if study.price is not None:
            self._prices(study.price)

    def _name(self, candidate_id: int | None) -> str:
        return "–" if candidate_id is None else self._names[candidate_id]

    def _order(self, candidate_ids: tuple[int, ...]) -> str:
        return " > ".join(map(self._name, candidate_ids))

    def _stability(self, found: Robustness) -> None:
        rows: list[list[Entry]] = [
            [
                self._paths[each.criterion_id],
                self._name(each.rival_below),
                each.low,
                each.weight,
                each.high,
                self._name(each.rival_above),
                each.order_low,
                each.order_high,
            ]
            for each in found.stability
        ]
        head = (
            "Criterion", "First below", "Stays first from", "Weight", "to", "First above", "Order stays from", "to",
        )  # fmt: skip
        note = (
            "Between which weights of one criterion the first place, and the whole order, stay; others in proportion."
        )
        looks = (TEXT, TEXT, SHARE, SHARE, SHARE, AFTER, SHARE, SHARE)
        self.blocks.table("Weights: how far each may move", note, head, rows, looks)

    def _critical(self, found: Robustness) -> None:
        rows: list[list[Entry]] = [
            [
                self._name(each.candidate_id),
                self._paths[each.criterion_id],
                each.now,
                each.needed,
                each.share,
                self._name(each.rival_id),
            ]
            for each in found.critical
        ]
        head = ("Candidate", "Criterion", "Now", "Turns at", "Change", "First then")
        note = "How far one score, amount or price must move, all else equal, before the first place changes."
        looks = (NAME, TEXT, AMOUNT, AMOUNT, SIGNED_SHARE, AFTER)
        self.blocks.table("Scores and prices: how far one must move", note, head, rows, looks)

    def _acceptability(self, found: Simulation) -> None:
        plan = found.plan
        count = len(found.acceptability)
        varied = ["weights " + _SPREADS[plan.spread]]
        varied += ["scores within the evaluators' spread"] if plan.with_scores else []
        varied += ["open values anywhere from 0 to 100" if plan.with_open else "open values at nothing"]
        note = f"Share of {plan.samples:,} simulated decisions, seed {plan.seed}: {', '.join(varied)}."
        rows: list[list[Entry]] = [[self._name(each), *ranks] for each, ranks in found.acceptability.items()]
        head = ["Candidate", *(f"Rank {n}" for n in range(1, count + 1))]
        self.blocks.table("How often each takes each rank", note, head, rows, (NAME, SHARE))

    def _drop_one(self, found: Robustness) -> None:
        turned = [each for each in found.drop_one if each.is_reversal]
        if found.drop_one and not turned:
            text = "The order of the others stays the same, whoever withdraws."
            self.blocks.sentences("If one candidate withdraws", [text])
            return
        self.blocks.sentences(
            "If one candidate withdraws",
            [
                f"Without {self._name(each.dropped_id)} the others stand {self._order(each.order_after)}, "
                f"instead of {self._order(each.order_before)}."
                for each in turned
            ],
        )

    def _methods(self, found: Opinions) -> None:
        words = self._study.method_words
        head = ["Method", "First", *(self._names[each] for each in found.of(Method.SUM).ranks)]
        rows: list[list[Entry]] = [
            [
                words[each.method][0],
                ", ".join(self._names[one] for one in each.leader_ids),
                *(each.ranks[one] for one in found.of(Method.SUM).ranks),
            ]
            for each in found.opinions
        ]
        note = "Ranks by six methods on the same values and weights; the first is the official one."
        self.blocks.table("Second opinions: ranks", note, head, rows, (NAME, TEXT, PLAIN))
        scores: list[list[Entry]] = [
            [
                words[each.method][0],
                "less is better" if each.method in LESS_IS_BETTER else "more is better",
                *(each.scores[one] for one in found.of(Method.SUM).ranks),
            ]
            for each in found.opinions
        ]
        head[1] = "Scores"
        self.blocks.table("Second opinions: scores", "", head, scores, (NAME, TEXT, EXACTLY))
        notes = (*self._study.compromise_words, *self._study.outranking_words, *self._study.caveat_words)
        self.blocks.sentences("Notes on the methods", notes)
        leaves: list[list[Entry]] = [
            [self._paths[each.criterion_id], None, each.official, each.entropy, each.critic] for each in found.weights
        ]
        note = "What the spread of the data alone would weigh: a diagnosis, never a weight."
        head = ["Criterion", "", "Official", "Entropy", "CRITIC"]
        self.blocks.table("Weights by the data alone", note, head, leaves, (TEXT, TEXT, SHARE))

    def _prices(self, lab: PriceLab) -> None:
        words = self._study.price_words
        head = ["Candidate", "Whole-life price", *(words[each.curve][0] for each in lab.outcomes)]
        ranks: list[list[Entry]] = [
            [bid.name, bid.price, *(each.ranks[bid.candidate_id] for each in lab.outcomes)] for bid in lab.bids
        ]
        totals: list[list[Entry]] = [
            [bid.name, bid.price, *(each.totals[bid.candidate_id] for each in lab.outcomes)] for bid in lab.bids
        ]
        note = (
            f"The same bids, in {lab.currency or 'money'}, under every price formula; {words[lab.current][0]} counts."
        )
        self.blocks.table("Price formulas: ranks", note, head, ranks, (NAME, AMOUNT, WORD))
        self.blocks.table("Price formulas: totals", "", head, totals, (NAME, AMOUNT, POINTS))
        self.blocks.sentences("Notes on the price", [self._study.exchange_words, *self._study.paradox_words])

"""Where a number comes from: from a total down to contributions, values, points, evaluators and cells of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outsource_desk.charts.shares import percent
from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.price_line import PriceLine
from outsource_desk.domain.ranking import CellValue, Evaluation, Ranking, Standing
from outsource_desk.domain.score import AgreedScore, Measurement, Score, Source
from outsource_desk.services.counting import NOTHING, Entry, entries_of
from outsource_desk.services.levelling import sum_beside
from outsource_desk.services.price_words import line_name


@dataclass(frozen=True)
class Step:
    """One number, what it is, how it comes about, and the numbers that it is made of."""

    name: str
    number: str
    how: str
    parts: tuple[Step, ...] = ()
    criterion_id: int | None = None
    source: Source | None = None  # the cell of the file that it was imported from


def explain_total(evaluation: Evaluation, ranking: Ranking, candidate_id: int, speech: Speech = ENGLISH) -> Step:
    """Return how a candidate's total comes about, down to who gave which points, why, and from which cell.

    Args:
        evaluation: what was read.
        ranking: of the evaluation.
        candidate_id: whose total.
        speech: how to say it.

    Raises:
        StopIteration: there is no such candidate.
    """
    standing = next(one for one in ranking.standings if one.candidate.id == candidate_id)
    return _Explainer(evaluation, ranking, standing, speech).total()


class _Explainer:
    """Explains the numbers of one candidate."""

    def __init__(self, evaluation: Evaluation, ranking: Ranking, standing: Standing, speech: Speech) -> None:
        self._evaluation, self._ranking, self._standing, self._speech = evaluation, ranking, standing, speech
        self._entries = entries_of(evaluation)
        self._offices = {each.id: each.name for each in evaluation.evaluators}
        self._children: dict[int | None, list[Criterion]] = {}
        for criterion in evaluation.criteria:
            self._children.setdefault(criterion.parent_id, []).append(criterion)

    def total(self) -> Step:
        """Return the total with what each part adds."""
        tr, one, number = self._speech.tr, self._standing, self._speech.number
        parts = tuple(self._parts(None))
        is_one = len(parts) == 1
        how = (
            tr("What the part below adds")
            if is_one
            else tr("Sum of what the {count} parts below add", count=len(parts))
        )
        if one.high - one.low >= 0.05:
            how = tr("{how}; up to {high} if all that is open turns out best", how=how, high=number(one.high, 1))
        if one.rank is None:
            why = " ".join(self._speech.say(reason) for reason in one.gate_reasons)
            how = tr("{how}. Not ranked. {why}", how=how, why=why).strip()
        return Step(one.candidate.name, number(one.total, 1), how, parts)

    def _parts(self, parent_id: int | None) -> Iterator[Step]:
        for criterion in self._children.get(parent_id, ()):
            yield self._group(criterion) if criterion.id in self._children else self._leaf(criterion)

    def _group(self, group: Criterion) -> Step:
        tr, weight = self._speech.tr, self._ranking.weights.get(group.id, 0.0)
        added = self._standing.contributions.get(group.id, 0.0)
        how = tr("Weighs {weight} of the whole", weight=self._share(weight))
        if weight > 0:
            how = tr("{how}; earned {earned} of 100 on average", how=how, earned=self._number(added / weight))
        return Step(group.name, self._number(added), how, tuple(self._parts(group.id)), group.id)

    def _leaf(self, leaf: Criterion) -> Step:
        tr, weight = self._speech.tr, self._ranking.weights.get(leaf.id, 0.0)
        cell = self._ranking.cells.get((self._standing.candidate.id, leaf.id), CellValue(None))
        added = self._standing.contributions.get(leaf.id, 0.0)
        entry = self._entries.get((self._standing.candidate.id, leaf.id), NOTHING)
        if leaf.id in self._ranking.dropped:
            how = tr("Applies to nobody and is left out for all")
        elif cell.value is None and cell.is_from_vetting:
            how = tr(
                "Open: weighs {weight}; nothing of the section {section} of the vetting is accepted yet",
                weight=self._share(weight),
                section=self._section(leaf),
            )
        elif cell.value is None:
            how = tr("Open: weighs {weight}, counts as nothing until it is known", weight=self._share(weight))
        else:
            how = tr(
                "{weight} × value {value}: {points}",
                weight=self._share(weight),
                value=self._number(cell.value),
                points=self._points(leaf, cell),
            )
        return Step(leaf.name, self._number(added), how, tuple(self._givers(leaf, cell, entry)), leaf.id)

    def _points(self, leaf: Criterion, cell: CellValue) -> str:
        """Return what the value is made of: agreed points, a median, or an amount."""
        tr, points = self._speech.tr, cell.points or 0.0
        if cell.is_from_vetting:
            return tr("secured in the section {section} of the vetting", section=self._section(leaf))
        if leaf.measure is not Measure.JUDGED:
            return tr("{amount} on the scale that was fixed", amount=self._amount(leaf, points))
        said = tr("{points} of {most} points", points=self._tick(points), most=self._tick(leaf.maximum))
        entry = self._entries.get((self._standing.candidate.id, leaf.id), NOTHING)
        if entry.agreed is not None:
            return tr("{points}, agreed", points=said)
        count = len(entry.points)
        return tr("{points}, the median of {count} evaluators", points=said, count=count) if count > 1 else said

    def _section(self, leaf: Criterion) -> str:
        vetting = self._evaluation.vetting
        sections = vetting.questionnaire.sections if vetting else ()
        return next((f"{each.code} {each.title}" for each in sections if each.id == leaf.section_id), "")

    def _givers(self, leaf: Criterion, cell: CellValue, entry: Entry) -> Iterator[Step]:
        """Yield who gave what, the agreed score first."""
        tr = self._speech.tr
        if entry.measurement is not None:
            amount = self._given(leaf, tr("Amount"), entry.measurement.amount, entry.measurement)
            lines = self._lines_of(leaf)
            changed = self._changed_since(leaf, entry.measurement.amount, lines)
            yield replace(amount, parts=(*changed, *self._line_steps(leaf, lines)))
        if entry.agreed is not None:
            yield self._given(leaf, tr("Agreed in moderation"), entry.agreed.points, entry.agreed)
        for score in entry.scores:
            yield self._given(leaf, self._offices.get(score.evaluator_id, ""), score.points, score)
        if cell.value is not None and leaf.measure is not Measure.JUDGED:
            worst, best = leaf.end_points
            if worst is not None and best is not None and not leaf.curve.is_relative:
                ends = self._amount(leaf, worst), self._amount(leaf, best)
                scale = tr("{worst} is worth 0, {best} is worth 100", worst=ends[0], best=ends[1])
                yield Step(tr("Scale"), self._number(cell.value), scale, (), leaf.id)

    def _lines_of(self, leaf: Criterion) -> list[PriceLine]:
        """Return the lines of the offer that the price adds up."""
        place = self._standing.candidate.id, leaf.id
        return [line for line in self._evaluation.price_lines if (line.candidate_id, line.criterion_id) == place]

    def _changed_since(self, leaf: Criterion, amount: float | None, lines: Sequence[PriceLine]) -> Iterator[Step]:
        """Say that a price was typed over after its lines had come in, where they add up to another amount."""
        tr = self._speech.tr
        total = sum_beside(self._evaluation, leaf, amount, lines)
        if total is not None:
            said = tr("The price was changed after these lines had come in.")
            yield Step(tr("Sum of the lines"), self._amount(leaf, total), said, (), leaf.id)

    def _line_steps(self, leaf: Criterion, lines: Sequence[PriceLine]) -> Iterator[Step]:
        for line in lines:
            name = line_name(line.name, line.year, self._speech)
            amount = f"{self._speech.number(line.amount, 0)} {line.currency}".strip()
            yield Step(name, amount, self._line_words(line), (), leaf.id, line.source)

    def _line_words(self, line: PriceLine) -> str:
        made_of = ""
        if line.quantity is not None and line.unit_price is not None:
            each = self._speech.number(line.unit_price, 2)
            made_of = f"{self._speech.tick(line.quantity)} {line.unit} × {each}".replace("  ", " ")
        return " · ".join(filter(None, (made_of, line.note, *_source_words(line.source))))

    def _given(self, leaf: Criterion, who: str, points: float | None, row: Score | AgreedScore | Measurement) -> Step:
        tr = self._speech.tr
        reason = tr("“{reason}”", reason=" ".join(row.rationale.split())) if row.rationale.strip() else ""
        how = " · ".join(filter(None, (reason, *_source_words(row.source)))) or tr("Typed in; no reason was given")
        if row.not_applicable:
            number = tr("not applicable")
        elif points is None:
            number = tr("open")
        else:
            number = self._amount(leaf, points)
        return Step(who, number, how, (), leaf.id, row.source)

    def _amount(self, leaf: Criterion, value: float) -> str:
        if leaf.measure is Measure.PRICE:
            currency = self._evaluation.initiative.currency
            return f"{self._speech.number(value, 0)} {currency}".strip()
        unit = leaf.unit if leaf.measure is Measure.MEASURED else ""
        return f"{self._tick(value)} {unit}".strip()

    def _number(self, value: float) -> str:
        return self._speech.number(value, 1)

    def _tick(self, value: float) -> str:
        return self._speech.tick(round(value, 3))

    def _share(self, share: float) -> str:
        return percent(self._speech, share, 1)


def _source_words(source: Source | None) -> Iterator[str]:
    """Yield the cell that a value came from, and by what its file is known again."""
    if source is not None:
        yield str(source)
        if source.sha256:
            yield f"SHA-256 {source.sha256[:12]}"

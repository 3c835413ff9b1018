"""What a letter to a vendor says: what was reached, what was missed, and nothing of anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from outsource_desk import __version__
from outsource_desk.domain.criterion import Criterion, Measure, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import counted, day, money, plain
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import VettedCandidate
from outsource_desk.domain.vetting import Gap, GateResult, Question
from outsource_desk.services.debrief_grounds import Extent, extent_of, missed_gates
from outsource_desk.services.discretion import Discretion

if TYPE_CHECKING:
    from outsource_desk.reports.letter.content import Letter, Loss, Requirement, Result

STRONG = 75.0  # of 100: from here on a criterion is a strength
LOST = 70.0  # of 100: below it, points were lost that deserve a word

OPENING = (
    "Dear madam or sir,\n\nThank you for your offer for “{initiative}” and for the work behind it. After careful "
    "evaluation we have decided not to take your offer further. This letter gives you our reasons."
)
PLAIN_OPENING = (  # where not everything was judged: the letter claims nothing that was not done
    "Dear madam or sir,\n\nThank you for your offer for “{initiative}” and for the work behind it. We have decided not "
    "to take your offer further."
)
CLOSING = "We thank you for your interest and would be glad if you took part again.\n\nYours faithfully"
_BUILDS_ON = re.compile(r"As (\d+(?:\.\d+)?), ")
_MISSED = (GateResult.FAILED, GateResult.CONDITION)


class NamesAnotherError(DeskError):
    """A typed text names another candidate, which the letter must never do."""

    remedy = "Take the name out of the text."

    def __init__(self, name: str) -> None:
        super().__init__(f"The letter names another candidate: “{name}”.")


@dataclass(frozen=True)
class DebriefOptions:
    """What was typed and chosen for a letter.

    Attributes:
        sender: name and address of the organisation, several lines; None = the organisation's name.
        recipient: name and address, several lines; None = the vendor's legal name.
        date: as it is printed; None = today.
        reference: our own.
        opening: the first paragraphs; None = the usual ones.
        closing: the last paragraphs; None = the usual ones.
        signatory: name and office under the letter.
        contact: who answers questions, as a sentence.
        objection: until when and where objections may be raised, as a sentence.
        with_reasons: whether the evaluators' own wording is shown, where it names nobody and compares with nobody.
        with_rank: whether the vendor's rank among the vendors is said.
        with_count: whether it is said among how many vendors the choice was made.
    """

    sender: str | None = None
    recipient: str | None = None
    date: str | None = None
    reference: str = ""
    opening: str | None = None
    closing: str | None = None
    signatory: str = ""
    contact: str = ""
    objection: str = ""
    with_reasons: bool = False
    with_rank: bool = False
    with_count: bool = False


@dataclass(frozen=True)
class Debrief:
    """A letter, and what its maker should know of it."""

    letter: Letter
    left_out: int  # reasons that were not shown, because they name others or people, speak of money, or compare
    is_first: bool  # the vendor stands first in the ranking: is this the right letter?
    extent: Extent  # how much of its offer was judged


def opening_of(about: str, extent: Extent) -> str:
    """Return the usual first paragraphs; they speak of a careful evaluation only where there was one."""
    return (OPENING if extent.is_careful else PLAIN_OPENING).format(initiative=about)


@dataclass
class LetterMaker:
    """Puts a letter together from what concerns one candidate."""

    evaluation: Evaluation
    ranking: Ranking
    candidate: Candidate
    guard: Discretion
    left_out: int = 0

    def debrief(self, options: DebriefOptions, legal_name: str, as_of: str) -> Debrief:
        """Return the letter.

        Args:
            options: what was typed and chosen for it.
            legal_name: whom it goes to, unless that was typed.
            as_of: when the document was changed last.

        Raises:
            NamesAnotherError: a typed text names another candidate.
        """
        from outsource_desk.reports.letter.content import Letter

        initiative = self.evaluation.initiative
        about = initiative.name if self._is_fit_name(initiative.name) else "our tender"
        extent = extent_of(self.evaluation, self.ranking, self.candidate)
        typed = {
            "sender": initiative.organisation if options.sender is None else options.sender,
            "recipient": legal_name if options.recipient is None else options.recipient,
            "date": _today() if options.date is None else options.date,
            "reference": options.reference,
            "opening": opening_of(about, extent) if options.opening is None else options.opening,
            "closing": CLOSING if options.closing is None else options.closing,
            "signatory": options.signatory,
            "contact": options.contact,
            "objection": options.objection,
        }
        for text in typed.values():
            if name := self.guard.names_other(text):
                raise NamesAnotherError(name)
        vetted = self.ranking.vetted.candidates.get(self.candidate.id) if self.ranking.vetted else None
        letter = Letter(
            vendor=self.candidate.name,
            subject=f"Your offer for “{about}”",
            **typed,
            is_excluded=self._is_excluded(),
            barred=tuple(self._barred(vetted)) if vetted else (),
            minimums=tuple(self._minimums()),
            results=tuple(self._results()) if self._judged() else (),
            strengths=tuple(self._strengths()),
            losses=tuple(self._losses(with_reasons=options.with_reasons)),
            missed=tuple(self._missed(vetted)) if vetted else (),
            remaining=tuple(self._remaining(vetted)) if vetted else (),
            standing=self._standing(options),
            size=initiative.paper.size,
            organisation=initiative.organisation,
            classification=initiative.classification if self._is_fit_name(initiative.classification) else "",
            as_of=as_of,
            app_version=__version__,
        )
        is_first = self.candidate.id in {one.candidate.id for one in self.ranking.leaders}
        return Debrief(letter, self.left_out, is_first, extent)

    def _is_excluded(self) -> bool:
        mine = next((one for one in self.ranking.standings if one.candidate.id == self.candidate.id), None)
        return mine is not None and mine.gate is GateStatus.FAILED

    def _barred(self, vetted: VettedCandidate) -> Iterator[Requirement]:
        """Yield the knock-outs that were failed."""
        for judged in vetted.knocked_out:
            yield from self._requirement(judged.question)

    def _minimums(self) -> Iterator[str]:
        """Yield the criteria whose minimum was missed: what was reached, and what was required."""
        for leaf in missed_gates(self.evaluation, self.ranking, self.candidate):
            if self._is_fit_name(leaf.name) and leaf.minimum is not None:
                points = self._points(leaf)
                bound = "at most" if leaf.less_is_better else "at least"
                reached, needed = self._amount(leaf, points or 0.0), self._amount(leaf, leaf.minimum)
                yield f"{_line(leaf.name)}: {reached}, {bound} {needed} was required"

    def _amount(self, leaf: Criterion, amount: float) -> str:
        if leaf.measure is Measure.PRICE:
            return money(amount, self.evaluation.initiative.currency or leaf.unit)
        unit = leaf.unit if leaf.measure is Measure.MEASURED else ""
        return f"{plain(round(amount, 2))} {unit}".strip()

    def _is_fit_name(self, text: str) -> bool:
        """Tell whether a name of ours gives nobody else away."""
        return not self.guard.names_other(text)

    def _leaves(self) -> Iterator[Criterion]:
        """Yield the criteria that count for this candidate and whose names may be read by it."""
        for leaf in leaves_of(self.evaluation.criteria):
            cell = self.ranking.cells.get((self.candidate.id, leaf.id))
            has_weight = self.ranking.weights.get(leaf.id, 0.0) > 0 or leaf.is_gate
            if cell is not None and not cell.not_applicable and has_weight and self._is_fit_name(leaf.name):
                yield leaf

    def _points(self, leaf: Criterion) -> float | None:
        return self.ranking.cells[self.candidate.id, leaf.id].points

    def _text(self, leaf: Criterion) -> str:
        """Return points of the scale; of a price or measure only the offer itself, for its value may tell of others."""
        points = self._points(leaf)
        if points is None:
            return "not judged"
        scale = f" of {plain(leaf.maximum)}" if leaf.measure is Measure.JUDGED else ""
        return f"{self._amount(leaf, points)}{scale}"

    def _results(self) -> Iterator[Result]:
        from outsource_desk.reports.letter.content import Result

        return (Result(_line(leaf.name), self._text(leaf)) for leaf in self._leaves())

    def _judged(self) -> list[tuple[Criterion, float]]:
        """Return the judged criteria with how much of all points was reached, 0..100."""
        found: list[tuple[Criterion, float]] = []
        for leaf in self._leaves():
            points = self._points(leaf)
            if leaf.measure is Measure.JUDGED and points is not None:
                share = 100 * points / leaf.maximum
                found.append((leaf, 100 - share if leaf.less_is_better else share))
        return found

    def _strengths(self) -> list[str]:
        strong = [(leaf, share) for leaf, share in self._judged() if share >= STRONG]
        ordered = sorted(strong, key=lambda one: -one[1] * self.ranking.weights.get(one[0].id, 0.0))
        return [f"{_line(leaf.name)} ({self._text(leaf)})" for leaf, _ in ordered]

    def _losses(self, *, with_reasons: bool) -> list[Loss]:
        from outsource_desk.reports.letter.content import Loss

        weak = [(leaf, share) for leaf, share in self._judged() if share < LOST]
        ordered = sorted(weak, key=lambda one: -(100 - one[1]) * self.ranking.weights.get(one[0].id, 0.0))
        return [
            Loss(_line(leaf.name), self._text(leaf), self._good(leaf), self._reasons(leaf) if with_reasons else ())
            for leaf, _ in ordered
        ]

    def _good(self, leaf: Criterion) -> str:
        """Return the wording of the best points of a scale."""
        if not leaf.anchors:
            return ""
        wording = _whole_wording(leaf, 0 if leaf.less_is_better else -1)
        return wording if self._is_fit_name(wording) else ""

    def _reasons(self, leaf: Criterion) -> tuple[str, ...]:
        """Return why these points were given: the agreed reason, else those of the single evaluators, without names."""
        cell = (self.candidate.id, leaf.id)
        agreed = [row.rationale for row in self.evaluation.agreed if (row.candidate_id, row.criterion_id) == cell]
        single = [
            row.rationale for row in self.evaluation.counting_scores if (row.candidate_id, row.criterion_id) == cell
        ]
        told = dict.fromkeys(_line(each) for each in (agreed or single) if each.strip())
        fit = tuple(each for each in told if self.guard.is_fit(each))
        self.left_out += len(told) - len(fit)
        return fit

    def _missed(self, vetted: VettedCandidate) -> Iterator[Requirement]:
        """Yield the conditional gates of the vetting that were missed: no reason to keep an offer out by themselves."""
        for judged in vetted.gates:
            if judged.gate is GateResult.CONDITION:
                yield from self._requirement(judged.question)

    def _remaining(self, vetted: VettedCandidate) -> Iterator[Requirement]:
        """Yield what the open gaps are about: the question's wording, never what was noted of them."""
        assert self.evaluation.vetting is not None
        missed = {judged.question.id for judged in vetted.gates if judged.gate in _MISSED}
        about = (each.question_id for each in self.evaluation.vetting.gaps if self._is_mine(each))
        for question_id in dict.fromkeys(about):
            if question_id is not None and question_id not in missed and question_id in vetted.judged:
                yield from self._requirement(vetted.judged[question_id].question)

    def _is_mine(self, gap: Gap) -> bool:
        return gap.candidate_id == self.candidate.id and gap.state.is_open

    def _requirement(self, question: Question) -> Iterator[Requirement]:
        from outsource_desk.reports.letter.content import Requirement

        if self._is_fit_name(question.wording):
            good = question.good if self._is_fit_name(question.good) else ""
            yield Requirement(_line(question.wording), _line(good))

    def _standing(self, options: DebriefOptions) -> str:
        vendors = [one for one in self.ranking.standings if not one.candidate.is_in_house]
        mine = next(one for one in vendors if one.candidate.id == self.candidate.id)
        count = f"one of {counted(len(vendors), 'candidate')}" if options.with_count and len(vendors) > 1 else ""
        if not options.with_rank:
            return f"Your offer was {count}." if count else ""
        if mine.rank is None:
            return f"Your offer was {count} and was not ranked." if count else "Your offer was not ranked."
        rank = 1 + sum(one.rank is not None and one.rank < mine.rank for one in vendors)
        return f"Your offer was {count} and took rank {rank}." if count else f"Your offer took rank {rank}."


def _whole_wording(leaf: Criterion, place: int) -> str:
    """Return the wording of a point of a scale; where it builds on another (“As 4, with …”), together with that."""
    points, wording = leaf.anchors[place]
    told, seen = _line(wording), {points}
    worded = dict(leaf.anchors)
    while (found := _BUILDS_ON.match(told)) and (base := float(found[1])) in worded and base not in seen:
        seen.add(base)
        told = f"{_line(worded[base]).rstrip('.')}, {told[found.end() :]}"
    return told


def _today() -> str:
    """Return today where the user is, as papers print it."""
    return day(datetime.now(UTC).astimezone().date().isoformat())


def _line(text: str) -> str:
    """Return a text of the file in one line."""
    return " ".join(text.split())

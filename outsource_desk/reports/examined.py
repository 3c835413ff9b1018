"""What the vetting comes to for a reader: counted once, so that paper and workbook cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from outsource_desk.domain.dossier import Attachment, Dossier
from outsource_desk.domain.formatting import counted, day, in_words, plain
from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetted import Judged, VettedCandidate
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    AnswerType,
    Evidence,
    EvidenceLevel,
    Gap,
    GapKind,
    GapSeverity,
    GapState,
    Gate,
    GateResult,
    Question,
    Vetting,
    VettingSection,
)
from outsource_desk.reports.vetting import VettingFacts

LEVELS = {
    EvidenceLevel.NONE: "nothing",
    EvidenceLevel.CLAIM: "the vendor’s word",
    EvidenceLevel.DOCUMENT: "document",
    EvidenceLevel.INDEPENDENT: "independent",
    EvidenceLevel.VERIFIED: "checked by us",
    EvidenceLevel.EXPIRED: "out of date",
    EvidenceLevel.CONTRADICTED: "contradicted",
}
STATES = {
    AnswerState.UNANSWERED: "unanswered",
    AnswerState.IN_REVIEW: "in review",
    AnswerState.CLARIFICATION: "asked back",
    AnswerState.ACCEPTED: "accepted",
    AnswerState.ACCEPTED_WITH_GAP: "accepted with a gap",
    AnswerState.REJECTED: "rejected",
    AnswerState.NOT_APPLICABLE: "not applicable",
}
RESULTS = {
    GateResult.PASSED: "passed",
    GateResult.OPEN: "open",
    GateResult.CONDITION: "only with a condition",
    GateResult.WAIVED: "waived",
    GateResult.FAILED: "failed",
}
KINDS = {GapKind.PRECEDENT: "before signature", GapKind.SUBSEQUENT: "after signature", GapKind.NOTE: "note"}
GAP_STATES = {
    GapState.OPEN: "open",
    GapState.IN_PROGRESS: "in progress",
    GapState.CLOSED: "closed",
    GapState.WAIVED: "waived",
}
WORST_FIRST = tuple(reversed(GapSeverity))
SHORT_HASH = 12  # digits at least


@dataclass(frozen=True)
class Seen:
    """One candidate as the vetting saw it."""

    candidate: Candidate
    found: VettedCandidate
    gaps: tuple[Gap, ...]  # the worst first, then the earliest
    dossier: Dossier

    @cached_property
    def checks(self) -> tuple[Judged, ...]:
        """Return the questions that are put to this candidate and apply."""
        return tuple(each for each in self.found.judged.values() if each.applies)

    @cached_property
    def accepted(self) -> tuple[Judged, ...]:
        """Return those of them that are accepted and miss no gate, whether a gap about them is still open or not."""
        return tuple(each for each in self.checks if each.state.is_accepted and each.gate in (None, GateResult.PASSED))

    @cached_property
    def unfinished(self) -> tuple[Judged, ...]:
        """Return the accepted checks about which a gap is still open."""
        about = {each.question_id for each in self.open_gaps}
        return tuple(each for each in self.accepted if each.question.id in about)

    @cached_property
    def loose(self) -> tuple[Judged, ...]:
        """Return the conditions that have no owner and no date: nobody has written down a gap about them."""
        return self.found.loose_conditions(self.gaps)

    @cached_property
    def open_gaps(self) -> tuple[Gap, ...]:
        """Return the gaps that somebody still has to close."""
        return tuple(each for each in self.gaps if each.state.is_open)

    @cached_property
    def before_signature(self) -> tuple[Gap, ...]:
        """Return the open gaps that must close before signature."""
        return tuple(each for each in self.open_gaps if each.kind is GapKind.PRECEDENT)

    def gates(self, result: GateResult) -> tuple[Judged, ...]:
        """Return the gates with this result, in order."""
        return tuple(each for each in self.found.gates if each.gate is result)

    @cached_property
    def claims(self) -> tuple[int, int]:
        """Return how many answers that need evidence have nothing but the vendor's word, and how many there are."""
        needing = [each for each in self.checks if each.question.needs_evidence and each.points is not None]
        return sum(each.is_claim for each in needing), len(needing)

    @property
    def gates_text(self) -> str:
        """Return in words what became of the gates, the worst first."""
        gates = self.found.gates
        if not gates:
            return "no gate applies"
        passed = len(self.gates(GateResult.PASSED))
        if passed == len(gates):
            return f"all {passed} passed" if passed > 1 else "the one gate is passed"
        parts = [f"{len(self.gates(GateResult.FAILED))} failed"] if self.gates(GateResult.FAILED) else []
        if waived := len(self.gates(GateResult.WAIVED)):
            parts.append(f"{waived} waived")
        if conditions := len(self.gates(GateResult.CONDITION)):
            parts.append(counted(conditions, "condition"))
        if still := len(self.gates(GateResult.OPEN)):
            parts.append(f"{still} open")
        return f"{', '.join(parts)}; {passed} of {len(gates)} passed"


@dataclass(frozen=True)
class Proof:
    """One line of the register of evidence: something that stands behind an answer, or a file that does not yet."""

    candidate: Candidate
    attachment: Attachment | None
    question: Question | None = None
    evidence: Evidence | None = None

    @property
    def ends(self) -> str | None:
        """Return until when it is in date; None = it does not end."""
        if self.evidence is not None:
            return self.evidence.ends
        return self.attachment.expires if self.attachment else None

    @property
    def what(self) -> str:
        """Return the file's name, or where it was seen."""
        if self.attachment is not None:
            return self.attachment.file_name
        if self.evidence is None:
            return ""
        return " · ".join(filter(None, (self.evidence.address, self.evidence.wording)))


@dataclass(frozen=True)
class Examined:
    """The vetting of an initiative, candidate by candidate in the order of the ranking."""

    evaluation: Evaluation
    ranking: Ranking
    facts: VettingFacts

    @property
    def vetting(self) -> Vetting:
        """Return what was read; there is one, else nothing was found in it."""
        assert self.evaluation.vetting is not None
        return self.evaluation.vetting

    @property
    def on(self) -> str:
        """Return the day on which dates are judged."""
        return self.vetting.as_of

    @cached_property
    def seen(self) -> tuple[Seen, ...]:
        """Return the candidates that are vetted, best first."""
        order = [one.candidate for one in self.ranking.standings]
        return tuple(self._seen(one) for one in order if one.id in self.facts.vetted.candidates)

    def _seen(self, candidate: Candidate) -> Seen:
        gaps = (each for each in self.vetting.gaps if each.candidate_id == candidate.id)
        found = self.facts.vetted.candidates[candidate.id]
        dossier = self.vetting.dossiers.get(candidate.id) or Dossier(candidate.vendor_id or 0)
        return Seen(candidate, found, worst_first(gaps), dossier)

    @cached_property
    def leader(self) -> Seen | None:
        """Return the vetted candidate that stands first, alone or not; nothing if nobody that is vetted is ranked."""
        first = self.ranking.ranked[:1]
        return next((each for each in self.seen if first and each.candidate.id == first[0].candidate.id), None)

    @cached_property
    def questions(self) -> dict[int, Question]:
        """Return the questions by id."""
        return {each.id: each for each in self.vetting.questionnaire.questions}

    @cached_property
    def sections(self) -> dict[int, VettingSection]:
        """Return the chapters by id."""
        return {each.id: each for each in self.vetting.questionnaire.sections}

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """Return all evidence, candidate by candidate in the order of the questions; files behind no answer last."""
        found: list[Proof] = []
        for seen in self.seen:
            used: set[int] = set()
            for judged in seen.found.judged.values():
                for evidence in judged.answer.evidence if judged.answer else ():
                    used.update(filter(None, [evidence.attachment.id if evidence.attachment else None]))
                    found.append(Proof(seen.candidate, evidence.attachment, judged.question, evidence))
            found += [Proof(seen.candidate, each) for each in seen.dossier.attachments if each.id not in used]
        return tuple(found)

    def loss(self, attachment: Attachment | None) -> str:
        """Return what became of a file that is no longer inside as it was attached; empty if it is."""
        is_altered = self.facts.lost.get(attachment.sha256) if attachment else None
        if is_altered is None:
            return ""
        return "altered since it was attached" if is_altered else "missing from the document"

    @cached_property
    def hash_length(self) -> int:
        """Return how many digits of a SHA-256 tell all files of the register apart."""
        hashes = {each.attachment.sha256 for each in self.proofs if each.attachment}
        fits = (size for size in range(SHORT_HASH, 64, 4) if len({each[:size] for each in hashes}) == len(hashes))
        return next(fits, 64)

    def short_hash(self, sha256: str) -> str:
        """Return as many digits of a hash as tell it from all others, in groups of four."""
        return " ".join(sha256[at : at + 4] for at in range(0, self.hash_length, 4))


def worst_first(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return gaps by severity, then by date."""
    return tuple(sorted(gaps, key=lambda each: (WORST_FIRST.index(each.severity), each.due_on, each.id)))


def answer_text(question: Question, answer: Answer | None) -> str:
    """Return an answer as it is read: ``Yes``, ``12 hours``, the label of an option; empty if there is none."""
    if answer is None:
        return ""
    if question.kind.is_number:
        if answer.amount is None:
            return ""
        unit = question.unit or ("%" if question.kind is AnswerType.PERCENTAGE else "")
        unit = unit if question.kind is not AnswerType.MATURITY else "of 5"
        return f"{plain(answer.amount)}\u00a0{unit}".strip()
    match question.kind:
        case AnswerType.CHOICE | AnswerType.SEVERAL:
            labels = {option.value: option.label for option in question.options}
            return in_words([labels.get(word, word) for word in answer.reply.split()])
        case AnswerType.DATE:
            return _day(answer.reply)
        case AnswerType.YES_NO | AnswerType.YES_PARTLY_NO | AnswerType.DOCUMENT:
            return answer.reply.capitalize()
        case _:
            return answer.reply


def is_knock_out(judged: Judged) -> bool:
    """Tell whether a question decides who is ranked."""
    return judged.question.gate is Gate.KNOCK_OUT


def _day(reply: str) -> str:
    try:
        return day(reply)
    except ValueError:
        return reply

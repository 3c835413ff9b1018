"""Vetting: the questions put to every candidate, what was answered, what proves it, and what must still close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from typing import Any

from outsource_desk.domain.dossier import Attachment, Dossier
from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.initiative import Initiative, OutsourcingType
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind

NOT_SEEN = "named by the vendor, not seen yet"  # what is said of a file that a vendor only names


class AnswerType(StrEnum):
    """What kind of answer a question asks for."""

    YES_NO = "yn"
    YES_PARTLY_NO = "ypn"
    MATURITY = "mat"  # 0..5
    NUMBER = "num"
    PERCENTAGE = "pct"  # 0..100
    CHOICE = "choice"
    SEVERAL = "multi"
    DATE = "date"
    DOCUMENT = "doc"
    TEXT = "text"

    @property
    def is_number(self) -> bool:
        """Tell whether the answer is an amount."""
        return self in (AnswerType.MATURITY, AnswerType.NUMBER, AnswerType.PERCENTAGE)


class Gate(StrEnum):
    """What a question decides besides its points."""

    NONE = "none"
    CONDITIONAL = "conditional"  # a candidate may be chosen only with a dated condition
    KNOCK_OUT = "knock_out"  # a candidate that fails is not ranked


class AnswerState(StrEnum):
    """How far an answer has come."""

    UNANSWERED = "unanswered"
    IN_REVIEW = "in_review"
    CLARIFICATION = "clarification"  # asked back
    ACCEPTED = "accepted"
    ACCEPTED_WITH_GAP = "accepted_with_gap"
    REJECTED = "rejected"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_accepted(self) -> bool:
        """Tell whether the reviewer stands by the answer."""
        return self in (AnswerState.ACCEPTED, AnswerState.ACCEPTED_WITH_GAP)

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to do about the question."""
        return self.is_accepted or self is AnswerState.NOT_APPLICABLE

    @property
    def is_judged(self) -> bool:
        """Tell whether a reviewer has decided about it, one way or the other."""
        return self.is_complete or self is AnswerState.REJECTED


class EvidenceLevel(StrEnum):
    """What stands behind an answer, from nothing to our own check."""

    NONE = "none"
    CLAIM = "claim"  # a named person of the vendor says so
    DOCUMENT = "document"
    INDEPENDENT = "independent"
    VERIFIED = "verified"  # by us
    EXPIRED = "expired"  # all there is, is out of date
    CONTRADICTED = "contradicted"


class GateResult(StrEnum):
    """What became of one gate."""

    PASSED = "passed"
    OPEN = "open"  # not accepted yet, or something it is compared with is missing
    CONDITION = "condition"  # a conditional gate is missed: only with a dated condition
    WAIVED = "waived"  # missed, and waived by name until a date
    FAILED = "failed"


class GapKind(StrEnum):
    """When a gap must be closed."""

    PRECEDENT = "precedent"  # before signature
    SUBSEQUENT = "subsequent"  # after it, by a date
    NOTE = "note"


class GapState(StrEnum):
    """How far a gap has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"
    WAIVED = "waived"

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to do something."""
        return self in (GapState.OPEN, GapState.IN_PROGRESS)


class GapSeverity(StrEnum):
    """How much a gap matters."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@frozen
class Option:
    """One of the answers to choose from."""

    value: str  # letters, digits and underscores
    label: str
    points: float  # 0..5


@frozen
class Question:
    """One question, as copied from a template or written for this initiative."""

    id: int
    section_id: int
    code: str  # such as SEC-01
    wording: str
    kind: AnswerType
    unit: str = ""
    good: str = ""  # what a good answer looks like; for the reviewer
    proof: str = ""  # what would prove it
    needs_evidence: bool = False
    gate: Gate = Gate.NONE
    pass_when: str = ""
    asked_if: str = ""  # empty = always
    weight: float = 1.0  # 0..5; 0 = for information
    depth: Depth = Depth.LITE
    types: tuple[OutsourcingType, ...] = ()  # none = all
    vendor_kinds: tuple[VendorKind, ...] = ()  # none = all
    refs: str = ""
    is_ours: bool = False  # for us to answer, by our own checks; never sent to a vendor
    options: tuple[Option, ...] = ()
    curve: tuple[tuple[float, float], ...] = ()  # (amount, points 0..5), lowest amount first


@frozen
class VettingSection:
    """A chapter of the questionnaire."""

    id: int
    code: str
    title: str
    weight: float
    purpose: str = ""
    questions: tuple[Question, ...] = ()


@frozen
class Questionnaire:
    """The questions of one initiative, copied with id and version from a template when vetting started."""

    id: int
    initiative_id: int
    title: str
    template: str = ""
    version: str = ""
    depth: Depth = Depth.STANDARD
    lead: str = ""
    started_on: str | None = None  # YYYY-MM-DD, as all dates
    due_on: str | None = None
    sections: tuple[VettingSection, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)


@frozen
class Evidence:
    """Something that stands behind an answer: a file inside the document, or where it was seen."""

    id: int
    answer_id: int
    level: EvidenceLevel  # claim, document, independent or verified
    attachment: Attachment | None = None
    address: str = ""  # of a page, a folder or a paper file
    wording: str = ""
    expires: str | None = None
    checked_by: str = ""
    checked_on: str | None = None

    @property
    def ends(self) -> str | None:
        """Return the first day on which it, or the file behind it, is out of date no later; None = it does not end."""
        own = (self.expires, self.attachment.expires if self.attachment else None)
        return min(filter(None, own), default=None)


@frozen
class Clarification:
    """A question back to the vendor."""

    id: int
    answer_id: int
    asked_on: str
    wording: str
    due_on: str | None = None
    reply: str = ""
    replied_on: str | None = None


@frozen
class Answer:
    """What one candidate answered to one question, and what the reviewer made of it.

    ``reply`` holds the text, the date, the value of the option (several: separated by spaces), or yes, partly, no; a
    document is ``present`` or ``missing``. ``amount`` holds numbers, percentages (0..100) and levels of maturity.
    """

    id: int
    candidate_id: int
    question_id: int
    reply: str = ""
    amount: float | None = None
    comment: str = ""  # the vendor's own
    stated_by: str = ""  # who at the vendor stands by it
    stated_on: str | None = None
    state: AnswerState = AnswerState.UNANSWERED
    reason: str = ""  # why it does not apply, or was rejected
    note: str = ""  # the reviewer's; never shown to a vendor
    given_points: float | None = None  # 0..5, by the reviewer, where the answer itself gives none
    is_contradicted: bool = False
    reviewer: str = ""
    reviewed_on: str | None = None
    source: str = ""  # file, sheet and cell that it was read from
    evidence: tuple[Evidence, ...] = ()
    clarifications: tuple[Clarification, ...] = ()


@frozen
class Gap:
    """Something that a candidate must still put right, with an owner and a date."""

    id: int
    candidate_id: int
    wording: str
    owner: str
    due_on: str
    question_id: int | None = None
    criterion_id: int | None = None
    severity: GapSeverity = GapSeverity.MEDIUM
    kind: GapKind = GapKind.PRECEDENT
    action: str = ""
    state: GapState = GapState.OPEN
    closing: str = ""  # how it was closed


@frozen
class Waiver:
    """A failed gate that somebody answers for, by name, with a compensating control and an end."""

    id: int
    candidate_id: int
    question_id: int
    approved_by: str
    approver_role: str
    reason: str
    control: str
    given_on: str
    expires_on: str
    revoked_on: str | None = None

    def is_active(self, on: str) -> bool:
        """Tell whether it counts on a day."""
        is_revoked = self.revoked_on is not None and self.revoked_on <= on
        return self.given_on <= on <= self.expires_on and not is_revoked


@frozen
class Assessment:
    """The vetting of one candidate as a piece of work."""

    id: int
    candidate_id: int
    lead: str = ""
    due_on: str | None = None
    sent_on: str | None = None  # when the questionnaire went to the vendor
    signed_by: str = ""  # at the vendor
    signed_on: str | None = None


@frozen
class Feed:
    """A question that a criterion is judged by."""

    criterion_id: int
    question_id: int


@frozen
class Vetting:
    """Everything of one initiative's vetting, read at one moment."""

    questionnaire: Questionnaire
    as_of: str  # the day on which dates are judged
    answers: tuple[Answer, ...] = ()
    gaps: tuple[Gap, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    feeds: tuple[Feed, ...] = ()
    kinds: Mapping[int, VendorKind] = field(default_factory=dict)  # candidate id → kind, of those that are vendors
    dossiers: Mapping[int, Dossier] = field(default_factory=dict)  # candidate id → what is known of the vendor
    # what it was found to be worth for an initiative; only who judges looks into it
    judged: dict[Initiative, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    @cached_property
    def given(self) -> Mapping[int, tuple[Answer | Waiver | Gap, ...]]:
        """Candidate id → its answers, waivers and gaps; who has none of them is left out."""
        found: dict[int, list[Answer | Waiver | Gap]] = {}
        for each in (*self.answers, *self.waivers, *self.gaps):
            found.setdefault(each.candidate_id, []).append(each)
        return {candidate_id: tuple(some) for candidate_id, some in found.items()}

    @cached_property
    def answer_of(self) -> Mapping[tuple[int, int], Answer]:
        """(candidate id, question id) → answer."""
        return {(each.candidate_id, each.question_id): each for each in self.answers}


def is_only_named(evidence: Evidence) -> bool:
    """Tell whether a vendor has named a file that nobody has seen yet; it is worth no more than the vendor's word."""
    return evidence.attachment is None and evidence.level is EvidenceLevel.CLAIM and evidence.wording == NOT_SEEN

"""States, gates, evidence and scores of the vetting in words, each with its tone and its shape."""

from __future__ import annotations

from outsource_desk.domain.vetted import Judged, VettedCandidate, VettedSection, VettingGate
from outsource_desk.domain.vetting import AnswerState, AnswerType, EvidenceLevel, Gate, GateResult, Question
from outsource_desk.services.vetted import is_answered
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n

Told = tuple[str, str, str]  # words, tone of a chip, icon


def state_told(judged: Judged) -> Told:
    """Return how far an answer has come."""
    if judged.state is AnswerState.UNANSWERED and is_answered(judged.question, judged.answer):
        return tr("answered"), "accent", "info"
    return {
        AnswerState.UNANSWERED: (tr("not answered"), "quiet", "open"),
        AnswerState.IN_REVIEW: (tr("in review"), "accent", "info"),
        AnswerState.CLARIFICATION: (tr("asked back"), "warn", "swap"),
        AnswerState.ACCEPTED: (tr("accepted"), "good", "done"),
        AnswerState.ACCEPTED_WITH_GAP: (tr("accepted with a gap"), "warn", "flag"),
        AnswerState.REJECTED: (tr("rejected"), "bad", "stop"),
        AnswerState.NOT_APPLICABLE: (tr("not applicable"), "quiet", "minus"),
    }[judged.state]


def gate_told(result: GateResult) -> Told:
    """Return what became of one gate."""
    return {
        GateResult.PASSED: (tr("passed"), "good", "done"),
        GateResult.OPEN: (tr("open"), "quiet", "open"),
        GateResult.CONDITION: (tr("on condition"), "warn", "risk"),
        GateResult.WAIVED: (tr("waived"), "warn", "unlock"),
        GateResult.FAILED: (tr("failed"), "bad", "stop"),
    }[result]


def gate_kind(question: Question) -> str:
    """Return what kind of gate a question is; nothing if it is none."""
    return {Gate.NONE: "", Gate.CONDITIONAL: tr("Condition"), Gate.KNOCK_OUT: tr("Knock-out")}[question.gate]


def gate_in_words(question: Question, result: GateResult | None) -> str:
    """Return what kind of gate a question is and what became of it, without saying “condition” twice."""
    kind = gate_kind(question)
    if result is None or not kind:
        return kind
    words = gate_told(result)[0]
    is_said = question.gate is Gate.CONDITIONAL and result is GateResult.CONDITION
    return words[:1].upper() + words[1:] if is_said else f"{kind}: {words}"


def verdict_told(found: VettedCandidate) -> Told:
    """Return a candidate's way through all gates."""
    match found.gate:
        case VettingGate.FAILED:
            count = len(found.knocked_out)
            return tr_n(count, "Fails {count} knock-out", "Fails {count} knock-outs"), "bad", "stop"
        case VettingGate.OPEN:
            count = len(found.open_knock_outs)
            return tr_n(count, "{count} knock-out is open", "{count} knock-outs are open"), "quiet", "open"
        case VettingGate.WITH_CONDITIONS:
            return tr("Passes with conditions"), "warn", "risk"
        case _:
            return tr("Passes all gates"), "good", "done"


def scores_told(score: VettedSection) -> str:
    """Return the scores of a section or of all; what is so far known never stands without its coverage."""
    if score.coverage is None or score.secured is None:
        return tr("nothing asked that counts")
    secured, covered = formats.number(score.secured, 0), formats.percent(score.coverage)
    if score.so_far is None:
        return tr("{secured} secured · nothing answered · {covered} covered", secured=secured, covered=covered)
    so_far = formats.number(score.so_far, 0)
    return tr(
        "{secured} secured · {so_far} so far · {covered} covered", secured=secured, so_far=so_far, covered=covered
    )


def level_told(level: EvidenceLevel) -> str:
    """Return what stands behind an answer."""
    return {
        EvidenceLevel.NONE: tr("nobody named stands by it"),
        EvidenceLevel.CLAIM: tr("the vendor’s own word"),
        EvidenceLevel.DOCUMENT: tr("a document"),
        EvidenceLevel.INDEPENDENT: tr("independent proof"),
        EvidenceLevel.VERIFIED: tr("verified by us"),
        EvidenceLevel.EXPIRED: tr("proof out of date"),
        EvidenceLevel.CONTRADICTED: tr("contradicted"),
    }[level]


def worth_told(judged: Judged) -> tuple[str, str]:
    """Return what an answer is worth by its evidence, and the tone; nothing while there is nothing to say."""
    answer, level = judged.answer, judged.level
    if answer is None or not judged.applies or not is_answered(judged.question, answer):
        return "", "muted"
    if judged.points is None:
        return tr("Worth nothing until the reviewer gives points."), "muted"
    is_our_word = judged.question.is_ours and level is EvidenceLevel.NONE
    worth, behind = formats.points(judged.points), tr("our own word") if is_our_word else level_told(level)
    if level is EvidenceLevel.CONTRADICTED:
        return tr("Worth 0 of 5: what was found contradicts it."), "bad"
    if judged.is_capped and judged.raw_points is not None:
        return _held_back(judged, worth, formats.points(judged.raw_points), behind)
    if judged.question.needs_evidence:
        return tr("Worth {points} of 5. Behind it: {level}.", points=worth, level=behind), "muted"
    return tr("Worth {points} of 5.", points=worth), "muted"


def _held_back(judged: Judged, worth: str, claimed: str, behind: str) -> tuple[str, str]:
    if judged.state is AnswerState.REJECTED:
        return tr("Worth 0 of 5: rejected. Claimed: {claimed}.", claimed=claimed), "bad"
    if judged.level is EvidenceLevel.EXPIRED:
        return tr(
            "Claims {claimed} of 5, worth {points} until proof in date is seen.", claimed=claimed, points=worth
        ), "warn"
    if judged.level is EvidenceLevel.DOCUMENT:
        return tr(
            "Claims {claimed} of 5, worth {points} by a document; more needs independent proof.",
            claimed=claimed,
            points=worth,
        ), "muted"
    return tr(
        "Claims {claimed} of 5, worth {points} until proof is seen. Behind it: {level}.",
        claimed=claimed,
        points=worth,
        level=behind,
    ), "warn"


def maturity_told(level: int) -> str:
    """Return what a level of maturity means, 0..5."""
    return (
        tr("Absent"),
        tr("Ad hoc"),
        tr("Partly in place"),
        tr("Defined and followed"),
        tr("Measured, evidence shown"),
        tr("Independently assured and improving"),
    )[level]


def choices_of(question: Question) -> tuple[tuple[str, str], ...]:
    """Return the replies to choose from: value and words; none for an amount, a date or a text."""
    match question.kind:
        case AnswerType.YES_NO:
            return ("yes", tr("Yes")), ("no", tr("No"))
        case AnswerType.YES_PARTLY_NO:
            return ("yes", tr("Yes")), ("partly", tr("Partly")), ("no", tr("No"))
        case AnswerType.DOCUMENT:
            return ("present", tr("Present")), ("missing", tr("Missing"))
        case AnswerType.CHOICE | AnswerType.SEVERAL:
            return tuple((option.value, option.label) for option in question.options)
        case _:
            return ()


def reply_told(judged: Judged) -> str:
    """Return what was answered, in words."""
    question, answer = judged.question, judged.answer
    if answer is None or not is_answered(question, answer):
        return tr("not answered")
    if question.kind.is_number:
        amount = answer.amount or 0.0
        if question.kind is AnswerType.MATURITY:
            words = maturity_told(round(amount))
            return tr("{level} of 5: {meaning}", level=formats.points(amount), meaning=words)
        unit = "%" if question.kind is AnswerType.PERCENTAGE else question.unit
        return f"{formats.points(amount)} {unit}".strip()
    if question.kind is AnswerType.DATE:
        return formats.day(answer.reply)
    words = dict(choices_of(question))
    return ", ".join(words.get(each, each) for each in answer.reply.split()) if words else answer.reply

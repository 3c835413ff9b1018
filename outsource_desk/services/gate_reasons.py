"""Why vetting keeps a candidate out, holds it up, or lets it through on conditions: in words for readers."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.domain.formatting import day
from outsource_desk.domain.vetted import Judged, VettedCandidate, VettingGate
from outsource_desk.domain.vetting import Gate, GateResult, Question

SHORT = 60  # characters of a question's wording
NAMED = 4  # questions that a reason names one by one


def gate_reasons(vetted: VettedCandidate) -> tuple[str, ...]:
    """Return why a candidate's gates stand as they do; none where all are simply passed.

    Of one that failed, what it failed; of one that is open, what is open; of one that has passed, what is waived and
    what it must still agree to.
    """
    if vetted.gate is VettingGate.FAILED:
        return tuple(f"{titled(each)}: knock-out failed" for each in vetted.knocked_out)
    if vetted.gate is VettingGate.OPEN:
        return (_open(vetted.open_knock_outs),)
    return (*_waived(vetted), *_promised(vetted), *_conditions(vetted))


def titled(judged: Judged) -> str:
    """Return a question's code and wording, shortened where it is long."""
    return f"{judged.question.code} “{shortened(judged.question.wording)}”"


def shortened(wording: str) -> str:
    """Return a wording, cut behind a word where it is long."""
    if len(wording) <= SHORT:
        return wording
    cut, _, _ = wording[:SHORT].rpartition(" ")
    return f"{(cut or wording[:SHORT]).rstrip(' ,;:')} …"


def codes(questions: Sequence[Question]) -> str:
    """Return the codes of questions; behind the first few only their number."""
    named = [each.code for each in questions[:NAMED]]
    more = len(questions) - len(named)
    return ", ".join([*named, f"+{more}"] if more else named)


def _open(judged: Sequence[Judged]) -> str:
    if len(judged) == 1:
        return f"{titled(judged[0])}: knock-out not passed yet"
    return f"{len(judged)} knock-outs not passed yet: {codes([each.question for each in judged])}"


def _waived(vetted: VettedCandidate) -> list[str]:
    return [
        f"{titled(each)}: waived by {each.waiver.approved_by} until {day(each.waiver.expires_on)}"
        for each in vetted.gates
        if each.gate is GateResult.WAIVED and each.waiver is not None
    ]


def _promised(vetted: VettedCandidate) -> list[str]:
    return [
        f"{titled(each)}: passed on condition: “{shortened(each.condition.wording)}” until {day(each.condition.due_on)}"
        for each in vetted.gates
        if each.condition is not None
    ]


def _conditions(vetted: VettedCandidate) -> list[str]:
    missed = [each.question for each in vetted.gates if each.gate is GateResult.CONDITION]
    pending = [
        each.question
        for each in vetted.gates
        if each.question.gate is Gate.CONDITIONAL and each.gate is GateResult.OPEN
    ]
    said = [f"only with a condition: {codes(missed)}"] if missed else []
    return [*said, f"conditional gates not judged yet: {codes(pending)}"] if pending else said

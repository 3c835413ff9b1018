"""Which risks of the library this initiative should look at, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import AnswerState, Gate, GateResult
from outsource_desk.services.gate_reasons import codes
from outsource_desk.services.risk_facts import fact, names_in_words
from outsource_desk.services.risk_library import LibraryRisk, risk_library
from outsource_desk.services.tiering import tiering_scheme
from outsource_desk.services.vetted import vetted_of

BASIC = "Every register has it, or says why not."
USUAL = "Usual in any outsourcing."
_MISSED = frozenset({GateResult.FAILED, GateResult.CONDITION, GateResult.WAIVED})


@dataclass(frozen=True)
class ProposedRisk:
    """A risk that is neither in the register nor dismissed, and why it is proposed.

    Attributes:
        risk: of the library.
        is_core: culture, communication, data security, intellectual property or loss of control.
        reasons: what of this initiative speaks for it, one sentence each; none where it is merely usual.
        usual: for which kind of outsourcing it is usual.
    """

    risk: LibraryRisk
    is_core: bool
    reasons: tuple[str, ...]
    usual: str

    @property
    def is_suggested(self) -> bool:
        """Tell whether it should be taken unless somebody knows better."""
        return self.is_core or bool(self.reasons)

    @property
    def reason(self) -> str:
        """Return why it is proposed, in one or more sentences."""
        return " ".join([BASIC] * self.is_core + list(self.reasons)) or self.usual


def proposed_risks(evaluation: Evaluation) -> tuple[ProposedRisk, ...]:
    """Return the risks of the library that fit the initiative and that nobody has decided about yet.

    The basic ones come first, then those for which most speaks, then those that are merely usual.

    Raises:
        TemplateError: the library cannot be used.
    """
    kind = evaluation.initiative.outsourcing_type
    decided = _decided(evaluation)
    found = [
        ProposedRisk(each, each.is_basic, tuple(_reasons(each, evaluation)), _usual(each, kind))
        for each in risk_library().risks
        if each.code not in decided and (kind is None or not each.types or kind in each.types)
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_core, -len(each.reasons), each.risk.code)))


def _decided(evaluation: Evaluation) -> frozenset[str]:
    """Return the codes that stand in the register or were dismissed."""
    if evaluation.protection is None:
        return frozenset()
    register = evaluation.protection.register
    return frozenset(each.code for each in (*register.risks, *register.dismissed))


def _usual(risk: LibraryRisk, kind: OutsourcingType | None) -> str:
    return f"Usual in {kind.label}." if kind is not None and risk.types else USUAL


def _reasons(risk: LibraryRisk, evaluation: Evaluation) -> Iterator[str]:
    yield from _of_vetting(risk, evaluation)
    yield from filter(None, (fact(each, evaluation) for each in risk.speaks_for.facts))
    yield from _of_criticality(risk, evaluation)
    for goal in evaluation.goals:
        if goal.kind in risk.speaks_for.goals:
            yield f"It endangers the goal “{goal.statement}”."


def _of_vetting(risk: LibraryRisk, evaluation: Evaluation) -> Iterator[str]:
    looks: tuple[tuple[str, Callable[[Judged], bool]], ...] = (
        ("{names} missed gates about it: {codes}.", lambda each: each.gate in _MISSED),
        ("Answers about it were rejected or left with a gap: {codes} ({names}).", _is_poor),
        ("Knock-outs about it are open: {codes} ({names}).", _is_open),
    )
    told: set[tuple[int, str]] = set()  # (candidate id, code)
    for pattern, holds in looks:
        hit = [each for each in _judged(risk, evaluation) if holds(each[2]) and each[:2] not in told]
        told |= {each[:2] for each in hit}
        if hit:
            questions = {each[1]: each[2].question for each in hit}
            names = {each[0]: each[3] for each in hit}
            said = codes([questions[code] for code in risk.questions if code in questions])
            yield pattern.format(names=names_in_words(list(names.values())), codes=said)


def _judged(risk: LibraryRisk, evaluation: Evaluation) -> list[tuple[int, str, Judged, str]]:
    """Return (candidate id, code, how it stands, name) of the questions that ask about a risk."""
    vetted = vetted_of(evaluation)
    names = {each.id: each.name for each in evaluation.candidates}
    return [
        (candidate_id, each.question.code, each, names.get(candidate_id, ""))
        for candidate_id, found in (vetted.candidates.items() if vetted else ())
        for each in found.judged.values()
        if each.applies and each.question.code in risk.questions
    ]


def _is_poor(each: Judged) -> bool:
    is_contradicted = each.answer is not None and each.answer.is_contradicted
    return is_contradicted or each.state in (AnswerState.REJECTED, AnswerState.ACCEPTED_WITH_GAP)


def _is_open(each: Judged) -> bool:
    return each.gate is GateResult.OPEN and each.question.gate is Gate.KNOCK_OUT


def _of_criticality(risk: LibraryRisk, evaluation: Evaluation) -> Iterator[str]:
    for question in tiering_scheme().questions:
        points = evaluation.tiering.get(question.code)
        if points is not None and points >= risk.speaks_for.criticality.get(question.code, points + 1):
            yield f"“{question.ask}” {question.answers[points]}."

"""What only the file tells of an initiative, as far as rules ask: what was changed when, and what hangs on whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outsource_desk.domain.times import Times
from outsource_desk.domain.vetting import AnswerState, GateResult
from outsource_desk.services.concentration import burdens_of, read_portfolio
from outsource_desk.services.vetted import vetted_of
from outsource_desk.store.late_questions import last_accepted, questions_changed
from outsource_desk.store.timing import cells_changed, offers_opened, scoring_began, weights_changed

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.desk import Desk


def times_of(desk: Desk, evaluation: Evaluation) -> Times:
    """Read from the history what was changed late in an initiative, and from the file what hangs on its candidates."""
    connection, initiative = desk.connection, evaluation.initiative
    began = scoring_began(connection, initiative.id)
    opened = offers_opened(connection, initiative.id) if initiative.offers_opened_at else None
    return Times(
        scoring_began=began[1] if began else None,
        reweighed=weights_changed(connection, initiative.id, began[0]) if began else {},
        rescored=cells_changed(connection, initiative.id, opened) if opened is not None else {},
        judged_otherwise=questions_changed(connection, initiative.id) if evaluation.vetting is not None else (),
        failed_before=_failed_before(desk, evaluation),
        burdens=burdens_of(read_portfolio(desk), evaluation.initiative.id, evaluation.candidates),
    )


def _failed_before(desk: Desk, evaluation: Evaluation) -> frozenset[tuple[int, int]]:
    """Return the knock-outs that are open now and would be failed by the answer that was last accepted."""
    vetting, vetted = evaluation.vetting, vetted_of(evaluation)
    if vetting is None or vetted is None:
        return frozenset()
    waiting = [
        each.answer for found in vetted.candidates.values() for each in found.open_knock_outs if each.answer is not None
    ]
    former = {each.id: last_accepted(desk.connection, each.id) for each in waiting}
    if not any(former.values()):
        return frozenset()
    answers = tuple(
        replace(each, state=AnswerState.ACCEPTED, is_contradicted=False, **fields)
        if (fields := former.get(each.id))
        else each
        for each in vetting.answers
    )
    then = vetted_of(replace(evaluation, vetting=replace(vetting, answers=answers)))
    assert then is not None
    return frozenset(
        (each.candidate_id, each.question_id)
        for each in waiting
        if former[each.id] and then.candidates[each.candidate_id].judged[each.question_id].gate is GateResult.FAILED
    )

"""How far risks, plans, metrics and contracts have come, as the sidebar shows it; loaded once one of them is begun."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Severity
from outsource_desk.services.progress import page_of_rule
from outsource_desk.services.warning_answers import unanswered
from outsource_desk.ui.formats import percent
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.shell.sidebar import Badge

if TYPE_CHECKING:
    from outsource_desk.domain.protection import Protection
    from outsource_desk.domain.ranking import Evaluation, Ranking


def protection_badges(evaluation: Evaluation, ranking: Ranking) -> Iterator[tuple[str, Badge]]:
    """Yield page and badge of what is begun, marked where something there stops a recommendation or must be read."""
    protection = evaluation.protection
    if protection is None:
        return
    pressing = [each for each in unanswered(evaluation, ranking.warnings) if each.severity is not Severity.INFO]
    for page, text, meaning in _texts(protection, evaluation, ranking):
        count = sum(page_of_rule(each.id) == page for each in pressing)
        said = tr_n(count, "{count} thing to settle", "{count} things to settle") if count else meaning
        yield page, Badge(text, "risk" if count else "", said)


def _texts(protection: Protection, evaluation: Evaluation, ranking: Ranking) -> Iterator[tuple[str, str, str]]:
    if protection.register.is_begun:
        yield "risks", str(sum(each.state.is_open for each in protection.register.risks)), tr("open risks")
    if protection.contingency.is_begun:
        from outsource_desk.services.readiness import readiness_of

        yield "contingency", str(readiness_of(evaluation, ranking).points), tr("readiness, of 100")
    if protection.leaving.is_begun:
        from outsource_desk.services.exit_clock import exit_clock

        days = exit_clock(evaluation, ranking).planned_days
        if days is not None:
            yield "exit", tr("{days} d", days=round(days)), tr("days to leave")
    if protection.performance.is_begun:
        yield "performance", str(len(protection.performance.metrics)), tr("metrics")
    clauses = [each for contract in protection.governance.contracts for each in contract.clauses]
    if clauses:
        done = sum(each.state.is_settled for each in clauses)
        yield "governance", percent(done / len(clauses)), tr("clauses settled")

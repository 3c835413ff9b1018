"""How far each page has come, as the sidebar shows it."""

from __future__ import annotations

from outsource_desk.domain.completeness import VettingTotals
from outsource_desk.services.completeness import totals_of
from outsource_desk.services.progress import progress_of
from outsource_desk.ui.formats import percent
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.session import Session
from outsource_desk.ui.shell.protection_badges import protection_badges
from outsource_desk.ui.shell.sidebar import Badge


def badges_of(session: Session) -> dict[str, Badge]:
    """Return the badge of each page; none for a file without an initiative."""
    evaluation, ranking = session.evaluation, session.ranking
    if evaluation is None or ranking is None:
        return {}
    progress = progress_of(session.desk, evaluation, ranking)
    badges: dict[str, Badge] = {}
    if progress.fields_done == progress.fields_all:
        badges["initiative"] = Badge("", "check", tr("complete"))
    else:
        text = tr("{done} of {all}", done=progress.fields_done, all=progress.fields_all)
        badges["initiative"] = Badge(text, "", tr("fields of the board paper"))
    if progress.candidates:
        badges["vendors"] = Badge(str(progress.candidates), "", tr("candidates"))
    if ranking.vetted is not None:
        badges["vetting"] = _of_vetting(totals_of(ranking.vetted))
    if progress.cells_all:
        text = percent(progress.percent_done / 100)
        blocks = tr_n(progress.blocks, "{count} thing stops a recommendation", "{count} things stop a recommendation")
        mark = "risk" if progress.blocks else "check" if progress.cells_done == progress.cells_all else ""
        badges["scoring"] = Badge(text, mark, blocks if progress.blocks else tr("scored"))
    return badges | dict(protection_badges(evaluation, ranking))


def _of_vetting(totals: VettingTotals) -> Badge:
    """Return how much of the vetting is done, marked where a candidate failed or a knock-out is not passed yet."""
    said = [
        tr_n(totals.failed, "{count} candidate failed", "{count} candidates failed") if totals.failed else "",
        tr_n(totals.open_knock_outs, "{count} knock-out open", "{count} knock-outs open")
        if totals.open_knock_outs
        else "",
    ]
    words = ", ".join(filter(None, said))
    mark = "risk" if words else "check" if totals.complete == totals.asked else ""
    return Badge(percent(totals.percent_done / 100), mark, words or tr("vetted"))

"""The figure of Home's tile that says how far the first place can be trusted."""

from __future__ import annotations

from outsource_desk.charts.acceptability import first_share
from outsource_desk.ui.analysis.study import Study
from outsource_desk.ui.analysis.verdict_card import TONES, trust_words
from outsource_desk.ui.home.figures import Figure
from outsource_desk.ui.home.last_tile import waiting
from outsource_desk.ui.language import tr
from outsource_desk.ui.places import Place
from outsource_desk.ui.widgets.chart_paint import screen_speech


def confidence_of(study: Study) -> Figure:
    """Return the verdict and the share of first places; a dash while that is being worked out."""
    simulation = study.simulation()
    verdict = study.verdict if simulation is not None else None
    case = study.case if simulation is not None else None
    if simulation is None or verdict is None or case is None or verdict.leader_id is None:
        return waiting()
    names, speech = {candidate.id: candidate.name for candidate in case.candidates}, screen_speech()
    others = [each for each in names if each != verdict.leader_id]
    best = max(others, key=simulation.first)
    share, other_share = (first_share(speech, simulation.first(each)) for each in (verdict.leader_id, best))
    caption = tr("{name} first in {share}, simulated", name=names[best], share=other_share)
    if simulation.first(best) > simulation.first(verdict.leader_id):
        is_open = any(one.candidate.id == best and one.open_leaves for one in case.ranking.ranked)
        caption = (
            tr("{name} comes first more often ({share}): its open scores may turn out high", name=names[best],
               share=other_share)
            if is_open
            else tr("{name} comes first more often ({share})", name=names[best], share=other_share)
        )  # fmt: skip
    return Figure(
        "confidence",
        "analysis",
        tr("Confidence"),
        share,
        tr("first, {name}", name=names[verdict.leader_id]),
        caption,
        Place("analysis", field="overview"),
        trust_words(verdict.trust),
        TONES[verdict.trust],
    )

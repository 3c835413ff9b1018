"""What a report says of the vetting beyond the evaluation itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.ranking import Evaluation, Ranking
from outsource_desk.domain.vetting import Vetting
from outsource_desk.services.completeness import idle_questions
from outsource_desk.store.blobs import lost_hashes
from outsource_desk.store.vendors import load_vendors

CONTRADICTED = "V05"  # the rule that finds statements which contradict each other

if TYPE_CHECKING:
    from outsource_desk.reports.vetting import SiteOverlap, ToldRatio, VettingFacts
    from outsource_desk.services.desk import Desk


def vetting_facts(desk: Desk, evaluation: Evaluation, ranking: Ranking) -> VettingFacts | None:
    """Return what was found in an initiative's vetting; nothing before it has started.

    Args:
        desk: the open file, for the directory of vendors and the files inside; every byte of them is read.
        evaluation: of one moment; dates are judged on the day that its vetting names.
        ranking: of the same moment, with its warnings.
    """
    from outsource_desk.reports.vetting import VettingFacts

    vetting, vetted = evaluation.vetting, ranking.vetted
    if vetting is None or vetted is None:
        return None
    vendors = {each.id: each for each in load_vendors(desk.connection)}
    known = {each.id: vendors[each.vendor_id] for each in evaluation.candidates if each.vendor_id in vendors}
    return VettingFacts(
        vetted,
        known,
        overlaps=_overlaps(evaluation, vetting),
        ratios=_ratios(vetting),
        contradictions=tuple(each.text for each in ranking.warnings if each.id == CONTRADICTED),
        idle=idle_questions(evaluation, vetted),
        lost=lost_hashes(desk.connection),
    )


def _overlaps(evaluation: Evaluation, vetting: Vetting) -> dict[int, SiteOverlap]:
    """Return for every site whose hours are known when in the year both sides work together least."""
    from outsource_desk.reports.vetting import SiteOverlap
    from outsource_desk.services.overlap import planning_year, site_overlaps

    year = planning_year(evaluation.initiative, vetting.as_of)
    return {
        each.site.id: SiteOverlap(each.planning.hours, f"{each.planning.on}")
        for dossier in vetting.dossiers.values()
        for each in site_overlaps(evaluation.initiative.hours, dossier, year)
    }


def _ratios(vetting: Vetting) -> dict[int, tuple[ToldRatio, ...]]:
    from outsource_desk.reports.vetting import ToldRatio
    from outsource_desk.services.ratios import RATIO_NAMES, ratio_words, ratios_of

    return {
        candidate: tuple(
            ToldRatio(each.basis[-1], RATIO_NAMES[each.kind], ratio_words(each.kind, each.value), str(each.band or ""))
            for each in ratios_of(dossier.years)
            if each.value is not None
        )
        for candidate, dossier in vetting.dossiers.items()
    }

"""What a panel amounts to, in plain sentences: agreement, camps, strict and generous evaluators, disputes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.panel_report import PanelReport
from outsource_desk.domain.ranking import Evaluation

STRONG, FAIR, WEAK = 0.9, 0.7, 0.4  # Kendall's W from which evaluators agree so far


def concordance_sentence(evaluation: Evaluation, report: PanelReport, speech: Speech = ENGLISH) -> str:
    """Return how far evaluators rank alike; why that cannot be said, where it cannot."""
    tr, found = speech.tr, report.concordance
    if found.coefficient is None:
        if evaluation.sealed_ids:
            return tr("How far evaluators agree is told once at least two have handed in.")
        return tr("How far evaluators agree is told once two have scored two candidates on the same criteria.")
    figures = {
        "evaluators": len(found.evaluator_ids),
        "candidates": len(found.candidate_ids),
        "w": speech.number(found.coefficient, 2),
    }
    if found.coefficient >= STRONG:
        return tr(
            "{evaluators} evaluators put {candidates} candidates into almost the same order (Kendall’s W {w}).",
            **figures,
        )
    if found.coefficient >= FAIR:
        return tr("{evaluators} evaluators rank {candidates} candidates much alike (Kendall’s W {w}).", **figures)
    if found.coefficient >= WEAK:
        return tr(
            "{evaluators} evaluators agree only in part on how {candidates} candidates rank (Kendall’s W {w}).",
            **figures,
        )
    return tr("{evaluators} evaluators hardly agree on how {candidates} candidates rank (Kendall’s W {w}).", **figures)


def camp_sentence(evaluation: Evaluation, report: PanelReport, speech: Speech = ENGLISH) -> str:
    """Return who would choose whom."""
    tr = speech.tr
    candidates, offices = _names(evaluation)
    if not report.camps:
        return tr("Nobody’s own choice is known yet.")
    if len(report.camps) == 1:
        leaders = _listed(report.camps[0].leader_ids, candidates, speech)
        if len(report.camps[0].evaluator_ids) == 1:
            name = offices[report.camps[0].evaluator_ids[0]]
            return tr("{evaluator} would choose {candidate}.", evaluator=name, candidate=leaders)
        return tr("All would choose {candidate} by their own scores.", candidate=leaders)
    parts = [
        tr(
            "{evaluators} would choose {candidate}",
            evaluators=_listed(each.evaluator_ids, offices, speech),
            candidate=_listed(each.leader_ids, candidates, speech),
        )
        for each in report.camps
    ]
    return tr("Left to themselves, evaluators would not choose the same: {camps}.", camps="; ".join(parts))


def habit_sentences(evaluation: Evaluation, report: PanelReport, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return who is strict or generous, favours somebody, or gives the same almost everywhere."""
    return tuple(_habits(evaluation, report, speech))


def _habits(evaluation: Evaluation, report: PanelReport, speech: Speech) -> Iterator[str]:
    tr = speech.tr
    candidates, offices = _names(evaluation)
    for record in report.records:
        name = offices[record.evaluator.id]
        if record.is_severity_flagged and record.severity is not None:
            points = speech.number(abs(record.severity), 1)
            if record.severity < 0:
                yield tr("{evaluator} is strict: {points} points of 5 below the panel.", evaluator=name, points=points)
            else:
                yield tr(
                    "{evaluator} is generous: {points} points of 5 above the panel.", evaluator=name, points=points
                )
        for favour in record.favours:
            if favour.is_flagged:
                points, candidate = speech.number(favour.deviation, 1), candidates[favour.candidate_id]
                yield tr(
                    "{evaluator} rates {candidate} {points} points of 5 better than is usual for this evaluator.",
                    evaluator=name,
                    candidate=candidate,
                    points=points,
                )
        for halo in record.halos:
            if halo.is_flagged:
                yield tr(
                    "{evaluator} gave {candidate} the same on {share} % of the criteria.",
                    evaluator=name,
                    candidate=candidates[halo.candidate_id],
                    share=speech.number(100 * halo.share_identical, 0),
                )


def dispute_sentence(evaluation: Evaluation, report: PanelReport, on_agenda: int, speech: Speech = ENGLISH) -> str:
    """Return how many cells are out of tolerance, and how many of them matter."""
    tr, disputed = speech.tr, len(report.disputed)
    if not report.spreads:
        if evaluation.sealed_ids:
            return tr("Where evaluators lie apart is hidden until at least two have handed in.")
        return tr("No cell was scored by two evaluators yet.")
    if not disputed:
        return tr("No scores lie so far apart that they have to be talked about.")
    if not on_agenda:
        return tr("Cells out of tolerance: {count}; none of them can change the first three places.", count=disputed)
    return tr(
        "Cells out of tolerance: {count}; of these, {some} could change the first three places.",
        count=disputed,
        some=on_agenda,
    )


def _names(evaluation: Evaluation) -> tuple[dict[int, str], dict[int, str]]:
    candidates = {each.id: each.name for each in evaluation.candidates}
    return candidates, {each.id: each.name for each in evaluation.evaluators}


def _listed(ids: tuple[int, ...], names: Mapping[int, str], speech: Speech) -> str:
    words = [names[each] for each in ids]
    if len(words) == 1:
        return words[0]
    return speech.tr("{items} and {last}", items=", ".join(words[:-1]), last=words[-1])

"""Rules about the vetting: gates, coverage, certificates, proof, contradictions, and hours worked together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from outsource_desk.domain.dossier import Certificate, Covers
from outsource_desk.domain.formatting import day, percent, plain
from outsource_desk.domain.kept import open_kept
from outsource_desk.domain.ranking import Evaluation, Severity, Standing
from outsource_desk.domain.tier import Depth, Tier
from outsource_desk.domain.vetted import Judged, Vetted, VettedCandidate, VettingGate
from outsource_desk.domain.vetting import AnswerState, Gate
from outsource_desk.services.contradictions import contradictions
from outsource_desk.services.gate_reasons import codes
from outsource_desk.services.rules.rulebook import Finding, Subject, check
from outsource_desk.services.rules.scene import Scene
from outsource_desk.services.vetted import is_answered

_QUESTION = "question"
_TIERS = {Depth.FULL: Tier.T1, Depth.STANDARD: Tier.T2, Depth.LITE: Tier.T3}


@check("V01", Subject.RESULT, "name", "count", "questions")
def knock_outs_not_passed(scene: Scene) -> Iterator[Finding]:
    """Find knock-outs that are open for the first, which stops a recommendation, open for others, or failed."""
    vetted = scene.ranking.vetted
    if vetted is None:
        return
    for standing in scene.ranking.standings:
        found = vetted.candidates.get(standing.candidate.id)
        if found is None:
            continue
        if found.knocked_out:
            yield _gates(standing, found.knocked_out, "failed", Severity.INFO)
        elif found.open_knock_outs:
            text, severity = ("first", None) if standing.rank == 1 else ("other", Severity.WARN)
            yield _gates(standing, found.open_knock_outs, text, severity)


def _gates(standing: Standing, gates: tuple[Judged, ...], text: str, severity: Severity | None) -> Finding:
    name = standing.candidate.name
    fields = {"name": name, "count": plain(len(gates)), "questions": codes([each.question for each in gates])}
    where, part = f"{name} / {gates[0].question.code}", str(gates[0].question.id)
    return Finding(fields, where, standing.candidate.id, None, text, severity=severity, part=part)


@check("V02", Subject.VETTING, "share", "name", "least")
def little_reviewed(
    evaluation: Evaluation, vetted: Vetted, *, critical: float, important: float, routine: float
) -> Iterator[Finding]:
    """Find candidates of whose vetting less is accepted than so critical a function asks for."""
    assert evaluation.vetting is not None
    tier = evaluation.initiative.tier_override or _TIERS[evaluation.vetting.questionnaire.depth]
    least = {Tier.T1: critical, Tier.T2: important, Tier.T3: routine}[tier]
    for name, found in _in_the_running(evaluation, vetted):
        coverage = found.overall.coverage
        if coverage is not None and coverage < least - 1e-9:
            fields = {"share": percent(coverage), "name": name, "least": percent(least)}
            waiting = next(each.question.id for each in found.judged.values() if _is_waiting(each))
            yield Finding(fields, name, found.candidate_id, part=str(waiting))


def _is_waiting(judged: Judged) -> bool:
    return judged.applies and judged.question.weight > 0 and (judged.points is None or not judged.state.is_accepted)


@check("V03", Subject.VETTING, "certificate", "question", "name", "date", "start")
def certificate_lapses(evaluation: Evaluation, vetted: Vetted, *, ahead: float) -> Iterator[Finding]:
    """Find certificates, and what proves gates, that end before the service starts or soon, or do not cover it."""
    assert evaluation.vetting is not None
    today, start = evaluation.vetting.as_of, evaluation.initiative.start_date
    soon = f"{date.fromisoformat(today) + timedelta(days=ahead)}"
    for name, found in _in_the_running(evaluation, vetted):
        dossier = evaluation.vetting.dossiers[found.candidate_id]
        files = {each.attachment_id for each in dossier.certificates if each.attachment_id is not None}
        for each in dossier.certificates:
            text = _lapse(each.ends, today, soon, start) or _narrow(each)
            if text:
                fields = {
                    "certificate": each.scheme, "name": name, "date": day(each.ends), "start": day(start),
                }  # fmt: skip
                where = f"{name} / {each.scheme}"
                yield Finding(fields, where, found.candidate_id, None, text, part=str(each.id))
        yield from _proof(name, found, files, today, max(soon, start or ""))


def _lapse(ends: str | None, today: str, soon: str, start: str | None) -> str:
    if ends is None:
        return ""
    if ends < today:
        return "over"
    return "start" if start is not None and ends < start else "soon" if ends <= soon else ""


def _narrow(certificate: Certificate) -> str:
    return "scope" if certificate.covers_service in (Covers.NO, Covers.PARTLY) else ""


def _proof(name: str, found: VettedCandidate, files: set[int], today: str, by: str) -> Iterator[Finding]:
    """Yield accepted gates that nothing in date stands behind any more after a day; certificates are told already."""
    for judged in found.gates:
        answer = judged.answer
        if answer is None or not answer.state.is_accepted or not answer.evidence:
            continue
        if any(each.ends is None or each.ends >= by for each in answer.evidence):
            continue
        last = max(each.ends or "" for each in answer.evidence)
        is_told = any(each.attachment is not None and each.attachment.id in files for each in answer.evidence)
        if last >= today and not is_told:
            fields = {"question": judged.question.code, "name": name, "date": day(last)}
            where, part = f"{name} / {judged.question.code}", str(judged.question.id)
            yield Finding(fields, where, found.candidate_id, None, "evidence", _QUESTION, part=part)


@check("V04", Subject.VETTING, "question", "name", "cap", "count")
def yes_without_proof(evaluation: Evaluation, vetted: Vetted) -> Iterator[Finding]:
    """Find answers that earn less because nothing but the vendor's word stands behind them."""
    for name, found in _in_the_running(evaluation, vetted):
        capped = [each for each in found.judged.values() if is_capped_claim(each)]
        if capped:
            heaviest = max(capped, key=lambda each: each.question.weight)
            code, part = heaviest.question.code, str(heaviest.question.id)
            fields = {"question": code, "name": name, "cap": plain(heaviest.cap), "count": plain(len(capped))}
            text = "one" if len(capped) == 1 else "several"
            yield Finding(fields, f"{name} / {code}", found.candidate_id, None, text, part=part)


def is_capped_claim(judged: Judged) -> bool:
    """Tell whether an answer would earn more if it were proven, and rests on the vendor's word alone."""
    is_given = judged.applies and is_answered(judged.question, judged.answer)
    is_believed = judged.state is not AnswerState.REJECTED
    return is_given and is_believed and judged.is_claim and (judged.raw_points or 0.0) > judged.cap


@check(
    "V05", Subject.VETTING, "name", "first", "second", "countries", "hours", "target", "count", "scheme", "site",
    "shared", "year", "owner",
)  # fmt: skip
def statements_contradict(
    evaluation: Evaluation, vetted: Vetted, *, tolerance: float, abbreviation_words: frozenset[str]
) -> Iterator[Finding]:
    """Find answers, certificates and facts of the dossier that cannot all be so."""
    names = {found.candidate_id: name for name, found in _in_the_running(evaluation, vetted)}
    for each in contradictions(evaluation, vetted, tolerance=tolerance, abbreviations=abbreviation_words):
        if each.candidate_id in names:
            name = names[each.candidate_id]
            where = f"{name} / {each.facts['first']}"
            # one question may contradict several things
            part = f"{each.question_id}/{each.kind}"
            yield Finding({"name": name, **each.facts}, where, each.candidate_id, None, each.kind, part=part)


@check("V06", Subject.RESULT, "question", "name", "said", "kept")
def later_statement_not_taken(scene: Scene) -> Iterator[Finding]:
    """Find judged answers kept although a later copy says otherwise; knock-outs of who may come first stop a choice."""
    vetted = scene.ranking.vetted
    if vetted is None:
        return
    sure = max((each.low for each in scene.ranking.standings if each.rank is not None), default=0.0)
    may_win = {each.candidate.id for each in scene.ranking.standings if each.rank is not None and each.high >= sure}
    for name, found in _in_the_running(scene.evaluation, vetted):
        for judged in found.judged.values():
            answer, code = judged.answer, judged.question.code
            if answer is None or not answer.state.is_judged or not judged.is_asked:
                continue
            is_knock_out = judged.question.gate is Gate.KNOCK_OUT and found.candidate_id in may_win
            severity, where = Severity.BLOCK if is_knock_out else None, f"{name} / {code}"
            for asked, later in open_kept(answer):
                fields = {"question": code, "name": name, "said": later.said, "kept": later.kept}
                part = f"{judged.question.id}/{asked.id}"
                yield Finding(fields, where, found.candidate_id, severity=severity, part=part)


@check("V07", Subject.RESULT, "name", "questions")
def condition_without_owner(scene: Scene) -> Iterator[Finding]:
    """Find conditional gates that were missed without a gap about them; for the first, it stops a recommendation."""
    evaluation, vetted = scene.evaluation, scene.ranking.vetted
    if vetted is None or evaluation.vetting is None:
        return
    first = {each.candidate.id for each in scene.ranking.standings if each.rank == 1}
    for name, found in _in_the_running(evaluation, vetted):
        loose = found.loose_conditions(evaluation.vetting.gaps)
        if loose:
            fields = {"name": name, "questions": codes([each.question for each in loose])}
            severity = Severity.BLOCK if found.candidate_id in first else None
            where, part = f"{name} / {loose[0].question.code}", str(loose[0].question.id)
            yield Finding(fields, where, found.candidate_id, severity=severity, part=part)


@check("GV07", Subject.VETTING, "site", "name", "hours", "date", "needed")
def too_few_hours_together(evaluation: Evaluation, vetted: Vetted) -> Iterator[Finding]:
    """Find vendors whose best site shares fewer hours with us than are needed, on the worst day of the year."""
    if not evaluation.initiative.hours.is_known:
        return
    from outsource_desk.services.overlap import best_overlap, hours_words, needed_overlap, planning_year

    assert evaluation.vetting is not None
    year = planning_year(evaluation.initiative, evaluation.vetting.as_of)
    needed = needed_overlap(evaluation.initiative)
    for name, found in _in_the_running(evaluation, vetted):
        best = best_overlap(evaluation.initiative.hours, evaluation.vetting.dossiers[found.candidate_id], year)
        if best is not None and not best.is_enough(needed):
            fields = {
                "site": best.site.name, "name": name, "hours": hours_words(best.planning.hours),
                "date": day(best.planning.on.isoformat()), "needed": hours_words(needed),
            }  # fmt: skip
            yield Finding(fields, f"{name} / {best.site.name}", found.candidate_id, part=str(best.site.id))


def _in_the_running(evaluation: Evaluation, vetted: Vetted) -> Iterator[tuple[str, VettedCandidate]]:
    """Yield name and findings of the candidates that have not failed a knock-out."""
    for candidate in evaluation.candidates:
        found = vetted.candidates.get(candidate.id)
        if found is not None and found.gate is not VettingGate.FAILED:
            yield candidate.name, found

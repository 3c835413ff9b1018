"""What a candidate says in one place and denies in another: between answers, and between answers and its dossier.

Questions are known by their codes in the standard questionnaire; where they are not asked, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from outsource_desk.domain.completeness import Contradiction
from outsource_desk.domain.dossier import Certificate, Covers, Dossier, Opinion, Screening
from outsource_desk.domain.formatting import in_words, plain
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetted import Judged, Vetted, VettedCandidate
from outsource_desk.domain.vetting import AnswerState, Vetting
from outsource_desk.services.countries import countries_in
from outsource_desk.services.vetted import is_answered

_ENOUGH_REFERENCES = 3
_SCHEMES = (  # question, what its answer holds, what the certificate is called, what its name holds
    ("SEC-01", "iso27001", "ISO 27001", "27001"),
    ("SEC-01", "soc2_type2", "SOC 2 Type 2", "soc2"),
    ("DEL-04", "certified_site_in_scope", "a quality standard", "9001"),
)


def contradictions(
    evaluation: Evaluation, vetted: Vetted, *, tolerance: float, abbreviations: frozenset[str]
) -> tuple[Contradiction, ...]:
    """Return what cannot all be so, candidate by candidate.

    Args:
        evaluation: what was read.
        vetted: what was found.
        tolerance: hours by which working time together may be claimed too high.
        abbreviations: codes of countries that mean something else in a sentence.
    """
    vetting = evaluation.vetting
    if vetting is None:
        return ()
    words = _Thresholds(tolerance, abbreviations)
    said = [_Said(evaluation, vetting, one, words) for one in vetted.candidates.values()]
    return tuple(found for each in said for look in _LOOKS for found in look(each))


@dataclass(frozen=True)
class _Thresholds:
    tolerance: float
    abbreviations: frozenset[str]


@dataclass(frozen=True)
class _Said:
    """What one candidate says, by the codes of questions, and what is on file about it."""

    evaluation: Evaluation
    vetting: Vetting
    found: VettedCandidate
    thresholds: _Thresholds

    @cached_property
    def dossier(self) -> Dossier:
        return self.vetting.dossiers[self.found.candidate_id]

    @cached_property
    def by_code(self) -> dict[str, Judged]:
        return {
            each.question.code: each
            for each in self.found.judged.values()
            if each.applies and each.state is not AnswerState.REJECTED and is_answered(each.question, each.answer)
        }

    def reply(self, code: str) -> str:
        """Return the words of an answer; empty where there is none that counts."""
        judged = self.by_code.get(code)
        return judged.answer.reply if judged and judged.answer else ""

    def amount(self, code: str) -> float | None:
        """Return the number of an answer."""
        judged = self.by_code.get(code)
        return judged.answer.amount if judged and judged.answer else None

    def clash(self, kind: str, code: str, other: str = "", **facts: str) -> Contradiction:
        """Return a contradiction that is cleared up at a question."""
        second = self.by_code[other].question.id if other else None
        told = {"first": code, "second": other, **facts}
        return Contradiction(kind, self.found.candidate_id, self.by_code[code].question.id, second, told)


def _countries(said: _Said) -> Iterator[Contradiction]:
    """Compare where personal data goes with where the service comes from."""
    data, sites = said.reply("PRV-02"), said.reply("LOC-01")
    if not (data and sites):
        return
    known = countries_in(sites, said.thresholds.abbreviations) | {
        site.country
        for site in said.dossier.sites
        if site.country and any(place and place in sites for place in (site.name, site.city))
    }
    missing = countries_in(data, said.thresholds.abbreviations) - known
    if known and missing:
        yield said.clash("countries", "PRV-02", "LOC-01", countries=in_words(sorted(missing)))


def _recovery(said: _Said) -> Iterator[Contradiction]:
    hours, target = said.amount("BCR-01"), said.evaluation.initiative.rto_hours
    if hours is not None and target is not None and hours > target and said.reply("DEL-01") == "accepted":
        yield said.clash("recovery", "BCR-01", "DEL-01", hours=plain(hours), target=plain(target))


def _subcontractors(said: _Said) -> Iterator[Contradiction]:
    reply, on_file = said.reply("SUB-01"), said.dossier.subcontractors
    if reply in ("yes", "partly", "all_listed", "partly_listed") and not on_file:
        yield said.clash("no_subcontractors", "SUB-01")
    elif reply == "none_used" and on_file:
        yield said.clash("subcontractors", "SUB-01", count=plain(len(on_file)))


def _certificates(said: _Said) -> Iterator[Contradiction]:
    for code, claim, scheme, name in _SCHEMES:
        if claim not in said.reply(code):
            continue
        own = [each for each in said.dossier.certificates if name in _squeezed(each.scheme)]
        in_date = [each for each in own if not _is_over(each, said.vetting.as_of)]
        if not in_date:
            yield said.clash("no_certificate", code, scheme=scheme)
        elif all(each.covers_service is Covers.NO for each in in_date):
            yield said.clash("scope", code, scheme=scheme)


def _squeezed(scheme: str) -> str:
    return "".join(scheme.casefold().split())


def _is_over(certificate: Certificate, on: str) -> bool:
    return certificate.ends is not None and certificate.ends < on


def _insurance(said: _Said) -> Iterator[Contradiction]:
    reply, on = said.reply("LEG-04"), said.vetting.as_of
    in_date = any(each.expires is None or each.expires >= on for each in said.dossier.insurances)
    if reply in ("covers_fully", "covers_half_or_more") and not in_date:
        yield said.clash("no_insurance", "LEG-04")
    elif reply == "none" and in_date:
        yield said.clash("insurance", "LEG-04")


def _overlap(said: _Said) -> Iterator[Contradiction]:
    """Compare the hours that a candidate claims with those of its site that shares most of our day."""
    claimed = said.amount("LOC-02")
    if claimed is None:
        return
    from outsource_desk.services.overlap import best_overlap, planning_year

    year = planning_year(said.evaluation.initiative, said.vetting.as_of)
    best = best_overlap(said.evaluation.initiative.hours, said.dossier, year)
    if best is not None and claimed > best.planning.hours + said.thresholds.tolerance:
        shared = plain(round(best.planning.hours, 2))
        yield said.clash("overlap", "LOC-02", hours=plain(claimed), site=best.site.name, shared=shared)


def _accounts(said: _Said) -> Iterator[Contradiction]:
    years = {"three_clean": 3, "two_clean": 2}.get(said.reply("FIN-01"), 0)
    bad = [each for each in said.dossier.years[:years] if each.opinion in (Opinion.QUALIFIED, Opinion.GOING_CONCERN)]
    if bad:
        yield said.clash("accounts", "FIN-01", year=str(bad[0].year))


def _screening(said: _Said) -> Iterator[Contradiction]:
    matches = [each.name for each in said.dossier.owners if each.screening is Screening.MATCH]
    if said.reply("CORP-03") == "yes" and matches:
        yield said.clash("screening", "CORP-03", owner=matches[0])


def _references(said: _Said) -> Iterator[Contradiction]:
    spoken = [each for each in said.dossier.references if each.spoken_on]
    if said.reply("CAP-02").startswith("three_") and len(spoken) < _ENOUGH_REFERENCES:
        yield said.clash("references", "CAP-02", count=plain(len(spoken)))


_LOOKS: tuple[Callable[[_Said], Iterator[Contradiction]], ...] = (
    _countries, _recovery, _subcontractors, _certificates, _insurance, _overlap, _accounts, _screening, _references,
)  # fmt: skip

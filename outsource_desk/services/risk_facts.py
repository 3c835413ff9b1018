"""What the dossiers of an initiative's candidates say that makes a risk likelier; each fact is one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from outsource_desk.domain.dossier import Consent, Dossier, Purpose, Screening, WatchKind, WatchSeverity
from outsource_desk.domain.financial import Band
from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vendor import Candidate, VendorKind
from outsource_desk.domain.vetted import VettingGate
from outsource_desk.services.likeness import name_key
from outsource_desk.services.overlap import best_overlap, needed_overlap, planning_year
from outsource_desk.services.ratios import OPINION_BANDS, ratios_of
from outsource_desk.services.vetted import vetted_of

NAMED = 3  # candidates; the others are counted
_SECURITY_SCHEMES = ("27001", "soc2", "27017", "27018", "tisax")
_DATA = frozenset({Purpose.DATA_STORAGE, Purpose.DATA_ACCESS})
_POOR = frozenset({Band.WEAK, Band.CRITICAL})
_Holds = Callable[[Evaluation, Candidate, Dossier], bool]


def fact(name: str, evaluation: Evaluation) -> str:
    """Return the sentence of a fact with the names of the candidates of whom it is true; empty where of none.

    Candidates that failed a gate of their vetting are not in the running, and nothing is said of them.
    """
    if name == "own_people":
        return _OWN_PEOPLE if any(each.is_in_house for each in evaluation.candidates) else ""
    pattern, holds = FACTS[name]
    names = [each.name for each, dossier in _in_the_running(evaluation) if holds(evaluation, each, dossier)]
    return pattern.format(names=names_in_words(names)) if names else ""


def names_in_words(names: list[str]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - NAMED
    return in_words([*names[:NAMED], f"{more} more"] if more > 0 else names)


def _in_the_running(evaluation: Evaluation) -> Iterator[tuple[Candidate, Dossier]]:
    protection, vetted = evaluation.protection, vetted_of(evaluation)
    for each in evaluation.candidates:
        found = vetted.candidates.get(each.id) if vetted else None
        is_out = found is not None and found.gate is VettingGate.FAILED
        if protection is not None and not is_out and each.id in protection.dossiers:
            yield each, protection.dossiers[each.id]


def _as_of(evaluation: Evaluation) -> str:
    assert evaluation.protection is not None
    return evaluation.protection.as_of


def _shares_few_hours(evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
    initiative = evaluation.initiative
    best = best_overlap(initiative.hours, dossier, planning_year(initiative, _as_of(evaluation)))
    return best is not None and not best.is_enough(needed_overlap(initiative))


def _lacks_certificate(evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
    as_of = _as_of(evaluation)
    in_date = [each for each in dossier.certificates if each.ends is None or each.ends >= as_of]
    return not any(scheme in name_key(each.scheme).replace(" ", "") for each in in_date for scheme in _SECURITY_SCHEMES)


def _has_weak_accounts(_evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
    if not dossier.years:
        return False
    doubted = OPINION_BANDS[dossier.years[0].opinion] is Band.CRITICAL
    return doubted or sum(each.band in _POOR for each in ratios_of(dossier.years)) > 1


def _sees_data_abroad(evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
    home = evaluation.initiative.country
    sites = {each.country for each in dossier.sites if not _DATA.isdisjoint(each.purposes)}
    links = {each.country for each in dossier.subcontractors if each.touches_data}
    return bool(home) and bool((sites | links) - {home, ""})


def _stands_on_one_site(_evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
    return len(dossier.delivering_sites) == 1


def _has_unscreened_owner(_evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
    return any(each.screening is not Screening.CLEAR for each in dossier.owners)


def _engages_without_consent(_evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
    return any(each.consent is Consent.NONE for each in dossier.subcontractors)


def _is_individual(evaluation: Evaluation, candidate: Candidate, _dossier: Dossier) -> bool:
    return evaluation.vetting is not None and evaluation.vetting.kinds.get(candidate.id) is VendorKind.INDIVIDUAL


def _is_new(_evaluation: Evaluation, candidate: Candidate, _dossier: Dossier) -> bool:
    return not candidate.is_incumbent


def _watched_for(kind: WatchKind) -> _Holds:
    def holds(_evaluation: Evaluation, _candidate: Candidate, dossier: Dossier) -> bool:
        return any(
            each.kind is kind and each.closed_on is None and each.severity is not WatchSeverity.INFO
            for each in dossier.watch_entries
        )

    return holds


_OWN_PEOPLE = "Our own people could do the work, so its move touches them."
# name → sentence, and whether it is true of a candidate
FACTS: Mapping[str, tuple[str, _Holds]] = {
    "few_hours": ("Too few working hours are shared with {names}.", _shares_few_hours),
    "no_certificate": ("No valid certificate of information security is on file of {names}.", _lacks_certificate),
    "security_watched": ("The security of {names} is being watched.", _watched_for(WatchKind.SECURITY)),
    "new_vendor": ("The work would move to {names}.", _is_new),
    "weak_accounts": ("The accounts of {names} are weak.", _has_weak_accounts),
    "ownership_watched": ("The ownership of {names} is being watched.", _watched_for(WatchKind.OWNERSHIP)),
    "sub_contractors_without_consent": (
        "Sub-contractors work for {names} without our consent.",
        _engages_without_consent,
    ),
    "data_abroad": ("Our data would be kept or seen abroad by {names}.", _sees_data_abroad),
    "country_watched": ("A country of {names} is being watched.", _watched_for(WatchKind.COUNTRY)),
    "one_site": ("A single site delivers for {names}.", _stands_on_one_site),
    "owner_not_screened": ("Owners of {names} are not cleared against sanctions lists.", _has_unscreened_owner),
    "reputation_watched": ("The reputation of {names} is being watched.", _watched_for(WatchKind.REPUTATION)),
    "own_people": (_OWN_PEOPLE, lambda _evaluation, candidate, _dossier: candidate.is_in_house),
    "individual": ("An individual would do the work: {names}.", _is_individual),
}

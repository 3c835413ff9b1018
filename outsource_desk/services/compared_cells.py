"""What one vendor has in each line of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from outsource_desk.domain.compared import Aspect, Cell, ComparedLine, Form, Part
from outsource_desk.domain.dossier import Consent, Dossier, Location, Screening, WatchSeverity
from outsource_desk.domain.financial import SHARES, Band, RatioKind
from outsource_desk.domain.ranking import Evaluation, GateStatus, Standing
from outsource_desk.domain.validity import Validity, validity
from outsource_desk.domain.vendor import Vendor, VendorStatus
from outsource_desk.domain.vetted import VettedCandidate, VettingGate
from outsource_desk.services.overlap import best_overlap, needed_overlap, planning_year
from outsource_desk.services.ratios import OPINION_BANDS, RATIO_NAMES, ratio_words, ratios_of


@dataclass(frozen=True)
class Subject:
    """All that is known of one of the vendors."""

    vendor: Vendor
    dossier: Dossier
    evaluation: Evaluation | None
    standing: Standing | None
    vetted: VettedCandidate | None
    today: str


def lines_of(subjects: Sequence[Subject]) -> tuple[ComparedLine, ...]:
    """Return every line, by aspect; also those of which nothing is known."""
    order = list(Aspect)
    return tuple(sorted(_lines(subjects), key=lambda line: order.index(line.aspect)))


def _lines(subjects: Sequence[Subject]) -> Iterator[ComparedLine]:
    for aspect, name, cell in _PLAIN_LINES:
        yield ComparedLine(aspect, name, False, tuple(cell(each) for each in subjects))
    yield from _by_name(Aspect.CERTIFICATES, subjects, _schemes, _certificate)
    yield from _ratio_lines(subjects)
    yield from _by_name(Aspect.INSURANCE, subjects, _kinds, _insurance, is_own_name=False)


def _by_name(
    aspect: Aspect,
    subjects: Sequence[Subject],
    names: Callable[[Subject], Iterable[str]],
    cell: Callable[[Subject, str], Cell],
    *,
    is_own_name: bool = True,
) -> Iterator[ComparedLine]:
    """Yield a line for each name that any of the vendors has."""
    for name in dict.fromkeys(name for each in subjects for name in names(each)):
        yield ComparedLine(aspect, name, is_own_name, tuple(cell(each, name) for each in subjects))


def _ratio_lines(subjects: Sequence[Subject]) -> Iterator[ComparedLine]:
    found = [{each.kind: each for each in ratios_of(subject.dossier.years)} for subject in subjects]
    for kind in RatioKind:
        cells = []
        for ratios in found:
            ratio = ratios.get(kind)
            value = ratio.value if ratio else None
            if ratio is None or value is None or ratio.band is None:
                cells.append(Cell())
            else:
                cells.append(_one(_ratio_part(kind, value), _word(str(ratio.band)), tone=BAND_TONES[ratio.band]))
        yield ComparedLine(Aspect.FINANCE, RATIO_NAMES[kind], False, tuple(cells))


BAND_TONES = {Band.STRONG: "good", Band.ADEQUATE: "", Band.WEAK: "warn", Band.CRITICAL: "bad"}


def _ratio_part(kind: RatioKind, value: float) -> Part:
    if value in (float("inf"), float("-inf")):
        return _word(ratio_words(kind, value))
    return Part(Form.PERCENT if kind in SHARES else Form.NUMBER, value)


def _one(*parts: Part, tone: str = "") -> Cell:
    return Cell((parts,), tone)


def _text(value: object) -> Cell:
    return _one(Part(Form.TEXT, str(value))) if value not in (None, "") else Cell()


def _word(value: str) -> Part:
    return Part(Form.WORD, value)


def _country(code: str) -> Part:
    return Part(Form.COUNTRY, code)


def _rank(subject: Subject) -> Cell:
    standing = subject.standing
    if standing is None:
        return Cell()
    if standing.gate is GateStatus.FAILED:
        return _one(_word("not ranked: a gate failed"), tone="bad")
    if standing.rank is None:
        return _one(_word("not ranked yet"))
    return _one(Part(Form.TEXT, str(standing.rank)))


def _total(subject: Subject) -> Cell:
    standing = subject.standing
    return _one(Part(Form.NUMBER, round(standing.total, 1))) if standing and standing.rank else Cell()


def _secured(subject: Subject) -> Cell:
    overall = subject.vetted.overall if subject.vetted else None
    if overall is None or overall.secured is None:
        return Cell()
    return _one(Part(Form.NUMBER, round(overall.secured, 1)), Part(Form.EXAMINED, overall.coverage or 0.0))


_GATE_CELLS = {
    VettingGate.FAILED: ("failed", "bad"),
    VettingGate.OPEN: ("open", ""),
    VettingGate.WITH_CONDITIONS: ("passed with conditions", "warn"),
    VettingGate.PASSED: ("passed", "good"),
}


def _gates(subject: Subject) -> Cell:
    vetted = subject.vetted
    if vetted is None or not vetted.gates:
        return Cell()
    word, tone = _GATE_CELLS[vetted.gate]
    failed = tuple((Part(Form.TEXT, each.question.code), _word("failed")) for each in vetted.knocked_out)
    return Cell(((_word(word),), *failed), tone)


def _kind(subject: Subject) -> Cell:
    return _one(_word(str(subject.vendor.kind)))


def _status(subject: Subject) -> Cell:
    status = subject.vendor.status
    return _one(_word(str(status)), tone={VendorStatus.WATCH: "warn", VendorStatus.BLOCKED: "bad"}.get(status, ""))


def _home(subject: Subject) -> Cell:
    return _one(_country(subject.vendor.country)) if subject.vendor.country else Cell()


def _employees(subject: Subject) -> Cell:
    count = subject.vendor.employees
    return _one(Part(Form.NUMBER, count)) if count is not None else Cell()


_LOCATIONS = {
    Location.ONSITE: "on our site",
    Location.ONSHORE: "onshore",
    Location.NEARSHORE: "nearshore",
    Location.OFFSHORE: "offshore",
}


def _sites(subject: Subject) -> Cell:
    lines = []
    for site in subject.dossier.sites:
        parts = [Part(Form.TEXT, site.name)]
        parts += [_country(site.country)] if site.country else []
        parts += [_word(_LOCATIONS[site.location])] if site.location else []
        lines.append(tuple(parts))
    return Cell(tuple(lines))


def _overlap(subject: Subject) -> Cell:
    if subject.evaluation is None:
        return Cell()
    initiative = subject.evaluation.initiative
    best = best_overlap(initiative.hours, subject.dossier, planning_year(initiative, subject.today))
    if best is None:
        return Cell()
    tone = "" if best.is_enough(needed_overlap(initiative)) else "warn"
    return _one(Part(Form.HOURS, round(best.planning.hours, 2)), tone=tone)


def _schemes(subject: Subject) -> Iterator[str]:
    return (each.scheme for each in subject.dossier.certificates)


_COVERS = {
    "yes": "covers the service",
    "partly": "covers the service partly",
    "no": "does not cover the service",
    "unknown": "cover not known",
}
_VALIDITY_TONES = {Validity.EXPIRED: "bad", Validity.EXPIRING: "warn"}


def _certificate(subject: Subject, scheme: str) -> Cell:
    held = [each for each in subject.dossier.certificates if each.scheme == scheme]
    if not held:
        return _one(_word("none"))
    best = max(held, key=lambda each: each.ends or "")
    ends = (Part(Form.UNTIL, best.ends),) if best.ends else ()
    tone = _VALIDITY_TONES.get(validity(best.ends, subject.today), "")
    return _one(_word(_COVERS[best.covers_service]), *ends, tone=tone or ("bad" if best.covers_service == "no" else ""))


def _revenue(subject: Subject) -> Cell:
    latest = next(iter(subject.dossier.years), None)
    if latest is None or latest.revenue is None:
        return Cell()
    return _one(Part(Form.MONEY, (latest.revenue, latest.currency)), Part(Form.TEXT, str(latest.year)))


_OPINION_WORDS = {
    "clean": "clean",
    "emphasis": "clean, with emphasis",
    "qualified": "qualified",
    "going_concern": "going concern in doubt",
    "none": "not audited",
}


def _opinion(subject: Subject) -> Cell:
    latest = next(iter(subject.dossier.years), None)
    if latest is None:
        return Cell()
    tone = BAND_TONES[OPINION_BANDS[latest.opinion]]
    return _one(_word(_OPINION_WORDS[latest.opinion]), Part(Form.TEXT, str(latest.year)), tone=tone)


_INSURANCES = {
    "professional": "Professional indemnity",
    "cyber": "Cyber insurance",
    "general": "General liability",
    "employer": "Employer’s liability",
    "crime": "Crime insurance",
}


def _kinds(subject: Subject) -> Iterator[str]:
    return (_INSURANCES[each.kind] for each in subject.dossier.insurances)


def _insurance(subject: Subject, name: str) -> Cell:
    held = [each for each in subject.dossier.insurances if _INSURANCES[each.kind] == name]
    if not held:
        return _one(_word("none"))
    best = max(held, key=lambda each: each.cover or 0)
    cover = (Part(Form.MONEY, (best.cover, best.currency)),) if best.cover is not None else (_word("cover not known"),)
    ends = (Part(Form.UNTIL, best.expires),) if best.expires else ()
    return _one(*cover, *ends, tone=_VALIDITY_TONES.get(validity(best.expires, subject.today), ""))


_SCREENINGS = {Screening.CLEAR: "screened", Screening.MATCH: "on a sanctions list", Screening.NOT_DONE: "not screened"}


def _owners(subject: Subject) -> Cell:
    owners = subject.dossier.owners
    lines = []
    for owner in sorted(owners, key=lambda each: (not each.is_controlling, -(each.share or 0))):
        share = (Part(Form.PERCENT, owner.share),) if owner.share is not None else ()
        lines.append((Part(Form.TEXT, owner.name), *share, _word(_SCREENINGS[owner.screening])))
    found = {owner.screening for owner in owners}
    tone = "bad" if Screening.MATCH in found else "warn" if Screening.NOT_DONE in found else ""
    return Cell(tuple(lines), tone)


def _subcontractors(subject: Subject) -> Cell:
    lines = []
    for link in subject.dossier.subcontractors:
        parts = [Part(Form.TEXT, link.name)]
        parts += [_country(link.country)] if link.country else []
        parts += [_word("sees data")] if link.touches_data else []
        parts += [_word("without our consent")] if link.consent is Consent.NONE else []
        lines.append(tuple(parts))
    is_open = any(each.touches_data and each.consent is Consent.NONE for each in subject.dossier.subcontractors)
    return Cell(tuple(lines), "warn" if is_open else "")


def _countries(subject: Subject) -> Cell:
    dossier = subject.dossier
    codes = sorted({each.country for each in (*dossier.sites, *dossier.subcontractors) if each.country})
    return Cell(tuple((_country(code),) for code in codes))


def _references(subject: Subject) -> Cell:
    lines = []
    for each in subject.dossier.references:
        parts = [Part(Form.TEXT, each.client)]
        parts += [_word("former client")] if each.is_former else []
        parts += [Part(Form.RATING, each.rating)] if each.rating is not None else []
        parts += [] if each.spoken_on else [_word("not spoken to")]
        lines.append(tuple(parts))
    return Cell(tuple(lines))


def _watched(subject: Subject) -> Cell:
    entries = [each for each in subject.dossier.watch_entries if each.closed_on is None]
    lines = tuple((Part(Form.DAY, each.observed_on), Part(Form.TEXT, each.wording)) for each in entries)
    severe = {each.severity for each in entries}
    tone = "bad" if WatchSeverity.ALERT in severe else "warn" if WatchSeverity.WATCH in severe else ""
    return Cell(lines, tone)


_PLAIN_LINES: tuple[tuple[Aspect, str, Callable[[Subject], Cell]], ...] = (
    (Aspect.STANDING, "Rank", _rank),
    (Aspect.STANDING, "Total", _total),
    (Aspect.STANDING, "Vetting, secured", _secured),
    (Aspect.STANDING, "Gates of the vetting", _gates),
    (Aspect.PROFILE, "Kind", _kind),
    (Aspect.PROFILE, "Status", _status),
    (Aspect.PROFILE, "Legal name", lambda subject: _text(subject.vendor.legal_name)),
    (Aspect.PROFILE, "Country", _home),
    (Aspect.PROFILE, "Group", lambda subject: _text(subject.vendor.group_name)),
    (Aspect.PROFILE, "Founded", lambda subject: _text(subject.vendor.founded)),
    (Aspect.PROFILE, "Employees", _employees),
    (Aspect.SITES, "Sites", _sites),
    (Aspect.SITES, "Hours worked together", _overlap),
    (Aspect.OWNERS, "Owners", _owners),
    (Aspect.SUPPLY, "Sub-contractors", _subcontractors),
    (Aspect.SUPPLY, "Countries in all", _countries),
    (Aspect.REFERENCES, "References", _references),
    (Aspect.WATCH, "Open observations", _watched),
    (Aspect.FINANCE, "Revenue", _revenue),
    (Aspect.FINANCE, "Auditor’s opinion", _opinion),
)

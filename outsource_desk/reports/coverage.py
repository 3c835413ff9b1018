"""The chart of how far every section is accepted, and on what proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from outsource_desk.charts.spec import Category, ChartSpec, Kind, Role, Series
from outsource_desk.domain.formatting import number
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import EvidenceLevel, VettingSection
from outsource_desk.reports.examined import Examined, Seen

KEY = ("independent, or checked by us", "document", "the vendor’s word", "nothing in date")
ALL = "All sections"
_PLACES = {
    EvidenceLevel.VERIFIED: 0, EvidenceLevel.INDEPENDENT: 0, EvidenceLevel.DOCUMENT: 1, EvidenceLevel.CLAIM: 2,
}  # fmt: skip
_LEAST = 3
Shares = tuple[float, ...]  # per cent of the weight asked, for each entry of the key


def coverage_chart(examined: Examined, seen: Sequence[Seen]) -> ChartSpec:
    """Return for some candidates how much of every section is accepted, the strongest proof first.

    A bar is as long as the weight of all questions that apply; what is filled is accepted.
    """
    sections = [each for each in examined.vetting.questionnaire.sections if _is_asked(each, seen)]
    found = {each.candidate.id: _of(each, sections) for each in seen}
    series = [
        Series(each.candidate.name, _column(found[each.candidate.id], place), Role.PART)
        for each in seen
        for place in range(len(KEY))
    ]
    names = [each.title for each in sections] + [ALL]
    told = [_in_words(each, names, found[each.candidate.id]) for each in seen]
    return ChartSpec(
        Kind.COVERAGE,
        "How much of each section is accepted, and on what proof",
        tuple(Category(name) for name in names),
        tuple(series),
        places=0,
        alt=" ".join(["Share of each section that is accepted, by the proof behind it.", *told]),
        nothing="No question is put to anybody yet.",
        key=KEY,
    )


def _column(found: Sequence[Shares | None], place: int) -> tuple[float | None, ...]:
    """Return the shares of one kind of proof, section by section."""
    return tuple(None if shares is None else shares[place] for shares in found)


def _is_asked(section: VettingSection, seen: Iterable[Seen]) -> bool:
    return any(each.found.sections[section.id].coverage is not None for each in seen)


def _of(seen: Seen, sections: Sequence[VettingSection]) -> list[Shares | None]:
    """Return the shares of each section, and of all together; None where nothing with a weight is asked."""
    found = [_shares([seen.found.judged[each.id] for each in section.questions]) for section in sections]
    weighed = [(section.weight, one) for section, one in zip(sections, found, strict=True) if one is not None]
    whole = sum(weight for weight, _ in weighed)
    if not whole:
        return [*found, None]
    return [*found, tuple(sum(weight * one[place] for weight, one in weighed) / whole for place in range(len(KEY)))]


def _shares(judged: Iterable[Judged]) -> Shares | None:
    applying = [each for each in judged if each.applies]
    whole = sum(each.question.weight for each in applying)
    if not whole:
        return None
    shares = [0.0] * len(KEY)
    for each in applying:
        if each.state.is_accepted and each.points is not None:
            shares[_PLACES.get(each.level, _LEAST)] += 100 * each.question.weight / whole
    return tuple(shares)


def _in_words(seen: Seen, names: Sequence[str], found: Sequence[Shares | None]) -> str:
    parts = [f"{name} {_told(one)}" for name, one in zip(names, found, strict=True)]
    return f"{seen.candidate.name}: {'; '.join(parts)}."


def _told(shares: Shares | None) -> str:
    if shares is None:
        return "not asked"
    parts = [f"{number(share, 0)} {word}" for share, word in zip(shares, KEY, strict=True) if share >= 0.5]
    return f"{number(sum(shares), 0)} %" + (f" ({', '.join(parts)})" if parts else "")

"""How much hangs on one group, one country or one sub-contractor, over all initiatives of the file.

Nothing is decided yet in a file, so who runs a function today counts as carrying it, and what would become if a
candidate were chosen is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.formatting import counted, in_words, percent
from outsource_desk.domain.tier import Tier
from outsource_desk.domain.times import Burden
from outsource_desk.domain.vendor import Candidate, Vendor
from outsource_desk.services.likeness import name_key
from outsource_desk.store.dossiers import load_dossiers
from outsource_desk.store.initiatives import load_initiatives
from outsource_desk.store.vendors import load_candidates, load_vendors
from outsource_desk.store.vetting import load_tiering

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

CRITICAL = frozenset({Tier.T1, Tier.T2})
MOST_FUNCTIONS = 2  # critical ones on one shoulder; so many are too many
MOST_SHARE = 0.4  # of the yearly value of all that vendors run; more is too much
_Key = tuple["Shoulder", str]


class Shoulder(StrEnum):
    """What functions hang on."""

    GROUP = "group"  # vendors of one group fail together; a vendor without a group stands for itself
    COUNTRY = "country"  # from which is delivered, or where data lie or are seen
    SUBCONTRACTOR = "subcontractor"


@dataclass(frozen=True)
class Function:
    """One initiative's function: how critical it is, what it is worth, and who runs it or would like to."""

    initiative_id: int
    name: str
    tier: Tier | None  # None = nobody has judged it yet
    yearly_value: int | None  # in minor units of ``currency``
    currency: str = ""
    incumbents: tuple[int, ...] = ()  # vendor ids
    competitors: tuple[int, ...] = ()  # vendor ids of the other candidates


@dataclass(frozen=True)
class Portfolio:
    """All functions of a file, and what is known of the vendors that run them or compete for them."""

    functions: tuple[Function, ...]
    vendors: Mapping[int, Vendor] = field(default_factory=dict)
    dossiers: Mapping[int, Dossier] = field(default_factory=dict)


@dataclass(frozen=True)
class Award:
    """A vendor supposed to be chosen for a function, in place of whoever runs it today."""

    initiative_id: int
    vendor_id: int


@dataclass(frozen=True)
class Load:
    """What hangs on one group, country or sub-contractor."""

    shoulder: Shoulder
    name: str  # of the group or company; of a country its code
    functions: tuple[int, ...]  # ids of the initiatives, in order
    vendors: tuple[int, ...]  # ids of those through which it hangs there
    critical: int  # functions of tier 1 or 2
    unrated: int  # functions whose criticality nobody has judged
    share: float | None  # of the yearly value of all functions that vendors run, 0..1; None = cannot be told

    @property
    def is_too_much(self) -> bool:
        """Tell whether so much hangs on it that somebody should look."""
        return self.critical >= MOST_FUNCTIONS or (self.share is not None and self.share > MOST_SHARE)


@dataclass(frozen=True)
class Exposure:
    """One group, country or sub-contractor behind a vendor: what hangs on it today, and if the vendor were chosen."""

    today: Load
    award: Award | None = None
    then: Load | None = None  # None without an award
    is_shared: bool = False  # whether it stands behind another vendor of the file as well


def read_portfolio(desk: Desk) -> Portfolio:
    """Read all functions of the file, and their vendors."""
    from outsource_desk.services.tiering import tier_of

    functions = []
    for initiative in load_initiatives(desk.connection):
        candidates = load_candidates(desk.connection, initiative.id)
        tier = tier_of(initiative, load_tiering(desk.connection, initiative.id)).tier
        functions.append(
            Function(
                initiative.id,
                initiative.function_name or initiative.name,
                tier,
                initiative.yearly_value,
                initiative.currency,
                tuple(each.vendor_id for each in candidates if each.vendor_id is not None and each.is_incumbent),
                tuple(each.vendor_id for each in candidates if each.vendor_id is not None and not each.is_incumbent),
            )
        )
    involved = {vendor_id for each in functions for vendor_id in (*each.incumbents, *each.competitors)}
    vendors = {vendor.id: vendor for vendor in load_vendors(desk.connection) if vendor.id in involved}
    return Portfolio(tuple(functions), vendors, load_dossiers(desk.connection, involved))


def exposures_of(portfolio: Portfolio, vendor_id: int, initiative_id: int | None = None) -> tuple[Exposure, ...]:
    """Return what hangs on the groups, countries and sub-contractors behind one vendor.

    Args:
        portfolio: of the file.
        vendor_id: whose.
        initiative_id: the initiative for which the vendor is supposed to be chosen, if it is a candidate there and does
            not run the function already; None = as things are today.
    """
    competing = {each.initiative_id for each in portfolio.functions if vendor_id in each.competitors}
    award = Award(initiative_id, vendor_id) if initiative_id is not None and initiative_id in competing else None
    today, then = _loads(portfolio, None), _loads(portfolio, award) if award else {}
    behind: dict[_Key, set[int]] = defaultdict(set)
    ours: dict[_Key, str] = {}  # key → what this vendor calls it
    for key, name, of in _shoulders(portfolio):
        behind[key].add(of)
        if of == vendor_id:
            ours.setdefault(key, name)
    return tuple(
        Exposure(replace(today[key], name=name), award, then.get(key), len(behind[key]) > 1)
        for key, name in ours.items()
    )


def burdens_of(portfolio: Portfolio, initiative_id: int, candidates: Collection[Candidate]) -> tuple[Burden, ...]:
    """Return what would hang on the group of each vendor among some candidates if it were chosen.

    Args:
        portfolio: of the file.
        initiative_id: for which it would be chosen.
        candidates: of the initiative; the in-house option is left out.
    """
    ours = next(each for each in portfolio.functions if each.initiative_id == initiative_id)
    if len(portfolio.functions) < 2:
        return ()
    found = []
    for candidate in candidates:
        if candidate.vendor_id is not None:
            exposures = exposures_of(portfolio, candidate.vendor_id, initiative_id)
            group = next(each for each in exposures if each.today.shoulder is Shoulder.GROUP)
            load = group.then or group.today
            own = ours.tier in CRITICAL and initiative_id in load.functions
            found.append(Burden(candidate.id, load.name, load.critical, load.critical - own, load.share))
    return tuple(found)


def _loads(portfolio: Portfolio, award: Award | None) -> dict[_Key, Load]:
    carriers = _carriers(portfolio, award)
    held: dict[_Key, set[int]] = defaultdict(set)  # key → vendors
    names: dict[_Key, str] = {}
    for key, name, vendor_id in _shoulders(portfolio):
        names.setdefault(key, name)
        held[key].add(vendor_id)
    return {key: _load(portfolio, key, names[key], vendors, carriers) for key, vendors in held.items()}


def _carriers(portfolio: Portfolio, award: Award | None) -> dict[int, tuple[int, ...]]:
    """Return initiative → the vendors that run its function, if any do."""
    carriers = {each.initiative_id: each.incumbents for each in portfolio.functions}
    if award is not None:
        carriers[award.initiative_id] = (award.vendor_id,)
    return {initiative_id: vendors for initiative_id, vendors in carriers.items() if vendors}


def _shoulders(portfolio: Portfolio) -> Iterator[tuple[_Key, str, int]]:
    """Yield (key, name, vendor) for everything that stands behind a vendor."""
    engaged = {name_key(link.name) for each in portfolio.dossiers.values() for link in each.subcontractors}
    for vendor in portfolio.vendors.values():
        group = vendor.group_name.strip() or vendor.name
        yield (Shoulder.GROUP, name_key(group)), group, vendor.id
        dossier = portfolio.dossiers.get(vendor.id, Dossier(vendor.id))
        for country in _countries(vendor, dossier):
            yield (Shoulder.COUNTRY, country), country, vendor.id
        for link in dossier.subcontractors:
            yield (Shoulder.SUBCONTRACTOR, name_key(link.name)), link.name, vendor.id
        if name_key(vendor.name) in engaged:  # it also works for others
            yield (Shoulder.SUBCONTRACTOR, name_key(vendor.name)), vendor.name, vendor.id


def _countries(vendor: Vendor, dossier: Dossier) -> tuple[str, ...]:
    """Return where a vendor delivers and keeps data; its own country as long as no site says where."""
    return dossier.working_countries or ((vendor.country,) if vendor.country else ())


def _load(
    portfolio: Portfolio, key: _Key, name: str, behind: set[int], carriers: Mapping[int, tuple[int, ...]]
) -> Load:
    carried = {each: [vendor for vendor in vendors if vendor in behind] for each, vendors in carriers.items()}
    functions = [each for each in portfolio.functions if carried.get(each.initiative_id)]
    return Load(
        key[0],
        name,
        tuple(each.initiative_id for each in functions),
        tuple(dict.fromkeys(vendor for each in functions for vendor in carried[each.initiative_id])),
        sum(each.tier in CRITICAL for each in functions),
        sum(each.tier is None for each in functions),
        _share(portfolio, {each.initiative_id for each in functions}, carriers),
    )


def _share(portfolio: Portfolio, ours: set[int], carriers: Mapping[int, tuple[int, ...]]) -> float | None:
    """Return a part of the yearly value of all functions that vendors run.

    None where fewer than two functions are worth anything (all hangs on one then, whoever it is), where the values are
    in different currencies, or where nobody has said what any of ours is worth.
    """
    valued = [each for each in portfolio.functions if each.initiative_id in carriers and each.yearly_value]
    if len(valued) < 2 or len({each.currency for each in valued}) > 1:
        return None
    total = sum(each.yearly_value or 0 for each in valued)
    known = [each.yearly_value or 0 for each in valued if each.initiative_id in ours]
    return sum(known) / total if known else None


def sentences_of(portfolio: Portfolio, exposure: Exposure, name: str = "") -> tuple[str, ...]:
    """Return what hangs on a group, country or sub-contractor, in plain sentences.

    Args:
        portfolio: of the file.
        exposure: of a vendor.
        name: how to call it, such as a country's name instead of its code.
    """
    today, then, award = exposure.today, exposure.then, exposure.award
    called = name or today.name
    said = [_today(portfolio, today, called)]
    if today.share is not None:
        said.append(f"That is {percent(today.share)} of the yearly value of all functions that vendors run.")
    if then is not None and award is not None:
        said.append(f"With {portfolio.vendors[award.vendor_id].name} chosen it would be {_counts(then)}.")
        if then.share is not None:
            said.append(f"That would be {percent(then.share)} of the yearly value.")
    if unrated := (then or today).unrated:
        said.append(f"How critical they are has not been said of {counted(unrated, 'function')}.")
    return tuple(said)


def _today(portfolio: Portfolio, load: Load, called: str) -> str:
    if not load.functions:
        return f"{called}: no function hangs on it today."
    names = in_words([f"“{each.name}”" for each in portfolio.functions if each.initiative_id in load.functions])
    return f"{called}: {_counts(load)} today ({names})."


def _counts(load: Load) -> str:
    total = len(load.functions)
    if load.critical == total:
        return counted(total, "critical function")
    if load.critical == 0:
        return counted(total, "function, none critical", "functions, none critical")
    return f"{total} functions, {load.critical} of them critical"

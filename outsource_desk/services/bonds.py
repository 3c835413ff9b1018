"""What two vendors have in common, so that both may fail at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.countries import country_name
from outsource_desk.services.likeness import name_key


class Bond(StrEnum):
    """What two vendors have in common, so that both may fail at once; the tightest first."""

    PARENT = "parent"
    SITE = "site"
    SUBCONTRACTOR = "subcontractor"
    COUNTRY = "country"


@dataclass(frozen=True)
class Shared:
    """One thing that two vendors have in common."""

    bond: Bond
    name: str  # of the parent, site or sub-contractor; of a country its code


def shared_by(evaluation: Evaluation, first: Candidate, second: Candidate) -> tuple[Shared, ...]:
    """Return what two candidates have in common, the tightest bond first; the in-house option shares nothing.

    That is a parent or controlling owner, a site, a sub-contractor, or a country from which both deliver or where both
    keep or see data.
    """
    dossiers = evaluation.protection.dossiers if evaluation.protection else {}
    if first.is_in_house or second.is_in_house:
        return ()
    one, other = (_facts(each, dossiers.get(each.id)) for each in (first, second))
    return tuple(Shared(bond, one[bond][key]) for bond in Bond for key in one[bond] if key in other[bond])


def shared_words(shared: Shared, speech: Speech = ENGLISH) -> str:
    """Return one bond as a sentence."""
    match shared.bond:
        case Bond.PARENT:
            return speech.tr("Both belong to {name}.", name=shared.name)
        case Bond.SITE:
            return speech.tr("Both work at the site {name}.", name=shared.name)
        case Bond.SUBCONTRACTOR:
            return speech.tr("Both lean on {name}.", name=shared.name)
        case Bond.COUNTRY:
            return speech.tr("Both work from {name}.", name=speech.say(country_name(shared.name)))


def _facts(candidate: Candidate, dossier: Dossier | None) -> dict[Bond, dict[str, str]]:
    """Return bond → key by which two are held to be the same → name as it is written."""
    known = dossier or Dossier(0)
    parents = [each.name for each in known.owners if each.is_controlling]
    group = [candidate.group] if candidate.group else []
    sites = [each for each in known.working_sites if each.city]
    countries = set(known.working_countries) or ({candidate.country} - {""})
    return {
        Bond.PARENT: {name_key(each): each for each in (*group, *parents)},
        Bond.SITE: {f"{name_key(each.name)} {name_key(each.city)}": each.name for each in sites},
        Bond.SUBCONTRACTOR: {name_key(each.name): each.name for each in known.subcontractors},
        Bond.COUNTRY: {each: each for each in sorted(countries)},
    }

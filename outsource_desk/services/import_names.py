"""How the names of vendors, criteria and evaluators in a sheet are compared with those of the file."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import criterion_paths, leaves_of
from outsource_desk.services.import_matching import Likeness, Matching, Matchings, Wanted, in_house_id, match_names
from outsource_desk.services.likeness import is_same_company, likeness_of, name_key, near_names

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.importers.reading import CriterionCell, NamedCell, Table

IN_HOUSE_NAMES = frozenset(
    {"in-house", "in house", "inhouse", "in-house option", "in-house, as is", "in-house, well run"}
)
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")  # a unit or scale behind a name
_SMALL = frozenset(
    ("of", "the", "and", "for", "in", "to", "a", "an", "der", "die", "das", "und", "von", "für", "de", "la", "le", "et",
     "y", "e", "di", "da", "do", "i", "w")
)  # fmt: skip
_NEAR = 85  # of 100: criteria that are written less alike are not proposed
# words that mean one thing in a sheet of offers; each line is one
_ONE_THING = tuple(
    frozenset(line.split())
    for line in (
        "price prices pricing cost costs preis preise kosten prix cout couts precio precios coste costo preco custo "
        "prezzo prezzi costi cena ceny koszt koszty tco commercial commercials fee fees",
        "quality qualitat qualite calidad qualidade qualita jakosc",
        "security cybersecurity infosec sicherheit securite seguridad seguranca sicurezza bezpieczenstwo",
        "experience references reference erfahrung referenzen expertise experiencia esperienza referenze doswiadczenie",
        "team staff staffing people personnel equipe equipo personal personale zespol mitarbeiter",
        "support service services betreuung soporte suporte assistenza wsparcie",
        "transition migration onboarding implementation ubergang transicion transicao transizione migracja wdrozenie",
        "sustainability esg nachhaltigkeit durabilite sostenibilidad sustentabilidade sostenibilita",
        "compliance konformitat conformite cumplimiento conformidade conformita zgodnosc",
        "delivery lieferung livraison entrega consegna dostawa",
        "technical technology technik technique tecnica tecnico tecnologia technologia",
        "innovation innovations innovacion inovacao innovazione innowacje",
        "flexibility flexibilitat flexibilite flexibilidad flexibilidade flessibilita elastycznosc",
        "risk risks risiko risiken risque risques riesgo riesgos risco riscos rischio rischi ryzyko",
    )
)
_MEANS = {word: f"={at}" for at, words in enumerate(_ONE_THING) for word in words}


def is_in_house_name(name: str) -> bool:
    """Tell whether a sheet means doing it oneself, as in ``In-house (current team)``."""
    return _BRACKETED.sub("", name).strip().casefold() in IN_HOUSE_NAMES


def names_here(now: Evaluation | None, directory: Mapping[int, str]) -> dict[str, Mapping[int, str]]:
    """Return vendors, criteria and evaluators → id → name of those that the names of a sheet may mean.

    Args:
        now: the initiative as it stands; None = it will be begun.
        directory: vendor id → name, of all vendors.
    """
    here = {each.vendor_id or in_house_id(each.id): each.name for each in now.candidates} if now else {}
    return {
        "vendors": {**directory, **here},
        "criteria": {leaf.id: leaf.name for leaf in leaves_of(now.criteria)} if now else {},
        "evaluators": {each.id: each.name for each in now.evaluators} if now else {},
    }


def match_table(
    table: Table,
    now: Evaluation | None,
    directory: Mapping[int, str],
    wanted: tuple[Mapping[str, Wanted], Mapping[str, Wanted], Mapping[str, Wanted]],
    *,
    office: str,
    is_own: bool,
    is_several: bool = False,
) -> Matchings:
    """Return what all names of a table are taken for.

    Args:
        table: what was read.
        now: the initiative as it stands; None = it will be begun.
        directory: vendor id → name, of all vendors.
        wanted: what the user says of vendors, criteria and evaluators.
        office: who the scores are put down to where the sheet names nobody.
        is_own: the table comes from a workbook of ours, whose keys are ids of this initiative.
        is_several: several sheets come in together, which may spell one vendor in two ways.
    """
    vendors, criteria, evaluators = ({name.casefold(): what for name, what in each.items()} for each in wanted)
    is_list = is_several or table.orientation in ("long", "list")
    return Matchings(
        _vendors(table, now, directory, vendors, is_own=is_own, is_list=is_list),
        _criteria(table, now, criteria, is_own=is_own),
        _evaluators(table, now, evaluators, office),
    )


def _vendors(
    table: Table,
    now: Evaluation | None,
    directory: Mapping[int, str],
    wanted: Mapping[str, Wanted],
    *,
    is_own: bool,
    is_list: bool,
) -> dict[str, Matching]:
    candidates = now.candidates if now else ()
    here = {each.vendor_id or in_house_id(each.id): each.name for each in candidates}
    of_key = {str(each.id): each.vendor_id or in_house_id(each.id) for each in candidates} if is_own else {}
    settled = {each.name: of_key[each.key] for each in table.vendors if each.key in of_key}
    others = {} if is_own else directory  # a workbook of ours brings nobody back who is no candidate any more
    names = [each.name for each in table.vendors]
    found = match_names(names, {**others, **here}, wanted, COMPANIES, settled=settled, is_list=is_list)
    return found | _gone(found, (each for each in table.vendors if is_own))


def _gone(found: Mapping[str, Matching], own: Iterable[NamedCell | CriterionCell]) -> dict[str, Matching]:
    """Return what a workbook of ours names and has been deleted since it was made: that does not come in."""
    return {
        each.name: Matching(each.name, is_decided=True, is_skipped=True, is_gone=True)
        for each in own
        if each.key and found[each.name].match is None and not found[each.name].is_decided
    }


def _criteria(
    table: Table, now: Evaluation | None, wanted: Mapping[str, Wanted], *, is_own: bool
) -> dict[str, Matching]:
    leaves = leaves_of(now.criteria) if now else ()
    paths = criterion_paths(now.criteria) if now else {}
    by_path = {paths[leaf.id].casefold(): leaf.id for leaf in leaves}
    by_name: dict[str, list[int]] = {}
    for leaf in leaves:
        by_name.setdefault(leaf.name.casefold(), []).append(leaf.id)
    settled: dict[str, int] = {}
    ids = {str(leaf.id) for leaf in leaves} if is_own else set()
    for each in table.criteria:
        name = " ".join(each.name.split()).casefold()
        if each.key in ids:
            settled[each.name] = int(each.key)
        elif name in by_path:
            settled[each.name] = by_path[name]
        elif of_group := _in_group(each.group, by_name.get(name, ()), paths):
            settled[each.name] = of_group
    here = {leaf.id: leaf.name for leaf in leaves}
    found = match_names((each.name for each in table.criteria), here, wanted, CRITERIA, settled=settled)
    return found | _gone(found, (each for each in table.criteria if is_own))


def _in_group(group: str, leaves: Iterable[int], paths: Mapping[int, str]) -> int | None:
    """Return the one leaf of a name that stands in a group of this name."""
    within = [leaf for leaf in leaves if group and group.casefold() in paths[leaf].casefold()]
    return within[0] if len(within) == 1 else None


def _evaluators(table: Table, now: Evaluation | None, wanted: Mapping[str, Wanted], office: str) -> dict[str, Matching]:
    here = {each.id: each.name for each in now.evaluators} if now else {}
    said = dict.fromkeys(score.evaluator for score in table.scores)
    names = dict.fromkeys(name or table.evaluator or office for name in said)
    return match_names(names, here, wanted, PEOPLE, is_list=True)


def bare_name(name: str) -> str:
    """Return a criterion's name in small letters without the unit or scale in brackets behind it."""
    return _BRACKETED.sub("", name).casefold() or name.casefold()


@lru_cache(maxsize=20_000)
def plain_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without accents, punctuation and small words."""
    apart = unicodedata.normalize("NFKD", name.casefold().replace("&", " and ").replace("ł", "l"))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", plain)
    return tuple(word for word in words if word not in _SMALL) or tuple(words)


@lru_cache(maxsize=20_000)
def _criterion_key(name: str) -> str:
    return " ".join(plain_words(bare_name(name)))


def _same_criterion(first: str, second: str) -> bool:
    return _criterion_key(first) == _criterion_key(second)


@lru_cache(maxsize=20_000)
def _meanings(name: str) -> frozenset[str]:
    return frozenset(_MEANS.get(word, word) for word in plain_words(bare_name(name)))


def _shared_meaning(one: frozenset[str], other: frozenset[str]) -> int:
    return 90 if one == other else round(100 * len(one & other) / len(one | other))


def _criterion_likeness(first: str, second: str) -> int:
    """Return how alike two criteria are: by their letters, or by words that mean one thing."""
    from rapidfuzz.fuzz import token_sort_ratio

    meant = _shared_meaning(_meanings(first), _meanings(second))
    return max(meant, round(token_sort_ratio(_criterion_key(first), _criterion_key(second))))


def _near_criteria(names: tuple[str, ...], here: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    """Return name → the criteria here that it may mean, in their order; numbers and single letters must agree."""
    ours: dict[frozenset[str], list[int]] = defaultdict(list)
    for key, other in here.items():
        ours[_marks(other)].append(key)
    theirs: dict[frozenset[str], list[str]] = defaultdict(list)
    for name in names:
        theirs[_marks(name)].append(name)
    found: dict[str, set[int]] = defaultdict(set)
    for marks, some in theirs.items():
        known = {key: here[key] for key in ours.get(marks, ())}
        for name, key in (*_alike_in_meaning(some, known), *_alike_in_letters(some, known)):
            found[name].add(key)
    places = {key: place for place, key in enumerate(here)}
    return {name: tuple(sorted(found[name], key=places.__getitem__)) for name in names if name in found}


def _alike_in_meaning(names: Iterable[str], here: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """Yield names with the criteria here that hold the same words, or words that mean the same."""
    keys_of: dict[str, list[int]] = defaultdict(list)
    for key, other in here.items():
        for meaning in _meanings(other):
            keys_of[meaning].append(key)
    for name in names:
        meanings = _meanings(name)
        for key in {key for meaning in meanings for key in keys_of.get(meaning, ())}:
            means = _meanings(here[key])
            is_part = (meanings <= means or means <= meanings) and max(len(meanings), len(means)) <= 3
            if is_part or _shared_meaning(meanings, means) >= _NEAR:
                yield name, key


def _alike_in_letters(names: list[str], here: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """Yield names with the criteria here that are written nearly the same, in any order of words."""
    import numpy as np
    from rapidfuzz.fuzz import token_sort_ratio
    from rapidfuzz.process import cdist

    keys, others = list(here), [_criterion_key(other) for other in here.values()]
    for start in range(0, len(names) if others else 0, 1000):
        part = [_criterion_key(name) for name in names[start : start + 1000]]
        alike = cdist(part, others, scorer=token_sort_ratio, score_cutoff=_NEAR - 0.5, dtype=np.float32)
        yield from ((names[start + i], keys[j]) for i, j in np.argwhere(np.rint(alike) >= _NEAR).tolist())


def _marks(name: str) -> frozenset[str]:
    return frozenset(word for word in plain_words(name) if len(word) == 1 or any(letter.isdigit() for letter in word))


def _person_key(name: str) -> str:
    return " ".join(sorted(plain_words(name)))


COMPANIES = Likeness(is_same_company, name_key, near_names, likeness_of)
CRITERIA = Likeness(_same_criterion, _criterion_key, _near_criteria, _criterion_likeness)
PEOPLE = Likeness(lambda one, other: _person_key(one) == _person_key(other), _person_key, near_names, likeness_of)

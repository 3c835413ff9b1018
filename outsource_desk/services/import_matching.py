"""Which vendor, criterion or evaluator of the file a name in a sheet means; never merged below certainty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

SKIP = 0  # in place of an id: what the sheet says of this name does not come in
CERTAIN = 100
ALL_BUT_CERTAIN = 95  # the same words with another legal form or in another order
NEAR_SHOWN = 5

Wanted = int | str | None  # an id; a name to bring it in under; None = new, under the sheet's name


class Match(NamedTuple):
    """Something of the file that a name in the sheet may mean."""

    id: int  # of a vendor, a criterion or an evaluator; see `in_house_id`
    name: str
    likeness: int  # 0..100; 100 = the same name but for what does not count


@dataclass(frozen=True)
class Matching:
    """What a name of the sheet is taken for."""

    name: str
    match: Match | None = None  # None: it comes in as new, or not at all
    near: tuple[Match, ...] = ()  # others that may be meant, the likest first
    near_in_sheet: tuple[str, ...] = ()  # earlier names of the sheet that may mean the same
    is_decided: bool = False  # somebody has said so
    is_skipped: bool = False
    is_gone: bool = False  # a workbook of ours names what has been deleted here since
    as_name: str = ""  # what it is called when it comes in as new; the sheet's name where nobody says otherwise

    @property
    def is_asked(self) -> bool:
        """Tell whether somebody must say what is meant."""
        return bool(self.near or self.near_in_sheet) and self.match is None and not self.is_decided

    @property
    def new_name(self) -> str:
        """Return what it is called when it comes in as new."""
        return self.as_name or self.name


@dataclass(frozen=True)
class Matchings:
    """What all names of a table are taken for, by the name in the sheet."""

    vendors: Mapping[str, Matching] = field(default_factory=dict)
    criteria: Mapping[str, Matching] = field(default_factory=dict)
    evaluators: Mapping[str, Matching] = field(default_factory=dict)


@dataclass(frozen=True)
class Likeness:
    """How the names of one kind are compared."""

    is_same: Callable[[str, str], bool]  # without any doubt
    key: Callable[[str], str]  # names that are the same have the same one
    near: Callable[[tuple[str, ...], Mapping[int, str]], Mapping[str, tuple[int, ...]]]
    likeness: Callable[[str, str], int]  # 0..100


def in_house_id(candidate_id: int) -> int:
    """Return what stands in place of a vendor's id for an in-house candidate, which is no vendor."""
    return -candidate_id


def match_names(
    names: Iterable[str],
    here: Mapping[int, str],
    wanted: Mapping[str, Wanted],
    how: Likeness,
    *,
    settled: Mapping[str, int] | None = None,
    is_list: bool = False,
) -> dict[str, Matching]:
    """Return name in the sheet → what it is taken for.

    Args:
        names: of the sheet.
        here: id → name of what the file has.
        wanted: what the user says, by name in small letters.
        how: how they are compared.
        settled: name → id where a workbook of ours says it itself.
        is_list: each name may stand on many rows, so that two spellings of one name are one.
    """
    names = tuple(dict.fromkeys(names))
    known = _by_name(here)
    found = _decided_names(names, here, wanted, known, settled or {})
    if here and len(found) < len(names):
        _take_certain(found, names, here, known, how, is_list=is_list)
    left = tuple(name for name in names if name not in found) if len(found) < len(names) else ()
    taken = frozenset[int]() if is_list else frozenset(_ids(found.values()))
    found |= _new_names(left, here, how, taken, is_list=is_list)
    return {name: found[name] for name in names}


def _by_name(here: Mapping[int, str]) -> dict[str, list[int]]:
    """Return name in small letters → the ids of all that are called so."""
    known: dict[str, list[int]] = {}
    for key, name in here.items():
        known.setdefault(name.casefold(), []).append(key)
    return known


def _decided_names(
    names: Iterable[str],
    here: Mapping[int, str],
    wanted: Mapping[str, Wanted],
    known: Mapping[str, list[int]],
    settled: Mapping[str, int],
) -> dict[str, Matching]:
    """Return the names of which the user, or a workbook of ours, says what they mean."""
    found: dict[str, Matching] = {}
    for name in names:
        if name.casefold() in wanted:
            found[name] = _as_wanted(name, wanted[name.casefold()], here, known)
        elif name in settled:
            found[name] = _matched(name, settled[name], here)
    return found


def _take_certain(
    found: dict[str, Matching],
    names: Iterable[str],
    here: Mapping[int, str],
    known: Mapping[str, list[int]],
    how: Likeness,
    *,
    is_list: bool,
) -> None:
    """Add the names that mean one here without any doubt; those that are written the very same come first."""
    taken = set(_ids(found.values()))
    by_key: dict[str, list[int]] = {}
    for key, name in here.items():
        by_key.setdefault(how.key(name), []).append(key)

    def take(name: str, keys: Sequence[int]) -> None:
        if len(keys) == 1 and (is_list or keys[0] not in taken):
            found[name] = _matched(name, keys[0], here)
            taken.add(keys[0])

    for name in names:
        if name not in found:
            take(name, known.get(" ".join(name.split()).casefold(), ()))
    for name in names:
        if name not in found:
            take(name, [key for key in by_key.get(how.key(name), ()) if how.is_same(name, here[key])])


def _ids(matchings: Iterable[Matching]) -> Iterator[int]:
    return (each.match.id for each in matchings if each.match is not None)


def _matched(name: str, key: int, here: Mapping[int, str]) -> Matching:
    return Matching(name, Match(key, here.get(key, name), CERTAIN))


def _as_wanted(name: str, wanted: Wanted, here: Mapping[int, str], known: Mapping[str, list[int]]) -> Matching:
    """Return what the user says; an id that is not here any more leaves the name new."""
    if wanted == SKIP:
        return Matching(name, is_decided=True, is_skipped=True)
    if isinstance(wanted, int) and wanted in here:
        return Matching(name, Match(wanted, here[wanted], CERTAIN), is_decided=True)
    new = wanted if isinstance(wanted, str) and wanted.strip() else name
    keys = known.get(" ".join(new.split()).casefold(), [])
    if len(keys) == 1:  # nobody can be new under a name that is here
        return Matching(name, Match(keys[0], here[keys[0]], CERTAIN), is_decided=True)
    return Matching(name, is_decided=True, as_name=new)


def _new_names(
    names: tuple[str, ...], here: Mapping[int, str], how: Likeness, taken: frozenset[int], *, is_list: bool
) -> dict[str, Matching]:
    """Return the names that nothing here is for certain, with what may be meant.

    What another column is for certain (taken) is not meant by a name that is only somewhat like it.
    """
    found: dict[str, Matching] = {}
    near = _near(names, tuple(here.items()), how)
    first_of: dict[str, list[str]] = {}
    for name in names:
        earlier = first_of.setdefault(how.key(name), [])
        same = [other for other in earlier if how.is_same(name, other)]
        earlier.append(name)
        if not same and name not in near:  # as most names
            found[name] = Matching(name)
            continue
        alike = tuple(each for each in near.get(name, ()) if each.id not in taken or each.likeness >= ALL_BUT_CERTAIN)
        if same and is_list:
            found[name] = Matching(name, as_name=found[same[0]].new_name)
        else:
            found[name] = Matching(name, near=alike, near_in_sheet=tuple(same))
    return found


@lru_cache(maxsize=16)
def _near(names: tuple[str, ...], here: tuple[tuple[int, str], ...], how: Likeness) -> Mapping[str, tuple[Match, ...]]:
    """Return name → what it may mean, the likest first; kept, as each answer of the user asks again."""
    if not names or not here:
        return {}
    by_id = dict(here)
    found: dict[str, tuple[Match, ...]] = {}
    for name, keys in how.near(names, by_id).items():
        matches = [Match(key, by_id[key], min(CERTAIN - 1, how.likeness(name, by_id[key]))) for key in keys]
        found[name] = tuple(sorted(matches, key=lambda each: -each.likeness)[:NEAR_SHOWN])
    return found

"""Names that may mean the same company: written otherwise, with another legal form, or with a slip of the pen."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

_Key = TypeVar("_Key")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# words that say what kind of company it is, not which
_FORMS = _words(
    "ab ag ao aps as asa bhd bv bvba co company corp corporation cv doo ead eood eurl ev gbr ges gesmbh gmbh group "
    "gruppe holding holdings hf inc incorporated jsc kft kg kgaa kk limited llc llp lp ltd ltda mbh nv oao ohg ood ooo "
    "oy oyj plc pt pte pty pvt sa sab sae sapi sarl sas sasu sce sdn se sia sl slu snc spa spol spzoo srl sro ug uab "
    "sp z oo and"
)
_BEFORE = _words("the ab as oy pt ooo oao ao")
_AND = _words("und et y e en och")
_SPELT = {
    "limited": "ltd", "ltda": "ltd", "lda": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
    "gesmbh": "gmbh", "mbh": "gmbh", "gruppe": "group", "holdings": "holding", "oyj": "oy", "cia": "co",
}  # fmt: skip
_OWNERS = _words("group holding")  # who owns the company, not the company
_SLIPS = 2  # letters in a whole name
_TELLING = 4  # letters of a word that says who it is
_TOO_COMMON = 50  # names with one word: it says nothing


def similar_names(names: Mapping[int, str]) -> dict[int, tuple[int, ...]]:
    """Return key → the other keys whose names may mean the same, for those that have any.

    Names are compared in small letters, without accents, punctuation and legal form, in any order of words, and with
    or without spaces. Long words may differ by a letter or two; numbers and short words may not.
    """
    keys_of: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, name in names.items():
        keys_of[_significant_words(name)].append(key)
    found: dict[int, set[int]] = defaultdict(set)
    for first, second in (*_same(keys_of), *_alike(keys_of)):
        found[first].add(second)
        found[second].add(first)
    return {key: tuple(sorted(others)) for key, others in sorted(found.items())}


def name_key(name: str) -> str:
    """Return what two names share that are the same but for case, accents, punctuation, spaces and legal form."""
    return "".join(_significant_words(name))


def _same(keys_of: Mapping[tuple[str, ...], list[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs that are the same but for what does not count."""
    joined: dict[str, list[int]] = defaultdict(list)
    for words, keys in keys_of.items():
        joined["".join(words)] += keys
        yield from combinations(keys, 2)
    in_order: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for words, keys in keys_of.items():
        in_order[tuple(sorted(words))] += keys
    for keys in (*joined.values(), *in_order.values()):
        yield from combinations(keys, 2)


def _alike(keys_of: Mapping[tuple[str, ...], list[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs that differ by slips of the pen."""
    groups: dict[tuple[int, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for words in keys_of:
        text = " ".join(sorted(words))
        groups[len(words), _digits(text)][text] = words
    for texts in groups.values():
        for first, second in _near(list(texts)):
            if _is_slip(first.split(), second.split()):
                yield from ((a, b) for a in keys_of[texts[first]] for b in keys_of[texts[second]])


def _near(texts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of texts that are a few letters apart; only texts of about one length are compared."""
    by_length = _by_length(texts)
    for length, some in by_length.items():
        others = [text for more in range(_SLIPS + 1) for text in by_length.get(length + more, ())]
        yield from ((some[i], others[j]) for i, j in _close(some, others) if i < j)  # each pair of one length once


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d+ ?", text))


def _by_length(texts: Iterable[str]) -> Mapping[int, list[str]]:
    by_length: dict[int, list[str]] = defaultdict(list)
    for text in texts:
        by_length[len(text)].append(text)
    return by_length


def _close(some: list[str], others: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of texts that are a few letters apart."""
    import numpy as np
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    for start in range(0, len(some) if others else 0, 1000):
        apart = cdist(some[start : start + 1000], others, scorer=OSA.distance, score_cutoff=_SLIPS, dtype=np.uint8)
        yield from ((start + i, j) for i, j in np.argwhere(apart <= _SLIPS).tolist())


def _is_slip(first: Iterable[str], second: Iterable[str]) -> bool:
    """Tell whether each word differs by no more than its length makes likely."""
    from rapidfuzz.distance import OSA

    apart = [(OSA.distance(one, other), min(len(one), len(other))) for one, other in zip(first, second, strict=True)]
    return all(count <= (0 if length < 4 else 1 if length < 8 else 2) for count, length in apart)


def _words_of(name: str) -> list[str]:
    plain = name.casefold()
    if plain.isascii() and plain.replace(" ", "").isalnum():  # as most names
        return ["and" if word in _AND else word for word in plain.split()]
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    together = re.sub(r"(?<=\w)[.'’/](?=\w\b)|(?<=\b\w)\.", "", plain)  # s.r.l. is srl, and a/s is as
    words = re.findall(r"[^\W_]+", together.replace("&", " and ").replace("+", " and "))
    return ["and" if word in _AND else word for word in words]


@lru_cache(maxsize=60_000)
def _significant_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that say who it is."""
    kept = _words_of(name)
    while len(kept) > 1 and kept[-1] in _FORMS:
        kept.pop()
    while len(kept) > 1 and kept[0] in _BEFORE:
        kept.pop(0)
    return tuple(kept) or (name,)


def form_key(name: str) -> frozenset[str]:
    """Return the legal forms that a name states, each in one spelling: Ltd for Limited, Inc for Incorporated."""
    words = _words_of(name)
    return frozenset(_SPELT.get(word, word) for word in words[len(_significant_words(name)) :] if word in _FORMS)


def is_same_company(first: str, second: str) -> bool:
    """Tell whether two names are the same but for spelling, and state no two different legal forms.

    "Alder", "ALDER Ltd." and "Alder Limited" are one company; Alder GmbH and Alder AG are perhaps two, and Alder Group
    is perhaps the owner of both.
    """
    if name_key(first) != name_key(second):
        return False
    one, other = form_key(first), form_key(second)
    if (one & _OWNERS) != (other & _OWNERS):
        return False
    return not one or not other or one == other


def likeness_of(first: str, second: str) -> int:
    """Return how alike two names are that may mean the same, 0 to 100; 100 only for the same company."""
    from rapidfuzz.fuzz import ratio, token_set_ratio

    if is_same_company(first, second):
        return 100
    one, other = " ".join(sorted(_significant_words(first))), " ".join(sorted(_significant_words(second)))
    if one == other:
        return 95
    return min(94, round(max(ratio(one, other), token_set_ratio(one, other) * 0.85)))


def near_names(names: Iterable[str], here: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    """Return name → keys of those here that it may mean; names that mean nobody here are missing.

    Besides slips of the pen, a name that is another's beginning or end counts: Alder for Alder Systems. Numbers and
    single letters must agree, so that Vendor 1 is never taken for Vendor 2.
    """
    wanted = list(dict.fromkeys(names))
    found: dict[str, set[int]] = defaultdict(set)
    for name, keys in (*_same_as(wanted, here), *_slips_of(wanted, here), *_within(wanted, here)):
        found[name] |= keys
    return {name: tuple(sorted(found[name])) for name in wanted if found.get(name)}


def _same_as(names: list[str], here: Mapping[int, str]) -> Iterator[tuple[str, set[int]]]:
    """Yield names with those here that are the same but for what does not count."""
    keys_of: dict[object, set[int]] = defaultdict(set)
    for key, name in here.items():
        for form in _forms_of(name):
            keys_of[form].add(key)
    for name in names:
        yield from ((name, keys_of[form]) for form in _forms_of(name) if form in keys_of)


def _forms_of(name: str) -> tuple[object, ...]:
    """Return what two names have in common that are the same with or without spaces, or in any order of words."""
    words = _significant_words(name)
    return "".join(words), tuple(sorted(words))


def _slips_of(names: list[str], here: Mapping[int, str]) -> Iterator[tuple[str, set[int]]]:
    """Yield names with those here that differ by slips of the pen; names of the sheet are not compared with another."""
    ours = _in_groups((name, key) for key, name in here.items())
    theirs = _in_groups((name, name) for name in names)
    for group, texts in theirs.items():
        known = ours.get(group, {})
        by_length = _by_length(known)
        for length, some in _by_length(texts).items() if known else ():
            lengths = range(length - _SLIPS, length + _SLIPS + 1)
            others = [text for other in lengths for text in by_length.get(other, ())]
            for i, j in _close(some, others):
                if _is_slip(some[i].split(), others[j].split()):
                    yield from ((name, set(known[others[j]])) for name in texts[some[i]])


def _in_groups(names: Iterable[tuple[str, _Key]]) -> Mapping[tuple[int, str], Mapping[str, list[_Key]]]:
    """Return number of words and digits, which must agree → words in order → the keys of such names."""
    groups: dict[tuple[int, str], dict[str, list[_Key]]] = defaultdict(lambda: defaultdict(list))
    for name, key in names:
        words = _significant_words(name)
        text = " ".join(sorted(words))
        groups[len(words), _digits(text)][text].append(key)
    return groups


def _within(names: list[str], here: Mapping[int, str]) -> Iterator[tuple[str, set[int]]]:
    """Yield names whose words all stand in a name here, or the other way round."""
    by_word: dict[str, set[int]] = defaultdict(set)
    words_of = {key: frozenset(_significant_words(name)) for key, name in here.items()}
    for key, words in words_of.items():
        for word in words:
            by_word[word].add(key)
    for name in names:
        words = frozenset(_significant_words(name))
        telling = [word for word in words if len(word) >= _TELLING and word in by_word]
        keys = {key for word in telling if len(by_word[word]) <= _TOO_COMMON for key in by_word[word]}
        alike = {key for key in keys if _is_part(words, words_of[key])}
        if alike:
            yield name, alike


def _is_part(first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether one name has all words of the other, and no number or single letter more."""
    if not (first <= second or second <= first):
        return False
    more = first ^ second
    return all(len(word) > 1 and not any(letter.isdigit() for letter in word) for word in more)

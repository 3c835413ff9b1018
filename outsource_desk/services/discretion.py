"""Which words would give others away to a vendor: names of others, of evaluators, money, comparisons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_LEGAL = {
    "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "inc", "kg", "limited", "llc",
    "llp", "ltd", "nv", "oy", "plc", "sa", "sarl", "se", "services", "spa", "srl", "the", "und", "and",
}  # fmt: skip
_SHORT = 4  # letters: a shorter name counts only as a whole word
_MONEY = re.compile(
    r"[€$£¥₹]|\b(?:EUR|USD|GBP|CHF|JPY|INR|SEK|NOK|DKK|PLN)\b|\d[\d.,'\u00a0 ]{3,}\d|\d\s*(?:k|m|mn|mio|million|bn)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:others?|competitors?|rivals?|cheap(?:er|est)|dearer|runner-up|rank(?:ed|s)?|second[- ]best|"
    r"andere[nrs]?|mitbewerber\w*|wettbewerber\w*|günstiger\w*|teurer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Discretion:
    """What a letter to one vendor must not say.

    Attributes:
        own: names of the vendor itself, which it may of course read.
        others: names by which other vendors are known; the word that people use for short counts as well.
        exact: what else would name them, only as a whole: their people, their numbers in registers.
        people: names of evaluators and reviewers.
    """

    own: tuple[str, ...]
    others: tuple[str, ...]
    exact: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def names_other(self, text: str) -> str:
        """Return the name of another candidate that a text holds; empty if there is none."""
        return _first(self._without_own(text), self._other_names)

    def is_fit(self, text: str) -> bool:
        """Tell whether an internal text may be shown: it names nobody, speaks of no money and compares with nobody."""
        bare = self._without_own(text)
        if _first(bare, self._other_names) or _first(bare, self._people_names):
            return False
        return not _MONEY.search(text) and not _COMPARES.search(text)

    @cached_property
    def _own_folded(self) -> tuple[str, ...]:
        return tuple(sorted({folded(each) for each in self.own if folded(each)}, key=len, reverse=True))

    @cached_property
    def _other_names(self) -> tuple[str, ...]:
        mine = {word for each in self.own for word in (folded(each), *_telling(each))}
        found = {word for each in self.others for word in (folded(each), *_telling(each))}
        return tuple(sorted((found | {folded(each) for each in self.exact}) - mine - {""}))

    @cached_property
    def _people_names(self) -> tuple[str, ...]:
        return tuple(sorted({folded(each) for each in self.people} - {""}))

    def _without_own(self, text: str) -> str:
        bare = folded(text)
        for each in self._own_folded:
            bare = bare.replace(each, " ")
        return bare


def folded(text: str) -> str:
    """Return a text for comparison: without case, accents, invisible letters and doubled spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(each for each in apart if unicodedata.category(each) not in ("Mn", "Cf", "Cc") or each in "\n\t ")
    return " ".join(kept.split())


def _telling(name: str) -> tuple[str, ...]:
    """Return the word of a name that people use for short: the first that is no legal form, if it is long enough."""
    words = [word for word in re.findall(r"\w+", folded(name)) if word not in _LEGAL and not word.isdigit()]
    return (words[0],) if words and len(words[0]) >= _SHORT else ()


def _first(text: str, names: Iterable[str]) -> str:
    return next((name for name in names if _holds(text, name)), "")


def _holds(text: str, name: str) -> bool:
    if len(name) >= _SHORT:
        return name in text
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None

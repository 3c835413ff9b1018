"""Vendors that may be one and the same, and why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from outsource_desk.domain.vendor import Vendor, VendorStatus
from outsource_desk.services.likeness import similar_names

_SHORTEST = 4  # letters and digits of a register number that say anything
# hosts on which anybody may have a page
_SHARED = frozenset(
    {"linkedin.com", "facebook.com", "xing.com", "github.io", "sites.google.com", "wordpress.com", "wixsite.com"}
    | {"google.com", "instagram.com", "youtube.com", "x.com", "example.com", "example.org", "example.net"}
)
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)")


class Sign(StrEnum):
    """Why two vendors may be the same, the surest first."""

    LEI = "lei"
    REGISTRATION = "registration"
    WEBSITE = "website"
    NAME = "name"


@dataclass(frozen=True)
class LikelyPair:
    """Two vendors that may be the same."""

    first: int  # vendor ids, the smaller one first
    second: int
    signs: tuple[Sign, ...]

    def other(self, vendor_id: int) -> int:
        """Return the other one."""
        return self.second if vendor_id == self.first else self.first


def likely_duplicates(vendors: Iterable[Vendor]) -> tuple[LikelyPair, ...]:
    """Return the pairs of vendors that may be the same, those with most signs first.

    Two that have different Legal Entity Identifiers are two, however alike they look.
    """
    by_id = {vendor.id: vendor for vendor in vendors}
    found: dict[tuple[int, int], set[Sign]] = defaultdict(set)
    for sign, first, second in (*_shared_keys(by_id.values()), *_alike(by_id.values())):
        if first != second and not _are_two(by_id[first], by_id[second]):
            found[min(first, second), max(first, second)].add(sign)
    order = list(Sign)
    pairs = (LikelyPair(*pair, tuple(sorted(signs, key=order.index))) for pair, signs in found.items())
    return tuple(sorted(pairs, key=lambda pair: (-len(pair.signs), pair.first, pair.second)))


def others_of(pairs: Iterable[LikelyPair]) -> dict[int, tuple[int, ...]]:
    """Return vendor id → the ids of those that it may be the same as."""
    found: dict[int, list[int]] = defaultdict(list)
    for pair in pairs:
        found[pair.first].append(pair.second)
        found[pair.second].append(pair.first)
    return {vendor_id: tuple(sorted(others)) for vendor_id, others in sorted(found.items())}


def pressing_pairs(pairs: Iterable[LikelyPair], vendors: Mapping[int, Vendor]) -> tuple[LikelyPair, ...]:
    """Return the pairs that somebody should look at: both still there, and neither put away into the archive."""
    gone = VendorStatus.ARCHIVED
    return tuple(
        pair
        for pair in pairs
        if all(each in vendors and vendors[each].status is not gone for each in (pair.first, pair.second))
    )


def _shared_keys(vendors: Iterable[Vendor]) -> Iterator[tuple[Sign, int, int]]:
    """Yield pairs that have a number or a website in common."""
    holders: dict[tuple[Sign, str], list[Vendor]] = defaultdict(list)
    for vendor in vendors:
        for sign, key in _keys(vendor):
            holders[sign, key].append(vendor)
    for (sign, _), some in holders.items():
        for first, second in combinations(some, 2):
            if sign is not Sign.REGISTRATION or _may_share_register(first, second):
                yield sign, first.id, second.id


def _keys(vendor: Vendor) -> Iterator[tuple[Sign, str]]:
    if lei := _plain(vendor.lei):
        yield Sign.LEI, lei
    if len(registration := _plain(vendor.registration)) >= _SHORTEST:
        yield Sign.REGISTRATION, registration
    if host := host_of(vendor.website):
        yield Sign.WEBSITE, host


def host_of(website: str) -> str:
    """Return whose website it is, without “www”; nothing for a page on a host that many share."""
    found = _HOST.match(website.strip().casefold())
    host = found.group(1).removeprefix("www.").strip(".") if found else ""
    is_shared = any(host == shared or host.endswith(f".{shared}") for shared in _SHARED)
    return host if "." in host and not is_shared else ""


def _plain(code: str) -> str:
    return "".join(letter for letter in code.casefold() if letter.isalnum())


def _may_share_register(first: Vendor, second: Vendor) -> bool:
    """Tell whether two numbers may be of one register: countries have their own."""
    return first.country == second.country or not (first.country and second.country)


def _alike(vendors: Iterable[Vendor]) -> Iterator[tuple[Sign, int, int]]:
    """Yield pairs whose names, or the names they are registered under, look alike."""
    names: dict[int, str] = {}
    for vendor in vendors:
        names[2 * vendor.id] = vendor.name
        if vendor.legal_name.strip():
            names[2 * vendor.id + 1] = vendor.legal_name
    for key, others in similar_names(names).items():
        for other in others:
            if key < other:
                yield Sign.NAME, key // 2, other // 2


def _are_two(first: Vendor, second: Vendor) -> bool:
    return bool(first.lei and second.lei) and _plain(first.lei) != _plain(second.lei)

"""What a report says of the vetting beyond the evaluation itself, worked out by the services beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from outsource_desk.domain.vendor import Vendor
from outsource_desk.domain.vetted import Vetted


@dataclass(frozen=True)
class SiteOverlap:
    """How long both sides work at the same time, on the day of the year on which it is shortest."""

    hours: float  # per working day
    on: str  # YYYY-MM-DD


@dataclass(frozen=True)
class ToldRatio:
    """One ratio of a vendor's accounts, as it is read."""

    year: int
    name: str
    text: str  # with its unit
    band: str  # in words; empty where nothing is judged


@dataclass(frozen=True)
class VettingFacts:
    """What was found in the vetting and what the directory knows of its vendors, of one moment."""

    vetted: Vetted
    vendors: Mapping[int, Vendor] = field(default_factory=dict)  # candidate id → vendor
    overlaps: Mapping[int, SiteOverlap] = field(default_factory=dict)  # site id → overlap with our own hours
    ratios: Mapping[int, tuple[ToldRatio, ...]] = field(default_factory=dict)  # candidate id → latest year first
    contradictions: tuple[str, ...] = ()  # whole sentences
    lost: Mapping[str, bool] = field(default_factory=dict)  # SHA-256 → whether altered, else missing
    idle: tuple[int, ...] = ()  # questions that tell no candidates apart and touch no gate

"""A small decision in a real file, and what must hold when an act on it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import candidates, criteria, initiatives, scoring, vendors
from outsource_desk.services.desk import Desk

Part = TypeVar("Part")

LONE_SURROGATE = "Acme \ud800"
TEN_MEGABYTES = "x" * 10_000_000

# of any type, for what is to be refused has the wrong one
NO_NUMBERS: list[Any] = [float("inf"), float("-inf"), float("nan"), True, 10**400, "12", [], 1j]
EMPTY_NAMES = ["", "   ", "\t\n", "\u200b\u200b", "\u2060 \ufeff", "\u00ad"]
UNREADABLE = ["Acme\x00", "Acme\x1b[31m", "\x9dAcme", LONE_SURROGATE, "Acme\ufffe"]
NO_TEXTS: list[Any] = [None, 5, b"Acme", ["Acme"]]
BAD_NAMES: list[Any] = [*EMPTY_NAMES, *UNREADABLE, *NO_TEXTS, "x" * 501, TEN_MEGABYTES]
BAD_TEXTS: list[Any] = [*UNREADABLE, 5, b"Acme", TEN_MEGABYTES]
NO_IDS = [0, -1, 999, 2**63, 10**400]


def there(part: Part | None) -> Part:
    """Return what may be missing and must be there."""
    assert part is not None
    return part


@dataclass(frozen=True)
class Scene:
    """The ids of what `build_scene` makes."""

    initiative: int
    other_initiative: int
    goal: int
    vendor: int  # Acme, a candidate
    free_vendor: int  # Globex, a candidate of the other initiative only after a test says so
    contact: int
    candidate: int  # Acme
    in_house: int
    other_candidate: int
    group: int
    quality: int  # judged 0 to 5 by halves, inside the group
    lead_time: int  # measured
    price: int
    other_criterion: int
    evaluator: int
    other_evaluator: int


def build_scene(desk: Desk) -> Scene:
    """Fill a file with two initiatives, all in one edit."""
    with desk.edit("Build the scene"):
        initiative = initiatives.add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")
        other = initiatives.add_initiative(desk, "Payroll", outsourcing_type="BPO")
        vendor = vendors.add_vendor(desk, "Acme", country="DE", tags=["cloud"])
        free = vendors.add_vendor(desk, "Globex")
        third = vendors.add_vendor(desk, "Initech")
        group = criteria.add_criterion(desk, initiative, "Service", weight=60)
        return Scene(
            initiative=initiative,
            other_initiative=other,
            goal=initiatives.add_goal(desk, initiative, "cost", "Run at 20 % less"),
            vendor=vendor,
            free_vendor=free,
            contact=vendors.add_contact(desk, vendor, "Account office"),
            candidate=candidates.add_candidate(desk, initiative, vendor),
            in_house=candidates.add_in_house(desk, initiative),
            other_candidate=candidates.add_candidate(desk, other, third),
            group=group,
            quality=criteria.add_criterion(
                desk, initiative, "Quality", parent_id=group, weight=100, anchors={0: "None", 5: "Proven"}
            ),
            lead_time=criteria.add_criterion(
                desk, initiative, "Lead time", weight=10, measure="measured", unit="days", worst=30, best=5
            ),
            price=criteria.add_criterion(desk, initiative, "Price", weight=30, measure="price", worst=200, best=100),
            other_criterion=criteria.add_criterion(desk, other, "Accuracy", weight=100),
            evaluator=scoring.add_evaluator(desk, initiative, "IT office"),
            other_evaluator=scoring.add_evaluator(desk, other, "Personnel office"),
        )


@contextmanager
def refused(desk: Desk, kind: type[DeskError] = DeskError, saying: str = "") -> Iterator[None]:
    """Demand that the block is refused with a usable message and leaves the file as it was."""
    before = desk.journal.revision, desk.journal.fingerprint
    with pytest.raises(kind) as caught:
        yield
    message = str(caught.value)
    assert saying in message
    assert message.endswith(".")
    assert len(message) < 1000
    assert message.isprintable()
    assert caught.value.remedy.endswith(".")
    assert caught.value.remedy != DeskError.remedy
    assert (desk.journal.revision, desk.journal.fingerprint) == before


def refused_each(desk: Desk, kind: type[DeskError], acts: Iterable[tuple[Any, ...]]) -> None:
    """Demand that each act, a verb with its arguments after the desk, is refused."""
    for verb, *arguments in acts:
        with refused(desk, kind):
            verb(desk, *arguments)

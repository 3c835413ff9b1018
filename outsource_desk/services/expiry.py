"""What runs out: certificates with their bridge letters, insurance, files, waivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.dossier import Dossier

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.domain.vetting import Vetting

SOON = 90  # days


class Validity(StrEnum):
    """How something with an end stands on a day."""

    VALID = "valid"
    EXPIRING = "expiring"  # within 90 days
    EXPIRED = "expired"
    UNKNOWN = "unknown"  # nobody has said when it ends


class Ending(StrEnum):
    """What kind of thing ends."""

    CERTIFICATE = "certificate"
    INSURANCE = "insurance"
    FILE = "attachment"
    EVIDENCE = "evidence"
    WAIVER = "waiver"


@dataclass(frozen=True)
class Expiry:
    """Something of a vendor that ends."""

    kind: Ending
    id: int  # of the row in the table named by the kind
    name: str  # such as ISO 9001, a file's name, or the code of a question
    ends: str  # the last day on which it counts
    vendor_id: int | None = None
    candidate_id: int | None = None  # where an initiative was asked about
    bridged: bool = False  # a bridge letter carries it until then


def validity(ends: str | None, on: str) -> Validity:
    """Return how something stands on a day; on its last day it still counts.

    Args:
        ends: the last day on which it counts; None = not known.
        on: the day, YYYY-MM-DD as both.
    """
    if ends is None:
        return Validity.UNKNOWN
    days = (date.fromisoformat(ends) - date.fromisoformat(on)).days
    if days < 0:
        return Validity.EXPIRED
    return Validity.EXPIRING if days <= SOON else Validity.VALID


def expiring(found_in: Evaluation | Dossier, by: str) -> tuple[Expiry, ...]:
    """Return what ends before a day, also what has ended already, soonest first.

    Args:
        found_in: a dossier, or an initiative with the dossiers of its candidates, their evidence and waivers.
        by: the day, YYYY-MM-DD; what still counts on it is left out.
    """
    if isinstance(found_in, Dossier):
        found = of_dossier(found_in)
    else:
        found = _of_vetting(found_in.vetting) if found_in.vetting is not None else iter(())
    return tuple(sorted((each for each in found if each.ends < by), key=lambda each: (each.ends, each.kind, each.id)))


def of_dossier(dossier: Dossier, candidate_id: int | None = None) -> Iterator[Expiry]:
    """Yield everything of a dossier whose end is known."""
    vendor = dossier.vendor_id
    for each in dossier.certificates:
        if each.ends is not None:
            bridged = each.ends != each.expires
            yield Expiry(Ending.CERTIFICATE, each.id, each.scheme, each.ends, vendor, candidate_id, bridged)
    for policy in dossier.insurances:
        if policy.expires is not None:
            yield Expiry(Ending.INSURANCE, policy.id, policy.kind, policy.expires, vendor, candidate_id)
    for file in dossier.attachments:
        if file.expires is not None:
            yield Expiry(Ending.FILE, file.id, file.file_name, file.expires, vendor, candidate_id)


def _of_vetting(vetting: Vetting) -> Iterator[Expiry]:
    vendors = {candidate: dossier.vendor_id for candidate, dossier in vetting.dossiers.items()}
    codes = {question.id: question.code for question in vetting.questionnaire.questions}
    for candidate, dossier in vetting.dossiers.items():
        yield from of_dossier(dossier, candidate)
    for answer in vetting.answers:
        for piece in answer.evidence:
            if piece.expires is not None:  # the end of a file itself is told with the file
                vendor, name = vendors.get(answer.candidate_id), codes[answer.question_id]
                yield Expiry(Ending.EVIDENCE, piece.id, name, piece.expires, vendor, answer.candidate_id)
    for waiver in vetting.waivers:
        if waiver.revoked_on is None:
            vendor, name = vendors.get(waiver.candidate_id), codes[waiver.question_id]
            yield Expiry(Ending.WAIVER, waiver.id, name, waiver.expires_on, vendor, waiver.candidate_id)


def worst(states: Iterable[Validity]) -> Validity | None:
    """Return the state that matters most; nothing of nothing."""
    order = (Validity.EXPIRED, Validity.EXPIRING, Validity.UNKNOWN, Validity.VALID)
    return min(states, key=order.index, default=None)

"""A ballot: what one evaluator is asked to score away from the desk, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.ranking import Cell
from outsource_desk.domain.sent_files import digest

BALLOT_FORMAT = "outsource-desk/ballot/1"
BALLOT_FAMILY = "outsource-desk/ballot/"
BALLOT_ENDING, SHEET_ENDING = ".odballot", ".xlsx"


@frozen
class BallotLeaf:
    """A criterion that is to be judged, with its scale and what the points mean."""

    id: int
    name: str
    group: str = ""  # the groups it stands in, from the top, with “ / ” between
    ask: str = ""
    maximum: float = 5.0
    step: float = 0.5
    less_is_better: bool = False
    anchors: tuple[tuple[float, str], ...] = ()
    meaning: str = ""  # digest of the anchors, which a workbook keeps in place of them

    @property
    def scale(self) -> list[object]:
        """Return all that the points of this criterion depend on."""
        return [self.id, self.name, self.maximum, self.step, self.less_is_better, self.meaning or digest(self.anchors)]


@frozen
class BallotForm:
    """What is asked of whom; it holds nobody's scores, no weights and no prices."""

    document: str  # the same for all copies of a file: hash of its first edit
    initiative_id: int
    initiative: str
    evaluator_id: int
    evaluator: str
    issued_at: str  # UTC
    leaves: tuple[BallotLeaf, ...]  # in tree order
    candidates: tuple[tuple[int, str], ...]  # id, name
    cells: tuple[Cell, ...]  # that are to be scored

    @property
    def model(self) -> str:
        """Return the fingerprint of what is asked: 64 hexadecimal digits, other for other criteria, scales or names."""
        asked = {
            "document": self.document,
            "initiative": self.initiative_id,
            "evaluator": self.evaluator_id,
            "leaves": [leaf.scale for leaf in self.leaves],
            "candidates": [list(each) for each in self.candidates],
            "cells": sorted(list(each) for each in self.cells),
        }
        return digest(asked)

    @property
    def seal(self) -> str:
        """Return the fingerprint of all that is not filled in: who is asked, when, and each row by its name."""
        groups = [leaf.group for leaf in self.leaves]
        order = [list(each) for each in self.cells]
        return digest([self.model, self.initiative, self.evaluator, self.issued_at, groups, order])


@frozen
class BallotEntry:
    """What came back for one cell."""

    candidate_id: int
    criterion_id: int
    points: float | None
    not_applicable: bool = False
    rationale: str = ""
    cell: str = ""  # where it stood in the ballot

    @property
    def key(self) -> Cell:
        """Return candidate and criterion."""
        return self.candidate_id, self.criterion_id

    @property
    def is_open(self) -> bool:
        """Tell whether nothing was said."""
        return self.points is None and not self.not_applicable and not self.rationale


@frozen
class Ballot:
    """A form with what its evaluator has filled in so far."""

    form: BallotForm
    entries: tuple[BallotEntry, ...] = ()
    handed_in_at: str = ""  # UTC; empty where nobody noted it
    model: str = ""  # the fingerprint of what was asked that the ballot carries
    seal: str = ""  # the one of everything but the answers that it carries

    @property
    def is_as_sent(self) -> bool:
        """Tell whether nothing but the answers can have been changed since the ballot was made."""
        return (self.model, self.seal) == (self.form.model, self.form.seal)

    @property
    def age(self) -> str:
        """Return what tells the newer of two ballots of one evaluator."""
        return self.handed_in_at or self.form.issued_at


def ballot_document(ballot: Ballot) -> dict[str, Any]:
    """Return a ballot as the JSON document of an ``.odballot`` file."""
    form = ballot.form
    return {
        "format": BALLOT_FORMAT,
        **ballot_head(form),
        "handed_in_at": ballot.handed_in_at,
        "criteria": [leaf_document(leaf) for leaf in form.leaves],
        "candidates": [{"id": number, "name": name} for number, name in form.candidates],
        "cells": [list(cell) for cell in form.cells],
        "scores": [
            {
                "candidate": each.candidate_id,
                "criterion": each.criterion_id,
                "points": each.points,
                "not_applicable": each.not_applicable,
                "rationale": each.rationale,
            }
            for each in ballot.entries
            if not each.is_open
        ],
    }


def ballot_head(form: BallotForm) -> dict[str, Any]:
    """Return what a ballot of any kind says about where it comes from."""
    return {
        "document": form.document,
        "initiative": {"id": form.initiative_id, "name": form.initiative},
        "evaluator": {"id": form.evaluator_id, "name": form.evaluator},
        "issued_at": form.issued_at,
        "model": form.model,
        "seal": form.seal,
    }


def leaf_document(leaf: BallotLeaf, *, is_short: bool = False) -> dict[str, Any]:
    """Return a criterion as JSON; a short one says only what a ballot is checked by."""
    short: dict[str, Any] = {"id": leaf.id, "name": leaf.name, "maximum": leaf.maximum, "step": leaf.step}
    short |= {"less_is_better": leaf.less_is_better, "group": leaf.group}
    if is_short:
        return {**short, "meaning": leaf.meaning or digest(leaf.anchors)}
    anchors = [{"points": points, "wording": wording} for points, wording in leaf.anchors]
    return {**short, "ask": leaf.ask, "anchors": anchors}


class NoBallotError(ValueError):
    """A document is no ballot; the message says what is wrong with it."""


def read_ballot_document(document: object, entries: tuple[BallotEntry, ...] | None = None) -> Ballot:
    """Return the ballot that a JSON document describes.

    Args:
        document: as `ballot_document` makes it, from an unknown hand.
        entries: what came back, where it stands outside the document.

    Raises:
        NoBallotError: it is no ballot, or one of a newer release.
    """
    if not isinstance(document, dict) or not str(document.get("format", "")).startswith(BALLOT_FAMILY):
        raise NoBallotError("it is no ballot")
    if document["format"] != BALLOT_FORMAT:
        raise NoBallotError("it was made by a newer release")
    initiative, evaluator = _part(document, "initiative"), _part(document, "evaluator")
    form = BallotForm(
        document=_text(document, "document"),
        initiative_id=_number(initiative, "id"),
        initiative=_text(initiative, "name"),
        evaluator_id=_number(evaluator, "id"),
        evaluator=_text(evaluator, "name"),
        issued_at=_text(document, "issued_at"),
        leaves=tuple(_leaf(each) for each in _list(document, "criteria")),
        candidates=tuple((_number(each, "id"), _text(each, "name")) for each in _list(document, "candidates")),
        cells=tuple(_cell(each) for each in _list(document, "cells")),
    )
    if entries is None:
        entries = tuple(_entry(place, each) for place, each in enumerate(_list(document, "scores"), 1))
    handed_in_at, seal = str(document.get("handed_in_at") or ""), str(document.get("seal") or "")
    return Ballot(form, entries, handed_in_at, _text(document, "model"), seal)


def _leaf(part: object) -> BallotLeaf:
    leaf = _mapping(part)
    anchors = _list(leaf, "anchors") if "anchors" in leaf else []  # a workbook keeps only their digest
    maximum, step = _amount(leaf, "maximum"), _amount(leaf, "step")
    if not maximum > 0 or step < 0:
        raise NoBallotError("a number in it is not what it was when the ballot was made")
    return BallotLeaf(
        id=_number(leaf, "id"),
        name=_text(leaf, "name"),
        group=str(leaf.get("group", "")),
        ask=str(leaf.get("ask", "")),
        maximum=maximum,
        step=step,
        less_is_better=leaf.get("less_is_better") is True,
        anchors=tuple((_amount(each, "points"), _text(each, "wording")) for each in anchors),
        meaning="" if "anchors" in leaf else str(leaf.get("meaning", "")),
    )


def _entry(place: int, part: object) -> BallotEntry:
    entry = _mapping(part)
    points = entry.get("points")
    if points is not None:
        points = _amount(entry, "points")
    is_na = entry.get("not_applicable") is True
    where = _number(entry, "candidate"), _number(entry, "criterion")
    return BallotEntry(*where, points, is_na, str(entry.get("rationale") or ""), f"score {place}")


def _cell(part: object) -> Cell:
    match part:
        case [int() as candidate_id, int() as criterion_id]:
            return candidate_id, criterion_id
        case _:
            raise NoBallotError("it does not say what was to be scored")


def _part(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _mapping(document.get(name))


def _mapping(part: object) -> Mapping[str, Any]:
    if not isinstance(part, dict):
        raise NoBallotError("parts of it are missing")
    return part


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    part = document.get(name)
    if not isinstance(part, list):
        raise NoBallotError("parts of it are missing")
    return part


def _text(part: object, name: str) -> str:
    text = _mapping(part).get(name)
    if not isinstance(text, str):
        raise NoBallotError("parts of it are missing")
    return text


def _number(part: object, name: str) -> int:
    number = _mapping(part).get(name)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 2**63:
        raise NoBallotError("a number in it is not what it was when the ballot was made")
    return number


def _amount(part: object, name: str) -> float:
    amount = _mapping(part).get(name)
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not abs(amount) < 1e15:
        raise NoBallotError("a number in it is not what it was when the ballot was made")
    return float(amount)

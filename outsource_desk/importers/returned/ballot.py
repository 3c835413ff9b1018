"""Reading a ballot that came back: a workbook through the gate and a limited child, or a small JSON file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outsource_desk.domain.ballot import (
    BALLOT_ENDING,
    Ballot,
    BallotEntry,
    NoBallotError,
    read_ballot_document,
)
from outsource_desk.domain.checks import checked_text
from outsource_desk.domain.errors import DeskError
from outsource_desk.importers.cells import Value, plain_number, raw_text
from outsource_desk.importers.files.child import Limits
from outsource_desk.importers.files.gate import Kind, admit
from outsource_desk.importers.files.intake import take_in
from outsource_desk.importers.files.refusals import (
    EmptyFileError,
    MissingFileError,
    NotAFileError,
    SpreadsheetRefusedError,
    TooLargeFileError,
    UnreadableFileError,
)
from outsource_desk.importers.returned.ballot_rows import BallotRow, RowFault, repeated, row_faults
from outsource_desk.importers.returned.own_files import hidden_number, shown_name
from outsource_desk.importers.sheets.grid import Sheet

FILE_LIMIT = 20_000_000  # bytes of an .odballot
SCORES_SHEET, FORM_SHEET = "Scores", "Ballot"
NOT_APPLICABLE = frozenset({"n/a", "na", "n.a.", "not applicable", "entf.", "entfällt"})

Progress = Callable[[float, str], None]


class NotABallotError(SpreadsheetRefusedError):
    """A file was given as a ballot that is none, or one that cannot be used any more."""

    remedy = "Choose the file that was sent to the evaluator, as it came back; or ask for it once more."

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"“{name}” cannot be used as a ballot: {why}.")


class ChangedBallotError(NotABallotError):
    """A ballot came back with something changed that is not to be filled in: whose it is, or its rows."""

    remedy = (
        "Nothing of it is merged. Ask the evaluator for the file as it was filled in, "
        "or send a fresh ballot and have the points typed into that."
    )

    def __init__(self, name: str, why: str, faults: tuple[RowFault, ...] = ()) -> None:
        super().__init__(name, why)
        self.faults = faults


@dataclass(frozen=True)
class UnreadEntry:
    """A cell of a ballot whose content is neither points nor the mark that the criterion does not apply."""

    candidate_id: int
    criterion_id: int
    said: str
    cell: str


@dataclass(frozen=True)
class ReadBallot:
    """One file as it was read; with a refusal there is no ballot."""

    name: str
    sha256: str = ""
    ballot: Ballot | None = None
    unread: tuple[UnreadEntry, ...] = ()
    sheet: str = ""  # where the scores stand
    refusal: str = ""
    remedy: str = ""
    faults: tuple[RowFault, ...] = ()  # the rows for which it is refused


def read_ballot(path: Path, progress: Progress | None = None) -> ReadBallot:
    """Return what a file says; whatever is wrong with it comes back as a refusal, never as an exception."""
    name = shown_name(path)
    try:
        if path.suffix.casefold() == BALLOT_ENDING:
            return _read_document(path, name)
        return _read_workbook(path, name, progress)
    except ChangedBallotError as changed:
        return ReadBallot(name, refusal=str(changed), remedy=changed.remedy, faults=changed.faults)
    except SpreadsheetRefusedError as refused:
        return ReadBallot(name, refusal=str(refused), remedy=refused.remedy)


def _read_document(path: Path, name: str) -> ReadBallot:
    content = _bytes_of(path, name)
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
        ballot = read_ballot_document(document)
    except NoBallotError as error:
        raise NotABallotError(name, str(error)) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, or nested without end
        raise NotABallotError(name, "it is damaged") from error
    _check_texts(name, ballot)
    _check_seal(name, ballot)
    _check_rows(name, repeated(ballot.form, [(each.cell, each.key) for each in ballot.entries]))
    return ReadBallot(name, hashlib.sha256(content).hexdigest(), ballot)


def _refuse_constant(_word: str) -> float:
    raise NoBallotError("a number in it is not what it was when the ballot was made")


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise NotAFileError(name) if path.exists() else MissingFileError(name)
        with path.open("rb") as file:
            content = file.read(FILE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not allowed"
        raise UnreadableFileError(name, reason) from error
    if not content:
        raise EmptyFileError(name)
    if len(content) > FILE_LIMIT:
        raise TooLargeFileError(name, len(content), FILE_LIMIT)
    return content


def _read_workbook(path: Path, name: str, progress: Progress | None) -> ReadBallot:
    admitted = admit(path)
    if admitted.kind is not Kind.XLSX:
        raise NotABallotError(name, "it is no workbook (.xlsx) and no ballot file (.odballot)")
    sheets = {sheet.name: sheet for sheet in take_in(admitted, None, Limits(), progress, None).sheets}
    if SCORES_SHEET not in sheets or FORM_SHEET not in sheets:
        raise NotABallotError(name, "it has not the sheets of one")
    entries: list[BallotEntry] = []
    unread: list[UnreadEntry] = []
    for found in _entries(sheets[SCORES_SHEET]):
        (entries if isinstance(found, BallotEntry) else unread).append(found)  # type: ignore[arg-type]  (by its kind)
    try:
        ballot = read_ballot_document(_form_document(sheets[FORM_SHEET]), tuple(entries))
    except NoBallotError as error:
        raise NotABallotError(name, str(error)) from error
    _check_texts(name, ballot)
    _check_seal(name, ballot)
    _check_rows(name, row_faults(ballot.form, *_shown(sheets[SCORES_SHEET])))
    return ReadBallot(name, admitted.sha256, ballot, tuple(unread), SCORES_SHEET)


def _form_document(sheet: Sheet) -> dict[str, Any]:
    """Return what the hidden sheet says, put together from its lines."""
    parts: dict[str, list[Any]] = {"criteria": [], "candidates": [], "cells": []}
    head: dict[str, Any] = {}
    for _, row in sheet.rows:
        try:
            line = json.loads("".join(map(str, row[:1])), parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise NoBallotError("its hidden sheet was changed") from error
        match line:
            case {"criterion": criterion}:
                parts["criteria"].append(criterion)
            case {"candidate": candidate}:
                parts["candidates"].append(candidate)
            case {"format": _}:
                head = line
            case {"cells": [*cells]}:
                parts["cells"] += cells
            case _:
                raise NoBallotError("its hidden sheet was changed")
    return head | parts


def _entries(sheet: Sheet) -> Iterator[BallotEntry | UnreadEntry]:
    """Yield what stands beside each pair of hidden numbers."""
    for number, row in sheet.rows:
        key = _key(row)
        if key is None:
            continue
        candidate_id, criterion_id = key
        said, reason = (row[place] if len(row) > place else "" for place in (3, 4))
        cell = f"D{number}"
        points = _points(said)
        text = raw_text(said).strip()
        if points is None and text and text.casefold() not in NOT_APPLICABLE:
            yield UnreadEntry(candidate_id, criterion_id, text, cell)
            continue
        is_na = points is None and bool(text)
        yield BallotEntry(candidate_id, criterion_id, points, is_na, raw_text(reason).strip(), cell)


def _shown(sheet: Sheet) -> tuple[list[str], list[BallotRow]]:
    """Return the texts above the first row with hidden numbers, and all that have them with what stands beside."""
    above: list[str] = []
    rows: list[BallotRow] = []
    heading = ""
    for number, row in sheet.rows:
        text, key = raw_text(row[2]) if len(row) > 2 else "", _key(row)
        if key is not None:
            rows.append(BallotRow(number, key, heading, text))
        elif text:
            heading = text
            if not rows:
                above.append(text)
    return above, rows


def _key(row: list[Value]) -> tuple[int, int] | None:
    """Return the hidden numbers of a row: candidate and criterion."""
    keys = [hidden_number(value) for value in row[:2]]
    return (keys[0], keys[1]) if len(keys) == 2 and keys[0] is not None and keys[1] is not None else None


def _points(value: Value) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    text = raw_text(value).strip()
    return plain_number(text.replace(",", ".")) if text else None


def _check_seal(name: str, ballot: Ballot) -> None:
    """Refuse a ballot whose evaluator, names or rows are not those that it was made with."""
    if not ballot.is_as_sent:
        raise ChangedBallotError(name, "it was changed by hand: its fingerprint does not fit whom it asks, and what")


def _check_rows(name: str, faults: Iterable[RowFault]) -> None:
    found = tuple(faults)
    if found:
        raise ChangedBallotError(name, "its rows are not those that were sent", found)


def _check_texts(name: str, ballot: Ballot) -> None:
    """Refuse texts that nobody could have typed."""
    form = ballot.form
    texts = [form.initiative, form.evaluator, form.issued_at, ballot.handed_in_at, form.document, ballot.model]
    texts += [text for leaf in form.leaves for text in (leaf.name, leaf.group, leaf.ask)]
    texts += [wording for leaf in form.leaves for _, wording in leaf.anchors]
    texts += [each.rationale for each in ballot.entries]
    texts += [candidate for _, candidate in form.candidates]
    try:
        for text in texts:
            checked_text("A text of the ballot", text)
    except DeskError as error:
        raise NotABallotError(name, "it holds characters that cannot be shown") from error

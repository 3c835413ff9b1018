"""What a person types on the command line about an import of records, as decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from outsource_desk.domain.checks import looked_up
from outsource_desk.domain.spreadsheets import column_number
from outsource_desk.services.import_options import UnreadableDecisionError, read_names, read_scales
from outsource_desk.services.import_policy import Policy
from outsource_desk.services.import_records.as_kind import named_candidate, seen_as, whose
from outsource_desk.services.import_records.kinds import kind_named
from outsource_desk.services.import_records.shapes import NEW, RecordAnswer, RecordChoices, RecordKind
from outsource_desk.store.protection import load_performance
from outsource_desk.store.vendors import load_candidates

if TYPE_CHECKING:
    from outsource_desk.importers.reading import Reading
    from outsource_desk.services.desk import Desk

_ACTS = {"open": RecordAnswer.leave_open, "take": RecordAnswer.take, "stay": RecordAnswer.keep}


class Typed(Protocol):
    """What was typed: the options of the command, each by its name."""

    initiative: str | None
    candidate: str | None
    table: list[int]
    column: list[str]
    vendor: list[str]
    points: list[str]
    more: list[str]
    less: list[str]
    answer: list[str]
    row: list[str]
    policy: str | None
    anew: bool


def read_record_choices(desk: Desk, reading: Reading, key: str, typed: Typed) -> tuple[Reading, int, RecordChoices]:
    """Return the list that is meant, which table of the reading it is, and what the options of the command decide.

    Raises:
        NoRecordsError: nothing in the file can be such a list.
        DeskError: an option has another form, or names nothing that is there.
    """
    kind = kind_named(key)
    reading, at = seen_as(reading, key, typed.table[0] - 1 if typed.table else None)
    initiative_id, candidate_id = whose(desk, kind, typed.initiative, typed.candidate)
    if kind.needs_candidate and candidate_id is None and initiative_id is not None:
        here = {each.id: each.name for each in load_candidates(desk.connection, initiative_id)}
        candidate_id = named_candidate(reading.tables[at], here)
    matches, skipped = _rows(typed.row)
    choices = RecordChoices(
        kind=key,
        initiative_id=initiative_id,
        columns=_columns(kind, typed.column),
        answers={cell: _answer(said) for cell, said in _pairs(typed.answer, "C5=Germany")},
        policy=Policy(typed.policy or Policy.REPLACE),
        skipped=skipped,
        matches=matches,
        names=_names(desk, initiative_id, typed.vendor),
        scales=_scales(kind, typed.points),
        directions=dict.fromkeys(typed.more, "up") | dict.fromkeys(typed.less, "down"),
        candidate_id=candidate_id,
        use_memory=not typed.anew,
    )
    return reading, at, choices


def _pairs(texts: Iterable[str], example: str) -> list[tuple[str, str]]:
    found = []
    for text in texts:
        name, mark, said = text.partition("=")
        if not mark or not name.strip() or not said.strip():
            raise UnreadableDecisionError(text, example)
        found.append((name.strip(), said.strip()))
    return found


def _answer(said: str) -> RecordAnswer:
    act = _ACTS.get(said.casefold())
    return act() if act else RecordAnswer.typed(said)


def _columns(kind: RecordKind, texts: Iterable[str]) -> dict[int, str | None]:
    """Return ``C=Country`` and ``C=none`` as number of a column → key of a field."""
    fields = {looked_up(name): field.key for field in kind.fields for name in (field.key, field.label)}
    found: dict[int, str | None] = {}
    for letters, name in _pairs(texts, "C=Country"):
        is_column = letters.isascii() and letters.isalpha() and len(letters) <= 3
        if not is_column or (looked_up(name) not in fields and looked_up(name) != "none"):
            raise UnreadableDecisionError(f"{letters}={name}", "C=Country")
        found[column_number(letters)] = fields.get(looked_up(name))
    return found


def _rows(texts: Iterable[str]) -> tuple[dict[int, int | None], frozenset[int]]:
    """Return ``7=new``, ``7=12`` and ``7=skip`` as row → id of the record that it means, and the rows to skip."""
    matches: dict[int, int | None] = {}
    skipped = set()
    for row, said in _pairs(texts, "7=new"):
        if not row.isdecimal() or not (said.isdecimal() or said.casefold() in ("new", "skip")):
            raise UnreadableDecisionError(f"{row}={said}", "7=new")
        if said.casefold() == "skip":
            skipped.add(int(row))
        else:
            matches[int(row)] = NEW if said.casefold() == "new" else int(said)
    return matches, frozenset(skipped)


def _names(desk: Desk, initiative_id: int | None, texts: Iterable[str]) -> dict[str, int | None]:
    """Return ``NAME=HERE`` and ``NAME=skip`` as name in the sheet → id of the candidate or metric."""
    given = read_names(texts)
    if not given or initiative_id is None:
        return {}
    metrics = {looked_up(each.name): each.id for each in load_performance(desk.connection, initiative_id).metrics}
    here = metrics | {looked_up(each.name): each.id for each in load_candidates(desk.connection, initiative_id)}
    found: dict[str, int | None] = {}
    for name, said in given.items():
        if isinstance(said, str) and looked_up(said) not in here:
            raise UnreadableDecisionError(f"{name}={said}", "Alder Ltd=Alder Limited")
        found[name] = here[looked_up(said)] if isinstance(said, str) else None
    return found


def _scales(kind: RecordKind, texts: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
    fields = {looked_up(name): field.key for field in kind.fields for name in (field.key, field.label)}
    found = {}
    for name, levels in read_scales(texts).items():
        if looked_up(name) not in fields or not all(level in range(1, 6) for level in levels.values()):
            raise UnreadableDecisionError(name, "Likelihood: low=1, high=5")
        found[fields[looked_up(name)]] = {word.casefold(): int(level or 0) for word, level in levels.items()}
    return found

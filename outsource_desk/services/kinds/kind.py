"""What `services.records` must know of a table, and checks that many tables share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.checks import checked_choice, checked_date, checked_name, checked_number, checked_text
from outsource_desk.domain.codes import checked_share, checked_whole
from outsource_desk.domain.errors import NotATextError, NotYetError
from outsource_desk.store.vetting import today

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

Check = Callable[[object], object]
Values = dict[str, Any]
LARGEST_ID = 2**53


@dataclass(frozen=True)
class Labels:
    """What the Undo menu calls the three acts on a kind of record, and what one is called in a refusal."""

    add: str
    change: str
    delete: str
    noun: str


def _as_given(fields: Mapping[str, object]) -> dict[str, object]:
    return dict(fields)


def _as_checked(_row: Values, values: Values) -> Values:
    return values


def _nothing_more(_desk: Desk, _owner_id: int, _row: Values, values: Values) -> Values:
    return values


@dataclass(frozen=True)
class RecordKind:
    """One table whose rows belong to a row of another.

    Attributes:
        owner: the table of those it belongs to; its column is called after it, with ``_id``, unless stated.
        labels: of the acts.
        checks: column → what it may hold.
        required: column → what it is called; these must not be empty.
        money: column → what it is called; amounts in the initiative's currency, typed in its main unit.
        owner_column: where it is not called after the owner.
        spread: turns fields as they were given into columns.
        complete: called with row as it stands ({} for a new one) and checked values, returns what to write, and raises
            a `DeskError` where the record as a whole is not allowed; it asks the file nothing.
        prepare: called after it with desk, owner id, row and values, returns what to write, and raises a `DeskError`
            where the record is not allowed beside what the file has.
    """

    owner: str
    labels: Labels
    checks: Mapping[str, Check]
    required: Mapping[str, str] = field(default_factory=dict)
    money: Mapping[str, str] = field(default_factory=dict)
    owner_column: str = ""
    spread: Callable[[Mapping[str, object]], dict[str, object]] = _as_given
    complete: Callable[[Values, Values], Values] = _as_checked
    prepare: Callable[[Desk, int, Values, Values], Values] = _nothing_more

    @property
    def key(self) -> str:
        """Return the column that says whose record it is."""
        return self.owner_column or f"{self.owner}_id"


def name(what: str, limit: int = 500) -> Check:
    """Return the check of a name that must not be empty."""
    return partial(checked_name, what, limit=limit)


def text(what: str) -> Check:
    """Return the check of a text that may be empty."""
    return partial(checked_text, what)


def day(what: str) -> Check:
    """Return the check of a date that may be open."""
    return partial(checked_date, what)


def past_day(what: str) -> Check:
    """Return the check of a day on which something was done: today or earlier, or open."""

    def check(value: object) -> str | None:
        on = checked_date(what, value)
        if on is not None and on > today():
            raise NotYetError(on)
        return on

    return check


def choice(what: str, kind: type[StrEnum]) -> Check:
    """Return the check of a choice that must be made."""
    return lambda value: checked_choice(what, value, kind)


def open_choice(what: str, kind: type[StrEnum]) -> Check:
    """Return the check of a choice that may be left open."""
    return lambda value: checked_choice(what, value, kind) if value else ""


def flag(value: object) -> int:
    """Return yes or no as it is kept."""
    return int(bool(value))


def whole(what: str, low: int, high: int) -> Check:
    """Return the check of a whole number that may be open."""
    return lambda value: checked_whole(what, value, low, high)


def amount(what: str, low: float | None = 0.0, high: float | None = None) -> Check:
    """Return the check of a number that may be open."""
    return lambda value: None if value is None or value == "" else checked_number(what, value, low, high)


def money(value: object) -> object:
    """Return an amount as it was given: `RecordKind.money` checks it in its currency."""
    return value


def share(what: str) -> Check:
    """Return the check of a share of 1 that may be open."""
    return partial(checked_share, what)


def lines(what: str) -> Check:
    """Return the check of several short texts, given as a sequence or one per line, and kept one per line."""

    def check(value: object) -> str:
        parts = value.split("\n") if isinstance(value, str) else value
        if not isinstance(parts, Sequence) or not all(isinstance(part, str) for part in parts):
            raise NotATextError(what)
        return "\n".join(filter(None, (checked_text(what, part).replace("\n", " ").strip() for part in parts)))

    return check


def reference(what: str) -> Check:
    """Return the check of another row's number, which may be open; `prepare` must see that it is one of ours."""
    return lambda value: checked_whole(what, value, 1, LARGEST_ID)

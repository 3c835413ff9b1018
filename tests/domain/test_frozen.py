"""Values that cannot be changed are what the standard library makes of them, only sooner."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest

from outsource_desk.domain.frozen import frozen


class _Told:
    name: str
    points: float | None = None
    tags: tuple[str, ...] = ()
    found: dict[str, int] = field(default_factory=dict)
    kept: list[int] = field(init=False, repr=False, compare=False, default_factory=list)

    @property
    def shout(self) -> str:
        return self.name.upper()

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset(self.name)


def made_by(make: Any) -> Any:
    """Return the class above as one way of making dataclasses makes it."""
    body = {key: value for key, value in vars(_Told).items() if key not in ("__dict__", "__weakref__")}
    letters = cached_property(lambda self: frozenset(self.name))
    letters.__set_name__(_Told, "letters")
    return make(type("Told", (), {**body, "letters": letters}))


OURS, THEIRS = made_by(frozen), made_by(dataclass(frozen=True))


@frozen
class Pair:
    """Two numbers."""

    first: int
    second: int = 2


@pytest.mark.parametrize(
    ("given", "named"),
    [(("Alder",), {}), (("Alder", 3.5), {"tags": ("a",)}), ((), {"name": "Birch", "found": {"a": 1}})],
)
def test_it_is_made_shown_compared_and_replaced_as_the_standard_one(given, named):
    ours, theirs = OURS(*given, **named), THEIRS(*given, **named)
    assert repr(ours) == repr(theirs)
    assert [getattr(ours, each.name) for each in fields(ours)] == [
        getattr(theirs, each.name) for each in fields(theirs)
    ]
    assert (ours == OURS(*given, **named), ours == theirs, ours == "Alder") == (True, False, False)
    assert ours != replace(ours, points=9.0) == OURS(ours.name, 9.0, ours.tags, ours.found)
    assert (ours.shout, ours.letters) == (theirs.shout, theirs.letters)
    assert is_dataclass(ours)
    assert OURS.__match_args__ == THEIRS.__match_args__


def test_what_is_not_compared_counts_neither_for_equality_nor_for_the_hash():
    one, other = OURS("Alder"), OURS("Alder")
    one.kept.append(1)
    assert one == other
    assert one.kept is not other.kept
    assert hash(Pair(1)) == hash(Pair(1, 2)) != hash(Pair(2, 1))
    assert len({Pair(1), Pair(1, 2), Pair(1, 3)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)  # a dictionary is among its fields


def test_nothing_of_it_can_be_changed_or_taken_away():
    pair = Pair(1)
    for change in (
        lambda: setattr(pair, "first", 2),
        lambda: setattr(pair, "third", 2),
        lambda: delattr(pair, "first"),
    ):
        with pytest.raises(FrozenInstanceError):
            change()
    assert pair == Pair(1)


@pytest.mark.parametrize(("given", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"third": 3}), ((1,), {"first": 1})])
def test_wrong_arguments_are_told_as_of_any_function(given, named):
    with pytest.raises(TypeError, match="__init__"):
        Pair(*given, **named)


def test_it_goes_to_other_processes_and_is_copied():
    for again in (pickle.loads(pickle.dumps(Pair(4))), copy.deepcopy(Pair(4)), copy.copy(Pair(4))):
        assert again == Pair(4)

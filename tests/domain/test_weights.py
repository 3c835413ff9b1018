"""One weight changes, and the others make up for it."""

from __future__ import annotations

from decimal import Decimal
from math import fsum

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from outsource_desk.domain.weights import (
    AllLockedError,
    LevelWeight,
    WeightsTooLargeError,
    balanced_weights,
    changed_weights,
)


def level(*weights: float, locked: tuple[int, ...] = ()) -> dict[int, LevelWeight]:
    """Return a level whose keys are 0, 1, 2 ..."""
    return {key: LevelWeight(weight, key in locked) for key, weight in enumerate(weights)}


def exact_sum(weights: dict[int, float]) -> Decimal:
    return sum((Decimal(repr(weight)) for weight in weights.values()), Decimal(0))


def changed(*arguments) -> list[float]:
    return list(changed_weights(*arguments).values())


def test_the_others_keep_their_proportions():
    assert changed(level(40, 30, 20, 10), 0, 70, 100) == [70, 15, 10, 5]
    assert changed(level(40, 30, 20, 10), 3, 40, 100) == [26.7, 20, 13.3, 40]


def test_a_locked_weight_stays_whoever_changes():
    assert changed(level(40, 30, 20, 10, locked=(1,)), 0, 50, 100) == [50, 30, 13.3, 6.7]
    assert changed(level(40, 30, 20, 10, locked=(0,)), 0, 55, 100) == [55, 22.5, 15, 7.5]


def test_what_cannot_be_shared_in_tenths_goes_to_the_largest_remainders():
    # 33.3333 each: 333 tenths each, and one tenth is left for the first
    assert list(balanced_weights(level(1, 1, 1)).values()) == [33.4, 33.3, 33.3]
    # ideal tenths 142.857, 285.714 and 571.428: the two largest remainders get the two that are left
    assert list(balanced_weights(level(1, 2, 4)).values()) == [14.3, 28.6, 57.1]


def test_a_finer_locked_weight_leaves_its_fraction_to_the_largest():
    assert list(balanced_weights(level(33.33, 1, 3, locked=(0,))).values()) == [33.33, 16.6, 50.07]


def test_weights_of_nothing_are_shared_equally():
    assert list(balanced_weights(level(0, 0, 0, 0)).values()) == [25, 25, 25, 25]
    assert changed(level(100, 0, 0), 0, 40, 100) == [40, 30, 30]


def test_everything_or_nothing_may_be_given():
    assert changed(level(40, 30, 30), 0, 100, 100) == [100, 0, 0]
    assert changed(level(40, 30, 30), 0, 0, 100) == [0, 50, 50]


def test_points_keep_their_sum_in_steps_that_suit_it():
    assert changed(level(5, 3, 2), 0, 6, 10) == [6, 2.4, 1.6]
    assert changed(level(1, 1, 1, 1), 0, 2, 4) == [2, 0.667, 0.667, 0.666]
    assert changed(level(500, 300, 200), 0, 400, 1000) == [400, 360, 240]


def test_a_level_of_one_and_weights_without_a_sum_have_nothing_to_share():
    assert changed(level(100), 0, 40, 100) == [40]
    assert changed(level(0, 0, 0), 1, 5, 0) == [0, 5, 0]


def test_a_change_that_only_locked_weights_could_make_up_for_is_refused():
    locked = level(40, 30, 30, locked=(1, 2))
    with pytest.raises(AllLockedError, match="cannot add up to 100") as caught:
        changed_weights(locked, 0, 50, 100)
    assert "Unlock" in caught.value.remedy
    assert changed(locked, 0, 40, 100) == [40, 30, 30]
    with pytest.raises(AllLockedError):
        balanced_weights(level(40, 40, locked=(0, 1)))
    assert list(balanced_weights(level(40, 60, locked=(0, 1))).values()) == [40, 60]


def test_more_than_everything_is_refused_with_both_sums():
    with pytest.raises(WeightsTooLargeError, match=r"add up to 110, more than 100 in all") as caught:
        changed_weights(level(20, 60, 20, locked=(1,)), 0, 50, 100)
    assert "smaller weight" in caught.value.remedy
    with pytest.raises(WeightsTooLargeError, match="add up to 120"):
        balanced_weights(level(70, 50, 5, locked=(0, 1)))


weights = st.decimals(0, 1000, places=2, allow_nan=False).map(float)
levels = st.lists(st.tuples(weights, st.booleans()), min_size=2, max_size=30).map(
    lambda entries: {key: LevelWeight(*entry) for key, entry in enumerate(entries)}
)


@given(levels, st.decimals(0, 100, places=1).map(float))
def test_a_direct_level_adds_up_to_exactly_100_and_keeps_what_is_locked(entries, weight):
    try:
        result = changed_weights(entries, 0, weight, 100.0)
    except (AllLockedError, WeightsTooLargeError):
        kept = weight + fsum(entry.weight for key, entry in entries.items() if key and entry.is_locked)
        free = [key for key, entry in entries.items() if key and not entry.is_locked]
        assert (kept > 100) if free else (kept != 100)
        return
    assert exact_sum(result) == 100
    assert result[0] == weight
    assert all(result[key] == entry.weight for key, entry in entries.items() if key and entry.is_locked)
    assert min(result.values()) >= 0


@given(levels, st.decimals(0, 100, places=1).map(float))
def test_the_unlocked_others_keep_their_proportions_to_a_tenth(entries, weight):
    free = [key for key, entry in entries.items() if key and not entry.is_locked]
    locked = fsum(entry.weight for key, entry in entries.items() if key and entry.is_locked)
    whole = fsum(entries[key].weight for key in free)
    assume(whole > 0)
    assume(weight + locked <= 100)
    result = changed_weights(entries, 0, weight, 100.0)
    for key in free:
        # a tenth from rounding, and what the locked ones' hundredths leave over for the largest
        assert abs(result[key] - (100 - weight - locked) * entries[key].weight / whole) < 0.2 + 1e-9


@given(levels)
def test_points_keep_their_sum_whatever_changes(entries):
    total = fsum(entry.weight for entry in entries.values())
    free = [key for key, entry in entries.items() if key and not entry.is_locked]
    assume(free)
    result = changed_weights(entries, 0, entries[0].weight / 2, total)
    assert fsum(result.values()) == pytest.approx(total, abs=1e-9)


@given(levels)
def test_balancing_twice_changes_nothing_more(entries):
    try:
        once = balanced_weights(entries)
    except (AllLockedError, WeightsTooLargeError):
        return
    again = balanced_weights({key: LevelWeight(once[key], entry.is_locked) for key, entry in entries.items()})
    assert exact_sum(once) == 100
    assert again == once


@given(levels, st.data())
def test_a_larger_weight_never_gets_less_than_a_smaller_one(entries, data):
    try:
        result = balanced_weights(entries)
    except (AllLockedError, WeightsTooLargeError):
        return
    free = [key for key, entry in entries.items() if not entry.is_locked]
    assume(len(free) > 1)
    one, other = data.draw(st.permutations(free))[:2]
    if entries[one].weight > entries[other].weight:
        assert result[one] >= result[other]

"""When steps that wait for others begin and end, and which decide the length of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.network import LoopError, Schedule, longest_path

days = st.floats(0, 400, allow_nan=False)


@st.composite
def plans(draw: st.DrawFn) -> tuple[dict[int, float], dict[int, list[int]]]:
    """Return steps in which none waits for another with a higher number, so that nothing can loop."""
    count = draw(st.integers(1, 9))
    durations = {each: draw(days) for each in range(1, count + 1)}
    needs = {each: draw(st.lists(st.integers(1, each - 1), max_size=4)) if each > 1 else [] for each in durations}
    return durations, needs


def test_an_empty_plan_takes_no_time():
    assert longest_path({}, {}) == Schedule({}, {}, 0.0, (), {})


def test_a_worked_example():
    # notice (1) → successor (2) → trial (4) → switch (5); knowledge (3) beside the successor
    plan = longest_path({1: 10, 2: 60, 3: 40, 4: 30, 5: 1}, {2: [1], 3: [1], 4: [2, 3], 5: [4]})
    assert plan.start == {1: 0, 2: 10, 3: 10, 4: 70, 5: 100}
    assert plan.length == 10 + 60 + 30 + 1
    assert plan.critical == (1, 2, 4, 5)
    assert plan.slack == {1: 0, 2: 0, 3: 60 - 40, 4: 0, 5: 0}


def test_what_is_needed_but_is_no_step_is_left_out():
    assert longest_path({1: 5}, {1: [99], 99: [1]}).length == 5


def test_a_loop_is_refused_with_the_steps_in_it():
    with pytest.raises(LoopError) as caught:
        longest_path({1: 1, 2: 1, 3: 1, 4: 1}, {2: [4], 3: [2], 4: [3], 1: [2]})
    assert caught.value.ids == (2, 4, 3)  # 2 needs 4, which needs 3, which needs 2


def test_a_step_that_waits_for_itself_is_a_loop():
    with pytest.raises(LoopError) as caught:
        longest_path({7: 1}, {7: [7]})
    assert caught.value.ids == (7,)


@pytest.mark.parametrize("duration", [-1, float("nan")])
def test_less_than_no_time_is_refused(duration):
    with pytest.raises(ValueError, match="no time"):
        longest_path({1: duration}, {})


@given(plans())
def test_nothing_begins_before_what_it_needs_and_the_critical_chain_has_no_gap(plan):
    durations, needs = plan
    schedule = longest_path(durations, needs)
    for each, wanted in needs.items():
        assert all(schedule.start[each] >= schedule.finish[needed] for needed in wanted)
    assert schedule.finish[schedule.critical[-1]] == schedule.length
    assert schedule.start[schedule.critical[0]] == 0
    for first, second in zip(schedule.critical, schedule.critical[1:], strict=False):
        assert first in needs[second]
        assert schedule.finish[first] == schedule.start[second]
    assert all(0 <= schedule.slack[each] <= schedule.length for each in durations)
    assert all(schedule.slack[each] == 0 for each in schedule.critical)


@given(plans(), days, st.data())
def test_another_step_never_shortens_it(plan, duration, data):
    durations, needs = plan
    new = len(durations) + 1
    wanted = data.draw(st.lists(st.sampled_from(sorted(durations)), max_size=3))
    before = longest_path(durations, needs)
    after = longest_path({**durations, new: duration}, {**needs, new: wanted})
    assert after.length >= before.length
    assert all(after.slack[each] >= 0 for each in after.slack)


@given(plans(), st.data())
def test_another_dependency_never_shortens_it_or_makes_a_loop(plan, data):
    durations, needs = plan
    step, needed = data.draw(st.tuples(st.sampled_from(sorted(durations)), st.sampled_from(sorted(durations))))
    before = longest_path(durations, needs)
    more = {**needs, step: [*needs[step], needed]}
    try:
        after = longest_path(durations, more)
    except LoopError as error:
        loop = error.ids
        assert {step, needed} <= set(loop)
        assert all(after in more[each] for each, after in zip(loop, [*loop[1:], loop[0]], strict=True))
    else:
        assert after.length >= before.length


@given(plans(), st.randoms())
def test_the_order_of_the_input_does_not_matter(plan, random):
    durations, needs = plan
    mixed = list(durations)
    random.shuffle(mixed)
    turned = longest_path({each: durations[each] for each in mixed}, {each: needs[each][::-1] for each in mixed})
    assert turned == longest_path(durations, needs)


@given(plans(), st.data())
def test_a_step_late_within_its_slack_delays_nothing(plan, data):
    durations, needs = plan
    schedule = longest_path(durations, needs)
    step = data.draw(st.sampled_from(sorted(durations)))
    late = longest_path({**durations, step: durations[step] + schedule.slack[step]}, needs)
    assert late.length == pytest.approx(schedule.length, rel=1e-9, abs=1e-6)

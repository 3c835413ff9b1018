"""Steps that wait for others: how long the whole takes, and which steps decide it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

_EXACT = 1e-9  # below it a difference comes from arithmetic, not from the plan


class LoopError(ValueError):
    """Steps wait for each other in a circle, so none of them can ever begin.

    Attributes:
        ids: of the steps in the loop, each of which needs the next one, and the last the first.
    """

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = tuple(ids)
        super().__init__(f"Steps {self.ids} wait for each other.")


@dataclass(frozen=True)
class Schedule:
    """When each step can begin and end if everything runs as soon as it can; all in the unit of the durations.

    Attributes:
        start: step → the earliest time at which all that it needs is done; 0 = the begin of the plan.
        finish: step → its start plus its duration.
        length: when the last step is done; 0 without steps.
        critical: a longest chain of steps, first to last; a delay of any of them delays the end. Of several equally
            long ones, the one with the smaller ids.
        slack: step → how long it can be late without delaying the end, >= 0.
    """

    start: Mapping[int, float]
    finish: Mapping[int, float]
    length: float
    critical: tuple[int, ...]
    slack: Mapping[int, float]


def longest_path(durations: Mapping[int, float], needs: Mapping[int, Iterable[int]]) -> Schedule:
    """Return when each step begins and ends, and the chain that decides how long the whole takes.

    The order of the input does not matter. Another step or another dependency never makes the whole shorter.

    Args:
        durations: step → how long it takes, >= 0, any unit of time.
        needs: step → the steps that must be done before it begins; those without a duration are not steps and are
            left out.

    Raises:
        LoopError: steps wait for each other.
        ValueError: a duration is below zero.

    Source: critical-path method, Kelley & Walker, “Critical-Path Planning and Scheduling”, Proc. EJCC (1959), 160-173.
    """
    if any(not duration >= 0 for duration in durations.values()):
        raise ValueError("A step cannot take less than no time.")
    before = {each: sorted(set(needs.get(each, ())) & durations.keys()) for each in sorted(durations)}
    order = _ordered(before)
    start: dict[int, float] = {}
    finish: dict[int, float] = {}
    for each in order:
        start[each] = max((finish[needed] for needed in before[each]), default=0.0)
        finish[each] = start[each] + durations[each]
    length = max(finish.values(), default=0.0)
    critical = _chain(before, start, finish, length)
    return Schedule(start, finish, length, critical, _slack(order, before, durations, start, length, critical))


def _ordered(before: Mapping[int, list[int]]) -> tuple[int, ...]:
    try:
        return tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        each_needed_by_next = error.args[1][:-1]
        loop = each_needed_by_next[::-1]
        first = loop.index(min(loop))
        raise LoopError([*loop[first:], *loop[:first]]) from None


def _chain(
    before: Mapping[int, list[int]], start: Mapping[int, float], finish: Mapping[int, float], length: float
) -> tuple[int, ...]:
    """Return a longest chain, walked back from a step that ends last."""
    chain: list[int] = []
    at = min((each for each in before if finish[each] == length), default=None)
    while at is not None:
        chain.append(at)
        at = min((needed for needed in before[at] if finish[needed] == start[at]), default=None)
    return tuple(reversed(chain))


def _slack(
    order: tuple[int, ...],
    before: Mapping[int, list[int]],
    durations: Mapping[int, float],
    start: Mapping[int, float],
    length: float,
    critical: tuple[int, ...],
) -> dict[int, float]:
    latest_end = dict.fromkeys(order, length)
    for each in reversed(order):
        for needed in before[each]:
            latest_end[needed] = min(latest_end[needed], latest_end[each] - durations[each])
    late = {each: latest_end[each] - durations[each] - start[each] for each in order}
    deciding = frozenset(critical)
    return {each: 0.0 if each in deciding or late[each] < _EXACT * (1 + length) else late[each] for each in order}

"""Time contenders in turn, so that a busy machine burdens all of them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

CALIBRATED_TO = 0.02  # seconds that one timing lasts at least, by repeating a short call


def cpu() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    try:
        import resource
    except ImportError:  # Windows
        return time.process_time()
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def wall() -> float:
    """Return the seconds that a user waits."""
    return time.perf_counter()


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class Contender:
    """One way to do the work.

    Attributes:
        name: as the table shows it.
        run: the work; calls must be repeatable.
        before: makes ready for one call, untimed; such a call is never repeated inside one timing.
    """

    name: str
    run: Callable[[], object]
    before: Callable[[], object] = _nothing


@dataclass(frozen=True)
class Spread:
    """Numbers of all rounds: ratios, or seconds."""

    rounds: tuple[float, ...]

    @classmethod
    def of_ratios(cls, mine: Sequence[float], base: Sequence[float]) -> Spread:
        """Divide round by round."""
        return cls(tuple(one / other for one, other in zip(mine, base, strict=True)))

    @property
    def median(self) -> float:
        """Return the middle one."""
        return statistics.median(self.rounds)

    @property
    def low(self) -> float:
        """Return the least."""
        return min(self.rounds)

    @property
    def high(self) -> float:
        """Return the largest."""
        return max(self.rounds)


def seconds_in_turn(
    contenders: Sequence[Contender], rounds: int, clock: Callable[[], float] = cpu
) -> list[tuple[float, ...]]:
    """Return the seconds per call of each contender, one number per round.

    Every round runs all of them once, in an order that moves on by one, with the garbage collector off.
    """
    repeats = [_calibrated(contender, clock) for contender in contenders]
    taken: list[list[float]] = [[] for _ in contenders]
    for turn in range(rounds):
        for place in range(len(contenders)):
            index = (place + turn) % len(contenders)
            taken[index].append(_timed(contenders[index], repeats[index], clock))
    return [tuple(numbers) for numbers in taken]


def ratios(
    base: Contender, contenders: Sequence[Contender], rounds: int, clock: Callable[[], float] = cpu
) -> list[Spread]:
    """Return the ratio of each contender to the base, round by round."""
    floor, *others = seconds_in_turn([base, *contenders], rounds, clock)
    return [Spread.of_ratios(other, floor) for other in others]


def _calibrated(contender: Contender, clock: Callable[[], float]) -> int:
    """Warm up and return how often a call is repeated inside one timing."""
    _timed(contender, 1, clock)
    if contender.before is not _nothing:
        return 1
    repeats = 1
    while (taken := repeats * _timed(contender, repeats, clock)) < CALIBRATED_TO:
        repeats = max(2 * repeats, int(repeats * CALIBRATED_TO / taken) if taken > 0 else 0)
    return repeats


def _timed(contender: Contender, repeats: int, clock: Callable[[], float]) -> float:
    contender.before()
    gc.collect()
    gc.disable()
    try:
        start = clock()
        for _ in range(repeats):
            contender.run()
        return (clock() - start) / repeats
    finally:
        gc.enable()

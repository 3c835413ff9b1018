"""Random numbers for simulated weights and scores: in blocks of one size, each with a stream of its own.

A block's numbers depend on the seed and the block's number alone. So the first blocks of a long simulation are those
of a short one, and it does not matter how many are worked on at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]

BLOCK = 16_384  # samples
_ROWS = 4  # at a time, so that they stay close to the processor
_LEAST = np.float32(2**-25)
_RETRIES = 6  # a proposal is refused at most once in 20: what is left after them is one in a thousand million


class Stream(IntEnum):
    """What random numbers are for, so that each use has its own."""

    WEIGHTS = 1
    PROPOSALS = 2
    SMALL_SHAPES = 3
    CELLS = 4


def source(seed: int, stream: Stream, block: int) -> np.random.Generator:
    """Return the generator of one block.

    Source: SFC64, Doty-Humphrey, PractRand; streams kept apart by a hash of all three numbers.
    """
    return np.random.Generator(np.random.SFC64([seed, int(stream), block]))


def negative_exponentials(seed: int, block: int, count: int) -> Singles:
    """Return log u for uniform u: standard exponentials with a minus.

    Divided by their sum they are uniform over all weights of ``count`` criteria. Each has one of 65,536 equally likely
    values, the middles of as many parts of 0 to 1: so its distribution is never more than 0.00001 from the exact one,
    a fiftieth of what chance leaves uncertain in a million samples.

    Returns:
        Shape (count, BLOCK).

    Source: inverse transform; exponentials over their sum, Devroye (1986), Non-Uniform Random Variate Generation,
    ch. 5, theorem 4.1.
    """
    bits = source(seed, Stream.WEIGHTS, block).bit_generator.random_raw(count * BLOCK // 4)
    found, drawn = np.empty((count, BLOCK), dtype=np.float32), bits.view(np.uint16).reshape(count, BLOCK)
    for start in range(0, count, _ROWS):
        rows = found[start : start + _ROWS]
        np.copyto(rows, drawn[start : start + _ROWS])
        np.add(rows, np.float32(0.5), out=rows)
        np.multiply(rows, np.float32(2**-16), out=rows)
        np.log(rows, out=rows)
    return found


class GammaBlock:
    """One block of gamma variates whose shapes may be chosen again and again, from the same random numbers.

    The same shapes give the same variates; shapes a little different give variates a little different. So shares
    move smoothly while a weight is dragged.

    Source: Marsaglia & Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26(3), 363-372: with
    normal x, ``d (1 + x / sqrt(9 d))³`` is a gamma variate of shape ``d + 1/3`` unless it is refused; shapes below 1
    by its section 6, ``Gamma(a) = Gamma(a + 1) u^(1/a)``.
    """

    def __init__(self, seed: int, block: int, count: int) -> None:
        random = source(seed, Stream.PROPOSALS, block)
        self._seed, self._block = seed, block
        self._normal = random.standard_normal((count, BLOCK), dtype=np.float32)
        self._doubtful: list[tuple[NDArray[np.intp], Singles, Singles]] = []
        uniform = random.random((count, BLOCK), dtype=np.float32)
        for normal, chance in zip(self._normal, uniform, strict=True):
            at = np.flatnonzero(chance >= 1 - np.float32(0.0331) * np.square(np.square(normal)))
            proposals = np.vstack([normal[at], random.standard_normal((_RETRIES, len(at)), dtype=np.float32)])
            chances = np.vstack([chance[at], random.random((_RETRIES, len(at)), dtype=np.float32)])
            self._doubtful.append((at, proposals, np.log(np.maximum(chances, _LEAST))))
        self._small: dict[int, Singles] = {}

    def variates(self, shapes: Sequence[float]) -> Singles:
        """Return gamma variates.

        Args:
            shapes: of each row, >= 0; a row of shape 0 is all zeros.

        Returns:
            Shape (count, BLOCK).
        """
        rows = np.empty_like(self._normal)
        for number, shape in enumerate(shapes):
            middle = (shape if shape >= 1 else shape + 1) - 1 / 3
            self._fill(rows[number], number, middle)
            if shape <= 0:
                rows[number] = 0.0
            elif shape < 1:
                rows[number] *= np.exp(self._logarithms(number) * np.float32(1 / max(shape, 1e-30)))
        return rows

    def _fill(self, row: Singles, number: int, middle: float) -> None:
        """Write ``d (1 + x / sqrt(9 d))³`` into a row, with another x where one is refused."""
        slope, root = np.float32(1 / np.sqrt(9 * middle)), np.float32(np.cbrt(middle))
        np.multiply(self._normal[number], slope * root, out=row)
        np.add(row, root, out=row)
        np.multiply(np.square(row), row, out=row)
        at, proposals, chances = self._doubtful[number]
        is_refused = _is_refused(proposals[0], chances[0], middle, slope)
        left = np.flatnonzero(is_refused)
        for turn in range(1, len(proposals)):
            if not len(left):
                break
            again = proposals[turn, left]
            row[at[left]] = np.maximum(root + slope * root * again, 0) ** 3
            left = left[_is_refused(again, chances[turn, left], middle, slope)]

    def _logarithms(self, number: int) -> Singles:
        """Return log u of a row of small shape."""
        if number not in self._small:
            random = np.random.Generator(
                np.random.SFC64([self._seed, int(Stream.SMALL_SHAPES), self._block, number])
            )  # fmt: skip
            self._small[number] = np.log(np.maximum(random.random(BLOCK, dtype=np.float32), _LEAST))
        return self._small[number]


def _is_refused(normal: Singles, log_chance: Singles, middle: float, slope: np.float32) -> NDArray[np.bool_]:
    """Tell which proposals the method refuses."""
    edge = np.maximum(1 + slope * normal, np.float32(1e-6))
    cube = edge * edge * edge
    bound = np.float32(0.5) * normal * normal + np.float32(middle) * (1 - cube + 3 * np.log(edge))
    return (log_chance >= bound) | (edge <= np.float32(1e-6))

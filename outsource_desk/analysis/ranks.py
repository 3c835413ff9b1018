"""Counting ranks and who beats whom, 64 samples at a time: every answer of yes or no is one bit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from outsource_desk.analysis.variates import BLOCK

Counts = NDArray[np.int64]
Words = NDArray[np.uint64]  # one bit for each sample
Singles = NDArray[np.float32]

_WORD = 64  # bits
_MOST = BLOCK // _WORD  # words of each pair at a time
_NEAR = 400 * _MOST  # words at a time, so that they stay close to the processor
_STORE = 2_000_000  # words of all pairs: 16 MB


class RankTally:
    """Counts how often each row of totals has each rank, and how often it beats each other row.

    Args:
        sizes: how many candidates each row stands for; they take ranks one after the other.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        rows, self._places = len(sizes), sum(sizes)
        self._planes = max(self._places - 1, 1).bit_length()  # binary digits of a rank
        self.ranks = np.zeros((rows, self._places), dtype=np.int64)  # by how many are ahead
        self._wins = np.zeros(rows * (rows - 1) // 2, dtype=np.int64)
        self._upper = np.triu_indices(rows, 1)
        self._pair, self._is_second = _opponents(tuple(sizes))
        words = min(_MOST, max(_STORE // (len(self._wins) + 1), 1))
        self._step = min(max(_NEAR // (words * max(len(self._pair), 1 << self._planes)), 1), rows)  # rows at a time
        # memory that is there already saves as much time as counting takes
        self._won = np.zeros((len(self._wins) + 1, words), dtype=np.uint64)
        self._ahead = np.empty((len(self._pair), self._step, words), dtype=np.uint64)
        self._has = np.empty((1 << self._planes, self._step, words), dtype=np.uint64)

    @property
    def wins(self) -> Counts:
        """How often a row was ahead of a later one (column), shape (rows, rows); 0 on and below the diagonal."""
        found = np.zeros((len(self.ranks), len(self.ranks)), dtype=np.int64)
        found[self._upper] = self._wins
        return found

    def add(self, totals: Singles, is_first: Singles | None = None) -> None:
        """Count samples; of equal totals the earlier row is ahead.

        Args:
            totals: shape (rows, n).
            is_first: same shape, to be overwritten with 1 where a row is first and 0 elsewhere; None = not asked for.
        """
        length = self._won.shape[1] * _WORD
        for start in range(0, totals.shape[1], length):
            part = slice(start, start + length)
            self._add(totals[:, part], None if is_first is None else is_first[:, part])

    def _add(self, totals: Singles, is_first: Singles | None) -> None:
        rows, size = totals.shape
        won = self._won[:, : -(-size // _WORD)]
        _fill_won(won, totals)
        self._wins += _ones(won[:-1])
        for start in range(0, rows, self._step):
            part = slice(start, min(start + self._step, rows))
            has = self._ranked(won, part, size)
            self.ranks[part] += _ones(has).T
            if is_first is not None:
                is_first[part] = np.unpackbits(has[0].view(np.uint8), axis=1, count=size)

    def _ranked(self, won: Words, part: slice, size: int) -> Words:
        """Return in which samples some rows have each rank, shape (places, rows, w)."""
        taken = (..., slice(part.stop - part.start), slice(won.shape[1]))
        ahead, has = self._ahead[taken], self._has[taken]
        np.take(won, self._pair[:, part], axis=0, out=ahead, mode="clip")
        ahead ^= self._is_second[:, part]
        _fill_ranks(has, _added(ahead, self._planes), size)
        return has[: self._places]


def _fill_won(won: Words, totals: Singles) -> None:
    """Write for each pair of rows in which samples the first is ahead, shape (pairs + 1, w), and zeros at the end."""
    rows, size = totals.shape
    won[:, -1] = 0
    octets, place = won.view(np.uint8), 0
    for one in range(rows - 1):
        others = rows - 1 - one
        octets[place : place + others, : -(-size // 8)] = np.packbits(totals[one] >= totals[one + 1 :], axis=1)
        place += others


def _fill_ranks(has: Words, digits: Sequence[Words], size: int) -> None:
    """Write in which samples each row has each rank, shape (ranks, rows, w), from its binary digits, lowest first."""
    has[0] = _first_bits(size, has.shape[2])
    for order, digit in enumerate(digits):
        low, high = has[: 1 << order], has[1 << order : 2 << order]
        np.bitwise_and(low, digit, out=high)
        low ^= high


def _first_bits(size: int, words: int) -> Words:
    """Return so many words with this many bits set, in the order in which bits are packed."""
    octets = np.zeros(words * 8, dtype=np.uint8)
    octets[: size // 8] = 255
    if size % 8:
        octets[size // 8] = 256 - (256 >> size % 8)
    return octets.view(np.uint64)


@lru_cache(maxsize=16)
def _opponents(sizes: tuple[int, ...]) -> tuple[NDArray[np.intp], Words]:
    """Return which pairs say who is ahead of each row, and all bits set where a pair says the opposite.

    A row that stands for several candidates is an opponent several times; where a row has fewer opponents than others
    the row of zeros after all pairs stands in.

    Returns:
        Shapes (opponents, rows) and (opponents, rows, 1).
    """
    rows = len(sizes)
    number = np.zeros((rows, rows), dtype=np.intp)
    number[np.triu_indices(rows, 1)] = np.arange(rows * (rows - 1) // 2)
    number += number.T
    most = sum(sizes) - min(sizes)
    pair = np.full((max(most, 1), rows), rows * (rows - 1) // 2, dtype=np.intp)
    is_second = np.zeros((max(most, 1), rows, 1), dtype=np.uint64)
    for row in range(rows):
        others = [other for other, size in enumerate(sizes) if other != row for _ in range(size)]
        pair[: len(others), row] = number[row, others]
        is_second[: len(others), row, 0] = [np.iinfo(np.uint64).max if row < other else 0 for other in others]
    return pair, is_second


def _added(bits: Words, planes: int) -> list[Words]:
    """Return the sums of bits along the first axis, in binary digits, the lowest first; the bits are overwritten.

    Of three bits a full adder makes one of the same worth and one of twice that, until one of each worth is left.

    Source: carry-save adders, Wallace (1964), IEEE Transactions on Electronic Computers EC-13(1), 14-17.
    """
    digits: list[Words] = []
    while len(digits) < planes:
        carries = []
        while len(bits) > 2:
            third = len(bits) // 3
            one, two, three, rest = np.split(bits, [third, 2 * third, 3 * third])
            differ = one ^ two
            one &= two
            np.bitwise_and(differ, three, out=two)
            one |= two
            three ^= differ
            carries.append(one)
            bits = np.concatenate([three, rest]) if len(rest) else three
        if len(bits) == 2:
            carries.append(bits[:1] & bits[1:])
            bits = bits[:1] ^ bits[1:]
        digits.append(bits[0])
        bits = np.concatenate(carries) if carries else np.zeros_like(bits)
    return digits


def _ones(words: Words) -> Counts:
    """Count the bits along the last axis."""
    return np.add.reduce(np.bitwise_count(words), axis=-1, dtype=np.int64)

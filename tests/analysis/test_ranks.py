import numpy as np
import pytest

from outsource_desk.analysis.ranks import RankTally
from outsource_desk.analysis.variates import BLOCK


def drawn(totals):
    return np.array(totals, dtype=np.float32)


def firsts(tally, totals):
    is_first = np.full_like(totals, 7)
    tally.add(totals, is_first)
    return is_first.tolist()


@pytest.mark.parametrize("rows", [1, 2, 3, 9, 24, 100])
def test_ranks_and_wins_are_those_of_sorting(rows):
    random = np.random.default_rng(rows)
    tally, ranks, wins = RankTally([1] * rows), np.zeros((rows, rows)), np.zeros((rows, rows))
    for size in (BLOCK // 8, 100, 1, 63):  # a short block leaves nothing behind of a long one
        totals = random.permuted(np.tile(np.arange(rows, dtype=np.float32)[:, None], size), axis=0)
        ahead = (totals[:, None] < totals[None]).sum(axis=1) if rows < 30 else (-totals).argsort(axis=0).argsort(axis=0)

        assert firsts(tally, totals) == (ahead == 0).tolist()

        ranks += [[(each == rank).sum() for rank in range(rows)] for each in ahead]
        wins += np.triu([(each > totals).sum(axis=1) for each in totals], 1)
    assert tally.ranks.tolist() == ranks.tolist()
    assert tally.wins.tolist() == wins.tolist()


def test_of_equal_totals_the_earlier_row_is_ahead():
    tally = RankTally([1, 1, 1])

    assert firsts(tally, drawn([[1, 2], [1, 3], [0, 3]])) == [[1, 0], [0, 1], [0, 0]]
    assert tally.ranks.tolist() == [[1, 0, 1], [1, 1, 0], [0, 1, 1]]


def test_a_row_that_stands_for_several_candidates_puts_others_as_many_ranks_back():
    tally = RankTally([1, 3, 2])

    tally.add(drawn([[1, 3, 2], [2, 2, 3], [3, 1, 1]]))

    assert [np.flatnonzero(row).tolist() for row in tally.ranks] == [[0, 3, 5], [0, 1, 2], [0, 4]]


def test_many_rows_are_counted_in_parts_that_fit_the_memory():
    rows = 400
    totals = np.arange(rows, dtype=np.float32)[:, None] + np.zeros(3_000, dtype=np.float32)
    tally = RankTally([1] * rows)

    assert firsts(tally, totals)[-1] == [1] * 3_000
    assert (tally.ranks == 3_000 * np.eye(rows)[::-1]).all()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.agreement import mean_ranks
from outsource_desk.analysis.concordance import chi_square_beyond, concordance_test

# "The Kendall coefficient of concordance W": four judges rank ten projects
JUDGES = [
    [1.0, 3, 4, 5, 2, 8, 6, 7, 10, 9],
    [2.0, 1, 4, 5, 6, 3, 8, 7, 10, 9],
    [3.0, 2, 1, 5, 7, 4, 6, 8, 9, 10],
    [4.0, 2, 3, 1, 6, 7, 5, 9, 8, 10],
]


def test_four_judges_of_ten_projects():
    found = concordance_test(JUDGES)
    assert found is not None
    assert found.squares == pytest.approx(1048)
    assert found.w == pytest.approx(0.7939, abs=6e-5)
    assert (found.chi_square, found.degrees) == (pytest.approx(4 * 9 * 0.793939, abs=1e-4), 9)
    assert found.probability == pytest.approx(0.000762, abs=1e-6)
    assert found.mean_spearman == pytest.approx((4 * 0.793939 - 1) / 3, abs=1e-6)


@pytest.mark.parametrize(
    ("amount", "degrees", "expected"),
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (7.814728, 3, 0.05), (18.307038, 10, 0.05), (33.408664, 17, 0.01)],
)
def test_the_printed_tables_of_chi_square(amount, degrees, expected):
    # Pearson and Hartley (1966), Biometrika Tables for Statisticians, table 8
    assert chi_square_beyond(amount, degrees) == pytest.approx(expected, abs=2e-7)


def test_the_ends_of_chi_square():
    assert chi_square_beyond(0, 5) == 1
    assert chi_square_beyond(5000, 5) == 0
    assert 0 <= chi_square_beyond(400, 400) <= 1


@given(st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=2, max_size=5))
def test_mean_correlation_of_pairs_follows_from_w(totals):
    ranks = [mean_ranks(row) for row in totals]
    found = concordance_test(ranks)
    if found is not None:
        assert 0 <= found.w <= 1
        assert 0 <= found.probability <= 1
        assert -1 <= found.mean_spearman <= 1


def test_one_judge_or_nothing_but_ties_has_no_test():
    assert concordance_test([[1, 2, 3]]) is None
    assert concordance_test([[2, 2, 2], [2, 2, 2]]) is None

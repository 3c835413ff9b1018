import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outsource_desk.analysis.distributions import (
    Estimate,
    pert_beta_deviation,
    pert_deviation,
    pert_mean,
    pert_quantile,
    pert_shape,
    pert_share,
    triangular_deviation,
    triangular_mean,
    triangular_quantile,
    triangular_share,
)

PHASES = (Estimate(2, 4, 8), Estimate(1, 4, 7), Estimate(2, 7, 8))


def test_three_project_phases_by_inverse_transform():
    # Decision Mechanics, course 1255, project.xlsx, "solution" rows 2 to 4
    shares = (0.7570006148886037, 0.6102599528624973, 0.7561781122835136)
    lasted = [triangular_quantile(phase, share) for phase, share in zip(PHASES, shares, strict=True)]
    assert lasted == pytest.approx([5.585049639708197, 4.351354903261849, 6.762913327838898], abs=1e-9)
    assert sum(lasted) == pytest.approx(16.699317870808944, abs=1e-9)


def test_the_three_phases_last_43_thirds_on_average():
    assert sum(map(triangular_mean, PHASES)) == pytest.approx(43 / 3)


def test_the_deviation_of_a_triangle_is_that_of_its_quantiles():
    phase, parts = PHASES[0], 20_000
    drawn = [triangular_quantile(phase, (n + 0.5) / parts) for n in range(parts)]
    mean = sum(drawn) / parts
    assert mean == pytest.approx(triangular_mean(phase), abs=1e-4)
    squares = sum((amount - mean) ** 2 for amount in drawn) / parts
    assert triangular_deviation(phase) ** 2 == pytest.approx(squares, abs=1e-3)


def test_the_three_point_rule():
    estimate = Estimate(2, 4, 12)
    assert pert_mean(estimate) == pytest.approx(5)
    assert pert_deviation(estimate) == pytest.approx(10 / 6)
    alpha, beta = pert_shape(estimate)
    assert (alpha, beta) == pytest.approx((1.8, 4.2))
    assert 2 + 10 * alpha / (alpha + beta) == pytest.approx(pert_mean(estimate))


def test_an_estimate_without_a_range_is_sure():
    sure = Estimate(5, 5, 5)
    assert triangular_quantile(sure, 0.3) == triangular_mean(sure) == pert_mean(sure) == 5
    assert triangular_deviation(sure) == pert_deviation(sure) == 0
    assert pert_shape(sure) == (3, 3)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted), st.floats(0, 1), st.floats(0, 1))
def test_quantiles_rise_from_the_lowest_to_the_highest(amounts, one, other):
    estimate = Estimate(*amounts)
    assert triangular_quantile(estimate, 0) == pytest.approx(estimate.lowest)
    assert triangular_quantile(estimate, 1) == pytest.approx(estimate.highest, abs=1e-9)
    low, high = (triangular_quantile(estimate, share) for share in sorted((one, other)))
    assert low <= high + 1e-6


@pytest.mark.parametrize(
    ("estimate", "share", "expected"),
    [
        ((2, 4, 12), 0.1, 2.899021), ((2, 4, 12), 0.5, 4.766723), ((2, 4, 12), 0.9, 7.453341),
        ((0, 10, 10), 0.5, 8.705506), ((0, 5, 10), 0.975, 8.533672),
    ],
)  # fmt: skip
def test_quantiles_of_the_beta_distribution_by_another_program(estimate, share, expected):
    found = Estimate(*estimate)  # scipy.stats.beta.ppf
    assert pert_quantile(found, share) == pytest.approx(expected, abs=1e-6)
    assert pert_share(found, expected) == pytest.approx(share, abs=1e-6)


def test_the_deviation_of_the_beta_distribution_is_that_of_its_shape():
    estimate = Estimate(2, 4, 12)
    alpha, beta = pert_shape(estimate)
    assert pert_beta_deviation(estimate) == pytest.approx(10 * (alpha * beta / (36 * 7)) ** 0.5)
    assert pert_beta_deviation(Estimate(5, 5, 5)) == 0


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted), st.floats(0, 1))
@example([-1.0, 0.0, 0.0], 1.0)
@example([0.0, 0.0, 2.0], 1.0)
@example([0.0, 0.0, 2.0], 1 - 1e-8)
def test_shares_lie_between_nothing_and_all_and_give_quantiles_back(amounts, share):
    estimate = Estimate(*amounts)
    for share_of, quantile in ((triangular_share, triangular_quantile), (pert_share, pert_quantile)):
        found = quantile(estimate, share)
        assert estimate.lowest <= found <= estimate.highest
        assert 0 <= share_of(estimate, found) <= 1
        if estimate.highest - estimate.lowest > 1 and (share == 1 or share < 1 - 1e-9):  # between them, 1 less is 1
            assert quantile(estimate, share_of(estimate, found)) == pytest.approx(
                found, abs=1e-4 * (amounts[2] - amounts[0])
            )
        assert (share_of(estimate, estimate.lowest - 1), share_of(estimate, estimate.highest)) == (0, 1)

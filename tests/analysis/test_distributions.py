import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.analysis.distributions import (
    Estimate,
    pert_deviation,
    pert_mean,
    pert_shape,
    triangular_deviation,
    triangular_mean,
    triangular_quantile,
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

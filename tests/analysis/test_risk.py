"""Bands, residual ratings and expected losses, against figures that an independent script computed."""

from __future__ import annotations

from itertools import product

import pytest

from outsource_desk.analysis.risk import band_of, expected_loss, residual_of, severity_of, worse_of
from outsource_desk.domain.risk import Band, Rating

LEVELS = range(1, 6)
RATINGS = [Rating(likelihood, impact) for likelihood, impact in product(LEVELS, LEVELS)]


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"), [(3, 5, "C"), (1, 5, "H"), (5, 1, "M"), (1, 1, "L"), (4, 3, "H"), (4, 4, "H")]
)
def test_the_band_comes_from_the_matrix_and_not_from_the_product(likelihood, impact, band):
    assert band_of(Rating(likelihood, impact)) == Band(band)


@pytest.mark.parametrize(
    ("effects", "residual", "band"),
    [
        ([(1, 0), (1, 0), (0, 1)], (1, 4), "M"),
        ([(1, 0), (1, 0), (1, 0)], (1, 5), "H"),  # capped at two steps
        ([], (3, 5), "C"),  # what is only planned takes nothing off
        ([(1, 0), (0, 1)], (2, 4), "M"),  # the target, once it works
    ],
)
def test_controls_take_steps_off_a_rating_of_three_and_five(effects, residual, band):
    found = residual_of(Rating(3, 5), effects)
    assert (found.likelihood, found.impact) == residual
    assert band_of(found) == Band(band)


def test_a_rating_never_falls_below_one():
    assert residual_of(Rating(1, 2), [(2, 2)]) == Rating(1, 1)


def test_the_worse_of_two_ratings_is_the_worse_in_each_dimension():
    assert worse_of(Rating(2, 5), Rating(4, 1)) == Rating(4, 5)


def test_a_likely_major_failure_is_expected_to_cost_its_share_of_the_yearly_value():
    assert expected_loss(Rating(3, 4), 2_000_000) == pytest.approx(96_000.0)


@pytest.mark.parametrize("rating", RATINGS)
def test_more_likely_or_worse_is_never_a_lower_band_nor_a_smaller_loss(rating):
    worse = [
        Rating(min(5, rating.likelihood + 1), rating.impact),
        Rating(rating.likelihood, min(5, rating.impact + 1)),
    ]
    for other in worse:
        assert not band_of(rating).is_above(band_of(other))
        assert expected_loss(other, 100) >= expected_loss(rating, 100)
        assert severity_of(other) >= severity_of(rating)

"""The lines of offers side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.price_line import PriceLine
from outsource_desk.services.levelling import levelled
from outsource_desk.services.ranking import load_evaluation


@pytest.fixture
def evaluation(sample_desk):
    return load_evaluation(sample_desk, 1)


def offers(evaluation, **asked: tuple[float, ...]):
    """Return the evaluation with lines: name → one amount for each of the first candidates."""
    lines = [
        PriceLine(0, candidate.id, 7, name, amount, "EUR")
        for name, amounts in asked.items()
        for candidate, amount in zip(evaluation.candidates, amounts, strict=False)
    ]
    return replace(evaluation, price_lines=tuple(lines))


def test_lines_stand_side_by_side_with_their_totals(evaluation):
    first, second, third = (each.id for each in evaluation.candidates[:3])
    found = levelled(offers(evaluation, Setup=(10, 20, 12), Run=(100, 90)), 7)
    assert found is not None
    assert [(line.name, dict(line.amounts)) for line in found.lines] == [
        ("Setup", {first: 10, second: 20, third: 12}),
        ("Run", {first: 100, second: 90}),
    ]
    assert found.totals == {first: 110, second: 110, third: 12}
    assert found.gaps == 1
    assert [line.lowest for line in found.lines] == [{first}, {second}]


def test_an_amount_far_from_the_median_of_three_is_outlying(evaluation):
    first, _, third = (each.id for each in evaluation.candidates[:3])
    found = levelled(offers(evaluation, Setup=(4.9, 10, 21), Run=(100, 1), Exit=(5, 10, 20)), 7)
    assert found is not None
    assert [line.outlying for line in found.lines] == [{first, third}, set(), set()]
    assert found.outliers == 2


def test_a_price_without_lines_has_nothing_to_level(evaluation):
    assert levelled(offers(evaluation, Setup=(1, 2)), 8) is None

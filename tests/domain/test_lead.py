import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.domain.formatting import number, shown_difference
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation

POINTS = st.floats(min_value=0, max_value=100)


@given(POINTS, POINTS)
def test_a_difference_is_that_of_the_numbers_as_they_are_printed(first, second):
    printed = [round(10 * float(number(each))) for each in (first, second)]
    assert round(10 * shown_difference(first, second)) == printed[0] - printed[1]


def test_the_lead_of_a_ranking_subtracts_on_paper_while_its_margin_stays_exact():
    ranking = ranking_of(evaluation({"Acme": [86.04], "Globex": [75.76]}, [100]))
    assert ranking.lead == 10.2
    assert ranking.margin == pytest.approx(10.28)


@pytest.mark.parametrize(
    ("first", "second", "is_over"),
    [(72.06, 70.12, True), (72.04, 70.04, False), (71.9, 70, False), (72.04, 70.06, False), (72.13, 70.06, False)],
)
def test_rounding_that_would_suggest_the_other_verdict_is_noticed(first, second, is_over):
    assert ranking_of(evaluation({"Acme": [first], "Globex": [second]}, [100])).is_lead_rounded_over is is_over


def test_whom_open_scores_can_carry_past_the_first_is_known():
    ranking = ranking_of(evaluation({"Acme": [90, 60], "Globex": [80, None], "Hooli": [10, None]}, [60, 40]))
    assert [one.candidate.name for one in ranking.challengers] == ["Globex"]
    assert ranking.challengers[0].high == pytest.approx(88)

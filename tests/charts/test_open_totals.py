from outsource_desk.charts.ranking import contributions_chart
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation


def test_a_total_that_open_scores_can_still_lift_is_shown_as_its_range():
    given = evaluation({"Acme": [90, 60], "Globex": [80, None]}, [60, 40])
    chart = contributions_chart(given, ranking_of(given))
    assert [category.beside for category in chart.categories] == ["", "48.0 – 88.0"]
    assert "together 78.0." in chart.alt
    assert "together 48.0 – 88.0." in chart.alt

from dataclasses import replace

import pytest

from outsource_desk.charts.grid import grid_of
from outsource_desk.charts.layout import layout, natural_height
from outsource_desk.charts.marks import Rect, Text, Weight
from outsource_desk.charts.spec import Theme
from outsource_desk.charts.spreads import spreads_spec
from outsource_desk.services.moderation import moderation_agenda
from outsource_desk.services.panel import panel_report
from outsource_desk.services.panel_words import camp_sentence, concordance_sentence, dispute_sentence, habit_sentences
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation


def told(given):
    ranking = ranking_of(given)
    report = panel_report(given, ranking)
    return given, report, len(moderation_agenda(given, ranking, disputed=report.disputed))


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ([5, 3, 1], "2 evaluators put 3 candidates into almost the same order (Kendall’s W 1.00)."),
        ([3, 5, 1], "2 evaluators rank 3 candidates much alike (Kendall’s W 0.75)."),
        ([2.5, 2, 3], "2 evaluators hardly agree on how 3 candidates rank (Kendall’s W 0.25)."),
    ],
)
def test_agreement_is_told_in_a_sentence(second, words):
    first = [5, 3, 1]
    names = ("Alder", "Birch", "Cedar")
    given = evaluation({name: [[a, b]] for name, a, b in zip(names, first, second, strict=True)}, [1], maximum=5)
    assert concordance_sentence(given, told(given)[1]) == words


def test_camps_are_told_with_their_offices():
    given = evaluation({"Alder": [[5, 5, 1]], "Birch": [[3, 3, 4]]}, [1], maximum=5)
    assert camp_sentence(given, told(given)[1]) == (
        "Left to themselves, evaluators would not choose the same: "
        "Evaluator 1 and Evaluator 2 would choose Alder; Evaluator 3 would choose Birch."
    )
    agreed = evaluation({"Alder": [[5, 5]], "Birch": [[3, 3]]}, [1], maximum=5)
    assert camp_sentence(agreed, told(agreed)[1]) == "All would choose Alder by their own scores."


def test_habits_are_told_only_where_they_are_flagged():
    given = evaluation({"Alder": [[5, 3]] * 10, "Birch": [[4, 2]] * 10}, [1] * 10, maximum=5)
    said = habit_sentences(given, told(given)[1])
    assert "Evaluator 1 is generous: 1.0 points of 5 above the panel." in said
    assert "Evaluator 2 is strict: 1.0 points of 5 below the panel." in said
    assert "Evaluator 1 gave Alder the same on 100 % of the criteria." in said
    calm = evaluation({"Alder": [[3, 3.5]], "Birch": [[4, 3.5]]}, [1], maximum=5)
    assert habit_sentences(calm, told(calm)[1]) == ()


def test_disputes_are_told_with_how_many_of_them_matter():
    torn = evaluation({"Alder": [[1, 5], [4, 4]], "Birch": [[3.4, 3.4], [3.4, 3.4]]}, [50, 50], maximum=5)
    assert (
        dispute_sentence(*told(torn)) == "Cells out of tolerance: 1; of these, 1 could change the first three places."
    )
    alone = evaluation({"Alder": [3]}, [1], maximum=5)
    assert dispute_sentence(*told(alone)) == "No cell was scored by two evaluators yet."
    sealed = replace(torn, initiative=replace(torn.initiative, is_blind=True))
    assert "hidden until at least two have handed in" in dispute_sentence(*told(sealed))
    assert "once at least two have handed in" in concordance_sentence(sealed, told(sealed)[1])


def measure(text: str, size: float, _weight: Weight) -> float:
    return len(text) * size * 0.55


@pytest.mark.parametrize("size", [(640, 0), (260, 60)])
def test_the_picture_of_disagreement_marks_what_is_torn_and_stays_inside(size):
    given = evaluation({"Alder": [[1, 5], [4, 4]], "Birch": [[3.4, 3.9], [3.4, None]]}, [50, 50], maximum=5)
    spec = spreads_spec(told(given)[1].spreads, {1: "Quality", 2: "Service"}, {1: "Alder", 2: "Birch"})
    width, height = size[0], size[1] or natural_height(spec, size[0])
    marks = layout(spec, width, height, Theme(), measure)
    torn = [mark for mark in marks if isinstance(mark, Rect) and mark.stroke == Theme().open and mark.tip]
    assert [mark.tip for mark in torn] == ["Alder, Quality: 4.0"]
    assert all(0 <= mark.x <= width and mark.x + mark.width <= width + 1 for mark in marks if isinstance(mark, Rect))
    assert any(mark.text == "4.0" for mark in marks if isinstance(mark, Text))
    assert grid_of(spec) == [["Name", "Alder", "Birch"], ["Quality", "4.0", "0.5"], ["Service", "0.0", ""]]
    assert "Alder, Quality: 4.0" in spec.alt


def test_without_two_scores_in_any_cell_the_picture_says_so():
    spec = spreads_spec((), {1: "Quality"}, {1: "Alder"})
    (mark,) = layout(spec, 640, natural_height(spec, 640), Theme(), measure)
    assert isinstance(mark, Text)
    assert mark.text == "No cell was scored by two evaluators yet."

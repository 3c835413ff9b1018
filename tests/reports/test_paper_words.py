"""The words of the paper: they claim no more than the figures bear, and are counted as people count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.reports.blocks import Cell, Paragraph, Tiles
from outsource_desk.reports.branches import branches
from outsource_desk.reports.charts import ranking_chart
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Advice, Findings
from outsource_desk.reports.paper import subject_of
from outsource_desk.reports.sections.decision import decision_page
from outsource_desk.reports.study import Study, Told
from tests.reports import cases
from tests.reports.test_paper_sections import blocks, page_of, table_of, titles, under


def contest(second: list[float | None], evaluators: tuple[str, ...] = ("Procurement",)) -> BoardFacts:
    points = {"Alder": [4, 4, 4, 4], "Birch": second}
    return cases.facts_of(cases.judged(points, cases.FOUR, evaluators=evaluators))


def test_open_scores_are_said_to_settle_a_close_race_only_if_they_can():
    could = contest([4, 4, 3.9, None])  # 80.0 against 71.6, at most 81.6 or 91.6
    assert Findings(could).advice is Advice.OPEN
    settles = under(page_of(could, "Ranking"), "What would settle it")[0]
    assert settles.startswith("Each of these could by itself put somebody else first: Birch on Terms, an open score (")

    tiny = (("Quality", 98.0), ("Terms", 2.0))
    points = {"Alder": [4.0, 3.0], "Birch": [4.0, None]}  # 79.6 against 78.4, at most 80.4
    cannot = cases.facts_of(cases.judged(points, tiny))
    assert Findings(cannot).advice is Advice.CLOSE
    (settles,) = under(page_of(cannot, "Ranking"), "What would settle it")
    assert "Birch on Terms, an open score (40\xa0% of its outcomes turn the first place)" in settles
    assert settles.endswith("At best, Birch would reach 80.4. That is still too close to call.")


def test_where_evaluators_differ_an_agreed_score_is_named_as_what_decides():
    evaluation = contest([4, 4, 4, 3.9], ("Operations", "Finance")).evaluation
    scores = tuple(
        score._replace(points=3.5 if score.evaluator_id == 1 else 4.5)
        if (score.candidate_id, score.criterion_id) == (1, 2)
        else score
        for score in evaluation.scores
    )
    facts = cases.facts_of(replace(evaluation, scores=scores))

    settles = under(page_of(facts, "Ranking"), "What would settle it")[0]
    assert settles.startswith("Each of these could by itself put somebody else first: Alder on Security, disputed (")


def equal_weights() -> BoardFacts:
    names = [(f"Part {n}: how well does the provider do what we ask of it", 1.0) for n in range(1, 41)]
    first = [4.0] * 40
    second = [4.0] * 39 + [1.0]
    return cases.facts_of(cases.judged({"Alder": [*first], "Birch": [*second]}, names))


def test_what_has_no_room_of_its_own_is_never_named_as_a_strength_or_a_weakness():
    facts = equal_weights()

    assert branches(facts)[-1].name == "33 other criteria"
    assert "Part 40" in [row.cells[0].text for row in table_of(facts, "Why Alder is ahead").rows]
    assert titles(facts)["Why Alder is ahead"] == "Alder is stronger on Part 40 and nowhere weaker"
    for case in cases.CASES.values():
        said = " ".join(titles(case()).values())
        assert "lighter criteria" not in said
        assert "other criteria" not in said


def test_weights_that_are_no_whole_per_cent_have_the_decimals_they_need_down_the_column():
    rows = table_of(equal_weights(), "Why Alder is ahead").rows
    assert [row.cells[1].text for row in rows] == ["2.5\u00a0%"] * 7 + ["82.5\u00a0%"]
    assert {row.cells[1].text for row in table_of(equal_weights(), "Scores").rows[:-1]} == {"2.5\u00a0%"}


@pytest.mark.parametrize(
    ("points", "matrix"),
    [
        ({"Alder": [4]}, "The one score is given: 1 candidate on 1 criterion"),
        ({"Alder": [4], "Birch": [3]}, "Both scores are given: 2 candidates on 1 criterion"),
        ({"Alder": [4], "Birch": [None]}, "1 of 2 scores is given, 1 still open: 2 candidates on 1 criterion"),
    ],
)
def test_ones_and_twos_are_counted_as_people_say_them(points, matrix):
    assert titles(cases.facts_of(cases.judged(points, (("Quality", 100.0),))))["Scores"] == matrix


def test_a_single_warning_is_one_that_does_not_stop_anything():
    facts = cases.clear()
    warning = RuleWarning("W01", Severity.WARN, "The weights add up to 99.", "Quality")
    few = [replace(facts, study=Study(told=(Told(warning),) * n)) for n in (1, 2, 3)]
    assert [titles(one)["Method"].split("raised ")[1] for one in few] == [
        "1 warning, which does not stop a recommendation",
        "2 warnings, neither of which stops a recommendation",
        "3 warnings, none of which stops a recommendation",
    ]


def test_agreed_points_are_told_from_medians():
    rows = table_of(cases.priced(), "Scores").rows
    practice = next(row for row in rows if row.cells[0].text == "Engineering practice")
    assert [cell.mark for cell in practice.cells if isinstance(cell, Cell)][3:] == ["•", "", "", ""]
    said = " ".join(block.text for block in blocks(page_of(cases.priced(), "Scores")) if isinstance(block, Paragraph))
    assert "Dot: the evaluators agreed on it" in said


def test_the_money_tile_says_how_the_first_stands_to_in_house():
    tiles = next(block for block in decision_page(Findings(cases.priced())).blocks if isinstance(block, Tiles))
    money = next(tile.text for tile in tiles.tiles if tile.name == "Money")
    assert money.endswith("€\u00a02.20\u00a0m below in-house.")


def test_a_decision_that_should_have_been_taken_says_so():
    facts = cases.priced()
    said = [block.text for block in blocks(decision_page(Findings(facts))) if isinstance(block, Paragraph)]
    assert any("Decision due 30\u00a0June\u00a02026." in text for text in said)
    late = [
        block.text
        for block in blocks(decision_page(Findings(replace(facts, as_of="2026-07-01T08:00:00+00:00"))))
        if isinstance(block, Paragraph)
    ]
    assert any("Decision was due 30\u00a0June\u00a02026." in text for text in late)


def test_those_not_ranked_are_named_beside_the_chart_that_leaves_them_out():
    said = [
        block.text for block in blocks(page_of(cases.priced(), "Why Alder is ahead")) if isinstance(block, Paragraph)
    ]
    assert "Not ranked, so not in the chart: Cedar." in said[-1]


def test_reasons_from_a_sheet_are_not_called_words_of_evaluators():
    facts = cases.imported()
    scores = tuple(score._replace(rationale="As offered.") for score in facts.evaluation.scores)
    whole = replace(facts, evaluation=replace(facts.evaluation, scores=scores))
    assert page_of(whole, "Reasons").source.startswith("words of the imported sheets, unchanged")
    mixed = (scores[0]._replace(source=None), *scores[1:])
    both = replace(facts, evaluation=replace(facts.evaluation, scores=mixed))
    assert page_of(both, "Reasons").source.startswith("words of the evaluators and the imported sheets, unchanged")


def test_the_type_of_outsourcing_is_not_said_twice():
    facts = cases.priced()
    assert subject_of(facts) == "Fairhaven Group · Service desk (IT outsourcing)"
    same = replace(facts.evaluation.initiative, name="IT outsourcing")
    assert subject_of(replace(facts, evaluation=replace(facts.evaluation, initiative=same))) == (
        "Fairhaven Group · IT outsourcing"
    )


def test_the_axis_of_totals_ends_at_a_hundred():
    assert ranking_chart(cases.open_lead()).top == 100.0

"""Each rule with an evaluation that breaks it and one that does not."""

from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Direction, Measure
from outsource_desk.domain.initiative import Weighting
from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.domain.score import AgreedScore
from outsource_desk.services.overview import warning_as_json
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation, with_gate


def warned(given, rule: str) -> list[RuleWarning]:
    return [warning for warning in ranking_of(given).warnings if warning.id == rule]


def only(given, rule: str) -> RuleWarning:
    (warning,) = warned(given, rule)
    assert warning.text.endswith(".")
    assert warning.where
    return warning


def by_points(given):
    return replace(given, initiative=replace(given.initiative, weighting=Weighting.POINTS))


def with_anchors(given):
    anchored = (replace(each, anchors=((0, "None"), (100, "Proven"))) for each in given.criteria)
    return replace(given, criteria=tuple(anchored))


def with_reasons(given, reason):
    return replace(given, scores=tuple(score._replace(rationale=reason) for score in given.scores))


def price(**fields):
    return Criterion(1, 1, None, "Price", 100, measure=Measure.PRICE, **fields)


TWO = {"Acme": [80, 40], "Globex": [60, 50]}


def test_w01_weights_that_do_not_add_up_to_100_per_cent():
    warning = only(evaluation(TWO, [60, 30]), "W01")
    assert warning.severity is Severity.BLOCK
    assert warning.text == "The weights of the top level add up to 90 %, not 100 %."
    assert warned(evaluation(TWO, [60, 40]), "W01") == []
    assert warned(by_points(evaluation(TWO, [60, 30])), "W01") == []
    assert warned(evaluation({"A": [1, 2, 3]}, [33.33, 33.33, 33.34]), "W01") == []


def test_w01_names_the_group_whose_parts_do_not_add_up_or_weigh_nothing():
    def tree(first, second):
        return [
            Criterion(1, 1, None, "Service", 100),
            Criterion(2, 1, 1, "People", first, maximum=100),
            Criterion(3, 1, 1, "Method", second, maximum=100),
        ]

    assert only(evaluation(TWO, [], criteria=tree(50, 49)), "W01").where == "Service"
    nothing = only(by_points(evaluation(TWO, [], criteria=tree(0, 0))), "W01")
    assert nothing.text == "No part of Service has a weight, so nothing below it counts."
    assert warned(evaluation(TWO, [], criteria=tree(50, 50)), "W01") == []


def test_w02_a_weight_on_which_all_score_about_the_same():
    warning = only(evaluation({"Acme": [80, 52], "Globex": [60, 50]}, [60, 40]), "W02")
    assert (warning.severity, warning.where) == (Severity.WARN, "B")
    assert "B carries 40\u00a0%" in warning.text
    assert warned(evaluation({"Acme": [80, 55], "Globex": [60, 50]}, [60, 40]), "W02") == []
    assert warned(evaluation({"Acme": [80, 52], "Globex": [60, None]}, [60, 40]), "W02") == []
    assert warned(evaluation({"Acme": [80, 52], "Globex": [60, 50]}, [96, 4]), "W02") == []
    assert warned(evaluation({"Acme": [80, 52]}, [60, 40]), "W02") == []


def test_w02_leaves_out_who_failed_a_gate():
    three = evaluation({"Acme": [80, 52], "Globex": [60, 50], "Hooli": [10, 90]}, [60, 40])
    assert [warning.where for warning in warned(three, "W02")] == []
    assert [warning.where for warning in warned(with_gate(three, "A", 50), "W02")] == ["B"]


@pytest.mark.parametrize(
    ("worst", "best", "lacking"),
    [
        (None, None, "the amounts worth 0 and worth 100"),
        (200, None, "which amount is worth 100"),
        (None, 90, "which amount is worth 0"),
    ],
)
def test_w31_an_amount_without_both_end_points(worst, best, lacking):
    warning = only(evaluation({"A": [100]}, [], criteria=[price(worst=worst, best=best)]), "W31")
    assert warning.severity is Severity.BLOCK
    assert warning.text == f"Price is open until somebody says {lacking}."
    leaf = replace(price(worst=worst, best=best), measure=Measure.MEASURED, direction=Direction.MIN)
    assert only(evaluation({"A": [1]}, [], criteria=[leaf]), "W31").text == warning.text
    assert warned(evaluation({"A": [100]}, [], criteria=[price(worst=200, best=90)]), "W31") == []


def test_w31_points_of_which_nobody_said_whether_more_is_better():
    unknown = [Criterion(1, 1, None, "Risk", 100, maximum=5, direction=Direction.UNKNOWN)]
    fewer = [replace(unknown[0], direction=Direction.MIN)]
    assert "whether more or less is better" in only(evaluation({"A": [1], "B": [4]}, [], criteria=unknown), "W31").text
    assert warned(evaluation({"A": [1], "B": [4]}, [], criteria=fewer), "W31") == []
    assert [s.total for s in ranking_of(evaluation({"A": [1], "B": [4]}, [], criteria=fewer)).standings] == [80, 20]


def test_w04_end_points_that_are_only_the_worst_and_the_best_on_the_table():
    offers = {"Acme": [90], "Globex": [200], "Hooli": [100]}
    warning = only(evaluation(offers, [], criteria=[price(worst=200, best=90)]), "W04")
    assert (warning.severity, warning.where) == (Severity.WARN, "Price")
    assert warned(evaluation(offers, [], criteria=[price(worst=210, best=90)]), "W04") == []
    assert warned(evaluation({"Acme": [90]}, [], criteria=[price(worst=90, best=90)]), "W04") == []
    assert warned(evaluation({"Acme": [90], "Globex": [90]}, [], criteria=[price(worst=90, best=90)]), "W04") == []


def test_w05_equal_weights_of_three_or_more_parts():
    assert only(evaluation({"A": [1, 2, 3]}, [33.33, 33.33, 33.33]), "W05").severity is Severity.INFO
    assert warned(evaluation(TWO, [50, 50]), "W05") == []
    assert warned(evaluation({"A": [1, 2, 3]}, [33.34, 33.33, 33.33]), "W05") == []


def test_w20_evaluators_who_are_torn():
    torn = evaluation({"Acme": [[1, 3, 5]], "Globex": [[2.5, 3.5, 4]]}, [100], maximum=5)
    warning = only(torn, "W20")
    assert (warning.severity, warning.where) == (Severity.BLOCK, "Acme / A")
    assert "evaluators gave 1, 3 and 5" in warning.text
    assert warned(replace(torn, agreed=(AgreedScore(1, 1, 1, 3.0),)), "W20") == []


def test_w26_an_open_score_that_could_change_the_order():
    warning = only(evaluation({"Acme": [80, None], "Globex": [60, 50]}, [50, 50]), "W26")
    assert (warning.severity, warning.where) == (Severity.WARN, "Acme")
    assert warning.text == "Acme could end between 40.0 and 90.0: B still open."
    assert warned(evaluation({"Acme": [10, None], "Globex": [90, 90]}, [90, 10]), "W26") == []
    assert warned(evaluation(TWO, [50, 50]), "W26") == []


def test_w26_lists_three_open_scores_and_counts_the_others():
    many = evaluation({"Acme": [80, None, None, None, None, None], "Globex": [60] * 6}, [50, 10, 10, 10, 10, 10])
    assert only(many, "W26").text.endswith(": B, C, D and 2 more still open.")


def test_w27_a_criterion_that_does_not_apply_to_some_only():
    warning = only(evaluation({"Acme": [80, "n/a"], "Globex": [60, 50]}, [50, 50]), "W27")
    assert (warning.severity, warning.where) == (Severity.BLOCK, "B")
    assert "not applicable for Acme only; it counts as open" in warning.text
    assert warned(evaluation({"Acme": [80, "n/a"], "Globex": [60, "n/a"]}, [50, 50]), "W27") == []
    assert warned(evaluation({"Acme": [80, None], "Globex": [60, 50]}, [50, 50]), "W27") == []


@pytest.mark.parametrize("points", [0, 20, 90, 100])
def test_w28_a_very_strong_or_very_weak_score_without_a_reason(points):
    scored = with_anchors(evaluation({"Acme": [points], "Globex": [50]}, [100]))
    warning = only(scored, "W28")
    assert (warning.severity, warning.where) == (Severity.WARN, "Acme / A")
    assert warning.text == f"Acme, A: {points} of 100 without a reason."
    assert warned(with_reasons(scored, "ok, see above"), "W28") != []
    assert warned(with_reasons(scored, "Two references of this size were called"), "W28") == []


def test_w28_is_quiet_for_middling_scores_and_scales_without_wording():
    assert warned(with_anchors(evaluation({"Acme": [21], "Globex": [89]}, [100])), "W28") == []
    assert warned(with_anchors(evaluation({"Acme": [None], "Globex": [50]}, [100])), "W28") == []
    assert warned(evaluation({"Acme": [100], "Globex": [50]}, [100]), "W28") == []


def test_w28_takes_the_reason_of_the_agreed_score():
    scored = with_anchors(evaluation({"Acme": [[60, 70]], "Globex": [50]}, [100]))
    bare, reasoned = (
        replace(scored, agreed=(AgreedScore(1, 1, 1, 95.0, rationale=reason),)) for reason in ("", "All saw it on site")
    )
    assert warned(bare, "W28") != []
    assert (
        warned(replace(reasoned, agreed=(reasoned.agreed[0]._replace(rationale="All of us saw it on site"),)), "W28")
        == []
    )


@pytest.mark.parametrize("amount", [0, -5, None, "n/a"])
def test_w48_a_candidate_without_a_usable_price(amount):
    warning = only(evaluation({"Acme": [100], "Globex": [amount]}, [], criteria=[price(worst=200, best=90)]), "W48")
    assert (warning.severity, warning.where) == (Severity.BLOCK, "Globex / Price")
    assert warning.text == "Globex has no usable price."
    assert warned(evaluation({"Acme": [100], "Globex": [1]}, [], criteria=[price(worst=200, best=90)]), "W48") == []
    leaf = replace(price(worst=200, best=90), measure=Measure.MEASURED)
    assert warned(evaluation({"Acme": [100], "Globex": [amount]}, [], criteria=[leaf]), "W48") == []


def test_w50_the_highest_total_that_fails_a_gate():
    warning = only(with_gate(evaluation(TWO, [60, 40]), "B", 45), "W50")
    assert (warning.severity, warning.where) == (Severity.WARN, "Acme")
    assert warning.text == "Acme leads on points but fails a gate: B 40, minimum 45. Not ranked."
    assert warned(with_gate(evaluation(TWO, [60, 40]), "A", 70), "W50") == []
    assert warned(with_gate(evaluation(TWO, [60, 40]), "A", 90), "W50") == []


def test_w51_a_leader_below_a_minimum_that_is_no_gate():
    two = evaluation(TWO, [60, 40])
    low = replace(two, criteria=(two.criteria[0], replace(two.criteria[1], minimum=45)))
    warning = only(low, "W51")
    assert (warning.severity, warning.where) == (Severity.WARN, "Acme / B")
    fine = replace(two, criteria=(two.criteria[0], replace(two.criteria[1], minimum=40)))
    assert warned(fine, "W51") == []


def test_w53_a_lead_inside_two_points():
    warning = only(evaluation({"Acme": [71.9], "Globex": [70]}, [100]), "W53")
    assert (warning.severity, warning.where) == (Severity.WARN, "Acme")
    assert warning.text == "Acme and Globex are 1.9 points apart; a lead is clear from 2.0."
    assert warned(evaluation({"Acme": [72], "Globex": [70]}, [100]), "W53") == []


def test_w53_a_lead_that_only_rounding_makes_long_enough_says_so():
    warning = only(evaluation({"Acme": [72.06], "Globex": [70.12]}, [100]), "W53")
    assert warning.text == (
        "Acme and Globex are 2.0 points apart, a little less before rounding; a lead is clear from 2.0."
    )


def test_w58_a_ranking_of_one():
    warning = only(evaluation({"Acme": [72]}, [100]), "W58")
    assert (warning.severity, warning.where) == (Severity.WARN, "Acme")
    assert warned(evaluation({"Acme": [72], "Globex": [70]}, [100]), "W58") == []
    assert warned(evaluation({}, [100]), "W58") == []


def test_what_stops_a_recommendation_comes_first():
    torn = evaluation({"Acme": [[1, 5], None], "Globex": [[3, 3], 3]}, [50, 49], maximum=5)
    severities = [list(Severity).index(warning.severity) for warning in ranking_of(torn).warnings]
    assert len(set(severities)) > 1
    assert severities == sorted(severities)


def test_criteria_of_the_same_name_are_told_apart():
    tree = [
        Criterion(1, 1, None, "Build", 50),
        Criterion(2, 1, 1, "Cost", 100, maximum=100),
        Criterion(3, 1, None, "Run", 50),
        Criterion(4, 1, 3, "Cost", 100, maximum=100),
    ]
    given = evaluation({"Acme": [80, "n/a"], "Globex": [60, 50]}, [], criteria=tree)
    assert only(given, "W27").where == "Run / Cost"


def test_w59_a_gate_on_a_group_judges_nobody_and_is_said_so():
    def tree(**gate):
        return [
            Criterion(1, 1, None, "Service", 100, **gate),
            Criterion(2, 1, 1, "People", 100, maximum=100),
        ]

    warning = only(evaluation({"A": [80], "B": [60]}, [], criteria=tree(is_gate=True, minimum=90)), "W59")
    assert warning.severity is Severity.BLOCK
    assert warning.where == "Service"
    assert warned(evaluation({"A": [80], "B": [60]}, [], criteria=tree()), "W59") == []


def test_w27_points_from_some_and_not_applicable_from_others():
    torn = evaluation({"A": [[4, "n/a"]], "B": [[3, 3]]}, [100], maximum=5)
    assert "others say n/a" in only(torn, "W27").text
    assert warned(evaluation({"A": [[4, None]], "B": [[3, 3]]}, [100], maximum=5), "W27") == []


def leads_to(given, rule: str) -> tuple[int | None, int | None, str]:
    """Return candidate, criterion and field that the rule's one warning leads to."""
    warning = only(given, rule)
    return warning.candidate_id, warning.criterion_id, warning.field


def test_what_is_wrong_with_weights_leads_to_the_level_or_the_leaf():
    def tree(first, second):
        return [
            Criterion(1, 1, None, "Service", 100),
            Criterion(2, 1, 1, "People", first, maximum=100),
            Criterion(3, 1, 1, "Method", second, maximum=100),
        ]

    assert leads_to(evaluation(TWO, [60, 30]), "W01") == (None, None, "weight")
    assert leads_to(evaluation(TWO, [], criteria=tree(50, 49)), "W01") == (None, 1, "weight")
    assert leads_to(evaluation(TWO, [], criteria=tree(0, 0)), "W01") == (None, 1, "weight")
    assert leads_to(evaluation({"A": [1, 2, 3]}, [33.33, 33.33, 33.33]), "W05") == (None, None, "weight")
    assert leads_to(evaluation({"Acme": [80, 52], "Globex": [60, 50]}, [60, 40]), "W02") == (None, 2, "weight")
    gate = [replace(tree(50, 50)[0], is_gate=True), *tree(50, 50)[1:]]
    assert leads_to(evaluation(TWO, [], criteria=gate), "W59") == (None, 1, "is_gate")


def test_what_is_wrong_with_a_cell_leads_to_the_cell():
    torn = evaluation({"Acme": [[3, 3]], "Globex": [[1, 5]]}, [100], maximum=5)
    assert leads_to(torn, "W20") == (2, 1, "")
    assert leads_to(evaluation({"A": [[3, 3]], "B": [[4, "n/a"]]}, [100], maximum=5), "W27") == (2, 1, "")
    assert leads_to(evaluation({"Acme": [80, 50], "Globex": [60, "n/a"]}, [50, 50]), "W27") == (2, 2, "")
    assert leads_to(evaluation({"Acme": [60, 50], "Globex": [80, None]}, [50, 50]), "W26") == (2, 2, "")
    assert leads_to(with_anchors(evaluation({"Acme": [50], "Globex": [95]}, [100])), "W28") == (2, 1, "rationale")
    prices = evaluation({"Acme": [100], "Globex": [0]}, [], criteria=[price(worst=200, best=90)])
    assert leads_to(prices, "W48") == (2, 1, "")


def test_what_is_not_said_of_a_scale_leads_to_the_field_that_says_it():
    unknown = Criterion(1, 1, None, "Risk", 100, maximum=5, direction=Direction.UNKNOWN)
    assert leads_to(evaluation({"A": [1], "B": [4]}, [], criteria=[unknown]), "W31") == (None, 1, "direction")
    assert leads_to(evaluation({"A": [100]}, [], criteria=[price()]), "W31") == (None, 1, "worst")
    assert leads_to(evaluation({"A": [100]}, [], criteria=[price(worst=200)]), "W31") == (None, 1, "best")
    offers = evaluation({"A": [90], "B": [200]}, [], criteria=[price(worst=200, best=90)])
    assert leads_to(offers, "W04") == (None, 1, "worst")


def test_what_the_result_says_leads_to_whom_it_concerns():
    two = evaluation(TWO, [60, 40])
    low = replace(two, criteria=(two.criteria[0], replace(two.criteria[1], minimum=45)))
    assert leads_to(low, "W51") == (1, 2, "")
    assert leads_to(with_gate(low, "B", 45), "W50") == (1, 2, "")
    assert leads_to(evaluation({"Acme": [70], "Globex": [71.9]}, [100]), "W53") == (2, None, "")
    assert leads_to(evaluation({"Acme": [72]}, [100]), "W58") == (1, None, "")


def test_the_documents_of_the_command_line_show_a_warning_with_what_to_do():
    shown = warning_as_json(only(evaluation(TWO, [60, 30]), "W01"))
    assert set(shown) == {"id", "severity", "text", "where", "fix"}
    assert shown["fix"].endswith(".")

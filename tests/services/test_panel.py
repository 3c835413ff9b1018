from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.panel import Assignment, Conflict, Nature, Ruling
from outsource_desk.domain.panel_report import Declaration
from outsource_desk.domain.ranking import GateStatus
from outsource_desk.domain.score import AgreedScore
from outsource_desk.domain.weighting import Purpose, WeightSet
from outsource_desk.services.moderation import moderation_agenda
from outsource_desk.services.panel import declaration_of, panel_report
from outsource_desk.services.panel_rules import PanelRules
from outsource_desk.services.ranking import ranking_of
from tests.builders import evaluation, with_gate

CALM = {  # eight common cells of a scale of 5, one list per evaluator
    "E1": [4, 4, 3, 5, 4, 3, 4, 4],
    "E2": [3, 3, 2, 4, 3, 2, 3, 3],
    "E3": [3.5, 4, 3, 4, 3.5, 3, 4, 3.5],
}


def report_of(given):
    return panel_report(given, ranking_of(given))


def agenda_of(given):
    return moderation_agenda(given, ranking_of(given))


def disputed_race(alder_at, birch, weights=(50, 50)):
    """Alder and Birch on two criteria of 5 points; of Alder's first each evaluator says something else."""
    return evaluation(
        {"Alder": [list(alder_at), [4, 4]], "Birch": [[each, each] for each in birch]}, weights, maximum=5
    )


def test_severity_of_each_evaluator_is_that_of_the_worked_cells():
    cells = [list(each) for each in zip(*CALM.values(), strict=True)]
    found = report_of(evaluation({"Alder": cells}, [1] * 8, maximum=5))
    assert [each.severity for each in found.records] == pytest.approx([0.4375, -0.5625, 0.125])
    assert not any(each.is_severity_flagged for each in found.records)
    assert [each.common_cells for each in found.records] == [8, 8, 8]


def test_severity_is_told_in_points_of_five_whatever_the_scale():
    hundred = evaluation({"Alder": [[80, 60]] * 8}, [1] * 8)
    assert [each.severity for each in report_of(hundred).records] == pytest.approx([0.5, -0.5])


def test_one_evaluator_alone_has_no_severity_and_no_concordance():
    found = report_of(evaluation({"Alder": [4], "Birch": [3]}, [1], maximum=5))
    assert found.records[0].severity is None
    assert found.concordance.coefficient is None
    assert found.spreads == ()


@pytest.mark.parametrize("scores", [{}, {"Alder": [None]}])
def test_nothing_scored_gives_an_empty_report(scores):
    found = report_of(evaluation(scores, [1], maximum=5))
    assert (found.camps, found.spreads, found.concordance.coefficient) == ((), (), None)


def test_evaluators_who_rank_alike_have_a_concordance_of_1():
    found = report_of(evaluation({"Alder": [[5, 4]], "Birch": [[3, 3]], "Cedar": [[1, 2]]}, [1], maximum=5))
    assert found.concordance.coefficient == 1
    assert found.concordance.criterion_ids == (1,)


def test_concordance_is_found_on_what_all_scored_and_leaves_out_who_scored_least():
    third_saw_one_cell = {"Alder": [[5, 4, 3], [4, 4]], "Birch": [[3, 4], [2, 5]]}
    found = report_of(evaluation(third_saw_one_cell, [50, 50], maximum=5)).concordance
    assert found.evaluator_ids == (1, 2)
    assert found.criterion_ids == (1, 2)
    assert found.coefficient == pytest.approx(0.0)  # 4.5 to 2.5, and 4 to 4.5


def test_a_favour_is_flagged_against_the_evaluators_own_habit():
    first = {"Alder": [[5, 2]] * 6, "Birch": [[2, 2]] * 6}
    alder, birch = report_of(evaluation(first, [1] * 6, maximum=5)).records[0].favours
    assert (alder.deviation, alder.is_flagged) == (pytest.approx(0.75), False)
    assert birch.deviation == pytest.approx(-0.75)
    wide = {"Alder": [[5, 0]] * 6, "Birch": [[2, 2]] * 6}
    assert report_of(evaluation(wide, [1] * 6, maximum=5)).records[0].favours[0].is_flagged


def test_a_halo_is_nine_equal_scores_of_ten():
    given = evaluation({"Alder": [4] * 9 + [3.5], "Birch": [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]}, [1] * 10, maximum=5)
    alder, birch = report_of(given).records[0].halos
    assert (alder.share_identical, alder.leaves, alder.is_flagged) == (0.9, 10, True)
    assert not birch.is_flagged


def test_camps_say_who_would_choose_whom():
    given = evaluation({"Alder": [[5, 5, 1]], "Birch": [[3, 3, 4]]}, [1], maximum=5)
    assert [(each.leader_ids, each.evaluator_ids) for each in report_of(given).camps] == [((1,), (1, 2)), ((2,), (3,))]


def test_an_evaluators_own_weights_decide_their_choice():
    given = evaluation({"Alder": [[5, 5], [1, 1]], "Birch": [[1, 1], [4, 4]]}, [50, 50], maximum=5)
    own = WeightSet(1, 1, "Own", Purpose.PERSON, evaluator_id=2, weights=((1, 10.0), (2, 90.0)))
    records = report_of(replace(given, weight_sets=(own,))).records
    choices = [each.choice for each in records if each.choice is not None]
    assert [each.leader_ids for each in choices] == [(1,), (2,)]
    assert [each.has_own_weights for each in choices] == [False, True]
    assert choices[1].totals == pytest.approx({1: 28.0, 2: 74.0})


def test_what_counts_stands_in_where_an_evaluator_gave_nothing():
    given = evaluation({"Alder": [[5, 4], [2]], "Birch": [[4, 5], [3]]}, [50, 50], maximum=5)
    second = report_of(given).records[1].choice
    assert second is not None
    assert second.totals == pytest.approx({1: (80 + 40) / 2, 2: (100 + 60) / 2})


def test_scores_out_of_tolerance_are_disputed_until_they_are_agreed():
    given = disputed_race((1, 5), (3, 3))
    assert [each.criterion_id for each in report_of(given).disputed] == [1]
    settled = replace(given, agreed=(AgreedScore(1, 1, 1, 4.0, rationale="Seen at work"),))
    assert report_of(settled).disputed == ()
    assert [each.is_agreed for each in report_of(settled).spreads if each.is_out_of_tolerance] == [True]


def test_the_agenda_holds_a_disputed_cell_that_could_change_the_leader():
    (item,) = agenda_of(disputed_race((1, 5), (3.4, 3.4)))  # Alder 70 now, 50 or 90; Birch 68
    assert (item.candidate_id, item.criterion_id, item.now) == (1, 1, 3)
    assert (item.total_at_low, item.total_at_high, item.power) == (50, 90, 40)
    assert item.changes_leader
    assert (item.leaders_at_low, item.leaders_at_high) == ((2,), (1,))


def test_a_disputed_cell_that_changes_nothing_is_not_on_the_agenda():
    far_behind = disputed_race((1, 5), (1, 1))
    assert len(report_of(far_behind).disputed) == 1
    assert agenda_of(far_behind) == ()


def test_a_cell_inside_the_tolerance_is_not_on_the_agenda_even_if_it_could_change_the_leader():
    assert agenda_of(disputed_race((3, 4), (3.7, 3.7))) == ()


def test_the_agenda_begins_with_what_changes_the_leader_then_with_the_greatest_power():
    given = evaluation(
        {
            "Alder": [[4, 4], [4, 4], [5, 3]],  # 80 now, 74 or 86
            "Birch": [[1, 5], [3.1, 3.1], [3.1, 3.1]],  # 61.2 now, 45.2 or 77.2
            "Cedar": [[2.7, 2.7], [1, 4.5], [2.7, 2.7]],  # 54.3 now, 43.8 or 64.8
            "Dunmore": [[3.8, 3.8]] * 3,  # 76
        },
        [40, 30, 30],
        maximum=5,
    )
    agenda = agenda_of(given)
    assert [(each.changes_leader, each.candidate_id) for each in agenda] == [(True, 1), (False, 2), (False, 3)]
    assert agenda[1].power > agenda[2].power
    assert agenda[0].power < agenda[1].power  # and yet it comes first


def test_a_dispute_about_a_gate_is_on_the_agenda_because_the_leader_could_fail_it():
    given = with_gate(evaluation({"Alder": [[1, 5], [5, 5]], "Birch": [[3, 3], [1, 1]]}, [10, 90], maximum=5), "A", 2)
    (item,) = agenda_of(given)
    assert item.changes_leader
    assert item.leaders_at_low == (2,)


def test_sealed_scores_count_for_nothing_and_are_in_no_report():
    given = disputed_race((1, 5), (3, 3))
    first, second = given.evaluators
    sealed = replace(
        given,
        initiative=replace(given.initiative, is_blind=True),
        evaluators=(first, replace(second, submitted_at="2026-03-01T10:00:00+00:00")),
    )
    ranking = ranking_of(sealed)
    assert ranking.cells[1, 1].points == 5  # the second evaluator's alone
    assert ranking.cells[1, 1].spread == 0
    found = panel_report(sealed, ranking)
    assert found.spreads == ()
    assert [each.is_sealed for each in found.records] == [True, False]
    assert found.records[0].choice is None
    assert (found.records[0].scored, found.records[0].asked) == (4, 4)  # how far somebody is is no secret
    assert moderation_agenda(sealed, ranking) == ()


def test_what_a_recused_evaluator_gave_does_not_count_for_that_candidate():
    given = disputed_race((1, 5), (3, 3))
    interest = Conflict(1, 2, 1, Nature.FAMILY, "2026-03-01", "A sister", Ruling.RECUSED, "Chair", "Too close")
    found = ranking_of(replace(given, conflicts=(interest,)))
    assert found.cells[1, 1].points == 1
    assert found.cells[2, 1].points == 3
    managed = replace(interest, ruling=Ruling.MANAGED)
    assert ranking_of(replace(given, conflicts=(managed,))).cells[1, 1].points == 3


@pytest.mark.parametrize(
    ("conflicts", "state"),
    [
        ([], Declaration.MISSING),
        ([(Nature.NONE, Ruling.OPEN)], Declaration.NONE),
        ([(Nature.GIFT, Ruling.OPEN)], Declaration.OPEN),
        ([(Nature.NONE, Ruling.OPEN), (Nature.GIFT, Ruling.NO_CONFLICT)], Declaration.NO_CONFLICT),
        ([(Nature.GIFT, Ruling.MANAGED), (Nature.FAMILY, Ruling.RECUSED)], Declaration.RECUSED),
        ([(Nature.GIFT, Ruling.RECUSED), (Nature.FAMILY, Ruling.OPEN)], Declaration.OPEN),
    ],
)
def test_the_most_pressing_declaration_is_told(conflicts, state):
    rows = [Conflict(1, 1, None, nature, "2026-03-01", "x", ruling) for nature, ruling in conflicts]
    assert declaration_of(rows) is state


def test_a_group_is_assigned_with_all_its_leaves_and_may_be_limited_to_a_candidate():
    tree = (
        Criterion(1, 1, None, "Security", 50),
        Criterion(2, 1, 1, "Network", 50, maximum=5),
        Criterion(3, 1, 1, "Staff", 50, maximum=5),
        Criterion(4, 1, None, "Service", 50, maximum=5),
    )
    given = evaluation({"Alder": [3, 3, 3], "Birch": [3, 3, 3]}, [], criteria=tree)
    assert len(PanelRules.within(given).asked(1)) == 6
    some = replace(given, assignments=(Assignment(1, 1, 1, None), Assignment(2, 1, 4, 2)))
    assert PanelRules.within(some).asked(1) == [(1, 2), (1, 3), (2, 2), (2, 3), (2, 4)]
    barred = replace(some, conflicts=(Conflict(1, 1, 2, Nature.GIFT, "2026-03-01", "A watch"),))
    assert PanelRules.within(barred).asked(1) == [(1, 2), (1, 3)]
    assert ranking_of(barred).standings[0].gate is GateStatus.PASSED

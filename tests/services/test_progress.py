from dataclasses import replace

import pytest

from outsource_desk.domain.criterion import Criterion, Direction, Measure
from outsource_desk.domain.initiative import Goal, GoalKind, OutsourcingType
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.vetting import AnswerState
from outsource_desk.services.overview import overview_lines
from outsource_desk.services.progress import next_steps, progress_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import record_amount, record_score
from tests.builders import evaluation, with_gate
from tests.scene import build_scene
from tests.vettings import answer, knock_out, question, with_vetting

COMPLETE = {
    "question": "Shall we outsource?",
    "aim": "Lower cost",
    "organisation": "Example plc",
    "outsourcing_type": OutsourcingType.ITO,
    "scope": "Service desk",
    "owner": "CIO",
    "decision_date": "2026-12-01",
    "start_date": "2027-04-01",
    "term_months": 36,
}
GOAL = Goal(1, 1, GoalKind.COST, "Lower the cost")


def complete(given):
    return replace(given, initiative=replace(given.initiative, **COMPLETE), goals=(GOAL,))


@pytest.fixture
def progress(desk):
    return lambda given: progress_of(desk, given, ranking_of(given))


@pytest.fixture
def steps(desk, progress):
    return lambda given: next_steps(progress(given), given, ranking_of(given))


def texts(found):
    return [step.text for step in found]


def test_a_complete_initiative_only_waits_for_the_preview(progress, steps):
    given = complete(evaluation({"Acme": [80, 70], "Globex": [20, 30]}, [60, 40]))
    done = progress(given)
    assert (done.fields_done, done.fields_all, done.missing_fields) == (10, 10, ())
    assert (done.candidates, done.cells_done, done.cells_all) == (2, 4, 4)
    assert (done.blocks, done.warnings, done.is_damaged) == (0, 0, False)
    assert texts(steps(given)) == ["Start vetting the candidates", "Preview the board paper"]


def test_who_is_not_vetted_yet_is_a_step_best_first_and_leads_to_the_question(steps):
    given = complete(evaluation({"Acme": [80], "Globex": [20], "Hooli": [50]}, [100]))
    answers = {(1, "SEC-02"): answer(state=AnswerState.IN_REVIEW), (2, "SEC-01"): answer(), (2, "SEC-02"): answer()}
    given = with_vetting(given, [knock_out("SEC-01"), question("SEC-02")], answers)
    found = [step for step in steps(given) if step.page == "vetting"]
    assert texts(found) == [
        "Settle the knock-outs of the first",
        "Vet Acme: 2 questions left",
        "Vet Hooli: 2 questions left",
    ]
    assert [step.detail for step in found[1:]] == ["1 answer waits for review.", "Nobody has answered them yet."]
    assert [(step.candidate_id, step.row_id) for step in found] == [(1, 1), (1, 2), (3, 1)]


@pytest.mark.parametrize(
    ("done", "cells", "shown"), [(29, 100, 29), (29, 50, 58), (199, 200, 99), (200, 200, 100), (0, 7, 0), (0, 0, 0)]
)
def test_the_share_of_cells_is_rounded_down_and_never_by_one_too_much(progress, done, cells, shown):
    counted = progress(evaluation({"Acme": [80]}, [100]))
    assert replace(counted, cells_done=done, cells_all=cells).percent_done == shown


def test_every_field_that_the_board_paper_prints_and_nobody_filled_in_is_a_step_of_its_own(progress, steps):
    given = evaluation({"Acme": [80], "Globex": [20]}, [100])
    missing = progress(given).missing_fields
    assert "outsourcing_type" not in missing
    assert set(missing) == {*COMPLETE, "goals"} - {"outsourcing_type"}
    assert progress(given).fields_done == 1
    *fields, vetting, last = steps(given)
    assert vetting.page == "vetting"
    assert [(step.page, step.field) for step in fields] == [("initiative", field) for field in missing]
    assert last.page == "reports"


def test_a_currency_is_wanted_only_where_there_are_prices(progress):
    priced = [Criterion(1, 1, None, "Price", 100, measure=Measure.PRICE, worst=100, best=0)]
    assert "currency" in progress(evaluation({"Acme": [80]}, [], criteria=priced)).missing_fields
    assert "currency" not in progress(evaluation({"Acme": [80]}, [100])).missing_fields


def test_open_cells_are_counted_for_each_candidate_best_first(progress, steps):
    given = complete(evaluation({"Acme": [None, None], "Globex": [80, None], "Hooli": [90, 90]}, [60, 40]))
    assert (progress(given).cells_done, progress(given).cells_all) == (3, 6)
    found = [step for step in steps(given) if step.text.startswith("Score")]
    assert texts(found) == ["Score Globex on 1 open criterion", "Score Acme on 2 open criteria"]
    assert [step.detail for step in found] == ["B", "A, B"]
    assert [(step.candidate_id, step.criterion_id) for step in found] == [(2, 2), (1, 1)]


def test_only_the_first_three_open_criteria_are_named(steps):
    given = complete(evaluation({"Acme": [None] * 4, "Globex": [5, 6, 7, 8]}, [40, 30, 20, 10]))
    assert "A, B, C…" in [step.detail for step in steps(given)]


def test_what_applies_to_nobody_or_weighs_nothing_is_no_open_cell(progress):
    given = evaluation({"Acme": [80, "n/a", None], "Globex": [20, "n/a", None]}, [100, 50, 0])
    assert (progress(given).cells_done, progress(given).cells_all) == (2, 2)


def amount(number, name, **fields):
    return Criterion(number, 1, None, name, 50, measure=Measure.MEASURED, **fields)


def test_points_that_cannot_count_yet_are_not_done(progress, steps):
    tree = [amount(1, "Staff", direction=Direction.UNKNOWN), amount(2, "Uptime", worst=90, best=100)]
    given = complete(evaluation({"Acme": [40, 99], "Globex": [60, 95]}, [], criteria=tree))
    counted = progress(given)
    assert (counted.cells_done, counted.cells_all, counted.percent_done) == (2, 4, 50)
    assert [leaf.name for leaf in counted.idle] == ["Staff"]
    assert not any(text.startswith("Score") for text in texts(steps(given)))  # everything was said


@pytest.mark.parametrize(
    ("fields", "field", "text"),
    [
        ({"direction": Direction.UNKNOWN}, "direction", "Say which way is better on 2 criteria"),
        ({"direction": Direction.MIN}, "worst", "Enter the amounts that are worth 0 and 100 on 2 criteria"),
        (
            {"direction": Direction.MIN, "worst": 9},
            "best",
            "Enter the amounts that are worth 100 on 2 criteria",
        ),
    ],
)
def test_what_a_criterion_lacks_is_named_and_led_to_until_it_can_count(steps, fields, field, text):
    tree = [amount(1, "Staff", **fields), amount(2, "Hours", **fields)]
    first = steps(complete(evaluation({"Acme": [40, 9], "Globex": [60, 5]}, [], criteria=tree)))[0]
    assert (first.text, first.criterion_id, first.field) == (text, 1, field)


def test_each_thing_that_criteria_lack_is_a_step_of_its_own(steps):
    tree = [amount(1, "Staff", direction=Direction.UNKNOWN), amount(2, "Hours", direction=Direction.MIN)]
    found = steps(complete(evaluation({"Acme": [40, 9], "Globex": [60, 5]}, [], criteria=tree)))
    assert [(step.text, step.field) for step in found[:2]] == [
        ("Say which way is better on a criterion", "direction"),
        ("Enter the amounts that are worth 0 and 100", "worst"),
    ]


def test_what_does_not_apply_to_one_candidate_is_done_but_blocks(progress, steps):
    given = complete(evaluation({"Acme": [80, "n/a"], "Globex": [20, 30]}, [60, 40]))
    assert (progress(given).cells_done, progress(given).blocks) == (4, 1)
    first = steps(given)[0]
    assert (first.text, first.severity) == ("Settle where a criterion does not apply", Severity.BLOCK)
    assert first.detail.startswith("B is marked not applicable for Acme only")


def test_blocks_come_first_one_step_for_each_rule(progress, steps):
    torn = {"Acme": [[10, 90], [10, 90]], "Globex": [[20, 20], [None, None]]}
    given = evaluation(torn, [50, 40])
    assert progress(given).blocks == 4
    found = texts(steps(given))
    assert found[:2] == ["Bring the weights to 100 %", "Agree on 2 scores that the evaluators see differently"]
    assert found.index("Score Globex on 1 open criterion") == 2


def test_a_gate_that_cannot_be_judged_comes_before_open_cells(steps):
    given = complete(evaluation({"Acme": [80, None], "Globex": [70, 60], "Hooli": [None, None]}, [60, 40]))
    found = steps(with_gate(given, "B", 50))
    gates = [step for step in found if step.text.startswith("Judge")]
    assert texts(gates) == ["Judge Acme on B"]  # Hooli has nothing at all: scoring comes first
    assert (gates[0].candidate_id, gates[0].criterion_id, gates[0].severity) == (1, 2, Severity.BLOCK)
    assert found.index(gates[0]) < texts(found).index("Score Acme on 1 open criterion")


def test_several_open_gates_of_a_candidate_are_counted(steps):
    given = complete(evaluation({"Acme": [80, None, None], "Globex": [70, 60, 50]}, [60, 20, 20]))
    given = with_gate(with_gate(given, "B", 50), "C", 40)
    assert "Judge Acme on 2 gates" in texts(steps(given))


def test_who_failed_a_gate_need_not_be_scored_any_further(steps):
    given = complete(evaluation({"Acme": [80, 60], "Globex": [10, None], "Hooli": [90, 9]}, [60, 40]))
    assert not any("Globex" in text for text in texts(steps(with_gate(given, "A", 50))))


def test_what_is_missing_altogether_comes_before_everything(steps):
    nobody = texts(steps(evaluation({}, [60, 30])))
    assert nobody[:2] == ["Add the candidates", "Name the evaluators"]
    assert texts(steps(evaluation({}, [])))[0] == "Choose the criteria"
    alone = steps(complete(evaluation({"Acme": [80]}, [100])))
    assert texts(alone)[0] == "Add a second candidate"


def test_warnings_come_after_all_that_can_be_filled_in(steps):
    given = complete(evaluation({"Acme": [81], "Globex": [80], "Hooli": [None]}, [100]))
    *_, before_last, _, last = steps(given)
    assert before_last.text == "Read 2 warnings"
    assert before_last.severity is Severity.WARN
    assert last.text == "Preview the board paper"


def test_a_damaged_file_comes_first_of_all(desk, reopen):
    scene = build_scene(desk)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    desk.connection.execute("DROP TRIGGER temp.capture_score_UPDATE")
    desk.connection.execute("UPDATE score SET points = 1")
    damaged = reopen()
    given = load_evaluation(damaged, scene.initiative)
    done = progress_of(damaged, given, ranking_of(given))
    assert done.is_damaged
    assert next_steps(done, given, ranking_of(given))[0].text == "Go back to a sound copy of the file"


def test_the_command_line_says_the_same_next_step(desk):
    scene = build_scene(desk)
    record_amount(desk, scene.candidate, scene.price, 100)
    given = load_evaluation(desk, scene.initiative)
    first = next_steps(progress_of(desk, given, ranking_of(given)), given, ranking_of(given))[0]
    assert any(line.startswith(f"  Next: {first.text}: `rank`") for line in overview_lines(desk))


def test_the_sample_says_what_to_do_next_with_the_command_that_does_it(sample_desk):
    *_, last = overview_lines(sample_desk)
    assert last.startswith("  Next: ")
    assert last.count("`") >= 2

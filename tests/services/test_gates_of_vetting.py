"""What vetting does to a ranking: knock-outs, open gates, waivers, values of sections."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.charts.ranking import gate_state
from outsource_desk.charts.spec import State
from outsource_desk.domain.coverage import coverage_of
from outsource_desk.domain.criterion import Criterion, Curve, Measure
from outsource_desk.domain.ranking import GateStatus, Verdict
from outsource_desk.domain.vetting import (
    AnswerState,
    AnswerType,
    EvidenceLevel,
    Gap,
    GapKind,
    GapState,
    Gate,
    GateResult,
    Waiver,
)
from outsource_desk.services.counting import entries_of
from outsource_desk.services.explaining import explain_total
from outsource_desk.services.overview import verdict_sentence, vetting_as_json
from outsource_desk.services.ranking import Tally, ranking_of
from outsource_desk.services.vetted import vetted_of
from tests.builders import evaluation
from tests.vettings import TODAY, answer, knock_out, question, with_vetting

SCORES = {"Alder": [90, 90], "Birch": [70, 70]}
HALVES = [50, 50]
PASSED = {(1, "SEC-01"): answer(), (2, "SEC-01"): answer()}
WAIVER = Waiver(1, 1, 1, "A. Chair", "Board", "No other site", "Weekly audit", "2026-01-01", "2026-12-31")


def vetted_pair(answers, questions=None, **more):
    return with_vetting(evaluation(SCORES, HALVES), questions or [knock_out("SEC-01")], answers, **more)


def standing(ranking, name):
    return next(each for each in ranking.standings if each.candidate.name == name)


def test_without_a_questionnaire_nothing_changes():
    ranking = ranking_of(evaluation(SCORES, HALVES))
    assert ranking.vetted is None
    assert [(each.rank, each.gate, each.gate_reasons) for each in ranking.standings] == [
        (1, GateStatus.PASSED, ()),
        (2, GateStatus.PASSED, ()),
    ]
    assert ranking.verdict is Verdict.CLEAR


def test_who_fails_a_knock_out_is_not_ranked_for_a_reason_in_words():
    given = vetted_pair({**PASSED, (1, "SEC-01"): answer("no")})
    ranking = ranking_of(given)
    alder = standing(ranking, "Alder")
    assert (alder.rank, alder.gate, alder.total) == (None, GateStatus.FAILED, pytest.approx(90))
    assert alder.gate_reasons == ("SEC-01 “Is SEC-01 met?”: knock-out failed",)
    assert standing(ranking, "Birch").rank == 1
    assert ranking.vetted == vetted_of(given)


def test_a_long_question_is_shortened_behind_a_word():
    asked = replace(knock_out("SEC-01"), wording="Do " + "sanctions and debarment screenings " * 5 + "come back clear?")
    ranking = ranking_of(vetted_pair({**PASSED, (1, "SEC-01"): answer("no")}, [asked]))
    (reason,) = standing(ranking, "Alder").gate_reasons
    assert reason == "SEC-01 “Do sanctions and debarment screenings sanctions and …”: knock-out failed"


def test_an_open_knock_out_leaves_the_candidate_ranked_and_the_verdict_open():
    ranking = ranking_of(vetted_pair({(2, "SEC-01"): answer()}))
    alder = standing(ranking, "Alder")
    assert (alder.rank, alder.gate) == (1, GateStatus.OPEN)
    assert alder.gate_reasons == ("SEC-01 “Is SEC-01 met?”: knock-out not passed yet",)
    assert ranking.verdict is Verdict.OPEN
    assert verdict_sentence(ranking).endswith("ahead of Birch: one of its gates is still open.")


def test_many_open_knock_outs_are_counted_and_the_first_are_named():
    questions = [knock_out(f"SEC-0{number}") for number in range(1, 7)]
    ranking = ranking_of(vetted_pair({}, questions))
    assert standing(ranking, "Birch").gate_reasons == (
        "6 knock-outs not passed yet: SEC-01, SEC-02, SEC-03, SEC-04, +2",
    )


def test_a_waived_knock_out_passes_and_readers_see_by_whom_and_until_when():
    ranking = ranking_of(vetted_pair({**PASSED, (1, "SEC-01"): answer("no")}, waivers=[WAIVER]))
    alder = standing(ranking, "Alder")
    assert (alder.rank, alder.gate) == (1, GateStatus.PASSED)
    assert alder.gate_reasons == ("SEC-01 “Is SEC-01 met?”: waived by A. Chair until 31\u00a0December\u00a02026",)
    assert ranking.verdict is Verdict.CLEAR


def test_a_waiver_that_has_run_out_waives_nothing():
    over = replace(WAIVER, expires_on="2026-02-28")
    ranking = ranking_of(vetted_pair({**PASSED, (1, "SEC-01"): answer("no")}, waivers=[over]))
    assert standing(ranking, "Alder").rank is None


def test_a_missed_conditional_gate_passes_with_a_condition():
    asked = [question("FIN-01", gate=Gate.CONDITIONAL, pass_when="answer == yes")]
    ranking = ranking_of(vetted_pair({(1, "FIN-01"): answer("no")}, asked))
    assert standing(ranking, "Alder").gate_reasons == ("only with a condition: FIN-01",)
    assert standing(ranking, "Birch").gate_reasons == ("conditional gates not judged yet: FIN-01",)
    assert {each.gate for each in ranking.standings} == {GateStatus.PASSED}


def test_a_gate_of_a_criterion_and_one_of_the_vetting_are_told_together():
    given = vetted_pair({(1, "SEC-01"): answer("no")})
    leaf, *others = given.criteria
    given = replace(given, criteria=(replace(leaf, minimum=95, is_gate=True), *others))
    ranking = ranking_of(given)
    assert standing(ranking, "Alder").gate_reasons == (
        "A 90, minimum 95",
        "SEC-01 “Is SEC-01 met?”: knock-out failed",
    )
    assert standing(ranking, "Birch").gate_reasons == ("A 70, minimum 95",)  # what is merely open is not why


def test_relative_prices_are_compared_without_those_that_failed_a_knock_out():
    price = Criterion(1, 1, None, "Price", 100, measure=Measure.PRICE, curve=Curve.LOWEST)
    given = evaluation({"Alder": [50], "Birch": [100]}, [100], criteria=[price])
    ranking = ranking_of(with_vetting(given, [knock_out("SEC-01")], {**PASSED, (1, "SEC-01"): answer("no")}))
    assert ranking.cells[2, 1].value == 100


QUESTIONS = [question("SEC-01"), question("SEC-02", weight=3), question("FIN-01")]


def from_section(answers):
    """Return a comparison whose first criterion takes its value from SEC."""
    given = with_vetting(evaluation(SCORES, HALVES), QUESTIONS, answers)
    leaf, *others = given.criteria
    return replace(given, criteria=(replace(leaf, section_id=1), *others))


def test_a_criterion_takes_the_secured_score_of_a_section_and_nothing_typed():
    ranking = ranking_of(from_section({(1, "SEC-02"): answer(), (2, "SEC-01"): answer()}))
    alder, birch = ranking.cells[1, 1], ranking.cells[2, 1]
    assert (alder.value, birch.value) == (75, 25)
    assert (alder.points, alder.is_agreed, alder.is_from_vetting, alder.spread) == (75, True, True, 0)
    assert standing(ranking, "Alder").total == pytest.approx(82.5)
    assert (1, 1) not in entries_of(from_section({}))


def test_the_value_is_open_while_nothing_of_the_section_is_accepted():
    waiting = {(1, "SEC-01"): answer(state=AnswerState.IN_REVIEW), (1, "FIN-01"): answer()}
    ranking = ranking_of(from_section(waiting))
    assert ranking.cells[1, 1].value is None
    assert standing(ranking, "Alder").open_leaves == (1,)
    assert (standing(ranking, "Alder").low, standing(ranking, "Alder").high) == pytest.approx((45, 95))


def test_the_in_house_option_is_not_vetted_and_keeps_its_scores():
    given = evaluation(SCORES, HALVES)
    home = replace(given.candidates[1], vendor_id=None)
    given = with_vetting(replace(given, candidates=(given.candidates[0], home)), QUESTIONS, {})
    leaf, *others = given.criteria
    ranking = ranking_of(replace(given, criteria=(replace(leaf, section_id=1), *others)))
    assert ranking.cells[1, 1].value is None
    assert ranking.cells[2, 1].value == 70
    assert standing(ranking, "Birch").gate is GateStatus.PASSED


def test_an_edit_of_a_score_judges_no_vetting_again_and_one_of_an_answer_does():
    given = from_section({(1, "SEC-02"): answer()})
    tally = Tally(given, entries_of(given))
    judged = tally.ranking.vetted
    scored = replace(given, scores=given.scores[:-1])
    tally.recount(scored, entries_of(scored), [(2, 2)])
    assert tally.ranking.vetted is judged
    answered = from_section({(1, "SEC-02"): answer(), (2, "SEC-01"): answer()})
    assert tally.recount(answered, entries_of(answered), [(2, 2)]) >= {(2, 1)}
    assert tally.ranking == ranking_of(answered)
    gone = replace(answered, vetting=None)
    tally.recount(gone, entries_of(gone), [(1, 1), (2, 1)])
    assert tally.ranking == ranking_of(gone)


def test_an_open_section_is_no_missing_score_and_is_explained():
    given = from_section({(1, "SEC-02"): answer()})
    ranking = ranking_of(given)
    assert "W25" not in {each.id for each in ranking.warnings}
    assert coverage_of(given, ranking).unsaid == {1: [], 2: []}
    birch, alder = (explain_total(given, ranking, each).parts[0].how for each in (2, 1))
    assert "nothing of the section SEC Chapter SEC of the vetting is accepted yet" in birch
    assert alder.endswith("secured in the section SEC Chapter SEC of the vetting")


def test_the_chart_says_of_a_waiver_that_gates_are_passed_with_conditions():
    given = vetted_pair({**PASSED, (1, "SEC-01"): answer("no")}, waivers=[WAIVER])
    states = [gate_state(given, each) for each in ranking_of(given).standings]
    assert states == [(State.GOOD, "passed with conditions"), (State.GOOD, "passed all gates")]


def test_the_json_document_holds_gates_scores_and_waivers():
    given = vetted_pair({**PASSED, (1, "SEC-01"): answer("no")}, waivers=[WAIVER])
    ranking = ranking_of(given)
    told = vetting_as_json(ranking, standing(ranking, "Alder"))
    assert told is not None
    assert (told["gate"], told["gates"]) == ("passed_with_conditions", {"SEC-01": "waived"})
    assert (told["secured"], told["coverage"], told["asked"], told["complete"]) == (0, 1, 1, 1)
    assert told["waivers"][0]["by"] == "A. Chair"
    assert vetting_as_json(ranking_of(evaluation(SCORES, HALVES)), ranking.standings[0]) is None


levels = st.sampled_from([None, *list(EvidenceLevel)[1:5]])
replies = st.sampled_from(["", "yes", "no"])
states = st.sampled_from(AnswerState)
ends = st.sampled_from([None, "2026-02-01", "2027-02-01"])
people = st.sampled_from(["", "N. N."])
given_answers = st.builds(
    answer, replies, levels, state=states, expires=ends, is_contradicted=st.booleans(), stated_by=people
)
CODES = ("SEC-01", "SEC-02", "SEC-03", "FIN-01")
ASKED = [
    knock_out("SEC-01", needs_evidence=True),
    question("SEC-02", needs_evidence=True, weight=4),
    question("SEC-03", AnswerType.DOCUMENT, weight=2, needs_evidence=True),
    question("FIN-01", needs_evidence=True, gate=Gate.CONDITIONAL, pass_when="points >= 3"),
]
answers_of_all = st.fixed_dictionaries({(who, code): given_answers for who in (1, 2, 3) for code in CODES})
points = st.integers(0, 100)
scores_of_all = st.fixed_dictionaries({name: st.lists(points, min_size=2, max_size=2) for name in ("A", "B", "C")}).map(
    lambda rows: dict(sorted(rows.items()))
)


def ranked_with(scores, answers, as_of=TODAY):
    given = with_vetting(evaluation(scores, HALVES), ASKED, answers, as_of=as_of)
    leaf, *others = given.criteria
    return ranking_of(replace(given, criteria=(replace(leaf, section_id=1), *others)))


def place(ranking, candidate_id):
    """Return total and rank of a candidate, the better the higher; not ranked is the lowest."""
    one = next(each for each in ranking.standings if each.candidate.id == candidate_id)
    return one.total, -(one.rank or 99)


@given(scores_of_all, answers_of_all, st.sampled_from(CODES))
def test_deleting_evidence_never_raises_a_total_or_a_rank(scores, answers, code):
    before = ranked_with(scores, answers)
    bare = replace(answers[1, code], evidence=())
    after = ranked_with(scores, {**answers, (1, code): bare})
    assert all(then >= now for then, now in zip(place(before, 1), place(after, 1), strict=True))


@given(scores_of_all, answers_of_all)
def test_time_alone_never_raises_a_total(scores, answers):
    now, later = ranked_with(scores, answers), ranked_with(scores, answers, as_of="2027-03-01")
    assert all(place(later, each)[0] <= place(now, each)[0] + 1e-9 for each in (1, 2, 3))


@given(scores_of_all, answers_of_all)
def test_who_failed_a_knock_out_is_never_ranked_whatever_its_scores(scores, answers):
    failed = {**answers, (1, "SEC-01"): answer("no")}
    ranking = ranked_with({**scores, "A": [100, 100]}, failed)
    assert standing(ranking, "A").rank is None
    assert standing(ranking, "A").gate is GateStatus.FAILED


@given(scores_of_all, answers_of_all)
def test_an_unvetted_candidate_never_scores_above_one_with_an_accepted_answer(scores, answers):
    empty = {cell: each for cell, each in answers.items() if cell[0] != 2}
    ranking = ranked_with({**scores, "A": [0, 50], "B": [0, 50]}, {**empty, (1, "SEC-02"): answer()})
    assert standing(ranking, "B").total <= standing(ranking, "A").total


@given(scores_of_all, answers_of_all)
def test_the_order_of_candidates_does_not_matter(scores, answers):
    swapped = dict(reversed(scores.items()))
    new_id = {1: 3, 2: 2, 3: 1}
    one = ranked_with(scores, answers)
    other = ranked_with(swapped, {(new_id[who], code): each for (who, code), each in answers.items()})
    told = {each.candidate.name: (each.rank, each.gate, each.gate_reasons) for each in one.standings}
    assert told == {each.candidate.name: (each.rank, each.gate, each.gate_reasons) for each in other.standings}
    assert {each.candidate.name: each.total for each in one.standings} == pytest.approx(
        {each.candidate.name: each.total for each in other.standings}
    )


def test_bad_news_accepted_on_a_word_is_no_proof_when_the_rule_turns():
    asked = replace(knock_out("SEC-01"), needs_evidence=True, pass_when="answer == no")
    for said, gate in (
        (answer("no", None), GateResult.OPEN),
        (answer("no", EvidenceLevel.CLAIM), GateResult.OPEN),
        (answer("no", None, state=AnswerState.ACCEPTED_WITH_GAP), GateResult.PASSED),
        (answer("no", EvidenceLevel.DOCUMENT), GateResult.PASSED),
    ):
        found = vetted_of(vetted_pair({**PASSED, (1, "SEC-01"): said}, [asked]))
        assert found is not None
        assert found.candidates[1].judged[1].gate is gate


def test_an_answer_that_nobody_accepted_takes_no_weight_out_of_the_scores():
    asked = [question("SUB-01"), question("SUB-02", asked_if="SUB-01 != no"), question("SUB-03")]
    said = {"review": AnswerState.IN_REVIEW, "accepted": AnswerState.ACCEPTED, "rejected": AnswerState.REJECTED}
    secured, left_out = {}, {}
    for name, state in said.items():
        given = {(1, "SUB-01"): answer("no", state=state), (1, "SUB-02"): answer(), (1, "SUB-03"): answer()}
        found = vetted_of(vetted_pair(given, asked))
        assert found is not None
        secured[name] = found.candidates[1].overall.secured
        left_out[name] = not found.candidates[1].judged[2].is_asked
    assert secured == pytest.approx({"review": 100 / 3, "accepted": 50, "rejected": 200 / 3})
    assert left_out == {"review": True, "accepted": True, "rejected": False}


def test_a_knock_out_that_was_accepted_with_an_open_gap_is_passed_on_condition_until_a_date():
    accepted = answer("yes", None, state=AnswerState.ACCEPTED_WITH_GAP)
    given = vetted_pair({**PASSED, (1, "SEC-01"): accepted})

    def with_gap(**fields):
        assert given.vetting is not None
        gap = replace(Gap(1, 1, "No certificate yet", "CISO office", "2026-06-30", question_id=1), **fields)
        ranking = ranking_of(replace(given, vetting=replace(given.vetting, gaps=(gap,))))
        assert ranking.vetted is not None
        return standing(ranking, "Alder"), ranking.vetted.candidates[1].gate

    alder, gate = with_gap()
    assert (alder.rank, gate) == (1, "passed_with_conditions")
    (reason,) = alder.gate_reasons
    assert reason.replace("\u00a0", " ") == (
        "SEC-01 “Is SEC-01 met?”: passed on condition: “No certificate yet” until 30 June 2026"
    )
    for other in ({"kind": GapKind.NOTE}, {"state": GapState.CLOSED}, {"candidate_id": 2}, {"question_id": None}):
        assert with_gap(**other)[1] == "passed"


def test_a_gap_that_is_written_down_later_judges_a_candidate_again():
    before = vetted_pair(PASSED)
    gap = Gap(1, 1, "No certificate yet", "CISO office", "2026-06-30", question_id=1)
    assert before.vetting is not None
    now = replace(before, vetting=replace(before.vetting, gaps=(gap,)))
    found = vetted_of(now, before)
    assert found is not None
    assert found.candidates[1].gate == "passed_with_conditions"

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.importers.sheets.said import Said
from outsource_desk.services.import_policy import Policy
from outsource_desk.services.import_records import (
    NEW,
    Asks,
    Outcome,
    RecordAnswer,
    RecordChoices,
    import_records,
    preview_records,
)
from outsource_desk.services.import_records.answers import NobodyAnsweredError
from outsource_desk.services.initiatives import add_initiative, find_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.vendor_copies import vetting_of
from outsource_desk.services.vendor_copy_plan import is_judged
from outsource_desk.store.answers import load_answers
from outsource_desk.store.protection import load_performance
from outsource_desk.store.vendors import load_candidates
from tests.services.import_records.lists import reading, used

LONG = [
    ["KPI", "Month", "Actual", "Remark"],
    ["Availability", "2025-01", 99.93, "One outage"],
    ["Availability", "Feb 2025", 99.4, None],
    ["Uptime", "2025-01", 98.1, None],
    ["Time to restore", "2025-01", "about six", None],
]
WIDE = [
    ["Metric", "Jan 2025", "Feb 2025", "Mar 2025"],
    ["Availability", 99.93, 99.4, None],
    ["Time to restore", 3, 5, 4],
]


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    add_record(desk, "metric", found, name="Availability", code="K01", unit="%", target=99.9, minimum=99.5)
    add_record(desk, "metric", found, name="Time to restore", unit="hours", direction="down", target=4, minimum=8)
    return found


def readings(desk, initiative):
    metrics = load_performance(desk.connection, initiative).metrics
    return [(metric.name, each.starts_on, each.actual) for metric in metrics for each in metric.readings]


def test_readings_one_to_a_row_are_taken_told_or_asked(desk, initiative):
    choices = RecordChoices(initiative_id=initiative)
    preview = preview_records(desk, reading(LONG, "readings"), 0, choices)
    summary = import_records(desk, reading(LONG, "readings"), 0, choices)

    assert [row.outcome for row in preview.rows] == [Outcome.NEW, Outcome.NEW, Outcome.ASKED, Outcome.PROBLEM]
    assert [(each.asks, each.cell) for each in preview.questions] == [(Asks.NAME, "A4"), (Asks.CELL, "C5")]
    assert preview.account.used == used(LONG)
    assert (summary.new, summary.left_open) == (2, 2)
    assert readings(desk, initiative) == [
        ("Availability", "2025-01-01", 99.93), ("Availability", "2025-02-01", 99.4),
    ]  # fmt: skip


def test_months_across_are_a_reading_each(desk, initiative):
    choices = RecordChoices(initiative_id=initiative)
    preview = preview_records(desk, reading(WIDE, "readings"), 0, choices)
    import_records(desk, reading(WIDE, "readings"), 0, choices)

    assert [(column.field, column.which) for column in preview.columns] == [
        ("metric", ""), ("actual", "2025-01-01"), ("actual", "2025-02-01"), ("actual", "2025-03-01"),
    ]  # fmt: skip
    assert preview.account.used == used(WIDE)
    assert len(readings(desk, initiative)) == 5
    again = preview_records(desk, reading(WIDE, "readings"), 0, choices)
    assert {row.outcome for row in again.rows} == {Outcome.SAME}
    source = load_performance(desk.connection, initiative).metrics[0].readings[0]
    assert (source.sheet, source.cell) == ("Sheet1", "B2")


def test_a_name_of_the_report_can_be_said_to_mean_a_metric(desk, initiative):
    metric = load_performance(desk.connection, initiative).metrics[0].id
    rows = [["KPI", "Month", "Actual"], ["Uptime", "2025-01", 99.9], ["Noise", "2025-01", 3]]
    choices = RecordChoices(initiative_id=initiative, names={"Uptime": metric, "Noise": None})

    assert import_records(desk, reading(rows, "readings"), 0, choices).skipped == 1
    assert readings(desk, initiative) == [("Availability", "2025-01-01", 99.9)]


@pytest.mark.parametrize(
    ("policy", "kept"), [(Policy.REPLACE, 99.8), (Policy.KEEP, 99.9), (Policy.MERGE, 99.9), (Policy.ASK, 99.9)]
)
def test_the_policy_decides_about_readings_on_file(desk, initiative, policy, kept):
    metric = load_performance(desk.connection, initiative).metrics[0].id
    add_record(desk, "metric_reading", metric, starts_on="2025-01-01", actual=99.9)
    rows = [["KPI", "Month", "Actual"], ["Availability", "2025-01", 99.8]]
    choices = RecordChoices(initiative_id=initiative, policy=policy)
    preview = preview_records(desk, reading(rows, "readings"), 0, choices)
    import_records(desk, reading(rows, "readings"), 0, choices)

    assert [change.before for change in preview.rows[0].changes] == ["99.9 %"]
    assert readings(desk, initiative)[0][2] == kept


def test_a_reading_that_cannot_be_read_is_typed(desk, initiative):
    choices = RecordChoices(initiative_id=initiative, answers={"C5": RecordAnswer.typed("6")})
    import_records(desk, reading(LONG, "readings"), 0, choices)

    assert ("Time to restore", "2025-01-01", 6.0) in readings(desk, initiative)


def test_answers_need_somebody_who_gave_them(desk, initiative):
    rows = [["Question", "Answer"], ["Are you certified?", "yes"]]
    with pytest.raises(NobodyAnsweredError):
        preview_records(desk, reading(rows, "answers"), 0, RecordChoices(initiative_id=initiative))


def test_answers_of_a_questionnaire_go_to_the_questions_that_they_mean(sample_desk):
    initiative, candidate, open_one = open_question(sample_desk)
    rows = [["Code", "Question", "Answer"], ["X1", "Which colour has your office door, and why?", "Green"]]
    rows += [[open_one.code, open_one.wording, "Yes"]]
    choices = RecordChoices(initiative_id=initiative, candidate_id=candidate)
    preview = preview_records(sample_desk, reading(rows, "answers"), 0, choices)

    assert {row.outcome for row in preview.rows} <= {Outcome.NEW, Outcome.ASKED}
    assert preview.account.used == used(rows)
    own = RecordChoices(initiative_id=initiative, candidate_id=candidate, matches={2: NEW})
    summary = import_records(sample_desk, reading(rows, "answers"), 0, own)
    assert summary.new == len(rows) - 1
    again = preview_records(sample_desk, reading(rows, "answers"), 0, choices)
    assert Outcome.SAME in {row.outcome for row in again.rows}


@pytest.mark.parametrize(
    ("policy", "kept"),
    [(Policy.REPLACE, "Old\nNew"), (Policy.KEEP, "Old"), (Policy.MERGE, "Old"), (Policy.ASK, "Old")],
)
def test_the_policy_decides_about_answers_on_file_of_which_only_the_comment_differs(sample_desk, policy, kept):
    initiative, candidate, _ = open_question(sample_desk)
    choices = RecordChoices(initiative_id=initiative, candidate_id=candidate)

    def rows(comment):
        wording = "Which colour has your office door, and why?"
        return reading([["Question", "Answer", "Comment"], [wording, "Green", comment]], "answers")

    import_records(sample_desk, rows("Old"), 0, replace(choices, matches={2: NEW}))
    import_records(sample_desk, rows("New"), 0, replace(choices, policy=policy))
    [answer] = [
        each for each in load_answers(sample_desk.connection, initiative)
        if each.candidate_id == candidate and each.reply == "Green"
    ]  # fmt: skip
    assert answer.comment == kept


def test_a_row_that_is_not_word_for_word_ours_comes_in_and_can_be_sent_elsewhere(sample_desk):
    initiative, candidate, open_one = open_question(sample_desk)
    rows = [["Question", "Answer"], [f"{open_one.wording} Please", "Yes"], ["Which colour has your door?", "Green"]]
    choices = RecordChoices(initiative_id=initiative, candidate_id=candidate)
    preview = preview_records(sample_desk, reading(rows, "answers"), 0, choices)

    assert preview.questions == ()
    assert [row.outcome for row in preview.rows] == [Outcome.NEW, Outcome.NEW]
    alike, unknown = preview.remarks
    assert (alike.asks, alike.cell, alike.choices[0][0], alike.is_blocking) == (Asks.MATCH, "B2", open_one.id, False)
    assert alike.reason.startswith(f"It is taken for {open_one.code}, which is 9")
    assert unknown.reason == "It means none of our questions and becomes one of its own."
    sent = replace(choices, matches={2: NEW, 3: open_one.id})
    again = preview_records(sample_desk, reading(rows, "answers"), 0, sent)
    assert again.remarks == ()
    import_records(sample_desk, reading(rows, "answers"), 0, replace(sent, stated_by="Ann Lee", stated_on="2026-02-02"))
    answers = load_answers(sample_desk.connection, initiative)
    stated = {(each.reply or each.comment): each.stated_on for each in answers if each.stated_by == "Ann Lee"}
    assert stated == {"Yes": "2026-02-02", "Green": "2026-02-02"}


def test_what_a_reviewer_judged_is_kept_and_not_asked_about(sample_desk):
    initiative, candidate, _ = open_question(sample_desk)
    _, vetting = vetting_of(sample_desk, candidate)
    judged = next(
        each for each in vetting.questionnaire.questions
        if each.kind == "num" and (now := vetting.answer_of.get((candidate, each.id))) and is_judged(now)
    )  # fmt: skip
    rows = [["Code", "Question", "Answer"], [judged.code, judged.wording, 417]]
    choices = RecordChoices(initiative_id=initiative, candidate_id=candidate)
    preview = preview_records(sample_desk, reading(rows, "answers"), 0, choices)

    assert (preview.questions, preview.remarks, preview.account.kept) == ((), (), 3)
    [row] = preview.rows
    assert (row.outcome, row.why) == (Outcome.SAME, f"{judged.code} has been judged by a reviewer and is kept.")
    [change] = row.changes
    assert (change.after, change.is_written) == ("417", False)
    assert not import_records(sample_desk, reading(rows, "answers"), 0, choices).changed_anything


def open_question(desk):
    """Return the initiative of the sample, a vendor under vetting, and a question that it has not answered."""
    initiative = find_initiative(desk).id
    candidate = next(each for each in load_candidates(desk.connection, initiative) if each.vendor_id is not None)
    _, vetting = vetting_of(desk, candidate.id)
    found = next(
        each for each in vetting.questionnaire.questions
        if not each.is_ours and each.kind == "ypn" and (candidate.id, each.id) not in vetting.answer_of
    )  # fmt: skip
    return initiative, candidate.id, found


def test_a_row_with_two_answers_ticked_is_asked_about(sample_desk):
    initiative, candidate, open_one = open_question(sample_desk)
    ticked = Said("Yes / No", doubt="several answers are ticked")
    rows = [["Code", "Question", "Answer"], ["X1", "Which colour has your office door, and why?", "Yes"]]
    rows += [[open_one.code, open_one.wording, ticked]]
    choices = RecordChoices(initiative_id=initiative, candidate_id=candidate)
    preview = preview_records(sample_desk, reading(rows, "answers"), 0, choices)

    assert [(each.cell, each.reason) for each in preview.questions] == [("C3", "several answers are ticked.")]
    assert [row.outcome for row in preview.rows] == [Outcome.NEW, Outcome.PROBLEM]

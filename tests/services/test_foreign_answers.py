from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.importers.spreadsheet import read_spreadsheet
from outsource_desk.services.foreign_matching import propose_matches
from outsource_desk.services.history import describe_edit, undo
from outsource_desk.services.import_records import NEW, Outcome, RecordChoices, import_records, preview_records
from outsource_desk.services.question_edits import update_question
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vetted import vetted_of
from tests.services.vendor_copy_scene import build_vetting
from tests.sheets import written

ROWS = [
    ["Security questionnaire of Acme", None, None, None],
    ["No.", "Question", "Your response", "Comments"],
    ["1", "Do you own the company??", "Yes", None],
    ["2", "Are all the staff screened?", "Yes, since 2019", "By an agency"],
    ["SEC-01", "Reports held", "SOC 2 type II", None],
    [None, "Physical security", None, None],
    ["3", "Which guards do you employ at night?", "Two at each gate", None],
    ["4", "Since how many years do you do this", "about ten", None],
    ["5", "How mature is your training?", "=1+1", None],
    ["6", "Who is liable for a breach, and how much?", None, None],
]


@pytest.fixture
def vetted(desk):
    return build_vetting(desk)


@pytest.fixture
def choices(vetted):
    return RecordChoices(initiative_id=vetted.scene.initiative, candidate_id=vetted.candidate)


@pytest.fixture
def read(tmp_path):
    return read_spreadsheet(written(tmp_path / "Acme answers.xlsx", {"Questions": ROWS}))


def outcomes(preview):
    return {row.number: str(row.outcome) for row in preview.rows}


def own_section(vetted):
    vetting = load_evaluation(vetted.desk, vetted.scene.initiative).vetting
    assert vetting is not None
    return vetting.questionnaire.sections[-1]


def test_columns_and_questions_are_recognised_and_every_row_is_accounted_for(vetted, read, choices):
    preview = preview_records(vetted.desk, read, 0, choices)
    assert [each.field for each in preview.columns] == ["code", "question", "answer", "comment"]
    assert outcomes(preview) == {
        3: "new",
        4: "new",
        5: "new",
        7: "new",
        8: "new",
        9: "problem",
        10: "skipped",
    }
    summary = import_records(vetted.desk, read, 0, choices)
    assert (summary.new, summary.skipped, summary.left_open) == (5, 1, 1)


def test_clear_answers_are_answers_and_unclear_ones_comments_and_nothing_is_guessed(vetted, read, choices):
    before, fingerprint = vetted.desk.journal.revision, vetted.desk.journal.fingerprint
    import_records(vetted.desk, read, 0, replace(choices, stated_by="Dana Weiß", stated_on="2026-02-02"))
    assert vetted.desk.journal.revision == before + 1
    evaluation = load_evaluation(vetted.desk, vetted.scene.initiative)
    assert evaluation.vetting is not None
    asked = {each.id: each for each in evaluation.vetting.questionnaire.questions}
    answers = {asked[each.question_id].code: each for each in evaluation.vetting.answers}
    assert answers["GEN-01"].reply == "yes"
    assert answers["SEC-01"].reply == "soc"
    assert (answers["GEN-02"].reply, answers["GEN-02"].comment) == ("", "Yes, since 2019\nBy an agency")
    assert (answers["GEN-04"].amount, answers["GEN-04"].comment) == (None, "about ten")
    assert answers["GEN-01"].source == "Acme answers.xlsx, Questions!C3"
    assert {each.stated_by for each in answers.values()} == {"Dana Weiß"}
    own = own_section(vetted)
    assert (own.code, own.weight, [each.wording for each in own.questions]) == (
        "OWN", 0, ["Which guards do you employ at night?"],
    )  # fmt: skip
    assert answers[own.questions[0].code].reply == "Two at each gate"
    assert vetted_of(evaluation) is not None
    undo(vetted.desk)
    assert vetted.desk.journal.fingerprint == fingerprint


def test_each_row_may_be_sent_elsewhere_or_skipped(vetted, read, choices):
    elsewhere = {3: NEW, 4: vetted.ids["SEC-05"], 5: vetted.ids["SEC-05"]}
    said = replace(choices, matches=elsewhere, skipped=frozenset({7}))
    preview = preview_records(vetted.desk, read, 0, said)
    assert outcomes(preview) == {3: "new", 4: "new", 5: "problem", 8: "new", 9: "problem", 10: "skipped"}
    assert next(row.why for row in preview.rows if row.number == 5) == "Row 4 answers SEC-05 already."
    import_records(vetted.desk, read, 0, said)
    assert [each.wording for each in own_section(vetted).questions] == ["Do you own the company??"]


def test_what_a_reviewer_judged_is_kept_and_comments_are_added_to(vetted, read, choices):
    vetted.answer("GEN-01", reply="no", state="accepted", reviewer="Rui")
    vetted.answer("GEN-02", reply="partly", comment="Only in Spain")
    vetted.answer("SEC-01", reply="soc", state="accepted", reviewer="Rui")
    import_records(vetted.desk, read, 0, replace(choices, policy="replace", skipped=frozenset({7})))
    answers = vetted.answers()
    assert (answers["GEN-01"].reply, str(answers["GEN-01"].state)) == ("no", "accepted")
    assert (answers["GEN-02"].reply, answers["GEN-02"].comment) == (
        "partly", "Only in Spain\nYes, since 2019\nBy an agency",
    )  # fmt: skip
    assert str(answers["SEC-01"].state) == "accepted"


def test_a_second_questionnaire_uses_the_same_section(vetted, read, choices, tmp_path):
    import_records(vetted.desk, read, 0, choices)
    other = [
        ["Question", "Answer"],
        ["Where do you store keys, and who can reach them?", "In a vault"],
        ["Which floods has your computing centre seen?", "None"],
    ]
    import_records(vetted.desk, read_spreadsheet(written(tmp_path / "more.xlsx", other)), 0, choices)
    vetting = load_evaluation(vetted.desk, vetted.scene.initiative).vetting
    assert vetting is not None
    assert [len(each.questions) for each in vetting.questionnaire.sections] == [5, 5, 3]


def test_text_files_bring_answers_and_what_looks_like_a_formula_is_text(vetted, choices, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("Frage;Antwort\nDo you own the company?;ja\n=cmd|'/C calc'!A0;x\n", encoding="utf-8")
    summary = import_records(vetted.desk, read_spreadsheet(path), 0, choices)
    assert summary.new == 2
    assert vetted.desk.connection.execute("SELECT reply FROM answer ORDER BY id").fetchone() == ("yes",)
    assert [each.wording for each in own_section(vetted).questions] == ["=cmd|'/C calc'!A0"]


def test_nothing_to_import_writes_nothing(vetted, read, choices):
    before = vetted.desk.journal.revision
    summary = import_records(vetted.desk, read, 0, replace(choices, skipped=frozenset(range(1, len(ROWS) + 1))))
    assert not summary.changed_anything
    assert vetted.desk.journal.revision == before


def test_what_is_ours_to_answer_takes_nothing_from_a_vendor(vetted, read, choices):
    update_question(vetted.desk, vetted.ids["SEC-01"], is_ours=True)
    row = next(each for each in preview_records(vetted.desk, read, 0, choices).rows if each.number == 5)
    assert (row.outcome, row.why) == (
        Outcome.SKIPPED,
        "SEC-01 is ours to answer and takes no answer of a vendor.",
    )


def test_the_whole_account_of_a_questionnaire_stays_in_the_history(vetted, read, choices):
    import_records(vetted.desk, read, 0, choices)
    told = describe_edit(vetted.desk, vetted.desk.journal.revision)
    assert "Row 3 taken as GEN-01 (C3): “Yes”" in told
    assert "Row 9 not taken (C9): the cell holds a formula, not an answer." in told
    assert "Row 10 skipped: It holds no answer." in told


def test_a_code_means_its_question_and_the_likest_wordings_come_first(vetted):
    vetting = load_evaluation(vetted.desk, vetted.scene.initiative).vetting
    assert vetting is not None
    rows = [
        ("sec-01", "Anything"),
        ("", "Are all staff ever screened?"),
        ("", "Are all staff screened?"),
        ("", "Colour?"),
    ]
    found = propose_matches(vetting.questionnaire.questions, rows)
    assert found == {0: (vetted.ids["SEC-01"], 100), 2: (vetted.ids["GEN-02"], 100)}

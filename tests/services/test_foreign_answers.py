from typing import Any

import openpyxl
import pytest

from outsource_desk.services.foreign_answers import (
    OWN,
    SKIP,
    ForeignOutOfDateError,
    Outcome,
    fates_of,
    import_foreign_answers,
    read_foreign_answers,
    table_of,
)
from outsource_desk.services.foreign_matching import ForeignColumns
from outsource_desk.services.history import describe_edit, undo
from outsource_desk.services.question_edits import update_question
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vetted import vetted_of
from tests.scene import refused
from tests.services.vendor_copy_scene import build_vetting

ROWS = [
    ["Security questionnaire of Acme", None, None, None],
    ["No.", "Question", "Your response", "Comments"],
    ["1", "Do you own your company?", "Yes", None],
    ["2", "Are your staff all screened?", "Yes, since 2019", "By an agency"],
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


def write(path, rows, title="Questions"):
    book: Any = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def read(tmp_path):
    return read_foreign_answers(write(tmp_path / "Acme answers.xlsx", ROWS))


def table(vetted, read, columns=None):
    return table_of(vetted.desk, vetted.candidate, read, read.sheets[0], columns)


def codes(vetted, fates):
    return {fate.row.number: (fate.question.code if fate.question else "", str(fate.outcome)) for fate in fates}


def test_columns_and_questions_are_recognised_and_every_row_is_accounted_for(vetted, read):
    found = table(vetted, read)
    assert found.columns == ForeignColumns(head=1, question=1, answer=2, comment=3, code=0)
    fates = fates_of(vetted.desk, found)
    assert codes(vetted, fates) == {
        3: ("GEN-01", "imported"),
        4: ("GEN-02", "imported"),
        5: ("SEC-01", "imported"),
        6: ("", "skipped"),
        7: ("", "imported"),
        8: ("GEN-04", "imported"),
        9: ("GEN-03", "problem"),
        10: ("", "skipped"),
    }
    log = import_foreign_answers(vetted.desk, found)
    assert len(log.imported) + len(log.skipped) + len(log.problems) == len(ROWS) - 2
    assert log.label == "Answers from “Acme answers.xlsx”: imported 5; skipped 2; problems in rows 9"


def test_clear_answers_are_answers_and_unclear_ones_comments_and_nothing_is_guessed(vetted, read):
    before, fingerprint = vetted.desk.journal.revision, vetted.desk.journal.fingerprint
    import_foreign_answers(vetted.desk, table(vetted, read), stated_by="Dana Weiß", stated_on="2026-02-02")
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
    own = evaluation.vetting.questionnaire.sections[-1]
    assert (own.code, own.weight, [each.wording for each in own.questions]) == (
        "OWN", 0, ["Which guards do you employ at night?"],
    )  # fmt: skip
    assert answers[own.questions[0].code].reply == "Two at each gate"
    assert vetted_of(evaluation) is not None
    undo(vetted.desk)
    assert vetted.desk.journal.fingerprint == fingerprint


def test_each_row_may_be_sent_elsewhere_or_skipped(vetted, read):
    found = table(vetted, read)
    targets = {7: SKIP, 3: OWN, 4: vetted.ids["SEC-05"], 5: vetted.ids["SEC-05"]}
    fates = {fate.row.number: fate for fate in fates_of(vetted.desk, found, targets)}
    assert [fates[number].outcome for number in (3, 4, 5, 7)] == [
        Outcome.IMPORTED, Outcome.IMPORTED, Outcome.PROBLEM, Outcome.SKIPPED,
    ]  # fmt: skip
    assert fates[5].why == "Row 4 answers SEC-05 already."
    log = import_foreign_answers(vetted.desk, found, targets)
    assert (log.imported, log.skipped, log.problems) == ((3, 4, 8), (6, 7, 10), (5, 9))
    assert vetted.answers


def test_what_a_reviewer_judged_is_kept_and_comments_are_added_to(vetted, read):
    vetted.answer("GEN-01", reply="no", state="accepted", reviewer="Rui")
    vetted.answer("GEN-02", reply="partly", comment="Only in Spain")
    vetted.answer("SEC-01", reply="soc", state="accepted", reviewer="Rui")
    log = import_foreign_answers(vetted.desk, table(vetted, read), {7: SKIP})
    assert 3 in log.problems
    answers = vetted.answers()
    assert (answers["GEN-01"].reply, str(answers["GEN-01"].state)) == ("no", "accepted")
    assert (answers["GEN-02"].reply, answers["GEN-02"].comment) == (
        "partly", "Only in Spain\nYes, since 2019\nBy an agency",
    )  # fmt: skip
    assert str(answers["SEC-01"].state) == "accepted"


def test_a_second_questionnaire_uses_the_same_section(vetted, read, tmp_path):
    import_foreign_answers(vetted.desk, table(vetted, read))
    other = [["Question", "Answer"], ["Where do you store keys, and who can reach them?", "In a vault"]]
    second = read_foreign_answers(write(tmp_path / "more.xlsx", other))
    import_foreign_answers(vetted.desk, table(vetted, second))
    vetting = load_evaluation(vetted.desk, vetted.scene.initiative).vetting
    assert vetting is not None
    assert [len(each.questions) for each in vetting.questionnaire.sections] == [5, 5, 2]


def test_without_headings_the_longest_texts_are_the_questions_and_that_is_doubtful(vetted, tmp_path):
    rows = [["a", "Do you own the company by yourself, wholly?", "yes"], ["b", "Are all of your staff screened?", "no"]]
    read = read_foreign_answers(write(tmp_path / "x.xlsx", rows))
    found = table(vetted, read)
    assert found.columns == ForeignColumns(-1, 1, 2, None, 0, is_doubtful=True)
    chosen = ForeignColumns(-1, question=1, answer=2)
    assert table(vetted, read, chosen).columns is chosen


def test_text_files_are_read_and_hostile_or_empty_ones_refused(vetted, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("Frage;Antwort\nDo you own the company?;ja\n=cmd|'/C calc'!A0;x\n", encoding="utf-8")
    read = read_foreign_answers(path)
    log = import_foreign_answers(vetted.desk, table(vetted, read))
    assert len(log.imported) == 2
    assert vetted.desk.connection.execute("SELECT reply FROM answer ORDER BY id").fetchone() == ("yes",)
    lone = write(tmp_path / "lone.xlsx", [["only"]])
    assert "no sheet with questions and answers" in read_foreign_answers(lone).refusal
    (tmp_path / "fake.xlsx").write_bytes(b"PK\x03\x04nonsense")
    assert read_foreign_answers(tmp_path / "fake.xlsx").refusal


def test_a_table_that_is_out_of_date_writes_nothing(vetted, read):
    found = table(vetted, read)
    vetted.answer("GEN-02", reply="no")
    with refused(vetted.desk, ForeignOutOfDateError):
        import_foreign_answers(vetted.desk, found)


def test_nothing_to_import_writes_nothing(vetted, read):
    found = table(vetted, read)
    before = vetted.desk.journal.revision
    log = import_foreign_answers(vetted.desk, found, {row.number: SKIP for row in found.rows})
    assert (log.imported, len(log.skipped)) == ((), len(found.rows))
    assert vetted.desk.journal.revision == before


def test_what_is_ours_to_answer_takes_nothing_from_a_vendor(vetted, read):
    update_question(vetted.desk, vetted.ids["SEC-01"], is_ours=True)
    (fate,) = (each for each in fates_of(vetted.desk, table(vetted, read)) if each.row.number == 5)
    assert (fate.outcome, fate.why) == (
        Outcome.SKIPPED,
        "SEC-01 is ours to answer and takes no answer of a vendor.",
    )


def test_the_whole_account_of_a_questionnaire_stays_in_the_history(vetted, read):
    log = import_foreign_answers(vetted.desk, table(vetted, read))
    assert len(log.lines) == len(ROWS) - 2
    assert "Row 3 taken as GEN-01 (C3): “Yes”" in log.lines
    assert "Row 6 skipped: It holds no answer." in log.lines
    assert set(log.lines) <= set(describe_edit(vetted.desk, vetted.desk.journal.revision))

import json
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.kept import KeptStatement, kept_statement
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vetting import EvidenceLevel
from outsource_desk.services.answering import OursToAnswerError, give_answer
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.evidence import attach_as_evidence
from outsource_desk.services.exports import WrongEndingError
from outsource_desk.services.history import describe_edit, list_edits, undo
from outsource_desk.services.importing import read_spreadsheet
from outsource_desk.services.question_edits import update_question
from outsource_desk.services.ranking import load_evaluation, rank_initiative
from outsource_desk.services.vendor_copies import (
    CannotBeAskedError,
    NothingToAskError,
    export_vendor_copy,
    save_vendor_copy,
    vendor_copy_of,
)
from outsource_desk.services.vendor_copy_import import CopyOutOfDateError, UnusableCopyError, import_vendor_copy
from outsource_desk.services.vendor_copy_plan import plan_lines
from outsource_desk.services.vendor_copy_review import review_vendor_copy
from outsource_desk.services.vendors import add_vendor
from outsource_desk.services.vetted import vetted_of
from outsource_desk.store.rows import insert_row, update_row
from tests.office import saved_by_office
from tests.scene import refused
from tests.services.vendor_copy_scene import FILLED, REPLIES, Vetted, build_vetting, cell_of, fill_copy


@pytest.fixture
def vetted(desk):
    return build_vetting(desk)


@pytest.fixture
def sheet(vetted, tmp_path):
    path = tmp_path / "Acme.xlsx"
    export_vendor_copy(vetted.desk, vetted.candidate, path)
    return path


def review(vetted: Vetted, path: Path):
    return review_vendor_copy(vetted.desk, vetted.candidate, path)


def given(vetted: Vetted):
    return {code: (each.reply, each.amount) for code, each in vetted.answers().items()}


def fates(plan):
    return {each.code: str(each.fate) for each in plan.answers}


def whole_text(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return b"".join(package.read(part) for part in package.namelist())


def test_every_kind_of_answer_comes_back_with_its_cell_and_who_stands_by_it(vetted, sheet):
    fill_copy(sheet, FILLED, SEC_04=("Redacted", "pentest.pdf"))
    plan = review(vetted, sheet)
    assert (plan.refusal, plan.notes, plan.unreadable) == ("", (), ())
    log = import_vendor_copy(vetted.desk, plan)
    assert given(vetted) == REPLIES
    assert set(log.taken) == set(FILLED)
    answers = vetted.answers()
    assert {each.stated_by for each in answers.values()} == {"Dana Weiß, Head of compliance"}
    assert {each.stated_on for each in answers.values()} == {"2026-03-02"}
    assert {str(each.state) for each in answers.values()} == {"in_review"}
    assert answers["GEN-04"].source == f"Acme.xlsx, Questions!{cell_of(sheet, 'GEN-04')}"
    first, last = (cell_of(sheet, "SEC-02", option=value) for value in ("rest", "backup"))
    assert answers["SEC-02"].source.endswith(f"{first}:{last}")
    assert answers["SEC-04"].comment == "Redacted"
    (named,) = answers["SEC-04"].evidence
    assert (named.address, named.level, named.wording) == ("pentest.pdf", "claim", "named by the vendor, not seen yet")
    row = vetted.desk.connection.execute("SELECT sha256 FROM import_file").fetchone()
    assert row[0] == sha256(sheet.read_bytes()).hexdigest()
    signed = vetted.desk.connection.execute("SELECT signed_by, signed_on, sent_on, due_on FROM assessment").fetchone()
    assert signed[:2] == ("Dana Weiß, Head of compliance", "2026-03-02")
    assert signed[2]
    assert signed[3] == "2026-04-30"


def test_reading_is_one_act_that_can_be_undone_and_says_in_the_history_what_it_did(vetted, sheet):
    fill_copy(sheet, {**FILLED, "GEN-02": "maybe"})
    before, fingerprint = vetted.desk.journal.revision, vetted.desk.journal.fingerprint
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    assert vetted.desk.journal.revision == before + 1
    label = (
        list_edits(vetted.desk)[-1].label if list_edits(vetted.desk)[-1].id > 1 else list_edits(vetted.desk)[0].label
    )
    assert label == "Read questionnaire of “Acme”: taken 9; not understood 1 (GEN-02)"
    undo(vetted.desk)
    assert vetted.desk.journal.fingerprint == fingerprint


def test_a_copy_explains_itself_and_locks_all_that_is_not_to_be_filled_in(vetted, sheet):
    book = openpyxl.load_workbook(sheet)
    assert [(each.title, each.sheet_state) for each in book] == [
        ("Read me", "visible"), ("Questions", "visible"), ("Lists", "veryHidden"), ("Sign-off", "visible"),
        ("Form", "veryHidden"),
    ]  # fmt: skip
    assert all(each.protection.sheet for each in book)
    questions = book["Questions"]
    unlocked = {cell.coordinate for row in questions.iter_rows() for cell in row if not cell.protection.locked}
    expected = {cell_of(sheet, code, column) for code in FILLED for column in (5, 7, 9)} - {cell_of(sheet, "SEC-02")}
    expected |= {cell_of(sheet, "SEC-02", option=value) for value in ("rest", "transit", "backup")}
    assert unlocked == expected
    assert all(questions[each].fill.fgColor.rgb == "FFFFF9DB" for each in unlocked)
    assert questions.freeze_panes == "E5"
    assert questions.print_title_rows == "$4:$4"
    assert questions.page_setup.orientation == "landscape"
    assert questions.column_dimensions["A"].hidden
    assert questions.column_dimensions["B"].hidden
    rules = {str(rule.sqref): rule for rule in questions.data_validations.dataValidation}
    choice = rules[cell_of(sheet, "SEC-01")]
    column = choice.formula1.split("$")[1]
    assert [cell.value for cell in book["Lists"][column]][:3] == ["ISO 27001", "SOC 2 type II", "None"]
    assert rules[cell_of(sheet, "GEN-04")].type == "decimal"
    assert "years" in rules[cell_of(sheet, "GEN-04")].prompt
    assert rules[cell_of(sheet, "SEC-03")].type == "date"
    assert questions[cell_of(sheet, "SEC-03", 6)].value.startswith("Only if SEC-01 is “ISO 27001”.")
    words = " ".join(str(cell.value) for row in book["Read me"].iter_rows() for cell in row if cell.value)
    for said in ("Ana Lima", "30\xa0April\xa02026", "Confidential", "10 questions in 2 sections", "evidence", "Acme"):
        assert said in words


def test_a_vendor_sees_no_weights_points_gates_good_answers_notes_or_other_vendors(vetted, sheet):
    add_candidate(vetted.desk, vetted.scene.initiative, add_vendor(vetted.desk, "Secret rival"))
    add_criterion(vetted.desk, vetted.scene.initiative, "Secret criterion", weight=10)
    vetted.answer("GEN-01", reply="yes", note="Secret note", reason="Secret reason", reviewer="Secret reviewer")
    path = sheet.with_name("again.xlsx")
    export_vendor_copy(vetted.desk, vetted.candidate, path)
    content = whole_text(path)
    for secret in (b"Secret", b"7.25", b"4.75", b"3.25", b"8.375", b"knock_out", b"answer != none"):
        assert secret not in content


def test_what_was_answered_before_stands_in_the_copy_and_comes_back_the_same(vetted, sheet, tmp_path):
    fill_copy(sheet, FILLED, GEN_01=("As always", "register.pdf; chart.pdf"))
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    again = tmp_path / "again.xlsx"
    export_vendor_copy(vetted.desk, vetted.candidate, again)
    assert openpyxl.load_workbook(again)["Questions"][cell_of(again, "GEN-01", 9)].value == "register.pdf; chart.pdf"
    plan = review(vetted, again)
    assert set(fates(plan).values()) == {"same"}
    assert not plan.signed.is_signed
    before = vetted.desk.journal.revision
    import_vendor_copy(vetted.desk, plan)
    assert vetted.desk.journal.revision == before


def test_an_answer_that_a_reviewer_judged_is_kept_unless_it_is_taken_and_then_goes_back_to_review(vetted, sheet):
    vetted.answer("GEN-01", reply="no", state="accepted", reviewer="Rui", reviewed_on="2026-02-01")
    vetted.answer("GEN-04", amount=3, state="rejected", reviewer="Rui", reason="Not shown")
    vetted.answer("GEN-05", amount=50)
    fill_copy(sheet, {code: FILLED[code] for code in ("GEN-01", "GEN-04", "GEN-05", "GEN-03")})
    plan = review(vetted, sheet)
    assert fates(plan) == {"GEN-01": "conflict", "GEN-03": "new", "GEN-04": "conflict", "GEN-05": "changed"}
    assert [(each.said, each.now_said) for each in plan.conflicts] == [("yes", "no"), ("12.5 years", "3 years")]
    log = import_vendor_copy(vetted.desk, plan, {vetted.ids["GEN-04"]: True})
    assert log.kept == ("GEN-01",)
    answers = vetted.answers()
    assert (answers["GEN-01"].reply, str(answers["GEN-01"].state), answers["GEN-01"].reviewer) == (
        "no",
        "accepted",
        "Rui",
    )
    assert (answers["GEN-04"].amount, str(answers["GEN-04"].state), answers["GEN-04"].reviewer) == (
        12.5,
        "in_review",
        "",
    )
    assert answers["GEN-05"].amount == 91


def test_another_comment_on_a_judged_answer_is_a_conflict_too(vetted, sheet):
    vetted.answer("GEN-01", reply="yes", comment="Everywhere", state="accepted", reviewer="Rui")
    fill_copy(sheet, {"GEN-01": "yes"}, GEN_01=("Not in Spain", ""))
    plan = review(vetted, sheet)
    assert fates(plan) == {"GEN-01": "conflict"}
    import_vendor_copy(vetted.desk, plan, {vetted.ids["GEN-01"]: True})
    answer = vetted.answers()["GEN-01"]
    assert (answer.comment, str(answer.state)) == ("Not in Spain", "in_review")


def test_a_changed_answer_may_be_kept(vetted, sheet):
    vetted.answer("GEN-05", amount=50)
    fill_copy(sheet, {"GEN-05": 60})
    log = import_vendor_copy(vetted.desk, review(vetted, sheet), {vetted.ids["GEN-05"]: False})
    assert (log.taken, log.kept) == ((), ("GEN-05",))
    assert vetted.answers()["GEN-05"].amount == 50


def test_an_empty_cell_takes_nothing_away_and_is_listed(vetted, sheet):
    vetted.answer("GEN-01", reply="yes", comment="Since 1999")
    plan = review(vetted, sheet)
    assert fates(plan) == {"GEN-01": "emptied"}
    assert any("empty in the copy; “yes” stays" in line for line in plan_lines(plan))
    assert import_vendor_copy(vetted.desk, plan).kept == ("GEN-01",)
    assert vetted.answers()["GEN-01"].reply == "yes"


def test_without_a_signature_the_answers_are_no_claim_and_that_is_said(vetted, sheet):
    vetted.answer("GEN-01", reply="no", stated_by="Somebody", stated_on="2026-01-01")
    fill_copy(sheet, {"GEN-01": "yes", "GEN-03": 2}, signed=("Dana Weiß", None, None))
    plan = review(vetted, sheet)
    assert "missing: Date" in plan.signed.why_not
    import_vendor_copy(vetted.desk, plan)
    assert {code: each.stated_by for code, each in vetted.answers().items()} == {"GEN-01": "", "GEN-03": ""}
    fill_copy(sheet, {}, signed=("Dana Weiß", None, date(2099, 1, 1)))
    assert "a day to come" in review(vetted, sheet).signed.why_not
    fill_copy(sheet, {}, signed=("Dana Weiß", None, "soon"))
    assert "“soon”" in review(vetted, sheet).signed.why_not


def test_a_later_signature_that_lifts_a_judged_answer_is_a_difference_kept_unless_taken(vetted, sheet):
    vetted.answer("GEN-01", reply="yes", state="accepted", reviewer="Rui")
    vetted.answer("GEN-03", amount=2)
    fill_copy(sheet, {"GEN-01": "yes", "GEN-03": 2})
    plan = review(vetted, sheet)
    assert fates(plan) == {"GEN-01": "conflict", "GEN-03": "same"}
    assert any("GEN-01: stated by Dana Weiß, Head of compliance in the copy, by nobody" in x for x in plan_lines(plan))
    log = import_vendor_copy(vetted.desk, plan)
    assert (log.kept, log.same, log.restated) == (("GEN-01",), ("GEN-03",), ("GEN-03",))
    kept, signed = vetted.answers()["GEN-01"], vetted.answers()["GEN-03"]
    assert (kept.stated_by, str(kept.state), kept.source, kept.clarifications) == ("", "accepted", "", ())
    assert signed.source == f"Acme.xlsx, Questions!{cell_of(sheet, 'GEN-03')}"

    import_vendor_copy(vetted.desk, review(vetted, sheet), {vetted.ids["GEN-01"]: True})
    taken = vetted.answers()["GEN-01"]
    assert (taken.stated_by, str(taken.state)) == ("Dana Weiß, Head of compliance", "in_review")
    assert (taken.reviewer, taken.source) == ("", f"Acme.xlsx, Questions!{cell_of(sheet, 'GEN-01')}")


def test_another_signer_of_a_judged_answer_is_noted_and_listed_where_it_lifts_nothing(vetted, sheet):
    vetted.answer("GEN-01", reply="yes", state="accepted", reviewer="Rui", stated_by="Ann", stated_on="2026-01-01")
    fill_copy(sheet, {"GEN-01": "yes"})
    plan = review(vetted, sheet)
    assert fates(plan) == {"GEN-01": "same"}
    told = "GEN-01: the same, now stated by Dana Weiß, Head of compliance instead of Ann"
    assert any(told in line for line in plan_lines(plan))
    log = import_vendor_copy(vetted.desk, plan)
    assert log.label.endswith("the same 1; signed anew 1 (GEN-01)")
    assert any("now stated by Dana Weiß, Head of compliance instead of Ann" in line for line in log.lines)
    answer = vetted.answers()["GEN-01"]
    assert (answer.stated_by, str(answer.state)) == ("Dana Weiß, Head of compliance", "accepted")
    assert answer.source.startswith("Acme.xlsx, ")


def test_a_retraction_that_is_not_taken_stays_as_a_question_back_until_somebody_replies_or_takes_it(vetted, sheet):
    vetted.answer("GEN-01", reply="yes", state="accepted", reviewer="Rui", stated_by="Ann", stated_on="2026-01-01")
    fill_copy(sheet, {"GEN-01": "no"})
    before = vetted.desk.journal.revision
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    assert vetted.desk.journal.revision == before + 1
    answer = vetted.answers()["GEN-01"]
    (asked,) = answer.clarifications
    assert (answer.reply, str(answer.state), asked.replied_on) == ("yes", "accepted", None)
    assert asked.wording.replace("\u00a0", " ") == (
        f"The copy of 2 March 2026 (Acme.xlsx, Questions!{cell_of(sheet, 'GEN-01')}) says “no”; "
        "the accepted “yes” was kept. Look at it again."
    )
    assert kept_statement(asked) == KeptStatement("no", "yes")
    assert "V06" in {each.id for each in rank_initiative(vetted.desk, vetted.scene.initiative).warnings}

    import_vendor_copy(vetted.desk, review(vetted, sheet))  # the same once more is not asked twice
    assert len(vetted.answers()["GEN-01"].clarifications) == 1
    import_vendor_copy(vetted.desk, review(vetted, sheet), {vetted.ids["GEN-01"]: True})
    answer = vetted.answers()["GEN-01"]
    assert (answer.reply, str(answer.state)) == ("no", "in_review")
    assert answer.clarifications[0].replied_on
    assert "V06" not in {each.id for each in rank_initiative(vetted.desk, vetted.scene.initiative).warnings}


def test_another_comment_on_a_judged_answer_is_asked_about_too(vetted, sheet):
    vetted.answer("GEN-01", reply="yes", state="rejected", reviewer="Rui", reason="Not so")
    fill_copy(sheet, {}, GEN_01=("Until June only", ""))
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    (asked,) = vetted.answers()["GEN-01"].clarifications
    assert kept_statement(asked) == KeptStatement("yes: Until June only", "yes")


def test_a_copy_is_refused_as_a_table_of_scores(sheet):
    for only in (None, "Questions", "Sign-off"):
        reading = read_spreadsheet(sheet, only)
        assert reading.tables == ()
        assert "is a vendor's copy of a questionnaire" in str(reading.refusal)
        assert "vet --vendor NAME --import" in str(reading.refusal)


WRONG = {
    "GEN-01": ("maybe", "“maybe” is not one of the answers: yes or no."),
    "GEN-02": ("n/a", "“n/a” is not one of the answers: yes, partly or no."),
    "GEN-03": (7, "“7” is not one of the answers: a level from 0 to 5."),
    "GEN-04": ("about twelve", "“about twelve” is not a number that can be read in one way only."),
    "GEN-05": (120, "“120” lies outside what the question allows."),
    "SEC-01": ("ISO 9001", "“ISO 9001” is not one of the answers: ISO 27001, SOC 2 type II or None."),
    "SEC-02": ({"rest": "perhaps"}, "“perhaps” is not one of the answers: yes or no."),
    "SEC-03": ("03/04/2026", "“03/04/2026” is not a day that can be read in one way only."),
    "SEC-04": ("in the post", "“in the post” is not one of the answers: attached or not available."),
    "SEC-05": ("=1+1", "formula"),
}


def test_what_cannot_be_read_is_listed_with_its_cell_and_nothing_is_guessed(vetted, sheet):
    fill_copy(sheet, {code: said for code, (said, _) in WRONG.items()})
    plan = review(vetted, sheet)
    found = {each.code: (str(each.fate), each.why) for each in plan.answers}
    assert set(found) == set(WRONG)
    for code, (_, why) in WRONG.items():
        assert found[code][0] == "unreadable"
        assert why in found[code][1]
    assert next(each.cell for each in plan.answers if each.code == "GEN-01") == cell_of(sheet, "GEN-01")
    import_vendor_copy(vetted.desk, plan)
    assert vetted.answers() == {}


SPELT = {
    "GEN-01": ("JA", ("yes", None)),
    "GEN-02": (" Teilweise ", ("partly", None)),
    "GEN-03": ("3 = defined and followed", ("", 3.0)),
    "GEN-04": ("12,5 years", ("", 12.5)),
    "GEN-05": ("91 %", ("", 91.0)),
    "SEC-01": ("soc 2 TYPE ii", ("soc", None)),
    "SEC-03": ("31.3.2027", ("2027-03-31", None)),
    "SEC-04": ("not available", ("missing", None)),
}


def test_less_than_nothing_is_a_problem_with_its_cell_where_the_question_counts(vetted, sheet):
    fill_copy(sheet, {"GEN-04": -5})
    (unread,) = review(vetted, sheet).unreadable
    assert (unread.cell, unread.why) == (cell_of(sheet, "GEN-04"), "“-5” lies outside what the question allows.")


def test_answers_that_are_typed_otherwise_but_clearly_are_understood(vetted, sheet):
    fill_copy(sheet, {code: said for code, (said, _) in SPELT.items()})
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    assert given(vetted) == {code: reply for code, (_, reply) in SPELT.items()}


def test_a_share_that_the_program_turned_into_a_fraction_is_read_as_it_shows(vetted, sheet):
    fill_copy(sheet, {"GEN-05": 0.85})
    book = openpyxl.load_workbook(sheet)
    book["Questions"][cell_of(sheet, "GEN-05")].number_format = "0%"
    book.save(sheet)
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    assert vetted.answers()["GEN-05"].amount == 85


def tampered(path: Path, act) -> None:
    book = openpyxl.load_workbook(path)
    act(book)
    book.save(path)


def _drop(name):
    return lambda book: book.remove(book[name])


def _of_form(change):
    def act(book):
        cell = book["Form"]["A1"]
        line = json.loads(cell.value)
        change(line)
        cell.value = json.dumps(line)

    return act


def _swap(book):
    sheet = book["Questions"]
    for column in (1, 2):
        one, other = sheet.cell(6, column), sheet.cell(7, column)
        one.value, other.value = other.value, one.value


TAMPERED = {
    "hidden sheet": (_drop("Form"), "no hidden sheet"),
    "questions": (_drop("Questions"), "“Questions” is missing"),
    "signature": (_drop("Sign-off"), "“Sign-off” is missing"),
    "wording": (lambda book: book["Questions"].cell(6, 4, "Do you own nothing?"), "not those that were sent"),
    "numbers": (_swap, "not those that were sent"),
    "row": (lambda book: book["Questions"].delete_rows(7), "not those that were sent"),
    "copied row": (lambda book: book["Questions"].cell(30, 1, 1), "not those that were sent"),
    "candidate": (_of_form(lambda line: line.update(candidate=2)), "changed by hand"),
    "document": (_of_form(lambda line: line.update(document="0" * 64)), "changed by hand"),
    "seal": (_of_form(lambda line: line.pop("model")), "changed by hand"),
    "newer": (_of_form(lambda line: line.update(format="outsource-desk/questionnaire-copy/9")), "newer release"),
    "other": (_of_form(lambda line: line.update(format="something")), "not one of a questionnaire"),
    "no JSON": (lambda book: book["Form"].cell(2, 1, "{" * 40_00), "hidden sheet was changed"),
    "strange": (lambda book: book["Form"].cell(2, 1, '{"question": 5}'), "hidden sheet was changed"),
    "empty head": (_of_form(lambda line: line.pop("vendor")), "hidden sheet was changed"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_copy_that_was_tampered_with_is_refused_as_a_whole(vetted, sheet, name):
    act, why = TAMPERED[name]
    fill_copy(sheet, FILLED)
    tampered(sheet, act)
    plan = review(vetted, sheet)
    assert why in plan.refusal
    assert plan.remedy
    assert plan.answers == ()
    assert list(plan_lines(plan))
    with refused(vetted.desk, UnusableCopyError):
        import_vendor_copy(vetted.desk, plan)


def test_a_copy_of_another_vendor_document_or_questionnaire_is_refused_with_its_name(vetted, sheet, tmp_path):
    other = add_candidate(vetted.desk, vetted.scene.initiative, vetted.scene.free_vendor)
    assert "is the copy of “Acme”, not of “Globex”" in review_vendor_copy(vetted.desk, other, sheet).refusal
    from outsource_desk.services.desk import create_desk

    with create_desk(tmp_path / "other.odesk", author="Analyst") as second:
        assert "another document" in review(build_vetting(second), sheet).refusal
    with vetted.desk.edit("Begin again"):
        vetted.desk.db.conn.execute("DELETE FROM questionnaire")
        insert_row(vetted.desk.db, "questionnaire", {"initiative_id": vetted.scene.initiative, "title": "Another"})
    assert "another questionnaire" in review(vetted, sheet).refusal


def test_what_is_no_copy_at_all_is_refused(vetted, tmp_path):
    text = tmp_path / "answers.csv"
    text.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "neither an Excel nor a LibreOffice workbook" in review(vetted, text).refusal
    assert "There is no file" in review(vetted, tmp_path / "gone.xlsx").refusal


def test_questions_that_changed_since_are_named_and_all_others_can_be_read(vetted, sheet):
    fill_copy(sheet, FILLED)
    with vetted.desk.edit("Change questions"):
        update_row(vetted.desk.db, "question", vetted.ids["GEN-01"], {"wording": "Do you rent the company?"})
        vetted.desk.db.conn.execute("DELETE FROM question WHERE code = 'GEN-05'")
        vetted.desk.db.conn.execute("UPDATE question_option SET label = 'At rest' WHERE value = 'rest'")
        update_row(vetted.desk.db, "question", vetted.ids["GEN-04"], {"weight": 1, "good": "Ten or more"})
    plan = review(vetted, sheet)
    assert "GEN-01, GEN-05, SEC-02" in plan.notes[0]
    assert {each.code for each in plan.unreadable} == {"GEN-01", "GEN-05", "SEC-02"}
    log = import_vendor_copy(vetted.desk, plan)
    assert log.refused == ("GEN-01", "GEN-05", "SEC-02")
    assert set(log.taken) == set(FILLED) - set(log.refused)


def test_a_file_that_was_read_before_is_known_again(vetted, sheet):
    fill_copy(sheet, {"GEN-01": "yes"})
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    assert "read before, as “Acme.xlsx”" in review(vetted, sheet).notes[0]


def test_a_plan_that_is_out_of_date_writes_nothing(vetted, sheet):
    fill_copy(sheet, {"GEN-01": "yes"})
    plan = review(vetted, sheet)
    vetted.answer("GEN-02", reply="no")
    with refused(vetted.desk, CopyOutOfDateError):
        import_vendor_copy(vetted.desk, plan)


def test_only_what_is_asked_of_the_vendor_is_sent(vetted, tmp_path):
    with vetted.desk.edit("Change questions"):
        update_row(vetted.desk.db, "question", vetted.ids["GEN-01"], {"vendor_kinds": "individual"})
        update_row(vetted.desk.db, "question", vetted.ids["GEN-02"], {"depth": "full"})
    vetted.answer("SEC-01", reply="none")  # so SEC-03 is not asked
    copy = vendor_copy_of(
        vetted.desk, vetted.candidate, depth=Depth.STANDARD, leave_out=[vetted.ids["SEC-05"]], contact="Help desk",
        due_on="2026-05-01",
    )  # fmt: skip
    asked = {each.code for each in copy.form.questions}
    assert asked == set(FILLED) - {"GEN-01", "GEN-02", "SEC-03", "SEC-05"}
    assert (copy.form.contact, copy.form.due_on) == ("Help desk", "2026-05-01")


def test_refusals_of_sending(vetted, tmp_path):
    desk, path = vetted.desk, tmp_path / "q.xlsx"
    with refused(desk, CannotBeAskedError):
        export_vendor_copy(desk, vetted.scene.in_house, path)
    with refused(desk, CannotBeAskedError):
        export_vendor_copy(desk, vetted.scene.other_candidate, path)
    with refused(desk, NothingToAskError):
        export_vendor_copy(desk, vetted.candidate, path, leave_out=list(vetted.ids.values()))
    with refused(desk, WrongEndingError):
        export_vendor_copy(desk, vetted.candidate, tmp_path / "q.pdf")
    with refused(desk, DeskError):
        export_vendor_copy(desk, 999, path)
    assert not path.exists()


def test_names_and_texts_that_look_like_formulas_or_escapes_stay_text(vetted, tmp_path):
    nasty = '=HYPERLINK("http://x")'
    with vetted.desk.edit("Be nasty"):
        update_row(vetted.desk.db, "question", vetted.ids["GEN-01"], {"wording": f"{nasty} _x0041_\x07"})
        update_row(vetted.desk.db, "question", vetted.ids["GEN-04"], {"unit": '"years\\;@&'})
        vetted.desk.db.conn.execute("UPDATE question_option SET label = '=1+1' WHERE value = 'iso'")
        update_row(vetted.desk.db, "vendor", vetted.scene.vendor, {"name": "@Acme & Co"})
    vetted.answer("SEC-05", reply="=cmd|' /C calc'!A0", comment="+1")
    path = tmp_path / "q.xlsx"
    copy = vendor_copy_of(vetted.desk, vetted.candidate)
    save_vendor_copy(copy, path)
    book = openpyxl.load_workbook(path)
    assert not [cell for each in book for row in each.iter_rows() for cell in row if cell.data_type == "f"]
    fill_copy(path, {"GEN-01": "yes", "SEC-01": None})
    plan = review(vetted, path)
    assert fates(plan) == {"GEN-01": "new", "SEC-05": "same"}


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_copy_that_libreoffice_saved_loses_nothing(vetted, sheet, tmp_path, ending):
    fill_copy(sheet, FILLED, SEC_04=("Ende des Jahres", "prüfung.pdf"), SEC_02=("Nur Europa", ""))
    plan = review(vetted, saved_by_office([sheet], tmp_path, ending) / f"Acme.{ending}")
    assert plan.refusal == ""
    assert (bool(plan.notes), plan.unreadable) == (ending == "ods", ())
    assert (plan.signed.by, plan.signed.on) == ("Dana Weiß, Head of compliance", "2026-03-02")
    import_vendor_copy(vetted.desk, plan)
    assert given(vetted) == REPLIES
    answers = vetted.answers()
    assert answers["SEC-04"].comment == "Ende des Jahres"
    assert [each.address for each in answers["SEC-04"].evidence] == ["prüfung.pdf"]
    assert answers["SEC-02"].comment == "Nur Europa"


def test_a_hostile_copy_is_harmless(vetted, sheet, tmp_path):
    fill_copy(sheet, {"SEC-05": "=HYPERLINK(1)", "GEN-01": "x" * 30000, "GEN-04": 1e300, "GEN-05": "=1/0"})
    book = openpyxl.load_workbook(sheet)
    questions = book["Questions"]
    questions[cell_of(sheet, "GEN-02")] = "#REF!"
    questions[cell_of(sheet, "GEN-02")].data_type = "e"
    questions[cell_of(sheet, "GEN-03")] = True
    for row in range(2000, 4000):
        questions.cell(row, 20, "noise")
    book.save(sheet)
    plan = review(vetted, sheet)
    assert fates(plan) == dict.fromkeys(("GEN-01", "GEN-02", "GEN-03", "GEN-04", "GEN-05", "SEC-05"), "unreadable")
    assert all(len(each.why) < 200 for each in plan.unreadable)
    import_vendor_copy(vetted.desk, plan)
    assert vetted.answers() == {}
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b" " * 100_000_000)
    assert review(vetted, bomb).refusal


def test_what_is_ours_to_answer_is_counted_not_sent_and_not_read(vetted, sheet):
    answers = {"GEN-01": "yes", "GEN-02": "partly"}
    fill_copy(sheet, answers)
    update_question(vetted.desk, vetted.ids["GEN-01"], is_ours=True)
    copy = vendor_copy_of(vetted.desk, vetted.candidate)
    assert copy.ours == 1
    assert "GEN-01" not in {each.code for each in copy.form.questions}
    plan = review_vendor_copy(vetted.desk, vetted.candidate, sheet)
    assert [(each.code, each.why) for each in plan.unreadable] == [("GEN-01", "The question is ours to answer.")]
    import_vendor_copy(vetted.desk, plan)
    assert set(vetted.answers()) == {"GEN-02"}


def test_our_own_answer_is_nobodys_claim(vetted):
    question = vetted.ids["GEN-02"]  # needs evidence
    give_answer(vetted.desk, vetted.candidate, question, "yes", stated_by="Dana Weiß")
    assert judged_of(vetted, question).level is EvidenceLevel.CLAIM
    update_question(vetted.desk, question, is_ours=True)
    assert judged_of(vetted, question).level is EvidenceLevel.NONE
    with pytest.raises(OursToAnswerError, match="GEN-02 is ours to answer"):
        give_answer(vetted.desk, vetted.candidate, question, "no", stated_by="Dana Weiß")
    give_answer(vetted.desk, vetted.candidate, question, "no", stated_by="")
    assert vetted.answers()["GEN-02"].stated_by == ""


def judged_of(vetted, question_id):
    found = vetted_of(load_evaluation(vetted.desk, vetted.scene.initiative))
    assert found is not None
    return found.candidates[vetted.candidate].judged[question_id]


def test_files_that_a_vendor_names_are_evidence_not_seen_yet_once_and_stand_in_the_next_copy(vetted, sheet, tmp_path):
    fill_copy(sheet, {"GEN-02": "yes"}, (None, None, None), GEN_02=("", "Policy, final.pdf, list.xlsx; Letter\nletter"))
    import_vendor_copy(vetted.desk, review(vetted, sheet))
    named = [each.address for each in vetted.answers()["GEN-02"].evidence]
    assert named == ["Policy, final.pdf", "list.xlsx", "Letter"]
    assert judged_of(vetted, vetted.ids["GEN-02"]).level is EvidenceLevel.NONE  # unsigned: not even a claim
    before = vetted.desk.journal.revision
    again = review(vetted, sheet)
    assert [each.files for each in again.answers] == [()]
    import_vendor_copy(vetted.desk, again)
    assert vetted.desk.journal.revision == before
    copy = tmp_path / "again.xlsx"
    export_vendor_copy(vetted.desk, vetted.candidate, copy)
    shown = openpyxl.load_workbook(copy)["Questions"][cell_of(copy, "GEN-02", 9)].value
    assert shown == "Policy, final.pdf; list.xlsx; Letter"


def test_a_named_file_lifts_no_answer_and_goes_when_the_file_itself_comes(vetted, sheet, tmp_path):
    question = vetted.ids["GEN-02"]
    vetted.answer("GEN-02", reply="no", state="rejected", reason="Not so", reviewer="Rui")
    fill_copy(sheet, {"GEN-02": "yes"}, GEN_02=("", "policy.txt"))
    log = import_vendor_copy(vetted.desk, review(vetted, sheet))  # the judged answer is kept, the name is not lost
    assert log.kept == ("GEN-02",)
    answer = vetted.answers()["GEN-02"]
    assert (answer.reply, [each.address for each in answer.evidence]) == ("no", ["policy.txt"])
    assert judged_of(vetted, question).level is EvidenceLevel.NONE
    (tmp_path / "Policy.txt").write_text("All staff are screened.", encoding="utf-8")
    attach_as_evidence(vetted.desk, vetted.candidate, question, [tmp_path / "Policy.txt"])
    (evidence,) = vetted.answers()["GEN-02"].evidence
    assert evidence.attachment is not None
    undo(vetted.desk)
    assert [each.address for each in vetted.answers()["GEN-02"].evidence] == ["policy.txt"]


def test_the_whole_account_of_a_copy_stays_with_the_file_and_in_the_history(vetted, sheet):
    vetted.answer("GEN-01", reply="no", state="accepted", reviewer="Rui")
    vetted.answer("GEN-05", amount=91)
    vetted.answer("SEC-05", reply="Nobody")
    answers = {"GEN-01": "yes", "GEN-02": "maybe", "GEN-03": 4, "GEN-05": 91}
    fill_copy(sheet, answers, GEN_03=("", "plan.pdf"))
    fill = openpyxl.load_workbook(sheet)
    fill["Questions"][cell_of(sheet, "SEC-05")].value = None
    fill.save(sheet)
    log = import_vendor_copy(vetted.desk, review(vetted, sheet))
    at = {code: cell_of(sheet, code) for code in vetted.ids}
    assert log.lines[1:5] == (
        f"Kept: GEN-01 ({at['GEN-01']}): “no” stays, the copy says “yes”",
        f"Not understood: GEN-02 ({at['GEN-02']}): {log.lines[2].partition('): ')[2]}",
        f"Taken: GEN-03 ({at['GEN-03']}): “4”",
        f"Named by the vendor: GEN-03 ({at['GEN-03']}): “plan.pdf”",
    )
    assert log.lines[0] == "The copy was signed by Dana Weiß, Head of compliance on 2026-03-02."
    assert any(line.startswith(f"The same: GEN-05 ({at['GEN-05']}), now stated by") for line in log.lines)
    told = describe_edit(vetted.desk, vetted.desk.journal.revision)
    place = told.index("Import Acme.xlsx added")
    assert tuple(told[place + 1 : place + 1 + len(log.lines)]) == log.lines

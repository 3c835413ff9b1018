import csv

import pytest

from outsource_desk.domain.errors import DuplicateNameError
from outsource_desk.services import candidates, criteria, initiatives, scoring, vendors
from outsource_desk.services.desk import open_desk
from outsource_desk.services.exports import WrongEndingError
from outsource_desk.services.history import (
    NoSuchRevisionError,
    NumericNameError,
    current_name,
    describe_edit,
    diff,
    find_revision,
    history_as_json,
    history_lines,
    list_edits,
    name_revision,
    redo,
    save_copy,
    undo,
    undo_to,
    write_log,
)
from outsource_desk.services.retelling import Retelling
from outsource_desk.store.errors import (
    EditUnderWayError,
    NothingToGoBackError,
    NothingToRedoError,
    NothingToUndoError,
    ReadOnlyError,
    RevisionOutOfReachError,
    UnknownRevisionError,
)
from outsource_desk.store.rows import insert_row
from tests.scene import BAD_NAMES, build_scene, refused


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def said(desk, scene):
    """Return what the newest edit did, in words."""
    return lambda: describe_edit(desk, desk.journal.revision)


def test_everything_that_was_added_is_named(desk, scene):
    assert describe_edit(desk, 1) == [
        "Initiative Service desk added",
        "Initiative Payroll added",
        "Vendor Acme added",
        "Tag “cloud” of Acme added",
        "Vendor Globex added",
        "Vendor Initech added",
        "Criterion Service added",
        "Goal “Run at 20 % less” added",
        "Contact Account office of Acme added",
        "Candidate Acme added",
        "Candidate In-house added",
        "Candidate Initech added",
        "Criterion Quality added",
        "Anchor 0 of Quality added",
        "Anchor 5 of Quality added",
        "Criterion Lead time added",
        "Criterion Price added",
        "Criterion Accuracy added",
        "Evaluator IT office added",
        "Evaluator Personnel office added",
    ]


def test_points_zero_not_scored_and_not_applicable_are_told_apart(desk, scene, said):
    lines = []
    for points, flag in ((0, False), (3.5, False), (None, True), (None, False)):
        scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, points, not_applicable=flag)
        lines += said()
    cell = "Score Acme, Quality by IT office"
    assert lines == [
        f"{cell} set to 0",
        f"{cell}: 0 → 3.5",
        f"{cell}: 3.5 → not applicable",
        f"{cell}: not applicable → not scored",
    ]


def test_a_new_reason_is_told_apart_from_new_points(desk, scene, said):
    record = scoring.record_score
    record(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    record(desk, scene.candidate, scene.quality, scene.evaluator, 3, rationale="Two  references\n" + "x" * 99)
    assert said() == [f"Score Acme, Quality by IT office: rationale empty → “Two references {'x' * 44}…”"]
    record(desk, scene.candidate, scene.quality, scene.evaluator, 4, rationale="Called")
    assert said()[0] == "Score Acme, Quality by IT office: 3 → 4"
    assert said()[1].endswith("→ “Called”")


def test_agreed_scores_and_amounts_are_said_with_their_unit(desk, scene, said):
    scoring.agree_score(desk, scene.in_house, scene.quality, 4, rationale="Seen")
    assert said() == ["Agreed score In-house, Quality set to 4"]
    scoring.withdraw_agreed_score(desk, scene.in_house, scene.quality)
    assert said() == ["Agreed score In-house, Quality deleted"]
    scoring.record_amount(desk, scene.candidate, scene.price, 1234567.5)
    assert said() == ["Amount Acme, Price set to 1,234,567.50 EUR"]
    scoring.record_amount(desk, scene.candidate, scene.price, -5)
    assert said() == ["Amount Acme, Price: 1,234,567.50 EUR → −5.00 EUR"]
    scoring.record_amount(desk, scene.candidate, scene.lead_time, 12.5)
    assert said() == ["Amount Acme, Lead time set to 12.5"]


def test_a_price_in_a_currency_without_cents_is_said_without_them(desk, scene, said):
    initiatives.update_initiative(desk, scene.initiative, "currency", "JPY")
    assert said() == ["Initiative Service desk: currency “EUR” → “JPY”"]
    scoring.record_amount(desk, scene.candidate, scene.price, 150000)
    assert said() == ["Amount Acme, Price set to 150,000 JPY"]


def test_fields_are_said_with_old_and_new_value(desk, scene, said):
    criteria.update_criterion(desk, scene.group, "weight", 45.5)
    assert said() == ["Criterion Service: weight 60 → 45.5"]
    criteria.update_criterion(desk, scene.quality, "minimum", 2)
    assert said() == ["Criterion Quality: minimum empty → 2"]
    criteria.update_criterion(desk, scene.quality, "is_gate", True)
    assert said() == ["Criterion Quality: gate no → yes"]
    initiatives.update_initiative(desk, scene.initiative, "function_name", "Service desk")
    assert said() == ["Initiative Service desk: function name empty → “Service desk”"]
    vendors.update_vendor(desk, scene.vendor, "name", "Apex")
    assert said() == ["Vendor Apex: name “Acme” → “Apex”"]


def test_a_move_says_from_where_to_where(desk, scene, said):
    criteria.move_criterion(desk, scene.lead_time, scene.group)
    assert said() == ["Criterion Lead time: group top level → Service"]
    criteria.move_criterion(desk, scene.quality, scene.group)
    assert said() == ["Criterion Quality: order changed"]


def test_a_value_read_again_from_another_cell_says_that_its_source_changed(desk, scene, said):
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3)
    with desk.edit("Import"):
        values = {"file_name": "Bids.xlsx", "sha256": "0" * 64, "imported_at": "2026-07-03T10:00:00+00:00"}
        insert_row(desk.db, "import_file", {"initiative_id": scene.initiative, **values})
    assert said() == ["Import Bids.xlsx added"]
    source = scoring.Source("Bids.xlsx", "Sheet2", "F14")
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 3, source=source)
    assert said() == ["Score Acme, Quality by IT office: source changed"]
    source = scoring.Source("Bids.xlsx", "Sheet2", "F15")
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4, source=source)
    assert said() == ["Score Acme, Quality by IT office: 3 → 4"]


def test_what_was_deleted_keeps_its_name_in_history(desk, scene):
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    scored = desk.journal.revision
    candidates.remove_candidate(desk, scene.candidate)
    vendors.delete_vendor(desk, scene.vendor)
    criteria.delete_criterion(desk, scene.group)
    assert describe_edit(desk, scored) == ["Score Acme, Quality by IT office set to 4"]
    assert describe_edit(desk, scored + 1) == [
        "Score Acme, Quality by IT office deleted",
        "Candidate Acme deleted",
    ]
    assert "Vendor Acme deleted" in describe_edit(desk, scored + 2)
    assert "Anchor 5 of Quality deleted" in describe_edit(desk, scored + 3)


def test_a_difference_reads_in_both_directions_and_leaves_out_what_came_back(desk, scene):
    first = desk.journal.revision
    criteria.update_criterion(desk, scene.group, "weight", 50)
    vendors.add_vendor(desk, "Hooli")
    initiatives.update_initiative(desk, scene.initiative, "aim", "Focus")
    initiatives.update_initiative(desk, scene.initiative, "aim", "")
    last = desk.journal.revision
    assert diff(desk, first, last) == ["Criterion Service: weight 60 → 50", "Vendor Hooli added"]
    assert diff(desk, last, first) == ["Criterion Service: weight 50 → 60", "Vendor Hooli deleted"]
    assert diff(desk, last, last) == []
    undo(desk)
    assert describe_edit(desk, 0) == []


def test_names_are_those_of_the_revision_and_not_of_today(desk, scene):
    criteria.update_criterion(desk, scene.group, "weight", 50)
    weighed = desk.journal.revision
    criteria.update_criterion(desk, scene.group, "name", "Delivery")
    assert describe_edit(desk, weighed) == ["Criterion Service: weight 60 → 50"]


def test_a_copy_without_history_still_knows_the_names_of_what_it_holds(desk, scene, tmp_path):
    save_copy(desk, tmp_path / "clean.odesk", with_history=False)
    with open_desk(tmp_path / "clean.odesk") as copy:
        scoring.record_score(copy, scene.candidate, scene.quality, scene.evaluator, 4)
        assert describe_edit(copy, copy.journal.revision) == ["Score Acme, Quality by IT office set to 4"]
        candidates.remove_candidate(copy, scene.candidate)
        assert describe_edit(copy, copy.journal.revision)[-1] == "Candidate Acme deleted"


def test_a_copy_with_history_has_the_same_past(desk, scene, tmp_path):
    save_copy(desk, tmp_path / "copy.odesk")
    with open_desk(tmp_path / "copy.odesk", read_only=True) as copy:
        assert history_lines(copy) == history_lines(desk)
        assert copy.journal.fingerprint == desk.journal.fingerprint


def test_undo_and_redo_say_what_they_did(desk, scene):
    vendors.add_vendor(desk, "Hooli")
    assert undo(desk).label == "Undo: Add vendor"
    assert redo(desk).label == "Redo: Add vendor"
    assert [edit.label for edit in list_edits(desk)] == [
        "Build the scene", "Add vendor", "Undo: Add vendor", "Redo: Add vendor",
    ]  # fmt: skip
    with refused(desk, NothingToRedoError):
        redo(desk)


def test_an_empty_file_has_nothing_to_undo_and_says_so(desk):
    with refused(desk, NothingToUndoError):
        undo(desk)
    assert history_lines(desk) == ["Nothing has been changed yet."]
    assert current_name(desk) == ""


def test_a_named_revision_is_found_by_name_and_number(desk, scene):
    name_revision(desk, "  First   committee ")
    named = desk.journal.revision - 1
    vendors.add_vendor(desk, "Hooli")
    assert find_revision(desk, "first COMMITTEE") == find_revision(desk, " First  committee ") == named
    assert find_revision(desk, str(named)) == named
    name_revision(desk, "Comite\u0301")
    assert find_revision(desk, "Comite\u0301") == find_revision(desk, "comité") == desk.journal.revision - 1
    assert history_lines(desk)[0].endswith("Build the scene  [First committee]")
    assert describe_edit(desk, named + 1) == ["Name First committee added"]


def test_an_earlier_revision_can_be_named_too(desk, scene):
    vendors.add_vendor(desk, "Hooli")
    name_revision(desk, "As built", 1)
    assert find_revision(desk, "as built") == 1
    assert current_name(desk) == ""
    undo(desk)
    with refused(desk, NoSuchRevisionError):
        find_revision(desk, "As built")
    assert [edit.name for edit in list_edits(desk, since=2)] == ["", ""]
    for number in (-1, 5, 10**6):
        with refused(desk, UnknownRevisionError):
            name_revision(desk, "Later", number)


def test_edits_are_retold_by_their_first_change_also_of_what_is_gone(desk, scene):
    vendor = vendors.add_vendor(desk, "Hooli")
    vendors.update_vendor(desk, vendor, "country", "IE")
    vendors.delete_vendor(desk, vendor)
    told = Retelling(desk).told(0, desk.journal.revision)
    assert told[1] == ("Initiative Service desk added", 20)
    assert [told[number] for number in (2, 3, 4)] == [
        ("Vendor Hooli added", 1), ("Vendor Hooli: country empty → “IE”", 1), ("Vendor Hooli deleted", 1),
    ]  # fmt: skip
    assert set(Retelling(desk).told(1, 3)) == {2, 3}


def test_the_log_is_written_as_a_table_in_which_nothing_is_a_formula(desk, scene, tmp_path):
    name_revision(desk, "=HYPERLINK(1)")
    write_log(desk, tmp_path / "log.csv")
    head, first, naming = csv.reader((tmp_path / "log.csv").read_text("utf-8-sig").splitlines())
    assert head == ["Revision", "Time (UTC)", "Author", "Edit", "Name"]
    assert (first[0], first[2:]) == ("1", ["Analyst", "Build the scene", "'=HYPERLINK(1)"])
    assert naming[3] == "Name revision 1"
    with pytest.raises(WrongEndingError):
        write_log(desk, tmp_path / "log.odesk")


def test_a_revision_keeps_its_name_until_its_content_changes(desk, scene):
    assert current_name(desk) == ""
    name_revision(desk, "Committee")
    assert current_name(desk) == "Committee"
    vendors.add_vendor(desk, "Hooli")
    assert current_name(desk) == ""


def test_a_revision_that_does_not_exist_is_refused(desk, scene):
    for wanted in ("2", "99", "-1", "", "²", "1.0", "later", "9" * 5000, "x" * 10**6):
        with refused(desk, NoSuchRevisionError, "The newest is 1."):
            find_revision(desk, wanted)


def test_a_revision_needs_a_readable_name_of_its_own(desk, scene):
    for name in [*BAD_NAMES, "x" * 201]:
        with refused(desk, saying="The revision"):
            name_revision(desk, name)
    name_revision(desk, "Committee")
    with refused(desk, DuplicateNameError, "A revision named “COMMITTEE” exists already"):
        name_revision(desk, "COMMITTEE")


def test_history_as_a_document_has_what_the_lines_have(desk, scene):
    name_revision(desk, "Committee")
    undo(desk)
    document = history_as_json(desk)
    assert (document["revision"], document["undo"], document["redo"]) == (3, "Build the scene", "Name revision 1")
    assert [(edit["revision"], edit["label"], edit["reverts"]) for edit in document["edits"]] == [
        (1, "Build the scene", None),
        (2, "Name revision 1", None),
        (3, "Undo: Name revision 1", 2),
    ]
    assert {edit["author"] for edit in document["edits"]} == {"Analyst"}


def test_a_read_only_file_refuses_every_verb(desk, scene, tmp_path):
    save_copy(desk, tmp_path / "copy.odesk")
    with open_desk(tmp_path / "copy.odesk", read_only=True) as copy:
        for act in (
            lambda: vendors.add_vendor(copy, "Hooli"),
            lambda: undo(copy),
            lambda: name_revision(copy, "Committee"),
            lambda: criteria.update_criterion(copy, scene.group, "weight", 1),
        ):
            with refused(copy, ReadOnlyError):
                act()


def test_a_revision_cannot_be_called_by_a_number(desk):
    vendors.add_vendor(desk, "Alder")
    with refused(desk, NumericNameError):
        name_revision(desk, "3")


def test_going_back_to_a_revision_is_one_edit_that_can_be_undone_and_redone(desk, scene, reopen):
    vendors.update_vendor(desk, scene.vendor, "notes", "Once")
    wanted = desk.journal.revision
    vendors.add_vendor(desk, "Hooli")
    vendors.update_vendor(desk, scene.vendor, "notes", "Twice")
    criteria.delete_criterion(desk, scene.group)
    before, latest = desk.journal.fingerprint, desk.journal.revision
    edit = undo_to(desk, wanted)
    assert (edit.label, edit.id, edit.reverts) == (f"Go back to revision {wanted}", latest + 1, None)
    assert desk.journal.fingerprint == desk.journal.fingerprint_at(wanted)
    assert diff(desk, wanted, edit.id) == []
    assert vendors.find_vendor(desk, "Hooli") is None
    desk = reopen()
    assert desk.journal.undo_label == edit.label
    undo(desk)
    assert desk.journal.fingerprint == before
    redo(desk)
    assert desk.journal.fingerprint == desk.journal.fingerprint_at(wanted)
    assert desk.file.check().is_sound


def test_one_can_go_back_to_the_very_beginning_and_forth_again(desk, scene):
    full = desk.journal.fingerprint
    assert "Initiative Service desk deleted" in describe_edit(desk, undo_to(desk, 0).id)
    assert vendors.list_vendors(desk) == ()
    undo_to(desk, 1)
    assert desk.journal.fingerprint == full


def test_names_given_later_come_back_when_going_back_is_undone(desk, scene):
    vendors.add_vendor(desk, "Hooli")
    name_revision(desk, "Committee")
    undo_to(desk, 1)
    assert desk.journal.named_revisions() == {}
    undo(desk)
    assert desk.journal.named_revisions() == {"Committee": 2}


def test_a_revision_keeps_the_name_that_it_was_given_straight_away(desk, scene):
    name_revision(desk, "Committee")
    wanted = desk.journal.fingerprint
    vendors.add_vendor(desk, "Hooli")
    name_revision(desk, "Board")
    assert undo_to(desk, 1).label == "Go back to revision 1"
    assert desk.journal.named_revisions() == {"Committee": 1}
    assert desk.journal.fingerprint == wanted
    with refused(desk, NothingToGoBackError):
        undo_to(desk, 2)


def test_going_nowhere_is_refused(desk, scene):
    with refused(desk, NothingToGoBackError):
        undo_to(desk, 1)
    vendors.add_vendor(desk, "Hooli")
    undo(desk)
    with refused(desk, NothingToGoBackError):
        undo_to(desk, 1)
    for revision in (-1, 99):
        with refused(desk, UnknownRevisionError):
            undo_to(desk, revision)


def test_going_back_is_refused_in_a_change_and_in_a_file_open_for_reading(desk, scene):
    with desk.edit("Add"):
        vendors.add_vendor(desk, "Hooli")
        with pytest.raises(EditUnderWayError):
            undo_to(desk, 0)
    path = desk.path
    desk.close()
    with open_desk(path, read_only=True) as reader, refused(reader, ReadOnlyError):
        undo_to(reader, 1)


def test_a_copy_without_history_cannot_go_back_before_it_was_made(desk, scene, tmp_path):
    save_copy(desk, tmp_path / "copy.odesk", with_history=False)
    with open_desk(tmp_path / "copy.odesk") as copy:
        vendors.add_vendor(copy, "Hooli")
        with refused(copy, RevisionOutOfReachError, saying="out of reach"):
            undo_to(copy, 0)
        undo_to(copy, 1)
        assert vendors.find_vendor(copy, "Hooli") is None

"""Reports from a real file, made in a real child process, opened again by other programs' libraries."""

from __future__ import annotations

import multiprocessing
from io import BytesIO

import pypdf
import pytest
from openpyxl import load_workbook

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.criteria import list_criteria, update_criterion
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.exports import CannotWriteError, FaultyExportError, WrongEndingError
from outsource_desk.services.history import name_revision
from outsource_desk.services.initiatives import add_initiative, find_initiative, update_initiative
from outsource_desk.services.reporting import (
    OwnDocumentError,
    board_facts,
    paper_bytes,
    save_export,
    unprintable,
    workbook_bytes,
    write_paper,
    write_workbook,
)
from outsource_desk.services.sample import add_sample
from outsource_desk.services.vendors import list_vendors, update_vendor
from outsource_desk.store.errors import DamagedContentError


@pytest.fixture
def desk(sample_desk):
    return sample_desk


@pytest.fixture
def sample(desk):
    return find_initiative(desk).id


def test_facts_are_of_one_revision_and_say_which(desk, sample):
    facts = board_facts(desk, sample)
    assert (facts.revision, facts.fingerprint) == (desk.journal.revision, desk.journal.fingerprint)
    assert facts.as_of == desk.journal.edits()[-1].at
    assert facts.document == desk.path.name


def test_a_name_given_to_the_revision_stands_on_the_report_until_something_changes(desk, sample):
    name_revision(desk, "First committee")
    assert board_facts(desk, sample).revision_name == "First committee"
    update_initiative(desk, sample, "owner", "Somebody else")
    assert board_facts(desk, sample).revision_name == ""


def test_paper_and_workbook_carry_revision_and_fingerprint(desk, sample, tmp_path):
    facts = board_facts(desk, sample)
    seen = []
    write_paper(facts, tmp_path / "paper.pdf", lambda fraction, text: seen.append((fraction, text)))
    write_workbook(facts, tmp_path / "book.xlsx")
    short = f"{facts.fingerprint[:4]} {facts.fingerprint[4:8]}"
    pages = pypdf.PdfReader(tmp_path / "paper.pdf").pages
    assert all(short in page.extract_text() for page in pages)
    book = load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == [
        "Cover", "Summary", "Criteria", "Scores", "Weights", "Evaluators", "What-if", "Sensitivity", "Vetting-scores",
        "Vetting", "Gaps", "Evidence", "Risks", "Mitigations", "Contingency", "Exit", "SLA", "Protocol", "Audits",
        "Clauses", "Calendar", "Data", "Lists", "Check",
    ]  # fmt: skip
    assert facts.fingerprint in book.defined_names["desk_fingerprint"].attr_text
    assert all(text.startswith("The board paper: ") for _, text in seen)
    assert sorted(path.name for path in tmp_path.glob("[!.]*.[px]*")) == ["book.xlsx", "paper.pdf"]


def test_the_same_content_makes_the_same_bytes(desk, sample, tmp_path):
    for name in ("first", "second"):
        write_paper(board_facts(desk, sample), tmp_path / f"{name}.pdf")
        write_workbook(board_facts(desk, sample), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages).split())


def test_weights_changed_after_they_were_frozen_are_disclosed_in_the_paper(desk, sample):
    assert "They are unchanged since." in text_of(paper_bytes(board_facts(desk, sample)))
    top = next(each for each in list_criteria(desk, sample) if each.parent_id is None)
    update_criterion(desk, top.id, "weight", top.weight + 30)
    said = text_of(paper_bytes(board_facts(desk, sample)))
    assert "Weights changed after they were frozen" in said
    assert "By the frozen weights" in said
    assert "changed after they were frozen, which" in said  # on the first page


def test_the_paper_says_what_was_done_when_as_the_check_does(desk, sample):
    facts = board_facts(desk, sample)
    assert facts.times is not None
    assert facts.times.scoring_began is not None


def test_a_report_that_is_stopped_leaves_the_older_one_as_it_was(desk, sample, tmp_path):
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"the older paper")

    class StoppedError(Exception):
        pass

    def stop(fraction, text):
        raise StoppedError

    with pytest.raises(StoppedError):
        write_paper(board_facts(desk, sample), target, stop)
    assert target.read_bytes() == b"the older paper"


def test_a_report_into_a_folder_that_is_not_there_is_refused(desk, sample, tmp_path):
    with pytest.raises(CannotWriteError, match="folder does not exist"):
        write_workbook(board_facts(desk, sample), tmp_path / "nowhere" / "book.xlsx")


@pytest.mark.parametrize("name", ["decision.odesk", "DECISION.ODESK", "other.odesk"])
def test_a_report_never_takes_the_place_of_a_document(desk, sample, tmp_path, name):
    before = desk.path.read_bytes()
    for write in (write_paper, write_workbook):
        with pytest.raises(WrongEndingError, match="must end in"):
            write(board_facts(desk, sample), tmp_path / name)
    assert desk.path.read_bytes() == before
    assert not (tmp_path / "other.odesk").exists()


def test_no_report_is_made_from_a_damaged_file(tmp_path):
    path = tmp_path / "x.odesk"
    with create_desk(path) as desk:
        add_sample(desk)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Ardenfell Digital", b"Ardenfall Digital", 1))
    with open_desk(path, read_only=True) as desk, pytest.raises(DamagedContentError) as refused:
        board_facts(desk, 1)
    assert "x.odesk" in str(refused.value)


def test_characters_that_no_font_has_are_named_before_the_export(desk, sample):
    update_vendor(desk, list_vendors(desk)[0].id, "name", "Alder 🚀")
    [line] = [line for line in unprintable(board_facts(desk, sample)) if "🚀" in line or "1F680" in line]
    assert line


def test_an_empty_initiative_still_makes_both_reports(desk, tmp_path):
    initiative_id = add_initiative(desk, "Empty")
    write_paper(board_facts(desk, initiative_id), tmp_path / "paper.pdf")
    write_workbook(board_facts(desk, initiative_id), tmp_path / "book.xlsx")
    assert len(pypdf.PdfReader(tmp_path / "paper.pdf").pages) >= 1


def test_an_unknown_initiative_is_refused(desk):
    with pytest.raises(DeskError):
        board_facts(desk, 99)


def test_what_is_previewed_is_what_is_saved_and_what_the_command_line_writes(desk, sample, tmp_path):
    facts = board_facts(desk, sample)
    for make, write, name in ((paper_bytes, write_paper, "a.pdf"), (workbook_bytes, write_workbook, "b.xlsx")):
        content = make(facts)
        save_export(desk, content, tmp_path / name)
        write(facts, tmp_path / f"again {name}")
        assert (tmp_path / name).read_bytes() == content == (tmp_path / f"again {name}").read_bytes()


def test_a_saved_export_replaces_an_older_one_but_never_a_document(desk, sample, tmp_path):
    target = tmp_path / "book.xlsx"
    target.write_bytes(b"the older workbook")
    content = workbook_bytes(board_facts(desk, sample))
    save_export(desk, content, target)
    assert target.read_bytes() == content
    before = desk.path.read_bytes()
    (tmp_path / "link.xlsx").symlink_to(desk.path)
    for own in (desk.path, tmp_path / "link.xlsx"):
        with pytest.raises(OwnDocumentError):
            save_export(desk, content, own)
    with pytest.raises(WrongEndingError):
        save_export(desk, content, tmp_path / "other.odesk")
    assert desk.path.read_bytes() == before


def test_an_export_says_by_its_name_what_it_is_and_is_whole(desk, tmp_path):
    with pytest.raises(WrongEndingError, match=r"must end in \.pdf"):
        save_export(desk, b"%PDF-1.7", tmp_path / "paper.xlsx")
    for name, torn in (("paper.pdf", b"%PDF-1.7 torn"), ("book.xlsx", b"PK torn"), ("book.xlsx", b"")):
        with pytest.raises(FaultyExportError):
            save_export(desk, torn, tmp_path / name)
    assert [path.name for path in tmp_path.glob("*.[px]*")] == []


def test_stopping_a_preview_ends_its_process(desk, sample):
    class StoppedError(Exception):
        pass

    def stop(fraction, text):
        assert text.startswith("The board paper: ")
        raise StoppedError

    with pytest.raises(StoppedError):
        paper_bytes(board_facts(desk, sample), stop)
    assert multiprocessing.active_children() == []


def test_a_file_of_evidence_that_was_altered_or_taken_out_is_said_in_the_register(desk, sample):
    whole = board_facts(desk, sample).vetting
    assert whole is not None
    assert whole.lost == {}
    rows = desk.connection.execute("SELECT DISTINCT sha256, file_name FROM attachment ORDER BY id").fetchall()
    (altered, name), (missing, _), *_ = rows
    desk.connection.execute("UPDATE blob SET content = x'00' WHERE sha256 = ?", [altered])
    desk.connection.execute("DELETE FROM blob WHERE sha256 = ?", [missing])
    facts = board_facts(desk, sample)
    assert facts.vetting is not None
    assert facts.vetting.lost == {altered: True, missing: False}
    sheet = load_workbook(BytesIO(workbook_bytes(facts)))["Evidence"]
    said = {row[0]: row[4] for row in sheet.iter_rows(min_row=5, values_only=True) if row[1] in (altered, missing)}
    assert str(said[name]).startswith("altered since it was attached; ")
    assert sorted(str(each).partition(";")[0] for each in said.values()) == [
        "altered since it was attached", "missing from the document",
    ]  # fmt: skip

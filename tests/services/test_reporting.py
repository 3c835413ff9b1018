"""Reports from a real file, made in a real child process, opened again by other programs' libraries."""

from __future__ import annotations

import pypdf
import pytest
from openpyxl import load_workbook

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.exports import CannotWriteError, WrongEndingError
from outsource_desk.services.history import name_revision
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.reporting import (
    board_facts,
    unprintable,
    write_paper,
    write_workbook,
)
from outsource_desk.services.sample import add_sample
from outsource_desk.services.vendors import list_vendors, update_vendor
from outsource_desk.store.errors import DamagedContentError


@pytest.fixture
def sample(desk):
    return add_sample(desk)


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
        "Cover", "Summary", "Criteria", "Scores", "Evaluators", "What-if", "Data", "Lists", "Check",
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

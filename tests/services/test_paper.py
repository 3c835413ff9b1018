"""The choice of what an initiative's paper has, remembered in the file."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest

from outsource_desk.domain.errors import NotFoundError, UnknownChoiceError
from outsource_desk.domain.paper import USUAL_PAPER, KeptSectionError, PaperSize, Section
from outsource_desk.services.history import diff, redo, undo
from outsource_desk.services.initiatives import add_initiative, find_initiative, update_initiative
from outsource_desk.services.paper import leave_out, move_section, paper_choice, take_in, use_usual_sections
from outsource_desk.services.reporting import board_facts, paper_bytes
from outsource_desk.services.setting import Thing, read_assignments, set_fields
from tests.scene import NO_IDS, refused, refused_each


@pytest.fixture
def initiative(desk):
    return add_initiative(desk, "Service desk")


def test_a_new_initiative_has_the_usual_paper(desk, initiative):
    assert paper_choice(desk, initiative) == USUAL_PAPER


def test_the_choice_is_in_the_file_and_undone_step_by_step(desk, initiative, reopen):
    before = desk.journal.fingerprint
    leave_out(desk, initiative, Section.REASONS)
    move_section(desk, initiative, Section.METHOD, 0)
    assert desk.journal.undo_label == "Choose sections of the paper"
    desk = reopen()
    chosen = paper_choice(desk, initiative)
    assert chosen.left_out == {Section.REASONS}
    assert chosen.order[:2] == (Section.METHOD, Section.GOALS)
    undo(desk)
    assert paper_choice(desk, initiative).order == USUAL_PAPER.order
    undo(desk)
    assert desk.journal.fingerprint == before
    redo(desk)
    assert paper_choice(desk, initiative).left_out == {Section.REASONS}


def test_a_choice_taken_back_leaves_the_content_as_it_was(desk, initiative):
    before = desk.journal.fingerprint
    leave_out(desk, initiative, Section.WHY)
    move_section(desk, initiative, Section.SCORES, 1)
    assert desk.journal.fingerprint != before
    move_section(desk, initiative, Section.SCORES, 8)
    take_in(desk, initiative, Section.WHY)
    assert desk.journal.fingerprint == before
    leave_out(desk, initiative, Section.GOALS)
    move_section(desk, initiative, Section.SCORES, 99)
    use_usual_sections(desk, initiative)
    assert desk.journal.fingerprint == before


def test_a_section_comes_back_where_it_stood(desk, initiative):
    move_section(desk, initiative, Section.REASONS, 1)
    leave_out(desk, initiative, Section.REASONS)
    take_in(desk, initiative, Section.REASONS)
    assert paper_choice(desk, initiative).order[1] is Section.REASONS


def test_choosing_what_is_chosen_already_is_no_edit(desk, initiative):
    revision = desk.journal.revision
    take_in(desk, initiative, Section.GOALS)
    move_section(desk, initiative, Section.GOALS, 0)
    update_initiative(desk, initiative, "paper_size", "A4")
    assert desk.journal.revision == revision


def test_what_a_board_must_see_cannot_be_left_out(desk, initiative):
    for section in (Section.RANKING, Section.METHOD, Section.WARNINGS):
        with refused(desk, KeptSectionError, f"“{section.label}” cannot be left out"):
            leave_out(desk, initiative, section)


def test_an_unknown_initiative_has_no_paper(desk):
    refused_each(desk, NotFoundError, [(leave_out, unknown, Section.WHY) for unknown in NO_IDS])
    refused_each(desk, NotFoundError, [(take_in, unknown, Section.WHY) for unknown in NO_IDS])
    refused_each(desk, NotFoundError, [(move_section, unknown, Section.WHY, 0) for unknown in NO_IDS])
    refused_each(desk, NotFoundError, [(use_usual_sections, unknown) for unknown in NO_IDS])


def test_the_size_of_the_paper_is_set_by_name_in_any_case(desk, initiative):
    set_fields(desk, Thing.INITIATIVE, "Service desk", read_assignments(["paper size=letter"]))
    assert paper_choice(desk, initiative).size is PaperSize.LETTER
    with refused(desk, UnknownChoiceError, "It is one of: A4, Letter"):
        update_initiative(desk, initiative, "paper_size", "Legal")


def test_history_says_a_choice_in_words(desk, initiative):
    leave_out(desk, initiative, Section.REASONS)
    leave_out(desk, initiative, Section.GOALS)
    now = desk.journal.revision
    assert diff(desk, now - 2, now) == [
        "Initiative Service desk: paper left out nothing → “Why and what”, “Reasons”"
    ]  # fmt: skip
    update_initiative(desk, initiative, "paper_size", "Letter")
    assert diff(desk, now, now + 1) == ["Initiative Service desk: paper size “A4” → “Letter”"]


def test_each_initiative_has_its_own_choice_and_a_report_follows_it(sample_desk):
    desk = sample_desk
    sample = find_initiative(desk).id
    other = add_initiative(desk, "Payroll")
    leave_out(desk, sample, Section.REASONS)
    update_initiative(desk, sample, "paper_size", "Letter")
    update_initiative(desk, sample, "classification", "For the board only")
    assert paper_choice(desk, other) == USUAL_PAPER
    facts = board_facts(desk, sample)
    content = paper_bytes(facts)
    assert paper_bytes(facts) == content
    pages = pypdf.PdfReader(BytesIO(content)).pages
    method = next(page for page in pages if page.extract_text().startswith("Method"))
    assert tuple(pages[0].mediabox[2:]) == (792, 612)
    for page in (pages[0], method):
        assert "This paper leaves out “Reasons”" in page.extract_text()
        assert "For the board only" in page.extract_text()

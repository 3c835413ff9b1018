"""What an initiative's paper has, and what it says about what it has not."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import permutations

import pypdf
import pytest

from outsource_desk.charts.marks import Text, Weight, extent
from outsource_desk.domain.paper import (
    USUAL_PAPER,
    KeptSectionError,
    PaperSize,
    Section,
    optional_sections,
    ordered_sections,
)
from outsource_desk.reports.compose import compose
from outsource_desk.reports.elements import Tag
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.grid import A4
from outsource_desk.reports.paper import render_pdf, sheets_of, subject_of
from outsource_desk.reports.sections import board_pages, pages_of
from outsource_desk.reports.sections.decision import decision_page
from outsource_desk.reports.sections.trust import trust_page
from outsource_desk.reports.typeface import measure
from tests.reports import cases
from tests.reports.cases import choosing

OPTIONAL = frozenset(section for section in Section if not section.is_kept and not section.is_extra)
SAYS = "This paper leaves out "


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    return cases.sample(tmp_path_factory.mktemp("sample"))


def said(sheet) -> list[Text]:
    """Return where a sheet says what the paper leaves out."""
    found = [mark for element in sheet.elements for mark in element.marks if isinstance(mark, Text)]
    return [mark for mark in found if mark.text.startswith(SAYS)]


@pytest.mark.parametrize("case", [*cases.CASES, "sample"])
def test_without_a_choice_the_paper_has_every_section_that_says_something_in_its_usual_order(case, tmp_path):
    facts = cases.sample(tmp_path) if case == "sample" else cases.CASES[case]()
    findings = Findings(facts)
    made = {section: pages_of(section, findings) for section in Section if not section.is_extra}
    pages = board_pages(facts)
    assert replace(pages[0], left_out="") == decision_page(findings)
    assert pages[0].left_out == ("On demand: “Vendor dossiers” and “Answers in full”" if case == "sample" else "")
    rest = [page for page in pages[1:] if page != trust_page(findings)]
    assert [page.title for page in rest] == [page.title for mine in made.values() for page in mine]
    assert [page for page in rest if page.section != "Method"] == [
        page for section, mine in made.items() for page in mine if section is not Section.METHOD
    ]
    assert sheets_of(facts) == [sheet for page in pages for sheet in compose(page, subject_of(facts), A4)]


def test_the_decision_is_first_in_every_order(facts):
    for order in permutations((Section.METHOD, Section.REASONS, Section.RANKING)):
        chosen = choosing(facts, order=ordered_sections(order))
        opened = [sheet.section for sheet in sheets_of(chosen) if sheet.opens_section]
        places = [opened.index(section.label) for section in order]
        assert opened[0] == "Decision"
        assert places == sorted(places)
        assert len(opened) == len(set(opened)) >= 8


def test_what_is_left_out_is_named_on_the_first_page_and_in_the_method_note(facts):
    chosen = choosing(facts, left_out=frozenset({Section.SCORES, Section.REASONS}))
    sheets = sheets_of(chosen)
    assert {"Scores", "Reasons"}.isdisjoint(sheet.section for sheet in sheets)
    on_demand = ". On demand: “Vendor dossiers” and “Answers in full”"
    tails = {"Decision": on_demand, "Method": ""}
    for sheet in sheets:
        expected = [f"{SAYS}“Scores” and “Reasons”{tails[sheet.section]}"] if sheet.section in tails else []
        assert [mark.text for mark in said(sheet)] == expected


def test_no_choice_hides_the_ranking_or_the_warnings(facts):
    chosen = choosing(facts, left_out=frozenset(Section))  # as no verb of ours would write it
    assert [sheet.section for sheet in sheets_of(chosen) if sheet.opens_section] == [
        "Decision", "Ranking", "How far to trust it", "Method", "Warnings and answers",
    ]  # fmt: skip
    for section in (Section.RANKING, Section.METHOD, Section.WARNINGS):
        with pytest.raises(KeptSectionError, match=section.label):
            USUAL_PAPER.leaving_out(section)
    assert optional_sections(section.value for section in Section) == OPTIONAL


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("case", ["clear", "imported", "long names", "hostile", "empty"])
def test_the_longest_line_of_what_is_left_out_stands_whole_beside_the_source(case, size):
    sheets = sheets_of(choosing(cases.CASES[case](), left_out=OPTIONAL, size=size))
    for sheet in (sheets[0], sheets[-1]):
        line = [mark for mark in said(sheet) if mark.weight is Weight.SEMIBOLD]
        sources = [
            mark
            for element in sheet.elements
            for mark in element.marks
            if isinstance(mark, Text) and mark.text.startswith("Source: ")
        ]
        for mark in line:
            assert "…" not in mark.text
            assert all(extent(source, measure)[2] < extent(mark, measure)[0] - 10 for source in sources)


def test_a_section_that_has_nothing_to_say_is_not_called_left_out():
    facts = cases.CASES["clear"]()
    assert "Why and what" not in {page.section for page in board_pages(facts)}
    sheets = sheets_of(choosing(facts, left_out=frozenset({Section.GOALS})))
    assert not any(said(sheet) for sheet in sheets)


def test_letter_sheets_are_letter_and_the_same_choice_makes_the_same_bytes(facts):
    chosen = choosing(facts, size=PaperSize.LETTER, left_out=frozenset({Section.REASONS}))
    made = render_pdf(chosen)
    again = choosing(facts, size=PaperSize.LETTER, left_out=frozenset({Section.REASONS}))
    assert render_pdf(again) == made
    assert {tuple(map(float, page.mediabox[2:])) for page in pypdf.PdfReader(BytesIO(made)).pages} == {(792, 612)}


@pytest.mark.parametrize("size", PaperSize)
def test_the_first_page_of_the_sample_lists_every_candidate_on_either_paper(facts, size):
    first = sheets_of(choosing(facts, size=size, left_out=OPTIONAL))[0]
    (listed,) = [element for element in first.elements if element.tag is Tag.TABLE]
    assert len(listed.parts) == 1 + len(facts.evaluation.candidates) + 1  # what the first must close before signature


def test_sections_of_a_later_release_and_words_of_nobody_are_passed_over():
    assert ordered_sections(["money", "scores", "goals", "scores"]) == (
        Section.SCORES, Section.GOALS, Section.RANKING, Section.WHY, Section.VETTING, Section.RISKS, Section.FAILURE,
        Section.STEERING, Section.MEASURES, Section.REASONS, Section.METHOD, Section.SENSITIVITY, Section.WEIGHTS,
        Section.EVALUATORS, Section.PRICE, Section.METHODS, Section.WARNINGS, Section.DOSSIERS, Section.EVIDENCE,
        Section.ANSWERS,
    )  # fmt: skip
    assert ordered_sections([]) == tuple(Section)
    assert optional_sections(["money", "reasons", "method"]) == frozenset({Section.REASONS})

"""Vetting on paper: sentences, gates, gaps, proof, dossiers and evidence, in tagged PDFs that hold anything."""

from __future__ import annotations

import functools
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from outsource_desk.charts.layout import layout
from outsource_desk.charts.marks import Rect, Text, extent
from outsource_desk.charts.spec import Theme
from outsource_desk.domain.paper import PaperSize, Section
from outsource_desk.domain.vetting import GapSeverity, GapState, GateResult
from outsource_desk.reports.blocks import Figure, Page, RowKind, Table
from outsource_desk.reports.coverage import KEY, coverage_chart
from outsource_desk.reports.elements import Element, Tag
from outsource_desk.reports.examined import answer_text
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.glyphs import missing_glyphs
from outsource_desk.reports.paper import render_pdf, sheets_of
from outsource_desk.reports.sections import board_pages, pages_of
from outsource_desk.reports.sections.dossier import amount, clock
from outsource_desk.reports.sections.proof import grouped_codes
from outsource_desk.reports.typeface import measure
from tests.reports import cases, vetting_cases
from tests.reports.cases import choosing
from tests.reports.test_paper_annexes import columns_of, words
from tests.reports.test_paper_sections import blocks

EXTRAS = frozenset({Section.DOSSIERS, Section.ANSWERS})
NEW = (Section.VETTING, Section.DOSSIERS, Section.EVIDENCE, Section.ANSWERS)
BEFORE = "Before signature: FIN-02 by 15 July 2026 (CFO), EXT-01 by 1 June 2026 (CIO, overdue)"


@functools.cache
def facts_of(case: str) -> BoardFacts:
    return vetting_cases.CASES[case]()


def pages(section: Section, case: str = "plain") -> tuple[Page, ...]:
    return pages_of(section, Findings(facts_of(case)))


def said(page: Page) -> str:
    return words(page).replace("\u00a0", " ")


def only_new(case: str, **more: object) -> BoardFacts:
    """Return a case whose paper has, beside what no paper can leave out, only what vetting added."""
    left_out = frozenset(section for section in Section if section not in NEW and not section.is_kept)
    return choosing(facts_of(case), left_out=left_out, extras=EXTRAS, **more)


@functools.cache
def drawn(case: str) -> bytes:
    return render_pdf(only_new(case))


def test_a_file_without_vetting_has_no_page_of_it():
    facts = cases.clear()
    assert all(pages_of(section, Findings(facts)) == () for section in NEW)
    assert {section.label for section in NEW}.isdisjoint(page.section for page in board_pages(facts))


def test_vetting_comes_after_the_points_and_the_annexes_at_the_end():
    sections = [page.section for page in board_pages(facts_of("plain"))]
    assert sections.index("Vetting and gaps") == sections.index("Scores") - 2
    assert sections[-2:] == ["Warnings and answers", "Evidence register"]
    assert not any(each.startswith(("Answers of", "Dossier of")) for each in sections)


def test_long_annexes_go_in_only_on_demand_and_the_first_page_says_so():
    assert board_pages(facts_of("plain"))[0].left_out == "On demand: “Vendor dossiers” and “Answers in full”"
    asked = board_pages(choosing(facts_of("plain"), extras=frozenset({Section.DOSSIERS})))
    assert asked[0].left_out == "On demand: “Answers in full”"
    assert [page.section for page in asked[-2:]] == ["Dossier of Alder", "Evidence register"]
    assert board_pages(choosing(facts_of("plain"), extras=EXTRAS))[0].left_out == ""
    assert board_pages(cases.clear())[0].left_out == ""


def test_what_the_first_must_close_before_signature_stands_under_it_on_the_first_page():
    table = next(block for block in board_pages(facts_of("plain"))[0].blocks if isinstance(block, Table))
    assert table.rows[0].cells[1].text == "Alder"
    assert table.rows[1].cells[0].text.replace("\u00a0", " ") == BEFORE
    assert sum(row.kind is RowKind.GROUP for row in table.rows) == 1


def test_waivers_and_conditions_stand_below_the_ranking():
    page = next(page for page in board_pages(facts_of("plain")) if page.section == "Ranking")
    assert "waived by Dana Reyes until 30 November 2026" in said(page)


def test_of_very_many_gaps_the_worst_have_rows_and_the_others_are_counted():
    facts = facts_of("plain")
    vetting = facts.evaluation.vetting
    assert vetting is not None
    many = tuple(replace(vetting.gaps[0], id=1000 + n, severity=GapSeverity.LOW) for n in range(200))
    facts = replace(facts, evaluation=replace(facts.evaluation, vetting=replace(vetting, gaps=vetting.gaps + many)))
    rows = columns_of(pages_of(Section.VETTING, Findings(facts))[0], "Severity")
    assert rows[0][0] == "Critical"
    assert rows[-1][0].replace("\u00a0", " ").startswith("And 174 gaps more (174 low), 173 before signature")
    assert len(rows) == 31


def test_codes_are_told_by_section_and_of_many_only_the_first():
    assert grouped_codes(["SEC-01", "SEC-05", "FIN-08", "Own"]).replace("\u00a0", " ") == "SEC 01, 05; FIN 08; Own"
    assert grouped_codes([f"SEC-{n:02}" for n in range(1, 41)]).endswith("10, 11 and 29 more")
    assert grouped_codes([f"SEC-{n:02}" for n in range(1, 13)]).endswith("11, 12")


def test_the_title_says_how_much_is_accepted_how_much_of_it_with_an_open_gap_and_what_stands_before_a_signature():
    assert pages(Section.VETTING)[0].title.text() == (
        "Alder: 5 of 7 checks accepted, 1 of them with a gap still open; 2 gaps must close before signature"
    )
    assert pages(Section.VETTING, "started")[0].title.text() == ("Alder: 0 of 7 checks accepted; 2 knock-outs are open")


def test_candidates_stand_side_by_side_and_so_far_beside_its_coverage():
    rows = columns_of(pages(Section.VETTING)[0], "Candidate")
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in rows] == [
        ["Alder", "1 waived; 2 of 3 passed", "5 of 7; 1", "61.7", "88 %", "67.9", "0 %", "2"],
        ["Birch", "1 failed, 1 condition, 1 open; 0 of 3 passed", "0 of 7; 0", "0.0", "35 %", "13.0", "67 %", "1"],
        ["Cedar", "3 open; 0 of 3 passed", "0 of 7; 0", "0.0", "0 %", "60.0", "100 %", "0"],
    ]


def test_gaps_are_listed_the_worst_first_with_owner_due_and_kind_and_those_overdue_are_marked():
    rows = columns_of(pages(Section.VETTING)[0], "Severity")
    assert [row[0] for row in rows] == ["Critical", "High", "Medium", "Low"]
    assert rows[1][2:4] == ["FIN-02: Accounts of the group only. Ask for those of the contracting party.", "CFO"]
    due = [row[4].replace("\u00a0", " ").split("\n") for row in rows]
    assert due[2] == ["1 June 2026, overdue", "before signature"]
    assert [each[1] for each in due] == [
        "before signature, in progress", "before signature", "before signature", "after signature",
    ]  # fmt: skip


def test_failed_knock_outs_and_waivers_are_named_with_who_answers_for_them():
    text = said(pages(Section.VETTING)[0])
    assert "SEC-01: Is a second factor enforced for every access? No Knock-out: not ranked" in text
    assert "None Only with a dated condition" in text
    assert "Dana Reyes, Chief Risk Officer Keys move to us in autumn. Encrypted copies only. 30 November 2026" in text


def test_a_condition_without_a_gap_has_no_owner_and_no_date_and_the_page_says_so():
    facts = facts_of("plain")
    vetting, examined = facts.evaluation.vetting, Findings(facts).examined
    assert vetting is not None
    assert examined is not None
    missed = next(each for seen in examined.seen for each in seen.gates(GateResult.CONDITION))
    birch = next(seen.candidate.id for seen in examined.seen if seen.candidate.name == "Birch")

    def page_with(gaps):
        given = replace(facts.evaluation, vetting=replace(vetting, gaps=gaps))
        return said(pages_of(Section.VETTING, Findings(replace(facts, evaluation=given)))[0])

    assert "None Condition without owner and date" in page_with(())
    owned = replace(vetting.gaps[0], candidate_id=birch, question_id=missed.question.id)
    assert "None Only with a dated condition" in page_with((owned,))


def test_files_that_were_altered_or_are_missing_are_marked_in_the_register():
    facts = facts_of("plain")
    assert facts.vetting is not None
    examined = Findings(facts).examined
    assert examined is not None
    behind = (proof.attachment.sha256 for proof in examined.proofs if proof.attachment and proof.evidence)
    first, second, *_ = dict.fromkeys(behind)
    lost = replace(facts, vetting=replace(facts.vetting, lost={first: True, second: False}))
    (page,) = pages_of(Section.EVIDENCE, Findings(lost))
    assert page.title.text().endswith("; 2 files are missing or altered")
    assert "altered since it was attached; " in said(page)
    assert "missing from the document; " in said(page)
    assert "altered" not in said(pages(Section.EVIDENCE)[0])


def test_without_an_open_gap_the_page_says_so():
    facts = facts_of("plain")
    vetting = facts.evaluation.vetting
    assert vetting is not None
    closed = replace(vetting, gaps=tuple(replace(each, state=GapState.CLOSED) for each in vetting.gaps))
    page = pages_of(Section.VETTING, Findings(replace(facts, evaluation=replace(facts.evaluation, vetting=closed))))[0]
    assert "No gap is open; 5 gaps are closed or waived." in words(page)
    assert page.title.text() == "Alder: 5 of 7 checks accepted; no gap stands before a signature"


def test_the_second_page_says_what_the_answers_rest_on():
    page = pages(Section.VETTING)[1]
    text = said(page)
    assert page.title.text() == "Every answer of Alder that needs evidence has more than its word behind it"
    assert "1 contradiction: Alder says that its accounts are audited" in text
    assert "EXT-02 and FIN-01 tell no candidates apart and touch no gate." in text
    ends = [row[0].replace("\u00a0", " ") for row in columns_of(page, "Ends")]
    assert ends == ["31 March 2026, over", "1 July 2026, soon", "1 January 2028"]


def test_the_chart_shows_coverage_by_section_and_proof_and_says_it_in_words():
    examined = Findings(facts_of("plain")).examined
    assert examined is not None
    chart = coverage_chart(examined, examined.seen)
    assert [each.name for each in chart.categories][-1] == "All sections"
    assert len(chart.series) == len(KEY) * 3
    for place, seen in enumerate(examined.seen):
        mine = chart.series[place * len(KEY) : (place + 1) * len(KEY)]
        assert sum(series.values[-1] or 0 for series in mine) == pytest.approx(100 * (seen.found.overall.coverage or 0))
    assert "Information security 100 % (69 independent, or checked by us, 31 document)" in chart.alt
    marks = layout(chart, 757, 200, Theme(), measure)
    fills = {(mark.fill, mark.hatch is not None) for mark in marks if isinstance(mark, Rect)}
    assert {(Theme().ramp[0], False), (Theme().ramp[2], False), (Theme().background, True)} <= fills
    assert all(extent(mark, measure)[0] >= 0 and extent(mark, measure)[2] <= 757.5 for mark in marks)


def test_many_candidates_share_several_charts():
    charts = [block for block in blocks(pages(Section.VETTING, "large")[1]) if isinstance(block, Figure)]
    assert [len(each.spec.series) // len(KEY) for each in charts] == [4, 4]


def test_a_dossier_has_everything_that_is_known_and_names_what_is_not():
    (page,) = pages(Section.DOSSIERS)
    text = said(page)
    assert page.title.text() == (
        "Alder has 2 sites, 3 certificates and 3 sub-contractors, 2 with access to data; 1 observation needs an eye"
    )
    for words_ in (
        "Alder Services BV", "KVK 1234", "08:00–17:00 7.0 h 14 April 2026", "22:00–06:30 – never", "€ 412.00 m",
        "Operating margin 7.5 % good",
        "Cyber Insurer SE € 10.00 m € 250,000", "Alder Holding BV 80 % NL yes clear",
        "Backup house Backups IN yes none", "Harbour Bank Service desk us 6 May 2026, CIO 4.0",
        "Northern Rail (former)",
        "Rating agency put the parent on review. alert",
    ):  # fmt: skip
        assert words_ in text
    assert clock(None) == ""
    assert amount(None, "EUR") == "–"


def test_the_register_tells_files_apart_by_as_many_digits_as_it_takes():
    (page,) = pages(Section.EVIDENCE)
    rows = columns_of(page, "File, or where it was seen")
    assert page.title.text() == "6 pieces of evidence stand behind 6 answers; 1 is out of date"
    hashes = {row[0]: row[1] for row in rows if " " in row[1]}
    assert hashes["Accounts 2025.pdf"] == "ab12 cd34 ef56 ab78 1111"
    assert hashes["ISO 27001 certificate.pdf"] == "ab12 cd34 ef56 ab78 0000"
    assert next(row for row in rows if row[0] == "Accounts 2025.pdf")[2:4] == ["2", "SEC\u00a002; FIN\u00a002"]
    assert next(row for row in rows if row[0] == "Brochure.pdf")[2:4] == ["none", "no answer yet"]
    assert "the first 20 digits of each hash; hashes and answers whole in the workbook" in page.source


def test_answers_in_full_go_in_only_where_they_are_asked_for():
    facts = choosing(facts_of("plain"), extras=frozenset({Section.ANSWERS}))
    answered = [page for page in board_pages(facts) if page.section.startswith("Answers of")]
    assert [page.section for page in answered] == ["Answers of Alder", "Answers of Birch", "Answers of Cedar"]
    text = said(answered[1])
    assert "Rejected: The plan is three years old." in text
    everything = "".join(map(words, board_pages(facts)))
    assert "SECRET NOTE" not in everything


def test_answers_are_read_as_people_say_them():
    vetting = facts_of("plain").evaluation.vetting
    assert vetting is not None
    told = [
        answer_text(question, vetting.answer_of[1, question.id]).replace("\u00a0", " ")
        for question in vetting.questionnaire.questions
    ]
    assert told == [
        "Yes", "No", "In the whole scope", "1.2 ratio", "Present", "Partly", "By a handover of six weeks.",
    ]  # fmt: skip


@pytest.mark.parametrize("case", vetting_cases.CASES)
def test_every_sheet_has_its_words_inside_and_no_heading_alone_at_its_foot(case):
    for size in PaperSize if case in ("plain", "long texts") else (PaperSize.A4,):
        facts = only_new(case, size=size)
        wide = 841.89 if size is PaperSize.A4 else 792.0
        for sheet in sheets_of(facts):
            marks = [mark for each in sheet.elements for mark in all_marks(each) if isinstance(mark, Text)]
            assert all(extent(mark, measure)[0] >= 20 and extent(mark, measure)[2] <= wide - 20 for mark in marks)
            spoken = [each.tag for each in sheet.elements if each.tag is not Tag.ARTIFACT]
            body = spoken[:-1] if sheet.elements[-1].tag is Tag.PARAGRAPH else spoken
            assert body[-1] is not Tag.HEADING_2


def all_marks(element: Element) -> list[object]:
    return [*element.marks, *(mark for part in element.parts for mark in all_marks(part))]


@pytest.mark.parametrize("case", ["plain", "hostile", "long texts"])
def test_the_pdf_is_tagged_and_its_figures_have_words(case):
    reader = PdfReader(BytesIO(drawn(case)))
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Vetting and gaps" in text
    assert "What the answers rest on" in [entry.title for entry in reader.outline if isinstance(entry, Destination)]
    assert b"/URI" not in drawn(case)


def test_hostile_words_of_vendors_are_only_letters():
    text = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(drawn("hostile"))).pages).split())
    assert '<imgsrc="/etc/hostname"/>' in text
    assert "{0}{name}%s\\n" in text


def test_the_same_facts_make_the_same_bytes():
    assert render_pdf(only_new("plain")) == drawn("plain")


def test_what_the_typeface_lacks_in_the_vetting_is_named():
    found = dict(missing_glyphs(facts_of("hostile")))
    assert {"Questionnaire", "Gaps", "Waivers"} <= set(found)
    assert any(where.startswith("Dossier of ") for where in found)
    assert any(where.startswith("Answers of ") for where in found)

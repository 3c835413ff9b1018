"""The PDF itself, read back."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from outsource_desk.reports.paper import render_pdf
from tests.reports import cases


@pytest.fixture(scope="module")
def priced() -> PdfReader:
    return PdfReader(BytesIO(render_pdf(cases.priced())))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def properties(reader: PdfReader) -> dict[str, str]:
    return dict(reader.metadata or {})


def squeezed(text: str) -> str:
    return "".join(text.split())


def structure(node: Any) -> list[Any]:
    """Return all structure elements in reading order."""
    node = node.get_object()
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    inner = [kid.get_object() for kid in kids if not isinstance(kid, int)]
    return [node, *(found for kid in inner if "/S" in kid for found in structure(kid))]


def elements(reader: PdfReader) -> list[Any]:
    return structure(reader.root_object["/StructTreeRoot"])[1:]


def test_the_same_facts_make_the_same_bytes():
    assert render_pdf(cases.priced()) == render_pdf(cases.priced())


def test_other_processes_make_the_same_bytes():
    script = (
        "import hashlib; from tests.reports import cases; from outsource_desk.reports.paper import render_pdf; "
        "print(hashlib.sha256(render_pdf(cases.priced())).hexdigest())"
    )
    seeds = ({"PYTHONHASHSEED": seed, "TZ": zone} for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")))
    runs = [
        subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True).stdout
        for env in seeds
    ]
    assert runs[0] == runs[1]


def test_properties_tell_what_the_paper_is(priced):
    info = priced.metadata
    assert info.title == "Board paper: Service desk"
    assert info.author == "Outsource Desk"
    assert info.creation_date == datetime(2026, 6, 9, 10, tzinfo=UTC)
    assert info.subject == "Fairhaven Group · Service desk (IT outsourcing)"
    assert priced.root_object["/Lang"] == "en-GB"
    assert priced.xmp_metadata.dc_title == {"x-default": "Board paper: Service desk"}
    assert priced.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_outline_names_each_section(priced):
    assert [entry.title for entry in priced.outline] == [
        "Decision",
        "Why and what",
        "Ranking",
        "How far to trust it",
        "Why Alder is ahead",
        "Scores",
        "Reasons",
        "Method",
        "Sensitivity",
        "Evaluators",
        "Price in detail",
        "Second opinions",
        "Warnings and answers",
    ]
    assert [priced.get_destination_page_number(entry) for entry in priced.outline][:4] == [0, 1, 2, 3]


def test_every_font_is_embedded_and_none_is_a_stranger(priced):
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()
        for page in priced.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("Inter" in name for name in fonts)
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())
    assert all("/ToUnicode" in font for font in fonts.values())


def test_the_text_can_be_read_and_each_page_is_stamped(priced):
    for number, page in enumerate(priced.pages, 1):
        text = page.extract_text().replace("\u00a0", " ")
        assert "Revision 14 · 9 June 2026 · Fingerprint 859b beb8 2f75" in text
        assert f"Page {number} of {len(priced.pages)}" in text
    assert "Two clients confirmed it." in text_of(priced)


def test_the_structure_has_headings_paragraphs_lists_tables_and_figures(priced):
    tags = {element["/S"] for element in elements(priced)}
    assert {"/Document", "/H1", "/H2", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD"} <= tags
    assert "/Figure" in tags
    assert priced.root_object["/MarkInfo"]["/Marked"]


def test_every_figure_has_an_alternative_text_and_a_box(priced):
    figures = [element for element in elements(priced) if element["/S"] == "/Figure"]
    assert len(figures) > 4
    assert all(str(figure["/Alt"]).strip() for figure in figures)
    assert all(len(figure["/A"]["/BBox"]) == 4 for figure in figures)
    assert any("Rank 2: Birch, 63.8, up to 72.8" in str(figure["/Alt"]) for figure in figures)


def test_header_cells_say_what_they_head_and_every_row_of_a_table_has_as_many_cells(priced):
    for table in (element for element in elements(priced) if element["/S"] == "/Table"):
        rows = [[cell.get_object() for cell in row.get_object()["/K"]] for row in table["/K"]]
        assert len({len(row) for row in rows}) == 1
        assert {cell["/A"]["/Scope"] for cell in rows[0]} == {"/Column"}
        assert {row[0]["/A"]["/Scope"] for row in rows[1:]} == {"/Row"}


def test_all_content_is_marked_and_belongs_to_the_tree(priced):
    tree = priced.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(priced.pages):
        code = page.get_contents().get_data().decode("latin-1")
        opened = code.count(" BDC") + code.count(" BMC")
        assert opened == code.count("EMC")
        assert page["/StructParents"] == number
        assert len(tree[2 * number + 1]) == code.count("/MCID")
        outside = [piece.rsplit("EMC", 1)[-1] for piece in code.replace("BMC", "BDC").split("BDC")[:-1]]
        assert not any(" Tj" in piece for piece in outside)


def test_hostile_names_are_only_letters(tmp_path):
    pdf = render_pdf(cases.hostile())
    reader = PdfReader(BytesIO(pdf))
    text = squeezed(text_of(reader))

    assert '<imgsrc="/etc/hostname"/>' in text
    assert "R&D<b>bold</b>&amp;Söhne" in text
    assert "=cmd|'/Ccalc'!A0" in text
    assert "{0}{name}%s\\n" in text
    assert not any(page.images for page in reader.pages)
    assert b"/URI" not in pdf
    assert b"/JavaScript" not in pdf


def test_what_no_font_has_is_named_by_its_code_points():
    text = squeezed(text_of(PdfReader(BytesIO(render_pdf(cases.hostile())))))

    assert "[U+1F6001F4691F4BB]" in text
    assert "[U+0634063106430629]" in text
    assert "ecombiningtfelzero".replace("e", "é", 1) in text  # the accent is joined; direction marks are gone


def test_metadata_keeps_names_in_any_script():
    reader = PdfReader(BytesIO(render_pdf(cases.hostile())))

    assert "شركة الخدمات" in properties(reader)["/Subject"]
    assert '<img src="/etc/hostname"/>' in properties(reader)["/Title"]


def test_controls_and_lone_surrogates_do_no_harm():
    facts = cases.clear()
    initiative = replace(facts.evaluation.initiative, name="A\x00B\ud800C\u2028D", organisation="\x1b[31m")
    evaluation = replace(facts.evaluation, initiative=initiative)

    reader = PdfReader(BytesIO(render_pdf(cases.facts_of(evaluation))))
    assert properties(reader)["/Title"] == "Board paper: A B C D"


def test_a_megabyte_of_reasons_comes_through_whole_within_seconds():
    facts = cases.huge_rationale()
    began = time.process_time()
    pdf = render_pdf(facts)
    took = time.process_time() - began

    reader = PdfReader(BytesIO(pdf))
    assert took < 10
    assert 250 < len(reader.pages) < 500
    told = [text for page in reader.pages[-20:] if (text := page.extract_text()).startswith("Reasons")]
    assert "END" in told[-1] + told[-2]


def test_a_megabyte_without_a_space_comes_through_too():
    facts = cases.huge_rationale(1000)
    first = facts.evaluation.scores[0]._replace(rationale="x" * 1_000_000)
    evaluation = replace(facts.evaluation, scores=(first, *facts.evaluation.scores[1:]))
    began = time.process_time()

    assert len(render_pdf(cases.facts_of(evaluation))) > 100_000
    assert time.process_time() - began < 10


def test_progress_rises_from_nothing_to_all():
    heard: list[float] = []
    render_pdf(cases.many(), lambda share, words: heard.append(share))

    assert heard == sorted(heard)
    assert heard[0] == 0.0
    assert heard[-1] == 1.0


def test_the_report_modules_load_without_reportlab():
    script = "import sys, outsource_desk.reports.paper, outsource_desk.reports.charts; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "reportlab" not in done.stdout.split()

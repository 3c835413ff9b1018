"""Every page of every kind of decision, as composed: nothing overlaps, nothing leaves the margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outsource_desk.charts.marks import Mark, Text, Weight, extent
from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import number
from outsource_desk.domain.paper import PaperSize
from outsource_desk.domain.score import Measurement
from outsource_desk.reports.blocks import Cell, Page, Row, RowKind, Table, TableColumn, Title
from outsource_desk.reports.compose import compose, title_lines
from outsource_desk.reports.elements import Element, Sheet, Tag
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.grid import A4, Grid
from outsource_desk.reports.paper import footer, grid_of, sheets_of
from outsource_desk.reports.sections import board_pages
from outsource_desk.reports.typeface import measure, missing
from tests.reports import cases
from tests.reports.cases import judged

Box = tuple[float, float, float, float]


@pytest.fixture(params=[f"{case} {size}" for size in PaperSize for case in (*cases.CASES, "sample")], scope="module")
def facts(request, tmp_path_factory) -> BoardFacts:
    case, size = request.param.rsplit(" ", 1)
    made = cases.sample(tmp_path_factory.mktemp("sample")) if case == "sample" else cases.CASES[case]()
    return cases.choosing(made, size=PaperSize(size))


@pytest.fixture(scope="module")
def grid(facts) -> Grid:
    return grid_of(facts)


@pytest.fixture(scope="module")
def sheets(facts) -> list[Sheet]:
    composed = sheets_of(facts)
    ends = [footer(facts, number, len(composed)) for number in range(1, len(composed) + 1)]
    return [replace(sheet, elements=(*sheet.elements, end)) for sheet, end in zip(composed, ends, strict=True)]


def elements(parts: tuple[Element, ...]) -> Iterator[Element]:
    for element in parts:
        yield element
        yield from elements(element.parts)


def marks(sheet: Sheet) -> list[Mark]:
    return [mark for element in elements(sheet.elements) for mark in element.marks]


def texts(sheet: Sheet) -> list[Text]:
    return [mark for mark in marks(sheet) if isinstance(mark, Text)]


def words(sheets: list[Sheet]) -> str:
    return " ".join(text.text for sheet in sheets for text in texts(sheet))


def test_no_two_texts_of_a_page_touch(sheets):
    faults = []
    for place, sheet in enumerate(sheets, 1):
        boxes = sorted(((extent(text, measure), text.text) for text in texts(sheet)), key=lambda pair: pair[0][1])
        for n, (a, one) in enumerate(boxes):
            for b, other in boxes[n + 1 :]:
                if b[1] > a[3]:
                    break
                if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5:
                    faults.append(f"page {place}: {one[:40]!r} / {other[:40]!r}")
    assert faults == []


def test_nothing_leaves_the_margins(sheets, grid):
    faults = []
    for place, sheet in enumerate(sheets, 1):
        for mark in marks(sheet):
            left, top, right, bottom = extent(mark, measure)
            if left < grid.margin - 1 or right > grid.width - grid.margin + 1 or top < 28 or bottom > grid.height - 26:
                faults.append(f"page {place}: {mark}")
    assert faults == []


def test_content_ends_above_the_source_line(sheets, grid):
    for sheet in sheets:
        body = [element for element in sheet.elements if element.tag in (Tag.TABLE, Tag.FIGURE, Tag.LIST)]
        lowest = [extent(mark, measure)[3] for element in elements(tuple(body)) for mark in element.marks]
        assert max(lowest, default=0) <= grid.bottom + 1


def test_only_the_sizes_of_the_grid_are_used_and_small_ones_only_where_small_is_right(sheets):
    for sheet in sheets:
        assert {text.size for text in texts(sheet)} <= {8.5, 10, 13, 15, 20}
        for element in elements(sheet.elements):
            small = [text for text in element.marks if isinstance(text, Text) and text.size < 10]
            is_source = element.tag is Tag.PARAGRAPH and all(
                text.text.startswith(("Source: ", "On demand: ")) for text in small
            )
            assert not small or element.tag in (Tag.ARTIFACT, Tag.FIGURE) or is_source


def test_every_title_is_a_sentence_of_at_most_two_lines(facts, grid):
    for page in board_pages(facts):
        lines = title_lines(page.title, grid)
        assert 1 <= len(lines) <= 2
        assert all(measure(line, 20, Weight.SEMIBOLD) <= grid.full for line in lines)
        assert " ".join(lines)[-1] not in ".:;,"


def test_the_decision_is_one_page_and_comes_first(sheets):
    assert [sheet.section for sheet in sheets].count("Decision") == 1
    assert sheets[0].section == "Decision"


def test_every_section_opens_once(sheets):
    opened = [sheet.section for sheet in sheets if sheet.opens_section]
    assert len(opened) == len(set(opened))


def test_every_figure_has_words_in_its_place(sheets):
    figures = [one for sheet in sheets for one in elements(sheet.elements) if one.tag is Tag.FIGURE]
    assert all(figure.alt.strip() for figure in figures)


def test_every_character_that_is_drawn_is_in_the_typeface(sheets):
    assert missing(words(sheets)) == ""


def test_every_page_carries_revision_fingerprint_and_number(facts, sheets):
    stamp = " ".join(facts.fingerprint[at : at + 4] for at in range(0, 12, 4))
    for place, sheet in enumerate(sheets, 1):
        said = words([sheet])
        assert f"Revision {facts.revision}" in said
        assert stamp in said
        assert f"Page {place} of {len(sheets)}" in said


def test_every_candidate_criterion_and_total_stands_in_the_paper(facts, sheets):
    said = words(sheets)
    for standing in facts.ranking.ranked[:10]:
        assert number(standing.total) in said


def test_reasons_come_through_whole():
    facts = cases.huge_rationale(60_000)
    pages = sheets_of(facts)
    rows = [
        row for sheet in pages for row in elements(sheet.elements) if row.tag is Tag.ROW and sheet.section == "Reasons"
    ]
    last = [row.parts[-1] for row in rows if row.parts[-1].tag is Tag.CELL]
    said = " ".join(mark.text for cell in last for mark in cell.marks if isinstance(mark, Text))
    who = facts.evaluation.evaluators[0].name
    assert said.split() == [*f"{who}:".split(), *facts.evaluation.scores[0].rationale.split()]


def test_a_group_is_named_again_where_its_rows_go_on_overleaf():
    pages = [sheet for sheet in sheets_of(cases.huge_rationale(20_000)) if sheet.section == "Reasons"]

    assert len(pages) > 3
    assert all("Quality (continued)" in words([sheet]) for sheet in pages[1:])


def test_names_and_questions_that_pages_shorten_stand_whole_in_the_method_note():
    facts = cases.long_names()
    initiative = replace(facts.evaluation.initiative, question="Shall we? " * 400)
    evaluation = replace(facts.evaluation, initiative=initiative)
    pages = sheets_of(cases.facts_of(evaluation))
    method = "".join(words([sheet for sheet in pages if sheet.section == "Method"]).split())

    for candidate in evaluation.candidates[:2]:
        assert "".join(candidate.name.split()) in method.replace("-", "")
    assert method.count("Shallwe?") == 400
    assert [sheet.section for sheet in pages].count("Decision") == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=60))
@example([(1, True), (1, True), (1, True), (19, False), (6, False)])
def test_a_table_over_many_pages_loses_no_row_and_ends_no_page_in_the_name_of_a_group(rows):
    table = Table(
        (TableColumn("Name", 0.3), TableColumn("Words", 0.7)),
        tuple(
            Row((Cell(f"g{n}"), Cell()), RowKind.GROUP)
            if is_group
            else Row((Cell(f"r{n}"), Cell("word\n" * lines + "end")))
            for n, (lines, is_group) in enumerate(rows)
        ),
    )
    pages = compose(Page("Annex", Title("A table"), (table,)), "")
    seen: list[str] = []
    ends = 0
    for place, sheet in enumerate(pages, 1):
        drawn = [row for row in elements(sheet.elements) if row.tag is Tag.ROW][1:]
        names = [next((mark.text for mark in row.parts[0].marks if isinstance(mark, Text)), "") for row in drawn]
        seen += [name for name in names if "continued" not in name]
        ends += sum(mark.text == "end" for row in drawn for mark in row.parts[1].marks if isinstance(mark, Text))
        assert place == len(pages) or not names[-1].startswith("g")
        assert all(extent(text, measure)[3] <= A4.height - 26 for text in texts(sheet))
    assert list(dict.fromkeys(seen)) == [f"{'g' if is_group else 'r'}{n}" for n, (_, is_group) in enumerate(rows)]
    assert ends == sum(not is_group for _, is_group in rows)


def dearer() -> BoardFacts:
    """Twelve candidates whose prices are long to write, in a currency without a sign."""
    names = [f"Bidder {n}" for n in range(1, 13)]
    points = {name: [None, 3.0 + n / 10] for n, name in enumerate(names)}
    evaluation = judged(points, (("Whole-life price", 50.0), ("Lohnabrechnungsqualitätssicherung", 50.0)))
    initiative = replace(evaluation.initiative, currency="GEL")
    price = replace(evaluation.criteria[0], measure=Measure.PRICE, worst=200e6, best=100e6)
    amounts = tuple(
        Measurement(n, one.id, 1, 111e6 + n * 1e6, rationale="As offered.")
        for n, one in enumerate(evaluation.candidates, 1)
    )
    criteria = (price, evaluation.criteria[1])
    return cases.facts_of(replace(evaluation, initiative=initiative, criteria=criteria, measurements=amounts))


def test_no_amount_breaks_in_a_table_of_many_candidates():
    found = sheets_of(dearer())
    for section in ("Scores", "Reasons"):
        said = words([sheet for sheet in found if sheet.section == section])
        assert "GEL\u00a0112.00\u00a0m" in said
        assert not any(text.text == "m" for sheet in found for text in texts(sheet))


def test_a_page_keeps_its_candidates_even_if_much_is_open():
    names = [f"Criterion {n}" for n in range(1, 11)]
    points = {f"Supplier {n}": [*([3.0 + n / 10] * 6), *([None] * 4)] for n in range(1, 6)}
    evaluation = judged(points, [(name, 10.0) for name in names])
    few = replace(evaluation, scores=evaluation.scores[1:])
    page = sheets_of(cases.facts_of(few))[0]

    listed = next(element for element in elements(page.elements) if element.tag is Tag.TABLE)
    assert len(listed.parts) == 6


def test_no_row_stands_alone_between_a_group_and_the_edge_of_a_page():
    rows = [
        Row((Cell(f"{kind} {n}"), Cell()), kind)
        for n in range(40)
        for kind in (RowKind.GROUP, RowKind.BODY, RowKind.BODY, RowKind.BODY)
    ]
    table = Table((TableColumn("Name", 0.3), TableColumn("Words", 0.7)), tuple(rows))
    pages = compose(Page("Annex", Title("A table"), (table,)), "")
    for sheet in pages:
        drawn = [row for row in elements(sheet.elements) if row.tag is Tag.ROW][1:]
        names = [next(mark.text for mark in row.parts[0].marks if isinstance(mark, Text)) for row in drawn]
        groups = [place for place, name in enumerate(names) if name.startswith("group")]
        assert groups[1] - groups[0] > 2
        assert len(names) - groups[-1] > 2
    assert len(pages) > 5

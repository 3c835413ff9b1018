"""The annexes, and what no choice of sections can hide: trust, disclosure, warnings with their answers."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from outsource_desk.charts.marks import Text
from outsource_desk.domain.answers import AnswerKind, WarningAnswer
from outsource_desk.domain.criterion import Curve
from outsource_desk.domain.panel import Conflict, Nature, Ruling
from outsource_desk.domain.paper import PaperSize, Section
from outsource_desk.domain.ranking import RuleWarning, Severity
from outsource_desk.domain.score import AgreedScore
from outsource_desk.domain.weighting import (
    Elicitation,
    FrozenWeight,
    Judgement,
    Purpose,
    WeightMethod,
    WeightSet,
)
from outsource_desk.reports.blocks import Cell, Figure, Items, Page, Paragraph, RowKind, Span, Table
from outsource_desk.reports.elements import Element, Tag
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Advice, Findings
from outsource_desk.reports.glyphs import missing_glyphs
from outsource_desk.reports.paper import render_pdf, sheets_of
from outsource_desk.reports.sections import board_pages
from outsource_desk.reports.study import Study, Told
from tests.reports import cases
from tests.reports.test_paper_sections import blocks, page_of, titles

TRUST = "How far to trust it"
WARNED = "Warnings and answers"
STOP = RuleWarning("W25", Severity.BLOCK, "Birch has no score on Security.", "Security", 2, 2)


def answer(kind: AnswerKind = AnswerKind.WAIVED, reason: str = "It is asked for before signature.") -> WarningAnswer:
    return WarningAnswer(1, "W25", 2, 2, "", kind, "Chief Risk Officer", reason, STOP.text, "2026-06-01T09:00:00+00:00")


def warned(*told: Told) -> BoardFacts:
    facts = cases.clear()
    assert facts.study is not None
    return replace(facts, study=replace(facts.study, told=told))


def words(page: Page) -> str:
    """Return everything that a page says, in one line."""
    said = [page.title.text(), page.source]
    for block in blocks(page):
        match block:
            case Paragraph():
                said.append(block.text)
            case Items():
                said += block.items
            case Table():
                said += [column.head for column in block.columns]
                said += [cell.text for row in block.rows for cell in row.cells]
            case _:
                said.append(getattr(block, "text", ""))
    return " ".join(said)


def columns_of(page: Page, head: str) -> list[list[str]]:
    """Return the rows of the table whose first column has this head."""
    for block in blocks(page):
        if isinstance(block, Table) and block.columns[0].head == head:
            return [[cell.text for cell in row.cells] for row in block.rows]
    raise AssertionError(head)


def test_a_finding_that_nobody_waived_recommends_nothing_and_says_why():
    facts = warned(Told(STOP))
    assert Findings(facts).advice is Advice.HELD
    first = board_pages(facts)[0]
    assert first.title.text().endswith("but 1 finding stands in the way of a recommendation")
    assert "Birch has no score on Security." in words(first)
    assert titles(facts)[WARNED] == "1 finding stops a recommendation until answered"
    assert "no answer yet" in words(page_of(facts, WARNED))


def test_a_waiver_is_printed_with_name_date_and_reason_and_lets_the_paper_recommend():
    facts = warned(Told(STOP, answer()))
    assert Findings(facts).advice is Advice.RECOMMEND
    assert "Chief Risk Officer waived finding W25" in words(board_pages(facts)[0])
    said = words(page_of(facts, WARNED)).replace("\u00a0", " ")
    assert "Waived by Chief Risk Officer, 1 June 2026: It is asked for before signature." in said


@pytest.mark.parametrize(
    "told", [Told(STOP, answer(), has_lapsed=True), Told(STOP, answer(AnswerKind.ACKNOWLEDGED))], ids=["lapsed", "seen"]
)
def test_only_a_waiver_that_still_holds_lifts_a_stop(told):
    facts = warned(told)
    assert Findings(facts).advice is Advice.HELD
    assert titles(facts)[WARNED].startswith("1 finding stops a recommendation")


def test_an_answer_that_has_lapsed_is_still_printed():
    said = words(page_of(warned(Told(STOP, answer(), has_lapsed=True)), WARNED))
    assert "No longer holds, because the finding has changed since. Waived by Chief Risk Officer" in said


def test_the_file_s_own_answers_reach_the_paper():
    plain = cases.priced()
    (stop,) = Findings(plain).blocks
    given = replace(
        answer(), rule=stop.id, candidate_id=stop.candidate_id, criterion_id=stop.criterion_id, said=stop.text
    )
    facts = cases.facts_of(replace(plain.evaluation, answers=(given,)))
    assert Findings(facts).blocks == ()
    assert "Waived by Chief Risk Officer" in words(page_of(facts, WARNED))
    other = cases.facts_of(replace(plain.evaluation, answers=(replace(given, said="Something else."),)))
    assert [one.id for one in Findings(other).blocks] == [stop.id]


def test_a_paper_without_any_warning_has_no_such_section_and_says_so_in_one_line():
    facts = warned()
    assert WARNED not in titles(facts)
    line = words(page_of(facts, "Method")).split("Nothing to say yet, so not in this paper: ")[1]
    assert line.startswith("“Why and what”, “Vetting and gaps”, “Risks”, “If it goes wrong”, “How we will steer”, “How")
    assert "“Reasons”, “Weights”, “Price in detail”, “Warnings and answers”" in line


def frozen(**shares: float) -> BoardFacts:
    """Return Alder against Birch, with weights that were frozen as given; they are 40, 30, 20 and 10 now."""
    evaluation = cases.judged({"Alder": [3, 4, 4, 3], "Birch": [4.5, 3, 3, 3]}, cases.FOUR)
    kept = tuple(
        FrozenWeight(leaf.id, leaf.name, 100 * shares.get(leaf.name, leaf.weight / 100), shares.get(leaf.name, 0.1))
        for leaf in evaluation.criteria
    )
    initiative = replace(
        evaluation.initiative,
        weights_frozen_at="2026-05-01T08:00:00+00:00",
        weights_frozen_by="Head of Procurement",
        weights_reason="The board put quality first",
        offers_opened_at="2026-05-20T08:00:00+00:00",
    )
    return cases.facts_of(replace(evaluation, initiative=initiative, frozen=kept))


def test_weights_changed_after_the_freeze_are_disclosed_with_both_rankings_whatever_is_left_out():
    facts = frozen(Quality=0.1, Security=0.6, People=0.2, Terms=0.1)
    bare = cases.choosing(facts, left_out=frozenset(Section))
    method = page_of(bare, "Method")
    said = words(method).replace("\u00a0", " ")
    assert "The weights were frozen on 1 May 2026 by Head of Procurement" in said
    assert "before the offers were opened on 20 May 2026" in said
    assert "Reason given: The board put quality first. The order is another one." in said
    assert [row[0] for row in columns_of(method, "By the frozen weights")] == ["1 Alder", "2 Birch"]
    assert [row[2] for row in columns_of(method, "By the frozen weights")] == ["1 Birch", "2 Alder"]
    assert "weights were changed after they were frozen, which changed the order" in words(board_pages(bare)[0])


def test_weights_that_are_what_was_frozen_are_said_to_be_unchanged():
    facts = frozen(Quality=0.4, Security=0.3, People=0.2, Terms=0.1)
    assert "They are unchanged since." in words(page_of(facts, "Method"))
    assert "frozen" not in words(board_pages(facts)[0])


def test_the_verdict_with_its_rules_and_what_would_turn_it_stands_behind_every_ranking():
    facts = cases.choosing(cases.priced(), left_out=frozenset(Section))
    sections = [page.section for page in board_pages(facts)]
    assert sections.index(TRUST) == sections.index("Ranking") + 1
    page = page_of(facts, TRUST)
    assert "What would turn it" in words(page)
    assert "Birch overtakes Alder if" in words(page)
    assert "100,000 simulated decisions" in words(page)
    assert "Seed 20250" in words(page)
    (chart,) = [block.spec for block in blocks(page) if isinstance(block, Figure)]
    assert "Alder: Rank 1" in chart.alt


@pytest.mark.parametrize("case", ["one candidate", "one left", "all failed", "all open", "no criteria", "empty"])
def test_where_nobody_can_be_compared_nothing_is_said_about_trust_or_sensitivity(case):
    sections = titles(cases.CASES[case]())
    assert {TRUST, "Sensitivity", "Second opinions"}.isdisjoint(sections)


@pytest.mark.parametrize("case", cases.CASES)
def test_no_page_recommends_whom_a_closer_look_doubts(case):
    facts = cases.CASES[case]()
    if titles(facts).get(TRUST, "").startswith("No clear winner"):
        assert "We recommend" not in titles(facts)["Decision"]
        assert "a clear lead" not in titles(facts)["Ranking"]


def test_the_sensitivity_annex_names_the_weight_that_turns_the_first_place_soonest():
    facts = cases.priced()
    assert titles(facts)["Sensitivity"].startswith(
        "Birch comes first if the weight of “Whole-life price” rises from 21"
    )
    page = page_of(facts, "Sensitivity")
    rows = columns_of(page, "Criterion")
    assert [row[0] for row in rows] == [one.name for one in facts.evaluation.criteria]
    spans = [cell for block in blocks(page) if isinstance(block, Table) for row in block.rows for cell in row.cells]
    assert all(0 <= one.low <= one.mark <= one.high <= 1 for one in spans if isinstance(one, Span))
    assert "catches up if" in words(page)
    assert "Whoever withdraws, the order of the others stays as it is." in words(page)


def test_the_heads_of_long_tables_are_said_again_on_every_page():
    sheets = [sheet for sheet in sheets_of(cases.many(6, 200)) if sheet.section == "Sensitivity"]
    tables = [element for sheet in sheets for element in sheet.elements if element.tag is Tag.TABLE]
    heads = [" ".join(_texts(table.parts[0])) for table in tables]
    assert sum(head.startswith("Criterion Weight First place stays") for head in heads) > 5
    told = [text for table in tables for row in table.parts[1:] for text in _texts(row)[:1]]
    assert {f"Criterion number {n}" for n in range(1, 201)} <= set(told)


def _texts(element: Element) -> list[str]:
    found = [mark.text for mark in element.marks if isinstance(mark, Text)]
    return found + [text for part in element.parts for text in _texts(part)]


def weighed() -> BoardFacts:
    evaluation = cases.judged({"Alder": [3, 4, 4, 3], "Birch": [4.5, 3, 3, 3]}, cases.FOUR)
    pairs = (Judgement(1, 2, 2.0), Judgement(1, 3, 3.0), Judgement(2, 3, 9.0))
    found = Elicitation(1, 2, None, WeightMethod.PAIRWISE, "CFO", "2026-05-01", "Over lunch", judgements=pairs)
    found = replace(found, judgements=(*pairs, Judgement(1, 4, 4.0), Judgement(2, 4, 4.0), Judgement(3, 4, 2.0)))
    sets = (
        WeightSet(1, 1, "Official", Purpose.OFFICIAL),
        WeightSet(
            2, 1, "CFO", Purpose.LENS, weights=((1, 10.0), (2, 60.0), (3, 20.0), (4, 10.0)), elicitations=(found,)
        ),
        WeightSet(3, 1, "Works council", Purpose.LENS, weights=((1, 70.0), (2, 10.0), (3, 10.0), (4, 10.0))),
    )
    return cases.facts_of(replace(evaluation, weight_sets=sets))


def test_the_weights_annex_has_all_sets_side_by_side_and_how_they_were_found():
    page = page_of(weighed(), "Weights")
    assert page.title.text() == "1 of 2 other sets of weights puts Birch first, as the official ones do"
    leaders = [(row[0], row[2]) for row in columns_of(page, "Set of weights")]
    assert leaders == [("Official", "Birch"), ("CFO", "Alder"), ("Works council", "Birch")]
    shares = columns_of(page, "Criterion")
    assert [cell.replace("\u00a0", " ") for cell in shares[0]] == ["Quality", "40 %", "10 %", "70 %"]
    assert "consistency ratio" in words(page)
    assert "Saaty 1980" in words(page)


def test_without_other_weights_and_without_a_method_there_is_no_annex_about_them():
    assert "Weights" not in titles(cases.clear())


def panel() -> BoardFacts:
    evaluation = cases.judged(
        {"Alder": [4, 3, 4, 3], "Birch": [3, 3, 3, 3.5]}, cases.FOUR, evaluators=("Operations", "Finance", "Legal")
    )
    scores = tuple(
        score._replace(points=1.0)
        if (score.candidate_id, score.criterion_id, score.evaluator_id) == (1, 1, 2)
        else score
        for score in evaluation.scores
    )
    agreed = (AgreedScore(1, 1, 1, 3.5, rationale="The trial was seen by all."),)
    conflicts = (
        Conflict(1, 2, 2, Nature.FINANCIAL, "2026-04-01", "Owns shares", Ruling.MANAGED, "Counsel", "Sold since"),
        Conflict(2, 3, None, Nature.NONE, "2026-04-01"),
    )
    return cases.facts_of(replace(evaluation, scores=scores, agreed=agreed, conflicts=conflicts))


def test_the_evaluators_annex_prints_originals_agreed_scores_reasons_and_interests():
    page = page_of(panel(), "Evaluators")
    (agreed,) = columns_of(page, "Criterion")[:1]
    assert agreed[:2] == ["Quality", "Alder"]
    said = words(page).replace("\u00a0", " ")
    assert "4.0, 1.0, 4.0" in said
    assert "The trial was seen by all." in said
    assert "1 April 2026, financial: Owns shares." in said
    assert "may score under a safeguard, by Counsel. Sold since." in said
    assert "declared none" in said
    assert "nothing declared yet" in said
    assert "Kendall’s W is" in said


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (1, "One evaluator scored, so nobody knows how far others would agree"),
        (2, "By their own scores, both evaluators would choose Alder"),
        (3, "By their own scores, all 3 evaluators would choose Alder"),
    ],
)
def test_evaluators_are_counted_as_people_say_it(count, title):
    points = {"Alder": [4, 4, 4, 3], "Birch": [3, 3, 3, 3]}
    facts = cases.facts_of(cases.judged(points, cases.FOUR, evaluators=("A", "B", "C")[:count]))
    assert titles(facts)["Evaluators"] == title


def test_an_evaluator_who_has_not_scored_is_not_said_to_have_scored():
    assert titles(cases.all_open())["Evaluators"] == "1 evaluator is named; nobody has scored yet"


def test_the_price_annex_says_that_a_drawn_curve_counts_beside_the_formulas():
    facts = cases.priced()
    assert facts.study is not None
    assert facts.study.price is not None
    drawn = replace(
        facts.study,
        price=replace(facts.study.price, current=Curve.PIECEWISE),
        price_words={**facts.study.price_words, Curve.PIECEWISE: ("A drawn curve", "")},
    )
    page = page_of(replace(facts, study=drawn), "Price in detail")
    assert page.title.text() == "A drawn curve counts; all 4 price formulas put Alder first"


def test_the_price_annex_has_every_formula_and_where_a_loser_decides():
    page = page_of(cases.priced(), "Price in detail")
    assert page.title.text() == "All 4 price formulas put Alder first"
    table = columns_of(page, "Candidate")
    assert [row[0] for row in table] == ["Birch", "Alder", "In-house"]
    assert table[1][1:4] == ["€\u00a011.40\u00a0m", "77.2", "52.0 → 71.9 (1)"]
    assert "The price weighs 21.0" in words(page)
    assert "Price in detail" not in titles(cases.clear())


def test_second_opinions_name_who_is_first_and_how_far_the_order_is_the_same():
    page = page_of(cases.priced(), "Second opinions")
    assert page.title.text() == "All 6 methods put Alder first"
    ranks = columns_of(page, "Candidate")
    assert [row[0] for row in ranks] == ["Alder", "Birch", "In-house", "Same order"]
    assert len(ranks[0]) == 7
    assert all(cell.startswith("1 (") for cell in ranks[0][1:])


def test_what_decides_nothing_is_named_and_quality_stands_apart_from_price():
    page = page_of(
        cases.facts_of(cases.judged({"A": [4, 3], "B": [3, 3]}, (("One", 60.0), ("Two", 40.0)))), "Why A is ahead"
    )
    assert "All are alike on Two, which decides nothing." in words(page)
    assert "quality in blue, price set apart: Alder 61.0 and 10.9; Birch" in " ".join(
        getattr(block, "note", "") for block in blocks(page_of(cases.priced(), "Why Alder is ahead"))
    )


@pytest.mark.parametrize("size", PaperSize)
def test_all_annexes_of_the_sample_are_read_back_from_the_pdf(size, tmp_path):
    facts = cases.choosing(cases.sample(tmp_path), size=size)
    reader = PdfReader(BytesIO(render_pdf(facts)))
    outline = [str(getattr(entry, "title", "")) for entry in reader.outline]
    annexes = outline[outline.index("Sensitivity") :]
    assert annexes[:6] == ["Sensitivity", "Weights", "Evaluators", "Price in detail", "Second opinions", WARNED]
    assert annexes[6:] == ["Evidence register"]
    assert len(reader.pages) <= 48
    assert "On demand: “Vendor dossiers” and “Answers in full”" in reader.pages[0].extract_text()
    assert TRUST in outline
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Seed 20250" in text
    assert "Interests declared" in text


def test_long_tables_of_many_candidates_keep_every_candidate():
    page = page_of(cases.many(40, 6), "Second opinions")
    rows = next(block for block in blocks(page) if isinstance(block, Table)).rows
    assert sum(row.kind is RowKind.BODY for row in rows) == len(Findings(cases.many(40, 6)).ranked)


def test_what_the_typeface_lacks_in_answers_interests_and_sets_is_named():
    facts = panel()
    conflict = replace(facts.evaluation.conflicts[0], note="Shares 🚀")
    odd = replace(facts.evaluation, conflicts=(conflict,), answers=(answer(reason="Fine 🙂"),))
    odd = replace(odd, weight_sets=(WeightSet(1, 1, "CFO 🐢", Purpose.LENS),))
    assert missing_glyphs(cases.facts_of(odd)) == [
        ("Sets of weights", "🐢"), ("Declared interests", "🚀"), ("Answers to warnings", "🙂"),
    ]  # fmt: skip


def test_a_paper_without_a_closer_look_still_has_its_warnings():
    facts = replace(cases.many(), study=None)
    assert Findings(facts).study == Study(tuple(Told(one) for one in facts.ranking.warnings))
    assert WARNED in titles(facts)
    assert TRUST not in titles(facts)


def test_marks_and_words_of_the_rules_agree():
    page = page_of(cases.level(), TRUST)
    rules = next(block for block in blocks(page) if isinstance(block, Table)).rows
    first = rules[0].cells[0]
    assert isinstance(first, Cell)
    assert (first.text, first.state) == ("The lead", "open")

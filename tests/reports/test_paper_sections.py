"""What the sections say, compared as values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.charts.spec import Kind, Role, State
from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.reports.blocks import (
    Block,
    Cell,
    Columns,
    Dots,
    Gain,
    Heading,
    Items,
    Page,
    Paragraph,
    Table,
    Tiles,
    Tone,
)
from outsource_desk.reports.branches import branches
from outsource_desk.reports.charts import close_up_chart, contributions_chart, gate_state, ranking_chart
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Advice, Findings
from outsource_desk.reports.glyphs import missing_glyphs
from outsource_desk.reports.sections import board_pages
from outsource_desk.reports.sections.decision import decision_page
from tests.reports import cases


def titles(facts: BoardFacts) -> dict[str, str]:
    return {page.section: page.title.text() for page in board_pages(facts)}


def blocks(page: Page) -> list[Block]:
    found: list[Block] = []
    pending = list(page.blocks)
    while pending:
        block = pending.pop(0)
        found.append(block)
        if isinstance(block, Columns):
            pending = [inner for column in block.columns for inner in column.blocks] + pending
    return found


def under(page: Page, heading: str) -> tuple[str, ...]:
    listed = blocks(page)
    place = next(n for n, block in enumerate(listed) if isinstance(block, Heading) and block.text == heading)
    block = listed[place + 1]
    return block.items if isinstance(block, Items) else (block.text,) if isinstance(block, Paragraph) else ()


def page_of(facts: BoardFacts, section: str) -> Page:
    return next(page for page in board_pages(facts) if page.section == section)


def table_of(facts: BoardFacts, section: str) -> Table:
    return next(block for block in blocks(page_of(facts, section)) if isinstance(block, Table))


def tiles_of(facts: BoardFacts) -> dict[str, tuple[str, State | None]]:
    tiles = next(block for block in blocks(decision_page(Findings(facts))) if isinstance(block, Tiles))
    return {tile.name: (tile.word, tile.state) for tile in tiles.tiles}


DECISIONS = {
    "all failed": "No candidate passes the gates, so nobody can be recommended",
    "all open": "Nothing is scored yet for 3 candidates on 4 criteria",
    "all zero": "Alder and Birch are level at 0.0 points of 100: too close to call",
    "clear": "We recommend Alder, which is 21.0 points ahead of Birch: a clear lead",
    "empty": "Nothing can be compared yet: add the candidates and the criteria first",
    "imported": "We recommend Northwind Traders, which is 3.8 points ahead of Contoso: a clear lead",
    "in-house wins": "We recommend to keep the work in-house: it is 28.0 points ahead of Alder, a clear lead",
    "level": "Alder, Birch and Cedar are level at 72.0 points of 100: too close to call",
    "many": "Vendor 01 Services is 3.5 points ahead of Vendor 08 Services, but 7 findings stand in the way of "
    "a recommendation",
    "no candidates": "4 criteria are ready, but no candidate has been added yet",
    "no criteria": "2 candidates wait for criteria to be judged by",
    "one candidate": "Only Alder is ranked: a decision needs something to compare it with",
    "one left": "Only Birch is ranked, because 1 candidate failed a gate: there is nothing to compare it with",
    "one unscored": "Alder is 21.0 points ahead of Birch, but 4 open scores could still change the order",
    "priced": "Alder is 8.1 points ahead of Birch, but 1 open score could still change the order",
}


@pytest.mark.parametrize("case", DECISIONS)
def test_the_paper_opens_with_the_sentence_that_its_figures_allow(case):
    assert titles(cases.CASES[case]())["Decision"] == DECISIONS[case]


def test_a_candidate_that_nobody_scored_is_named_as_what_is_open():
    facts = cases.one_unscored()
    assert "Cedar: 4 scores open, worth up to 100.0 points." in under(decision_page(Findings(facts)), "What is open")
    settles = under(page_of(facts, "Ranking"), "What would settle it")
    assert settles == ("4 open scores of Cedar. At best, Cedar would reach 100.0.",)


def test_a_gate_that_nobody_is_judged_by_is_never_shown_as_passed():
    decision = cases.judged({"Alder": [4], "Birch": [3]}, (("Quality", 100.0),))
    group = Criterion(9, 1, None, "Service", 100, is_gate=True, minimum=5)
    leaf = replace(decision.criteria[0], parent_id=9)
    facts = cases.facts_of(replace(decision, criteria=(group, leaf)))
    assert gate_state(facts, facts.ranking.standings[0]) is None
    assert tiles_of(facts)["Gates"] == ("No gate is set", None)


def test_a_gate_without_a_minimum_is_open_on_every_page():
    decision = cases.judged({"Alder": [4], "Birch": [3]}, (("Quality", 100.0),))
    facts = cases.facts_of(replace(decision, criteria=(replace(decision.criteria[0], is_gate=True),)))
    assert gate_state(facts, facts.ranking.standings[0]) == (State.OPEN, "a gate is open")
    assert tiles_of(facts)["Gates"] == ("0 of 2 passed", State.OPEN)


def test_without_a_weight_the_paper_does_not_speak_of_failed_gates():
    facts = cases.facts_of(cases.judged({"Alder": [4], "Birch": [3]}, (("Quality", 0.0),)))
    assert titles(facts)["Ranking"] == "Nobody is ranked: no criterion that is scored has a weight"


@pytest.mark.parametrize("case", cases.CASES)
def test_nobody_wins_and_nothing_is_recommended_short_of_a_clear_lead(case):
    facts = cases.CASES[case]()
    said = " ".join(titles(facts).values())

    assert "winner" not in said.lower().replace("no clear winner", "")
    assert ("We recommend" in said) == (Findings(facts).advice is Advice.RECOMMEND)


@pytest.mark.parametrize("case", cases.CASES)
def test_risk_and_readiness_are_never_shown_as_if_they_were_known(case):
    facts = cases.CASES[case]()
    page = decision_page(Findings(facts))
    if not any(isinstance(block, Tiles) for block in blocks(page)):
        return  # a decision that is not prepared yet claims nothing at all
    assert set(tiles_of(facts)) <= {"Gates", "Merit", "Money", "Scores"}
    assert "readiness if it fails" in under(page, "What is open")[-1]


def test_the_verdicts_of_a_priced_decision_stand_side_by_side():
    assert tiles_of(cases.priced()) == {
        "Gates": ("3 of 4 passed", State.GOOD),
        "Merit": ("Not settled", State.OPEN),
        "Money": ("€\u00a011.40\u00a0m", None),
        "Scores": ("19 of 20 given", State.OPEN),
    }


def test_money_is_left_out_where_no_price_is_a_criterion():
    assert "Money" not in tiles_of(cases.clear())


def test_reasons_worries_and_open_points_name_figures():
    page = decision_page(Findings(cases.priced()))

    assert under(page, "What speaks for the first") == (
        "Alder is better than Birch on Other commercial value (+6.8) and “Security and data” (+2.5).",
        "Meets the one gate.",
        "Fully scored; Birch has 1 open score.",
    )
    assert under(page, "What speaks against") == (
        "Birch is better on Whole-life price (+2.1).",
        "Birch costs €\u00a0500,000 less.",
        "Cedar has more points, but failed a gate.",
    )
    assert under(page, "What is open")[:2] == (
        "Birch has no score on Answer time, where others have one.",
        "Birch: 1 score open, worth up to 9.0 points.",
    )


def test_the_question_of_the_initiative_is_asked_and_one_is_found_if_there_is_none():
    assert under(decision_page(Findings(cases.priced())), "The board is asked") == (
        "Shall we hand the service desk to a provider for five years?",
    )
    assert under(decision_page(Findings(cases.clear())), "The board is asked") == (
        "To take Alder forward to a contract, or to say what is missing.",
    )


def test_a_finding_that_blocks_is_named_under_what_is_open():
    page = decision_page(Findings(cases.many()))

    assert under(page, "What is open")[0] == (
        "7 findings stop a recommendation, see “Warnings and answers”. "
        "First: The weights of the top level add up to 173 %, not 100 %."
    )


def test_ties_are_shown_as_ties_and_a_failed_gate_has_no_rank():
    ranks = [row.cells[0].text for row in table_of(cases.level(), "Decision").rows]
    assert ranks == ["1", "1", "1"]
    last = table_of(cases.priced(), "Decision").rows[-1].cells
    assert [cell.text for cell in last][:3] == ["–", "Cedar", "Failed a gate"]


def test_goals_have_a_page_only_if_there_are_any():
    assert "Why and what" not in titles(cases.clear())
    assert titles(cases.priced())["Why and what"] == (
        "Three goals, due by February\u00a02032, decide whether this was worth it: "
        "cost, satisfied users and focus on the core"
    )


def test_a_goal_shows_its_change_and_says_what_is_not_known():
    rows = table_of(cases.priced(), "Why and what").rows

    change = rows[0].cells[4]
    assert isinstance(change, Gain)
    assert change.text == "−16\u00a0%"
    in_points = rows[1].cells[4]
    assert isinstance(in_points, Gain)
    assert (in_points.text, in_points.value) == ("+11\u00a0points", 11)
    assert [cell.text for cell in rows[2].cells[1:]] == ["not stated", "–", "3", "–", "nobody yet", "no date"]


def test_why_the_first_is_ahead_is_explained_part_by_part():
    facts = cases.priced()
    page = page_of(facts, "Why Alder is ahead")
    rows = table_of(facts, "Why Alder is ahead").rows

    assert page.title.text() == "Alder is stronger on Other commercial value, weaker on Whole-life price"
    assert [row.cells[0].text for row in rows] == [
        "Capability",
        "Security and data",
        "Other commercial value",
        "Whole-life price",
    ]
    assert [row.cells[3].text for row in rows] == ["+0.9", "+2.5", "+6.8", "−2.1"]
    dots = rows[0].cells[2]
    assert isinstance(dots, Dots)
    assert dots.values == (4.0, 3.5)
    assert dots.minimums == (2.5,)
    assert dots.alt == "Alder: Engineering practice 4.0 and Depth of skill 3.5"


def test_the_parts_add_up_to_each_total():
    for case in cases.CASES.values():
        facts = case()
        for standing in facts.ranking.ranked:
            assert sum(part.points(standing) for part in branches(facts)) == pytest.approx(standing.total)


def test_at_most_eight_parts_are_named_and_price_keeps_its_own():
    facts = cases.priced()
    extra = tuple(Criterion(100 + n, 1, None, f"Extra {n}", 5.0) for n in range(12))
    wide = cases.facts_of(replace(facts.evaluation, criteria=(*facts.evaluation.criteria, *extra)))
    parts = branches(wide)

    assert len(parts) == 8
    assert parts[-1].is_price
    assert (parts[-2].name, parts[-2].is_rest) == ("9 lighter criteria", True)
    assert sum(part.weight for part in parts) == pytest.approx(1.0)


def test_a_single_root_is_opened_so_that_it_explains_something():
    facts = cases.clear()
    root = Criterion(99, 1, None, "All", 100.0)
    tree = (root, *(replace(criterion, parent_id=99) for criterion in facts.evaluation.criteria))

    assert len(branches(cases.facts_of(replace(facts.evaluation, criteria=tree)))) == 4


def test_the_matrix_tells_open_not_applicable_and_scored_apart():
    facts = cases.priced()
    scores = tuple(
        score._replace(points=None, not_applicable=True)
        if score.candidate_id == 1 and score.criterion_id == 3
        else score
        for score in facts.evaluation.scores
    )
    rows = table_of(cases.facts_of(replace(facts.evaluation, scores=scores)), "Scores").rows
    cells = {row.cells[0].text: [cell for cell in row.cells if isinstance(cell, Cell)] for row in rows}

    assert "n/a" in [cell.text for cell in cells["Depth of skill"]]
    assert Cell("open", State.OPEN, Tone.MUTED) in cells["Answer time"]
    assert Cell("2.0", State.BAD) in cells["Second sign-in factor"]


def test_every_reason_stands_under_its_criterion_with_who_gave_it():
    rows = table_of(cases.priced(), "Reasons").rows
    said = [[cell.text for cell in row.cells] for row in rows]

    assert said[0] == ["Engineering practice", "", ""]
    assert said[1] == ["Alder", "4.0", "Agreed: Agreed after the site visit."]
    assert ["Alder", "4.0", "Operations: Two clients confirmed it."] in said


def test_the_method_names_weights_end_points_and_gates():
    rows = table_of(cases.priced(), "Method").rows
    said = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in rows}

    assert said["Whole-life price"] == ["70", "21\u00a0%", "€\u00a014.00\u00a0m", "€\u00a09.00\u00a0m", "–"]
    assert said["Second sign-in factor"] == ["100", "25\u00a0%", "0 points", "5 points", "3.0, gate"]


def test_the_method_names_the_imported_files_and_how_many_values_came_from_them():
    tables = [block for block in blocks(page_of(cases.imported(), "Method")) if isinstance(block, Table)]
    assert ["Bids.xlsx", "1\u00a0June\u00a02026", "24", "abab abab abab"] in [
        [cell.text for cell in row.cells] for table in tables for row in table.rows
    ]


def test_the_ranking_chart_says_everything_in_words():
    spec = ranking_chart(cases.priced())

    assert spec.kind is Kind.RANKING
    assert spec.alt == (
        "Bars of the weighted totals out of 100, best first. "
        "Rank 1: Alder, 71.9, passed the gate. "
        "Rank 2: Birch, 63.8, up to 72.8 if all open scores turn out best, passed the gate. "
        "Rank 3: In-house, 42.4, passed the gate. "
        "Not ranked: Cedar, 74.3, failed a gate. Second sign-in factor 2, minimum 3."
    )


def test_the_contributions_chart_keeps_price_last_and_apart():
    spec = contributions_chart(cases.priced())

    assert [series.role for series in spec.series] == [Role.PART, Role.PART, Role.PART, Role.PRICE]
    assert (
        "Alder: Capability 34.2, Security and data 20.0, Other commercial value 6.8 and Whole-life price 10.9"
        in spec.alt
    )


def test_the_band_of_a_close_race_ends_at_the_leader():
    facts = cases.CASES["level"]()
    band = close_up_chart(facts).band

    assert band is not None
    assert (band.low, band.high, band.rows) == (pytest.approx(70.0), pytest.approx(72.0), 3)
    assert ranking_chart(cases.clear()).band is None


@pytest.mark.parametrize("measure", list(Measure))
def test_a_criterion_of_any_measure_without_values_leaves_a_useful_paper(measure):
    facts = cases.clear()
    lone = (Criterion(1, 1, None, "Only one", 100.0, measure=measure),)
    bare = replace(facts.evaluation, criteria=lone, scores=(), measurements=())

    assert titles(cases.facts_of(bare))["Decision"] == "Nothing is scored yet for 3 candidates on 1 criterion"


def test_characters_that_no_font_has_are_named_with_their_place():
    found = dict(missing_glyphs(cases.hostile()))

    assert found["Candidate 4, name"] == "😀👩💻"
    assert set(found["Initiative, organisation"]) == set("شركة الخدمات") - {" "}
    assert "Candidate 1, name" not in found
    assert missing_glyphs(cases.priced()) == []

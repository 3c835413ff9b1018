"""Risks, failure, steering and measures on the board paper: what each page says, and what is said where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from outsource_desk.charts.marks import Text
from outsource_desk.domain.paper import PaperSize, Section
from outsource_desk.reports.compose import compose
from outsource_desk.reports.elements import Element, Sheet
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.grid import GRIDS
from outsource_desk.reports.sections import board_pages, pages_of
from outsource_desk.reports.sections.failure import NOBODY_PLANNED
from outsource_desk.services.records import update_record
from outsource_desk.services.reporting import board_facts
from outsource_desk.services.study import study_of
from outsource_desk.store.rows import update_row
from tests.protection_desk import ProtectedCase, decided_case, protected_case


def words_of(sheet: Sheet) -> str:
    """Return what stands on a sheet in reading order."""

    def texts(elements: tuple[Element, ...]) -> Iterator[str]:
        for element in elements:
            yield from (mark.text for mark in element.marks if isinstance(mark, Text))
            yield from texts(element.parts)

    return " ".join(" ".join(texts(sheet.elements)).replace("\u00a0", " ").split())


OURS = (Section.RISKS, Section.FAILURE, Section.STEERING, Section.MEASURES)


@pytest.fixture
def case(desk) -> ProtectedCase:
    return protected_case(desk)


def facts_of(case: ProtectedCase) -> BoardFacts:
    facts = board_facts(case.desk, case.initiative)
    return replace(facts, study=study_of(facts.evaluation, facts.ranking, facts.times))


def said(facts: BoardFacts, section: Section) -> str:
    """Return everything that the pages of a section say, as it is set."""
    grid = GRIDS[facts.evaluation.initiative.paper.size]
    sheets = [sheet for page in pages_of(section, Findings(facts)) for sheet in compose(page, "", grid)]
    return " ".join(words_of(sheet) for sheet in sheets)


def first_page(facts: BoardFacts) -> str:
    return " ".join(words_of(sheet) for sheet in compose(board_pages(facts)[0], "", GRIDS[PaperSize.A4]))


def test_the_sections_stand_between_vetting_and_scores():
    order = list(Section)
    at = order.index(Section.VETTING)
    assert order[at : at + 6] == [Section.VETTING, *OURS, Section.SCORES]


def test_risks_are_told_with_their_bands_controls_and_who_accepted_them(case):
    text = said(facts_of(case), Section.RISKS)
    assert "3 of 9 risks stay above appetite after controls; 1 is not rated" in text
    assert "R05 Data breach at the provider C H 1 of 3 Ines Marsh" in text
    assert "Accepted by nobody" in text
    assert "Ines Marsh, until" in text
    assert "Dismissed with a reason: R29." in text
    for basic in ("R01", "R02", "R05", "R07", "R09"):
        assert basic in text


def test_a_register_within_appetite_says_so(case):
    with case.desk.edit("Accept more"):
        update_row(case.desk.db, "initiative", case.initiative, {"risk_appetite": "C"})
    assert "No risk is above appetite after controls, of 8 that are rated; 1 is not rated" in said(
        facts_of(case), Section.RISKS
    )


def test_failure_shows_readiness_as_parts_with_its_caps_named_and_both_clocks(case):
    text = said(facts_of(case), Section.FAILURE)
    assert "Readiness is 55 of 100 (weak)" in text
    assert "Capped at 55: leaving takes 200 days, but service is assured for 180 only." in text
    assert "Fallback 20 of 20" in text
    assert "The tier asks for 70." in text
    assert "Longest outage we can bear: 24 h" in text
    assert "Leaving costs about € 600,000." in text
    assert "last exercise" in text


def test_who_would_take_over_is_ranked_again_without_the_winner(case):
    text = said(facts_of(case), Section.FAILURE)
    assert "Without Alder, Birch would come first, with 1 thing still open" in text
    assert "Birch 1 80.0 10.0 No recovery time is agreed. Both work from Poland. yes" in text
    assert "Staff unpaid for more than 10 days (declare: Provider becomes insolvent)" in text
    assert "Long outage or loss of a delivery site nobody none of 1 raised 1 of 2 2 never" in text


def test_steering_shows_the_year_the_ladder_the_contract_and_what_audits_found(case):
    text = said(facts_of(case), Section.STEERING)
    assert "Ines Marsh owns it; three forums, two levels of escalation" in text
    assert "Working language: English B2." in text
    assert "Hours together a day: at least 4; what the sites give is not known." in text
    assert "2 Missed twice Sponsor 24 h" in text
    assert "2 of 3 clauses settled, 1 weaker than asked. 0 of 1 clause on intellectual property settled." in text
    assert "1 finding open, 1 overdue. It is: Shared administrator account; Sam Alder, due" in text
    assert "1 of 2 sessions held; 34 of 40 people came. To come: Giving and taking feedback." in text


def test_measures_show_what_was_expected_what_came_and_what_misses_cost(case):
    text = said(facts_of(case), Section.MEASURES)
    assert "None of 2 critical service levels is met" in text
    assert "Fewer outages 99.1 % 99.8 % 99.2 %" in text
    assert "missed, 2 in a row" in text
    assert "€ 28,800 a month at risk" in text
    assert "€ 17,280 not claimed yet" in text
    assert "No start is planned" in text


def test_a_goal_is_told_by_the_metric_that_measures_just_it_and_else_by_how_many_do(case):
    other, same = case.metrics["K03"], case.metrics["K01"]
    with case.desk.edit("Prove"):
        update_row(case.desk.db, "metric", other, {"goal_id": case.evaluation.goals[0].id, "position": 0})
        update_row(case.desk.db, "metric", same, {"position": 1})
    assert "Fewer outages 99.1 % 99.8 % 99.2 %" in said(facts_of(case), Section.MEASURES)
    update_record(case.desk, "metric", same, "target", 99.9)  # now neither measures what the goal says
    assert "Fewer outages 99.1 % 99.8 % 2 metrics, none met" in said(facts_of(case), Section.MEASURES)
    update_record(case.desk, "metric", other, "goal_id", None)
    assert "Fewer outages 99.1 % 99.8 % missed" in said(facts_of(case), Section.MEASURES)
    update_record(case.desk, "metric", same, "goal_id", None)
    assert "Fewer outages 99.1 % 99.8 % no metric" in said(facts_of(case), Section.MEASURES)


def test_where_nothing_has_begun_there_is_one_plain_line_and_no_empty_page(desk):
    facts = facts_of(decided_case(desk))
    assert [section for section in OURS if pages_of(section, Findings(facts))] == []
    text = first_page(facts)
    assert NOBODY_PLANNED == "Nobody has planned for a failure. Readiness 0 of 100."
    assert NOBODY_PLANNED in text
    assert "0 of 100 ready" in text
    assert "Nobody keeps a register of risks." in text


def test_the_first_page_has_the_verdict_and_says_that_a_sign_asks_to_declare(case):
    text = first_page(facts_of(case))
    assert "If it fails 55 of 100 ready Weak, 70 asked for. 3 risks above appetite, 2 not accepted." in text
    assert "A raised trigger asks to declare a failure, see “If it goes wrong”." in text
    assert "are not examined" not in text


def test_only_an_exit_plan_says_that_nobody_planned_for_a_failure(case):
    with case.desk.edit("Forget"):
        case.desk.db.conn.execute("DELETE FROM contingency_plan")
    assert NOBODY_PLANNED in said(facts_of(case), Section.FAILURE)


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("section", OURS)
def test_each_section_of_the_case_needs_no_second_sheet(case, section, size):
    """The board reads a page for each; only a long list of scenarios or metrics goes on overleaf."""
    facts = facts_of(case)
    for page in pages_of(section, Findings(facts)):
        assert len(compose(page, "", GRIDS[size])) <= (2 if page.section == "Who would take over" else 1), page.section


@pytest.mark.parametrize(
    ("table", "column"),
    [("risk", "title"), ("risk", "owner"), ("scenario", "title"), ("fallback", "title"), ("metric", "name"),
     ("forum", "name"), ("escalation", "cause"), ("finding", "wording"), ("vendor", "name"), ("clause", "title")],
)  # fmt: skip
def test_hostile_names_are_set_as_words(case, table, column):
    with case.desk.edit("Fill"):
        for (row,) in case.desk.db.conn.execute(f"SELECT id FROM {table}").fetchall():
            values = [f"<b>{row}</b> & =1+1 \u0645 " + "Endless" * 50, row]
            case.desk.db.conn.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", values)
    facts = facts_of(case)
    assert all(said(facts, section) for section in OURS)

"""The pack on paper: complete, of the right pages, with every name and number, and safe from whatever was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from outsource_desk.charts.marks import Text
from outsource_desk.domain.paper import PaperSize
from outsource_desk.reports.elements import Element, Sheet, Tag
from outsource_desk.reports.pack.facts import PackFacts
from outsource_desk.reports.pack.pack import GRIDS, render_pack, sheets_of
from outsource_desk.reports.pack.people import PhoneBook
from outsource_desk.reports.pack.times import deadline, length
from outsource_desk.reports.typeface import measure
from outsource_desk.services.desk import Desk
from outsource_desk.services.pack import pack_facts
from outsource_desk.services.records import add_record, delete_record, update_record
from outsource_desk.services.scenario_library import scenario_library
from outsource_desk.services.scenario_taking import start_plan
from outsource_desk.services.vendors import add_contact
from outsource_desk.store.rows import insert_row
from tests.protection_desk import ProtectedCase, decided_case, protected_case

HOSTILE = "<b>=cmd|' /C calc'!A0</b> & \u0645\u062d\u0645\u062f \ufffd " + "Very" * 60


@pytest.fixture
def case(desk) -> ProtectedCase:
    return protected_case(desk)


def facts_of(case: ProtectedCase) -> PackFacts:
    return pack_facts(case.desk, case.initiative)


def text_of(facts: PackFacts) -> list[str]:
    reader = pypdf.PdfReader(BytesIO(render_pack(facts)))
    return [
        " ".join(page.extract_text().replace("\u00a0", " ").replace("\u2011", "-").split()) for page in reader.pages
    ]


def page_with(pages: list[str], section: str) -> str:
    return next(page for page in pages if page.startswith(section))


def every_element(elements: tuple[Element, ...]) -> Iterator[Element]:
    for element in elements:
        yield element
        yield from every_element(element.parts)


def ticks_of(sheet: Sheet) -> list[str]:
    return [each.alt for each in every_element(sheet.elements) if each.alt in ("Done", "To be ticked off")]


def test_the_first_page_says_whom_to_call_and_on_which_page_each_card_begins(case):
    pages = text_of(facts_of(case))
    first = pages[0]
    assert first.startswith("First hour")
    assert "If Alder fails: what to do in the first hour" in first
    assert "Decides: Ines Marsh +49 30 555 0101" in first
    assert "Provider: Sam Alder +48 22 555 0199" in first
    for place, title in enumerate(("Provider becomes insolvent", "Serious security breach", "Long outage or loss"), 1):
        number = next(
            n for n, page in enumerate(pages, 1) if page.startswith(f"Card {place} Application support {title}")
        )
        row = first.split("What has happened?")[1].split(title)[1]
        assert f" {number} " in row.split("Not in this plan")[0]
    log = next(n for n, page in enumerate(pages, 1) if page.startswith("Log"))
    assert f"open the log (page {log})" in first


def test_the_first_page_says_what_the_plan_lacks(case):
    assert "Not in this plan: a name for Operations lead; a number for Procurement lead." in text_of(facts_of(case))[0]


def test_a_card_has_every_step_of_the_first_day_with_who_number_and_deadline(case):
    card = page_with(text_of(facts_of(case)), "Card 1")
    for said in (
        "Declare it when Any sign to activate, confirmed by finance and legal.",
        "By: Ines Marsh, +49 30 555 0101 (Executive sponsor)",
        "Staff unpaid for more than 10 days: raised on",
        "Open the crisis room, name one leader, start a decision log. Proof: Log.",
        "T+2 h Ines Marsh +49 30 555 0101",
        "After 1; needs Alder’s help; proof: Hashes.",
        "T+24 h Milo Fern no number",
        "Orders by telephone and form",
    ):
        assert said in card, said


def test_what_nobody_holds_is_marked_and_leaves_room_for_a_pen(case):
    assert "Operations lead nobody named" in page_with(text_of(facts_of(case)), "Card 3")


def test_steps_done_since_the_declaration_are_ticked_and_logged(case):
    step = case.evaluation.protection.contingency.scenarios[0].steps[0].id
    assert "Done" not in [each for sheet in sheets_of(facts_of(case)) for each in ticks_of(sheet)]
    with case.desk.edit("Declare"):
        values = {"scenario_id": case.scenarios["C01"], "declared_at": "2026-11-20T02:10:00+00:00"}
        activation = insert_row(
            case.desk.db, "activation", {**values, "declared_by": "Ines Marsh", "reason": "Filing in Warsaw"}
        )
        insert_row(
            case.desk.db, "activation_entry",
            {"activation_id": activation, "step_id": step, "at": "2026-11-20T02:40:00+00:00", "wording": "Room open"},
        )  # fmt: skip
    sheets, pages = sheets_of(facts_of(case)), text_of(facts_of(case))
    card = next(n for n, page in enumerate(pages) if page.startswith("Card 1"))
    assert ticks_of(sheets[card])[:2] == ["Done", "To be ticked off"]
    assert "20 November 2026, 02:10 UTC Ines Marsh Filing in Warsaw" in pages[card]
    assert "11-20, 02:40 UTC Room open" in page_with(pages, "Log")


def test_contacts_fallbacks_clock_runbook_checklist_and_log_are_all_there(case):
    pages = text_of(facts_of(case))
    assert "Ruth Adler" in page_with(pages, "Contacts")
    fallbacks = page_with(pages, "Fallbacks")
    assert "Ready within 14 days, carries 60 % of the volume for 120 days." in fallbacks
    assert "Needs: Access to the repository within five days." in fallbacks
    assert "Would fail together with Alder: Both deliver from Warsaw." in fallbacks
    clock = page_with(pages, "Exit clock")
    assert "Leaving Alder takes 200 days" in clock
    assert "20 days are covered by nothing" in clock
    assert "Ticket history and knowledge base" in clock
    runbook = page_with(pages, "Runbook")
    assert "Parallel run against written criteria. After 3 and 4; proof: Signed minutes. 45 119–164" in runbook
    assert "X19 Formal notice served in the right form; receipt kept. T−180" in page_with(pages, "Exit checklist")
    assert pages[-1].startswith("Log")
    assert sum(len(ticks_of(sheet)) for sheet in sheets_of(facts_of(case))) == 6 + 15 + 6 + 3 + 1


def test_a_number_is_found_wherever_somebody_is_named(case):
    vendor = next(each.vendor_id for each in case.evaluation.candidates if each.name == "Alder")
    add_contact(case.desk, vendor, "Night desk", phone="+48 22 555 0100", is_always_reachable=True)
    book = PhoneBook(facts_of(case))
    assert book.person("tom reyes, Head of Service").phone == "+49 30 555 0102"
    assert [each.name for each in book.at_provider] == ["Sam Alder", "Night desk"]
    assert book.person("Nobody Known").phone == ""


def test_the_whole_library_fits_and_the_first_page_stays_one(desk):
    case = decided_case(desk)
    start_plan(desk, case.initiative, [each.code for each in scenario_library().scenarios])
    pages = text_of(facts_of(case))
    assert pages[0].startswith("First hour")
    assert pages[1].startswith("Contacts")
    assert all(f"Card {number}" in " ".join(pages) for number in range(1, 14))
    assert "Nobody is named to decide" in pages[0]


def test_an_exit_plan_alone_is_printed_with_the_plain_truth(case):
    with case.desk.edit("Forget"):
        for table in ("contingency_plan", "scenario", "fallback", "recovery_objective", "role_holder"):
            case.desk.db.conn.execute(f"DELETE FROM {table}")
    pages = text_of(facts_of(case))
    assert "Nobody has planned for a failure. Readiness 0 of 100." in pages[0]
    assert "The runbook: 6 tasks to tick off" in " ".join(pages)


def test_a_plan_without_an_exit_says_that_nobody_planned_how_to_leave(case):
    with case.desk.edit("Forget"):
        for table in ("exit_plan", "exit_item", "exit_task", "exit_return"):
            case.desk.db.conn.execute(f"DELETE FROM {table}")
    pages = text_of(facts_of(case))
    assert "Nobody has planned how to leave." in page_with(pages, "Exit clock")
    assert "a runbook for leaving" in pages[0]


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("scenario", "title"), ("scenario", "activation_rule"), ("response_step", "wording"),
        ("response_step", "proof"),
        ("role_holder", "name"), ("role_holder", "phone"), ("fallback", "title"), ("scenario_trigger", "wording"),
        ("exit_task", "wording"), ("exit_return", "wording"), ("vendor", "name"), ("initiative", "name"),
    ],
)  # fmt: skip
def test_whatever_is_typed_stays_inside_the_page(case, table, column, size):
    hostile = f"{HOSTILE} " * 3 if column != "name" else HOSTILE
    with case.desk.edit("Fill"):
        rows = case.desk.db.conn.execute(f"SELECT id FROM {table}").fetchall()
        for place, (row,) in enumerate(rows):
            case.desk.db.conn.execute(
                f"UPDATE {table} SET {column} = ? WHERE id = ?", [f"{place} {hostile}"[:480], row]
            )
    facts = facts_of(case)
    initiative = facts.evaluation.initiative
    sized = replace(initiative, paper=replace(initiative.paper, size=size))
    facts = replace(facts, evaluation=replace(facts.evaluation, initiative=sized))
    grid = GRIDS[size]
    for sheet in sheets_of(facts):
        for element in every_element(sheet.elements):
            if element.tag is Tag.FIGURE:
                continue
            for mark in element.marks:
                if isinstance(mark, Text):
                    wide = measure(mark.text, mark.size, mark.weight)
                    left = mark.x - {"left": 0, "right": wide}.get(str(mark.anchor), wide / 2)
                    assert left >= grid.margin - 1, mark.text
                    assert left + wide <= grid.width - grid.margin + 1, mark.text
                    assert mark.y <= grid.height - 20, mark.text
    assert pypdf.PdfReader(BytesIO(render_pack(facts))).pages


def test_the_same_facts_make_the_same_tagged_bytes(case):
    facts = facts_of(case)
    content = render_pack(facts)
    assert content == render_pack(facts)
    reader = pypdf.PdfReader(BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == "If Alder fails: Application support"
    assert b"/Marked true" in content
    assert len(reader.outline) == 1 + 1 + 3 + 1 + 3 + 1
    assert all(page.mediabox.height > page.mediabox.width for page in reader.pages)


@pytest.mark.parametrize(
    ("hours", "said"), [(None, ""), (0.5, "30 minutes"), (1, "1 hour"), (72, "72 hours"), (336, "14 days")]
)
def test_lengths_are_said_as_people_say_them(hours, said):
    assert length(hours).replace("\u00a0", " ") == said


@pytest.mark.parametrize(("hours", "said"), [(None, "no deadline"), (0.5, "T+0.5 h"), (24, "T+24 h"), (168, "day 7")])
def test_deadlines_are_counted_from_the_declaration(hours, said):
    assert deadline(hours).replace("\u00a0", " ") == said


def test_records_changed_through_the_services_are_printed(case, desk: Desk):
    holder = next(each for each in case.evaluation.protection.contingency.roles if each.role == "operations_lead")
    update_record(desk, "role_holder", holder.id, "name", "Uma Field")
    update_record(desk, "role_holder", holder.id, "phone", "+49 30 555 0110")
    extra = add_record(desk, "fallback", case.initiative, kind="suspend_service", title="Close the shop")
    pages = text_of(facts_of(case))
    assert "Uma Field +49 30 555 0110" in page_with(pages, "Card 3")
    assert "Close the shop" in page_with(pages, "Fallbacks")
    delete_record(desk, "fallback", extra)
    assert "Close the shop" not in " ".join(text_of(facts_of(case)))

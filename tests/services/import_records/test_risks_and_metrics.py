from __future__ import annotations

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.import_records import (
    NEW,
    Asks,
    NoInitiativeError,
    Outcome,
    RecordAnswer,
    RecordChoices,
    import_records,
    preview_records,
)
from outsource_desk.services.import_records.as_kind import seen_as
from outsource_desk.services.importing import read_spreadsheet
from outsource_desk.services.initiatives import add_initiative, update_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.vendors import add_vendor
from outsource_desk.store.price_lines import load_sources
from outsource_desk.store.protection import load_performance, load_register
from tests.services.import_records.lists import reading, used

RISKS = [
    ["ID", "Risk description", "Category", "Likelihood", "Impact", "Risk owner", "Mitigation", "Action status", "Due"],
    ["R1", "Key people leave", "People", 4, 3, "Ann", "Retention bonus", "Open", "31.12.2027"],
    ["R2", "Data are stolen", "Cyber", 2, "5 - severe", "Bob", "Encrypt all disks", "Done", "2027-06-30"],
]
METRICS = [
    ["KPI", "Unit", "Target", "Minimum", "Better is", "Frequency"],
    ["Availability", "%", 99.9, "99,5", "more", "monthly"],
    ["Time to restore", "hours", 4, 8, "less", "Quartal"],
]


@pytest.fixture
def initiative(desk):
    found = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    for name in ("Alder", "Birch"):
        add_candidate(desk, found, add_vendor(desk, name))
    return found


def take(desk, rows, kind, initiative, **choices):
    return import_records(desk, reading(rows, kind), 0, RecordChoices(initiative_id=initiative, **choices))


def look(desk, rows, kind, initiative, **choices):
    return preview_records(desk, reading(rows, kind), 0, RecordChoices(initiative_id=initiative, **choices))


def risks(desk, initiative):
    return load_register(desk.connection, initiative).risks


def test_a_risk_register_comes_in_with_its_mitigations(desk, initiative):
    summary = take(desk, RISKS, "risks", initiative)

    first, second = risks(desk, initiative)
    assert (summary.new, summary.questions) == (2, 0)
    assert (first.code, first.title, first.category, first.likelihood, first.impact, first.owner) == (
        "R1", "Key people leave", "people_culture", 4, 3, "Ann",
    )  # fmt: skip
    assert (second.category, second.impact) == ("security", 5)
    assert [(each.wording, each.state, each.due_on) for risk in (first, second) for each in risk.mitigations] == [
        ("Retention bonus", "planned", "2027-12-31"),
        ("Encrypt all disks", "implemented", "2027-06-30"),
    ]
    assert load_sources(desk.connection, "mitigation", first.mitigations[0].id)["wording"].cell == "G2"


def test_the_same_register_again_changes_nothing(desk, initiative):
    take(desk, RISKS, "risks", initiative)
    preview = look(desk, RISKS, "risks", initiative)

    assert {row.outcome for row in preview.rows} == {Outcome.SAME}
    assert (preview.account.used, preview.account.same) == (used(RISKS), 18)


def test_high_medium_and_low_are_asked_once_for_the_column(desk, initiative):
    rows = [["Risk", "Likelihood", "Impact"], ["A", "High", 3], ["B", "Medium", 4], ["C", "Low", 5]]
    preview = look(desk, rows, "risks", initiative)
    question = preview.questions[0]

    assert (question.asks, question.cell, question.words) == (Asks.SCALE, "B1", ("high", "medium", "low"))
    assert question.proposals == ((4, 3, 2), (5, 3, 1))
    take(desk, rows, "risks", initiative, scales={"likelihood": {"high": 5, "medium": 3, "low": 1}})
    assert [(each.likelihood, each.impact) for each in risks(desk, initiative)] == [(5, 3), (3, 4), (1, 5)]


def test_an_unanswered_scale_leaves_the_levels_open(desk, initiative):
    rows = [["Risk", "Likelihood", "Impact"], ["A", "High", 3]]
    take(desk, rows, "risks", initiative)

    assert [(each.likelihood, each.impact) for each in risks(desk, initiative)] == [(None, 3)]


def test_cells_that_wait_for_a_scale_are_accounted_for_as_asked(desk, initiative):
    rows = [["Risk", "Likelihood"], ["A", "High"], ["B", "Low"]]
    preview = look(desk, rows, "risks", initiative)

    assert (preview.account.asked, preview.account.taken, preview.account.used) == (2, 2, used(rows))


def test_words_of_five_steps_need_no_question(desk, initiative):
    words = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
    rows = [["Risk", "Probability"], *([f"Risk {word}", word] for word in words)]

    assert look(desk, rows, "risks", initiative).questions == ()
    take(desk, rows, "risks", initiative)
    assert [each.likelihood for each in risks(desk, initiative)] == [1, 2, 3, 4, 5]


def test_a_scale_of_ten_is_asked_and_not_taken_for_five(desk, initiative):
    rows = [["Risk", "Likelihood"], ["A", 8], ["B", 3]]
    preview = look(desk, rows, "risks", initiative)

    assert [(each.asks, each.words) for each in preview.questions] == [(Asks.SCALE, ("8", "3"))]
    assert preview.questions[0].reason.startswith("A number here is none of 1 to 5")


def test_a_typed_word_that_is_no_level_is_asked_again(desk, initiative):
    answers = {"B2": RecordAnswer.typed("so-so")}
    preview = look(desk, [["Risk", "Likelihood"], ["A", "7?"], ["B", 3]], "risks", initiative, answers=answers)

    assert ("B2", "so-so is none of the levels 1 to 5.") in [(each.cell, each.reason) for each in preview.questions]


def test_a_risk_of_a_vendor_that_is_no_candidate_is_asked(desk, initiative):
    rows = [["Risk", "Vendor"], ["Insolvency", "Alder GmbH"], ["Insolvency", "Cedar"], ["Insolvency", "Birch"]]
    preview = look(desk, rows, "risks", initiative)

    assert [row.outcome for row in preview.rows] == [Outcome.NEW, Outcome.ASKED, Outcome.NEW]
    assert [(each.asks, each.raw) for each in preview.questions] == [(Asks.NAME, "Cedar")]
    take(desk, rows, "risks", initiative, names={"Cedar": None})
    names = {each.candidate_id for each in risks(desk, initiative)}
    assert (len(names), None in names) == (3, True)


def test_a_risk_of_a_vendor_that_may_be_either_of_two_candidates_is_asked(desk, initiative):
    for name in ("Cedar AG", "Cedar GmbH"):
        add_candidate(desk, initiative, add_vendor(desk, name))
    preview = look(
        desk, [["Risk", "Vendor"], ["Insolvency", "Cedar"], ["Insolvency", "CEDAR A.G."]], "risks", initiative
    )

    assert [row.outcome for row in preview.rows] == [Outcome.ASKED, Outcome.NEW]


def test_a_code_of_another_risk_is_asked(desk, initiative):
    add_record(desk, "risk", initiative, title="Hidden costs", code="R1", category="commercial")
    preview = look(desk, RISKS, "risks", initiative)

    assert [(row.number, row.outcome) for row in preview.rows] == [(2, Outcome.ASKED), (3, Outcome.NEW)]
    take(desk, RISKS, "risks", initiative, matches={2: NEW})
    assert len(risks(desk, initiative)) == 3


def test_a_rating_that_is_changed_shows_old_and_new(desk, initiative):
    take(desk, RISKS, "risks", initiative)
    changed = [RISKS[0], [*RISKS[1][:3], 5, *RISKS[1][4:]]]
    preview = look(desk, changed, "risks", initiative)

    assert [(each.label, each.before, each.after) for each in preview.rows[0].changes] == [("Likelihood", "4", "5")]


def test_risks_need_an_initiative(desk):
    with pytest.raises(NoInitiativeError):
        preview_records(desk, reading(RISKS, "risks"), 0, RecordChoices())


def test_a_target_that_may_be_a_share_of_one_is_asked(desk, initiative):
    rows = [["KPI", "Unit", "Target"], ["Availability", "%", 0.999], ["Backlog", "tickets", "max. 0.5"]]
    preview = look(desk, rows, "metrics", initiative)

    assert [(each.cell, each.raw) for each in preview.questions] == [("C2", "0.999")]


def test_the_cost_of_a_mitigation_is_in_the_currency_of_the_initiative(desk, initiative):
    update_initiative(desk, initiative, "currency", "EUR")
    rows = [["Risk", "Mitigation", "Cost"], ["A", "Bonus", "€ 12.000,50"], ["B", "Lock", "$ 5.000,00"]]
    preview = look(desk, rows, "risks", initiative)

    assert [(each.cell, each.reason) for each in preview.questions] == [
        ("C3", "It stands beside an amount in another currency."),
    ]  # fmt: skip
    take(desk, rows, "risks", initiative)
    assert [each.cost for risk in risks(desk, initiative) for each in risk.mitigations] == [1_200_050, None]


def test_metrics_come_in_with_their_levels(desk, initiative):
    take(desk, METRICS, "metrics", initiative)

    first, second = load_performance(desk.connection, initiative).metrics
    assert (first.name, first.unit, first.target, first.minimum, first.direction, first.period) == (
        "Availability", "%", 99.9, 99.5, "up", "month",
    )  # fmt: skip
    assert (second.name, second.target, second.minimum, second.direction, second.period) == (
        "Time to restore", 4, 8, "down", "quarter",
    )  # fmt: skip
    assert {row.outcome for row in look(desk, METRICS, "metrics", initiative).rows} == {Outcome.SAME}


@pytest.mark.parametrize(
    ("name", "unit", "target", "minimum", "direction", "levels"),
    [
        ("Uptime", "%", "≥ 99.9 %", "99.5 %", "up", (99.9, 99.5)),
        ("P1 tickets", "", "≤ 15", None, "down", (15, None)),
        ("Calls", "", "max. 30", None, "down", (30, None)),
        ("Something", "", 15, 30, "down", (15, 30)),
        ("Something", "", 30, 15, "up", (30, 15)),
        ("Error rate", "%", 2, None, "down", (2, None)),
        ("Time to answer", "minutes", 15, None, "down", (15, None)),
    ],
)
def test_which_way_a_metric_is_better_follows_from_its_levels_or_its_name(
    desk, initiative, name, unit, target, minimum, direction, levels
):
    take(desk, [["KPI", "Unit", "Target", "Threshold"], [name, unit, target, minimum]], "metrics", initiative)
    (metric,) = load_performance(desk.connection, initiative).metrics
    assert (metric.direction, (metric.target, metric.minimum)) == (direction, levels)


def test_a_metric_of_which_nothing_tells_the_better_way_waits_for_an_answer(desk, initiative):
    rows = [["KPI", "Unit", "Target", "Owner"], ["Something", None, 15, "Ann"], ["Uptime", "%", 99.9, "Bob"]]
    preview = look(desk, rows, "metrics", initiative)
    take(desk, rows, "metrics", initiative)

    assert [(each.asks, each.cell, each.raw) for each in preview.questions] == [(Asks.DIRECTION, "A2", "Something")]
    assert (preview.account.asked, preview.account.used) == (3, used(rows))
    assert [each.name for each in load_performance(desk.connection, initiative).metrics] == ["Uptime"]

    take(desk, rows, "metrics", initiative, directions={"Something": "down"})
    assert [each.direction for each in load_performance(desk.connection, initiative).metrics] == ["up", "down"]
    again = [["KPI", "Target"], ["Something", 15]]
    assert {row.outcome for row in look(desk, again, "metrics", initiative).rows} == {Outcome.SAME}


def test_a_name_that_tells_the_better_way_does_not_change_what_is_on_file(desk, initiative):
    add_record(desk, "metric", initiative, name="Uptime", unit="%", direction="down")
    take(desk, [["KPI", "Target"], ["Uptime", "99.9"]], "metrics", initiative)

    assert [each.direction for each in load_performance(desk.connection, initiative).metrics] == ["down"]


@pytest.mark.parametrize(("epoch", "day"), [(CALENDAR_WINDOWS_1900, "2027-01-15"), (CALENDAR_MAC_1904, "2031-01-16")])
def test_a_bare_number_of_days_counts_from_the_year_of_its_workbook(desk, initiative, tmp_path, epoch, day):
    book = openpyxl.Workbook()
    book.epoch = epoch
    for row in (["Risk", "Likelihood", "Impact", "Next review"], ["Key people leave", 2, 3, 46402]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "Risks.xlsx")
    seen, at = seen_as(read_spreadsheet(tmp_path / "Risks.xlsx"), "risks")
    preview = preview_records(desk, seen, at, RecordChoices(initiative_id=initiative))
    assert [change.after for change in preview.rows[0].changes if change.cell == "D2"] == [day]


@pytest.mark.parametrize(
    ("word", "owner"), [("to be confirmed", ""), ("k. a.", ""), ("n.v.t.", ""), ("Pending", "Pending")]
)
def test_words_for_nothing_are_those_of_all_sheets_but_for_states(desk, initiative, word, owner):
    take(desk, [["Risk", "Likelihood", "Impact", "Owner"], ["Data are stolen", 2, 3, word]], "risks", initiative)
    assert [each.owner for each in risks(desk, initiative)] == [owner]


def test_risks_whose_list_names_no_category_say_which_they_get(desk, initiative):
    rows = [["Risk", "Likelihood", "Impact", "Category"], ["Late start", 3, 4, None], ["Theft", 2, 5, "Cyber"]]
    assert look(desk, rows, "risks", initiative).notes == (
        "One new risk comes in as one of delivery, as the list does not say its category.",
    )
    bare = [row[:3] for row in rows]
    summary = take(desk, bare, "risks", initiative)
    assert [each.category for each in risks(desk, initiative)] == ["delivery", "delivery"]
    assert summary.notes == ("2 new risks come in as risks of delivery, as the list does not say their category.",)
    assert look(desk, bare, "risks", initiative).notes == ()
    assert look(desk, RISKS, "risks", initiative).notes == ()

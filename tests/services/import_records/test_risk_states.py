"""How far a risk has come comes in where the list says it and nothing here speaks against it."""

from __future__ import annotations

import pytest

from outsource_desk.services.import_records import Outcome, RecordChoices, import_records, preview_records
from outsource_desk.services.import_records.risk_states import BY_NAME, UNRATED
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.risks import set_risk_state
from outsource_desk.store.protection import load_register
from tests.services.import_records.lists import reading

HEAD = ["Risk", "Likelihood", "Impact", "Owner", "Mitigation", "Status"]


@pytest.fixture
def initiative(desk):
    return add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")


def states(desk, initiative):
    return {risk.title: risk.state.value for risk in load_register(desk.connection, initiative).risks}


@pytest.mark.parametrize(
    ("word", "state"),
    [("Open", "identified"), ("in Bearbeitung", "treating"), ("Clos", "closed"), ("occurred", "materialised")],
)
def test_a_status_becomes_a_state(desk, initiative, word, state):
    rows = [HEAD, ["Outage", 3, 4, "Kim", "Second site", word]]
    preview = preview_records(desk, reading(rows, "risks"), 0, RecordChoices(initiative_id=initiative))
    import_records(desk, reading(rows, "risks"), 0, RecordChoices(initiative_id=initiative))

    assert not preview.questions
    assert states(desk, initiative) == {"Outage": state}
    desk.journal.undo()
    assert states(desk, initiative) == {}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Outage", 3, 4, "Kim", "Second site", "Accepted"], BY_NAME),
        (["Outage", None, 4, "Kim", "Second site", "Closed"], UNRATED),
    ],
)
def test_a_status_that_needs_more_stays_open_and_says_why(desk, initiative, row, why):
    preview = preview_records(desk, reading([HEAD, row], "risks"), 0, RecordChoices(initiative_id=initiative))
    import_records(desk, reading([HEAD, row], "risks"), 0, RecordChoices(initiative_id=initiative))

    assert [(question.cell, question.reason) for question in preview.questions] == [("F2", why)]
    assert states(desk, initiative) == {"Outage": "identified"}


def test_an_open_risk_of_a_list_takes_back_no_step(desk, initiative):
    risk = add_record(desk, "risk", initiative, title="Outage", likelihood=3, impact=4, owner="Kim")
    set_risk_state(desk, risk, "assessed")
    rows = [HEAD, ["Outage", 3, 4, "Kim", None, "open"]]
    preview = preview_records(desk, reading(rows, "risks"), 0, RecordChoices(initiative_id=initiative))

    assert [row.outcome for row in preview.rows] == [Outcome.SAME]


def test_a_list_closes_a_risk_of_the_file(desk, initiative):
    risk = add_record(desk, "risk", initiative, title="Outage", likelihood=3, impact=4, owner="Kim")
    set_risk_state(desk, risk, "assessed")
    rows = [HEAD, ["Outage", 3, 4, "Kim", None, "closed"]]
    import_records(desk, reading(rows, "risks"), 0, RecordChoices(initiative_id=initiative))

    assert states(desk, initiative) == {"Outage": "closed"}

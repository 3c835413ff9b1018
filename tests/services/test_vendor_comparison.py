from datetime import date

import pytest

from outsource_desk.domain.compared import Aspect, Form
from outsource_desk.domain.errors import OutOfRangeError
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.records import add_record
from outsource_desk.services.vendor_comparison import compare_vendors
from outsource_desk.services.vendors import add_vendor

TODAY = date(2026, 6, 1)


@pytest.fixture
def pair(desk):
    ids = add_vendor(desk, "Alder", country="PL"), add_vendor(desk, "Birch", country="IN", status="watch")
    add_record(desk, "certificate", ids[0], scheme="ISO/IEC 27001", covers_service="yes", expires="2027-01-01")
    add_record(desk, "certificate", ids[1], scheme="ISO/IEC 27001", covers_service="yes", expires="2026-05-01")
    add_record(desk, "insurance", ids[1], kind="cyber", currency="EUR", cover=2_000_000)
    add_record(desk, "financial_year", ids[0], year=2025, currency="EUR", revenue=100, operating_profit=12)
    add_record(desk, "owner", ids[0], name="Forest Group", share=1.0, is_controlling=True, screening="clear")
    add_record(desk, "owner", ids[1], name="Nobody knows")
    add_record(desk, "subcontractor", ids[1], name="Kestrel Cloud", country="US", touches_data=True)
    add_record(desk, "site", ids[0], name="Gdańsk", country="PL", location="nearshore")
    add_record(desk, "client_reference", ids[0], client="Larch", rating=4, spoken_on="2026-01-01", is_former=True)
    add_record(desk, "watch_entry", ids[1], kind="security", observed_on="2026-02-01", wording="Breach reported")
    return ids


def lines(desk, pair, **more):
    return {line.name: line for line in compare_vendors(desk, pair, on=TODAY, **more).lines}


def said(cell):
    return [[part.value for part in line] for line in cell.lines]


def test_lines_stand_by_aspect_and_those_of_which_nothing_is_known_are_left_out(desk, pair):
    found = compare_vendors(desk, pair, on=TODAY)
    order = list(Aspect)
    aspects = [order.index(line.aspect) for line in found.lines]
    assert aspects == sorted(aspects)
    assert [vendor.name for vendor in found.vendors] == ["Alder", "Birch"]
    names = {line.name for line in found.lines}
    assert {"Kind", "Country", "Sites", "Owners", "Operating margin", "Cyber insurance", "ISO/IEC 27001"} <= names
    assert not names & {"Founded", "Rank", "Quick ratio", "Hours worked together"}


def test_what_differs_is_told(desk, pair):
    found = lines(desk, pair)
    assert not found["Kind"].differs
    assert found["Country"].differs
    assert found["ISO/IEC 27001"].differs


def test_cells_say_what_is_known_with_a_tone(desk, pair):
    found = lines(desk, pair)
    certificate = found["ISO/IEC 27001"]
    assert said(certificate.cells[0]) == [["covers the service", "2027-01-01"]]
    assert [cell.tone for cell in certificate.cells] == ["", "bad"]
    assert certificate.is_own_name
    assert said(found["Cyber insurance"].cells[0]) == [["none"]]
    assert said(found["Cyber insurance"].cells[1]) == [[(200_000_000, "EUR")]]
    assert (said(found["Operating margin"].cells[0]), found["Operating margin"].cells[0].tone) == (
        [[0.12, "strong"]],
        "good",
    )
    assert found["Operating margin"].cells[1].is_empty
    assert said(found["Owners"].cells[0]) == [["Forest Group", 1.0, "screened"]]
    assert found["Owners"].cells[1].tone == "warn"
    assert said(found["Sub-contractors"].cells[1]) == [["Kestrel Cloud", "US", "sees data", "without our consent"]]
    assert said(found["References"].cells[0]) == [["Larch", "former client", 4.0]]
    assert said(found["Open observations"].cells[1]) == [["2026-02-01", "Breach reported"]]
    assert found["Country"].cells[0].lines[0][0].form is Form.COUNTRY


def test_where_they_compete_their_standing_is_told(desk, pair):
    initiative_id = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    add_candidate(desk, initiative_id, pair[0])
    rank = lines(desk, pair, initiative_id=initiative_id)["Rank"]
    assert said(rank.cells[0]) == [["not ranked yet"]]
    assert rank.cells[1].is_empty


def test_hours_worked_together_are_compared_where_both_sides_are_known(desk, pair):
    hours = {"time_zone": "Europe/Warsaw", "work_start": 9, "work_end": 17}
    initiative_id = add_initiative(desk, "Service desk", outsourcing_type="ITO")
    with desk.edit("Our hours"):
        from outsource_desk.store.rows import update_row

        update_row(desk.db, "initiative", initiative_id, {**hours, "time_zone": "Europe/London"})
    add_record(desk, "site", pair[0], name="Kraków", purposes="delivery", **hours)
    overlap = lines(desk, pair, initiative_id=initiative_id)["Hours worked together"]
    assert said(overlap.cells[0]) == [[7.0]]


@pytest.mark.parametrize("count", [0, 1, 7])
def test_two_to_six_can_be_compared(desk, count):
    ids = [add_vendor(desk, f"Vendor {number}") for number in range(count)]
    with pytest.raises(OutOfRangeError):
        compare_vendors(desk, [*ids, *ids])


def test_the_sample_compares_its_vetted_candidates(sample_desk):
    from outsource_desk.services.ranking import load_evaluation

    evaluation = load_evaluation(sample_desk, 1)
    ids = [each.vendor_id for each in evaluation.candidates if each.vendor_id is not None]
    found = compare_vendors(sample_desk, ids[:6], 1, TODAY)
    assert found.initiative == evaluation.initiative.name
    assert {"Rank", "Total"} <= {line.name for line in found.lines}

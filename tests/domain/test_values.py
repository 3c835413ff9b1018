from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.score import Source
from outsource_desk.domain.vendor import Candidate


def test_the_three_kinds_of_outsourcing_have_names():
    assert [kind.label for kind in OutsourcingType] == [
        "IT outsourcing",
        "Business process outsourcing",
        "Knowledge process outsourcing",
    ]


def test_a_source_reads_as_file_sheet_and_cell():
    assert str(Source("Bids.xlsx", "Sheet2", "F14")) == "Bids.xlsx, Sheet2!F14"
    assert str(Source("bids.csv", "", "F14")) == "bids.csv, F14"


def test_a_candidate_without_a_vendor_is_the_in_house_option():
    assert Candidate(1, 1, None, "In-house").is_in_house
    assert not Candidate(1, 1, 7, "Acme").is_in_house

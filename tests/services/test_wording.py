from outsource_desk.services.wording import Names, in_lines, net_changes
from outsource_desk.store.journal import Change

ACME = {"id": 1, "name": "Acme", "notes": ""}


def change(before, after):
    return Change(1, "vendor", 1, before, after)


def test_a_row_that_nobody_knows_any_more_goes_by_its_number():
    names = Names([("criterion", 7, None)])
    assert names.of("criterion", 7) == "criterion 7"
    assert names.of("vendor", None) == "vendor None"
    score = {"candidate_id": 2, "criterion_id": 7, "evaluator_id": 3}
    assert names.name("score", score) == "candidate 2, criterion 7 by evaluator 3"


def test_the_first_image_of_a_row_names_it():
    names = Names([("vendor", 1, ACME), ("vendor", 1, {**ACME, "name": "Apex"})])
    assert names.of("vendor", 1) == "Acme"


def test_a_row_that_ends_as_it_began_has_not_changed():
    noted = {**ACME, "notes": "x"}
    assert net_changes([change(ACME, noted), change(noted, ACME)]) == []
    assert net_changes([change(None, ACME), change(ACME, None)]) == []
    assert net_changes([change(ACME, noted), change(noted, None)]) == [("vendor", 1, ACME, None)]
    assert list(in_lines([("vendor", 1, None, None)], Names([]))) == []


def test_a_price_without_a_named_currency_is_a_plain_number():
    amount = {"candidate_id": 1, "criterion_id": 2, "not_applicable": 0, "minor_units": 1250, "currency": ""}
    names = Names([("candidate", 1, {"in_house_name": "In-house"}), ("criterion", 2, {"name": "Price"})])
    assert list(in_lines([("measurement", 1, None, amount)], names)) == ["Amount In-house, Price set to 12.50"]


def test_a_row_of_a_table_without_a_word_is_still_named():
    line = list(in_lines([("parcel", 4, None, {"id": 4})], Names([])))
    assert line == ["parcel 4 added"]

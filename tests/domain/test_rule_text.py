"""Numbers in the language of gates: written in one way only, so that none is taken for a word."""

import pytest

from outsource_desk.domain.rule_text import BadRuleError, read_rule


@pytest.mark.parametrize("number", ["1e5", "1E5", "2e-3", "٣", "-٣", "１０", "1.2.3", "3²", "[1e5]", "[yes, ٣]"])
def test_refuses_a_number_that_would_be_taken_for_a_word(number):
    sign = "in" if number.startswith("[") else "<="
    with pytest.raises(BadRuleError):
        read_rule(f"value {sign} {number}")


@pytest.mark.parametrize(("number", "amount"), [("1000", 1000.0), ("0.5", 0.5), ("-3", -3.0)])
def test_reads_a_number(number, amount):
    (((only,),)) = read_rule(f"value <= {number}").alternatives
    assert only.other == amount


def test_words_may_begin_with_figures():
    assert read_rule("answer == 24x7").holds({"answer": "24x7"}) is True
    assert read_rule("answer in [3_months, 5, 0.5]").holds({"answer": 5.0}) is True


def test_a_word_in_other_figures_is_no_number():
    assert read_rule("answer == 3").holds({"answer": "٣"}) is False

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.domain.formatting import (
    counted,
    day,
    fingerprint,
    in_words,
    minor_digits,
    money,
    number,
    one_line,
    percent,
    percents,
    plain,
    signed,
)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234567.891, 1, "1,234,567.9"), (-1234.5, 1, "−1,234.5"), (-0.04, 1, "0.0"), (-0.0, 0, "0"), (0, 2, "0.00"),
        (-0.05001, 1, "−0.1"), (1e15, 0, "1,000,000,000,000,000"), (-10, 0, "−10"),
    ],
)  # fmt: skip
def test_numbers_have_thousands_commas_and_a_true_minus(value, places, text):
    assert number(value, places) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (4.5, 0, "5"), (7.5, 0, "8"), (6.25, 1, "6.3"), (-6.25, 1, "−6.3"), (8.45, 1, "8.5"), (1.005, 2, "1.01"),
        (0.1 + 0.2 + 0.05, 1, "0.4"), (2.4999, 0, "2"), (1e300, 0, f"{10**300:,}"), (1e-300, 1, "0.0"),
    ],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero_as_a_spreadsheet_does(value, places, text):
    assert number(value, places) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_printed(value):
    with pytest.raises(ValueError, match="cannot be printed"):
        number(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (10, "10"),
        (1000, "1,000"),
        (2.5, "2.5"),
        (-2.50, "−2.5"),
        (1 / 3, "0.333333"),
        (1e-9, "0"),
        (-1e-9, "0"),
    ],
)
def test_plain_numbers_have_as_many_decimals_as_they_need(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"), [(2, 1, "+2.0"), (-0.3, 1, "−0.3"), (0.04, 1, "0.0"), (0, 1, "0.0"), (100, 0, "+100")]
)
def test_differences_have_their_sign_and_nothing_has_none(value, places, text):
    assert signed(value, places) == text


@given(st.floats(-1e12, 1e12))
def test_no_number_is_ever_written_with_a_hyphen(value):
    for text in (number(value), plain(value), signed(value), percent(value), money(value, "EUR")):
        assert "-" not in text


def test_shares_are_written_as_per_cent_that_never_breaks_over_two_lines():
    assert percent(0.18) == "18\u00a0%"
    assert percent(-0.0526, 1) == "−5.3\u00a0%"
    assert (percent(0.045), percent(0.075), percent(0.145)) == ("5\u00a0%", "8\u00a0%", "15\u00a0%")


@pytest.mark.parametrize(
    ("shares", "texts"),
    [
        ([0.4, 0.35, 0.25], ["40 %", "35 %", "25 %"]),
        ([0.07, 0.93], ["7 %", "93 %"]),
        ([0.025] * 2, ["2.5 %", "2.5 %"]),
        ([4 / 15, 0.2], ["26.7 %", "20.0 %"]),
        ([0.075, 0.0625, 0.0625, 0.05, 0.75], ["7.50 %", "6.25 %", "6.25 %", "5.00 %", "75.00 %"]),
        ([1 / 3, 2 / 3], ["33.3 %", "66.7 %"]),
        ([0.0004, 0.9996], ["0.04 %", "99.96 %"]),
        ([0.0, 1.0], ["0 %", "100 %"]),
        ([], []),
    ],
)
def test_weights_of_a_column_have_the_decimals_that_they_need_to_add_up(shares, texts):
    assert [text.replace("\u00a0", " ") for text in percents(shares)] == texts


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (2_600_000, "EUR", "€ 2.60 m"), (12_500, "EUR", "€ 12,500"), (12_500.49, "GBP", "£ 12,500"),
        (999, "USD", "US$ 999"), (999_999.4, "EUR", "€ 999,999"), (999_999.6, "EUR", "€ 1.00 m"),
        (999_996_000, "EUR", "€ 1.00 bn"),
        (999.5, "EUR", "€ 999.50"), (0.5, "JPY", "¥ 1"), (1.5, "KWD", "KWD 1.500"), (-3e9, "INR", "₹ −3.00 bn"),
        (1e6, "", "1.00 m"), (0, "EUR", "€ 0"), (5, "", "5"),
    ],
)  # fmt: skip
def test_money_is_shortened_where_a_reader_would(amount, currency, text):
    assert money(amount, currency).replace("\u00a0", " ") == text


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("", 2), ("XYZ", 2)])
def test_a_currency_has_its_own_minor_unit(currency, digits):
    assert minor_digits(currency) == digits


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2026-07-03", "3 July 2026"), ("2026-12-31T23:59:59+00:00", "31 December 2026"), (None, ""), ("", "")],
)
def test_days_are_written_in_full(iso, text):
    assert day(iso).replace("\u00a0", " ") == text


def test_every_month_has_its_english_name_wherever_the_program_runs():
    names = [day(f"2026-{month:02}-01").split("\u00a0")[1] for month in range(1, 13)]
    assert names == [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_lists_read_as_a_sentence_has_them(items, text):
    assert in_words(items) == text


def test_counts_agree_with_their_noun():
    assert counted(1, "criterion", "criteria") == "1 criterion"
    assert counted(0, "criterion", "criteria") == "0 criteria"
    assert counted(2300, "score") == "2,300 scores"
    assert in_words(["A", "B"], "or") == "A or B"


def test_a_fingerprint_is_shown_by_its_first_twelve_digits():
    assert fingerprint("0123456789abcdef" * 4) == "0123 4567 89ab"


@pytest.mark.parametrize(
    ("text", "line"), [(" two\n lines ", "two lines"), ("ten letter", "ten letter"), ("eleven wide", "eleven wi…")]
)
def test_a_long_text_is_cut_to_one_line(text, line):
    assert one_line(text, 10) == line

import pytest

from outsource_desk.importers.cells import Moment, decimal_mark, raw_text, read_number, read_score, read_weight


@pytest.mark.parametrize(
    ("raw", "value", "flags"),
    [
        (4.0, 4, ()),
        (" 4 ", 4, ()),
        ("4\u00a0", 4, ()),
        ("\uff14", 4, ()),
        ("3,5", 3.5, ()),
        ("3½", 3.5, ()),
        ("1,037,879.00", 1037879, ()),
        ("1.234.567,89", 1234567.89, ()),
        ("1'234.50", 1234.5, ()),
        ("1\u202f234\u202f567,89", 1234567.89, ()),
        ("12,34,567", 1234567, ("unusual_groups", "ask")),
        ("-3", -3, ()),
        ("−3", -3, ()),
        ("(12,500)", -12500, ("ambiguous_separator", "ask", "negative")),
        ("1,234", 1234, ("ambiguous_separator", "ask")),
        ("4/5", 4, ("of_max",)),
        ("8 out of 10", 8, ("of_max",)),
        ("3-4", 3.5, ("range", "ask")),
        ("4*", 4, ("footnote",)),
        ("~4", 4, ("approximate",)),
        ("5+", 5, ("ask",)),
        ("4 (good)", 4, ("comment_split",)),
        ("£250k", 250000, ("multiplier_suffix",)),
        ("1,2 Mio. EUR", 1200000, ("multiplier_suffix",)),
        ("12 500 / month", 12500, ("period", "ask")),
        ("$3,636,850.00*", 3636850, ("dollar_assumed", "footnote")),
    ],
)
def test_what_people_write_for_a_number(raw, value, flags):
    reading = read_score(raw)
    assert reading.value == pytest.approx(value)
    assert set(reading.flags) == set(flags)


@pytest.mark.parametrize(
    ("raw", "kind", "flags"),
    [
        ("", "missing", ()),
        ("tbd", "missing", ("placeholder",)),
        ("-", "missing", ("ask",)),
        ("n/a", "na", ()),
        ("N.A.", "na", ()),
        ("#N/A", "error", ("cell_error",)),
        ("#DIV/0!", "error", ("cell_error",)),
        ("O", "text", ("letter_o", "ask")),
        ("High", "text", ("needs_mapping",)),
        ("Yes", "yes", ("needs_mapping",)),
        (True, "yes", ("needs_mapping",)),
        (Moment("2026-04-05"), "date", ("date_was_fraction", "ask")),
    ],
)
def test_missing_not_applicable_errors_and_levels_are_kept_apart(raw, kind, flags):
    reading = read_score(raw)
    assert (reading.kind, reading.value, reading.flags) == (kind, None, flags)


def test_a_share_keeps_its_unit_and_is_never_rescaled():
    assert (read_score("80 %").value, read_score("80 %").unit) == (80, "%")
    assert (read_score("8/10").value, read_score("8/10").maximum) == (8, 10)


def test_the_sheet_settles_what_a_single_mark_means():
    assert read_number("1,234", ",") == (1.234, ())
    assert read_number("1,234", ".") == (1234, ())
    assert decimal_mark(["0,4", "1.250,5"]) == ","
    assert decimal_mark(["0.4", "1,250.5"]) == "."
    assert decimal_mark(["0,4", "0.4"]) is None


@pytest.mark.parametrize(
    "text", ["1e999", "nan", "inf", "1_000", "٣٫٥.5", "9" * 400, "1.2.3", "12,3,4", "0x10", "10³", "²½"]
)
def test_what_is_no_ordinary_number_is_not_taken_for_one(text):
    assert read_score(text).value is None


@pytest.mark.parametrize("text", ["²½", "1²½", "½½", "x½"])
def test_a_raised_figure_before_a_fraction_is_kept_as_text(text):
    assert (read_score(text).kind, read_score(text).text) == ("text", text)


@pytest.mark.parametrize(
    ("raw", "kind", "value", "flags"),
    [
        ("25%", "number", 25, ()),
        ("12,5", "number", 12.5, ()),
        ("x2", "number", 2, ("multiplier",)),
        ("Must", "text", None, ("moscow", "needs_mapping")),
        ("pass/fail", "text", None, ("gate",)),
        (-5.0, "error", None, ("negative_weight",)),
    ],
)
def test_weights_as_people_write_them(raw, kind, value, flags):
    reading = read_weight(raw)
    assert (reading.kind, reading.value, reading.flags) == (kind, value, flags)


def test_fractions_that_a_program_computed_are_not_asked_about_but_numbers_as_long_as_a_card_are():
    computed = read_score("72.64957264957265")
    assert (computed.value, computed.flags) == (72.64957264957265, ())
    assert "ask" in read_score("41111111111111111").flags


@pytest.mark.parametrize("text", ["987.654 €", "1.200 EUR", "1,200 EUR", "12.345 kg", "€ 1.200", "1.200 *"])
def test_three_digits_behind_a_mark_say_nothing_of_the_decimal_sign_whatever_stands_behind_them(text):
    assert decimal_mark([text]) is None


def test_a_space_between_digits_groups_them_and_the_mark_behind_it_is_the_decimal_sign():
    assert decimal_mark(["1 234.567 €"]) == "."


@pytest.mark.parametrize("decimal", [None, ",", "."])
@pytest.mark.parametrize("text", ["3.500,-", "3,500.-", "3.500.–", "3.500,– €", "CHF 3'500.-"])
def test_a_dash_in_place_of_cents_shows_which_mark_is_the_decimal_sign(text, decimal):
    reading = read_score(text, decimal)
    assert (reading.value, reading.is_asked) == (3500, False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.0, "4"),
        (585.4000000000001, "585.4"),
        (-41.50000000000001, "-41.5"),
        (7.000000000000001, "7"),
        (12345678901234.57, "12345678901234.57"),
        (99.4000000001, "99.4000000001"),
        (True, "TRUE"),
    ],
)
def test_a_number_is_shown_as_the_spreadsheet_shows_it_without_the_noise_of_binary_fractions(value, text):
    assert raw_text(value) == text

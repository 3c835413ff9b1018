import math
from datetime import date, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outsource_desk.domain.checks import (
    checked_choice,
    checked_date,
    checked_fields,
    checked_name,
    checked_number,
    checked_text,
)
from outsource_desk.domain.errors import (
    BadDateError,
    DeskError,
    EmptyNameError,
    NotANumberError,
    NotATextError,
    OutOfRangeError,
    TextTooLongError,
    UnknownChoiceError,
    UnreadableTextError,
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def said(error_kind, act, *values, **options):
    with pytest.raises(error_kind) as caught:
        act("It", *values, **options)
    return str(caught.value)


def test_a_name_is_one_line_without_outer_or_doubled_spaces():
    assert checked_name("It", "  Alder \t IT\r\n Services\u00a0Ltd ") == "Alder IT Services Ltd"


@pytest.mark.parametrize("name", ["Ω", "李雷", "😀", "ألدر", "<b>&amp;", "=cmd", "a\u200bb", "1", "-", "x" * 500])
def test_a_name_in_any_script_is_kept(name):
    assert checked_name("It", name) == name


@pytest.mark.parametrize("name", ["", " ", "\n\t", "\u200b", "\u200d\u2060", "\u00ad", "\ufeff \u3000", "\ue000"])
def test_a_name_without_a_visible_character_is_refused(name):
    assert said(EmptyNameError, checked_name, name) == "It has no name."


def test_a_long_name_is_refused_with_the_limit_that_counts():
    assert said(TextTooLongError, checked_name, "x" * 501) == "It has 501 characters; the limit is 500."
    assert said(TextTooLongError, checked_name, "x" * 10**7) == "It has 10,000,000 characters; the limit is 500."
    assert said(TextTooLongError, checked_name, "x" * 101, limit=100).endswith("the limit is 100.")
    assert checked_name("It", "x" * 500 + " " * 900) == "x" * 500


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\x1b[0m", "\x7f", "\x85", "\ud83d", "\udc00x", "\uffff"])
def test_characters_that_cannot_be_stored_or_shown_are_refused(text):
    assert "control characters" in said(UnreadableTextError, checked_text, text)
    assert "control characters" in said(UnreadableTextError, checked_name, f"Acme {text}")


@pytest.mark.parametrize("value", [None, 0, 1.5, b"text", ["text"], True])
def test_what_is_no_text_is_refused_as_such(value):
    assert said(NotATextError, checked_text, value) == "It is not a text."
    assert said(NotATextError, checked_name, value) == "It is not a text."


def test_a_text_keeps_its_lines_and_ends_them_alike():
    assert checked_text("It", " a\r\nb\rc\td\n") == " a\nb\nc\td\n"
    assert "the limit is 3" in said(TextTooLongError, checked_text, "four", limit=3)
    assert len(checked_text("It", "x" * 2_000_000)) == 2_000_000
    assert "10,000,000 characters" in said(TextTooLongError, checked_text, "x" * 10**7)


@given(st.text())
def test_a_text_is_kept_or_refused_and_what_is_kept_stays_as_it_is(text):
    for check in (checked_text, checked_name):
        try:
            kept = check("It", text)
        except DeskError:
            continue
        assert check("It", kept) == kept
        assert kept.encode().decode() == kept


@pytest.mark.parametrize(
    "value", [math.inf, -math.inf, math.nan, True, False, None, "1", 10**400, -(10**400), 1j, [1], b"1"]
)
def test_what_is_no_finite_number_is_refused(value):
    message = said(NotANumberError, checked_number, value)
    assert message.startswith("It must be a finite number")
    assert len(message) < 150


def test_a_whole_number_of_thousands_of_digits_is_refused_in_words():
    assert said(NotANumberError, checked_number, 10**5000) == (
        "It must be a finite number, not “a number with hundreds of digits”."
    )
    assert "a number with thousands of digits" in said(BadDateError, checked_date, 10**5000)
    assert "a number with thousands of digits" in said(UnknownChoiceError, checked_choice, 10**5000, Colour)


def test_a_foreign_value_in_a_message_is_short_and_harmless():
    assert said(NotANumberError, checked_number, "a\x1b[31m\n\ud800b") == (
        "It must be a finite number, not “a [31m  b”."
    )
    assert said(NotANumberError, checked_number, "x" * 10**7) == (f"It must be a finite number, not “{'x' * 79}…”.")


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**300), 10**300))
def test_every_finite_number_is_kept_as_it_is(value):
    assert checked_number("It", value) == float(value)


@pytest.mark.parametrize("text", ["\u200b", "\u200d \u2060\n", "\u00ad\ufeff", "\u3164", "\u2800\u115f"])
def test_a_text_of_invisible_signs_alone_is_empty(text):
    assert checked_text("Owner", text) == ""
    with pytest.raises(EmptyNameError):
        checked_name("Owner", text)


@pytest.mark.parametrize("text", [" ", "\n\t", "a\u200bb", "👩\u200d🔧", "\ue000", "\U0001fae8", "."])
def test_a_text_that_shows_something_stays_as_it_is_and_so_do_spaces(text):
    assert checked_text("Owner", text) == text


def test_minus_zero_becomes_zero():
    assert math.copysign(1, checked_number("It", -0.0)) == 1


def test_bounds_belong_to_the_range_and_are_named():
    assert checked_number("It", 0, 0, 5) == 0
    assert checked_number("It", 5, 0, 5) == 5
    assert said(OutOfRangeError, checked_number, 5.0000001, 0, 5) == "It must be between 0 and 5; 5.0000001 is not."
    assert said(OutOfRangeError, checked_number, -1, 0) == "It must be at least 0; -1 is not."
    assert said(OutOfRangeError, checked_number, 1234567.25, high=1e6) == (
        "It must be at most 1,000,000; 1,234,567.25 is not."
    )


@pytest.mark.parametrize("value", ["green", "RED", None, [], 1, math.nan, "x" * 10**7, "\ud800"])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(value):
    message = said(UnknownChoiceError, checked_choice, value, Colour)
    assert message.endswith("It is one of: red, blue.")
    assert len(message) < 150
    assert message.encode()


def test_a_choice_is_given_by_value_or_member():
    assert checked_choice("It", "red", Colour) is checked_choice("It", Colour.RED, Colour) is Colour.RED


@pytest.mark.parametrize("value", [None, ""])
def test_no_date_stays_none(value):
    assert checked_date("It", value) is None


@pytest.mark.parametrize("value", ["2024-02-29", "20240229", "2024-W09-4", date(2024, 2, 29), datetime(2024, 2, 29, 5)])  # noqa: DTZ001 - as a cell of a spreadsheet has it
def test_a_day_is_kept_as_year_month_day(value):
    assert checked_date("It", value) == "2024-02-29"


@pytest.mark.parametrize("value", ["2023-02-29", "29/02/2024", "soon", 0, 1.5, True, [], "\ud800", "9" * 10**6])
def test_what_is_no_day_is_refused(value):
    message = said(BadDateError, checked_date, value)
    assert message.endswith("is not a date that can be used.")
    assert len(message) < 150
    assert message.encode()


def test_fields_pass_their_own_checks_and_no_others():
    checks = {"name": lambda value: checked_name("It", value), "size": lambda value: checked_number("It", value)}
    assert checked_fields(checks, {"name": " a ", "size": 2}) == {"name": "a", "size": 2.0}
    with pytest.raises(UnknownChoiceError, match=r"Field cannot be “weight”\. It is one of: name, size\."):
        checked_fields(checks, {"name": "a", "weight": 2})

"""Whatever people write: no crash, no endless number, and no number but the one that was meant without a question."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from outsource_desk.importers.cells import Context, Hints, decide_column, read_cell, read_score, word_scale

PIECES = st.lists(
    st.one_of(
        st.sampled_from([*"0123456789.,-+()/%*'\u00a0 €$£~?xOl½♥", "EUR", "USD", "k", "Mio", " p.a.", "per month",
                         "n/a", "High", "yes", "Must", "Q3", "2026", "of", "to", "days", "✓", "◕", "\u202f", "−", "–"]),
        st.text(max_size=3),
    ),
    max_size=9,
).map("".join)  # fmt: skip
MARKS = {
    "English": (",", "."),
    "German": (".", ","),
    "French": ("\u202f", ","),
    "Swiss": ("’", "."),
    "plain": ("", "."),
}
AROUND = ["{}", " {} ", "€{}", "{} €", "EUR {}", "{} EUR", "{}*", "{} (see note)", "~{}"]


def written(number: int, places: int, grouping: str, decimal: str) -> str:
    """Write a number of so many hundredths, thousandths and so on as people of one country do."""
    whole, rest = divmod(abs(number), 10**places)
    digits = f"{whole:,}".replace(",", grouping)
    return f"{'-' * (number < 0)}{digits}" + (f"{decimal}{rest:0{places}}" if places else "")


@settings(max_examples=600, deadline=None)
@given(PIECES, st.sampled_from(list(Context)), st.sampled_from([None, Hints(), Hints(","), Hints(".", True, 1904)]))
def test_every_text_is_read_as_something_and_every_number_is_finite(text, context, hints):
    reading = read_cell(text, context, hints=hints)

    assert reading.kind in {"number", "money", "missing", "na", "yes", "partly", "no", "range", "date", "text", "error"}
    assert reading.value is None or math.isfinite(reading.value)


@settings(max_examples=600, deadline=None)
@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 4),
    st.sampled_from(list(MARKS.values())),
    st.sampled_from(AROUND),
)
def test_a_number_of_any_country_is_read_as_it_was_meant_or_asked(number, places, marks, around):
    reading = read_score(around.format(written(number, places, *marks)))

    assert reading.is_asked or math.isclose(reading.value or 0, number / 10**places, rel_tol=1e-12)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(1, 10**7), min_size=1, max_size=8),
    st.integers(0, 3),
    st.sampled_from(list(MARKS.values())),
)
def test_a_column_of_one_country_is_read_as_it_was_meant_or_asked(numbers, places, marks):
    texts = [written(number, places, *marks) for number in numbers]
    decision = decide_column(texts)
    for number, text in zip(numbers, texts, strict=True):
        reading = decision.checked(read_score(text, decision.decimal))
        assert reading.is_asked or math.isclose(reading.value or 0, number / 10**places, rel_tol=1e-12)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=6))
def test_every_share_of_a_scale_of_words_lies_between_0_and_1(words):
    for scale in word_scale(words):
        assert all(0 <= share <= 1 for share in scale.shares.values())
        assert not set(scale.unknown) & scale.shares.keys()

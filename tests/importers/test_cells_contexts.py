"""Cells by what is expected in them: every spelling that was met in real sheets, and what it says."""

import pytest

from outsource_desk.importers.cells import CellReading, Hints, Moment, read_cell

UNSAID = CellReading("")
Case = tuple[object, dict, dict]

SCORE: list[Case] = [
    (4, {}, {"kind": "number", "value": 4}),
    (" 4 ", {}, {"kind": "number", "value": 4}),
    ("4\xa0", {}, {"kind": "number", "value": 4}),
    ("3,5", {}, {"kind": "number", "value": 3.5}),
    ("3.5", {}, {"kind": "number", "value": 3.5}),
    ("\uff14", {}, {"kind": "number", "value": 4}),
    ("3\xbd", {}, {"kind": "number", "value": 3.5}),
    ("4/5", {}, {"kind": "number", "value": 4, "flags": ("of_max",)}),
    ("8/10", {}, {"kind": "number", "value": 4, "flags": ("of_max", "rescaled")}),
    ("8 out of 10", {}, {"kind": "number", "value": 4, "flags": ("of_max", "rescaled")}),
    ("80%", {}, {"kind": "number", "value": 4, "flags": ("rescaled",)}),
    (0.8, {"number_format": "0%"}, {"kind": "number", "value": 4, "flags": ("rescaled",)}),
    (0.8, {}, {"kind": "number", "value": 0.8, "flags": ("ask",)}),
    (Moment("2026-04-05"), {"number_format": "d-mmm"},
     {"kind": "number", "value": 4, "flags": ("date_was_fraction", "ask")}),
    (Moment("2026-05-04"), {"number_format": "dd.mm"},
     {"kind": "number", "value": 4, "flags": ("date_was_fraction", "ask")}),
    ("3-4", {}, {"kind": "range", "low": 3, "high": 4, "value": 3.5, "flags": ("range", "ask")}),
    ("4 (good)", {}, {"kind": "number", "value": 4, "comment": "good", "flags": ("comment_split",)}),
    ("4*", {}, {"kind": "number", "value": 4, "flags": ("footnote",)}),
    ("~4", {}, {"kind": "number", "value": 4, "flags": ("approximate",)}),
    ("5+", {}, {"kind": "number", "value": 5, "flags": ("ask",)}),
    (7, {}, {"kind": "error", "flags": ("out_of_scale",)}),
    (-1, {}, {"kind": "error", "flags": ("out_of_scale",)}),
    (7, {"scale": (0, 10)}, {"kind": "number", "value": 3.5, "flags": ("rescaled",)}),
    (1, {"scale": (1, 5)}, {"kind": "number", "value": 0, "flags": ("rescaled",)}),
    ("", {}, {"kind": "missing"}),
    (None, {}, {"kind": "missing"}),
    ("tbd", {}, {"kind": "missing", "flags": ("placeholder",)}),
    ("TBC", {}, {"kind": "missing", "flags": ("placeholder",)}),
    ("?", {}, {"kind": "missing", "flags": ("placeholder",)}),
    ("pending", {}, {"kind": "missing", "flags": ("placeholder",)}),
    ("-", {}, {"kind": "missing", "flags": ("ask",)}),
    ("\u2013", {}, {"kind": "missing", "flags": ("ask",)}),
    ("n/a", {}, {"kind": "na"}),
    ("N.A.", {}, {"kind": "na"}),
    ("not applicable", {}, {"kind": "na"}),
    ("#N/A", {}, {"kind": "error", "flags": ("cell_error",)}),
    ("#DIV/0!", {}, {"kind": "error", "flags": ("cell_error",)}),
    (None, {"is_formula": True}, {"kind": "error", "flags": ("formula_without_value",)}),
    (3.2, {"is_formula": True}, {"kind": "number", "value": 3.2, "flags": ("from_formula",)}),
    ("O", {}, {"kind": "text", "flags": ("letter_o", "ask")}),
    ("High", {}, {"kind": "text", "flags": ("needs_mapping",)}),
    ("\u25d5", {}, {"kind": "text", "flags": ("needs_mapping",)}),
    ("Yes", {}, {"kind": "yes", "flags": ("needs_mapping",)}),
    (True, {}, {"kind": "yes", "flags": ("needs_mapping",)}),
]  # fmt: skip

WEIGHT: list[Case] = [
    ("25%", {}, {"kind": "number", "value": 25, "unit": "percent"}),
    ("25 %", {}, {"kind": "number", "value": 25, "unit": "percent"}),
    (0.25, {"number_format": "0%"}, {"kind": "number", "value": 25, "unit": "percent"}),
    (0.25, {}, {"kind": "number", "value": 0.25, "unit": "points", "flags": ("ask",)}),
    ("12,5", {}, {"kind": "number", "value": 12.5, "unit": "points"}),
    ("x2", {}, {"kind": "number", "value": 2, "unit": "points", "flags": ("multiplier",)}),
    ("Must", {}, {"kind": "text", "flags": ("moscow", "needs_mapping")}),
    ("pass/fail", {}, {"kind": "text", "flags": ("gate",)}),
]  # fmt: skip

MONEY: list[Case] = [
    ("\u20ac1.234.567,89", {}, {"kind": "money", "exact": "1234567.89", "currency": "EUR"}),
    ("$1,234,567.89", {}, {"kind": "money", "exact": "1234567.89", "currency": "USD", "flags": ("dollar_assumed",)}),
    ("A$ 900", {}, {"kind": "money", "exact": "900", "currency": "AUD"}),
    ("1'234.50 CHF", {}, {"kind": "money", "exact": "1234.50", "currency": "CHF"}),
    ("1\u202f234\u202f567,89 \u20ac", {}, {"kind": "money", "exact": "1234567.89", "currency": "EUR"}),
    ("\u20b912,34,567", {}, {"kind": "money", "exact": "1234567", "currency": "INR"}),
    ("1.2m", {}, {"kind": "money", "exact": "1200000", "currency": "", "flags": ("multiplier_suffix",)}),
    ("1,2 Mio. EUR", {}, {"kind": "money", "exact": "1200000", "currency": "EUR", "flags": ("multiplier_suffix",)}),
    ("\xa3250k", {}, {"kind": "money", "exact": "250000", "currency": "GBP", "flags": ("multiplier_suffix",)}),
    ("(12,500)", {}, {"kind": "money", "exact": "-12500", "currency": "", "flags": ("negative",)}),
    ("12,500-", {}, {"kind": "money", "exact": "-12500", "currency": "", "flags": ("negative",)}),
    ("1,234", {"hints": Hints(decimal=None)},
     {"kind": "money", "exact": "1234", "currency": "", "flags": ("ambiguous_separator", "ask")}),
    ("1,234", {"hints": Hints(decimal=",")}, {"kind": "money", "exact": "1.234", "currency": ""}),
    ("EUR 99.000", {"hints": Hints(decimal=None)},
     {"kind": "money", "exact": "99000", "currency": "EUR", "flags": ("ambiguous_separator", "ask")}),
    ("USD 1.5 million p.a.", {},
     {"kind": "money", "exact": "1500000", "currency": "USD", "per": "year", "flags": ("multiplier_suffix", "period")}),
    ("12 500 / month", {},
     {"kind": "money", "exact": "12500", "currency": "", "per": "month", "flags": ("period", "ask")}),
    (12500, {"number_format": "[$€-407] #,##0"},
     {"kind": "money", "exact": "12500", "currency": "EUR", "flags": ("currency_from_format",)}),
    ("10,000 - 12,000", {}, {"kind": "range", "low": 10000, "high": 12000, "flags": ("range", "ask")}),
    ("included", {}, {"kind": "money", "exact": "0", "flags": ("included", "ask")}),
    ("on request", {}, {"kind": "missing", "flags": ("placeholder",)}),
    ("free", {}, {"kind": "money", "exact": "0", "flags": ("ask",)}),
]  # fmt: skip

PERCENT: list[Case] = [
    ("99,9 %", {}, {"kind": "number", "value": 0.999}),
    (0.999, {"number_format": "0.0%"}, {"kind": "number", "value": 0.999}),
    (99.9, {}, {"kind": "number", "value": 0.999, "flags": ("percent_assumed",)}),
    (0.5, {}, {"kind": "number", "value": 0.5, "flags": ("ask",)}),
    ("three nines", {}, {"kind": "text", "flags": ("ask",)}),
]  # fmt: skip

DATE: list[Case] = [
    (Moment("2027-06-30"), {}, {"kind": "date", "day": "2027-06-30"}),
    ("31/12/2026", {}, {"kind": "date", "day": "2026-12-31"}),
    ("12/31/2026", {}, {"kind": "date", "day": "2026-12-31"}),
    ("03/04/2026", {"hints": Hints(day_first=None)},
     {"kind": "date", "day": "", "candidates": ("2026-04-03", "2026-03-04"), "flags": ("ambiguous_date", "ask")}),
    ("03/04/2026", {"hints": Hints(day_first=True)}, {"kind": "date", "day": "2026-04-03"}),
    ("3. April 2026", {}, {"kind": "date", "day": "2026-04-03"}),
    (45000, {"hints": Hints(epoch=1900)}, {"kind": "date", "day": "2023-03-15", "flags": ("serial",)}),
    (45000, {"hints": Hints(epoch=1904)}, {"kind": "date", "day": "2027-03-16", "flags": ("serial",)}),
    ("Q3 2026", {}, {"kind": "date", "day": "2026-09-30", "flags": ("period_end",)}),
    ("Mar-27", {},
     {"kind": "date", "day": "", "candidates": ("2027-03-31", "XXXX-03-27"), "flags": ("ambiguous_date", "ask")}),
    ("expired", {}, {"kind": "text", "flags": ("ask",)}),
]  # fmt: skip

ANSWER: list[Case] = [
    ("Y", {}, {"kind": "yes"}),
    ("\u2713", {}, {"kind": "yes"}),
    ("x", {}, {"kind": "yes", "flags": ("ask",)}),
    ("Fully compliant", {}, {"kind": "yes"}),
    ("PC", {}, {"kind": "partly"}),
    ("Partially", {}, {"kind": "partly"}),
    ("Non-compliant", {}, {"kind": "no"}),
    ("No, roadmap Q4", {}, {"kind": "no", "comment": "roadmap Q4", "flags": ("qualified",)}),
    ("Yes, but only in the EU", {}, {"kind": "yes", "comment": "but only in the EU", "flags": ("qualified", "ask")}),
    ("See attachment 4", {}, {"kind": "text", "flags": ("ask",)}),
]  # fmt: skip

CASES = [
    (context, *case)
    for context, cases in (
        ("score", SCORE), ("weight", WEIGHT), ("money", MONEY), ("percent", PERCENT), ("date", DATE), ("answer", ANSWER)
    )
    for case in cases
]  # fmt: skip


@pytest.mark.parametrize(("context", "raw", "around", "expected"), CASES)
def test_a_cell_says_what_a_careful_analyst_would_read(context, raw, around, expected):
    reading = read_cell(raw, context, **around)

    said = {field: getattr(reading, field) for field in ("kind", *expected)}
    assert said | {"flags": set(reading.flags)} == expected | {"flags": set(expected.get("flags", ()))}
    for field in ("per", "comment", "candidates", "currency"):
        assert getattr(reading, field) == expected.get(field, getattr(UNSAID, field))
    if "value" not in expected and expected["kind"] in (
        "text",
        "missing",
        "na",
        "error",
        "yes",
        "partly",
        "no",
        "date",
    ):
        assert reading.value is None

"""Cells as careless and hostile people type them: a number that is not plainly one is asked about, never taken."""

import time

import pytest

from outsource_desk.importers.cells import is_number_like, likely_meant, read_cell, read_score

SURE = [
    ("0", 0), ("00", 0), ("5", 5), ("+5", 5), ("-5", -5), ("−5", -5), (" 5", 5), ("5\u2009", 5), ("\t5\n", 5),
    ("5.0", 5), ("5.25", 5.25), ("5,25", 5.25), (".5", 0.5), (",5", 0.5), ("0.125", 0.125), ("0,125", 0.125),
    ("12345", 12345), ("1234.5", 1234.5), ("1234,5", 1234.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5),
    ("1,234,567", 1234567), ("1.234.567", 1234567), ("1 234", 1234), ("1 234 567,8", 1234567.8),
    ("1'234'567.80", 1234567.8), ("1’234.50", 1234.5), ("12 345.67", 12345.67), ("１２", 12), ("٣", 3), ("٣٫٥", 3.5),
    ("५", 5), ("4½", 4.5), ("4 ½", 4.5), ("½", 0.5), ("1.5e+03", 1500), ("1E-2", 0.01), ("10,-", 10), ("10.-", 10),
    ("10,–", 10), ("10.--", 10), ("4*", 4), ("4**", 4), ("4†", 4), ("4 [1]", 4), ("4¹)", 4), ("4 points", 4),
    ("4 pts", 4), ("4 Punkte", 4), ("4 pts.", 4), ("4.5 puntos", 4.5), ("4 (good)", 4), ("4,5 (sehr gut)", 4.5),
    ("~4", 4), ("ca. 4", 4), ("about 4", 4), ("approx. 12", 12), ("4/5", 4), ("4 / 5", 4), ("3,5/5", 3.5),
    ("8 out of 10", 8), ("8 of 10", 8), ("8 von 10", 8), ("8 sur 10", 8), ("4 de 5", 4), ("4 su 5", 4), ("4 z 5", 4),
    ("4/5 pts", 4), ("0/10", 0), ("80%", 80), ("80 %", 80), ("80,5 %", 80.5), ("99.95%", 99.95), ("-3%", -3),
    ("€100", 100), ("100 €", 100), ("EUR 100", 100), ("100 EUR", 100), ("eur 100", 100), ("US$ 100", 100),
    ("USD $100", 100), ("CAD $1,200.50", 1200.5), ("£1,200.00", 1200), ("1.200,00 €", 1200), ("CHF 1'200.50", 1200.5),
    ("Fr. 1'200.50", 1200.5), ("1 200,00 zł", 1200), ("R$ 1.200,00", 1200), ("kr", None), ("1,2 Mio. EUR", 1.2e6),
    ("€1.2m", 1.2e6), ("$1.2bn", 1.2e9), ("£250k", 250000), ("250 k€", 250000), ("250 T€", 250000), ("T€ 250", 250000),
    ("TEUR 250", 250000), ("1,5 M€", 1.5e6), ("k$ 12", 12000),
    ("5 days", 5), ("2 Wochen", 2), ("12 mois", 12), ("3 años", 3), ("3 FTE", 3), ("300 kg", 300), ("24 h", 24),
    ("4²", 4), ("4*)", 4), ("4 1)", 4), ("3 1/2", 3.5), ("€ 1,5 Mrd.", 1.5e9),
    ("Mio. € 1,2", 1.2e6), ("0.49 mCHF", 490000), ("1,2 MioEUR", 1.2e6), ("73 Mzł", 73e6),
    ("TPLN 61.141,6", 61141600), ("11 mila EUR", 11000), ("₹ 12 lakh", 1.2e6), ("2 crore INR", 2e7),
    ("~7 Tage", 7), ("rund 5", 5), ("env. 5 jours", 5), ("około 5", 5), ("~€5k", 5000), ("14 days*", 14),
    ("80 Prozent", 80), ("80 ％", 80), ("92,384 %", 92.384), ("100 % *", 100), ("3.120E+02", 312), ("－5", -5),
    ("1 sobre 10", 1), ("4 Punkte von 5", 4), ("4 points / 5", 4), ("4/5*", 4), ("4/5 (good)", 4),
    ("5 days (estimated)", 5),
    ("2 Millionen EUR", 2e6), ("(€1,200.00)", -1200), ("€ (1,200.00)", -1200), ("-€1,200.00", -1200),
    ("€-1,200.00", -1200), ("EUR 1.200,50 p.a.", 1200.5), ("€1,200.50 per year", 1200.5),
]  # fmt: skip

ASKED = [
    "1,234", "1.234", "12,345", "EUR 99.000", "€1,234", "(1,234)", "1 - 2", "3-4", "3–4", "3 to 4", "3 bis 4", "3 à 4",
    "between 3 and 4", "€10k-12k", "10-12%", "5+", ">5", "<5", "≥ 4", "<= 4", "up to 5", "max. 5", "min 3",
    "at least 4", "over 100", "more than 4", "mindestens 3", "2-3 weeks", "5 or more", "4-", "3 -", "12 500 / month",
    "€50/h",
    "€ 500 per day", "100 EUR pro Monat", "$9,093,272,70", "9,093,272,70", "$1,23,4", "1,23,4", "12..5", "12,,5",
    ">99.9%", "≥ 99,5 %", "max. ca. 5 days", "up to 5 days", "à partir de 5", "±200", "ca. 3-4", "1,5−", "12.2026",
    "371\n482", "4 (5)", "1.2O0",
    "1O", "l0", "I2", "5O0", "1.O", "1 2", "12 34", "3 .5", "3. 5", "3, 5", "1,2,3", "1.234.56", "1,234,56",
    "1.234,567.89", "1,234.567,89", "12,3456,789", "1234,567,890", "0,123,456", "1'23'456", "1 234'567", "--5", "+-5",
    "5--5", "5;", "5:", "5`", "4´", "$$5", "€5€5", "$5 €6", "€ 100 USD", "100 EUR / 120 USD", "5 %%", "5%%", "(5", "5)",
    "((5))", "(-5)", "5,", "5.", "12E5", "3e2", "12m", "5 mm", "12,34,567", "4 (3 references)", "O", "1|", "3,5.2",
    "2,500.00.00", "€ 1.2.3", "£12,00,0", "1..000", "EUR 12.34.56", "1-2k", "–5", "1" * 17,
]  # fmt: skip

NO_NUMBER = [
    "10²", "10³", "²", "x5", "A4", "v2", "B-2", "ISO 9001", "24/7", "24x7", "n=5", "#5", "No. 5", "5 stars and more",
    "1e999", "-1e999", "nan", "inf", "-inf", "NaN", "Infinity", "0x10", "1_000", "١٢٣abc", "9" * 400, "1" * 81, "½½",
    "1.2.3", "31.12.2026", "2026-12-31", "12:30", "1:2", "+49 30 1234567", "192.168.0.1", "four", "IV", "♥ 5", "=1+1",
    "+1+1",
    "@SUM(1)", "-2+3", "1+1", "2*3", "2^3", "5'", '5"', "5°", "$", "€", "EUR", "%", ".", ",", "()", "(", "+", "/",
    "4/", "/5", "6/5", "4/0", "4//5", "4/5/6", "1 2 3 4 5", "5 5 5", "100 apples", "5 m²", "10 20%", "% 5 %", "\u202e5",
    "5\u200b", "\u200b5", "５／１０", "4 out of", "out of 5", "4 (", "4 ()", "Q3", "H1", "Tier 1", "Level 3",
    "Option 2", "3rd", "1st", "5 apples", "2 years 3 months", "day 5", "5 days late",
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), SURE)
def test_a_number_with_its_usual_trimmings_is_read_without_a_question(text, number):
    reading = read_score(text)

    assert reading.value == (None if number is None else pytest.approx(number))
    assert not reading.is_asked


@pytest.mark.parametrize("text", ASKED)
def test_what_can_be_read_in_several_ways_or_is_mistyped_is_asked(text):
    assert read_score(text).is_asked


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_never_becomes_one(text):
    assert read_score(text).value is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("$9,093,272,70", 9093272.7),
        ("1.2O0", 1.2),
        ("12..5", 12.5),
        ("1O", 10),
        ("3 .5", 3.5),
        ("5;", 5),
        ("l2", 12),
    ],
)
def test_what_a_slip_was_perhaps_meant_to_be_is_offered(text, number):
    assert read_score(text).value is None
    assert likely_meant(text) == number


@pytest.mark.parametrize("text", ["1.1", "12", "$5", "1.2O0", "12..5", "3-4", "99%", "¼", "$9,093,272,70"])
def test_amounts_are_known_as_such_even_when_mistyped(text):
    assert is_number_like(text)


@pytest.mark.parametrize(
    "text", ["Max 5", "1.1.1", "030 1234 567", "Year 1", "1)", "No. 5", "31.12.2026", "from 5", "A 4"]
)
def test_names_telephones_chapters_and_days_are_no_amounts(text):
    assert not is_number_like(text)


HOSTILE = [
    "1 " * 16_000, "1," * 16_000, "(" * 32_000, "-" * 32_000, "9" * 32_000, "1.1-" * 8_000, "4 (" * 10_000,
    "$" * 32_000,
    "a1" * 16_000, "1 per " * 5_000, "5*" * 16_000, " " * 30_000 + "5", "٣" * 32_000, "½" * 32_000, "1e" * 16_000,
    "4/" * 16_000, "yes, " * 6_000, "1/1/" * 8_000, "mar " * 8_000,
]  # fmt: skip


@pytest.mark.parametrize("context", ["score", "weight", "money", "percent", "date", "answer", "text"])
def test_no_text_however_long_takes_long_to_read(context):
    started = time.perf_counter()
    for text in HOSTILE:
        read_cell(text, context)
        read_cell(text[:79], context)
        read_cell(text[:1_999], context)

    assert time.perf_counter() - started < 1.5


@pytest.mark.parametrize("context", ["score", "weight", "money", "percent", "date", "answer", "text"])
@pytest.mark.parametrize(
    "value", [0, 5, -1.5, 1e300, -1e300, 5e-324, True, False, "", None, "\0", "\ud800", "Ⅷ", "𝟝", "㊿"]
)
def test_whatever_stands_in_a_cell_is_read_as_something(context, value):
    assert read_cell(value, context).kind

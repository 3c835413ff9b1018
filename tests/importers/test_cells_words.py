"""Words and signs in place of points: which scales they may stand for."""

import pytest

from outsource_desk.importers.cells import word_scale
from outsource_desk.importers.cells.judged_vocabulary import FAMILIES


@pytest.mark.parametrize(
    "words",
    [
        ["Low", "Medium", "High"],
        ["L", "M", "H"],
        ["niedrig", "mittel", "hoch"],
        ["faible", "moyen", "élevé"],
        ["bajo", "medio", "alto"],
        ["baixo", "médio", "alto"],
        ["basso", "medio", "alto"],
        ["niski", "średni", "wysoki"],
    ],
)
def test_low_medium_and_high_can_be_read_from_either_end_in_seven_languages(words):
    best, worst = word_scale(words)

    assert [best.shares[word] for word in words] == [0, 0.5, 1]
    assert [worst.shares[word] for word in words] == [1, 0.5, 0]
    assert (best.title, worst.title) == ("High is best", "High is worst")


@pytest.mark.parametrize(
    ("shares", "title"),
    [
        ({"Very low": 0, "Low": 0.25, "High": 0.75, "Very high": 1}, "High is best"),
        ({"C": 1, "PC": 0.5, "NC": 0}, "Full compliance is best"),
        ({"F": 1, "P": 0.5, "N": 0}, "Full compliance is best"),
        ({"Fully compliant": 1, "Partially compliant": 0.5, "Non-compliant": 0}, "Full compliance is best"),
        ({"Erfüllt": 1, "teilweise erfüllt": 0.5, "nicht erfüllt": 0}, "Full compliance is best"),
        ({"2": 1, "1": 0.5, "0": 0}, "The largest code is best"),
        ({"●": 1, "◕": 0.75, "◑": 0.5, "◔": 0.25, "○": 0}, "A full circle is best"),
        ({"Green": 1, "Amber": 0.5, "Red": 0}, "Green is best"),
        ({"G": 1, "A": 0.5, "R": 0}, "Green is best"),
        ({"🟢": 1, "🟡": 0.5, "🔴": 0}, "Green is best"),
        ({"vert": 1, "jaune": 0.5, "rouge": 0}, "Green is best"),
        ({"✓": 1, "✗": 0}, "A tick is best"),
        ({"✔️": 1, "❌": 0}, "A tick is best"),
        ({"✓": 1, "x": 0}, "A tick is best"),
        ({"Pass": 1, "Fail": 0}, "Pass is best"),
        ({"A": 1, "B": 0.75, "C": 0.5, "D": 0.25, "E": 0}, "A is best"),
        ({"A+": 1, "B": 0.75, "F": 0}, "A is best"),
        ({"Excellent": 1, "Good": 0.75, "Average": 0.5, "Poor": 0.25, "Unacceptable": 0}, "Excellent is best"),
        ({"★★★★★": 1, "★★☆☆☆": 0.4}, "More stars are better"),
        ({"++": 1, "+": 0.75, "0": 0.5, "-": 0.25, "--": 0}, "More plus is better"),
        ({"Yes": 1, "Partly": 0.5, "No": 0}, "Yes is best"),
        ({"sí": 1, "no": 0}, "Yes is best"),
        ({"👍": 1, "👎": 0}, "Thumbs up are best"),
        ({"↑": 1, "→": 0.5, "↓": 0}, "An arrow up is best"),
        ({"Rare": 1, "Possible": 0.5, "Almost certain": 0}, "Unlikely is best"),
        ({"Minor": 0.75, "Major": 0.25, "Critical": 0}, "A small effect is best"),
    ],
)
def test_each_word_has_its_share_of_the_scale(shares, title):
    first = word_scale(shares)[0]

    assert first.title == title
    assert {word: round(share, 2) for word, share in first.shares.items()} == shares
    assert first.unknown == ()


def test_a_cross_alone_marks_what_is_there_or_what_is_missing_and_both_readings_are_offered():
    there, missing = word_scale(["x", "x", "X", ""])

    assert (there.shares, missing.shares) == ({"x": 1, "X": 1}, {"x": 0, "X": 0})
    assert (there.title, missing.title) == ("A cross marks what is there", "A cross marks what is missing")


def test_p_and_f_are_partly_and_fully_or_pass_and_fail():
    readings = {scale.title: dict(scale.shares) for scale in word_scale(["P", "F", "F"])}

    assert readings == {"Full compliance is best": {"P": 0.5, "F": 1}, "Pass is best": {"P": 1, "F": 0}}


def test_nothing_yet_is_no_level_and_a_strange_word_is_left_for_the_user_to_place():
    scale, _ = word_scale(["High", "Low", "tbd", "n/a", "-", "", "Medium", "#N/A", "see note 3"])

    assert (dict(scale.shares), scale.unknown) == ({"High": 1, "Low": 0, "Medium": 0.5}, ("see note 3",))


@pytest.mark.parametrize(
    "words", [[], ["", "tbd"], ["Alder", "Birch"], ["low", "✓"], ["a" * 40_000], ["3", "4"], ["-"]]
)
def test_words_that_are_no_scale_have_no_reading(words):
    assert word_scale(words) == ()


def test_a_column_of_a_thousand_different_texts_is_no_scale():
    assert word_scale([f"High {number}" for number in range(1000)]) == ()


def test_points_are_counted_on_the_scale_that_is_given():
    balls = word_scale(["◕"])[0]

    assert balls.points("◕", top=5) == 3.75
    assert balls.points("◕", top=5, low=1) == 4
    assert balls.points("?", top=5) is None


def test_every_step_lies_on_the_scale():
    for family in FAMILIES:
        assert set(family.steps.values()) <= {0, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1}
        assert "" not in family.steps

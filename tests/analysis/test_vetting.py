"""Points, caps and scores of vetting, against figures that an independent script computed."""

from __future__ import annotations

import pytest

from outsource_desk.analysis.vetting import Line, capped, overall_score, points_on_curve, section_score, strongest
from outsource_desk.domain.vetting import EvidenceLevel

ANSWERS = [  # weight, raw points, evidence, accepted; one more question of weight 3 does not apply
    (5, 5, EvidenceLevel.INDEPENDENT, True),
    (3, 5, EvidenceLevel.CLAIM, True),
    (4, 2.5, EvidenceLevel.DOCUMENT, False),
    (2, None, EvidenceLevel.NONE, False),
]


def test_a_section_so_far_secured_and_covered():
    score = section_score(
        Line(weight, None if raw is None else capped(raw, level, needs_evidence=True), accepted)
        for weight, raw, level, accepted in ANSWERS
    )
    assert score.so_far == pytest.approx(73.333333, abs=1e-6)
    assert score.secured == pytest.approx(48.571429, abs=1e-6)
    assert score.coverage == pytest.approx(0.571429, abs=1e-6)


@pytest.mark.parametrize(
    ("amount", "points"), [(5, 5), (8, 5), (12, 4.428571), (20, 3.25), (40, 1), (50, 0.5), (80, 0)]
)
def test_points_lie_on_straight_lines_and_are_flat_outside_the_ends(amount, points):
    turnover = ((8, 5.0), (15, 4.0), (25, 2.5), (40, 1.0), (60, 0.0))
    assert points_on_curve(turnover, amount) == pytest.approx(points, abs=1e-6)


def test_silence_scores_nothing_and_is_no_first_impression():
    score = section_score([Line(5, None, False), Line(2, None, False)])
    assert (score.so_far, score.secured, score.coverage) == (None, 0.0, 0.0)


def test_a_section_without_weight_has_no_score():
    assert section_score([Line(0, 5.0, True)]).secured is None
    assert overall_score([(7, section_score([]))]).secured is None


def test_the_whole_is_the_mean_of_the_sections_that_apply():
    full, empty, none = section_score([Line(1, 5.0, True)]), section_score([Line(1, None, False)]), section_score([])
    whole = overall_score([(3, full), (1, empty), (9, none)])
    assert (whole.so_far, whole.secured, whole.coverage) == (100.0, 75.0, 0.75)


def test_the_strongest_evidence_counts_and_what_is_out_of_date_never_helps():
    level = EvidenceLevel
    assert strongest([]) is level.NONE
    assert strongest([level.EXPIRED]) is level.EXPIRED
    assert strongest([level.CLAIM, level.EXPIRED]) is level.CLAIM
    assert strongest([level.DOCUMENT, level.VERIFIED, level.CLAIM]) is level.VERIFIED


def test_a_contradicted_answer_earns_nothing_even_where_no_proof_was_asked_for():
    assert capped(5.0, EvidenceLevel.CONTRADICTED, needs_evidence=False) == 0.0
    assert capped(5.0, EvidenceLevel.NONE, needs_evidence=False) == 5.0
    assert capped(5.0, EvidenceLevel.NONE, needs_evidence=True) == 2.0

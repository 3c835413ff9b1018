from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.initiative import Initiative, OutsourcingType
from outsource_desk.domain.ranking import Evaluation, GateStatus, Ranking, Standing, Verdict
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.why_words import why_sentences

NAMES = ("Capability", "Price", "Security")


def place(number, name, parts):
    total = sum(parts)
    given = dict(zip(range(10, 10 + len(parts)), parts, strict=True))
    return Standing(
        Candidate(number, 1, number, name), number, total, total, total, GateStatus.PASSED, contributions=given
    )


def case(*rows, names=NAMES, parent=None):
    criteria = [Criterion(10 + n, 1, parent, name) for n, name in enumerate(names)]
    if parent:
        criteria = [Criterion(parent, 1, None, "All"), *criteria]
    standings = tuple(place(number, name, parts) for number, (name, parts) in enumerate(rows, 1))
    evaluation = Evaluation(Initiative(1, "Payroll", OutsourcingType.BPO), (), (), tuple(criteria), (), (), (), ())
    return evaluation, Ranking(standings, {}, {}, (), Verdict.CLEAR, 2.5, 2.0)


def test_it_says_where_the_first_gains_most_and_where_the_other_is_better():
    scene = case(("Alder", (30.0, 20.0, 15.0)), ("Birch", (26.5, 18.8, 18.2)))
    assert why_sentences(*scene, 1, 2) == (
        "Alder is ahead of Birch by 1.5 points: it gains most on Capability (+3.5) and Price (+1.2).",
        "Birch is better on Security (+3.2).",
    )


def test_who_is_ahead_comes_first_whichever_is_asked_for_first():
    scene = case(("Alder", (30.0, 20.0, 15.0)), ("Birch", (26.5, 18.8, 18.2)))
    assert why_sentences(*scene, 2, 1) == why_sentences(*scene, 1, 2)


def test_somebody_better_on_nothing_is_said_to_be():
    scene = case(("Alder", (30.0, 20.0, 15.0)), ("Birch", (26.0, 20.0, 15.0)))
    assert why_sentences(*scene, 1, 2)[1] == "Birch is better on none of them."


def test_equal_totals_are_said_to_be_equal():
    first, second = why_sentences(*case(("Alder", (30.0, 20.0, 10.0)), ("Birch", (20.0, 30.0, 10.0))), 1, 2)
    assert first == "Alder and Birch have the same total, 60.0."
    assert second == "What one of them gains, the other gains elsewhere: Birch is better on Price (+10.0)."


def test_one_group_around_all_is_looked_into():
    scene = case(("Alder", (30.0, 20.0, 15.0)), ("Birch", (26.5, 18.8, 18.2)), parent=9)
    assert "Capability (+3.5)" in why_sentences(*scene, 1, 2)[0]


def test_nothing_is_said_of_one_alone_or_of_somebody_without_a_rank():
    scene = case(("Alder", (30.0, 20.0, 15.0)), ("Birch", (26.5, 18.8, 18.2)))
    assert why_sentences(*scene, 1, 1) == ()
    assert why_sentences(*scene, 1, 99) == ()

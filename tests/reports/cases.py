"""Decisions of every kind that a report must print: ordinary, close, empty, enormous, hostile."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.initiative import Goal, GoalKind, Initiative, OutsourcingType
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import AgreedScore, Evaluator, Measurement, Score, Source
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.facts import BoardFacts, ImportedFile
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.study import study_of

BARE = Initiative(1, "Service desk", None)


def facts_of(evaluation: Evaluation, *, files: tuple[ImportedFile, ...] = ()) -> BoardFacts:
    ranking = ranking_of(evaluation)
    return BoardFacts(
        evaluation,
        ranking,
        revision=14,
        revision_name="",
        fingerprint="859bbeb82f75" + 52 * "0",
        as_of="2026-06-09T10:00:00+00:00",
        document="Service desk.odesk",
        app_version="0.1.0",
        imported_files=files,
        study=study_of(evaluation, ranking),
    )


def judged(
    points: Mapping[str, Sequence[float | None]],
    criteria: Sequence[tuple[str, float]],
    initiative: Initiative = BARE,
    *,
    gates: dict[str, float] | None = None,
    evaluators: Sequence[str] = ("Procurement",),
    reason: str = "",
    in_house: str = "",
) -> Evaluation:
    """Return an evaluation in which every evaluator gives the same points of 5."""
    gates = gates or {}
    tree = tuple(
        Criterion(n, 1, None, name, weight, step=0, minimum=gates.get(name), is_gate=name in gates)
        for n, (name, weight) in enumerate(criteria, 1)
    )
    people = tuple(Evaluator(n, 1, name) for n, name in enumerate(evaluators, 1))
    candidates = tuple(Candidate(n, 1, None if name == in_house else n, name) for n, name in enumerate(points, 1))
    given = [
        (candidate.id, criterion.id, person.id, value)
        for candidate in candidates
        for criterion, value in zip(tree, points[candidate.name], strict=True)
        for person in people
        if value is not None
    ]
    scores = tuple(Score(n, *cell, rationale=reason) for n, cell in enumerate(given, 1))
    return Evaluation(initiative, (), candidates, tree, people, scores, (), ())


def choosing(facts: BoardFacts, **choice: object) -> BoardFacts:
    """Return facts of an initiative that wants its paper otherwise: ``size``, ``order``, ``left_out``."""
    initiative = facts.evaluation.initiative
    chosen = replace(initiative, paper=replace(initiative.paper, **choice))
    return replace(facts, evaluation=replace(facts.evaluation, initiative=chosen))


FOUR = (("Quality", 40.0), ("Security", 30.0), ("People", 20.0), ("Terms", 10.0))


def empty() -> BoardFacts:
    return facts_of(Evaluation(BARE, (), (), (), (), (), (), ()))


def no_criteria() -> BoardFacts:
    return facts_of(judged({"Alder": [], "Birch": []}, ()))


def no_candidates() -> BoardFacts:
    return facts_of(judged({}, FOUR))


def all_open() -> BoardFacts:
    return facts_of(
        judged({"Alder": [None] * 4, "Birch": [None] * 4, "In-house": [None] * 4}, FOUR, in_house="In-house")
    )


def clear() -> BoardFacts:
    named = replace(BARE, organisation="Fairhaven Group", outsourcing_type=OutsourcingType.BPO, question="")
    return facts_of(judged({"Alder": [4.5, 4, 4, 3], "Birch": [3, 3, 3, 3.5], "Cedar": [2, 3, 4, 1]}, FOUR, named))


def in_house_wins() -> BoardFacts:
    points = {"Alder": [3, 3, 3, 3], "In-house": [4.5, 4, 5, 4]}
    return facts_of(judged(points, FOUR, in_house="In-house", gates={"Security": 2.0}))


def level() -> BoardFacts:
    return facts_of(judged({"Alder": [4, 3, 4, 3], "Birch": [3, 4, 4, 4], "Cedar": [4, 3, 4, 3]}, FOUR))


def one_candidate() -> BoardFacts:
    return facts_of(judged({"Alder": [4, 3, 4, 3]}, FOUR))


def all_failed() -> BoardFacts:
    return facts_of(judged({"Alder": [4, 2, 4, 3], "Birch": [5, 1, 3, 3]}, FOUR, gates={"Security": 3.0}))


def one_left() -> BoardFacts:
    return facts_of(judged({"Alder": [4, 2, 4, 3], "Birch": [3, 4, 3, 3]}, FOUR, gates={"Security": 3.0}))


def all_zero() -> BoardFacts:
    return facts_of(judged({"Alder": [0, 0, 0, 0], "Birch": [0, 0, 0, 0]}, FOUR))


def open_lead() -> BoardFacts:
    return facts_of(judged({"Alder": [4.5, 4, 4, 3], "Birch": [3, None, None, 3.5], "Cedar": [2, 3, 4, 1]}, FOUR))


def one_unscored() -> BoardFacts:
    return facts_of(judged({"Alder": [4.5, 4, 4, 3], "Birch": [3, 3, 3, 3.5], "Cedar": [None] * 4}, FOUR))


def imported() -> BoardFacts:
    """Six candidates, four criteria, one evaluator named after the file, no question, no type."""
    rows = {
        "Northwind Traders": [86, 70, 90, 80],
        "Contoso": [75, 80, 70, 75],
        "Fabrikam": [65, 60, 70, 65],
        "Tailspin Toys": [60, 62, 58, 70],
        "Wingtip": [55, 40, 60, 72],
        "Litware": [40, 45, 50, 30],
    }
    tree = tuple(
        Criterion(n, 1, None, name, weight, maximum=100, step=0)
        for n, (name, weight) in enumerate(
            (("Price", 30.0), ("Quality", 40.0), ("Delivery", 20.0), ("Support", 10.0)), 1
        )
    )
    candidates = tuple(Candidate(n, 1, n, name) for n, name in enumerate(rows, 1))
    scores = tuple(
        Score(
            10 * one.id + n, one.id, n, 1, value, source=Source("Bids.xlsx", "Sheet1", f"{'BCDE'[n - 1]}{one.id + 3}")
        )
        for one in candidates
        for n, value in enumerate(rows[one.name], 1)
    )
    initiative = replace(BARE, name="Bids", classification="")
    evaluation = Evaluation(initiative, (), candidates, tree, (Evaluator(1, 1, "Bids.xlsx"),), scores, (), ())
    return facts_of(evaluation, files=(ImportedFile("Bids.xlsx", "ab" * 32, "2026-06-01T08:00:00+00:00"),))


def many(candidates: int = 12, criteria: int = 40) -> BoardFacts:
    chance = random.Random(7)
    names = [(f"Criterion number {n}", float(chance.randint(1, 9))) for n in range(1, criteria + 1)]
    points = {
        f"Vendor {n:02d} Services": [None if chance.random() < 0.02 else chance.randint(2, 10) / 2 for _ in names]
        for n in range(1, candidates + 1)
    }
    gates = {"Criterion number 3": 1.5, "Criterion number 8": 1.5}
    people = ("Operations", "Security", "Finance")
    return facts_of(judged(points, names, gates=gates, evaluators=people, reason="Seen in the trial."))


def thirty() -> BoardFacts:
    return many(30, 6)


LONG = ("Consolidated Intercontinental Service Partners and Associates of the Greater Metropolitan Region " * 4)[:300]


def long_names() -> BoardFacts:
    unbroken = "Ü" + 299 * "x"
    criteria = ((f"A {LONG}"[:300], 40.0), (f"B{unbroken}"[:300], 30.0), ("People", 20.0), ("Terms", 10.0))
    points = {LONG: [4, 3, 4, 3], unbroken: [3.9, 3, 4, 3], "Short": [1, 1, 2, 2]}
    named = replace(
        BARE, name=LONG, organisation=unbroken, question=LONG, aim=LONG, scope=LONG * 3, owner=LONG, classification=LONG
    )
    facts = facts_of(judged(points, criteria, named, gates={"People": 2.5}, evaluators=(LONG, unbroken), reason=LONG))
    return replace(facts, revision_name=LONG, document=LONG)


HOSTILE = (
    '<img src="/etc/hostname"/>',
    "R&D <b>bold</b> &amp; Söhne",
    "=cmd|' /C calc'!A0",
    "Emoji 😀👩‍💻 Ltd",
    "شركة الخدمات",
    "日本サービス株式会社",
    "{0} {name} %s \\n",
    "e\u0301 combining \u202etfel\u202c \u200bzero",
)


def hostile() -> BoardFacts:
    points = {name: [4.0 - n / 4, 3, 4, 3] for n, name in enumerate(HOSTILE)}
    criteria = tuple(zip(HOSTILE[:4], (40.0, 30.0, 20.0, 10.0), strict=True))
    named = replace(BARE, name=HOSTILE[0], organisation=HOSTILE[4], question=HOSTILE[1], owner=HOSTILE[3])
    evaluation = judged(points, criteria, named, evaluators=HOSTILE[:2], reason=" ".join(HOSTILE))
    return facts_of(evaluation, files=(ImportedFile(HOSTILE[1], "cd" * 32, "2026-06-01T08:00:00+00:00"),))


def huge_rationale(length: int = 1_000_000) -> BoardFacts:
    evaluation = judged({"Alder": [4, 3, 4, 3], "Birch": [3, 3, 3, 3.5]}, FOUR)
    words = "The reference client confirmed that the desk answers within two minutes. "
    text = (words * (length // len(words) + 1))[: length - 4] + " END"
    first = evaluation.scores[0]._replace(rationale=text)
    return facts_of(replace(evaluation, scores=(first, *evaluation.scores[1:])))


def priced() -> BoardFacts:
    """A tree with gates, a price, a measure, an agreed score, an open one, in-house and goals."""
    tree = (
        Criterion(1, 1, None, "Capability", 45),
        Criterion(2, 1, 1, "Engineering practice", 60, minimum=2.5),
        Criterion(3, 1, 1, "Depth of skill", 40),
        Criterion(4, 1, None, "Security and data", 25),
        Criterion(5, 1, 4, "Second sign-in factor", 100, minimum=3.0, is_gate=True),
        Criterion(6, 1, None, "Commercial value", 30),
        Criterion(7, 1, 6, "Whole-life price", 70, measure=Measure.PRICE, worst=14e6, best=9e6),
        Criterion(8, 1, 6, "Answer time", 30, measure=Measure.MEASURED, unit="seconds", worst=120, best=20),
    )
    points = {
        "Alder": {2: (4, 4.5, 4), 3: (3.5, 4, 3.5), 5: (4, 4, 4)},
        "Birch": {2: (3.5, 3.5, 4), 3: (4, 4, None), 5: (3.5, 3, 4)},
        "Cedar": {2: (4.5, 4, 4), 3: (4, 4, 4), 5: (2, 1.5, 2)},
        "In-house": {2: (2, 2, 2.5), 3: (2.5, 2, 2), 5: (4, 4, 4)},
    }
    amounts = {"Alder": (11.4e6, 45), "Birch": (10.9e6, None), "Cedar": (9.2e6, 30), "In-house": (13.6e6, 90)}
    people = tuple(Evaluator(n, 1, name) for n, name in enumerate(("Operations", "CISO office", "Procurement"), 1))
    candidates = tuple(
        Candidate(n, 1, None if name == "In-house" else n, name, is_incumbent=name == "Birch")
        for n, name in enumerate(points, 1)
    )
    cells = [
        (one.id, leaf, person, value)
        for one in candidates
        for leaf, row in points[one.name].items()
        for person, value in enumerate(row, 1)
        if value is not None
    ]
    scores = tuple(
        Score(n, *cell, rationale="Two clients confirmed it." if n % 2 else "") for n, cell in enumerate(cells, 1)
    )
    measured = tuple(
        Measurement(10 * one.id + n, one.id, leaf, amounts[one.name][n])
        for one in candidates
        for n, leaf in enumerate((7, 8))
        if amounts[one.name][n] is not None
    )
    goals = (
        Goal(1, 1, GoalKind.COST, "Spend a sixth less", "Whole-life cost", "EUR m", 14.0, 11.7, "2032-02-29", "CFO"),
        Goal(2, 1, GoalKind.CUSTOMER, "Happier users", "Satisfaction", "%", 71, 82, "2027-12-31", "COO"),
        Goal(3, 1, GoalKind.FOCUS, "Free our engineers", target=3.0),
    )
    initiative = Initiative(
        1,
        "Service desk",
        OutsourcingType.ITO,
        organisation="Fairhaven Group",
        question="Shall we hand the service desk to a provider for five years?",
        aim="Cover nights and cut cost.",
        scope="First and second line for 4,100 users.",
        term_months=60,
        currency="EUR",
        owner="CIO",
        decision_date="2026-06-30",
        start_date="2027-01-01",
    )
    agreed = (AgreedScore(1, 1, 2, 4.0, rationale="Agreed after the site visit."),)
    return facts_of(Evaluation(initiative, goals, candidates, tree, people, scores, agreed, measured))


def sample(folder: Path) -> BoardFacts:
    """Return the facts of the sample that comes with the product."""
    from outsource_desk.services.desk import create_desk
    from outsource_desk.services.reporting import board_facts
    from outsource_desk.services.sample import add_sample

    with create_desk(folder / "Service desk.odesk", author="Analyst") as desk:
        facts = board_facts(desk, add_sample(desk))
    return replace(facts, study=study_of(facts.evaluation, facts.ranking))


CASES: dict[str, Callable[[], BoardFacts]] = {
    "all failed": all_failed,
    "all open": all_open,
    "all zero": all_zero,
    "clear": clear,
    "empty": empty,
    "hostile": hostile,
    "imported": imported,
    "in-house wins": in_house_wins,
    "level": level,
    "long names": long_names,
    "many": many,
    "no candidates": no_candidates,
    "no criteria": no_criteria,
    "one candidate": one_candidate,
    "one left": one_left,
    "one unscored": one_unscored,
    "open lead": open_lead,
    "priced": priced,
    "thirty": thirty,
}

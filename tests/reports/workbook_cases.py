"""Evaluations that a workbook must hold, from believable to absurd, and how tests read what was written."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from outsource_desk.domain.criterion import Criterion, Curve, Direction, Measure, leaves_of
from outsource_desk.domain.initiative import Initiative, OutsourcingType, Weighting
from outsource_desk.domain.price_line import PriceLine
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import AgreedScore, Evaluator, Measurement, Score, Source
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.facts import BoardFacts, ImportedFile
from outsource_desk.reports.workbook import render_workbook
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.study import study_of

TOLERANCE = 1e-9
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\tx",
    "#N/A",
    "<b>&amp;</b>",
    "a" * 300,
    "محمد",
    "🦊 fox",
    "1/2",
    "TRUE",
)

INITIATIVE = Initiative(
    1, "Service desk", OutsourcingType.ITO, "Fairhaven Group", "Who should run the service desk?", currency="EUR",
    weighting=Weighting.POINTS,
)  # fmt: skip


def facts_of(evaluation: Evaluation) -> BoardFacts:
    ranking = ranking_of(evaluation)
    return BoardFacts(
        evaluation, ranking, 214, "Committee draft", "859bbeb82f75" + "0" * 52,
        "2026-06-09T10:00:00Z", "service-desk.odesk", "0.1.0",
        (ImportedFile("Bids.xlsx", "ab" * 32, "2026-06-01T09:00:00Z"),), study=study_of(evaluation, ranking),
    )  # fmt: skip


def judged(id_: int, name: str, weight: float, parent: int | None = None, **more) -> Criterion:
    return Criterion(id_, 1, parent, name, weight, **more)


def names(*all_names: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(n, 1, n, name) for n, name in enumerate(all_names, 1))


def evaluation(
    candidates: tuple[Candidate, ...],
    criteria: tuple[Criterion, ...],
    points: Mapping[tuple[int, int], float | str | None] | None = None,
    initiative: Initiative = INITIATIVE,
) -> Evaluation:
    """Return an evaluation with agreed points and measured amounts; "n/a" = not applicable."""
    measures = {criterion.id: criterion.measure for criterion in criteria}
    agreed: list[AgreedScore] = []
    measured: list[Measurement] = []
    for n, ((candidate, criterion), value) in enumerate((points or {}).items(), 1):
        if value is None:
            continue
        number, not_applicable = (None, True) if isinstance(value, str) else (float(value), False)
        if measures[criterion] is Measure.JUDGED:
            agreed.append(AgreedScore(n, candidate, criterion, number, not_applicable, "Agreed"))
        else:
            measured.append(Measurement(n, candidate, criterion, number, not_applicable))
    return Evaluation(initiative, (), candidates, criteria, (), (), tuple(agreed), tuple(measured))


def service_desk() -> Evaluation:
    """A believable case: evaluators, a gate that fails, a leaf for nobody, an open score, a price."""
    anchors = ((0.0, "No comparable service"), (5.0, "Three comparable services " + "with good references " * 20))
    criteria = (
        judged(1, "Capability", 40),
        judged(2, "Track record", 60, 1, anchors=anchors, ask="Has the vendor run such a desk?"),
        judged(3, "Team & tools", 40, 1),
        judged(4, "Security", 20),
        judged(5, "Controls", 100, 4, minimum=2.0, is_gate=True),
        judged(6, "Exit", 10),
        judged(7, "Assistance", 50, 6),
        judged(8, "On-site visits", 50, 6),
        judged(9, "Whole-life price", 30, measure=Measure.PRICE, unit="EUR", worst=4e6, best=2e6),
    )
    candidates = (*names("Alder", "Birch & Co", "Cedar"), Candidate(4, 1, None, "In-house", is_incumbent=True))
    chance = random.Random(3)
    scores: list[Score] = []
    for candidate in candidates:
        for leaf in (2, 3, 5, 7):
            for evaluator in (1, 2, 3):
                if (candidate.id, leaf) == (2, 7):
                    continue
                points = 1.0 if (candidate.id, leaf) == (3, 5) else chance.choice([2.5, 3.0, 4.0, 4.5])
                source = Source("Bids.xlsx", "Sheet2", f"F{len(scores)}") if evaluator == 1 else None
                scores.append(Score(len(scores), candidate.id, leaf, evaluator, points, False, "Because", source))
        scores.append(Score(len(scores), candidate.id, 8, 1, None, True))
    prices = tuple(Measurement(n, n, 9, amount) for n, amount in enumerate((2.6e6, 2.4e6, 2.2e6, 4.5e6), 1))
    office = tuple(Evaluator(n, 1, name) for n, name in enumerate(("CIO office", "Procurement", "Service"), 1))
    initiative = replace(INITIATIVE, weighting=Weighting.DIRECT)
    return Evaluation(initiative, (), candidates, criteria, office, tuple(scores), (), prices)


def price_lines() -> Evaluation:
    """Offers with lines beneath: two that add up, one in another currency, one whose price was set otherwise."""
    case = service_desk()
    asked = {1: ("EUR", 650_000.5), 2: ("EUR", 600_000.25), 3: ("USD", 550_000.0), 4: ("EUR", 99.0)}
    source = Source("Bids.xlsx", "A", "C4")
    lines = [
        PriceLine(0, candidate, 9, name, amount, code, year, 4.5, "months", unit_price, source=source)
        for candidate, (code, run) in asked.items()
        for name, year, amount, unit_price in (
            ("Run charge", 1, run, 3.1234),
            ("Transition", 0, {1: 2.6e6, 2: 2.4e6, 3: 2.2e6, 4: 1.0}[candidate] - run, None),
        )
    ]
    return replace(case, price_lines=tuple(lines))


def imported() -> Evaluation:
    criteria = tuple(judged(n, f"C{n}", weight, maximum=100.0, step=0.0) for n, weight in enumerate((0.3, 0.2, 0.5), 1))
    points = {(c, k): 10.0 * c + 7.5 * k for c in (1, 2, 3) for k in (1, 2, 3)}
    return evaluation(names("A", "B", "C"), criteria, points, Initiative(7, "Bids", None, weighting=Weighting.POINTS))


def large() -> Evaluation:
    chance = random.Random(40)
    criteria = tuple(judged(k, f"Criterion number {k} of many", chance.randint(1, 9)) for k in range(1, 41))
    points = {(c, k): chance.randint(0, 10) / 2 for c in range(1, 13) for k in range(1, 41)}
    return evaluation(names(*(f"Candidate {c}" for c in range(1, 13))), criteria, points)


def hostile() -> Evaluation:
    criteria = (
        judged(99, HOSTILE[0], 1, ask=HOSTILE[0]),
        *(judged(k, text, k, 99) for k, text in enumerate(HOSTILE, 1)),
    )
    candidates = names(*HOSTILE[:8])
    points = {(c.id, k): (c.id + k) % 6 for c in candidates for k in range(1, len(HOSTILE) + 1)}
    text = HOSTILE[0]
    initiative = replace(INITIATIVE, name=text * 30, organisation=text, question=text, classification="&P <secret>")
    return evaluation(candidates, criteria, points, initiative)


def harmless() -> Evaluation:
    """The hostile case with names that nobody could misread."""
    before = hostile()
    return replace(
        before,
        candidates=names(*("Candidate" for _ in before.candidates)),
        criteria=tuple(replace(one, name="Criterion", ask="") for one in before.criteria),
    )


def duplicates() -> Evaluation:
    criteria = (
        judged(1, "People", 1), judged(2, "Quality", 1, 1), judged(3, "Tools", 1), judged(4, "Quality", 2, 3),
        judged(5, "quality", 1, 3),
    )  # fmt: skip
    return evaluation(
        names("Same", "Same"), criteria, {(1, 2): 5, (1, 4): 1, (1, 5): 0, (2, 2): 1, (2, 4): 5, (2, 5): 3}
    )


def ties() -> Evaluation:
    points = {(1, 1): 2, (2, 1): 4, (3, 1): 4.0000000001, (4, 1): 2, (5, 1): None}
    return evaluation(names("A", "B", "C", "D", "E"), (judged(1, "Only", 3),), points)


def measures() -> Evaluation:
    """Amounts in every state: both directions, beyond the ends, flat, without ends, gates from above and below."""
    kinds = {"measure": Measure.MEASURED, "unit": "hours"}
    criteria = (
        judged(1, "Less is better", 2, worst=48.0, best=4.0, minimum=24.0, is_gate=True, **kinds),
        judged(2, "More is better", 1, worst=0.0, best=10.0, minimum=1.0, **kinds),
        judged(3, "Flat", 1, worst=5.0, best=5.0, **kinds),
        judged(4, "Without ends", 1, direction=Direction.MIN, minimum=9.0, is_gate=True, **kinds),
        judged(5, "One end", 1, worst=3.0, **kinds),
    )
    points = {
        (1, 1): 4.0, (1, 2): 99.0, (1, 3): 5.0, (1, 4): 9.0, (1, 5): 2.0,
        (2, 1): 24.0, (2, 2): -3.0, (2, 3): 6.0, (2, 4): "n/a", (2, 5): 2.0,
        (3, 1): 24.5, (3, 2): 5.0, (3, 3): "n/a", (3, 4): 1.0,
        (4, 1): 10.0, (4, 2): 3.3, (4, 4): 9.5,
    }  # fmt: skip
    return evaluation(names("A", "B", "C", "D"), criteria, points)


def reversed_scales() -> Evaluation:
    """Points of which fewer are better, and points of which nobody has said so, each also a gate."""
    criteria = (
        judged(1, "Fewer is better", 3, direction=Direction.MIN, minimum=4.0, is_gate=True),
        judged(2, "Not said", 2, direction=Direction.UNKNOWN, minimum=2.0, is_gate=True),
        judged(3, "More is better", 1, direction=Direction.MAX),
    )
    points = {(1, 1): 0, (1, 2): 3, (1, 3): 5, (2, 1): 4.5, (2, 2): 1, (2, 3): 4, (3, 1): 4, (3, 3): 0}
    return evaluation(names("A", "B", "C"), criteria, points)


def curves() -> Evaluation:
    """Every curve: drawn both ways, single steps, a target, names of amounts, and prices compared behind gates."""
    amount = {"measure": Measure.MEASURED, "unit": "hours"}
    price = {"measure": Measure.PRICE, "unit": "EUR"}
    criteria = (
        judged(1, "Turnover", 2, curve=Curve.PIECEWISE, points=((1, 100), (2, 60), (5, 0)), **amount),
        judged(2, "Grades", 1, curve=Curve.PIECEWISE, points=((0, 0), (2.5, 20), (5, 100))),
        judged(3, "Reached", 1, curve=Curve.THRESHOLD, points=((1, 30), (2.5, 100)), **amount),
        judged(4, "Not passed", 1, curve=Curve.THRESHOLD, points=((1, 100), (2.5, 40)), **amount),
        judged(5, "Single step", 1, curve=Curve.THRESHOLD, points=((2, 80),), direction=Direction.MIN),
        judged(6, "Target", 2, curve=Curve.TARGET, points=((0, 0), (2.5, 100), (4, 10)), **amount),
        judged(7, "Tiers", 1, curve=Curve.DISCRETE, points=((1, 100), (2, 50), (5, 0)), **amount),
        judged(8, "Not drawn", 1, curve=Curve.PIECEWISE, **amount),
        judged(9, "Security", 2, minimum=2.0, is_gate=True),
        judged(10, "Running price", 3, curve=Curve.LOWEST, **price),
        judged(11, "One-off price", 2, curve=Curve.MULTIPLE, multiple=3.0, **price),
        judged(12, "Exit price", 2, curve=Curve.MIN_MAX, minimum=4.0, is_gate=True, **price),
    )
    points: dict[tuple[int, int], float | str | None] = {
        (candidate, leaf): amount
        for candidate, amounts in enumerate(
            (
                (0.5, 3, 2, 2, 2, 2, 1, 3, 3, 2, 2, 3),
                (1.5, 2.5, 2.5, 2.5, 3, 3.5, 2, 1, 2, 1.5, 5, 2),
                (2, 5, 0.5, 3, 1, 9, 3, 4, 1, 0.5, 1, 1),
                (5, 0, 9, 0.5, 2, 0, 5, 0, 4, 0, None, 5),
                (4, "n/a", 1, 1, 0, 1, "n/a", 2, 5, 4, 2.5, 2.5),
            ),
            1,
        )
        for leaf, amount in enumerate(amounts, 1)
    }
    return evaluation(names("A", "B", "Out", "Dear", "E"), criteria, points)


def one_offer() -> Evaluation:
    criteria = tuple(
        judged(n, f"Price {n}", 1, measure=Measure.PRICE, curve=curve)
        for n, curve in enumerate((Curve.LOWEST, Curve.MULTIPLE, Curve.MIN_MAX), 1)
    )
    return evaluation(names("Asked", "Silent"), criteria, {(1, 1): 5, (1, 2): 5, (1, 3): 5})


def random_tree(seed: int) -> Evaluation:
    """A tree with groups in groups, weights of zero, gaps, leaves for some or for nobody, and gates."""
    chance = random.Random(seed)
    criteria: list[Criterion] = []

    def grow(parent: int | None, depth: int) -> None:
        for _ in range(chance.randint(1, 4)):
            weight = chance.choice([0.0, 0.1, 1.0, 2.5, 30.0])
            gate = chance.random() < 0.15
            criteria.append(
                judged(
                    len(criteria) + 1,
                    f"K{len(criteria) + 1}",
                    weight,
                    parent,
                    is_gate=gate,
                    minimum=1.0 if gate else None,
                )
            )
            if depth < 3 and chance.random() < 0.45:
                grow(len(criteria), depth + 1)

    grow(None, 0)
    candidates = names("A", "B", "C", "D", "E")
    points: dict[tuple[int, int], float | str | None] = {}
    for leaf in leaves_of(criteria):
        for_nobody = chance.random() < 0.15
        for candidate in candidates:
            drawn = chance.choice([0, 0.5, 1.5, 2, 3, 4, 4.5, 5, 5, None, "n/a"])
            points[candidate.id, leaf.id] = "n/a" if for_nobody else drawn
    return evaluation(candidates, tuple(criteria), points)


CASES: dict[str, Callable[[], Evaluation]] = {
    "service_desk": service_desk,
    "imported": imported,
    "large": large,
    "hostile": hostile,
    "duplicates": duplicates,
    "ties": ties,
    "measures": measures,
    "reversed_scales": reversed_scales,
    "curves": curves,
    "one_offer": one_offer,
    "price_lines": price_lines,
    "nothing": lambda: evaluation((), ()),
    "no_criteria": lambda: evaluation(names("A", "B"), ()),
    "no_candidates": lambda: evaluation(
        (), (judged(1, "Group", 3), judged(2, "Leaf", 1, 1, is_gate=True, minimum=1.0))
    ),
    "no_scores": lambda: evaluation(names("A", "B"), (judged(1, "X", 1, is_gate=True, minimum=2.0), judged(2, "Y", 1))),
    "one_candidate": lambda: evaluation(names("Alone"), (judged(1, "X", 1),), {(1, 1): 3}),
    "no_weights": lambda: evaluation(names("A", "B"), (judged(1, "X", 0), judged(2, "Y", 0)), {(1, 1): 3, (2, 2): 4}),
    "gate_without_direction": lambda: evaluation(
        names("A", "B"),
        (judged(1, "X", 1, measure=Measure.MEASURED, minimum=3.0, is_gate=True), judged(2, "Y", 1)),
        {(1, 1): 4, (1, 2): 5, (2, 1): 2, (2, 2): 1},
    ),
    "gate_without_minimum": lambda: evaluation(
        names("A", "B"), (judged(1, "X", 1, is_gate=True), judged(2, "Y", 1)), {(1, 1): 4, (1, 2): 5, (2, 1): 2}
    ),
    "one_unscored": lambda: evaluation(
        names("Scored", "Behind", "Nobody looked"), (judged(1, "X", 1),), {(1, 1): 4, (2, 1): 2}
    ),
    "for_nobody": lambda: evaluation(names("A", "B"), (judged(1, "X", 1),), {(1, 1): "n/a", (2, 1): "n/a"}),
    **{f"random_{seed}": functools.partial(random_tree, seed) for seed in range(6)},
}


@functools.cache
def exported(case: str) -> bytes:
    return render_workbook(facts_of(CASES[case]()))


def opened(content: bytes | Path, *, values: bool = False) -> Any:
    return load_workbook(BytesIO(content) if isinstance(content, bytes) else content, data_only=values)


@functools.cache
def workbook(case: str, *, values: bool = False) -> Any:
    """Return an exported case, opened once for all tests that only read it."""
    return opened(exported(case), values=values)


def named(book: Any, name: str) -> list[list]:
    """Return the cells of a named range, row by row."""
    [(sheet, where)] = book.defined_names[name].destinations
    cells = book[sheet][where]
    return [list(row) for row in cells] if isinstance(cells, tuple) else [[cells]]


def formulas(book: Any) -> Iterator[tuple[str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate


def same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= TOLERANCE
    return (one or "") == (other or "")

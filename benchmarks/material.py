"""What is measured on: the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from outsource_desk import __version__
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.initiative import Initiative, OutsourcingType
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import Evaluator, Score
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.services.candidates import add_in_house
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.desk import Desk
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.scoring import add_evaluator
from outsource_desk.store.rows import insert_rows

SEED = 2026
MAXIMUM = 10.0


@contextmanager
def folder() -> Iterator[Path]:
    """Lend a folder for the time of a measurement."""
    with TemporaryDirectory(prefix="outsource-desk-bench-") as name:
        yield Path(name)


def evaluation(candidates: int, criteria: int, evaluators: int = 1) -> Evaluation:
    """Return an evaluation in memory: flat criteria, every cell scored by every evaluator."""
    source = random.Random(SEED)
    cells = [
        (candidate, criterion, evaluator)
        for candidate in range(1, candidates + 1)
        for criterion in range(1, criteria + 1)
        for evaluator in range(1, evaluators + 1)
    ]
    return Evaluation(
        initiative=Initiative(1, "Benchmark", OutsourcingType.ITO, organisation="Example", question="Whom?"),
        goals=(),
        candidates=tuple(Candidate(n, 1, n, f"Candidate {n:03}") for n in range(1, candidates + 1)),
        criteria=tuple(
            Criterion(n, 1, None, f"Criterion {n:02}", 1 + source.random(), maximum=MAXIMUM, step=0.0)
            for n in range(1, criteria + 1)
        ),
        evaluators=tuple(Evaluator(n, 1, f"Office {n}") for n in range(1, evaluators + 1)),
        scores=tuple(Score(n, *cell, source.randint(0, 20) / 2) for n, cell in enumerate(cells, start=1)),
        agreed=(),
        measurements=(),
    )


def add_matrix(desk: Desk, candidates: int, criteria: int, evaluators: int = 1) -> tuple[int, list[dict[str, object]]]:
    """Enter candidates, criteria and evaluators; return the initiative's id and the rows of all scores to come."""
    source = random.Random(SEED)
    with desk.edit("Set up"):
        initiative = add_initiative(desk, "Benchmark")
        judges = [add_evaluator(desk, initiative, f"Office {n}") for n in range(evaluators)]
        alternatives = [add_in_house(desk, initiative, f"Candidate {n:03}") for n in range(candidates)]
        leaves = [
            add_criterion(desk, initiative, f"Criterion {n:02}", weight=1 + source.random(), maximum=MAXIMUM)
            for n in range(criteria)
        ]
    rows: list[dict[str, object]] = [
        {
            "candidate_id": candidate,
            "criterion_id": criterion,
            "evaluator_id": judge,
            "points": source.randint(0, 20) / 2,
            "not_applicable": 0,
            "rationale": f"Seen at the site visit, note {number}.",
            "import_id": None,
            "sheet": "Scores",
            "cell": f"C{number}",
        }
        for number, (candidate, criterion, judge) in enumerate(
            ((c, k, e) for c in alternatives for k in leaves for e in judges), start=1
        )
    ]
    return initiative, rows


def add_scores(desk: Desk, rows: list[dict[str, object]]) -> None:
    """Enter scores as one act, by the way that imports take."""
    with desk.edit("Enter scores"):
        insert_rows(desk.db, "score", rows)


def board_facts(candidates: int, criteria: int, evaluators: int = 1) -> BoardFacts:
    """Return what a report is made from."""
    whole = evaluation(candidates, criteria, evaluators)
    return BoardFacts(whole, ranking_of(whole), 7, "", "f" * 64, "2026-01-02T03:04:05Z", "benchmark.odesk", __version__)

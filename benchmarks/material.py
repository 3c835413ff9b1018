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
from outsource_desk.domain.tier import Depth, Tier
from outsource_desk.domain.vendor import Candidate
from outsource_desk.domain.vetting import AnswerType, Question
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.services.candidates import add_candidate, add_in_house
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.desk import Desk
from outsource_desk.services.feeding import set_feeds, take_from_section
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.leaving import start_exit_plan
from outsource_desk.services.questionnaire_templates import questionnaire_templates
from outsource_desk.services.questionnaires import questionnaire_of, start_vetting
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.scenario_library import scenario_library
from outsource_desk.services.scenario_taking import start_plan
from outsource_desk.services.scoring import add_evaluator, record_score
from outsource_desk.services.tiering import override_tier
from outsource_desk.services.vendors import add_vendor
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


def add_vetting(desk: Desk, vendors: int, criteria: int) -> int:
    """Enter vendors with their scores and answers to the largest questionnaire; return the initiative.

    One criterion takes its value from a section, the others are judged by three questions each.
    """
    source = random.Random(SEED)
    with desk.edit("Set up"):
        initiative = add_initiative(desk, "Benchmark", outsourcing_type="ITO")
        judge = add_evaluator(desk, initiative, "Office")
        bidders = [add_candidate(desk, initiative, add_vendor(desk, f"Vendor {n:02}")) for n in range(vendors)]
        leaves = [add_criterion(desk, initiative, f"Criterion {n:02}", weight=1.0) for n in range(criteria)]
        for bidder in bidders:
            for leaf in leaves:
                record_score(desk, bidder, leaf, judge, source.randint(0, 10) / 2)
        largest = max(questionnaire_templates(), key=lambda each: len(each.questions))
        start_vetting(desk, initiative, largest, depth=Depth.FULL)
        questionnaire = questionnaire_of(desk, initiative)
        questions = questionnaire.questions
        insert_rows(desk.db, "answer", [_answer(source, bidder, each) for bidder in bidders for each in questions])
        proofs = desk.connection.execute("SELECT id FROM answer WHERE id % 3 > 0 ORDER BY id").fetchall()
        insert_rows(desk.db, "evidence", [{"answer_id": number, "level": "document"} for (number,) in proofs])
        take_from_section(desk, leaves[0], questionnaire.sections[0].id)
        for place, leaf in enumerate(leaves[1:]):
            set_feeds(desk, leaf, [questions[(3 * place + n) % len(questions)].id for n in range(3)])
    return initiative


def _answer(source: random.Random, candidate_id: int, question: Question) -> dict[str, object]:
    options = [each.value for each in question.options] or ["yes", "no"]
    reply = {AnswerType.DATE: "2031-03-31", AnswerType.DOCUMENT: "present"}.get(question.kind, source.choice(options))
    return {
        "candidate_id": candidate_id,
        "question_id": question.id,
        "reply": "" if question.kind.is_number else reply,
        "amount": float(source.randint(0, 5)) if question.kind.is_number else None,
        "stated_by": "A. Lead",
        "given_points": float(source.randint(0, 5)) if question.kind is AnswerType.TEXT else None,
        "state": source.choice(["in_review", "accepted", "accepted", "accepted_with_gap", "rejected"]),
        "reviewer": "Office",
    }


def add_protection(desk: Desk, risks: int, tasks: int, metrics: int, readings: int) -> int:
    """Enter a decision with a large register, every scenario, a long runbook and years of readings; return it.

    Each risk has three mitigations; each task of the runbook waits for three of the twenty before it.
    """
    source = random.Random(SEED)
    with desk.edit("Set up"):
        initiative = add_initiative(desk, "Benchmark", outsourcing_type="ITO")
        override_tier(desk, initiative, Tier.T1, "Orders stop with it.")
        judge, leaf = add_evaluator(desk, initiative, "Office"), add_criterion(desk, initiative, "Quality", weight=1.0)
        bidders = [add_candidate(desk, initiative, add_vendor(desk, f"Vendor {n}")) for n in range(2)]
        for points, bidder in enumerate(bidders, start=3):
            record_score(desk, bidder, leaf, judge, points)
        insert_rows(desk.db, "risk", [_risk(source, initiative, n) for n in range(risks)])
        numbers = _ids(desk, "risk")
        insert_rows(desk.db, "mitigation", [_mitigation(source, each, n) for each in numbers for n in range(3)])
        insert_rows(desk.db, "metric", [_metric(initiative, n) for n in range(metrics)])
        months = [f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(readings)]
        rows = [_reading(source, each, month) for each in _ids(desk, "metric") for month in months]
        insert_rows(desk.db, "metric_reading", rows)
        start_plan(desk, initiative, [each.code for each in scenario_library().scenarios])
        start_exit_plan(desk, initiative)
        first = len(_ids(desk, "exit_task"))
        insert_rows(desk.db, "exit_task", [_task(source, initiative, n) for n in range(first, tasks)])
        added = _ids(desk, "exit_task")[first:]
        insert_rows(
            desk.db,
            "exit_dependency",
            [
                {"task_id": task, "needs_id": needed}
                for place, task in enumerate(added)
                for needed in source.sample(added[max(0, place - 20) : place], min(3, place))
            ],
        )
        terms = {"candidate_id": bidders[1], "notice_vendor_days": 90, "monthly_charge": 9_000_000, "at_risk": 12.0}
        insert_rows(desk.db, "contract", [terms])
    return initiative


def _ids(desk: Desk, table: str) -> list[int]:
    return [number for (number,) in desk.connection.execute(f"SELECT id FROM {table} ORDER BY id")]


def _risk(source: random.Random, initiative_id: int, number: int) -> dict[str, object]:
    return {
        "initiative_id": initiative_id,
        "code": f"X{number:03}",
        "title": f"Risk {number:03}",
        "likelihood": source.randint(1, 5),
        "impact": source.randint(1, 5),
        "owner": source.choice(["", "A. Lead", "B. Lead"]),
        "review_on": "2031-03-31",
        "rated_on": "2026-01-02",
    }


def _mitigation(source: random.Random, risk_id: int, number: int) -> dict[str, object]:
    return {
        "risk_id": risk_id,
        "wording": f"Control {number}",
        "likelihood_effect": source.randint(0, 1),
        "impact_effect": source.randint(0, 1),
        "due_on": "2031-01-31",
        "state": source.choice(["proposed", "planned", "implemented", "verified"]),
    }


def _metric(initiative_id: int, number: int) -> dict[str, object]:
    return {
        "initiative_id": initiative_id,
        "position": number,
        "code": f"K{number + 1:02}",
        "name": f"Metric {number:02}",
        "kind": "csl" if number < 10 else "kpi",
        "unit": "%",
        "baseline": 96.0,
        "target": 98.0,
        "minimum": 95.0,
        "source": "Tool",
        "allocation": 15.0 if number < 10 else 0.0,
    }


def _reading(source: random.Random, metric_id: int, month: str) -> dict[str, object]:
    actual = 90 + source.random() * 10
    return {"metric_id": metric_id, "starts_on": f"{month}-01", "ends_on": f"{month}-28", "actual": actual}


def _task(source: random.Random, initiative_id: int, number: int) -> dict[str, object]:
    return {
        "initiative_id": initiative_id,
        "position": number + 1,
        "wording": f"Task {number:03}",
        "days": float(source.randint(1, 10)),
    }


def board_facts(candidates: int, criteria: int, evaluators: int = 1) -> BoardFacts:
    """Return what a report is made from."""
    whole = evaluation(candidates, criteria, evaluators)
    return BoardFacts(whole, ranking_of(whole), 7, "", "f" * 64, "2026-01-02T03:04:05Z", "benchmark.odesk", __version__)

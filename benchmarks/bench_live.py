"""From a score to the new ranking: what an edit costs while a large comparison is open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from benchmarks.material import add_matrix, add_scores, folder
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn
from benchmarks.table import Row, compared
from outsource_desk.services.criteria import update_criterion
from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import record_score

CANDIDATES, CRITERIA, EVALUATORS = 100, 50, 5
SIZE = f"{CANDIDATES} × {CRITERIA} × {EVALUATORS}"


def rows(rounds: int) -> list[Row]:
    """Measure a score edit with and without the ranking that follows it."""
    with folder() as place:
        path = place / "live.odesk"
        with create_desk(path, author="Bench") as desk:
            initiative, scores = add_matrix(desk, CANDIDATES, CRITERIA, EVALUATORS)
            add_scores(desk, scores)
        where = [
            tuple(int(str(row[f"{name}_id"])) for name in ("candidate", "criterion", "evaluator")) for row in scores
        ]
        with _copy(path, "alone") as alone, _copy(path, "followed") as followed:
            live = LiveRanking(followed, initiative)
            followed.journal.on_edit = live.follow
            record = Contender("record_score alone", _scoring(alone, where))
            score = Contender("record_score, LiveRanking.follow", _scoring(followed, where))
            weigh = Contender("another weight, LiveRanking.follow", _weighing(followed, live.evaluation.criteria[0].id))
            undo = Contender("undo, LiveRanking.follow", followed.journal.undo, score.run)
            again = Contender("load_evaluation, ranking_of", lambda: ranking_of(load_evaluation(followed, initiative)))
            for contender in (score, weigh, undo):
                contender.before()
                contender.run()
                assert live.ranking == again.run()
            what = f"score edit → ranking, {SIZE}, CPU"
            (seconds,) = seconds_in_turn([score], rounds, cpu)
            others = [("", each, None) for each in (score, undo, weigh, again)]
            return [
                Row("G3", what, score.name, "", Spread(tuple(1000 * each for each in seconds)), 12.0, "ms"),
                *compared(what, record, others, rounds, cpu),
            ]


@contextmanager
def _copy(path: Path, name: str) -> Iterator[Desk]:
    shutil.copyfile(path, path.with_stem(name))
    with open_desk(path.with_stem(name), author="Bench") as desk:
        yield desk


def _scoring(desk: Desk, where: list[tuple[int, ...]]) -> Callable[[], object]:
    """Return an act that changes another cell each time, far from the last one."""
    turn = count()

    def score() -> None:
        number = next(turn)
        candidate, criterion, evaluator = where[7919 * number % len(where)]  # a prime: all cells have their turn
        record_score(desk, candidate, criterion, evaluator, (number % 19 + 1) / 2)

    return score


def _weighing(desk: Desk, criterion: int) -> Callable[[], object]:
    turn = count(1)
    return lambda: update_criterion(desk, criterion, "weight", next(turn) % 7 + 1)

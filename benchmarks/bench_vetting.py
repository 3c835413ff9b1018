"""Vetting: judging all answers, one answer's way to the ranking and to the screen, a vendor's copy, a large file."""

from __future__ import annotations

import hashlib
import importlib.util
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.bench_workbook import read_back, with_xlsxwriter
from benchmarks.material import SEED, add_vetting, folder
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn
from benchmarks.screen import application, settle, window_on
from benchmarks.table import Row, compared
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vetting import AnswerType
from outsource_desk.reports.vendor_copy.render import render_vendor_copy
from outsource_desk.services.answering import give_answer
from outsource_desk.services.attaching import attach_file
from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.vendor_copies import vendor_copy_of
from outsource_desk.services.vetted import vetted_of
from outsource_desk.store.connection import connect

VENDORS, CRITERIA = 10, 40
LARGE = 10 * 2**20  # bytes of a file that is attached
FOLLOWED, SHOWN = 12.0, 50.0  # milliseconds from an answer to the ranking, and to the screen

Answered = list[tuple[int, int]]  # candidate id, question id


def rows(rounds: int) -> list[Row]:
    """Measure what vetting costs, at the size of the largest questionnaire."""
    with folder() as place:
        path = place / "vetting.odesk"
        with create_desk(path, author="Bench") as desk:
            initiative = add_vetting(desk, VENDORS, CRITERIA)
            evaluation = load_evaluation(desk, initiative)
            copies = _copies(desk, evaluation, rounds)
        return [
            *_judging(evaluation, rounds),
            *_answering(path, initiative, rounds),
            *_showing(path, rounds),
            *copies,
            *_attaching(path, rounds),
        ]


def _size(evaluation: Evaluation) -> str:
    assert evaluation.vetting is not None
    return f"{VENDORS} × {len(evaluation.vetting.questionnaire.questions)} answers"


def _judging(evaluation: Evaluation, rounds: int) -> list[Row]:
    vetting = evaluation.vetting
    assert vetting is not None
    vetted = vetted_of(evaluation)
    assert vetted is not None
    sums = {  # section by section: weights, and points of what is accepted
        (found.candidate_id, section.id): [
            (each.question.weight, each.points if each.state.is_accepted else 0.0)
            for each in (found.judged[question.id] for question in section.questions)
            if each.applies
        ]
        for found in vetted.candidates.values()
        for section in vetting.questionnaire.sections
    }

    def floor() -> dict[tuple[int, int], float]:
        return {
            key: 20
            * sum(weight * (points or 0.0) for weight, points in lines)
            / (sum(each for each, _ in lines) or 1.0)
            for key, lines in sums.items()
        }

    def judge() -> object:
        return vetted_of(replace(evaluation, vetting=replace(vetting)))  # a copy, that nobody has judged yet

    for (candidate, section), secured in floor().items():
        assert abs((vetted.candidates[candidate].sections[section].secured or 0.0) - secured) < 1e-9
    again = Contender("vetted_of, once they are judged", lambda: vetted_of(evaluation))
    ours = Contender("vetted_of: rules, evidence, gates, sections", judge)
    base = Contender("plain Python: secured scores alone, of points that are known", floor)
    return compared(f"judge {_size(evaluation)}", base, [("", ours, None), ("", again, None)], rounds)


def _answering(path: Path, initiative: int, rounds: int) -> list[Row]:
    plain, raw_path = path.with_stem("plain"), path.with_stem("raw")
    for each in (plain, raw_path):
        shutil.copyfile(path, each)
    raw = connect(raw_path, mode="rw")
    raw.execute("PRAGMA journal_mode = DELETE")
    with open_desk(path, author="Bench") as followed, open_desk(plain, author="Bench") as alone:
        live = LiveRanking(followed, initiative)
        followed.journal.on_edit = live.follow
        asked = _asked(live.evaluation)
        turn = count()

        def floor() -> None:
            number = next(turn)
            candidate, question = asked[7 * number % len(asked)]
            reply = ("yes", "no")[number // len(asked) % 2]
            raw.execute("BEGIN IMMEDIATE")
            done = raw.execute(
                "UPDATE answer SET reply = ?, state = 'in_review' WHERE candidate_id = ? AND question_id = ?",
                [reply, candidate, question],
            )
            raw.execute("COMMIT")
            assert done.rowcount == 1

        record = Contender("give_answer alone", _answers(alone, asked))
        follow = Contender("give_answer, LiveRanking.follow", _answers(followed, asked))
        again = Contender("load_evaluation, ranking_of", lambda: ranking_of(load_evaluation(followed, initiative)))
        follow.run()
        assert live.ranking == again.run()
        what = f"an answer of {_size(live.evaluation)} → ranking of {CRITERIA} criteria, CPU"
        (seconds,) = seconds_in_turn([follow], rounds, cpu)
        bare = Contender("one bare SQLite transaction of the same row", floor)
        found = [
            Row("V1", what, follow.name, "", Spread(tuple(1000 * each for each in seconds)), FOLLOWED, "ms"),
            *compared(what, bare, [("", each, None) for each in (record, follow, again)], rounds, cpu),
        ]
    raw.close()
    return found


def _asked(evaluation: Evaluation) -> Answered:
    """Return where a plain yes or no was answered."""
    assert evaluation.vetting is not None
    kinds = {each.id: each.kind for each in evaluation.vetting.questionnaire.questions}
    answers = evaluation.vetting.answers
    return [(each.candidate_id, each.question_id) for each in answers if kinds[each.question_id] is AnswerType.YES_NO]


def _answers(desk: Desk, asked: Answered) -> Callable[[], object]:
    """Return an act that changes an answer each time, another one of another candidate in turn."""
    turn = count()
    for where in asked:
        give_answer(desk, *where, "yes")

    def answer() -> None:
        number = next(turn)
        candidate, question = asked[7 * number % len(asked)]
        give_answer(desk, candidate, question, ("no", "yes")[number // len(asked) % 2])

    return answer


def _showing(path: Path, rounds: int) -> list[Row]:
    app = application()
    with window_on(path) as window:
        window.go_to("vetting")
        settle(app)
        page: Any = window.page
        asked = {question for _, question in _asked(page.reviewing.evaluation)}
        shown = next(each for each in page.questions.cards.cards if each.question.id in asked).question.id
        turn = count()

        def answer() -> None:
            page.reviewing.answer(page.reviewing.candidate_id, shown, ("yes", "no")[next(turn) % 2])
            settle(app)

        def turn_over() -> None:
            page.turn()
            settle(app)

        answer()
        judged = page.found.judged[shown]
        assert judged.answer.reply == ("yes", "no")[(next(turn) - 1) % 2]
        turn_over()
        assert page.head.views.key == "matrix"
        painted = Contender("the page painted again", lambda: (page.repaint(), settle(app)))
        matrix = Contender("all candidates opened, or left for one, and painted", turn_over)
        turn_over()
        answered = Contender("an answer, all of the page painted", answer)
        (seconds,) = seconds_in_turn([answered], rounds, cpu)
        what = f"the Vetting page, {VENDORS} vendors, CPU"
        return [
            Row("V2", what, answered.name, "", Spread(tuple(1000 * each for each in seconds)), SHOWN, "ms"),
            *compared(what, painted, [("", answered, None), ("", matrix, None)], rounds, cpu),
        ]


def _copies(desk: Desk, evaluation: Evaluation, rounds: int) -> list[Row]:
    copy = vendor_copy_of(desk, evaluation.candidates[0].id)
    what, ours = (
        "a vendor's copy of the questionnaire",
        Contender("render_vendor_copy", lambda: render_vendor_copy(copy)),
    )
    if importlib.util.find_spec("xlsxwriter") is None:
        why = "xlsxwriter is missing; run with `uv run --extra bench`"
        return [Row("", what, ours.name, "xlsxwriter", None, why_skipped=why)]
    sheets = read_back(render_vendor_copy(copy))
    cells = sum(len(sheet.cells) for sheet in sheets)
    again = read_back(with_xlsxwriter(sheets))
    assert [[cell[:3] for cell in one.cells] for one in sheets] == [[cell[:3] for cell in one.cells] for one in again]
    peer = Contender("xlsxwriter: same cells, without lists to choose from", lambda: with_xlsxwriter(sheets))
    return compared(f"{what} ({cells:,} cells)", peer, [("", ours, None)], rounds)


def _attaching(path: Path, rounds: int) -> list[Row]:
    raw_path, paper = path.with_stem("attached raw"), path.with_name("report.pdf")
    shutil.copyfile(path, raw_path)
    source, raw = random.Random(SEED), connect(raw_path, mode="rw")

    def renew() -> None:
        paper.write_bytes(b"%PDF-1.7\n" + source.randbytes(LARGE))

    def floor() -> None:
        content = paper.read_bytes()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO blob (sha256, content) VALUES (?, ?)", [hashlib.sha256(content).hexdigest(), content])
        raw.execute("COMMIT")

    with open_desk(path, author="Bench") as desk:
        vendor = int(desk.connection.execute("SELECT min(id) FROM vendor").fetchone()[0])
        ours = Contender("attach_file", lambda: attach_file(desk, vendor, paper), renew)
        renew()
        ours.run()
        floor()
        sizes = [each.execute("SELECT sum(length(content)) FROM blob").fetchone()[0] for each in (desk.connection, raw)]
        assert sizes[0] == sizes[1]
        base = Contender("SHA-256 and one INSERT, committed", floor, renew)
        found = compared("attach a file of 10 MiB, CPU", base, [("", ours, None)], rounds, cpu)
    raw.close()
    return found

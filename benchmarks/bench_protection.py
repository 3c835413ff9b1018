"""Risks, plans, metrics and contracts: judging them, one change's way to the ranking, the runbook, the pack, dates."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from graphlib import TopologicalSorter
from itertools import count
from pathlib import Path

from benchmarks.bench_paper import bare, flat, on_bare_canvas, texts
from benchmarks.material import add_protection, folder
from benchmarks.pairing import Contender, Spread, cpu, seconds_in_turn
from benchmarks.table import Row, compared
from outsource_desk.analysis.network import longest_path
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.reports.pack.pack import GRIDS, render_pack, sheets_of
from outsource_desk.services.calendar import due_dates
from outsource_desk.services.desk import Desk, create_desk, open_desk
from outsource_desk.services.exit_clock import exit_clock
from outsource_desk.services.ics import to_ics
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.pack import pack_facts
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.readiness import readiness_of
from outsource_desk.services.records import update_record
from outsource_desk.services.risk_findings import judged_risks
from outsource_desk.services.rules.rulebook import Subject, rulebook
from outsource_desk.services.starting import start_file
from outsource_desk.store.connection import connect

RISKS, TASKS, METRICS, READINGS = 300, 400, 60, 36
FOLLOWED = 30.0  # milliseconds from a change of a mitigation to the ranking
STAMP = "2026-01-02T03:04:05Z"

Found = tuple[dict[int, tuple[int, int]], int, int, float]


def rows(rounds: int) -> list[Row]:
    """Measure what protecting a decision costs: of the sample, and of one far larger than most."""
    with folder() as place:
        sample, large = place / "sample.odesk", place / "large.odesk"
        with start_file(sample, sample=True) as desk:
            small = load_evaluation(desk, 1)
            pack = _pack(desk, rounds)
        with create_desk(large, author="Bench") as desk:
            initiative = add_protection(desk, RISKS, TASKS, METRICS, READINGS)
            great = load_evaluation(desk, initiative)
        return [
            *_judging("the sample", small, rounds),
            *_judging(_size(great), great, rounds),
            *_runbook(great, rounds),
            *_changing(large, initiative, rounds),
            *pack,
            *_calendar("the sample", small, rounds),
            *_calendar(_size(great), great, rounds),
        ]


def _size(evaluation: Evaluation) -> str:
    protection = evaluation.protection
    assert protection is not None
    register, performance = protection.register, protection.performance
    return (
        f"{len(register.risks)} risks, {sum(len(each.mitigations) for each in register.risks)} mitigations, "
        f"{len(protection.contingency.scenarios)} scenarios, {len(protection.leaving.tasks)} tasks, "
        f"{sum(len(each.readings) for each in performance.metrics):,} readings"
    )


def _judging(what: str, evaluation: Evaluation, rounds: int) -> list[Row]:
    ranking = ranking_of(evaluation)
    assert evaluation.protection is not None

    def anew() -> Evaluation:
        assert evaluation.protection is not None
        known = evaluation.protection  # copies of its parts have not been judged yet
        parts = replace(
            known,
            register=replace(known.register),
            performance=replace(known.performance),
            leaving=replace(known.leaving),
        )
        return replace(evaluation, protection=parts)

    def judge() -> tuple[object, ...]:
        given = anew()
        return *rulebook().warnings(Subject.PROTECTION, given, ranking), readiness_of(given, ranking)

    floor = _floor(evaluation)
    residuals, _, _, length = floor()
    judged = {each.risk.id: each.residual for each in judged_risks(evaluation) if each.residual is not None}
    assert {key: (each.likelihood, each.impact) for key, each in judged.items()} == residuals
    assert abs((exit_clock(evaluation, ranking).planned_days or 0.0) - length) < 1e-9
    return compared(
        f"judge {what}",
        Contender("bare loops: residuals, misses, bare steps, the runbook's length", floor),
        [
            ("", Contender("all rules of protection, and readiness", judge), None),
            ("", Contender("readiness alone", lambda: readiness_of(anew(), ranking)), None),
            ("", Contender("the register alone", lambda: judged_risks(anew())), None),
            ("", Contender("the exit clock alone", lambda: exit_clock(anew(), ranking)), None),
        ],
        rounds,
    )


def _floor(evaluation: Evaluation) -> Callable[[], Found]:
    """Return the least that could be done: each row looked at once, nothing said."""
    protection = evaluation.protection
    assert protection is not None
    risks = [  # stated residuals count where they are worse
        (
            each.id, each.likelihood, each.impact, each.residual_likelihood or 1, each.residual_impact or 1,
            [(one.likelihood_effect, one.impact_effect) for one in each.mitigations if one.state.works],
        )
        for each in protection.register.risks
        if each.likelihood is not None and each.impact is not None
    ]  # fmt: skip
    readings = [
        (reading.actual, metric.minimum, metric.direction == "up")
        for metric in protection.performance.metrics
        for reading in metric.readings
        if reading.actual is not None and metric.minimum is not None
    ]
    steps = [step for scenario in protection.contingency.scenarios for step in scenario.steps]
    days, needs = _runbook_of(evaluation)

    def floor() -> Found:
        residuals = {
            number: (
                max(1, likelihood - min(2, sum(effect for effect, _ in effects)), least_likelihood),
                max(1, impact - min(2, sum(effect for _, effect in effects)), least_impact),
            )
            for number, likelihood, impact, least_likelihood, least_impact, effects in risks
        }
        missed = sum(actual < minimum if is_up else actual > minimum for actual, minimum, is_up in readings)
        loose = sum(not each.owner or each.deadline_hours is None for each in steps)
        return residuals, missed, loose, _length(days, needs)

    return floor


def _runbook_of(evaluation: Evaluation) -> tuple[dict[int, float], dict[int, tuple[int, ...]]]:
    """Return task → days, and task → what it waits for."""
    assert evaluation.protection is not None
    tasks = evaluation.protection.leaving.tasks
    return {each.id: each.days or 0.0 for each in tasks}, {each.id: each.needs for each in tasks}


def _length(days: dict[int, float], needs: dict[int, tuple[int, ...]]) -> float:
    finish: dict[int, float] = {}
    for each in TopologicalSorter(needs).static_order():
        finish[each] = max((finish[needed] for needed in needs[each]), default=0.0) + days[each]
    return max(finish.values(), default=0.0)


def _runbook(evaluation: Evaluation, rounds: int) -> list[Row]:
    days, needs = _runbook_of(evaluation)
    what = f"a runbook of {len(days)} tasks and {sum(map(len, needs.values())):,} dependencies"
    ours = Contender("longest_path: times, chain, slack", lambda: longest_path(days, needs))
    floor = Contender("graphlib: the length alone", lambda: _length(days, needs))
    assert abs(longest_path(days, needs).length - _length(days, needs)) < 1e-9
    found = compared(what, floor, [("K1", ours, 4.0)], rounds)
    if importlib.util.find_spec("networkx") is None:
        why = "networkx is missing; run with `uv run --extra bench`"
        return [*found, Row("", what, ours.name, "networkx", None, why_skipped=why)]
    import networkx

    def peer() -> float:
        graph = networkx.DiGraph()
        graph.add_weighted_edges_from((needed, each, days[needed]) for each in needs for needed in needs[each])
        graph.add_weighted_edges_from((each, "end", days[each]) for each in days)
        return networkx.dag_longest_path_length(graph)

    assert abs(peer() - longest_path(days, needs).length) < 1e-9
    return [*found, *compared(what, Contender("networkx: the length alone", peer), [("", ours, None)], rounds)]


def _changing(path: Path, initiative: int, rounds: int) -> list[Row]:
    plain, raw_path = path.with_stem("plain"), path.with_stem("raw")
    for each in (plain, raw_path):
        shutil.copyfile(path, each)
    raw = connect(raw_path, mode="rw")
    raw.execute("PRAGMA journal_mode = DELETE")
    with open_desk(path, author="Bench") as followed, open_desk(plain, author="Bench") as alone:
        live = LiveRanking(followed, initiative)
        followed.journal.on_edit = live.follow
        controls = [number for (number,) in raw.execute("SELECT id FROM mitigation ORDER BY id")]

        def changes(change: Callable[[int, str], object]) -> Callable[[], None]:
            """Return an act that changes the state of a control each time, another one in turn."""
            turn = count()

            def act() -> None:
                number = next(turn)
                state = ("in_progress", "implemented")[number // len(controls) % 2]
                change(controls[7 * number % len(controls)], state)

            return act

        def bare_change(control: int, state: str) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE mitigation SET state = ?, evidence = evidence || '.' WHERE id = ?", [state, control])
            raw.execute("COMMIT")

        def change(desk: Desk) -> Callable[[int, str], object]:
            return lambda control, state: update_record(desk, "mitigation", control, "state", state)

        record = Contender("update_record alone", changes(change(alone)))
        follow = Contender("update_record, LiveRanking.follow", changes(change(followed)))
        again = Contender("load_evaluation, ranking_of", lambda: ranking_of(load_evaluation(followed, initiative)))
        follow.run()
        assert live.ranking == again.run()
        what = f"a mitigation of {_size(live.evaluation)} → ranking, CPU"
        (seconds,) = seconds_in_turn([follow], rounds, cpu)
        bare_commit = Contender("one bare SQLite transaction of the same row", changes(bare_change))
        found = [
            Row("K2", what, follow.name, "", Spread(tuple(1000 * each for each in seconds)), FOLLOWED, "ms"),
            *compared(what, bare_commit, [("", each, None) for each in (record, follow, again)], rounds, cpu),
        ]
    raw.close()
    return found


def _pack(desk: Desk, rounds: int) -> list[Row]:
    facts = pack_facts(desk, 1)
    sheets = sheets_of(facts)
    grid = GRIDS[facts.evaluation.initiative.paper.size]
    size = (grid.width, grid.height)
    ready = [bare([mark for each in sheet.elements for mark in flat(each)], size[1]) for sheet in sheets]
    for printed, alone in zip(texts(render_pack(facts)), texts(on_bare_canvas(ready, size)), strict=True):
        assert set(alone.split()) <= set(printed.split())  # which has a footer, too
    base = Contender("raw canvas, same pages and font, no footer", lambda: on_bare_canvas(ready, size))
    ours = Contender("render_pack: tagged PDF", lambda: render_pack(facts))
    read = Contender("pack_facts: read and judge", lambda: pack_facts(desk, 1))
    what = f"the pack of the sample, {len(sheets)} pages"
    return compared(what, base, [("K3", ours, 3.5), ("", read, None)], rounds)


def _calendar(what: str, evaluation: Evaluation, rounds: int) -> list[Row]:
    ranking = ranking_of(evaluation)
    dues = due_dates(evaluation, ranking)

    def floor() -> bytes:
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bench//EN"]
        for due in dues:
            first = date.fromisoformat(due.on)
            lines += [
                "BEGIN:VEVENT", f"UID:{due.key}", f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
                f"DTEND;VALUE=DATE:{first + timedelta(days=1):%Y%m%d}", f"SUMMARY:{due.kind.value}: {due.what}",
                f"DESCRIPTION:{due.about} {due.who}", "END:VEVENT",
            ]  # fmt: skip
        return "\r\n".join([*lines, "END:VCALENDAR"]).encode()

    assert to_ics(dues, STAMP).count(b"BEGIN:VEVENT") == floor().count(b"BEGIN:VEVENT") == len(dues)
    return compared(
        f"{len(dues):,} dates of {what} as a calendar file",
        Contender("plain strings, neither escaped nor folded", floor),
        [
            ("", Contender("to_ics", lambda: to_ics(dues, STAMP)), None),
            ("", Contender("due_dates", lambda: due_dates(evaluation, ranking)), None),
        ],
        rounds,
    )

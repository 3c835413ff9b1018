"""The live ranking follows the vetting: answers, what proves them, gaps, waivers, files, dossiers and feeds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import (
    answering,
    asking_back,
    candidates,
    criteria,
    evidence,
    feeding,
    gaps,
    initiatives,
    records,
    reviewing,
    scoring,
    vendors,
    waivers,
)
from outsource_desk.services.attaching import attach_file, update_file
from outsource_desk.services.desk import create_desk
from outsource_desk.services.live import LiveRanking
from outsource_desk.services.question_edits import update_question
from outsource_desk.services.ranking import load_evaluation, ranking_of
from tests.vetting_desk import day, paper, vetting_case

REPLIES: dict[str, tuple[Any, ...]] = {
    "SEC-01": ("yes", "no", None), "SEC-03": (0, 3, None), "SEC-04": ("present", "missing", None),
    "SEC-05": (20, 5, None), "SEC-06": (0, 80, None), "COM-01": ("Yes, daily", "", None),
    "COM-02": ("weekly", "never", None), "COM-04": ("2031-01-01", "2020-01-01"),
}  # fmt: skip
GAP = gaps.NewGap("Send the report", "Office", day(40))
names = st.sampled_from(["Meridian", "Northbridge"])
codes = st.sampled_from(sorted(REPLIES))


def follows(live, desk, initiative):
    """Demand that the live ranking equals one that is counted from the file."""
    told = load_evaluation(desk, initiative)
    return live.evaluation == told and live.ranking == ranking_of(told)


class Vetting(RuleBasedStateMachine):
    """Vet at random; after each step the live ranking is compared with the file's."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="outsource-desk-live-")
        self.desk = create_desk(f"{self._folder.name}/decision.odesk", author="Analyst")

    @initialize()
    def build(self) -> None:
        with self.desk.edit("Build"):
            self.case = case = vetting_case(self.desk)
            self.leaves = [
                criteria.add_criterion(self.desk, case.initiative, name, weight=50) for name in ("Security", "Speech")
            ]
            self.person = scoring.add_evaluator(self.desk, case.initiative, "Office")
            for candidate in case.candidates.values():
                for code, replies in REPLIES.items():
                    number = answering.give_answer(self.desk, candidate, case.questions[code], replies[0])
                    evidence.add_evidence(self.desk, number, level="document", wording="Report")
                    if code != "COM-01":  # for words somebody must give points first
                        reviewing.accept(self.desk, number, "Office")
                report = paper(Path(self._folder.name))
                evidence.attach_as_evidence(self.desk, candidate, case.questions["SEC-04"], [report])
        self.live = LiveRanking(self.desk, case.initiative)
        self.desk.journal.on_edit = self.live.follow

    def teardown(self) -> None:
        self.desk.close()
        self._folder.cleanup()

    def act(self, verb: Callable[..., object], *arguments: object, **options: object) -> None:
        """Do what may be refused: then nothing has changed."""
        with suppress(DeskError):
            verb(self.desk, *arguments, **options)

    def one_of(self, data: Any, table: str) -> int:
        """Return a row of a table, or one that does not exist."""
        ids = [number for (number,) in self.desk.connection.execute(f"SELECT id FROM {table} ORDER BY id")]
        return data.draw(st.sampled_from(ids or [999]))

    @rule(data=st.data(), name=names, code=codes, who=st.sampled_from([None, "A. Lead"]))
    def answer(self, data: Any, name: str, code: str, who: str | None) -> None:
        reply = data.draw(st.sampled_from(REPLIES[code]))
        self.act(answering.give_answer, self.case.candidates[name], self.case.questions[code], reply, stated_by=who)

    @rule(
        data=st.data(), level=st.sampled_from(["claim", "document", "verified"]), days=st.sampled_from([None, -3, 90])
    )
    def prove(self, data: Any, level: str, days: int | None) -> None:
        expires = None if days is None else day(days)
        found = self.one_of(data, "answer")
        self.act(
            evidence.add_evidence, found, level=level, wording="Report", expires=expires, checked_by="Office",
            checked_on="2026-01-02",
        )  # fmt: skip

    @rule(name=names, code=codes, content=st.sampled_from([b"%PDF-1.7 one", b"%PDF-1.7 two"]))
    def prove_by_a_file(self, name: str, code: str, content: bytes) -> None:
        path = paper(Path(self._folder.name), content=content)
        self.act(evidence.attach_as_evidence, self.case.candidates[name], self.case.questions[code], [path])

    @rule(data=st.data(), expires=st.sampled_from([None, day(-3), day(90)]))
    def date_a_file(self, data: Any, expires: str | None) -> None:
        self.act(update_file, self.one_of(data, "attachment"), "expires", expires)

    @rule(data=st.data())
    def take_evidence_away(self, data: Any) -> None:
        self.act(evidence.remove_evidence, self.one_of(data, "evidence"))

    @rule(data=st.data(), how=st.sampled_from(["accept", "gap", "reject", "ask", "again", "contradict"]))
    def review(self, data: Any, how: str) -> None:
        found = self.one_of(data, "answer")
        match how:
            case "accept":
                self.act(reviewing.accept, found, "Office")
            case "gap":
                self.act(reviewing.accept_with_gap, found, "Office", GAP)
            case "reject":
                self.act(reviewing.reject, found, "Office", "Not so")
            case "ask":
                self.act(asking_back.ask_back, found, "Which one?")
            case "contradict":
                self.act(reviewing.contradict, found, data.draw(st.booleans()))
            case _:
                self.act(reviewing.review_again, found)

    @rule(data=st.data())
    def answer_back(self, data: Any) -> None:
        self.act(asking_back.enter_clarification, self.one_of(data, "clarification"), "The first one")

    @rule(name=names, code=codes)
    def leave_out(self, name: str, code: str) -> None:
        ids = self.case.candidates[name], self.case.questions[code]
        self.act(reviewing.not_applicable, *ids, "Office", "No such place")

    @rule(name=names, code=st.sampled_from(["SEC-01", "SEC-05"]))
    def waive(self, name: str, code: str) -> None:
        self.act(
            waivers.waive, self.case.candidates[name], self.case.questions[code], approved_by="A. Chair",
            approver_role="Board", reason="No other site", control="Weekly audit", expires_on=day(60),
        )  # fmt: skip

    @rule(data=st.data())
    def revoke(self, data: Any) -> None:
        self.act(waivers.revoke_waiver, self.one_of(data, "waiver"))

    @rule(data=st.data(), name=names, how=st.sampled_from(["add", "close", "delete"]))
    def mend_a_gap(self, data: Any, name: str, how: str) -> None:
        if how == "add":
            self.act(gaps.add_gap, self.case.candidates[name], GAP)
        elif how == "close":
            self.act(gaps.close_gap, self.one_of(data, "gap"), "Done")
        else:
            self.act(gaps.delete_gap, self.one_of(data, "gap"))

    @rule(data=st.data(), name=names, how=st.sampled_from(["site", "certificate", "file", "delete", "rename"]))
    def change_a_dossier(self, data: Any, name: str, how: str) -> None:
        vendor = self.case.vendors[name]
        match how:
            case "site":
                self.act(records.add_record, "site", vendor, name="Hall", country="PL")
            case "certificate":
                self.act(records.add_record, "certificate", vendor, scheme="ISO 27001")
            case "file":
                self.act(attach_file, vendor, paper(Path(self._folder.name), content=name.encode()))
            case "delete":
                self.act(records.delete_record, "site", self.one_of(data, "site"))
            case _:
                self.act(vendors.update_vendor, vendor, "name", data.draw(st.sampled_from([name, f"{name} Ltd"])))

    @rule(data=st.data(), some=st.sets(codes, max_size=3))
    def feed(self, data: Any, some: set[str]) -> None:
        leaf = data.draw(st.sampled_from(self.leaves))
        self.act(feeding.set_feeds, leaf, [self.case.questions[code] for code in sorted(some)])

    @rule(data=st.data(), section=st.sampled_from([None, "SEC", "COM"]))
    def take_from_a_section(self, data: Any, section: str | None) -> None:
        leaf = data.draw(st.sampled_from(self.leaves))
        self.act(feeding.take_from_section, leaf, self.case.sections[section] if section else None)

    @rule(data=st.data(), name=names, points=st.sampled_from([1, 4]))
    def score(self, data: Any, name: str, points: float) -> None:
        leaf = data.draw(st.sampled_from(self.leaves))
        self.act(scoring.record_score, self.case.candidates[name], leaf, self.person, points)

    @rule(code=codes, weight=st.sampled_from([1, 5]))
    def ask_otherwise(self, code: str, weight: float) -> None:
        self.act(update_question, self.case.questions[code], weight=weight)

    @rule(kind=st.sampled_from(["ITO", "BPO"]), mtpd=st.sampled_from([None, 8]))
    def change_what_is_outsourced(self, kind: str, mtpd: float | None) -> None:
        self.act(initiatives.update_initiative, self.case.initiative, "outsourcing_type", kind)
        self.act(initiatives.update_initiative, self.case.initiative, "mtpd_hours", mtpd)

    @rule(name=names)
    def remove_a_candidate_and_bring_it_back(self, name: str) -> None:
        if self.case.candidates[name] not in {each.id for each in self.live.evaluation.candidates}:
            return  # a removal that was done again
        candidates.remove_candidate(self.desk, self.case.candidates[name])
        assert follows(self.live, self.desk, self.case.initiative)
        self.desk.journal.undo()

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            if self.desk.journal.undo_label not in ("Build", None):
                self.desk.journal.undo()
                assert follows(self.live, self.desk, self.case.initiative)

    @rule()
    def redo(self) -> None:
        if self.desk.journal.redo_label is not None:
            self.desk.journal.redo()

    @invariant()
    def follows_the_file(self) -> None:
        assert follows(self.live, self.desk, self.case.initiative)


TestVetting = Vetting.TestCase
TestVetting.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


@pytest.fixture
def case(desk):
    return vetting_case(desk)


@pytest.fixture
def live(desk, case):
    live = LiveRanking(desk, case.initiative)
    desk.journal.on_edit = live.follow
    return live


def test_an_answer_judges_nobody_else_again(desk, case, live):
    others = live.ranking.vetted.candidates[case.candidates["Northbridge"]]
    mine = live.ranking.vetted.candidates[case.candidates["Meridian"]]
    answering.give_answer(desk, case.candidates["Meridian"], case.questions["SEC-01"], "yes")
    now = live.ranking.vetted.candidates
    assert now[case.candidates["Northbridge"]] is others
    assert now[case.candidates["Meridian"]] != mine


def test_an_answer_reads_no_other_answer_and_no_dossier(desk, case, live):
    ids = [case.questions[code] for code in ("SEC-01", "SEC-05")]
    answering.give_answer(desk, case.candidates["Meridian"], ids[0], "yes")
    before = live.evaluation.vetting
    answering.give_answer(desk, case.candidates["Meridian"], ids[1], 5)
    now = live.evaluation.vetting
    assert now.answers[0] is before.answers[0]
    assert now.dossiers is before.dossiers
    assert now.questionnaire is before.questionnaire


def test_other_weights_judge_no_answer_again(desk, case):
    evaluation = load_evaluation(desk, case.initiative)
    assert ranking_of(evaluation).vetted is ranking_of(evaluation).vetted

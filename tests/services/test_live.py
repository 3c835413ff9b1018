"""The live ranking is at every step what ranking the whole file again would give."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from sqlite3 import IntegrityError
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.services import candidates, criteria, initiatives, scoring, vendors
from outsource_desk.services.desk import create_desk
from outsource_desk.services.live import FEW, LiveRanking
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.store import evaluations
from outsource_desk.store.rows import delete_row, insert_row, update_row
from tests.scene import build_scene
from tests.vettings import answer, knock_out, question, store_answer, store_questionnaire

points = st.sampled_from([None, 0, 1, 2.5, 4.5, 5])
reasons = st.sampled_from([None, "", "Seen on site by all of us."])
amounts = st.sampled_from([None, -1, 0, 5, 30, 100, 150, 200])


def follows(live, desk, initiative):
    """Demand that the live ranking equals one that is counted from the file."""
    told = load_evaluation(desk, initiative)
    return live.evaluation == told and live.ranking == ranking_of(told)


@pytest.fixture
def scene(desk):
    return build_scene(desk)


@pytest.fixture
def live(desk, scene):
    live = LiveRanking(desk, scene.initiative)
    desk.journal.on_edit = live.follow
    return live


class Editing(RuleBasedStateMachine):
    """Edit, undo and redo at random; after each step the live ranking is compared with the file's."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory(prefix="outsource-desk-live-")
        self.desk = create_desk(f"{self._folder.name}/decision.odesk", author="Analyst")

    @initialize()
    def build(self) -> None:
        self.scene = scene = build_scene(self.desk)
        with self.desk.edit("Build more"):
            criteria.update_criterion(self.desk, scene.quality, "minimum", 2)
            self.judged = [
                scene.quality,
                criteria.add_criterion(self.desk, scene.initiative, "Fit", parent_id=scene.group, weight=50),
            ]
            self.people = [scene.evaluator, scoring.add_evaluator(self.desk, scene.initiative, "Works council")]
            self.all = [
                scene.candidate,
                scene.in_house,
                candidates.add_candidate(self.desk, scene.initiative, scene.free_vendor),
            ]
        self.live = LiveRanking(self.desk, scene.initiative)
        self.desk.journal.on_edit = self.live.follow

    def teardown(self) -> None:
        self.desk.close()
        self._folder.cleanup()

    def act(self, verb: Callable[..., object], *arguments: object, **options: object) -> None:
        """Do what may be refused, as where an undo has taken the candidate away: then nothing has changed."""
        with suppress(DeskError):
            verb(self.desk, *arguments, **options)

    @rule(data=st.data(), points=points, is_na=st.booleans(), rationale=reasons)
    def score(self, data: Any, points: float | None, is_na: bool, rationale: str | None) -> None:
        who, leaf, judge = (data.draw(st.sampled_from(ids)) for ids in (self.all, self.judged, self.people))
        is_na = is_na and points is None
        self.act(scoring.record_score, who, leaf, judge, points, not_applicable=is_na, rationale=rationale)

    @rule(data=st.data(), points=points, is_na=st.booleans())
    def agree(self, data: Any, points: float | None, is_na: bool) -> None:
        who, leaf = data.draw(st.sampled_from(self.all)), data.draw(st.sampled_from(self.judged))
        is_na = is_na and points is None
        self.act(scoring.agree_score, who, leaf, points, rationale="All of us saw it.", not_applicable=is_na)

    @rule(data=st.data())
    def withdraw(self, data: Any) -> None:
        self.act(
            scoring.withdraw_agreed_score, data.draw(st.sampled_from(self.all)), data.draw(st.sampled_from(self.judged))
        )

    @rule(data=st.data(), amount=amounts, is_price=st.booleans(), is_na=st.booleans())
    def measure(self, data: Any, amount: float | None, is_price: bool, is_na: bool) -> None:
        leaf = self.scene.price if is_price else self.scene.lead_time
        who = data.draw(st.sampled_from(self.all))
        self.act(scoring.record_amount, who, leaf, amount, not_applicable=is_na and amount is None)

    @rule(data=st.data(), who=st.sampled_from([1, 2, 3]))
    def deny_a_leaf_to_all_in_one_act(self, data: Any, who: int) -> None:
        leaf = data.draw(st.sampled_from(self.judged))
        with self.desk.edit("Mark not applicable"):
            for candidate in self.all[:who]:
                for judge in self.people:
                    self.act(scoring.record_score, candidate, leaf, judge, None, not_applicable=True)

    @rule(data=st.data(), weight=st.sampled_from([0, 10, 40, 50]))
    def weigh(self, data: Any, weight: float) -> None:
        leaf = data.draw(st.sampled_from([*self.judged, self.scene.price, self.scene.group]))
        self.act(criteria.update_criterion, leaf, "weight", weight)

    @rule(
        change=st.sampled_from(
            [
                ("minimum", None),
                ("minimum", 3),
                ("is_gate", True),
                ("is_gate", False),
                ("name", "Worth"),
                ("maximum", 6),
            ]
        )
    )
    def reshape(self, change: tuple[str, object]) -> None:
        self.act(criteria.update_criterion, self.scene.quality, *change)

    @rule(worst=st.sampled_from([None, 150, 200]))
    def move_an_end_point(self, worst: float | None) -> None:
        self.act(criteria.update_criterion, self.scene.price, "worst", worst)

    @rule(
        change=st.sampled_from(
            [
                ("curve", "linear"),
                ("curve", "lowest"),
                ("curve", "multiple"),
                ("curve", "min_max"),
                ("curve", "piecewise"),
                ("multiple", 3),
                ("minimum", 120),
                ("minimum", None),
                ("is_gate", True),
                ("is_gate", False),
            ]
        )
    )
    def value_prices_otherwise(self, change: tuple[str, object]) -> None:
        self.act(criteria.update_criterion, self.scene.price, *change)

    @rule(
        curve=st.sampled_from(["linear", "piecewise", "threshold", "target", "discrete"]),
        points=st.sampled_from([(), ((0, 0), (5, 100)), ((0, 10), (2.5, 90), (4.5, 60))]),
    )
    def draw_a_curve(self, curve: str, points: object) -> None:
        with self.desk.edit("Draw"):
            self.act(criteria.update_criterion, self.scene.quality, "points", points)
            self.act(criteria.update_criterion, self.scene.quality, "curve", curve)

    @rule(is_blind=st.booleans())
    def hide_scores_until_they_are_handed_in(self, is_blind: bool) -> None:
        with self.desk.edit("Hide scores"):
            update_row(self.desk.db, "initiative", self.scene.initiative, {"is_blind": int(is_blind)})

    @rule(data=st.data(), submitted_at=st.sampled_from([None, "2026-01-02T03:04:05Z"]))
    def hand_in(self, data: Any, submitted_at: str | None) -> None:
        judge = data.draw(st.sampled_from(self.people))
        with self.desk.edit("Hand in"):
            update_row(self.desk.db, "evaluator", judge, {"submitted_at": submitted_at})

    @rule(data=st.data(), ruling=st.sampled_from(["open", "recused", "managed"]), is_for_all=st.booleans())
    def declare_an_interest(self, data: Any, ruling: str, is_for_all: bool) -> None:
        judge, who = data.draw(st.sampled_from(self.people)), data.draw(st.sampled_from(self.all))
        values = {"nature": "family", "declared_on": "2026-01-02", "ruling": ruling}
        with suppress(IntegrityError), self.desk.edit("Declare"):
            key = {"evaluator_id": judge, "candidate_id": None if is_for_all else who}
            insert_row(self.desk.db, "conflict", key | values)

    @rule(name=st.sampled_from(["Acme", "Acme Works"]))
    def rename_a_vendor(self, name: str) -> None:
        vendors.update_vendor(self.desk, self.scene.vendor, "name", name)

    @rule(weighting=st.sampled_from(["direct", "points"]))
    def weigh_otherwise(self, weighting: str) -> None:
        initiatives.update_initiative(self.desk, self.scene.initiative, "weighting", weighting)

    @rule(name=st.sampled_from(["Exit", "Terms"]))
    def score_elsewhere(self, name: str) -> None:
        self.act(
            scoring.record_score,
            self.scene.other_candidate,
            self.scene.other_criterion,
            self.scene.other_evaluator,
            len(name),
        )

    @rule()
    def remove_an_evaluator_and_bring_it_back(self) -> None:
        self.act(scoring.remove_evaluator, self.people[1])
        assert follows(self.live, self.desk, self.scene.initiative)
        self.undo(1)

    @rule()
    def remove_a_candidate_and_bring_it_back(self) -> None:
        self.act(candidates.remove_candidate, self.all[0])
        assert follows(self.live, self.desk, self.scene.initiative)
        self.undo(1)

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            if self.desk.journal.undo_label not in ("Build more", None):
                self.desk.journal.undo()
                assert follows(self.live, self.desk, self.scene.initiative)

    @rule()
    def redo(self) -> None:
        if self.desk.journal.redo_label is not None:
            self.desk.journal.redo()

    @invariant()
    def follows_the_file(self) -> None:
        assert follows(self.live, self.desk, self.scene.initiative)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


def test_a_score_counts_its_own_cell_again_and_no_other(desk, scene, live):
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    assert live.recounted == {(scene.candidate, scene.quality)}
    assert live.ranking.cells[scene.candidate, scene.quality].points == 4


def test_what_was_handed_out_before_an_edit_stays_as_it_was(desk, scene, live):
    evaluation, ranking = live.evaluation, live.ranking
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    assert evaluation.scores == ()
    assert ranking.cells[scene.candidate, scene.quality].points is None
    assert ranking == ranking_of(evaluation)


@pytest.mark.parametrize(
    ("act", "cells"),
    [
        (lambda desk, scene: vendors.add_contact(desk, scene.vendor, "Sales"), 0),
        (lambda desk, scene: criteria.update_criterion(desk, scene.quality, "weight", 7), 0),
        (lambda desk, scene: initiatives.update_initiative(desk, scene.initiative, "question", "Whom?"), 0),
        (lambda desk, scene: criteria.update_criterion(desk, scene.quality, "maximum", 10), 6),
    ],
)
def test_cells_are_counted_again_only_where_their_criteria_have_changed(desk, scene, live, act, cells):
    act(desk, scene)
    assert len(live.recounted) == cells
    assert follows(live, desk, scene.initiative)


def test_a_new_lowest_price_counts_all_prices_again_and_no_other_cell(desk, scene, live):
    criteria.update_criterion(desk, scene.price, "curve", "lowest")
    scoring.record_amount(desk, scene.candidate, scene.price, 100)
    scoring.record_amount(desk, scene.in_house, scene.price, 120)
    assert live.ranking.cells[scene.candidate, scene.price].value == 100
    scoring.record_amount(desk, scene.in_house, scene.price, 80)
    assert live.recounted == {(scene.candidate, scene.price), (scene.in_house, scene.price)}
    assert live.ranking.cells[scene.candidate, scene.price].value == 80
    assert follows(live, desk, scene.initiative)


def test_who_misses_a_gate_is_compared_with_no_longer(desk, scene, live):
    with desk.edit("Set up"):
        criteria.update_criterion(desk, scene.price, "curve", "lowest")
        criteria.update_criterion(desk, scene.quality, "minimum", 2)
        criteria.update_criterion(desk, scene.quality, "is_gate", True)
        scoring.record_amount(desk, scene.candidate, scene.price, 100)
        scoring.record_amount(desk, scene.in_house, scene.price, 80)
    scoring.record_score(desk, scene.in_house, scene.quality, scene.evaluator, 1)
    assert live.ranking.cells[scene.candidate, scene.price].value == 100
    desk.journal.undo()
    assert live.ranking.cells[scene.candidate, scene.price].value == 80
    assert follows(live, desk, scene.initiative)


def test_edits_that_nobody_told_of_are_made_up_for_with_the_next(desk, scene, live):
    desk.journal.on_edit = lambda _tables: None
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    scoring.record_amount(desk, scene.in_house, scene.price, 120)
    live.follow(frozenset({"score"}))
    assert live.recounted == {(scene.candidate, scene.quality), (scene.in_house, scene.price)}
    assert follows(live, desk, scene.initiative)


def test_where_very_much_has_changed_all_is_read_again(desk, scene, live):
    with desk.edit("Grow"):
        leaves = [criteria.add_criterion(desk, scene.initiative, f"Leaf {n}", weight=1) for n in range(FEW // 2 + 1)]
    with desk.edit("Score"):
        for leaf in leaves:
            for candidate in (scene.candidate, scene.in_house):
                scoring.record_score(desk, candidate, leaf, scene.evaluator, 3)
    assert live.recounted == live.ranking.cells.keys()
    assert follows(live, desk, scene.initiative)


def test_an_initiative_that_is_gone_is_said_and_followed_again_once_it_is_back(desk, scene):
    scoring.record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    live = LiveRanking(desk, scene.initiative)
    before = live.ranking
    initiatives.delete_initiative(desk, scene.initiative)
    with pytest.raises(NotFoundError):
        live.follow(frozenset({"initiative"}))
    assert live.ranking == before
    desk.journal.undo()
    live.follow(frozenset({"initiative"}))
    assert follows(live, desk, scene.initiative)


def test_every_table_that_an_evaluation_is_read_from_is_followed(desk, scene):
    store_questionnaire(desk, scene.initiative, [question("SEC-01")])
    read: set[str] = set()
    desk.connection.set_trace_callback(lambda sql: read.update(sql.replace(",", " ").split()))
    load_evaluation(desk, scene.initiative)
    desk.connection.set_trace_callback(None)
    tables = {name for (name,) in desk.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert read & tables == evaluations.READ


def test_answers_of_the_vetting_are_followed_and_an_edit_of_a_score_does_not_judge_them_again(desk, scene, live):
    asked = store_questionnaire(desk, scene.initiative, [knock_out("SEC-01"), question("SEC-02")])
    with desk.edit("Take from a section"):
        update_row(desk.db, "criterion", scene.quality, {"section_id": asked.sections[0].id})
    first, second = asked.questions
    for given in (answer("no"), answer("yes")):
        store_answer(desk, scene.candidate, first.id, given)
        assert follows(live, desk, scene.initiative)
    judged = live.ranking.vetted
    scoring.record_score(desk, scene.in_house, scene.quality, scene.evaluator, 3)
    assert live.ranking.vetted is judged
    assert live.ranking.cells[scene.candidate, scene.quality].value == 50
    store_answer(desk, scene.candidate, second.id, answer())
    assert live.ranking.cells[scene.candidate, scene.quality].value == 100
    assert follows(live, desk, scene.initiative)
    desk.journal.undo()
    assert follows(live, desk, scene.initiative)
    with desk.edit("Take the questionnaire away"):
        delete_row(desk.db, "questionnaire", asked.id)
    assert follows(live, desk, scene.initiative)
    desk.journal.undo()
    assert follows(live, desk, scene.initiative)


def test_a_weight_that_moves_reads_no_vetting_again(desk, scene, live):
    store_questionnaire(desk, scene.initiative, [knock_out("SEC-01")])
    judged = live.ranking.vetted
    criteria.update_criterion(desk, scene.price, "weight", 40)
    assert live.ranking.vetted is judged
    assert follows(live, desk, scene.initiative)

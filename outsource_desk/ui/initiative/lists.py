"""The lists of the initiative page: its goals and who scores."""

from __future__ import annotations

from collections import Counter
from typing import Any

from outsource_desk.domain.initiative import Goal
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import Evaluator
from outsource_desk.services.initiatives import add_goal, delete_goal, move_goal, update_goal
from outsource_desk.services.scoring import add_evaluator, remove_evaluator, rename_evaluator
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import amount, blank_goal, echo_amount, echo_day, goal_kinds, read_amount
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column, EditableRows, Verbs
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.widgets.row_list import RowList


class Goals(RowList):
    """What the initiative is to achieve, from where to where."""

    def __init__(self, page: Page) -> None:
        self._page = page
        columns = (
            Column("kind", tr("Kind"), lambda goal: str(goal.kind), choices=goal_kinds(), width=112),
            Column("statement", tr("Goal"), lambda goal: goal.statement),
            Column("measure", tr("Measure"), lambda goal: goal.measure, width=168),
            Column("baseline", tr("From"), lambda goal: amount(goal.baseline), read_amount, (), True, echo_amount, 88),
            Column("target", tr("To"), lambda goal: amount(goal.target), read_amount, (), True, echo_amount, 88),
            Column("unit", tr("Unit"), lambda goal: goal.unit, width=80),
            Column(
                "target_date",
                tr("By"),
                lambda goal: formats.day(goal.target_date),
                formats.read_day,
                (),
                False,
                echo_day,
                120,
            ),
            Column("owner", tr("Owner"), lambda goal: goal.owner, width=120),
        )
        super().__init__(
            "goals",
            tr("Goals"),
            EditableRows(columns, "statement", Verbs(self._add, self._update)),
            blank=blank_goal,
            add_text=tr("Add goal"),
            delete=self._delete_goal,
            move=self._move_goal,
        )
        self.empty.setText(
            tr("A goal says from where to where the outsourcing leads. The board paper needs at least one.")
        )

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what the file holds."""
        self.show_rows(evaluation.goals)
        self.caption.setText(tr("required") if not evaluation.goals else "")

    def _add(self, fields: dict[str, Any]) -> int:
        session = self._page.session
        assert session.initiative_id is not None
        return session.try_act(add_goal, session.initiative_id, **{"kind": "cost", **fields})

    def _update(self, goal_id: int, field: str, value: object) -> None:
        self._page.session.try_act(update_goal, goal_id, field, value)

    def _move_goal(self, goal: Goal, place: int) -> None:
        self._page.session.act(move_goal, goal.id, place)

    def _delete_goal(self, goal: Goal) -> None:
        if self._page.session.did(delete_goal, goal.id):
            self._page.toast_done(tr("Goal deleted."))


class Evaluators(RowList):
    """Who scores, named by their office."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._scores: Counter[int] = Counter()
        columns = (
            Column("name", tr("Office"), lambda evaluator: evaluator.name),
            Column("scores", tr("Scores"), self._count, None, (), True, None, 72),
        )
        super().__init__(
            "evaluators",
            tr("Evaluators"),
            EditableRows(columns, "name", Verbs(self._add, self._rename)),
            blank=lambda: Evaluator(0, 0, ""),
            add_text=tr("Add"),
            delete=self._remove_evaluator,
        )
        self.empty.setText(tr("Nobody scores yet. Name the offices that judge the candidates."))

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show what the file holds."""
        self._scores = Counter(score.evaluator_id for score in evaluation.scores if _is_given(score))
        self.show_rows(evaluation.evaluators)

    def _count(self, evaluator: Evaluator) -> str:
        return str(self._scores[evaluator.id]) if evaluator.id else ""

    def _add(self, fields: dict[str, Any]) -> int:
        session = self._page.session
        assert session.initiative_id is not None
        return session.try_act(add_evaluator, session.initiative_id, fields["name"])

    def _rename(self, evaluator_id: int, _field: str, name: object) -> None:
        self._page.session.try_act(rename_evaluator, evaluator_id, str(name))

    def _remove_evaluator(self, evaluator: Evaluator) -> None:
        count = self._scores[evaluator.id]
        if not self._page.session.did(remove_evaluator, evaluator.id):
            return
        said = tr_n(
            count, "{name} removed with {count} score.", "{name} removed with {count} scores.", name=evaluator.name
        )
        self._page.toast_done(said if count else tr("{name} removed.", name=evaluator.name))


def _is_given(score: Any) -> bool:
    return score.points is not None or score.not_applicable

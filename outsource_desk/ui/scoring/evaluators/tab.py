"""Everyone who scores: tasks, interests, how far they are, and their ballots."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.domain.panel import Conflict, Nature
from outsource_desk.domain.panel_report import EvaluatorRecord, PanelReport
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.evaluators import (
    declare_interest,
    reopen_scores,
    score_blindly,
    submit_scores,
    withdraw_declaration,
)
from outsource_desk.services.panel import panel_report
from outsource_desk.services.scoring import add_evaluator
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.analysis.columns import Columns
from outsource_desk.ui.dialogs.ask import ask_text, confirm
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.scoring.evaluators.ballot_acts import BallotActs
from outsource_desk.ui.scoring.evaluators.dialogs import AssignDialog, DeclareDialog, RuleDialog
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.scoring.evaluators.words import conflict_words, declaration_words, handed_in_words, task_words
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import caption, card, clear, column, heading, label, link, row, small_button
from outsource_desk.ui.widgets.scroll import Scroll
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

OPEN, BLIND = "open", "blind"


class EvaluatorsTab(QWidget):
    """A table of evaluators, and what there is to know and to do about the current one."""

    def __init__(self, window: Shell) -> None:
        super().__init__()
        self.setObjectName("evaluators")
        self._window, self._session = window, window.session
        self._report: PanelReport | None = None
        self._evaluation: Evaluation | None = None
        self.table = PlainTable(
            [
                PlainColumn(tr("Evaluator")),
                PlainColumn(tr("What is scored")),
                PlainColumn(tr("Scored"), is_number=True, width=104),
                PlainColumn(tr("Interests"), width=144),
                PlainColumn(tr("Handed in"), width=128),
            ],
            "evaluators.table",
            tr("Evaluators"),
        )
        self.ballots = BallotActs(self, window, lambda: self.record)
        self._make_actions()
        self._build()
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_current())

    @property
    def record(self) -> EvaluatorRecord | None:
        """Return the evaluator of the current row."""
        records = self._report.records if self._report else ()
        return records[self.table.place] if 0 <= self.table.place < len(records) else None

    def load(self) -> None:
        """Show what the file holds now."""
        evaluation, ranking = self._session.evaluation, self._session.ranking
        self._evaluation = evaluation
        has_any = evaluation is not None and bool(evaluation.evaluators)
        self._empty.setVisible(not has_any)
        self._scroll.setVisible(has_any)
        if evaluation is None or ranking is None or not has_any:
            self._report = None
            return
        self._report = panel_report(evaluation, ranking)
        self.table.show_rows([self._row(each) for each in self._report.records])
        self._sentence.setText(_summary(self._report))
        self.blind.blockSignals(True)
        self.blind.choose(BLIND if evaluation.initiative.is_blind else OPEN)
        self.blind.blockSignals(False)
        why = why_read_only(self._session)
        allow(why, self.blind, *self._writing)
        self._show_current()

    def choose(self, evaluator_id: int) -> None:
        """Make an evaluator the current one."""
        for place, each in enumerate(self._report.records if self._report else ()):
            if each.evaluator.id == evaluator_id:
                self.table.setCurrentIndex(self.table.rows.index(place, 0))

    def actions_of_tab(self) -> list[Action]:
        """Return what can be done here."""
        return [*self._acts, *self.ballots.acts]

    def _make_actions(self) -> None:
        changes = self._why_not
        self._acts = [
            make_action(
                self, "evaluators.add", tr("&Add evaluator…"), self.add, icon="plus", why_not=self._why_read_only
            ),
            make_action(self, "evaluators.assign", tr("A&ssign…"), self.assign, why_not=changes),
            make_action(self, "evaluators.declare", tr("Declare an &interest…"), self.declare, why_not=changes),
            make_action(self, "evaluators.nothing", tr("&Nothing to declare"), self.declare_nothing, why_not=changes),
            make_action(self, "evaluators.rule", tr("&Rule on the interest…"), self.rule, why_not=self._why_no_ruling),
            make_action(self, "evaluators.hand_in", tr("&Hand in the scores…"), self.hand_in, why_not=self._why_locked),
            make_action(self, "evaluators.reopen", tr("Re&open the scores…"), self.reopen, why_not=self._why_unlocked),
        ]
        self.table.set_menu(self._acts[1:])

    def _build(self) -> None:
        self._sentence = label("", wrap=True)
        self._sentence.setObjectName("evaluators.sentence")
        self.blind = Segments(
            [(OPEN, tr("All scores open")), (BLIND, tr("Hidden until handed in"))],
            "evaluators.blind",
            tr("Who sees scores"),
        )
        self.blind.chosen.connect(self._on_blind)
        self._blind_words = caption("", wrap=True)
        add = small_button(tr("Add evaluator…"), self.add, "evaluators.add_button")
        merge = small_button(tr("Merge ballots…"), self.ballots.merge, "evaluators.merge_button")
        fill = small_button(tr("Fill in a ballot…"), self.ballots.fill, "evaluators.fill_button")
        self._title = heading("")
        self._state = Chip()
        self._task = label("", wrap=True)
        self._interests = column(gap=S)
        self._progress = label("", wrap=True)
        assign = small_button(tr("Assign…"), self.assign, "evaluators.assign_button")
        declare = small_button(tr("Declare an interest…"), self.declare, "evaluators.declare_button")
        self._nothing = small_button(tr("Nothing to declare"), self.declare_nothing, "evaluators.nothing_button")
        self._hand_in = small_button(tr("Hand in…"), self.hand_in, "evaluators.hand_in_button")
        self._reopen = small_button(tr("Reopen…"), self.reopen, "evaluators.reopen_button")
        self._send = small_button(tr("Send ballot…"), self.ballots.send, "evaluators.send_button")
        self._writing: list[QWidget] = [add, merge, assign, declare, self._nothing, self._hand_in, self._reopen]
        main = card(self._sentence, self.table, row(add, None, fill, merge, gap=S), gap=M)
        seen = card(heading(tr("Who sees scores")), row(self.blind, None), self._blind_words, gap=S)
        details = card(
            row(self._title, None, self._state),
            label(tr("What is scored"), TextStyle.LABEL, "muted"),
            self._task,
            row(assign, None),
            S,
            label(tr("Interests"), TextStyle.LABEL, "muted"),
            self._interests,
            row(declare, self._nothing, None, gap=S),
            S,
            label(tr("Scores"), TextStyle.LABEL, "muted"),
            self._progress,
            row(self._hand_in, self._reopen, self._send, None, gap=S),
            gap=S,
        )
        self._scroll = Scroll(column(Columns([main, seen], [details], 360), None, gap=L))
        self._empty = EmptyState(
            "vendors",
            tr("Nobody scores yet"),
            tr("Evaluators score alone, by office, so that one loud voice does not become everybody’s opinion."),
            tr("Add evaluator"),
            self.add,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        whole.addWidget(self._empty)

    def add(self) -> None:
        """Ask for an office and let it score."""
        initiative = self._session.initiative
        if initiative is None:
            return
        ask_text(
            self,
            tr("Add evaluator"),
            tr("Name the office, such as CISO office; papers name offices, not people."),
            tr("Office"),
            tr("Add evaluator"),
            lambda name: self._session.try_act(add_evaluator, initiative.id, name),
        )

    def assign(self) -> None:
        """Ask what the current evaluator is to score."""
        self._open(lambda evaluation, record: AssignDialog(self, self._session, evaluation, record.evaluator))

    def declare(self) -> None:
        """Ask for an interest of the current evaluator."""
        self._open(lambda evaluation, record: DeclareDialog(self, self._session, evaluation, record.evaluator))

    def declare_nothing(self) -> None:
        """Note that the current evaluator has nothing to declare."""
        if self.record is not None:
            self._session.act(declare_interest, self.record.evaluator.id, Nature.NONE.value)

    def rule(self) -> None:
        """Ask for a ruling on the first interest that waits for one, or else on the last."""
        conflicts = [each for each in self._declared() if each.nature is not Nature.NONE]
        waiting = [each for each in conflicts if each.blocks] or conflicts[-1:]
        if waiting and self._evaluation is not None:
            RuleDialog(self, self._session, self._evaluation, waiting[0]).open()

    def hand_in(self) -> None:
        """Ask whether the current evaluator's scores are to be handed in."""
        record = self.record
        if record is None:
            return
        still_open = record.asked - record.scored
        words = tr_n(still_open, "{count} cell is still open.", "{count} cells are still open.") if still_open else ""
        sentence = tr("They are locked then, and count. Reopening them takes a reason. {open}", open=words).strip()
        name = record.evaluator.name
        confirm(
            self,
            tr("Hand in the scores of “{name}”?", name=name),
            sentence,
            tr_n(record.scored, "Hand in {count} score", "Hand in {count} scores"),
            lambda: self._session.try_act(submit_scores, record.evaluator.id),
        )

    def reopen(self) -> None:
        """Ask why the current evaluator's scores are to be opened again."""
        record = self.record
        if record is None:
            return
        ask_text(
            self,
            tr("Reopen the scores of “{name}”", name=record.evaluator.name),
            tr("They can be changed then. The history keeps who reopened them, when and why."),
            tr("Reason"),
            tr("Reopen"),
            lambda reason: self._session.try_act(reopen_scores, record.evaluator.id, reason),
        )

    def _open(self, make: Callable[[Evaluation, EvaluatorRecord], object]) -> None:
        if self.record is not None and self._evaluation is not None:
            make(self._evaluation, self.record).open()  # type: ignore[attr-defined]  (each makes a dialog)

    def _row(self, record: EvaluatorRecord) -> list[str]:
        assert self._evaluation is not None
        return [
            record.evaluator.name,
            task_words(self._evaluation, record.evaluator.id),
            tr("{done} of {all}", done=record.scored, all=record.asked),
            declaration_words(record.declaration),
            handed_in_words(record),
        ]

    def _show_current(self) -> None:
        record, evaluation = self.record, self._evaluation
        for action in self.actions_of_tab():
            action.look_again()
        if record is None or evaluation is None:
            return
        self._title.setText(record.evaluator.name)
        is_in = record.evaluator.submitted_at is not None
        self._state.show_state(tr("handed in") if is_in else "", "good")
        self._task.setText(task_words(evaluation, record.evaluator.id))
        clear(self._interests)
        declared = self._declared()
        for each in declared:
            self._interests.addLayout(self._interest(evaluation, each))
        if not declared:
            self._interests.addWidget(
                caption(tr("Nothing was declared yet, not even that there is nothing."), wrap=True)
            )
        self._nothing.setVisible(not declared)
        self._hand_in.setVisible(not is_in)
        self._reopen.setVisible(is_in)
        self._progress.setText(_progress_words(record))
        self._blind_words.setText(_blind_words(evaluation.initiative.is_blind))

    def _interest(self, evaluation: Evaluation, conflict: Conflict):
        line, ruling = conflict_words(evaluation, conflict)
        words = label(line, wrap=True)
        below = [caption(ruling, wrap=True)] if ruling else []
        acts: list[QWidget] = []
        if conflict.nature is not Nature.NONE:
            acts.append(link(tr("Rule…"), lambda: self._rule_on(conflict), f"evaluators.rule.{conflict.id}"))
        acts.append(link(tr("Withdraw"), lambda: self._withdraw(conflict), f"evaluators.withdraw.{conflict.id}"))
        allow(why_read_only(self._session), *acts)
        if conflict.blocks:
            words.set_tone("warn")
        return column(words, *below, row(*acts, None, gap=M), gap=XS)

    def _rule_on(self, conflict: Conflict) -> None:
        if self._evaluation is not None:
            RuleDialog(self, self._session, self._evaluation, conflict).open()

    def _withdraw(self, conflict: Conflict) -> None:
        self._session.act(withdraw_declaration, conflict.id)

    def _declared(self) -> list[Conflict]:
        if self._evaluation is None or self.record is None:
            return []
        declared = [each for each in self._evaluation.conflicts if each.evaluator_id == self.record.evaluator.id]
        real = [each for each in declared if each.nature is not Nature.NONE]
        return real or declared  # that there was nothing is no longer true beside an interest

    def _on_blind(self, key: str) -> None:
        initiative = self._session.initiative
        if initiative is not None and not self._session.did(score_blindly, initiative.id, key == BLIND):
            self.load()

    def _why_read_only(self) -> str:
        return why_read_only(self._session)

    def _why_nobody(self) -> str:
        return "" if self.record is not None else tr("Add an evaluator first.")

    def _why_not(self) -> str:
        return self._why_read_only() or self._why_nobody()

    def _why_no_ruling(self) -> str:
        declared = any(each.nature is not Nature.NONE for each in self._declared())
        return self._why_not() or ("" if declared else tr("Nothing was declared."))

    def _why_locked(self) -> str:
        is_in = self.record is not None and self.record.evaluator.submitted_at is not None
        return self._why_not() or (tr("They are handed in already.") if is_in else "")

    def _why_unlocked(self) -> str:
        is_in = self.record is not None and self.record.evaluator.submitted_at is not None
        return self._why_not() or ("" if is_in else tr("They are not handed in yet."))


def _summary(report: PanelReport) -> str:
    """Return how far all of them are, in a sentence or three."""
    count = len(report.records)
    done = sum(each.evaluator.submitted_at is not None for each in report.records)
    parts = [
        tr_n(count, "{count} evaluator; {done} handed in.", "{count} evaluators; {done} handed in.", done=done),
    ]
    if report.blocking:
        parts.append(
            tr_n(
                len(report.blocking),
                "{count} interest keeps somebody from scoring.",
                "{count} interests keep somebody from scoring.",
            )
        )
    return " ".join(parts)


def _progress_words(record: EvaluatorRecord) -> str:
    text = tr("{done} of {all} cells are scored.", done=record.scored, all=record.asked)
    if record.is_sealed:
        return f"{text} {tr('They are hidden from the others and do not count until they are handed in.')}"
    return text


def _blind_words(is_blind: bool) -> str:
    if is_blind:
        return tr("Nobody sees what others gave, and it counts for nothing, until it is handed in.")
    return tr("Everybody sees all scores at once, and each counts as soon as it is given.")

"""Find the weights of a level: which, whose, how, and at once what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.stakes import Stake
from outsource_desk.domain.weighting import Purpose, WeightMethod
from outsource_desk.domain.weighting_errors import ReasonMissingError
from outsource_desk.services.found_weights import Said, found_weights, what_steps_count
from outsource_desk.services.weighting import record_weighting, weigh_anew
from outsource_desk.ui.formats import day
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.pages.page import Shell
from outsource_desk.ui.scoring.weighting.amounts import AmountsPane
from outsource_desk.ui.scoring.weighting.draft import Draft
from outsource_desk.ui.scoring.weighting.outcome import OutcomePane
from outsource_desk.ui.scoring.weighting.pairs import PairsPane
from outsource_desk.ui.scoring.weighting.words import (
    effect_words,
    method_choices,
    method_hint,
    swing_question,
    worth_words,
)
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.choice import Choice, choice
from outsource_desk.ui.widgets.layout import button, caption, card, clear, column, holder, label, row
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.scroll import Scroll

OFFICIAL, PERSON, LENS = "official", "new person", "new lens"
WIDE, HIGH = 960, 620
OUTCOME = 280  # pixels


class WeightingDialog(QDialog):
    """Choices above, questions on the left, what follows on the right; nothing is written before Apply."""

    def __init__(
        self, parent: QWidget, window: Shell, parent_id: int | None = None, weight_set_id: int | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("weighting")
        self.setWindowTitle(tr("Find weights"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._window, self._session = window, window.session
        self._drafts: dict[tuple[int | None, str, WeightMethod], Said] = {}  # typed, not applied
        self._asked_anew: set[tuple[int | None, str]] = set()  # whose steps are those of today, not as when weighed
        self._pane: AmountsPane | PairsPane | None = None
        self.level, self.whose, self.method = self._levels(parent_id), self._people(weight_set_id), Choice()
        self._draft = self._read()
        self._build()
        self._offer_methods()
        self._show_pane()
        for field in (self.level, self.whose):
            field.activated.connect(self._on_subject)
        self.method.activated.connect(self._show_pane)
        room = parent.window().size()
        self.resize(min(scaled(WIDE), room.width() - L), min(scaled(HIGH), room.height() - L))

    def apply(self) -> None:
        """Keep the answers and apply what follows; a refusal is shown in place."""
        key = str(self.whose.currentData())
        try:
            self._apply(key)
        except DeskError as error:
            self._show_refusal(error)
            return
        words = tr("Weights of “{level}” found.", level=self.level.currentText())
        self._window.toast(words, tr("Undo"), self._session.way_back())
        self.accept()

    def _apply(self, key: str) -> None:
        initiative_id, draft = self._session.initiative_id, self._draft
        assert initiative_id is not None
        if key in (PERSON, LENS):
            purpose = Purpose.PERSON if key == PERSON else Purpose.LENS
            name, who = self._name.text().strip(), self._given_by.text().strip()
            self._session.try_act(weigh_anew, initiative_id, draft.parent_id, self._said(), name, purpose, given_by=who)
            return
        needs_reason = not self._reason_row.isHidden()
        if needs_reason and not self._reason.text().strip():
            raise ReasonMissingError
        self._session.try_act(
            record_weighting,
            initiative_id,
            draft.parent_id,
            self._said(),
            weight_set_id=draft.weight_set_id,
            given_by=self._given_by.text().strip(),
            reason=self._reason.text() if needs_reason else None,
        )

    def _levels(self, parent_id: int | None) -> Choice:
        evaluation = self._session.evaluation
        assert evaluation is not None
        paths, groups = criterion_paths(evaluation.criteria), {each.parent_id for each in evaluation.criteria}
        options = [("", tr("The top level")), *((str(each), paths[each]) for each in paths if each in groups)]
        field = choice(options)
        field.setCurrentIndex(max(0, field.findData(str(parent_id or ""))))
        return _named(field, "weighting.level", tr("Level"))

    def _people(self, weight_set_id: int | None) -> Choice:
        evaluation = self._session.evaluation
        assert evaluation is not None
        others = [each for each in evaluation.weight_sets if each.purpose is not Purpose.OFFICIAL]
        new = [(PERSON, tr("A person, not listed yet…")), (LENS, tr("A lens, not listed yet…"))]
        field = choice([(OFFICIAL, tr("The official weights")), *((str(each.id), each.name) for each in others), *new])
        field.setCurrentIndex(max(0, field.findData(OFFICIAL if weight_set_id is None else str(weight_set_id))))
        return _named(field, "weighting.whose", tr("Whose weights"))

    def _read(self) -> Draft:
        evaluation, ranking = self._session.evaluation, self._session.ranking
        assert evaluation is not None
        assert ranking is not None
        key, level = str(self.whose.currentData()), str(self.level.currentData())
        set_id = int(key) if key.isdecimal() else None
        return Draft(evaluation, ranking, int(level) if level else None, set_id, key == OFFICIAL)

    def _build(self) -> None:
        _named(self.method, "weighting.method", tr("Method"))
        choices = row(
            *(_under(title, field) for title, field in (
                (tr("&Level"), self.level), (tr("&Whose weights"), self.whose), (tr("&Method"), self.method),
            )),
            gap=M,
        )  # fmt: skip
        self._name, self._name_row = _line("weighting.name", tr("&Name"))
        self._reason, self._reason_row = _line("weighting.reason", tr("&Reason: the weights are frozen"))
        self._given_by, given = _line("weighting.given_by", tr("&Answered by"))
        self._question, self._hint = label("", TextStyle.SECTION, wrap=True), label("", tone="muted", wrap=True)
        self._question.setObjectName("weighting.question")
        self._questions: QVBoxLayout = column(gap=0)
        self._moved: QVBoxLayout = column(gap=0)
        ask = card(self._question, self._hint, self._moved, S, self._questions, None, gap=S)
        self._outcomes = QStackedLayout()
        side = holder(self._outcomes)
        side.setFixedWidth(scaled(OUTCOME))
        panes = row(Scroll(column(ask, gap=0)), side, gap=L)
        panes.setStretch(0, 1)
        self._error = label("", tone="bad", wrap=True)
        self._error.setObjectName("weighting.error")
        self._error.hide()
        cancel = button(tr("Cancel"), self.reject, name="weighting.cancel")
        self._do = button(tr("Apply"), self.apply, kind="primary", name="weighting.apply")
        foot = row(given, self._name_row, self._reason_row, cancel, self._do, gap=M)
        for place in range(3):
            foot.setStretch(place, 1)
        for each in (cancel, self._do):
            foot.setAlignment(each, Qt.AlignmentFlag.AlignBottom)
        body = column(choices, panes, self._error, foot, gap=L, margins=(XL, XL, XL, L))
        body.setStretch(1, 1)
        self.setLayout(body)

    def _offer_methods(self) -> None:
        """Offer the methods, with the one on that the level was weighed by; else swing where steps are known."""
        kept = self._draft.elicitation
        self.method.clear()
        for value, words in method_choices():
            self.method.addItem(words, value)
        steps = sum(each.has_step for each in self._draft.stakes.values())
        usual = WeightMethod.SWING if steps > 1 else WeightMethod.DIRECT
        self.method.setCurrentIndex(self.method.findData(kept.method if kept else usual))
        self._given_by.setText(kept.given_by if kept else "")
        frozen = self._draft.evaluation.initiative
        is_frozen = self._draft.is_official and frozen.weights_frozen_at is not None
        self._reason_row.setVisible(is_frozen)
        self._reason.setText(frozen.weights_reason if is_frozen else "")
        self._name_row.setVisible(str(self.whose.currentData()) in (PERSON, LENS))

    def _on_subject(self) -> None:
        self._draft = self._read()
        self._offer_methods()
        self._show_pane()

    def _show_pane(self) -> None:
        draft, method = self._draft, WeightMethod(str(self.method.currentData()))
        clear(self._questions)
        is_pairs = method is WeightMethod.PAIRWISE
        is_swing = method is WeightMethod.SWING
        stakes = self._stakes(method)
        shown = PairsPane(draft.level, stakes) if is_pairs else AmountsPane(draft.level, method, stakes)
        self._pane = shown
        self._questions.addWidget(shown)
        self._question.setText(swing_question(tuple(stakes.values())) if is_swing else method_hint(method))
        self._hint.setText(method_hint(method))
        self._hint.setVisible(is_swing)
        self._show_moved(is_swing and stakes != draft.stakes)
        self._outcome = OutcomePane(draft.level)
        while (old := self._outcomes.currentWidget()) is not None:
            self._outcomes.removeWidget(old)
            old.deleteLater()
        self._outcomes.addWidget(self._outcome)
        key = draft.parent_id, str(self.whose.currentData()), method
        said = self._drafts.get(key) or draft.beginning(method)
        if isinstance(shown, PairsPane):
            shown.show_answers(said.judgements)
        else:
            shown.show_answers(said.answers)
        shown.changed.connect(self._on_answer)
        self._on_answer()
        first = shown.scale if isinstance(shown, PairsPane) else shown.first
        if first is not None and not self.method.hasFocus():
            first.setFocus()

    def _said(self) -> Said:
        """Return what has been answered.

        Raises:
            NotANumberError: something that was typed is no number.
        """
        method, pane = WeightMethod(str(self.method.currentData())), self._pane
        if isinstance(pane, PairsPane):
            return Said(method, judgements=pane.judgements())
        assert pane is not None
        if method is WeightMethod.SWING:
            stakes = self._stakes(method).values()
            ends = {each.criterion_id: each.ends for each in stakes if each.ends is not None}
            return Said(method, pane.answers(), ends=ends)
        return Said(method, pane.answers())

    def _stakes(self, method: WeightMethod) -> dict[int, Stake]:
        """Return the steps that are asked about: those that were judged, until the level is asked about anew."""
        key = self._draft.parent_id, str(self.whose.currentData())
        is_then = method is WeightMethod.SWING and key not in self._asked_anew
        return self._draft.stakes_then if is_then else self._draft.stakes

    def _show_moved(self, has_moved: bool) -> None:
        """Offer the steps of today where swings were given to others."""
        clear(self._moved)
        if has_moved:
            words = tr("The answers are about the steps as they were when the level was weighed; now they are others.")
            self._moved.addWidget(Notice("warn", words, tr("Ask about today’s steps"), self._ask_anew))

    def _ask_anew(self) -> None:
        self._asked_anew.add((self._draft.parent_id, str(self.whose.currentData())))
        self._show_pane()

    def _on_answer(self) -> None:
        """Show what follows from the answers as they are."""
        self._error.hide()
        draft, pane = self._draft, self._pane
        found = None
        try:
            said = self._said()
            self._drafts[draft.parent_id, str(self.whose.currentData()), said.method] = said
            found = found_weights(draft.level, said)
            shares, after, worth = draft.outcome(found.shares)
        except DeskError as error:
            self._outcome.show_shares(None, draft.shares_before)
            self._outcome.say("", "", say(str(error)))
        else:
            is_swing = said.method is WeightMethod.SWING
            steps = what_steps_count(draft.level, said, shares) if is_swing else None
            self._outcome.show_shares(shares, draft.shares_before, steps=steps)
            self._outcome.say(effect_words(draft.before, after), worth_words(worth), self._note())
        if isinstance(pane, PairsPane):
            pane.show_found(found)

    def _note(self) -> str:
        """Say what is locked, and when the level was weighed last."""
        notes: list[str] = []
        if locked := ", ".join(each.name for each in self._draft.locked):
            notes.append(tr("Locked, and left as it is: {names}.", names=locked))
        kept = self._draft.elicitation
        if kept is not None:
            when = day(kept.given_at)
            told = tr("Last weighed: {name}, kept on {day}.", name=kept.given_by, day=when)
            notes.append(told if kept.given_by else tr("Last weighed on {day}.", day=when))
            notes += [tr("The weights have been changed since.")] if self._draft.is_changed_since else []
        return " ".join(notes)

    def _show_refusal(self, error: DeskError) -> None:
        self._error.setText(f"{say(str(error))} {say(error.remedy)}")
        self._error.show()


def _named(field: Choice, name: str, words: str) -> Choice:
    field.setObjectName(name)
    field.setAccessibleName(words)
    return field


def _under(title: str, field: QWidget) -> QWidget:
    """Return a field under its title."""
    words = caption(title)
    words.setTextFormat(Qt.TextFormat.AutoText)
    words.setBuddy(field)
    return holder(column(words, field, gap=2))


def _line(name: str, title: str) -> tuple[QLineEdit, QWidget]:
    """Return a line to type in, and what holds it with its title."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(title.replace("&", ""))
    field.setMinimumWidth(scaled(120))
    field.setProperty("asks", True)
    return field, _under(title, field)

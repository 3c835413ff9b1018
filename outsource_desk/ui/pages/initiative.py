"""The initiative: what is decided and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.initiatives import delete_initiative, update_initiative
from outsource_desk.services.progress import Progress, progress_of
from outsource_desk.ui import formats
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.initiative.forms import PREFIX, READ, Fields, dates_form, decision_form, scope_form
from outsource_desk.ui.initiative.lists import Evaluators, Goals
from outsource_desk.ui.initiative.our_side import READ as READ_OUR_SIDE
from outsource_desk.ui.initiative.our_side import Criticality, our_side_form, waiting_form
from outsource_desk.ui.initiative.reading import days_left
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.pages.page import Page, Shell
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.vetting.setup.criticality import ask_criticality
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.empty import EmptyState
from outsource_desk.ui.widgets.layout import button, card, column, heading, holder, label, link, row, tool
from outsource_desk.ui.widgets.scroll import Scroll

WIDE = 960  # from here on the cards stand in two columns


class InitiativePage(Page):
    """Every field of an initiative, its goals and who scores."""

    topics = frozenset(
        ("initiative", "goal", "evaluator", "candidate", "vendor", "score", "agreed_score", "measurement")
    ) | {"criterion", "tiering_answer"}

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._progress: Progress | None = None
        self._make_actions()
        self._forms = [
            decision_form(self._save),
            scope_form(self._save),
            dates_form(self._save),
            our_side_form(self._save, self._currency),
            waiting_form(self._save),
        ]
        self._criticality = Criticality(self._ask_criticality)
        self.goals, self.evaluators = Goals(self), Evaluators(self)
        self._empty = EmptyState(
            "initiative",
            tr("No initiative yet"),
            tr("An initiative is one outsourcing decision: what is asked of the board, why, and by when."),
            tr("New initiative…"),
            self._ask_new,
            tr("See one in the sample"),
            self._open_sample,
        )
        self._scroll = Scroll(
            column(self._build_head(), self._build_gaps(), self._build_body(), gap=L, margins=(XL, XL, XL, XL))
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._empty)

    def title(self) -> str:
        return tr("Initiative")

    def load(self) -> None:
        evaluation, ranking = self.session.evaluation, self.session.ranking
        self._stack.setCurrentWidget(self._scroll if evaluation else self._empty)
        self._delete.look_again()
        self._guard(why_read_only(self.session))
        if evaluation is None or ranking is None:
            return
        for form in self._forms:
            form.show_initiative(evaluation.initiative)
        self.goals.show_evaluation(evaluation)
        self.evaluators.show_evaluation(evaluation)
        self._criticality.show_evaluation(evaluation)
        self._show_head(evaluation)
        self._show_gaps(progress_of(self.session.desk, evaluation, ranking))
        names = ", ".join(candidate.name for candidate in evaluation.candidates)
        self._candidates.setText(names or tr("Nobody competes yet."))

    def reveal(self, place: Place) -> None:
        target: QWidget | None = self._field(place.field)
        if place.thing == "goal" and place.id is not None:
            self.goals.select(place.id)
            target = self.goals.table
        elif place.field == "goals":
            target = self.goals.findChild(QWidget, "goals.add")
        elif place.thing == "evaluator" and place.id is not None:
            self.evaluators.select(place.id)
            target = self.evaluators.table
        if target is not None:
            self._scroll.ensureWidgetVisible(target, 0, scaled(96))
            target.setFocus()

    def first_focus(self) -> QWidget | None:
        if self.session.initiative_id is None:
            return self._empty.button
        missing = self._progress.missing_fields if self._progress else ()
        return self._field(missing[0] if missing else "name") or self._field("name")

    def page_actions(self) -> list[Action]:
        return [self._ask_criticality, self._delete]

    def state(self) -> dict[str, Any]:
        return {"scroll": self._scroll.place()}

    def restore(self, state: dict[str, Any]) -> None:
        self._scroll.go_to(int(state.get("scroll", 0)))

    def leave(self) -> None:
        for form in self._forms:
            form.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(WIDE)
        side = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side)

    def _save(self, field: str, text: str) -> None:
        initiative_id = self.session.initiative_id
        if initiative_id is not None:  # else it was deleted while somebody was typing
            read = {**READ, **READ_OUR_SIDE}.get(field, str)
            self.session.try_act(update_initiative, initiative_id, field, read(text))

    def _currency(self) -> str:
        return self.session.initiative.currency if self.session.initiative else ""

    def _on_chosen(self, place: int) -> None:
        self.session.show_initiative(self._chooser.itemData(place))

    def _on_delete(self) -> None:
        initiative = self.session.initiative
        if initiative is not None and self.session.did(delete_initiative, initiative.id):
            self.toast_done(tr("“{name}” deleted. Its vendors stay in the directory.", name=initiative.name))

    def _on_next_gap(self) -> None:
        if self._progress and self._progress.missing_fields:
            self.reveal(Place("initiative", field=self._progress.missing_fields[0]))

    def _guard(self, why: str) -> None:
        """Forbid every change and say why; an empty reason allows them."""
        for form in self._forms:
            form.set_read_only(bool(why))
        for rows in (self.goals, self.evaluators):
            rows.set_read_only(why)
        allow(why, self._new, self._empty.button)

    def _why_no_delete(self) -> str:
        none = "" if self.session.initiative_id is not None else tr("This file holds no initiative yet.")
        return why_read_only(self.session) or none

    def _ask_new(self) -> None:
        self.window_.actions_of_window["file.new_initiative"].trigger()

    def _open_sample(self) -> None:
        self.window_.actions_of_window["file.sample"].trigger()

    def _go_to_vendors(self) -> None:
        self.go(Place("vendors"))

    def _make_actions(self) -> None:
        self._ask_criticality = make_action(
            self,
            "initiative.criticality",
            tr("How criti&cal is the function…"),
            lambda: ask_criticality(self.window_),
            icon="shield",
            why_not=lambda: "" if self.session.initiative_id is not None else tr("This file holds no initiative yet."),
        )
        self._delete = make_action(
            self,
            "initiative.delete",
            tr("&Delete initiative"),
            self._on_delete,
            icon="trash",
            why_not=self._why_no_delete,
        )

    def _build_head(self) -> QBoxLayout:
        self._name = label("", TextStyle.TITLE, wrap=True)
        self._said = label("", tone="muted", wrap=True)
        self._chooser = Choice()
        self._chooser.setObjectName("initiative.chooser")
        self._chooser.setAccessibleName(tr("Initiative on all pages"))
        self._chooser.setMaximumWidth(scaled(280))
        self._chooser.activated.connect(self._on_chosen)
        words = column(self._name, self._said, gap=XS)
        self._new = button(tr("New initiative…"), self._ask_new, icon="plus", name="initiative.new")
        head = row(holder(words), self._chooser, self._new, tool(self._delete), gap=S)
        head.setStretch(0, 1)
        return head

    def _build_gaps(self) -> QWidget:
        self._gaps = label("", tone="muted", wrap=True)
        line = row(self._gaps, link(tr("Next gap"), self._on_next_gap, "initiative.next_gap"), gap=S)
        line.setStretch(0, 1)
        self._gap_line = holder(line)
        return self._gap_line

    def _build_body(self) -> QBoxLayout:
        decision, scope, dates, our_side, waiting = self._forms
        self._candidates = label("", wrap=True)
        candidates = card(
            heading(tr("Candidates")),
            self._candidates,
            link(tr("Choose on Vendors"), self._go_to_vendors, "initiative.vendors"),
        )
        first = (_titled(tr("The decision"), decision), _titled(tr("Scope"), scope))
        wide = column(*first, _titled(tr("Our side"), our_side), None, gap=L)
        critical = card(heading(tr("How critical it is")), self._criticality, gap=M)
        second = (_titled(tr("Dates"), dates), critical, _titled(tr("How long we can wait"), waiting))
        narrow = column(*second, card(self.evaluators), candidates, None, gap=L)
        self._columns = row(holder(wide), holder(narrow), gap=L)
        self._columns.setStretch(0, 5)
        self._columns.setStretch(1, 3)
        return column(self._columns, card(self.goals), None, gap=L)

    def _show_head(self, evaluation: Evaluation) -> None:
        initiative, count = evaluation.initiative, len(evaluation.candidates)
        said = [say(initiative.outsourcing_type.label)] if initiative.outsourcing_type else []
        said.append(tr_n(count, "{count} candidate", "{count} candidates"))
        if initiative.decision_date:
            day = formats.day(initiative.decision_date)
            said.append(tr("decision due {day}, {left}", day=day, left=days_left(initiative.decision_date)))
        self._name.setText(initiative.name)
        self._said.setText(" · ".join(said))
        every = self.session.initiatives()
        self._chooser.clear()
        for each in every:
            self._chooser.addItem(each.name, each.id)
        self._chooser.setCurrentIndex(self._chooser.findData(initiative.id))
        self._chooser.setVisible(len(every) > 1)

    def _show_gaps(self, progress: Progress) -> None:
        self._progress = progress
        left = len(progress.missing_fields)
        self._gaps.setText(
            tr_n(left, "The board paper still needs {count} field.", "The board paper still needs {count} fields.")
        )
        self._gap_line.setVisible(left > 0)

    def _field(self, name: str) -> QWidget | None:
        return self.findChild(QWidget, PREFIX + name) if name else None


def _titled(title: str, form: Fields) -> QWidget:
    return card(heading(title), form, gap=L)

"""The exit checklist: by phase and stream, with state, owner and proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.leaving import ExitItem, ExitPhase, ItemState, Stream
from outsource_desk.services.leaving import ItemNow, ItemProgress, item_progress, set_item_state
from outsource_desk.services.records import update_record
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.contingency.words import role_name
from outsource_desk.ui.dialogs.ask import ask_text
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.leaving.tab import ExitTab
from outsource_desk.ui.leaving.waive_dialog import SetAsideDialog
from outsource_desk.ui.leaving.words import ITEM_TONES, due_words, item_states, phases, streams
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.theme import L, M, S
from outsource_desk.ui.widgets.choice import Choice, choice, options
from outsource_desk.ui.widgets.folding_tabs import FoldingTabs
from outsource_desk.ui.widgets.layout import card, column, holder, label, row
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

_DUE = {ExitPhase.DESIGN: "contract", ExitPhase.MAINTAIN: "yearly", ExitPhase.MOBILISE: "T-180",
        ExitPhase.TRANSFER: "T-30", ExitPhase.CLOSE: "T+30"}  # fmt: skip
_ASIDE = (ItemState.WAIVED, ItemState.NOT_APPLICABLE)


@dataclass(frozen=True)
class ItemRow:
    """An item as the list shows it."""

    id: int
    code: str = ""
    wording: str = ""
    stream: Stream | str = Stream.GOVERNANCE
    due: str = ""
    owner: str = ""
    state: str = ItemState.OPEN  # “open again” where it has expired
    proof: str = ""
    tone: ItemState | None = None
    facts: str = ""  # whether it is mandatory, whose role it is, which proof is wanted
    aside: str = ""  # who set it aside, and why


class Items(Records):
    """The items of one phase; setting one aside asks by whom and why."""

    def __init__(self, tab: ChecklistTab, page: Page) -> None:
        self._tab = tab
        super().__init__(page, _kind(tab))

    def _update(self, record_id: int, field: str, value: object) -> None:
        if field == "state" and value in _ASIDE:
            self._tab.set_aside(record_id, ItemState(str(value)))
        else:
            super()._update(record_id, field, value)


class ChecklistTab(ExitTab):
    """Phases to choose from, their items, and more about the one that is selected."""

    KEY = "checklist"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._progress = ItemProgress((), 0, 0, 0)
        self._holders: dict[str, str] = {}
        self.phases = FoldingTabs(_phase_choices(self._progress), "exit.phases", tr("Phase of the exit"))
        self.streams: Choice = choice(options(streams(), none=tr("All streams")))
        self.streams.setObjectName("exit.streams")
        self.streams.setAccessibleName(tr("Stream of work"))
        self.streams.setMinimumContentsLength(max(len(words) for words in streams().values()))
        self.items = Items(self, page)
        self._count = label("", tone="muted", wrap=True)
        self._make_acts()
        self.phases.chosen.connect(lambda _key: self._show_items())
        self.streams.activated.connect(lambda _place: self._show_items())
        self.items.table.selectionModel().currentChanged.connect(lambda *_: self._tell())
        head = row(self.phases, self.streams, gap=M)
        head.setStretch(0, 1)
        body = column(
            column(holder(head), self._count, gap=S),
            card(self.items),
            None,
            gap=L,
            margins=(0, 0, S, 0),
        )
        self._scroll = Scroll(body)
        self.setLayout(column(self._scroll, gap=0))

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        del ranking
        self._progress = item_progress(evaluation)
        protection = evaluation.protection
        self._holders = {each.role: each.name for each in protection.contingency.roles} if protection else {}
        self._initiative_id = evaluation.initiative.id
        self.phases.show_choices(_phase_choices(self._progress))
        self._show_items()

    def first_focus(self) -> QWidget | None:
        return self.items.first_focus()

    def leave(self) -> None:
        self.items.commit()

    def tab_actions(self) -> list[Action]:
        return [*self._acts, *self.items.actions_of_list]

    def reveal(self, place: Place) -> None:
        found = next((each for each in self._progress.items if each.item.id == place.id), None)
        if found is None:
            return
        self.streams.setCurrentIndex(0)
        self.phases.choose(str(found.item.phase))
        self._show_items()
        self.items.select(found.item.id)
        self._scroll.ensureWidgetVisible(self.items.table)
        self.items.table.setFocus()

    def state(self) -> dict[str, Any]:
        return {"phase": self.phases.key, "stream": self.streams.currentData()}

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("phase") in [str(phase) for phase in ExitPhase]:
            self.phases.choose(state["phase"])
        self.streams.setCurrentIndex(max(0, self.streams.findData(state.get("stream", ""))))

    def given(self) -> dict[str, object]:
        """Return what a new item has besides what was typed."""
        phase = ExitPhase(self.phases.key)
        return {"phase": phase, "stream": self.streams.currentData() or Stream.GOVERNANCE, "due": _DUE[phase]}

    def person(self, item: ExitItem) -> str:
        """Return who looks after an item: its owner, else whoever holds its role."""
        return item.owner or self._holders.get(item.role, "")

    def set_aside(self, item_id: int, state: ItemState) -> None:
        """Ask by whom and why an item is set aside."""
        item = next(each.item for each in self._progress.items if each.item.id == item_id)
        SetAsideDialog(self, self.session, item, state).open()

    def _make_acts(self) -> None:
        def act(name: str, words: str, slot, icon: str = "") -> Action:
            return make_action(self, f"exit.{name}", words, slot, icon=icon, why_not=self._why_not)

        self._acts = [
            act("item_done", tr("Mark the item as done"), lambda: self._set_state(ItemState.DONE), "check"),
            act("item_open", tr("Open the item again"), lambda: self._set_state(ItemState.OPEN)),
            act("waive", tr("Waive the item…"), lambda: self._ask_aside(ItemState.WAIVED), "flag"),
            act("leave_out", tr("The item does not apply…"), lambda: self._ask_aside(ItemState.NOT_APPLICABLE)),
            act("item_due", tr("Change when the item is due…"), self._ask_due, "clock"),
        ]

    def _why_not(self) -> str:
        if why := why_read_only(self.session):
            return why
        return "" if self._chosen() is not None else tr("Select an item first.")

    def _chosen(self) -> ItemNow | None:
        if not hasattr(self, "items"):
            return None
        index = self.items.table.currentIndex()
        number = self.items.model.row_at(index.row()).id if index.isValid() else 0
        return next((each for each in self._progress.items if each.item.id == number), None)

    def _set_state(self, state: ItemState) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.session.did(set_item_state, chosen.item.id, state)

    def _ask_aside(self, state: ItemState) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.set_aside(chosen.item.id, state)

    def _ask_due(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        ask_text(
            self,
            tr("When is it due?"),
            tr("Write contract, yearly, or days around the end of service T: T-180, T, T+30."),
            tr("Due"),
            tr("Change it"),
            lambda text: self.session.try_act(update_record, "exit_item", chosen.item.id, "due", text),
            chosen.item.due,
        )

    def _show_items(self) -> None:
        if not hasattr(self, "_initiative_id"):
            return
        phase, stream = ExitPhase(self.phases.key), self.streams.currentData()
        found = [each for each in self._progress.of(phase) if not stream or each.item.stream == stream]
        found.sort(key=lambda each: list(Stream).index(each.item.stream))
        self.items.show_records(
            self._initiative_id, [_row(each, self.person(each.item), self._holders) for each in found]
        )
        self._count.setText(_counted(self._progress, phase))
        self._tell()

    def _tell(self) -> None:
        """Offer what can be done with the item that is selected."""
        for action in self._acts:
            action.look_again()


def _row(now: ItemNow, person: str, holders: dict[str, str]) -> ItemRow:
    item = now.item
    shown = str(item.state)
    if now.is_expired:
        shown = tr("Open again")
    elif item.state is ItemState.OPEN and not item.is_mandatory:
        shown = tr("Open, optional")
    due = due_words(item.due, now.due_on)
    return ItemRow(item.id, item.code, item.wording, item.stream, due, person, shown, item.proof,
                   None if now.is_expired else item.state,
                   " · ".join(filter(None, _facts(now, holders))), _aside_words(item))  # fmt: skip


def _facts(now: ItemNow, holders: dict[str, str]) -> tuple[str, ...]:
    item = now.item
    role = role_name(item.role)
    who = tr("Role: {role} ({name})", role=role, name=holders[item.role]) if holders.get(item.role) else (
        tr("Role: {role}", role=role) if role else ""
    )  # fmt: skip
    day = now.item.done_on
    return (
        tr("Mandatory") if item.is_mandatory else tr("Optional"),
        who,
        tr("Wanted: {proof}", proof=item.wanted) if item.wanted else "",
        tr("Last done {day}", day=due_words("", day)) if day else "",
        item.refs,
    )


def _aside_words(item: ExitItem) -> str:
    if item.state is ItemState.WAIVED:
        return tr("Waived by {name}: {reason}", name=item.waived_by, reason=item.reason)
    if item.state is ItemState.NOT_APPLICABLE:
        return tr("Does not apply, says {name}: {reason}", name=item.waived_by or tr("nobody"), reason=item.reason)
    return ""


def _phase_choices(progress: ItemProgress) -> list[tuple[str, str]]:
    """Return the phases with how many of their items ask for nothing now."""
    found = []
    for phase, words in phases().items():
        items = progress.of(phase)
        count = f"{words} {sum(each.is_settled for each in items)}/{len(items)}" if items else words
        found.append((str(phase), count))
    return found


def _counted(progress: ItemProgress, phase: ExitPhase) -> str:
    items = progress.of(phase)
    must = [each for each in items if each.item.is_mandatory and not each.is_settled]
    said = [
        tr_n(len(must), "{count} mandatory item is open.", "{count} mandatory items are open.")
        if must
        else tr("No mandatory item is open.")
    ]
    expired = sum(each.is_expired for each in items)
    if expired:
        said.append(
            tr_n(
                expired,
                "{count} was done more than a year ago and is open again.",
                "{count} were done more than a year ago and are open again.",
            )
        )
    return " ".join(said)


def _tone(row: ItemRow) -> tuple[str, str] | None:
    if not row.id:
        return None
    return ("warn", "history") if row.tone is None else ITEM_TONES[row.tone]


def _kind(tab: ChecklistTab) -> Kind:
    return Kind(
        table="exit_item",
        title=tr("Checklist"),
        columns=(
            Column("code", tr("Code"), lambda row: row.code, width=56),
            Column("wording", tr("Item"), lambda row: row.wording),
            Column("state", tr("State"), lambda row: row.state, choices=options(item_states()), tone=_tone, width=124),
            Column("owner", tr("Owner"), lambda row: row.owner, width=124),
            Column("due", tr("Due"), lambda row: row.due, None, width=116),
        ),
        more=(
            Column("facts", "", lambda row: row.facts, None),
            Column("aside", "", lambda row: row.aside, None),
            Column("proof", tr("Proof"), lambda row: row.proof),
            Column("stream", tr("Stream"), lambda row: str(row.stream), choices=options(streams())),
        ),
        key="wording",
        blank=lambda: ItemRow(0),
        add_text=tr("Add"),
        empty=tr("No item in this phase and stream."),
        deleted=lambda row: tr("“{name}” deleted.", name=row.wording),
        given=tab.given,
    )

"""The contract with whom we prefer: its terms, its clauses, and the days on which notice must be given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.governance import Clause, ClauseKind, ClauseLevel, Contract
from outsource_desk.services.clause_waivers import take_waiver_back
from outsource_desk.services.clauses import mandatory_levels, missing_clauses, settled_share
from outsource_desk.services.contracts import radar, start_contract
from outsource_desk.services.preferred import preferred_of
from outsource_desk.services.tiering import tier_of
from outsource_desk.ui.actions import Action, make_action
from outsource_desk.ui.governance import columns as c
from outsource_desk.ui.governance import words
from outsource_desk.ui.governance.radar_card import RadarCard
from outsource_desk.ui.governance.tab import GovernanceTab, governance_of
from outsource_desk.ui.governance.terms_card import TermsCard
from outsource_desk.ui.governance.waiver_dialog import ClauseWaiverDialog
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import FIELD, L, M, S, scaled
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice, options
from outsource_desk.ui.widgets.layout import button, caption, card, column, heading, holder, label, row, small_button
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll
from outsource_desk.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate
    from outsource_desk.ui.pages.page import Page
    from outsource_desk.ui.places import Place

MISSING = "missing"


class ContractTab(GovernanceTab):
    """One contract at a time; first that of whom we prefer."""

    KEY = "contract"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._evaluation: Evaluation | None = None
        self._chosen: int | None = None  # by the user
        self._candidate: Candidate | None = None
        self.candidates = Choice()
        self.candidates.setObjectName("contract.candidate")
        self.candidates.setAccessibleName(tr("Contract with"))
        self.candidates.setMinimumContentsLength(16)
        self.candidates.activated.connect(self._on_candidate)
        self.state_chip = Chip()
        self.radar, self.terms = RadarCard(), TermsCard(page)
        self.kinds = Segments(_kinds(None, 0), "contract.clauses", tr("Which clauses"))
        self.kinds.chosen.connect(lambda _key: self._show_clauses())
        self.clauses = Records(page, _clause_kind(self))
        self.clauses.table.selectionModel().currentChanged.connect(lambda *_: self._look_again())
        self._acts = [
            make_action(
                self, "contract.waive", tr("Waive the clause…"), self._waive, icon="gate", why_not=self._no_clause
            ),
            make_action(
                self, "contract.unwaive", tr("Take the waiver back"), self._take_back, icon="undo",
                why_not=self._no_waiver,
            ),
        ]  # fmt: skip
        self.clauses.table.set_menu(self._acts)
        self._build()

    def _build(self) -> None:
        whose = holder(row(caption(tr("Contract with")), self.candidates, gap=M))
        state = holder(row(self.state_chip, gap=0))
        state.setMinimumHeight(scaled(FIELD))
        head = holder(Flow((whose, state), M, S))
        self._none = label("", tone="muted", wrap=True)
        self._begin = button(tr("Begin the contract"), self._start, kind="primary", name="contract.begin")
        self._without = card(heading(tr("No contract yet")), self._none, row(self._begin, None), gap=M)
        self._radar_card = card(self.radar)
        self._terms_card = card(heading(tr("Terms")), self.terms, gap=M)
        waive = small_button(tr("Waive the clause…"), self._acts[0].trigger, "contract.waive_button")
        self._clauses_card = card(holder(Flow((self.kinds, waive), M, S)), self.clauses, gap=M)
        body = column(
            head, self._without, self._radar_card, self._terms_card, self._clauses_card, None, gap=L
        )  # fmt: skip
        self.setLayout(column(Scroll(body), gap=0))

    @property
    def contract(self) -> Contract | None:
        """Return the contract on screen."""
        if self._evaluation is None or self._candidate is None:
            return None
        return governance_of(self._evaluation).contract(self._candidate.id)

    def show_evaluation(self, evaluation: Evaluation, ranking: Ranking) -> None:
        self._evaluation = evaluation
        vendors = [each for each in evaluation.candidates if not each.is_in_house]
        self._candidate = self._current(vendors, preferred_of(evaluation, ranking))
        self._offer(vendors)
        contract, blips = self.contract, radar(evaluation)
        self._radar_card.setVisible(bool(blips))
        self.radar.show_radar(blips)
        self._without.setVisible(contract is None)
        for each in (self._terms_card, self._clauses_card):
            each.setVisible(contract is not None)
        self._show_state(contract)
        if contract is not None:
            self.terms.show_contract(contract, evaluation.initiative.currency)
            self._show_clauses()
        self._look_again()

    def reveal(self, place: Place) -> None:
        if place.candidate_id is not None:
            self._choose(place.candidate_id)
        contract = self.contract
        found = [each for each in contract.clauses if each.id == place.id] if contract else []
        if place.thing == "clause" and found:
            self.kinds.choose(str(found[0].kind))
            self.clauses.select(found[0].id)
            self.clauses.table.setFocus()

    def tone_of(self, clause: Clause) -> words.Tone | None:
        """Return how the state of a clause is marked: one that nobody has to have may be missing."""
        tone = words.CLAUSE_TONES.get(clause.state) if clause.id else None
        is_asked = self._evaluation is None or clause.level in mandatory_levels(
            tier_of(self._evaluation.initiative, self._evaluation.tiering).tier
        )
        return tone if is_asked or clause.state.is_settled else ("quiet", "open")

    def first_focus(self) -> QWidget | None:
        return self.terms.first_focus() if self.contract is not None else self._begin

    def tab_actions(self) -> list[Action]:
        return self._acts

    def leave(self) -> None:
        if self.contract is not None:
            self.clauses.commit()
            self.terms.commit()

    def _current(self, vendors: list[Candidate], preferred: Candidate | None) -> Candidate | None:
        """Return whose contract to show: whom the user chose, else whom we prefer, else the first."""
        wanted = (self._chosen, preferred.id if preferred is not None else None)
        found = (each for key in wanted for each in vendors if each.id == key)
        return next(found, vendors[0] if vendors else None)

    def _offer(self, vendors: list[Candidate]) -> None:
        shown, wanted = self.candidates, [(each.name, each.id) for each in vendors]
        if wanted != [(shown.itemText(at), shown.itemData(at)) for at in range(shown.count())]:
            shown.clear()
            for name, candidate_id in wanted:
                shown.addItem(name, candidate_id)
        if self._candidate is not None:
            self.candidates.setCurrentIndex(self.candidates.findData(self._candidate.id))
            self._none.setText(
                tr(
                    "Begin it with {name}: its terms decide how long leaving takes, and every clause that should be"
                    " in it is listed to be asked for, agreed or waived.",
                    name=self._candidate.name,
                )
            )
        else:
            self._none.setText(tr("Choose candidates first; a contract is made with a vendor."))
        why = why_read_only(self.session) or ("" if self._candidate else tr("There is no vendor to contract with."))
        allow(why, self._begin)

    def _show_state(self, contract: Contract | None) -> None:
        if contract is None or self._evaluation is None or self._candidate is None:
            self.state_chip.show_state("", "quiet")
            return
        lacking = len(missing_clauses(self._evaluation, self._candidate.id))
        if lacking:
            said = tr_n(lacking, "{count} mandatory clause missing", "{count} mandatory clauses missing")
            self.state_chip.show_state(said, "bad")
        else:
            self.state_chip.show_state(tr("Every mandatory clause is settled"), "good")
        self.kinds.show_choices(_kinds(contract, sum(not each.state.is_settled for each in contract.clauses)))

    def _show_clauses(self) -> None:
        contract, key = self.contract, self.kinds.key
        if contract is None:
            return
        rows = [
            each for each in contract.clauses if (key == MISSING and not each.state.is_settled) or str(each.kind) == key
        ]
        self.clauses.show_records(contract.id, rows)

    def _start(self) -> None:
        if self._candidate is not None and self.session.did(start_contract, self._candidate.id):
            self.page.toast_done(tr("Contract with {name} begun.", name=self._candidate.name))

    def _on_candidate(self, _place: int) -> None:
        self._choose(int(self.candidates.currentData()))

    def _choose(self, candidate_id: int) -> None:
        self.leave()
        self._chosen = candidate_id
        if self._evaluation is not None and self.session.ranking is not None:
            self.show_evaluation(self._evaluation, self.session.ranking)

    @property
    def clause(self) -> Clause | None:
        """Return the clause that is selected."""
        index = self.clauses.table.currentIndex()
        found = self.clauses.model.row_at(index.row()) if index.isValid() else None
        return found if found is not None and found.id else None

    def _no_clause(self) -> str:
        return why_read_only(self.session) or ("" if self.clause is not None else tr("Select a clause first."))

    def _no_waiver(self) -> str:
        is_waived = self.clause is not None and bool(self.clause.waived_by)
        return why_read_only(self.session) or ("" if is_waived else tr("Select a clause that is waived."))

    def _waive(self) -> None:
        if self.clause is not None:
            ClauseWaiverDialog(self.page.window(), self.session, self.clause).open()

    def _take_back(self) -> None:
        if self.clause is not None:
            self.session.did(take_waiver_back, self.clause.id)

    def _look_again(self) -> None:
        for each in self._acts:
            each.look_again()


def _kinds(contract: Contract | None, missing: int) -> list[tuple[str, str]]:
    names = {ClauseKind.CONTRACT: tr("Contract"), ClauseKind.IP: tr("IP")}
    told = []
    for kind, name in names.items():
        done, of = settled_share(contract, kind) if contract is not None else (0, 0)
        told.append((str(kind), tr("{name} {done}/{all}", name=name, done=done, all=of)))
    return [*told, (MISSING, tr("Open {count}", count=missing))]


def _clause_kind(tab: ContractTab) -> Kind:
    return Kind(
        table="clause",
        title=tr("Clauses"),
        columns=(
            Column("code", tr("No."), lambda row: row.code, None, width=64),
            c.text("title", tr("Clause")),
            Column(
                "state",
                tr("State"),
                lambda row: str(row.state),
                choices=options(words.clause_states()),
                width=152,
                tone=tab.tone_of,
            ),
            c.chosen("level", tr("Mandatory"), words.levels(), 160),
            c.text("number", tr("In the contract"), 112),
        ),
        more=(
            Column("refs", tr("Asked for by"), lambda row: row.refs.replace("\n", "; "), None),
            c.text("ask", tr("Ask for")),
            c.text("note", tr("Note")),
            c.text("waived_by", tr("Waived by")),
            c.text("reason", tr("Reason")),
        ),
        key="title",
        blank=lambda: Clause(0, 0, ClauseKind.CONTRACT, "", "", level=ClauseLevel.ALL),
        add_text=tr("Add"),
        empty=tr("None of these is open."),
        deleted=lambda each: tr("{name} deleted.", name=each.title),
        given=partial(_given, tab),
    )


def _given(tab: ContractTab) -> dict[str, object]:
    return {"kind": ClauseKind.IP if tab.kinds.key == ClauseKind.IP else ClauseKind.CONTRACT}

"""A vendor's part in the initiatives: where it competes, how it stands, and taking it in or out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from outsource_desk.domain.ranking import Evaluation, GateStatus
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.candidates import add_candidate, remove_candidate, update_candidate
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vendors import Candidacy, candidacies
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.models.vendors import VendorRow
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.places import Place
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import M, S, TextStyle
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import caption, clear, column, heading, holder, label, link, row, small_button
from outsource_desk.ui.widgets.paragraph import Paragraph

INCUMBENT, NOTE = "candidate.is_incumbent", "candidate.note"


class Candidacies(QWidget):
    """Where a vendor is a candidate; who runs the service today and a note for the present initiative."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._row: VendorRow | None = None
        self._lines: QVBoxLayout = column(gap=S)
        self.form = Form(self._save, label_width=112)
        answers = choice([("", tr("No")), ("yes", tr("Yes"))])
        self.form.add_row(tr("Incumbent"), answers, name=INCUMBENT, help_text=tr("Runs the service today."))
        self.form.add_row(tr("Note"), Paragraph(), name=NOTE)
        self.add_button = small_button("", lambda: make_candidate(page, self._row), "vendor.add_candidate")
        self.setLayout(column(heading(tr("Candidate")), self._lines, self.form, self.add_button, gap=M))

    def show_row(self, row: VendorRow) -> None:
        """Show where a vendor, or an in-house option, competes."""
        self._row = row
        clear(self._lines)
        desk, evaluation = self._page.session.desk, self._page.session.evaluation
        found = candidacies(desk, row.key[1]) if row.key[0] == "vendor" else ()
        for candidacy in found:
            self._lines.addWidget(self._line(candidacy))
        candidate = _candidate(evaluation, row.candidate_id)
        self.form.setVisible(candidate is not None)
        if candidate is not None:
            self.form.show_subject(candidate.id)
            self.form.show_value(INCUMBENT, "yes" if candidate.is_incumbent else "")
            self.form.show_value(NOTE, candidate.note)
        why = why_read_only(self._page.session)
        self.form.set_read_only(bool(why))
        allow(why, self.add_button)
        name = evaluation.initiative.name if evaluation else ""
        self.add_button.setText(tr("Make it a candidate"))  # the whole sentence would not fit a small window
        self.add_button.setAccessibleName(tr("Add as candidate to “{initiative}”", initiative=name))
        self.add_button.setVisible(bool(name) and row.kind is not None and candidate is None)

    def remove(self, candidate_id: int, name: str, initiative_id: int, initiative: str) -> None:
        """Take a candidate out of an initiative."""
        session = self._page.session
        count = _count_of(load_evaluation(session.desk, initiative_id), candidate_id)
        if not session.did(remove_candidate, candidate_id):
            return
        said = tr_n(
            count,
            "{name} removed from “{initiative}” with {count} score.",
            "{name} removed from “{initiative}” with {count} scores.",
            name=name,
            initiative=initiative,
        )
        self._page.toast_done(said)

    def _line(self, candidacy: Candidacy) -> QWidget:
        initiative, candidate = candidacy.initiative, candidacy.candidate
        is_present = initiative.id == self._page.session.initiative_id
        name = label(initiative.name, TextStyle.STRONG if is_present else TextStyle.BODY, wrap=True)
        scoring = Place("scoring", candidate_id=candidate.id, initiative_id=initiative.id)
        acts = (
            link(tr("Scores"), lambda: self._page.go(scoring), f"candidacy.scores.{candidate.id}"),
            small_button(
                tr("Remove"),
                lambda: self.remove(candidate.id, candidate.name, initiative.id, initiative.name),
                f"candidacy.remove.{candidate.id}",
            ),
        )
        allow(why_read_only(self._page.session), acts[1])
        acts[1].setAccessibleName(tr("Remove from “{initiative}”", initiative=initiative.name))
        line = row(holder(column(name, caption(_standing(candidacy), wrap=True), gap=0)), *acts, gap=S)
        line.setStretch(0, 1)
        return holder(line)

    def _save(self, name: str, text: str) -> None:
        assert self._row is not None
        assert self._row.candidate_id is not None
        field = name.removeprefix("candidate.")
        value: object = bool(text) if name == INCUMBENT else text
        self._page.session.try_act(update_candidate, self._row.candidate_id, field, value)


def why_no_candidate(page: Page, row: VendorRow | None) -> str:
    """Return why a vendor cannot be made a candidate; nothing if it can."""
    if why := why_read_only(page.session):
        return why
    if page.session.evaluation is None:
        return tr("This file holds no initiative yet.")
    if row is None or row.kind is None:
        return tr("Select a vendor first.")
    return tr("It is a candidate already.") if row.candidate_id is not None else ""


def make_candidate(page: Page, row: VendorRow | None) -> None:
    """Make a vendor a candidate of the present initiative, and say so."""
    session, initiative = page.session, page.session.initiative
    if row is not None and initiative is not None and session.did(add_candidate, initiative.id, row.key[1]):
        page.toast_done(tr("{name} competes in “{initiative}”.", name=row.name, initiative=initiative.name))


def _standing(candidacy: Candidacy) -> str:
    if candidacy.gate is GateStatus.FAILED:
        return tr("Not ranked: a gate failed")
    if candidacy.rank is None:
        return tr("Not ranked yet")
    return tr("Rank {rank} · {total} of 100", rank=candidacy.rank, total=formats.number(candidacy.total))


def _candidate(evaluation: Evaluation | None, candidate_id: int | None) -> Candidate | None:
    candidates = evaluation.candidates if evaluation else ()
    return next((candidate for candidate in candidates if candidate.id == candidate_id), None)


def _count_of(evaluation: Evaluation, candidate_id: int) -> int:
    """Return how many values go with a candidate."""
    entries = (*evaluation.scores, *evaluation.agreed, *evaluation.measurements)
    return sum(entry.candidate_id == candidate_id for entry in entries)


def offer_candidacy(page: Page, vendor_id: int, name: str) -> None:
    """Say that a vendor was added, and offer to make it a candidate of the initiative on screen."""
    session = page.session
    initiative_id = session.initiative_id
    if initiative_id is None:
        return

    def make() -> None:
        if session.did(add_candidate, initiative_id, vendor_id):
            page.toast_done(tr("{name} is now a candidate.", name=name))

    page.window_.toast(tr("{name} added to the vendors.", name=name), tr("Make it a candidate"), make)

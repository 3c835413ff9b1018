"""One risk in detail: how bad, who sees to it, what is done, who lives with it, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.risk import RiskState
from outsource_desk.services.records import update_record
from outsource_desk.services.risks import JudgedRisk, next_states
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import tr
from outsource_desk.ui.read_only import why_read_only
from outsource_desk.ui.risks.acceptance import AcceptancePart
from outsource_desk.ui.risks.controls import Controls
from outsource_desk.ui.risks.rating import RatingPart
from outsource_desk.ui.risks.words import (
    BAND_TONES,
    band_name,
    category_names,
    joined,
    problem_words,
    rating_words,
    state_name,
    step_words,
    velocity_names,
)
from outsource_desk.ui.theme import XS, L, M, S, TextStyle
from outsource_desk.ui.widgets.chip import Chip
from outsource_desk.ui.widgets.choice import Choice, choice, options
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.imported import Imported
from outsource_desk.ui.widgets.layout import (
    card,
    clear,
    column,
    heading,
    holder,
    label,
    picture,
    row,
    small_button,
)  # fmt: skip
from outsource_desk.ui.widgets.paragraph import Paragraph
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Page

PREFIX = "risk."
LABELS = 112  # pixels
DAYS = ("review_on",)
_ACCEPTED_BY_DIALOG = RiskState.ACCEPTED  # the card of the acceptance offers it


class Detail(QWidget):
    """Shows one judged risk; each field is saved when it is left."""

    def __init__(
        self,
        page: Page,
        move: Callable[[RiskState], object],
        accept: Callable[[], object],
        revoke: Callable[[], object],
    ) -> None:
        super().__init__()
        self._page, self._move = page, move
        self._judged: JudgedRisk | None = None
        self._offered: list[tuple[str, str]] = []  # candidates to apply to
        self.name = label("", TextStyle.SECTION, wrap=True)
        self.band, self.state_chip = Chip("", "quiet"), Chip("", "quiet", "")
        self._told = label("", tone="muted", wrap=True)
        self._problems = column(gap=XS)
        self._steps = Flow((), S)
        self.rating, self.controls = RatingPart(page), Controls(page)
        self.acceptance = AcceptancePart(accept, revoke)
        self.people, self.about = self._build_people(), self._build_about()
        self.imported = Imported("risk.imported")
        self.pane = Scroll(
            column(
                card(self._head(), gap=M),
                card(self.rating),
                card(self.people),
                card(self.controls),
                card(self.acceptance),
                card(heading(tr("What it is about")), self.about, self.imported, gap=M),
                None,
                gap=L,
            )
        )
        self.setLayout(column(self.pane, gap=0))

    def show_judged(self, judged: JudgedRisk, evaluation: Evaluation) -> None:
        """Show a risk of the register."""
        if self._judged is not None and self._judged.risk.id != judged.risk.id:
            self.commit()
            self.pane.go_to(0)
        self._judged, risk = judged, judged.risk
        assert evaluation.protection is not None
        why = why_read_only(self._page.session)
        self._show_head(judged, evaluation)
        self.rating.show_judged(judged, read_only=bool(why))
        self.controls.show_risk(risk, evaluation.initiative.currency)
        self.acceptance.show_judged(judged, evaluation.protection.as_of, why or why_not_accepted(judged))
        self.acceptance.revoke.setEnabled(not why)
        self._offer_candidates(evaluation)
        for form in (self.people, self.about):
            form.show_subject(risk.id)
            form.set_read_only(bool(why))
        self.people.show_value(PREFIX + "owner", risk.owner)
        self.people.show_value(PREFIX + "review_on", formats.day(risk.review_on))
        self.people.show_value(PREFIX + "velocity", str(risk.velocity or ""))
        self.people.show_value(PREFIX + "candidate_id", str(risk.candidate_id or ""))
        self.about.show_value(PREFIX + "signs", "\n".join(risk.signs))
        self.about.show_value(PREFIX + "category", str(risk.category))
        for field in ("title", "code", "cause", "event", "consequence", "note"):
            self.about.show_value(PREFIX + field, getattr(risk, field))
        self.imported.show_record(self._page.session, "risk", risk.id)

    @property
    def told(self) -> str:
        """Return what is said at a glance: before controls, target, expected loss."""
        return self._told.text()

    def begin(self) -> None:
        """Put the focus where work on it begins."""
        judged = self._judged
        is_rated = judged is not None and judged.inherent is not None
        (self.people.field(PREFIX + "owner") if is_rated else self.rating.likelihood).setFocus()

    def reveal_field(self, field: str) -> None:
        """Put the focus on a field by its name."""
        for form in (self.people, self.about):
            if PREFIX + field in form.names:
                form.field(PREFIX + field).setFocus()

    def commit(self) -> None:
        """Save what is being typed."""
        if self._judged is not None:
            self.rating.commit()
            self.controls.commit()
            for form in (self.people, self.about):
                form.commit()

    def _head(self) -> QWidget:
        chips = holder(Flow((self.band, self.state_chip), S))
        return holder(column(self.name, chips, self._told, holder(self._problems), holder(self._steps), gap=S))

    def _show_head(self, judged: JudgedRisk, evaluation: Evaluation) -> None:
        risk = judged.risk
        self.name.setText(judged.name)
        if judged.residual is None or judged.band is None:
            self.band.show_state(tr("Not rated"), "quiet", "open")
        else:
            tone, icon = BAND_TONES[judged.band]
            figures = f"{band_name(judged.band)} {judged.residual.likelihood} × {judged.residual.impact}"
            self.band.show_state(figures, tone, icon)
        self.state_chip.show_state(state_name(risk.state), "quiet", "")
        self._told.setText(joined(_told(judged, evaluation)))
        self._told.setVisible(bool(self._told.text()))
        clear(self._problems)
        for problem in judged.problems:
            words = label(problem_words(problem), TextStyle.CAPTION, "warn", wrap=True)
            line = row(picture("risk", "warn", 12), words, gap=XS)
            line.setStretch(1, 1)
            self._problems.addWidget(holder(line))
        clear(self._steps)
        why = why_read_only(self._page.session)
        for state in next_states(risk.state):
            if state is not _ACCEPTED_BY_DIALOG:
                button = small_button(step_words(state), partial(self._move, state), f"risk.to_{state}")
                button.setEnabled(not why)
                self._steps.addWidget(button)

    def _build_people(self) -> Form:
        form = Form(self._save, label_width=LABELS)
        form.add_row(tr("Owner"), QLineEdit(), name=PREFIX + "owner", help_text=tr("One name, who answers for it."))
        form.add_row(tr("Next review"), QLineEdit(), name=PREFIX + "review_on", echo=echo_day)
        velocities = options(velocity_names(), none=tr("Not known"))
        form.add_row(
            tr("Strikes"),
            choice(velocities),
            name=PREFIX + "velocity",
            help_text=tr("From the first sign to the harm."),
        )
        self._candidates: Choice = choice([])
        form.add_row(tr("Applies to"), self._candidates, name=PREFIX + "candidate_id")
        return form

    def _build_about(self) -> Form:
        form = Form(self._save, label_width=LABELS)
        form.add_row(tr("Risk"), QLineEdit(), name=PREFIX + "title")
        form.add_row(tr("Cause"), Paragraph(), name=PREFIX + "cause")
        form.add_row(tr("Event"), Paragraph(), name=PREFIX + "event")
        form.add_row(tr("Consequence"), Paragraph(), name=PREFIX + "consequence")
        signs = tr("What shows that it is coming; one per line.")
        form.add_row(tr("Early warnings"), Paragraph(), name=PREFIX + "signs", help_text=signs)
        form.add_row(tr("Category"), choice(options(category_names())), name=PREFIX + "category")
        form.add_row(tr("Code"), QLineEdit(), name=PREFIX + "code")
        form.add_row(tr("Note"), Paragraph(), name=PREFIX + "note")
        return form

    def _offer_candidates(self, evaluation: Evaluation) -> None:
        wanted = [("", tr("Whoever is chosen")), *((str(each.id), each.name) for each in evaluation.candidates)]
        if wanted != self._offered:
            self._offered = wanted
            self._candidates.clear()
            for value, words in wanted:
                self._candidates.addItem(words, value)

    def _save(self, name: str, text: str) -> None:
        assert self._judged is not None
        field = name.removeprefix(PREFIX)
        value: object = text
        if field in DAYS:
            value = formats.read_day(text)
        elif field == "candidate_id":
            value = int(text) if text else None
        self._page.session.try_act(update_record, "risk", self._judged.risk.id, field, value)


def why_not_accepted(judged: JudgedRisk) -> str:
    """Return why nobody can accept a risk as it stands; empty if somebody can."""
    risk = judged.risk
    if risk.state in (RiskState.MATERIALISED, RiskState.CLOSED):
        return tr("Only a risk that may still come true can be accepted.")
    if judged.inherent is None:
        return tr("Rate the risk first.")
    if risk.rated_on is None:
        return tr("Confirm the rating first.")
    return "" if risk.owner.strip() else tr("Name an owner first.")


def _told(judged: JudgedRisk, evaluation: Evaluation) -> Sequence[str]:
    """Return what is worth knowing at a glance: before, target, expected loss."""
    if judged.inherent is None or judged.target is None:
        return ()
    initiative = evaluation.initiative
    said = [
        tr("Before controls {rating}", rating=rating_words(judged.inherent)),
        tr("target {rating}", rating=rating_words(judged.target)),
    ]
    if judged.expected_loss is not None:
        loss = formats.money(judged.expected_loss / 10 ** minor_digits(initiative.currency), initiative.currency)
        said.append(tr("{money} expected loss a year", money=loss))
    else:
        said.append(tr("expected loss unknown: the function has no yearly value"))
    return said

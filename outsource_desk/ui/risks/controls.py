"""The mitigations of a risk as a list that is edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.formatting import main_units
from outsource_desk.domain.risk import Mitigation, MitigationKind, MitigationState
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_amount, echo_day, read_amount
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.risks.words import CONTROL_TONES, Tone, control_names, kind_names
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.records import Kind, Records

if TYPE_CHECKING:
    from outsource_desk.domain.risk import Risk
    from outsource_desk.ui.pages.page import Page


@dataclass(frozen=True)
class ControlRow:
    """A mitigation as its list shows it: money in the currency's main unit."""

    id: int
    wording: str = ""
    state: MitigationState | str = MitigationState.PROPOSED
    likelihood_effect: int | str = 0
    impact_effect: int | str = 0
    owner: str = ""
    due_on: str | None = None
    kind: MitigationKind | str = MitigationKind.PREVENT
    cost: float | None = None
    evidence: str = ""
    verified_by: str = ""
    verified_on: str | None = None
    role: str = ""


class Controls(Records):
    """What is done about one risk."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _kind())

    def show_risk(self, risk: Risk, currency: str) -> None:
        """Show what is done about a risk."""
        self.show_records(risk.id, [_row(each, currency) for each in risk.mitigations])


def _row(each: Mitigation, currency: str) -> ControlRow:
    return ControlRow(
        each.id, each.wording, each.state, each.likelihood_effect, each.impact_effect, each.owner, each.due_on,
        each.kind, main_units(each.cost, currency), each.evidence, each.verified_by, each.verified_on, each.role,
    )  # fmt: skip


def _kind() -> Kind:
    states = options(control_names())
    return Kind(
        table="mitigation",
        title=tr("Mitigations"),
        columns=(
            Column("wording", tr("What helps"), lambda row: row.wording),
            Column("state", tr("State"), lambda row: str(row.state), choices=states, tone=_tone, width=116),
            Column("owner", tr("Owner"), lambda row: row.owner, width=108),
            _day("due_on", tr("Due")),
        ),
        more=(
            _steps("likelihood_effect", tr("Likelihood")),
            _steps("impact_effect", tr("Impact")),
            Column("kind", tr("Kind"), lambda row: str(row.kind), choices=options(kind_names()), width=96),
            Column("cost", tr("Cost"), _cost, read_amount, is_number=True, echo=echo_amount, width=96),
            Column("evidence", tr("Evidence"), lambda row: row.evidence, width=160),
            Column("verified_by", tr("Verified by"), lambda row: row.verified_by, width=120),
            _day("verified_on", tr("Verified on")),
        ),
        key="wording",
        blank=lambda: ControlRow(0),
        add_text=tr("Add"),
        empty=tr("Nothing is done about it yet. Only what is implemented or verified lowers the risk."),
        deleted=lambda _row: tr("Mitigation deleted."),
    )


def _steps(field: str, heading: str) -> Column:
    """Return a column of steps that a control takes off a rating."""
    choices = (("0", "0"), ("1", f"{formats.points(-1)}"), ("2", f"{formats.points(-2)}"))
    return Column(field, heading, lambda row: str(getattr(row, field)), int, choices=choices, width=84)


def _cost(row: ControlRow) -> str:
    return formats.amount_typed(row.cost, "")


def _day(field: str, heading: str) -> Column:
    return Column(
        field, heading, lambda row: formats.day(getattr(row, field)), formats.read_day, echo=echo_day, width=108
    )


def _tone(row: Any) -> Tone | None:
    return CONTROL_TONES[MitigationState(row.state)]

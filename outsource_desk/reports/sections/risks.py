"""Risks: where they stood before controls and stand now, and who lives with those above appetite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outsource_desk.charts.heat_map import PlacedRisk, heat_map_spec
from outsource_desk.charts.risk_words import band_words
from outsource_desk.charts.spec import State
from outsource_desk.charts.words import shortened
from outsource_desk.domain.formatting import counted, day, in_words, main_units, money
from outsource_desk.domain.risk import MitigationState, RiskCategory
from outsource_desk.reports.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.protection import ProtectionFacts, ToldRisk
from outsource_desk.reports.sections.phrases import brief

SHOWN = 8  # risks beside the map: those above appetite and the basic ones first, then the worst
TITLE_LIMIT, OWNER_LIMIT = 30, 16  # characters, so that a row is one line
MOST_ABOVE = 3  # risks above appetite that are told one by one
SHORTEST, TALLEST = 226.0, 324.0
BASIC = (  # what every register has, or says why not
    RiskCategory.PEOPLE_CULTURE,
    RiskCategory.COMMUNICATION,
    RiskCategory.SECURITY,
    RiskCategory.IP,
    RiskCategory.CONTROL,
)
_BASIC_WORDS = {
    RiskCategory.PEOPLE_CULTURE: "culture",
    RiskCategory.COMMUNICATION: "communication",
    RiskCategory.SECURITY: "data security",
    RiskCategory.IP: "intellectual property",
    RiskCategory.CONTROL: "loss of control",
}


def risks_page(findings: Findings) -> Page | None:
    """Return the map of risks with the worst beside it; nothing where nobody keeps a register."""
    told = findings.protected
    protection = findings.facts.evaluation.protection
    if told is None or protection is None or not protection.register.is_begun:
        return None
    initiative = findings.facts.evaluation.initiative
    placed = tuple(
        PlacedRisk(mark, each.risk.title, each.risk.inherent, each.residual, is_accent=each.is_above)
        for mark, each in _marked(told.open_risks)
    )
    chart = heat_map_spec(placed, initiative.risk_appetite)
    left = (Heading("Before and after controls"), Figure(chart, SHORTEST, TALLEST))
    right = (_worst(told), *_above(told), *_remarks(findings, told))
    blocks = (Columns((Column(5, left), Column(7, right))),)
    limit = band_words(initiative.risk_appetite).lower()
    source = (
        f"risk register on {day(told.as_of)}; only controls that work lower a rating; "
        f"appetite: {limit}; L low, M medium, H high, C critical"
    )
    return Page("Risks", risks_title(told), blocks, source)


def risks_title(told: ProtectionFacts) -> Title:
    """Return in a sentence how many risks stay above appetite after controls, and which if they are few."""
    open_risks, above = told.open_risks, told.above
    unrated = sum(each.residual is None for each in open_risks)
    still = f"; {unrated} {'is' if unrated == 1 else 'are'} not rated" if unrated else ""
    if not open_risks:
        return Title("No risk is open in the register")
    if not above:
        rated = len(open_risks) - unrated
        if not rated:
            return Title(f"None of {counted(len(open_risks), 'risk')} is rated, so nobody knows how bad they are")
        return Title(f"No risk is above appetite after controls, of {rated} that are rated{still}")
    stays = f"{len(above)} of {counted(len(open_risks), 'risk')} {'stays' if len(above) == 1 else 'stay'}"
    names = tuple(_small(each.risk.title) for each in above[:2])
    listed = ": " + in_words([f"{{{place}}}" for place in range(len(names))]) if len(above) <= len(names) else ""
    return Title(f"{stays} above appetite after controls{listed}{still}", names if listed else ())


def _small(title: str) -> str:
    """Return a risk's name as it stands inside a sentence."""
    words = " ".join(title.split())
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _marked(risks: Sequence[ToldRisk]) -> Iterator[tuple[str, ToldRisk]]:
    """Yield each risk with its mark on the map: its code, or its place where it has none."""
    for place, each in enumerate(risks, 1):
        yield (each.risk.code or str(place))[:5], each


def _shown(told: ProtectionFacts) -> list[tuple[str, ToldRisk]]:
    """Return the risks above appetite, the basic ones and the worst of the others, in the order of the register."""
    marked = list(_marked(told.open_risks))
    chosen = [one for one in marked if one[1].is_basic or one[1].is_above]
    for one in marked:
        if len(chosen) < SHOWN and one not in chosen:
            chosen.append(one)
    return [one for one in marked if one in chosen]


def _worst(told: ProtectionFacts) -> Table:
    columns = (
        TableColumn("", 0.08, tone=Tone.STRONG),
        TableColumn("Risk", 0.365),
        TableColumn("Before", 0.105),
        TableColumn("Now", 0.105, tone=Tone.STRONG),
        TableColumn("Controls that work", 0.135),
        TableColumn("Owner", 0.21),
    )
    rows = tuple(
        Row((
            Cell(mark),
            Cell(shortened(" ".join(each.risk.title.split()), TITLE_LIMIT)),
            Cell(each.band_before or "–"),
            Cell(each.band or "not rated", State.BAD if each.is_above else None),
            Cell(_controls(each)),
            Cell(_owner(each), tone=None if each.risk.owner else Tone.MUTED),
        ))
        for mark, each in _shown(told)[:SHOWN]
    )  # fmt: skip
    return Table(columns, rows, tallest=30, is_dense=True)


def _owner(told: ToldRisk) -> str:
    return shortened(" ".join(told.risk.owner.split()), OWNER_LIMIT) or "nobody"


def _controls(told: ToldRisk) -> str:
    """Return how many controls work; plans do not."""
    meant = [each for each in told.risk.mitigations if each.state is not MitigationState.DROPPED]
    return f"{sum(each.state.works for each in meant)} of {len(meant)}" if meant else "none"


def _remarks(findings: Findings, told: ProtectionFacts) -> Iterator[Block]:
    """Yield what else a reader must know: what it costs, what was left out of the register, what has no rating."""
    said: list[str] = []
    losses = [each.expected_loss for each in told.open_risks if each.expected_loss is not None]
    currency = findings.facts.evaluation.initiative.currency
    if losses:
        total = money(main_units(sum(losses), currency), currency)
        said.append(f"All rated risks together are expected to cost {total} a year.")
    said += _missing(findings, told)
    target = sum(each.target_band is not None and each.target_band is not each.band for each in told.above)
    if target:
        said.append(f"{counted(target, 'risk')} above appetite would fall to a lower band once all controls work.")
    if said:
        yield Paragraph(" ".join(said), Tone.MUTED)


def _missing(findings: Findings, told: ProtectionFacts) -> Iterator[str]:
    """Yield which basic kinds of risk have no entry, and what somebody dismissed."""
    protection = findings.facts.evaluation.protection
    assert protection is not None
    known = {each.risk.category for each in told.risks}
    lacking = [_BASIC_WORDS[kind] for kind in BASIC if kind not in known]
    if lacking:
        yield f"The register says nothing about {in_words(lacking)}."
    dismissed = protection.register.dismissed
    if dismissed:
        more = [f"{len(dismissed) - 3} more"] if dismissed[3:] else []
        yield f"Dismissed with a reason: {in_words([*(each.code for each in dismissed[:3]), *more])}."


def _above(told: ProtectionFacts) -> Iterator[Block]:
    """Yield who lives with each risk above appetite, until when and why; nobody has is said as loudly."""
    above = told.above
    if not above:
        return
    columns = (TableColumn("Above appetite", 0.42), TableColumn("Accepted by, until", 0.30), TableColumn("Next", 0.28))
    rows = tuple(
        Row((Cell(brief(each.risk.title), tone=Tone.STRONG), _accepted(each), _planned(each, told.as_of)))
        for each in above[:MOST_ABOVE]
    )
    more = len(above) - MOST_ABOVE
    yield Table(columns, rows, tallest=30, is_dense=True)
    if more > 0:
        yield Paragraph(f"And {more} more above appetite: workbook, sheet Risks.", Tone.MUTED)


def _accepted(told: ToldRisk) -> Cell:
    if told.acceptance is None:
        return Cell("Accepted by nobody", State.BAD)
    given = told.acceptance
    return Cell(f"{brief(given.accepted_by)}, until {day(given.expires_on)}", State.OPEN)


def _planned(told: ToldRisk, as_of: str) -> Cell:
    """Return how many controls do not work yet, and when the first should."""
    waiting = [
        each for each in told.risk.mitigations if not each.state.works and each.state is not MitigationState.DROPPED
    ]
    if not waiting:
        return Cell("nothing is planned")
    first = min(waiting, key=lambda each: (each.due_on is None, each.due_on or "", each.id))
    said = f"{counted(len(waiting), 'control')} to come"
    if first.due_on is None:
        return Cell(f"{said}, no date")
    is_late = first.due_on < as_of
    return Cell(f"{said}, {'was due' if is_late else 'by'} {day(first.due_on)}", State.BAD if is_late else None)

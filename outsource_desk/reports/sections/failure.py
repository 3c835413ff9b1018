"""If it goes wrong: how ready we are, what carries the service hour by hour, and how long leaving takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from outsource_desk.charts.exit_clock import failure_clock_spec, leaving_clock_spec
from outsource_desk.charts.spec import State
from outsource_desk.charts.times import days_words, hours_words
from outsource_desk.charts.words import shortened
from outsource_desk.domain.contingency import Phase, Scenario
from outsource_desk.domain.exit_clock import Reversal
from outsource_desk.domain.formatting import counted, day, in_words, main_units, money, number, plain
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
    Figure,
    Heading,
    Items,
    Page,
    Paragraph,
    Row,
    RowKind,
    Share,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.protection import ProtectionFacts, ToldBackup, ToldReadiness
from outsource_desk.reports.sections.phrases import brief, full_stop

NOBODY_PLANNED = "Nobody has planned for a failure. Readiness 0 of 100."
SECTION, BEHIND = "If it goes wrong", "Who would take over"
MOST_BACKUPS, MOST_SIGNS, MOST_LACKS = 3, 3, 2
LACK_LIMIT, SCENARIO_LIMIT = 70, 44  # characters of what is lacking, and of a scenario


def failure_pages(findings: Findings) -> tuple[Page, ...]:
    """Return readiness and clocks, then scenarios and who would stand in; nothing where nobody has begun to plan."""
    told = findings.protected
    protection = findings.facts.evaluation.protection
    if told is None or protection is None or told.readiness is None:
        return ()
    if not (protection.contingency.is_begun or protection.leaving.is_begun):
        return ()
    return (_readiness_page(findings, told, told.readiness), _behind_page(findings, told))


def failure_title(told: ProtectionFacts) -> Title:
    """Return in a sentence how ready we are, what stands in soonest, and what leaving lacks."""
    ready = told.readiness
    if ready is None or not ready.has_plan:
        return Title(NOBODY_PLANNED)
    bare, gap = told.failure.bare_hours, told.clock.planned_gap_days
    parts = [f"Readiness is {ready.points} of 100 ({ready.band})"]
    if bare:
        parts.append(f"nothing covers the service for {hours_words(bare)}")
    if gap:
        parts.append(f"leaving takes {days_words(gap)} longer than we are covered")
    if len(parts) == 1:
        parts.append("service is covered until an exit is complete" if told.failure.spans else "no clock can be drawn")
    return Title(f"{parts[0]}: {' and '.join(parts[1:])}")


def _readiness_page(findings: Findings, told: ProtectionFacts, ready: ToldReadiness) -> Page:
    provider = brief(told.candidate.name) if told.candidate else "the provider"
    left: tuple[Block, ...] = (Heading("Readiness", "points reached of points possible"), *_readiness(ready))
    right: list[Block] = [
        Heading("The first hours and days", f"if {provider} stops without warning"),
        Figure(failure_clock_spec(told.failure), 72.0, 76.0),
        Heading("The exit clock", f"if we leave {provider}"),
        Figure(leaving_clock_spec(told.clock), 118.0, 152.0),
    ]
    right += [Paragraph(" ".join(_clock_words(findings, told)))]
    blocks = (Columns((Column(6, left), Column(6, tuple(right)))),)
    return Page(SECTION, failure_title(told), blocks, _source(findings, told))


def _readiness(ready: ToldReadiness) -> Iterator[Block]:
    columns = (
        TableColumn("Part", 0.36),
        TableColumn("Reached", 0.42),
        TableColumn("Points", 0.22, Align.RIGHT),
    )
    top = max(each.most for each in ready.parts)
    rows = [
        Row((
            Cell(each.label),
            Share(each.earned, each.most, top, f"{plain(round(each.earned, 1))} of {plain(each.most)}"),
            Cell(f"{plain(round(each.earned, 1))} of {plain(each.most)}"),
        ))
        for each in ready.parts
    ]  # fmt: skip
    total = f"{plain(math.floor(ready.raw * 10 + 1e-9) / 10)} of 100"  # never more than it is, as the readiness
    rows.append(Row((Cell("Sum of the parts"), Cell(), Cell(total)), RowKind.TOTAL))
    yield Table(columns, tuple(rows), tallest=26)
    for cap in ready.caps[:3]:
        yield Paragraph(full_stop(cap.words), Tone.STRONG)
    least = f" The tier asks for {ready.least}." if ready.least is not None else ""
    lifts = " ".join(full_stop(each) for each in ready.lifts[:2])
    yield Paragraph(f"Readiness is {ready.points} of 100, {ready.band}.{least} {lifts}".strip())


def _clock_words(findings: Findings, told: ProtectionFacts) -> Iterator[str]:
    """Yield what the two clocks mean, and what leaving costs."""
    for each in (*told.failure.findings[:1], *told.clock.findings[:2]):
        yield full_stop(each)
    costs = [each.exit_cost for each in told.reversals if each.exit_cost is not None]
    if costs:
        yield f"Leaving costs about {_money(findings, costs[0])}."


def _money(findings: Findings, amount: float) -> str:
    currency = findings.facts.evaluation.initiative.currency
    return money(main_units(amount, currency), currency)


def _source(findings: Findings, told: ProtectionFacts) -> str:
    protection = findings.facts.evaluation.protection
    assert protection is not None
    plan = protection.contingency.plan
    said = [f"contingency plan version {plan.version}, {plan.state.words}" if plan else "no contingency plan"]
    held = protection.contingency.held(told.as_of)
    if held:
        last = held[-1]
        result = f", {last.result.replace('_', ' ')}" if last.result else ""
        said.append(f"last exercise {day(last.held_on)}{result}")
    else:
        said.append("never exercised")
    said.append(f"dates judged on {day(told.as_of)}")
    return "; ".join(said)


def _behind_page(findings: Findings, told: ProtectionFacts) -> Page:
    """Return the scenarios, the signs that are raised, and who would come first if the winner were gone."""
    blocks = (*_signs(told), *_backups(told), *_reversals(findings, told), *_scenarios(findings, told))
    return Page(BEHIND, _behind_title(told), blocks, "the same model as the ranking, without the first")


def _behind_title(told: ProtectionFacts) -> Title:
    first = next((each for each in told.backups if each.rank == 1), None)
    if told.candidate is None or first is None:
        return Title("Nobody is left who could take over")
    lacks = f"with {counted(len(first.lacks), 'thing')} still open" if first.lacks else "with nothing open"
    return Title(f"Without {{0}}, {{1}} would come first, {lacks}", (told.candidate.name, first.candidate.name))


def _signs(told: ProtectionFacts) -> Iterator[Block]:
    """Yield the triggers that are raised now."""
    if not told.signs:
        words = "No trigger is raised."
        if told.unwatched:
            words = f"No trigger is raised, but {counted(told.unwatched, 'trigger')} nobody looked at in time."
        yield Paragraph(words, Tone.STRONG if told.unwatched else Tone.PLAIN)
        return
    scenarios = told.scenario_titles
    shown = [
        f"{brief(each.wording)} ({'declare' if each.asks_to_declare else 'prepare'}: "
        f"{brief(scenarios.get(each.scenario_id, ''))}). {full_stop(each.words)}"
        for each in told.signs[:MOST_SIGNS]
    ]
    more = len(told.signs) - MOST_SIGNS
    note = f"{counted(told.unwatched, 'trigger')} nobody looked at in time" if told.unwatched else ""
    yield Heading("Raised now", "; ".join(filter(None, (f"and {more} more" if more > 0 else "", note))))
    yield Items(tuple(shown))


def _scenarios(findings: Findings, told: ProtectionFacts) -> Iterator[Block]:
    protection = findings.facts.evaluation.protection
    assert protection is not None
    scenarios = protection.contingency.scenarios
    if not scenarios:
        yield Heading("Scenarios")
        yield Paragraph("The plan has no scenario." if protection.contingency.is_begun else NOBODY_PLANNED, Tone.STRONG)
        return
    columns = (
        TableColumn("Scenario", 0.31, tone=Tone.STRONG),
        TableColumn("Owner", 0.15),
        TableColumn("Signs", 0.13),
        TableColumn("First-day steps with name and deadline", 0.16),
        TableColumn("Fallbacks", 0.10, Align.RIGHT),
        TableColumn("Last exercise", 0.15),
    )
    rows = tuple(_scenario(findings, told, each) for each in scenarios)
    yield Heading("Scenarios")
    yield Table(columns, rows, tallest=26, is_dense=True)


def _scenario(findings: Findings, told: ProtectionFacts, scenario: Scenario) -> Row:
    protection = findings.facts.evaluation.protection
    assert protection is not None
    steps = scenario.steps_of(Phase.H24)
    ready = sum(bool(protection.contingency.person(each)) and each.deadline_hours is not None for each in steps)
    raised = sum(each.scenario_id == scenario.id for each in told.signs)
    held = [each for each in protection.contingency.held(told.as_of) if each.scenario_id == scenario.id]
    signs = f"{raised} of {len(scenario.triggers)} raised" if raised else f"none of {len(scenario.triggers)} raised"
    return Row((
        Cell(shortened(" ".join(scenario.title.split()), SCENARIO_LIMIT)),
        Cell(brief(scenario.owner)) if scenario.owner else Cell("nobody", State.BAD),
        Cell(signs, State.BAD if raised else None),
        Cell(f"{ready} of {len(steps)}", None if ready == len(steps) and steps else State.OPEN),
        Cell(str(len(scenario.fallback_ids))),
        Cell(day(held[-1].held_on)) if held else Cell("never", State.OPEN),
    ))  # fmt: skip


def _backups(told: ProtectionFacts) -> Iterator[Block]:
    if not told.backups or told.candidate is None:
        return
    columns = (
        TableColumn("Who takes over", 0.19, tone=Tone.STRONG),
        TableColumn("Rank", 0.06, Align.RIGHT),
        TableColumn("Total", 0.07, Align.RIGHT, Tone.STRONG),
        TableColumn("Behind", 0.08, Align.RIGHT),
        TableColumn("Still lacks", 0.31),
        TableColumn("Shares with it", 0.19),
        TableColumn("In the plan", 0.10),
    )
    ranked = [each for each in told.backups if each.rank is not None]
    rows = tuple(_backup(each) for each in ranked[:MOST_BACKUPS])
    others = [brief(each.candidate.name) for each in told.backups if each.rank is None]
    note = f"; not ranked: {in_words(others[:3])}" if others else ""
    yield Heading(f"Without {brief(told.candidate.name)}", f"ranked again from the same model{note}")
    if rows:
        yield Table(columns, rows, tallest=26, is_dense=True)


def _backup(told: ToldBackup) -> Row:
    return Row((
        Cell(brief(told.candidate.name)),
        Cell(str(told.rank) if told.rank else "–"),
        Cell(number(told.total) if told.rank else "–"),
        Cell("–" if told.behind is None else number(told.behind)),
        Cell(_few(told.lacks) or "nothing"),
        Cell(_few(told.shared) or "nothing known"),
        Cell("yes" if told.is_planned else "no"),
    ))  # fmt: skip


def _few(sentences: Sequence[str]) -> str:
    """Return the first sentences, shortened, and how many more there are."""
    shown = [shortened(" ".join(each.split()), LACK_LIMIT) for each in sentences[:MOST_LACKS]]
    more = len(sentences) - MOST_LACKS
    return " ".join([*shown, f"And {more} more."] if more > 0 else shown)


def _reversals(findings: Findings, told: ProtectionFacts) -> Iterator[Block]:
    """Yield what each candidate is expected to cost once the chance that it fails is counted."""
    known = [each for each in told.reversals if each.expected is not None and each.surcharge is not None]
    if not known:
        missing = next((each.missing for each in told.reversals if each.missing and not each.candidate.is_in_house), ())
        if told.reversals and missing and len(missing) < len(told.reversals[0].parts) + 2:
            yield Paragraph(
                f"The cost of reversing the choice is not known yet; missing: {', '.join(missing)}.", Tone.MUTED
            )
        return
    columns = (
        TableColumn("Candidate", 0.28, tone=Tone.STRONG),
        TableColumn("If all goes well", 0.18, Align.RIGHT),
        TableColumn("If it fails", 0.18, Align.RIGHT),
        TableColumn("Chance of failure", 0.16, Align.RIGHT),
        TableColumn("Expected", 0.20, Align.RIGHT, Tone.STRONG),
    )
    yield Heading("Cost of reversal", "over the term, with the chance that it fails")
    yield Table(columns, tuple(_reversal(findings, each) for each in known), tallest=26, is_dense=True)


def _reversal(findings: Findings, each: Reversal) -> Row:
    return Row((
        Cell(brief(each.candidate.name)),
        Cell("–" if each.cost is None else _money(findings, each.cost)),
        Cell("–" if each.failed_cost is None else _money(findings, each.failed_cost)),
        Cell("–" if each.probability is None else f"{plain(round(100 * each.probability, 1))}\u00a0%"),
        Cell("–" if each.expected is None else _money(findings, each.expected)),
    ))  # fmt: skip

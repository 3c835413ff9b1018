"""The verdicts that the product can give today, side by side and never added up."""

from __future__ import annotations

from outsource_desk.charts.spec import State
from outsource_desk.domain.criterion import Criterion
from outsource_desk.domain.formatting import counted, in_words, number
from outsource_desk.domain.ranking import GateStatus, Standing
from outsource_desk.domain.robustness import Trust
from outsource_desk.reports.blocks import Tile, Tiles
from outsource_desk.reports.findings import Advice, Findings, points
from outsource_desk.reports.sections.phrases import capital, every, name, names
from outsource_desk.reports.sections.protected import failure_tile

MOST = 4  # side by side


def verdict_tiles(findings: Findings) -> Tiles:
    """Return gates, merit, money where there is a price, what if it fails, and, where there is room, the scores."""
    tiles = [gates_tile(findings), merit_tile(findings)]
    if findings.price is not None:
        tiles.append(money_tile(findings))
    failure = failure_tile(findings)
    if len(tiles) + (failure is not None) < MOST:
        tiles.append(scores_tile(findings))
    return Tiles((*tiles, failure) if failure else tuple(tiles))


def gates_tile(findings: Findings) -> Tile:
    """Return whether candidates may be chosen at all."""
    standings = findings.facts.ranking.standings
    if not findings.gate_count:
        return Tile("Gates", "No gate is set", "Every weakness can be made up for by strength elsewhere.")
    passed = [one for one in standings if one.gate is GateStatus.PASSED]
    undecided = tuple(one for one in standings if one.gate is GateStatus.OPEN)
    said = []
    if findings.failed:
        said.append(_failed(findings.failed))
    if undecided:
        said.append(f"Not judged yet: {names(undecided)}.")
    if bound := [one for one in passed if one.gate_reasons]:
        said.append(f"{counted(len(bound), 'candidate')} {'passes' if len(bound) == 1 else 'pass'} with conditions.")
    if not said:
        said.append(f"{'It meets' if len(standings) == 1 else 'All meet'} {every(findings.gate_count, 'gate')}.")
    if not findings.ranked:
        return Tile("Gates", "Nobody passed", " ".join(said), State.BAD)
    is_settled = all(one.gate is GateStatus.PASSED for one in findings.contenders)
    word = f"{len(passed)} of {len(standings)} passed"
    return Tile("Gates", word, " ".join(said), State.GOOD if is_settled else State.OPEN)


def _failed(failed: tuple[Standing, ...]) -> str:
    one, *others = failed
    if others:
        return f"{names(failed)} failed and are not ranked."
    reason = "; ".join(one.gate_reasons)
    why = f": {reason}" if reason and len(reason) <= 60 else ""
    return f"{name(one)} is not ranked{why}."


def merit_tile(findings: Findings) -> Tile:
    """Return how good the first is, and how sure that is."""
    first, second = findings.first, findings.second
    if first is None:
        return Tile("Merit", "Nobody is ranked", "No score makes up for a failed gate.", State.BAD)
    reached = f"{name(first)} reaches {number(first.total)} of 100"
    if second is None:
        return Tile("Merit", "Nothing to compare", f"{reached}; nobody else is ranked.", State.OPEN)
    needed = points(findings.facts.ranking.threshold)
    if findings.rounding_text:
        needed += f"; this one is {findings.margin_text}{findings.rounding_text}"
    match findings.advice:
        case Advice.RECOMMEND | Advice.HELD | Advice.UNSURE:
            ahead = f"{reached}, {findings.margin_text} ahead of {name(second)}."
            if findings.is_doubted:
                return Tile("Merit", "No clear winner", f"{ahead} But see “How far to trust it”.", State.OPEN)
            text = f"{ahead} A lead is clear from {needed}."
            if findings.trust is Trust.SENSITIVE:
                text += " This one is sensitive to small changes."
            return Tile("Merit", "Clear lead", text, State.GOOD)
        case Advice.CLOSE:
            return Tile(
                "Merit", "Too close to call", f"{_totals(findings)}. A lead is clear from {needed}.", State.OPEN
            )
        case _:
            text = f"{reached}, {findings.margin_text} ahead of {name(second)}, as far as it is scored."
            return Tile("Merit", "Not settled", text, State.OPEN)


def _totals(findings: Findings) -> str:
    contenders = findings.contenders
    if len(contenders) > 3:
        return f"{len(contenders)} candidates between {number(contenders[-1].total)} and {number(contenders[0].total)}"
    return in_words([f"{name(one)} {number(one.total)}" for one in contenders]) + " of 100"


def money_tile(findings: Findings) -> Tile:
    """Return what the first costs beside the cheapest and in-house; never called good or bad."""
    price = findings.price
    assert price is not None
    listed = findings.ranked or findings.facts.ranking.standings
    known = [(amount, one) for one in listed if (amount := findings.price_of(one.candidate)) is not None]
    missing = len(listed) - len(known)
    lacking = f" {counted(missing, 'price is', 'prices are')} missing." if missing else ""
    state = State.OPEN if missing else None
    if not known:
        return Tile("Money", "No price yet", "Nobody's price is known.", State.OPEN)
    lowest, cheapest = min(known, key=lambda pair: pair[0])
    home = next((amount for amount, one in known if one.candidate.is_in_house), None)
    top = [amount for amount, one in known if one in findings.contenders]
    beside = _against_home(findings, price, home)
    if len(findings.contenders) == 1 and top:
        said = (
            "the lowest of all" if top[0] <= lowest else f"lowest: {name(cheapest)}, {findings.amount(price, lowest)}"
        )
        text = f"Price of {name(findings.contenders[0])}; {said}{beside}{lacking}"
        return Tile("Money", findings.amount(price, top[0]), text, state)
    low, high = findings.amount(price, min(top or [lowest])), findings.amount(price, max(top or [lowest]))
    word = low if low == high else f"{low} to {high}"
    whose = f"Prices of {names(findings.contenders)}" if top else f"The lowest price, of {name(cheapest)}"
    return Tile("Money", word, f"{whose}{beside}{lacking}", state)


def _against_home(findings: Findings, price: Criterion, home: float | None) -> str:
    """Return the end of a sentence: how the prices of those at the top stand to in-house."""
    rivals = [one for one in findings.contenders if not one.candidate.is_in_house]
    known = [amount for one in rivals if (amount := findings.price_of(one.candidate)) is not None]
    if home is None:
        return "."
    if not known:
        return f". In-house: {findings.amount(price, home)}."
    least, most = sorted((min(known) - home, max(known) - home), key=abs)
    if least * most < 0:
        return f". In-house: {findings.amount(price, home)}."
    side = "below" if most < 0 else "above"
    low, high = findings.amount(price, abs(least)), findings.amount(price, abs(most))
    if most == 0:
        return ", the same as in-house."
    return f", {low if low == high else f'{low} to {high}'} {side} in-house."


def scores_tile(findings: Findings) -> Tile:
    """Return how complete the scores are, and how far their givers agree."""
    evaluation = findings.facts.evaluation
    given, cells = findings.coverage.done, findings.coverage.all
    torn, panel = sum(one.warning.id == "W20" for one in findings.told), findings.study.panel
    if panel is not None:
        torn = len(panel.disputed)
    said = [f"By {counted(len(evaluation.evaluators), 'evaluator')}."] if evaluation.evaluators else []
    if len(evaluation.evaluators) == 1:
        said = ["By one evaluator, so nobody knows how far others would agree."]
    if torn:
        said.append(f"In {counted(torn, 'cell')} they are too far apart to be averaged.")
    elif len(evaluation.evaluators) > 1:
        said.append("None are too far apart without an agreed score.")
    idle = len(findings.coverage.idle)
    if idle:
        said.insert(0, f"{counted(idle, 'criterion', 'criteria')} cannot count yet.")
    is_whole = 0 < cells == given and not torn
    word = f"{given} of {cells} given"
    if not cells:
        word = "None counts"
    elif given == cells:
        word = f"{capital(every(given, 'score'))} given" if given < 3 else f"All {given} given"
    return Tile("Scores", word, " ".join(said), State.GOOD if is_whole else State.OPEN)

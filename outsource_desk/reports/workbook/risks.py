"""The Risks and Mitigations sheets: ratings that may be changed, bands that follow from the matrix."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.analysis.risk import LOSS_SHARE, MATRIX, PROBABILITY
from outsource_desk.domain.formatting import minor_digits
from outsource_desk.domain.risk import Band, MitigationState, Rating, Risk
from outsource_desk.reports.protection import ProtectionFacts, ToldRisk
from outsource_desk.reports.workbook.look import HEAD, HEAD_RIGHT, PERCENT, STRONG, WORD, Look
from outsource_desk.reports.workbook.package import Result
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import Plan, letter
from outsource_desk.reports.workbook.register import (
    AFTER,
    AMOUNT,
    DATE,
    TEXT_INPUT,
    TOP,
    WHOLE,
    WHOLE_INPUT,
    Entry,
    Field,
    Live,
    day_of,
    levels,
    listed,
    register_sheet,
)

RISKS, MITIGATIONS = "Risks", "Mitigations"
STATES = {
    MitigationState.PROPOSED: "proposed",
    MitigationState.PLANNED: "planned",
    MitigationState.IN_PROGRESS: "in progress",
    MitigationState.IMPLEMENTED: "implemented",
    MitigationState.VERIFIED: "verified",
    MitigationState.DROPPED: "dropped",
}
BAND = Look(align="center")
NOT_RATED, WITHIN, ABOVE = "not rated", "within", "ABOVE"
# columns of Risks
_NUMBER, _BEFORE_L, _BEFORE_I, _BEFORE, _STATED_L, _STATED_I, _NOW_L, _NOW_I, _NOW, _TARGET, _ABOVE, _LOSS = (
    1, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
)  # fmt: skip
_MATRIX = 22  # the column where the matrix begins
_WORKS = '(Mit_State="implemented")+(Mit_State="verified")'
_MEANT = '(Mit_State<>"dropped")*(Mit_State<>"")'


def risks_sheet(book: Book, plan: Plan) -> None:
    """Write the register of risks; nothing where nobody keeps one."""
    told = _begun(plan)
    if told is None:
        return
    initiative = plan.facts.evaluation.initiative
    candidates = {each.id: each.name for each in plan.candidates}
    fields = (
        Field("No.", 5, WHOLE), Field("Code", 7, AFTER), Field("Risk", 32), Field("Category", 14), Field("State", 12),
        Field("Likelihood before", 11, WHOLE_INPUT), Field("Impact before", 8, WHOLE_INPUT),
        Field("Band before", 8, BAND),
        Field("Likelihood stated", 11, WHOLE_INPUT), Field("Impact stated", 8, WHOLE_INPUT),
        Field("Likelihood now", 11, WHOLE), Field("Impact now", 8, WHOLE), Field("Band now", 9, BAND),
        Field("Band once all controls work", 11, BAND), Field("Appetite", 10, BAND),
        Field(f"Expected loss a year, {initiative.currency or 'money'}", 14, AMOUNT), Field("Owner", 17, AFTER),
        Field("Review", 12, DATE), Field("Whose", 17), Field("Accepted by, until", 24),
    )  # fmt: skip
    rows = [
        _risk_row(plan, row, each, candidates) for row, each in enumerate(told.risks, TOP + 1)
    ]  # fmt: skip
    lead = (
        "Change the yellow ratings: bands follow from the matrix at the right. Only controls that are implemented or "
        "verified lower a rating, by two steps of each scale at most; change their state on Mitigations."
    )
    page = register_sheet(book, RISKS, "What may go wrong, before and after controls", lead, fields, rows, "Risk_list")
    last = TOP + max(1, len(rows))
    for column in (_BEFORE_L, _BEFORE_I, _STATED_L, _STATED_I):
        levels(page, f"{letter(column)}{TOP + 1}:{letter(column)}{last}")
    _matrix(page, plan)


def _risk_row(plan: Plan, row: int, each: ToldRisk, candidates: dict[int, str]) -> Sequence[Entry]:
    risk = each.risk
    unit = 10 ** minor_digits(plan.facts.evaluation.initiative.currency)
    accepted = f"{each.acceptance.accepted_by}, {each.acceptance.expires_on}" if each.acceptance else ""
    return (
        risk.id, risk.code, risk.title, risk.category.replace("_", " "), risk.state.replace("_", " "),
        risk.likelihood, risk.impact, _band(row, _BEFORE_L, _BEFORE_I, each.band_before),
        risk.residual_likelihood, risk.residual_impact,
        _lowered(row, _BEFORE_L, _STATED_L, "Mit_L", each.residual.likelihood if each.residual else ""),
        _lowered(row, _BEFORE_I, _STATED_I, "Mit_I", each.residual.impact if each.residual else ""),
        _band(row, _NOW_L, _NOW_I, each.band), _target(row, each.target_band), _is_above(row, each),
        _loss(row, None if each.expected_loss is None else each.expected_loss / unit, plan),
        risk.owner, day_of(risk.review_on), candidates.get(risk.candidate_id or 0, "whoever is chosen"), accepted,
    )  # fmt: skip


def _band(row: int, likelihood: int, impact: int, band: Band | None) -> Live:
    at, into = f"{letter(likelihood)}{row}", f"{letter(impact)}{row}"
    formula = f'IF(AND(ISNUMBER({at}),ISNUMBER({into})),INDEX(RiskMatrix,{at},{into}),"{NOT_RATED}")'
    return Live(formula, str(band) if band else NOT_RATED)


def _lowered(row: int, before: int, stated: int, effect: str, result: int | str) -> Live:
    """Return a level with the controls that work, or as the assessor states it where that is worse."""
    at = f"{letter(before)}{row}"
    both = f"AND(ISNUMBER({letter(_BEFORE_L)}{row}),ISNUMBER({letter(_BEFORE_I)}{row}))"
    steps = f"SUMPRODUCT((Mit_Risk=$A{row})*({_WORKS})*{effect})"
    return Live(f'IF({both},MAX(1,{at}-MIN(2,{steps}),N({letter(stated)}{row})),"")', result)


def _target(row: int, band: Band | None) -> Live:
    """Return the band once every control that is not dropped works."""

    def level(before: int, effect: str) -> str:
        steps = f"SUMPRODUCT((Mit_Risk=$A{row})*{_MEANT}*{effect})"
        return f"MAX(1,{letter(before)}{row}-MIN(2,{steps}))"

    both = f"AND(ISNUMBER({letter(_BEFORE_L)}{row}),ISNUMBER({letter(_BEFORE_I)}{row}))"
    found = f"INDEX(RiskMatrix,{level(_BEFORE_L, 'Mit_L')},{level(_BEFORE_I, 'Mit_I')})"
    return Live(f'IF({both},{found},"{NOT_RATED}")', str(band) if band else NOT_RATED)


def _is_above(row: int, each: ToldRisk) -> Live:
    """Return whether a risk that is open is worse than the appetite."""
    band = f"{letter(_NOW)}{row}"
    place = f'MATCH({band},{{"L","M","H","C"}},0)>MATCH(RiskAppetite,{{"L","M","H","C"}},0)'
    formula = f'IF({band}="{NOT_RATED}","{NOT_RATED}",IF($E{row}="closed","closed",IF({place},"{ABOVE}","{WITHIN}")))'
    return Live(formula, _appetite(each))


def _appetite(each: ToldRisk) -> str:
    if each.band is None:
        return NOT_RATED
    return "closed" if not each.risk.state.is_open else ABOVE if each.is_above else WITHIN


def _loss(row: int, amount: float | None, plan: Plan) -> Entry:
    value = plan.facts.evaluation.initiative.yearly_value
    if value is None:
        return None
    yearly = value / 10 ** minor_digits(plan.facts.evaluation.initiative.currency)
    likelihood, impact = f"{letter(_NOW_L)}{row}", f"{letter(_NOW_I)}{row}"
    found = f"INDEX(RiskProbability,{likelihood})*INDEX(RiskLoss,{impact})*{yearly:.15g}"
    exact = "" if amount is None else _exact_loss(plan, row, yearly)
    return Live(f'IF(ISNUMBER({likelihood}),{found},"")', exact)


def _exact_loss(plan: Plan, row: int, yearly: float) -> float | str:
    """Return the expected loss as the formula has it, not rounded to the currency's smallest unit."""
    told = plan.facts.protection
    residual: Rating | None = told.risks[row - TOP - 1].residual if told else None
    if residual is None:
        return ""
    return PROBABILITY[residual.likelihood] * LOSS_SHARE[residual.impact] * yearly


def _matrix(page: Page, plan: Plan) -> None:
    """Write the matrix that gives the bands, and what likelihoods and impacts stand for."""
    book, first = page.book, letter(_MATRIX + 1)
    page.text(TOP - 1, _MATRIX, "Likelihood down, impact across", HEAD)
    page.text(TOP, _MATRIX, "", HEAD)
    for place in range(5):
        page.number(TOP, _MATRIX + 1 + place, place + 1, HEAD_RIGHT)
        page.number(TOP + 1 + place, _MATRIX, place + 1, STRONG)
        for impact, word in enumerate(MATRIX[place]):
            page.text(TOP + 1 + place, _MATRIX + 1 + impact, word, WORD)
    page.row(TOP, _MATRIX + 6, ("Probability a year", "Share of yearly value"), HEAD_RIGHT)
    for place in range(5):
        page.number(TOP + 1 + place, _MATRIX + 6, PROBABILITY[place + 1], PERCENT)
        page.number(TOP + 1 + place, _MATRIX + 7, LOSS_SHARE[place + 1], PERCENT)
    page.text(TOP + 7, _MATRIX, "Appetite", HEAD)
    page.text(TOP + 7, _MATRIX + 1, str(plan.facts.evaluation.initiative.risk_appetite), TEXT_INPUT)
    top, bottom = TOP + 1, TOP + 5
    book.name("RiskMatrix", f"{RISKS}!${first}${top}:${letter(_MATRIX + 5)}${bottom}")
    for name, column in (("RiskProbability", _MATRIX + 6), ("RiskLoss", _MATRIX + 7)):
        book.name(name, f"{RISKS}!${letter(column)}${top}:${letter(column)}${bottom}")
    book.name("RiskAppetite", f"{RISKS}!${first}${TOP + 7}")
    book.name("Lst_Band", f"{RISKS}!${first}${TOP + 9}:${first}${TOP + 12}")
    for place, band in enumerate(Band):
        page.text(TOP + 9 + place, _MATRIX + 1, str(band), WORD)
        page.text(TOP + 9 + place, _MATRIX + 2, band.label, WORD)
    listed(page, f"{first}{TOP + 7}", "Lst_Band", "Choose L, M, H or C.")


def mitigations_sheet(book: Book, plan: Plan) -> None:
    """Write the controls; how far each has come may be changed, and the bands of the risks follow."""
    told = _begun(plan)
    if told is None:
        return
    currency = plan.facts.evaluation.initiative.currency
    unit = 10 ** minor_digits(currency)
    fields = (
        Field("Risk no.", 6, WHOLE), Field("Risk", 28, AFTER), Field("Code", 10), Field("Control", 44),
        Field("Kind", 10), Field("Likelihood steps", 9, WHOLE), Field("Impact steps", 9, WHOLE),
        Field("State", 13, TEXT_INPUT), Field("Owner", 18), Field("Due", 12, DATE),
        Field(f"Cost, {currency or 'money'}", 12, AMOUNT), Field("Evidence", 24, AFTER), Field("Verified by, on", 24),
    )  # fmt: skip
    rows: list[Sequence[Entry]] = [
        (
            each.risk.id, f"{each.risk.code} {each.risk.title}".strip(), one.code, one.wording, one.kind.value,
            one.likelihood_effect, one.impact_effect, STATES[one.state], one.owner or one.role, day_of(one.due_on),
            None if one.cost is None else one.cost / unit, one.evidence,
            ", ".join(filter(None, (one.verified_by, one.verified_on))),
        )
        for each in told.risks
        for one in each.risk.mitigations
    ]  # fmt: skip
    lead = "Change the yellow state and see on Risks what it does. A plan lowers nothing."
    page = register_sheet(book, MITIGATIONS, "What is done about it", lead, fields, rows, "Mitigation_list")
    last = TOP + max(1, len(rows))
    for name, column in (("Mit_Risk", "A"), ("Mit_L", "F"), ("Mit_I", "G"), ("Mit_State", "H")):
        book.name(name, f"{MITIGATIONS}!${column}${TOP + 1}:${column}${last}")
    start = last + 3
    for place, word in enumerate(STATES.values()):
        page.text(start + place, 1, word, WORD)
    book.name("Lst_Mitigation", f"{MITIGATIONS}!$A${start}:$A${start + len(STATES) - 1}")
    page.hide_rows(*range(start, start + len(STATES)))
    listed(page, f"H{TOP + 1}:H{last}", "Lst_Mitigation", f"Choose one of {', '.join(STATES.values())}.")


def risk_comparisons(plan: Plan) -> list[tuple[str, str, str, Result, Result]]:
    """Return what the Check sheet compares of the risks: every band, now and once all controls work."""
    told = _begun(plan)
    found: list[tuple[str, str, str, Result, Result]] = []
    for row, each in enumerate(told.risks if told else (), TOP + 1):
        now, target = str(each.band or NOT_RATED), str(each.target_band or NOT_RATED)
        found += [
            ("Band now", _name(each.risk), f"{RISKS}!{letter(_NOW)}{row}", now, now),
            ("Band once all controls work", _name(each.risk), f"{RISKS}!{letter(_TARGET)}{row}", target, target),
            ("Appetite", _name(each.risk), f"{RISKS}!{letter(_ABOVE)}{row}", _appetite(each), _appetite(each)),
        ]
    return found


def _name(risk: Risk) -> str:
    return f"{risk.code} {risk.title}".strip()


def _begun(plan: Plan) -> ProtectionFacts | None:
    told, protection = plan.facts.protection, plan.facts.evaluation.protection
    return told if told is not None and protection is not None and protection.register.is_begun else None

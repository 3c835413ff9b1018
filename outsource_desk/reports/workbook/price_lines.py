"""The Price lines sheet: what each offer asks for each line, with the cell that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from outsource_desk.domain.criterion import Measure
from outsource_desk.domain.formatting import in_words, minor_digits
from outsource_desk.domain.price_line import PriceLine
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.reports.workbook.page import Book
from outsource_desk.reports.workbook.plan import Plan
from outsource_desk.reports.workbook.register import AFTER, AMOUNT, WHOLE, Entry, Field, register_sheet

_MOST_NAMED = 4  # candidates


def price_lines_sheet(book: Book, plan: Plan) -> None:
    """Write the lines of all offers; nothing where there are none."""
    evaluation = plan.facts.evaluation
    if not evaluation.price_lines:
        return
    candidates = {each.id: each.name for each in evaluation.candidates}
    paths = {node.criterion.id: node.path for node in plan.nodes}
    rows: list[list[Entry]] = [
        [
            candidates.get(line.candidate_id, ""), paths.get(line.criterion_id, ""), line.name, line.year,
            line.quantity, line.unit, line.unit_price, line.amount, line.currency,
            str(line.source) if line.source else "",
        ]
        for line in evaluation.price_lines
    ]  # fmt: skip
    lead = f"{_sums(evaluation)} Filter and sort as you like; totals read the Scores sheet."
    fields = _fields(evaluation.price_lines)
    register_sheet(book, "Price lines", "What the offers are made of", lead, fields, rows, "Price_lines")


def _fields(lines: Sequence[PriceLine]) -> tuple[Field, ...]:
    """Return the columns; quantities and money show the decimals that they have, alike from row to row."""
    quantity = replace(AMOUNT, format="#,##0" if _are_whole(line.quantity for line in lines) else "#,##0.0####")
    are_whole = _are_whole(line.amount for line in lines)
    amount = AMOUNT if are_whole else replace(AMOUNT, format=_with_coins(line.currency for line in lines))
    unit_price = replace(AMOUNT, format="#,##0" if _are_whole(line.unit_price for line in lines) else "#,##0.00####")
    return (
        Field("Candidate", 26), Field("Price", 20, AFTER), Field("Line", 40), Field("Year", 8, WHOLE),
        Field("Quantity", 13, quantity), Field("Unit", 9, AFTER), Field("Unit price", 16, unit_price),
        Field("Amount", 18, amount), Field("Currency", 10, AFTER), Field("Source cell", 28),
    )  # fmt: skip


def _are_whole(numbers: Iterable[float | None]) -> bool:
    return all(number is None or float(number).is_integer() for number in numbers)


def _with_coins(currencies: Iterable[str]) -> str:
    return f"#,##0.{'0' * max(1, *map(minor_digits, currencies))}"


def _sums(evaluation: Evaluation) -> str:
    """Return in words which prices are the sum of their lines."""
    names = {each.id: each.name for each in evaluation.candidates}
    others = [names.get(each, "") for each in dict.fromkeys(_set_otherwise(evaluation))]
    if not others:
        return "Each price is the sum of its lines."
    if len(others) > _MOST_NAMED:
        others[_MOST_NAMED - 1 :] = [f"{len(others) - _MOST_NAMED + 1} more"]
    return f"Each price is the sum of its lines, but not for {in_words(others)}: open, or set otherwise."


def _set_otherwise(evaluation: Evaluation) -> Iterator[int]:
    """Yield the candidates with a price that is not the sum of its lines, but for coins that were rounded."""
    amounts = {(each.candidate_id, each.criterion_id): each.amount for each in evaluation.measurements}
    prices = {each.id for each in evaluation.criteria if each.measure is Measure.PRICE}
    offers: dict[tuple[int, int], list[PriceLine]] = {}
    for line in evaluation.price_lines:
        offers.setdefault((line.candidate_id, line.criterion_id), []).append(line)
    for (candidate_id, criterion_id), lines in offers.items():
        amount, currencies = amounts.get((candidate_id, criterion_id)), {line.currency for line in lines}
        if criterion_id in prices:
            currencies.add(evaluation.initiative.currency)
        rounded = (len(lines) + 1) / 2 * 0.1 ** min(map(minor_digits, currencies))
        if amount is None or len(currencies) > 1 or abs(sum(line.amount for line in lines) - amount) > rounded:
            yield candidate_id

"""The Price lines sheet: what each offer asks for each line, with the cell that it came from."""

from __future__ import annotations

from outsource_desk.reports.workbook.page import Book
from outsource_desk.reports.workbook.plan import Plan
from outsource_desk.reports.workbook.register import AFTER, AMOUNT, DECIMAL, WHOLE, Entry, Field, register_sheet

_FIELDS = (
    Field("Candidate", 26), Field("Price", 20, AFTER), Field("Line", 40), Field("Year", 8, WHOLE),
    Field("Quantity", 12, DECIMAL), Field("Unit", 9, AFTER), Field("Unit price", 14, DECIMAL),
    Field("Amount", 16, AMOUNT), Field("Currency", 9, AFTER), Field("Source cell", 28),
)  # fmt: skip


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
    lead = "Each price is the sum of its lines. Filter and sort as you like; totals read the Scores sheet."
    register_sheet(book, "Price lines", "What the offers are made of", lead, _FIELDS, rows, "Price_lines")

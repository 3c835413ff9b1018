"""Write the spreadsheets beside the sample case anew: ``python tests/services/sample_sheets.py`` (needs XlsxWriter).

Run it after a change of ``service_desk.yaml``; a test compares the sheets with that file.
"""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SAMPLE = RESOURCES / "sample"
TREE = RESOURCES / "templates" / "criteria" / "ito.yaml"
LIBRARY = RESOURCES / "templates" / "criteria" / "library.yaml"
MADE = datetime(2026, 10, 26, 9, 0)  # noqa: DTZ001 - a workbook's time has no zone


def main() -> None:
    case = _read(SAMPLE / "service_desk.yaml")
    write_scorecard(case, SAMPLE / "Service desk scorecard - CISO office.xlsx")
    write_prices(case, SAMPLE / "Bid prices.xlsx")
    write_vendors(case, SAMPLE / "Vendor list.csv")


def write_scorecard(case: dict[str, Any], path: Path) -> None:
    """Write one office's points: criteria as rows, candidates as columns, weights of the whole, a total."""
    office = next(i for i, evaluator in enumerate(case["evaluators"]) if evaluator["key"] == "security")
    weights = _weights()
    names = {leaf["code"]: leaf["name"] for leaf in _read(LIBRARY)["criteria"]}
    points = {entry["criterion"]: entry["points"] for entry in case["scores"]}
    rows = [code for code in weights if code in points]
    book, sheet, style = _workbook(path, "Scorecard")
    sheet.write(0, 0, f"{case['initiative']['organisation']}: {case['initiative']['name']}", style["title"])
    sheet.write(1, 0, "Scorecard of the CISO office, 26 October 2026. Points from 0 to 5. Price: see Procurement.")
    head = ["Criterion", "Weight", *(_name(candidate) for candidate in case["candidates"])]
    sheet.write_row(3, 0, head, style["head"])
    for row, code in enumerate(rows, start=4):
        sheet.write(row, 0, names[code])
        sheet.write(row, 1, weights[code])
        for column, candidate in enumerate(case["candidates"], start=2):
            given = points[code][candidate["key"]][office]
            if given is not None:
                sheet.write(row, column, given)
    last = 3 + len(rows)
    sheet.write(last + 1, 0, "Total", style["head"])
    sheet.write_formula(last + 1, 1, f"=SUM(B5:B{last + 1})", style["total"], sum(weights[code] for code in rows))
    for column, candidate in enumerate(case["candidates"], start=2):
        letter = "ABCDEFGHIJ"[column]
        total = sum(weights[code] * (points[code][candidate["key"]][office] or 0) for code in rows) / 5
        formula = f"=SUMPRODUCT($B$5:$B${last + 1},{letter}5:{letter}{last + 1})/5"
        sheet.write_formula(last + 1, column, formula, style["total"], total)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 1 + len(case["candidates"]), 20)
    sheet.freeze_panes(4, 2)
    book.close()


def write_prices(case: dict[str, Any], path: Path) -> None:
    """Write what each candidate costs over the term."""
    amounts = case["price"]["amounts"]
    book, sheet, style = _workbook(path, "Bid prices")
    sheet.write(0, 0, "IT service desk: whole-life cost over five years", style["title"])
    sheet.write(1, 0, "Procurement, 16 October 2026. With transition, retained team, audits and exit.")
    sheet.write_row(3, 0, ["Vendor", "Whole-life price (EUR)"], style["head"])
    for row, candidate in enumerate(case["candidates"], start=4):
        sheet.write(row, 0, _name(candidate))
        sheet.write(row, 1, amounts[candidate["key"]]["amount"], style["money"])
    sheet.set_column(0, 1, 26)
    book.close()


def write_vendors(case: dict[str, Any], path: Path) -> None:
    """Write the vendors with their first contact."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["Vendor", "Country", "Website", "Contact", "E-mail", "Notes"])
        for vendor in (candidate["vendor"] for candidate in case["candidates"] if "vendor" in candidate):
            contact = vendor["contacts"][0]
            texts = [vendor["name"], vendor["country"], vendor["website"]]
            sheet.writerow([*texts, contact["name"], contact["email"], vendor["notes"]])


def _workbook(path: Path, title: str) -> tuple[Any, Any, dict[str, Any]]:
    book = xlsxwriter.Workbook(path)
    book.set_properties({"title": path.stem, "author": "Brackwater Utilities", "created": MADE})
    style = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "total": book.add_format({"bold": True, "top": 1, "num_format": "0.00"}),
        "money": book.add_format({"num_format": "#,##0"}),
    }
    sheet = book.add_worksheet(title)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return book, sheet, style


def _weights() -> dict[str, float]:
    """Return each leaf's weight of the whole, per cent, in the order of the tree."""
    groups = _read(TREE)["groups"]
    return {leaf["use"]: group["weight"] * leaf["weight"] / 100 for group in groups for leaf in group["criteria"]}


def _name(candidate: dict[str, Any]) -> str:
    return candidate["in_house"] if "in_house" in candidate else candidate["vendor"]["name"]


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

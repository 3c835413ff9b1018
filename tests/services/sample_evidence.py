"""Write the files of evidence of the sample case anew: ``python -m tests.services.sample_evidence``.

Run it after a change of ``service_desk_vetting.yaml``; a test checks that every file it names is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SAMPLE = RESOURCES / "sample"
FOLDER = SAMPLE / "evidence"
INK, QUIET = HexColor("#1c2733"), HexColor("#5c6b7a")
NOTICE = "Made up for the sample case of Outsource Desk. No such organisation or document exists."
CHAPTERS = [
    "Who we are, and who signs",
    "Our desk, our people and how they are trained",
    "Service levels, measurement and credits",
    "Information security and personal data",
    "Ownership of results and confidentiality",
    "Continuity, and what was exercised",
    "Sub-contractors and places of work",
    "Working together",
    "Transition and exit",
    "Charges and indexation",
]
FINDINGS = [
    ["Systems in scope", "Desk platform, remote support, sign-in"],
    ["Critical findings", "None"],
    ["High findings", "Two, both closed and tested again"],
    ["Recovery exercise", "Full move of the desk to the second site in 5 h 40 min; target 8 h, met"],
]


def main() -> None:
    case = yaml.safe_load((SAMPLE / "service_desk_vetting.yaml").read_text(encoding="utf-8"))
    for name, face in (("Sample", "Inter-Regular"), ("SampleBold", "Inter-SemiBold")):
        pdfmetrics.registerFont(TTFont(name, RESOURCES / "fonts" / f"{face}.ttf"))
    FOLDER.mkdir(exist_ok=True)
    for entry in case["evidence"]:
        if "file" in entry:
            write(entry, case["dossiers"][entry["candidate"]], FOLDER / entry["file"])


def write(entry: dict[str, Any], dossier: dict[str, Any], path: Path) -> None:
    """Write one file of evidence as a page that says what such a page says."""
    legal_name, title = dossier["profile"]["legal_name"], path.stem.partition(" - ")[2]
    story: list[Flowable] = [
        Paragraph(entry["issuer"], _style(10, QUIET, alignment=TA_RIGHT)),
        Spacer(1, 40),
        Paragraph(title, _style(22, INK, bold=True)),
        Spacer(1, 6),
        Paragraph(f"{legal_name} · {entry['dated']:%d %B %Y}", _style(11, QUIET)),
        Spacer(1, 18),
        HRFlowable(width="100%", color=QUIET, thickness=0.6),
        Spacer(1, 18),
        *_body(title, path.name, legal_name, dossier),
    ]
    SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=64, rightMargin=64, topMargin=60, bottomMargin=60, invariant=1,
        title=path.stem, author=entry["issuer"], subject=NOTICE,
    ).build(story, onFirstPage=_notice, onLaterPages=_notice)  # fmt: skip


def _body(title: str, file: str, legal_name: str, dossier: dict[str, Any]) -> list[Flowable]:
    certificate = next((each for each in dossier.get("certificates", []) if each.get("file") == file), None)
    if certificate is not None:
        scheme = certificate["scheme"]
        text = f"We have looked at the management system of {legal_name} and found it in line with {scheme}."
        rows = [["Number", certificate.get("number", "none")], ["Scope", certificate["scope"]]]
        rows += [["Exceptions", certificate["exceptions"]]] if "exceptions" in certificate else []
        return [Paragraph(text, _style(11, INK)), Spacer(1, 14), _table(rows)]
    if title == "Audited accounts":
        heads = {"revenue": "Revenue", "operating_profit": "Operating profit", "ebitda": "EBITDA", "equity": "Equity"}
        heads |= {
            "net_debt": "Net debt",
            "current_assets": "Current assets",
            "current_liabilities": "Current liabilities",
        }
        rows = [["EUR", *(str(year["year"]) for year in dossier["years"])]]
        rows += [[head, *(f"{year[key]:,}" for year in dossier["years"])] for key, head in heads.items()]
        text = "In our opinion the accounts give a true and fair view. The opinion is not qualified."
        return [_table(rows), Spacer(1, 14), Paragraph(text, _style(11, INK))]
    if title == "Tender response":
        rows = [[str(number), chapter] for number, chapter in enumerate(CHAPTERS, start=1)]
        text = "Our answers to your questionnaire, with the documents that stand behind them, in ten chapters:"
        return [Paragraph(text, _style(11, INK)), Spacer(1, 14), _table(rows)]
    return [_table(FINDINGS)]


def _table(rows: list[list[str]]) -> Table:
    cells = [[Paragraph(cell, _style(10.5, INK)) for cell in row] for row in rows]
    widths = [36, 420] if rows[0][0] == "1" else [150, *([306 / (len(rows[0]) - 1)] * (len(rows[0]) - 1))]
    return Table(
        cells, colWidths=widths, hAlign="LEFT",
        style=[("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#c8d0d8")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
               ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 6)],
    )  # fmt: skip


def _style(size: float, colour: Color, *, bold: bool = False, **more: Any) -> ParagraphStyle:
    face = "SampleBold" if bold else "Sample"
    return ParagraphStyle(face, fontName=face, fontSize=size, leading=size * 1.4, textColor=colour, **more)


def _notice(canvas: Any, _document: Any) -> None:
    canvas.setFont("Sample", 8)
    canvas.setFillColor(QUIET)
    canvas.drawString(64, 34, NOTICE)


if __name__ == "__main__":
    main()

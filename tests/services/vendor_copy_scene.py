"""A vendor under vetting with a question of every kind, in a real file, and what a vendor types into its copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from outsource_desk.services.desk import Desk
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.store.rows import insert_row
from tests.scene import Scene, build_scene

KINDS: dict[str, dict[str, Any]] = {
    "GEN-01": {"kind": "yn", "wording": "Do you own the company?"},
    "GEN-02": {"kind": "ypn", "wording": "Are all staff screened?", "needs_evidence": 1, "proof": "Screening policy"},
    "GEN-03": {"kind": "mat", "wording": "How mature is your training?"},
    "GEN-04": {"kind": "num", "wording": "Since how many years do you do this?", "unit": "years"},
    "GEN-05": {"kind": "pct", "wording": "What share of clients renewed?"},
    "SEC-01": {"kind": "choice", "wording": "Which report?", "gate": "knock_out", "pass_when": "answer != none"},
    "SEC-02": {"kind": "multi", "wording": "Which of these are encrypted?"},
    "SEC-03": {"kind": "date", "wording": "Until when is the certificate in force?", "asked_if": "SEC-01 == iso"},
    "SEC-04": {"kind": "doc", "wording": "Can we see the last test?", "needs_evidence": 1, "proof": "Summary"},
    "SEC-05": {"kind": "text", "wording": "Who is liable for a breach, and how much?", "good": "Secret good answer"},
}  # fmt: skip
OPTIONS = {
    "SEC-01": [("iso", "ISO 27001"), ("soc", "SOC 2 type II"), ("none", "None")],
    "SEC-02": [("rest", "Data at rest"), ("transit", "Data in transit"), ("backup", "Back-ups")],
}
FILLED: dict[str, Any] = {
    "GEN-01": "yes",
    "GEN-02": "partly",
    "GEN-03": 4,
    "GEN-04": 12.5,
    "GEN-05": 91,
    "SEC-01": "SOC 2 type II",
    "SEC-02": {"rest": "yes", "transit": "no", "backup": "yes"},
    "SEC-03": date(2027, 3, 31),
    "SEC-04": "attached",
    "SEC-05": "Größere Schäden trägt die Muttergesellschaft – „unbegrenzt“.\nSecond line",
}
REPLIES = {
    "GEN-01": ("yes", None),
    "GEN-02": ("partly", None),
    "GEN-03": ("", 4.0),
    "GEN-04": ("", 12.5),
    "GEN-05": ("", 91.0),
    "SEC-01": ("soc", None),
    "SEC-02": ("rest backup", None),
    "SEC-03": ("2027-03-31", None),
    "SEC-04": ("present", None),
    "SEC-05": (FILLED["SEC-05"], None),
}
SIGNED = ("Dana Weiß", "Head of compliance", date(2026, 3, 2))


@dataclass
class Vetted:
    """A file with a questionnaire."""

    desk: Desk
    scene: Scene
    ids: dict[str, int]  # code → question id
    questionnaire: int

    @property
    def candidate(self) -> int:
        """Return the vendor that is asked."""
        return self.scene.candidate

    def answers(self) -> dict[str, Any]:
        """Return code → answer of the vendor."""
        vetting = load_evaluation(self.desk, self.scene.initiative).vetting
        assert vetting is not None
        codes = {number: code for code, number in self.ids.items()}
        return {codes[each.question_id]: each for each in vetting.answers if each.candidate_id == self.candidate}

    def answer(self, code: str, **fields: Any) -> int:
        """Put an answer of the vendor into the file."""
        with self.desk.edit("Answer"):
            row = {"candidate_id": self.candidate, "question_id": self.ids[code], "state": "in_review", **fields}
            return insert_row(self.desk.db, "answer", row)


def build_vetting(desk: Desk) -> Vetted:
    """Fill a file with a decision and a questionnaire that has every kind of question."""
    scene, ids = build_scene(desk), {}
    with desk.edit("Start vetting"):
        head = {"initiative_id": scene.initiative, "title": "Vetting of a service desk", "lead": "Ana Lima"}
        questionnaire = insert_row(desk.db, "questionnaire", {**head, "due_on": "2026-04-30", "depth": "full"})
        sections = {}
        for place, (code, title) in enumerate((("GEN", "The company"), ("SEC", "Security"))):
            row = {"questionnaire_id": questionnaire, "position": place, "code": code, "title": title, "weight": 7.25}
            sections[code] = insert_row(desk.db, "section", row)
        for place, (code, fields) in enumerate(KINDS.items()):
            row = {"section_id": sections[code[:3]], "position": place, "code": code, "weight": 4.75, **fields}
            ids[code] = insert_row(desk.db, "question", row)
            for at, (value, label) in enumerate(OPTIONS.get(code, [])):
                option = {"position": at, "value": value, "label": label, "points": 3.25}
                insert_row(desk.db, "question_option", {"question_id": ids[code], **option})
        insert_row(desk.db, "question_point", {"question_id": ids["GEN-04"], "amount": 8.375, "points": 4})
    return Vetted(desk, scene, ids, questionnaire)


def fill_copy(path: Path, answers: dict[str, Any], signed: tuple[Any, ...] = SIGNED, **beside: tuple[str, str]) -> None:
    """Type answers into a copy as its vendor would; ``beside`` holds comment and files by code with an underscore."""
    book: Any = openpyxl.load_workbook(path)
    code = ""
    for row in book["Questions"].iter_rows(min_row=5):
        code = row[2].value or code
        if row[0].value is None:
            continue
        answer = answers.get(code)
        if isinstance(answer, dict):
            if row[1].value in answer:
                row[4].value = answer[row[1].value]
        elif code in answers and not row[1].value:
            row[4].value = answer
        key = code.replace("-", "_")
        if key in beside and not row[1].value:
            row[6].value, row[8].value = beside[key]
    for place, value in enumerate(signed, 4):
        book["Sign-off"].cell(place, 3, value)
    book.save(path)


def cell_of(path: Path, code: str, column: int = 5, option: str = "") -> str:
    """Return where the answer to a question stands in a copy."""
    found, book = "", openpyxl.load_workbook(path)
    rows: Any = book["Questions"].iter_rows(min_row=5)
    for row in rows:
        found = row[2].value or found
        if row[0].value is not None and found == code and (row[1].value or "") == option:
            return row[column - 1].coordinate
    raise KeyError(code)

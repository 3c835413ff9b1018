"""A file with a small questionnaire, as tests of answers and evidence need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from outsource_desk.domain.vetted import Judged, VettedCandidate
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.desk import Desk
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.vendors import add_vendor
from outsource_desk.services.vetted import vetted_of
from outsource_desk.store.answers import load_answer
from outsource_desk.store.rows import insert_row

QUESTIONS = (  # code, section, kind and what else it has
    ("SEC-01", "SEC", "yn", {"needs_evidence": 1, "gate": "knock_out", "pass_when": "answer == yes", "weight": 3}),
    ("SEC-02", "SEC", "ypn", {"needs_evidence": 1, "weight": 2}),
    ("SEC-03", "SEC", "mat", {"weight": 1}),
    ("SEC-04", "SEC", "doc", {"needs_evidence": 1, "weight": 2}),
    ("SEC-05", "SEC", "num", {"unit": "days", "weight": 2, "gate": "conditional", "pass_when": "value <= 14"}),
    ("SEC-06", "SEC", "pct", {"unit": "%", "weight": 1}),
    ("COM-01", "COM", "text", {"weight": 2}),
    ("COM-02", "COM", "choice", {"weight": 2, "needs_evidence": 1}),
    ("COM-03", "COM", "multi", {"weight": 1}),
    ("COM-04", "COM", "date", {"weight": 1}),
    ("COM-05", "COM", "num", {"unit": "clients", "weight": 1}),
)
OPTIONS = {
    "COM-02": (("weekly", "Every week", 5.0), ("monthly", "Every month", 3.0), ("never", "Never", 0.0)),
    "COM-03": (("english", "English", 2.0), ("german", "German", 2.0), ("french", "French", 2.0)),
}
CURVES = {"SEC-05": ((0, 5), (14, 3), (30, 0)), "SEC-06": ((0, 0), (100, 5))}


@dataclass
class Case:
    """The ids of everything in the file, by name and code."""

    desk: Desk
    initiative: int
    vendors: dict[str, int] = field(default_factory=dict)
    candidates: dict[str, int] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)

    def found(self, name: str = "Meridian") -> VettedCandidate:
        """Return what vetting finds about a candidate now."""
        vetted = vetted_of(load_evaluation(self.desk, self.initiative))
        assert vetted is not None
        return vetted.candidates[self.candidates[name]]

    def judged(self, code: str, name: str = "Meridian") -> Judged:
        """Return how one question stands for a candidate now."""
        return self.found(name).judged[self.questions[code]]

    def state(self, answer_id: int) -> str:
        """Return the state of an answer now."""
        return load_answer(self.desk.connection, answer_id).state.value


def vetting_case(desk: Desk) -> Case:
    """Fill a file: one initiative, two vendors and the in-house option, two sections with a question of each kind."""
    case = Case(desk, add_initiative(desk, "Service desk"))
    for name in ("Meridian", "Northbridge"):
        case.vendors[name] = add_vendor(desk, name)
        case.candidates[name] = add_candidate(desk, case.initiative, case.vendors[name])
    with desk.edit("Start vetting"):
        sheet = insert_row(desk.db, "questionnaire", {"initiative_id": case.initiative, "title": "Vetting"})
        for at, (code, title, weight) in enumerate((("SEC", "Security", 3), ("COM", "Communication", 1))):
            values = {"questionnaire_id": sheet, "position": at, "code": code, "title": title, "weight": weight}
            case.sections[code] = insert_row(desk.db, "section", values)
        for at, (code, section, kind, more) in enumerate(QUESTIONS):
            values = {"section_id": case.sections[section], "position": at, "code": code, "wording": f"Asks {code}?"}
            case.questions[code] = insert_row(desk.db, "question", {**values, "kind": kind, **more})
        for code, options in OPTIONS.items():
            for at, (value, label, points) in enumerate(options):
                values = {"position": at, "value": value, "label": label, "points": points}
                insert_row(desk.db, "question_option", {"question_id": case.questions[code], **values})
        for code, curve in CURVES.items():
            for amount, points in curve:
                insert_row(
                    desk.db, "question_point", {"question_id": case.questions[code], "amount": amount, "points": points}
                )
    return case


def day(days: int) -> str:
    """Return a day so many days from now."""
    return f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}"


def paper(folder: Path, name: str = "report.pdf", content: bytes = b"%PDF-1.7\nA report\n") -> Path:
    """Write a file as a vendor might send it."""
    path = folder / name
    path.write_bytes(content)
    return path

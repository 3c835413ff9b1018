"""A small vetting with every kind of answer: two vendors and the in-house option, two sections."""

from __future__ import annotations

from pathlib import Path

from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vetting import AnswerType, Gate, Option, Question, VettingSection
from outsource_desk.services.candidates import add_candidate, add_in_house
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.questionnaire_text import QuestionnaireTemplate
from outsource_desk.services.questionnaires import start_vetting
from outsource_desk.services.starting import start_file
from outsource_desk.services.vendors import add_vendor

NO = "answer == no"
OPTIONS = (Option("two", "Two certificates", 5.0), Option("one", "One, in scope", 4.0), Option("none", "None", 0.0))


def _asked(place: int, code: str, wording: str, kind: AnswerType, **more: object) -> Question:
    return Question(place, 1, code, wording, kind, **more)  # type: ignore[arg-type]


COMPANY = VettingSection(
    1,
    "CORP",
    "Company",
    5.0,
    questions=(
        _asked(1, "CORP-01", "Is it registered?", AnswerType.YES_NO, gate=Gate.KNOCK_OUT, pass_when="answer == yes"),
        _asked(2, "CORP-02", "Is there a code of conduct?", AnswerType.YES_PARTLY_NO),
        _asked(3, "CORP-03", "Which certificates are held?", AnswerType.CHOICE, options=OPTIONS, needs_evidence=True),
        _asked(4, "CORP-04", "How mature is risk management?", AnswerType.MATURITY),
    ),
)  # fmt: skip
DELIVERY = VettingSection(
    2,
    "DEL",
    "Delivery",
    5.0,
    questions=(
        _asked(5, "DEL-01", "How many clients are served?", AnswerType.NUMBER, unit="clients", curve=((0, 0), (5, 5))),
        _asked(6, "DEL-02", "What share of clients renews?", AnswerType.PERCENTAGE, curve=((50, 0), (95, 5))),
        _asked(7, "DEL-03", "Which languages are spoken?", AnswerType.SEVERAL, options=OPTIONS),
        _asked(8, "DEL-04", "Until when is the licence valid?", AnswerType.DATE),
        _asked(9, "DEL-05", "Is there a service report?", AnswerType.DOCUMENT),
        _asked(10, "DEL-06", "How are teams kept apart?", AnswerType.TEXT, good="Separate rooms and systems"),
        _asked(11, "DEL-07", "Is the site on flood land?", AnswerType.YES_NO, gate=Gate.CONDITIONAL, pass_when=NO),
    ),
)  # fmt: skip
TEMPLATE = QuestionnaireTemplate("small", "1", "Small vetting", (COMPANY, DELIVERY))


def write_vetting(path: Path, vendors: tuple[str, ...] = ("Alder", "Birch"), *, is_started: bool = True) -> Path:
    """Write a file in which vetting has begun, unless told otherwise."""
    with start_file(path) as desk:
        initiative_id = add_initiative(desk, "Service desk")
        add_in_house(desk, initiative_id)
        for name in vendors:
            add_candidate(desk, initiative_id, add_vendor(desk, name))
        if is_started:
            start_vetting(desk, initiative_id, TEMPLATE, depth=Depth.LITE)
    return path

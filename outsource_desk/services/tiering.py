"""How critical a function is: eight questions, the tier that follows, and who decided otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_choice, checked_text
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.initiative import Initiative
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.tier import Depth, Tier
from outsource_desk.paths import resource
from outsource_desk.services.rules.reading import Block, read_block
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.rows import delete_rows, update_row, upsert_row

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

TIERING_SCHEMA = "outsource-desk/tiering/1"
HIGHEST = 3  # points of one answer


class NoReasonError(DeskError):
    """A tier was set by hand without saying why."""

    remedy = "Write one sentence that an auditor would accept."

    def __init__(self) -> None:
        super().__init__("A tier that differs from the answers needs a reason.")


class NotAnAnswerError(DeskError):
    """A question on criticality was answered with something that it does not offer."""

    remedy = "Choose one of the four answers."

    def __init__(self, points: object) -> None:
        super().__init__(f"The answers are worth 0, 1, 2 or 3 points, not “{str(points)[:80]}”.")


@dataclass(frozen=True)
class TieringQuestion:
    """One question on criticality, with its answers for 0, 1, 2 and 3 points."""

    code: str
    ask: str
    answers: tuple[str, str, str, str]
    decides: bool = False  # its highest answer makes the function critical, whatever the others say


@dataclass(frozen=True)
class TieringScheme:
    """The questions on criticality and the points from which a function is critical or important."""

    questions: tuple[TieringQuestion, ...]
    critical_from: int  # points, of 3 per question
    important_from: int


@dataclass(frozen=True)
class TierFinding:
    """How critical a function is, as far as it is known."""

    tier: Tier | None  # None = not enough is answered yet
    total: int  # points given so far
    is_complete: bool  # every question is answered
    why: str  # one sentence


def tiering_scheme(folder: Path | None = None) -> TieringScheme:
    """Return the questions on criticality; ``folder`` None = those that come with the product.

    Raises:
        RulesFileError: the file cannot be used; the message names the line.
    """
    return _scheme((folder or resource("templates")) / "tiering.yaml")


def tier_of(initiative: Initiative, tiering: Mapping[str, int]) -> TierFinding:
    """Return how critical the initiative's function is.

    Silence is not harmless: while a question is open, only a tier that no answer could change any more is stated.

    Args:
        initiative: whose tier may have been set by hand.
        tiering: code → points, 0..3, of the questions answered so far.

    Raises:
        RulesFileError: the file of the questions cannot be used.
    """
    if initiative.tier_override is None and not tiering:
        return TierFinding(None, 0, False, "No question on criticality has been answered.")
    scheme = tiering_scheme()
    points = {each.code: tiering[each.code] for each in scheme.questions if each.code in tiering}
    total, is_complete = sum(points.values()), len(points) == len(scheme.questions)
    if initiative.tier_override is not None:
        return TierFinding(initiative.tier_override, total, is_complete, f"Set by hand: {initiative.tier_reason}")
    for each in scheme.questions:
        if each.decides and points.get(each.code) == HIGHEST:
            return TierFinding(Tier.T1, total, is_complete, f"One answer decides it: “{each.ask}” {each.answers[-1]}.")
    tier = _tier_for(scheme, total)
    if not is_complete:
        missing = len(scheme.questions) - len(points)
        why = f"{total} points so far; {missing} of {len(scheme.questions)} questions are open."
        return TierFinding(tier if tier is Tier.T1 else None, total, False, why)
    return TierFinding(tier, total, True, f"{total} of {HIGHEST * len(scheme.questions)} points.")


def proposed_depth(evaluation: Evaluation) -> Depth:
    """Return how deep to vet: as the tier asks for; while that is not known, the standard."""
    tier = tier_of(evaluation.initiative, evaluation.tiering).tier
    return tier.depth if tier is not None else Depth.STANDARD


def answer_tiering(desk: Desk, initiative_id: int, code: str, points: int | None) -> None:
    """Answer one question on criticality; None takes the answer back.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such initiative or question.
        NotAnAnswerError: ``points`` is none of its answers.
    """
    load_initiative(desk.connection, initiative_id)
    if code not in {question.code for question in tiering_scheme().questions}:
        raise NotFoundError("question", code)
    if points is not None and (isinstance(points, bool) or points not in range(HIGHEST + 1)):
        raise NotAnAnswerError(points)
    key = {"initiative_id": initiative_id, "question": code}
    with desk.edit("Answer on criticality", merge_key=("tiering", initiative_id, code)):
        if points is None:
            delete_rows(desk.db, "tiering_answer", key)
        else:
            upsert_row(desk.db, "tiering_answer", key, {"points": points})


def override_tier(desk: Desk, initiative_id: int, tier: Tier | str | None, reason: str = "") -> None:
    """Set the tier by hand, with a reason; None goes back to what the answers give.

    Undoable. Saved when this returns.

    Raises:
        NoReasonError: a tier is set without a reason.
        DeskError: there is no such initiative or tier.
    """
    load_initiative(desk.connection, initiative_id)
    chosen = None if tier is None else checked_choice("Tier", tier, Tier)
    text = "" if chosen is None else checked_text("The reason", reason).strip()
    if chosen is not None and not text:
        raise NoReasonError
    with desk.edit("Set tier", merge_key=("tier", initiative_id)):
        update_row(desk.db, "initiative", initiative_id, {"tier_override": chosen, "tier_reason": text})


def _tier_for(scheme: TieringScheme, total: int) -> Tier:
    if total >= scheme.critical_from:
        return Tier.T1
    return Tier.T2 if total >= scheme.important_from else Tier.T3


@lru_cache(maxsize=4)
def _scheme(path: Path) -> TieringScheme:
    fields = read_block(path).fields(("schema", "id", "version", "cutoffs", "questions"))
    fields["schema"].one_of((TIERING_SCHEMA,))
    questions = tuple(map(_question, fields["questions"].parts.values()))
    cutoffs = fields["cutoffs"].fields(("T1", "T2"))
    critical = _whole(cutoffs["T1"], HIGHEST * len(questions))
    return TieringScheme(questions, critical, _whole(cutoffs["T2"], critical))


def _question(block: Block) -> TieringQuestion:
    names = tuple(f"points_{points}" for points in range(HIGHEST + 1))
    fields = block.fields(("ask", *names), ("decides",))
    first, second, third, fourth = (fields[name].text() for name in names)
    decides = "decides" in fields and fields["decides"].one_of(("true", "false")) == "true"
    return TieringQuestion(block.name, fields["ask"].text(), (first, second, third, fourth), decides)


def _whole(block: Block, most: int) -> int:
    text = block.text()
    if not text.isdecimal() or int(text) > most:
        raise block.error(f"“{block.name}” must be a whole number from 0 to {most}, not “{text}”.")
    return int(text)

"""What a person types on the command line about an import, as decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.import_answers import Answer, Choices
from outsource_desk.services.import_matching import SKIP, Wanted
from outsource_desk.services.import_policy import Policy

if TYPE_CHECKING:
    from argparse import Namespace

    from outsource_desk.importers.reading import Reading

Read = TypeVar("Read")
_ACTS: dict[str, Callable[[], Answer]] = {"keep": Answer.keep, "open": Answer.leave_open, "stay": Answer.stay}


class UnreadableDecisionError(DeskError):
    """A decision about an import was not written as they are read."""

    remedy = "Write it as `import --help` shows it, in quotation marks if it has spaces."

    def __init__(self, text: str, example: str) -> None:
        super().__init__(f"“{text[:80]}” is not understood. An example: {example}.")


def read_choices(typed: Namespace, reading: Reading) -> Choices:
    """Return the decisions that the options of the command say.

    The only sheet that was read is whose scores it holds, where neither an option nor the sheet itself says that.

    Raises:
        UnreadableDecisionError: one of them has another form.
    """
    is_said = any(table.evaluator for table in reading.tables)
    return Choices(
        initiative=typed.initiative,
        evaluator=typed.evaluator or (None if is_said else typed.sheet),
        directions=dict.fromkeys(typed.more, "max") | dict.fromkeys(typed.less, "min"),
        weights=read_numbers(typed.weight),
        takes_weights=typed.weights_elsewhere,
        tops=read_numbers(typed.top),
        answers=read_answers(typed.answer),
        tables=tuple(number - 1 for number in typed.table),
        vendors=read_names(typed.vendor),
        criteria=read_names(typed.criterion),
        evaluators=read_names(typed.scorer),
        scales=read_scales(typed.points),
        gates=read_gates(typed.gate),
        has_people=None if typed.people is None else typed.people == "evaluators",
        policy=Policy(typed.policy) if typed.policy else None,
        usual_policy=Policy.REPLACE,
        is_remembering=not typed.anew,
    )


def read_names(texts: Iterable[str]) -> dict[str, Wanted]:
    """Return ``NAME=HERE``, ``NAME=new`` and ``NAME=skip`` as name in the sheet → what is meant.

    Raises:
        UnreadableDecisionError: a text has another form.
    """
    words: dict[str, Wanted] = {"new": None, "skip": SKIP}
    return _pairs(texts, lambda said: words.get(said.casefold(), said), "Alder Ltd=Alder Limited")


def read_numbers(texts: Iterable[str]) -> dict[str, float]:
    """Return ``NAME=NUMBER`` as name → number.

    Raises:
        UnreadableDecisionError: a text has another form.
    """
    return _pairs(texts, _number, "Quality=40")


def read_gates(texts: Iterable[str]) -> dict[str, float | None]:
    """Return ``NAME=POINTS`` and ``NAME=no`` as criterion → least points; None = no gate.

    Raises:
        UnreadableDecisionError: a text has another form.
    """
    return _pairs(texts, lambda said: None if said.casefold() == "no" else _number(said), "Single sign-on=5")


def read_answers(texts: Iterable[str]) -> dict[str, Answer]:
    """Return ``CELL=NUMBER``, ``CELL=keep``, ``CELL=open`` and ``CELL=stay`` as cell → answer.

    Raises:
        UnreadableDecisionError: a text has another form.
        DeskError: a number is too large.
    """
    return _pairs(texts, _answer, "C5=7900000")


def read_scales(texts: Iterable[str]) -> dict[str, dict[str, float | None]]:
    """Return ``CRITERION: WORD=POINTS, WORD=POINTS`` as criterion → word → points; ``WORD=open`` leaves it open.

    Raises:
        UnreadableDecisionError: a text has another form.
    """
    example = "Service: high=5, low=1"
    found: dict[str, dict[str, float | None]] = {}
    for text in texts:
        name, mark, words = text.rpartition(":")
        if not mark or not name.strip():
            raise UnreadableDecisionError(text, example)
        found[name.strip()] = _pairs(
            words.split(","), lambda said: None if said.casefold() == "open" else _number(said), example
        )
    return found


def _answer(said: str) -> Answer:
    act = _ACTS.get(said.casefold())
    return act() if act else Answer.typed(_number(said))


def _number(said: str) -> float:
    """Return a number as it is typed on a command line: a point is its decimal sign, and “1,000” can be read two ways.

    Raises:
        ValueError: it is none, or can be read in several ways.
    """
    from outsource_desk.importers.cells import plain_number, read_number

    number = plain_number(said)
    found = (number, ()) if number is not None else read_number(said)
    if found is None or found[1]:
        raise ValueError(said)
    return found[0]


def _pairs(texts: Iterable[str], read: Callable[[str], Read], example: str) -> dict[str, Read]:
    found: dict[str, Read] = {}
    for text in texts:
        name, mark, said = text.rpartition("=")
        if not mark or not name.strip() or not said.strip():
            raise UnreadableDecisionError(text, example)
        try:
            found[name.strip()] = read(said.strip())
        except ValueError:
            raise UnreadableDecisionError(text, example) from None
    return found

"""What is written down where a judged answer was kept although a later copy says something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outsource_desk.domain.formatting import day, one_line
from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.vetting import Answer, Clarification

_LONG = 200  # characters of an answer
_KEPT = re.compile(
    r"The copy of (?P<on>.+?) \((?P<place>.+)\) says “(?P<said>.*)”; "
    r"the (?:accepted|judged) “(?P<kept>.*)” was kept\. Look at it again\."
)


@frozen
class KeptStatement:
    """A later statement that was not taken; it stands as a question back until somebody enters what came of it."""

    said: str  # in the later copy
    kept: str  # in the document


def kept_wording(on: str, place: str, said: str, answer: Answer, kept: str) -> str:
    """Return the question back about an answer that was kept.

    Args:
        on: the day of the copy, YYYY-MM-DD.
        place: its file and cell.
        said: the answer of the copy, in words.
        answer: as it stands in the document.
        kept: the same in words.
    """
    verdict = "accepted" if answer.state.is_accepted else "judged"
    told = one_line(said, _LONG), one_line(kept, _LONG)
    return f"The copy of {day(on)} ({place}) says “{told[0]}”; the {verdict} “{told[1]}” was kept. Look at it again."


def kept_statement(asked: Clarification) -> KeptStatement | None:
    """Return what a question back says of a statement that was not taken; nothing if it is about something else."""
    found = _KEPT.fullmatch(asked.wording)
    return KeptStatement(found["said"], found["kept"]) if found else None


def open_kept(answer: Answer) -> Iterator[tuple[Clarification, KeptStatement]]:
    """Yield the later statements about an answer that nobody has looked at yet, in order."""
    for each in answer.clarifications:
        found = None if each.replied_on else kept_statement(each)
        if found is not None:
            yield each, found

"""A doubt as the list of the check shows it, whatever is brought in: what is the matter, and what can be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ERROR, ASK, CARE, EMPTY, NOTE = range(5)  # how much a doubt matters, as the services number it


@dataclass(frozen=True)
class Reply:
    """An answer that is one press of a button."""

    name: str  # unlike the others of its doubt
    text: str
    answer: Any


@dataclass(frozen=True)
class Typing:
    """An answer that is typed: a number, a date, a name.

    Attributes:
        text: what the button says.
        purpose: what the field is for, in words for those who cannot see where it stands.
        placeholder: what is to be typed.
        read: text → answer; raises a `DeskError` that says why the text will not do.
        said: an answer → what the button says of it; empty if it was not typed.
    """

    text: str
    purpose: str
    placeholder: str
    read: Callable[[str], Any]
    said: Callable[[Any], str]


@dataclass(frozen=True)
class Doubt:
    """Something that is not certain about a cell, or about a word in a column."""

    key: str  # unlike any other: the cell, or the cell and a word
    cell: str  # or an area
    severity: int
    title: str  # in the user's language, as all texts here
    sentence: str
    raw: str = ""
    about: str = ""  # the criterion or the field
    replies: tuple[Reply, ...] = field(default=(), compare=False)
    options: tuple[Reply, ...] = field(default=(), compare=False)  # too many for buttons: a list to choose from
    typing: Typing | None = field(default=None, compare=False)
    needs_answer: bool = False  # somebody must decide before the import
    is_asked_elsewhere: bool = False  # what it asks is said in the steps before

    @property
    def has_answers(self) -> bool:
        """Tell whether there is anything to decide."""
        return bool(self.replies or self.options or self.typing)

"""Read a template file as plain text with line numbers; nothing in it is ever run as code."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from outsource_desk.domain.checks import TEXT_LIMIT, checked_text
from outsource_desk.domain.errors import DeskError

SIZE_LIMIT = 2_000_000  # bytes; the largest file that comes with the product has a fiftieth of it
DEPTH_LIMIT = 20  # lists inside lists; the format needs six

Choice = TypeVar("Choice", bound=StrEnum)
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "timestamp", "null")}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


class TemplateError(DeskError):
    """A template file cannot be used as it is."""

    remedy = "Open the file in a text editor, correct the line named in the message and save it."

    def __init__(self, path: Path, line: int, reason: str, remedy: str = "") -> None:
        place = f"{path.name}, line {line}" if line else str(path)
        super().__init__(f"{place}: {reason}")
        self.path = path
        self.line = line  # counted from 1; 0 = the file as a whole
        if remedy:
            self.remedy = remedy


class Entry:
    """One value of a template file that knows its line and what it is called."""

    def __init__(self, node: Any, path: Path, name: str) -> None:
        self._node = node
        self.path = path
        self.name = name

    @property
    def line(self) -> int:
        """Return the line where the value starts, counted from 1."""
        return self._node.start_mark.line + 1

    def error(self, reason: str, remedy: str = "") -> TemplateError:
        """Return the error that says what is wrong here."""
        return TemplateError(self.path, self.line, reason, remedy)

    def fields(self, required: Iterable[str] = (), optional: Iterable[str] = ()) -> dict[str, Entry]:
        """Return the named parts of a block.

        Raises:
            TemplateError: a required name is missing, or there is one that the format does not know.
        """
        required = tuple(required)
        known = (*required, *optional)
        found = self.mapping()
        for name, entry in found.items():
            if name not in known:
                nearest = difflib.get_close_matches(name, known, n=1)
                hint = f"Did you mean “{nearest[0]}”?" if nearest else f"Known here: {', '.join(known)}."
                raise entry.error(f"“{name}” is not known here.", f"{hint} Correct the word, or delete the line.")
        for name in required:
            if name not in found:
                raise self.error(f"{self.name} has no “{name}”.", f"Add a line “{name}: ...” to it.")
        return found

    def mapping(self) -> dict[str, Entry]:
        """Return the parts of a block under whatever names they have, in the order of the file.

        Raises:
            TemplateError: it is no block, or a name stands there twice.
        """
        from yaml import MappingNode, ScalarNode

        if not isinstance(self._node, MappingNode):
            raise self.error(f"{self.name} must be a block of “name: value” lines.")
        parts: dict[str, Entry] = {}
        for key, value in self._node.value:
            if not isinstance(key, ScalarNode):
                raise self.error(f"A name inside {self.name} is not plain text.")
            if key.value in parts:
                line = key.start_mark.line + 1
                raise TemplateError(self.path, line, f"“{key.value}” is given twice.", "Delete one of the two.")
            parts[key.value] = Entry(value, self.path, f"“{key.value}”")
        return parts

    def items(self) -> list[Entry]:
        """Return the items of a list.

        Raises:
            TemplateError: it is no list.
        """
        from yaml import SequenceNode

        if not isinstance(self._node, SequenceNode):
            raise self.error(f"{self.name} must be a list: one item per line, each with “- ” in front.")
        return [Entry(node, self.path, f"item {i} of {self.name}") for i, node in enumerate(self._node.value, 1)]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written here."""
        return self._node.tag == "tag:yaml.org,2002:null"

    def text(self, limit: int = TEXT_LIMIT) -> str:
        """Return a text of at most ``limit`` characters.

        Raises:
            TemplateError: it is empty, too long, or no text.
        """
        from yaml import ScalarNode

        if not isinstance(self._node, ScalarNode):
            raise self.error(f"{self.name} must be a text.", "Write it on one line, in double quotes.")
        if self._node.tag not in _PLAIN_TAGS:
            raise self.error(f"{self.name} must be a text, not “{self._node.tag}”.", "Write it in double quotes.")
        if self.is_empty or not self._node.value.strip():
            raise self.error(f"{self.name} is empty.", "Write a text after the colon, in double quotes.")
        try:
            return checked_text(f"The text of {self.name}", self._node.value, limit)
        except DeskError as error:
            raise self.error(str(error), error.remedy) from error

    def number(self, low: float | None = None, high: float | None = None) -> float:
        """Return a number between ``low`` and ``high``, both included.

        Raises:
            TemplateError: it is no number, or outside.
        """
        text = self.text()
        if not _NUMBER.fullmatch(text):
            raise self.error(f"{self.name} must be a number, not “{text}”.", "Write it like 4 or 3.5, without a unit.")
        value = float(text)
        if (low is not None and value < low) or (high is not None and value > high):
            limits = f"at least {low:g}" if high is None else f"from {low or 0:g} to {high:g}"
            raise self.error(f"{self.name} must be {limits}; {value:g} is not.")
        return value

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``.

        Raises:
            TemplateError: it is none, or outside.
        """
        value = self.number(low, high)
        if value != int(value):
            raise self.error(f"{self.name} must be a whole number.", "Leave the decimals out.")
        return int(value)

    def texts(self, limit: int = TEXT_LIMIT) -> tuple[str, ...]:
        """Return a list of texts, each of at most ``limit`` characters.

        Raises:
            TemplateError: it is no list, or one of its items no text.
        """
        return tuple(each.text(limit) for each in self.items())

    def choice(self, kind: type[Choice]) -> Choice:
        """Return one of the words that ``kind`` knows.

        Raises:
            TemplateError: it is none of them.
        """
        return kind(self.one_of([str(member) for member in kind]))

    def one_of(self, words: Iterable[str]) -> str:
        """Return the text if it is one of ``words``.

        Raises:
            TemplateError: it is none of them.
        """
        text, words = self.text(), list(words)
        if text not in words:
            raise self.error(f"{self.name} cannot be “{text}”.", f"Write one of: {', '.join(words)}.")
        return text

    def value(self) -> str | float | bool | list[str]:
        """Return what is written here: a list of texts, true or false, a number, or a text.

        Raises:
            TemplateError: it is empty, a block, or a list of other things than texts.
        """
        from yaml import SequenceNode

        if isinstance(self._node, SequenceNode):
            return [each.text() for each in self.items()]
        if self._node.tag == "tag:yaml.org,2002:bool":
            return self.flag()
        if self._node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
            return self.number()
        return self.text()

    def flag(self) -> bool:
        """Return true or false.

        Raises:
            TemplateError: it is neither.
        """
        return self.one_of(("true", "false")) == "true"


def refuse_double(codes: Sequence[str], entries: Sequence[Entry]) -> None:
    """Refuse a code that two entries of a file have.

    Raises:
        TemplateError: so it is; the message names the line of the first.
    """
    for code, entry in zip(codes, entries, strict=True):
        if codes.count(code) > 1:
            raise entry.error(f"The code “{code}” is used twice.", "Give one of the two another code.")


def read_template_text(path: Path, schema: str) -> Entry:
    """Return the whole of a template file, its first lines checked.

    Args:
        path: a text file in YAML.
        schema: prefix and version that the file must state, for example ``outsource-desk/criteria-tree/1``.

    Raises:
        TemplateError: it cannot be read, is no YAML, or is of another kind or version.
    """
    return template_text(_read(path), path, schema)


def template_text(text: str, path: Path, schema: str) -> Entry:
    """Return the whole of a template that is at hand as a text; ``path`` is what messages call it.

    Raises:
        TemplateError: it is no YAML, or is of another kind or version.
    """
    whole = Entry(_compose(path, text), path, "the file")
    _refuse_other_schema(whole, schema)
    return whole


def _read(path: Path) -> str:
    reinstall = "Put the file back, or install Outsource Desk again."
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TemplateError(path, 0, f"The file cannot be read ({error.strerror}).", reinstall) from error
    if len(raw) > SIZE_LIMIT:
        raise TemplateError(path, 0, f"The file is longer than {SIZE_LIMIT:,} bytes.", "Split it, or shorten it.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "Save the file as UTF-8 in your text editor."
        raise TemplateError(path, line, "A letter is not written in UTF-8.", remedy) from error


def _compose(path: Path, text: str) -> Any:
    """Return the tree of YAML nodes; parsing events first keeps the recursive composer to a safe depth."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1
            if depth > DEPTH_LIMIT:
                raise TemplateError(path, line, "Lists stand inside lists too deeply.", "Remove the extra brackets.")
            if isinstance(event, yaml.AliasEvent):
                raise TemplateError(path, line, "References with * are not used here.", "Write the text out.")
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TemplateError(
            path, mark.line + 1 if mark else 0, f"Not readable from here on: {error.problem}."
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise TemplateError(path, line, "There is a character that cannot be shown.", "Delete it.") from error
    if node is None:
        raise TemplateError(path, 1, "The file is empty.", "Put the file back, or install Outsource Desk again.")
    return node


def _refuse_other_schema(whole: Entry, schema: str) -> None:
    stated = whole.mapping().get("schema")
    if stated is None:
        raise whole.error("The file does not say what it is.", f"Add the line “schema: {schema}”.")
    text = stated.text()
    if text == schema:
        return
    kind, _, _version = schema.rpartition("/")
    if text.startswith(f"{kind}/"):
        raise stated.error(
            f"The file is of version “{text}”; this version of Outsource Desk reads “{schema}”.",
            "Use a newer version of Outsource Desk, or a file that was made for this one.",
        )
    raise stated.error(f"The file is “{text}”, not “{schema}”.", f"Choose the right file, or write “schema: {schema}”.")

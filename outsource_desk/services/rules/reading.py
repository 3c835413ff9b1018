"""Read the file of rules: three levels of “name: value” lines, each known by its line.

To people and editors the file is YAML; a reader of all of YAML would hold up the first picture of the window.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from outsource_desk.domain.errors import DeskError

_LINE = re.compile(r'( *)([A-Za-z_][\w-]*):(?: +("(?:[^"\\]|\\.)*"|[^"#\s][^#]*?))?\s*(?:#.*)?')
_INDENT = 2  # spaces for each level
_LEVELS = 4  # of the file itself, its rules, their fields, and the parts of these


class RulesFileError(DeskError):
    """The file of rules cannot be used as it is."""

    remedy = "Correct the line named in the message in a text editor, or install Outsource Desk again."

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}, line {line}: {reason}")
        self.path = path
        self.line = line  # counted from 1


@dataclass
class Block:
    """A value of the file, or a block of named ones, and the line where it begins."""

    path: Path
    line: int
    name: str
    value: str | None = None  # None for a block
    parts: dict[str, Block] = field(default_factory=dict)

    def error(self, reason: str) -> RulesFileError:
        """Return the error that says what is wrong here."""
        return RulesFileError(self.path, self.line, reason)

    def text(self) -> str:
        """Return a text.

        Raises:
            RulesFileError: it is a block or empty.
        """
        if not self.value:
            raise self.error(f"“{self.name}” needs a text after the colon.")
        return self.value

    def one_of(self, words: Collection[str]) -> str:
        """Return the text if it is one of some words.

        Raises:
            RulesFileError: it is none of them.
        """
        text = self.text()
        if text not in words:
            raise self.error(f"“{self.name}” cannot be “{text}”; write one of: {', '.join(words)}.")
        return text

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> Mapping[str, Block]:
        """Return the named parts.

        Raises:
            RulesFileError: one is missing, or there is one that is not known.
        """
        for name, part in self.parts.items():
            if name not in required and name not in optional:
                raise part.error(f"“{name}” is not known here; known are: {', '.join((*required, *optional))}.")
        for name in required:
            if name not in self.parts:
                raise self.error(f"“{self.name}” has no “{name}”.")
        return self.parts


def read_block(path: Path) -> Block:
    """Return the whole of a file of rules.

    Raises:
        RulesFileError: it cannot be read, a line is no “name: value”, or a name stands twice in one block.
    """
    try:
        text = path.read_text(encoding="utf-8")  # not the document: rules, which lie beside the program
    except (OSError, UnicodeDecodeError) as error:
        raise RulesFileError(path, 1, "The file cannot be read.") from error
    whole = Block(path, 1, path.name)
    open_blocks = [whole]
    for line, level, name, value in _lines(path, text):
        if level >= len(open_blocks):
            raise RulesFileError(path, line, f"“{name}” is indented too far.")
        del open_blocks[level + 1 :]
        siblings = open_blocks[level].parts
        if name in siblings:
            raise RulesFileError(path, line, f"“{name}” stands in line {siblings[name].line} already.")
        siblings[name] = block = Block(path, line, name, value)
        if value is None:
            open_blocks.append(block)
    return whole


def _lines(path: Path, text: str) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield line number, level, name and value of each line that says something."""
    for number, content in enumerate(text.splitlines(), start=1):
        if not content.strip() or content.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(content)
        level, uneven = divmod(len(found.group(1)), _INDENT) if found else (0, 0)
        if found is None or uneven or level >= _LEVELS:
            raise RulesFileError(path, number, "This is no line “name: value”, indented by two spaces for each level.")
        value = found.group(3)
        yield number, level, found.group(2), json.loads(value) if value and value.startswith('"') else value

"""The texts that the code puts on screen, and what the German catalogue has of them.

``python -m tests.ui.texts`` lists what is missing, by the file that says it, ready to be filled in.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from outsource_desk.paths import resource

PACKAGE = Path(__file__).resolve().parents[2] / "outsource_desk"
SPEAKERS = {"tr": slice(0, 1), "tr_n": slice(1, 3)}  # which arguments are texts
MECHANISM = {"ui/language.py", "charts/speech.py"}  # what passes texts on
FIELD = re.compile(r"\{(\w+)[^}]*\}")


@dataclass(frozen=True)
class Said:
    """A text where the code says it."""

    text: str | None  # None if it is no literal
    fields: frozenset[str]  # what may be filled in
    file: str
    line: int

    @property
    def where(self) -> str:
        """Return file and line."""
        return f"{self.file}:{self.line}"


@cache
def said_in_code() -> tuple[Said, ...]:
    """Return every text of the window, charts, templates and sentences of services, in the order of the code."""
    layers = ("ui", "charts", "reports", "services")
    files = sorted(path for layer in layers for path in (PACKAGE / layer).rglob("*.py"))
    return tuple(said for path in files for said in _said_in(path))


def said_in(source: str, file: str) -> Iterator[Said]:
    """Return the texts of a piece of source."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in SPEAKERS:
            continue
        fields = _filled_in(node, tree) | ({"count"} if name == "tr_n" else set())
        for text in node.args[SPEAKERS[name]]:
            literal = text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else None
            yield Said(literal, fields, file, node.lineno)


def _filled_in(call: ast.Call, tree: ast.Module) -> frozenset[str]:
    """Return the fields that a call fills in, one by one or by a dictionary with a name."""
    together = {each.value.id for each in call.keywords if isinstance(each.value, ast.Name) and each.arg is None}
    found = {each.arg for each in call.keywords if each.arg}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=keys)) if name in together:
                found.update(key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
    return frozenset(found)


def read_all(kind: str) -> str:
    """Return the files of one kind, ``window`` or ``messages``, as one catalogue."""
    paths = sorted(resource("i18n", "de").glob(f"{kind}*.yaml"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def catalogue() -> dict[str, dict[str, str]]:
    """Return the German of the window: section → English → German."""
    return yaml.safe_load(read_all("window"))


@cache
def german() -> dict[str, str]:
    """Return English → German."""
    return {text: translation for section in catalogue().values() for text, translation in section.items()}


def fields_of(text: str) -> frozenset[str]:
    """Return the names in braces."""
    return frozenset(FIELD.findall(text))


def _said_in(path: Path) -> Iterator[Said]:
    file = path.relative_to(PACKAGE).as_posix()
    if file not in MECHANISM:
        yield from said_in(path.read_text(encoding="utf-8"), file)


def report() -> Iterator[str]:
    """Return what is missing, file by file, and what nobody says any more."""
    known, said = german(), said_in_code()
    missing: dict[str, dict[str, None]] = {}
    for each in said:
        if each.text is not None and each.text not in known:
            missing.setdefault(each.file, {})[each.text] = None
    for file, texts in missing.items():
        yield f"# {file}"
        yield from (f"  {json.dumps(text, ensure_ascii=False)}: " for text in texts)
    for text in sorted(known.keys() - {each.text for each in said}):
        yield f"# no longer said: {json.dumps(text, ensure_ascii=False)}"
    yield from (f"# no literal: {each.where}" for each in said if each.text is None)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report())

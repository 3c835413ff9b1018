from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import outsource_desk

PACKAGE = Path(outsource_desk.__file__).parent
OPENERS = {"open", "fdopen", "read_bytes", "read_text", "write_bytes", "write_text", "touch"}
COPIERS = {"copy", "copy2", "copyfile", "copyfileobj", "move", "copytree"}
ALLOWED = {
    ("store/connection.py", "connect"),  # the one connection
    ("services/template_text.py", "read_bytes"),  # templates, which lie beside the program
}
EXCUSE = "# not the document: "


def touches(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and call of everything in a module that opens a file by its path without an excuse on its line."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="open" as name) | ast.Attribute(attr=name) if name in OPENERS:
                pass
            case ast.Attribute(value=ast.Name(id="shutil"), attr=name) if name in COPIERS:
                pass
            case ast.Attribute(value=ast.Name(id="sqlite3"), attr="connect" as name) if not _in_memory(node):
                pass
            case _:
                continue
        if EXCUSE not in lines[node.lineno - 1]:
            yield node.lineno, name


def _in_memory(call: ast.Call) -> bool:
    return isinstance(call.args[0], ast.Constant) and ":memory:" in str(call.args[0].value)


@pytest.mark.parametrize("layer", ["store", "services"])
def test_the_document_is_opened_through_its_one_connection_only(layer: str):
    """On POSIX a plain open() and close() of the document, anywhere in the process, drops SQLite's locks on it."""
    found = {
        f"{module.relative_to(PACKAGE)}:{line} {call}"
        for module in sorted((PACKAGE / layer).rglob("*.py"))
        for line, call in touches(module.read_text(encoding="utf-8"))
        if (module.relative_to(PACKAGE).as_posix(), call) not in ALLOWED
    }
    assert found == set(), f"open no file by path here, or say on the line why it is safe: {EXCUSE!r}"


@pytest.mark.parametrize(
    "line",
    [
        "open(path)",
        "path.open('rb')",
        "os.open(path, 0)",
        "path.read_bytes()",
        "shutil.copyfile(path, other)",
        "sqlite3.connect(path)",
        "io.open(path)",
    ],
)
def test_the_lint_sees_each_way_of_opening(line: str):
    assert list(touches(line))
    assert not list(touches(f"{line}  {EXCUSE}a draft"))


def test_the_lint_lets_memory_and_other_calls_pass():
    assert not list(touches("sqlite3.connect(':memory:')\ncopy.copy(x)\npath.exists()"))

"""Finds the texts that modules make, by their syntax: each f-string with all its alternatives, its fields filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice, product
from pathlib import Path

from outsource_desk.ui.language import say

ENGLISH = {
    "the", "is", "of", "and", "not", "has", "have", "be", "to", "for", "this", "that", "with", "are", "cannot", "from",
    "by", "been", "its", "or", "on", "there", "which", "as", "at", "it", "no",
}  # fmt: skip

HOLE = "\0"
MOST = 64  # alternatives of one text
Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Text:
    """A text as the user could read it, and where it is made."""

    module: str
    function: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.function}: {self.text}"


def filled(template: str) -> str:
    """Return a text with a number of its own in each field."""
    numbers = count(71)
    return "".join(str(next(numbers)) if letter == HOLE else letter for letter in template)


def texts_of(node: ast.expr | None, names: Names) -> list[str]:
    """Return every text that an expression can come to; what is not known is a hole."""
    match node:
        case ast.Constant(value=str(value)):
            return [value]
        case ast.JoinedStr(values=values):
            parts = [texts_of(value, names) for value in values]
            return ["".join(each) for each in islice(product(*parts), MOST)]
        case ast.FormattedValue(value=value):
            return texts_of(value, names)
        case ast.IfExp(test=ast.Name(id=name), orelse=orelse) if names.get(name) == [""]:
            return texts_of(orelse, names)
        case ast.IfExp(body=body, orelse=orelse):
            return [*texts_of(body, names), *texts_of(orelse, names)]
        case ast.BoolOp(op=ast.Or(), values=values):
            return [text for value in values for text in texts_of(value, names)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [a + b for a in texts_of(left, names) for b in texts_of(right, names)]
        case ast.BinOp(left=ast.Constant(value=str(value)), op=ast.Mult()):
            return ["", value]
        case ast.Name(id=name) if name in names:
            return list(names[name])
        case ast.Subscript(value=ast.Name(id=name)) if name in names:
            return list(names[name])
        case ast.Call():
            return _texts_of_call(node, names)
        case _:
            return [HOLE]


def _texts_of_call(call: ast.Call, names: Names) -> list[str]:
    match call:
        case ast.Call(func=ast.Name(id="counted"), args=[_, *nouns]):
            one, *many = [texts_of(noun, names)[0] for noun in nouns]
            return [f"1 {one}", f"{HOLE} {many[0] if many else one + 's'}"]
        case ast.Call(func=ast.Name(id="_sentence"), args=[reason]):
            return [_sentence(text) for text in texts_of(reason, names)]
        case ast.Call(func=ast.Attribute(value=value, attr="strip" | "rstrip" | "format")):
            return texts_of(value, names)
        case _:
            return [HOLE]


def _sentence(reason: str) -> str:
    text = reason[:1].upper() + reason[1:]
    return text if text.endswith(("?", ".", "!")) else f"{text}."


@dataclass
class Module:
    """One module's syntax and the texts in it."""

    name: str
    tree: ast.Module
    constants: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, name: str) -> Module:
        """Read a module and learn its constants."""
        module = cls(name, ast.parse(path.read_text(encoding="utf-8")))
        outside = [each for each in module.tree.body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
        module.constants = _assigned(outside, {})
        return module

    def functions(self) -> Iterator[tuple[str, list[ast.stmt], Names]]:
        """Yield the name, the statements and the known names of each function, and of the module itself last."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                yield node.name, node.body, {**self.constants, **_assigned(node.body, self.constants)}
        outside = [each for each in self.tree.body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
        yield "", outside, self.constants

    def texts(self) -> Iterator[Text]:
        """Yield the texts of several words, but not those that are a part of another text of the same function."""
        for function, body, names in self.functions():
            inside = _named_in_texts(body)
            for node in _strings(body, inside):
                for template in dict.fromkeys(texts_of(node, names)):
                    yield Text(self.name, function, node.lineno, filled(template).strip())


def _assigned(body: Sequence[ast.stmt], known: Names) -> dict[str, list[str]]:
    """Return name → the texts that are assigned to it; of a dictionary, those of its values."""
    found: dict[str, list[str]] = {}
    for node in (each for statement in body for each in ast.walk(statement)):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(values=values)):
                found.setdefault(name, []).extend(t for value in values for t in texts_of(value, {}) if t != HOLE)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).extend(texts_of(value, {**known, **found}))
    return {name: texts[:MOST] for name, texts in found.items() if any(text != HOLE for text in texts)}


def _named_in_texts(body: Sequence[ast.stmt]) -> set[str]:
    """Return the names that stand in an f-string: what they hold is a part of a text."""
    nodes = [each for statement in body for each in ast.walk(statement)]
    fields = [each for node in nodes if isinstance(node, ast.JoinedStr) for each in ast.walk(node)]
    return {each.id for each in fields if isinstance(each, ast.Name)}


def _strings(body: Sequence[ast.stmt], inside: set[str]) -> Iterator[ast.expr]:
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        match node:
            case ast.FunctionDef() | ast.ClassDef() | ast.Raise() | ast.Expr(value=ast.Constant()):
                continue  # functions are looked at on their own, errors with their classes; a bare text is a docstring
            case ast.Assign(targets=[ast.Name(id=name)]) if name in inside:
                continue
            case ast.JoinedStr() | ast.Constant(value=str()):
                yield node
            case ast.BinOp(op=ast.Add()) if any(isinstance(each, ast.JoinedStr) for each in ast.walk(node)):
                yield node
            case ast.Call(func=ast.Name(id="_sentence" | "counted")):
                yield node
            case ast.Call(func=ast.Attribute(attr="compile" | "execute" | "rpartition" | "startswith")):
                continue
            case ast.Call(func=ast.Name(id="tr" | "tr_n") | ast.Attribute(attr="tr" | "tr_n"), keywords=fields):
                pending.extend(fields)  # the text itself is said by the window's catalogue
            case _:
                pending.extend(ast.iter_child_nodes(node))


class Errors:
    """The error classes of the product, and what their messages come to."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._modules = modules
        self._classes: dict[tuple[str, str], tuple[Module, ast.ClassDef]] = {}
        for module in modules:
            for node in module.tree.body:
                if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
                    self._classes[module.name, node.name] = module, node

    def texts(self) -> Iterator[Text]:
        """Yield each class's message and remedy, and the message of each call with the texts given there."""
        for module, node in self._classes.values():
            for statement in node.body:
                match statement:
                    case ast.Assign(targets=[ast.Name(id="remedy")], value=value):
                        yield from (Text(module.name, node.name, node.lineno, text) for text in texts_of(value, {}))
            yield from self._messages(module, node.name, node.name, node.lineno, [], {})
        for module in self._modules:
            for function, body, names in module.functions():
                for call in (each for statement in body for each in ast.walk(statement)):
                    if isinstance(call, ast.Call) and (name := _called(call)).endswith("Error"):
                        yield from self._messages(module, name, function, call.lineno, call.args, names)

    def _messages(
        self, module: Module, name: str, function: str, line: int, arguments: Sequence[ast.expr], names: Names
    ) -> Iterator[Text]:
        given = [texts_of(argument, names) for argument in arguments]
        for template in dict.fromkeys(self._of_class(module, name, given)):
            if template.strip(f"{HOLE} "):
                yield Text(module.name, function, line, filled(template))

    def _of_class(self, module: Module, name: str, given: Sequence[list[str]]) -> list[str]:
        found = self._find(module, name)
        if found is None:
            return given[0] if given else []
        home, node = found
        own = next((each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"), None)
        base = ast.unparse(node.bases[0]) if node.bases else ""
        if own is None:
            return self._of_class(home, base, given) if base else []
        parameters = [each.arg for each in own.args.args[1:]]
        defaults = dict(zip(reversed(parameters), reversed(own.args.defaults), strict=False))
        names: dict[str, list[str]] = {**home.constants}
        names |= {key: texts_of(value, {}) for key, value in defaults.items()}
        names |= {key: [HOLE] for key in parameters if key not in defaults}
        names |= dict(zip(parameters, given, strict=False))
        names |= {key: texts for key, texts in _assigned(own.body, names).items() if key not in parameters}
        for call in (each for statement in own.body for each in ast.walk(statement)):
            match call:
                case ast.Call(func=ast.Attribute(value=value, attr="__init__"), args=args):
                    if isinstance(value, ast.Name):
                        base, args = value.id, args[1:]
                    return self._of_class(home, base, [texts_of(each, names) for each in args])
        return []

    def _find(self, module: Module, name: str) -> tuple[Module, ast.ClassDef] | None:
        if name == "DeskError":
            return None
        if (module.name, name) in self._classes:
            return self._classes[module.name, name]
        imported = {
            alias.name: (node.module or "")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        home = imported.get(name, "").removeprefix("outsource_desk.").replace(".", "/") + ".py"
        alone = [found for (_, known), found in self._classes.items() if known == name]
        return self._classes.get((home, name)) or (alone[0] if alone else None)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def english_in(text: str, names: Sequence[str] = ()) -> str:
    """Return what a German text still has of English; a name, in quotes or as given, may be anything."""
    plain = re.sub("|".join(["„[^“]*“", "“[^”]*”", "`[^`]*`", *map(re.escape, names)]), "", text)
    return " ".join(word for word in re.findall(r"[^\W\d_]+", plain) if word in ENGLISH)


def untranslated(found: list[str], names: Sequence[str] = ()) -> list[str]:
    return [text for text in dict.fromkeys(found) if text and (say(text) == text or english_in(say(text), names))]

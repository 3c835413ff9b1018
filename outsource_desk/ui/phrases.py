"""Whole texts of the lower layers, found again by the catalogue's patterns and said in another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

FIELD = re.compile(r"\{(\w+)[^}]*\}")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"(?<=[.!?]) (?=[A-Z“])")
_FIGURE = re.compile(r"(?:[−-]?\d[\d,]*(?:\.\d+)?)((?:[ \u00a0](?:%|[A-Z]{3}))?)")
_AND = re.compile(r" and (?![a-zà-ÿ])")  # in a list; a name such as “Terms and conditions” goes on with a small letter
_DAY = re.compile(r"\d{1,2}\u00a0[A-Z][a-z]+\u00a0\d{4}")
_NUMBERED = "nth"  # the field that holds a whole number only, so that the day of a month takes no words before it
_QUOTED = "“{words}”"  # the entry that says how a language quotes

Marks = tuple[str, str]  # what groups the thousands, and what begins the decimals


@dataclass(frozen=True)
class Phrase:
    """One entry with fields, such as ``“{name}” is empty.`` as a pattern."""

    pattern: re.Pattern[str]
    translation: str
    rank: int  # those with most fixed text come first, but an opening such as “Vendor {name}” comes last
    head: str  # the fixed text before the first field
    tail: str  # the fixed text behind the last field
    words: frozenset[str]  # what every text of the pattern holds as whole words

    def may_be(self, text: str, words: set[str]) -> bool:
        """Tell whether a text of these words is worth a try."""
        return text.startswith(self.head) and text.endswith(self.tail) and self.words <= words


class Phrases:
    """The entries of one language for texts that other layers make.

    A field of a translation says how its words are put: ``{name}`` as they are; ``{what:word}`` by the catalogue if it
    has exactly these words, and numbers in the user's format; ``{reasons:say}`` as a text of its own; ``{names:list}``
    with the last “and” translated and each part as a word; ``{names:quoted}`` with words inside quotes, too.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = entries
        with_fields = [text for text in entries if FIELD.search(text)]
        with_fields.sort(key=lambda text: (_is_opening(text), -len(FIELD.sub("", text))))
        self._by_word, self._without_word = _index(
            [_phrase(text, entries[text], rank) for rank, text in enumerate(with_fields)]
        )

    def __len__(self) -> int:
        return len(self._entries)

    def candidates(self, text: str) -> list[Phrase]:
        """Return the phrases that a text could be, best first: those whose words, beginning and end it has."""
        words = set(_WORD.findall(text))
        indexed = (phrase for word in words for phrase in self._by_word.get(word, ()))
        found = [phrase for phrase in chain(indexed, self._without_word) if phrase.may_be(text, words)]
        return sorted(found, key=lambda phrase: phrase.rank)

    def say(self, text: str, marks: Marks) -> str | None:
        """Return a text in this language; None where the catalogue does not know it.

        A text is known as a whole, or as sentences or parts that are known, or as a reason that was made a sentence by
        its capital letter and its full stop.
        """
        return self._known(text, marks) or self._partly(text, marks)

    def _known(self, text: str, marks: Marks) -> str | None:
        """Return a text of which every part is known."""
        if text in self._entries:
            return self._entries[text]
        parts = text.split("; ")
        if len(parts) > 1 and sum(map(self._fixed, parts)) > self._fixed(text):
            said = self._joined(parts, marks) or self._sentences(text, marks) or self._whole(text, marks)
        else:
            said = self._sentences(text, marks) or self._whole(text, marks) or self._joined(parts, marks)
        return said or self._headed(text, marks) or self._as_reason(text, marks)

    def _sentences(self, text: str, marks: Marks) -> str | None:
        """Return a text whose sentences are known, one by one or some together; a field never spans two then."""
        for stop in _STOP.finditer(text):
            first = self._whole(text[: stop.start()], marks)
            rest = first and self._known(text[stop.end() :], marks)
            if first and rest:
                return f"{first} {rest}"
        return None

    def _whole(self, text: str, marks: Marks) -> str | None:
        exact = self._entries.get(text)
        if exact is not None:
            return exact
        phrase, fields = self._match(text)
        if phrase is None:
            return None
        return phrase.translation.format(**{name: _Words(each).given(self, marks) for name, each in fields.items()})

    def _match(self, text: str) -> tuple[Phrase | None, dict[str, str]]:
        for phrase in self.candidates(text):
            if found := phrase.pattern.fullmatch(text):
                return phrase, found.groupdict()
        return None, {}

    def _fixed(self, text: str) -> int:
        """Return how many letters of a text are those of its entry; one with more is the better reading."""
        phrase, fields = (None, {}) if text in self._entries else self._match(text)
        known = phrase is not None or text in self._entries
        return len(text) - sum(map(len, fields.values())) if known else 0

    def _headed(self, text: str, marks: Marks) -> str | None:
        """Return a text behind a heading that the catalogue has: “Undone: …”."""
        head, colon, rest = text.partition(": ")
        known = self._entries.get(head) if colon else None
        said = known and self._known(rest, marks)
        return f"{known}: {said}" if said else None

    def _joined(self, parts: Sequence[str], marks: Marks) -> str | None:
        """Return what stands between semicolons, if each part is known by itself."""
        said = [self._known(part, marks) for part in parts] if len(parts) > 1 else [None]
        return None if None in said else "; ".join(filter(None, said))

    def _partly(self, text: str, marks: Marks) -> str | None:
        """Return a text of which at least one part is known, such as what follows a cell or a name: “B4: …”."""
        ways = ((_STOP.split(text), " "), (text.split("; "), "; "), (text.split(": ", 1), ": "))
        for parts, joint in ways:
            said = [self.say(part, marks) for part in parts] if len(parts) > 1 else []
            if any(said):
                return joint.join(part if each is None else each for part, each in zip(parts, said, strict=True))
        return None

    def _as_reason(self, text: str, marks: Marks) -> str | None:
        reason = text[:1].lower() + text[1:].removesuffix(".")
        if reason == text:
            return None
        said = self._whole(reason, marks) or self._joined(reason.split("; "), marks)
        if said is None:
            return None
        stop = "." if text.endswith(".") and not said.endswith((".", "?", "!")) else ""
        return (said[:1].upper() if text[:1].isupper() else said[:1]) + said[1:] + stop

    def word(self, text: str, marks: Marks) -> str:
        """Return a word of the program, a day, a figure, a quoted text, or a change between them; else the text."""
        known = self._entries.get(text)
        if known is not None:
            return known
        if " → " in text:
            return " → ".join(self.word(part, marks) for part in text.split(" → "))
        if _DAY.fullmatch(text):
            return self._whole(text, marks) or text
        if figure := _FIGURE.fullmatch(text):
            unit = figure.group(1)
            return text.removesuffix(unit).translate(str.maketrans({",": marks[0], ".": marks[1]})) + unit
        return self._quoted(text[1:-1]) if text.startswith("“") and text.endswith("”") else text

    def listed(self, text: str, marks: Marks, *, inside: bool = False) -> str:
        """Return a list, “A, B and C”, with its parts as words, or with the words inside its quotes as such."""
        *_, last = [None, *_AND.finditer(text)]
        first, rest = (text[: last.start()], text[last.end() :]) if last else (text, "")
        said = ", ".join(self._item(part, marks, inside=inside) for part in first.split(", "))
        return f"{said} {self._entries.get('and', 'and')} {self._item(rest, marks, inside=inside)}" if last else said

    def _item(self, text: str, marks: Marks, *, inside: bool) -> str:
        if text.endswith(" more"):
            return self._whole(text, marks) or text
        return self._quoted(self.word(text[1:-1], marks)) if inside and text[:1] == "“" else self.word(text, marks)

    def _quoted(self, text: str) -> str:
        return self._entries.get(_QUOTED, _QUOTED).format(words=text)


class _Words(str):
    """What stands in a field; a translation says by its format how it is put."""

    __slots__ = ("_marks", "_phrases")

    def given(self, phrases: Phrases, marks: Marks) -> _Words:
        """Say by which catalogue, and with which marks in numbers."""
        self._phrases, self._marks = phrases, marks
        return self

    def __format__(self, form: str) -> str:
        text = str(self)
        match form:
            case "word":
                return self._phrases.word(text, self._marks)
            case "say":
                return self._phrases.say(text, self._marks) or self._phrases.word(text, self._marks)
            case "quoted":
                return self._phrases.listed(text, self._marks, inside=True)
            case "list":
                return self._phrases.listed(text, self._marks)
            case _:
                return text


def _pattern(text: str) -> str:
    """Return a regular expression for an entry; what stands alone in quotes may be empty."""
    seen: set[str] = set()
    parts, end = [], 0
    for match in FIELD.finditer(text):
        name = match.group(1)
        before, after = text[end : match.start()], text[match.end() : match.end() + 1]
        some = r"\d+" if name == _NUMBERED else ".*?" if before.endswith("“") and after == "”" else ".+?"
        parts.append(re.escape(before))
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{some})")
        seen.add(name)
        end = match.end()
    return "".join([*parts, re.escape(text[end:])])


def _is_opening(text: str) -> bool:
    """Tell whether a pattern is open behind fixed words, so that it would take whatever follows."""
    return not text.startswith("{") and text.endswith("}")


def _phrase(text: str, translation: str, rank: int) -> Phrase:
    """Return an entry as a pattern, with what tells quickly that a text is none of it."""
    *_, last = FIELD.finditer(text)
    head = text[: text.index("{")]
    return Phrase(
        re.compile(_pattern(text), re.DOTALL), translation, rank, head, text[last.end() :], _fixed_words(text)
    )


def _index(phrases: Sequence[Phrase]) -> tuple[dict[str, list[Phrase]], list[Phrase]]:
    """Return phrases by the word of their fixed text that fewest phrases have, and those without a whole word."""
    counts = Counter(word for phrase in phrases for word in phrase.words)
    by_word: dict[str, list[Phrase]] = {}
    without: list[Phrase] = []
    for phrase in phrases:
        rarest = min(phrase.words, key=lambda word: (counts[word], -len(word), word), default=None)
        (without if rarest is None else by_word.setdefault(rarest, [])).append(phrase)
    return by_word, without


def _fixed_words(text: str) -> frozenset[str]:
    """Return the words that every text of a pattern holds whole; one that touches a field may go on in it."""
    marked = FIELD.sub("\0", text)
    touching = re.compile(r"(?<![\w\0])[^\W\d_]+(?![\w\0])")
    return frozenset(touching.findall(marked))

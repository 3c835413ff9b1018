"""What a list with one record to each row is about, judged by the words of its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from outsource_desk.importers.reading import Register
from outsource_desk.importers.registers.directories import tells_of_companies
from outsource_desk.importers.registers.words import (
    BESIDE_READINGS,
    FACTS,
    FIELDS,
    MARK,
    OF_COMPANIES,
    PLAIN,
    SUPPORT,
    TITLES,
)
from outsource_desk.importers.sheets.periods import is_period
from outsource_desk.importers.sheets.vocabulary import VENDOR
from outsource_desk.importers.sheets.words import (
    has,
    is_level,
    is_vendor_code_title,
    is_vendor_title,
    is_weight_label,
    words_of,
)

SAMPLE = 200  # rows that are looked at to judge a column
_RATED = 60  # how sure a list of risks is that says of each how likely and how bad it is
SURE = 75  # from here on a table of scores is a list of facts too
_TITLE_OF = {"risks": "risk", "metrics": "metric", "readings": "metric", "answers": "question", "criteria": "question",
             "contracts": "contract"}  # fmt: skip
_NAME_WORDS = frozenset(
    ["name", "title", "description", "text", "nombre", "nom", "nome", "nazwa", "bezeichnung", "titel", "titre",
     "titulo"]
)  # fmt: skip


_BESIDE_ANSWERS = FIELDS["remark"] | frozenset(["reference", "ref", "id", "code", "control"])
_LETTERS = {
    "l": "likelihood", "p": "probability", "i": "impact", "s": "severity", "lxi": "score", "l×i": "score",
    "l*i": "score", "pxi": "score", "p×i": "score", "p*i": "score", "pxs": "score", "p×s": "score",
}  # fmt: skip
_PAIRS = re.compile(
    r"service[ -]levels?|(?:key )?performance indicators?|niveaux? de service|nivel(?:es)? de serv[a-zç]+|"
    r"livelli? di servizio",
    re.IGNORECASE,
)  # several words for one thing


@dataclass(frozen=True)
class Taken:
    """What a list is taken for, and how sure that is."""

    kind: str
    confidence: int  # 0..100


def classify(register: Register, sheet: str = "") -> Taken | None:
    """Return what the rows of a register most probably are, judged by its headers; nothing if they say too little.

    Args:
        register: its columns and rows.
        sheet: its sheet's name, which may say what the headers do not.
    """
    headers = [Header(column.name, *_manner(register, at)) for at, column in enumerate(register.columns)]
    found = [taken for kind in SUPPORT if (taken := taken_for(kind, headers, sheet)) is not None]
    return max(found, key=lambda taken: taken.confidence, default=None)


@dataclass(frozen=True)
class Header:
    """A column's header, and what stands below it."""

    name: str
    is_used: bool
    is_measured: bool  # mostly numbers or levels
    is_dated: bool = False  # mostly months or days

    @property
    def words(self) -> frozenset[str]:
        """Return the words of the header; of a risk register's single letters what they stand for."""
        letters = _LETTERS.get("".join(self.name.split()).casefold())
        words = frozenset((letters,)) if letters else frozenset(words_of(_PAIRS.sub("metric", self.name)))
        if words & FIELDS["level"]:  # “Gross L” and “Net I”
            return frozenset(_LETTERS.get(word, word) for word in words)
        return words

    @property
    def own_words(self) -> frozenset[str]:
        """Return its words without the unit in brackets."""
        return self.words & {*_without_brackets(self.name)} or self.words

    @property
    def is_period(self) -> bool:
        """Tell whether the column holds what was measured in one period, which may stand over “Actual” and “Target”."""
        return any(map(is_period, self.name.split(" / ")))

    def is_title_of(self, kind: str) -> bool:
        """Tell whether the column names or numbers what the list is about."""
        title = TITLES[_TITLE_OF[kind]]
        return bool(self.words & title) and self.words <= title | PLAIN | FIELDS["remark"]

    @property
    def is_vendor(self) -> bool:
        """Tell whether vendors' names stand below it."""
        return is_vendor_title(self.name) and _all_within(self.words, VENDOR | PLAIN)


def _all_within(words: Iterable[str], vocabulary: frozenset[str]) -> bool:
    return all(word in vocabulary or word.removesuffix("s") in vocabulary for word in words)


def _manner(register: Register, at: int) -> tuple[bool, bool, bool]:
    """Return whether a column is used, holds mostly numbers or levels, and holds mostly months or days."""
    cells = [cells[at] for _, cells in register.rows[:SAMPLE]]
    used = [said for said in cells if not said.is_empty]
    measured = sum(isinstance(said.value, int | float) or _is_level(said.text) for said in used)
    dated = sum(type(said.value).__name__ == "Moment" or is_period(said.text) for said in used)
    return bool(used), bool(used) and measured >= 0.5 * len(used), bool(used) and dated >= 0.6 * len(used)


def _is_level(text: str) -> bool:
    """Tell whether a text is a level, which the letter of a code such as “A.5.17” is not."""
    is_code = any(map(str.isdigit, text)) and all(len(word) == 1 for word in words_of(text))
    return is_level(text) and not is_code


def taken_for(kind: str, headers: list[Header], sheet: str) -> Taken | None:
    """Return how surely the headers are those of a kind of list; nothing if what it needs is not there."""
    known_words = PLAIN | FIELDS["remark"] | frozenset().union(*(FIELDS[field] for field in SUPPORT[kind]))
    known_words |= TITLES[_TITLE_OF[kind]] if kind in _TITLE_OF else VENDOR
    if kind == "readings":
        known_words |= FIELDS["unit"] | FIELDS["goal"] | BESIDE_READINGS  # a report repeats what was agreed
    supports = {field: [h for h in headers if h.words & FIELDS[field]] for field in SUPPORT[kind]}
    has_title = _has_title(kind, headers, sheet)
    if not has_title or not _needs_are_met(kind, headers, supports):
        return None
    periods = [header for header in headers if header.is_period]
    strange = [h for h in headers if h not in periods and not h.is_vendor and not _all_within(h.own_words, known_words)]
    if len([header for header in supports.get("answer", ()) if header.is_measured]) == 1:  # “CSP CAIQ Answer”
        strange = [header for header in strange if not header.words & (_BESIDE_ANSWERS | FIELDS["answer"])]
    if kind == "metrics" and len(supports["goal"]) > 1 and supports["frequency"]:
        strange = [header for header in strange if not is_weight_label(header.name)]
    is_report = kind == "readings" and has(sheet, TITLES["metric"])  # months down, and a metric to each column
    allowed = _STRANGE[kind] + 2 * (kind == "metrics" and any(header.is_vendor for header in headers))
    if sum(header.is_measured for header in strange) > allowed and not is_report:
        return None
    met = len({header.name for found in supports.values() for header in found} | {each.name for each in periods})
    less = 0 if is_report else 8 * len(strange)
    is_rated = kind == "risks" and has_title == 2 and supports["likelihood"] and supports["impact"]
    return Taken(kind, max(_RATED if is_rated else 0, min(96, 50 + 12 * met + 10 * (has_title == 2)) - less))


# how many columns with numbers or levels may be there that the kind does not know: in other lists they may be vendors,
# but not where a column names the vendors
_STRANGE = {"vendors": 2, "risks": 1, "metrics": 0, "readings": 1, "answers": 0, "criteria": 0, "contracts": 2}


def _has_title(kind: str, headers: list[Header], sheet: str) -> int:
    """Return 2 if a column says what the rows are, 1 if only the sheet's name does and a column has their names."""
    if kind == "vendors":
        if any(header.is_vendor for header in headers):
            return 2
        return int(any(header.words and header.words <= _NAME_WORDS | {"legal"} for header in headers))
    if any(header.is_title_of(kind) for header in headers):
        return 2
    if kind == "criteria" and any(header.words & MARK for header in headers):
        return 2
    if kind == "readings" and any(header.is_dated and header.words & FIELDS["period"] for header in headers):
        return 1
    return int(has(sheet, TITLES[_TITLE_OF[kind]]) and any(h.words & (_NAME_WORDS | FIELDS["remark"]) for h in headers))


def _needs_are_met(kind: str, headers: list[Header], supports: dict[str, list[Header]]) -> bool:
    """Tell whether the columns are there without which a list is not of its kind."""
    there = {field for field, found in supports.items() if found}
    match kind:
        case "vendors":
            named = any(header.is_vendor for header in headers)
            return len(there - {"standing", "revenue"}) >= (1 if named else 3) and len(there) >= (2 if named else 4)
        case "risks":
            return bool(there & {"likelihood", "impact", "level"}) and len(there) >= 2
        case "metrics":
            return bool(there & {"unit", "goal", "frequency"}) and not any(h.is_period for h in headers)
        case "readings":
            return _is_about_readings(headers, supports)
        case "answers":
            return any("example" not in h.words and not h.words & FIELDS["guidance"] for h in supports["answer"])
        case "criteria":
            return bool(there) and not any(is_weight_label(header.name) for header in headers)
        case _:
            terms = {header.name for header in supports["term"]}
            return len(terms) >= 2 or (bool(terms) and bool(supports["worth"]))


def _is_about_readings(headers: list[Header], supports: dict[str, list[Header]]) -> bool:
    """Tell whether values stand beside a metric and a period, below months, or beside months that run down."""
    if sum(header.is_period for header in headers) >= 2:
        return True
    has_metric = any(header.is_title_of("readings") for header in headers)
    dated = [header for header in supports["period"] if header.is_dated]
    if has_metric:
        return bool(supports["period"] and supports["value"])
    others = [header for header in headers if header.is_measured and header not in dated]
    return len(dated) == 1 and headers[0] in dated and len(others) == len(headers) - 1 >= 1


def title_columns(register: Register, kind: str) -> list[int]:
    """Return the columns that may say what a record is about, of a kind of list."""
    headers = [Header(column.name, True, False) for column in register.columns]
    titles = [at for at, header in enumerate(headers) if kind in _TITLE_OF and header.is_title_of(kind)]
    titles += [at for at, header in enumerate(headers) if header.words & _NAME_WORDS]
    return titles + [at for at, header in enumerate(headers) if header.words & FIELDS["remark"]]


def has_entries(register: Register, kind: str) -> bool:
    """Tell whether each row names a metric or a risk of its own in words, whoever's it is."""
    if kind not in ("metrics", "readings", "risks"):
        return False
    for at, column in enumerate(register.columns):
        texts = [cells[at].text for _, cells in register.rows[:SAMPLE] if not cells[at].is_empty]
        worded = [text for text in texts if any(map(str.isalpha, text)) and not is_level(text)]
        is_title = Header(column.name, True, False).is_title_of(kind) and not is_vendor_code_title(column.name)
        if is_title and len(worded) > 1 and len(worded) == len(texts) and any(" " in text for text in worded):
            return True
    return False


def vendor_column(register: Register) -> int | None:
    """Return the column of the vendors' names."""
    headers = [Header(column.name, True, False) for column in register.columns]
    return next((at for at, header in enumerate(headers) if header.is_vendor), None)


def is_dossier(register: Register, label: int, sheet: str) -> bool:
    """Tell whether all that a list says of its vendors are facts about them, such as staff and year of foundation.

    Args:
        register: its columns, and some of its rows.
        label: the place of the column of the names.
        sheet: its sheet's name.
    """
    if any(is_weight_label(cells[label].text) for _, cells in register.rows):
        return False
    if tells_of_companies(register, label):
        return True
    for at, column in enumerate(register.columns):
        is_measured = _manner(register, at)[1]
        if at != label and is_measured and not _all_within(_without_brackets(column.name), FACTS | PLAIN):
            return False
    taken = classify(register, sheet)
    return taken is not None and taken.kind == "vendors" and taken.confidence >= SURE


def _without_brackets(name: str) -> tuple[str, ...]:
    return words_of(re.sub(r"[(\[][^()\[\]]*[)\]]", " ", name))


def names_companies(register: Register) -> bool:
    """Tell whether a list below ``Name`` is one of companies, by at least two columns that persons do not have."""
    return sum(bool(set(words_of(column.name)) & OF_COMPANIES) for column in register.columns) >= 2

"""What a cell of a list says for a field; what can be read in two ways is asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from outsource_desk.domain.checks import checked_date
from outsource_desk.domain.codes import checked_country, checked_currency
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.import_records.metric_direction import without_bound
from outsource_desk.services.import_records.shapes import ProposedColumn, Reads, RecordField
from outsource_desk.services.import_records.vocabulary import folded, words_of
from outsource_desk.services.reading_words import DoubtError, period_in
from outsource_desk.services.wording import repeatable

if TYPE_CHECKING:
    from outsource_desk.importers.cells import CellReading
    from outsource_desk.importers.sheets.said import Said

_WORDS = {"insurance.kind": "insurance", "mitigation.kind": "mitigation_kind", "mitigation.state": "mitigation_state"}
_WHOLE = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+")
_LEVEL = re.compile(r"([1-5])(?:\s*[-–—:=(].*)?")
_ALSO_NOTHING = frozenset(["nc"])  # in lists, beside what says nothing in a cell of scores
_SAYS_SOMETHING = frozenset(
    {
        "open", "offen", "pending", "ausstehend", "in progress", "under review", "outstanding", "wip", "awaiting",
        "awaited", "en attente", "pendiente", "pendente", "in attesa", "oczekuje", "not available", "not assessed",
        "not evaluated", "not rated", "nicht bewertet", "on request", "upon request", "auf anfrage", "sur demande",
        "bajo petición", "sob consulta", "su richiesta", "na zapytanie", "nb", "nn", "n.n.", "nd", "por", "_", "__",
    }
)  # fmt: skip  # states and short codes of records
_NONE = frozenset(
    {
        "none",
        "no",
        "nil",
        "keine",
        "kein",
        "nein",
        "aucun",
        "aucune",
        "non",
        "ninguno",
        "ninguna",
        "nenhum",
        "nenhuma",
        "nessuno",
        "nessuna",
        "brak",
        "nie",
    }
)  # where something is to be named
_LONGEST_PLACEHOLDER = 25
_NUMBERS = (Reads.NUMBER, Reads.WHOLE, Reads.MONEY, Reads.SHARE, Reads.FIGURE)
_PER_CENT = re.compile(r"%|per\s?cent|prozent|pour\s?cent|por\s?ciento|por\s?cento|percentuale|procent", re.IGNORECASE)


class Money(NamedTuple):
    """An amount with the currency that its cell or its heading names."""

    amount: float
    currency: str = ""


class Level(NamedTuple):
    """A level of a metric with the unit that its cell names."""

    amount: float
    unit: str


def same_unit(one: str, other: str) -> bool:
    """Tell whether two words mean the same unit, as “min” and “minutes” do."""
    from outsource_desk.importers.cells import read_score

    return len({folded(read_score(f"1 {unit}").unit or unit) for unit in (one, other)}) == 1


class ColumnReader:
    """Reads the cells of one column for its field."""

    def __init__(
        self, field: RecordField, column: ProposedColumn, cells: Sequence[Said], decimal: str = "", epoch: int = 1900
    ) -> None:
        from outsource_desk.importers.cells import decimal_mark
        from outsource_desk.importers.cells.dates import day_first_in

        self._field, self._column, self._epoch = field, column, epoch
        self._decimal = decimal or None
        self._day_first: bool | None = None
        self._names_nothing = field.reads is Reads.LIST or (field.reads is Reads.NAME and bool(field.part))
        self._own = {folded(name): value for value, label in field.choices.items() for name in (value, label)}
        if field.reads is Reads.DATE:
            self._day_first = day_first_in([said.text for said in cells])[0]
        elif field.reads in (Reads.NUMBER, Reads.MONEY, Reads.FIGURE, Reads.SHARE) and not decimal:
            self._decimal = decimal_mark([said.text for said in cells if isinstance(said.value, str)])

    def read(self, said: Said) -> object:
        """Return what a cell says, as the services take it; None where it says nothing.

        Raises:
            DoubtError: it can be read in two ways, or in none.
        """
        refuse_damaged(said)
        text = said.text
        if not text or is_placeholder(text) or (self._names_nothing and folded(text) in _NONE):
            return None
        try:
            return self._read(said, text)
        except DoubtError:
            raise
        except DeskError as error:
            raise DoubtError(str(error)) from error

    def is_about(self, said: Said) -> bool:
        """Tell whether a cell says of its number that it is not exact, as in ``ca. 60``."""
        if self._field.reads not in _NUMBERS or not isinstance(said.value, str) or said.text[:1].isdigit():
            return False
        from outsource_desk.importers.cells import read_score

        return "approximate" in read_score(said.value, self._decimal).flags

    def _read(self, said: Said, text: str) -> object:
        match self._field.reads:
            case Reads.TEXT:
                return text
            case Reads.NAME | Reads.METRIC | Reads.CANDIDATE:
                return " ".join(text.split())
            case Reads.LIST:
                return tuple(filter(None, (part.strip() for part in re.split(r"[,;\n]", text))))
            case Reads.DATE:
                return self._day(said)
            case Reads.CHOICE:
                return self._choice(text)
            case Reads.FLAG:
                return self._flag(said)
            case Reads.COUNTRY:
                return country_in(text)
            case Reads.CURRENCY:
                return checked_currency(text)
            case Reads.PERIOD:
                return period_in(said).starts_on
            case Reads.LEVEL:
                return level_in(text)
            case _:
                return self._amount(said)

    def _day(self, said: Said) -> str:
        from outsource_desk.importers.cells import read_date

        found = read_date(said.value, self._day_first, self._epoch)
        if found.kind != "date" or found.is_asked or not found.day:
            raise DoubtError(f"“{repeatable(said.text)}” is not a day that can be read in one way only.")
        return checked_date(self._field.label, found.day) or found.day

    def _choice(self, text: str) -> str:
        word = folded(text)
        found = self._own.get(word) or words_of(_WORDS.get(self._field.key, self._field.column)).get(word)
        if found is None or found not in self._field.choices:
            raise DoubtError(f"“{repeatable(text)}” is none of: {', '.join(self._field.choices.values())}.")
        return found

    def _flag(self, said: Said) -> bool:
        if isinstance(said.value, bool):
            return said.value
        found = words_of("flag").get(folded(said.text))
        if found is None:
            raise DoubtError(f"“{repeatable(said.text)}” is neither yes nor no.")
        return found == "yes"

    def _amount(self, said: Said) -> object:
        reads = self._field.reads
        if reads is Reads.WHOLE and _WHOLE.fullmatch(said.text):
            return int(re.sub(r"\D", "", said.text))
        if isinstance(said.value, bool):
            raise DoubtError(f"“{repeatable(said.text)}” is no number.")
        if reads is Reads.FIGURE and isinstance(said.value, str):
            said = replace(said, value=without_bound(said.value))
        found = _number(said, self._decimal)
        if found is None or found.value is None:
            return None
        if reads is Reads.MONEY:
            return self._money(said, found)
        if reads is Reads.FIGURE:
            return self._figure(said, found)
        if found.unit and not (found.unit == "%" and reads in (Reads.SHARE, Reads.NUMBER)):
            raise DoubtError(f"“{repeatable(said.text)}” is no plain number.")
        if reads is Reads.WHOLE:
            return self._whole(said, found.value)
        return self._share(said, found) if reads is Reads.SHARE else found.value * (100 if said.is_percent else 1)

    def _whole(self, said: Said, value: float) -> int:
        if said.is_percent or value != int(value):
            raise DoubtError(f"“{repeatable(said.text)}” is no whole number.")
        return int(value)

    def _money(self, said: Said, found: CellReading) -> Money:
        assert found.value is not None
        if said.is_percent:
            raise DoubtError(f"{repeatable(said.text)} is shown as per cent, where an amount is asked for.")
        if found.unit and self._column.currency and found.unit != self._column.currency:
            raise DoubtError(f"“{repeatable(said.text)}” is in another currency than its heading says.")
        has_own = "multiplier_suffix" in found.flags
        if has_own and self._column.factor != 1:
            raise DoubtError(f"“{repeatable(said.text)}” and its heading both say how large the unit is.")
        return Money(round(found.value * self._column.factor, 6), found.unit or self._column.currency)

    def _share(self, said: Said, found: CellReading) -> float:
        assert found.value is not None
        if said.is_percent:
            return round(found.value, 9)
        if found.unit == "%" or found.value == 0 or _PER_CENT.search(self._column.name):
            return round(found.value / 100, 9)
        raise DoubtError(f"{repeatable(said.text)} may be a share of 1 or per cent.")

    def _figure(self, said: Said, found: CellReading) -> float | Level:
        assert found.value is not None
        if found.kind == "money":
            raise DoubtError(f"“{repeatable(said.text)}” is no plain number.")
        if said.is_percent:
            return Level(round(100 * found.value, 9), "%")
        return Level(found.value, found.unit) if found.unit else found.value


def refuse_damaged(said: Said) -> None:
    """Refuse a cell with an error, with a formula that was never worked out, or that the two readers see differently.

    Raises:
        DoubtError: it is such a cell.
    """
    from outsource_desk.importers.sheets.grid import Fault

    if isinstance(said.value, Fault):
        raise DoubtError(f"The cell holds the error “{repeatable(said.value)}”.")
    if said.is_formula and not said.text:
        raise DoubtError("The cell holds a formula that was never worked out.")
    if said.doubt:
        raise DoubtError(f"{said.doubt[:1].upper()}{said.doubt[1:]}.")


def is_placeholder(text: str) -> bool:
    """Tell whether a text says that nothing is known yet, or that nothing applies."""
    return len(text) <= _LONGEST_PLACEHOLDER and " ".join(text.casefold().split()) in _words_for_nothing()


@lru_cache(maxsize=1)
def _words_for_nothing() -> frozenset[str]:
    from outsource_desk.importers.cells.replies import FOR_NOTHING

    return FOR_NOTHING - _SAYS_SOMETHING | _ALSO_NOTHING


def country_in(text: str) -> str:
    """Return the two letters of a country, given by code or by name.

    Raises:
        DoubtError: no country is called so.
    """
    found = words_of("countries").get(folded(text))
    if found:
        return found
    if len(text.strip()) == 2:
        return checked_country(text)
    raise DoubtError(f"“{repeatable(text)}” is no country that is known here; write its two letters.")


def level_in(text: str) -> int | None:
    """Return the level from 1 to 5 that a text plainly is, such as “4” or “4 – likely”; None where it is a word.

    Raises:
        DoubtError: it is a number outside the scale.
    """
    if found := _LEVEL.fullmatch(text.strip()):
        return int(found[1])
    if re.fullmatch(r"[-+]?\d+(?:[.,]\d+)?", text.strip()):
        raise DoubtError(f"{repeatable(text)} is none of the levels 1 to 5.")
    return None


def _number(said: Said, decimal: str | None) -> CellReading | None:
    """Return the number of a cell; None where it says that there is none.

    Raises:
        DoubtError: it is none, or can be read in several ways.
    """
    from outsource_desk.importers.cells import read_score

    found = read_score(said.value, decimal)
    if found.kind in ("missing", "na"):
        return None
    if found.kind not in ("number", "money"):
        raise DoubtError(f"“{repeatable(said.text)}” is no number.")
    if "ask" in found.flags or found.maximum is not None:
        raise DoubtError(f"“{repeatable(said.text)}” is not a number that can be read in one way only.")
    return found

"""What the cells of one row say, by the part of the record that they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_with
from typing import TYPE_CHECKING, Any, NamedTuple

from outsource_desk.domain.checks import looked_up
from outsource_desk.services.import_records import scales
from outsource_desk.services.import_records.cells import (
    ColumnReader,
    Level,
    Money,
    is_placeholder,
    level_in,
    refuse_damaged,
    same_unit,
)
from outsource_desk.services.import_records.metric_direction import direction_of
from outsource_desk.services.import_records.named_lists import split_contacts, split_lists
from outsource_desk.services.import_records.outcomes import Asks, RecordQuestion
from outsource_desk.services.import_records.shapes import (
    ProposedColumn,
    Reads,
    RecordAct,
    RecordChoices,
    RecordField,
    RecordKind,
)
from outsource_desk.services.likeness import is_same_company
from outsource_desk.services.reading_words import DoubtError
from outsource_desk.services.wording import repeatable

if TYPE_CHECKING:
    from outsource_desk.domain.vendor import Candidate
    from outsource_desk.importers.reading import Register
    from outsource_desk.importers.sheets.said import Said

_NOBODY = frozenset({"whoever is chosen", "all", "any", "general", "alle", "tous", "todos", "tutti", "wszyscy"})
ABOUT = "The cell says “about”; its number is taken as it stands."
Group = tuple[str, str]  # name of a part, and which of several


class CellValue(NamedTuple):
    """What a cell says for a field."""

    field: RecordField
    value: Any
    said: Said
    column: ProposedColumn


@dataclass
class RowValues:
    """What a row says: part and which of several → column of the table → its value."""

    number: int
    groups: dict[Group, dict[str, CellValue]] = made_with(default_factory=dict)
    questions: list[RecordQuestion] = made_with(default_factory=list)
    remarks: list[RecordQuestion] = made_with(default_factory=list)  # on what comes in without an answer
    used: int = 0  # cells that hold something
    left_out: int = 0  # of them in columns that mean no field, or that say that nothing is known
    waiting: set[str] = made_with(default_factory=set)  # cells that wait for what is asked about their column

    def own(self) -> dict[str, CellValue]:
        """Return what it says of the record itself."""
        return self.groups.get(("", ""), {})

    @property
    def is_blocked(self) -> bool:
        """Tell whether something must be answered before the row can come in."""
        return any(question.is_blocking for question in self.questions)


@dataclass(frozen=True)
class Surroundings:
    """What reading a list depends on beside the list: whom it may name, and how it writes numbers."""

    candidates: tuple[Candidate, ...] = ()
    decimal: str = ""  # the decimal sign of the table's numbers, where something settles it
    currency: str = ""  # of the initiative
    epoch: int = 1900  # the year from which the workbook counts its days


class RowReader:
    """Reads the rows of a list with what the user has decided."""

    def __init__(
        self,
        kind: RecordKind,
        register: Register,
        columns: Sequence[ProposedColumn],
        choices: RecordChoices,
        around: Surroundings,
    ) -> None:
        candidates, decimal = around.candidates, around.decimal
        self._currency = around.currency
        self._kind, self._register, self._choices = kind, register, choices
        self._fields = {each.key: each for each in kind.fields}
        self._places = [
            (place, column, self._fields[column.field] if column.field else None)
            for place, column in enumerate(columns)
        ]
        self._readers = {
            place: ColumnReader(field, column, self._cells(place), decimal, around.epoch)
            for place, column, field in self._places if field is not None
        }  # fmt: skip
        self._candidates = {looked_up(each.name): each.id for each in candidates}
        self._named = tuple((each.id, each.name) for each in candidates)
        self._scales: dict[int, Mapping[str, int]] = {}
        self.questions: list[RecordQuestion] = []  # about whole columns
        for place, column, field in self._places:
            if field is not None and field.reads is Reads.LEVEL:
                self._settle_scale(place, column, field)

    def _cells(self, place: int) -> list[Said]:
        return [cells[place] for _, cells in self._register.rows if place < len(cells)]

    def _settle_scale(self, place: int, column: ProposedColumn, field: RecordField) -> None:
        words = scales.words_in((said.text for said in self._cells(place)), column.name)
        if not words:
            return
        given = self._choices.scales.get(field.key, {})
        if all(word in given for word in words):
            self._scales[place] = given
            return
        self._scales[place] = scales.certain_scale(words) or given
        if self._scales[place] is given:
            reason = "Its words may stand for different levels."
            if any(map(scales.is_outside, words)):
                reason = "A number here is none of 1 to 5, so the levels may be those of another scale."
            self.questions.append(
                RecordQuestion(
                    Asks.SCALE,
                    column.cell,
                    0,
                    field.key,
                    reason,
                    column.name,
                    column.column,
                    words=words,
                    proposals=scales.proposals(words),
                )
            )

    def rows(self) -> Iterator[RowValues]:
        """Yield what each row says."""
        for number, cells in self._register.rows:
            yield self.row(number, cells)

    def row(self, number: int, cells: Sequence[Said]) -> RowValues:
        """Return what one row says."""
        row = RowValues(number)
        for place, column, field in self._places:
            if place >= len(cells):
                break
            is_empty = cells[place].is_empty
            if is_empty and cells[place].cell not in self._choices.answers:
                continue
            row.used += not is_empty
            if field is None:
                row.left_out += not is_empty
                continue
            self._take(row, place, column, field, cells[place])
        self._settle_units(row)
        self._settle_direction(row)
        self._doubt_shares(row)
        self._name_years(row)
        if self._kind.key == "vendors":
            row.groups = split_lists(row.groups, self._fields["owner.share"])
            self._split_contacts(row)
        self._spread_currencies(row)
        return row

    def _take(self, row: RowValues, place: int, column: ProposedColumn, field: RecordField, said: Said) -> None:
        answer = self._choices.answers.get(said.cell)
        if answer is not None and answer.act is RecordAct.OPEN:
            row.left_out += not said.is_empty
            return
        read = said
        if answer is not None and answer.act is RecordAct.VALUE:
            read = replace(said, value=answer.text, is_formula=False, is_percent=False, doubt="")
        try:
            value = self._value(place, field, read)
            if value is None and read is not said and field.reads is Reads.LEVEL and not is_placeholder(read.text):
                raise DoubtError(f"{repeatable(read.text)} is none of the levels 1 to 5.")
        except DoubtError as error:
            row.questions.append(self._question(row, column, field, said, str(error)))
            return
        if value is None:
            row.left_out += not said.is_empty
            if field.reads is Reads.LEVEL and self._scales.get(place) == {}:
                row.waiting.add(said.cell)
        else:
            row.groups.setdefault((field.part, column.which), {})[field.column] = CellValue(field, value, said, column)
            if self._readers[place].is_about(read):
                asked = self._question(row, column, field, said, ABOUT)
                row.remarks.append(replace(asked, is_blocking=False, is_note=True))

    def _question(
        self, row: RowValues, column: ProposedColumn, field: RecordField, said: Said, reason: str
    ) -> RecordQuestion:
        is_name = field.reads is Reads.CANDIDATE
        return RecordQuestion(
            Asks.NAME if is_name else Asks.CELL, said.cell, row.number, field.key, reason, said.text, column.column,
            choices=self._named if is_name else (), is_blocking=field.is_required or is_name,
        )  # fmt: skip

    def _value(self, place: int, field: RecordField, said: Said) -> object:
        if field.reads is Reads.CANDIDATE:
            return self._candidate(said)
        if field.reads is Reads.LEVEL:
            return self._level(place, said)
        return self._readers[place].read(said)

    def _level(self, place: int, said: Said) -> int | None:
        refuse_damaged(said)
        scale = self._scales.get(place)
        if scale is None:
            return level_in(said.text) if self._readers[place].read(said) is not None else None
        level = scale.get(said.text.casefold())
        if level is not None or not scale:
            return level  # without a scale the whole column is asked about
        return level_in(said.text)

    def _candidate(self, said: Said) -> int | None:
        refuse_damaged(said)
        name = " ".join(said.text.split())
        if name in self._choices.names:
            return self._choices.names[name]
        if looked_up(name) in _NOBODY:
            return None
        if looked_up(name) in self._candidates:
            return self._candidates[looked_up(name)]
        found = [candidate for candidate, called in self._named if is_same_company(name, called)]
        if not found:
            raise DoubtError(f"“{name}” is no candidate of the initiative.")
        if len(found) > 1:
            raise DoubtError(f"“{name}” may mean several candidates of the initiative.")
        return found[0]

    def _settle_units(self, row: RowValues) -> None:
        """Take the unit of a metric from its levels, as in ``≤ 15 min``, and ask where they name several."""
        own = row.own()
        levels = {name: each for name, each in own.items() if isinstance(each.value, Level)}
        stated = str(own["unit"].value) if "unit" in own else ""
        wanted = stated or next((each.value.unit for each in levels.values()), "")
        for name, each in levels.items():
            if each.value.unit == "%" or same_unit(each.value.unit, wanted):
                own[name] = each._replace(value=each.value.amount)
                continue
            del own[name]
            reason = f"{each.said.text} is in another unit than the metric."
            row.questions.append(self._question(row, each.column, each.field, each.said, reason))
        first = next((each for name, each in levels.items() if name in own), None)
        if first is not None and not stated and "unit" in self._fields:
            own["unit"] = first._replace(field=self._fields["unit"], value=wanted)

    def _settle_direction(self, row: RowValues) -> None:
        """Say which way a metric is better, where its list has no word for it but the user, its levels or its name."""
        own = row.own()
        if self._kind.key != "metrics" or "direction" in own:
            return
        name = own.get("name")
        if name is not None and name.value in self._choices.directions:
            own["direction"] = name._replace(
                field=self._fields["direction"], value=self._choices.directions[name.value]
            )
        elif told := direction_of(own):
            direction, value = told
            own["direction"] = value._replace(field=self._fields["direction"], value=direction)

    def _doubt_shares(self, row: RowValues) -> None:
        """Ask about levels of a metric in per cent that may be shares of 1, and about per cent of one that is not."""
        own = row.own()
        unit = str(own["unit"].value) if "unit" in own else ""
        for name, each in list(own.items()):
            if each.field.reads is not Reads.FIGURE or not unit:
                continue
            is_percent, is_share = unit.startswith("%"), each.said.is_percent or each.said.text.endswith("%")
            if is_percent and not is_share and 0 < abs(each.value) <= 1:
                reason = f"{each.said.text} may be a share of 1 or per cent."
            elif is_share and not is_percent:
                reason = f"{each.said.text} is shown as per cent, which is not how the metric is measured."
            else:
                continue
            del own[name]
            row.questions.append(self._question(row, each.column, each.field, each.said, reason))

    def _name_years(self, row: RowValues) -> None:
        """Give figures whose heading says the year that year, and the currency that stands beside all of them."""
        together = row.groups.get(("financial_year", ""), {})
        years = [values for (part, which), values in row.groups.items() if part == "financial_year" and which]
        if years and "year" not in together:
            for values in years:
                values.update({name: each for name, each in together.items() if name not in values})
            row.groups.pop(("financial_year", ""), None)
        for (part, which), values in row.groups.items():
            if part == "financial_year" and which and "year" not in values:
                first = next(iter(values.values()))
                values["year"] = first._replace(field=self._fields["financial_year.year"], value=int(which))

    def _split_contacts(self, row: RowValues) -> None:
        """Make a contact of each name of a cell, and ask where nothing tells whose the mail box or telephone is."""
        row.groups, unclear = split_contacts(row.groups)
        for each in unclear:
            reason = f"“{repeatable(each.said.text)}” names several, and nothing tells whose the other details are."
            row.questions.append(self._question(row, each.column, each.field, each.said, reason))

    def _spread_currencies(self, row: RowValues) -> None:
        """Turn amounts into numbers, beside the currency that they are in; two currencies in one record are asked."""
        for (part, _), values in row.groups.items():
            amounts = {name: each for name, each in values.items() if isinstance(each.value, Money)}
            if not amounts:
                continue
            said = values.get("currency")
            stated = {each.value.currency for each in amounts.values()} - {""} | ({said.value} if said else set())
            currency = self._fields.get(f"{part}.currency")
            stated |= {self._currency} if currency is None and self._currency else set()
            for name, each in amounts.items():
                if len(stated) > 1:
                    del values[name]
                    reason = "It stands beside an amount in another currency."
                    row.questions.append(self._question(row, each.column, each.field, each.said, reason))
                else:
                    values[name] = each._replace(value=each.value.amount)
            if len(stated) == 1 and said is None and currency is not None:
                first = next(iter(amounts.values()))
                values["currency"] = first._replace(field=currency, value=next(iter(stated)))

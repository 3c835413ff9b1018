"""Changes of rows in the user's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.formatting import minor_digits, number, one_line, plain
from outsource_desk.domain.paper import Section
from outsource_desk.services.dossier_words import field_words, label_words
from outsource_desk.services.protection_words import FLAGS as PROTECTION_FLAGS
from outsource_desk.services.protection_words import MONEY as PROTECTION_MONEY
from outsource_desk.services.protection_words import NOUNS as PROTECTION_NOUNS
from outsource_desk.services.protection_words import label_of as protection_label
from outsource_desk.services.protection_words import name_of as protection_name
from outsource_desk.services.protection_words import said_of as protection_said
from outsource_desk.store.records import ABOVE

if TYPE_CHECKING:
    from outsource_desk.store.journal import Change

Image = Mapping[str, Any] | None
RowImage = tuple[str, int, Image]  # table, row id, image

_NOUNS = {
    "initiative": "Initiative",
    "goal": "Goal",
    "vendor": "Vendor",
    "contact": "Contact",
    "vendor_tag": "Tag",
    "candidate": "Candidate",
    "criterion": "Criterion",
    "anchor": "Anchor",
    "evaluator": "Evaluator",
    "score": "Score",
    "agreed_score": "Agreed score",
    "measurement": "Amount",
    "import_file": "Import",
    "price_line": "Price line",
    "imported_value": "Imported cell",
    "named_revision": "Name",
    "curve_point": "Curve point",
    "preference": "Preference function",
    "frozen_weight": "Frozen weight",
    "weight_set": "Set of weights",
    "set_weight": "Weight",
    "scenario_value": "Supposed value",
    "elicitation": "Weighting",
    "elicited": "Weighting answer",
    "judgement": "Pairwise judgement",
    "assignment": "Assignment",
    "conflict": "Declared interest",
    "warning_answer": "Answer to a warning",
    "tiering_answer": "Criticality",
    "attachment": "File",
    "site": "Site",
    "certificate": "Certificate",
    "financial_year": "Financial year",
    "insurance": "Insurance",
    "owner": "Owner",
    "subcontractor": "Sub-contractor",
    "client_reference": "Reference",
    "watch_entry": "Observation",
    "own_template": "Template",
    "questionnaire": "Questionnaire",
    "section": "Section",
    "question": "Question",
    "question_option": "Option",
    "question_point": "Points",
    "assessment": "Assessment",
    "answer": "Answer",
    "evidence": "Evidence",
    "clarification": "Clarification",
    "gap": "Gap",
    "waiver": "Waiver",
    "feed": "Basis",
    **PROTECTION_NOUNS,
}
_HIDDEN = {
    "id",
    "position",
    "import_id",
    "sheet",
    "cell",
    "initiative_id",
    "sha256",
    "imported_at",
    "log",
    "layout",
    "mapping",
}
_SILENT = {"imported_value"}  # said by the import itself
_SCORED = {"score", "agreed_score", "measurement"}
_VALUES = {"points", "not_applicable", "amount", "minor_units", "currency"}
_FLAGS = {
    "is_gate", "is_incumbent", "is_locked", "not_applicable", "is_always_reachable", "is_controlling", "touches_data",
    "is_former", "chosen_by_us", "needs_evidence", "is_ours", "is_contradicted", *PROTECTION_FLAGS,
}  # fmt: skip
_SECTIONS = {"paper_order": "as usual", "paper_left_out": "nothing"}  # and what they are called where they are empty
_LONG = 60  # characters of a text that a line still shows
_REPEATED = 40  # characters of a foreign text in a message


class Names:
    """What rows are called, also those that have been deleted since."""

    def __init__(self, images: Iterable[RowImage], more: Callable[[], Iterable[RowImage]] | None = None) -> None:
        """Learn names from row images; of several images of one row the first counts.

        Args:
            images: table, row id and image of each row.
            more: gives further images; asked once, when the first row is not known.
        """
        self._images: dict[tuple[str, int], Mapping[str, Any]] = {}
        self._more = more
        self._learn(images)

    def of(self, table: str, row_id: int | None, own: Image = None) -> str:
        """Return what a row is called, by its ``own`` image if no other is known, else by its number."""
        image = self.image(table, row_id, own)
        return self.name(table, image) if image else f"{_NOUNS.get(table, table).lower()} {row_id}"

    def image(self, table: str, row_id: int | None, own: Image = None) -> Image:
        """Return the image of a row, its ``own`` one if no other is known."""
        image = self._images.get((table, row_id or 0)) or own
        if image is None and self._more is not None:
            more, self._more = self._more, None
            self._learn(more())
            image = self._images.get((table, row_id or 0))
        return image

    def currency(self, table: str, image: Mapping[str, Any]) -> str:
        """Return the currency of the initiative that a row belongs to; empty where that is not known."""
        found: Image = image
        while found is not None and "initiative_id" not in found:
            above, column = ABOVE[table]
            table, found = above, self.image(above, found[column])
        initiative = self.image("initiative", found["initiative_id"]) if found else None
        return initiative["currency"] if initiative else ""

    def name(self, table: str, image: Mapping[str, Any]) -> str:
        """Return what the row with this image is called."""
        match table:
            case "candidate":
                return image["in_house_name"] or self.of("vendor", image["vendor_id"])
            case "goal":
                return f"“{shortened(image['statement'])}”"
            case "vendor_tag":
                return f"“{image['tag']}” of {self.of('vendor', image['vendor_id'])}"
            case "contact":
                return f"{image['name']} of {self.of('vendor', image['vendor_id'])}"
            case "anchor":
                return f"{plain(image['points'])} of {self.of('criterion', image['criterion_id'])}"
            case "curve_point":
                return f"{plain(image['amount'])} of {self.of('criterion', image['criterion_id'])}"
            case "preference":
                return f"of {self.of('criterion', image['criterion_id'])}"
            case "set_weight":
                criterion, owner = image["criterion_id"], image["weight_set_id"]
                return f"of {self.of('criterion', criterion)} in {self.of('weight_set', owner)}"
            case "scenario_value":
                return f"{self._cell(image)} in {self.of('weight_set', image['weight_set_id'])}"
            case "elicitation":
                return f"of {self.of('weight_set', image['weight_set_id'])}"
            case "elicited":
                return f"on {self.of('criterion', image['criterion_id'])}"
            case "judgement":
                first, second = (self.of("criterion", image[end]) for end in ("first_id", "second_id"))
                return f"{first} against {second}"
            case "assignment" | "conflict":
                return f"of {self.of('evaluator', image['evaluator_id'])}"
            case "warning_answer":
                return image["rule"]
            case "import_file" | "attachment":
                return image["file_name"]
            case "score":
                return f"{self._cell(image)} by {self.of('evaluator', image['evaluator_id'])}"
            case "agreed_score" | "measurement":
                return self._cell(image)
            case _ if table in PROTECTION_NOUNS:
                return protection_name(table, image, self.of)
            case _:
                return self._vetting_name(table, image) or image.get("name") or f"{image['id']}"

    def _vetting_name(self, table: str, image: Mapping[str, Any]) -> str:
        """Return what a row of a dossier or of the vetting is called; nothing for any other."""
        match table:
            case "tiering_answer":
                return image["question"]
            case "site" | "owner" | "subcontractor":
                return f"{image['name']} of {self.of('vendor', image['vendor_id'])}"
            case "certificate" | "insurance" | "financial_year" | "client_reference":
                known_by = {"certificate": "scheme", "financial_year": "year", "client_reference": "client"}
                return f"{image[known_by.get(table, 'kind')]} of {self.of('vendor', image['vendor_id'])}"
            case "watch_entry":
                return f"“{shortened(image['wording'])}” of {self.of('vendor', image['vendor_id'])}"
            case "own_template" | "questionnaire" | "section":
                return f"“{shortened(image['title'])}”"
            case "question":
                return image["code"]
            case "question_option":
                return f"“{shortened(image['label'])}” of {self.of('question', image['question_id'])}"
            case "question_point":
                return f"for {plain(image['amount'])} of {self.of('question', image['question_id'])}"
            case "assessment":
                return f"of {self.of('candidate', image['candidate_id'])}"
            case "answer" | "waiver":
                return f"{self.of('question', image['question_id'])} of {self.of('candidate', image['candidate_id'])}"
            case "evidence" | "clarification":
                return f"on {self.of('answer', image['answer_id'])}"
            case "gap":
                return f"“{shortened(image['wording'])}” of {self.of('candidate', image['candidate_id'])}"
            case "feed":
                return f"{self.of('question', image['question_id'])} of {self.of('criterion', image['criterion_id'])}"
            case _:
                return ""

    def _learn(self, images: Iterable[RowImage]) -> None:
        for table, row_id, image in images:
            if image is not None:
                self._images.setdefault((table, row_id), image)

    def _cell(self, image: Mapping[str, Any]) -> str:
        return f"{self.of('candidate', image['candidate_id'])}, {self.of('criterion', image['criterion_id'])}"


def net_changes(changes: Iterable[Change]) -> list[tuple[str, int, Image, Image]]:
    """Return (table, row id, before, after) of every row that ends otherwise than it began, in order of first touch."""
    first: dict[tuple[str, int], Image] = {}
    last: dict[tuple[str, int], Image] = {}
    for change in changes:
        row = change.table, change.row_id
        first.setdefault(row, change.before)
        last[row] = change.after
    return [(*row, first[row], last[row]) for row in first if first[row] != last[row]]


def in_lines(net: Iterable[tuple[str, int, Image, Image]], names: Names, sealed: Collection[int] = ()) -> Iterator[str]:
    """Say every change in one line, or one line per field that changed.

    Args:
        net: table, row id, image before and image after of each row.
        names: what rows are called.
        sealed: the evaluators whose scores are hidden until they are handed in.
    """
    for table, row_id, before, after in (each for each in net if each[0] not in _SILENT):
        noun, image = _NOUNS.get(table, table), after or before
        if table == "score" and image is not None and image["evaluator_id"] in sealed:
            yield f"{noun} {names.name(table, image)}: hidden until it is handed in"
        elif before is None and after is not None:
            value = value_words(after) if table in _SCORED else ""
            yield f"{noun} {names.name(table, after)} {f'set to {value}' if value else 'added'}"
            if table == "import_file":
                yield from filter(None, after.get("log", "").split("\n"))
        elif after is None and before is not None:
            yield f"{noun} {names.name(table, before)} deleted"
        elif before is not None and after is not None:
            # a column that a later release added says nothing about what was changed before
            changed = [field for field in after if field in before and before[field] != after[field]]
            what = f"{noun} {names.of(table, row_id, after)}"
            if table in _SCORED and _VALUES & set(changed):
                yield f"{what}: {value_words(before)} → {value_words(after)}"
                changed = [field for field in changed if field not in _VALUES | _HIDDEN]
            yield from _fields(table, what, changed, before, after, names)


def _fields(
    table: str, what: str, changed: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: Names
) -> Iterator[str]:
    for field in changed:
        if field in _HIDDEN:
            continue
        old, new = (_value(table, field, image, names) for image in (before, after))
        yield f"{what}: {_label(table, field)} {old} → {new}"
    if changed and set(changed) <= _HIDDEN:
        yield f"{what}: {'order' if 'position' in changed else 'source'} changed"


def _label(table: str, field: str) -> str:
    """Return what a column is called in a line of history."""
    if table in PROTECTION_NOUNS and (label := protection_label(field)) is not None:
        return label
    if (label := label_words(table, field)) is not None:
        return label
    return "group" if field == "parent_id" else field.removeprefix("is_").replace("_", " ")


def _value(table: str, field: str, image: Mapping[str, Any], names: Names) -> str:
    """Return what a field of a row says, other rows by their names."""
    value = image.get(field)
    if field == "parent_id":
        none = "the vendor itself" if table == "subcontractor" else "top level"
        return names.of(table, value) if value else none
    if field == "attachment_id" and value:
        return f"“{shortened(names.of('attachment', value))}”"
    said = _protection(table, field, image, names) if table in PROTECTION_NOUNS else None
    said = field_words(table, field, image) if said is None else said
    return _text(field, value) if said is None else said


def _protection(table: str, field: str, image: Mapping[str, Any], names: Names) -> str | None:
    currency = names.currency(table, image) if field in PROTECTION_MONEY else ""
    return protection_said(field, image, names.of, currency)


def value_words(image: Mapping[str, Any]) -> str:
    """Return what a score or measurement says: not scored, not applicable and 0 are three things."""
    if image["not_applicable"]:
        return "not applicable"
    if image.get("minor_units") is not None:
        digits = minor_digits(image["currency"])
        return f"{number(image['minor_units'] / 10**digits, digits)} {image['currency']}".rstrip()
    value = image.get("points", image.get("amount"))
    return "not scored" if value is None else plain(value)


def _text(field: str, value: object) -> str:
    if field in _FLAGS:
        return "yes" if value else "no"
    if value is None or value == "":
        return _SECTIONS.get(field, "empty")
    if isinstance(value, int | float):
        return plain(value)
    if field.endswith("_at"):
        return f"{str(value)[:16].replace('T', ' ')} UTC"
    if field in _SECTIONS:
        known = {section.value: section.label for section in Section}
        return ", ".join(f"“{known.get(name, name)}”" for name in str(value).split())
    return f"“{shortened(str(value))}”"


def shortened(text: str) -> str:
    """Return a text in one line that is not too long for a line of history."""
    return one_line(text, _LONG)


def repeatable(text: object) -> str:
    """Return a foreign text as a message can repeat it: a few words in one line, whatever characters it holds."""
    line = "".join(letter if letter.isprintable() else " " for letter in str(text)[: 2 * _REPEATED])
    return one_line(line, _REPEATED)

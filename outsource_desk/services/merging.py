"""Make one vendor of two that are the same: everything moves, nothing is lost, one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from outsource_desk.domain.dossier import FinancialYear
from outsource_desk.domain.errors import DeskError, DuplicateNameError, UnknownChoiceError
from outsource_desk.domain.formatting import in_words
from outsource_desk.domain.vendor import Candidate, Vendor, VendorStatus
from outsource_desk.store.dossiers import load_dossier
from outsource_desk.store.initiatives import load_initiative
from outsource_desk.store.merging import count_at, fill_blanks, references_to, repoint, rows_at
from outsource_desk.store.rows import delete_row, update_row
from outsource_desk.store.vendors import initiative_ids_of_vendor, load_candidates, load_vendor

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

MERGED_FIELDS = (
    "name",
    "legal_name",
    "kind",
    "country",
    "registration",
    "lei",
    "group_name",
    "website",
    "founded",
    "employees",
    "status",
    "notes",
)
# what was given for a candidate: two such candidacies in one initiative cannot become one
_GIVEN = ("score", "agreed_score", "measurement", "price_line", "answer", "scenario_value", "contract")
# tables whose rows nothing points to: one that is there twice, the same in every field, is kept once
_PLAIN = ("contact", "site", "certificate", "insurance", "owner", "client_reference", "watch_entry")
_CAUTION = (VendorStatus.ACTIVE, VendorStatus.ARCHIVED, VendorStatus.WATCH, VendorStatus.BLOCKED)


class Side(StrEnum):
    """From which of the two a value is taken."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"  # of notes: one below the other


class Meeting(StrEnum):
    """What becomes of a candidacy of the vendor that goes."""

    MOVES = "moves"  # the one that is kept does not compete there
    JOINS = "joins"  # both compete, and at most one has scores or answers
    CLASHES = "clashes"  # both have scores or answers: nobody may decide silently which ones count


@dataclass(frozen=True)
class FieldChoice:
    """A field that the two vendors fill differently."""

    field: str
    kept: str | int
    other: str | int
    proposed: Side


@dataclass(frozen=True)
class YearChoice:
    """A year of which both have accounts, and they differ."""

    kept: FinancialYear
    other: FinancialYear


@dataclass(frozen=True)
class Candidacy:
    """A candidacy of the vendor that goes, and what becomes of it."""

    initiative_id: int
    initiative: str
    meeting: Meeting


@dataclass(frozen=True)
class MergePlan:
    """What merging two vendors would do, and what has to be chosen first."""

    kept: Vendor
    other: Vendor
    choices: tuple[FieldChoice, ...]  # both filled, and different
    taken_over: tuple[str, ...]  # fields that only the other one fills
    years: tuple[YearChoice, ...]
    candidacies: tuple[Candidacy, ...]
    moving: Mapping[str, int]  # table → rows that would belong to the one that is kept

    @property
    def clashes(self) -> tuple[Candidacy, ...]:
        """Return the candidacies that forbid merging."""
        return tuple(each for each in self.candidacies if each.meeting is Meeting.CLASHES)


class SameVendorError(DeskError):
    """A vendor was to be merged with itself."""

    remedy = "Choose two different vendors."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot be merged with itself.")


class BothCompeteError(DeskError):
    """Two vendors compete in the same initiative, and both have been scored or have answered."""

    remedy = "Remove the candidacy that should not count from the initiative first; its scores go with it."

    def __init__(self, kept: str, other: str, initiatives: list[str]) -> None:
        where = in_words([f"“{name}”" for name in initiatives])
        super().__init__(f"“{kept}” and “{other}” both have scores or answers in {where}.")


def plan_merge(desk: Desk, kept_id: int, other_id: int) -> MergePlan:
    """Return what merging would do, without doing it.

    Args:
        desk: the open file.
        kept_id: the vendor that stays.
        other_id: the vendor that goes.

    Raises:
        SameVendorError: they are one.
        NotFoundError: there is no such vendor.
    """
    kept, other = load_vendor(desk.connection, kept_id), load_vendor(desk.connection, other_id)
    if kept_id == other_id:
        raise SameVendorError(kept.name)
    return MergePlan(
        kept,
        other,
        tuple(_choices(kept, other)),
        tuple(each for each in MERGED_FIELDS if not _filled(kept, each) and _filled(other, each)),
        _years(desk, kept_id, other_id),
        tuple(_candidacies(desk, kept, other)),
        {
            table: count
            for table, column in references_to(desk.connection, "vendor")
            if (count := count_at(desk.connection, table, column, other_id))
        },
    )


def merge_vendors(
    desk: Desk,
    kept_id: int,
    other_id: int,
    values: Mapping[str, Side] | None = None,
    years: Mapping[int, Side] | None = None,
) -> None:
    """Make one vendor of two: the other's contacts, dossier, files and candidacies move, and it leaves the directory.

    Undoable in one step. Saved when this returns.

    Args:
        desk: the open file.
        kept_id: the vendor that stays, with its id.
        other_id: the vendor that goes.
        values: field → from which of the two, as far as it should differ from what `plan_merge` proposes.
        years: financial year → whose accounts stay, where both have some; None = those of the vendor that stays. What
            they leave open is filled from the others if those are in the same currency.

    Raises:
        BothCompeteError: both have scores or answers in one initiative; the file is then unchanged.
        DuplicateNameError: an in-house option in one of the initiatives is called the same.
        DeskError: there is no such vendor, or a choice is not known.
    """
    plan = plan_merge(desk, kept_id, other_id)
    if plan.clashes:
        raise BothCompeteError(plan.kept.name, plan.other.name, [each.initiative for each in plan.clashes])
    will_be = _fields(plan, values or {})
    _refuse_same_name(desk, plan, str(will_be.get("name", plan.kept.name)))
    with desk.edit("Merge vendors"):
        _settle_years(desk, plan, years or {})
        _settle_attachments(desk, plan)
        _drop_doubles(desk, plan)
        _settle_candidacies(desk, plan)
        for table, column in references_to(desk.connection, "vendor"):
            repoint(desk.db, table, column, other_id, kept_id)
        delete_row(desk.db, "vendor", other_id)
        update_row(desk.db, "vendor", kept_id, will_be)


def _filled(vendor: Vendor, field: str) -> bool:
    return getattr(vendor, field) not in (None, "")


def _choices(kept: Vendor, other: Vendor):
    for field in MERGED_FIELDS:
        mine, its = getattr(kept, field), getattr(other, field)
        if _filled(kept, field) and _filled(other, field) and mine != its:
            yield FieldChoice(field, mine, its, _proposed(field, mine, its))


def _proposed(field: str, kept: object, other: object) -> Side:
    """Return what to take if nobody says otherwise: both notes, the more cautious status, else what is kept."""
    if field == "notes":
        return Side.BOTH
    if field == "status":
        return Side.OTHER if _CAUTION.index(VendorStatus(other)) > _CAUTION.index(VendorStatus(kept)) else Side.KEPT
    return Side.KEPT


def _fields(plan: MergePlan, values: Mapping[str, Side]) -> dict[str, object]:
    """Return the fields that change on the vendor that is kept.

    Raises:
        UnknownChoiceError: there is nothing to choose at a field, or it cannot be taken from both.
    """
    open_fields = {each.field: each for each in plan.choices}
    for field, side in values.items():
        if field not in open_fields or (side is Side.BOTH and field != "notes"):
            raise UnknownChoiceError("Field", field, list(open_fields))
    changed: dict[str, object] = {field: getattr(plan.other, field) for field in plan.taken_over}
    for field, each in open_fields.items():
        side = values.get(field, each.proposed)
        if side is Side.BOTH:
            changed[field] = f"{each.kept}\n\n{each.other}"
        elif side is Side.OTHER:
            changed[field] = each.other
    return changed


def _years(desk: Desk, kept_id: int, other_id: int) -> tuple[YearChoice, ...]:
    mine = {each.year: each for each in load_dossier(desk.connection, kept_id).years}
    its = load_dossier(desk.connection, other_id).years
    both = (YearChoice(mine[each.year], each) for each in its if each.year in mine)
    return tuple(each for each in both if replace(each.other, id=each.kept.id, vendor_id=kept_id) != each.kept)


def _candidacies(desk: Desk, kept: Vendor, other: Vendor):
    ours = _candidates(desk, kept.id)
    for initiative_id, candidate in _candidates(desk, other.id).items():
        meeting = Meeting.MOVES
        if mine := ours.get(initiative_id):
            is_given = _is_given(desk, mine.id) and _is_given(desk, candidate.id)
            meeting = Meeting.CLASHES if is_given else Meeting.JOINS
        yield Candidacy(initiative_id, load_initiative(desk.connection, initiative_id).name, meeting)


def _candidates(desk: Desk, vendor_id: int) -> dict[int, Candidate]:
    """Return initiative → the vendor's candidate there."""
    return {
        initiative_id: candidate
        for initiative_id in initiative_ids_of_vendor(desk.connection, vendor_id)
        for candidate in load_candidates(desk.connection, initiative_id)
        if candidate.vendor_id == vendor_id
    }


def _is_given(desk: Desk, candidate_id: int) -> bool:
    return any(count_at(desk.connection, table, "candidate_id", candidate_id) for table in _GIVEN)


def _refuse_same_name(desk: Desk, plan: MergePlan, name: str) -> None:
    """Refuse a name that an in-house option has where the vendor will compete."""
    for initiative_id in {*_candidates(desk, plan.kept.id), *_candidates(desk, plan.other.id)}:
        for candidate in load_candidates(desk.connection, initiative_id):
            if candidate.is_in_house and candidate.name.casefold() == name.casefold():
                raise DuplicateNameError("The candidate", candidate.name)


def _settle_years(desk: Desk, plan: MergePlan, years: Mapping[int, Side]) -> None:
    """Keep one row of accounts for each year of which both have some."""
    known = {str(each.kept.year) for each in plan.years}
    for year, side in years.items():
        if str(year) not in known or side is Side.BOTH:
            raise UnknownChoiceError("Year", year, sorted(known))
    mine = {row["year"]: row for row in rows_at(desk.connection, "financial_year", "vendor_id", plan.kept.id)}
    for row in rows_at(desk.connection, "financial_year", "vendor_id", plan.other.id):
        if row["year"] in mine:
            pair = (mine[row["year"]], row)
            stays, goes = pair if years.get(row["year"], Side.KEPT) is Side.KEPT else pair[::-1]
            delete_row(desk.db, "financial_year", goes["id"])
            if stays["currency"] == goes["currency"]:
                fill_blanks(desk.db, "financial_year", stays, goes)


def _settle_attachments(desk: Desk, plan: MergePlan) -> None:
    """Keep a file once that both have, with the earlier end: what rests on it rests on the one that stays."""
    mine = {row["sha256"]: row for row in rows_at(desk.connection, "attachment", "vendor_id", plan.kept.id)}
    for row in rows_at(desk.connection, "attachment", "vendor_id", plan.other.id):
        if there := mine.get(row["sha256"]):
            for table, column in references_to(desk.connection, "attachment"):
                repoint(desk.db, table, column, row["id"], there["id"])
            delete_row(desk.db, "attachment", row["id"])
            fill_blanks(desk.db, "attachment", there, row)
            ends = [each["expires"] for each in (there, row) if each["expires"]]
            update_row(desk.db, "attachment", there["id"], {"expires": min(ends, default=None)})  # the more cautious


def _drop_doubles(desk: Desk, plan: MergePlan) -> None:
    for table in _PLAIN:
        mine = [_contents(row) for row in rows_at(desk.connection, table, "vendor_id", plan.kept.id)]
        for row in rows_at(desk.connection, table, "vendor_id", plan.other.id):
            if _contents(row) in mine:
                delete_row(desk.db, table, row["id"])


def _contents(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("id", "vendor_id")}


def _settle_candidacies(desk: Desk, plan: MergePlan) -> None:
    """Keep one candidacy where both compete: that which has scores or answers, else that of the vendor that is kept."""
    ours, theirs = _candidates(desk, plan.kept.id), _candidates(desk, plan.other.id)
    for each in plan.candidacies:
        if each.meeting is Meeting.JOINS:
            mine, its = ours[each.initiative_id], theirs[each.initiative_id]
            stays, goes = (its, mine) if _is_given(desk, its.id) else (mine, its)
            for table, column in references_to(desk.connection, "candidate"):
                repoint(desk.db, table, column, goes.id, stays.id)
            delete_row(desk.db, "candidate", goes.id)
            update_row(desk.db, "candidate", stays.id, _joined(stays, goes))


def _joined(stays: Candidate, goes: Candidate) -> dict[str, object]:
    notes = dict.fromkeys(filter(None, (stays.note, goes.note)))
    return {"is_incumbent": int(stays.is_incumbent or goes.is_incumbent), "note": "\n\n".join(notes)}


def accounts_of(year: FinancialYear) -> dict[str, object]:
    """Return what a year's accounts say, by field."""
    return {
        each.name: getattr(year, each.name) for each in fields(year) if each.name not in ("id", "vendor_id", "year")
    }

"""The letter to a losing vendor: its own points and reasons, and nothing of anybody else, wherever one looks."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.paper import PaperSize
from outsource_desk.reports.letter.letter import MOST_PAGES, pages_of, render_letter
from outsource_desk.services.debrief_letter import Debrief, DebriefOptions, NamesAnotherError
from outsource_desk.services.debriefing import InHouseLetterError, debrief, losers, write_letter
from outsource_desk.services.desk import Desk
from outsource_desk.services.discretion import Discretion, folded
from outsource_desk.services.initiatives import find_initiative, update_initiative
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.reporting import OwnDocumentError, save_pdf
from outsource_desk.services.vendors import update_vendor
from outsource_desk.store.rows import delete_rows, update_row
from outsource_desk.store.vendors import load_contacts, load_vendors
from tests.scene import refused

TYPED = DebriefOptions(
    sender="Fairhaven Group\nQuay 12",
    date="12 June 2026",
    reference="FH-2026-017",
    signatory="Dana Reyes\nHead of purchasing",
    contact="Questions are answered within two weeks.",
    objection="You may object in writing within ten days.",
    with_reasons=True,
    with_rank=True,
    with_count=True,
)


@pytest.fixture
def desk(sample_desk) -> Desk:
    return sample_desk


@pytest.fixture
def initiative(desk) -> int:
    return find_initiative(desk).id


def evaluated(desk, initiative):
    evaluation = load_evaluation(desk, initiative)
    return evaluation, ranking_of(evaluation)


def everything_in(content: bytes) -> str:
    """Return all text of a PDF: of pages, properties, outline and structure."""
    reader = PdfReader(BytesIO(content))
    said: list[str] = [page.extract_text() for page in reader.pages]
    said += [str(value) for value in (reader.metadata or {}).values()]
    said.append(str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data()))
    said += [str(entry) for entry in reader.outline]
    for number in range(1, len(reader.xref[0]) + 1 if reader.xref else 0):
        said.append(str(reader.get_object(number)))
    return " ".join(" ".join(said).replace("\u00a0", " ").split())


def of(desk, initiative, name: str, options: DebriefOptions = TYPED) -> Debrief:
    evaluation, _ = evaluated(desk, initiative)
    return debrief(desk, initiative, next(one.id for one in evaluation.candidates if one.name == name), options)


def words_of(letter: Any) -> str:
    return " ".join(str(getattr(letter, field.name)) for field in fields(letter))


def names_of_others(desk, candidate) -> list[str]:
    found: list[str] = []
    for vendor in load_vendors(desk.connection):
        if vendor.id != candidate.vendor_id:
            found += [vendor.name, vendor.name.split()[0], vendor.legal_name, vendor.group_name]
            found += [each.name for each in load_contacts(desk.connection, vendor.id)]
    return [each for each in found if len(each) > 3]


def test_no_letter_holds_a_name_a_price_or_a_note_of_anybody_else(desk, initiative):
    evaluation, ranking = evaluated(desk, initiative)
    assert evaluation.vetting is not None
    people = [each.name for each in evaluation.evaluators]
    for candidate in losers(evaluation, ranking):
        said = everything_in(render_letter(debrief(desk, initiative, candidate.id, TYPED).letter))
        low = folded(said)
        assert candidate.name in said
        assert [name for name in names_of_others(desk, candidate) if folded(name) in low] == []
        assert [name for name in people if folded(name) in low] == []
        prices = [each.amount for each in evaluation.measurements if each.candidate_id != candidate.id and each.amount]
        own = {each.amount for each in evaluation.measurements if each.candidate_id == candidate.id}
        digits = re.sub(r"[^\d.]", "", said)
        assert [amount for amount in prices if amount > 1000 and amount not in own and f"{amount:.0f}" in digits] == []
        notes = [each.note for each in evaluation.vetting.answers] + [each.note for each in evaluation.candidates]
        gaps = [
            text for each in evaluation.vetting.gaps for text in (each.wording, each.action, each.owner, each.closing)
        ]
        waivers = [
            text for each in evaluation.vetting.waivers for text in (each.reason, each.control, each.approved_by)
        ]
        reviewers = [each.reviewer for each in evaluation.vetting.answers]
        secret = [text for text in (*notes, *gaps, *waivers, *reviewers) if len(text) > 12]
        assert [text for text in secret if folded(text)[:60] in low] == []


def test_reasons_rank_and_number_are_said_only_where_they_are_asked_for(desk, initiative):
    evaluation, ranking = evaluated(desk, initiative)
    loser = next(one for one in losers(evaluation, ranking) if ranking.cells)
    quiet = debrief(desk, initiative, loser.id).letter
    assert quiet.standing == ""
    assert all(each.reasons == () for each in quiet.losses)
    assert "rank" not in words_of(quiet).casefold()
    told = debrief(desk, initiative, loser.id, TYPED).letter
    assert any(each.reasons for each in told.losses)
    vendors = sum(not one.is_in_house for one in evaluation.candidates)
    assert f"one of {vendors} candidates" in told.standing


def test_reasons_that_name_others_people_or_money_are_left_out_and_counted(desk, initiative):
    evaluation, ranking = evaluated(desk, initiative)
    loser = losers(evaluation, ranking)[0]
    other = next(one for one in evaluation.candidates if one.id != loser.id and not one.is_in_house)
    before = debrief(desk, initiative, loser.id, TYPED)
    shown = {reason for each in before.letter.losses for reason in each.reasons}
    rows = [
        row for row in evaluation.scores if row.candidate_id == loser.id and " ".join(row.rationale.split()) in shown
    ]
    bad = [
        f"Weaker than {other.name.split()[0].upper()}.", f"{evaluation.evaluators[0].name} was not convinced.",
        "Cheaper by 200,000 a year.", "The others showed more.",
    ]  # fmt: skip
    with desk.edit("Write reasons"):
        for row, text in zip(rows[:4], bad, strict=False):
            update_row(desk.db, "score", row.id, {"rationale": text})
    after = debrief(desk, initiative, loser.id, TYPED)
    assert after.left_out == before.left_out + len(rows[:4]) > before.left_out
    said = words_of(after.letter)
    assert [text for text in bad if text in said] == []


@pytest.mark.parametrize("field", ["sender", "recipient", "opening", "closing", "contact", "objection", "signatory"])
def test_a_typed_text_that_names_another_candidate_is_refused(desk, initiative, field):
    evaluation, ranking = evaluated(desk, initiative)
    loser, other = losers(evaluation, ranking)[:2]
    options = replace(DebriefOptions(), **{field: f"We chose {other.name.upper()} instead."})
    with refused(desk, NamesAnotherError):
        debrief(desk, initiative, loser.id, options)


def test_a_name_in_our_own_words_for_the_tender_is_not_printed(desk, initiative):
    evaluation, ranking = evaluated(desk, initiative)
    loser, other = losers(evaluation, ranking)[:2]
    update_initiative(desk, initiative, "name", f"Service desk, now at {other.name}")
    letter = debrief(desk, initiative, loser.id).letter
    assert letter.subject == "Your offer for “our tender”"
    assert other.name not in words_of(letter)


def test_points_are_measured_against_a_good_answer_and_failed_gates_are_told_neutrally(desk, initiative):
    _, ranking = evaluated(desk, initiative)
    assert ranking.vetted is not None
    failed = [each for each in ranking.vetted.candidates.values() if each.knocked_out]
    letter = debrief(desk, initiative, failed[0].candidate_id).letter
    question = failed[0].knocked_out[0].question
    assert any(each.wording == question.wording and each.good == question.good for each in letter.barred)
    assert not any(each.wording == question.wording for each in letter.missed)
    assert all(each.good for each in letter.losses)
    assert not any(each.good.startswith("As 4") for each in letter.losses)
    assert letter.results[0].text.endswith(" of 5")
    assert len([each for each in letter.results if each.text.startswith("€")]) == 1


def test_an_excluded_vendor_reads_first_that_it_was_and_why_with_conditional_misses_apart(desk, initiative):
    letter = of(desk, initiative, "Quillbrook Support", DebriefOptions()).letter
    assert letter.is_excluded
    assert letter.minimums == ("Security assurance: 2, at least 3 was required",)
    said = everything_in(render_letter(letter))
    assert (
        "Your offer could not be ranked, because two requirements that every provider must meet were not met:" in said
    )
    assert "Security assurance: 2, at least 3 was required." in said
    order = ["could not be ranked", letter.barred[0].wording[:30], "How your offer was judged", "needed a condition"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    ranked = of(desk, initiative, "Sennevale Cooperative", DebriefOptions()).letter
    assert (ranked.is_excluded, ranked.barred, ranked.minimums) == (False, (), ())
    assert "could not be ranked" not in everything_in(render_letter(ranked))


def test_a_letter_does_not_claim_an_evaluation_that_was_not_made(desk, initiative):
    careful = of(desk, initiative, "Sennevale Cooperative", DebriefOptions())
    assert careful.extent.is_careful
    assert "After careful evaluation" in careful.letter.opening
    evaluation, _ = evaluated(desk, initiative)
    mine = next(one.id for one in evaluation.candidates if one.name == "Sennevale Cooperative")
    with desk.edit("Take everything back"):
        for table in ("score", "agreed_score", "measurement"):
            delete_rows(desk.db, table, {"candidate_id": mine})
    bare = debrief(desk, initiative, mine)
    assert (bare.extent.judged, bare.extent.is_careful) == (0, False)
    assert "careful" not in bare.letter.opening
    assert "reasons" not in bare.letter.opening
    assert (bare.letter.results, bare.letter.losses, bare.letter.strengths) == ((), (), ())


def test_the_date_is_today_unless_another_or_none_is_asked_for(desk, initiative):
    today = f"{datetime.now().astimezone():%Y}"
    dates = [of(desk, initiative, "Sennevale Cooperative", DebriefOptions(date=each)).letter.date
             for each in (None, "", "12 June 2026")]  # fmt: skip
    assert dates[0].endswith(today)
    assert dates[1:] == ["", "12 June 2026"]


def test_the_in_house_option_and_strangers_get_no_letter(desk, initiative):
    evaluation, ranking = evaluated(desk, initiative)
    own = next(one for one in evaluation.candidates if one.is_in_house)
    with refused(desk, InHouseLetterError):
        debrief(desk, initiative, own.id)
    with refused(desk, NotFoundError):
        debrief(desk, initiative, 999)
    leaders = {one.candidate.id for one in ranking.leaders}
    assert [one.id in leaders for one in losers(evaluation, ranking)] == [False, False, False, True]


def test_a_letter_has_at_most_two_pages_and_is_tagged(desk, initiative):
    evaluation, ranking = evaluated(desk, initiative)
    for size in PaperSize:
        update_initiative(desk, initiative, "paper_size", size)
        for candidate in losers(evaluation, ranking):
            assert len(pages_of(debrief(desk, initiative, candidate.id, TYPED).letter)) <= MOST_PAGES
    letter = debrief(desk, initiative, losers(evaluation, ranking)[0].id, TYPED).letter
    reader = PdfReader(BytesIO(render_letter(letter)))
    assert [float(each) for each in reader.pages[0].mediabox[2:]] == [612, 792]
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Your offer for “IT service desk and field support”"
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = {name["/BaseFont"] for each in resources for name in each["/Font"].values()}
    assert all("Inter" in name for name in fonts)


def test_hostile_texts_are_only_letters(desk, initiative):
    evaluation, ranking = evaluated(desk, initiative)
    loser = losers(evaluation, ranking)[0]
    assert loser.vendor_id is not None
    update_vendor(desk, loser.vendor_id, "name", '<img src="/etc/hostname"/> {0} %s')
    options = DebriefOptions(
        sender="😀\n\x00\u202e" * 9, recipient="x" * 5000, reference="R" * 900, opening="{initiative} <b>\n" * 200
    )
    content = render_letter(debrief(desk, initiative, loser.id, options).letter)
    assert b"/URI" not in content
    assert "{initiative} <b>" in everything_in(content)


def test_a_letter_is_written_whole_and_never_over_the_file_itself(desk, initiative, tmp_path):
    evaluation, ranking = evaluated(desk, initiative)
    letter = debrief(desk, initiative, losers(evaluation, ranking)[0].id, TYPED).letter
    target = tmp_path / "letter.pdf"
    write_letter(desk, letter, target)
    assert target.read_bytes() == render_letter(letter)
    with refused(desk, OwnDocumentError):
        save_pdf(desk, b"%PDF-1.4", desk.path)


@pytest.mark.parametrize(
    ("text", "is_fit"),
    [
        ("Good references.", True), ("BIRCH was faster.", False), ("Bírch\u200b did more", False),
        ("Birch & Co", False), ("Alder Birch Partners keeps its word", True), ("Jo Lee doubts it", False),
        ("€ 3 more", False), ("12,500 a month", False), ("2.5 m less", False), ("within 12 hours", True),
        ("Better than the competitors", False), ("Ranked third", False), ("ZX did it", False), ("XZXY", True),
        ("Mitbewerber zeigten mehr", False),
    ],
)  # fmt: skip
def test_discretion(text, is_fit):
    guard = Discretion(("Alder Birch Partners",), ("Birch & Co Ltd", "ZX", "Cedar GmbH"), ("Pat Poe",), ("Jo Lee",))
    assert guard.is_fit(text) is is_fit

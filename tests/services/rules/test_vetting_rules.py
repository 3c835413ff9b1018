"""Rules about the vetting, each with the smallest case that breaks it and one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outsource_desk.domain.dossier import (
    Certificate,
    ClientReference,
    Covers,
    Dossier,
    FinancialYear,
    Insurance,
    InsuranceKind,
    Opinion,
    Owner,
    Screening,
    Site,
    Subcontractor,
    WorkingHours,
)
from outsource_desk.domain.ranking import Severity
from outsource_desk.domain.tier import Depth, Tier
from outsource_desk.domain.vetting import (
    AnswerState,
    AnswerType,
    Clarification,
    EvidenceLevel,
    Gap,
    GapKind,
    Gate,
    Waiver,
)
from outsource_desk.services.countries import countries_in
from tests.builders import evaluation
from tests.vettings import answer, knock_out, question, with_vetting
from tests.warned import only, said, warned

BASE = evaluation({"Alder": [90], "Birch": [50]}, [100])
DONE = {(2, "SEC-01"): answer()}


def of(found, candidate_id=1):
    return [each for each in found if each.candidate_id == candidate_id]


def initiative(given, **fields):
    return replace(given, initiative=replace(given.initiative, **fields))


def test_v01_an_open_knock_out_of_the_first_stops_a_recommendation():
    given = with_vetting(BASE, [knock_out("SEC-01"), knock_out("SEC-02")], {(1, "SEC-01"): answer()})
    first, other = warned(given, "V01")
    assert first.severity is Severity.BLOCK
    assert first.text == "Alder stands first, but has knock-outs that are not passed (1): SEC-02."
    assert first.field == "question/2"
    assert (other.severity, other.candidate_id) == (Severity.WARN, 2)
    assert other.text == "Birch has knock-outs that are not passed yet (2): SEC-01, SEC-02."


def test_v01_a_passed_or_waived_knock_out_is_silent_and_a_failed_one_is_told():
    asked = [knock_out("SEC-01")]
    assert warned(with_vetting(BASE, asked, {**DONE, (1, "SEC-01"): answer()}), "V01") == []
    failed = {**DONE, (1, "SEC-01"): answer("no")}
    told = only(warned(with_vetting(BASE, asked, failed), "V01"))
    assert (told.severity, told.candidate_id) == (Severity.INFO, 1)
    waiver = Waiver(1, 1, 1, "A. Chair", "Board", "Why", "How", "2026-01-01", "2026-12-31")
    assert warned(with_vetting(BASE, asked, failed, waivers=[waiver]), "V01") == []


def test_v01_is_silent_without_vetting():
    assert warned(BASE, "V01") == []


# weights, points, evidence and states of the published example: 57 % of the weight is reviewed
COVERED = [
    question("SEC-01", weight=5, needs_evidence=True),
    question("SEC-02", weight=3, needs_evidence=True),
    question("SEC-03", AnswerType.YES_PARTLY_NO, weight=4, needs_evidence=True),
    question("SEC-04", weight=2),
    question("SEC-05", weight=3),
]
COVERING = {
    (1, "SEC-01"): answer("yes", EvidenceLevel.INDEPENDENT),
    (1, "SEC-02"): answer("yes", EvidenceLevel.CLAIM, state=AnswerState.ACCEPTED_WITH_GAP),
    (1, "SEC-03"): answer("partly", EvidenceLevel.DOCUMENT, state=AnswerState.IN_REVIEW),
    (1, "SEC-05"): answer("", None, state=AnswerState.NOT_APPLICABLE),
}


def test_v02_coverage_below_what_the_tier_asks_for():
    given = with_vetting(BASE, COVERED, COVERING)
    told = only(of(warned(given, "V02")))
    assert said(told) == "Only 57 % of the vetting of Alder is reviewed and accepted; 90 % are asked for here."
    assert told.field == "question/3"


KEPT = Clarification(
    7, 1, "2026-03-02", "The copy of 2 March 2026 (Q.xlsx, Questions!E6) says “no”; the accepted “yes” was kept. "
    "Look at it again.",
)  # fmt: skip


def kept_answer(**asked):
    return replace(answer(), clarifications=(replace(KEPT, **asked),))


def test_v06_a_later_statement_that_was_not_taken_stops_a_choice_where_it_is_a_knock_out_of_who_may_win():
    both = {(1, "SEC-01"): kept_answer(), (2, "SEC-01"): kept_answer()}
    first, other = warned(with_vetting(BASE, [knock_out("SEC-01")], both), "V06")
    assert first.text == "A later copy of Alder says “no” to SEC-01; “yes” was kept and still counts."
    assert (first.severity, first.field) == (Severity.BLOCK, "question/1/7")
    assert (other.severity, other.candidate_id) == (Severity.WARN, 2)  # it stands behind for sure
    told = only(warned(with_vetting(BASE, [question("SEC-01")], {(1, "SEC-01"): kept_answer()}), "V06"))
    assert told.severity is Severity.WARN


def test_v06_is_silent_once_somebody_replied_or_the_answer_is_in_review_or_the_question_is_another():
    for given in (
        kept_answer(replied_on="2026-03-05", reply="A slip"),
        replace(kept_answer(), state=AnswerState.IN_REVIEW),
        kept_answer(wording="Which policy?"),
    ):
        assert warned(with_vetting(BASE, [question("SEC-01")], {(1, "SEC-01"): given}), "V06") == []


@pytest.mark.parametrize(("tier", "least"), [(Tier.T1, 0.9), (Tier.T2, 0.8), (Tier.T3, 0.7)])
def test_v02_each_tier_has_its_own_least_coverage(tier, least):
    tenths = [question(f"SEC-{number:02}", weight=1) for number in range(1, 11)]

    def told(accepted):
        answers = {(1, each.code): answer() for each in tenths[:accepted]}
        return of(warned(initiative(with_vetting(BASE, tenths, answers), tier_override=tier), "V02"))

    assert told(round(10 * least)) == []
    assert told(round(10 * least) - 1) != []


def test_v02_goes_by_the_depth_where_nobody_has_set_the_tier():
    lite = [replace(each, depth=Depth.LITE) for each in COVERED]
    given = with_vetting(BASE, lite, {**COVERING, (1, "SEC-03"): answer("partly", EvidenceLevel.DOCUMENT)})
    assert given.vetting is not None
    questionnaire = replace(given.vetting.questionnaire, depth=Depth.LITE)
    assert of(warned(given, "V02")) != []  # 86 % of 90 %
    assert of(warned(replace(given, vetting=replace(given.vetting, questionnaire=questionnaire)), "V02")) == []


def with_dossier(dossier, answers=None, asked=(), **fields):
    dossiers = {1: dossier, 2: Dossier(2)}
    questions = list(asked) or [question("SEC-09")]
    return initiative(with_vetting(BASE, questions, answers or {}, dossiers=dossiers), **fields)


def certified(expires, **fields):
    return Dossier(1, certificates=(Certificate(1, 1, "ISO/IEC 27001", expires=expires, **fields),))


@pytest.mark.parametrize(
    ("dossier", "text"),
    [
        (certified("2026-06-01"), "ends on 1 June 2026, before the service is to start on 1 September 2026."),
        (certified("2026-02-28"), "ISO/IEC 27001 of Alder ended on 28 February 2026."),
        (certified("2027-06-01", covers_service=Covers.PARTLY), "does not cover the whole service."),
    ],
)
def test_v03_a_certificate_that_lapses_before_the_service_starts_or_covers_too_little(dossier, text):
    told = only(warned(with_dossier(dossier, start_date="2026-09-01"), "V03"))
    assert said(told).endswith(text)
    assert told.field == "certificate/1"


def test_v03_within_90_days_of_today_and_not_beyond():
    assert (
        said(only(warned(with_dossier(certified("2026-05-30")), "V03")))
        == "ISO/IEC 27001 of Alder ends on 30 May 2026."
    )
    assert warned(with_dossier(certified("2026-05-31")), "V03") == []
    assert warned(with_dossier(certified("2027-06-01"), start_date="2026-09-01"), "V03") == []
    assert warned(with_dossier(certified(None)), "V03") == []
    bridged = certified("2026-04-01", bridge_until="2027-01-31")
    assert warned(with_dossier(bridged, start_date="2026-09-01"), "V03") == []


def test_v03_what_proves_a_gate_and_ends_before_the_service_starts():
    answers = {(1, "SEC-01"): answer(expires="2026-08-31"), (2, "SEC-01"): answer()}
    given = initiative(with_vetting(BASE, [knock_out("SEC-01")], answers), start_date="2026-09-01")
    told = only(warned(given, "V03"))
    assert said(told) == "What proves SEC-01 of Alder ends on 31 August 2026."
    assert told.field == "question/1"
    assert warned(initiative(given, start_date="2026-08-31"), "V03") == []


def test_v04_a_yes_on_a_bare_claim():
    asked = [question("SEC-01", AnswerType.MATURITY, needs_evidence=True, weight=2)]
    claim = {"level": EvidenceLevel.CLAIM, "state": AnswerState.IN_REVIEW}
    told = only(warned(with_vetting(BASE, asked, {(1, "SEC-01"): answer(5, **claim)}), "V04"))
    assert told.text == "SEC-01 of Alder earns 3 points of 5 at most until proof is seen."
    assert warned(with_vetting(BASE, asked, {(1, "SEC-01"): answer(3, **claim)}), "V04") == []
    assert warned(with_vetting(BASE, asked, {(1, "SEC-01"): answer(5, EvidenceLevel.DOCUMENT)}), "V04") == []
    both = [*asked, question("SEC-02", needs_evidence=True, weight=4)]
    answers = {(1, "SEC-01"): answer(5, **claim), (1, "SEC-02"): answer("yes", None)}
    told = only(warned(with_vetting(BASE, both, answers), "V04"))
    assert told.text == "2 answers of Alder earn less until proof is seen; SEC-02 weighs most."
    assert told.field == "question/2"


TEXT = AnswerType.TEXT
HOURS = WorkingHours("Europe/London", 9, 17.5)
KOLKATA = Site(7, 1, "Pune", "IN", "Pune", WorkingHours("Asia/Kolkata", 9.5, 18.5))
PRIVACY = [question("PRV-02", TEXT), question("LOC-01", TEXT)]
RECOVERY = [question("BCR-01", AnswerType.NUMBER), question("DEL-01", AnswerType.CHOICE)]


def countries(data, sites):
    return {(1, "PRV-02"): answer(data), (1, "LOC-01"): answer(sites)}


def one(code, reply, kind=AnswerType.CHOICE):
    return [question(code, kind)], {(1, code): answer(reply)}


NOTHING = Dossier(1)
DEPOT = Dossier(1, subcontractors=(Subcontractor(1, 1, None, "Depot"),))
INSURED = Dossier(1, insurances=(Insurance(1, 1, InsuranceKind.CYBER),))
PUNE = Dossier(1, sites=(KOLKATA,))
DOUBTED = Dossier(1, years=(FinancialYear(1, 1, 2025, opinion=Opinion.QUALIFIED),))
MATCHED = Dossier(1, owners=(Owner(1, 1, "Holding", screening=Screening.MATCH),))
ASKED_ONE = Dossier(1, references=(ClientReference(1, 1, "Port", spoken_on="2026-01-05"),))
SLOW = {(1, "BCR-01"): answer(48), (1, "DEL-01"): answer("accepted")}
NEEDED = {"rto_hours": 24}
BINARY, PARTLY = AnswerType.YES_NO, AnswerType.YES_PARTLY_NO

CLASHES = [
    (PRIVACY, countries("DE, IN", "DE"), NOTHING, {}, "personal data goes to IN,"),
    (PRIVACY, countries("Germany; remote access from India", "Berlin, Deutschland"), NOTHING, {}, "goes to IN,"),
    (RECOVERY, SLOW, NOTHING, NEEDED, "48 hours where we need 24."),
    (*one("SUB-01", "yes", PARTLY), NOTHING, {}, "none is on file."),
    (*one("SUB-01", "partly_listed"), NOTHING, {}, "none is on file."),
    (*one("SUB-01", "none_used"), DEPOT, {}, "but 1 are on file."),
    (*one("SEC-01", "iso27001_in_scope"), NOTHING, {}, "it claims ISO 27001, but no such certificate"),
    (*one("SEC-01", "iso27001_in_scope"), certified("2026-02-28"), {}, "no such certificate in date is on file."),
    (*one("SEC-01", "iso27001_in_scope"), certified("2027-02-28", covers_service=Covers.NO), {}, "does not cover it."),
    (*one("LEG-04", "covers_fully"), NOTHING, {}, "no policy in date is on file."),
    (*one("LEG-04", "none"), INSURED, {}, "it has no insurance"),
    (*one("LOC-02", 6, AnswerType.NUMBER), PUNE, {"hours": HOURS}, "but we share only 4 with Pune."),
    (*one("FIN-01", "three_clean"), DOUBTED, {}, "those of 2025 are not."),
    (*one("CORP-03", "yes", BINARY), MATCHED, {}, "a match for Holding."),
    (*one("CAP-02", "three_incl_former"), ASKED_ONE, {}, "only 1 of them"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "answers", "dossier", "fields", "text"), CLASHES)
def test_v05_statements_that_cannot_both_be_so(asked, answers, dossier, fields, text):
    given = with_dossier(dossier, answers, asked, **fields)
    told = only(warned(given, "V05"))
    assert text in said(told)
    assert told.candidate_id == 1
    assert str(told.field).startswith("question/")
    rejected = {cell: replace(each, state=AnswerState.REJECTED) for cell, each in answers.items()}
    assert warned(with_dossier(dossier, rejected, asked, **fields), "V05") == []


AGREEING = [
    (PRIVACY, countries("DE", "DE, IN"), NOTHING, {}),
    (PRIVACY, countries("DE, IN", "Hamburg and Pune"), Dossier(1, sites=(KOLKATA, Site(8, 1, "Hamburg", "DE"))), {}),
    (PRIVACY, countries("DE, IN", "To be told later"), NOTHING, {}),
    (RECOVERY, {(1, "BCR-01"): answer(24), (1, "DEL-01"): answer("accepted")}, NOTHING, NEEDED),
    (RECOVERY, {(1, "BCR-01"): answer(48), (1, "DEL-01"): answer("minor_changes")}, NOTHING, NEEDED),
    (RECOVERY, SLOW, NOTHING, {}),
    (*one("SUB-01", "yes", PARTLY), DEPOT, {}),
    (*one("SUB-01", "no", PARTLY), NOTHING, {}),
    (*one("SEC-01", "iso27001_in_scope"), certified("2026-03-01"), {}),
    (*one("SEC-01", "none"), NOTHING, {}),
    (*one("LEG-04", "covers_fully"), INSURED, {}),
    (*one("LOC-02", 4, AnswerType.NUMBER), PUNE, {"hours": HOURS}),
    (*one("LOC-02", 9, AnswerType.NUMBER), NOTHING, {"hours": HOURS}),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "answers", "dossier", "fields"), AGREEING)
def test_v05_is_silent_where_statements_fit_or_cannot_be_compared(asked, answers, dossier, fields):
    assert warned(with_dossier(dossier, answers, asked, **fields), "V05") == []


def test_countries_are_known_by_names_and_codes_and_abbreviations_are_not_mistaken_for_them():
    short = frozenset({"IT", "HR"})
    assert countries_in("DE, IN; PL", short) == {"DE", "IN", "PL"}
    assert countries_in("IT, HR", short) == {"IT", "HR"}
    assert countries_in("IT support by HR staff in Poland and Guinea-Bissau", short) == {"PL", "GW"}
    assert countries_in("Rechenzentrum in Österreich (AT), Zugriff aus Indien") == {"AT", "IN"}
    assert countries_in("it is in no place") == frozenset()


MISSED = question("SEC-01", gate=Gate.CONDITIONAL, pass_when="answer == yes")


def with_gap(given, **fields):
    gap = Gap(1, 1, "No certificate", "CISO office", "2026-06-30", question_id=1)
    return replace(given, vetting=replace(given.vetting, gaps=(replace(gap, **fields),)))


def test_v07_a_condition_without_owner_and_date_stops_the_first_and_warns_of_others():
    given = with_vetting(BASE, [MISSED], {(1, "SEC-01"): answer("no"), (2, "SEC-01"): answer("no")})
    first, other = warned(given, "V07")
    assert (first.severity, first.field, first.candidate_id) == (Severity.BLOCK, "question/1", 1)
    assert first.text == (
        "Alder may be chosen only with a condition on SEC-01, but no gap with an owner and a date is written down."
    )
    assert (other.severity, other.candidate_id) == (Severity.WARN, 2)
    assert only(warned(with_gap(given), "V07")).candidate_id == 2


def test_v07_is_silent_where_the_condition_is_written_down_passed_or_the_candidate_is_out():
    missed = with_vetting(BASE, [MISSED], {(1, "SEC-01"): answer("no"), (2, "SEC-01"): answer()})
    assert only(warned(missed, "V07")).candidate_id == 1
    assert warned(with_gap(missed), "V07") == []
    assert warned(with_gap(missed, kind=GapKind.NOTE), "V07") != []
    assert warned(with_gap(missed, candidate_id=2), "V07") != []
    assert warned(with_gap(missed, question_id=None), "V07") != []
    assert warned(with_vetting(BASE, [MISSED], {**DONE, (1, "SEC-01"): answer()}), "V07") == []
    out = {**DONE, (1, "SEC-01"): answer("no"), (1, "SEC-02"): answer("no"), (2, "SEC-02"): answer()}
    assert warned(with_vetting(BASE, [MISSED, knock_out("SEC-02")], out), "V07") == []
    assert warned(BASE, "V07") == []


def test_gv07_too_few_hours_together_on_the_worst_day_of_the_year():
    warsaw = Site(3, 1, "Kraków", "PL", hours=WorkingHours("Europe/Warsaw", 9, 17))
    new_york = WorkingHours("America/New_York", 9, 17)
    told = only(warned(with_dossier(Dossier(1, sites=(warsaw,)), hours=new_york), "GV07"))
    assert said(told).startswith("Kraków of Alder and we work only 2 hours at the same time around ")
    assert said(told).endswith("; 4 hours are needed.")
    assert told.field == "site/3"
    assert warned(with_dossier(PUNE, hours=HOURS), "GV07") == []
    assert warned(with_dossier(Dossier(1, sites=(warsaw,)), hours=new_york, overlap_hours=2.0), "GV07") == []


LEAVES = evaluation({"Alder": [90, 80], "Birch": [50, 60]}, [50, 50])


def fed(j, k, codes=("SEC-01", "SEC-03", "SEC-04", "SEC-07", "SEC-08", "SEC-09"), given=LEAVES):
    feeds = [(1, code) for code in j] + [(2, code) for code in k]
    return with_vetting(given, [question(code) for code in codes], {}, feeds=feeds)


def test_w13_two_criteria_that_are_judged_by_the_same_answers():
    told = only(warned(fed(["SEC-01", "SEC-03"], ["SEC-01", "SEC-03", "SEC-07"]), "W13"))
    assert told.text == "A and B are judged by the same answers: SEC-01, SEC-03."
    assert (told.criterion_id, told.field) == (1, "feeds/2")
    assert warned(fed(["SEC-01", "SEC-03", "SEC-04"], ["SEC-01", "SEC-08", "SEC-09"]), "W13") == []


def test_w13_a_section_as_value_and_a_question_of_it_elsewhere():
    given = fed([], ["SEC-08"])
    leaf, *others = given.criteria
    told = only(warned(replace(given, criteria=(replace(leaf, section_id=1), *others)), "W13"))
    assert told.text == "A and B both rest on the section Chapter SEC."
    given = replace(given, criteria=tuple(replace(each, section_id=1) for each in given.criteria))
    assert only(warned(given, "W13")).text == "A and B both rest on the section Chapter SEC."


def test_w16_a_knock_out_as_the_only_question_of_a_criterion():
    asked = [knock_out("SEC-03"), question("SEC-07")]
    told = only(warned(with_vetting(LEAVES, asked, {}, feeds=[(1, "SEC-03")]), "W16"))
    assert told.text.startswith("SEC-03 decides who may take part and is the only thing that A is judged by;")
    assert warned(with_vetting(LEAVES, asked, {}, feeds=[(1, "SEC-03"), (1, "SEC-07")]), "W16") == []


def test_w29_a_total_that_rests_on_the_vendors_own_word():
    asked = [question("SEC-01"), question("SEC-02")]
    answers = {(1, "SEC-01"): answer("yes", None, stated_by="N. N."), (1, "SEC-02"): answer()}
    given = with_vetting(LEAVES, asked, {**answers, (2, "SEC-01"): answer()}, feeds=[(1, "SEC-01"), (2, "SEC-02")])
    told = of(warned(given, "W29"))
    assert said(only(told)) == "53 % of the total of Alder rest on nothing but the vendor's own word."
    assert told[0].field == "question/1"
    proven = with_vetting(LEAVES, asked, {**answers, (1, "SEC-01"): answer()}, feeds=[(1, "SEC-01"), (2, "SEC-02")])
    assert of(warned(proven, "W29")) == []
    assert warned(with_vetting(LEAVES, asked, {}), "W29") == []

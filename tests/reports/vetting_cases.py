"""Decisions whose candidates have been vetted: an ordinary one, one without answers, long and hostile ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from outsource_desk.domain.dossier import (
    Attachment,
    Certificate,
    ClientReference,
    Consent,
    Covers,
    Dossier,
    FinancialYear,
    Insurance,
    InsuranceKind,
    Location,
    Opinion,
    Owner,
    Purpose,
    Screening,
    Site,
    Subcontractor,
    Visit,
    WatchEntry,
    WatchKind,
    WatchSeverity,
    WorkingHours,
)
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.vendor import Vendor, VendorKind
from outsource_desk.domain.vetting import (
    Answer,
    AnswerState,
    AnswerType,
    Evidence,
    EvidenceLevel,
    Gap,
    GapKind,
    GapSeverity,
    GapState,
    Gate,
    Option,
    Question,
    Questionnaire,
    Vetting,
    VettingSection,
    Waiver,
)
from outsource_desk.reports.facts import BoardFacts
from outsource_desk.reports.vetting import SiteOverlap, ToldRatio, VettingFacts
from outsource_desk.services.vetted import vetted_of
from tests.reports import cases

ON = "2026-06-09"
TITLES = (
    "Company, ownership and standing",
    "Financial strength",
    "Experience and references",
    "People and skills",
    "Service delivery, quality and performance",
    "Information security",
    "Privacy and personal data",
    "Business continuity",
    "Intellectual property",
    "Communication and culture",
    "Sub-contractors",
    "Contract",
    "Exit and transition",
    "Ethics and environment",
    "Artificial intelligence",
)
MFA, KEYS, EXIT = (
    "Is a second factor enforced for every access?",
    "Are keys kept apart from the data?",
    "Is exit planned?",
)
SCALE = (
    Option("none", "None", 0),
    Option("some", "In part of the scope", 2.5),
    Option("full", "In the whole scope", 5),
)


def questionnaire() -> Questionnaire:
    """Return three sections: gates of each kind, a choice, a number, a document, a text."""

    def ask(number: int, section: int, code: str, wording: str, kind: AnswerType = AnswerType.YES_NO, **more: Any):
        return Question(number, section, code, wording, kind, **more)

    security = (
        ask(
            1,
            1,
            "SEC-01",
            MFA,
            needs_evidence=True,
            gate=Gate.KNOCK_OUT,
            pass_when="answer == yes",
            weight=5,
            good="Enforced without exceptions.",
        ),
        ask(
            2,
            1,
            "SEC-02",
            KEYS,
            needs_evidence=True,
            gate=Gate.KNOCK_OUT,
            pass_when="answer == yes",
            weight=4,
            good="Keys are held by us or by a third party.",
        ),
        ask(
            3,
            1,
            "SEC-03",
            "Which certificate covers the service?",
            AnswerType.CHOICE,
            needs_evidence=True,
            weight=4,
            gate=Gate.CONDITIONAL,
            pass_when="answer != none",
            options=SCALE,
            good="Its scope names our service.",
        ),
    )
    money = (
        ask(
            4,
            2,
            "FIN-01",
            "What is the quick ratio?",
            AnswerType.NUMBER,
            unit="ratio",
            weight=3,
            curve=((0.5, 0), (1.5, 5)),
        ),
        ask(5, 2, "FIN-02", "Show the last audited accounts.", AnswerType.DOCUMENT, needs_evidence=True, weight=4),
    )
    leaving = (
        ask(6, 3, "EXT-01", EXIT, AnswerType.YES_PARTLY_NO, weight=3, good="A plan that was tested."),
        ask(7, 3, "EXT-02", "How is knowledge handed back?", AnswerType.TEXT, weight=2),
    )
    sections = (
        VettingSection(1, "SEC", "Information security", 12, questions=security),
        VettingSection(2, "FIN", "Financial strength", 7, questions=money),
        VettingSection(3, "EXT", "Exit and transition", 5, questions=leaving),
    )
    return Questionnaire(
        1, 1, "Outsourcing partner vetting", "vetting-standard", "1.0", started_on="2026-05-01", sections=sections
    )


def file(number: int, vendor: int, name: str, sha256: str, **more: Any) -> Attachment:
    return Attachment(number, vendor, sha256, name, "application/pdf", 12_345, added_at="2026-05-02T08:00:00Z", **more)


# two hashes that begin alike for 16 digits
CERTIFICATE = file(
    1,
    1,
    "ISO 27001 certificate.pdf",
    "ab12cd34ef56ab78" + "0" * 48,
    issuer="Certifier AG",
    dated="2025-07-01",
    expires="2026-07-01",
)
ACCOUNTS = file(2, 1, "Accounts 2025.pdf", "ab12cd34ef56ab78" + "1" * 48, issuer="Auditor LLP", dated="2026-03-01")
LETTER = file(3, 2, "Security letter.pdf", "77" * 32, expires="2026-01-01")
LOOSE = file(4, 2, "Brochure.pdf", "99" * 32)


def answers() -> tuple[Answer, ...]:
    def given(
        number: int,
        candidate: int,
        question: int,
        reply: str | float,
        state: AnswerState = AnswerState.ACCEPTED,
        level: EvidenceLevel | None = None,
        attachment: Attachment | None = None,
        **more: Any,
    ) -> Answer:
        proof = (
            ()
            if level is None
            else (Evidence(number, number, level, attachment, checked_by="Security office", checked_on="2026-05-20"),)
        )
        value = {"amount": reply} if isinstance(reply, float) else {"reply": reply}
        return Answer(number, candidate, question, state=state, stated_by="A. Smith", evidence=proof, **value, **more)

    accepted, gapped = AnswerState.ACCEPTED, AnswerState.ACCEPTED_WITH_GAP
    return (
        given(1, 1, 1, "yes", accepted, EvidenceLevel.VERIFIED, note="SECRET NOTE on Alder"),
        given(2, 1, 2, "no", accepted, EvidenceLevel.DOCUMENT, ACCOUNTS),
        given(3, 1, 3, "full", accepted, EvidenceLevel.INDEPENDENT, CERTIFICATE),
        given(4, 1, 4, 1.2),
        given(5, 1, 5, "present", gapped, EvidenceLevel.DOCUMENT, ACCOUNTS),
        given(6, 1, 6, "partly", AnswerState.IN_REVIEW),
        given(7, 1, 7, "By a handover of six weeks.", accepted, given_points=3.0),
        given(8, 2, 1, "no", accepted, EvidenceLevel.DOCUMENT, LETTER, note="SECRET NOTE on Birch"),
        given(9, 2, 2, "yes", AnswerState.IN_REVIEW),
        given(10, 2, 3, "none", gapped, EvidenceLevel.INDEPENDENT),
        given(11, 2, 6, "no", AnswerState.REJECTED, reason="The plan is three years old."),
        given(12, 3, 1, "yes", AnswerState.CLARIFICATION),
    )


GAPS = (
    Gap(
        1,
        1,
        "Accounts of the group only",
        "CFO",
        "2026-07-15",
        5,
        severity=GapSeverity.HIGH,
        action="Ask for those of the contracting party.",
    ),
    Gap(
        2,
        1,
        "No tested exit plan",
        "CIO",
        "2026-06-01",
        6,
        severity=GapSeverity.MEDIUM,
        action="Exercise before go-live.",
    ),
    Gap(
        3,
        1,
        "Report of the last penetration test",
        "CISO office",
        "2026-12-01",
        severity=GapSeverity.LOW,
        kind=GapKind.SUBSEQUENT,
    ),
    Gap(
        4,
        2,
        "No certificate for the service",
        "CISO office",
        "2026-08-01",
        3,
        severity=GapSeverity.CRITICAL,
        state=GapState.IN_PROGRESS,
    ),
    Gap(
        5,
        2,
        "Signed declaration",
        "Legal",
        "2026-05-01",
        severity=GapSeverity.LOW,
        state=GapState.CLOSED,
        closing="Signed.",
    ),
)
WAIVER = Waiver(
    1,
    1,
    2,
    "Dana Reyes",
    "Chief Risk Officer",
    "Keys move to us in autumn",
    "Encrypted copies only",
    "2026-05-25",
    "2026-11-30",
)


def dossier() -> Dossier:
    return Dossier(
        1,
        sites=(
            Site(
                1,
                1,
                "Kraków delivery centre",
                "PL",
                "Kraków",
                WorkingHours("Europe/Warsaw", 8, 17),
                Location.NEARSHORE,
                (Purpose.DELIVERY, Purpose.SUPPORT),
                420,
                "2026-04-14",
                Visit.OWN,
            ),
            Site(
                2,
                1,
                "Manila night desk",
                "PH",
                "Manila",
                WorkingHours("Asia/Manila", 22, 30.5),
                Location.OFFSHORE,
                (Purpose.DATA_ACCESS,),
            ),
        ),
        certificates=(
            Certificate(
                1,
                1,
                "ISO/IEC 27001",
                "C-77",
                "Certifier AG",
                "All delivery centres",
                Covers.YES,
                "2023-07-01",
                "2026-07-01",
            ),
            Certificate(
                2,
                1,
                "SOC 2 Type 2",
                issuer="Auditor LLP",
                covers_service=Covers.PARTLY,
                expires="2026-03-31",
                exceptions="Two on access reviews",
            ),
            Certificate(3, 1, "ISO 9001", covers_service=Covers.NO, expires="2028-01-01"),
        ),
        years=(
            FinancialYear(
                1,
                1,
                2025,
                "EUR",
                412_000_000_00,
                31_000_000_00,
                net_profit=18_400_000_00,
                equity=96_000_000_00,
                opinion=Opinion.CLEAN,
                our_share=0.04,
            ),
        ),
        insurances=(
            Insurance(1, 1, InsuranceKind.CYBER, "Insurer SE", "EUR", 10_000_000_00, 250_000_00, "2026-08-31"),
        ),
        owners=(
            Owner(1, 1, "Alder Holding BV", 0.8, "NL", True, "2026-05-11", Screening.CLEAR),
            Owner(2, 1, "Fund IV", 0.2),
        ),
        subcontractors=(
            Subcontractor(1, 1, None, "Cloud host", "Hosting", "IE", True, Consent.GIVEN),
            Subcontractor(2, 1, 1, "Backup house", "Backups", "IN", True, Consent.NONE),
            Subcontractor(3, 1, None, "Print shop", "Letters", "PL"),
        ),
        references=(
            ClientReference(
                1,
                1,
                "Harbour Bank",
                "COO",
                "Service desk",
                chosen_by_us=True,
                spoken_on="2026-05-06",
                spoken_by="CIO",
                rating=4.0,
            ),
            ClientReference(2, 1, "Northern Rail", is_former=True),
        ),
        watch_entries=(
            WatchEntry(
                1, 1, WatchKind.FINANCIAL, "2026-04-02", "Rating agency put the parent on review.", WatchSeverity.ALERT
            ),
        ),
        attachments=(CERTIFICATE, ACCOUNTS),
    )


def vetted(evaluation: Evaluation, vetting: Vetting, **more: Any) -> BoardFacts:
    """Return the facts of an evaluation that has been vetted."""
    known = {each: vetting.dossiers.get(each, Dossier(each)) for each in vetting.kinds}
    facts = cases.facts_of(replace(evaluation, vetting=replace(vetting, dossiers=known)))
    found = vetted_of(facts.evaluation)
    assert found is not None
    vendors = {
        each.id: Vendor(
            each.vendor_id,
            each.name,
            country="NL",
            legal_name=f"{each.name} Services BV",
            registration="KVK 1234",
            founded=1999,
            employees=2400,
        )
        for each in evaluation.candidates
        if each.vendor_id is not None
    }
    return replace(facts, vetting=VettingFacts(found, vendors, **more))


def plain() -> BoardFacts:
    """Alder leads with a waived gate and gaps, Birch failed a knock-out, Cedar has hardly begun."""
    evaluation = cases.priced().evaluation
    kinds: dict[int, VendorKind] = dict.fromkeys(range(1, 4), VendorKind.COMPANY)
    dossiers = {1: dossier(), 2: Dossier(2, attachments=(LETTER, LOOSE)), 3: Dossier(3)}
    vetting = Vetting(questionnaire(), ON, answers(), GAPS, (WAIVER,), kinds=kinds, dossiers=dossiers)
    ratios = {1: (ToldRatio(2025, "Operating margin", "7.5 %", "good"), ToldRatio(2025, "Quick ratio", "1.2", "fair"))}
    told = "Alder says that its accounts are audited, but its dossier has an unaudited year."
    return vetted(
        evaluation,
        vetting,
        overlaps={1: SiteOverlap(7.0, "2026-01-15")},
        ratios=ratios,
        contradictions=(told,),
        idle=(7, 4),
    )


def started() -> BoardFacts:
    """Nobody has answered anything."""
    kinds: dict[int, VendorKind] = dict.fromkeys(range(1, 4), VendorKind.COMPANY)
    return vetted(cases.priced().evaluation, Vetting(questionnaire(), ON, kinds=kinds))


def large(candidates: int = 8, questions: int = 117, gaps: int = 60) -> BoardFacts:
    """Eight candidates, fifteen sections, 117 questions, most of them answered."""
    chance = random.Random(5)
    asked = [
        Question(
            n,
            n % 15 + 1,
            f"Q-{n:03d}",
            f"Question number {n}: what does the provider do about it, and who has checked?",
            AnswerType.MATURITY,
            needs_evidence=n % 3 > 0,
            weight=float(n % 5),
            gate=Gate.KNOCK_OUT if n % 20 == 7 else Gate.NONE,
            pass_when="value >= 1" if n % 20 == 7 else "",
        )
        for n in range(1, questions + 1)
    ]
    sections = tuple(
        VettingSection(n, f"S{n}", title, float(n), questions=tuple(each for each in asked if each.section_id == n))
        for n, title in enumerate(TITLES, 1)
    )
    levels = list(EvidenceLevel)[1:5]
    given = tuple(
        Answer(
            1000 * who + each.id,
            who,
            each.id,
            amount=float(chance.randint(0, 5)),
            stated_by="Account lead",
            state=chance.choice([AnswerState.ACCEPTED, AnswerState.ACCEPTED, AnswerState.IN_REVIEW]),
            evidence=(
                Evidence(
                    1000 * who + each.id,
                    1000 * who + each.id,
                    chance.choice(levels),
                    address="https://example.test/paper",
                ),
            ),
        )
        for who in range(1, candidates + 1)
        for each in asked
        if chance.random() < 0.9
    )
    named = tuple(
        Gap(
            n,
            chance.randint(1, candidates),
            f"Gap number {n} that somebody must close in good time",
            "CISO office",
            f"2026-{chance.randint(5, 12):02d}-01",
            severity=chance.choice(list(GapSeverity)),
            kind=chance.choice(list(GapKind)),
        )
        for n in range(1, gaps + 1)
    )
    evaluation = cases.many(candidates, 6).evaluation
    kinds = {each.id: VendorKind.COMPANY for each in evaluation.candidates}
    return vetted(evaluation, Vetting(Questionnaire(1, 1, "Vetting", sections=sections), ON, given, named, kinds=kinds))


def _worded(words: Sequence[str]) -> BoardFacts:
    """Return the plain case with all its words replaced, one after another, by these."""

    def word(n: int) -> str:
        return words[n % len(words)]

    facts = cases.hostile() if words is cases.HOSTILE else cases.long_names()
    base = plain().evaluation.vetting
    assert base is not None
    sections = tuple(
        replace(
            section,
            title=word(n),
            questions=tuple(
                replace(each, wording=word(each.id), unit=word(each.id + 1), good=word(each.id))
                for each in section.questions
            ),
        )
        for n, section in enumerate(base.questionnaire.sections)
    )
    named = [
        replace(each, file_name=word(each.id)[:500], issuer=word(each.id + 1))
        for each in (CERTIFICATE, ACCOUNTS, LETTER)
    ]
    files = {each.id: each for each in named}
    given = tuple(
        replace(
            each,
            comment=word(each.id),
            reason=word(each.id),
            stated_by=word(each.id),
            reply=word(each.id) if each.question_id == 7 else each.reply,
            evidence=tuple(
                replace(
                    one,
                    attachment=one.attachment and files[one.attachment.id],
                    checked_by=word(one.id),
                    address=word(one.id),
                )
                for one in each.evidence
            ),
        )
        for each in base.answers
    )
    full = base.dossiers[1]
    changed = Dossier(
        1,
        sites=tuple(replace(each, name=word(each.id), city=word(each.id)) for each in full.sites),
        certificates=tuple(
            replace(each, scheme=word(each.id), issuer=word(0), scope=word(1), exceptions=word(2))
            for each in full.certificates
        ),
        years=full.years,
        insurances=tuple(replace(each, insurer=word(each.id)) for each in full.insurances),
        owners=tuple(replace(each, name=word(each.id)) for each in full.owners),
        subcontractors=tuple(
            replace(each, name=word(each.id), service=word(each.id + 1)) for each in full.subcontractors
        ),
        references=tuple(replace(each, client=word(each.id), service=word(each.id)) for each in full.references),
        watch_entries=tuple(replace(each, wording=word(each.id)) for each in full.watch_entries),
        attachments=tuple(named),
    )
    gaps = tuple(
        replace(each, wording=word(each.id), action=word(each.id + 1), owner=word(each.id)) for each in base.gaps
    )
    waivers = (replace(WAIVER, approved_by=word(0), approver_role=word(1), reason=word(2), control=word(3)),)
    vetting = replace(
        base,
        questionnaire=replace(base.questionnaire, title=word(0), sections=sections),
        answers=given,
        gaps=gaps,
        waivers=waivers,
        dossiers={**base.dossiers, 1: changed},
    )
    return vetted(facts.evaluation, vetting, contradictions=(word(0),), idle=(4, 7))


def hostile() -> BoardFacts:
    return _worded(cases.HOSTILE)


def long_texts() -> BoardFacts:
    return _worded((cases.LONG, "Ü" + 299 * "x"))


CASES: dict[str, Callable[[], BoardFacts]] = {
    "hostile": hostile,
    "large": large,
    "long texts": long_texts,
    "plain": plain,
    "started": started,
}

"""Levels of evidence, kinds of gaps and sizes of files in words."""

from __future__ import annotations

from outsource_desk.analysis.vetting import CAPS, MAXIMUM
from outsource_desk.domain.dossier import Attachment
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import Evidence, EvidenceLevel, Gap, GapKind, GapSeverity, GapState, is_only_named
from outsource_desk.services.file_kinds import CSV, GIF, JPEG, PDF, PNG, TEXT
from outsource_desk.ui import formats
from outsource_desk.ui.language import tr

_KILO = 1024


def level_choices() -> tuple[tuple[str, str], ...]:
    """Return the levels that evidence may have, in plain words, weakest first."""
    return (
        (EvidenceLevel.CLAIM.value, tr("The vendor says so")),
        (EvidenceLevel.DOCUMENT.value, tr("A document of the vendor shows it")),
        (EvidenceLevel.INDEPENDENT.value, tr("Somebody independent confirms it")),
        (EvidenceLevel.VERIFIED.value, tr("We checked it ourselves")),
    )


def severity_choices() -> tuple[tuple[str, str], ...]:
    """Return how much a gap may matter."""
    return (
        (GapSeverity.LOW.value, tr("Low")),
        (GapSeverity.MEDIUM.value, tr("Medium")),
        (GapSeverity.HIGH.value, tr("High")),
        (GapSeverity.CRITICAL.value, tr("Critical")),
    )


def kind_choices() -> tuple[tuple[str, str], ...]:
    """Return when a gap may have to be closed."""
    return (
        (GapKind.PRECEDENT.value, tr("Before signature")),
        (GapKind.SUBSEQUENT.value, tr("After signature, by its date")),
        (GapKind.NOTE.value, tr("For the record only")),
    )


def gap_told(gap: Gap, as_of: str) -> tuple[str, str]:
    """Return how far a gap has come, and the tone of a chip."""
    if gap.state is GapState.CLOSED:
        return tr("closed"), "good"
    if gap.state is GapState.WAIVED:
        return tr("done without"), "quiet"
    if gap.due_on < as_of:
        return tr("overdue since {day}", day=formats.day(gap.due_on)), "bad"
    words = tr("in progress") if gap.state is GapState.IN_PROGRESS else tr("open")
    return tr("{state}, due {day}", state=words, day=formats.day(gap.due_on)), "warn"


def cap_told(judged: Judged) -> tuple[str, str]:
    """Return what the evidence at hand lets an answer earn at most, what would lift that, and the tone."""
    if judged.level is EvidenceLevel.CONTRADICTED:
        return tr("What was found contradicts the answer, so it earns nothing."), "bad"
    if not judged.question.needs_evidence:
        return tr("This question needs no proof; what is attached is for the record."), "muted"
    most = formats.points(judged.cap)
    if judged.cap >= MAXIMUM:
        return tr("Proven: up to {points} of 5 points.", points=most), "good"
    if judged.level is EvidenceLevel.DOCUMENT:
        text = tr(
            "Up to {points} of 5 points by a document. Independent proof or our own check lifts it to 5.", points=most
        )
        return text, "muted"
    better = formats.points(CAPS[EvidenceLevel.DOCUMENT])
    if judged.level is EvidenceLevel.EXPIRED:
        words = tr("All proof is out of date: up to {points} of 5 points. A document in date lifts it to {better}.",
                   points=most, better=better)  # fmt: skip
    elif judged.level is EvidenceLevel.CLAIM:
        words = tr("Only the vendor’s word: up to {points} of 5 points. A document lifts it to {better}.",
                   points=most, better=better)  # fmt: skip
    else:
        words = tr("Nothing stands behind it: up to {points} of 5 points. A document lifts it to {better}.",
                   points=most, better=better)  # fmt: skip
    return words, "warn"


def evidence_name(evidence: Evidence) -> str:
    """Return what a piece of evidence is called in a list."""
    if is_only_named(evidence):
        return evidence.address
    text = evidence.attachment.file_name if evidence.attachment else evidence.wording or evidence.address
    return " ".join(text.split())


def level_words(level: EvidenceLevel, is_over: bool) -> str:
    """Return the level of one piece of evidence in a word or two."""
    if is_over:
        return tr("out of date")
    return {
        EvidenceLevel.CLAIM: tr("claim"),
        EvidenceLevel.DOCUMENT: tr("document"),
        EvidenceLevel.INDEPENDENT: tr("independent"),
    }.get(level, tr("verified"))


def file_told(attachment: Attachment) -> str:
    """Return kind, size, and who added a file when."""
    kinds = {PDF: "PDF", PNG: "PNG", JPEG: "JPEG", GIF: "GIF", CSV: "CSV", TEXT: "TXT"}
    kind = kinds.get(attachment.media_type) or attachment.file_name.rpartition(".")[2].upper()[:5] or tr("File")
    added = tr("added by {name} on {day}", name=attachment.added_by, day=formats.day(attachment.added_at))
    return f"{kind} · {size_told(attachment.size)} · {added}"


def size_told(size: int) -> str:
    """Return the size of a file."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO * _KILO:
        return f"{formats.number(size / _KILO, 0)} KB"
    return f"{formats.number(size / _KILO / _KILO, 1)} MB"

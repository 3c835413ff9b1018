"""Certificates and insurance of a vendor: what they cover, until when, and the files that show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from outsource_desk.domain.dossier import Attachment, Certificate, Covers, Dossier, Insurance, InsuranceKind
from outsource_desk.domain.formatting import main_units
from outsource_desk.domain.validity import SOON, Validity, validity
from outsource_desk.ui import formats
from outsource_desk.ui.initiative.reading import echo_amount, echo_day
from outsource_desk.ui.language import tr
from outsource_desk.ui.models.editable_rows import Column
from outsource_desk.ui.theme import L
from outsource_desk.ui.vendors.dossier import words
from outsource_desk.ui.vendors.dossier.tab import DossierTab
from outsource_desk.ui.widgets.choice import options
from outsource_desk.ui.widgets.layout import card, column, label
from outsource_desk.ui.widgets.records import Kind, Records
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.domain.vendor import Vendor
    from outsource_desk.ui.pages.page import Page

SCHEMES = (
    "ISO/IEC 27001", "ISO 22301", "ISO/IEC 20000-1", "ISO 9001", "ISO 37001", "SOC 2 Type II", "SOC 1 Type II",
    "ISAE 3402 Type II", "PCI DSS", "Cyber Essentials Plus", "TISAX", "BSI C5",
)  # fmt: skip


@dataclass(frozen=True)
class PolicyRow:
    """An insurance as its list shows it: money in the currency's main unit."""

    id: int
    kind: InsuranceKind | str = InsuranceKind.PROFESSIONAL
    insurer: str = ""
    currency: str = ""
    cover: float | None = None
    deductible: float | None = None
    expires: str | None = None
    attachment_id: int | None = None


class CertificatesTab(DossierTab):
    """Certificates above insurance, each with its state as of today."""

    KEY = "certificates"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.certificates = Records(page, _certificate_kind())
        self.insurance = Records(page, _insurance_kind())
        self.told = [label("", tone="muted", wrap=True) for _ in range(2)]
        cards = (card(self.certificates, self.told[0]), card(self.insurance, self.told[1]))
        body = column(*cards, None, gap=L)
        self.setLayout(column(Scroll(body), gap=0))

    def show_vendor(self, vendor: Vendor, dossier: Dossier) -> None:
        for records in (self.certificates, self.insurance):
            _offer_files(records, dossier.attachments)
        self.certificates.show_records(vendor.id, dossier.certificates)
        self.insurance.show_records(vendor.id, [_row(policy) for policy in dossier.insurances])
        ends = [each.ends for each in dossier.certificates], [each.expires for each in dossier.insurances]
        for told, each in zip(self.told, ends, strict=True):
            told.setText(_summary(each))
            told.setVisible(bool(told.text()))

    def first_focus(self) -> QWidget | None:
        return self.certificates.first_focus()


def _row(policy: Insurance) -> PolicyRow:
    cover, deductible = (main_units(each, policy.currency) for each in (policy.cover, policy.deductible))
    return PolicyRow(
        policy.id,
        policy.kind,
        policy.insurer,
        policy.currency,
        cover,
        deductible,
        policy.expires,
        policy.attachment_id,
    )


def _offer_files(records: Records, files: Sequence[Attachment]) -> None:
    """Let the column of files choose among those of the vendor."""
    choices = (("", tr("None")), *((str(file.id), file.file_name) for file in files))
    columns = records.model.columns
    records.model.columns = tuple(
        replace(each, choices=choices) if each.field == "attachment_id" else each for each in columns
    )


def _summary(ends: Sequence[str | None]) -> str:
    """Return how many of several ends are past or near, in words."""
    states = [validity(each, words.today()) for each in ends]
    expired, soon = states.count(Validity.EXPIRED), states.count(Validity.EXPIRING)
    unknown = states.count(Validity.UNKNOWN)
    said = [
        tr("Expired: {count}.", count=expired) if expired else "",
        tr("Ends within {days} days: {count}.", count=soon, days=SOON) if soon else "",
        tr("Nobody has said when it ends: {count}.", count=unknown) if unknown else "",
    ]
    return " ".join(filter(None, said))


def _state_column(ends: Callable[[Any], str | None], says: Callable[[Any], str] | None = None) -> Column:
    """Return a column that says how something with an end stands today."""

    def state(row: Any) -> Validity:
        return validity(ends(row), words.today())

    def show(row: Any) -> str:
        said = words.validity_words(state(row)) if row.id else ""
        return says(row) if row.id and says is not None and says(row) else said

    def tone(row: Any) -> words.Tone | None:
        return words.VALIDITY_TONES[state(row)] if row.id else None

    return Column("state", tr("State"), show, None, tone=tone, width=136)


def _bridged(certificate: Certificate) -> str:
    """Return what is said of a certificate that only a bridge letter carries; empty otherwise."""
    on = words.today()
    is_over = certificate.expires is not None and certificate.expires < on
    return tr("Bridge letter") if is_over and (certificate.ends or "") >= on else ""


def _day(field: str, heading: str) -> Column:
    return Column(
        field, heading, lambda row: formats.day(getattr(row, field)), formats.read_day, echo=echo_day, width=116
    )


def _file_column() -> Column:
    return Column(
        "attachment_id",
        tr("File"),
        lambda row: str(row.attachment_id or ""),
        lambda text: int(text) if text else None,
        choices=(("", tr("None")),),
        width=144,
    )


def _certificate_kind() -> Kind:
    return Kind(
        table="certificate",
        title=tr("Certificates"),
        columns=(
            Column("scheme", tr("Certificate"), lambda row: row.scheme, offers=lambda: SCHEMES),
            _state_column(lambda row: row.ends, _bridged),
            _day("expires", tr("Expires")),
            Column(
                "covers_service",
                tr("Covers the service"),
                lambda row: str(row.covers_service),
                choices=options(words.covers()),
                tone=_covers_tone,
                width=120,
            ),
            Column("scope", tr("Scope"), lambda row: row.scope),
            Column("issuer", tr("Issuer"), lambda row: row.issuer, width=104),
            _day("bridge_until", tr("Bridge letter until")),
            Column("exceptions", tr("Exceptions"), lambda row: row.exceptions),
            _day("issued", tr("Issued")),
            Column("number", tr("Number"), lambda row: row.number, width=96),
            _file_column(),
        ),
        key="scheme",
        blank=lambda: Certificate(0, 0, ""),
        add_text=tr("Add"),
        empty=tr("No certificate yet. Ask for the certificate itself: what its scope leaves out, it does not prove."),
        deleted=lambda row: tr("{name} deleted.", name=row.scheme),
    )


def _covers_tone(row: Certificate) -> words.Tone | None:
    if not row.id:
        return None
    return {
        Covers.YES: ("good", "check"),
        Covers.PARTLY: ("warn", "risk"),
        Covers.NO: ("bad", "cross"),
        Covers.UNKNOWN: ("quiet", "open"),
    }[row.covers_service]


def _insurance_kind() -> Kind:
    kinds = words.insurance_kinds()
    return Kind(
        table="insurance",
        title=tr("Insurance"),
        columns=(
            Column("kind", tr("Insurance"), lambda row: str(row.kind), choices=options(kinds), width=160),
            Column("insurer", tr("Insurer"), lambda row: row.insurer),
            _state_column(lambda row: row.expires),
            _day("expires", tr("Expires")),
            Column("currency", tr("Currency"), lambda row: row.currency, width=80),
            _money("cover", tr("Cover")),
            _money("deductible", tr("Deductible")),
            _file_column(),
        ),
        key="insurer",
        blank=lambda: PolicyRow(0),
        add_text=tr("Add"),
        empty=tr("No insurance yet. Cover below what a failure could cost us is our own risk."),
        deleted=lambda row: tr("{name} deleted.", name=kinds[InsuranceKind(row.kind)]),
        given=lambda: {"kind": InsuranceKind.PROFESSIONAL},
    )


def _money(field: str, heading: str) -> Column:
    return Column(
        field,
        heading,
        lambda row: formats.amount_typed(getattr(row, field), row.currency),
        words.read_number,
        is_number=True,
        echo=echo_amount,
        width=112,
    )

"""What is known of a vendor for all initiatives: sites, certificates, accounts, insurance, owners, supply chain."""

from __future__ import annotations

from enum import StrEnum

from outsource_desk.domain.frozen import frozen


class Location(StrEnum):
    """Where a site lies, seen from us."""

    ONSITE = "onsite"
    ONSHORE = "onshore"
    NEARSHORE = "nearshore"
    OFFSHORE = "offshore"


class Purpose(StrEnum):
    """What a site is used for."""

    DELIVERY = "delivery"
    DATA_STORAGE = "data_storage"
    DATA_ACCESS = "data_access"
    SUPPORT = "support"
    RECOVERY = "recovery"


_WORK = frozenset({Purpose.DELIVERY, Purpose.DATA_STORAGE, Purpose.DATA_ACCESS})


class Visit(StrEnum):
    """How a site was seen."""

    OWN = "own"
    REMOTE = "remote"
    THIRD_PARTY = "third_party"


class Covers(StrEnum):
    """Whether the scope of a certificate covers the service that we buy."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Opinion(StrEnum):
    """What the auditor said of a year's accounts."""

    CLEAN = "clean"
    EMPHASIS = "emphasis"
    QUALIFIED = "qualified"
    GOING_CONCERN = "going_concern"
    NONE = "none"  # not audited


class InsuranceKind(StrEnum):
    """What an insurance covers."""

    PROFESSIONAL = "professional"
    CYBER = "cyber"
    GENERAL = "general"
    EMPLOYER = "employer"
    CRIME = "crime"


class Screening(StrEnum):
    """What screening an owner against sanctions lists found."""

    CLEAR = "clear"
    MATCH = "match"
    NOT_DONE = "not_done"


class Consent(StrEnum):
    """Whether we agreed to a sub-contractor."""

    GIVEN = "given"
    NOTIFIED = "notified"
    NONE = "none"


class WatchKind(StrEnum):
    """What an observation is about."""

    FINANCIAL = "financial"
    OWNERSHIP = "ownership"
    COUNTRY = "country"
    SUBCONTRACTOR = "subcontractor"
    SECURITY = "security"
    REPUTATION = "reputation"


class WatchSeverity(StrEnum):
    """How serious an observation is."""

    INFO = "info"
    WATCH = "watch"
    ALERT = "alert"


class Classification(StrEnum):
    """Who may see a file."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"


@frozen
class WorkingHours:
    """When people work, in the local time of their zone.

    ``start`` and ``end`` are hours after midnight (9.5 = 09:30); an end beyond 24 lies on the next day.
    """

    time_zone: str = ""  # IANA, for example Europe/London
    start: float | None = None
    end: float | None = None
    days: str = "12345"  # ISO weekdays, 1 = Monday

    @property
    def is_known(self) -> bool:
        """Tell whether zone, start and end are all given."""
        return bool(self.time_zone) and self.start is not None and self.end is not None


UNKNOWN_HOURS = WorkingHours()


@frozen
class Site:
    """A place from which a vendor delivers, or where it keeps data."""

    id: int
    vendor_id: int
    name: str
    country: str = ""  # ISO 3166-1 alpha-2
    city: str = ""
    hours: WorkingHours = UNKNOWN_HOURS
    location: Location | None = None
    purposes: tuple[Purpose, ...] = ()
    headcount: int | None = None
    visited_on: str | None = None  # YYYY-MM-DD, as all dates
    visit: Visit | None = None


@frozen
class Certificate:
    """An independent certificate or report, with its scope and end."""

    id: int
    vendor_id: int
    scheme: str  # such as ISO/IEC 27001
    number: str = ""
    issuer: str = ""
    scope: str = ""
    covers_service: Covers = Covers.UNKNOWN
    issued: str | None = None
    expires: str | None = None
    bridge_until: str | None = None  # a bridge letter carries the certificate until then
    exceptions: str = ""
    attachment_id: int | None = None

    @property
    def ends(self) -> str | None:
        """Return until when it can be relied on, a bridge letter counted; None = not known."""
        return max(filter(None, (self.expires, self.bridge_until)), default=None)


@frozen
class FinancialYear:
    """A year's accounts; amounts in the currency's minor units, None = not known."""

    id: int
    vendor_id: int
    year: int
    currency: str = ""  # ISO 4217
    revenue: int | None = None
    operating_profit: int | None = None
    ebitda: int | None = None
    net_profit: int | None = None
    net_debt: int | None = None
    current_assets: int | None = None
    inventory: int | None = None
    current_liabilities: int | None = None
    equity: int | None = None
    interest: int | None = None
    free_cash_flow: int | None = None
    opinion: Opinion = Opinion.NONE
    our_share: float | None = None  # of revenue, 0..1


@frozen
class Insurance:
    """A policy; amounts in the currency's minor units."""

    id: int
    vendor_id: int
    kind: InsuranceKind
    insurer: str = ""
    currency: str = ""
    cover: int | None = None
    deductible: int | None = None
    expires: str | None = None
    attachment_id: int | None = None


@frozen
class Owner:
    """Who owns or controls a vendor."""

    id: int
    vendor_id: int
    name: str
    share: float | None = None  # 0..1
    country: str = ""
    is_controlling: bool = False
    screened_on: str | None = None
    screening: Screening = Screening.NOT_DONE


@frozen
class Subcontractor:
    """A link of the supply chain below a vendor, or below another sub-contractor."""

    id: int
    vendor_id: int
    parent_id: int | None  # None: engaged by the vendor itself
    name: str
    service: str = ""
    country: str = ""
    touches_data: bool = False
    consent: Consent = Consent.NONE


@frozen
class ClientReference:
    """A client of the vendor that can tell how it was."""

    id: int
    vendor_id: int
    client: str
    person: str = ""
    service: str = ""
    is_former: bool = False
    chosen_by_us: bool = False
    spoken_on: str | None = None
    spoken_by: str = ""
    rating: float | None = None  # 0..5
    note: str = ""


@frozen
class WatchEntry:
    """Something that was seen and needs an eye on it, until it is closed."""

    id: int
    vendor_id: int
    kind: WatchKind
    observed_on: str
    wording: str
    severity: WatchSeverity = WatchSeverity.WATCH
    closed_on: str | None = None


@frozen
class Attachment:
    """A file kept inside the document; its content is stored once, under its hash."""

    id: int
    vendor_id: int
    sha256: str
    file_name: str
    media_type: str
    size: int  # bytes
    issuer: str = ""
    dated: str | None = None
    expires: str | None = None
    classification: Classification = Classification.CONFIDENTIAL
    added_at: str = ""  # UTC
    added_by: str = ""


@frozen
class Dossier:
    """Everything that is known of one vendor, read at one moment."""

    vendor_id: int
    sites: tuple[Site, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    years: tuple[FinancialYear, ...] = ()  # latest first
    insurances: tuple[Insurance, ...] = ()
    owners: tuple[Owner, ...] = ()
    subcontractors: tuple[Subcontractor, ...] = ()  # each right behind the one that engages it
    references: tuple[ClientReference, ...] = ()
    watch_entries: tuple[WatchEntry, ...] = ()  # latest first
    attachments: tuple[Attachment, ...] = ()

    @property
    def delivering_sites(self) -> tuple[Site, ...]:
        """Return the sites from which it delivers; all where none is marked so."""
        return tuple(each for each in self.sites if Purpose.DELIVERY in each.purposes) or self.sites

    @property
    def working_sites(self) -> tuple[Site, ...]:
        """Return the sites from which it delivers, or where data lie or are seen.

        A site that says nothing of its purpose counts: nothing speaks against it.
        """
        return tuple(each for each in self.sites if not each.purposes or _WORK & set(each.purposes))

    @property
    def working_countries(self) -> tuple[str, ...]:
        """Return the countries of those sites, each once, in the order of the dossier."""
        return tuple(dict.fromkeys(each.country for each in self.working_sites if each.country))

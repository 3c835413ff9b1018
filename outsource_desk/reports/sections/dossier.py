"""One annex for each vendor: who it is, where it works, what it holds, who stands behind and below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.domain.dossier import (
    Consent,
    Dossier,
    InsuranceKind,
    Opinion,
    Screening,
    Site,
    Subcontractor,
    WatchSeverity,
)
from outsource_desk.domain.formatting import counted, day, in_words, main_units, money, number, percent
from outsource_desk.domain.vendor import Vendor
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.examined import Examined, Seen
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, full_stop
from outsource_desk.reports.sections.proof import COVERS, ending

ROW = 24.0  # how high rows may grow
_SCREENED = {
    Screening.CLEAR: ("clear", State.GOOD), Screening.MATCH: ("match", State.BAD),
    Screening.NOT_DONE: ("not done", State.OPEN),
}  # fmt: skip
_OPINIONS = {
    Opinion.CLEAN: ("clean", State.GOOD), Opinion.EMPHASIS: ("clean, with an emphasis", State.OPEN),
    Opinion.QUALIFIED: ("qualified", State.BAD), Opinion.GOING_CONCERN: ("doubts that it goes on", State.BAD),
    Opinion.NONE: ("not audited", State.OPEN),
}  # fmt: skip
_CONSENT = {
    Consent.GIVEN: ("given", State.GOOD), Consent.NOTIFIED: ("we were told", State.OPEN),
    Consent.NONE: ("none", State.BAD),
}  # fmt: skip
_WATCH = {WatchSeverity.ALERT: State.BAD, WatchSeverity.WATCH: State.OPEN, WatchSeverity.INFO: None}
_COVER = {
    InsuranceKind.PROFESSIONAL: "Professional indemnity", InsuranceKind.CYBER: "Cyber",
    InsuranceKind.GENERAL: "General liability", InsuranceKind.EMPLOYER: "Employer’s liability",
    InsuranceKind.CRIME: "Crime",
}  # fmt: skip


def dossier_pages(findings: Findings) -> tuple[Page, ...]:
    """Return one section for each vetted vendor, best first; nothing of a vendor of which nothing is known."""
    examined = findings.examined
    if examined is None:
        return ()
    return tuple(page for seen in examined.seen if (page := _page(examined, seen)) is not None)


def _page(examined: Examined, seen: Seen) -> Page | None:
    vendor = examined.facts.vendors.get(seen.candidate.id)
    parts = [("", _facts(vendor)), *_parts(examined, seen)]
    blocks: list[Block] = []
    for title, tables in parts:
        if tables and title:
            blocks.append(Heading(title))
        blocks += tables
    if not any(tables for title, tables in parts if title):
        return None
    lacking = [title.lower() for title, tables in parts if title and not tables]
    if lacking:
        blocks.append(Paragraph(f"Nothing on record yet: {in_words(lacking)}.", Tone.MUTED))
    source = f"vendor directory; dates judged on {day(examined.on)}"
    return Page(f"Dossier of {brief(seen.candidate.name)}", _title(seen), tuple(blocks), source)


def _title(seen: Seen) -> Title:
    dossier, name = seen.dossier, seen.candidate.name
    said = [counted(len(dossier.sites), "site")] if dossier.sites else []
    if dossier.certificates:
        said.append(counted(len(dossier.certificates), "certificate"))
    touching = sum(each.touches_data for each in dossier.subcontractors)
    if dossier.subcontractors:
        said.append(
            f"{counted(len(dossier.subcontractors), 'sub-contractor')}, {touching or 'none'} with access to data"
        )
    if not said:
        return Title("What is known of {0}", (name,))
    watched = sum(each.closed_on is None for each in dossier.watch_entries)
    tail = f"; {counted(watched, 'observation')} {'needs' if watched == 1 else 'need'} an eye" if watched else ""
    listed = in_words(said) if len(said) < 3 else f"{said[0]}, {said[1]} and {said[2]}"
    return Title(f"{{0}} has {listed}{tail}", (name,))


def _parts(examined: Examined, seen: Seen) -> list[tuple[str, list[Block]]]:
    dossier = seen.dossier
    return [
        ("Sites", _sites(examined, dossier)),
        ("Certificates", _certificates(examined, dossier)),
        ("Accounts", _accounts(examined, seen)),
        ("Insurance", _insurances(examined, dossier)),
        ("Owners", _owners(dossier)),
        ("Sub-contractors", _chain(dossier)),
        ("References", _references(dossier)),
        ("Watch list", _watched(dossier)),
    ]


def _table(columns: Sequence[TableColumn], rows: Iterator[Row]) -> list[Block]:
    found = tuple(rows)
    return [Table(tuple(columns), found, tallest=ROW)] if found else []


def _facts(vendor: Vendor | None) -> list[Block]:
    if vendor is None:
        return []
    told = {
        "Legal name": vendor.legal_name,
        "Registration": vendor.registration,
        "LEI": vendor.lei,
        "Group": vendor.group_name,
        "Country": vendor.country,
        "Founded": str(vendor.founded or ""),
        "Employees": f"{vendor.employees:,}" if vendor.employees is not None else "",
        "Website": vendor.website,
        "Status": vendor.status.value,
    }
    known = [(label, text) for label, text in told.items() if text]
    pairs = [(*known[at], *(known[at + 1] if at + 1 < len(known) else ("", ""))) for at in range(0, len(known), 2)]
    columns = (
        TableColumn("Particulars", 0.14, tone=Tone.MUTED), TableColumn("As recorded", 0.36),
        TableColumn("Particulars", 0.14, tone=Tone.MUTED), TableColumn("As recorded", 0.36),
    )  # fmt: skip
    return _table(columns, (Row(tuple(Cell(text) for text in pair)) for pair in pairs))


def _sites(examined: Examined, dossier: Dossier) -> list[Block]:
    columns = (
        TableColumn("Site", 0.20, tone=Tone.STRONG),
        TableColumn("Where", 0.19),
        TableColumn("Used for", 0.19),
        TableColumn("People", 0.07, Align.RIGHT),
        TableColumn("Hours, local", 0.12),
        TableColumn("Least overlap with us", 0.11, Align.RIGHT),
        TableColumn("Visited", 0.12),
    )
    return _table(columns, (_site(examined, each) for each in dossier.sites))


def _site(examined: Examined, site: Site) -> Row:
    where = [*filter(None, (site.city, site.country)), *([site.location.value] if site.location else [])]
    overlap = examined.facts.overlaps.get(site.id)
    hours = f"{clock(site.hours.start)}–{clock(site.hours.end)}" if site.hours.is_known else "–"
    return Row((
        Cell(site.name),
        Cell(", ".join(where) or "–"),
        Cell(in_words([each.value.replace("_", " ") for each in site.purposes]) or "–"),
        Cell("–" if site.headcount is None else f"{site.headcount:,}"),
        Cell(hours),
        Cell(f"{number(overlap.hours)} h" if overlap else "–"),
        Cell(day(site.visited_on) or "never", None if site.visited_on else State.OPEN),
    ))  # fmt: skip


def clock(hours: float | None) -> str:
    """Return hours after midnight as a clock shows them: ``09:30``; beyond 24 on the next day."""
    if hours is None:
        return ""
    minutes = round(hours * 60) % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _certificates(examined: Examined, dossier: Dossier) -> list[Block]:
    columns = (
        TableColumn("Certificate", 0.19, tone=Tone.STRONG),
        TableColumn("Issuer, number", 0.18),
        TableColumn("Scope", 0.19),
        TableColumn("Covers us", 0.11),
        TableColumn("Ends", 0.18),
        TableColumn("Exceptions", 0.15),
    )
    return _table(
        columns,
        (
            Row((
                Cell(each.scheme),
                Cell(", ".join(filter(None, (each.issuer, each.number))) or "–"),
                Cell(each.scope or "–"),
                Cell(*COVERS[each.covers_service]),
                ending(each.ends, examined.on),
                Cell(each.exceptions or "–"),
            ))
            for each in dossier.certificates
        ),
    )  # fmt: skip


def _accounts(examined: Examined, seen: Seen) -> list[Block]:
    columns = (
        TableColumn("Year", 0.10, tone=Tone.STRONG),
        TableColumn("Revenue", 0.15, Align.RIGHT),
        TableColumn("Operating profit", 0.15, Align.RIGHT),
        TableColumn("Net profit", 0.15, Align.RIGHT),
        TableColumn("Equity", 0.15, Align.RIGHT),
        TableColumn("Our share", 0.10, Align.RIGHT),
        TableColumn("Auditor", 0.20),
    )
    years = _table(
        columns,
        (
            Row((
                Cell(str(each.year)),
                *(
                    Cell(amount(value, each.currency))
                    for value in (each.revenue, each.operating_profit, each.net_profit, each.equity)
                ),
                Cell("–" if each.our_share is None else percent(each.our_share)),
                Cell(*_OPINIONS[each.opinion]),
            ))
            for each in seen.dossier.years
        ),
    )  # fmt: skip
    ratios = examined.facts.ratios.get(seen.candidate.id, ())
    heads = (
        TableColumn("Year", 0.10, tone=Tone.STRONG), TableColumn("Ratio", 0.40),
        TableColumn("Value", 0.20, Align.RIGHT), TableColumn("Reading", 0.30),
    )  # fmt: skip
    told = (Row((Cell(str(each.year)), Cell(each.name), Cell(each.text), Cell(each.band or "–"))) for each in ratios)
    return [*years, *_table(heads, told)]


def amount(value: int | None, currency: str) -> str:
    """Return minor units as they are read; a dash if they are not known."""
    return "–" if value is None else money(main_units(value, currency), currency)


def _insurances(examined: Examined, dossier: Dossier) -> list[Block]:
    columns = (
        TableColumn("Insurance", 0.26, tone=Tone.STRONG), TableColumn("Insurer", 0.24),
        TableColumn("Cover", 0.15, Align.RIGHT), TableColumn("Deductible", 0.15, Align.RIGHT),
        TableColumn("Ends", 0.20),
    )  # fmt: skip
    return _table(
        columns,
        (
            Row((
                Cell(_COVER[each.kind]),
                Cell(each.insurer or "–"),
                Cell(amount(each.cover, each.currency)),
                Cell(amount(each.deductible, each.currency)),
                ending(each.expires, examined.on),
            ))
            for each in dossier.insurances
        ),
    )  # fmt: skip


def _owners(dossier: Dossier) -> list[Block]:
    columns = (
        TableColumn("Owner", 0.40, tone=Tone.STRONG), TableColumn("Share", 0.10, Align.RIGHT),
        TableColumn("Country", 0.12), TableColumn("Controls", 0.12), TableColumn("Screened", 0.26),
    )  # fmt: skip

    rows: list[Row] = []
    for each in dossier.owners:
        words, state = _SCREENED[each.screening]
        when = f"{words}, {day(each.screened_on)}" if each.screened_on else words
        share = "–" if each.share is None else percent(each.share)
        controls = "yes" if each.is_controlling else "no"
        rows.append(Row((Cell(each.name), Cell(share), Cell(each.country or "–"), Cell(controls), Cell(when, state))))
    return _table(columns, iter(rows))


def _chain(dossier: Dossier) -> list[Block]:
    columns = (
        TableColumn("Sub-contractor", 0.34, tone=Tone.STRONG), TableColumn("Service", 0.30),
        TableColumn("Country", 0.10), TableColumn("Touches data", 0.12), TableColumn("Our consent", 0.14),
    )  # fmt: skip
    depths = depths_of(dossier.subcontractors)
    return _table(
        columns,
        (
            Row(
                (
                    Cell(each.name),
                    Cell(each.service or "–"),
                    Cell(each.country or "–"),
                    Cell("yes" if each.touches_data else "no", State.OPEN if each.touches_data else None),
                    Cell(*_CONSENT[each.consent]),
                ),
                indent=min(depths[each.id], 6),
            )
            for each in dossier.subcontractors
        ),
    )


def depths_of(chain: Sequence[Subcontractor]) -> dict[int, int]:
    """Return how far below the vendor each sub-contractor stands; 0 = engaged by the vendor itself."""
    depths: dict[int, int] = {}
    for each in chain:
        depths[each.id] = depths.get(each.parent_id or 0, -1) + 1
    return depths


def _references(dossier: Dossier) -> list[Block]:
    columns = (
        TableColumn("Client", 0.24, tone=Tone.STRONG), TableColumn("Service", 0.24),
        TableColumn("Chosen by", 0.12), TableColumn("Spoken to", 0.26), TableColumn("Rating, of 5", 0.14, Align.RIGHT),
    )  # fmt: skip
    rows: list[Row] = []
    for each in dossier.references:
        client = f"{each.client} (former)" if each.is_former else each.client
        spoken = ", ".join(filter(None, (day(each.spoken_on), each.spoken_by)))
        cell = Cell(spoken) if each.spoken_on else Cell("not yet", State.OPEN)
        rating = "–" if each.rating is None else number(each.rating)
        chosen = "us" if each.chosen_by_us else "the vendor"
        rows.append(Row((Cell(client), Cell(each.service or "–"), Cell(chosen), cell, Cell(rating))))
    return _table(columns, iter(rows))


def _watched(dossier: Dossier) -> list[Block]:
    columns = (
        TableColumn("Seen on", 0.15, tone=Tone.STRONG), TableColumn("About", 0.15),
        TableColumn("What", 0.50), TableColumn("State", 0.20),
    )  # fmt: skip
    rows: list[Row] = []
    for each in dossier.watch_entries:
        state = (
            Cell(f"closed {day(each.closed_on)}")
            if each.closed_on
            else Cell(each.severity.value, _WATCH[each.severity])
        )
        rows.append(Row((Cell(day(each.observed_on)), Cell(each.kind.value), Cell(full_stop(each.wording)), state)))
    return _table(columns, iter(rows))

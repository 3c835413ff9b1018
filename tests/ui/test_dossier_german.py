"""What lower layers say of dossiers, in German."""

import pytest

from outsource_desk.domain.dossier import Site, WorkingHours
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.attaching import attach_content
from outsource_desk.services.history import describe_edit
from outsource_desk.services.overlap import overlap_words, site_overlap, unknown_words
from outsource_desk.services.records import add_record, update_record
from outsource_desk.services.vendors import add_vendor, update_vendor
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.language import say, use_language

LONDON = WorkingHours("Europe/London", 9, 17.5)
PUNE = Site(1, 1, "Pune", hours=WorkingHours("Asia/Kolkata", 9.5, 18.5))


@pytest.fixture(autouse=True)
def in_german(qapp):
    use_language("de")
    use_formats("de_DE")
    yield
    use_language("en")
    use_formats("en_GB")


@pytest.fixture
def acme(desk):
    return add_vendor(desk, "Acme")


def told(desk):
    return [say(line) for line in describe_edit(desk, desk.journal.revision)]


def test_the_sentence_on_hours_worked_together():
    found = site_overlap(LONDON, PUNE, 2026)
    assert found is not None
    said = say(overlap_words(found, 4)).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Pune und wir arbeiten mindestens 4 Stunden am Tag gemeinsam, am wenigsten um den 15. Januar 2026; "
        "nötig sind 4 Stunden."
    )
    said = say(overlap_words(found, 4.5)).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        said == "Pune und wir arbeiten um den 15. Januar 2026 nur 4 Stunden am Tag gemeinsam; nötig sind 4,5 Stunden."
    )
    assert say(unknown_words(LONDON, [Site(2, 1, "X")])) == "Für 1 Standort fehlen Zeitzone oder Arbeitszeit."


@pytest.mark.parametrize(
    ("table", "given", "field", "value", "line"),
    [
        (
            "site", {"name": "Pune"}, "work_days", "Sun–Tue",
            "Standort Pune bei Acme: Arbeitstage Mo, Di, Mi, Do, Fr → Mo, Di, So",
        ),
        (
            "site", {"name": "Pune"}, "purposes", "delivery data_access",
            "Standort Pune bei Acme: genutzt für leer → „Leistungserbringung“, „Datenzugriff“",
        ),
        (
            "insurance", {"kind": "cyber", "currency": "EUR", "cover": 5e6}, "cover", 7.5e6,
            "Versicherung Cyber bei Acme: Deckung 5.000.000,00 EUR → 7.500.000,00 EUR",
        ),
        (
            "financial_year", {"year": 2024, "currency": "EUR"}, "ebitda", -3.5,
            "Geschäftsjahr 2024 bei Acme: EBITDA leer → −3,50 EUR",
        ),
        (
            "financial_year", {"year": 2024}, "opinion", "going_concern",
            "Geschäftsjahr 2024 bei Acme: Testat „nicht geprüft“ → „Fortbestand fraglich“",
        ),
        ("owner", {"name": "Fund"}, "share", 0.125, "Eigentümer Fund bei Acme: Anteil leer → 12,5 %"),
        (
            "watch_entry", {"kind": "security", "observed_on": "2026-01-01", "wording": "Leak"}, "severity", "alert",
            "Beobachtung „Leak“ bei Acme: Gewicht „unter Beobachtung“ → „Alarm“",
        ),
    ],
)  # fmt: skip
def test_changes_in_the_history(desk, acme, table, given, field, value, line):
    record = add_record(desk, table, acme, **given)
    update_record(desk, table, record, field, value)
    assert told(desk) == [line]


def test_other_rows_go_by_their_names(desk, acme):
    first = add_record(desk, "subcontractor", acme, name="First")
    second = add_record(desk, "subcontractor", acme, name="Second")
    update_record(desk, "subcontractor", second, "parent_id", first)
    assert told(desk) == ["Unterauftragnehmer Second bei Acme: beauftragt von Anbieter selbst → First of Acme"]
    file = attach_content(desk, acme, "iso.pdf", b"%PDF-1.4 certificate")
    certificate = add_record(desk, "certificate", acme, scheme="ISO 9001")
    update_record(desk, "certificate", certificate, "attachment_id", file.id)
    assert told(desk) == ["Zertifikat ISO 9001 bei Acme: Datei leer → „iso.pdf“"]
    update_vendor(desk, acme, "lei", "529900T8BM49AURSDO55")
    assert told(desk) == ["Anbieter Acme: LEI leer → „529900T8BM49AURSDO55“"]
    assert say(desk.journal.undo_label) == "Anbieter ändern: LEI"


@pytest.mark.parametrize(
    ("table", "fields", "message"),
    [
        ("site", {"name": "X", "hours": "nine to five"},
         "Eine Schicht wird mit zwei Uhrzeiten geschrieben; „nine to five“ passt nicht."),
        ("site", {"name": "X", "time_zone": "Moon"},
         "Eine Zeitzone wird mit Region und Stadt geschrieben; „Moon“ passt nicht."),
        ("owner", {"name": "X", "share": 1.5},
         "Der Anteil in Prozent muss zwischen 0 und 100 liegen; 150 tut das nicht."),
        ("insurance", {"kind": "cyber", "cover": 1}, "Die Deckung hat keine Währung."),
        ("certificate", {"scheme": "X", "issued": "2026-02-01", "expires": "2026-01-01"},
         "Der Tag der Ausstellung (2026-02-01) darf nicht später sein als der Tag des Ablaufs (2026-01-01)."),
    ],
)  # fmt: skip
def test_refusals(desk, acme, table, fields, message):
    with pytest.raises(DeskError) as caught:
        add_record(desk, table, acme, **fields)
    assert say(str(caught.value)) == message
    assert say(caught.value.remedy) != caught.value.remedy

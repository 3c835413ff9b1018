"""The window speaks German: every text is in the catalogue, and the catalogue says nothing that is not asked for."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing

import pytest
import yaml
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QWidget

from outsource_desk.paths import resource
from outsource_desk.ui import formats
from outsource_desk.ui.language import language, read_entries, say, tr, tr_n, use_language
from outsource_desk.ui.places import Place
from outsource_desk.ui.shell.menus import PAGE_KEYS
from outsource_desk.ui.vendors.countries import echo_country
from tests.ui.texts import fields_of, german, read_all, said_in, said_in_code

SAME = {  # German as it is in English
    "Simulation", "Moderation", "EBITDA",
    "Cyber", "LEI", "Person", "Winter",
    "{candidate}, {criterion}: {points}", "{day}, {whom}: {nature}. {note}", "{ruling}. {name}: {reason}",
    "&Name", "I&mport", "Import", "Na&me", "Name", "Organisation", "Start", "Status", "Website", "Zoom {zoom}",
    "Outsourcing", "Routine", "Standard", "Version",
    "KPI", "Plan B", "Q{number} {year}", "{hours} h {minutes} min", "{hours} h", "{minutes} min", "{time}, +{after}",
    "Audit", "Auditor", "Audits", "{name} {done}/{all}",
    "{cell}: {vendor}, {criterion}", "{name} ({why})", "{left}; {added}.", "{old} → {new}", "{size} KB",
}  # fmt: skip
ABBREVIATED = {"n/a", "{amount} m", "{amount} bn"}
ENDS = tuple(".…?!:")
FEWER_FIELDS = {"Other {small}"}  # the German puts the name itself, not its form inside an English sentence


@pytest.fixture
def in_german():
    use_language("de")
    yield
    use_language("en")


def test_every_text_of_the_window_is_in_the_catalogue():
    known = german()
    missing = [f"{each.where}: {each.text}" for each in said_in_code() if each.text and each.text not in known]

    assert not missing, "python -m tests.ui.texts lists them"


def test_no_entry_is_left_from_a_text_that_is_not_said_any_more():
    assert german().keys() - {each.text for each in said_in_code()} == set()


def test_texts_are_literals_so_that_they_can_be_found():
    assert [each.where for each in said_in_code() if each.text is None] == []


def test_the_extractor_sees_what_it_is_to_see():
    source = """
tr("One")
speech.tr("Two {name}", name=1)
tr_n(n, "{count} a", "{count} b", where=2)
fields = {"share": 3}
tr("Five {share}", **fields)
tr(f"{x}")
other("No")
"""

    found = list(said_in(source, "a.py"))

    assert [(each.text, sorted(each.fields), each.line) for each in found] == [
        ("One", [], 2),
        ("Two {name}", ["name"], 3),
        ("{count} a", ["count", "where"], 4),
        ("{count} b", ["count", "where"], 4),
        ("Five {share}", ["share"], 6),
        (None, [], 7),
    ]


def test_the_fields_of_a_text_are_filled_and_its_translation_has_the_same():
    known = german()
    for each in said_in_code():
        if each.text is None:
            continue
        own, translated = fields_of(each.text), fields_of(known.get(each.text, each.text))
        assert own <= each.fields, each.where
        assert translated == own or (each.text in FEWER_FIELDS and translated <= each.fields), each.where


def test_no_text_is_entered_twice():
    text = read_all("window")
    entries = [key.value for _, section in yaml.compose(text).value for key, _ in section.value]

    assert [entry for entry, count in Counter(entries).items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(path.name for path in resource("i18n", "de").glob("*.yaml")))
def test_each_catalogue_has_one_entry_in_double_quotes_on_a_line(name):
    text = resource("i18n", "de", name).read_text(encoding="utf-8")
    entries = {key: value for section in yaml.safe_load(text).values() for key, value in section.items()}

    assert read_entries(text) == entries


def test_only_what_is_the_same_in_german_stays_english():
    assert {text for text, translation in german().items() if text == translation} == SAME


def test_a_translation_is_typeset_as_german_is():
    for text, said in german().items():
        assert "”" not in said, said
        assert said.count("„") == said.count("“"), said
        assert said == " ".join(said.split()) or said.startswith("= "), said
        assert not re.search(r"\d%", said), said
        assert text in ABBREVIATED or (said[-1:] in ENDS) == (text[-1:] in ENDS), said


def test_a_text_with_a_mnemonic_has_one_in_german_too():
    for text, said in german().items():
        assert said.count("&") == text.count("&"), said


@pytest.mark.parametrize("speech", ["en", "de"])
def test_in_each_menu_every_mnemonic_is_there_once(speech, desktop, open_window, sample_file):
    desktop.speak(speech, "en_GB")
    window = open_window(sample_file)
    for key in PAGE_KEYS:
        window.go(Place(key))
        bar = [action.text() for action in window.menuBar().actions() if action.isVisible()]
        menus = {
            menu.title(): [each.text() for each in menu.actions()] for menu in window.menuBar().findChildren(QMenu)
        }
        for title, texts in {"the bar": bar, **menus}.items():
            letters = Counter(found.group(1).lower() for text in texts if (found := re.search(r"&([^&])", text)))
            assert [letter for letter, count in letters.items() if count > 1] == [], (key, title, texts)


def test_a_language_is_in_force_until_another_is(in_german):
    assert language() == "de"
    assert tr("Candidates") == "Kandidaten"
    use_language("en")
    assert tr("Candidates") == "Candidates"


def test_fields_are_filled_in_where_german_has_them(in_german):
    assert tr("{done} of {all}", done=3, all=7) == "3 von 7"
    assert tr("Keep {number}", number="4,5") == "4,5 behalten"


def test_one_and_many_are_told_apart(in_german):
    assert tr_n(1, "{count} candidate", "{count} candidates") == "1 Kandidat"
    assert tr_n(0, "{count} candidate", "{count} candidates") == "0 Kandidaten"


def test_what_the_catalogue_does_not_know_stays_english(in_german):
    assert tr("Nobody has written this.") == "Nobody has written this."
    assert say("Nobody has written this.") == "Nobody has written this."


def test_a_name_of_the_file_is_not_taken_for_a_pattern_of_the_window(in_german):
    assert say("Transition to cloud") == "Transition to cloud"
    assert say("{name}") == "{name}"


def test_the_words_of_qt_follow_the_language(desktop):
    desktop.speak("de", "de_DE")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"

    desktop.speak("en", "en_GB")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_months_follow_the_format_setting_not_the_language(desktop):
    desktop.speak("de", "en_GB")
    assert formats.day("2026-12-01") == "1 Dec 2026"
    desktop.speak("en", "de_DE")
    assert formats.day("2026-12-01") == "1. Dez. 2026"
    assert formats.read_day("1. Dez. 2026") == "2026-12-01"


def test_a_window_in_german_keeps_no_english(desktop, open_window, sample_file):
    same = {text.replace("&", "") for text in SAME}
    english = {text.replace("&", "") for text in german() if not fields_of(text)} - same
    with closing(sqlite3.connect(sample_file)) as file:
        own = "\n".join(file.iterdump())  # the words of the file itself stay as they are
    desktop.speak("de", "de_DE")
    window = open_window(sample_file)
    for key in PAGE_KEYS:
        window.go(Place(key))
        shown = {act.words for act in window.actions_of_window}
        for widget in window.findChildren(QWidget):
            shown |= {widget.accessibleName(), widget.toolTip(), widget.accessibleDescription()}
            shown |= {widget.text()} if isinstance(widget, QLabel | QAbstractButton) else set()
            shown |= {widget.placeholderText()} if isinstance(widget, QLineEdit) else set()
        assert {text for text in shown & english if f"'{text}'" not in own} == set(), key


def test_a_country_is_named_in_german(in_german):
    assert echo_country("pl") == "= Polen"
    assert echo_country("PT") == "= Portugal"


def test_the_names_of_countries_are_those_that_qt_knows():
    known = {QLocale.territoryToString(each) for each in QLocale.Country}
    names = yaml.safe_load(resource("i18n", "de", "countries.yaml").read_text(encoding="utf-8"))["countries"]

    assert set(names) <= known
    assert all(name != translation for name, translation in names.items())


def test_formats_follow_the_language_where_the_system_speaks_another_one(desktop):
    desktop.preferences.formats = ""
    desktop.preferences.language = "de"
    desktop.dress()
    assert (formats.number(1234.5), formats.day("2026-12-16")) == ("1.234,5", "16. Dez. 2026")
    desktop.preferences.language = "en"
    desktop.dress()
    assert formats.number(1234.5) == "1,234.5"

"""Countries by code and by name."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale

from outsource_desk.ui.language import language, say, tr

# What spreadsheets call countries beside their codes and the names that Qt knows: English and the country's own
_OTHER_NAMES = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "uae": "AE", "holland": "NL",
    "the netherlands": "NL", "czech republic": "CZ", "slovak republic": "SK", "turkey": "TR", "ivory coast": "CI",
    "macedonia": "MK", "myanmar": "MM", "burma": "MM", "hong kong": "HK", "macao": "MO", "macau": "MO",
    "the philippines": "PH", "republic of ireland": "IE", "russian federation": "RU", "korea": "KR",
    "viet nam": "VN", "swaziland": "SZ", "cabo verde": "CV", "palestine": "PS",
    "ägypten": "EG", "argentinien": "AR", "australien": "AU", "belgien": "BE", "brasilien": "BR", "bulgarien": "BG",
    "dänemark": "DK", "estland": "EE", "finnland": "FI", "frankreich": "FR", "griechenland": "GR",
    "großbritannien": "GB", "indien": "IN", "indonesien": "ID", "irland": "IE", "italien": "IT", "kanada": "CA",
    "kolumbien": "CO", "kroatien": "HR", "lettland": "LV", "litauen": "LT", "luxemburg": "LU", "marokko": "MA",
    "mexiko": "MX", "neuseeland": "NZ", "niederlande": "NL", "norwegen": "NO", "philippinen": "PH", "polen": "PL",
    "rumänien": "RO", "schweden": "SE", "schweiz": "CH", "serbien": "RS", "singapur": "SG", "slowakei": "SK",
    "slowenien": "SI", "spanien": "ES", "südafrika": "ZA", "tschechien": "CZ", "türkei": "TR", "tunesien": "TN",
    "ungarn": "HU", "vereinigte staaten": "US", "vereinigtes königreich": "GB", "zypern": "CY", "österreich": "AT",
}  # fmt: skip


def country_code(text: str) -> str | None:
    """Return the two letters for a country's code or name; nothing for one that is not known."""
    wanted = " ".join(text.split()).casefold()
    if len(wanted) == 2 and wanted != "uk":
        country = QLocale.codeToTerritory(wanted.upper())
        return wanted.upper() if country != QLocale.Country.AnyCountry else None
    return _codes(language()).get(wanted)


def echo_country(text: str) -> str:
    """Say which country a code stands for."""
    code = text.strip().upper()
    if len(code) != 2:
        return ""
    country = QLocale.codeToTerritory(code)
    if country == QLocale.Country.AnyCountry:
        return tr("No country has the code {code}.", code=code)
    return f"= {say(QLocale.territoryToString(country))}"


@cache
def _codes(_language: str) -> dict[str, str]:
    """Return name in small letters → code, for names in English, the window's language and the country's own."""
    found: dict[str, str] = {}
    for country in QLocale.Country:
        code = QLocale.territoryToCode(country)
        if len(code) != 2 or not code.isalpha():
            continue
        name = QLocale.territoryToString(country)
        names = {name, say(name)}
        names |= {
            each.nativeTerritoryName()
            for each in QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, country)
        }
        for name in names:
            plain = name.casefold()
            found[plain] = found[plain.replace(" & ", " and ").replace("st. ", "saint ")] = code
    return found | _OTHER_NAMES

"""Units that people write behind a number, in the languages of our users."""

from __future__ import annotations

import re

_WORDS = {
    "ms": "ms msec",
    "seconds": "s sec secs second seconds sekunden secondes segundos secondi sekund",
    "minutes": "min mins minute minutes minuten minutos minuti minut",
    "hours": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore godzin godziny",
    "days": "d day days tag tage tagen jour jours día días dia dias giorno giorni dzień dni",
    "working days": "at werktag werktage werktagen arbeitstage arbeitstagen",
    "weeks": "wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane tydzień tygodnie "
             "tygodni",
    "months": "mo mos month months monat monate monaten mois mes meses mês mese mesi miesiąc miesiące miesięcy",
    "years": "y yr yrs year years jahr jahre jahren an ans année années año años ano anos anno anni rok lata lat",
    "FTE": "fte ftes vzä etp",
    "people": "people persons employees staff mitarbeiter personen salariés personnes empleados personas funcionários "
              "pessoas dipendenti persone pracowników osób",
    "kg": "kg kgs", "km": "km", "GB": "gb", "TB": "tb", "ppm": "ppm",
    "units": "pcs units stück stk unités unidades unità szt",
}  # fmt: skip
_UNIT_OF = {word: unit for unit, words in _WORDS.items() for word in words.split()} | dict.fromkeys(
    ("working days", "business days", "jours ouvrés", "jours ouvrables", "días hábiles", "días laborables",
     "dias úteis", "giorni lavorativi", "dni robocze", "dni roboczych"),
    "working days",
)  # fmt: skip
_WITH_UNIT = re.compile(rf"(.*\d)\s?({'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})\.?", re.IGNORECASE)


def unit_named(word: str) -> str:
    """Return a unit in its one spelling: “hours” for “Stunden”; nothing if it is unknown."""
    return _UNIT_OF.get(word.casefold().rstrip("."), "")


def split_unit(text: str) -> tuple[str, str] | None:
    """Return the number and the unit of ``14 days``, the unit in one spelling; nothing if no unit is known."""
    match = _WITH_UNIT.fullmatch(text)
    return (match[1], _UNIT_OF[match[2].casefold()]) if match else None

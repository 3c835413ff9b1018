"""What the heading of a column says besides the name of its field: year, number, unit, period and stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.codes import CURRENCIES
from outsource_desk.services.import_records.vocabulary import folded, headings_of
from outsource_desk.services.reading_words import DoubtError, period_in

if TYPE_CHECKING:
    from outsource_desk.importers.sheets.money import Money

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBERED = re.compile(r"(?<=\D)\s*#?(\d)\s*$")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BRACKET_SIGNS = re.compile(r"[()\[\]]")
_CODE = re.compile(rf"\b({'|'.join(CURRENCIES)})\b")
# how risk registers call what is before controls, behind them and wished for
_BEFORE = frozenset(
    [
        "inherent",
        "gross",
        "initial",
        "pre",
        "before",
        "raw",
        "untreated",
        "uncontrolled",
        "brutto",
        "bruttorisiko",
        "ausgangsrisiko",
        "inherente",
        "inerente",
        "brut",
        "initiale",
        "inicial",
        "vor",
    ]
)
_AFTER = frozenset(
    [
        "residual",
        "net",
        "post",
        "after",
        "mitigated",
        "controlled",
        "remaining",
        "netto",
        "nettorisiko",
        "restrisiko",
        "residuel",
        "residuelle",
        "residuo",
        "residua",
        "residuale",
        "nach",
    ]
)
_WISHED = frozenset(["target", "ziel", "cible", "objetivo", "tolerable", "planned", "future", "appetite", "forecast"])
_OF_STAGE = frozenset(
    [
        "mitigation",
        "mitigations",
        "control",
        "controls",
        "treatment",
        "measures",
        "massnahme",
        "massnahmen",
        "risk",
        "score",
        "rating",
        "assessment",
        "current",
    ]
)


@dataclass(frozen=True)
class Heading:
    """What a heading says besides the name of its field."""

    bare: str  # folded, without year, number and unit
    whole: str  # folded
    years: str = ""
    number: str = ""
    factor: float = 1.0
    currency: str = ""
    period: str = ""  # that it names


def heading_of(name: str) -> Heading:
    """Return what a column's heading says."""
    money = _money_in(name)
    years = _YEAR.findall(name)
    bare = _YEAR.sub(" ", _BRACKETS.sub(" ", name))
    number = _NUMBERED.search(bare)
    bare = _NUMBERED.sub("", bare) if number else bare
    bare = _CODE.sub(" ", bare.partition(" in ")[0])
    return Heading(
        folded(bare),
        folded(name),
        years[0] if len(set(years)) == 1 else "",
        number[1] if number and number[1] != "1" else "",
        money.multiplier,
        money.currency,
        _period(period_said(name)),
    )


def _money_in(name: str) -> Money:
    """Return the money of a heading, were it over amounts: there “(m)” and “in k” say how large the unit is."""
    from outsource_desk.importers.sheets.money import Money, money_in

    units = " ".join(_BRACKETS.findall(name)) + " " + name.partition(" in ")[2]
    said = next((money for text in (name, units) if (money := money_in(text)) is not None), Money(""))
    if said.multiplier > 1 or not units.strip():
        return said
    beside = money_in(f"{said.currency or CURRENCIES[0]} {_BRACKET_SIGNS.sub(' ', units)}")
    return said if beside is None else Money(said.currency, beside.multiplier)


def period_said(name: str) -> str:
    """Return what of a heading names a period: all of it, or what stands over “Actual”."""
    *groups, own = name.split(" / ")
    actual = {word for word, keys in headings_of("readings").items() if "actual" in keys} | {"actual"}
    found = [group for group in groups if _period(group)]
    return found[0] if len(found) == 1 and folded(own) in actual else name


def _period(name: str) -> str:
    from outsource_desk.importers.sheets.said import Said

    try:
        return period_in(Said(name)).starts_on if len(name) <= 40 else ""
    except DoubtError:
        return ""


def stage_of(heading: str) -> tuple[str, ...] | None:
    """Return likelihood or impact, before or after controls, as a heading says; None where it names no stage."""
    words = heading.split()
    is_wished, is_after, is_before = (not stage.isdisjoint(words) for stage in (_WISHED, _AFTER, _BEFORE))
    rest = " ".join(word for word in words if word not in _WISHED | _AFTER | _BEFORE | _OF_STAGE)
    rated = [key for key in headings_of("risks").get(rest, (rest,)) if key in ("likelihood", "impact")]
    if not rated or (rest == heading and not (is_wished or is_after or is_before)):
        return None
    if is_wished or (is_after and is_before):
        return ()
    return tuple(f"residual_{key}" for key in rated) if is_after else tuple(rated)

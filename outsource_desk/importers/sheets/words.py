"""What a label means, by its words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from outsource_desk.importers.cells import is_judged_word, tidy
from outsource_desk.importers.cells.units import unit_named
from outsource_desk.importers.sheets.money import money_in
from outsource_desk.importers.sheets.vocabulary import (
    ACTUAL,
    AMOUNT_WORDS,
    AVERAGE,
    BENCHMARK,
    CRITERION,
    EXTREME,
    FILLER,
    GIVEN_POINTS,
    GROUP,
    IDENTIFIER,
    LEGEND,
    LESS,
    LEVELS,
    LOWEST,
    MAX_WORDS,
    MAXIMUM,
    MEASURE_WORDS,
    MIN_WORDS,
    MORE,
    NAMING,
    NEITHER,
    NORMALISED,
    PRICE_WORDS,
    PRIORITY,
    RANK,
    REMARK,
    RISK_WORDS,
    SCALE,
    SCORE,
    SUBTOTAL,
    SUBTOTAL_PAIRS,
    TARGET,
    TOTAL,
    VENDOR,
    VERDICT,
    VIRTUES,
    WEIGHT,
    WEIGHTED,
    WORSE,
)

_LEGAL = re.compile(
    r"\b(ltd|limited|llc|llp|inc|corp|corporation|gmbh|ag|kg|se|plc|s\.?a\.?|s\.?a\.?s|sarl|srl|s\.?p\.?a|b\.?v|n\.?v|oy|ab|"
    r"a/s|co|company|pty|lp|kft|s\.?r\.?o|group|holding)\b\.?",
    re.IGNORECASE,
)
_NO_NAMES = SCORE | RANK | AVERAGE | TOTAL | RISK_WORDS | AMOUNT_WORDS  # “supplier score” is about suppliers
GROUPS = "the groups of the criteria"
_PASSING = frozenset(["pass", "passing", "required", "acceptable", "qualifying"])  # of marks that are just enough
_OTHERS = frozenset(["industry", "market", "peer", "peers", "sector", "branche", "markt", "secteur", "mercado"])
_WHOLE_LETTERS = str.maketrans(
    {"º": "", "ª": "", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
)  # no accents to Unicode
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+|[%#]")
_RESULTS = RANK | AVERAGE | TOTAL | SCORE
_LETTERED = re.compile(r"[^\W\d_]{2,}\s+(?:[A-Z]|\d{1,2})\s*$")
_FORMULA_BEHIND = re.compile(r"\s\([^()]{1,40}[+×*=][^()]{1,40}\)$")  # of “Combined score (0.8 St + 0.2 Sf)”
_SHARE_BEHIND = re.compile(r"[(\[]?\s?\d{1,3}(?:[.,]\d{1,2})?\s?%\s?[)\]]?\s?$")
_NUMBERED = re.compile(
    r"([^\W\d_]+?)(?:[\s_-]*\d{1,3}|(?:(?<=[a-z])|[\s_-]+)[A-Z]|[\s_-]+(?:[a-z]|[ivxIVX]{1,4}))"
)  # no plural


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a label in lower case without accents; ``camelCase`` and ``snake_case`` are taken apart."""
    text = _HUMP.sub(" ", tidy(text))
    if text.isascii():  # as most labels
        return tuple(_WORD.findall(text.lower()))
    text = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE_LETTERS))
    return tuple(_WORD.findall("".join(letter for letter in text if not unicodedata.combining(letter))))


def has(text: str, vocabulary: frozenset[str]) -> bool:
    """Tell whether one of the words, or its singular, is in the vocabulary."""
    return any(word in vocabulary or word.removesuffix("s") in vocabulary for word in words_of(text))


def is_vendor_title(text: str) -> bool:
    """Tell whether a header means the vendors' names, with at most one word that we do not know."""
    words = set(words_of(text))
    if text.rstrip().endswith(":"):
        return False  # “Bidder:” stands before one name, not over several
    if not 1 <= len(words) <= 5 or not has(text, VENDOR) or words & (IDENTIFIER | _NO_NAMES | EXTREME):
        return False
    return len({word for word in words - NAMING if word not in VENDOR and word.removesuffix("s") not in VENDOR}) <= 1


def is_vendor_code_title(text: str) -> bool:
    """Tell whether a header means codes of the vendors, as in ``supplier_id``."""
    words = set(words_of(text))
    return bool(words & IDENTIFIER) and has(text, VENDOR) and words <= VENDOR | IDENTIFIER


def is_criterion_title(text: str) -> bool:
    """Tell whether a header means the criteria."""
    return len(words_of(text)) <= 5 and has(text, CRITERION) and not is_vendor_title(text)


def is_weight_label(text: str) -> bool:
    """Tell whether a label means weights."""
    words = words_of(text)
    if words in (("%",), ("w",), ("weight", "%")):
        return True
    if set(words) & WEIGHTED:
        return False
    known = [word for word in words if word in WEIGHT and word != "w"]
    return bool(known) and not set(words) & (TOTAL | RANK | AVERAGE | {"score", "scores"})


def is_weighted_label(text: str) -> bool:
    """Tell whether a label means scores with the weights in them."""
    return bool(set(words_of(text)) & WEIGHTED)


def is_verdict_label(text: str) -> bool:
    """Tell whether a label means what the sheet decides in the end, such as “Recommended” or “Award decision”."""
    words = set(words_of(text))
    known = VERDICT | FILLER | SCORE | VENDOR | {"y", "n", "yes", "not", "bid"}
    return words == {"passed"} or (bool(words & VERDICT) and words <= known)


def is_actual_label(text: str) -> bool:
    """Tell whether a label means what was measured, which stands beside a target."""
    return _means_only(text, ACTUAL)


def is_target_label(text: str) -> bool:
    """Tell whether a label means targets or thresholds."""
    return _means_only(text, TARGET)


def is_priority_label(text: str) -> bool:
    """Tell whether a label means priorities in words."""
    return has(text, PRIORITY) or "moscow" in text.casefold()


def is_normalised_weight_label(text: str) -> bool:
    """Tell whether a label means weights made to add up to one."""
    return is_weight_label(text) and bool(set(words_of(text)) & NORMALISED)


def is_maximum_label(text: str) -> bool:
    """Tell whether a label means the most points that can be had."""
    return _means_only(text, MAXIMUM, MAXIMUM | SCORE | FILLER)


def is_scale_label(text: str) -> bool:
    """Tell whether a label means the scale of each criterion."""
    return _means_only(text, SCALE)


def is_remark_label(text: str) -> bool:
    """Tell whether a label means comments, reasons or sources, perhaps with a name in brackets."""
    return _means_only(text.partition("(")[0], REMARK)


def aside_of_label(text: str) -> str:
    """Return what stands under a label that never names a vendor, such as ``Minimum`` or ``Category``; or nothing."""
    if _means_only(text, LOWEST, LOWEST | SCORE | FILLER | CRITERION | _PASSING):
        return "the lowest value of each criterion"
    if is_target_label(text):
        return "targets or thresholds of the criteria"
    if _means_only(text, LEGEND):
        return "what the scores mean"
    return GROUPS if _means_only(text, GROUP) else ""


def _means_only(text: str, meaning: frozenset[str], known: frozenset[str] = frozenset()) -> bool:
    """Tell whether one of the words, or its singular, has a meaning, and all of them are known ones."""
    known = known or meaning | SCORE | FILLER | CRITERION
    return has(text, meaning) and all(word in known or word.removesuffix("s") in known for word in words_of(text))


def direction_said(text: str) -> str | None:
    """Return ``max`` or ``min`` of “more is better”, “je mehr desto besser”, “lower”, an arrow or ±1; else nothing."""
    words = set(words_of(text))
    more = bool(words & MORE) or "↑" in text or tidy(text) in ("+", "1", "+1")
    less = bool(words & LESS) or "↓" in text or tidy(text) in ("-", "−", "–", "-1", "−1")
    if more == less:
        return None
    return "max" if more != bool(words & WORSE) else "min"


def are_directions(texts: list[str]) -> bool:
    """Tell whether texts can only say which way criteria point, whatever stands over them: cost, benefit, + or −."""
    said = {tidy(text).casefold().replace("−", "-") for text in texts if tidy(text)}
    if said in ({"1", "-1"}, {"+", "-"}):
        return True
    return bool(said & _BENEFITS) and all(len(text) <= 30 and direction_said(text) for text in said)


_BENEFITS = {"benefit", "max", "maximise", "maximize", "higher is better", "more is better", "higher", "+"}


def result_of_label(text: str) -> str:
    """Return ``rank``, ``average``, ``total`` or nothing: what kind of result a label by itself means.

    ``Total score`` is a result and ``Rank no.`` is one, but ``Total cost`` and ``Defect rank`` are measures.
    """
    words = set(words_of(_FORMULA_BEHIND.sub("", text)))
    meaning = words & _RESULTS
    if not meaning:  # as of most labels
        return "total" if words == {"net"} else ""
    if _LETTERED.search(text) and words & SCORE and not words & (RANK | AVERAGE | TOTAL):
        return ""  # “Score A” is one vendor's
    others = words - RANK - AVERAGE - TOTAL - SCORE - FILLER - WEIGHT - WEIGHTED
    others = {word for word in others if word not in VENDOR and word.removesuffix("s") not in VENDOR}
    if others - ({"bid"} if words & RANK else {"net"} if words & GIVEN_POINTS else set()):
        return ""  # “Net score” is a result, “Net value” is not
    if words & RANK:
        return "rank"
    return "average" if words & AVERAGE else "total"


def is_score_of_vendor(text: str) -> bool:
    """Tell whether a header is one vendor's scores, as in ``Vendor A score``, and not the total of all."""
    words = set(words_of(text))
    return has(text, VENDOR) and not words & (TOTAL | AVERAGE | RANK) and len(tidy(text).split()) >= 3


def is_copy_name(text: str, original: str) -> bool:
    """Tell whether a name says that a line repeats another one with the weights in it."""
    return (
        is_weighted_label(text)
        or (original.casefold() in text.casefold())
        or (starts_as_total(text) and bool(set(words_of(text)) & set(words_of(original))))
        or (bool(_LETTERED.search(text)) and has(text, SCORE) and text.split()[-1] == original.split()[-1])
    )


def is_partial_rank_label(text: str) -> bool:
    """Tell whether a label is the rank in one respect, as in ``defect_rank``."""
    return bool(set(words_of(text)) & RANK) and not result_of_label(text)


def starts_as_total(text: str) -> bool:
    """Tell whether a label begins like that of a total line."""
    words = words_of(text)
    return bool(words) and (words[0] in TOTAL | AVERAGE or words[:2] in (("grand", "total"), ("sub", "total")))


def is_subtotal_label(text: str) -> bool:
    """Tell whether a label begins or ends like that of the sum of a part."""
    words = words_of(text)
    parts = {words[:2], words[-2:]}
    return bool(words) and (bool({words[0], words[-1]} & SUBTOTAL) or bool(parts & SUBTOTAL_PAIRS))


def is_benchmark_label(text: str) -> bool:
    """Tell whether a name means the buyer's own figure and not a vendor."""
    words = set(words_of(text))
    is_of_others = bool(words & AVERAGE and words & _OTHERS)
    return (has(text, BENCHMARK) or is_of_others) and not _LEGAL.search(text)


def looks_like_vendor(name: str) -> bool:
    """Tell whether a name has a legal form or is a numbered placeholder such as ``Supplier 3`` or ``Option B``."""
    if _LEGAL.search(name):
        return True
    match = _NUMBERED.fullmatch(tidy(name))
    singular = match[1].casefold() if match else ""
    return singular in VENDOR or singular in {"project", "product", "solution", "system", "tool", "projekt", "proyecto"}


def looks_like_measure(name: str) -> bool:
    """Tell whether a name means something that vendors are measured by."""
    return has(name, MEASURE_WORDS)


def is_level(text: str) -> bool:
    """Tell whether a text is a level such as ``High`` or ``Partly``."""
    return len(text) <= 24 and (" ".join(words_of(text)) in LEVELS or is_judged_word(text))


def direction_of_measure(name: str) -> str | None:
    """Return whether more (``max``) or less (``min``) of a raw measure is better, if its name says so."""
    words = words_of(name)
    if set(words) & NEITHER:
        return None
    pairs = set(pairwise(words))
    if pairs & {("on", "time"), ("in", "full")} or "otif" in words:
        return "max"
    if has(name, RISK_WORDS) and words[-1] in SCORE | {"score", "scores", "rating", "ratings", "level", "index"}:
        return None  # nobody can tell whether a high score of a risk is good
    if has(name, MAX_WORDS) and words and words[-1] in {"score", "scores", "rating", "ratings"}:
        return "max"
    if has(name, MIN_WORDS | PRICE_WORDS):
        return _by_head(name)
    return "max" if has(name, MAX_WORDS) else None


def _by_head(name: str) -> str | None:
    """Return the direction of a name with a cost or a fault in it: “delivery reliability” and “cost control” are good.

    The last word before “of” or a bracket decides where it is one that we know; “price competitiveness” is asked about.
    """
    main = re.split(r"[(\[,:/]|\b(?:per|of|for|in|to|pro|je|der|des|de|di|do|par|für)\b", name, maxsplit=1)[0]
    words = words_of(main) or words_of(name)
    head = {words[-1], words[-1].removesuffix("s")}
    if head & (MIN_WORDS | PRICE_WORDS):
        return "min"
    if head & (VIRTUES | NORMALISED):
        return None
    return "max" if head & MAX_WORDS else "min"


def unit_in(name: str) -> str:
    """Return the unit that a header names: ``Price (EUR)``, ``LeadTimeDays``, ``cost_share_pct``, ``CHF (000)``."""
    if match := re.search(r"[(\[]\s*([^()\[\]]{1,12})\s*[)\]]\s*$", name):
        inside = match[1].strip()
        if inside.casefold().rstrip(".") in _UNITS or (len(inside) > 1 and unit_named(inside)):
            return inside
        money = money_in(inside, is_title=True)
        return inside if money is not None and money.currency else ""
    words = words_of(_SHARE_BEHIND.sub("", name))  # “Price 60%” is no price in per cent
    unit = _UNITS.get(words[-1], "") if len(words) > 1 else ""
    money = money_in(name) if len(words) > 1 else None
    if money is None or not money.currency or money.multiplier == 1:
        return unit
    return f"{'T' if money.multiplier == 1_000 else 'M'}{money.currency}"


_UNITS = {
    "%": "%", "pct": "%", "percent": "%", "ppm": "ppm", "days": "days", "day": "days", "tage": "days",
    "jours": "days", "dias": "days", "weeks": "weeks", "months": "months", "years": "years", "hours": "hours",
    "hrs": "hours", "h": "h", "minutes": "minutes", "min": "min", "ms": "ms", "s": "s", "eur": "EUR", "usd": "USD",
    "gbp": "GBP", "chf": "CHF", "€": "€", "$": "$", "£": "£", "k€": "k€", "k$": "k$", "t€": "TEUR", "keur": "TEUR",
    "tsd. €": "TEUR", "tsd €": "TEUR", "tsd. eur": "TEUR", "mio. €": "m€", "mio €": "m€", "mio. eur": "m€",
    "meur": "m€", "m$": "m$", "k£": "k£", "m£": "m£", "kusd": "k$", "tchf": "TCHF", "pln": "PLN", "zł": "PLN",
    "wochen": "weeks", "monate": "months", "jahre": "years", "teur": "TEUR", "m€": "m€", "kg": "kg", "t": "t",
    "km": "km", "units": "units", "pcs": "pcs", "fte": "FTE", "points": "points", "pts": "pts",
}  # fmt: skip

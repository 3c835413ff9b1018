"""What short words in a cell say: nothing yet, not applicable, an error, yes, partly or no."""

from __future__ import annotations

import re

from outsource_desk.importers.cells.values import CellReading

_MISSING = {
    "tbd", "tbc", "tba", "t.b.d.", "t.b.c.", "t.b.a.", "?", "??", "???", "pending", "open", "unknown yet", "not known",
    "not yet known", "not scored", "not yet scored", "not evaluated", "not assessed", "not rated", "not available",
    "not provided", "not given", "not stated", "not disclosed", "not answered", "no answer", "no response", "no reply",
    "none provided", "nothing provided", "to follow", "to be confirmed", "to be determined", "to be defined",
    "to be announced", "to be discussed", "awaiting", "awaited", "missing", "blank", "on request", "upon request",
    "price on request", "poa", "p.o.a.", "por", "…", "...", "offen", "noch offen", "folgt", "fehlt", "ausstehend",
    "unbekannt", "auf anfrage", "a. a.", "nicht angegeben", "keine angabe", "k. a.", "k.a.", "keine antwort",
    "nicht bewertet", "à définir", "a definir", "à confirmer", "en attente", "sur demande", "non renseigné",
    "non communiqué", "manquant", "pas de réponse", "non fourni", "pendiente", "por definir", "por confirmar",
    "a consultar", "bajo petición", "no indicado", "no facilitado", "sin respuesta", "sin datos", "pendente",
    "a confirmar", "sob consulta", "não informado", "não indicado", "sem resposta", "da definire",
    "da confermare", "in attesa", "su richiesta", "non fornito", "non indicato", "nessuna risposta", "do ustalenia",
    "do potwierdzenia", "brak danych", "nie podano", "na zapytanie", "brak odpowiedzi", "oczekuje", "n.n.", "nn",
    "in progress", "under review", "outstanding", "wip",
}  # fmt: skip
_NO_OFFER = {
    "no bid", "no-bid", "nobid", "nb", "not bid", "did not bid", "not quoted", "no quote", "no quotation", "no offer",
    "not offered", "declined", "declined to bid", "withdrawn", "kein angebot", "nicht angeboten", "pas d'offre",
    "non chiffré", "sans offre", "no ofertado", "no cotizado", "sin oferta", "no presenta", "não cotado", "sem oferta",
    "não ofertado", "nessuna offerta", "non quotato", "non offerto", "brak oferty", "nie oferowano",
}  # fmt: skip
_NOT_APPLICABLE = {
    "n/a", "na", "n.a.", "n. a.", "n.a", "n/a.", "n / a", "n\\a", "not applicable", "not relevant", "does not apply",
    "entfällt", "nicht anwendbar", "nicht zutreffend", "nicht relevant", "n. z.", "n.z.", "s.o.", "s/o", "sans objet",
    "non applicable", "no aplica", "no aplicable", "no procede", "n/d", "não se aplica", "não aplicável",
    "non applicabile", "non pertinente", "n.v.t.", "nie dotyczy", "n.d.", "nd",
}  # fmt: skip
_UNCLEAR = {"n/d", "n.d.", "nd", "s.o.", "na", "nb", "nn", "por"}  # of two meanings in one language or another
_DASHES = {"-", "–", "—", "−", "--", "---", "‐", "‑", "―", "./.", "-/-", "_", "__"}
FOR_NOTHING = frozenset(_MISSING | _NOT_APPLICABLE | _DASHES)  # nothing is known yet, or nothing applies
_ERRORS = {
    "#n/a", "#div/0!", "#ref!", "#name?", "#value!", "#num!", "#null!", "#getting_data", "#spill!", "#calc!",
    "#field!", "#blocked!", "#connect!", "#unknown!", "#busy!", "#error!", "#nv", "#wert!", "#bezug!", "#zahl!",
    "#valeur!", "#nom?", "#nombre!", "#valor!", "#nome?", "#núm!", "#¡valor!", "#¡ref!", "#¡div/0!", "#¿nombre?",
    "#valore!", "#rif!", "#arg!", "#adr!", "#nazwa?", "#liczba!", "err:502", "err:504", "err:508", "err:509",
    "err:511", "err:519", "err:520", "err:522", "err:523", "err:524", "nan", "inf", "-inf", "+inf", "infinity",
}  # fmt: skip
_YES = {
    "yes", "y", "ja", "j", "oui", "sí", "si", "sì", "sim", "tak", "✓", "✔", "☑", "✅", "true", "wahr", "vrai",
    "verdadero", "compliant", "fully compliant", "fully", "full", "fc", "comply", "complies", "meets", "met",
    "fully met", "fully meets", "supported", "available", "confirmed", "erfüllt", "voll erfüllt", "vollständig",
    "conforme", "cumple", "cumple totalmente", "atende", "atende totalmente", "totalement", "totalmente", "conform",
    "soddisfatto", "spełnia", "w pełni",
}  # fmt: skip
_PARTLY = {
    "partly", "partial", "partially", "pc", "in part", "partly compliant", "partially compliant", "partial compliance",
    "partially met", "partly met", "partially meets", "teilweise", "teilweise erfüllt", "teils", "partiel",
    "partielle", "partiellement", "en partie", "parcial", "parcialmente", "cumple parcialmente", "atende parcialmente",
    "em parte", "en parte", "parziale", "parzialmente", "in parte", "częściowo", "częściowa",
}  # fmt: skip
_NO = {
    "no", "n", "nein", "non", "não", "nao", "nie", "✗", "✘", "☒", "❌", "false", "falsch", "faux", "falso",
    "not compliant", "non-compliant", "non compliant", "noncompliant", "nc", "not met", "not supported",
    "does not comply", "does not meet", "not fulfilled", "nicht erfüllt", "non conforme", "no cumple", "no conforme",
    "não atende", "não conforme", "non soddisfatto", "nie spełnia",
}  # fmt: skip
_INCLUDED = {
    "included", "incl", "incl.", "inclusive", "inkl", "inkl.", "inklusive", "enthalten", "inbegriffen", "inclus",
    "compris", "incluido", "incluida", "incluído", "incluída", "incluso", "inclusa", "compreso", "w cenie", "wliczone",
    "zawarte", "incl. in price", "included in price", "included above", "im preis enthalten",
}  # fmt: skip
_FREE = {
    "free", "free of charge", "foc", "f.o.c.", "no charge", "nc.", "no cost", "at no cost", "nil", "zero", "gratis",
    "kostenlos", "kostenfrei", "gratuit", "offert", "gratuito", "sin cargo", "sin coste", "sem custo", "grátis",
    "senza costi", "omaggio", "bezpłatnie", "bezpłatny", "za darmo", "null",
}  # fmt: skip
_QUALIFIED = re.compile(r"([^\W\d_]+)(?:\s*[,;:–—(]\s*|\s+-\s+|\.\s+)(.*\S)")


def read_word(text: str) -> CellReading | None:
    """Read a word that is no level and no number: nothing yet, not applicable, an error, yes or no."""
    lower = text.casefold()
    if not lower:
        return CellReading("missing")
    if len(lower) > 40:
        return None
    if lower in _DASHES:
        return CellReading("missing", text=text, flags=("ask",))
    if lower in _ERRORS:
        return CellReading("error", text=text, flags=("cell_error",))
    unclear = ("two_meanings", "ask") if lower in _UNCLEAR and text not in ("N.A.", "NA", "na") else ()
    bare = lower if lower in _NOT_APPLICABLE else lower.strip("[]()<>*").strip()
    if bare in _NOT_APPLICABLE:
        return CellReading("na", text=text, flags=unclear)
    if bare in _MISSING:
        return CellReading("missing", text=text, flags=("placeholder", *unclear))
    if bare in _NO_OFFER:
        return CellReading("missing", text=text, flags=("no_offer", *unclear))
    if lower == "o":
        return CellReading("text", text=text, flags=("letter_o", "ask"))
    kind = reply_of(lower)
    return CellReading(kind, text=text, flags=("needs_mapping",)) if kind in ("yes", "no") else None


def is_nothing(text: str) -> bool:
    """Tell whether a text says that nothing is known, that nothing applies or that nothing is offered."""
    reading = read_word(text)
    return reading is not None and reading.kind in ("missing", "na")


def reply_of(word: str) -> str:
    """Return yes, partly or no as a word says it in one of our users' languages, or nothing."""
    word = " ".join(word.casefold().split()).rstrip(".!")
    return "yes" if word in _YES else "partly" if word in _PARTLY else "no" if word in _NO else ""


def read_answer(text: str) -> CellReading:
    """Read a cell in which yes, partly or no is expected; what is added to it is kept beside it."""
    word = read_word(text)
    if word is not None and word.kind in ("missing", "na", "error"):
        return word
    if text.casefold() in ("x", "[x]", "(x)"):
        return CellReading("yes", text=text, flags=("ask",))
    if kind := reply_of(text):
        return CellReading(kind, text=text)
    match = _QUALIFIED.fullmatch(text) if len(text) <= 10_000 else None
    kind = reply_of(match[1]) if match else ""
    if match is None or not kind:
        return CellReading("text", text=text, flags=("ask",))
    comment = match[2].removesuffix(")") if "(" in text[: match.start(2)] else match[2]
    flags = ("qualified",) if kind == "no" else ("qualified", "ask")
    return CellReading(kind, text=text, comment=comment, flags=flags)


def read_no_cost(text: str) -> CellReading | None:
    """Read a word in place of an amount: included or free, which costs nothing more, and that is asked."""
    word = text.casefold().strip("()[]* ")
    if word in _INCLUDED:
        return CellReading("money", 0.0, text, exact="0", flags=("included", "ask"))
    return CellReading("money", 0.0, text, exact="0", flags=("ask",)) if word in _FREE else None

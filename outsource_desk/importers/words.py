"""The words that people put on score sheets, in the languages of our users."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from outsource_desk.importers.cells import tidy

VENDOR = frozenset(
    """vendor supplier bidder provider company contractor tenderer offeror offerer firm partner manufacturer candidate
    alternative option proposal proposer respondent seller consultant agency organisation organization
    lieferant anbieter bieter dienstleister unternehmen firma hersteller kandidat auftragnehmer
    fournisseur prestataire soumissionnaire candidat entreprise societe titulaire
    proveedor oferente licitador empresa contratista alternativa opcion
    fornecedor licitante proponente concorrente opcao candidato fornitore offerente azienda concorrente opzione
    leverancier inschrijver bedrijf leverandor tilbyder leverantor anbudsgivare toimittaja dostawca oferent wykonawca
    dodavatel uchazec tedarikci istekli szallito furnizor ofertant""".split()
)
CRITERION = frozenset(
    """criterion criteria criterium factor attribute requirement kpi metric dimension aspect parameter consideration
    measure objective kriterium kriterien bewertungskriterium bewertungskriterien zuschlagskriterium anforderung
    merkmal faktor ziel critere criteres exigence facteur criterio criterios requisito fattore criteri caratteristica
    criterios fator aspecto eis kriterie kriterier krav kriteeri kryterium kryteria kriteria olcut kriter szempont""".split()
)
WEIGHT = frozenset(
    """weight weights weighting weightings weightage wt wgt wts importance gewicht gewichte gewichtung
    gewichtungsfaktor poids ponderation coefficient coeff coef peso pesos pesi ponderacion ponderacao ponderazione
    importancia importanza weging wegingsfactor gewichten vikt vikter viktning vekt vekting vaegt painoarvo paino waga wagi
    vaha vahy agirlik suly pondere w""".split()
)
TOTAL = frozenset(
    """total totals totale totaux totaal sum sums summe summen gesamt gesamtsumme gesamtpunkte gesamtpunktzahl
    gesamtergebnis gesamtbewertung subtotal zwischensumme somme suma soma somma razem celkem overall result results
    ergebnis resultat resultats resultado risultato endergebnis yhteensa summa toplam osszesen gesamtwertung""".split()
)
AVERAGE = frozenset(
    """average averages avg mean median durchschnitt mittelwert mittel moyenne promedio media mediana gemiddelde
    genomsnitt gjennomsnitt gennemsnit keskiarvo srednia prumer ortalama atlag""".split()
)
RANK = frozenset(
    """rank ranking ranks place placing position rang rangfolge rangliste platz platzierung classement puesto posicion
    posicao clasificacion classificacao classifica graduatoria rangschikking plaats rangering sijoitus pozycja poradi
    sira helyezes""".split()
)
SCORE = frozenset(
    """score scores scored points point pts punkte punkt punktzahl rating ratings note noten marks mark grade bewertung
    wertung nutzwert nutzwerte evaluation valuation utility weighted gewichtet gewichtete gewichteter pondere ponderee
    ponderado ponderada ponderato ponderata puntos puntuacion puntaje pontos pontuacao nota punteggio punti valutazione
    waarde gewogen poang poeng punkty ocena wynik body puan pont value wsm saw index""".split()
)
_FILLER = frozenset(
    """no nr number of the for per all and final grand project projects product by on in a de des du la le der die das
    del di da do e y et und und von scoring evaluation award awarded out max maximum vs %""".split()
)
_NAMING = frozenset("name names legal trading registered list of the s full nom nombre nome naam namn".split())
MAXIMUM = frozenset("max maximum maximal maximale maximo massimo possible available attainable".split())
NORMALISED = frozenset(
    "normalized normalised normal normierte normiert relative relativ normalise normalisee normalizado share".split()
)
COMMENT = frozenset(
    """comment comments note notes remark remarks rationale justification reason reasons description descriptions
    explanation evidence source details detail observation observations kommentar kommentare bemerkung bemerkungen
    anmerkung anmerkungen begrundung beschreibung commentaire commentaires remarque remarques justification
    comentario comentarios observacion observaciones notas descripcion justificacion observacao observacoes descricao
    commento commenti osservazioni descrizione opmerking opmerkingen toelichting guidance definition anchor legend
    owner responsible status priority""".split()
)
IDENTIFIER = frozenset(
    """id ids ref code number no nr phone telephone tel fax email mail address zip postcode postal url website web link
    duns vat lei euid iban siret siren hrb sku year jahr annee ano anno date datum fecha telefon plz""".split()
)
INDEX = frozenset("no nr number id ref item pos position lfd num n s sl sr serial row line #".split())
QUANTITY = frozenset("quantity quantities qty menge mengen anzahl quantite cantidad quantidade quantita aantal".split())
UNIT = frozenset("unit units uom einheit unite unidad unidade unita eenheid".split())
BENCHMARK = frozenset(
    "estimate estimates benchmark budget baseline reference target ideal schatzung kostenschatzung estimation presupuesto".split()
)
DIRECTION = frozenset("direction optimise optimize goal type minmax richtung sens sentido objective".split())
_LEVELS = frozenset(
    phrase.strip()
    for phrase in """yes, no, unknown, partial, partially, partly, none, low, medium, moderate, high, critical, severe,
    major, minor, very low, very high, excellent, very good, good, fair, poor, average, acceptable, unacceptable,
    satisfactory, unsatisfactory, compliant, non compliant, partially compliant, fully compliant, not compliant, pass,
    fail, met, not met, partially met, exceeds, meets, true, false, y, n, f, p, c, nc, pc, n a, na, tbd, red, amber,
    yellow, green, strong, weak, adequate, inadequate, insufficient, insignificant, negligible, catastrophic, likely,
    unlikely, rare, possible, almost certain, ja, nein, teilweise, unbekannt, niedrig, mittel, hoch, sehr hoch,
    kritisch, sehr gut, gut, befriedigend, ausreichend, mangelhaft, oui, non, partiel, partiellement, inconnu, faible,
    moyen, eleve, critique, bon, tres bon, si, sim, nao, parcial, desconocido, bajo, medio, alto, critico, baixo,
    bueno, bom, basso, buono, a, b, d, e, aa, aaa, bb, bbb, ok""".split(",")
)

_MIN = """cost costs price prices expense expenses fee fees spend tco capex opex lead leadtime defect defects error errors
    complaint complaints downtime latency delay delays delivery duration incident incidents breach breaches failure
    failures rejection rejections scrap turnover attrition waiting distance emission emissions footprint ppm
    preis preise kosten gebuhr lieferzeit durchlaufzeit fehler fehlerquote reklamation reklamationen ausfall
    prix cout couts delai defaut defauts frais precio coste costo costos plazo defecto defectos
    preco custo custos prazo defeito defeitos prezzo costi difetti prijs kosten levertijd pris kostnad cena koszt""".split()
_MAX = """quality score scores rating ratings revenue reliability availability uptime satisfaction experience capability
    capacity flexibility compliance security performance accuracy stability innovation references certification
    certifications profit margin savings coverage throughput yield conformity nps csat strength fit
    qualitat verfugbarkeit zuverlassigkeit termintreue erfahrung umsatz zufriedenheit qualite fiabilite disponibilite
    chiffre experience calidad fiabilidad disponibilidad ingresos experiencia qualidade confiabilidade receita
    qualita affidabilita ricavi esperienza kwaliteit betrouwbaarheid kvalitet jakosc""".split()
_RISKY = """risk risks risiko risiken risque riesgo risco rischio severity severidade severidad schwere gravite gravidade
    occurrence ocorrencia ocurrencia detection deteccao deteccion likelihood probability impact complexity
    komplexitat complexite effort aufwand uncertainty""".split()
MIN_WORDS, MAX_WORDS, RISK_WORDS = frozenset(_MIN), frozenset(_MAX), frozenset(_RISKY)
PRICE_WORDS = frozenset(
    """cost costs price prices fee fees amount bid preis preise kosten prix cout montant precio costo coste preco custo
    valor prezzo costi prijs pris cena""".split()
)
_NEITHER = frozenset("share rank ranking count volume sku".split())
MEASURE_WORDS = MIN_WORDS | MAX_WORDS | RISK_WORDS | frozenset(
    """service support technical technology location payment terms volume sustainability environment communication
    management financial methodology approach team staff scalability integration functionality usability innovation
    responsiveness warranty reputation culture governance features design implementation training viability maintenance
    leistung unterstutzung technik nachhaltigkeit funktionalitat technique servicio soporte tecnica""".split()
)  # fmt: skip
_LEGAL = re.compile(
    r"\b(ltd|limited|llc|llp|inc|corp|corporation|gmbh|ag|kg|se|plc|s\.?a\.?|s\.?a\.?s|sarl|srl|s\.?p\.?a|b\.?v|n\.?v|oy|ab|"
    r"a/s|co|company|pty|lp|kft|s\.?r\.?o|group|holding)\b\.?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"([^\W\d_]+)[\s_-]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})")


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a label in lower case without accents; ``camelCase`` and ``snake_case`` are taken apart."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", tidy(text))
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W\d_]+|[%#]", plain.casefold()))


def has(text: str, vocabulary: frozenset[str]) -> bool:
    """Tell whether one of the words, or its singular, is in the vocabulary."""
    return any(word in vocabulary or word.removesuffix("s") in vocabulary for word in words_of(text))


def is_vendor_title(text: str) -> bool:
    """Tell whether a header means the vendors' names, with at most one word that we do not know."""
    words = set(words_of(text))
    if not 1 <= len(words) <= 5 or not has(text, VENDOR) or words & IDENTIFIER:
        return False
    return len({word for word in words - _NAMING if word not in VENDOR and word.removesuffix("s") not in VENDOR}) <= 1


def is_criterion_title(text: str) -> bool:
    """Tell whether a header means the criteria."""
    return len(words_of(text)) <= 5 and has(text, CRITERION) and not is_vendor_title(text)


def is_weight_label(text: str) -> bool:
    """Tell whether a label means weights."""
    words = words_of(text)
    if words in (("%",), ("w",), ("weight", "%")):
        return True
    if "weighted" in words or any(word.startswith("gewichtet") for word in words):
        return False
    known = [word for word in words if word in WEIGHT and word != "w"]
    return bool(known) and not set(words) & (TOTAL | RANK | AVERAGE | {"score", "scores"})


def is_normalised_weight_label(text: str) -> bool:
    """Tell whether a label means weights made to add up to one."""
    return is_weight_label(text) and bool(set(words_of(text)) & NORMALISED)


def is_maximum_label(text: str) -> bool:
    """Tell whether a label means the most points that can be had."""
    words = set(words_of(text))
    return bool(words & MAXIMUM) and words <= MAXIMUM | SCORE | _FILLER


def result_of_label(text: str) -> str:
    """Return ``rank``, ``average``, ``total`` or nothing: what kind of result a label by itself means.

    ``Total score`` is a result and ``Rank no.`` is one, but ``Total cost`` and ``Defect rank`` are measures.
    """
    words = set(words_of(text))
    meaning = words & (RANK | AVERAGE | TOTAL | SCORE)
    others = words - RANK - AVERAGE - TOTAL - SCORE - _FILLER - WEIGHT
    others = {word for word in others if word not in VENDOR and word.removesuffix("s") not in VENDOR}
    if not meaning or others - ({"bid"} if words & RANK else set()):
        return ""
    if words & RANK:
        return "rank"
    return "average" if words & AVERAGE else "total"


def is_partial_rank_label(text: str) -> bool:
    """Tell whether a label is the rank in one respect, as in ``defect_rank``."""
    return bool(set(words_of(text)) & RANK) and not result_of_label(text)


def starts_as_total(text: str) -> bool:
    """Tell whether a label begins like that of a total line."""
    words = words_of(text)
    return bool(words) and (words[0] in TOTAL | AVERAGE or words[:2] in (("grand", "total"), ("sub", "total")))


def is_benchmark_label(text: str) -> bool:
    """Tell whether a name means the buyer's own figure and not a vendor."""
    return has(text, BENCHMARK) and not _LEGAL.search(text)


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
    return len(text) <= 24 and " ".join(words_of(text)) in _LEVELS


def direction_of_measure(name: str) -> str | None:
    """Return whether more (``max``) or less (``min``) of a raw measure is better, if its name says so."""
    words = words_of(name)
    if set(words) & _NEITHER:
        return None
    pairs = set(zip(words, words[1:], strict=False))
    if pairs & {("on", "time"), ("in", "full")} or "otif" in words:
        return "max"
    if has(name, MAX_WORDS) and words and words[-1] in {"score", "scores", "rating", "ratings"}:
        return "max"
    if has(name, MIN_WORDS | PRICE_WORDS):
        return "min"
    return "max" if has(name, MAX_WORDS) else None


def unit_in(name: str) -> str:
    """Return the unit that a header names, as in ``Price (EUR)``, ``LeadTimeDays`` or ``cost_share_pct``."""
    if match := re.search(r"[(\[]\s*([^()\[\]]{1,12})\s*[)\]]\s*$", name):
        return match[1].strip() if words_of(match[1]) or match[1].strip() in "%€$£" else ""
    last = words_of(name)[-1:] or ("",)
    units = {"days": "days", "day": "days", "tage": "days", "weeks": "weeks", "months": "months", "hours": "hours",
             "pct": "%", "percent": "%", "eur": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF", "%": "%", "ppm": "ppm"}  # fmt: skip
    return units.get(last[0], "") if len(words_of(name)) > 1 else ""

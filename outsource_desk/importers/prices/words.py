"""The words over the columns of price sheets and bid tabulations; in lower case and without accents."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ITEM = _words(
    """
    item items line lines position positions pos description service services work works task tasks deliverable
    component element article product products pay bid cost price leistung leistungen artikel bezeichnung
    kostenposition kostenart kostenzeile beschreibung poste postes designation libelle prestation ligne partida concepto
    descripcion linea servicio item rubrica descricao linha servico voce voci descrizione prestazione pozycja opis
    nazwa usluga
    omschrijving dienst category of the name no nr number lot code id coste custo cout kosten preis prix costo koszt art
    role roles profile profiles grade seniority rolle rollen profil profile funktion fonction ruolo ruoli perfil perfis
    perfiles funcao stanowisko
    """
)
UNIT_PRICE = _words(
    "einzelpreis stuckpreis einheitspreis ep pu puht unitario unitaria unitaire jednostkowa jednostkowy stuksprijs "
    "eenheidsprijs"
)
UNIT = _words("unit units uom per each einheit unite unidad unidade unita um jedn jednostka jm einheits eenheid")
PRICE = _words(
    """
    price prices rate rates cost costs fee fees charge charges preis preise kosten satz prix cout tarif precio precios
    coste costo tarifa preco precos custo valor prezzo prezzi costi tariffa cena ceny stawka koszt
    prijs prijzen tarief tarieven
    """
)
AMOUNT = _words(
    """
    amount amounts extended extension ext bid betrag gesamtpreis gesamtbetrag gesamtkosten gp zeilensumme montant
    importe monto importo kwota wartosc value wert net netto bedrag canone canon
    """
)
TOTAL = _words(
    "total totals sum summe gesamt gesamtsumme somme suma soma totale razem lacznie grand overall totaal zahlbetrag "
    "rechnungsbetrag angebotssumme angebotsendsumme auftragssumme endsumme endbetrag nettosumme bruttosumme tco"
)
# of sums that are paid for something: “Transition, lump sum”, “Provisional sum”
PAID_SUM = _words("lump provisional contingency prime pc fixed agreed")
TAX = _words(
    "vat tax taxes mwst ust umsatzsteuer mehrwertsteuer tva taxe iva impuesto impuestos imposto impostos pst gst hst "
    "sales steuer podatek btw ptu"
)
BESIDE_TAX = _words(
    """
    the of on at in plus add added value total amount rate all incl including excl excluding zzgl zuzuglich gesetzliche
    gesetzl der die auf und la le les de des sur el los sobre o a do da di su s sul od net netto
    excluding exclusief inclusief hors sin sem senza bez
    """
)  # beside words for taxes, a name still means nothing else
NET = _words("net netto nettosumme bruttosumme neto subtotal zwischensumme")
GROSS = _words("gross brutto ttc incl inkl including brut bruto lordo")
QUANTITY = _words(
    "quantity quantities qty quant menge mengen anzahl stuck stk quantite qte cantidad cant quantidade qtd qtde "
    "quantita qta ilosc aantal hoeveelheid volume volumes hours days"
)
DIFFERENCE = _words(
    """
    difference differences delta diff deviation variance spread saving savings best highest range abweichung differenz
    einsparung ecart difference economie diferencia ahorro diferenca economia differenza scostamento risparmio roznica
    oszczednosc
    """
)
MEASURES = _words(
    """
    length width height weight size mass area duration effort distance share percent percentage discount factor index
    lange breite hohe gewicht grosse flache dauer aufwand anteil rabatt longueur largeur hauteur poids duree remise
    largo ancho alto peso duracion descuento comprimento largura altura duracao desconto lunghezza larghezza altezza
    durata sconto dlugosc szerokosc wysokosc waga czas rabat fte days hours tage stunden jours heures kg km m sqm ltr
    probability likelihood impact risk priority phase stage year lot section group category level margin markup
    """
)
CURRENCY = _words("currency wahrung devise monnaie moneda moeda valuta waluta")
PLAIN = _words(
    "the of and a p est estimated approx annual yearly in for per unit line eur euro usd gbp chf pln no max fixed term"
)
TERM = _words("years jahre ans anos anni lat lata term laufzeit duree duracion duracao durata contract of")
YEAR = _words("year jahr annee ano anno rok contract fiscal financial vertragsjahr geschaftsjahr")
WITHOUT = _words("excl exkl excluding exclusive ex before hors ht zzgl zuzuglich ohne sin sem senza bez sans")  # taxes
SPANS = {
    "month": _words("month monthly monat monatlich monatliche monatlicher monats mois mensuel mensuelle mes mensual "
                    "mensal mese mensile miesiac miesieczna miesieczny miesiecznie maand maandelijks pcm"),
    "year": _words("annum annual annually yearly pa jahrlich jahrliche jahrlicher annuel annuelle anual annuale "
                   "rocznie roczna roczny jaarlijks"),
    "day": _words("day daily tag tagessatz jour journalier diario diaria giorno dzien dag dagtarief"),
    "hour": _words("hour hourly stunde stundensatz heure horaire hora ora godzina uur uurtarief"),
    "once": _words("once onetime upfront einmalig einmalige einmaliger einmalkosten "
                   "einmalpreis unique unico unica jednorazowo jednorazowa jednorazowy eenmalig"),
    "repeated": _words("recurring laufend laufende laufender recurrent recurrente recurrents recorrente ricorrente"),
}  # fmt: skip
OPTION = _words(
    """
    option options optional optionale optionaler optionales optionen optionnel optionnelle optionnels opcional
    opcionales opcion opciones opcao opcoes opcionais opzionale opzionali opzione opzioni opcja opcje opcjonalnie
    opcjonalne optie opties optioneel eventualposition eventualpositionen bedarfsposition bedarfspositionen
    alternativposition alternativpositionen
    """
)
# of what may be asked for besides, in bids for works
ALTERNATE = _words("alternate alternates additive deductive")
# of what is taken off only if one pays soon
EARLY = _words("skonto skonti skonta escompte")
EARLY_PAIRS = frozenset(
    [("prompt", "payment"), ("early", "payment"), ("cash", "discount"), ("pronto", "pago"), ("pronto", "pagamento"),
     ("sconto", "cassa")]
)  # fmt: skip
# of rows that say what bidders have received
ADDENDA = _words("addenda addendum addendums")
# of rows that count or measure something which nobody pays by itself
COUNTED = _words(
    """
    users user seats headcount employees duration deadline nutzer anwender mitarbeiter laufzeit bauzeit lieferzeit
    lieferfrist bindefrist zahlungsziel utilisateurs delai duree usuarios plazo utenti durata uzytkownicy uzytkownikow
    termin
    """
)
# of rows that do so where a time or its unit is named with them
TIMED = _words(
    """
    completion complete validity delivery lead term warranty availability gewahrleistung gewahrleistungsfrist validite
    validez validita gwarancja
    """
)
TIME = _words("time period date days weeks months years tage wochen monate jahre jours mois ans dias meses giorni mesi")
BESIDE_MEASURE = _words(
    """
    number no of to in the for from and until calendar working business payment terms bid offer contract minimum maximum
    after order der des die bis nach de du la le del en per total estimated anzahl liczba nombre numero
    """
)
BESIDE_RESULT = _words(
    """
    % the of to from in by vs over under above below and as at against compared bid bids bidder offer tender estimate
    engineer engineers s owner owners apparent low cheapest zum zur der des den gegenuber billigstes angebot bieter
    gunstigstes guenstigstes avec par au a le la moins disant rapport respecto mas bajo alla all piu do najtanszej
    oferty gunstigsten lowest best second
    """
)
# what is paid again and again, beside a word for a span of time
SUBSCRIPTION = _words(
    "subscription subscriptions abonnement abonnements abo suscripcion assinatura abbonamento abonament"
)
# by themselves the name of a unit, not of a price
LONE = _words(
    "month monat mois mes mese miesiac maand day jour dia giorno dzien dag hour stunde heure hora ora godzina uur"
)
# of sums that go on at another place of the sheet
CARRIED = _words("carried brought ubertrag reporter riporto przeniesienia transporte")
# of what the buyer pays today, beside words for prices
TODAY = _words(
    """
    current today existing present actual baseline previous prior last aktuell aktuelle aktueller heutige
    bisherig bisherige ist actuel actuelle existant actual actuales vigente atual attuale obecny obecna huidig huidige
    """
)
# with a number or a letter behind it the name of whoever made it
OFFER = (
    "bid|offer|quote|quotation|tender|proposal|angebot|offre|devis|oferta|offerta|proposta|presupuesto|preventivo|"
    "offerte"
)
# who makes an offer; not “company” and the like, which may be the buyer
BIDDER = _words(
    """
    vendor supplier bidder provider contractor tenderer offeror offerer lieferant anbieter bieter auftragnehmer
    fournisseur prestataire soumissionnaire proveedor oferente licitador contratista fornecedor licitante proponente
    concorrente fornitore offerente leverancier inschrijver dostawca oferent wykonawca dodavatel uchazec
    """
)
BESIDE_NAME = _words("name of the s nom nombre nome nazwa naam du de del des do della dell")

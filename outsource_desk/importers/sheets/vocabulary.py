"""The words that people put on score sheets, in the languages of our users; in lower case and without accents."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


VENDOR = _words(
    """
    vendor supplier bidder provider company contractor tenderer offeror offerer firm partner manufacturer candidate
    alternative option proposal proposer respondent seller consultant agency organisation organization lieferant
    anbieter bieter dienstleister unternehmen firma hersteller kandidat auftragnehmer fournisseur prestataire
    soumissionnaire candidat entreprise societe titulaire proveedor oferente licitador empresa contratista alternativa
    opcion fornecedor licitante proponente concorrente opcao candidato fornitore offerente azienda opzione alternatif
    leverancier inschrijver bedrijf leverandor tilbyder leverantor anbudsgivare toimittaja dostawca oferent wykonawca
    dostawcy dostawcow oferenta wykonawca wykonawcy lieferanten anbieters vertragspartner fornitori proveedores
    fornecedores fournisseurs prestataires dodavatel uchazec tedarikci istekli szallito furnizor ofertant tilbudsgiver
    tilbudsgivere
    """
)
OFFER = _words(
    """
    offer offers bid bids proposal variant variants alternate alternates alternative option options version package
    plan tier model product solution angebot variante varianten modell produkt offre oferta opcion modelo producto
    proposta opcao produto offerta opzione modello prodotto wariant aanbieding
    """
)
KIND_OF_OFFER = _words(
    """
    base basic alternate alternative option variant standard premium optional haupt hauptangebot nebenangebot variante
    alternativ alternativa basis oferta podstawowa wariantowa
    """
)
CRITERION = _words(
    """
    criterion criteria criterium factor attribute requirement kpi metric dimension aspect parameter consideration
    measure objective question questions frage fragen pregunta pergunta domanda pytanie kriterium kriterien
    bewertungskriterium bewertungskriterien zuschlagskriterium anforderung merkmal faktor ziel critere criteres exigence
    facteur criterio criterios requisito fattore criteri caratteristica fator aspecto eis kriterie kriterier krav
    kriteeri kryterium kryteria kriteria olcut kriter szempont anforderungen exigences requisiti wymaganie wymagania
    indicateur indicador indicatore wskaznik parametr underkriterium underkriterier delkriterium delkriterier
    tildelingskriterium tildelingskriterier gunningscriteria gunningscriterium utvarderingskriterium
    utvarderingskriterier unterkriterium unterkriterien feature features funktionen fonctionnalite
    fonctionnalites funcionalidad funcionalidades funzionalita subcriteria subcriterion teilkriterium teilkriterien
    """
)
WEIGHT = _words(
    """
    weight weights weighting weightings weightage wt wgt wts importance gewicht gewichte gewichtung gewichtungsfaktor
    poids ponderation coefficient coeff coef peso pesos pesi ponderacion ponderacao ponderazione importancia importanza
    weging wegingsfactor gewichten vikt vikter viktning vekt vekting vaegt painoarvo paino waga wagi vaha vahy agirlik
    suly pondere w vaegtning pond ponder gew
    """
)
TOTAL = _words(
    """
    total totals totale totaux totaal sum sums summe summen gesamt gesamtsumme gesamtpunkte gesamtpunktzahl
    gesamtergebnis gesamtbewertung subtotal zwischensumme somme suma soma somma razem celkem overall result results
    ergebnis resultat resultats resultado risultato endergebnis yhteensa summa toplam osszesen gesamtwertung insgesamt
    lacznie ogolem subtotale totaalscore totalscore totalpoang totalpoeng samlet samlede sammanlagt gesamtnote
    gesamtscore gesamtnutzwert gesamtnutzen
    """
)
SUBTOTAL = _words("subtotal subtotale subtotals zwischensumme teilsumme subtotais subtotales")
SUBTOTAL_PAIRS = frozenset(
    [("sub", "total"), ("sous", "total"), ("suma", "czesciowa"), ("suma", "posrednia"), ("somma", "parziale"),
     ("totale", "parziale"), ("total", "parcial"), ("suma", "parcial"), ("soma", "parcial"), ("total", "partiel")]
)  # fmt: skip
AVERAGE = _words(
    """
    average averages avg mean median durchschnitt schnitt mittelwert mittel moyenne promedio media mediana gemiddelde
    genomsnitt gjennomsnitt gennemsnit keskiarvo srednia prumer ortalama atlag mediane
    """
)
RANK = _words(
    """
    rank ranking ranks place placing position rang rangfolge rangliste platz platzierung classement puesto posicion
    posicao clasificacion classificacao classifica graduatoria rangschikking plaats rangering sijoitus pozycja poradi
    sira helyezes posizione miejsce rangorde rangnummer orden ordenacion ordenacao placering rankorde lokata
    """
)
SCORE = _words(
    """
    score scores scored points point pts punkte punkt punktzahl rating ratings note noten marks mark grade bewertung
    wertung nutzwert nutzwerte evaluation valuation utility weighted gewichtet gewichtete gewichteter pondere ponderee
    ponderado ponderada ponderato ponderata puntos puntuacion puntaje pontos pontuacao nota punteggio punti valutazione
    waarde gewogen poang poeng punkty ocena wynik body puan pont value wsm saw index calificacion voto punktacja noty
    oceny punktow punktu scoring karakter vurdering vurderingsscore teilnutzwert teilnutzwerte puntajes
    """
)
FILLER = _words(
    """
    no nr number of the for per all and final grand project projects product by on in a de des du la le der die das del
    di da do e y et und von scoring evaluation award awarded out max maximum vs % global globale globales geral
    complessivo complessiva combined composite aggregate
    """
)
NAMING = _words("name names legal trading registered list of the s full nom nombre nome naam namn social sociale")
NO_VENDORS = _words(
    "customer customers client clients kunde kunden cliente clientes clienti klient klienci employee employees staff "
    "mitarbeiter asset assets debitor debitoren"
)  # whose names may stand in a table of numbers too
MAXIMUM = _words(
    """
    max maximum maximal maximale maximo massimo possible available attainable hochstpunktzahl hochstwert maxima massima
    maksimum maks maksymalna maksymalny maksymalnie
    """
)
WEIGHTED = _words(
    """
    weighted gewichtet gewichtete gewichteter gewichteten gewichtetes pondere ponderee ponderees ponderado ponderada
    ponderato ponderata gewogen wazona wazony wazone viktad viktade vaegtet vektet teilnutzwert teilnutzwerte teilnutzen
    """
)
VERDICT = _words(
    """
    recommended recommendation recommend decision awarded awardee winner selected shortlisted shortlist verdict
    empfehlung empfohlen zuschlag entscheidung recommandation retenu retenue attributaire recomendacion recomendado
    seleccionado adjudicado adjudicatario recomendacao selecionado vencedor raccomandazione aggiudicatario rekomendacja
    aanbeveling gegund anbefaling rekommendation
    """
)
ACTUAL = _words(
    """
    actual actuals achieved achievement measured ist istwert reel realise realisee real reale realizado effettivo
    consuntivo werkelijk behaald faktisk rzeczywisty wykonanie
    """
)  # what was measured, where a target stands beside it
NORMALISED = _words(
    """
    normalized normalised normal normierte normiert relative relativ normalise normalisee normalizado share norm
    """
)
COMMENT = _words(
    """
    comment comments note notes remark remarks rationale justification reason reasons description descriptions
    explanation evidence source details detail observation observations kommentar kommentare bemerkung bemerkungen
    anmerkung anmerkungen begrundung beschreibung commentaire commentaires remarque remarques comentario comentarios
    observacion observaciones notas descripcion justificacion observacao observacoes descricao commento commenti
    osservazioni descrizione opmerking opmerkingen toelichting guidance definition anchor legend owner responsible
    status priority osservazione komentarz komentarze uwagi uwaga uzasadnienie justificativa motivazione
    """
)
IDENTIFIER = _words(
    """
    id ids ref code number no nr phone telephone tel fax email mail address zip postcode postal url website web link
    duns vat lei euid iban siret siren hrb sku year jahr annee ano anno date datum fecha telefon plz
    nummer numero numer telefono telefone hausnummer postleitzahl cep cuit cnpj nif cif rfc ruc rut nip regon gstin
    lat latitude lon lng longitude latitud longitud latitudine longitudine breitengrad
    """
)
YEARS = _words("year jahr annee ano anno")  # of which amounts may be, as in “revenue per year”
NAME = _words("name nom nombre nome naam namn nazwa razon razao raison ragione")
INDEX = _words(
    "no nr number id ref item pos position lfd num n s sl sr serial row line # lp ord poz ordem numero lfdnr"
)
QUANTITY = _words(
    """
    quantity quantities qty menge mengen anzahl quantite cantidad quantidade quantita aantal ilosc liczba
    """
)
UNIT = _words(
    """
    unit units uom einheit unite unidad unidade unita eenheid jednostka jm masseinheit
    """
)
SCALE = _words("scale scales skala echelle escala scala schaal")
LOWEST = _words("min minimum minimal minimale minimo lowest mindestwert mindestens minima")
TARGET = _words(
    """
    target targets threshold thresholds zielwert sollwert schwelle schwellenwert seuil umbral soglia objectif cible
    objetivo obiettivo docelowa docelowy
    """
)
GROUP = _words(
    """
    group groups category categories section sections area areas domain domains theme themes topic topics pillar pillars
    cluster clusters gruppe gruppen kategorie kategorien bereich bereiche themenbereich themenfeld oberkriterium
    hauptkriterium hauptgruppe kriteriengruppe groupe groupes categorie domaine theme rubrique volet grupo grupos
    categoria bloque apartado ambito gruppo gruppi ambiti grupa grupy kategoria kategorie obszar groep abschnitt seccion
    secao sezione sekcja
    """
)
EVALUATOR = _words(
    """
    evaluator eval evaluated assessor assessed reviewer reviewed rater rated judge scorer scored assessment
    bewerter bewerterin bewertet gutachter gutachterin prufer pruferin beurteilt evaluateur evaluatrice evalue
    evaluador evaluadora evaluado avaliador avaliadora avaliado valutatore valutatrice valutato oceniajacy oceniajaca
    ocenil ocenila
    """
)
SUMMARY = _words(
    """
    summary consolidated consolidation combined aggregate aggregated consensus overview zusammenfassung ubersicht
    gesamt gesamtbewertung konsens synthese recapitulatif resumen consolidado resumo riepilogo consolidato sintesi
    podsumowanie zestawienie
    """
)
NO_PERSON = _words(
    """
    lot lots los lose lote lotto czesc round runde tour ronda rodada fase phase etape stage year jahr scenario szenario
    option variant variante version site standort region country land product produkt service category kategorie draft
    data list input january february march april may june july august september october november december q
    week month quarter best worst case base bid alternate technical commercial price cost criteria
    """
)
LEGEND = _words(
    """
    legend key guide rubric meaning meanings definition definitions interpretation anchor anchors legende bedeutung
    erlauterung bareme signification definicion significado leyenda definicao legenda significato znaczenie definicja
    """
)
STATISTIC = _words(
    """
    std stdev stddev dev sd sigma deviation standard variance median percentile quartile count class standardabweichung
    varianz streuung spannweite ecart type desviacion desvio padrao estandar deviazione scarto odchylenie mediana
    mediane
    """
)
EXTREME = _words(
    """
    best worst high low highest lowest difference diff delta gap spread range bester beste schlechtester hochster
    niedrigster
    differenz abweichung meilleur pire difference ecart mejor peor diferencia melhor pior diferenca migliore peggiore
    differenza scarto najlepszy najgorszy roznica
    """
)
NOTE = _words(
    """
    note notes source sources signed signature date dated approved prepared checked reviewed disclaimer legend key page
    printed confidential remark remarks comment comments scale anmerkung anmerkungen hinweis hinweise quelle quellen
    unterschrift datum erstellt gepruft genehmigt legende skala vertraulich remarque remarques approuve signe echelle
    nota notas fuente firma fecha aprobado leyenda escala observaciones fonte assinatura data aprovado legenda
    observacoes firmato approvato scala uwaga uwagi zrodlo podpis sporzadzil zatwierdzil
    """
)
PRIORITY = _words(
    """
    priority priorities prio moscow importance obligation level prioritat verbindlichkeit muss priorite exigence niveau
    prioridad prioridade obligatoriedad obrigatoriedade priorita obbligatorieta priorytet waznosc mandatory
    """
)
REMARK = _words(
    """
    comment comments remark remarks note notes rationale justification reason reasons source sources kommentar
    kommentare bemerkung bemerkungen anmerkung anmerkungen begrundung begrundungen quelle quellen commentaire
    commentaires remarque remarques comentario comentarios observacion observaciones justificacion observacao
    observacoes commento commenti osservazioni opmerking opmerkingen toelichting komentarz komentarze uwagi uwaga zrodlo
    fonte fuente uzasadnienie
    """
)
BENCHMARK = _words(
    """
    estimate estimates benchmark budget baseline reference target ideal schatzung kostenschatzung estimation presupuesto
    estimacion orcamento estimativa stima preventivo kosztorys szacunek budzet
    """
)
THINGS = _words(
    """
    tool product system platform software solution package application service werkzeug produkt losung anwendung outil
    produit logiciel herramienta producto ferramenta produto strumento prodotto narzedzie programa
    """
)  # one of which is chosen
ANSWER = _words(
    """
    response responses answer answers reply compliance fit antwort antworten reponse reponses respuesta respuestas
    resposta respostas risposta risposte odpowiedz odpowiedzi svar antwoord
    """
)
MORE = _words(
    """
    more max maximise maximize maximum maximieren higher high highest larger greater bigger up upwards ascending mehr
    hoher hoch grosser steigend benefit plus mas mayor alto maggiore superieur eleve hoger meer maior piu wiecej wyzszy
    wyzsza wieksza wiekszy
    """
)
LESS = _words(
    """
    less min minimise minimize minimum minimieren lower low lowest smaller fewer down downwards descending weniger
    niedriger niedrig kleiner geringer fallend cost moins menos menor bajo baixo minore inferieur lager minder meno
    mniej nizszy nizsza mniejsza mniejszy
    """
)
WORSE = _words("worse worst bad schlechter schlecht pire peor pior peggio slechter")
DIRECTION = _words(
    """
    direction optimise optimize goal type minmax richtung sens sentido objective direzione kierunek
    """
)
MIN_WORDS = _words(
    """
    cost costs price prices expense expenses fee fees spend tco capex opex lead leadtime defect defects error errors
    complaint complaints downtime latency delay delays delivery duration incident incidents breach breaches failure
    failures violation violations finding findings penalty penalties overdue rejection rejections scrap turnover
    attrition waiting distance emission emissions footprint ppm preis preise kosten gebuhr lieferzeit durchlaufzeit
    fehler fehlerquote reklamation reklamationen ausfall prix cout couts delai defaut defauts frais precio coste costo
    costos plazo defecto defectos preco custo custos prazo defeito defeitos prezzo costi difetti prijs levertijd pris
    kostnad cena koszt termin termine consegna czas dostawy dostawa reklamacje awaria awarie opoznienie wady
    leveringstid leveranstid levering
    """
)
MAX_WORDS = _words(
    """
    quality score scores rating ratings revenue reliability availability uptime satisfaction experience capability
    capacity flexibility compliance security performance accuracy stability innovation references certification
    certifications profit margin savings coverage throughput yield conformity nps csat strength fit qualitat
    verfugbarkeit zuverlassigkeit termintreue erfahrung umsatz zufriedenheit qualite fiabilite disponibilite chiffre
    calidad fiabilidad disponibilidad ingresos experiencia qualidade confiabilidade receita qualita affidabilita ricavi
    esperienza kwaliteit betrouwbaarheid kvalitet jakosc doswiadczenie innovacion inovacao innovazione innowacje
    innowacyjnosc flexibilitat flexibilite flexibilidad flexibilidade flessibilita elastycznosc niezawodnosc dostepnosc
    konformitat conformite cumplimiento conformidade conformita zgodnosc referenzen referencias referenze referencje
    satisfaccion satisfacao soddisfazione zadowolenie sicherheit securite seguridad seguranca sicurezza bezpieczenstwo
    """
)
RISK_WORDS = _words(
    """
    risk risks risiko risiken risque riesgo risco rischio severity severidade severidad schwere gravite gravidade
    occurrence ocorrencia ocurrencia detection deteccao deteccion likelihood probability impact complexity komplexitat
    complexite effort aufwand uncertainty ryzyko wahrscheinlichkeit probabilite probabilidad probabilidade probabilita
    prawdopodobienstwo auswirkung impacto impatto wplyw skutek gravedad gravita
    """
)
PRICE_WORDS = _words(
    """
    cost costs price prices fee fees amount bid preis preise kosten prix cout montant precio costo coste preco custo
    valor prezzo costi prijs pris cena betrag importe monto importo kwota koszt koszty angebotssumme angebotspreis
    gesamtpreis totalpreis
    """
)
AMOUNT_WORDS = _words(
    """
    rate rates ratio count counts number volume volumes revenue revenues turnover umsatz chiffre ricavi receita
    ingresos share percentage percent pct headcount fte employees distance time times frist dauer anzahl menge
    quantity amount betrag quote anteil umsatze sum
    """
)
UNIT_WORDS = _words(
    """
    days day weeks week months month years year minutes seconds tage tag wochen woche monate monat jahre jours semaines
    mois annees dias semanas meses giorni dagen weken maanden ppm pct percent % eur euro euros usd gbp chf fte dni
    tydzien tygodnie miesiace lata mesi anni ore heures horas godziny zlotych pln
    """
)
GIVEN_POINTS = _words(
    """
    score scores rating ratings points pts punkte punktzahl mark marks grade grades bewertung wertung note noten puntos
    puntuacion pontos pontuacao punteggio punti calificacion voto punkty punktacja ocena oceny punktow
    """
)
JUDGED_WORDS = GIVEN_POINTS | _words("quality qualitat qualite calidad qualidade qualita kwaliteit kvalitet")
VIRTUES = _words(
    """
    competitiveness efficiency effectiveness transparency control management optimisation optimization reduction
    avoidance predictability prevention handling discipline
    """
)  # of which nobody can tell what a high number means, where they are about costs or faults
NEITHER = _words("share rank ranking count volume sku")
_OTHER_MEASURES = _words(
    """
    service support technical technology location payment terms volume sustainability environment communication
    management financial methodology approach team staff scalability integration functionality usability innovation
    responsiveness warranty reputation culture governance features design implementation training viability
    maintenance leistung unterstutzung technik nachhaltigkeit funktionalitat technique servicio soporte tecnica
    """
)
MEASURE_WORDS = MIN_WORDS | MAX_WORDS | RISK_WORDS | _OTHER_MEASURES
LEVELS = _phrases(
    """
    a, aa, aaa, acceptable, adequate, almost certain, alto, amber, ausreichend, average, b, baixo, bajo, basso, bb,
    bbb, befriedigend, bom, bon, bueno, buono, c, catastrophic, compliant, critical, critico, critique, d,
    desconocido, e, eleve, exceeds, excellent, f, faible, fail, fair, false, fully compliant, good, green, gut,
    high, hoch, inadequate, inconnu, insignificant, insufficient, ja, kritisch, likely, low, major, mangelhaft,
    medio, medium, meets, met, minor, mittel, moderate, moyen, n, n a, na, nao, nc, negligible, nein, niedrig, no,
    non, non compliant, none, not compliant, not met, ok, oui, p, parcial, partial, partially, partially compliant,
    partially met, partiel, partiellement, partly, pass, pc, poor, possible, rare, red, satisfactory, sehr gut, sehr
    hoch, severe, si, sim, strong, tbd, teilweise, tres bon, true, unacceptable, unbekannt, unknown, unlikely,
    did not submit, disqualified, dq, go, no go, nonresponsive, non responsive, not qualified, qualified, rejected,
    responsive, erfullt, nicht erfullt, withdrawn, unsatisfactory, very good, very high, very low, weak, y, yellow, yes
    """
)

"""The words over the columns of lists: suppliers, risks, metrics, readings, questions and contracts."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# words that say nothing by themselves about what a column holds
PLAIN = _words(
    """
    the of and or a an for to in on by at per is are your our their its s no nr number name names title full short
    code id ids ref reference nombre nom nome namn naam nazwa bezeichnung titel titre titulo titolo der die das des den
    und oder von zu le la les du de et ou del los las y o el il lo gli di da do dos das e i w z na en fr es pt it pl
    vendor supplier provider third party parties company entity partner lieferant anbieter fournisseur prestataire
    proveedor fornecedor fornitore dostawca initial current actual new main key primary overall date datum fecha data
    % # lp event events statement register area owner list lieferantennr lieferantennummer lieferantenid kreditorennr
    kreditorennummer kreditor kundennr kundennummer debitorennr pi bis until n num ques piece
    intitule libelle designation codigo cod
    aktuell istwert actuel reel real atual attuale effettivo aktualny biezacy wykonanie
    """
)
TITLES = {
    "risk": _words(
        """
        risk risks threat threats hazard hazards issue issues risiko risiken gefahr bedrohung risque risques menace
        riesgo riesgos amenaza risco riscos ameaca rischio rischi minaccia ryzyko ryzyka zagrozenie risico failure mode
        """
    ),
    "metric": _words(
        """
        metric metrics kpi kpis sla slas indicator indicators measure measurement kennzahl kennzahlen messgrosse
        metrik indikator indicateur indicateurs mesure indicador indicadores metrica indicatore indicatori
        metriche wskaznik wskazniki miernik mierniki servicelevel
        """
    ),
    "question": _words(
        """
        question questions request requests query
        frage fragen pregunta preguntas pergunta perguntas questao domanda domande pytanie
        pytania requirement requirements anforderung anforderungen exigence exigences requisito requisitos requisiti
        requerimiento wymaganie wymagania control controls kontrolle clause outcome
        """
    ),
    "contract": _words(
        """
        contract contracts agreement agreements vertrag vertrage contrat contrats contrato contratos contratto
        contratti umowa umowy vertragsnr vertragsnummer vertragsnummern vertragsgegenstand vertragsart contractnummer
        """
    ),
}
FIELDS = {
    "country": _words("country land staat pays pais paese stato kraj nation jurisdiction region"),
    "city": _words(
        """
        city town location headquarters headquarter hq stadt ort sitz ville siege ciudad sede cidade citta miasto
        address addresses street postcode postal zip plz adresse anschrift strasse rue direccion endereco indirizzo
        via adres ulica kod
        """
    ),
    "website": _words("website web site url homepage www webseite internet pagina strona"),
    "contact": _words(
        """
        contact contacts person email mail phone telephone tel fax mobile representative ansprechpartner kontakt
        telefon correo contacto telefono contato telefone contatto referente osoba manager
        """
    ),
    "industry": _words(
        """
        industry sector branche secteur rubro setor settore branza service services leistung leistungen dienst
        prestation servicio servicios servico servicos servizio servizi usluga uslugi product products produkt
        produkte category categories kategorie categorie categoria commodity mission scope specialty
        """
    ),
    "employees": _words(
        """
        employees employee headcount staff fte mitarbeiter mitarbeitende beschaftigte effectif effectifs salaries
        empleados funcionarios empregados dipendenti addetti pracownicy zatrudnienie size
        """
    ),
    "founded": _words(
        "founded established incorporated grundung gegrundet fondation creation fundacion fundacao fundada "
        "fondata fondazione zalozenia year jahr annee ano anno rok"
    ),
    "registration": _words(
        """
        registration register registered registry vat tax lei duns euid siren siret hrb handelsregister ust steuernummer
        idnr registre immatriculation tva nif cif rfc cnpj partita iva nip krs regon legal form rechtsform juridique
        parent trading
        """
    ),
    "revenue": _words(
        """
        revenue revenues fy turnover spend sales umsatz ausgaben chiffre affaires depense ingresos facturacion receita
        faturamento fatturato ricavi obroty przychod annual ebit ebitda equity profit rating credit currency wahrung
        devise moneda moeda valuta waluta jahresumsatz gesamtumsatz einkaufsvolumen depenses gasto gastos spesa spese
        wydatki annuelles anual annua roczne
        """
    ),
    "certificate": _words(
        """
        certificate certificates certification certifications accreditation zertifikat zertifikate zertifizierung
        certificat certificats certificacion certificado certificacao certificazione certyfikat iso soc insurance
        insurances versicherung assurance seguro assicurazione ubezpieczenie insured insurer policy expiry expires
        valid gultig cover coverage indemnity liability professional cyber deckung deckungssumme haftpflicht
        """
    ),
    "supply": _words(
        """
        subcontractor subcontractors contractors subprocessor subprocessors subunternehmer unterauftragnehmer
        subdienstleister sub traitants soustraitants subcontratistas subcontratados subappaltatori podwykonawcy
        references reference referenzen referenzkunden referenzkunde referencias referencje referenze clients customers
        shareholder shareholders ownership owner owners gesellschafter eigentumer anteilseigner actionnaires
        accionistas acionistas soci udzialowcy beneficial
        """
    ),
    "standing": _words(
        """
        status state tier tags tag preferred approved criticality critical dependency penetration maturity trust
        domain onboarded segment classification class klasse einstufung statut estado situacao situazione stato
        incumbent relationship since ranking
        """
    ),
    "likelihood": _words(
        """
        likelihood probability ew chance frequency wahrscheinlichkeit eintrittswahrscheinlichkeit eintritt probabilite
        vraisemblance probabilidad probabilidade probabilita prawdopodobienstwo occurrence occurrences kans
        waarschijnlijkheid
        """
    ),
    "impact": _words(
        """
        impact severity consequence damage auswirkung auswirkungen schadenshohe schaden schwere gravite consequences
        impacto gravedad severidad severidade gravidade impatto gravita wplyw skutek skutki gevolg schadensausmass
        """
    ),
    "level": _words(
        "level rating score exposure class stufe wert punkte niveau nivel livello poziom inherent residual target "
        "gross net value residuel brutto netto inherente residuo ziel cible criticite criticidad criticidade criticita "
        "bruttorisiko nettorisiko restrisiko ausgangsrisiko current "
        "rag rpn detection risikowert risikozahl risikostufe expected loss ampel poids total"
    ),
    "mitigation": _words(
        """
        mitigation mitigations response treatment action actions plan remediation countermeasure massnahme massnahmen
        gegenmassnahme gegenmassnahmen mesures attenuation traitement mitigacion accion acciones tratamiento mitigacao
        acao acoes mitigazione azione azioni trattamento dzialanie dzialania contingency strategy finding cause
        causes trigger event events statement control controls kontrolle kontrollen controle controlli
        ursache cause causa przyczyna effect early warning attenuation maitrise beschreibung maatregel maatregelen
        """
    ),
    "owner": _words(
        "owner responsible accountable assigned assignee verantwortlich verantwortlicher eigentumer responsable "
        "pilote responsavel responsabile proprietario wlasciciel odpowiedzialny proprietaire lead team"
    ),
    "due": _words(
        "due deadline review reviewed next fallig frist termin echeance vencimiento prazo scadenza termin opened "
        "raised identified closed last updated created ends starts start end begin expiry until bis von"
    ),
    "unit": _words("unit units uom einheit unite unidad unidade unita jednostka"),
    "goal": _words(
        """
        target targets threshold thresholds goal minimum maximum baseline limit limits green amber red ziel zielwert
        sollwert schwelle schwellenwert cible seuil objectif meta objetivo umbral limite obiettivo soglia cel prog
        critical warning expected stretch service credit
        """
    ),
    "frequency": _words(
        "frequency interval cycle every period haufigkeit rhythmus frequence periodicite frecuencia frequencia "
        "frequenza czestotliwosc direction better richtung sens sentido formula calculation definition berechnung "
        "method source quelle measured measurement reporting how mode calcul calculo calcolo obliczania pomiaru "
        "penalty penalties penalite penalidad penale malus bonus credits"
    ),
    "period": _words(
        "period month months quarter week date day zeitraum monat quartal woche periode mois trimestre periodo mes "
        "mese miesiac okres kwartal"
    ),
    "value": _words(
        "value actual result reading achieved measured ist istwert messwert wert ergebnis valeur realise resultat "
        "valor resultado realizado valore risultato wartosc wynik numerator denominator"
    ),
    "section": _words(
        """
        section sections subsection chapter category group area topic theme domain dimension abschnitt unterabschnitt
        kapitel bereich thema rubrique chapitre section seccion capitulo area tema secao seccao sezione capitolo sekcja
        rozdzial obszar part level depth tier
        """
    ),
    "answer": _words(
        """
        answer answers response responses reply antwort antworten reponse reponses respuesta respuestas resposta
        respostas risposta risposte odpowiedz odpowiedzi compliance compliant comply implemented umgesetzt erfullt
        """
    ),
    "guidance": _words(
        """
        guidance help instruction instructions hint example examples sample template input limit type format options
        choices choice optional mandatory required obligatory evidence attachment attachments document documents
        assessable applicable priority moscow must hinweis hinweise beispiel typ pflicht nachweis nachweise aide
        exemple obligatoire preuve ayuda ejemplo obligatorio evidencia ajuda exemplo obrigatorio evidencia aiuto
        esempio obbligatorio prova pomoc przyklad wymagane dowod prioritat priorite prioridad prioridade priorita
        """
    ),
    "term": _words(
        """
        start starts end ends expiry expires expiration begin beginn ende laufzeit debut fin inicio fim inizio fine
        poczatek koniec renewal notice termination kundigung kundigungsfrist renouvellement renovacion
        duration term effective signed vertragsbeginn vertragsende preavis preaviso preavviso
        """
    ),
    "worth": _words(
        """
        value amount expense cost fee price annual total wert betrag kosten montant cout valor importe coste valore
        importo costo wartosc kwota currency jahreswert vertragswert auftragswert auftragssumme vertragssumme
        """
    ),
    "remark": _words(
        """
        description comment comments note notes remark remarks details detail beschreibung bemerkung bemerkungen
        kommentar anmerkung commentaire commentaires remarque description descripcion comentario comentarios
        observaciones descricao observacoes descrizione commento commenti note opis uwagi komentarz text summary
        """
    ),
}
# what a report works out beside its readings
BESIDE_READINGS = _words(
    """
    average avg mean ytd total trend status rag variance delta change cumulative moyenne ecart durchschnitt mittelwert
    abweichung ampel summe media medio promedio desvio scostamento srednia odchylenie kumuliert sla met tendance
    tendencia tendenza last year prior previous
    """
)
# which fields speak for which list, beside its title
# facts about a vendor, which are no scores even where they are numbers
FACTS = FIELDS["employees"] | FIELDS["founded"] | FIELDS["revenue"] | FIELDS["registration"] | FIELDS["certificate"]
FACTS |= FIELDS["country"] | _words("tier segment class klasse zip plz postcode category since")
# what companies have and persons have not
IDENTITY = (
    FIELDS["website"]
    | FIELDS["contact"]
    | _words(
        """
    address street postcode postal zip plz adresse anschrift strasse rue cp direccion endereco indirizzo cap ulica kod
    pocztowy cep iban bic swift bank banking account konto kontonummer bankverbindung compte cuenta conta conto rachunek
    sort routing vat tax ust idnr steuernummer tva siret siren nif cif rfc cnpj piva iva partita nip regon krs lei duns
    euid hrb payment terms zahlungsziel zahlungsbedingungen paiement pago pagamento platnosci incoterm incoterms
    courriel telephones rufnummer telefonnummer telefonu correos pec cell handy province provincia prov departamento
    localidad
    """
    )
)
OF_COMPANIES = FIELDS["website"] | FIELDS["employees"] | FIELDS["founded"] | FIELDS["registration"]
SUPPORT = {
    "vendors": ("country", "city", "website", "contact", "industry", "employees", "founded", "registration",
                "revenue", "certificate", "supply", "standing"),
    "risks": ("likelihood", "impact", "level", "mitigation", "owner", "due", "standing", "section"),
    "metrics": ("unit", "goal", "frequency", "owner", "section"),
    "readings": ("period", "value"),
    "answers": ("answer", "section", "guidance"),
    "criteria": ("section", "guidance"),
    "contracts": ("term", "worth", "standing", "owner", "due"),
}  # fmt: skip
# of questionnaires: how deep a row lies, which rows are questions, and how much they matter
DEPTH = _words("depth level ebene stufe niveau profondeur nivel profundidad livello poziom")
MARK = _words("assessable")
PRIORITY = _words("priority moscow prioritat priorite prioridad prioridade priorita priorytet obligation")
MONTHS = (
    "jan januar january janvier enero janeiro gennaio styczen", "feb februar february fevrier febrero fevereiro "
    "febbraio luty fev", "mar marz march mars marzo marco marzec mrz", "apr april avril abril aprile kwiecien avr abr",
    "may mai mayo maio maggio maj mag", "jun juni june juin junio junho giugno czerwiec giu",
    "jul juli july juillet julio julho luglio lipiec juil lug", "aug august aout agosto sierpien ago",
    "sep sept september septembre septiembre setembro settembre wrzesien set",
    "oct okt october oktober octobre octubre outubro ottobre pazdziernik out ott",
    "nov november novembre noviembre novembro listopad", "dec dez december dezember decembre diciembre dezembro "
    "dicembre grudzien dic",
)  # fmt: skip
MONTH_WORDS = frozenset(word for names in MONTHS for word in names.split())

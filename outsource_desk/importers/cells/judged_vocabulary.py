"""The scales of words and signs, each step with its share of the scale, in the languages of our users."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """Words of one scale.

    Args:
        key: its name in code.
        title: how it is offered, with its usual best end.
        words: a line for each step: its share of the scale 0..1, and its words with commas between, without accents.
        other: how the reading from the other end is offered, where there is one.
        weak: words that mean too much to show by themselves that this scale is meant.
        is_stretched: the three steps in the middle are the whole scale where the outer ones are never used.
    """

    key: str
    title: str
    words: str
    other: str = ""
    weak: str = ""
    is_stretched: bool = False

    @property
    def steps(self) -> dict[str, float]:
        """Return the share of each word."""
        found: dict[str, float] = {}
        _, *parts = re.split(r"([01]\.\d+): ", " ".join(self.words.split()))
        for share, words in zip(parts[::2], parts[1::2], strict=True):
            found |= dict.fromkeys(words.strip().split(", "), float(share))
        return found


FAMILIES = (
    Family(
        "levels",
        "High is best",
        """
        0.0: very low, lowest, extremely low, vl, sehr niedrig, sehr gering, tres faible, tres bas, muy bajo, muy
            baja, muito baixo, muito baixa, molto basso, molto bassa, bardzo niski, bardzo niska, bardzo niskie
        0.25: low, l, niedrig, gering, tief, schwach ausgepragt, faible, bas, basse, bajo, baja, baixo, baixa,
            basso, bassa, niski, niska, niskie
        0.5: medium, m, med, mid, moderate, mittel, mittelmassig, mittlere, moyen, moyenne, modere, medio, media,
            moderado, moderada, moderato, moderata, sredni, srednia, srednie, umiarkowany, umiarkowane
        0.375: low medium, low to medium, low med, medium low, niedrig mittel, faible a moyen
        0.625: medium high, medium to high, med high, mittel hoch, moyen a eleve
        0.75: high, h, hoch, eleve, elevee, haut, haute, fort, forte, alto, alta, elevado, elevada, elevato,
            elevata, wysoki, wysoka, wysokie
        1.0: very high, highest, extremely high, extreme, vh, sehr hoch, tres eleve, tres elevee, tres haut, muy
            alto, muy alta, muito alto, muito alta, molto alto, molto alta, bardzo wysoki, bardzo wysoka, bardzo
            wysokie
        """,
        other="High is worst",
        is_stretched=True,
    ),
    Family(
        "quality",
        "Excellent is best",
        """
        0.0: unacceptable, very poor, inadequate, unsatisfactory, terrible, very bad, none, ungenugend, sehr
            schlecht, inakzeptabel, nicht akzeptabel, inacceptable, insuffisant, tres mauvais, inaceptable,
            insuficiente, muy malo, muy mala, muy deficiente, inaceitavel, muito mau, muito ruim, pessimo,
            inaccettabile, insufficiente, scarsissimo, niedopuszczalny, bardzo zly, bardzo slaby, niedostateczny
        0.25: poor, weak, bad, below average, below expectations, limited, insufficient, schlecht, schwach,
            mangelhaft, unterdurchschnittlich, mauvais, mediocre, malo, mala, debil, deficiente, pobre, mau, ma,
            ruim, fraco, fraca, scarso, scarsa, debole, slaby, slaba, slabe, zly
        0.5: satisfactory, average, adequate, acceptable, fair, sufficient, meets expectations, ok, okay, neutral,
            ausreichend, befriedigend, durchschnittlich, akzeptabel, satisfaisant, passable, correct, suffisant,
            aceptable, satisfactorio, satisfactoria, regular, suficiente, aceitavel, satisfatorio, satisfatoria,
            razoavel, accettabile, sufficiente, soddisfacente, discreto, dostateczny, zadowalajacy, przecietny
        0.75: good, strong, above average, exceeds expectations, gut, stark, uberdurchschnittlich, bon, bonne, bien,
            bueno, buena, bom, boa, buono, buona, dobry, dobra, dobre
        0.875: very good, sehr gut, tres bon, tres bonne, tres bien, muy bueno, muy buena, muy bien, muito bom,
            muito boa, molto buono, molto buona, ottimo, ottima, bardzo dobry, bardzo dobra, bardzo dobre
        1.0: excellent, outstanding, exceptional, superior, far exceeds expectations, best in class, perfect,
            hervorragend, ausgezeichnet, exzellent, perfekt, exceptionnel, excepcional, excelente, sobresaliente,
            otimo, eccellente, eccezionale, doskonaly, znakomity, celujacy, wybitny
        """,
    ),
    Family(
        "yes_no",
        "Yes is best",
        """
        0.0: no, n, nein, non, nao, nie, false, falsch, faux, falso
        0.5: partly, partially, partial, in part, teilweise, teils, partiellement, en partie, parcialmente, em
            parte, en parte, parzialmente, in parte, czesciowo
        1.0: yes, y, ja, j, oui, si, sim, tak, true, wahr, vrai, verdadero, vero
        """,
        other="No is best",
    ),
    Family(
        "compliance",
        "Full compliance is best",
        """
        0.0: nc, n, non compliant, not compliant, noncompliant, does not comply, not met, does not meet, not
            supported, no, none, not available, non conforme, no cumple, no conforme, nao atende, nao conforme, non
            soddisfatto, nicht erfullt, nein, non, nao, nie, nie spelnia, niezgodny, niezgodne, not fulfilled
        0.5: pc, p, partial, partially, partly, partially compliant, partly compliant, partial compliance, partially
            met, partly met, partially supported, some, teilweise, teils, teilweise erfullt, partiel, partielle,
            partiellement, partiellement conforme, parcial, parcialmente, cumple parcialmente, atende parcialmente,
            parcialmente conforme, em parte, en parte, en partie, parziale, parzialmente, parzialmente conforme, in
            parte, czesciowo, czesciowa, czesciowo spelnia, workaround, with workaround, customisation,
            customization, configuration, configurable, roadmap, planned
        1.0: c, fc, f, y, full, fully, fully compliant, full compliance, compliant, comply, complies, meets, met,
            fully met, supported, fully supported, yes, available, standard, out of the box, ootb, exceeds, erfullt,
            voll erfullt, vollstandig, vollstandig erfullt, ja, oui, conforme, totalement, totalement conforme,
            cumple, cumple totalmente, si, totalmente, sim, atende, atende totalmente, soddisfatto, pienamente
            conforme, tak, spelnia, w pelni, zgodny, zgodne
        """,
    ),
    Family(
        "pass",
        "Pass is best",
        """
        0.0: fail, f, failed, fails, not passed, nicht bestanden, echec, echoue, no apto, no superado, reprovado,
            nao apto, non superato, non idoneo, niezaliczony, negatywny, no go
        1.0: pass, p, passed, passes, bestanden, reussi, admis, apto, superado, aprovado, superato, idoneo,
            zaliczony, pozytywny, go
        """,
    ),
    Family(
        "ticks",
        "A tick is best",
        """
        0.0: ✗, ✘, ☒, ❌, ✕, ✖, ⨯, ☐, ×, x
        0.5: (✓), (✔), ~, ±, +/-
        1.0: ✓, ✔, ☑, ✅, √, v
        """,
        weak="x, ×, v, ~, ±, +/-, ✕, ✖, ⨯",
    ),
    Family(
        "crosses",
        "A cross marks what is there",
        """
        1.0: x, ×, xx, ✕, ✖, ⨯, ☒
        0.0: o, 0, ☐
        """,
        other="A cross marks what is missing",
        weak="o, 0, ☐",
    ),
    Family(
        "balls",
        "A full circle is best",
        """
        0.0: ○, ◯, ⚪, 🌕
        0.25: ◔
        0.5: ◑, ◐, ◒, ◓, 🌗
        0.75: ◕
        1.0: ●, ⬤, ⚫, 🌑
        """,
        other="An empty circle is best",
    ),
    Family(
        "lights",
        "Green is best",
        """
        0.0: red, r, 🔴, 🟥, rot, rouge, rojo, roja, vermelho, vermelha, rosso, rossa, czerwony, czerwona, czerwone
        0.5: amber, yellow, orange, a, y, 🟡, 🟠, 🟨, 🟧, gelb, jaune, amarillo, amarilla, amarelo, amarela, naranja,
            laranja, giallo, gialla, arancione, zolty, zolta, zolte, pomaranczowy, ambar
        1.0: green, g, 🟢, 🟩, grun, vert, verte, verde, zielony, zielona, zielone
        """,
        weak="a, y",
    ),
    Family(
        "signs",
        "More plus is better",
        """
        0.0: --, −−, - -
        0.25: -, −, –
        0.5: o, 0, +/-, ±, +-, ○, =
        0.75: +
        1.0: ++, + +, +++
        """,
        weak="-, −, –, o, 0, +/-, ±, +-, ○, =",
        is_stretched=True,
    ),
    Family(
        "faces",
        "A smile is best",
        """
        0.0: ☹, 😞, 🙁
        0.5: 😐, 😑
        1.0: ☺, 😊, 🙂, 😀
        """,
    ),
    Family(
        "thumbs",
        "Thumbs up are best",
        """
        0.0: 👎
        1.0: 👍
        """,
    ),
    Family(
        "arrows",
        "An arrow up is best",
        """
        0.0: ↓, ▼, ⬇, 🔽
        0.25: ↘, ⬊
        0.5: →, ➡, ►, ↔
        0.75: ↗, ⬈
        1.0: ↑, ▲, ⬆, 🔼
        """,
        other="An arrow down is best",
    ),
    Family(
        "codes",
        "The largest code is best",
        """
        0.0: 0
        0.5: 1
        1.0: 2
        """,
        other="0 is best",
        weak="1",
    ),
    Family(
        "likelihood",
        "Unlikely is best",
        """
        1.0: rare, remote, very unlikely, highly unlikely, sehr unwahrscheinlich, selten, tres improbable, muy
            improbable, muito improvavel, molto improbabile, rzadkie, bardzo malo prawdopodobne
        0.75: unlikely, improbable, unwahrscheinlich, peu probable, poco probable, improvavel, pouco provavel,
            improbabile, poco probabile, malo prawdopodobne
        0.5: possible, occasional, moglich, posible, possivel, possibile, mozliwe
        0.25: likely, probable, wahrscheinlich, provavel, probabile, prawdopodobne
        0.0: almost certain, very likely, certain, frequent, sehr wahrscheinlich, fast sicher, tres probable,
            presque certain, quasi certain, muy probable, casi seguro, muito provavel, quase certo, molto probabile,
            quasi certo, bardzo prawdopodobne, prawie pewne
        """,
        other="Likely is best",
    ),
    Family(
        "severity",
        "A small effect is best",
        """
        1.0: negligible, insignificant, trivial, vernachlassigbar, unbedeutend, negligeable, insignifiant,
            insignificante, despreciable, desprezivel, trascurabile, nieistotny, pomijalny
        0.75: minor, geringfugig, mineur, mineure, menor, leve, minore, lieve, niewielki, drobny
        0.5: moderate, serious, mittel, massig, modere, moderado, moderada, moderato, umiarkowany
        0.25: major, significant, severe, schwerwiegend, erheblich, majeur, majeure, grave, mayor, significativo,
            maior, maggiore, powazny, znaczny
        0.0: critical, catastrophic, extreme, kritisch, katastrophal, critique, catastrophique, critico, critica,
            catastrofico, catastrofica, krytyczny, katastrofalny
        """,
        other="A great effect is best",
    ),
    Family(
        "agreement",
        "Agreement is best",
        """
        0.0: strongly disagree, stimme gar nicht zu, pas du tout d'accord, muy en desacuerdo, discordo totalmente
        0.25: disagree, stimme nicht zu, pas d'accord, en desacuerdo, discordo
        0.5: neither agree nor disagree, neutral, undecided, weder noch, ni d'accord ni pas d'accord
        0.75: agree, stimme zu, d'accord, de acuerdo, concordo
        1.0: strongly agree, stimme voll zu, tout a fait d'accord, muy de acuerdo, concordo totalmente
        """,
    ),
)

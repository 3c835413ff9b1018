"""Second opinions in plain sentences: who is first by which method, and what each method's own tests say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.criterion import criterion_paths
from outsource_desk.domain.opinions import Caveat, Method, Opinion, Opinions
from outsource_desk.domain.preference import Shape

if TYPE_CHECKING:
    from outsource_desk.services.case import DecisionCase

MOST_PAIRS = 6  # pairs named in a sentence; a longer list is no sentence


def method_name(method: Method, speech: Speech = ENGLISH) -> str:
    """Return what a method is called."""
    match method:
        case Method.SUM:
            return speech.tr("Official total")
        case Method.RANGE_SUM:
            return speech.tr("Stretched sum")
        case Method.PRODUCT:
            return speech.tr("Weighted product")
        case Method.TOPSIS:
            return "TOPSIS"
        case Method.VIKOR:
            return "VIKOR"
        case Method.PROMETHEE:
            return "PROMETHEE II"


def method_about(method: Method, speech: Speech = ENGLISH) -> str:
    """Return in one sentence what a method does, and what its scores mean."""
    match method:
        case Method.SUM:
            return speech.tr("Each value counts by its weight; weaknesses are made up for by strengths. 0 to 100.")
        case Method.RANGE_SUM:
            return speech.tr("The same, but each criterion runs from the worst to the best of those compared. 0 to 1.")
        case Method.PRODUCT:
            return speech.tr("Ratios count instead of differences, so that a weak spot costs more. 1 to 100.")
        case Method.TOPSIS:
            return speech.tr("How near the best and far from the worst of those compared somebody is. 0 to 1.")
        case Method.VIKOR:
            return speech.tr("What is missing in all, and where most is missing, half each. 0 to 1; less is better.")
        case Method.PROMETHEE:
            return speech.tr(
                "How strongly somebody outranks the others, less how strongly they outrank them; "
                "small differences do not count. −1 to 1."
            )


def shape_name(shape: Shape, speech: Speech = ENGLISH) -> str:
    """Return what a preference function is called."""
    match shape:
        case Shape.USUAL:
            return speech.tr("Any difference counts in full")
        case Shape.U_SHAPE:
            return speech.tr("Counts in full above the first threshold")
        case Shape.V_SHAPE:
            return speech.tr("Grows from zero to the second threshold")
        case Shape.LEVEL:
            return speech.tr("Counts half between the thresholds")
        case Shape.LINEAR:
            return speech.tr("Grows between the thresholds")
        case Shape.GAUSSIAN:
            return speech.tr("Grows like a bell curve")


def opinion_sentences(case: DecisionCase, opinions: Opinions, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return who is first by how many methods, and which methods put somebody else first."""
    names = names_of(case)
    official = opinions.of(Method.SUM)
    first = listed([names[each] for each in official.leader_ids], speech)
    if len(names) == 1:
        return (speech.tr("Only {name} is ranked, so there is nothing that methods could disagree on.", name=first),)
    if opinions.is_unanimous and len(official.leader_ids) > 1:
        return (speech.tr("All six methods leave {names} level on the first place.", names=first),)
    if opinions.is_unanimous:
        return (speech.tr("All six methods put {name} first.", name=first),)
    agreeing = len(opinions.opinions) - len(opinions.dissenters)
    if agreeing == 1:
        sentence = speech.tr("Only the official total puts {name} first.", name=first)
    else:
        sentence = speech.tr("{count} of 6 methods put {name} first.", count=agreeing, name=first)
    return (sentence, *_dissent(opinions, names, speech))


def _dissent(opinions: Opinions, names: Mapping[int, str], speech: Speech) -> list[str]:
    """Return one sentence for each that other methods put first: “TOPSIS and VIKOR put Birch first.”."""
    groups: dict[tuple[int, ...], list[Opinion]] = {}
    for opinion in opinions.dissenters:
        groups.setdefault(tuple(sorted(opinion.leader_ids)), []).append(opinion)
    sentences: list[str] = []
    for leader_ids, group in groups.items():
        methods = listed([method_name(each.method, speech) for each in group], speech)
        leaders = listed([names[each] for each in leader_ids], speech)
        if len(leader_ids) == len(names):
            sentences.append(speech.tr("{methods} cannot tell them apart.", methods=methods))
        elif len(group) == 1:
            sentences.append(speech.tr("{method} puts {names} first.", method=methods, names=leaders))
        else:
            sentences.append(speech.tr("{methods} put {names} first.", methods=methods, names=leaders))
    return sentences


def caveat_sentences(case: DecisionCase, opinions: Opinions, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return what a careful reader should know, each once, with the methods that it concerns."""
    sentences: list[str] = []
    for caveat in Caveat:
        methods = [method_name(each.method, speech) for each in opinions.opinions if caveat in each.caveats]
        if methods:
            sentences.append(_caveat(case, opinions, caveat, listed(methods, speech), speech))
    return tuple(sentences)


def _caveat(case: DecisionCase, opinions: Opinions, caveat: Caveat, methods: str, speech: Speech) -> str:
    match caveat:
        case Caveat.OPEN if opinions.open_cells == 1:
            return speech.tr("1 open value counts as nothing in every method, as it does in the total.")
        case Caveat.OPEN:
            count = opinions.open_cells
            return speech.tr("{count} open values count as nothing in every method, as in the total.", count=count)
        case Caveat.SINGLE:
            return speech.tr("One candidate has nothing to be compared with; the scores of most methods mean nothing.")
        case Caveat.ALIKE:
            return speech.tr("{methods}: no difference between the candidates.", methods=methods)
        case Caveat.CONSTANT:
            paths = criterion_paths(case.evaluation.criteria)
            leaves = listed([paths[each] for each in opinions.constant_ids], speech)
            if len(opinions.constant_ids) == 1:
                return speech.tr(
                    "All are alike on {criteria}, so it decides nothing in {methods}.", criteria=leaves, methods=methods
                )
            return speech.tr(
                "All are alike on {criteria}, so these decide nothing in {methods}.", criteria=leaves, methods=methods
            )
        case Caveat.FLOOR:
            return speech.tr("In the weighted product, values below 1 count as 1, or a single zero would decide alone.")


def compromise_sentences(case: DecisionCase, opinions: Opinions, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return VIKOR's two conditions and the compromise that follows, in words."""
    names, found = names_of(case), opinions.compromise
    if found.advantage is None or found.needed is None:
        return ()
    looks_enough = round(found.advantage, 2) >= round(found.needed, 2)
    places = 2 if looks_enough == found.has_advantage else 4  # else a miss would look like a hit
    behind, needed = speech.number(found.advantage, places), speech.number(found.needed, places)
    chosen = listed([names[each] for each in found.candidate_ids], speech)
    first = names[found.candidate_ids[0]]
    if found.has_advantage:
        one = speech.tr(
            "The advantage holds: {advantage} over the second; {needed} are needed.", advantage=behind, needed=needed
        )
    else:
        one = speech.tr(
            "The advantage is too small: {advantage} over the second; {needed} are needed.",
            advantage=behind,
            needed=needed,
        )
    if found.is_stable:
        two = speech.tr("The first place is stable: {name} leads by one of the two measures alone, too.", name=first)
    else:
        two = speech.tr("The first place is not stable: {name} leads by neither of the two measures alone.", name=first)
    if len(found.candidate_ids) == 1:
        return one, two, speech.tr("VIKOR accepts {name} alone.", name=chosen)
    return one, two, speech.tr("VIKOR's compromise is {names}: none is clearly ahead of the others.", names=chosen)


def outranking_sentences(case: DecisionCase, opinions: Opinions, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return PROMETHEE's partial order in words: whom nobody outranks, and who cannot be compared."""
    names, found = names_of(case), opinions.outranking
    if len(names) == 1:
        return ()
    top = listed([names[each] for each in found.top_ids], speech)
    if len(found.top_ids) > 1:
        sentences = [speech.tr("Nobody outranks {names}.", names=top)]
    else:
        sentences = [speech.tr("{name} outranks all others.", name=top)]
    if found.incomparable:
        pairs = _pairs(found.incomparable, names, speech)
        sentences.append(
            speech.tr("Not to be compared, because each is strong where the other is weak: {pairs}.", pairs=pairs)
        )
    if found.alike:
        sentences.append(speech.tr("No difference that counts: {pairs}.", pairs=_pairs(found.alike, names, speech)))
    if not found.incomparable and not found.alike:
        sentences.append(speech.tr("Every pair can be compared, so the partial order is the whole order."))
    return tuple(sentences)


def _pairs(pairs: Sequence[tuple[int, int]], names: Mapping[int, str], speech: Speech) -> str:
    named = [listed([names[one], names[other]], speech) for one, other in pairs[:MOST_PAIRS]]
    if len(pairs) > MOST_PAIRS:
        named.append(speech.tr("{count} more pairs", count=len(pairs) - MOST_PAIRS))
    return "; ".join(named)


def names_of(case: DecisionCase) -> dict[int, str]:
    """Return the names of the ranked candidates by their ids."""
    return {candidate.id: candidate.name for candidate in case.candidates}


def listed(names: Iterable[str], speech: Speech = ENGLISH) -> str:
    """Return names as a list: ``A, B and C``."""
    *others, last = names
    return speech.tr("{names} and {last}", names=", ".join(others), last=last) if others else last

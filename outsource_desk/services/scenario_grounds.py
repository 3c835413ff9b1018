"""Why an initiative should prepare for a scenario, as far as its own facts say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.countries import country_name

_SUBSTANTIAL = 2  # points of a question on criticality, of 3
_MOST_NAMED = 3


_Ground = Callable[[Evaluation, Speech], Iterator[str]]


def grounds_of(evaluation: Evaluation, code: str, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """Return why the facts of an initiative speak for a scenario of the library, a sentence each; none is no fault."""
    return tuple(chain.from_iterable(ground(evaluation, speech) for ground in _GROUNDS.get(code, ())))


def _by_answer(question: str, sentence: str) -> _Ground:
    def ground(evaluation: Evaluation, speech: Speech) -> Iterator[str]:
        if evaluation.tiering.get(question, 0) >= _SUBSTANTIAL:
            yield speech.say(sentence)

    return ground


def _dossiers(evaluation: Evaluation) -> Iterator[tuple[str, Dossier]]:
    """Yield the candidates that are vendors, each with what is known of it."""
    dossiers = evaluation.protection.dossiers if evaluation.protection else {}
    for each in evaluation.candidates:
        if each.id in dossiers:
            yield each.name, dossiers[each.id]


def _abroad(evaluation: Evaluation, speech: Speech) -> Iterator[str]:
    home = evaluation.initiative.country
    for name, dossier in _dossiers(evaluation):
        abroad = set(dossier.working_countries) - {home}
        if abroad and home:
            names = sorted(speech.say(country_name(each)) for each in abroad)
            yield speech.tr("{name} would work from abroad: {places}.", name=name, places=", ".join(names))


def _chain(evaluation: Evaluation, speech: Speech) -> Iterator[str]:
    for name, dossier in _dossiers(evaluation):
        links = [each.name for each in dossier.subcontractors]
        if len(links) > _MOST_NAMED:
            yield speech.tr("{name} leans on {count} sub-contractors.", name=name, count=len(links))
        elif links:
            yield speech.tr("{name} leans on sub-contractors: {names}.", name=name, names=", ".join(links))


def _held(evaluation: Evaluation, speech: Speech) -> Iterator[str]:
    for name, dossier in _dossiers(evaluation):
        owner = next((each.name for each in dossier.owners if each.is_controlling), None)
        if owner:
            yield speech.tr("{name} belongs to {owner}, who may sell it.", name=name, owner=owner)


def _handed_over(evaluation: Evaluation, speech: Speech) -> Iterator[str]:
    if evaluation.initiative.start_date:
        yield speech.tr("The service has still to be handed over.")


def _overlap(evaluation: Evaluation, speech: Speech) -> Iterator[str]:
    if evaluation.initiative.overlap_hours:
        yield speech.tr("Both sides must work at the same time for part of the day.")


_GROUNDS: dict[str, tuple[_Ground, ...]] = {
    "C01": (_by_answer("TQ5", "Replacing the provider would take months."),),
    "C02": (
        _by_answer("TQ2", "The provider will see confidential data."),
        _by_answer("TQ7", "The provider will have access to our network."),
    ),
    "C03": (_by_answer("TQ1", "The business cannot run without this function for long."),),
    "C05": (_by_answer("TQ5", "Its people could not be replaced soon."),),
    "C06": (_by_answer("TQ8", "The provider will create or hold our intellectual property."),),
    "C07": (_abroad,),
    "C08": (_held,),
    "C09": (_handed_over,),
    "C10": (_chain,),
    "C11": (_by_answer("TQ4", "A large share of our external spending goes into it."),),
    "C12": (_overlap, _by_answer("TQ6", "Our customers deal with the provider directly.")),
    "C13": (
        _by_answer("TQ3", "The function is regulated."),
        _by_answer("TQ6", "Our customers would feel a fault at once."),
    ),
}

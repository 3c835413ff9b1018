import importlib
import pkgutil
from collections.abc import Iterator

import outsource_desk
from outsource_desk.domain.errors import DeskError


def all_kinds(kind: type[DeskError]) -> Iterator[type[DeskError]]:
    for child in kind.__subclasses__():
        yield child
        yield from all_kinds(child)


def test_every_refusal_has_a_remedy_of_its_own_that_is_a_sentence():
    for module in pkgutil.walk_packages(outsource_desk.__path__, "outsource_desk."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    kinds = [kind for kind in all_kinds(DeskError) if kind.__module__.startswith("outsource_desk.")]
    assert len(kinds) > 50
    for kind in kinds:
        remedy = vars(kind).get("remedy", "")
        assert remedy, f"{kind.__qualname__} says nothing of its own on what to do"
        assert remedy[0].isupper(), kind
        assert remedy.endswith("."), kind
        assert kind.__doc__, kind
        assert kind.__name__.endswith("Error"), kind

"""The codes of mandatory clauses, without their texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from outsource_desk.domain.governance import ClauseLevel
from outsource_desk.paths import resource
from outsource_desk.services.rules.reading import read_block

CODES_SCHEMA = "outsource-desk/clause-codes/1"


@lru_cache(maxsize=1)
def clause_codes() -> Mapping[ClauseLevel, frozenset[str]]:
    """Return level → codes of the clauses that a contract of this level must have.

    Raises:
        RulesFileError: the file cannot be used; the message names the line.
    """
    levels = (ClauseLevel.ALL, ClauseLevel.CRITICAL)
    fields = read_block(resource("templates", "clause_codes.yaml")).fields(("schema", "id", "version", *levels))
    fields["schema"].one_of((CODES_SCHEMA,))
    return {level: frozenset(fields[level].text().split()) for level in levels}

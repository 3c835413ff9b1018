"""Errors in the user's words: what happened, and what to do."""

from __future__ import annotations

import errno
import logging
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.ui.language import say, tr

log = logging.getLogger(__name__)


def explain(error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do next."""
    match error:
        case DeskError():
            return say(str(error)), say(error.remedy)
        case PermissionError(filename=str(name)):
            return tr("“{name}” cannot be written.", name=Path(name).name), tr("Close it in other programs.")
        case OSError(errno=errno.ENOSPC):
            return tr("The disk is full."), tr("Free some space and try again. Nothing was changed.")
        case OSError():
            return tr("The file system refused: {reason}.", reason=error.strerror or str(error)), tr("Try again.")
        case _:
            log.error("Unexpected", exc_info=error)
            return (
                tr("Something unexpected went wrong."),
                tr("Your last change was not made; all earlier work is saved."),
            )

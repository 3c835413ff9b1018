"""Files that are dropped on a question: taken in at once, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDropEvent

from outsource_desk.services.evidence import attach_as_evidence, size_warning
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.read_only import why_read_only

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the local files that are being dropped; nothing where anything else is among them."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls] if all(url.isLocalFile() for url in urls) else []


def attach_dropped(window: Shell, candidate_id: int, question_id: int, paths: Sequence[Path]) -> bool:
    """Take files into the document as evidence for an answer, and say what was done; return whether it was.

    They begin as documents of the vendor; their level is a matter of the dialog.
    """
    session = window.session
    if not paths or why_read_only(session):
        return False
    added = session.act(attach_as_evidence, candidate_id, question_id, paths)
    if added is None:
        return False
    if added:
        said = tr_n(
            len(added), "{count} file stands behind the answer now.", "{count} files stand behind the answer now."
        )
        window.toast(said, tr("Undo"), session.way_back())
    else:
        window.toast(tr_n(len(paths), "This file is there already.", "These files are there already."), tone="quiet")
    if warning := size_warning(session.desk):
        window.toast(say(warning), tone="quiet")
    return bool(added)

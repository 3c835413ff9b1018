"""Make the board paper and the live workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk import __version__
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.child import Progress, run_in_child
from outsource_desk.services.exports import refuse_wrong_ending, write_checked
from outsource_desk.services.history import current_name
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.store.initiatives import load_imported_files

if TYPE_CHECKING:
    from outsource_desk.reports.facts import BoardFacts
    from outsource_desk.services.desk import Desk


class OwnDocumentError(DeskError):
    """A report was to take the place of the document that it is made from."""

    remedy = "Give the report another name."

    def __init__(self, target: Path) -> None:
        super().__init__(f"“{target.name}” is the document itself.")


def refuse_own_document(desk: Desk, target: Path) -> None:
    """Refuse to write a report over the open file, whatever it is called.

    Raises:
        OwnDocumentError: the target is the open file.
    """
    if target.exists() and target.samefile(desk.path):
        raise OwnDocumentError(target)


def _silent(fraction: float, text: str) -> None:
    """Report to nobody."""


def board_facts(desk: Desk, initiative_id: int) -> BoardFacts:
    """Return everything that a report says, read at one moment.

    Raises:
        NotFoundError: there is no such initiative.
        DeskError: the file is damaged, so nothing may be signed on what it says.
    """
    from outsource_desk.reports.facts import BoardFacts, ImportedFile
    from outsource_desk.services.protection_facts import protection_facts
    from outsource_desk.services.rule_times import times_of
    from outsource_desk.services.vetting_facts import vetting_facts

    desk.refuse_damaged()
    evaluation = load_evaluation(desk, initiative_id).seen_by()
    revision = desk.journal.revision
    newest = desk.journal.edits(revision - 1)[-1]  # there is one, as there is an initiative
    ranking = ranking_of(evaluation)
    return BoardFacts(
        evaluation=evaluation,
        ranking=ranking,
        revision=revision,
        revision_name=current_name(desk),
        fingerprint=desk.journal.fingerprint,
        as_of=newest.at,
        document=desk.path.name,
        app_version=__version__,
        times=times_of(desk, evaluation),
        imported_files=tuple(ImportedFile(*row) for row in load_imported_files(desk.connection, initiative_id)),
        vetting=vetting_facts(desk, evaluation, ranking),
        protection=protection_facts(evaluation, ranking),
    )


def paper_bytes(facts: BoardFacts, progress: Progress = _silent) -> bytes:
    """Return the board paper as a tagged PDF; an exception raised by ``progress`` stops the work.

    Raises:
        DeskError: it could not be made.
    """
    return _made("The board paper", _render_paper, facts, progress)


def workbook_bytes(facts: BoardFacts, progress: Progress = _silent) -> bytes:
    """Return the live workbook; an exception raised by ``progress`` stops the work.

    Raises:
        DeskError: it could not be made.
    """
    return _made("The workbook", _render_workbook, facts, progress)


def save_export(desk: Desk, content: bytes, target: Path) -> None:
    """Write a finished paper or workbook: checked, then put in its place as a whole.

    Raises:
        OwnDocumentError: the target is the open file.
        DeskError: it could not be written or did not pass its check; an older file of this name is untouched.
    """
    refuse_own_document(desk, target)
    _save(content, target)


def save_pdf(desk: Desk, content: bytes, target: Path) -> None:
    """Write a finished plan or letter: checked, then put in its place as a whole.

    Raises:
        OwnDocumentError: the target is the open file.
        DeskError: it could not be written or did not pass its check; an older file of this name is untouched.
    """
    refuse_own_document(desk, target)
    refuse_wrong_ending(target, ".pdf")
    write_checked(target, content, pdf_fault)


def write_paper(facts: BoardFacts, target: Path, progress: Progress = _silent) -> None:
    """Write the board paper as a tagged PDF.

    Raises:
        DeskError: it could not be made or written; an older file of this name is untouched.
    """
    refuse_wrong_ending(target, ".pdf")
    _save(paper_bytes(facts, progress), target)


def write_workbook(facts: BoardFacts, target: Path, progress: Progress = _silent) -> None:
    """Write the live workbook.

    Raises:
        DeskError: it could not be made or written; an older file of this name is untouched.
    """
    refuse_wrong_ending(target, ".xlsx")
    _save(workbook_bytes(facts, progress), target)


def unprintable(facts: BoardFacts) -> list[str]:
    """Return one line for each text with characters that no font of ours has, to be shown before an export."""
    from outsource_desk.reports.glyphs import missing_glyphs

    return [f"{where}: {characters}" for where, characters in missing_glyphs(facts)]


def _made(what: str, render: Callable[[BoardFacts, Progress], bytes], facts: BoardFacts, progress: Progress) -> bytes:
    return run_in_child(what, render, facts, lambda fraction, text: progress(fraction, f"{what}: {text}"))


def _save(content: bytes, target: Path) -> None:
    """Write an export under a name that says what it is, after the check of its kind."""
    is_paper = content.startswith(b"%PDF-")
    refuse_wrong_ending(target, ".pdf" if is_paper else ".xlsx")
    write_checked(target, content, pdf_fault if is_paper else _workbook_fault)


def _render_paper(facts: BoardFacts, progress: Progress) -> bytes:
    """Look closer and draw, both in the child: neither holds up the window."""
    from outsource_desk.reports.paper import render_pdf
    from outsource_desk.services.study import study_of

    progress(0.0, "Looking how far the ranking can be trusted")
    study = study_of(facts.evaluation, facts.ranking, facts.times)
    return render_pdf(replace(facts, study=study), progress)


def _render_workbook(facts: BoardFacts, progress: Progress) -> bytes:
    """Look closer and write, both in the child."""
    from outsource_desk.reports.workbook import render_workbook
    from outsource_desk.services.study import study_of

    progress(0.0, "Looking how far the ranking can be trusted")
    study = study_of(facts.evaluation, facts.ranking, facts.times)
    return render_workbook(replace(facts, study=study), progress)


def pdf_fault(path: Path) -> str:
    """Return what is wrong with a finished PDF; nothing if it opens again."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return f"it cannot be opened again ({error})"
    try:
        return "" if len(document) else "it has no pages"
    finally:
        document.close()


def _workbook_fault(path: Path) -> str:
    import python_calamine

    try:
        with zipfile.ZipFile(path) as package:
            if broken := package.testzip():
                return f"its part {broken} is damaged"
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            return "" if workbook.sheet_names else "it has no sheets"
    except (zipfile.BadZipFile, python_calamine.CalamineError) as error:
        return f"it cannot be opened again ({error})"

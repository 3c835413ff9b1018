"""Keep a stranger's files inside the document, each content once, and hand them out again unopened."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.checks import checked_choice, checked_date, checked_fields, checked_text
from outsource_desk.domain.dossier import Attachment, Classification
from outsource_desk.domain.errors import DeskError
from outsource_desk.services.exports import write_checked
from outsource_desk.services.file_kinds import cleaned_name, is_program, kind_of
from outsource_desk.services.proof import settled
from outsource_desk.services.wording import shortened
from outsource_desk.store.answers import find_attachment, load_answers_with, load_attachment, size_of_contents
from outsource_desk.store.blobs import get_blob, lost_blobs, put_blob
from outsource_desk.store.journal import utc_now
from outsource_desk.store.rows import delete_row, insert_row, update_row
from outsource_desk.store.vendors import load_vendor

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

FILE_LIMIT = 25 * 1024 * 1024  # bytes
LARGE_TOTAL = 200 * 1024 * 1024  # bytes of all files, from where a document is slow to save and to send
_MEGABYTE = 1024 * 1024


class FileRefusedError(DeskError):
    """A file is not taken into the document; nothing was changed."""

    remedy = "Choose another file, or note down where the original is kept."


class NoSuchFileError(FileRefusedError):
    """There is no such file, or it cannot be read."""

    remedy = "Check the name and the folder, close the file in other programs, and try again."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"“{name}” cannot be read: {reason}.")


class NotAPlainFileError(FileRefusedError):
    """A folder, a link or a device was given instead of a file."""

    remedy = "Choose the file itself; a folder can be packed into a ZIP file first."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is a folder, a link or a device, not a file.")


class EmptyEvidenceError(FileRefusedError):
    """A file without content was given as evidence."""

    remedy = "Ask for the file again; the copy may have been interrupted."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is empty.")


class EvidenceTooLargeError(FileRefusedError):
    """A file is larger than the document takes."""

    remedy = "Attach the pages that matter, or note down where the original is kept."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is larger than {FILE_LIMIT // _MEGABYTE} MiB.")


class ProgramRefusedError(FileRefusedError):
    """A program was given as evidence."""

    remedy = "Ask the vendor for a PDF, a picture or an ordinary document; programs are never taken in."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is a program or a shortcut.")


class OwnFileError(FileRefusedError):
    """A document of ours was to be taken into itself, or overwritten by one of its files."""

    remedy = "Choose another file; a document like this one is opened, not attached."

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is a document of Outsource Desk.")


class LostContentError(DeskError):
    """The content of a file is missing or was altered."""

    remedy = "Attach the original again, or look for an undamaged backup of this document."

    def __init__(self, name: str) -> None:
        super().__init__(f"The content of “{name}” is no longer what was attached.")


class FileThereError(DeskError):
    """A file was to be written where one lies already."""

    remedy = "Choose another name, or say that the file may be replaced."

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is a file “{path.name}” already.")


_FIELDS: dict[str, Callable[[object], object]] = {
    "file_name": lambda value: cleaned_name(checked_text("The name of the file", value)),
    "issuer": partial(checked_text, "Issuer", limit=500),
    "dated": partial(checked_date, "Date of the document"),
    "expires": partial(checked_date, "End of validity"),
    "classification": lambda value: checked_choice("Classification", value, Classification).value,
}


def attach_file(desk: Desk, vendor_id: int, path: Path | str) -> Attachment:
    """Take a vendor's file into the document; the same content a second time is the file that is there already.

    Undoable. Saved when this returns. The bytes decide what the file is; it is never opened with another program.

    Args:
        desk: the open file.
        vendor_id: whose file it is.
        path: a plain file of at most 25 MiB; links are not followed.

    Raises:
        FileRefusedError: it is missing, empty, too large, a link, a folder or a program; nothing is then changed.
        NotFoundError: there is no such vendor.
    """
    path = Path(path)
    _refuse_document(desk, path)
    return attach_content(desk, vendor_id, path.name, read_plain_file(path))


def attach_content(desk: Desk, vendor_id: int, name: str, content: bytes) -> Attachment:
    """Take bytes that were read already into the document, as `attach_file` does.

    Raises:
        FileRefusedError: they are empty, too many or a program.
        NotFoundError: there is no such vendor.
    """
    vendor = load_vendor(desk.connection, vendor_id)
    name = cleaned_name(name)
    if not content:
        raise EmptyEvidenceError(name)
    if len(content) > FILE_LIMIT:
        raise EvidenceTooLargeError(name)
    if is_program(name, content):
        raise ProgramRefusedError(name)
    sha256 = hashlib.sha256(content).hexdigest()
    known = find_attachment(desk.connection, vendor_id, sha256)
    if known is not None and get_blob(desk.connection, sha256) is not None:
        return known
    with desk.edit(f"Attach “{shortened(name)}” to “{shortened(vendor.name)}”"):
        put_blob(desk.connection, content)
        added = {"added_at": utc_now(), "added_by": desk.journal.author}
        if known is not None:  # its content was lost, and is whole again; an edit without a change would not be kept
            update_row(desk.db, "attachment", known.id, added)
            return load_attachment(desk.connection, known.id)
        values = {"vendor_id": vendor_id, "sha256": sha256, "file_name": name, "size": len(content)}
        kind = {"media_type": kind_of(name, content)}
        attachment_id = insert_row(desk.db, "attachment", {**values, **kind, **added})
    return load_attachment(desk.connection, attachment_id)


def update_file(desk: Desk, attachment_id: int, field: str, value: object) -> None:
    """Change what is noted of a file: file_name, issuer, dated, expires or classification.

    Undoable. Saved when this returns. An acceptance that rested on the file goes back to review if the file is now
    out of date.

    Raises:
        DeskError: the value is not allowed, or there is no such file.
    """
    attachment = load_attachment(desk.connection, attachment_id)
    values = checked_fields(_FIELDS, {field: value})
    label, key = f"Change file “{shortened(attachment.file_name)}”", ("attachment", attachment_id, field)
    with desk.edit(label, merge_key=key), settled(desk, load_answers_with(desk.connection, attachment_id)):
        update_row(desk.db, "attachment", attachment_id, values)


def remove_file(desk: Desk, attachment_id: int) -> None:
    """Take a file out of the document, wherever it is evidence; what was accepted on it goes back to review.

    Undoable. Saved when this returns.

    Raises:
        NotFoundError: there is no such file.
    """
    name = shortened(load_attachment(desk.connection, attachment_id).file_name)
    answers = load_answers_with(desk.connection, attachment_id)
    with desk.edit(f"Remove file “{name}”"), settled(desk, answers):
        delete_row(desk.db, "attachment", attachment_id)


def content_of(desk: Desk, attachment_id: int) -> bytes:
    """Return the bytes of a file.

    Raises:
        LostContentError: they are missing, or are not what was attached.
        NotFoundError: there is no such file.
    """
    attachment = load_attachment(desk.connection, attachment_id)
    content = get_blob(desk.connection, attachment.sha256)
    if content is None:
        raise LostContentError(attachment.file_name)
    return content


def save_attachment(desk: Desk, attachment_id: int, path: Path | str, *, replace: bool = False) -> Path:
    """Write a file out, whole or not at all, and return where it lies; nothing opens it.

    Args:
        desk: the open file.
        attachment_id: which file.
        path: where to; the file is not marked as a program, whatever it is called.
        replace: whether an older file of this name may go.

    Raises:
        FileThereError: there is a file of this name, and it may not be replaced.
        LostContentError: the content is missing or altered.
        CannotWriteError: the folder is missing, not writable or full.
    """
    content, target = content_of(desk, attachment_id), Path(path)
    _refuse_document(desk, target)
    if os.path.lexists(target) and not replace:
        raise FileThereError(target)

    def fault(written: Path) -> str:
        kept = written.read_bytes()  # not the document: a draft beside the target
        return "" if kept == content else "it is not what is kept in the document"

    write_checked(target, content, fault)
    return target


def size_of_files(desk: Desk) -> int:
    """Return how many bytes all files inside the document take, each content counted once."""
    return size_of_contents(desk.connection)


def size_warning(desk: Desk) -> str:
    """Return a sentence if the files make the document unwieldy, else nothing."""
    size = size_of_files(desk)
    if size <= LARGE_TOTAL:
        return ""
    return f"The files inside this document take {size // _MEGABYTE:,} MiB; it will be slow to save, back up and send."


def lost_files(desk: Desk) -> list[str]:
    """Return the names of the files whose content is missing or altered; reads every byte of all of them."""
    return lost_blobs(desk.connection)


def _refuse_document(desk: Desk, path: Path) -> None:
    """Keep hands off documents of ours: one that is open loses its lock when somebody else closes it."""
    is_open = path.exists() and path.samefile(desk.path)
    if is_open or path.suffix.casefold() == desk.path.suffix.casefold():
        raise OwnFileError(cleaned_name(path.name))


def read_plain_file(path: Path) -> bytes:
    """Return the bytes of a plain file, which may be no link, no device and not too large.

    Raises:
        FileRefusedError: it is, or it cannot be read.
    """
    name = cleaned_name(path.name or str(path))
    # a link put in its place after the look would be followed otherwise; a pipe would hold us up
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise NotAPlainFileError(name)
        with os.fdopen(os.open(path, flags), "rb") as file:  # not the document: `attach_file` refuses documents
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise NotAPlainFileError(name)
            if status.st_size > FILE_LIMIT:
                raise EvidenceTooLargeError(name)
            content = file.read(FILE_LIMIT + 1)  # it may grow while it is read
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise NoSuchFileError(name, getattr(error, "strerror", None) or "its name is not allowed") from error
    if len(content) > FILE_LIMIT:
        raise EvidenceTooLargeError(name)
    return content

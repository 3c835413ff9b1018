"""The gate before parsing: the bytes decide what a file is, and whether it is read at all."""

from __future__ import annotations

import hashlib
import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from outsource_desk.importers.files.refusals import (
    DamagedFileError,
    DatabaseError,
    DisguisedFileError,
    EmptyFileError,
    EncryptedFileError,
    HostilePackageError,
    LockFileError,
    MissingFileError,
    NotAFileError,
    OwnDocumentError,
    TooLargeFileError,
    UnreadableFileError,
)
from outsource_desk.importers.files.text_form import is_wide_text

FILE_LIMIT = 50_000_000  # bytes
PART_LIMIT = 3_000  # files inside one package
UNPACKED_LIMIT = 600_000_000  # bytes
RATIO_LIMIT = 250  # unpacked over packed; sheets of equal rows reach about 100
RATIO_FREE = 20_000_000  # unpacked bytes below which the ratio does not matter
STYLES_LIMIT = 12_000_000  # bytes

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"  # before each part that a package lists
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_DATABASE = b"SQLite format 3\0"
_OWN_MARK = b"ODSK"  # application id in the header of our own documents
_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"PAR1": "a Parquet table",
    b"\x09\x00\x04\x00": "a workbook of Excel 4 or older",
    b"\x09\x02\x06\x00": "a workbook of Excel 4 or older",
    b"\x09\x04\x06\x00": "a workbook of Excel 4 or older",
}
_JSON = re.compile(rb"(?:\[\s*)?\{\s*\"[^\"]*\"\s*:")  # an object, or a list of them
_READ_PARTS = re.compile(r"xl/(?:worksheets/[^/]+|workbook|sharedStrings)\.xml|content\.xml", re.IGNORECASE)
_WIDE_XML = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # how parts begin that none of the readers understands
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta|style|script|div)\b", re.IGNORECASE)


class Kind(StrEnum):
    """What a file is by its content."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True)
class Admitted:
    """A file that passed the gate, with the very bytes that were checked."""

    name: str
    kind: Kind
    sha256: str
    content: bytes


def admit(path: Path) -> Admitted:
    """Return the file's bytes and kind if it may be read.

    Raises:
        SpreadsheetRefusedError: one of its children names the reason; nothing was parsed.
    """
    content = _read(path)
    kind = _kind(path.name, content)
    return Admitted(path.name, kind, hashlib.sha256(content).hexdigest(), content)


def _read(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotAFileError(name)
        if name.startswith(("~$", ".~lock.")):
            raise LockFileError(name)
        if status.st_size > FILE_LIMIT:
            raise TooLargeFileError(name, status.st_size, FILE_LIMIT)
        with path.open("rb") as file:
            content = file.read(FILE_LIMIT + 1)  # it may grow while it is read
    except FileNotFoundError as error:
        raise MissingFileError(name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UnreadableFileError(name, getattr(error, "strerror", None) or "its name is not allowed") from error
    if not content:
        raise EmptyFileError(name)
    if len(content) > FILE_LIMIT:
        raise TooLargeFileError(name, len(content), FILE_LIMIT)
    return content


def _kind(name: str, content: bytes) -> Kind:
    if content.startswith(_OLE):
        return _ole_kind(name, content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(name, content)
    if content.startswith(_DATABASE):
        raise (OwnDocumentError(name) if _is_own(name, content) else DatabaseError(name))
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise DisguisedFileError(name, what)
    return _text_kind(name, content)


def _is_own(name: str, content: bytes) -> bool:
    """Tell an Outsource Desk document from other databases, by the mark in its header or by its name."""
    return content[68:72] == _OWN_MARK or name.lower().endswith(".odesk")


def _ole_kind(name: str, content: bytes) -> Kind:
    """Tell apart the compound files: a protected workbook, an old .xls, and all others."""

    def has_stream(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has_stream("EncryptedPackage"):
        raise EncryptedFileError(name)
    if has_stream("Workbook\0") or has_stream("Book\0"):
        return Kind.XLS
    raise DisguisedFileError(name, "an old document of another office program")


def _text_kind(name: str, content: bytes) -> Kind:
    wide = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else is_wide_text(content)
    start = content[:4096].decode(wide, "ignore").encode() if wide else content[:4096]
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.lower().startswith(b"<?xml"):
        what = "a web page" if _HTML.search(start) else "an XML document"
        if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:20_000]:
            what = "an “XML Spreadsheet 2003”"
        elif b"urn:oasis:names:tc:opendocument" in start:
            what = "a flat OpenDocument file"
        raise DisguisedFileError(name, what)
    if _HTML.match(start) or (start.startswith(b"<") and _HTML.search(start)):
        raise DisguisedFileError(name, "a web page")
    if _JSON.match(start):
        raise DisguisedFileError(name, "a JSON document")
    if start.startswith(b"MIME-Version:"):
        raise DisguisedFileError(name, "a web archive")
    if b"\0" in (start if wide else content):  # such text has zero bytes by right
        raise DisguisedFileError(name, "data of an unknown kind")
    if not start.strip():
        raise EmptyFileError(name)
    return Kind.CSV


def _package_kind(name: str, content: bytes) -> Kind:
    entries = content.count(_ENTRY)
    if entries > 2 * PART_LIMIT:  # listing them alone would take much memory; packages within it count as well
        raise _too_many_parts(name, entries)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_parts(name, parts)
            kind = _content_kind(name, package, {part.filename for part in parts})
            _check_letters(name, package, parts)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise DamagedFileError(name, "its package cannot be unpacked") from error


def _check_parts(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what no office program writes: bombs, double names and paths that lead outside."""
    if len(parts) > PART_LIMIT:
        raise _too_many_parts(name, len(parts))
    if any(part.flag_bits & 0x1 for part in parts):
        raise EncryptedFileError(name)
    names = [part.filename.replace("\\", "/") for part in parts]
    if len({part.lower() for part in names}) < len(names):
        raise HostilePackageError(name, "two of its parts have the same name")
    if any(_leads_outside(part) for part in names):
        raise HostilePackageError(name, "the name of one of its parts leads outside the package")
    _check_sizes(name, parts)


def _too_many_parts(name: str, count: int) -> HostilePackageError:
    return HostilePackageError(name, f"it packs {count:,} parts; at most {PART_LIMIT:,} are allowed")


def _leads_outside(part: str) -> bool:
    return part.startswith("/") or ".." in part.split("/") or re.match(r"[A-Za-z]:", part) is not None


def _check_sizes(name: str, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > UNPACKED_LIMIT:
        raise HostilePackageError(name, f"it would unpack to {unpacked / 1e6:,.0f} MB")
    if unpacked > RATIO_FREE and unpacked / packed > RATIO_LIMIT:
        raise HostilePackageError(name, f"it would unpack to {unpacked / packed:,.0f} times its size")
    for part in parts:
        if part.filename.lower().endswith(("styles.xml", "styles.bin")) and part.file_size > STYLES_LIMIT:
            raise HostilePackageError(name, f"its style sheet alone has {part.file_size / 1e6:,.0f} MB")
    ordered = sorted(parts, key=lambda part: part.header_offset)
    for first, second in pairwise(ordered):
        if first.header_offset + 30 + first.compress_size > second.header_offset:
            raise HostilePackageError(name, "its parts lie over one another")


def _content_kind(name: str, package: zipfile.ZipFile, names: set[str]) -> Kind:
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "mimetype" in names:
        return _opendocument_kind(name, package, names)
    if "[Content_Types].xml" in names:
        start = _start_of(package, "[Content_Types].xml")
        if b"spreadsheetml.sheet.main" in start or b"sheet.macroEnabled.main" in start:
            return Kind.XLSX
        raise DisguisedFileError(name, "a document of another office program")
    raise DisguisedFileError(name, "a ZIP archive")


def _check_letters(name: str, package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a part that the readers would take for an empty one."""
    for part in parts:
        if _READ_PARTS.fullmatch(part.filename):
            with package.open(part) as stream:
                if stream.read(2) in _WIDE_XML:
                    raise DamagedFileError(name, "a part of it is written in UTF-16")


def _opendocument_kind(name: str, package: zipfile.ZipFile, names: set[str]) -> Kind:
    if not _start_of(package, "mimetype").startswith(_ODS_TYPE):
        raise DisguisedFileError(name, "a document of another office program")
    if "META-INF/manifest.xml" in names and b"encryption-data" in _start_of(package, "META-INF/manifest.xml"):
        raise EncryptedFileError(name)
    return Kind.ODS


def _start_of(package: zipfile.ZipFile, part: str) -> bytes:
    """Return the first bytes of a part, never the whole of what it may unpack to."""
    with package.open(part) as stream:
        return stream.read(500_000)

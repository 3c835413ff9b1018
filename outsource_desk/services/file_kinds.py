"""What a stranger's file is, by its bytes and never by its name alone."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
GIF = "image/gif"
TEXT = "text/plain"
CSV = "text/csv"
UNKNOWN = "application/octet-stream"

NAME_LIMIT = 200

_OFFICE = {
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    b"application/vnd.oasis.opendocument.text": "application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.spreadsheet": "application/vnd.oasis.opendocument.spreadsheet",
}
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/x-ole-storage",
    b"{\\rtf": "application/rtf",
    b"7z\xbc\xaf\x27\x1c": "application/x-7z-compressed",
    b"Rar!\x1a\x07": "application/vnd.rar",
    b"\x1f\x8b": "application/gzip",
}
_PROGRAMS = (
    b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00\x01\x14\x02\x00", b"!<arch>\n", b"\x00asm",
)  # fmt: skip
_PROGRAM_ENDINGS = frozenset(
    {".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".msp", ".lnk", ".ps1", ".psm1", ".vbs", ".vbe", ".js"}
    | {".jse", ".wsf", ".wsh", ".hta", ".cpl", ".dll", ".sys", ".jar", ".app", ".sh", ".bash", ".command", ".desktop"}
    | {".reg", ".url", ".scf", ".appimage", ".deb", ".rpm", ".dmg", ".pkg", ".apk", ".xll", ".iso"}
)
_HEAD = 1024  # bytes in which a PDF may begin
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_FORBIDDEN = '<>:"/\\|?*'


def kind_of(name: str, content: bytes) -> str:
    """Return the media type of a file by what it holds; its ending only tells a table from other text."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if b"%PDF-" in content[:_HEAD]:
        return PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for mark, kind in _OFFICE.items() if mark in content), "application/zip")
    if is_text(content):
        return CSV if PurePosixPath(name).suffix.casefold() in (".csv", ".tsv") else TEXT
    return UNKNOWN


def is_program(name: str, content: bytes) -> bool:
    """Tell whether a file is something that a computer would run, by its bytes or by its ending."""
    is_windows = content.startswith(b"MZ") and b"\0" in content[:_HEAD]  # a text may begin with these letters too
    return is_windows or content.startswith(_PROGRAMS) or PurePosixPath(name.casefold()).suffix in _PROGRAM_ENDINGS


def is_text(content: bytes) -> bool:
    """Tell whether bytes are text (UTF-8, or UTF-16 with its mark) without control characters."""
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text)


def cleaned_name(name: str) -> str:
    """Return a file's name as it may stand on any disk: no folders, no hidden characters, not too long.

    Letters that turn the direction of reading go, so that “gpj.exe” cannot be made to look like “exe.jpg”.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join("_" if letter in _FORBIDDEN else letter for letter in last if unicodedata.category(letter)[0] != "C")
    text = " ".join(kept.split()).strip(". ")
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    if len(text) > NAME_LIMIT:
        ending = PurePosixPath(text).suffix[:20]
        text = f"{text[: NAME_LIMIT - len(ending)].rstrip('. ')}{ending}"
    return text or "file"

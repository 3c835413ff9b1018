"""Pictures of a stranger's file, made in a limited child process, so that a hostile file hurts nobody."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.child import Progress, WorkFailedError, run_in_child
from outsource_desk.services.file_kinds import JPEG, PDF, PNG

PAGES = 5  # of a PDF that are shown
WIDEST = 1600  # pixels
TALLEST = 3 * WIDEST  # pixels; a page that is longer is cut off
MOST_PIXELS = 50_000_000  # of a picture that is read at all
MEMORY = 1_500_000_000  # bytes of address space of the child
SECONDS = 20  # of work, and of silence
_HEAD, _SIZE = struct.Struct("<II"), struct.Struct("<II")  # pages shown and in all; width and height


class NoPreviewError(DeskError):
    """A file cannot be shown."""

    remedy = "Save a copy and open it with a program that you trust."

    def __init__(self, why: str) -> None:
        super().__init__(f"This file cannot be shown here: {why}.")


@dataclass(frozen=True)
class Wanted:
    """What is to be pictured."""

    content: bytes
    media_type: str
    width: int  # pixels


@dataclass(frozen=True)
class Page:
    """One page as a picture: rows from the top, three bytes for red, green and blue of each pixel, no gaps."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class Preview:
    """The first pages of a file."""

    pages: tuple[Page, ...]
    total: int  # pages of the file


def can_be_shown(media_type: str) -> bool:
    """Tell whether there is a preview of such files."""
    return media_type in (PDF, PNG, JPEG)


def preview_of(wanted: Wanted, progress: Progress) -> Preview:
    """Return the first pages of a PDF, or a picture.

    Raises:
        DeskError: the file is damaged, locked by a password or too large, or its reader failed.
    """
    if not can_be_shown(wanted.media_type):
        raise NoPreviewError("there is no preview of its kind")
    try:
        said = run_in_child("The preview", draw, wanted, progress, patience=SECONDS)
    except WorkFailedError as error:
        raise NoPreviewError("it is damaged, or made to do damage") from error
    return _read(said)


def draw(wanted: Wanted, progress: Progress) -> bytes:
    """Picture a file; runs in the child, which takes its own memory and time away first."""
    _limit()
    progress(0.0, "Drawing the preview")
    width = max(16, min(wanted.width, WIDEST))
    try:
        pages, total = (_pages if wanted.media_type == PDF else _picture)(wanted.content, width)
    except MemoryError as error:
        raise NoPreviewError("it is too large") from error
    sizes = b"".join(_SIZE.pack(page.width, page.height) for page in pages)
    return _HEAD.pack(len(pages), total) + sizes + b"".join(page.pixels for page in pages)


def _pages(content: bytes, width: int) -> tuple[list[Page], int]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        total = len(document)
        return [_page(document[place], width) for place in range(min(total, PAGES))], total
    except pypdfium2.PdfiumError as error:
        raise NoPreviewError("it is damaged, or locked by a password") from error


def _page(page: object, width: int) -> Page:
    from pypdfium2 import PdfBitmap, raw

    wide, high = page.get_size()  # type: ignore[attr-defined] (a PdfPage, whose library is loaded here alone)
    height = max(1, min(round(width * high / max(wide, 1.0)), 40 * width))
    shown = min(height, TALLEST)
    bitmap = PdfBitmap.new_native(width, shown, raw.FPDFBitmap_BGR)
    raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, shown, 0xFFFFFFFF)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER)
    lines = bytes(bitmap.buffer)
    pixels = b"".join(lines[at * bitmap.stride : at * bitmap.stride + 3 * width] for at in range(shown))
    return Page(width, shown, pixels)


def _picture(content: bytes, width: int) -> tuple[list[Page], int]:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit says what is the matter
    try:
        file = io.BytesIO(content)
        with Image.open(file, formats=("PNG", "JPEG")) as picture:  # not the document: bytes in memory
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPreviewError("it is too large")
            scale = min(1.0, width / picture.width, TALLEST / picture.height)
            size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
            picture.draft("RGB", size)
            ground = Image.new("RGBA", picture.size, "white")
            ground.alpha_composite(picture.convert("RGBA"))
            small = ground.convert("RGB").resize(size)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise NoPreviewError("it is damaged") from error
    return [Page(*size, small.tobytes())], 1


def _limit() -> None:
    """Give up memory and time that a harmless file never needs, where the system lets us."""
    try:
        import resource
    except ImportError:  # Windows; the parent's patience limits the time there
        return
    set_limit: Callable[[int, tuple[int, int]], None] = resource.setrlimit
    set_limit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    set_limit(resource.RLIMIT_CORE, (0, 0))
    try:
        set_limit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ValueError, OSError):
        pass  # macOS knows no such limit


def _read(said: bytes) -> Preview:
    """Return the pages that the child sent, if the sizes it names are those of the bytes."""
    count, total = _HEAD.unpack_from(said)
    sizes = [_SIZE.unpack_from(said, _HEAD.size + at * _SIZE.size) for at in range(min(count, PAGES))]
    at = _HEAD.size + len(sizes) * _SIZE.size
    pages = []
    for width, height in sizes:
        pixels = said[at : at + 3 * width * height]
        if width > WIDEST or height > TALLEST or len(pixels) != 3 * width * height:
            raise NoPreviewError("its reader failed")
        pages.append(Page(width, height, pixels))
        at += len(pixels)
    return Preview(tuple(pages), total)

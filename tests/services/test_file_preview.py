"""Pictures of strangers' files, harmless and hostile."""

from __future__ import annotations

import io

import pytest

from outsource_desk.domain.errors import DeskError
from outsource_desk.services.file_preview import Wanted, can_be_shown, preview_of


def silent(_share, _text):
    pass


def pdf(pages=1, size=(595, 842)):
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, size)
    for page in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, size[1] / 2, size[0], size[1] / 2, stroke=0, fill=1)
        canvas.drawString(72, 72, f"Page {page + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def png(size=(40, 20), mode="RGBA", colour=(0, 128, 0, 128)):
    from PIL import Image

    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, "PNG")
    return file.getvalue()


def test_shows_the_first_pages_of_a_pdf_in_their_colours():
    preview = preview_of(Wanted(pdf(7), "application/pdf", 200), silent)
    assert (len(preview.pages), preview.total) == (5, 7)
    page = preview.pages[0]
    assert (page.width, page.height, len(page.pixels)) == (200, 283, 3 * 200 * 283)
    assert page.pixels[:3] == b"\xff\0\0"
    assert page.pixels[-3:] == b"\xff\xff\xff"


def test_shows_a_picture_on_white_and_no_larger_than_asked():
    preview = preview_of(Wanted(png(), "image/png", 20), silent)
    page = preview.pages[0]
    assert (page.width, page.height, preview.total) == (20, 10, 1)
    assert page.pixels[:3] == b"\x7f\xbf\x7f"


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"%PDF-1.7\nnothing", "application/pdf", "damaged"),
        (pdf()[:400], "application/pdf", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png", "damaged"),
        (png()[:60], "image/png", "damaged"),
        (png((9000, 9000), "1", 1), "image/png", "too large"),
        (b"words", "text/plain", "no preview"),
    ],
)
def test_says_why_there_is_no_picture(content, kind, words):
    with pytest.raises(DeskError, match=words):
        preview_of(Wanted(content, kind, 200), silent)


def test_an_endless_page_is_cut_off():
    page = preview_of(Wanted(pdf(size=(10, 14000)), "application/pdf", 400), silent).pages[0]
    assert (page.width, page.height) == (400, 4800)


def test_knows_what_can_be_shown():
    assert can_be_shown("application/pdf")
    assert not can_be_shown("application/zip")

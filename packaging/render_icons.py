"""Render the drawing of the program's icon at the sizes that the systems ask for: PNG, Windows' ICO, macOS' ICNS.

python packaging/render_icons.py FOLDER
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parents[1] / "resources" / "icons" / "outsource-desk.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_KINDS = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def main(folder: Path) -> None:
    """Write `hicolor/SIZExSIZE/apps/outsource-desk.png`, `outsource-desk.ico` and `outsource-desk.icns`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    for size in SIZES:
        target = folder / "hicolor" / f"{size}x{size}" / "apps" / "outsource-desk.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(png(size))
    (folder / "outsource-desk.ico").write_bytes(ico())
    (folder / "outsource-desk.icns").write_bytes(icns())
    app.quit()


def png(size: int) -> bytes:
    """Return the drawing as a square PNG."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] (PySide takes bytes)
    return bytes(buffer.data().data())


def ico() -> bytes:
    """Return Windows' container of several PNGs."""
    pictures = [(size, png(size)) for size in ICO_SIZES]
    start = 6 + 16 * len(pictures)
    heads, bodies = b"", b""
    for size, picture in pictures:
        side = size % 256  # 256 is written as 0
        heads += struct.pack("<4B2H2I", side, side, 0, 0, 1, 32, len(picture), start + len(bodies))
        bodies += picture
    return struct.pack("<3H", 0, 1, len(pictures)) + heads + bodies


def icns() -> bytes:
    """Return macOS' container of several PNGs."""
    parts = b""
    for kind, size in ICNS_KINDS.items():
        picture = png(size)
        parts += kind + struct.pack(">I", 8 + len(picture)) + picture
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


if __name__ == "__main__":
    main(Path(sys.argv[1]))

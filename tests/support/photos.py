"""Photos as phones make them, and files that only look like photos."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from werkzeug.datastructures import FileStorage


def photo(
    *,
    kind: str = "JPEG",
    width: int = 60,
    height: int = 40,
    mode: str = "RGB",
    color: Any = "white",
    exif: bool = False,
    orientation: int = 1,
) -> bytes:
    """Return a photo, dark but for its left quarter if it tells of its camera."""
    image = Image.new(mode, (width, height), color)
    told: dict[str, Any] = {}
    if exif:
        image.paste((20, 20, 20), (width // 4, 0, width, height))
        tags = Image.Exif()
        tags[0x0110], tags[0x0112] = "Kamera Siti", orientation
        told = {"exif": tags, "comment": b"catatan rahasia"}
    content = BytesIO()
    image.save(content, kind, **told)
    return content.getvalue()


def heavy() -> bytes:
    """Return a small PNG that would unpack to 100,000 by 100,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def sent(
    content: bytes, *, name: str = "halaman.jpg", kind: str = "image/jpeg"
) -> FileStorage:
    """Return a file as a browser sends it."""
    return FileStorage(BytesIO(content), filename=name, content_type=kind)

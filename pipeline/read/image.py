"""Pictures as files: JPEG, PNG, and TIFF with many pages. Their text is recognised later."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from pipeline.errors import UnreadableFile
from schemas.page import FileFacts, Page, Pages

_TYPES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_PAPER = (7.0, 18.0)
"""Inches a sheet is long, A5 to A3: many files name a resolution that has no meaning."""
_A4 = 11.69
_COARSEST, _FINEST = 140.0, 450.0
"""Dots per inch; outside of this a picture is made larger or smaller."""
_LARGEST = 80_000_000
"""Pixels; a sheet of A3 at 600 dots per inch has 70 million."""


class Picture(NamedTuple):
    """A page as pixels, shape (height, width) or (height, width, 3), and its resolution."""

    pixels: np.ndarray
    dpi: float


def media_type_of(data: bytes) -> str | None:
    """What kind of picture a file is, by its first bytes; None where it is none."""
    return next((kind for start, kind in _TYPES.items() if data.startswith(start)), None)


def read_image(data: bytes, *, name: str) -> Pages:
    """A picture's pages without words, each named in the notes as unread.

    A page of a TIFF that is cut short has no size, and is the last one.

    Raises:
        UnreadableFile: the picture is damaged or far too large.
    """
    pages = []
    for number, picture in enumerate(pictures_of(data, name=name), 1):
        if picture is None:
            pages.append(Page(number, 0.0, 0.0, ()))
            break
        height, width = picture.pixels.shape[:2]
        scale = 72 / picture.dpi
        size = round(width * scale, 2), round(height * scale, 2)
        pages.append(Page(number, *size, (), is_scan=True))
    digest = hashlib.sha256(data).hexdigest()
    kind = media_type_of(data) or "image/unknown"
    facts = FileFacts(name, kind, digest, len(pages), "ocr", "unicode")
    return Pages(facts, tuple(pages), notes=tuple(f"unread-page:{p.number}" for p in pages))


def pictures_of(data: bytes, *, name: str) -> Iterator[Picture | None]:
    """The pictures of a file, upright as its camera says, at a resolution that can be read.

    None stands for a page after which the file is damaged; the pages before it are good.

    Raises:
        UnreadableFile: its first picture is damaged, or one of them is far too large.
    """
    for frame in frames_of(data, name=name):
        yield None if frame is None else _picture(frame)


def frames_of(data: bytes, *, name: str) -> Iterator[Image.Image | None]:
    """The same as they are stored, with their pixels loaded."""
    number = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # _LARGEST is less
            image = Image.open(io.BytesIO(data))
        with image:
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):  # noqa: B007
                if frame.width * frame.height > _LARGEST:
                    raise _too_large(name)
                frame.load()
                yield frame
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        if number > 1:
            yield None
            return
        raise UnreadableFile(
            name, "the picture is damaged", "open it in its own program and save it again"
        ) from error


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(name, "the picture is far too large", "scan the sheet at 300 dpi")


def upright(frame: Image.Image) -> Image.Image:
    """A frame turned as its camera says, grey or in colours (L or RGB), on white paper."""
    turned = ImageOps.exif_transpose(frame)
    if turned.mode.startswith("I"):  # sixteen bits, which a plain conversion would cut off
        return Image.fromarray((np.asarray(turned, np.float64) / 257).clip(0, 255).astype(np.uint8))
    if "A" in turned.getbands() or "transparency" in turned.info:
        paper = Image.new("RGBA", turned.size, "white")
        return Image.alpha_composite(paper, turned.convert("RGBA")).convert("RGB")
    return turned.convert("L" if turned.mode in ("1", "L") else "RGB")


def _picture(frame: Image.Image) -> Picture:
    plain, dpi = upright(frame), _resolution(frame)
    if dpi > _FINEST:
        factor = int(np.ceil(dpi / _FINEST))
        plain, dpi = plain.reduce(factor), dpi / factor
    elif dpi < _COARSEST:
        size = plain.width * 2, plain.height * 2
        plain, dpi = plain.resize(size, Image.Resampling.LANCZOS), dpi * 2
    return Picture(np.asarray(plain), dpi)


def _resolution(frame: Image.Image) -> float:
    """Dots per inch, by what the file says where that makes a sheet of paper, else as for A4."""
    longest = max(frame.size)
    said = frame.info.get("dpi", (0, 0))[0]
    dpi = float(said or 0)
    if dpi > 0 and _PAPER[0] <= longest / dpi <= _PAPER[1]:
        return dpi
    return longest / _A4

"""Pictures as pages of a PDF, without loss: JPEG as it is, all others as PNG packs them."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from pipeline.read.image import upright

_ORIENTATION = 0x0112
"""EXIF tag that says how a camera was held."""
_TURNS = {1: (1, 0, 0, 1, 0, 0), 3: (-1, 0, 0, -1, 1, 1),
          6: (0, -1, 1, 0, 0, 1), 8: (0, 1, -1, 0, 1, 0)}  # fmt: skip
"""What lays a picture upright on a page of 1 by 1, for each way to hold a camera."""
_PNG_HEAD = 8
_BAND_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB}


def add_sheet(
    pdf: Pdf, frame: Image.Image, data: bytes, *, width: float, height: float
) -> pikepdf.Page:
    """Append a page of a size in points with a picture, from a file's ``data``, that fills it."""
    held = frame.getexif().get(_ORIENTATION, 1)
    if frame.format == "JPEG" and frame.mode in ("L", "RGB") and held in _TURNS:
        # compressing it again would cost sharpness
        picture, turn = _picture(pdf, data, frame, Name.DCTDecode), _TURNS[held]
    else:
        picture, turn = _packed(pdf, frame), _TURNS[1]
    page = pdf.add_blank_page(page_size=(width, height))
    page.add_resource(picture, Name.XObject, Name("/Scan"))
    scaled = zip(turn, (width, height) * 3, strict=True)
    numbers = " ".join(f"{part * side:.4f}" for part, side in scaled)
    page.Contents = pdf.make_stream(f"q {numbers} cm /Scan Do Q\n".encode("ascii"))
    return page


def _packed(pdf: Pdf, frame: Image.Image) -> pikepdf.Stream:
    """Pixels as PNG packs them, which PDF reads as they are."""
    plain = upright(frame)
    if frame.mode == "1":
        plain = plain.convert("1", dither=Image.Dither.NONE)
    out = io.BytesIO()
    plain.save(out, "PNG")
    picture = _picture(pdf, _data_of_png(out.getvalue()), plain, Name.FlateDecode)
    picture.DecodeParms = Dictionary(
        Predictor=15, Colors=len(plain.getbands()), Columns=plain.width,
        BitsPerComponent=int(picture.BitsPerComponent),
    )  # fmt: skip
    return picture


def _picture(pdf: Pdf, data: bytes, image: Image.Image, how: pikepdf.Object) -> pikepdf.Stream:
    stream = pikepdf.Stream(pdf, data)
    stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, how
    stream.Width, stream.Height = image.size
    stream.ColorSpace = _BAND_SPACES[len(image.getbands())]
    stream.BitsPerComponent = 1 if image.mode == "1" else 8
    return stream


def _data_of_png(png: bytes) -> bytes:
    """The compressed pixels of a PNG file."""
    parts, at = [], _PNG_HEAD
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(parts)

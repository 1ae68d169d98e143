"""Plain text files: find the encoding, decode, refuse what is no text."""

from __future__ import annotations

import codecs
import unicodedata

from pipeline.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL_SHARE = 0.02
"""A text has next to no control characters; bytes of another format are full of them."""
_VIETNAMESE_SHARE = 0.02
"""cp1258 decodes any byte, so the result must look like Vietnamese to be believed."""


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    """The text of ``data`` and the codec that gave it.

    Raises:
        UnreadableFile: the bytes are no text in UTF-8, UTF-16 or cp1258.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strict(data, codec, name), codec.removesuffix("-sig")
    if codec := _utf16_without_mark(data):
        return _strict(data, codec, name), codec
    try:
        text, used = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, used = data.decode("cp1258", errors="replace"), "cp1258"
        if _share(text, _is_vietnamese_mark) < _VIETNAMESE_SHARE or "\ufffd" in text:
            raise _no_text(name) from None
    if _share(text, _is_control) > _CONTROL_SHARE:
        raise _no_text(name)
    return text, used


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error
    if _share(text, _is_control) > _CONTROL_SHARE:
        raise _no_text(name)
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows itself by NUL as every other byte of its spaces and digits."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) / 8 and even == 0:
        return "utf-16-le"
    if even > len(sample) / 8 and odd == 0:
        return "utf-16-be"
    return None


def _share(text: str, test: object) -> float:
    assert callable(test)
    sample = text[:100_000]
    return sum(map(test, sample)) / max(len(sample), 1)


def _is_control(char: str) -> bool:
    return char not in "\t\n\r\f\v" and unicodedata.category(char) in ("Cc", "Cn", "Co")


def _is_vietnamese_mark(char: str) -> bool:
    return char in "ăâđêôơưĂÂĐÊÔƠƯ" or unicodedata.combining(char) != 0


def _no_text(name: str) -> UnreadableFile:
    return UnreadableFile(
        name,
        "not a text in UTF-8, UTF-16 or cp1258",
        "give the original PDF or Word file, or save the text as UTF-8",
    )

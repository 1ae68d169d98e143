"""Plain text files: find the encoding, decode, refuse what is no text."""

from __future__ import annotations

import codecs
import unicodedata
from string import ascii_letters

from extractors.text.repair import repair
from extractors.text.syllables import legal_share
from pipeline.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL_SHARE = 0.02
"""A text has next to no control characters; bytes of another format are full of them."""
_LEGAL_SHARE = 0.6
_MARKED_SHARE = 0.02
"""Old encodings give a letter to every byte, so what they make must be Vietnamese."""


def decode(data: bytes, *, name: str) -> tuple[str, str]:
    """The text of ``data``, and the encoding it was in: ``unicode``, ``tcvn3``, ``vni`` ...

    Raises:
        UnreadableFile: the bytes are no text in Unicode or an old Vietnamese encoding.
    """
    text = _unicode(data, name)
    if text is None:
        text, encoding = repair(data.decode("latin-1"), from_bytes=True)
        if legal_share(text) < _LEGAL_SHARE or _share(text, _is_vietnamese_mark) < _MARKED_SHARE:
            raise _no_text(name)
    else:
        text, encoding = repair(text)
    if _share(text, _is_control) > _CONTROL_SHARE:
        raise _no_text(name)
    return text, encoding


def _unicode(data: bytes, name: str) -> str | None:
    """The text where the bytes are UTF-8 or UTF-16; None where they are something else."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strict(data, codec, name)
    if codec := _utf16_without_mark(data):
        return _strict(data, codec, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error


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
    return char.isalpha() and char not in ascii_letters


def _no_text(name: str) -> UnreadableFile:
    return UnreadableFile(
        name,
        "not a text in Unicode or an old Vietnamese encoding",
        "give the original PDF or Word file, or save the text as UTF-8",
    )

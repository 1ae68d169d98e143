"""Vietnamese letters as character classes: a range like ``à-ỹ`` holds capitals, too."""

from __future__ import annotations

import unicodedata

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_ACCENTED = "".join(unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES)

SMALL = "a-zđ" + "".join(c for c in _ACCENTED if c > "z")
"""Small letters, for use inside brackets of a pattern."""
CAPITAL = "A-ZĐ" + "".join(c for c in _ACCENTED.upper() if c > "Z")
"""Capital letters, for use inside brackets of a pattern."""

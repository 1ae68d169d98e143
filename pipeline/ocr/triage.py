"""Where the words of each page come from: its text layer, repaired or not, or recognition.

The measure is the share of legal Vietnamese syllables among words that can be judged, so
that tables, numbers and codes are no garbage. What a page was taken for, and why, is kept
in the record (``file.triage``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractors.text.syllables import Judged, judge
from schemas.page import Page, Pages, PageTriage

UNREAD = "unread-page"
GARBLED = "garbled-text"
POOR = "low-text-quality"

_READABLE = 0.8
"""Share of legal words below which a text layer is garbage."""
_READABLE_SCAN = 0.95
"""The same for words over a picture of the page: another program has recognised them, and
ours may do better. Printed Vietnamese has 0.98 and more."""
_ENOUGH = 30
"""Words that are enough to judge a page by."""


def to_recognise(pages: Pages) -> Mapping[int, str]:
    """Numbers of the pages whose text is a picture or is garbled, and which of the two."""
    if not pages.pages:
        return {}  # a text, or a Word file that may be all pictures
    unread = {int(n.partition(":")[2]) for n in pages.notes if n.startswith(f"{UNREAD}:")}
    found = dict.fromkeys(sorted(unread), UNREAD)
    for page in pages.pages:
        limit = _READABLE_SCAN if page.is_scan else _READABLE
        if page.number not in found and _is_below(page, limit):
            found[page.number] = GARBLED
    return found


def is_poor(page: Page) -> bool:
    """Whether too few of a page's words are Vietnamese."""
    return _is_below(page, _READABLE)


def _is_below(page: Page, limit: float) -> bool:
    return _has_few(quality(page), limit)


def _has_few(judged: Judged, limit: float) -> bool:
    return judged.counted >= _ENOUGH and judged.share < limit


def is_better(new: Page, old: Page) -> bool:
    """Whether recognition gave more than a text layer: not only a few words that are surer."""
    now, before = quality(new), quality(old)
    return now.share > before.share and 2 * now.legal >= before.legal


def quality(page: Page) -> Judged:
    """How many words of a page can be judged, and how many are legal."""
    return judge(" ".join(word.text for word in page.words))


def with_triage(pages: Pages, wanted: Mapping[int, str]) -> Pages:
    """Pages whose facts say of each where its words come from.

    ``wanted`` is what ``to_recognise`` said before any was recognised. A document without
    pages that is hardly Vietnamese has the note ``low-text-quality``.
    """
    triage = tuple(_triages(pages, wanted))
    is_garbled = not pages.pages and _has_few(judge(pages.text or ""), _READABLE)
    notes = (POOR,) if is_garbled and POOR not in pages.notes else ()
    return replace(pages, file=replace(pages.file, triage=triage), notes=(*pages.notes, *notes))


def _triages(pages: Pages, wanted: Mapping[int, str]) -> Iterator[PageTriage]:
    for page in pages.pages:
        judged = quality(page)
        share = round(judged.share, 3) if judged.counted else None
        reason = wanted.get(page.number)
        if not page.words:
            is_unread = f"{UNREAD}:{page.number}" in pages.notes
            yield PageTriage(page.number, "none", UNREAD if is_unread else "blank", None)
        elif any(word.confidence is not None for word in page.words):
            why = GARBLED if reason == GARBLED else "picture"
            yield PageTriage(page.number, "ocr", why, share)
        else:
            sound = "good" if page.encoding == "unicode" else page.encoding
            why = GARBLED if is_poor(page) else sound
            yield PageTriage(page.number, "text-layer", why, share)

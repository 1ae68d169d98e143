"""Which pages are to be recognised, and whether what came of it is better than what there was."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.text.syllables import Judged, judge
from schemas.page import Page, Pages

UNREAD = "unread-page"
GARBLED = "garbled-text"
POOR = "low-text-quality"

_READABLE = 0.8
"""Share of legal words below which a text layer may be another program's bad recognition."""
_ENOUGH = 30
"""Words that are enough to judge a page by."""


def to_recognise(pages: Pages) -> Mapping[int, str]:
    """Numbers of the pages whose text is a picture or is garbled, and which of the two."""
    unread = {int(n.partition(":")[2]) for n in pages.notes if n.startswith(f"{UNREAD}:")}
    found = dict.fromkeys(sorted(unread), UNREAD)
    for page in pages.pages:
        if page.number not in found and is_poor(page):
            found[page.number] = GARBLED
    return found


def is_poor(page: Page) -> bool:
    """Whether too few of a page's words are Vietnamese."""
    judged = quality(page)
    return judged.counted >= _ENOUGH and judged.share < _READABLE


def quality(page: Page) -> Judged:
    """How many words of a page can be judged, and how many are legal."""
    return judge(" ".join(word.text for word in page.words))

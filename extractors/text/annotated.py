"""What the language layer finds in a text, for extraction.

What a task's time and its body are can be seen in ``kehoach.nlp()``, too: both ask the layer.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.text.spans import Found
from schemas.time import TimeContext


@lru_cache(maxsize=256)
def read_spans(text: str, context: TimeContext | None = None) -> Found:
    """What the pipeline finds in a text, times resolved in a context; no tags are asked for."""
    from extractors.text.nlp import TAGGER, load  # spaCy takes a second: only where needed

    nlp = load()
    doc = nlp.make_doc(text)
    doc._.context = context or TimeContext()
    found: Found = nlp(doc, disable=[TAGGER])._.found
    return found

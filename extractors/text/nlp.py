"""The language layer: spaCy's documents over underthesea's words (only importer of spaCy).

No spaCy model for Vietnamese works offline, and its own tokenizer splits on spaces only;
here underthesea segments and tags, and what kehoach finds (citations, times, bodies)
stands in span groups, so that spaCy's matchers, scorer and displaCy serve us.

    >>> doc = load()("Sở Nội vụ báo cáo trước ngày 15/6/2024.")
    >>> [span.text for span in doc.spans["time"]]
    ['trước ngày 15/6/2024']
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.vocab import Vocab

from extractors.agency.mentions import find_bodies
from extractors.citation import mentions
from extractors.text.normalise import composed
from extractors.text.words import segment, tag
from extractors.time import find_times

TOKENIZER = "kehoach.underthesea.v1"
TAGGER, FINDER = "kehoach_tagger", "kehoach_finder"


class Tokenizer:
    """underthesea's words as spaCy tokens; the text of the document is the input, exactly.

    White space other than one space between two words becomes a token of its own, as
    in spaCy's own tokenizers.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in segment(text):
            _blank(text[at:start], words, spaces)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        _blank(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    # spaCy saves and loads a pipeline with its tokenizer; this one has no state of its own.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> Tokenizer:
        return self

    def to_disk(self, _: Path | str, **__: Any) -> None:
        return None

    def from_disk(self, _: Path | str, **__: Any) -> Tokenizer:
        return self


def _blank(gap: str, words: list[str], spaces: list[bool]) -> None:
    """Put the white space before a word on the word before, or in a token of its own."""
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def _create_tokenizer() -> Any:
    return lambda nlp: Tokenizer(nlp.vocab)


def tag_words(doc: Doc) -> Doc:
    """Set ``token.tag_`` to underthesea's part of speech, sentence by sentence."""
    words = [token for token in doc if not token.is_space]
    for token, part in zip(words, tag([t.text for t in words]), strict=True):
        token.tag_ = part
    return doc


def find_spans(doc: Doc) -> Doc:
    """Fill ``doc.spans`` with citations, times and bodies, on whole tokens."""
    text, places = composed(doc.text)
    cited = [c.span for c in mentions(text)]
    times = [(t.start, t.end) for t in find_times(text) if not _inside(t.start, cited)]
    bodies = find_bodies(text)
    for name, found in (("citation", cited), ("time", times), ("agency", bodies)):
        spans = [
            doc.char_span(places[a], places[b], label=name, alignment_mode="expand")
            for a, b in found
        ]
        doc.spans[name] = SpanGroup(doc, name=name, spans=[s for s in spans if s is not None])
    return doc


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


# Called rather than written as decorators, which would leave the functions without types.
spacy.registry.tokenizers(TOKENIZER, func=_create_tokenizer)
Language.component(TAGGER, func=tag_words)
Language.component(FINDER, func=find_spans)


@cache
def load() -> Language:
    """The pipeline: tokenizer, tagger, span groups. Made once, shared."""
    config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}
    nlp = spacy.blank("xx", config=config)
    nlp.add_pipe(TAGGER)
    nlp.add_pipe(FINDER)
    return nlp

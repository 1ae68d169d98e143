"""The language layer: spaCy's documents over underthesea's words (only importer of spaCy).

No spaCy model for Vietnamese works offline, and its own tokenizer splits on spaces only;
here underthesea segments and tags, and what kehoach finds (citations, times, bodies)
stands in span groups, so that spaCy's matchers, scorer and displaCy serve us. Tasks and
assignments in prose are read from these spans.

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

from extractors.text.normalise import composed
from extractors.text.spans import find
from extractors.text.words import segment, tag
from schemas.time import TimeContext

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
    """Fill ``doc.spans`` with citations, times, bodies and who acts, on whole tokens.

    A document that came with a context keeps what was found, its times resolved, in
    ``doc._.found``.
    """
    text, places = composed(doc.text)
    found = find(text, doc._.context or TimeContext())
    times = [(t.start, t.end) for t in found.times]
    for name, spans in (
        ("citation", found.citations),
        ("time", times),
        ("agency", found.agencies),
        ("subject", found.subjects),
    ):
        placed = (
            doc.char_span(places[a], places[b], label=name, alignment_mode="expand")
            for a, b in spans
        )
        doc.spans[name] = SpanGroup(doc, name=name, spans=[s for s in placed if s is not None])
    if doc._.context is not None:
        doc._.found = found
    return doc


# Called rather than written as decorators, which would leave the functions without types.
spacy.registry.tokenizers(TOKENIZER, func=_create_tokenizer)
Language.component(TAGGER, func=tag_words)
Language.component(FINDER, func=find_spans)
for _name in ("context", "found"):
    Doc.set_extension(_name, default=None, force=True)


@cache
def load() -> Language:
    """The pipeline: tokenizer, tagger, span groups. Made once, shared."""
    config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}
    nlp = spacy.blank("xx", config=config)
    nlp.add_pipe(TAGGER)
    nlp.add_pipe(FINDER)
    return nlp

"""What recognition got wrong and the page itself sets right; pure, and with what was seen kept.

A correction needs proof on the page: a closed phrase, a pair of words with one reading, a
sequence. Every word changed keeps in ``raw`` what the engine saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.recognised.handwriting import without_handwriting
from extractors.recognised.labels import with_figure_one
from extractors.recognised.numbers import with_figures
from extractors.recognised.ordinals import with_ordinals
from extractors.recognised.phrases import with_marks
from extractors.recognised.symbols import with_symbols
from schemas.page import Page
from schemas.word import Word

Line = list[Word]


def corrected(pages: Iterable[Page]) -> tuple[Page, ...]:
    """Pages that were recognised, with their words corrected; in the order they came."""
    numbered = [_with_ordinals(page) for page in pages]
    flows = [flow for page in numbered for flow in _flows(page.words)]
    marked = with_marks([[w.text for w in flow] for flow in flows])
    new = iter(
        [
            _retold(flow, with_figures(with_symbols(texts)))
            for flow, texts in zip(flows, marked, strict=True)
        ]
    )
    out = []
    for page in numbered:
        words = [word for _ in _flows(page.words) for word in next(new)]
        lines = _lines(words) if page.number == 1 else [words]
        made = (without_handwriting(line) if page.number == 1 else line for line in lines)
        out.append(replace(page, words=tuple(word for line in made for word in line)))
    return tuple(out)


def _with_ordinals(page: Page) -> Page:
    labelled = with_figure_one(_lines(page.words))
    page = replace(page, words=tuple(word for line in labelled for word in line))
    texts = with_ordinals(page)
    words = (_told(w, texts.get(i, w.text)) for i, w in enumerate(page.words))
    return replace(page, words=tuple(words))


def _retold(words: Sequence[Word], texts: Sequence[str]) -> Line:
    """Words with new texts; those that became empty are gone."""
    return [_told(w, text) for w, text in zip(words, texts, strict=True) if text]


def _told(word: Word, text: str) -> Word:
    return word if text == word.text else word._replace(text=text, raw=word.raw or word.text)


def _lines(words: Iterable[Word]) -> list[Line]:
    """Words in lines, as the engine saw them: those of a line follow one another."""
    lines: list[Line] = []
    for word in words:
        last = lines[-1][-1] if lines else None
        if last is not None and last.box and word.box and _goes_on(last, word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _goes_on(last: Word, word: Word) -> bool:
    assert last.box is not None and word.box is not None
    return (
        abs(last.box.bottom - word.box.bottom) < 0.3 * word.box.height and word.box.x0 > last.box.x0
    )


def _flows(words: Iterable[Word]) -> list[Line]:
    """Lines that stand one under another, in a cell or a paragraph, made one."""
    flows: list[Line] = []
    above: Line | None = None
    for line in _lines(words):
        if above is not None and _is_below(above, line):
            flows[-1].extend(line)
        else:
            flows.append(list(line))
        above = line
    return flows


def _is_below(above: Line, line: Line) -> bool:
    one, two, end = above[0].box, line[0].box, above[-1].box
    if one is None or two is None or end is None:
        return False
    step = two.bottom - one.bottom
    return 0 < step < 2 * max(one.height, two.height) and two.x0 < end.x1

"""Headings and items in their order: who stands under whom.

Offices nest labels as they like (``I. 1. a) -``, ``A. I. 1.1``), so a level is the place
of a label's kind in the order in which kinds appeared above it, not the label itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.periods import names_period, names_session
from extractors.text.fold import fold, is_upper
from extractors.text.labels import Label, label_of
from schemas.layout import Block, Paragraph, Passage, Table

_FORMULA = re.compile(
    r"(?:trong quá trình|trên đây là|nhận được|đề nghị .{0,80}triển khai|kế hoạch này)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph with a label, or a paragraph of running text (``label`` None)."""

    index: int
    """Its place in the outline."""
    label: Label | None
    passage: Passage
    """The text without its label."""
    paragraph: Paragraph
    parent: int | None
    level: int
    children: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    """Tables that stand directly under it."""

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def key(self) -> str:
        return fold(self.text).strip(" .:;")


@dataclass(frozen=True, slots=True)
class Outline:
    items: tuple[Item, ...]

    def path(self, item: Item) -> list[Item]:
        """The headings above an item, the nearest first."""
        out = []
        while item.parent is not None:
            item = self.items[item.parent]
            out.append(item)
        return out

    def under(self, item: Item) -> list[Item]:
        return [self.items[i] for i in item.children]


def is_heading(item: Item) -> bool:
    """Whether a labelled paragraph is a heading rather than a sentence."""
    if item.label is None or item.label.kind in ("dash", "plus"):
        return False
    text = item.text
    if is_upper(text) or text.endswith(":"):
        return True
    return (bool(item.children) and not text.endswith((".", ";"))) or item.paragraph.bold


def closes(text: str) -> bool:
    """Whether a paragraph is the formula that ends a document's content."""
    return _FORMULA.match(text) is not None or text.rstrip(" .").endswith("./")


def build(blocks: Iterable[Block]) -> Outline:
    """The outline of a body; tables hang on the item above them."""
    stack: list[tuple[str, int]] = []
    children: dict[int, list[int]] = {}
    tables: dict[int, list[Table]] = {}
    raw: list[tuple[Label | None, Passage, Paragraph, int | None, int]] = []
    for block in _whole_headings(blocks):
        if isinstance(block, Table):
            tables.setdefault(len(raw) - 1, []).append(block)
            continue
        label = label_of(block.text)
        rank = _rank_of(label) if label else _rank_of_period(block.text)
        if rank is not None:
            _unwind(stack, rank)
        parent = stack[-1][1] if stack else None
        level = len(stack)
        if rank is not None:
            stack.append((rank, len(raw)))
        if parent is not None:
            children.setdefault(parent, []).append(len(raw))
        passage = block.passage.part(label.end if label else 0)
        raw.append((label, passage, block, parent, level))
    return Outline(
        tuple(
            Item(i, *row, tuple(children.get(i, ())), tuple(tables.get(i, ())))
            for i, row in enumerate(raw)
        )
    )


def _whole_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with headings in capitals that were broken over two paragraphs joined."""
    held: Paragraph | None = None
    for block in blocks:
        if held is not None and isinstance(block, Paragraph) and _ends_heading(held, block):
            held = Paragraph(
                (*held.lines, *block.lines),
                Passage.join((held.passage, block.passage)),
                held.side,
                held.centred,
            )
            continue
        if held is not None:
            yield held
        held = block if isinstance(block, Paragraph) else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _ends_heading(heading: Paragraph, rest: Paragraph) -> bool:
    """Whether a paragraph is the rest of the heading before it: ``… TRONG NĂM`` + ``2026``."""
    if label_of(heading.text) is None or label_of(rest.text) is not None:
        return False
    capital = not any(c.islower() for c in rest.text) and len(rest.text) < 60
    return (
        capital and is_upper(heading.text) and not heading.text.rstrip().endswith((".", ":", ";"))
    )


def _rank_of_period(text: str) -> str | None:
    """A line without a label heads what follows if it names a day, a month, a morning."""
    if names_period(text):
        return "period"
    return "session" if names_session(text) else None


def _rank_of(label: Label) -> str:
    """Kinds that stand for the same level; ``1.1`` and ``1.1.1`` are levels of their own."""
    if label.kind == "decimal":
        return f"decimal{label.text.count('.')}"
    return label.kind


def _unwind(stack: list[tuple[str, int]], rank: str) -> None:
    """Close the levels that a label of this rank ends."""
    ranks = [r for r, _ in stack]
    if rank in ranks:
        del stack[ranks.index(rank) :]
        return
    if rank == "period":  # what was listed before has ended
        while stack and stack[-1][0] in ("dash", "plus", "letter", "paren", "session"):
            stack.pop()
    if rank.startswith("decimal"):  # 1.2 stands under 1., above a)
        while (
            stack
            and stack[-1][0] not in ("part", "roman", "capital", "number", "article")
            and not (stack[-1][0].startswith("decimal") and stack[-1][0] < rank)
        ):
            stack.pop()
    elif rank in ("part", "roman") or (
        rank == "number" and ranks and ranks[-1].startswith("decimal")
    ):
        while stack and stack[-1][0] not in ("part", "roman", "capital"):
            stack.pop()


def sections(outline: Outline, named: re.Pattern[str]) -> list[Item]:
    """Headings whose key matches ``named``, outermost only."""
    found: list[Item] = []
    for item in outline.items:
        if item.label is None or item.label.kind in ("dash", "plus") or len(item.text) > 140:
            continue
        inside = any(above in found for above in outline.path(item))
        if not inside and named.search(item.key):
            found.append(item)
    return found


def heading_text(item: Item) -> str:
    """A heading as printed, label included: ``1. Cải cách thể chế``."""
    return item.paragraph.text


def leaves(outline: Outline, items: Sequence[Item]) -> list[Item]:
    """The finest items under ``items``, in order."""
    out: list[Item] = []
    for item in items:
        below = [c for c in outline.under(item) if c.label is not None]
        out += leaves(outline, below) if below else [item]
    return out

"""A small document as a PDF."""

from __future__ import annotations

import json

import typst

from tests.variety.notation import (
    FOOT,
    HEAD,
    NUMBER,
    OPENING,
    Document,
    Grid,
    Text,
    Turn,
    parts_of,
)

_FORM = """
#set page(paper: "a4", margin: (top: 2cm, bottom: 2cm, left: 3cm, right: 1.7cm))
#set text(font: "Libertinus Serif", size: 13pt, lang: "vi", fallback: false, hyphenate: false,
  costs: (orphan: 0%, widow: 0%))
#set par(justify: true, leading: 0.55em, spacing: 0.85em, first-line-indent: (amount: 1.27cm, all: true))
#let plain(body) = { set par(justify: false, first-line-indent: 0pt, spacing: 0.5em, leading: 0.4em); body }
#let lines(words) = plain(words.split(" / ").join(linebreak()))
#let sides(size: 13pt, ..texts) = plain({ set align(center); set text(size: size); grid(columns: (7fr, 10fr), row-gutter: 3mm, ..texts.pos().map(lines)) })
"""


def as_pdf(document: Document) -> bytes:
    return letter(document, "\n".join(_body(document)))


def letter(document: Document, body: str) -> bytes:
    """The letter of a document around a body in the typesetter's own language."""
    head = ", ".join(map(_quoted, (*HEAD, document.number, NUMBER[1])))
    title = " / ".join(document.headlines)
    left, right = map(_quoted, FOOT)
    source = [
        _FORM,
        f"#sides(size: 12pt, {head})",
        f"#align(center, strong(lines({_quoted(title)})))",
        *(_text(part) for part in parts_of(OPENING) if isinstance(part, Text)),
        body,
        f"#plain(grid(columns: (8fr, 9fr), lines({left}), align(center, lines({right}))))",
    ]
    text = "\n".join(source).encode()
    return typst.compile(text, format="pdf", ignore_system_fonts=True, pdf_tags=False)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _body(document: Document) -> list[str]:
    out: list[str] = []
    for part in parts_of(document.body):
        if isinstance(part, Grid):
            out.append(table(part))
        else:
            out.append("#set page(flipped: true)" if isinstance(part, Turn) else _text(part))
    return out


def _text(part: Text) -> str:
    words = f"par({_quoted(part.text)})"
    return f"#block({f'strong({words})' if part.bold else words})"


def table(grid: Grid, *, stroke: str = "0.5pt") -> str:
    cells = [
        f"table.cell(x: {c.col}, y: {c.row}, rowspan: {c.rowspan}, colspan: {c.colspan}, lines({_quoted(c.text)}))"
        for c in grid.cells
    ]
    columns = ", ".join(f"{share}fr" for share in _shares(grid))
    return (
        f"#text(size: 11pt, table(columns: ({columns},), stroke: {stroke}, inset: (x: 1.5mm, y: 1.5mm),"
        f" align: left, {', '.join(cells)}))"
    )


def _shares(grid: Grid) -> list[int]:
    """Widths by what stands in a column."""
    most = [4] * grid.n_cols
    for cell in grid.cells:
        if cell.colspan == 1:
            most[cell.col] = max(most[cell.col], min(len(cell.text), 40))
            longest = max(map(len, cell.text.split()), default=0)
            most[cell.col] = max(most[cell.col], longest + 4)
    return [m + 4 for m in most]

"""kehoach graph: what a document cites, and what cites it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach.commands.options import archive_option

if TYPE_CHECKING:
    from rich.tree import Tree

    from pipeline.graph import Graph, Link, Node

_RELATIONS = {"carries_out": "thực hiện", "rests_on": "căn cứ"}


@click.command()
@click.argument("document", metavar="DOC")
@archive_option
@click.option("--depth", type=click.IntRange(min=1), default=1, show_default=True,
              help="How many steps away to look.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "dot"]), default="text",
              show_default=True, help="dot is the language of Graphviz.")  # fmt: skip
def graph(*, document: str, archive: Path, depth: int, form: str) -> None:
    """Show what a document cites and what cites it.

    DOC is a number, a key, the beginning of an identity, or the name of a file. A document
    that is only cited may be asked for, too.

    Example: kehoach graph 766/QĐ-TTg --archive archive
    """
    from pipeline.catalog import open_reader
    from pipeline.graph import graph as ask

    reader = open_reader(archive)
    try:
        found = ask(reader, document, depth=depth)
    finally:
        reader.close()
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str))
    elif form == "dot":
        click.echo("\n".join(_dot(found)))
    else:
        from kehoach.show import console

        console().print(_tree(found))


def _tree(found: Graph) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(_name(found.document)), highlight=False)
    for title, links in (("viện dẫn", found.cites), ("được viện dẫn trong", found.cited_by)):
        branch = tree.add(f"{title} ({len(links)})")
        for link in links:
            _grow(branch, link)
    return tree


def _grow(tree: Tree, link: Link) -> None:
    from rich.text import Text

    branch = tree.add(Text(" ".join([*_marks(link), _name(link.node)])))
    for further in link.beyond:
        _grow(branch, further)


def _marks(link: Link) -> Iterator[str]:
    if link.relation:
        yield f"{_RELATIONS[link.relation]}:"
    if link.dated_after:
        yield "(! ban hành sau văn bản viện dẫn nó)"
    if link.closes_circle:
        yield "(! khép vòng)"
    if link.matches > 1:
        yield f"(? {link.matches} bản trong kho)"


def _name(node: Node) -> str:
    """A document on one line: number, day, issuer, subject, and where it is in the archive."""
    from kehoach.show import day

    parts = (node.number or node.kind, day(node.issued_on), node.issuer, node.title)
    called = ", ".join(part for part in parts if part)
    return f"{called} [{node.document_id[:12]}]" if node.document_id else called


def _dot(found: Graph) -> Iterator[str]:
    """The graph in the language of Graphviz; what is not in the archive is dashed."""
    yield "digraph {"
    yield "  node [shape=box];"
    nodes: dict[str, Node] = {_id(found.document): found.document}
    edges: dict[str, None] = {}
    for link, citing, cited in _edges(found):
        nodes |= {_id(citing): citing, _id(cited): cited}
        wrong = ", color=red" if link.dated_after or link.closes_circle else ""
        label = _RELATIONS.get(link.relation or "", "")
        edges[f"  {_id(citing)} -> {_id(cited)} [label={_quoted(label)}{wrong}];"] = None
    for identity, node in nodes.items():
        style = "" if node.document_id else ", style=dashed"
        yield f"  {identity} [label={_quoted(_label(node))}{style}];"
    yield from edges
    yield "}"


def _edges(found: Graph) -> Iterator[tuple[Link, Node, Node]]:
    def follow(node: Node, links: tuple[Link, ...], *, back: bool) -> Iterator[Any]:
        for link in links:
            yield (link, link.node, node) if back else (link, node, link.node)
            yield from follow(link.node, link.beyond, back=back)

    yield from follow(found.document, found.cites, back=False)
    yield from follow(found.document, found.cited_by, back=True)


def _id(node: Node) -> str:
    return _quoted(node.document_id or node.key or _label(node))


def _label(node: Node) -> str:
    return " ".join(part for part in (node.number or node.kind, node.title) if part)[:80]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'

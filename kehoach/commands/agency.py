"""kehoach agency: what a user says of the bodies of an archive."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach.commands.options import archive_option

if TYPE_CHECKING:
    from extractors.agency.own import Own
    from pipeline.catalog import Agency, Catalog

Row = dict[str, Any]


@click.group()
def agency() -> None:
    """Name the bodies of an archive.

    What is said here wins over what kehoach knows of itself. Documents in the archive are
    resolved again at once, without reading their files; so are those that come later.
    """


@contextmanager
def _opened(archive: Path) -> Iterator[Catalog]:
    from pipeline.catalog import open_catalog

    catalog = open_catalog(archive)
    try:
        yield catalog
    finally:
        catalog.close()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _resolve(catalog: Catalog) -> str:
    from kehoach.show import many
    from pipeline.agencies import resolve_again

    def tell(done: int, total: int) -> None:
        if done % 100 == 0:
            click.echo(f"{done} of {total} documents resolved", err=True)

    return f"{many(resolve_again(catalog, done=tell), 'document')} resolved again"


@agency.command()
@click.argument("words")
@click.argument("identity", metavar="ID")
@archive_option
@click.option("--name", metavar="NAME", help="Full name of a body the archive does not have yet.")
@click.option("--issuer", metavar="ID", help="Only in the documents that this body issued.")
@click.option("--instead", is_flag=True, help="Take the words from the body they name now.")
def add(
    *, words: str, identity: str, archive: Path, name: str | None, issuer: str | None, instead: bool
) -> None:
    """Let words name a body.

    WORDS are a whole name as it is printed, without posts and brackets; ID is the identity
    of the body ('kehoach agency list' shows them).

    Example: kehoach agency add "Phòng TCCB" phong-noi-vu@huyen-phu-loc --archive archive
    """
    from pipeline import agencies

    with _opened(archive) as catalog:
        made = agencies.add(
            catalog, words, identity, name=name, issuer=issuer, instead=instead, at=_now()
        )
        click.echo(f"'{made.text}' is {made.agency_id} ({made.name}); {_resolve(catalog)}")


@agency.command()
@click.argument("identity", metavar="ID")
@click.argument("into", metavar="INTO")
@archive_option
def merge(*, identity: str, into: str, archive: Path) -> None:
    """Let two identities be one body.

    Whatever is ID becomes INTO; the words of both stay as they are printed.
    """
    from pipeline import agencies

    with _opened(archive) as catalog:
        made = agencies.merge(catalog, identity, into, at=_now())
        click.echo(f"{made.agency_id} is {made.into} ({made.name}); {_resolve(catalog)}")


@agency.command()
@click.argument("what")
@archive_option
@click.option("--issuer", metavar="ID", help="The issuer the words were added for.")
def remove(*, what: str, archive: Path, issuer: str | None) -> None:
    """Take back what was added or merged.

    WHAT are the words that were added, or the ID that was merged.
    """
    from pipeline import agencies

    with _opened(archive) as catalog:
        agencies.remove(catalog, what, issuer=issuer)
        click.echo(f"'{what}' is taken back; {_resolve(catalog)}")


@agency.command(name="list")
@click.argument("part", required=False)
@archive_option
@click.option("--unknown", is_flag=True, help="Only those that kehoach knows nothing of.")
@click.option("--nobody", is_flag=True, help="Words that nobody could be found for, instead.")
@click.option("--own", is_flag=True, help="What was added and merged, instead.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text",
              show_default=True, help="How to print them.")  # fmt: skip
def list_(
    *, part: str | None, archive: Path, unknown: bool, nobody: bool, own: bool, form: str
) -> None:
    """Show the bodies of an archive.

    PART is a part of a name, of its wordings, or of an identity.
    """
    from pipeline import catalog as cat

    with _opened(archive) as catalog:
        said = cat.own(catalog)
        if own:
            rows = _said(said)
        else:
            found = cat.nobody(catalog) if nobody else cat.agencies(catalog)
            rows = [_row(a) for a in found if not unknown or _is_unknown(a, said)]
    columns = _SAID if own else _BODY
    _print([r for r in rows if part is None or _has(r, part)], form, columns)


_BODY = ("id", "name", "documents", "wordings")
_SAID = ("said", "issuer", "id", "name")


def _row(body: Agency) -> Row:
    wordings = " | ".join(body.wordings)
    return dict(zip(_BODY, (body.agency_id, body.name, body.documents, wordings), strict=True))


def _said(own: Own) -> list[Row]:
    aliases = [(a.text, a.issuer or "", a.agency_id, a.name) for a in own.aliases]
    merges = [(m.agency_id, "", m.into, m.name) for m in own.merges]
    return [dict(zip(_SAID, said, strict=True)) for said in (*aliases, *merges)]


def _is_unknown(body: Agency, own: Own) -> bool:
    from extractors.agency.registry import is_known

    return not is_known(body.agency_id) and body.agency_id not in own.ids


def _has(row: Row, part: str) -> bool:
    from pipeline.calendar import named

    return any(named(part, value, value) for value in row.values())


def _print(rows: list[Row], form: str, columns: tuple[str, ...]) -> None:
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if form == "csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        click.echo(text.getvalue(), nl=False)
        return
    for row in rows:  # identities are for copying: no table cuts them
        click.echo(_lines(row))
    click.echo(f"{len(rows)} in all", err=True)


def _lines(row: Row) -> str:
    if "said" in row:
        of = f" (in documents of {row['issuer']})" if row["issuer"] else ""
        return f"{row['said']}{of}\n    is {row['id']}: {row['name']}"
    return f"{row['id'] or '?'}  [{row['documents']}]\n    {row['name']}\n    {row['wordings']}"

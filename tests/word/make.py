"""Word documents written by hand: as much XML as a case needs, with fictional names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def r(text: str, props: str = "") -> str:
    """A run; tabs and line ends become the elements that Word writes for them."""
    inner = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    inner = inner.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    rpr = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f"<w:r>{rpr}<w:t xml:space='preserve'>{inner}</w:t></w:r>"


def p(
    *content: str,
    jc: str = "",
    style: str = "",
    num: str = "",
    level: int | None = 0,
    ppr: str = "",
) -> str:
    """A paragraph of runs; a text without markup is a run."""
    runs = "".join(c if c.startswith("<") else r(c) for c in content)
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
        props += f'<w:numPr>{ilvl}<w:numId w:val="{num}"/></w:numPr>'
    props += (f'<w:jc w:val="{jc}"/>' if jc else "") + ppr
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def tc(*content: str, span: int = 1, merge: str = "", props: str = "") -> str:
    """A cell; ``merge`` is ``restart`` or ``continue`` for a vertical merge."""
    inner = "".join(c if c.startswith("<") else p(c) for c in content) or p()
    if span > 1:
        props += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        props += "<w:vMerge/>" if merge == "continue" else f'<w:vMerge w:val="{merge}"/>'
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, header: bool = False, before: int = 0, props: str = "") -> str:
    props += "<w:tblHeader/>" if header else ""
    props += f'<w:gridBefore w:val="{before}"/>' if before else ""
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str, widths: Iterable[int] = (), ruled: bool = True, props: str = "") -> str:
    """A table; ``widths`` are those of its grid, in points; ``props`` follow its borders."""
    grid = "".join(f'<w:gridCol w:w="{20 * width}"/>' for width in widths)
    borders = f"<w:tblBorders>{BORDERS}</w:tblBorders>" if ruled else ""
    props = f"<w:tblPr>{borders}{props}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{props}{''.join(rows)}</w:tbl>"


def lvl(at: int, fmt: str, text: str, more: str = "") -> str:
    """A level of a list definition; ``more`` comes before its text."""
    start = "" if "w:start " in more else '<w:start w:val="1"/>'
    return (
        f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def abstract(name: str, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: str, of: str, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(name: str, props: str = "", *, based: str = "", kind: str = "paragraph", label: str = "",
          default: bool = False) -> str:  # fmt: skip
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{first} w:styleId="{name}"><w:name w:val="{label or name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + f"{props}</w:style>"
    )


def text_box(*content: str) -> str:
    """A text box as Word stores it: once for new programs, once for old ones."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str) -> str:
    """A field: an instruction that is not printed, and the result that is."""
    return (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r(result)}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


def docx(
    *body: str,
    styles: str = "",
    numbering: str = "",
    namespace: str = W,
    more: dict[str, str] | None = None,
) -> bytes:
    """A Word file whose body is ``body``."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations(
            {"styles": "styles.xml", "numbering": "numbering.xml"}
        ),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
    }
    return package({n: t.replace(W, namespace) for n, t in (parts | (more or {})).items()})


def relations(targets: dict[str, str]) -> str:
    """A part of relations: of each kind its target, named r0, r1 … in turn."""
    inner = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()

"""Typesets the sample documents from `src/*.typ`, and spoils some for the tests of bad input.

    python samples/make.py            write the PDFs, and `bad/`
    python samples/make.py --check    compare what is committed with a rebuild; exit 1 if it differs

Only the text of a PDF is compared: its bytes change with the version of the typesetter.
Fonts are those inside the `typst` package, so a rebuild needs no network and no system font.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import random
import sys
from pathlib import Path

import pypdfium2
import typst

HERE = Path(__file__).parent
MADE_ON = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
"""Date written into the PDFs: a fixed one, so that a rebuild is the same file."""

POEM = """Bên hiên nhà cũ

Chiều nghiêng xuống mái ngói nâu,
Con mèo ngái ngủ cuộn đầu bên thềm.
Gió đi qua giậu, rất êm,
Mang mùi hoa bưởi trải thêm một vòng.

Mẹ ngồi vá áo, ngó trông,
Đường quê ai gánh lúa đồng về chưa.
Tôi ngồi đếm hạt nắng thưa
Rơi trên trang vở ngày xưa bỏ quên.
"""
PASSWORD = b"samples"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""The string that pads passwords in PDF encryption (PDF 1.7, algorithm 2)."""


def typeset(source: Path) -> bytes:
    """The PDF of one Typst source."""
    return typst.compile(
        source, format="pdf", ignore_system_fonts=True, timestamp=MADE_ON, pdf_tags=False
    )


def text_of(pdf: bytes) -> str:
    """The text layer, page after page, words separated by single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return "\f".join(" ".join(page.split()) for page in pages)


def documents() -> dict[str, bytes]:
    """File name -> PDF, for every source that is a document."""
    sources = sorted(p for p in (HERE / "src").glob("*.typ") if p.stem != "form")
    return {f"{source.stem}.pdf": typeset(source) for source in sources}


def spoiled(whole: bytes) -> dict[str, bytes]:
    """File name -> contents of the files that cannot be read, or hold no plan."""
    noise = random.Random(7)
    return {
        "empty.txt": b"",
        "pdf-renamed.txt": whole,
        "random.pdf": noise.randbytes(4096),
        "random.txt": noise.randbytes(4096),
        "not-a-plan.txt": POEM.encode(),
        "encrypted.pdf": encrypted_pdf("Noi dung nay duoc bao ve bang mat khau."),
        "truncated.pdf": whole[: len(whole) // 2],
    }


def encrypted_pdf(words: str) -> bytes:
    """A one-page PDF that opens only with `PASSWORD` (40-bit RC4, the oldest scheme there is)."""
    padded = (PASSWORD + PADDING)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    permissions, name = -4, hashlib.md5(words.encode()).digest()
    facts = padded + owner + permissions.to_bytes(4, "little", signed=True) + name
    key = hashlib.md5(facts).digest()[:5]
    user = rc4(key, PADDING)
    # A stream's own key takes in its object's number (4) and generation (0).
    stream_key = hashlib.md5(key + b"\x04\x00\x00\x00\x00").digest()[:10]
    stream = rc4(stream_key, f"BT /F1 14 Tf 72 760 Td ({words}) Tj ET".encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P %d >>"
        % (owner.hex().encode(), user.hex().encode(), permissions),
    ]
    trailer = b"/Root 1 0 R /Encrypt 6 0 R /ID [<%b> <%b>]" % ((name.hex().encode(),) * 2)
    return assembled(objects, trailer)


def assembled(objects: list[bytes], trailer: bytes) -> bytes:
    """A PDF file around its objects, numbered from 1."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
        + b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))
    )


def rc4(key: bytes, data: bytes) -> bytes:
    """The RC4 cipher; the same call encrypts and decrypts."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def write() -> None:
    """Write every PDF beside this script, and the spoiled files in `bad/`."""
    made = documents()
    for name, pdf in made.items():
        (HERE / name).write_bytes(pdf)
    for name, content in spoiled(made["notice-consultation.pdf"]).items():
        (HERE / "bad" / name).write_bytes(content)


def differences() -> list[str]:
    """What is committed and differs from a rebuild, one sentence each."""
    made = documents()
    found = [
        f"{name}: {'the text differs' if (HERE / name).exists() else 'missing'}"
        for name, pdf in made.items()
        if not (HERE / name).exists() or text_of((HERE / name).read_bytes()) != text_of(pdf)
    ]
    # The spoiled files are cut from the committed PDF: its bytes, not a rebuild's.
    whole = HERE / "notice-consultation.pdf"
    expected = spoiled(whole.read_bytes()) if whole.exists() else {}
    for name, content in expected.items():
        path = HERE / "bad" / name
        if not path.exists() or path.read_bytes() != content:
            found.append(f"bad/{name}: differs from what this script makes")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if not parser.parse_args().check:
        write()
        return 0
    found = differences()
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

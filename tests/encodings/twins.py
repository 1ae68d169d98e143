"""One document in many scripts: a text, a Word file and PDFs, in Unicode and in each old encoding.

What is written is the same; only letters are stored in another way, so that each file must
give the record of its Unicode twin.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.read.pdf import read_pdf
from schemas.page import Page
from schemas.word import Word
from tests.encodings.pdfs import Run, bare, glyph_numbers, pages_of
from tests.encodings.tables import has_tcvn3, to_cp1258, to_tcvn3, to_viscii, to_vni
from tests.word.make import docx, p, r, tbl, tr

_SPACES = {"Unmapped": "\x03"}
SAMPLES = Path(__file__).parents[2] / "samples"

HEAD = [
    ["ỦY BAN NHÂN DÂN\nHUYỆN ĐÔNG LĨNH\nSố: 27/KH-UBND",
     "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
     "Đông Lĩnh, ngày 28 tháng 01 năm 2022"],
]  # fmt: skip
BODY = """\
KẾ HOẠCH
Phòng, chống thiên tai và tìm kiếm cứu nạn năm 2022

Căn cứ Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013;
Căn cứ Nghị định số 66/2021/NĐ-CP ngày 06 tháng 7 năm 2021 của Chính phủ;
Ủy ban nhân dân huyện ban hành Kế hoạch với các nội dung sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
a) Chủ động phòng ngừa, ứng phó kịp thời, khắc phục khẩn trương hậu quả thiên tai.
b) Nâng cao năng lực chỉ huy tại chỗ của chính quyền cơ sở và kỹ năng tự bảo vệ của người dân.
II. NỘI DUNG THỰC HIỆN""".split("\n")
TABLE = [
    ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"],
    ["1", "Kiện toàn Ban Chỉ huy phòng, chống thiên tai", "Phòng Nông nghiệp và Phát triển nông thôn",
     "Phòng Nội vụ; Văn phòng HĐND và UBND huyện", "Trong tháng 02/2022"],
    ["2", "Xây dựng phương án ứng phó với bão mạnh, lũ lớn", "Ban Chỉ huy quân sự huyện",
     "Công an huyện", "Trước ngày 15/4/2022"],
    ["3", "Hướng dẫn các xã, thị trấn rà soát kế hoạch", "UBND các xã, thị trấn", "",
     "Quý I và Quý II/2022"],
    ["4", "Tuyên truyền kỹ năng ứng phó trên hệ thống truyền thanh", "Trung tâm Văn hóa - Thông tin",
     "Các cơ quan, đơn vị", "Thường xuyên trong năm"],
]  # fmt: skip
TAIL = """\
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nông nghiệp và Phát triển nông thôn theo dõi, đôn đốc việc thực hiện Kế hoạch này.
2. Ủy ban nhân dân các xã, thị trấn báo cáo kết quả trước ngày 30 tháng 11 năm 2022./.""".split(
    "\n"
)
FOOT = [
    ["Nơi nhận:\n- UBND tỉnh;\n- Các phòng, ban, ngành huyện;\n- Lưu: VT.",
     "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu"],
]  # fmt: skip


Pieces = Iterator[tuple[str, str]]
"""Codes as characters, and the font of each run of them."""
Script = Callable[[str], Pieces]
Order = Callable[[Iterable[Run]], list[Run]]


def unicode(text: str) -> Pieces:
    yield text, "Times New Roman"


def tcvn3(text: str) -> Pieces:
    """Capitals that TCVN3 lacks, and words in capitals, are small letters in a font of capitals."""
    for capital, chars in groupby(_cased(text), key=lambda pair: pair[1]):
        codes = to_tcvn3("".join(c.lower() if capital else c for c, _ in chars))
        yield codes, ".VnTimeH" if capital else ".VnTime"


def _cased(text: str) -> Iterator[tuple[str, bool]]:
    """Each letter, and whether a font must draw it as a capital."""
    for word in _words(text):
        heading = len(word) > 1 and word.isupper() and any(c.isalpha() for c in word)
        for c in word:
            yield c, heading or (c.isupper() and not has_tcvn3(c))


def _words(text: str) -> Iterator[str]:
    for _, chars in groupby(text, key=str.isspace):
        yield "".join(chars)


def vni(text: str) -> Pieces:
    yield to_vni(text), "VNI-Times"


def viscii(text: str) -> Pieces:
    """Its bytes, as a program that knows only Windows' Western code page took them."""
    yield "".join(map(_western, to_viscii(text))), "HoangYen"


def _western(char: str) -> str:
    return char.encode("latin-1", errors="ignore").decode("cp1252", errors="ignore") or char


def nfd(text: str) -> Pieces:
    yield unicodedata.normalize("NFD", text), "Times New Roman"


def cp1258(text: str) -> Pieces:
    """As programs of Windows-1258 gave it to Unicode: marks of tones stand by themselves."""
    yield to_cp1258(text).decode("cp1258"), "Times New Roman"


def eth(text: str) -> Pieces:
    yield text.replace("đ", "ð").replace("Đ", "Ð"), "Times New Roman"


def by_turns(*scripts: Script) -> Script:
    """Runs in one script after the other, as where text was pasted from other files."""
    turn = 0

    def pieces(text: str) -> Pieces:
        nonlocal turn
        turn += 1
        yield from scripts[turn % len(scripts)](text)

    return pieces


def word_file(script: Script) -> bytes:
    """The plan above as a Word document."""

    def runs(text: str) -> str:
        pieces = script(text) if text else []
        return "".join(
            r(codes, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>')
            for codes, font in pieces
        )

    def cell(text: str) -> str:
        return "<w:tc><w:tcPr/>" + "".join(p(runs(line)) for line in text.split("\n")) + "</w:tc>"

    def table(rows: Sequence[Sequence[str]], *, ruled: bool) -> str:
        width = 480 // len(rows[0])
        return tbl(
            *(tr(*map(cell, row)) for row in rows), widths=[width] * len(rows[0]), ruled=ruled
        )

    return docx(
        table(HEAD, ruled=False),
        *(p(runs(line)) for line in BODY),
        table(TABLE, ruled=True),
        *(p(runs(line)) for line in TAIL),
        table(FOOT, ruled=False),
    )


def pdf_file(sample: Path, script: Script, order: Order = list) -> bytes:
    """The words and lines of a typeset sample, each where it stood, in another script.

    ``order`` says in what order, and in how many pieces, runs are drawn.
    """
    pages = read_pdf(sample).pages
    return pages_of(
        [(page.width, page.height, page.rulings, order(_runs(page, script))) for page in pages]
    )


def shuffled(runs: Iterable[Run]) -> list[Run]:
    """Words in any order, as some writers draw them."""
    mixed = list(runs)
    random.Random(1).shuffle(mixed)
    return mixed


def letters_apart(runs: Iterable[Run]) -> list[Run]:
    """Letters that a font lacks drawn after all others, from another one: "Thi gian bt u ờ ắ đầ"."""
    letters = [letter for run in runs for letter in _letters(run)]
    return sorted(letters, key=lambda run: not run.codes.isascii())


def marks_apart(runs: Iterable[Run]) -> list[Run]:
    """Letters of ASCII first, and their marks drawn over them at the end."""
    plain, marks = [], []
    for run in runs:
        for letter in _letters(run):
            base, *over = unicodedata.normalize("NFD", letter.codes.rstrip(" ")) or " "
            space = " " if letter.codes.endswith(" ") else ""
            plain.append(letter._replace(codes=base + space))
            middle = letter.x + 0.3 * letter.width
            marks += [letter._replace(codes=m, x=middle, width=0.4 * letter.width) for m in over]
    return plain + marks


def _letters(run: Run) -> Iterator[Run]:
    """Each letter of a run by itself; the space after it goes with the last."""
    text = run.codes.rstrip(" ")
    width = run.width / len(text)
    for i, c in enumerate(text):
        after = run.codes[len(text) :] if i == len(text) - 1 else ""
        yield run._replace(codes=c + after, x=run.x + i * width, width=width)


def _runs(page: Page, script: Script) -> Iterator[Run]:
    for word, follower in zip(page.words, [*page.words[1:], None], strict=True):
        pieces = list(script(word.text))
        total = sum(len(bare(codes)) for codes, _ in pieces)
        is_last = follower is None or follower.box.x0 < word.box.x1
        x, y = word.box.x0, page.height - _baseline(word)
        for i, (codes, font) in enumerate(pieces, 1):
            width = word.box.width * len(bare(codes)) / total
            after = "" if i < len(pieces) or is_last else _SPACES.get(font, " ")
            yield Run(_face(font, word), word.size, x, y, width, codes + after)
            x += width


def _baseline(word: Word) -> float:
    return word.box.bottom - 0.22 * word.size


def _face(font: str, word: Word) -> str:
    style = ("Bold" if word.bold else "") + ("Italic" if word.italic else "")
    return f"{font}{',' + style if style else ''}"


def shifted(text: str) -> Pieces:
    """Glyph numbers of Times New Roman, in a font that has no table to make them letters.

    Writers do so for words with letters that Windows has not; where ũ is in the font is not
    known, so words that have it are left in Unicode.
    """
    if "ũ" in text.lower():
        yield from unicode(text)
    elif all(ord(c) < 0x100 for c in text):
        yield text, "TimesNewRomanPS"
    else:
        data = glyph_numbers(text)
        numbers = (int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2))
        yield "".join(map(chr, numbers)), "Unmapped"

"""Names of signers that are pictures on pages of text."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
import typst

from pipeline.ocr import engine
from pipeline.process import process

pytestmark = pytest.mark.slow

PPI = 200
_PICTURE = """#set page(width: 160pt, height: auto, margin: 6pt)
#set text(font: "Libertinus Serif", size: 14pt, weight: "bold", fallback: false)
{drawn}"""
_LETTER = """#set page(paper: "a4", margin: 2cm)
#set text(font: "Libertinus Serif", size: 13pt, lang: "vi", fallback: false)
#grid(columns: (1fr, 1fr), align: center,
  [SỞ TÀI CHÍNH \\ Số: 12/TB-STC],
  [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc \\
   Bình Khê, ngày 03 tháng 6 năm 2026])
#align(center)[*THÔNG BÁO* \\ Về việc nộp báo cáo tài chính quý II năm 2026]
Sở Tài chính đề nghị các phòng gửi báo cáo trước ngày 10/7/2026.
#grid(columns: (1fr, 1fr), [_Nơi nhận:_ \\ - Các phòng; \\ - Lưu: VT.],
  align(center)[*GIÁM ĐỐC* \\ #image("drawn.png", width: 160pt)])
"""


def signed(folder: Path, drawn: str) -> Path:
    """A notice whose signer's name, or whatever is ``drawn``, is a picture."""
    shown = typst.compile(_PICTURE.format(drawn=drawn).encode(), format="pdf")
    with pypdfium2.PdfDocument(shown) as document:
        picture = document[0].render(scale=PPI / 72).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG")
    (folder / "drawn.png").write_bytes(out.getvalue())
    (folder / "letter.typ").write_text(_LETTER, encoding="utf-8")
    path = folder / "letter.pdf"
    path.write_bytes(typst.compile(str(folder / "letter.typ")))
    return path


def test_a_name_below_a_pen_stroke_is_read(tmp_path: Path) -> None:
    pen = "#curve(stroke: 1.5pt + rgb(30, 60, 200), curve.move((20pt, 10pt)), "
    pen += "curve.cubic((40pt, 60pt), (70pt, -30pt), (120pt, 30pt)))\n\n"
    record = process(signed(tmp_path, pen + "Nguyễn Văn Thành"))
    assert record.signature is not None
    assert (record.signature.position, record.signature.name) == ("GIÁM ĐỐC", "Nguyễn Văn Thành")
    assert record.signature.sources["name"].page == 1
    assert record.file.text_origin == "mixed"
    assert [r.text for r in record.recipients] == ["Các phòng", "Lưu: VT"]


def test_a_picture_without_a_name_gives_none(tmp_path: Path) -> None:
    record = process(signed(tmp_path, "#rect(width: 100pt, height: 60pt, fill: luma(120))"))
    assert record.signature is not None
    assert record.signature.name is None
    assert record.file.text_origin == "text-layer"


def test_without_the_vietnamese_model_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = signed(tmp_path, "Nguyễn Văn Thành")
    monkeypatch.setattr(engine, "_FOLDERS", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    engine.tesseract.cache_clear()
    try:
        record = process(path)
    finally:
        engine.tesseract.cache_clear()
    assert record.signature is not None
    assert (record.signature.position, record.signature.name) == ("GIÁM ĐỐC", None)

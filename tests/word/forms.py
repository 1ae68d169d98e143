"""The fixed parts of documents in Word, for cases about what stands between them."""

from __future__ import annotations

from tests.word.make import p, tbl, tc, tr


def head(kind: str, *title: str, number: str = "Số: 23/LCT-UBND") -> str:
    """A letterhead, the line that names the kind, and the lines of the title."""
    letterhead = tbl(
        tr(
            tc(p("ỦY BAN NHÂN DÂN", jc="center"), p("HUYỆN SÔNG LAM", jc="center")),
            tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), p("Độc lập - Tự do - Hạnh phúc")),
        ),
        tr(number, "Sông Lam, ngày 02 tháng 10 năm 2026"),
        ruled=False,
    )
    return letterhead + "".join(p(line, jc="center") for line in (kind, *title))


def foot(*signing: str, to: tuple[str, ...] = ("Các phòng, ban", "Lưu: VT")) -> str:
    """Recipients beside a signature; its lines are given from mark to name."""
    lines = signing or ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Văn Mẫu")
    listed = [p(f"- {item};") for item in to]
    return tbl(tr(tc(p("Nơi nhận:"), *listed), tc(*map(p, lines))), ruled=False)

"""Running the command line as a user would, inside this process unless told otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kehoach.cli import main

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str
    raw: bytes = b""


@pytest.fixture
def run(capfdbinary):
    """Run ``kehoach`` with arguments; what it exits with and says."""

    def call(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        ran = Ran(ended.value.code, out.decode(errors="replace"), err.decode(), out)
        assert "Traceback" not in ran.out + ran.err
        return ran

    return call


def spawn(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    """Run ``kehoach`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kehoach", *map(str, arguments)],
        capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"}, **options,
    )  # fmt: skip


PLAN = """\
ỦY BAN NHÂN DÂN
HUYỆN SÔNG LAM
Số: {number}/KH-UBND
Sông Lam, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Công tác văn thư, lưu trữ năm 2026

Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024 của Quốc hội;

III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ tổ chức tập huấn nghiệp vụ, hoàn thành trước ngày 15/6/2026.
2. Văn phòng báo cáo kết quả thực hiện trước ngày 30/11/2026.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mẫu
"""


def fill(folder: Path) -> Path:
    """Two plans in prose."""
    folder.mkdir()
    for number in (5, 6):
        (folder / f"{number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    return folder


@pytest.fixture
def inbox(tmp_path):
    return fill(tmp_path / "in")


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """An archive with the two plans, loaded once."""
    root = tmp_path_factory.mktemp("template")
    with pytest.raises(SystemExit, match="0"):
        main(["ingest", str(fill(root / "in")), "--archive", str(root / "archive"), "--direct"])
    return root / "archive"


@pytest.fixture
def archive(template, tmp_path):
    return shutil.copytree(template, tmp_path / "archive")

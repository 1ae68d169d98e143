"""Scores on gold records, held against the ones recorded in samples/scores.json.

usage: bench/scores.py [--corpus DIR] (--check | --record)

samples/ is always scored, by ``kehoach evaluate``. Where --corpus holds the wider corpus
with its scorer beside it (``DIR/../evaluation/score.py``), each of its sets is scored by
that too, but for documents of 3 MB and more, and held against the key ``corpus``. A figure
below the recorded one by more than the tolerance fails the run; --record writes the figures,
and its diff is to be reviewed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
RECORDED = SAMPLES / "scores.json"
TOLERANCE = 0.0005
"""Rounding of the recorded figures; nothing random happens between two runs."""
CORPUS_SETS = ("seed", "dev/pdf", "dev/office", "dev/text", "dev/scan", "dev/scan-made")
LARGEST = 3_000_000
"""Bytes of a document that is scored: longer scans take minutes each where none was read before."""
KEHOACH = Path(sys.executable).with_name("kehoach")
COUNTS = ("wrong dates", "failed")

Figures = dict[str, float]


def main() -> int:
    options = _options()
    measured = {
        name: score(options.corpus / name, options.scorer)
        for name in CORPUS_SETS
        if options.scorer and (options.corpus / name).is_dir()
    }
    for name, figures in measured.items():
        print(f"{name}: macro {figures['macro']:.4f}, CALENDAR {figures.get('CALENDAR', 1):.4f}")
    if options.record:
        _evaluate("--write-scores", str(RECORDED))
        recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
        RECORDED.write_text(_as_text(recorded | {"corpus": measured}), encoding="utf-8")
        return 0
    before = json.loads(RECORDED.read_text(encoding="utf-8"))["corpus"]
    losses = _losses(before, measured)
    for loss in losses:
        print("LOSS", loss)
    return 1 if _evaluate() or losses else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--record", action="store_true")
    options = parser.parse_args()
    scorer = options.corpus / ".." / "evaluation" / "score.py"
    options.scorer = scorer if scorer.is_file() else None
    return options


def _evaluate(*options: str) -> int:
    """Score samples/ against samples/scores.json; 1 where something fell behind."""
    return subprocess.run([KEHOACH, "evaluate", SAMPLES, *options], check=False).returncode


def _as_text(scores: Any) -> str:
    return json.dumps(scores, indent=1, ensure_ascii=False) + "\n"


def score(gold: Path, scorer: Path) -> Figures:
    """Every figure the scorer gives for a folder of gold records."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        chosen = Path(folder) / "gold"
        chosen.mkdir()
        for record in gold.glob("*.json"):
            pair = [path for path in gold.glob(f"{record.stem}.*") if path.stem == record.stem]
            if all(path.stat().st_size < LARGEST for path in pair):
                for path in pair:
                    (chosen / path.name).symlink_to(path.resolve())
        extract = f"{KEHOACH} extract --json {{file}}"
        command = [sys.executable, scorer, chosen, "--json", out, "--command", extract]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        result = json.loads(out.read_text(encoding="utf-8"))
    figures = {name: round(value, 4) for name, value in result["fields"].items()}
    return figures | {
        "macro": round(result["macro"], 4),
        "wrong dates": result["wrong_dates"],
        "failed": len(result["failed"]),
    }


def _losses(recorded: dict[str, Figures], measured: dict[str, Figures]) -> list[str]:
    out = []
    for name, figures in measured.items():
        for field, before in recorded.get(name, {}).items():
            now = figures.get(field, 0.0)
            worse = now > before if field in COUNTS else now < before - TOLERANCE
            if worse:
                out.append(f"{name} {field}: {before} -> {now}")
    return out


if __name__ == "__main__":
    sys.exit(main())

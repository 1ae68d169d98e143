"""kehoach evaluate: per-field scores against gold records."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kehoach.commands.options import FILE, FOLDER


@click.command()
@click.argument("gold_dir", type=FOLDER)
@click.option("--saved", type=FOLDER, metavar="DIR", help="Keep the records there.")
@click.option("--run/--no-run", default=True, help="Without running, score the records kept.")
@click.option("--scores", type=FILE, metavar="FILE",
              help="Show gains and losses against these [GOLD_DIR/scores.json].")  # fmt: skip
@click.option("--write-scores", type=FILE, metavar="FILE", help="Keep these scores there.")
def evaluate(
    *,
    gold_dir: Path,
    saved: Path | None,
    run: bool,
    scores: Path | None,
    write_scores: Path | None,
) -> int:
    """Score records against gold records.

    Shows precision, recall and F1 of each field, and what was gained and lost.

    Exits with 1 where a document failed or a field fell behind the scores it is compared with.

    Example: kehoach evaluate samples
    """
    from kehoach.show import print_report
    from pipeline import evaluate as scoring

    report = scoring.evaluate(gold_dir, saved=saved, run=run)
    before = scores or gold_dir / scoring.SCORES
    change = None
    if scores or before.exists():
        change = scoring.compare(report, scoring.load_scores(before))
    print_report(report, change)
    if write_scores is not None:
        text = json.dumps(scoring.as_scores(report), ensure_ascii=False, indent=1)
        write_scores.write_text(text + "\n", encoding="utf-8")
    return 1 if report.failed or (change is not None and change.is_loss) else 0

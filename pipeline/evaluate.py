"""Scores against gold records: per field, with what was gained and lost since last time.

A gold record ``NAME.json`` stands beside its document ``NAME.<ext>``. Documents are read
in child processes with a time limit; one that cannot be read counts as an empty record.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import pool
from pipeline.discover import DOCUMENT_SUFFIXES
from pipeline.errors import KehoachError, WrongUse
from pipeline.scoring import CALENDAR, WRONG_DATES, Json, Mark, marks
from pipeline.settings import Settings

SCORES = "scores.json"
TOLERANCE = 0.005
"""How far the F1 of a field may fall before it counts as a loss (rounding, ties in pairing)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one field."""

    right: int
    gold: int
    found: int
    exact: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        both = self.gold + self.found
        return 2 * self.right / both if both else None

    @property
    def exact_f1(self) -> float | None:
        both = self.gold + self.found
        return 2 * self.exact / both if both else None


@dataclass(frozen=True, slots=True)
class Scored:
    """One document's scores."""

    name: str
    fields: Mapping[str, Score]
    misses: tuple[str, ...]
    pages: int
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Scores of a folder of gold records."""

    documents: tuple[Scored, ...]
    seconds: float
    rules: str
    fields: Mapping[str, Score]
    """Over all documents."""

    @property
    def failed(self) -> tuple[Scored, ...]:
        return tuple(d for d in self.documents if d.failure)

    @property
    def wrong_dates(self) -> Score:
        """``right`` is how many of the ``gold`` rows with a date had a wrong one."""
        return self.fields.get(WRONG_DATES, Score(0, 0, 0))

    @property
    def scored(self) -> dict[str, Score]:
        """The fields that have an F1, the headline first."""
        rest = {n: s for n, s in self.fields.items() if n not in (CALENDAR, WRONG_DATES)}
        head = {CALENDAR: self.fields[CALENDAR]} if CALENDAR in self.fields else {}
        return {n: s for n, s in (head | rest).items() if s.f1 is not None}

    @property
    def macro(self) -> float:
        values = [s.f1 or 0.0 for s in self.scored.values()]
        return sum(values) / len(values) if values else 0.0


def evaluate(
    gold_dir: Path,
    *,
    saved: Path | None = None,
    run: bool = True,
    settings: Settings | None = None,
) -> Report:
    """Score the documents of ``gold_dir``.

    ``saved`` is a folder in which the records are kept; without ``run`` those kept there
    are scored. Raises ``WrongUse`` where there is nothing to score.
    """
    from pipeline.process import rules_digest

    pairs = gold_pairs(gold_dir)
    began = time.monotonic()
    if run:
        answers = _read(list(pairs.values()), settings or Settings())
        if saved is not None:
            _save(answers, saved)
    elif saved is not None:
        answers = _saved(pairs, saved)
    else:
        raise WrongUse("--no-run", "there are no records to score", "name them with --saved DIR")
    seconds = time.monotonic() - began
    documents = tuple(
        _scored(gold.stem, _load(gold), answers[document.stem]) for gold, document in pairs.items()
    )
    return Report(documents, seconds, rules_digest(), _total(d.fields for d in documents))


def gold_pairs(gold_dir: Path) -> dict[Path, Path]:
    """The document of each gold record."""
    if not gold_dir.is_dir():
        raise WrongUse(gold_dir, "there is no such folder", "name a folder of gold records")
    pairs: dict[Path, Path] = {}
    for gold in sorted(gold_dir.glob("*.json")):
        beside = (
            path for path in sorted(gold_dir.glob(f"{gold.stem}.*"))
            if path.suffix.lower() in DOCUMENT_SUFFIXES and path.stem == gold.stem
        )  # fmt: skip
        if (document := next(beside, None)) is not None:
            pairs[gold] = document
    if not pairs:
        raise WrongUse(
            gold_dir, "there are no gold records here", "put NAME.json beside each NAME.pdf"
        )
    return pairs


def _read(documents: Sequence[Path], settings: Settings) -> dict[str, Json | KehoachError]:
    answers = pool.run(
        read_json,
        documents,
        workers=min(settings.n_workers, len(documents)),
        time_limit=settings.time_limit,
        memory_limit=settings.memory_limit,
        preload="pipeline.process",
    )
    return {document.stem: answer for document, answer in answers}


def read_json(path: Path) -> Json:
    """The record of a document as JSON (runs in a child process)."""
    from pipeline.process import process

    return process(path).model_dump(mode="json")


def _save(answers: Mapping[str, Json | KehoachError], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, answer in answers.items():
        if not isinstance(answer, KehoachError):
            text = json.dumps(answer, ensure_ascii=False, indent=1)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _saved(pairs: Mapping[Path, Path], folder: Path) -> dict[str, Json | KehoachError]:
    answers: dict[str, Json | KehoachError] = {}
    for gold in pairs:
        path = folder / gold.name
        answers[gold.stem] = (
            _load(path) if path.exists() else WrongUse(path, "no record was kept of it")
        )
    return answers


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise WrongUse(path, f"this is no JSON ({error})", "mend the file") from error


def _scored(name: str, gold: Json, answer: Json | KehoachError) -> Scored:
    failed = isinstance(answer, KehoachError)
    found: Json = {} if isinstance(answer, KehoachError) else answer
    said = marks(gold, found)
    return Scored(
        name,
        _counted(said),
        tuple(m.miss for m in said if m.miss),
        (found.get("file") or {}).get("pages") or 1,
        answer.reason if failed else None,  # type: ignore[union-attr]
    )


def _counted(said: Iterable[Mark]) -> dict[str, Score]:
    return _total({m.field: Score(m.right, m.gold, m.found, m.exact)} for m in said)


def _total(parts: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    total: dict[str, Score] = {}
    for part in parts:
        for name, score in part.items():
            old = total.get(name, Score(0, 0, 0))
            total[name] = Score(
                old.right + score.right,
                old.gold + score.gold,
                old.found + score.found,
                old.exact + score.exact,
            )
    return total


def as_scores(report: Report) -> dict[str, Any]:
    """What is kept of a report, to compare the next one with."""
    return {
        "rules": report.rules,
        "macro": round(report.macro, 4),
        "fields": {n: round(s.f1 or 0.0, 4) for n, s in report.scored.items()},
        "wrong_dates": report.wrong_dates.right,
        "failed": [d.name for d in report.failed],
        "misses": {d.name: list(d.misses) for d in report.documents},
    }


@dataclass(frozen=True, slots=True)
class Change:
    """What is different since scores were kept."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    fallen: Mapping[str, tuple[float, float]]
    """Fields whose F1 fell by more than the tolerance: before, now."""

    @property
    def is_loss(self) -> bool:
        return bool(self.fallen)


def compare(report: Report, scores: Json, *, tolerance: float = TOLERANCE) -> Change:
    """Item by item: what was missed then and is right now, and the other way round."""
    gained: list[str] = []
    lost: list[str] = []
    for document in report.documents:
        before = {_item(miss): miss for miss in scores.get("misses", {}).get(document.name, ())}
        now = {_item(miss): miss for miss in document.misses}
        gained += [f"{document.name}: {before[i]}" for i in before if i not in now]
        lost += [f"{document.name}: {now[i]}" for i in now if i not in before]
    fields = scores.get("fields", {})
    fallen = {
        name: (fields[name], score.f1 or 0.0)
        for name, score in report.scored.items()
        if name in fields and (score.f1 or 0.0) < fields[name] - tolerance
    }
    return Change(tuple(gained), tuple(lost), fallen)


def _item(miss: str) -> str:
    """What was asked; a wrong answer that is wrong in another way is neither gain nor loss."""
    return miss.partition(", found ")[0]


def load_scores(path: Path) -> Json:
    found = _load(path)
    if not isinstance(found, dict):
        raise WrongUse(path, "these are no scores", "write them with --write-scores")
    return found

"""Measures of ranked yes/no answers: F1 at a threshold, average precision, recall at a precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Measured:
    """Precision, recall and F1 at the threshold; the ranking's average precision and recall at
    precision 0.95 (ties taken together)."""

    precision: float
    recall: float
    f1: float
    average_precision: float
    recall_at_p95: float


def measure(match: Sequence[int | bool], scores: Sequence[float], *, threshold: float) -> Measured:
    """Measure scores (higher is likelier) against what is so."""
    hits = sum(1 for yes, score in zip(match, scores, strict=True) if yes and score >= threshold)
    called = sum(score >= threshold for score in scores)
    positives = sum(map(bool, match))
    precision = hits / called if called else 0.0
    recall = hits / positives if positives else 0.0
    average, at_p95 = _ranked(match, scores, positives)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Measured(precision, recall, f1, average, at_p95)


def _ranked(match: Sequence[int | bool], scores: Sequence[float], positives: int) -> tuple[float, float]:
    ranked = sorted(zip(scores, match, strict=True), key=lambda pair: -pair[0])
    seen = found = 0
    average = at_p95 = 0.0
    for _, tied in groupby(ranked, key=lambda pair: pair[0]):
        answers = [bool(yes) for _, yes in tied]
        seen += len(answers)
        found += sum(answers)
        if positives:
            average += sum(answers) / positives * found / seen
            if found / seen >= 0.95:
                at_p95 = found / positives
    return average, at_p95

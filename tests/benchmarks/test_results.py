"""RESULTS.md is made from its sections."""

from benchmarks.results import TARGET, assembled


def test_the_results_are_put_together_anew() -> None:
    assert TARGET.read_text(encoding="utf-8") == assembled(), "run python -m benchmarks results"

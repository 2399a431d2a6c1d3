"""A Tippett plot: for each log10 ratio the share of trials at or above it, one curve for pairs of one voice
and one for pairs of two, with the comparison that was made as a line and its interval as a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.terms.recording import Comparison

WIDTH, HEIGHT = 420, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 28, 10, 40
_MOST = 4.0  # powers of ten that are drawn on either side


@dataclass(frozen=True, slots=True)
class Tippett:
    """Curves as SVG points; `at` is where the comparison lies, `band` its interval as x and width."""

    width: int
    height: int
    same: str
    different: str
    at: float
    band: tuple[float, float] | None
    ticks: tuple[tuple[float, str], ...]
    shares: tuple[tuple[float, str], ...]
    zero: float


def tippett(comparison: Comparison) -> Tippett | None:
    """The plot; None where there is no number or the condition was never tried."""
    validation = comparison.validation
    if comparison.llr is None or validation is None:
        return None
    curves = (*validation.tippett_same, *validation.tippett_different)
    if not curves:
        return None
    values = [*(llr for llr, _ in curves), comparison.llr, -1.0, 1.0]
    low, high = max(min(values), -_MOST), min(max(values), _MOST)

    def x(llr: float) -> float:
        inside = min(max(llr, low), high)
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (inside - low) / (high - low), 1)

    def y(share: float) -> float:
        return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - min(max(share, 0.0), 1.0)), 1)

    def points(curve: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{x(llr)},{y(share)}" for llr, share in sorted(curve))

    band = None
    if comparison.low is not None and comparison.high is not None:
        band = x(comparison.low), round(x(comparison.high) - x(comparison.low), 1)
    return Tippett(
        WIDTH,
        HEIGHT,
        points(validation.tippett_same),
        points(validation.tippett_different),
        x(comparison.llr),
        band,
        tuple(
            (x(n), _factor(n)) for n in range(-4, 5) if low <= n <= high and (n % 2 == 0 or high - low < 5)
        ),
        tuple((y(share), f"{share:.0%}") for share in (0.0, 0.5, 1.0)),
        x(0.0),
    )


def _factor(power: int) -> str:
    return f"{10**power:,}" if power >= 0 else f"1/{10**-power:,}"

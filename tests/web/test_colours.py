"""Text can be read on its ground: WCAG 2.2's contrast of 4.5 to 1, in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = files("sayso.web").joinpath("static/base.css").read_text("utf-8")


def themes() -> list[dict[str, str]]:
    blocks = re.findall(r":root(?:\[[^\]]*\]|:not\([^)]*\))?\s*\{([^}]*)\}", CSS.split("@media print")[0])
    return [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block)) for block in blocks]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("ground", ["paper", "sheet", "wash"])
@pytest.mark.parametrize("ink", ["ink", "soft", "affirms", "denies", "uncertain", "link"])
def test_contrast(theme: dict[str, str], ground: str, ink: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


def test_both_dark_themes_are_the_same() -> None:
    light, dark, chosen = themes()
    assert dark == chosen != light

"""Whoever only names collect, or adds a text, waits for no HTML library."""

import subprocess
import sys

HEAVY = ("trafilatura", "lxml", "feedparser", "httpcore2", "dateutil", "charset_normalizer", "nh3", "warcio")


def loaded(code: str) -> set[str]:
    asked = f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    return set(result.stdout.split())


def test_naming_collect_loads_nothing_heavy() -> None:
    assert loaded("import sayso.collect") == set()


def test_reading_json_lines_loads_nothing_heavy() -> None:
    code = """from sayso.collect import collect
row = b'{"text": "So it is said.", "published": "2031-01-02", "outlet": "Post", "url": "https://a.example/"}'
assert next(iter(collect([row]))).articles"""
    assert loaded(code) == set()

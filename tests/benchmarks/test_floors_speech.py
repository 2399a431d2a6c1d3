"""Older sound keeps being found again under the twelve alterations; skips where the corpus is absent."""

import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest

from benchmarks.corpora import bench_folder, fingerprint
from sayso.listen.missing import missing

FLOORS = tomllib.loads(
    (Path(__file__).parent.parent.parent / "benchmarks" / "floors.toml").read_text(encoding="utf-8")
)["speech"]


def _there(name: str) -> Path:
    path = bench_folder() / str(FLOORS[name]["file"])
    if not path.is_file():
        pytest.skip(f"no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == FLOORS[name]["sha256"], "another corpus than the floors were measured on"
    return path


@pytest.mark.skipif(bool(missing()), reason="needs the optional part (make listen)")
def test_who_speaks_when_stays_under_its_ceiling() -> None:
    pytest.importorskip("scipy", reason="needs requirements/bench.txt")
    from benchmarks import speech, speech_turns, voices

    clips = [clip for clip in voices.manifest(_there("turns")) if speech._reads(clip)]
    found = speech_turns.measure(clips, conversations=1)
    for name in ("telephone, 2 speakers", "2 to 4 speakers", "far field, 2 to 4 speakers"):
        assert found[name]["der"] <= FLOORS["turns"]["der"], name


@pytest.mark.skipif(bool(missing()), reason="needs the optional part (make listen)")
def test_reuse_stays_above_its_floor() -> None:
    from benchmarks import degrade, speech_reuse
    from sayso.listen import bits
    from sayso.listen.fingerprint import of_samples
    from sayso.listen.index import Index

    path = _there("long17")
    long = degrade.read(str(path))
    codes = {"long": of_samples(long)}
    index = Index()
    index.add(codes["long"], frames=len(codes["long"].bits) * bits.EVERY)
    voice = long[: 15 * degrade.RATE]
    made = speech_reuse.changes(voice)
    if not shutil.which("ffmpeg"):
        del made["gsm"]
    hits = []
    for change in made.values():
        for start in np.random.default_rng(3).uniform(30, 900, 2):
            query = change(long[int(start * degrade.RATE) : int((start + 10) * degrade.RATE)])
            hits.append(speech_reuse._found(query, index, codes, float(start)))
    assert np.mean(hits) >= FLOORS["long17"]["reuse"]

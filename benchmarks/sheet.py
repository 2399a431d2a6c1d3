"""The evidence sheet of the 17-minute message, all of it: from the file to the page.

`python -m benchmarks sheet [--recording FILE] [--json]`

A case holds the example's articles. Then, each in a process of its own as a person would start it: the
recording is added (kept, decoded, heard, read, held against older recordings, weighed), a reference that
was enrolled before is compared with it, and the sheet is asked for. Wall time, processor time and the
largest process; the load of the machine stands beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpora import bench_folder, fingerprint


def step(*arguments: str) -> dict[str, object]:
    """One command: seconds, processor seconds, what it printed, its exit code."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "sayso", *arguments], capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "processor_seconds": round(taken, 1),
        "code": done.returncode,
        "out": done.stdout,
        "err": done.stderr,
    }


def whole(recording: Path, reference: Path, folder: Path) -> dict[str, object]:
    """All steps on a fresh case."""
    case = str(folder / "case")
    step("example", case)
    step("voice", "enrol", "Reader", str(reference), "--because", "a benchmark", "--case", case)
    file = folder / recording.name
    shutil.copy(recording, file)
    load = os.getloadavg()[0]
    added = step("add", str(file), "--offline", "--case", case)
    compared = step("voice", "compare", file.name, "Reader", "--case", case)
    sheet = step("recording", file.name, "--json", "--case", case)
    page = json.loads(str(sheet["out"])) if sheet["code"] == 0 else {}
    steps = {"add": added, "compare": compared, "sheet": sheet}
    total = sum(float(str(each["seconds"])) for each in steps.values())
    seconds = page.get("recording", {}).get("media", {}).get("seconds", 0.0)
    return {
        "load_before": round(load, 2),
        "seconds": round(total, 1),
        "of_real_time": round(seconds / total, 1) if total else 0.0,
        "processor_seconds": round(sum(float(str(e["processor_seconds"])) for e in steps.values()), 1),
        "largest_process_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        "codes": {name: each["code"] for name, each in steps.items()},
        "steps_seconds": {name: each["seconds"] for name, each in steps.items()},
        "words": sum(len(paragraph["words"]) for paragraph in page.get("paragraphs", [])),
        "speakers": len({turn["speaker"] for turn in page.get("turns", [])}),
        "marks": len(page.get("marks", [])),
        "errors": [str(each["err"])[-300:] for each in steps.values() if each["code"]],
    }


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    folder = bench_folder() / "speech"
    parser = argparse.ArgumentParser(prog="python -m benchmarks sheet", description=__doc__)
    parser.add_argument("--recording", type=Path, default=folder / "longform" / "long17.flac")
    parser.add_argument("--reference", type=Path, help="another recording; without it the longest clip")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    if not asked.recording.exists():
        print(f"skipped: {asked.recording} is not there; name the corpora's folder in SAYSO_BENCH")
        return 0
    clips = sorted((folder / "sv").glob("*.flac"), key=lambda path: path.stat().st_size)
    reference = asked.reference or clips[-1]
    with tempfile.TemporaryDirectory() as place:
        found = whole(asked.recording, reference, Path(place))
    print(json.dumps({"corpus": fingerprint(asked.recording), **found}, indent=None if asked.json else 2))
    return 0

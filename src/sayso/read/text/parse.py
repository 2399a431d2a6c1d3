"""The one place that touches spaCy: its small model cuts texts into words and has all weights."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.errors import MissingExtra
from sayso.read.text.token import Doc, Word, grown

if TYPE_CHECKING:
    from sayso.read.text.network import Network

Pipeline = Any  # spaCy's
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, as broken inputs have; spaCy refuses it
LARGEST = 60_000  # characters that are parsed together: about 200 MB
MOST_WORDS = 200_000  # that are remembered; a watch meets new ones for months
UNUSED = ["ner", "lemmatizer", "attribute_ruler", "morphologizer", "senter"]


@dataclass(frozen=True, slots=True)
class Model:
    """A language's model: spaCy's pipeline, which cuts texts into words, its network, and the words met."""

    pipeline: Pipeline
    network: Network
    words: dict[int, Word] = field(default_factory=dict)

    def word(self, key: int) -> Word:
        """The word of one of spaCy's keys."""
        found = self.words.get(key)
        if found is None:
            if len(self.words) >= MOST_WORDS:
                self.words.clear()
            lexeme = self.pipeline.vocab[key]
            found = self.words[key] = Word(
                lexeme.text,
                lexeme.lower_,
                is_punct=lexeme.is_punct,
                is_space=lexeme.is_space,
                is_quote=lexeme.is_quote,
                like_num=lexeme.like_num,
            )
        return found


@cache
def model(names: tuple[str, ...]) -> Model:
    """The first model of `names` that is installed. MissingExtra where none is."""
    from sayso.read.text.network import network

    for name in names:
        if installed([name]):
            pipeline = importlib.import_module(name).load(exclude=UNUSED)
            return Model(pipeline, network(pipeline))
    raise MissingExtra(
        "Reading this language", f"none of {', '.join(names)} is there", "Install one of these packages."
    )


def installed(names: Sequence[str]) -> bool:
    """Whether one of the models is there."""
    return any(importlib.util.find_spec(name) is not None for name in names)


def parse(texts: Iterable[str], names: tuple[str, ...]) -> Iterator[Doc]:
    """A parse of each text, in order."""
    for group in batches(SURROGATE.sub("\ufffd", text) for text in texts):
        yield from parsed(group, model(names))


def parsed(texts: Sequence[str], model: Model) -> Iterator[Doc]:
    """The parses of texts that are taken together, in order."""
    import numpy

    from sayso.read.text.network import COLUMNS, one_thread, tags_and_arcs

    rows = [model.pipeline.make_doc(text).to_array([*COLUMNS, "ORTH"]) for text in texts]
    lengths = numpy.array([len(one) for one in rows])
    whole = numpy.concatenate(rows)
    with one_thread():
        tags, heads, moves = tags_and_arcs(model.network, whole[:, :-1], lengths)
    begins = numpy.repeat(numpy.cumsum(lengths) - lengths, lengths)
    words = zip(
        map(model.word, whole[:, -1].tolist()), whole[:, COLUMNS.index("SPACY")].tolist(), strict=True
    )
    tagged = map(model.network.tags.__getitem__, tags.tolist())
    labels = map(model.network.labels.__getitem__, moves.tolist())
    arcs = zip((heads - begins).tolist(), labels, strict=True)
    for text, length in zip(texts, lengths.tolist(), strict=True):
        yield grown(text, islice(words, length), islice(tagged, length), islice(arcs, length))


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in groups of about LARGEST characters: what a parse takes of memory grows with their words."""
    group: list[str] = []
    size = 0
    for text in texts:
        if group and size + len(text) > LARGEST:
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield group

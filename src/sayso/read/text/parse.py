"""The one place that touches spaCy: load a model with what is needed, parse in batches."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sayso.errors import MissingExtra
from sayso.read.text.products import once_each, steady

# The tagger and the parser share their vectors; names and lemmas come from the lexicon, which
# makes parsing about three times as fast as the whole pipeline.
Pipeline = Any
Doc = Any
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, as broken inputs have; spaCy refuses it
MOST = 128  # texts that are parsed together
LARGEST = 12_000  # characters that are parsed together
UNUSED = ["ner", "lemmatizer", "attribute_ruler", "morphologizer", "senter"]


@cache
def model(names: tuple[str, ...]) -> Pipeline:
    """The first model of `names` that is installed. MissingExtra where none is."""
    for name in names:
        if importlib.util.find_spec(name) is not None:
            pipeline = importlib.import_module(name).load(exclude=UNUSED)
            once_each(pipeline.get_pipe("tok2vec").model.layers[0])
            for _, part in pipeline.pipeline:
                for node in part.model.walk():
                    node.ops = steady()
            return pipeline
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


def parsed(texts: Iterable[str], pipeline: Pipeline) -> list[Doc]:
    """The parses of texts that are taken together: what `pipe` does, without its batches in batches."""
    docs = [pipeline.make_doc(text) for text in texts]
    for _, part in pipeline.pipeline:
        part.set_annotations(docs, part.predict(docs))
    return docs


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in groups of at most MOST texts and about LARGEST characters: what a parse takes of memory
    grows with the words of a group, and paragraphs without end would else come by the hundred."""
    group: list[str] = []
    size = 0
    for text in texts:
        if group and (len(group) == MOST or size + len(text) > LARGEST):
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text)
    if group:
        yield group

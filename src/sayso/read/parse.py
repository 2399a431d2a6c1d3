"""The one place that touches spaCy: load a model with what is needed, parse in batches."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sayso.errors import MissingExtra
from sayso.read.products import steady

# The tagger and the parser share their vectors; names and lemmas come from the lexicon, which
# makes parsing about three times as fast as the whole pipeline.
Pipeline = Any
Doc = Any
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, as broken inputs have; spaCy refuses it
UNUSED = ["ner", "lemmatizer", "attribute_ruler", "morphologizer", "senter"]


@cache
def model(names: tuple[str, ...]) -> Pipeline:
    """The first model of `names` that is installed. MissingExtra where none is."""
    for name in names:
        if importlib.util.find_spec(name) is not None:
            pipeline = importlib.import_module(name).load(exclude=UNUSED)
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


def parse(texts: Iterable[str], names: tuple[str, ...], *, batch: int = 128) -> Iterator[Doc]:
    """A parse of each text, in order."""
    clean = (SURROGATE.sub("\ufffd", text) for text in texts)
    yield from model(names).pipe(clean, batch_size=batch)

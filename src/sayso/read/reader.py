"""The reader: an article in, its statements out."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sayso.read.assemble import Placed, join, shift
from sayso.read.cues.headline import kicker, signed_headline
from sayso.read.cues.marks import read_marks
from sayso.read.cues.paragraph import read_paragraph
from sayso.read.finding import Finding, ParagraphNotes
from sayso.read.mentions import find_mentions, said_in
from sayso.read.owned import own_voice
from sayso.read.sources.interview import Interview, find_interview
from sayso.read.sources.linked import with_addresses
from sayso.read.sources.through import find_through
from sayso.read.state import Desk, statements
from sayso.read.text.lexicon import Lexicon, load
from sayso.read.text.parse import parse
from sayso.read.text.quotes import Quotation
from sayso.read.text.segments import Frame, frames, gated, inner_frames, reports
from sayso.read.time import find_times
from sayso.read.version import VERSION
from sayso.terms.article import Article
from sayso.terms.span import Span
from sayso.terms.statement import Mention, Part, Reading, Statement
from sayso.terms.time import TimeExpression

TIMED = frozenset({"en"})
PARAGRAPH = re.compile(r"\n\s*\n|\n")
HEARD = "transcript"  # a recording's words are the recording's, whoever asks in it
LONGEST = 4000  # characters that are parsed in one piece; longer paragraphs are cut at white space
KEPT = 20_000  # paragraphs whose notes are remembered


class Reader:
    """Reads articles of one language. Loads the language model at the first reading.

    Sentences that can hold no statement are not parsed; `gated=False` parses every one. With `why`,
    statements say what the ranker weighed.
    """

    def __init__(self, language: str = "en", *, gated: bool = True, why: bool = False) -> None:
        self._why = why
        self.lexicon = load(language)
        self._triggers = self.lexicon.triggers if gated else None
        self._reports = reports(self.lexicon)
        self._cache: OrderedDict[bytes, ParagraphNotes] = OrderedDict()

    def read(self, article: Article) -> Reading:
        """The statements of one article."""
        return next(iter(self.read_many([article])))

    def read_many(self, articles: Iterable[Article], *, batch: int = 16) -> Iterator[Reading]:
        """The readings of many articles, in order; paragraphs are parsed in batches and once."""
        waiting = iter(articles)
        while group := list(islice(waiting, batch)):
            self._learn(
                text for article in group for _, text in (*_split(article.title), *_split(article.text))
            )
            for article in group:
                yield self._assemble(article)
            while len(self._cache) > KEPT:
                self._cache.popitem(last=False)

    def _notes(self, text: str) -> ParagraphNotes:
        key = _key(text)
        if key not in self._cache:
            self._learn([text])
        return self._cache[key]

    def _learn(self, texts: Iterable[str]) -> None:
        """Parse the paragraphs that are not known yet, all frames in one stream."""
        new = {key: text for text in texts if (key := _key(text)) not in self._cache}
        if not self.lexicon.models:
            self._cache.update((key, read_marks(text, self.lexicon)) for key, text in new.items())
            return
        cut = {key: self._frames(text) for key, text in new.items()}
        docs = parse(
            (frame.text for outer, inner, _ in cut.values() for frame in (*outer, *inner)),
            self.lexicon.models,
        )
        for key, (outer, inner, speech) in cut.items():
            framed = [(frame, next(docs)) for frame in outer]
            within = [(frame, next(docs)) for frame in inner]
            self._cache[key] = read_paragraph(new[key], framed, within, speech, self.lexicon, why=self._why)

    def _frames(self, text: str) -> tuple[tuple[Frame, ...], tuple[Frame, ...], tuple[Quotation, ...]]:
        """What of a paragraph is parsed outside its quotations and inside them, and its quotations."""
        outer, speech = frames(text, self.lexicon.says)
        inner = _gated(text, inner_frames(text, speech, self.lexicon.says), self._reports)
        return outer if self._triggers is None else _gated(text, outer, self._triggers), inner, speech

    def _assemble(self, article: Article) -> Reading:
        """The reading of an article whose paragraphs are known."""
        found: list[Statement] = []
        own: list[Statement] = []
        times: tuple[TimeExpression, ...] = ()
        mentions: tuple[Mention, ...] = ()
        for part, text in ((Part.HEADLINE, article.title), (Part.BODY, article.text)):
            placed = [Placed(start, self._notes(words)) for start, words in _split(text)]
            sentences = tuple(span for place in placed for span in shift(place.notes.sentences, place.start))
            times = _times(text, article, self.lexicon.language)
            desk = Desk(article, part, text, sentences, times, self.lexicon, VERSION)
            joined = join(placed)
            if part is Part.HEADLINE:
                joined = [one for one in joined if not kicker(one, article, self.lexicon)]
            if part is Part.HEADLINE and not joined:
                signed = signed_headline(text, self.lexicon)
                joined = [signed] if signed is not None else []
            made = statements(desk, joined)
            if part is Part.BODY:
                own = own_voice(desk, made)
                mentions = find_mentions(text, article.title, sentences, self.lexicon, said=said_in(made))
                talk = (
                    None if article.locator == HEARD else _interview(article, joined, mentions, self.lexicon)
                )
                if talk is not None:
                    made, own = list(map(talk.given, made)), list(map(talk.given, own))
                if article.locator != HEARD:
                    through = find_through(article, _places(text), sentences, self.lexicon)
                    made, own = list(map(through.given, made)), list(map(through.given, own))
                if article.hyperlinks:
                    made = [with_addresses(statement, article.hyperlinks) for statement in made]
            found.extend(made)
        return Reading(
            article=article.id,
            statements=tuple(found),
            own_voice=tuple(own),
            times=times,
            mentions=mentions,
            reader=VERSION,
        )


def _gated(text: str, found: tuple[Frame, ...], triggers: frozenset[str]) -> tuple[Frame, ...]:
    kept = (gated(text, frame, triggers) for frame in found)
    return tuple(frame for frame in kept if frame is not None)


def _interview(
    article: Article, found: Sequence[Finding], mentions: Sequence[Mention], lexicon: Lexicon
) -> Interview | None:
    return find_interview(article.title, article.text, _places(article.text), found, mentions, lexicon)


def _places(text: str) -> list[Span]:
    """Where the paragraphs of a text stand."""
    return [Span(start, start + len(words)) for start, words in _split(text)]


def _times(text: str, article: Article, language: str) -> tuple[TimeExpression, ...]:
    """The times of a text; none in a language whose words of time are not known."""
    if language not in TIMED:
        return ()
    return find_times(text, published=article.published, language=language)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _split(text: str) -> Sequence[tuple[int, str]]:
    """Paragraphs with their offsets; one too long to parse is cut at white space."""
    found, start = [], 0
    for end, after in [
        *((match.start(), match.end()) for match in PARAGRAPH.finditer(text)),
        (len(text), len(text)),
    ]:
        while end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = space if space > 0 else start + LONGEST
            found.append((start, text[start:cut]))
            start = cut
        if text[start:end].strip():
            found.append((start, text[start:end]))
        start = after
    return found

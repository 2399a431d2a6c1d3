"""Quotations put in the right place of a real transcript, and altered words named.

`python -m benchmarks quotes [--longform FILE.json] [--heard FILE.json] [--made] [--json]`

Quotations are made by code from the reference text of a long recording, half of them with one word put
in the place of another, and held against what the recogniser heard (with its errors). Beside the 53 of
the task a larger set, and quotations that are not in the recording at all, give the rates that decide
what is called doubtful. The peer is plain fuzzy matching of the letters (rapidfuzz, the best partial
match), with a word-by-word difference of what it found.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import msgspec
from rapidfuzz.fuzz import partial_ratio_alignment

from benchmarks.corpora import bench_folder, fingerprint
from sayso.terms.recording import Doubt, HeardWord, Language, MadeBy, Segment, Transcript
from sayso.weigh.recordings.quotes import FOUND, SURE, ChangeKind, QuoteKind, QuoteMatch, Spoken, match_quote
from sayso.weigh.recordings.words import tokens

SEED, ASKED, MORE = 17, 53, 400
SHORTEST, LONGEST = 5, 18
NEAR = 4.0  # seconds by which the middle of a match may be off; the truth is interpolated


@dataclass(frozen=True)
class Quote:
    """A made quotation: its words, the seconds where they are spoken (None: nowhere), and the word that was
    put in with the one that it replaced."""

    words: tuple[str, ...]
    start: float | None
    end: float | None
    altered: str = ""
    spoken: str = ""

    @property
    def text(self) -> str:
        """As it would be printed."""
        return " ".join(self.words).capitalize()


def made(reference: Sequence[str], places: Sequence[Sequence[object]], count: int, seed: int) -> list[Quote]:
    """Quotations from random utterances, every second one with an altered word. Word times inside an
    utterance are interpolated."""
    draw = random.Random(seed)
    spoken = [line.lower().split() for line in reference]
    vocabulary = sorted({word for line in spoken for word in line if len(word) >= 4})
    long = [number for number, line in enumerate(spoken) if len(line) >= SHORTEST]
    found: list[Quote] = []
    while len(found) < count:
        number = draw.choice(long)
        line = spoken[number]
        size = draw.randint(SHORTEST, min(LONGEST, len(line)))
        first = draw.randint(0, len(line) - size)
        words = line[first : first + size]
        _, begin, finish = places[number]
        start, end = float(str(begin)), float(str(finish))
        rate = (end - start) / len(line)
        at, to = start + first * rate, start + (first + size) * rate
        heavy = [place for place, word in enumerate(words) if len(word) >= 4]
        if len(found) % 2 and heavy:
            place = draw.choice(heavy)
            other = draw.choice([word for word in vocabulary if word not in words])
            changed = (*words[:place], other, *words[place + 1 :])
            found.append(Quote(changed, at, to, other, words[place]))
        else:
            found.append(Quote(tuple(words), at, to))
    return found


def absent(manifest: Path, reference: Sequence[str], count: int, seed: int) -> list[Quote]:
    """Quotations from other recordings' texts, which are nowhere in this one."""
    draw = random.Random(seed)
    own = " ".join(reference).lower()
    with manifest.open(encoding="utf-8", newline="") as lines:
        texts = [str(row.get("text") or "").lower().split() for row in csv.DictReader(lines)]
    texts = [words for words in texts if len(words) >= SHORTEST and " ".join(words) not in own]
    found: list[Quote] = []
    while texts and len(found) < count:
        words = draw.choice(texts)
        size = draw.randint(SHORTEST, min(LONGEST, len(words)))
        first = draw.randint(0, len(words) - size)
        if " ".join(words[first : first + size]) not in own:
            found.append(Quote(tuple(words[first : first + size]), None, None))
    return found


def right(quote: Quote, start: float | None, end: float | None) -> bool:
    """Whether a place found is where the quotation is spoken."""
    if start is None or end is None or quote.start is None or quote.end is None:
        return False
    return abs((start + end) / 2 - (quote.start + quote.end) / 2) <= NEAR


def named(quote: Quote, match: QuoteMatch) -> bool:
    """Whether the altered word is named as altered, with what was said instead somewhere in it."""
    return any(
        change.kind in (ChangeKind.ALTERED, ChangeKind.ADDED) and quote.altered in change.printed.lower()
        for change in match.changes
    )


class Peer:
    """The best partial match of the letters."""

    def __init__(self, transcript: Transcript) -> None:
        self._text, self._at = "", []
        for word in transcript.words:
            for token in tokens(word.text):
                self._at.append((len(self._text), word.start, word.end))
                self._text += token.word + " "

    def place(self, quote: Quote) -> tuple[float | None, float | None, str]:
        """From when to when, and the text there."""
        found = partial_ratio_alignment(" ".join(quote.words), self._text)
        if found is None:
            return None, None, ""
        inside = [each for each in self._at if found.dest_start <= each[0] < found.dest_end]
        if not inside:
            return None, None, ""
        return inside[0][1], inside[-1][2], self._text[found.dest_start : found.dest_end]

    def named(self, quote: Quote, there: str) -> bool:
        """Whether a word-by-word difference points at the altered word."""
        steps = SequenceMatcher(None, quote.words, there.split(), autojunk=False).get_opcodes()
        return any(quote.altered in quote.words[a:b] for tag, a, b, _, _ in steps if tag != "equal")


def quantiles(matches: Sequence[QuoteMatch]) -> dict[str, float]:
    """Where the scores lie."""
    ordered = sorted(match.score for match in matches)
    at = {"least": 0.0, "1 %": 0.01, "5 %": 0.05, "half": 0.5, "95 %": 0.95, "99 %": 0.99, "most": 1.0}
    return (
        {name: round(ordered[round(q * (len(ordered) - 1))], 2) for name, q in at.items()} if ordered else {}
    )


def scores(quotes: Sequence[Quote], transcript: Transcript) -> dict[str, object]:
    """Ours and the peer's counts on one set of quotations that are in the recording."""
    spoken, peer = Spoken(transcript.words, language="en"), Peer(transcript)
    matches = [match_quote([quote.text], spoken, language="en") for quote in quotes]
    theirs = [peer.place(quote) for quote in quotes]
    altered = [number for number, quote in enumerate(quotes) if quote.altered]
    true = [number for number, quote in enumerate(quotes) if not quote.altered]
    return {
        "quotations": len(quotes),
        "placed": sum(right(q, m.start, m.end) for q, m in zip(quotes, matches, strict=True)),
        "placed_peer": sum(right(q, s, e) for q, (s, e, _) in zip(quotes, theirs, strict=True)),
        "doubtful": sum(match.doubtful for match in matches),
        "altered": len(altered),
        "altered_named": sum(named(quotes[n], matches[n]) for n in altered),
        "altered_named_peer": sum(peer.named(quotes[n], theirs[n][2]) for n in altered),
        "true": len(true),
        "true_called_altered": sum(matches[n].kind is QuoteKind.ALTERED for n in true),
        "true_called_altered_surely": sum(
            matches[n].kind is QuoteKind.ALTERED and not matches[n].doubtful for n in true
        ),
        "scores": quantiles(matches),
    }


def wrong(quotes: Sequence[Quote], transcript: Transcript) -> Iterator[str]:
    """What went wrong, to be read."""
    spoken = Spoken(transcript.words, language="en")
    for quote in quotes:
        match = match_quote([quote.text], spoken, language="en")
        changes = [(c.kind.value, c.printed, c.heard) for c in match.changes]
        bad_true = not quote.altered and match.kind is QuoteKind.ALTERED
        missed = bool(quote.altered) and not named(quote, match)
        if not right(quote, match.start, match.end) or bad_true or missed:
            what = "place" if not right(quote, match.start, match.end) else "true" if bad_true else "missed"
            yield f"{what}: {quote.text} | {quote.altered}<{quote.spoken} | {match.heard} | {changes}"


def table(transcript: Transcript, longform: Path, manifest: Path) -> dict[str, object]:
    """Everything that is measured: the 53, a larger set, and quotations that are not there."""
    truth = json.loads(longform.read_text(encoding="utf-8"))
    reference, places = truth["ref"], truth["pos"]
    spoken = Spoken(transcript.words, language="en")
    nowhere = absent(manifest, reference, MORE, SEED) if manifest.exists() else []
    strangers = [match_quote([quote.text], spoken, language="en") for quote in nowhere]
    return {
        "asked": scores(made(reference, places, ASKED, SEED), transcript),
        "more": scores(made(reference, places, MORE, SEED + 1), transcript),
        "absent": {
            "quotations": len(strangers),
            "found": sum(match.kind is not QuoteKind.NOT_FOUND for match in strangers),
            "found_surely": sum(
                match.kind is not QuoteKind.NOT_FOUND and not match.doubtful for match in strangers
            ),
            "scores": quantiles(strangers),
        },
        "bounds": {"found": FOUND, "sure": SURE},
    }


def as_if_heard(reference: Sequence[str], places: Sequence[Sequence[object]], seed: int) -> Transcript:
    """The reference text with errors as a recogniser makes them, made by code: of a hundred words three are
    another word of the text, one is missing and two are doubtful. Quick, and the same on every machine."""
    draw = random.Random(seed)
    vocabulary = sorted({word for line in reference for word in line.lower().split()})
    words: list[HeardWord] = []
    for line, place in zip(reference, places, strict=True):
        start, end = float(str(place[1])), float(str(place[2]))
        spoken = line.lower().split()
        for at, word in enumerate(spoken):
            told, step = draw.random(), (end - start) / len(spoken)
            if told < 0.01:
                continue
            text = draw.choice(vocabulary) if told < 0.04 else word
            doubt = Doubt.UNSURE if 0.04 <= told < 0.06 else Doubt.NONE
            begin = start + at * step
            words.append(HeardWord(text, begin, begin + step, 0.4 if doubt else 0.95, doubt))
    whole = (Segment(words[0].start, words[-1].end, 0, len(words)),)
    return Transcript("made", Language("en", 1.0), tuple(words), whole, MadeBy("made by code", "1"))


def heard(path: Path) -> Transcript:
    """What the recogniser hears in the recording beside the truth."""
    from sayso.listen.hearing import hear
    from sayso.terms.identity import digest_of

    return hear(path, digest=digest_of(path.read_bytes()), language="en").transcript


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks quotes", description=__doc__)
    folder = bench_folder() / "speech"
    parser.add_argument("--longform", type=Path, default=folder / "longform" / "long17.json")
    parser.add_argument("--heard", type=Path, help="a transcript that was kept; made where it is not there")
    parser.add_argument("--made", action="store_true", help="errors made by code instead of the recogniser's")
    parser.add_argument("--wrong", action="store_true", help="print what went wrong")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    sound = asked.longform.with_suffix(".flac")
    if not sound.exists():
        print(f"skipped: {sound} is not there; name the corpora's folder in SAYSO_BENCH")
        return 0
    if asked.made:
        truth = json.loads(asked.longform.read_text(encoding="utf-8"))
        transcript = as_if_heard(truth["ref"], truth["pos"], SEED)
    elif asked.heard and asked.heard.exists():
        transcript = msgspec.json.decode(asked.heard.read_bytes(), type=Transcript)
    else:
        transcript = heard(sound)
        if asked.heard:
            asked.heard.write_bytes(msgspec.json.encode(transcript))
    if asked.wrong:
        truth = json.loads(asked.longform.read_text(encoding="utf-8"))
        print("\n".join(wrong(made(truth["ref"], truth["pos"], MORE, SEED + 1), transcript)))
        return 0
    found = {"corpus": fingerprint(sound), **table(transcript, asked.longform, folder / "manifest.csv")}
    print(json.dumps(found, indent=None if asked.json else 2))
    return 0

"""A recording made by hand: what a listener would have found in it, without any sound."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.ledger import Ledger
from sayso.terms.article import Article, Evidence
from sayso.terms.identity import digest_of
from sayso.terms.recording import (
    Channel,
    Comparison,
    Condition,
    Credentials,
    Doubt,
    Fingerprint,
    Heard,
    HeardWord,
    Language,
    MadeBy,
    Mark,
    MarkKind,
    Media,
    Peaks,
    Provenance,
    Recording,
    ReuseMatch,
    Segment,
    Stretch,
    Track,
    Transcript,
    Turn,
    Turns,
    Validation,
    Voiceprint,
)
from sayso.terms.time import Certainty, Interval, Published
from sayso.terms.transcript import lay_out

BY = MadeBy("by hand", "1")
TALK = (
    "My brothers, I greet you from the hills of Dreel. They have buried me twice this week. "
    "I am not hurt, and I am not for sale. Ruvan Ostrel was not killed near Kelmet. "
    "Ruvan Ostrel is alive and unharmed, as you can hear. "
    "President Oda Kerrin has announced that her government is ready for talks with us without conditions. "
    "Her letter has a bomb inside. "
    "We will not lay down our arms while one soldier of Sarn stands north of the river."
)
REPLY = "Thank you for your words. The council has heard them and will answer by Sunday."
CLEAN = Condition(Channel.CLEAN, 7800.0, 28.0, 40.0)
VALIDATION = Validation(
    Channel.CLEAN, 120, 2400, 40, 0.05, 0.012,
    ((-3.0, 1.0), (-1.0, 0.98), (0.0, 0.95), (1.0, 0.8), (3.0, 0.0)),
    ((-3.0, 1.0), (-1.0, 0.3), (0.0, 0.02), (1.0, 0.0), (3.0, 0.0)),
)  # fmt: skip


def heard(
    *speeches: str,
    data: bytes = b"OggS talk",
    rate: float = 0.4,
    doubts: dict[int, Doubt] | None = None,
    language: str = "en",
) -> Heard:
    """What would be heard in a recording in which speakers 1, 2, … take turns; `rate` seconds a word."""
    recording = Recording.make_id(digest_of(data))
    words: list[HeardWord] = []
    turns: list[Turn] = []
    at = 0.5
    for number, speech in enumerate(speeches, 1):
        start = at
        for word in speech.split():
            doubt = (doubts or {}).get(len(words), Doubt.NONE)
            words.append(HeardWord(word, at, at + rate * 0.9, 0.3 if doubt else 0.95, doubt))
            at += rate
        turns.append(Turn(str(number), start, at))
        at += 3.0
    media = Media("ogg", at, (Track("audio", "opus", 48000, 1, "mono"),), at, 24000, (("title", "talk"),))
    voice = Voiceprint(recording, (Stretch(0.5, at),), CLEAN, b"\x01\x02\x03\x04", BY)
    return Heard(
        recording=Recording(recording, digest_of(data), media),
        provenance=Provenance(Credentials.ABSENT),
        peaks=Peaks(len(words) / at, tuple((37 * n) % 101 for n in range(len(words)))),
        condition=CLEAN,
        transcript=Transcript(
            recording, Language(language, 0.98), tuple(words), (Segment(0.5, at, 0, len(words)),), BY
        ),
        turns=Turns(recording, tuple(turns), BY),
        marks=(Mark(MarkKind.NOISE_CHANGE, 7.5, 4.2, 0.61, 3.5),),
        fingerprint=Fingerprint(recording, at, b"\x00\xff", BY),
        voices=tuple((str(number), voice) for number in range(1, len(speeches) + 1)),
    )


def compared(of: Heard, *references: str) -> Comparison:
    """A comparison with a number in it."""
    return Comparison(
        of.recording.id, references, (Stretch(0.5, 20.0),), CLEAN, BY,
        llr=1.4, low=0.9, high=1.9, cap=2.0, verbal="moderate support for one voice", validation=VALIDATION,
    )  # fmt: skip


def reused(of: Heard, older: Heard) -> ReuseMatch:
    """That four seconds of one stand in the other."""
    here, there = Stretch(4.0, 8.0), Stretch(1.0, 5.0)
    return ReuseMatch(of.recording.id, older.recording.id, here, there, 1.0, 0.93, BY)


def transcript_article(
    of: Heard, *, name: str = "talk.ogg", collected: datetime = datetime(2026, 3, 12, 18, tzinfo=UTC)
) -> Article:
    """The words of a recording as an article."""
    text = lay_out(of.transcript, of.turns).text
    title = f"Recording {name}"
    return Article(
        id=Article.make_id(outlet=title, url=f"recording:{of.recording.id}", title=title, text=text),
        evidence=of.recording.evidence,
        outlet=title,
        title=title,
        text=text,
        url=f"recording:{of.recording.id}",
        published=Published(Interval(None, collected), Certainty.COLLECTED, "when it was collected"),
        language=of.transcript.language.code,
        locator="transcript",
    )


def store(
    ledger: Ledger,
    of: Heard,
    *,
    data: bytes = b"OggS talk",
    name: str = "talk.ogg",
    media_type: str = "audio/ogg",
    collected: datetime = datetime(2026, 3, 12, 18, tzinfo=UTC),
) -> Article:
    """Put a recording with its words into a case."""
    article = transcript_article(of, name=name, collected=collected)
    ledger.evidence.put(data)
    with ledger.writing() as writer:
        writer.evidence(Evidence(digest_of(data), len(data), media_type, f"/in/{name}", collected))
        writer.heard(of)
        writer.article(article)
        writer.transcript(of.recording.id, article.id)
    return article

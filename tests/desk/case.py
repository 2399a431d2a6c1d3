"""A small case made by hand: five articles, four outlets, one question, every word at its offset."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sayso.ledger.ledger import Ledger
from sayso.terms.article import Article, Evidence
from sayso.terms.entity import (
    Alias,
    Entity,
    EntityKind,
    NameReason,
    NameScore,
    Proposal,
    Relation,
    RelationKind,
    Resolution,
    WordPair,
)
from sayso.terms.question import Answer, ArticleStance, Bearing, Copy, Question, Stance, Weighing
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, Link, MadeBy, Part, Polarity, Reading, SourceKind, Statement, Voice
from sayso.terms.time import Certainty, Interval, Published
from sayso.terms.watchlist import ChangeKind, Entry, Hit, ListChange, ListedName, Reward, Watchlist
from sayso.weigh.status.standing import standing

QUESTION = Question(
    id="qu-dam",
    asks="Did the dam at Orle burst?",
    kind="general",
    subjects=("the dam at Orle",),
    answers=(
        Answer("burst", "The dam burst", excludes=("held",)),
        Answer("held", "The dam held", excludes=("burst",)),
    ),
)
LISTED = date(2021, 3, 9)
START = datetime(2031, 4, 1, 6, tzinfo=UTC)
HOSTILE = '</script><script>window.hit=1</script><img src=x onerror="window.hit=1">'


def words(text: str, piece: str) -> Words:
    """Where `piece` stands in `text`."""
    if not piece:
        return NO_WORDS
    at = text.index(piece)
    return Words.cut(text, [Span(at, at + len(piece))])


def article(outlet: str, title: str, text: str, *, hours: float) -> Article:
    """An article that came out so many hours after the start."""
    out = START + timedelta(hours=hours)
    url = f"https://{outlet.lower().replace(' ', '')[:20]}.example/{hours}"
    from sayso.terms.identity import digest_of

    return Article(
        id=Article.make_id(outlet=outlet, url=url, title=title, text=text),
        evidence=digest_of(text.encode("utf-8", "surrogatepass")),
        outlet=outlet,
        title=title,
        text=text,
        published=Published(Interval(out, out + timedelta(minutes=1)), Certainty.STATED, "by hand"),
        authors=("A. Writer",),
        url=url,
    )


def said(
    of: Article,
    source: str,
    cue: str,
    content: str,
    *,
    polarity: Polarity = Polarity.AFFIRMS,
    hedge: str = "",
    via: str = "",
    part: Part = Part.BODY,
) -> Statement:
    """A statement at the places where its words stand in the article."""
    text = of.text if part is Part.BODY else of.title
    links = [Link(via, SourceKind.OUTLET)] if via else []
    if source:
        links.append(Link(source, SourceKind.PERSON, words(text, source), words(text, cue)))
    pieces = words(text, source), words(text, cue), words(text, content)
    return Statement(
        id=Statement.make_id(article=of.id, part=part, source=pieces[0], cue=pieces[1], content=pieces[2]),
        article=of.id,
        part=part,
        voice=Voice.INDIRECT if source else Voice.OWN,
        source=pieces[0],
        cue=pieces[1],
        content=pieces[2],
        chain=tuple(links),
        polarity=polarity,
        hedge=Hedge.WEAK if hedge else Hedge.NONE,
        hedge_words=words(text, hedge),
        condition=NO_WORDS,
        made_by=MadeBy("by hand", "1"),
        confidence=0.9,
    )


def build(folder: Path) -> Ledger:
    """The case, with one question: Petra Ohm says that the dam burst, three outlets pass it on; Ivo
    Brand denies it two days later."""
    first = article(
        "Vale Wire", "Dam burst, says warden", "The dam has burst, warden Petra Ohm said.", hours=0
    )
    relay = article("Orle Post", "Dam burst", "The dam may have burst, Petra Ohm told Vale Wire.", hours=2)
    copy = article(
        "Low Mail", "Dam burst, says warden", "The dam has burst, warden Petra Ohm said. More soon.", hours=3
    )
    denial = article(
        "Vale Wire", "Engineer denies", "Ivo Brand denied that the dam burst. It held, he said.", hours=50
    )
    hostile = article(
        f"Bad {HOSTILE}", HOSTILE, f"{HOSTILE} {'W' * 10_000} \u202egnihton\u202c said Mal.", hours=60
    )
    a = said(first, "Petra Ohm", "said", "The dam has burst")
    b = said(relay, "Petra Ohm", "told", "The dam may have burst", hedge="may have", via="Vale Wire")
    c = said(copy, "Petra Ohm", "said", "The dam has burst")
    d = said(denial, "Ivo Brand", "denied", "that the dam burst", polarity=Polarity.DENIES)
    e = said(denial, "he", "said", "It held")
    f = said(hostile, "Mal", "said", HOSTILE)
    readings = [Reading(x.article, (x,), reader="by hand") for x in (a, b, c)]
    readings += [Reading(denial.id, (d, e), reader="by hand"), Reading(hostile.id, (f,), reader="by hand")]
    sides = [(a, "burst"), (b, "burst"), (c, "burst"), (d, "burst"), (e, "held")]
    bearings = tuple(
        Bearing(s.id, s.article, QUESTION.id, answer, s.polarity, s.hedge, 0.9, "by hand")
        for s, answer in sides
    )
    articles = (first, relay, copy, denial, hostile)
    statements = [s for reading in readings for s in reading.statements]
    copies = (Copy(copy.id, first.id, 0.95),)
    now = standing(QUESTION, bearings, statements, articles, copies=copies).status
    ledger = Ledger.create(folder)
    with ledger.writing() as writer:
        for each in articles:
            data = each.text.encode()
            writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", each.url, START))
            writer.article(each)
        for reading in readings:
            writer.reading(reading)
        stance = ArticleStance(first.id, QUESTION.id, Stance.REPORTS, "by hand")
        writer.weighing(Weighing((QUESTION,), bearings, (stance,), copies, (now,)))
        writer.resolution(_who_is_who(first, relay, denial))
        for listed, entries, changes in _lists():
            writer.watchlist(listed, entries, changes)
        writer.hits(_hits(_lists()[1][0]))
        writer.refusal(f"broken{HOSTILE}.html", "it holds no words", "Save it again and add it.")
    return ledger


def _lists() -> list[tuple[Watchlist, tuple[Entry, ...], tuple[ListChange, ...]]]:
    """Two versions of one list, with hostile words where a publisher can put them."""
    old = Entry("w-1", EntityKind.PERSON, (ListedName("Petra Om"),), born=("1970",))
    reward = Reward(5_000_000, "USD", reason=HOSTILE)
    new = replace(old, names=(ListedName("Petra Om"), ListedName(HOSTILE, True)), rewards=(reward,))
    names = ListChange(
        "wanted", "w-1", ChangeKind.CHANGED, LISTED, "names", "Petra Om", f"Petra Om\n{HOSTILE}"
    )
    first = Watchlist("wanted", LISTED - timedelta(days=9), "0" * 64, 1, "csv")
    return [(first, (old,), ()), (Watchlist("wanted", LISTED, "1" * 64, 1, "csv"), (new,), (names,))]


def _hits(listed: Watchlist) -> list[Hit]:
    """Both names of Petra Ohm hit the entry."""
    pair = WordPair("Ohm", "Om", "similar", 0.8)
    reason = NameReason("letters", "the letters of both", 0.9, 1.2)
    return [
        Hit(name, listed.id, "w-1", score, NameScore(name, "Petra Om", score, (reason,), (pair,), "by hand"))
        for name, score in (("Petra Ohm", 0.9), ("warden Petra Ohm", 0.8), ("Ivo Brand", 0.7))
    ]


def _who_is_who(first: Article, relay: Article, denial: Article) -> Resolution:
    """Petra Ohm by two names, and Ivo Brand, who a person has to tell from I. Brand."""
    return Resolution(
        entities=(
            Entity("en-ohm", EntityKind.PERSON, "Petra Ohm"),
            Entity("en-brand", EntityKind.PERSON, "Ivo Brand"),
            Entity("en-other", EntityKind.PERSON, "I. Brand"),
        ),
        aliases=(
            Alias("Petra Ohm", "en-ohm", first.id),
            Alias("Petra Ohm", "en-ohm", relay.id),
            Alias("warden Petra Ohm", "en-ohm", first.id),
            Alias("Ivo Brand", "en-brand", denial.id),
            Alias("I. Brand", "en-other", denial.id),
        ),
        relations=(Relation("en-brand", "en-ohm", RelationKind.PART_OF, "by hand", denial.id),),
        proposals=(Proposal("en-brand", "en-other", 0.7, "an initial"),),
    )

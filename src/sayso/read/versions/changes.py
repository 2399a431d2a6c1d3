"""Two versions of an article, compared sentence by sentence. Pure, and without a parse.

Sentences that stayed, whatever their quotation marks look like, are found by the longest common runs; of
what is left, an old and a new sentence that are alike are one edited sentence. The kind of a change is told
by words: hedges of the language's lexicon, "not", figures, and the notices that outlets print.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib import resources

from rapidfuzz import fuzz

from sayso.errors import UnreadableInput
from sayso.read.cues.hedge import hedge
from sayso.read.text.lexicon import load
from sayso.read.text.sentences import sentences
from sayso.terms.span import Span
from sayso.terms.statement import Hedge, Part
from sayso.terms.version import Change, ChangeKind, Comparison, Kept, Step, plain_marks

MADE_BY = "sentences 2"
_ALIKE = 55  # of 100: an old and a new sentence that are one, edited
_MOST_PAIRS = 40_000
_SHORT = 0.6  # of the old text's sentences: fewer, and a notice, is a text that was cut off
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|dozens?)\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|no|never|nobody|none|denie[sd]|deny|denying|denial|refute[sd]?|false)\b|n['’]t\b", re.I
)


def compare(
    old_title: str, old: str, new_title: str, new: str, *, language: str = "en", walled: bool = False
) -> Comparison:
    """What changed from the old words to the new. `walled` where the new page says that it is not free.
    Texts are paragraphs parted by blank lines; the same words give no change."""
    steps = tuple(_steps(old, new))
    notices = _notices(language)
    changes = [*_headline(old_title, new_title, language, notices)]
    changes += [
        change for step in steps if (change := _change(step, old, new, language, notices)) is not None
    ]
    if _is_cut_off(steps, changes, new, walled, notices):
        gone = [change for change in changes if change.kind is ChangeKind.REMOVED]
        changes = [change for change in changes if change.kind is not ChangeKind.REMOVED]
        words = f"the text ends after {sum(step.same for step in steps)} of {_count(steps)} sentences"
        changes.append(Change(ChangeKind.CUT_OFF, Part.BODY, gone[0].old, None, gone[0].was, "", words))
    return Comparison(
        steps,
        tuple(changes),
        len(old_title) == len(new_title) and not any(change.part is Part.HEADLINE for change in changes),
    )


def kept(comparison: Comparison) -> tuple[Kept, ...]:
    """The stretches of text that stayed, neighbours joined where they keep their distance."""
    found: list[Kept] = []
    for step in comparison.steps:
        if not (step.same and step.old and step.new):
            continue
        last = found[-1] if found else None
        if last and step.old.start - last.old == step.new.start - last.new and _adjoin(last, step.old):
            found[-1] = Kept(last.old, last.new, step.old.end - last.old)
        else:
            found.append(Kept(step.old.start, step.new.start, step.old.end - step.old.start))
    return tuple(found)


def _adjoin(last: Kept, old: Span) -> bool:
    return 0 <= old.start - (last.old + last.length) <= 2


def _count(steps: Sequence[Step]) -> int:
    return sum(step.old is not None for step in steps)


def _units(text: str) -> list[tuple[Span, bool]]:
    """The sentences of a text in order, each with whether a paragraph begins with it."""
    found, start = [], 0
    for paragraph in text.split("\n\n"):
        spans = sentences(paragraph)
        found += [(Span(start + s.start, start + s.end), at == 0) for at, s in enumerate(spans)]
        start += len(paragraph) + 2
    return found


def _steps(old: str, new: str) -> Iterator[Step]:
    before, after = _units(old), _units(new)
    olds = [plain_marks(span.of(old)) for span, _ in before]
    news = [plain_marks(span.of(new)) for span, _ in after]
    for same, i1, i2, j1, j2 in _runs(olds, news):
        if same:
            pairs = zip(before[i1:i2], after[j1:j2], strict=True)
            yield from (Step(was[0], now[0], same=True, breaks=now[1]) for was, now in pairs)
            continue
        for i, j in _paired(olds[i1:i2], news[j1:j2]):
            was = before[i1 + i][0] if i is not None else None
            span, breaks = after[j1 + j] if j is not None else (None, False)
            yield Step(was, span, breaks=breaks)


def _runs(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Runs of sentences that are the same, and what lies between them."""
    head = 0
    while head < min(len(olds), len(news)) and olds[head] == news[head]:
        head += 1
    tail = 0
    while tail < min(len(olds), len(news)) - head and olds[-1 - tail] == news[-1 - tail]:
        tail += 1
    if head:
        yield True, 0, head, 0, head
    mid_old, mid_new = olds[head : len(olds) - tail], news[head : len(news) - tail]
    # A text that repeats one sentence without end would take the matcher for ever.
    often = Counter(mid_new)
    if sum(often[sentence] for sentence in mid_old) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, mid_old, mid_new, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag == "equal", head + i1, head + i2, head + j1, head + j2
    elif mid_old or mid_new:
        yield False, head, len(olds) - tail, head, len(news) - tail
    if tail:
        yield True, len(olds) - tail, len(olds), len(news) - tail, len(news)


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Old and new sentences that are alike, in order; those that have no other half alone."""
    done_old = done_new = 0
    for i, j in _alike(olds, news):
        yield from ((x, None) for x in range(done_old, i))
        yield from ((None, y) for y in range(done_new, j))
        yield i, j
        done_old, done_new = i + 1, j + 1
    yield from ((x, None) for x in range(done_old, len(olds)))
    yield from ((None, y) for y in range(done_new, len(news)))


def _alike(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs that do not cross: the best first, then the best of what is left between them."""
    if not olds or not news or len(olds) * len(news) > _MOST_PAIRS:
        return []
    scored = (
        (fuzz.ratio(was, now, score_cutoff=_ALIKE), i, j)
        for i, was in enumerate(olds)
        for j, now in enumerate(news)
    )
    taken: list[tuple[int, int]] = []
    for _, i, j in sorted((each for each in scored if each[0]), key=lambda each: (-each[0], *each[1:])):
        if all((i < x and j < y) or (i > x and j > y) for x, y in taken):
            taken.append((i, j))
    return sorted(taken)


def _headline(old: str, new: str, language: str, notices: dict[str, re.Pattern[str]]) -> Iterator[Change]:
    if plain_marks(old) == plain_marks(new):
        return
    kind, because = _told(old, new, language)
    if notices["retraction"].search(new) and not notices["retraction"].search(old):
        kind, because = ChangeKind.RETRACTION, "the headline says so"
    elif kind is ChangeKind.EDITED:
        kind = ChangeKind.HEADLINE
    yield Change(kind, Part.HEADLINE, Span(0, len(old)), Span(0, len(new)), old, new, because)


def _change(
    step: Step, old: str, new: str, language: str, notices: dict[str, re.Pattern[str]]
) -> Change | None:
    if step.same:
        return None
    was = step.old.of(old) if step.old else ""
    now = step.new.of(new) if step.new else ""
    for kind in (ChangeKind.RETRACTION, ChangeKind.CORRECTION):
        if (match := notices[kind.value].search(now)) and not notices[kind.value].search(was):
            return Change(kind, Part.BODY, step.old, step.new, was, now, f"it says “{match[0][:80]}”")
    if step.old is None:
        return Change(ChangeKind.ADDED, Part.BODY, None, step.new, was, now)
    if step.new is None:
        return Change(ChangeKind.REMOVED, Part.BODY, step.old, None, was, now)
    kind, because = _told(was, now, language)
    return Change(kind, Part.BODY, step.old, step.new, was, now, because)


def _told(was: str, now: str, language: str) -> tuple[ChangeKind, str]:
    """The kind of an edit, and the words that tell it."""
    found: list[tuple[ChangeKind, str]] = []
    (before, old_words), (after, new_words) = _hedged(was, language), _hedged(now, language)
    if before is not after:
        found.append((ChangeKind.HEDGE, _came_or_went(old_words, new_words)))
    if len(_NOT.findall(was)) != len(_NOT.findall(now)):
        found.append((ChangeKind.DENIAL, "a “not” came in or went"))
    old_figures, new_figures = Counter(_figures(was)), Counter(_figures(now))
    if old_figures != new_figures:
        gone, come = old_figures - new_figures, new_figures - old_figures
        found.append(
            (ChangeKind.FIGURE, f"{', '.join(gone) or 'no figure'} became {', '.join(come) or 'none'}")
        )
    if not found:
        return ChangeKind.EDITED, ""
    return found[0][0], "; ".join(words for _, words in found)


def _came_or_went(old: Sequence[str], new: Sequence[str]) -> str:
    """Which hedges came in and which went, in words. It does not say that a sentence is surer now: what
    takes the place of a hedge may be an attribution."""
    come = ", ".join(f"“{words}”" for words in sorted(set(new) - set(old)))
    gone = ", ".join(f"“{words}”" for words in sorted(set(old) - set(new)))
    return ", ".join(
        part for part in (f"{come} came in" if come else "", f"{gone} went" if gone else "") if part
    )


def _hedged(sentence: str, language: str) -> tuple[Hedge, list[str]]:
    try:
        lexicon = load(language)
    except UnreadableInput:  # a language that sayso does not read: its hedges are not known
        return Hedge.NONE, []
    level, spans = hedge(sentence, Span(0, len(sentence)), lexicon)
    return level, [span.of(sentence).lower() for span in spans]


def _figures(sentence: str) -> list[str]:
    return [figure.lower() for figure in _FIGURE.findall(sentence)]


def _is_cut_off(
    steps: Sequence[Step],
    changes: Sequence[Change],
    new: str,
    walled: bool,
    notices: dict[str, re.Pattern[str]],
) -> bool:
    """Whether the new text is only the beginning of the old, and the page asks for money or a login."""
    gone = [change for change in changes if change.kind is ChangeKind.REMOVED]
    stayed = sum(step.same for step in steps)
    if not gone or not stayed or stayed >= _SHORT * _count(steps):
        return False
    last = max(at for at, step in enumerate(steps) if step.same)
    only_the_end = all(step.new is not None for step in steps[:last])
    return only_the_end and (walled or notices["paywall"].search(new) is not None)


@cache
def _notices(language: str) -> dict[str, re.Pattern[str]]:
    """The notices of a language, those of English beside them."""
    table = tomllib.loads(resources.files("sayso.read").joinpath("notices.toml").read_text("utf-8"))
    own = table.get(language, {})
    return {
        kind: re.compile("|".join((*words, *(own.get(kind, ()) if language != "en" else ()))), re.I)
        for kind, words in table["en"].items()
    }

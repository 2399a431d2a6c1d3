"""find_times: the time expressions of a text, each grounded to intervals."""

from __future__ import annotations

from collections.abc import Callable

from sayso.read.time.anchor import Anchor, anchor_of, is_narrative
from sayso.read.time.context import Context, Option, Surroundings
from sayso.read.time.grammar import Found, parse
from sayso.read.time.ground import ground
from sayso.read.time.lexicon import Lexicon, load_lexicon
from sayso.read.time.meaning import (
    AtTime,
    Length,
    Meaning,
    Modified,
    Offset,
    Origin,
    Recurring,
    Relative,
    Vague,
    YearBefore,
)
from sayso.read.time.memory import Memory, Mention
from sayso.read.time.stretch import Stretch
from sayso.read.time.tense import Tense, TenseAt, guess_tense
from sayso.read.time.tokens import Tokens, tokenise
from sayso.read.time.ungrounded import placeholder, reading_of_length, reading_of_vague
from sayso.terms.span import Span
from sayso.terms.time import (
    AnchorKind,
    Granularity,
    Published,
    TimeExpression,
    TimeReading,
    TimeType,
)

TODAY = Relative(0, "day")
_DAYS = (Granularity.DAY, Granularity.PART_OF_DAY, Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND)
_CLOCKED = _DAYS[2:]
_BESIDE = {Granularity.DAY: 60, Granularity.MONTH: 60, Granularity.YEAR: 120}  # characters
_NEAR = 400  # characters: a bare clock time belongs to a day mentioned no further back


def find_times(
    text: str, *, published: Published, tense: TenseAt | None = None, language: str = "en"
) -> tuple[TimeExpression, ...]:
    """The time expressions of `text` in its order, each with ranked readings (half-open, in UTC).

    `tense` tells the tense that governs a span; without it the verbs around are guessed from. Days
    are those of the zone that `published` carries. Expressions that hang on an unknown publication
    keep their words and a value with X in place of what is unknown, without an interval.
    Linear in the length of the text. ValueError for a language without words of time.
    """
    lexicon = load_lexicon(language)
    tokens, found = parse(tokenise(text, lexicon), lexicon)
    anchor = anchor_of(published)
    narrative = is_narrative(found, anchor)
    out: list[TimeExpression] = []
    memory = Memory()
    for one in found:
        if any(name.stands(text, one.start, one.end) for name in lexicon.names):
            continue
        span = Span(one.start, one.end)
        ask = _tense_of(tokens, one, span, tense, lexicon)
        context = Context(anchor, memory, _surroundings(text, one, memory, lexicon), narrative, ask)
        expression, best = _expression(text, span, one.meaning, context)
        out.append(expression)
        aside = isinstance(one.meaning, YearBefore) or (
            narrative and expression.anchor is AnchorKind.PUBLICATION
        )
        if best is not None and not aside:  # neither a comparison nor the writer's today is what is told
            memory = memory.with_mention(Mention(best, span), today=anchor.day)
    return tuple(out)


def _surroundings(text: str, one: Found, memory: Memory, lexicon: Lexicon) -> Surroundings:
    day = memory.day
    near = day if day is not None and one.start - day.span.end < _NEAR else None
    beside = _beside(text, memory.last(), one)
    joint = text[beside.span.end : one.start].strip().lower() if beside else None
    listed = joint in lexicon.ranges["list"]
    runs_on = joint in lexicon.ranges["join"] and not listed
    return Surroundings(near, beside, runs_on or listed, runs_on)


def _beside(text: str, last: Mention | None, one: Found) -> Mention | None:
    """A day, month or year named just before, with neither a stop nor many words between."""
    if last is None or one.start - last.span.end > _BESIDE.get(last.stretch.unit, -1):
        return None
    between = text[last.span.end : one.start]
    return None if any(mark in between for mark in ("\n", ";", ". ")) else last


def _tense_of(
    tokens: Tokens, one: Found, span: Span, tense: TenseAt | None, lexicon: Lexicon
) -> Callable[[], Tense]:
    def ask() -> Tense:
        return tense(span) if tense is not None else guess_tense(tokens, one.at, lexicon)

    return ask


def _expression(
    text: str, span: Span, meaning: Meaning, context: Context
) -> tuple[TimeExpression, Stretch | None]:
    words = span.of(text)
    core = meaning
    while isinstance(core, Modified):
        core = core.base
    if context.narrative and core == TODAY:
        core = Vague("PRESENT_REF")  # in a history "today" is these days
    if isinstance(core, Length | Recurring | Vague):
        return _unplaced(span, words, core, context), None
    if isinstance(core, Offset) and core.length.count is None:
        vague = Vague("PAST_REF" if core.direction < 0 else "FUTURE_REF")
        return _unplaced(span, words, vague, context), None
    if isinstance(core, AtTime) and core.of_hours and core.clock and context.near.day is None:
        hours = Recurring(f"T{core.clock.hour:02d}:{core.clock.minute or 0:02d}", Granularity.MINUTE)
        return _unplaced(span, words, hours, context), None
    if isinstance(core, Offset) and _wants_a_clock(core, context):
        return _unplaced(span, words, core.length, context), None
    options = ground(meaning, context)
    if not options:
        return _unknown(span, words, core, context.anchor), None
    best = options[0]
    readings = _distinct(tuple(_reading(option, context.anchor) for option in options))
    kind = TimeType.TIME if best.stretch.unit in _DAYS[1:] else TimeType.DATE
    anchor_span = best.mention.span if best.mention else None
    expression = TimeExpression(span, words, kind, best.stretch.unit, best.anchor, anchor_span, readings)
    return expression, best.stretch


def _wants_a_clock(offset: Offset, context: Context) -> bool:
    """Six minutes later, where only the day of what came before is known: the day may be another."""
    small = offset.length.unit in ("hour", "minute", "second")
    if not small or offset.base is not None or offset.origin is not Origin.MENTION:
        return False
    base = context.base(offset.origin, offset.length.unit)
    return base is None or base.stretch.unit not in _CLOCKED


def _distinct(readings: tuple[TimeReading, ...]) -> tuple[TimeReading, ...]:
    kept: dict[str, TimeReading] = {}
    for reading in readings:
        kept.setdefault(reading.value, reading)
    return tuple(kept.values())


def _reading(option: Option, anchor: Anchor) -> TimeReading:
    stretch = option.stretch
    trust, because = 1.0, option.because
    if option.anchor is AnchorKind.PUBLICATION:
        trust = anchor.trust
        because += f"; {anchor.caveat}" if anchor.caveat else ""
    return TimeReading(
        stretch.interval(anchor.home), stretch.value, stretch.edtf, round(option.weight * trust, 4), because
    )


def _unplaced(span: Span, words: str, core: Meaning, context: Context) -> TimeExpression:
    if isinstance(core, Length):
        reading, kind = reading_of_length(core, context), TimeType.DURATION
        granularity = Granularity.VAGUE
    elif isinstance(core, Recurring):
        reading = TimeReading(None, core.value, "", 0.9, "a set of times, no stretch of the calendar")
        kind, granularity = TimeType.SET, core.granularity
    else:
        assert isinstance(core, Vague)  # noqa: S101  # the three are all that come here
        reading, kind, granularity = reading_of_vague(core, context), TimeType.DATE, Granularity.VAGUE
    side = reading.interval is not None
    kind_of_anchor = AnchorKind.PUBLICATION if side else AnchorKind.NONE
    return TimeExpression(span, words, kind, granularity, kind_of_anchor, None, (reading,))


def _unknown(span: Span, words: str, core: Meaning, anchor: Anchor) -> TimeExpression:
    value, granularity = placeholder(core)
    because = anchor.caveat if anchor.day is None else "no such day in the calendar near the anchor"
    reading = TimeReading(None, value, value, 0.2, because or "nothing to count from")
    kind = TimeType.TIME if granularity in _DAYS[1:] else TimeType.DATE
    return TimeExpression(span, words, kind, granularity, AnchorKind.NONE, None, (reading,))

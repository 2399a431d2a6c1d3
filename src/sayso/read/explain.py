"""Why a statement was read as it was, in lines of plain text."""

from __future__ import annotations

from sayso.read.cues.rules import describe
from sayso.terms.article import Article
from sayso.terms.span import Words
from sayso.terms.statement import Basis, Hedge, Link, Part, Polarity, Statement, Weighed

LEAST = 0.1  # of a feature's weight that an explanation names
TAGS = {
    "ROOT": "main verb",
    "VBD": "past",
    "VBZ": "present",
    "VBP": "present",
    "VBG": "-ing form",
    "VBN": "participle",
    "VB": "bare verb",
    "conj": "joined by and",
    "ccomp": "in a clause",
    "relcl": "in a relative clause",
    "advcl": "in a side clause",
    "xcomp": "under another verb",
    "NN": "noun",
    "NNS": "plural noun",
    "PRP": "pronoun",
    "JJ": "adjective",
    "MD": "modal",
}


def explain(statement: Statement, article: Article) -> list[str]:
    """Lines for `sayso read --explain`: the words, who says them, how sure, by which rule.

    ValueError where the statement is of another article.
    """
    if statement.article != article.id:
        raise ValueError(f"statement {statement.id} is not of article {article.id}")
    text = article.title if statement.part is Part.HEADLINE else article.text
    lines = [f"{_shown(statement.content, text)}"]
    lines.append(f"  source   {_who(statement, text)}")
    if statement.cue:
        lines.append(f"  cue      {_shown(statement.cue, text)}")
    lines += [f"  through  {_step(link)}{_stands(link, text)}" for link in statement.chain[:-1]]
    lines += [f"  because  {link.because}" for link in statement.chain if link.because]
    lines += [f"  leads to {link.url} ({link.name})" for link in statement.chain if link.url]
    if statement.polarity is not Polarity.AFFIRMS:
        lines.append(f"  stance   the source {statement.polarity.value} it")
    if statement.hedge is not Hedge.NONE:
        lines.append(f"  hedge    {statement.hedge.value}: {_shown(statement.hedge_words, text)}")
    if statement.condition:
        lines.append(f"  only     {_shown(statement.condition, text)}")
    rule = statement.made_by
    lines.append(f"  rule     {rule.rule} ({describe(rule.rule)}), {rule.version}")
    lines.append(f"  sure     {statement.confidence:.0%}")
    if statement.weighed is not None:
        lines += _weighed(statement.weighed)
    return lines


def _weighed(weighed: Weighed) -> list[str]:
    """How likely the ranker finds it, and what spoke for it and against it, on the logistic scale."""
    told = [(_plain(name), part) for name, part in weighed.parts if abs(part) >= LEAST]
    most = [f"{name} +{part:.1f}" for name, part in told if part > 0]
    least = [f"{name} {part:.1f}" for name, part in told if part < 0]
    sides = (("for", most), ("against", least))
    shown = [f"    {side:<8} {', '.join(parts)}" for side, parts in sides if parts]
    return [f"  ranker   {weighed.probability:.0%}", *shown]


def _plain(feature: str) -> str:
    """A feature's name with words for the tags of the parse."""
    return " ".join(TAGS.get(word, word) for word in feature.split())


def _stands(link: Link, text: str) -> str:
    """Where the words of a link stand, and by which cue."""
    cue = f" by {_shown(link.cue, text)}" if link.words and link.cue else ""
    return f", {_shown(link.words, text)}{cue}" if link.words else ""


def _shown(words: Words, text: str) -> str:
    """The words with their offsets."""
    pieces = " … ".join(_quoted(" ".join(span.of(text).split())) for span in words.spans)
    places = ", ".join(f"{span.start}-{span.end}" for span in words.spans)
    return f"{pieces} [{places}]" if pieces else "(no words)"


def _quoted(words: str) -> str:
    return words if words[:1] in '“"«„' else f"“{words}”"


def _who(statement: Statement, text: str) -> str:
    last = statement.innermost
    if last is None:
        return "nobody is named: the article's own voice"
    place = f", {_shown(statement.source, text)}" if statement.source else ""
    return f"{_step(last)}{place}"


def _step(link: Link) -> str:
    told = "" if link.basis is Basis.STATED else f", {link.basis.value}"
    count = f", {link.count} of them" if link.count is not None and link.count > 1 else ""
    return f"{link.name} ({link.kind.value}{count}{told})"

"""Which tokens around a cue are its source and its own words."""

from __future__ import annotations

from collections.abc import Container

from sayso.read.text.grammar import (
    PASSIVE,
    RELATIVE,
    SUBJECTS,
    Tokens,
    agent,
    children,
    passive,
    subject,
    subtree,
    verb_group,
)
from sayso.read.text.lexicon import Lexicon
from sayso.read.text.token import Token

# Classes of verbs that a speaker goes on with.
SPEECH = frozenset(
    {"say", "maintain", "claim", "announce", "write", "confirm", "deny", "demand", "ask", "judge", "label"}
)
SIDE = frozenset({"relcl", "acl", "advcl", "prep"})


def phrase(head: Token, *, without: Token | None = None) -> Tokens:
    """The words of a noun phrase with its modifiers and apposition, without clauses behind a comma."""
    if head.tag_ in RELATIVE:
        return frozenset({head})
    cut = [child for child in head.subtree if _aside(child) or _as_saying(child)]
    if without is not None and without in head.subtree and without is not head:
        cut.append(without)
    cut += [
        child for child in head.children if child.dep_ in {"prep", "advmod", "npadvmod"} and _fronted(child)
    ]
    tokens = subtree(head, without=cut)
    first = min(tokens, key=lambda token: token.i)
    if first.dep_ in {"cc", "mark", "punct"} and first is not head:
        tokens -= {first}
    return _whole_name(tokens, head)


def _whole_name(tokens: Tokens, head: Token) -> Tokens:
    """All of a name of which the parser makes each part a subject of its own, as it does of `Karim
    al-Tarin`, which it takes for four words."""
    if head.tag_ != "NNP" or head.dep_ != "nsubj":
        return tokens
    doc, first, last = head.doc, min(token.i for token in tokens), max(token.i for token in tokens)
    start, end = first, last
    while end + 1 < len(doc) and _alike(doc[end + 1], head):
        end += 1
    while start > 0 and (_alike(doc[start - 1], head) or _opens(doc[start - 1], start, head)):
        start -= 1
    return tokens | frozenset((*doc[start:first], *doc[last + 1 : end + 1]))


def _alike(token: Token, head: Token) -> bool:
    """Whether a word is a proper noun and a subject of the same verb, or the hyphen between two."""
    hyphen = token.text == "-" and not token.whitespace_
    return bool(token.tag_ == "NNP" and token.head == head.head and (token.dep_ == "nsubj" or hyphen))


def _opens(token: Token, start: int, head: Token) -> bool:
    """Whether a proper noun is a part of the name from `start` to its head, or stands before it as the first
    word of its sentence (`Kadir` of `Kadir al-Tarin`), where a day would stand with a comma."""
    part = token.dep_ == "compound" and start <= token.head.i < head.i
    lone = token.dep_ == "npadvmod" and token.is_sent_start and token.doc[start + 1].text == "-"
    return bool(token.tag_ == "NNP" and (part or lone))


def _aside(token: Token) -> bool:
    """`, who was under questioning`, `, including Senator Brandt`: said by the way."""
    if token.dep_ not in SIDE:
        return False
    first = token.left_edge
    before = token.doc[first.i - 1].text if first.i > 0 else ""
    if before not in {",", "―", "—", "–", "--"}:
        return False
    return bool(token.dep_ != "prep" or token.lower_ == "including")


def _as_saying(child: Token) -> bool:
    """`two officials as saying`."""
    return bool(child.lower_ == "as" and any(one.tag_ == "VBG" for one in children(child, "pcomp")))


def _fronted(child: Token) -> bool:
    """`On Sunday, contributors`: what comes first and ends with a comma is not of the phrase."""
    after = child.right_edge.i + 1
    return bool(child.i < child.head.i and after < len(child.doc) and child.doc[after].text == ",")


def goes_back(verb: Token, lexicon: Lexicon) -> Token | None:
    """The verb of speech that another one goes on from: `said that the guard had been drunk and called him a
    liar`. Behind a perfect the simple past is not the guard's but goes back to who said it."""
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBN"} or children(verb, *SUBJECTS, *PASSIVE, "aux"):
        return None
    said = first.head
    perfect = any(aux.lower_ == "had" for aux in children(first, "aux"))
    speech = (_speech(one, lexicon) for one in (verb, said))
    return said if first.dep_ == "ccomp" and perfect and said.tag_ == "VBD" and all(speech) else None


def _speech(verb: Token, lexicon: Lexicon) -> bool:
    return any(cue.kind in SPEECH and not cue.particle for cue in lexicon.verbs.get(verb.lower_, ()))


def clause_part(verb: Token, lexicon: Lexicon) -> Tokens:
    """A clause as content: a participle of a new cue behind a comma belongs to the next attribution,
    `, while the hospital counts 15` sets what others say against it, and `and called him a liar` is said
    of whoever says it all."""
    is_cue: Container[str] = lexicon.verbs
    cut = [child for child in children(verb, "conj") if goes_back(child, lexicon) is not None]
    cut += [mark for mark in children(verb, "cc") if any(child.left_edge.i - mark.i == 1 for child in cut)]
    for child in children(verb, "advcl"):
        before = verb.doc[child.left_edge.i - 1].text if child.left_edge.i > 0 else ""
        new_cue = child.tag_ == "VBG" and child.lower_ in is_cue
        against = child.left_edge.lower_ in {"while", "whereas"} and children(child, "nsubj", "nsubjpass")
        if child.i > verb.i and before == "," and (new_cue or against):
            cut.append(child)
    cut += [word for word in verb.subtree if word.lower_ == "according" and comes_last(word)]
    return subtree(verb, without=cut)


def comes_last(according: Token) -> bool:
    """`he said it fell, according to the Post`: behind a comma at the end it is of the whole sentence."""
    last = according.right_edge.i + 1
    ends = last >= len(according.doc) or according.doc[last].is_sent_end
    return bool(ends and according.i > 0 and according.doc[according.i - 1].text == ",")


def source_of(verb: Token) -> Token | None:
    """The head of the source of a verb, active or passive."""
    if passive(verb):
        alone = verb.dep_ == "acl" and verb.head.dep_ == "ROOT"
        clauses = [child for child in children(verb, "ccomp") if child.tag_ != "VB"]  # "man said to be dead"
        active = alone and clauses and agent(verb) is None
        return verb.head if active else agent(verb)
    return subject(verb) or _beside(verb)


def _beside(verb: Token) -> Token | None:
    """`..., officials and politicians said`, `..., the mayor, Ada Marsh, said`: the parser lost the subject,
    the commas kept it."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == 0:
        return None
    last = verb.i - 1
    while last > 0 and verb.doc[last].dep_ in {"aux", "advmod", "neg"}:
        last -= 1
    named = last > 1 and verb.doc[last].text == "," and verb.doc[last - 1].dep_ == "appos"
    noun = verb.doc[last - 1 if named else last]
    if not noun.tag_.startswith("NN") and noun.tag_ != "PRP":
        return None
    while noun.dep_ in {"conj", "compound", "pobj", "prep", "appos"} and noun.head.i < verb.i:
        first = noun.left_edge.i
        if first > 0 and verb.doc[first - 1].text == ",":
            whole = noun.head.left_edge.i
            if named and noun.dep_ == "appos" and whole > 0 and verb.doc[whole - 1].text == ",":
                noun = noun.head
            break
        noun = noun.head
    return noun if noun.tag_.startswith(("NN", "PRP")) else None


def lead(verb: Token, light: frozenset[str]) -> Token:
    """The first of a chain of light verbs: `tried` of `tried to explain`."""
    current = verb
    for _ in range(3):
        head = current.head
        linked = current.dep_ in {"xcomp"} or (current.dep_ == "pcomp" and head.dep_ == "prep")
        outer = head.head if current.dep_ == "pcomp" else head
        if not linked or outer.i > current.i or outer.lower_ not in light or children(current, "nsubj"):
            return current
        if current.i - outer.i > 5 or children(outer, "dobj"):  # "uses footage of her asking"
            return current
        current = outer
    return current


def quoted_by(verb: Token, cites: frozenset[str]) -> tuple[Token | None, Token | None]:
    """`The Post quoted two officials as saying ...`: who quotes, and who is quoted."""
    quotes = _quoting(verb, cites)
    if quotes is None:
        return None, None
    if passive(quotes):
        said = children(quotes, "nsubjpass")
        return agent(quotes), said[0] if said else None
    said = children(quotes, "dobj")
    return subject(quotes), said[0] if said else None


def _quoting(verb: Token, cites: Container[str]) -> Token | None:
    """The verb of quoting above `as saying` or `saying`."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        holder = verb.head.head
    elif verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl", "xcomp"}:
        holder = verb.head
        behind = children(holder, "dobj") if holder.lower_ in cites else [holder]
        if not behind or not behind[0].i < verb.i:
            return None
        people = behind[0].tag_ in {"NNS", "NNP"}  # "quoted two nurses, saying": they said it
        if verb.doc[verb.left_edge.i - 1].text == "," and not (people and holder.lower_ in cites):
            return None
    else:
        return None
    for above in (holder, holder.head, holder.head.head):
        if above.lower_ in cites:
            return above
    return None


def quotes_somebody(verb: Token, cites: Container[str]) -> bool:
    """Whether the verb quotes somebody as saying something, which holds the content."""
    if verb.lower_ not in cites:
        return False
    return any(inner.tag_ == "VBG" and _quoting(inner, cites) == verb for inner in verb.subtree)


def cited_by(verb: Token, head: Token | None, cites: frozenset[str]) -> tuple[Tokens, Tokens]:
    """`said, citing two officials`; `the paper, quoting a doctor, said`: whom the source cites, and
    all words of saying so."""
    holders = [verb, verb.head] if head is None else [verb, head, verb.head, *_among(head)]
    if head is not None and head.dep_ == "appos" and head.i < verb.i:  # the parser lost the verb
        holders.append(verb.sent.root)
    early = [
        child
        for clause in children(verb, "ccomp")
        for mark in children(clause, "mark")
        for child in children(clause, "advcl")
        if verb.i < child.i < mark.i  # before "that": the parser hangs it on the clause
    ]
    for holder in holders:
        for child in [*children(holder, "advcl", "acl", "conj", "relcl", "csubj"), *early]:
            cites_one = child.tag_ == "VBG" and child.lower_ in cites
            if cites_one or cites_for(child, cites):  # the verb itself too: "quoting two" only names them
                objects = children(child, "dobj")
                if objects:
                    clause = cited_clause(verb, cites)
                    return phrase(objects[0]), subtree(child, without=[clause] if clause else [])
    return frozenset(), frozenset()


def cited_in_turn(cited: Tokens, cites: Container[str]) -> Tokens:
    """`citing the Post, which quoted two officials`: on whom that one relies."""
    for token in cited:
        for verb in children(token, "relcl"):
            who, objects = children(verb, "nsubj"), children(verb, "dobj")
            if verb.lower_ in cites and objects and who and who[0].tag_ in RELATIVE:
                return phrase(objects[0])
    return frozenset()


def _among(head: Token) -> list[Token]:
    """`reports, including the Post, quoting a doctor, said`: who is named among them."""
    including = [child for child in children(head, "prep") if child.lower_ == "including"]
    return [one for child in including for one in children(child, "pobj")]


def shared_by(thing: Token, shares: Container[str]) -> Token | None:
    """`users shared a photo that claims to show ...`, `a video posted by the Front shows ...`: who spreads
    a thing that is said to say something."""
    held = thing.dep_ == "dobj" and thing.head.lower_ in shares and thing.head.i < thing.i
    if held:
        return subject(thing.head)
    by = (agent(one) for one in children(thing, "acl") if one.tag_ == "VBN" and one.lower_ in shares)
    return next((one for one in by if one is not None), None)


def cites_for(verb: Token, cites: Container[str]) -> bool:
    """`the paper, which cited two officials, said`: the verb says on whom its noun relies."""
    who = children(verb, "nsubj")
    behind = verb.dep_ == "relcl" and verb.head.dep_ == "nsubj" and verb.lower_ in cites
    return bool(behind and who and who[0].tag_ in RELATIVE and not quotes_somebody(verb, cites))


def cited_clause(verb: Token, cites: Container[str]) -> Token | None:
    """`said, citing two officials, that ...`: the parser hangs the clause on `citing`."""
    for child in children(verb, "advcl"):
        if child.i > verb.i and child.tag_ == "VBG" and child.lower_ in cites:
            held = [clause for clause in children(child, "ccomp") if children(clause, "mark")]
            if held and children(child, "dobj"):
                return held[0]
    return None


def declines(verb: Token, lexicon: Lexicon) -> bool:
    """`declined to say whether`: who declines to say it says nothing of it; `refused to allow` is an act."""
    above = lexicon.verbs.get(verb.head.lower_, ()) if verb.dep_ == "xcomp" else ()
    tells = any("clause" in cue.takes for cue in lexicon.verbs.get(verb.lower_, ()))
    return tells and any(cue.kind == "decline" for cue in above)


def cue_words(verb: Token, extra: Tokens, light: frozenset[str]) -> Tokens:
    """The cue: the verb with its auxiliaries and light verbs, up to the preposition of its content."""
    first = lead(verb, light)
    words = verb_group(verb) | extra
    if first is not verb:
        words |= verb_group(first) | frozenset(verb.doc[first.i : verb.i])
    late = [token for token in extra if token.i > verb.i]
    if late:
        words |= frozenset(verb.doc[verb.i : late[0].i])
    return words

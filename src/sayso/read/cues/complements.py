"""Where the content of a verb can stand: one function a form, tried in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from sayso.read.cues.roles import cited_clause, cites_for, clause_part, phrase, quotes_somebody
from sayso.read.text.grammar import Token, Tokens, children, passive, subject, subtree
from sayso.read.text.lexicon import Cue, Lexicon

NOTHING: Tokens = frozenset()
UNNAMED = frozenset({"named", "identified", "quoted"})
# Nobody wants or praises what stands in front: "She left, he wants her back".
WILL = frozenset({"want", "demand", "seek", "intend", "plan_object", "judge", "discuss", "decline", "feel"})
SPEAKS = frozenset({"say", "announce", "write", "believe", "show", "learn"})


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens of the content, of prepositions that belong to the cue, and of who was told."""

    content: Tokens
    words: Tokens = NOTHING
    told: Tokens = NOTHING


Form = Callable[[Token, Cue, Lexicon], Found | None]


def _union(heads: list[Token]) -> Tokens:
    return frozenset().union(*(subtree(head) for head in heads)) if heads else NOTHING


def _to(verb: Token) -> list[Token]:
    """Infinitives behind the verb."""
    return [
        child
        for child in children(verb, "xcomp", "ccomp", "advcl")
        if child.i > verb.i
        and any(mark.tag_ == "TO" for mark in children(child, "aux", "mark"))
        and not (child.text.lower() in UNNAMED and children(child, "neg"))  # "asked not to be named"
    ]


def clause(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`said that ...`, `..., he said`, `as she said, ...`, `asked whether ...`."""
    told = frozenset().union(
        *(phrase(child) for child in children(verb, "dobj", "dative") if child.i > verb.i)
    )
    for child in children(verb, "ccomp"):
        if child.i > verb.i and not passive(verb) and _unfinished(child):
            continue
        if child.i < verb.i and (cue.kind in WILL or _apart(child, verb)):
            continue
        stub = child.i < verb.i and _no_statement(child)
        if not stub or passive(verb):
            content = clause_part(child, lexicon.verbs.keys()) | _torn(verb, child)
            content |= _added(verb, child)
            return Found(content | _goes_on(verb, child, lexicon), told=told)
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _as(verb)):
        held = verb.head.dep_ == "ccomp" and verb.head.head.text.lower() in lexicon.verbs
        return None if held else Found(subtree(verb.head, without=[verb]))
    borrowed = _borrowed(verb) or cited_clause(verb, lexicon.sets["cites"])
    if borrowed is not None:
        return Found(clause_part(borrowed, lexicon.verbs.keys()))
    for child in children(verb, "advcl"):
        if child.left_edge.i == verb.i + 1 and child.left_edge.text.lower() in {
            "when",
            "how",
            "why",
            "where",
        }:
            return Found(subtree(child), told=told)
    for child in children(verb, "advcl", "xcomp", "dep", "csubj"):
        marks = {mark.text.lower() for mark in children(child, "mark")}
        if marks & {"whether", "that"} or (
            marks & {"if"} and cue.kind in {"ask", "doubt"} and child.i > verb.i
        ):
            return Found(subtree(child), told=told)
    if passive(verb):
        return _passive(verb, lexicon)
    return _trailing(verb, lexicon.sets["cites"]) if cue.kind in SPEAKS | {"confirm"} else None


def _torn(verb: Token, child: Token) -> Tokens:
    """`said that the woman detained in Hale was his wife`: the parser tears one clause in two."""
    for other in children(verb, "ccomp"):
        lost = other.left_edge.i == child.right_edge.i + 1 and not children(
            other, "nsubj", "nsubjpass", "mark"
        )
        if lost and child.tag_ in {"VBN", "VBD"} and not children(child, "aux", "auxpass"):
            return subtree(other)
    return NOTHING


def _added(verb: Token, child: Token) -> Tokens:
    """`said that it was shut and if it rained, it would stay so`: both clauses hang on `said`."""
    joined = [other for other in children(verb, "ccomp") if other.i > child.i > verb.i]
    return _union([one for one in joined if one.left_edge.i > 0 and one.left_edge.nbor(-1).dep_ == "cc"])


def _apart(child: Token, verb: Token) -> bool:
    """`The rebels say they shot it down; the army says it crashed`: two sentences that the parser joins."""
    return any(token.text in {";", ":"} for token in child.doc[child.right_edge.i : verb.i])


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _unfinished(child: Token) -> bool:
    """`saw him leave`, `wants them to go`, `found it difficult`: no clause of its own."""
    if child.tag_ in FINITE or any(mark.tag_ in FINITE for mark in children(child, "aux", "auxpass", "cop")):
        return False
    inside = (inner for inner in child.children if inner.dep_ in {"ccomp", "mark", "conj"})
    return child.tag_ in {"VB", "VBG", "JJ"} and not any(inner.tag_ in FINITE | {"IN"} for inner in inside)


def _no_statement(child: Token) -> bool:
    """`While he wavered, she said`, `Writing in the Post, she said`: not what she said."""
    if not list(child.children) or children(child, "mark"):
        return True
    return bool(child.tag_ == "VBG" and not children(child, "nsubj", "aux"))


def _borrowed(verb: Token) -> Token | None:
    """`said in a note posted Thursday that ...`: the parser hangs the clause on `posted`."""
    for preposition in children(verb, "prep"):
        for inner in children(preposition, "pobj"):
            for participle in children(inner, "acl"):
                held = [child for child in children(participle, "ccomp") if children(child, "mark")]
                if participle.tag_ == "VBN" and held:
                    return held[0]
    return None


def _goes_on(verb: Token, child: Token, lexicon: Lexicon) -> Tokens:
    """`said that he was not dead, but is badly hurt`: the parser hangs the second verb on `said`."""
    more: Tokens = NOTHING
    for other in children(verb, "conj"):
        stative = other.text.lower() in {"is", "are", "was", "were"} or children(other, "aux", "auxpass")
        own = children(other, "nsubj", "nsubjpass") or other.text.lower() in lexicon.verbs
        if stative and not own and other.i > child.i and children(child, "aux", "auxpass", "nsubj"):
            more |= subtree(other)
    return more


def _as(verb: Token) -> bool:
    return any(child.text.lower() == "as" for child in children(verb, "mark", "advmod"))


def _passive(verb: Token, lexicon: Lexicon) -> Found | None:
    """`He is believed to be dead`, `was reported killed`: the subject and what is said of it."""
    subjects, rest = children(verb, "nsubjpass"), children(verb, "xcomp", "oprd")
    if not subjects or not rest or verb.text.lower() not in lexicon.sets["passive.hearsay"]:
        return None
    return Found(phrase(subjects[0]) | _union(rest))


def _trailing(verb: Token, cites: frozenset[str]) -> Found | None:
    """`Two dead, officials say`: no arc leads to the content, the comma does. What is cited behind it tells
    whom they have it from."""
    who = subject(verb)
    if who is None or who.sent.start != verb.sent.start or abs(who.i - verb.i) > 12:
        return None
    first = min(who.left_edge.i, verb.i)
    sentence = verb.sent
    if first - sentence.start < 2 or verb.doc[first - 1].text not in {",", "—", "–", "-", ";"}:
        return None
    behind = takewhile(
        lambda token: token.lower_ not in cites, verb.doc[max(verb.i, who.i) + 1 : sentence.end]
    )
    after = [token for token in behind if not token.is_punct]
    if any(token.tag_.startswith("VB") for token in after) or len(after) > 8 or children(verb, "dobj"):
        return None
    if verb.doc[sentence.start].dep_ in {"prep", "mark", "advmod", "cc"}:
        return None
    return Found(frozenset(verb.doc[sentence.start : first - 1]))


def infinitive(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`plans to leave`."""
    for child in _to(verb):
        if cue.kind == "decline" and not _speaks(child, lexicon):
            return None
        return _passive(verb, lexicon) if passive(verb) else Found(clause_part(child, lexicon.verbs.keys()))
    return None


def _speaks(verb: Token, lexicon: Lexicon) -> bool:
    """`declined to comment`, not `declined to eat`."""
    return verb.text.lower() in lexicon.verbs or verb.text.lower() in lexicon.sets["speaks"]


def person_infinitive(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`urged them to leave` (they are told), `wants them to leave` (all of it is wanted)."""
    objects = children(verb, "dobj", "dative")
    for child in _to(verb):
        told = _union([*objects, *children(child, "nsubj")])
        content = clause_part(child, lexicon.verbs.keys())
        if cue.kind == "want":
            return Found(content | told)
        return Found(content - told, told=told)
    return _passive(verb, lexicon) if passive(verb) and cue.kind != "ask" else None


def gerund(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`denied taking it`."""
    for child in children(verb, "xcomp", "ccomp"):
        if child.i > verb.i and child.tag_ == "VBG":
            return Found(clause_part(child, lexicon.verbs.keys()))
    return None


def prep(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`called for calm`, `accused him of lying`."""
    if verb.dep_ == "prep":  # "compared with last year"
        return None
    for preposition in verb.children:
        if preposition.i < verb.i or preposition.text.lower() not in cue.prepositions:
            continue
        inner = children(preposition, "pobj", "pcomp")
        if not inner or inner[0].text.lower() in lexicon.sets["names.times"]:
            continue  # "reported on Sunday" is no report about a day
        content = phrase(inner[0]) if inner[0].dep_ == "pobj" else subtree(inner[0])
        objects = [child for child in children(verb, "dobj") if verb.i < child.i < preposition.i]
        if objects and cue.kind == "judge":
            return Found(content | phrase(objects[0]) | {preposition})
        if objects and cue.kind != "ask":
            return None
        verbs = [
            child for child in _to(verb) if child.i > inner[0].i and cue.lemma in {"call", "push", "press"}
        ]
        return Found(content | _union(verbs), frozenset({preposition}), _union(objects))
    return None


def obj(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`denied the report`, `praised the crew for its work`."""
    if passive(verb):
        subjects = children(verb, "nsubjpass")
        return Found(phrase(subjects[0])) if subjects else None
    for child in children(verb, "dobj"):
        if child.text.lower().endswith(("self", "selves")) or quotes_somebody(verb, lexicon.sets["cites"]):
            continue
        if verb.text.lower() in lexicon.sets["makers"] and child.text.lower() in lexicon.nouns:
            continue  # "voiced support for": what is voiced says itself what it is about
        if cites_for(verb, lexicon.sets["cites"]) and verb.head.head.text.lower() in lexicon.verbs:
            continue  # "the paper, which cited two officials, said": they are sources, not content
        content = phrase(child)
        for preposition in children(verb, "prep"):
            reason = cue.kind == "judge" and preposition.text.lower() in {"for", "over"}
            if preposition.i > child.i and (reason or preposition.text.lower() in {"as", "of"}):
                content |= subtree(preposition)
        return Found(content)
    return None


def object_document(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`the poll shows a narrow lead`: only documents, polls and recordings show a thing by saying it."""
    head = subject(verb)
    if head is None or passive(verb) or len(head.text) < 3:
        return None
    shown = lexicon.sets["kinds.document"] | lexicon.sets["kinds.recording"]
    return obj(verb, cue, lexicon) if head.text.lower() in shown else None


def label(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`called the deal a disaster`, `described him as dead`: both the thing and its label."""
    labels = children(verb, "oprd", "attr", "acomp")
    if passive(verb):
        subjects = children(verb, "nsubjpass")
        if not subjects:
            return None
    else:
        subjects = [
            child for child in children(verb, "dobj", "nsubj") if child.dep_ == "dobj" or child.tag_ == "WDT"
        ]
        labels = labels or [
            child for child in children(verb, "ccomp", "xcomp") if child.i > verb.i and _small(child)
        ]
    labels += [child for child in children(verb, "prep") if child.text.lower() == "as" and child.i > verb.i]
    labels = labels or [one for thing in subjects[:1] for one in children(thing, "appos") if _marked(one)]
    if not labels or (not subjects and labels[0].tag_ == "TO"):
        return None
    content = _union(labels)
    return Found(content | phrase(subjects[0]) if subjects else content)


def _marked(child: Token) -> bool:
    """`the plan "a crucial step"`: a name in quotation marks, which the parser takes for an apposition."""
    return bool(child.left_edge.tag_ == "``" or (child.left_edge.i and child.left_edge.nbor(-1).tag_ == "``"))


def _small(child: Token) -> bool:
    """A small clause: no finite verb, no infinitive."""
    return not child.tag_.startswith("VB") and not children(child, "aux", "mark")


def moved(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`was shocked by the news`, `is committed to reform`, `the news shocked her`: who is moved holds it."""
    if not passive(verb):
        moving, held = children(verb, "nsubj"), children(verb, "dobj")
        return Found(phrase(moving[0])) if moving and held and moving[0].tag_.startswith("N") else None
    if not children(verb, "nsubjpass", "nsubj"):
        return None
    for child in children(verb, "ccomp", "xcomp"):
        if child.i > verb.i:
            return Found(subtree(child))
    for preposition in children(verb, "prep", "agent"):
        for inner in children(preposition, "pobj", "pcomp"):
            content = phrase(inner) if inner.dep_ == "pobj" else subtree(inner)
            return Found(content, frozenset({preposition}))
    return None


def raising(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`seems to have left`; not where the verb behind it is a cue of its own."""
    subjects, rest = children(verb, "nsubj"), children(verb, "xcomp", "oprd")
    if not subjects or not rest or rest[0].text.lower() in lexicon.verbs:
        return None
    return Found(phrase(subjects[0]) | _union(rest))


def figure(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`put the number of dead at nine`, `raised the toll to 14`: the figure and what it counts."""
    counted = [
        child
        for child in children(verb, "dobj", "nsubjpass")
        if child.lower_ in lexicon.sets["figures.words"]
    ]
    for preposition in children(verb, "prep"):
        inner = children(preposition, "pobj")
        if counted and inner and preposition.lower_ in {"at", "to"} and _has_number(inner[0]):
            return Found(phrase(counted[0]) | {preposition} | phrase(inner[0]))
    return None


def _has_number(head: Token) -> bool:
    return any(token.like_num for token in head.subtree)


FORMS: tuple[tuple[str, Form], ...] = (
    ("figure", figure),
    ("prep", prep),
    ("label", label),
    ("clause", clause),
    ("person_infinitive", person_infinitive),
    ("infinitive", infinitive),
    ("gerund", gerund),
    ("object", obj),
    ("object_document", object_document),
    ("raising", raising),
    ("moved", moved),
)

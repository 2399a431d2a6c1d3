"""Where the content of a verb can stand: one function a form, tried in order."""

from __future__ import annotations

from collections.abc import Callable

from sayso.read.cues.clausal import Found, clause, reported, union
from sayso.read.cues.roles import cites_for, clause_part, phrase, quotes_somebody
from sayso.read.text.grammar import children, passive, subject, subtree
from sayso.read.text.lexicon import Cue, Lexicon
from sayso.read.text.token import Token

UNNAMED = frozenset({"named", "identified", "quoted"})

Form = Callable[[Token, Cue, Lexicon], Found | None]


def _to(verb: Token) -> list[Token]:
    """Infinitives behind the verb."""
    return [
        child
        for child in children(verb, "xcomp", "ccomp", "advcl")
        if child.i > verb.i
        and any(mark.tag_ == "TO" for mark in children(child, "aux", "mark"))
        and not (child.lower_ in UNNAMED and children(child, "neg"))  # "asked not to be named"
    ]


def infinitive(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`plans to leave`."""
    for child in _to(verb):
        if cue.kind == "decline" and not _speaks(child, lexicon):
            return None
        return reported(verb, lexicon) if passive(verb) else Found(clause_part(child, lexicon))
    return None


def _speaks(verb: Token, lexicon: Lexicon) -> bool:
    """`declined to comment`, not `declined to eat`."""
    return verb.lower_ in lexicon.verbs or verb.lower_ in lexicon.sets["speaks"]


def person_infinitive(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`urged them to leave` (they are told), `wants them to leave` (all of it is wanted)."""
    objects = children(verb, "dobj", "dative")
    for child in _to(verb):
        told = union([*objects, *children(child, "nsubj")])
        content = clause_part(child, lexicon)
        if cue.kind == "want":
            return Found(content | told)
        return Found(content - told, told=told)
    return reported(verb, lexicon) if passive(verb) and cue.kind != "ask" else None


def gerund(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`denied taking it`."""
    for child in children(verb, "xcomp", "ccomp"):
        if child.i > verb.i and child.tag_ == "VBG":
            return Found(clause_part(child, lexicon))
    return None


def prep(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`called for calm`, `accused him of lying`."""
    if verb.dep_ == "prep":  # "compared with last year"
        return None
    for preposition in verb.children:
        if preposition.i < verb.i or preposition.lower_ not in cue.prepositions:
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
        return Found(content | union(verbs), frozenset({preposition}), union(objects))
    return None


def obj(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`denied the report`, `praised the crew for its work`."""
    if passive(verb):
        subjects = children(verb, "nsubjpass")
        asked = subjects and _interrogated(cue, subjects[0], lexicon)
        return Found(phrase(subjects[0])) if subjects and not asked else None
    for child in children(verb, "dobj"):
        if _interrogated(cue, child, lexicon):
            continue
        if child.lower_.endswith(("self", "selves")) or quotes_somebody(verb, lexicon.sets["cites"]):
            continue
        if verb.lower_ in lexicon.sets["makers"] and child.lower_ in lexicon.nouns:
            continue  # "voiced support for": what is voiced says itself what it is about
        if cites_for(verb, lexicon.sets["cites"]) and verb.head.head.lower_ in lexicon.verbs:
            continue  # "the paper, which cited two officials, said": they are sources, not content
        content = phrase(child)
        for preposition in children(verb, "prep"):
            reason = cue.kind == "judge" and preposition.lower_ in {"for", "over"}
            if preposition.i > child.i and (reason or preposition.lower_ in {"as", "of"}):
                content |= subtree(preposition)
        return Found(content)
    return None


def _interrogated(cue: Cue, thing: Token, lexicon: Lexicon) -> bool:
    """`questioned the woman`: who is asked is not doubted; `was dismissed last month`: who lost a post is not
    denied."""
    somebody = thing.lower_ in lexicon.sets["kinds.people"] or (thing.tag_ == "PRP" and thing.lower_ != "it")
    return (cue.lemma == "question" and somebody) or (
        cue.lemma == "dismiss" and (somebody or thing.tag_ == "NNP")
    )


def object_document(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`the poll shows a narrow lead`: only documents, polls and recordings show a thing by saying it."""
    head = subject(verb)
    if head is None or passive(verb) or len(head.text) < 3:
        return None
    shown = lexicon.sets["kinds.document"] | lexicon.sets["kinds.recording"]
    return obj(verb, cue, lexicon) if head.lower_ in shown else None


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
    labels += [child for child in children(verb, "prep") if child.lower_ == "as" and child.i > verb.i]
    labels = labels or [one for thing in subjects[:1] for one in children(thing, "appos") if _marked(one)]
    if not labels or (not subjects and labels[0].tag_ == "TO"):
        return None
    content = union(labels)
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
    return Found(phrase(subjects[0]) | union(rest))


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

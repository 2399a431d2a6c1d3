"""Names of the rules that make statements, with what each goes by."""

from __future__ import annotations

RULES = {
    "direct": "a quotation beside a verb of speech",
    "signature": "a quotation with a name signed behind a dash",
    "label": "words behind a speaker's name and a colon, or beside it in a table",
    "credit": "a caption and its credit",
    "carried": "a quotation in a paragraph of its own, given to who spoke before",
    "mark": "a quotation and the nearest words of speech, without a parse",
    "mark.clause": "a clause beside the nearest words of speech, without a parse",
    "according": "'according to' and the clause it hangs on",
    "hearsay": "an adverb of hearsay and its clause",
    "noun": "a noun such as claim or denial with its content",
    "adjective": "an adjective such as sure or unclear with its clause",
    "adjective.phrase": "an adjective such as wary or willing with its phrase",
    "headline": "the form of a headline: a name, a colon or a comma",
    "verb.clause": "a verb with a clause as its content",
    "verb.figure": "a verb that puts a number at a figure",
    "verb.infinitive": "a verb of intention with an infinitive",
    "verb.person_infinitive": "a request or wish that somebody do something",
    "verb.gerund": "a verb with a gerund",
    "verb.prep": "a verb with a preposition and its content",
    "verb.label": "a verb that calls a thing something",
    "verb.object": "a verb with its object as the content",
    "verb.object_document": "a document or recording that shows something",
    "verb.raising": "a verb such as seem",
    "verb.moved": "a feeling in the passive, held by the subject",
    "inside.direct": "a quotation inside a quotation",
    "inside.clause": "a verb with a clause, in the words of a quotation",
    "inside.according": "'according to', in the words of a quotation",
    "own-voice": "a sentence outside every attribution",
}


def describe(rule: str) -> str:
    """What a rule goes by; a person's correction says so."""
    if rule.startswith("person:"):
        return "corrected by a person"
    return RULES.get(rule, "a rule of another version")

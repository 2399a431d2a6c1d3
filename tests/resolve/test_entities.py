"""Source names joined across the articles of a case, and what is left to a person."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.resolve.called import bare, body_alone, is_named
from sayso.resolve.entities import entities
from sayso.resolve.roles import roles_of
from sayso.terms.entity import EntityKind, Judgement, RelationKind, Resolution, Verdict
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import (
    Hedge,
    Link,
    MadeBy,
    Mention,
    Part,
    Polarity,
    Reading,
    SourceKind,
    Statement,
    Voice,
)


def words(text: str) -> Words:
    return Words((Span(0, len(text)),), text) if text else NO_WORDS


def reading(article: str, *links: Link, content: str = "") -> Reading:
    statements = tuple(
        Statement(
            id=f"st-{article}-{number}", article=article, part=Part.BODY, voice=Voice.INDIRECT,
            source=link.words, cue=NO_WORDS, content=words(content), chain=(link,),
            polarity=Polarity.AFFIRMS, hedge=Hedge.NONE, hedge_words=NO_WORDS, condition=NO_WORDS,
            made_by=MadeBy("test", "1"), confidence=1.0,
        )
        for number, link in enumerate(links)
    )  # fmt: skip
    return Reading(article, statements)


def link(name: str, kind: SourceKind = SourceKind.PERSON, said_as: str = "") -> Link:
    return Link(name, kind, words(said_as or name))


def one(found: Resolution, *keys: tuple[str, str]) -> bool:
    return len({found.named()[key] for key in keys}) == 1


def test_bodies_are_joined_by_acronym_spelling_and_renaming() -> None:
    body = SourceKind.ORGANISATION
    found = entities([
        reading("a", link("Velmaran Observatory for Peace", body), link("Daesh", body)),
        reading("b", link("VOP", body), link("Islamic State", body)),
        reading("c", link("the Velmaran Observatory for Peace", body)),
    ])  # fmt: skip
    assert one(found, ("a", "Velmaran Observatory for Peace"), ("c", "the Velmaran Observatory for Peace"))
    assert one(found, ("a", "Velmaran Observatory for Peace"), ("b", "VOP"))
    assert one(found, ("a", "Daesh"), ("b", "Islamic State"))
    assert not one(found, ("a", "Daesh"), ("b", "VOP"))


def test_private_persons_are_not_joined_on_a_name_alone() -> None:
    found = entities([reading("a", link("Rana Okafor")), reading("b", link("Rana Okafor"))])
    assert not one(found, ("a", "Rana Okafor"), ("b", "Rana Okafor"))
    assert len(found.proposals) == 1
    assert not found.joins


def test_a_second_shared_feature_joins_persons() -> None:
    said = "a spokeswoman for the Harbour Guard, Rana Okafor"
    found = entities([
        reading("a", link("Rana Okafor", said_as=said)),
        reading("b", link("Rana Okafor", said_as="Harbour Guard spokeswoman Rana Okafor")),
    ])  # fmt: skip
    assert one(found, ("a", "Rana Okafor"), ("b", "Rana Okafor"))
    assert "speaks for Harbour Guard" in found.joins[0].because


def test_office_holders_and_the_same_words_are_joined() -> None:
    found = entities([
        reading("a", link("Rana Okafor", SourceKind.OFFICE_HOLDER)),
        reading("b", link("Rana Okafor", SourceKind.OFFICE_HOLDER)),
        reading("c", link("Idris Vale"), content="the bridge had been closed since noon on that day"),
        reading("d", link("Idris Vale"), content="the bridge had been closed since noon on that day"),
    ])  # fmt: skip
    assert one(found, ("a", "Rana Okafor"), ("b", "Rana Okafor"))
    assert one(found, ("c", "Idris Vale"), ("d", "Idris Vale"))


def test_spokesmen_and_members_are_relations_never_merges() -> None:
    found = entities([
        reading(
            "a",
            link("Pat Brandt", said_as="Harbour Guard spokesman Col. Pat Brandt"),
            link("two Harbour Guard officials", SourceKind.ANONYMOUS),
            link("Harbour Guard", SourceKind.ORGANISATION),
        )
    ])  # fmt: skip
    named = found.named()
    kinds = {(it.left, it.kind) for it in found.relations if it.right == named["a", "Harbour Guard"]}
    assert (named["a", "Pat Brandt"], RelationKind.SPEAKS_FOR) in kinds
    assert (named["a", "two Harbour Guard officials"], RelationKind.PART_OF) in kinds
    assert (
        len(
            {named["a", "Pat Brandt"], named["a", "two Harbour Guard officials"], named["a", "Harbour Guard"]}
        )
        == 3
    )


def test_a_person_can_join_and_keep_apart() -> None:
    readings = [reading("a", link("Rana Okafor")), reading("b", link("Rana Okafor"))]
    left, right = (entities(readings).named()[article, "Rana Okafor"] for article in "ab")
    when = datetime(2031, 5, 1, tzinfo=UTC)
    joined = entities(readings, judgements=[Judgement(left, right, Verdict.SAME, "ida", "met her", when)])
    assert one(joined, ("a", "Rana Okafor"), ("b", "Rana Okafor"))
    assert {alias.origin for alias in joined.aliases} == {"a", "b"}
    apart = entities(readings, judgements=[Judgement(left, right, Verdict.DIFFERENT, "ida", "two", when)])
    assert not apart.proposals


def test_order_of_articles_does_not_matter() -> None:
    readings = [
        reading(name, link("Rana Okafor", SourceKind.OFFICE_HOLDER), link("Idris Vale")) for name in "abcd"
    ]
    assert entities(readings) == entities(readings[::-1])


def test_roles() -> None:
    assert roles_of("Rana Okafor, a spokeswoman for the Red Crescent")[0].body == "Red Crescent"
    assert roles_of("the Ministry of Health's spokesman")[0].body == "Ministry of Health"
    assert roles_of("a spokesman") == ()
    assert roles_of("two Iraqi officials") == ()
    assert roles_of("the Danish foreign minister") == ()
    assert roles_of("Idris Vale, minister of Fisheries")[0].body == "Fisheries"


def test_a_role_in_a_body_is_not_the_body() -> None:
    content = "the bridge had been closed since noon on that day"
    found = entities([
        reading("a", link("Harbour Guard", SourceKind.OFFICE_HOLDER), content=content),
        reading("b", link("Harbour Guard leader", SourceKind.OFFICE_HOLDER), content=content),
    ])  # fmt: skip
    assert not one(found, ("a", "Harbour Guard"), ("b", "Harbour Guard leader"))


def test_an_acronym_after_the_name_is_no_part_of_it() -> None:
    body = SourceKind.ORGANISATION
    found = entities([
        reading("a", link("Velmaran Observatory for Peace VOP", body)),
        reading("b", link("Velmaran Observatory for Peace", body)),
        reading("c", link("The Islamic State", SourceKind.PERSON), link("Islamic State ISIS", body)),
    ])  # fmt: skip
    assert one(found, ("a", "Velmaran Observatory for Peace VOP"), ("b", "Velmaran Observatory for Peace"))
    assert one(found, ("c", "The Islamic State"), ("c", "Islamic State ISIS"))


def test_a_last_word_joins_the_only_full_name_that_shares_more() -> None:
    said = "Harbour Guard spokesman {}"
    full = reading("a", link("Pat Brandt", said_as=said.format("Pat Brandt")))
    short = reading("b", link("Brandt", said_as=said.format("Brandt")))
    assert one(entities([full, short]), ("a", "Pat Brandt"), ("b", "Brandt"))
    other = reading("c", link("Ida Brandt"))
    assert not one(entities([full, short, other]), ("a", "Pat Brandt"), ("b", "Brandt"))


def named(article: str, text: str, *names: str, kind: str = "person") -> Reading:
    """An article that quotes nobody and names some."""
    mentions = tuple(
        Mention(Span(text.index(name), text.index(name) + len(name)), name, kind, name, place)
        for place, name in enumerate(names)
    )
    return Reading(article, (), mentions=mentions)


def test_who_is_only_spoken_of_is_an_entity_and_no_source() -> None:
    found = entities([named("a", "Police seek Tamsin Orde.", "Tamsin Orde")])
    (alias,) = found.aliases
    assert alias.spoken
    assert not found.of_sources()
    assert [it.name for it in found.entities] == ["Tamsin Orde"]


def test_of_a_rare_name_beside_the_same_others_is_one() -> None:
    text = "Tamsin Orde was seen with Rolf Haines."
    found = entities([named(article, text, "Tamsin Orde", "Rolf Haines") for article in "ab"])
    assert one(found, ("a", "Tamsin Orde"), ("b", "Tamsin Orde"))
    assert "the name is rare" in found.joins[0].because


def test_of_a_common_name_beside_one_other_is_asked_about() -> None:
    text = "Mohammed Ali was seen with Rolf Haines."
    found = entities([named(article, text, "Mohammed Ali", "Rolf Haines") for article in "abc"])
    assert not one(found, ("a", "Mohammed Ali"), ("b", "Mohammed Ali"))
    ids = {found.named()[article, "Mohammed Ali"] for article in "abc"}
    # Each that stands alone is asked about once, not each with each.
    assert len([it for it in found.proposals if {it.left, it.right} <= ids]) == 2


def test_what_stands_in_front_of_a_name_is_no_part_of_it() -> None:
    assert bare("Velmaran MP Tamsin Orde") == "Velmaran MP Tamsin Orde"  # no people that is known
    assert bare("Iraqi MP Tamsin Orde") == "Tamsin Orde"
    assert bare("Air Marshal Tamsin Orde") == "Tamsin Orde"
    assert bare("Sheriff Orde") == "Sheriff Orde"
    found = entities([
        reading("a", link("Screenwriter Tamsin Orde", SourceKind.OFFICE_HOLDER)),
        reading("b", link("Tamsin Orde", SourceKind.OFFICE_HOLDER)),
    ])  # fmt: skip
    assert one(found, ("a", "Screenwriter Tamsin Orde"), ("b", "Tamsin Orde"))
    assert {it.name for it in found.entities} == {"Tamsin Orde"}


def test_descriptions_are_no_names() -> None:
    person, body = EntityKind.PERSON, EntityKind.ORGANISATION
    for name in (
        "residents",
        "Fleeing residents",
        "the Kelmet mayor",
        "Kelmet spokesman",
        "Pilot",
        "The Guard",
    ):
        assert not is_named(name, person), name
    for name in ("three outlets", "group of insurgents", "the government", "Urgent", "media abroad"):
        assert not is_named(name, body), name
    for name in ("Tamsin Orde", "Umm Salma al-Kelmeti", "Orde", "Jan van der Vale"):
        assert is_named(name, person), name
    for name in ("Harbour Guard", "the Harbour Guard", "Kelmet police", "VOP"):
        assert is_named(name, body), name
    assert not is_named("Tamsin Orde", EntityKind.UNKNOWN)


def test_the_short_name_of_a_body_is_the_only_one_of_its_articles() -> None:
    body = SourceKind.ORGANISATION
    found = entities([
        reading("a", link("Dreel Front", body), link("the Front", body), link("OPEN", body)),
        reading("b", link("the Front", body), link("OPEN Intelligence Group", body), link("OPEN", body)),
        reading("c", link("Hill Guard", body), link("the Guard", body)),
        reading("d", link("Vale Guard", body), link("the Guard", body), link("US", body)),
        reading("e", link("US Army", body), link("US", body)),
    ])  # fmt: skip
    assert one(found, ("a", "Dreel Front"), ("a", "the Front"), ("b", "the Front"))
    assert one(found, ("a", "OPEN"), ("b", "OPEN Intelligence Group"))
    assert not one(found, ("c", "the Guard"), ("c", "Hill Guard"))  # two may be meant
    assert not one(found, ("e", "US"), ("e", "US Army"))


def test_a_ministry_without_a_country_is_that_of_its_article() -> None:
    body = SourceKind.ORGANISATION
    found = entities([
        reading("a", link("Iraqi Interior Ministry", body), link("Interior Ministry", body)),
        reading("b", link("Lebanese Interior Ministry", body), link("Interior Ministry", body)),
        reading("c", link("Interior Ministry", body)),
    ])  # fmt: skip
    assert one(found, ("a", "Iraqi Interior Ministry"), ("a", "Interior Ministry"))
    assert one(found, ("b", "Lebanese Interior Ministry"), ("b", "Interior Ministry"))
    assert not one(found, ("a", "Interior Ministry"), ("b", "Interior Ministry"))
    assert not one(found, ("a", "Interior Ministry"), ("c", "Interior Ministry"))
    # The State Department is one wherever it is named.
    known = entities(
        [reading("a", link("State Department", body)), reading("b", link("State Department", body))]
    )
    assert one(known, ("a", "State Department"), ("b", "State Department"))
    assert is_named("State Department", EntityKind.ORGANISATION)


def test_a_body_that_was_once_taken_for_a_person_is_one_body() -> None:
    found = entities([
        reading("a", link("Kelmet Tonight", SourceKind.ORGANISATION)),
        reading("b", link("Kelmet Tonight", SourceKind.ORGANISATION)),
        reading("c", link("Kelmet Tonight")),
    ])  # fmt: skip
    assert one(found, ("a", "Kelmet Tonight"), ("c", "Kelmet Tonight"))
    assert {it.kind for it in found.entities} == {EntityKind.ORGANISATION}


def test_an_outlet_of_the_case_is_no_person() -> None:
    said = reading("a", link("Ardane One"))
    (found,) = entities([said], outlets=["The Ardane One"]).entities
    assert found.kind is EntityKind.ORGANISATION


def test_one_full_name_in_articles_of_one_event_is_one_person() -> None:
    told = "Still the ferry Wide Sound sank off Orle on 14 May with 212 on board, the Harbour Guard found."
    again = "Still, on 14 May the Wide Sound, a ferry with 212 on board, went down near Orle."
    other = "The Kerrin mill burned on 3 July, and 40 looms of the Vale Cooperative are lost."
    found = entities([
        reading("a", link("Rana Okafor"), content=told),
        reading("b", link("Rana Okafor"), content=again),
        reading("c", link("Rana Okafor"), content=other),
        *(reading(f"x{n}", link(f"Person {n}"), content=f"Town {n} has {n} halls.") for n in range(9)),
    ])  # fmt: skip
    assert one(found, ("a", "Rana Okafor"), ("b", "Rana Okafor"))
    assert not one(found, ("a", "Rana Okafor"), ("c", "Rana Okafor"))
    (join,) = (it for it in found.joins if "event" in it.because)
    assert "212" in join.because
    assert "okafor" not in join.because  # the name itself proves nothing
    assert "still" not in join.because  # nor does how a sentence begins


def test_speaking_for_two_bodies_contradicts_one_event() -> None:
    told = "The ferry Wide Sound sank off Orle on 14 May with 212 on board, they found."
    found = entities([
        reading("a", link("Rana Okafor", said_as="Harbour Guard spokeswoman Rana Okafor"), content=told),
        reading("b", link("Rana Okafor", said_as="Okafor, a spokeswoman for Wide Lines"), content=told[:50]),
        reading("c", link("Ivo Brand"), content="Town 3 has 4 halls."),
    ])  # fmt: skip
    assert not any("event" in it.because for it in found.joins)


def test_a_body_is_one_under_its_words_in_another_order() -> None:
    body = SourceKind.ORGANISATION
    found = entities([
        reading("a", link("Orlean Defence Ministry", body)),
        reading("b", link("the Orlean Ministry of Defense", body)),
        reading("c", link("Ministry of Defence of Orlea", body)),
        reading("d", link("Orlean Ministry of Health", body)),
    ])  # fmt: skip
    assert one(found, ("a", "Orlean Defence Ministry"), ("b", "the Orlean Ministry of Defense"))
    assert one(found, ("a", "Orlean Defence Ministry"), ("c", "Ministry of Defence of Orlea"))
    assert not one(found, ("a", "Orlean Defence Ministry"), ("d", "Orlean Ministry of Health"))


def test_a_name_stands_without_what_says_whose_it_is() -> None:
    assert bare("Ada Marsh of Open Harbour") == "Ada Marsh"
    assert bare("brother Ada Marsh") == "Ada Marsh"
    assert bare("van der Marsh") == "van der Marsh"
    assert bare("Duke of Orle") == "Duke of Orle"
    assert body_alone("monitoring group Open Harbour") == "Open Harbour"
    assert body_alone("the Open Harbour") == "the Open Harbour"
    assert body_alone("interior Ministry") == "interior Ministry"


def test_another_name_that_the_article_tells_is_an_alias() -> None:
    spots = [
        Mention(Span(0, 11), "Ivo Brandel", "person", "Ivo Brandel", 0),
        Mention(Span(20, 29), "Abu Marek", "person", "Ivo Brandel", 0),
        Mention(Span(40, 47), "Brandel", "person", "Ivo Brandel", 0),
    ]
    found = entities([Reading("a", (), mentions=tuple(spots))])
    assert one(found, ("a", "Ivo Brandel"), ("a", "Abu Marek"))
    (join,) = found.joins
    assert "another name" in join.because
    assert ("a", "Brandel") not in found.named()


def test_neither_a_rank_nor_an_outlet_s_name_makes_a_body() -> None:
    assert roles_of("Air Chief Marshal Arno Pell") == ()
    assert [role.body for role in roles_of("Arno Pell, chief of the Harbour Guard")] == ["Harbour Guard"]
    found = entities([reading("a", link("The Orle Reporter", SourceKind.OUTLET))])
    assert [entity.name for entity in found.entities] == ["The Orle Reporter"]
    assert not found.relations
    found = entities([reading("a", link("Orle News reporter", SourceKind.OUTLET))])
    assert "Orle News" in {entity.name for entity in found.entities}


def test_an_acronym_that_is_also_a_small_word_is_a_body_of_all_articles() -> None:
    spoken = [link("Ada Marsh", SourceKind.OFFICE_HOLDER, f"WHO spokeswoman Ada Marsh, {n}") for n in "ab"]
    found = entities([reading("a", spoken[0]), reading("b", spoken[1])])
    assert len({relation.right for relation in found.relations}) == 1


def test_two_who_say_it_together_are_no_third_body() -> None:
    body = SourceKind.ORGANISATION
    both = reading(
        "a", link("Harbour Guard and the Dreel Front", body, "The Harbour Guard and the Dreel Front")
    )
    found = entities([both, reading("b", link("Dreel Front", body, "the Dreel Front"))])
    assert sorted(entity.name for entity in found.entities) == ["Dreel Front", "Harbour Guard"]
    assert one(found, ("a", "Dreel Front"), ("b", "Dreel Front"))

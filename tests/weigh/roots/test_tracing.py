"""Chains are joined into roots as a careful reader would, and say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.terms.article import Article
from sayso.terms.entity import RelationKind
from sayso.terms.question import Bearing, Copy, RootedBearing, RootSource, SourceRelation
from sayso.terms.statement import Basis, Hedge, Polarity, SourceKind, Statement
from sayso.weigh.roots.tracing import join_roots
from tests.weigh.build import QUESTION, article, told

Told = tuple[Statement, Bearing]
Rows = Sequence[tuple[Article, tuple[str, ...], Polarity]]
A, B, C, D = (article(name, on=n) for n, name in enumerate("ABCD", start=1))
NO = Polarity.DENIES


def joined(
    items: Sequence[Told],
    articles: Sequence[Article] = (A, B, C, D),
    relations: Sequence[SourceRelation] = (),
    copies: Sequence[Copy] = (),
) -> tuple[tuple[RootSource, ...], tuple[RootedBearing, ...]]:
    return join_roots(
        QUESTION,
        [bearing for _, bearing in items],
        [statement for statement, _ in items],
        articles,
        relations=relations,
        copies=copies,
    )


def root_names(items: Sequence[Told]) -> set[str]:
    return {root.name for root in joined(items)[0]}


def test_a_body_and_its_spokesman_are_one_root() -> None:
    items = [
        told(A, "the Pentagon"),
        told(B, "Pentagon spokesman Col. Arno Pell"),
        told(C, "Pell"),
        told(D, "a senior U.S. defense official"),
    ]
    assert len(joined(items)[0]) == 1


def test_a_root_is_of_the_kind_of_the_name_it_is_shown_by() -> None:
    body, spoken = told(A, "the Pentagon"), told(B, "Pentagon spokesman Col. Arno Pell")
    said = replace(spoken[0], chain=(replace(spoken[0].chain[0], kind=SourceKind.OFFICE_HOLDER),))
    (root,), _ = joined([body, (said, spoken[1])])
    assert (root.name, root.kind) == ("Pentagon spokesman Col. Arno Pell", SourceKind.OFFICE_HOLDER)
    (alone,), _ = joined([body])
    assert alone.kind is SourceKind.ORGANISATION


def test_what_an_official_says_that_his_state_knows_ends_with_the_official() -> None:
    statement, bearing = told(A, "State Department spokeswoman Ada Marsh", "the U.S. government")
    chain = tuple(
        replace(link, kind=kind)
        for link, kind in zip(
            statement.chain, (SourceKind.OFFICE_HOLDER, SourceKind.ORGANISATION), strict=True
        )
    )
    _, (rooted,) = joined([(replace(statement, chain=chain), bearing)])
    assert [link.name for link in rooted.chain] == ["State Department spokeswoman Ada Marsh"]
    statement, bearing = told(B, "The Harbour Post", "the U.S. government")
    _, (rooted,) = joined([(statement, bearing)])
    assert len(rooted.chain) == 2


def test_a_thing_at_the_end_of_a_chain_does_not_give_its_kind() -> None:
    statement, bearing = told(A, "Arno Pell", "technology")
    person, thing = statement.chain
    chain = replace(person, kind=SourceKind.PERSON), replace(thing, kind=SourceKind.UNKNOWN)
    (root,), _ = joined([(replace(statement, chain=chain), bearing)])
    assert (root.name, root.kind) == ("Arno Pell", SourceKind.PERSON)


def test_unnamed_officials_of_one_country_are_one_root_and_of_two_countries_two() -> None:
    items = [
        told(A, "Lebanese security officials"),
        told(B, "Lebanese army officials"),
        told(C, "Iraqi officials"),
    ]
    assert len(joined(items)[0]) == 2


def test_a_relay_is_completed_from_the_article_that_names_the_source() -> None:
    items = [told(A, "Vale Radio", "Dr Mira Holt"), told(B, "Vale Radio")]
    roots, rooted = joined(items)
    assert [root.name for root in roots] == ["Dr Mira Holt"]
    completed = next(item for item in rooted if item.bearing.article == "B")
    assert completed.basis is Basis.INFERRED
    assert "A" in completed.because
    assert [step.name for step in completed.chain] == ["Vale Radio", "Dr Mira Holt"]
    assert completed.chain[-1].basis is Basis.INFERRED


def test_the_articles_own_voice_takes_the_source_of_the_same_content() -> None:
    roots, rooted = joined([told(A), told(A, "Mira Holt", at=100)])
    assert len(roots) == 1
    assert {item.basis for item in rooted} == {Basis.STATED, Basis.INFERRED}


def test_own_voice_does_not_follow_a_side_that_its_source_takes_nowhere_else() -> None:
    items = [
        told(A),
        told(A, "Mira Holt", at=100),
        *(told(by, "Mira Holt", polarity=NO, at=100) for by in (B, C, D)),
        told(D, "Dr Nils Anker"),
    ]
    rooted = {item.bearing.statement: item for item in joined(items)[1]}
    own = rooted[items[0][0].id]
    assert "Nils Anker" in own.because


def test_a_client_of_whom_the_lawyer_is_named_is_one_root_with_the_lawyer() -> None:
    items = [told(A, "a man"), told(B, "the man's attorney, Lia Brandt"), told(C, "Dr Nils Anker"), told(D)]
    _, rooted = joined(items)
    by = {item.bearing.article: item.root for item in rooted}
    assert by["A"] == by["B"] != by["C"]


def test_who_heads_an_offices_words_speaks_for_it() -> None:
    items = [told(A, "Lumo"), told(B, "Lumo head of communications Eda Rask"), told(C, "Eda Rask")]
    assert len(joined(items)[0]) == 1


def test_who_leads_a_movement_speaks_for_it() -> None:
    items = [
        told(A, "Hamas"),
        told(A, "the group's leader, Ilan Dorr", at=100),
        told(B, "Ilan Dorr"),
        told(C, "Hamas leader Ilan Dorr"),
    ]
    assert len(joined(items)[0]) == 1
    assert len(joined([told(A, "the Vale Clinic"), told(B, "Ilan Dorr, head of the Vale Clinic")])[0]) == 2


def test_an_outlets_own_doubt_is_a_root_of_its_own() -> None:
    items = [
        told(A, "Mira Holt"),
        told(B, polarity=Polarity.UNCERTAIN, hedge=Hedge.STRONG),
    ]
    assert root_names(items) == {"Mira Holt", "B Gazette"}


def test_a_body_that_only_a_common_noun_names_is_a_root_and_not_its_outlet() -> None:
    statement, bearing = told(A, "coastguard")
    body = replace(statement.chain[0], kind=SourceKind.ORGANISATION)
    (root,) = joined([(replace(statement, chain=(body,)), bearing)])[0]
    assert (root.name, root.kind) == ("coastguard", SourceKind.ORGANISATION)


def test_two_people_of_one_surname_stay_two() -> None:
    assert len(joined([told(A, "Mira Holt"), told(B, "Jonas Holt")])[0]) == 2


def test_unnamed_sources_that_say_the_opposite_later_are_two_roots() -> None:
    outlet = [article("E", on=1, outlet="Vale Post"), article("F", on=9, outlet="Vale Post")]
    items = [told(outlet[0], "sources"), told(outlet[1], "sources", polarity=NO)]
    assert len(joined(items, outlet)[0]) == 2


def test_outlets_that_cite_each_other_are_one_root_that_nobody_knows() -> None:
    outlets = [article("E", outlet="Vale Post"), article("F", outlet="Harbour Times")]
    items = [told(outlets[0], "the Harbour Times"), told(outlets[1], "the Vale Post")]
    roots, rooted = joined(items, outlets)
    assert len(roots) == 1
    assert any("circular" in item.because for item in rooted)


def test_an_outlet_that_printed_a_copy_first_still_passes_its_source_on() -> None:
    items = [told(A, "Mira Holt"), told(B, "Mira Holt"), told(C, "B Gazette"), told(D, "C Gazette")]
    roots, rooted = joined(items, copies=[Copy("B", "A", 1.0)])
    assert [root.name for root in roots] == ["Mira Holt"]
    assert not any("circular" in item.because for item in rooted)


def test_an_outlets_own_named_finding_is_its_own_root() -> None:
    found = told(A, "A Gazette")
    _, rooted = joined([found, told(B, "Mira Holt"), told(C, "Mira Holt")])
    assert len({item.root for item in rooted}) == 2


def test_an_outlets_word_on_its_own_report_goes_back_to_who_told_it() -> None:
    again = article("A2", outlet=A.outlet, on=5)
    roots, rooted = joined(
        [told(A, "two officials"), told(again, "A Gazette's report of March 1")], (A, again)
    )
    assert len(roots) == 1
    assert rooted[1].basis is Basis.INFERRED
    assert "its own earlier report" in rooted[1].because


def test_many_outlets_are_resolved_from_all_articles_and_one_report_from_its_own() -> None:
    items = [
        told(A, "Mira Holt"),
        told(B, "Mira Holt"),
        told(C, "an aide named Osk Marrow"),
        told(C, "local media", at=90),
    ]
    _, rooted = joined(items)
    by = {item.bearing.statement: item.root for item in rooted}
    assert by[items[3][0].id] == by[items[0][0].id]


def test_unnamed_sources_of_an_outlets_writer_are_the_outlets() -> None:
    items = [told(A, "B Gazette's Mira Holt", "sources"), told(B, "sources")]
    assert len(joined(items)[0]) == 1


def test_fighters_with_names_of_their_own_are_not_one() -> None:
    items = [told(A, "Vale Front fighters"), told(B, "Karst Brigade fighters")]
    assert len(joined(items)[0]) == 2


def test_the_observatory_is_the_only_one_named_in_full() -> None:
    items = [
        told(A, "the Syrian Observatory for Human Rights"),
        told(B, "The Observatory"),
        told(C, "activists"),
    ]
    assert len(joined(items)[0]) == 1


def test_a_relation_given_by_a_person_joins_two_names() -> None:
    items = [told(A, "Mira Holt"), told(B, "the Vale Clinic")]
    relation = SourceRelation("Mira Holt", "the Vale Clinic", RelationKind.SPEAKS_FOR)
    assert len(joined(items)[0]) == 2
    assert len(joined(items, relations=[relation])[0]) == 1


NAMES = st.sampled_from(
    [(),
     ("officials",), ("Mira Holt",), ("Holt",), ("Vale Radio",), ("Vale Radio", "Mira Holt"), ("sources",),
     ("the Pentagon",), ("Iraqi officials",), ("Iraq's government",), ("local media",), ("B Gazette",),
     ("C Gazette",), ("B Gazette's Ann Lee", "sources"), ("Ann Lee from the organisation",), ("activists",),
     ("The Observatory",), ("the Syrian Observatory",), ("the spokesman",), ("A Gazette",), ("they",)]
)  # fmt: skip
POLARITIES = st.sampled_from(list(Polarity))
TOLD = st.lists(st.tuples(st.sampled_from([A, B, C, D]), NAMES, POLARITIES), min_size=1, max_size=12)


def build(rows: Rows) -> list[Told]:
    return [told(by, *names, polarity=polarity, at=100 * n) for n, (by, names, polarity) in enumerate(rows)]


@settings(max_examples=60)
@given(TOLD, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(rows: Rows, random: Random) -> None:
    items = build(rows)
    shuffled = items[:]
    random.shuffle(shuffled)
    assert joined(items) == joined(shuffled)


@settings(max_examples=60)
@given(TOLD)
def test_every_bearing_ends_at_one_root_and_says_why(rows: Rows) -> None:
    items = build(rows)
    roots, rooted = joined(items)
    assert {item.root for item in rooted} == {root.id for root in roots}
    assert len(rooted) == len(items)
    assert all(item.because for item in rooted)


@settings(max_examples=60)
@given(TOLD, st.sampled_from([A, B, C, D]))
def test_adding_a_copy_changes_no_root_count(rows: Rows, copied: Article) -> None:
    items = build(rows)
    copy = article("Z", on=9, outlet="Copy Post")
    again = [
        told(copy, *names, polarity=polarity, at=100 * n)
        for n, (by, names, polarity) in enumerate(rows)
        if by == copied
    ]
    before, _ = joined(items)
    after, _ = joined([*items, *again], (A, B, C, D, copy), copies=[Copy("Z", copied.id, 1.0)])
    assert {root.id for root in before} == {root.id for root in after}


def test_a_body_by_a_common_noun_and_who_speaks_for_it_are_one_root() -> None:
    items = [
        told(A, "coastguard", kind=SourceKind.ORGANISATION),
        told(B, "coastguard spokeswoman Lisbet Arne"),
        told(C, "A spokeswoman for the coastguard, Lisbet Arne"),
    ]
    assert len(joined(items)[0]) == 1
    (navy,) = joined([told(A, "the navy", kind=SourceKind.ORGANISATION)])[0]
    assert navy.kind is SourceKind.ORGANISATION


def test_a_ministry_s_spokesman_speaks_for_the_ministry_that_was_named() -> None:
    pair = [told(A, "the Norland defence ministry"), told(A, "ministry spokesman Colonel Ada Marsh", at=100)]
    assert len(joined(pair)[0]) == 1
    apart = [told(A, "the Norland defence ministry"), told(B, "company spokesman Ada Marsh")]
    assert len(joined(apart)[0]) == 2


def test_two_who_have_no_name_and_go_by_different_nouns_are_two() -> None:
    unnamed = SourceKind.ANONYMOUS
    items = [told(A, "harbour pilot", kind=unnamed), told(B, "a crew member", kind=unnamed)]
    assert root_names(items) == {"harbour pilot", "a crew member"}


def test_a_lead_that_nobody_says_is_of_who_speaks_right_behind_it() -> None:
    behind = told(A, "Ada Marsh", answer="unharmed", content="Orlan Vesk was seen alive", at=60)
    _, rooted = joined([told(A), behind])
    assert len({item.root for item in rooted}) == 1
    far = told(A, "Ada Marsh", answer="unharmed", content="Orlan Vesk was seen alive", at=900)
    assert len({item.root for item in joined([told(A), far])[1]}) == 2


def test_the_relays_of_one_wire_are_one_root_however_they_name_the_wire_and_its_officials() -> None:
    wire = article("W", on=1, outlet="Calta Newswire")
    papers = [article(name, on=2) for name in ("P", "Q", "R")]
    items = [
        told(wire, "two senior Orlean security officials", kind=SourceKind.ANONYMOUS),
        told(papers[0], "CNW", "Orlean officials", kind=SourceKind.ANONYMOUS),
        told(papers[1], "CNW agency", "security sources", kind=SourceKind.ANONYMOUS),
        told(papers[2], "Calta Newswire", "two security officials", kind=SourceKind.ANONYMOUS),
    ]
    roots, _ = joined(items, [wire, *papers])
    assert len(roots) == 1


def test_unnamed_officials_through_two_wires_stay_two_roots() -> None:
    items = [
        told(A, "Calta Newswire", "two Orlean officials", kind=SourceKind.ANONYMOUS),
        told(B, "Harbour Press Agency", "security sources", kind=SourceKind.ANONYMOUS),
    ]
    assert len(joined(items)[0]) == 2


def test_what_an_article_weighs_itself_is_its_own() -> None:
    named = told(A, "Ada Marsh", polarity=NO, kind=SourceKind.PERSON, at=600)
    probably = told(A, polarity=NO, hedge=Hedge.WEAK, content="Vesk probably is not dead")
    assert root_names([named, probably]) == {"Ada Marsh", "A Gazette"}
    flatly = told(A, polarity=NO, content="Vesk is not dead")
    assert root_names([named, flatly]) == {"Ada Marsh"}


def test_two_who_say_it_together_are_two_roots_of_one_statement() -> None:
    body = SourceKind.ORGANISATION
    both = told(A, "navy and the coastguard", kind=body)
    roots, rooted = joined([both, told(B, "coastguard", kind=body), told(C, "the navy", kind=body)])
    assert {root.name.removeprefix("the ") for root in roots} == {"navy", "coastguard"}
    mine = [one for one in rooted if one.bearing == both[1]]
    assert [[link.name for link in one.chain] for one in mine] == [["navy"], ["coastguard"]]
    assert len({one.root for one in mine}) == 2


def test_two_of_one_body_who_say_it_together_are_one_root_once() -> None:
    _, rooted = joined([told(A, "the Pentagon and the US military", kind=SourceKind.ORGANISATION)])
    assert len(rooted) == 1


def test_a_man_of_one_article_is_not_the_man_of_another() -> None:
    kind = SourceKind.ANONYMOUS
    items = [told(A, "a man", kind=kind), told(A, "the man", kind=kind, at=60), told(B, "A man", kind=kind)]
    roots, rooted = joined(items)
    assert {root.kind for root in roots} == {kind}
    assert len(roots) == 2
    assert len({one.root for one in rooted if one.bearing.article == A.id}) == 1


def test_a_body_that_publishes_for_itself_passes_on_nobodys_word() -> None:
    ministry, bank = article("E", outlet="Ministry of Orle"), article("F", outlet="Holm Bank")
    items = [told(A, "Mira Holt"), told(ministry), told(bank)]
    assert {root.name for root in joined(items, [A, ministry, bank])[0]} == {
        "Mira Holt",
        "Ministry of Orle",
        "Holm Bank",
    }


def test_the_initials_of_an_outlet_of_the_case_are_the_outlet() -> None:
    wire = article("E", outlet="Orrin Press Service")
    items = [told(wire, "OPS"), told(A, "Orrin Press Service")]
    assert len(joined(items, [A, wire])[0]) == 1

"""Importers, refusals with line and reason, versions, and the search in a list."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import BadWatchlist
from sayso.resolve.names import score_names
from sayso.resolve.watchlists.index import build
from sayso.resolve.watchlists.rows import reward_of
from sayso.resolve.watchlists.screening import Known, entry_scores, screen
from sayso.resolve.watchlists.versions import Loaded, day_of, difference, load
from sayso.terms.entity import EntityKind
from sayso.terms.watchlist import ChangeKind, Entry, ListedName, Watchlist

DAY = date(2031, 5, 1)

FTM: list[dict[str, Any]] = [
    {
        "id": "v-1", "caption": "Rana Okafor", "schema": "Person",
        "properties": {
            "name": ["Rana Okafor", "رنا أوكافور"], "alias": ["Rana al-Velmari"], "weakAlias": ["Abu Nour"],
            "birthDate": ["1971-07-19"], "nationality": ["vm"], "sayso:reward": ["USD 5,000,000 for news"],
            "sayso:wanted": ["last seen in Velmar in 2031"],
        },
    },
    {"id": "v-2", "schema": "Address", "properties": {"full": ["12 Quay Street"]}},
    {"id": "v-3", "schema": "Company", "properties": {"name": ["Harbour Line 3 Ltd"]}},
]  # fmt: skip

SDN_XML = """<?xml version="1.0"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
  <publshInformation><Publish_Date>05/01/2031</Publish_Date><Record_Count>2</Record_Count></publshInformation>
  <sdnEntry><uid>17</uid><firstName>Rana</firstName><lastName>OKAFOR</lastName><sdnType>Individual</sdnType>
    <programList><program>VELMAR</program></programList>
    <akaList><aka><uid>1</uid><type>a.k.a.</type><category>weak</category>
    <lastName>ABU NOUR</lastName></aka></akaList>
    <dateOfBirthList><dateOfBirthItem><dateOfBirth>19 Jul 1971</dateOfBirth></dateOfBirthItem>
    </dateOfBirthList>
    <nationalityList><nationality><country>Velmar</country></nationality></nationalityList>
  </sdnEntry>
  <sdnEntry><uid>18</uid><lastName>HARBOUR LINE</lastName><sdnType>Entity</sdnType></sdnEntry>
</sdnList>
"""

UN_XML = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2031-05-01"><INDIVIDUALS><INDIVIDUAL>
  <DATAID>99</DATAID><FIRST_NAME>RANA</FIRST_NAME><SECOND_NAME>OKAFOR</SECOND_NAME>
  <UN_LIST_TYPE>Velmar</UN_LIST_TYPE><LISTED_ON>2030-02-03</LISTED_ON>
  <NATIONALITY><VALUE>Velmar</VALUE></NATIONALITY>
  <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Nour</ALIAS_NAME></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
  <NAME_ORIGINAL_SCRIPT>رنا أوكافور</NAME_ORIGINAL_SCRIPT>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>100</DATAID><FIRST_NAME>HARBOUR LINE</FIRST_NAME>
  <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>Quay Line</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>
"""

SDN_CSV = (
    '17,"OKAFOR, Rana","individual","VELMAR] [SDGT","-0- ",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"DOB 19 Jul 1971; nationality Velmar; a.k.a. 'ABU NOUR'.\"\r\n"
    '18,"HARBOUR LINE",-0- ,"VELMAR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
)
ALT_CSV = '17,5,"aka","AL-VELMARI, Rana","-0- "\r\n'
PLAIN = """name,kind,aliases,weak_aliases,born,rewards
Rana Okafor,person,Rana al-Velmari;R. Okafor,Abu Nour,1971,USD 500
"""


def ftm(rows: list[dict[str, Any]] = FTM) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def take(folder: Path, text: str, name: str = "list", **options: object) -> Loaded:
    path = folder / name
    path.write_bytes(text.encode())
    return load(path, name="velmar", dated=DAY, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", [ftm(), SDN_XML, UN_XML, SDN_CSV, PLAIN], ids=["ftm", "sdn", "un", "csv", "plain"]
)
def test_each_form_gives_names_weak_names_and_birth(tmp_path: Path, text: str) -> None:
    loaded = take(tmp_path, text)
    entry = loaded.entries[0]
    assert entry.kind is EntityKind.PERSON
    assert "okafor" in entry.names[0].name.lower()
    assert [it.name.lower() for it in entry.names if it.weak] == ["abu nour"]
    assert entry.born[0].startswith("1971")
    assert loaded.watchlist.entries == len(loaded.entries)
    if len(loaded.entries) > 1:
        assert loaded.entries[1].kind is EntityKind.ORGANISATION


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (SDN_XML, DAY),
        (UN_XML, DAY),
        (UN_XML.replace("05-01", "13-45"), date(2030, 2, 3)),
        (PLAIN, date(2030, 2, 3)),
    ],
)
def test_a_list_that_says_its_day_is_of_it(tmp_path: Path, text: str, day: date) -> None:
    path = tmp_path / "list"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (datetime(2030, 2, 3, 12, tzinfo=UTC).timestamp(),) * 2)
    assert day_of(path) == day


def test_the_extension_keeps_rewards_and_what_a_poster_says(tmp_path: Path) -> None:
    entry = take(tmp_path, ftm()).entries[0]
    assert (entry.rewards[0].amount, entry.rewards[0].currency) == (5_000_000, "USD")
    assert entry.wanted == ("last seen in Velmar in 2031",)


def test_other_names_of_the_sdn_list(tmp_path: Path) -> None:
    (tmp_path / "alt.csv").write_text(ALT_CSV)
    entry = take(tmp_path, SDN_CSV, alternates=tmp_path / "alt.csv").entries[0]
    assert "AL-VELMARI, Rana" in [it.name for it in entry.names]
    assert entry.programs == ("VELMAR", "SDGT")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ftm()[:-40], "line 3: the line is cut"),
        (ftm() + "[1]\n", "line 4: a line has to be"),
        (
            ftm([{"id": "x", "schema": "Person", "properties": {"name": "Rana"}}]),
            "line 1: the property 'name'",
        ),
        (ftm([{"id": "x", "type": "Person"}]), "line 1: a FollowTheMoney entity needs 'schema'"),
        (ftm(FTM[:1] * 2), "the id v-1 comes twice"),
        (SDN_XML[: len(SDN_XML) // 2], "cut in the middle"),
        (SDN_XML.replace("<Record_Count>2", "<Record_Count>900"), "it says it has 900 entries and 2 came"),
        (SDN_XML.replace("lastName", "surname"), "entry 3: no uid or no lastName"),
        (UN_XML.replace("DATAID", "ID"), "the schema has changed"),
        ("<!DOCTYPE sdnList [<!ENTITY a 'b'>]><sdnList>&a;</sdnList>", "declares entities"),
        ("<feed><entry/></feed>", "XML of a list that is not known"),
        (SDN_CSV[:30], "line 1: "),
        (SDN_CSV[:-4], "line 2: the last line has no end"),
        ("nom,prenom\nOkafor,Rana\n", "line 1: no column 'name'"),
        ("name,shoe size\nRana,38\n", "line 1: unknown or double columns shoe size"),
        (PLAIN[:-30], "line 2: "),
        ("name\n", "there is no entry in it"),
        ("", "the file is empty"),
        ("name\nRana \x00\n", ""),
        ("name\nRana\n\nIdris\n\n", ""),
        ("name\n...\n", "line 2: an entry without a name"),
        ("name,born\nRana,yesterday\n", "line 2: born has “yesterday”, which is no date"),
        ("name,rewards\nRana,a lot\n", "line 2: rewards has “a lot”, which is no amount"),
    ],
)
def test_a_broken_file_is_refused_with_place_and_reason(tmp_path: Path, text: str, says: str) -> None:
    if not says:
        assert take(tmp_path, text).entries
        return
    with pytest.raises(BadWatchlist) as refused:
        take(tmp_path, text)
    assert says in f"{refused.value.item}: {refused.value.reason}"
    assert "stays in force" in str(refused.value)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"name\nR\xe9my\n")
    with pytest.raises(BadWatchlist, match="not UTF-8"):
        load(path, name="velmar", dated=DAY)


def test_a_list_that_shrank_ten_times_is_not_believed(tmp_path: Path) -> None:
    before = Watchlist("velmar", date(2031, 4, 1), "", 20, "ftm")
    with pytest.raises(BadWatchlist, match="had 20"):
        take(tmp_path, ftm(), previous=before)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cut_or_noise_is_a_list_or_a_refusal(tmp_path: Path, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([ftm(), SDN_XML, UN_XML, SDN_CSV, PLAIN])).encode()
    cut = data.draw(st.integers(0, len(text)))
    noise = data.draw(st.binary(max_size=6))
    path = tmp_path / "list"
    path.write_bytes(text[:cut] + noise)
    with contextlib.suppress(BadWatchlist):
        assert load(path, name="velmar", dated=DAY).entries


def test_difference_is_dated_facts(tmp_path: Path) -> None:
    before = take(tmp_path, ftm())
    rows = json.loads(json.dumps(FTM))
    rows[0]["properties"]["alias"].append("Rana the Younger")
    rows[2] = {"id": "v-9", "schema": "Company", "properties": {"name": ["Quay Line"]}}
    after = take(tmp_path, ftm(rows))
    changes = difference(before, after)
    assert [(it.entry, it.kind, it.field) for it in changes] == [
        ("v-1", ChangeKind.CHANGED, "names"),
        ("v-3", ChangeKind.REMOVED, ""),
        ("v-9", ChangeKind.ADDED, ""),
    ]
    assert "Rana the Younger" in changes[0].after
    assert "Rana the Younger" not in changes[0].before
    assert {it.dated for it in changes} == {DAY}
    assert difference(after, after) == ()


ENTRIES = [
    Entry(
        "1",
        EntityKind.PERSON,
        (ListedName("Rana Okafor"), ListedName("رنا أوكافور"), ListedName("Abu Nour", weak=True)),
        born=("1971-07-19",),
        countries=("velmar",),
    ),
    Entry("2", EntityKind.PERSON, (ListedName("Idris Vale"), ListedName("Idris"))),
    Entry("3", EntityKind.ORGANISATION, (ListedName("Harbour Line 3 Ltd"),)),
]
INDEX = build(Watchlist("velmar", DAY, "", 3, "ftm"), ENTRIES)


def test_screening_finds_spellings_and_says_why() -> None:
    (hit,) = screen(INDEX, ["Ranna Okafor", "Peter Unlisted"])
    assert hit.entry == "1"
    assert {(it.left, it.right) for it in hit.name.words} == {("Ranna", "Rana"), ("Okafor", "Okafor")}
    (script,) = screen(INDEX, ["رنا اوكافور"])
    assert script.name.right == "رنا أوكافور"


def test_a_weak_alias_alone_is_said_and_limited() -> None:
    (hit,) = screen(INDEX, ["Abu Nour"])
    assert hit.weak_only
    assert hit.score <= 0.75
    assert "only a weak alias matches" in [it.says for it in hit.reasons]


@pytest.mark.parametrize("alias", ["A", "the", "Friday", "police", "Bo", "Interior Ministry"])
def test_an_alias_that_is_a_common_word_is_weak(alias: str) -> None:
    entry = Entry("1", EntityKind.PERSON, (ListedName("Rana Okafor"), ListedName(alias)))
    index = build(Watchlist("velmar", DAY, "", 1, "ftm"), [entry])
    for hit in screen(index, [alias], threshold=0.0):
        assert hit.weak_only
        assert hit.score <= 0.75
    assert screen(index, ["Rana Okafor"])[0].score == 1


def test_hits_found_at_once_say_what_each_says_alone() -> None:
    names = ["Ranna Okafor", "رنا اوكافور", "Abu Nour", "Idris Vael"]
    for hit in screen(INDEX, names):
        entry = next(each for each in ENTRIES if each.id == hit.entry)
        alone = score_names(hit.query, hit.name.right, kind=entry.kind)
        assert hit.name.words == alone.words
        assert hit.name.score == pytest.approx(alone.score, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("USD 25,000,000", 25_000_000, "USD"),
        ("10000000 USD", 10_000_000, "USD"),
        ("$2.5 million", 2_500_000, "USD"),
        ("up to EUR 3 million", 3_000_000, "EUR"),
        ("EUR 1.000.000", 1_000_000, "EUR"),
        ("USD 10,000.00", 10_000, "USD"),
    ],
)
def test_amounts_as_posters_write_them(text: str, amount: int, currency: str) -> None:
    found = reward_of(text)
    assert found is not None
    assert (found.amount, found.currency) == (amount, currency)


def test_birth_and_country_speak_for_and_against() -> None:
    plain, same, other = (
        entry_hits[0].score
        if (entry_hits := screen(INDEX, ["Ranna Okafor"], known={"Ranna Okafor": known}))
        else 0
        for known in (Known(), Known(("1971-07-19",), ("Velmar",)), Known(("1999",), ("Ostia",)))
    )
    assert same > plain > other


def test_a_settled_hit_is_not_asked_again() -> None:
    (hit,) = screen(INDEX, ["Rana Okafor"])
    assert screen(INDEX, ["Rana Okafor"], settled=frozenset({hit.id})) == ()


@settings(max_examples=60)
@given(
    st.one_of(st.text(max_size=40), st.sampled_from(["a", "al", "\x00", "x" * 5000, "Abu " * 900, "李", "А"]))
)
def test_no_name_raises_a_storm_of_hits(name: str) -> None:
    assert len(screen(INDEX, [name])) <= 1


def test_nothing_listed_finds_nothing() -> None:
    empty = build(Watchlist("empty", DAY, "", 0, "ftm"), [])
    assert screen(empty, ["Rana Okafor"]) == ()
    assert entry_scores(empty, ["Rana Okafor", "--"]) == [{}, {}]

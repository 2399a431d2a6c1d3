"""Dossiers as of a moment, and names taken out of exports."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.dossier import dossier, in_force
from sayso.resolve.entities import entities
from sayso.resolve.judge import clusters, judged, settled_hits
from sayso.resolve.privacy import labels, mask, private
from sayso.terms.article import Article
from sayso.terms.entity import Verdict
from sayso.terms.statement import SourceKind
from sayso.terms.time import AsOf, Certainty, Interval, Published
from sayso.terms.watchlist import Watchlist
from tests.resolve.test_entities import link, reading


def article(id_: str, day: int) -> Article:
    moment = datetime(2031, 5, day, 9, tzinfo=UTC)
    published = Published(Interval(moment, None), Certainty.STATED, "test")
    return Article(id_, "", "The Velmar Post", "", "", published)


ARTICLES = {"a": article("a", 1), "b": article("b", 3), "c": article("c", 5)}
READINGS = [
    reading(
        "a", link("Rana Okafor", SourceKind.OFFICE_HOLDER), content="The bridge had been closed at noon."
    ),
    reading("b", link("R. Okafor", SourceKind.OFFICE_HOLDER), link("Rana Okafor", SourceKind.OFFICE_HOLDER)),
    reading("c", link("Idris Vale"), content="Rana Okafor was seen in the harbour on Sunday."),
]


def test_a_dossier_tells_names_times_and_what_was_said() -> None:
    found = entities(READINGS)
    id_ = found.named()["a", "Rana Okafor"]
    page = dossier(id_, resolution=found, articles=ARTICLES, readings=READINGS)
    assert page is not None
    assert page.names[0].name == "Rana Okafor"
    assert page.names[0].articles == ("a", "b")
    assert [line.article.id for line in page.timeline] == ["a", "b"]
    assert page.first_since == ARTICLES["a"].published.moment
    assert page.last_seen == ARTICLES["b"].published.moment
    assert dossier("en-none", resolution=found, articles=ARTICLES, readings=READINGS) is None


def test_a_dossier_as_of_a_moment_leaves_out_what_came_later() -> None:
    found = entities(READINGS)
    id_ = found.named()["a", "Rana Okafor"]
    early = AsOf(published=datetime(2031, 5, 2, tzinfo=UTC))
    page = dossier(id_, resolution=found, articles=ARTICLES, readings=READINGS, as_of=early)
    assert page is not None
    assert [line.article.id for line in page.timeline] == ["a"]
    assert page.last_seen == ARTICLES["a"].published.moment


def test_versions_in_force() -> None:
    first, second = (Watchlist("velmar", date(2031, 4, day), str(day), 5, "ftm") for day in (1, 9))
    other = Watchlist("ostia", date(2031, 4, 2), "o", 5, "ftm")
    assert in_force([second, first, other], on=date(2031, 4, 5)) == (other, first)
    assert in_force([second, first], on=date(2031, 3, 5)) == ()


def test_a_ruling_on_a_hit_settles_it_and_joins_no_entities() -> None:
    at = datetime(2031, 5, 1, tzinfo=UTC)
    yes = judged("hit-1", "v-1", Verdict.SAME, by="rana", because="same passport", at=at).appended
    unsure = judged("hit-2", "v-1", Verdict.UNSURE, by="rana", because="no date", at=at).appended
    assert settled_hits([*yes, *unsure]) == {"hit-1"}
    assert clusters([*yes, *unsure]).of("hit-2") == "hit-2"
    other = judged("hit-1", "v-2", Verdict.SAME, by="rana", because="his brother", at=at).appended
    assert clusters([*yes, *other]).of("v-2") == "v-2"


def test_masking_is_the_same_label_for_every_name_of_one_person() -> None:
    found = entities(READINGS)
    ids = [found.named()["c", "Idris Vale"]]
    masked = mask(
        "Idris Vale spoke. “No,” said VALE’s aunt, Idris\n  Vale wept. Valence is a town.", labels(found, ids)
    )
    assert (
        masked.text == "[person 1] spoke. “No,” said [person 1]’s aunt, [person 1] wept. Valence is a town."
    )
    assert masked.count == {"[person 1]": 3}


def test_names_in_addresses_and_file_names_are_masked_too() -> None:
    names = {"Idris Vale": "[person 1]"}
    for text in (
        "https://x.example/idris-vale-speaks",
        "idris_vale.pdf",
        "?q=Idris%20Vale",
        "Idris\u00a0VALE",
    ):
        assert "vale" not in mask(text, names).text.lower(), text
    assert mask("Idrisvale", names).text == "Idrisvale"


def test_who_is_private() -> None:
    found = entities(READINGS)
    rana, idris = found.named()["a", "Rana Okafor"], found.named()["c", "Idris Vale"]
    assert idris in private(found, office_holders=[rana])
    assert rana not in private(found, office_holders=[rana])


@settings(max_examples=50)
@given(st.text(max_size=60), st.dictionaries(st.text(max_size=8), st.just("[person 1]"), max_size=3))
def test_masking_any_text_leaves_no_whole_name(text: str, names: dict[str, str]) -> None:
    assert mask(text, {}).text == text
    assert isinstance(mask(text, names).text, str)

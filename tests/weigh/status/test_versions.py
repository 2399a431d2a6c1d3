"""An old and a new version of an article are one article, and what was taken out counts no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.read.versions.changes import compare, kept
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Hedge, MadeBy, Part, Polarity, Statement, Voice
from sayso.terms.version import Revision
from sayso.weigh.status.versions import Current, current, remarks

MARCH = datetime(2031, 3, 3, tzinfo=UTC)
SAID = ("The master was hurt.", "Rain fell on the pier.", "Nobody saw it.", "A crane fell over.")


def text(*numbers: int) -> str:
    return " ".join(SAID[number] for number in numbers)


def statements(article: str, words: str) -> list[Statement]:
    """One statement for each sentence, called by its article and its number."""
    found = []
    for number, sentence in enumerate(SAID):
        start = words.find(sentence)
        if start >= 0:
            content = Words.cut(words, [Span(start, start + len(sentence) - 1)])
            found.append(
                Statement(
                    f"{article}{number}",
                    article,
                    Part.BODY,
                    Voice.OWN,
                    NO_WORDS,
                    NO_WORDS,
                    content,
                    (),
                    Polarity.AFFIRMS,
                    Hedge.NONE,
                    NO_WORDS,
                    NO_WORDS,
                    MadeBy("made", "1"),
                    0.9,
                )
            )
    return found


def revision(
    before: str, old: str, article: str, new: str, *, day: int = 1, walled: bool = False
) -> Revision:
    compared = compare("A", old, "A", new, walled=walled)
    moment = MARCH + timedelta(days=day)
    return Revision(
        "mail.example/1",
        article,
        before,
        moment - timedelta(days=1),
        moment,
        moment,
        compared.changes,
        kept(compared),
        True,
    )


def chain(*versions: str) -> tuple[list[Statement], list[Revision]]:
    names = "abcdefgh"
    told = [each for name, words in zip(names, versions, strict=False) for each in statements(name, words)]
    revisions = [
        revision(names[at], versions[at], names[at + 1], versions[at + 1], day=at + 1)
        for at in range(len(versions) - 1)
    ]
    return told, revisions


def standing(found: Current, told: list[Statement]) -> list[str]:
    return sorted(each.id for each in found.standing(told))


def test_what_stayed_counts_from_its_first_version_and_once() -> None:
    told, revisions = chain(text(0, 1), text(0, 1, 2))
    assert standing(current(told, revisions), told) == ["a0", "a1", "b2"]


def test_what_was_taken_out_counts_no_more() -> None:
    told, revisions = chain(text(0, 1), text(1, 2))
    found = current(told, revisions)
    assert standing(found, told) == ["a1", "b2"]
    (remark,) = remarks(found, {each.id: each for each in told}, {"a": "Harbour Mail"})
    assert remark.words == (
        "Harbour Mail took out or changed “The master was hurt” (present on 3 Mar 2031, absent on 4 Mar 2031)"
    )
    assert remark.statements == ("a0",)


def test_nothing_changes_before_the_change_was_known() -> None:
    told, _ = chain(text(0, 1), text(1, 2))
    assert standing(current(told, []), told) == ["a0", "a1", "b1", "b2"]


def test_a_retraction_takes_everything_with_it_that_is_not_new() -> None:
    notice = "Editor's note: this article has been retracted."
    told, revisions = chain(text(0, 1), f"{notice} {text(0, 1)} {SAID[3]}")
    assert standing(current(told, revisions), told) == ["b3"]


def test_a_text_that_was_cut_off_takes_nothing_back() -> None:
    told = [*statements("a", text(0, 1, 2)), *statements("b", text(0))]
    found = current(told, [revision("a", text(0, 1, 2), "b", text(0), walled=True)])
    assert standing(found, told) == ["a0", "a1", "a2"]


def test_a_version_that_no_statement_bears_on_still_passes_on_what_stands() -> None:
    told, revisions = chain(text(0, 1), text(1), "Nothing is left.")
    assert standing(current(told[:1], revisions), told[:1]) == []


@given(st.lists(st.sets(st.integers(0, 3), min_size=1).map(sorted), min_size=1, max_size=5))
def test_each_sentence_of_the_newest_version_counts_once(versions: list[list[int]]) -> None:
    told, revisions = chain(*(text(*numbers) for numbers in versions))
    left = standing(current(told, revisions), told)
    assert sorted(int(name[1]) for name in left) == versions[-1]

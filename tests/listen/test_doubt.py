"""Words that may not have been said are flagged, with the reason."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.listen.doubt import sentences, with_doubts
from sayso.listen.speech import pieces
from sayso.terms.recording import Doubt, HeardWord, Language, Stretch

ENGLISH = Language("en", 0.99)


def words(text: str, *, sure: float = 0.9, start: float = 0.0) -> list[HeardWord]:
    return [
        HeardWord(each, start + at * 0.5, start + at * 0.5 + 0.4, sure)
        for at, each in enumerate(text.split())
    ]


def doubts(heard: list[HeardWord], *stretches: Stretch, language: Language = ENGLISH) -> list[Doubt]:
    return [word.doubt for word in with_doubts(heard, speech=stretches, language=language)]


def test_words_over_silence_are_doubtful() -> None:
    heard = words("thanks for watching", start=20)
    assert doubts(heard, Stretch(0, 10)) == [Doubt.SILENCE] * 3
    assert doubts(heard, Stretch(0, 10), Stretch(19.5, 22)) == [Doubt.NONE] * 3


def test_the_third_time_in_a_row_is_a_loop_and_the_second_is_not() -> None:
    heard = words("no no we will not go we will not go we will not go home")
    told = doubts(heard, Stretch(0, 30))
    assert [word.text for word, doubt in zip(heard, told, strict=True) if doubt is Doubt.LOOP] == [
        "we", "will", "not", "go",
    ]  # fmt: skip


def test_unsure_crammed_and_wrong_language() -> None:
    assert doubts(words("hello", sure=0.2), Stretch(0, 9)) == [Doubt.UNSURE]
    assert doubts([HeardWord("international", 1.0, 1.02, 0.9)], Stretch(0, 9)) == [Doubt.CRAMMED]
    assert doubts(words("hello"), Stretch(0, 9), language=Language("cy", 0.3)) == [Doubt.LANGUAGE]
    assert doubts(words("hello"), Stretch(0, 9), language=Language("cy", 1.0, given=True)) == [Doubt.NONE]


@given(st.lists(st.sampled_from(["a.", "b", "c,", "d?"]), max_size=120))
def test_sentences_part_the_words_without_gap(texts: list[str]) -> None:
    heard = words(" ".join(texts))
    cut = sentences(heard)
    assert [at for each in cut for at in range(each.first, each.last)] == list(range(len(heard)))
    assert all(each.last - each.first <= 40 for each in cut)


@given(st.lists(st.tuples(st.floats(0.1, 20), st.floats(0.1, 5)), max_size=40))
def test_pieces_cover_all_speech_and_are_short(lengths: list[tuple[float, float]]) -> None:
    stretches, at = [], 0.0
    for length, gap in lengths:
        stretches.append(Stretch(at, at + length))
        at += length + gap
    cut = pieces(stretches)
    assert all(
        any(piece.start <= each.start and each.end <= piece.end for piece in cut) for each in stretches
    )
    assert all(piece.seconds <= 28.0 for piece in cut)

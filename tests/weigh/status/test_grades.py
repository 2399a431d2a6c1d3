"""Credibility, likelihood and reliability: laws of what may and may not move them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.article import Article
from sayso.terms.grade import Credibility, Deed, Past, Reliability
from sayso.terms.question import Bearing, Ruling, Standing, StatusKind
from sayso.terms.statement import Hedge, Polarity, SourceKind, Statement
from sayso.terms.time import AsOf
from sayso.weigh.status.grades import WORTH, Word, combine, grade_answers, in_words, likelihoods
from sayso.weigh.status.record import grade_source, past_of
from sayso.weigh.status.standing import standing
from tests.weigh.build import QUESTION, article, day, told

YES, NO = Polarity.AFFIRMS, Polarity.DENIES
Told = tuple[Article, tuple[Statement, Bearing]]
WORDS = st.builds(
    Word,
    root=st.integers(0, 30).map("rs-{}".format),
    name=st.just("somebody"),
    affirms=st.booleans(),
    hedge=st.sampled_from(Hedge),
    worth=st.sampled_from(sorted(WORTH)),
)
SETS = st.lists(WORDS, max_size=12, unique_by=lambda word: word.root)


def says(outlet: str, *chain: str, on: int = 1, polarity: Polarity = YES, answer: str = "killed") -> Told:
    printed = article(f"{outlet}-{on}-{answer}", on=on, outlet=outlet)
    statement, bearing = told(printed, *chain, polarity=polarity, answer=answer)
    named = tuple(
        replace(link, kind=SourceKind.PERSON if link.name[0].isupper() else SourceKind.ANONYMOUS)
        for link in statement.chain
    )
    return printed, (replace(statement, chain=named), bearing)


def stood(*said: Told, as_of: AsOf | None = None, settled: tuple[Ruling, ...] = ()) -> Standing:
    return standing(
        QUESTION,
        [bearing for _, (_, bearing) in said],
        [statement for _, (statement, _) in said],
        [printed for printed, _ in said],
        as_of=as_of or AsOf(),
        judgements=settled,
    )


MINISTER, DOCTOR = "Health Minister Ana Brule", "Dr. Ivo Kest"
TWO = (says("Vale Wire", MINISTER), says("Orle Post", DOCTOR, on=2))


@given(SETS, WORDS)
def test_another_root_that_affirms_never_lowers_an_answer(words: list[Word], more: Word) -> None:
    new = replace(more, root="rs-new", affirms=True)
    (low, high), (lower, higher) = combine(words), combine([*words, new])
    assert lower >= low - 1e-12
    assert higher >= high - 1e-12
    (low_no, high_no) = combine([*words, replace(new, affirms=False)])
    assert low_no <= low + 1e-12
    assert high_no <= high + 1e-12


@given(SETS, st.randoms(use_true_random=False))
def test_neither_order_nor_repeating_a_root_matters(words: list[Word], rng) -> None:  # type: ignore[no-untyped-def]  # a Random of Hypothesis
    before = combine(words)
    again = [*words, *words]
    rng.shuffle(again)
    after = combine(again)
    assert max(abs(one - two) for one, two in zip(before, after, strict=True)) < 1e-12


@given(SETS)
def test_an_interval_is_never_empty_nor_certain(words: list[Word]) -> None:
    low, high = combine(words)
    assert 0.05 < low <= high < 0.95
    assert "almost" not in in_words(low, high)


@given(st.integers(1, 6))
def test_copies_and_outlets_change_nothing(outlets: int) -> None:
    more = [says(f"Low Mail {number}", MINISTER, on=3) for number in range(outlets)]
    before, after = stood(*TWO), stood(*TWO, *more)
    assert [each.grade for each in grade_answers(before)] == [each.grade for each in grade_answers(after)]
    assert [(e.low, e.high) for e in likelihoods(before)] == [(e.low, e.high) for e in likelihoods(after)]


def test_later_articles_do_not_enter_an_earlier_moment() -> None:
    early = AsOf(published=day(2))
    later = says("Gull", "General Paul Orde", on=9, polarity=NO)
    for of in (grade_answers, likelihoods):
        assert of(stood(*TWO, later, as_of=early)) == of(stood(*TWO, as_of=early))
        assert of(stood(*TWO, later)) != of(stood(*TWO))


def test_two_named_sources_confirm_and_are_likely() -> None:
    found = stood(*TWO)
    assert grade_answers(found)[0].grade is Credibility.CONFIRMED
    likely = likelihoods(found)[0]
    assert likely.low is not None
    assert likely.high is not None
    assert 0.5 < likely.low < likely.high
    assert "likely" in likely.words
    assert len(likely.reasons) == 2


def test_what_cannot_be_judged_is_not_given_a_number() -> None:
    one = likelihoods(stood(TWO[0]))[0]
    assert (one.low, one.words) == (None, "can't be judged: everything goes back to one root source")
    unnamed = likelihoods(stood(says("Vale Wire", "officials"), says("Gull", "a witness", on=2)))[0]
    assert unnamed.low is None
    assert "named" in unnamed.words
    ruling = Ruling(QUESTION.id, "killed", NO, "ada", "seen alive", day(4))
    settled = stood(*TWO, settled=(ruling,))
    assert "a person settled it" in likelihoods(settled)[0].words
    counts = replace(stood(*TWO), question=replace(QUESTION, kind="count"))
    assert "figures" in likelihoods(counts)[0].words
    assert "only other answers" in likelihoods(stood(*TWO))[2].words


def test_contradiction_makes_doubtful_or_improbable_and_leaves_it_open() -> None:
    against = says("Gull", "General Paul Orde", on=3, polarity=NO)
    found = stood(*TWO, against)
    assert grade_answers(found)[0].grade is Credibility.DOUBTFUL
    assert grade_answers(stood(TWO[0], against))[0].grade is Credibility.IMPROBABLE
    assert likelihoods(stood(TWO[0], against))[0].low is None


def test_one_named_source_is_possible_and_one_unnamed_is_not_judged() -> None:
    assert grade_answers(stood(TWO[0]))[0].grade is Credibility.POSSIBLE
    assert grade_answers(stood(says("Vale Wire", "officials")))[0].grade is Credibility.UNJUDGED


def pasts(held: int, fell: int, withdrew: int = 0) -> list[Past]:
    deeds = [Deed.HELD] * held + [Deed.FELL] * fell + [Deed.WITHDREW] * withdrew
    return [Past(f"qu-{number}", "said", deed, "") for number, deed in enumerate(deeds)]


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 4))
def test_what_held_up_never_harms_and_what_fell_never_helps(held: int, fell: int, withdrew: int) -> None:
    found = stood(*TWO)
    root = next(each for each in found.roots if each.kind is not SourceKind.ANONYMOUS)

    def letter(*counts: int) -> Reliability:
        return grade_source(root, found, pasts(*counts)).grade

    known = letter(held, fell, withdrew)
    if known is not Reliability.F:
        assert letter(held + 1, fell, withdrew) <= known
        assert letter(held, fell + 1, withdrew) >= known
        assert letter(held, fell, withdrew + 1) >= known
    order = pasts(held, fell, withdrew)
    assert grade_source(root, found, order[::-1]) == grade_source(root, found, order)


def test_a_source_is_graded_by_its_past_and_with_reasons() -> None:
    found = stood(*TWO)
    root = found.roots[0]
    none = grade_source(root, found, ())
    assert none.grade is Reliability.F
    assert "3 are needed" in none.reasons[0].words
    assert grade_source(root, found, pasts(4, 0)).grade is Reliability.B
    assert grade_source(root, found, pasts(9, 0)).grade is Reliability.A
    assert grade_source(root, found, pasts(0, 4)).grade is Reliability.E


def test_the_unnamed_have_no_history() -> None:
    found = stood(says("Vale Wire", "officials"), TWO[1])
    unnamed = next(root for root in found.roots if root.kind is SourceKind.ANONYMOUS)
    assert grade_source(unnamed, found, pasts(9, 0)).grade is Reliability.F
    assert past_of(unnamed, found) == ()


def test_the_past_tells_what_became_of_it() -> None:
    found = stood(*TWO)
    root = next(each for each in found.roots if "Brule" in each.name)
    assert [each.deed for each in past_of(root, found)] == [Deed.HELD]
    ruling = Ruling(QUESTION.id, "killed", NO, "ada", "seen alive", day(4))
    settled = stood(*TWO, settled=(ruling,))
    assert settled.status.kind is StatusKind.SETTLED
    assert [each.deed for each in past_of(root, settled, [ruling])] == [Deed.FELL]
    open_ = stood(*TWO, says("Gull", "General Paul Orde", on=3, polarity=NO))
    assert [each.deed for each in past_of(root, open_)] == [Deed.OPEN]
    changed = stood(*TWO, says("Gull", MINISTER, on=4, polarity=NO))
    assert Deed.WITHDREW in [each.deed for each in past_of(root, changed)]

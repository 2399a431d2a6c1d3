from hypothesis import given
from hypothesis import strategies as st

from sayso.desk.segments import Mark, Role, paragraphs
from sayso.terms.span import Span

TEXTS = st.text(alphabet="ab .\n\u05d0\U0001f600", max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text) + 5)
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(ends), draw(ends)))
        marks.append(Mark(Span(start, end), draw(st.sampled_from(Role)), f"st-{number}"))
    return text, marks


@given(marked())
def test_every_character_keeps_exactly_its_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    last = 0
    for paragraph in paragraphs(text, marks):
        for segment in paragraph.segments:
            assert segment.span.start >= last
            assert segment.text == segment.span.of(text) != ""
            last = segment.span.end
            wanted = {
                mark for mark in marks if mark.span.start < mark.span.end and mark.span.covers(segment.span)
            }
            assert set(segment.marks) == wanted
            assert not any(
                mark.span.overlaps(segment.span)
                for mark in marks
                if mark not in wanted and mark.span.start < mark.span.end
            )
    joined = "".join(s.text for p in paragraphs(text, marks) for s in p.segments)
    assert "".join(joined.split()) == "".join(text.split())


def test_paragraphs_are_parted_at_blank_lines() -> None:
    found = paragraphs("One two.\n\nThree.\n \nFour", [Mark(Span(4, 13), Role.CONTENT, "st-1")])
    assert [[s.text for s in p.segments] for p in found] == [["One ", "two."], ["Thr", "ee."], ["Four"]]
    assert found[0].segments[1].statements == ("st-1",)


def test_ten_thousand_nested_marks_are_cut_in_time() -> None:
    text = "x" * 20_000
    marks = [Mark(Span(i, i + 3), Role.CONTENT, f"st-{i}") for i in range(10_000)]
    assert len(paragraphs(text, marks)[0].segments) == 10_003

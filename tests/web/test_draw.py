from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.desk.graph import ChainGraph, Edge, Node, NodeRole, circles
from sayso.terms.statement import Basis, Hedge, Polarity
from sayso.web.draw.chains import picture
from sayso.web.draw.timeline import CROWDED, WIDTH, Spot, timeline

MOMENTS = st.datetimes(timezones=st.just(UTC))


@st.composite
def spots(draw: st.DrawFn) -> list[Spot]:
    found = []
    for number in range(draw(st.integers(0, 30))):
        moment = draw(st.none() | MOMENTS)
        end = draw(st.none() | MOMENTS)
        until = end if moment and end and end > moment else None
        sides = draw(st.sampled_from(Polarity)), draw(st.sampled_from(Hedge))
        found.append(Spot(draw(st.sampled_from("ab")), moment, *sides, f"st-{number}", root="r", until=until))
    return found


@settings(max_examples=60)
@given(spots(), st.none() | MOMENTS, st.none() | MOMENTS)
def test_every_dated_statement_has_a_place_inside(
    drawn: list[Spot], until: datetime | None, cut: datetime | None
) -> None:
    found = timeline([("a", "A"), ("b", "B")], drawn, until=until, cut=cut)
    assert len(found.dots) + found.undated == len(drawn)
    for dot in found.dots:
        lane = found.lanes["ab".index(dot.spot.lane)]
        assert 0 <= dot.x <= WIDTH
        assert lane.y <= dot.y <= lane.y + lane.height
    assert len(found.ticks) <= 10
    assert found.cut is None or 0 <= found.cut <= WIDTH


def test_a_crowd_is_drawn_as_one() -> None:
    start = datetime(2031, 1, 1, tzinfo=UTC)
    crowd = [
        Spot("a", start + timedelta(hours=n), Polarity.DENIES, Hedge.NONE, f"st-{n}", root="r")
        for n in range(CROWDED + 1)
    ]
    found = timeline([("a", "A")], crowd)
    assert len(found.dots) == 1
    assert found.crowds[0].path.count("M") == CROWDED


def test_what_is_known_to_the_day_spreads_over_the_day() -> None:
    day = datetime(2031, 1, 1, tzinfo=UTC)
    some = [
        Spot("a", day, Polarity.AFFIRMS, Hedge.NONE, f"st-{n}", until=day + timedelta(days=1))
        for n in range(4)
    ]
    later = Spot("a", day + timedelta(days=1), Polarity.AFFIRMS, Hedge.NONE, "st-x")
    found = timeline([("a", "A")], [*some, later])
    assert len({dot.x for dot in found.dots}) == 5
    assert max(dot.x for dot in found.dots if dot.spot.until) < found.dots[-1].x


def node(key: str, layer: int, role: NodeRole = NodeRole.OUTLET) -> Node:
    return Node(key, key.upper(), role, layer, 1)


def test_a_circle_is_found_once_and_drawn() -> None:
    nodes = (node("r", 0, NodeRole.ROOT), node("a", 1), node("b", 1), node("c", 2))
    ways = [("a", "b"), ("b", "a"), ("b", "r"), ("c", "a")]
    graph = ChainGraph(nodes, tuple(Edge(outer, inner, 1, Basis.STATED) for outer, inner in ways))
    assert circles(graph) == (("A", "B"),)
    drawn = picture(graph)
    assert len(drawn.boxes) == 4
    assert len(drawn.curves) == 4
    places = {(box.x, box.y) for box in drawn.boxes}
    assert len(places) == 4


def test_nothing_is_drawn_of_nothing() -> None:
    assert picture(ChainGraph((), ())).boxes == ()
    assert timeline([], []).dots == ()

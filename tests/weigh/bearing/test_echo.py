"""What sounds like the sentences that surely bear on a question."""

from __future__ import annotations

from sayso.weigh.bearing.echo import learn


def test_what_sounds_alike_is_learned_from_the_likely_ones() -> None:
    killed = {f"Orlan Vesk was killed near mile {n} of the road": 0.9 for n in range(40)}
    other = {f"The harvest of year {n} was sold at the market": 0.05 for n in range(40)}
    echo = learn(killed | other)
    assert echo.of("Orlan Vesk was killed near mile 1 of the road") > 0
    assert echo.of("The harvest of year 1 was sold at the market") < 0
    assert learn(dict(sorted((killed | other).items(), reverse=True))) == echo
    assert not learn(dict(list(killed.items())[:5])).more

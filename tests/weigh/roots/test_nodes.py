"""Names of sources that mean one."""

from __future__ import annotations

from sayso.weigh.roots.nodes import same_outlet, same_person


def test_names_that_mean_one() -> None:
    assert same_person("nohad vashnuk", "nouhad vashnouk")
    assert not same_person("mira holt", "jonas holt")
    assert same_outlet("valereporter.com", "The Vale Reporter")
    assert not same_outlet("Vale Post", "Harbour Times")

"""Ids as a person types them."""

import pytest

from sayso.cli.ids import whole_id
from sayso.errors import BadField


def test_the_beginning_of_one_id_is_enough() -> None:
    assert whole_id("qu-1", ["qu-10", "qu-20"]) == "qu-10"
    assert whole_id("qu-3", ["qu-10", "qu-20"]) == "qu-3"
    assert whole_id("qu-1", ["qu-1", "qu-10"]) == "qu-1"


def test_a_beginning_of_several_is_refused() -> None:
    with pytest.raises(BadField, match="2 ids begin so"):
        whole_id("qu-", ["qu-10", "qu-20"])

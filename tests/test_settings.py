"""Settings come from the environment, once, and say which variable is wrong."""

from pathlib import Path

import pytest

from sayso.errors import BadField
from sayso.settings import Settings


def test_nothing_set_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()


def test_each_variable_takes_the_type_of_its_default() -> None:
    settings = Settings.from_environment(
        {"SAYSO_CASE": "/tmp/x", "SAYSO_PORT": "9000", "SAYSO_ALLOW_HOSTS": "intranet, wiki.local"}
    )
    assert settings.case == Path("/tmp/x")
    assert settings.port == 9000
    assert settings.allow_hosts == ("intranet", "wiki.local")


def test_a_port_that_is_no_number_is_named() -> None:
    with pytest.raises(BadField, match="SAYSO_PORT: 'high' is not a whole number"):
        Settings.from_environment({"SAYSO_PORT": "high"})

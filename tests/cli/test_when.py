"""`sayso when`: words and a day of publication give intervals."""

import json

from tests.cli.conftest import Run


def test_friday_night_is_the_night_of_the_friday_before(sayso: Run) -> None:
    done = sayso("when", "Friday night", "--published", "2014-11-13", "--json")
    assert done.returncode == 0, done.stderr
    (found,) = json.loads(done.stdout)
    assert found["readings"][0]["start"] == "2014-11-07T18:00:00+00:00"
    assert found["readings"][0]["end"] == "2014-11-08T06:00:00+00:00"


def test_every_reading_is_explained(sayso: Run) -> None:
    done = sayso("when", "Friday night", "--published", "2014-11-13", "--explain")
    assert "2014-11-07" in done.stdout
    assert "2014-11-14" in done.stdout


def test_words_without_a_time_and_a_day_that_is_none(sayso: Run) -> None:
    none = sayso("when", "the bridge", "--published", "2014-11-13")
    assert none.returncode == 1
    assert "no time is named in it" in none.stderr
    assert sayso("when", "Friday", "--published", "soon").returncode == 2

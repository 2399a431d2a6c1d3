"""Names that are safe to print, and addresses that are the page's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.names import domain_of, host_of, shown, without_tracking


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://a.example/x?utm_source=rss&id=5&UTM_medium=feed#top", "https://a.example/x?id=5"),
        ("https://a.example/x?fbclid=1", "https://a.example/x"),
        ("https://a.example/x?a=1&b=&c&a=2", "https://a.example/x?a=1&b=&c&a=2"),
        ("https://a.example/x?q=%C3%BC&utm=kept", "https://a.example/x?q=%C3%BC&utm=kept"),
        ("", ""),
        ("no address # at all", "no address "),
    ],
)
def test_what_only_says_how_a_reader_came_is_dropped(url: str, own: str) -> None:
    assert without_tracking(url) == own


@given(st.text())
def test_dropping_it_twice_changes_nothing(url: str) -> None:
    assert without_tracking(without_tracking(url)) == without_tracking(url)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.harbour.co.uk/a", "harbour.co.uk"),
        ("https://harbour.example/a", "harbour.example"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("http://[::1]/", "::1"),
        ("http://[", ""),
        ("nothing", ""),
    ],
)
def test_the_domain_that_somebody_registered(url: str, domain: str) -> None:
    assert domain_of(url) == domain
    assert domain in host_of(url)


def test_a_name_is_cut_and_its_tricks_are_shown() -> None:
    assert shown("a\nb\x1b[2J\u202ec\ud800") == "a\\nb\\x1b[2J\\u202ec\\ud800"
    assert len(shown("x" * 5_000)) == 400

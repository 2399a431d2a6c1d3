"""No request reaches a private network: each spelling is tried for real, against a server that
must stay unasked."""

from __future__ import annotations

import httpcore2
import pytest

from sayso.collect import Failure, Gathered, Options, Refusal, collect
from sayso.collect.fetch.address import AddressRefusedError, is_public
from sayso.collect.fetch.connect import CheckedBackend, Deadline, resolve
from sayso.collect.fetch.fetcher import Fetcher
from tests.collect.servers import Reply, served

# {p} is the port of the server that must not be asked.
SPELLINGS = [
    # loopback
    "http://127.0.0.1:{p}/", "http://localhost:{p}/", "http://LOCALHOST:{p}/", "http://localhost.:{p}/",
    "http://127.0.0.1.:{p}/", "http://127.1:{p}/", "http://127.0.1:{p}/", "http://127.255.255.254:{p}/",
    "http://2130706433:{p}/", "http://0x7f000001:{p}/", "http://0x7f.0.0.1:{p}/", "http://0X7F.1:{p}/",
    "http://017700000001:{p}/", "http://0177.0.0.1:{p}/", "http://0177.0.0.01:{p}/", "http://127.0x0.0.1:{p}/",
    "http://00000177.0.0.1:{p}/", "http://127.0.0.1%00:{p}/", "http://%31%32%37.0.0.1:{p}/", "http://127%2e0%2e0%2e1:{p}/",
    "http://①②⑦.⓪.⓪.①:{p}/", "http://127。0。0。1:{p}/", "http://１２７.0.0.1:{p}/", "http://ⓛocalhost:{p}/",
    "http://local\thost:{p}/", "http://127.0.0.1\n:{p}/", "http:\\\\127.0.0.1:{p}\\", "http:/127.0.0.1:{p}/",
    "http:127.0.0.1:{p}/", "http:///127.0.0.1:{p}/", "HTTP://127.0.0.1:{p}/", "https://127.0.0.1:{p}/",
    "http://0:{p}/", "http://0.0.0.0:{p}/", "http://00:{p}/", "http://0x0:{p}/",
    # with a name in front, behind, or inside
    "http://example.com@127.0.0.1:{p}/", "http://example.com:80@127.0.0.1:{p}/", "http://127.0.0.1:{p}#@example.com/",
    "http://127.0.0.1:{p}?@example.com/", "http://127.0.0.1:{p}\\@example.com/", "http://a:b@127.0.0.1:{p}/",
    "http://example.com%40127.0.0.1:{p}/", "http://127.0.0.1:{p}/.example.com", "//127.0.0.1:{p}/",
    # IPv6
    "http://[::1]:{p}/", "http://[0:0:0:0:0:0:0:1]:{p}/", "http://[::]:{p}/", "http://[::ffff:127.0.0.1]:{p}/",
    "http://[::ffff:7f00:1]:{p}/", "http://[0:0:0:0:0:ffff:127.0.0.1]:{p}/", "http://[::127.0.0.1]:{p}/",
    "http://[64:ff9b::127.0.0.1]:{p}/", "http://[2002:7f00:1::]:{p}/", "http://[2001:0:7f00:1::]:{p}/",
    "http://[fe80::1]:{p}/", "http://[fe80::1%25lo]:{p}/", "http://[::1%25lo]:{p}/", "http://[fd00::1]:{p}/",
    "http://[fec0::1]:{p}/", "http://[ff02::1]:{p}/", "http://[100::1]:{p}/", "http://[::ffff:0:127.0.0.1]:{p}/",
    "http://[64:ff9b:1::7f00:1]:{p}/",
    # private, link-local, shared, metadata
    "http://10.0.0.1:{p}/", "http://172.16.0.1:{p}/", "http://172.31.255.254:{p}/", "http://192.168.0.1:{p}/",
    "http://100.64.0.1:{p}/", "http://100.100.100.200/latest/meta-data/", "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/latest/meta-data/", "http://0xa9fea9fe/", "http://0251.0376.0251.0376/",
    "http://[::ffff:169.254.169.254]/", "http://[fd00:ec2::254]/latest/meta-data/", "http://168.63.129.16/metadata",
    "http://192.0.0.192/latest/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/",
    # other schemes
    "file:///etc/passwd", "ftp://127.0.0.1:{p}/", "gopher://127.0.0.1:{p}/_GET", "dict://127.0.0.1:{p}/",
    "data:text/html,hi", "ws://127.0.0.1:{p}/", "javascript:alert(1)", "unix:///var/run/docker.sock", "http+unix://x/",
    "jar:http://127.0.0.1:{p}!/",
]  # fmt: skip

LIMITS = Options(robots=False, host_delay=0, fetch_seconds=3)


def test_the_table_is_long_enough() -> None:
    assert len(set(SPELLINGS)) == len(SPELLINGS) >= 90


def test_no_spelling_reaches_a_private_address() -> None:
    with served({"/": Reply(b"secret")}) as canary, Fetcher(options=LIMITS) as fetcher:
        for spelling in SPELLINGS:
            found = fetcher(spelling.format(p=canary.port))
            assert isinstance(found, Refusal), spelling
            assert found.failure in {Failure.ADDRESS, Failure.CONNECTION}, (spelling, found)
        assert canary.hits == []


def test_robots_is_not_asked_there_either() -> None:
    limits = Options(host_delay=0, fetch_seconds=3)
    with served({"/": Reply(b"secret")}) as canary, Fetcher(options=limits) as fetcher:
        assert isinstance(fetcher(canary.url("/")), Refusal)
        assert canary.hits == []


@pytest.mark.parametrize("robots", [False, True])
def test_no_redirect_leads_there(robots: bool) -> None:
    """A server that may be asked sends us to each spelling in turn."""
    limits = Options(robots=robots, host_delay=0, fetch_seconds=3, allow_hosts=("front.test",))
    with served({"/": Reply(b"secret")}) as canary, served() as front:
        with Fetcher(options=limits, resolve=lambda host, port: _front_or_real(host, port)) as fetcher:
            for number, spelling in enumerate(SPELLINGS):
                target = spelling.format(p=canary.port).encode("utf-8").decode("latin-1")
                if "\n" in target or "\t" in target:
                    continue
                front.routes[f"/{number}"] = Reply(status=302, headers={"Location": target})
                found = fetcher(front.url(f"/{number}", host="front.test"))
                assert isinstance(found, Refusal), spelling
        assert canary.hits == []
        assert len([path for path, _ in front.hits if path != "/robots.txt"]) >= 90


def _front_or_real(host: str, port: int) -> list[str]:
    return ["127.0.0.1"] if host == "front.test" else resolve(host, port)


@pytest.mark.parametrize(
    "answers",
    [
        [["127.0.0.1"]],
        [["93.184.215.14", "127.0.0.1"]],  # one public address does not cover for a private one
        [["::1"]],
        [["::ffff:127.0.0.1"]],
        [["169.254.169.254"]],
        [["10.0.0.7"]],
        [["fe80::1%lo"]],
        [["not an address"]],
        [[]],
    ],
)
def test_names_that_lead_to_private_addresses(answers: list[list[str]]) -> None:
    with served({"/": Reply(b"secret")}) as canary:
        with Fetcher(options=LIMITS, resolve=lambda host, port: answers[0]) as fetcher:
            found = fetcher(canary.url("/", host="innocent.example"))
        assert isinstance(found, Refusal)
        assert canary.hits == []


class Recording(httpcore2.NetworkBackend):
    """Stands where sockets are opened, and notes which addresses would have been."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def connect_tcp(self, host: str, *rest: object, **named: object) -> httpcore2.NetworkStream:
        self.opened.append(host)
        raise httpcore2.ConnectError("nobody there")


def test_a_name_that_changes_its_answer_gains_nothing() -> None:
    """DNS rebinding: public when first asked, private from then on. A name is resolved once for a
    connection, and what was checked is what is connected to."""
    answers = [["93.184.215.14"], ["127.0.0.1"]]
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    deadline = Deadline()
    deadline.set(5)
    sockets = Recording()
    backend = CheckedBackend(allow_hosts=(), deadline=deadline, resolve=rebinding, sockets=sockets)
    with pytest.raises(httpcore2.ConnectError):
        backend.connect_tcp("innocent.example", 80)
    assert (asked, sockets.opened) == (["innocent.example"], ["93.184.215.14"])
    with pytest.raises(AddressRefusedError):
        backend.connect_tcp("innocent.example", 80)
    assert sockets.opened == ["93.184.215.14"]


def test_an_allowed_host_is_allowed_by_name_and_port_only() -> None:
    with served({"/": Reply(b"words")}) as wanted, served({"/": Reply(b"secret")}) as canary:
        limits = Options(robots=False, host_delay=0, allow_hosts=(f"127.0.0.1:{wanted.port}",))
        with Fetcher(options=limits) as fetcher:
            assert isinstance(fetcher(wanted.url("/")), Gathered)
            assert isinstance(fetcher(canary.url("/")), Refusal)
            assert isinstance(fetcher(wanted.url("/", host="localhost")), Refusal)
        assert canary.hits == []


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with served({"/": Reply(b"secret")}) as canary:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, canary.url("/"))
        with Fetcher(options=LIMITS, resolve=lambda host, port: ["127.0.0.1"]) as fetcher:
            assert isinstance(fetcher("http://innocent.example/"), Refusal)
        assert canary.hits == []


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::200e", "::ffff:1.1.1.1"]
)
def test_the_public_internet_is_open(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["https://ana:secret@a.example/x", "ftp://ana:secret@a.example/", "http://secret@[/"]
)
def test_a_password_is_told_to_nobody(address: str) -> None:
    (refusal,) = collect([address], options=LIMITS)
    assert isinstance(refusal, Refusal)
    assert "secret" not in str(refusal)

"""Servers that speak anything but HTTP: a refusal each, never an error, never a hang."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from sayso.collect import Failure, Gathered, Options, Refusal
from sayso.collect.fetch.fetcher import Fetcher

OPTIONS = Options(
    allow_hosts=("127.0.0.1",), robots=False, host_delay=0, fetch_seconds=1.5, max_page_bytes=100_000
)
MOVED = b"HTTP/1.1 302 Found\r\n"
OK = b"HTTP/1.1 200 OK\r\n"
SPEECH = {
    "nothing": b"",
    "noise": bytes(range(256)) * 20,
    "another protocol": b"SSH-2.0-OpenSSH_9.2p1\r\n",
    "HTTP/0.9": b"<html>words</html>",
    "a status that is none": b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
    "a status of letters": b"HTTP/1.1 two hundred\r\n\r\n",
    "half a header": OK + b"Content-Type: text/ht",
    "a million headers": OK + b"X: y\r\n" * 200_000,
    "one endless header": OK + b"X: " + b"y" * 1_000_000,
    "a length that is none": OK + b"Content-Length: many\r\n\r\nwords",
    "a negative length": OK + b"Content-Length: -5\r\n\r\nwords",
    "two lengths": OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nwords",
    "a length of a galaxy": OK + b"Content-Length: 99999999999999999999\r\n\r\nwords",
    "broken chunks": OK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nwords\r\n",
    "a chunk of a galaxy": OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nwords\r\n",
    "endless body": OK + b"\r\n" + b"x" * 500_000,
    "a flood of 1xx": b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000,
    "NUL in a header": OK + b"X-A: a\0b\r\nContent-Length: 0\r\n\r\n",
    "a redirect to nowhere": MOVED + b"Location: http://\r\nContent-Length: 0\r\n\r\n",
    "a redirect of noise": MOVED + b"Location: \xff\xfe http://[::\r\nContent-Length: 0\r\n\r\n",
    "a redirect without a place": MOVED + b"Content-Length: 0\r\n\r\n",
    "a redirect to a script": MOVED + b"Location: javascript:alert(1)\r\nContent-Length: 0\r\n\r\n",
    "another protocol from now on": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhi",
}


@contextmanager
def speaking(words: bytes) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def speak() -> None:
            with suppress(OSError):
                talk, _ = listening.accept()
                with talk:
                    talk.recv(4096)
                    talk.sendall(words)

        thread = threading.Thread(target=speak, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
    thread.join(5)


def ask(words: bytes) -> Gathered | Refusal:
    with speaking(words) as port, Fetcher(options=OPTIONS) as fetcher:
        return fetcher(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("name", SPEECH)
def test_speech(name: str) -> None:
    found = ask(SPEECH[name])
    assert isinstance(found, Refusal), found
    assert str(found).isprintable()
    assert found.next_step


def test_a_header_that_lies_about_the_charset_changes_nothing() -> None:
    kind = b"Content-Type: text/html; charset=\"../../x\"; charset*=utf-8''%00\r\n"
    words = OK + kind + b"ETag: \x80\r\nContent-Length: 5\r\n\r\nwords"
    found = ask(words)
    assert isinstance(found, Gathered)
    assert found.data == b"words"


def test_a_server_that_hangs_up_is_told_from_one_that_is_slow() -> None:
    found = ask(b"")
    assert isinstance(found, Refusal)
    assert found.failure is Failure.CONNECTION

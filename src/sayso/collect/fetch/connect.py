"""Connections that are made only to addresses that were checked, and that end in time."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable

import httpcore2

from sayso.collect.fetch.address import AddressRefusedError, allowed, is_public

Resolve = Callable[[str, int], list[str]]
_CONNECT_SECONDS = 15.0
_RESOLVE_SECONDS = 10.0


def resolve(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives for a name, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """The moment by which the exchange that is under way has to be over."""

    def __init__(self) -> None:
        self._end = time.monotonic()

    def set(self, seconds: float) -> None:
        """Give the next exchange this many seconds."""
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """What is left of it, at most `timeout`. httpcore2.ReadTimeout where nothing is."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for the whole exchange is over")
        return left if timeout is None else min(left, timeout)


class CheckedBackend(httpcore2.NetworkBackend):
    """Resolves a name once, checks every address it has, and connects to one of those very
    addresses; a name that answers differently the next time gains nothing."""

    def __init__(
        self,
        *,
        allow_hosts: tuple[str, ...],
        deadline: Deadline,
        resolve: Resolve = resolve,
        sockets: httpcore2.NetworkBackend | None = None,
    ) -> None:
        self._allow_hosts = allow_hosts
        self._deadline = deadline
        self._resolve = resolve
        self._sockets = sockets or httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to `host`. AddressRefusedError where any of its addresses is not public."""
        addresses = self._addresses(host.strip("[]"), port)
        if not allowed(host, port, self._allow_hosts):
            for address in addresses:
                if not is_public(address):
                    raise AddressRefusedError(host, address)
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                seconds = self._deadline.left(min(timeout or _CONNECT_SECONDS, _CONNECT_SECONDS))
                stream = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Never: no article is behind a local socket."""
        raise AddressRefusedError(path, "a local socket")

    def _addresses(self, host: str, port: int) -> list[str]:
        """The resolver can hang longer than any page is worth, so it is waited for apart."""
        answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error if isinstance(error, OSError) else OSError(str(error)))

        threading.Thread(target=ask, daemon=True, name="resolve").start()
        try:
            answer = answers.get(timeout=self._deadline.left(_RESOLVE_SECONDS))
        except queue.Empty:
            raise httpcore2.ConnectTimeout(f"the name {host} was not resolved in time") from None
        if isinstance(answer, OSError):
            raise httpcore2.ConnectError(
                f"the name {host} is not known: {answer.strerror or answer}"
            ) from answer
        return answer


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every read and write ends with the deadline, so that a server that sends a
    byte now and then can't hold a fetch for ever."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

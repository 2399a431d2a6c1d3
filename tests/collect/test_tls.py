"""Certificates: trusted, unknown, and of somebody else, over real TLS on the loopback address."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from sayso.collect import Failure, Gathered, Options, Refusal
from sayso.collect.fetch.fetcher import Fetcher
from tests.collect.servers import Reply, served

OPTIONS = Options(allow_hosts=("harbour.test", "other.test"), robots=False, host_delay=0, fetch_seconds=5)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for harbour.test that nobody else trusts."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("makes its certificate with openssl, which is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    made = f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=harbour.test -addext"
    made += f" subjectAltName=DNS:harbour.test -keyout {path} -out {path}.crt"
    subprocess.run(made.split(), check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def ask(certificate: Path, *, host: str, trusted: bool) -> Gathered | Refusal:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    asking = ssl.create_default_context(cafile=str(certificate) if trusted else None)
    with served({"/": Reply(b"words")}, tls=serving) as server, fetcher(asking) as fetch:
        return fetch(f"https://{host}:{server.port}/")


def fetcher(asking: ssl.SSLContext) -> Fetcher:
    return Fetcher(options=OPTIONS, resolve=lambda name, port: ["127.0.0.1"], ssl_context=asking)


def test_a_trusted_certificate_is_checked_against_the_name_not_the_address(certificate: Path) -> None:
    found = ask(certificate, host="harbour.test", trusted=True)
    assert isinstance(found, Gathered)
    assert found.data == b"words"


def test_a_certificate_of_nobody_known_is_refused(certificate: Path) -> None:
    found = ask(certificate, host="harbour.test", trusted=False)
    assert isinstance(found, Refusal)
    assert found.failure is Failure.TLS
    assert "self-signed" in found.reason


def test_a_certificate_of_somebody_else_is_refused(certificate: Path) -> None:
    found = ask(certificate, host="other.test", trusted=True)
    assert isinstance(found, Refusal)
    assert found.failure is Failure.TLS
    assert "other.test" in found.reason

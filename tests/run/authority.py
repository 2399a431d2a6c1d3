"""A time-stamp authority (RFC 3161) on the loopback address, made by the tests that need one."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SHA256, SIGNED, TST = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
ECDSA = "1.2.840.10045.4.3.2"


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else None
    if length is None:
        packed = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(packed)]) + packed
    return bytes([tag]) + length + body


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    found = [first * 40 + second]
    for number in rest:
        groups = [number & 127]
        while number := number >> 7:
            groups.insert(0, (number & 127) | 128)
        found += groups
    return der(6, bytes(found))


def whole(number: int) -> bytes:
    return der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def members(data: bytes) -> list[tuple[int, bytes, bytes]]:
    """Tag, whole encoding and body of each value in a row of values."""
    found, at = [], 0
    while at < len(data):
        size, start = data[at + 1], at + 2
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(data[at + 2 : start], "big")
        found.append((data[at], data[at : start + size], data[start : start + size]))
        at = start + size
    return found


@dataclass(frozen=True)
class Authority:
    """A root, a certificate of its for time stamps, and what answers with it."""

    root: x509.Certificate
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def roots(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def answer(self, asked: bytes, *, moment: datetime | None = None, spoil: bool = False) -> bytes:
        """The response to a request, as of `moment`; with `spoil` its signature does not hold."""
        ((_, _, request),) = members(asked)
        _, (_, imprint, _), *rest = members(request)
        nonce = b"".join(encoding for tag, encoding, _ in rest if tag == 2)
        when = (moment or datetime.now(UTC)).strftime("%Y%m%d%H%M%SZ").encode()
        info = sequence(whole(1), oid("1.2.3.4.1"), imprint, whole(7), der(0x18, when), nonce)
        algorithm = sequence(oid(SHA256))
        own = self.certificate.public_bytes(Encoding.DER)
        attributes = sorted(
            [
                sequence(oid("1.2.840.113549.1.9.3"), der(0x31, oid(TST))),
                sequence(oid("1.2.840.113549.1.9.4"), der(0x31, der(4, hashlib.sha256(info).digest()))),
                sequence(
                    oid("1.2.840.113549.1.9.16.2.47"),
                    der(0x31, sequence(sequence(sequence(der(4, hashlib.sha256(own).digest()))))),
                ),
            ]
        )
        signature = self.key.sign(der(0x31, *attributes), ec.ECDSA(hashes.SHA256()))
        if spoil:
            signature = self.key.sign(b"something else", ec.ECDSA(hashes.SHA256()))
        issuer = sequence(self.certificate.issuer.public_bytes(), whole(self.certificate.serial_number))
        signer = sequence(
            whole(1), issuer, algorithm, der(0xA0, *attributes), sequence(oid(ECDSA)), der(4, signature)
        )
        root = self.root.public_bytes(Encoding.DER)
        signed = sequence(
            whole(3),
            der(0x31, algorithm),
            sequence(oid(TST), der(0xA0, der(4, info))),
            der(0xA0, *sorted([own, root])),
            der(0x31, signer),
        )
        return sequence(sequence(whole(0)), sequence(oid(SIGNED), der(0xA0, signed)))


def authority(name: str = "Tern Time") -> Authority:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} Root")])
    root = (
        _builder(root_name, root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    made = _builder(own, root_name, key).add_extension(usage, critical=True).sign(root_key, hashes.SHA256())
    return Authority(root, made, key)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=9999))
    )


@contextmanager
def served(made: Authority, *, spoil: bool = False, port: int = 0) -> Iterator[str]:
    """The address of an authority that answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            body = made.answer(asked, spoil=spoil)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/tsa"
    finally:
        server.shutdown()
        server.server_close()

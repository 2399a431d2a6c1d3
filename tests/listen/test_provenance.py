"""Content Credentials: valid, invalid, absent; the network is never asked."""

import datetime
import json
import socket
from pathlib import Path

import pytest

from sayso.listen.provenance import provenance
from sayso.terms.recording import Credentials
from tests.listen.conftest import babble, needs_extra, write_wav

pytestmark = needs_extra
CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def certificates() -> tuple[bytes, bytes]:
    """A chain of an invented newsroom, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
    keys = {each: ec.generate_private_key(ec.SECP256R1()) for each in ("Invented Root", "Invented Newsroom")}
    root_key = keys["Invented Root"]
    chain = b""
    for who, key in reversed(keys.items()):
        is_root = key is root_key
        names = [
            x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, each)])
            for each in (who, "Invented Root")
        ]
        usage = x509.KeyUsage(
            digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, content_commitment=False,
            key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
            decipher_only=False,
        )  # fmt: skip
        made = (
            x509.CertificateBuilder(names[1], names[0], key.public_key(), x509.random_serial_number())
            .not_valid_before(now - day)
            .not_valid_after(now + 30 * day)
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
            )
        )
        if not is_root:
            wanted = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
            made = made.add_extension(wanted, critical=False)
        chain += made.sign(root_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    return chain, keys["Invented Newsroom"].private_bytes(*form, plain)


def signed(folder: Path) -> Path:
    import c2pa

    chain, key = certificates()
    signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain, key, None))
    action = {"action": "c2pa.created", "digitalSourceType": CAPTURED}
    claim = {"assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}]}
    source = write_wav(folder / "plain.wav", babble(2.0))
    with source.open("rb") as plain, (folder / "signed.wav").open("w+b") as target:
        c2pa.Builder(json.dumps(claim)).sign(signer, "audio/wav", plain, target)
    return folder / "signed.wav"


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_options: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.mark.usefixtures("_no_network")
def test_valid_invalid_and_absent(tmp_path: Path) -> None:
    path = signed(tmp_path)
    valid = provenance(path, container="wav")
    assert valid.credentials is Credentials.VALID
    assert valid.signer == "Invented Newsroom"
    assert "not that what is heard in it is so" in valid.words[-1]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    changed = provenance(path, container="wav")
    assert changed.credentials is Credentials.INVALID
    assert any("Failed" in line for line in changed.words)
    absent = provenance(tmp_path / "plain.wav", container="wav")
    assert absent.credentials is Credentials.ABSENT
    assert "means nothing" in absent.words[0]


@pytest.mark.parametrize("container", ["wav", "ogg", "mp3", "matroska,webm", ""])
def test_rubbish_is_no_crash(tmp_path: Path, container: str) -> None:
    path = tmp_path / "rubbish"
    path.write_bytes(b"RIFF\xff\xff\xff\xffWAVEC2PA" + bytes(range(256)) * 8)
    assert provenance(path, container=container).credentials in {Credentials.ABSENT, Credentials.UNREADABLE}

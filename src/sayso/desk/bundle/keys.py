"""The key that signs bundles: Ed25519, made on first use, kept with the user and never in a case.

A signature shows that whoever holds the key made this very bundle. Who that is, it does not show: the
fingerprint has to be compared with one that was had in some other way.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
)

from sayso.errors import BadField

KEYS = "keys"
_LENGTH = 32


def default_key() -> Path:
    """Where the user's key is kept where no other place is set."""
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "sayso" / "signing.pem"


def load_key(place: Path) -> Ed25519PrivateKey:
    """The key at a place, made there if there is none; only its owner can read it. BadField."""
    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            made = Ed25519PrivateKey.generate()
            data = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            return made
        key = load_pem_private_key(place.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as cause:
        raise BadField(f"The key {place}", "it can't be read", "Name another with SAYSO_KEY.") from cause
    if not isinstance(key, Ed25519PrivateKey):
        raise BadField(f"The key {place}", "it is not an Ed25519 key", "Name another with SAYSO_KEY.")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """The beginning of the SHA-256 of a public key: what people compare."""
    data = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(data).hexdigest()[:_LENGTH]


def sign(key: Ed25519PrivateKey, words: str) -> dict[str, str]:
    """The signature of some words and the public key to check it with, in base 64."""
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "signature": base64.b64encode(key.sign(words.encode())).decode(),
        "publicKey": base64.b64encode(public).decode(),
    }


def signer(words: str, signature: str, public_key: str) -> str:
    """The fingerprint of the key that signed the words. ValueError where it did not."""
    try:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError("it is not an Ed25519 key")
        key.verify(base64.b64decode(signature, validate=True), words.encode())
    except (InvalidSignature, UnsupportedAlgorithm) as cause:
        raise ValueError("the signature does not hold") from cause
    return fingerprint(key)


def keep_public(case: Path, key: Ed25519PublicKey) -> None:
    """Keep a public key in a case under its fingerprint, so that it is known what signed its bundles."""
    place = case / KEYS / f"{fingerprint(key)}.pem"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def key_problems(case: Path) -> Iterator[tuple[str, str]]:
    """Public keys of a case that are not the ones their names say."""
    for place in sorted((case / KEYS).glob("*")):
        try:
            data = place.read_bytes()
            key = load_pem_public_key(data)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
            yield f"The key {KEYS}/{place.name}", "it can't be read"
            continue
        whole = isinstance(key, Ed25519PublicKey) and place.name == f"{fingerprint(key)}.pem"
        if not whole or key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo) != data:
            yield f"The key {KEYS}/{place.name}", "it is not the one that its name says"

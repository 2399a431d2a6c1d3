"""Time stamps (RFC 3161): what an authority outside the desk has seen, and whether it holds.

What is stamped is the chain value of the newest entry of the custody log: everything sealed before it was
there by then, and no entry has to be stamped alone (Haber & Stornetta, 1991). The imprint is the SHA-256
of the chain value's 64 letters.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from sayso.ledger.batch import Batch
from sayso.ledger.moments import from_ticks, to_ticks
from sayso.ledger.schema import CUSTODY, STAMP

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


class BadStampError(ValueError):
    """An authority's answer does not show what it should."""


def put_stamp(batch: Batch, *, entry: int, head: str, authority: str, token: bytes, recorded: int) -> None:
    """Append what an authority answered about an entry. BadStampError where it is no stamp of it."""
    moment, _ = moment_of(token, head)
    batch.add(
        STAMP,
        seq=batch.number(STAMP),
        entry=entry,
        head=head,
        authority=authority,
        token=base64.b64encode(token).decode(),
        moment=to_ticks(moment),
        recorded=recorded,
    )


def due(connection: Connection, authority: str) -> tuple[int, str] | None:
    """The newest entry and its chain value, where something but stamps was sealed since an authority was
    last asked; None where it has seen everything."""
    newest = select(func.max(CUSTODY.c.seq)).where(CUSTODY.c.kind.not_in(("stamp", "access")))
    wanted = connection.execute(newest).scalar() or 0
    seen = select(func.max(STAMP.c.entry)).where(STAMP.c.authority == authority)
    if wanted <= (connection.execute(seen).scalar() or 0):
        return None
    row = connection.execute(
        select(CUSTODY.c.seq, CUSTODY.c.chain).order_by(CUSTODY.c.seq.desc()).limit(1)
    ).one()
    return row.seq, row.chain


def moment_of(
    token: bytes, head: str, roots: Sequence[Certificate] = (), *, nonce: int | None = None
) -> tuple[datetime, str]:
    """When an authority saw a chain value, and the name it signs with.

    With `roots` its certificate must lead to one of them; without, the chain that it sends along must hold
    in itself, which shows that nobody changed the answer and not who gave it. BadStampError.
    """
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        answer = decode_timestamp_response(token)
        if answer.status != 0:
            raise BadStampError(f"the authority refused ({' '.join(answer.status_string)[:100]})")
        sent = [x509.load_der_x509_certificate(each) for each in answer.signed_data.certificates]
        anchors = list(roots) or [each for each in sent if each.subject == each.issuer] or sent
        # What comes along is used to build the way to a root, and must never be taken for one.
        VerifierBuilder(roots=anchors, nonce=nonce).build().verify(
            answer, hashlib.sha256(head.encode()).digest()
        )
        (signer,) = answer.signed_data.signer_infos
        names = [each.subject.rfc4514_string() for each in sent if each.serial_number == signer.serial_number]
        return answer.tst_info.gen_time.astimezone(UTC), names[0] if names else ""
    except BadStampError:
        raise
    except (ValueError, VerificationError, x509.InvalidVersion, UnsupportedAlgorithm) as cause:
        said = str(cause).split(": ErrorStack")[0]
        raise BadStampError(f"it does not hold ({said[:160]})") from cause


def read_roots(pem: bytes) -> list[Certificate]:
    """The certificates in a PEM file. ValueError."""
    from cryptography import x509

    return list(x509.load_pem_x509_certificates(pem))


def stamp_problems(connection: Connection, roots: Sequence[Certificate]) -> Iterator[tuple[str, str]]:
    """Stamps that do not hold, or are of another log."""
    query = select(STAMP, CUSTODY.c.chain).outerjoin(CUSTODY, CUSTODY.c.seq == STAMP.c.entry)
    for row in connection.execute(query.order_by(STAMP.c.seq)):
        item = f"The time stamp of entry {row.entry} by {row.authority}"
        if row.chain != row.head:
            yield item, "that entry is not the one that was stamped"
            continue
        try:
            moment, _ = moment_of(base64.b64decode(row.token), row.head, roots)
        except ValueError as cause:
            yield item, str(cause)
            continue
        if moment != from_ticks(row.moment):
            yield item, "it names another moment than was written down"

"""What a file says about its own origin: Content Credentials (C2PA), read without any network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sayso.terms.recording import Credentials, Provenance

_ABSENT = "The file has no Content Credentials. Most files have none: that means nothing."
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_MOST_WORDS = 12


def provenance(path: Path, *, container: str) -> Provenance:
    """Read the credentials of a file; `container` is what decoding found it to be. Certificates are not
    looked up anywhere, so a signer is a name in the file, not a checked identity."""
    import c2pa

    kind = _media_type(container)
    if not kind:
        return Provenance(Credentials.ABSENT, (_ABSENT,))
    try:
        quiet = c2pa.Context(c2pa.Settings.from_dict(_OFFLINE))
        with path.open("rb") as stream, c2pa.Reader(kind, stream, context=quiet) as reader:
            told = json.loads(reader.json())
    except c2pa.C2paError as error:
        return _refused(str(error))
    return _read(told)


def _media_type(container: str) -> str:
    names = {
        "wav": "audio/wav",
        "mp3": "audio/mpeg",
        "flac": "audio/flac",
        "mov": "video/mp4",
        "avi": "video/avi",
    }
    return next((kind for name, kind in names.items() if name in container.split(",")), "")


def _refused(error: str) -> Provenance:
    if "ManifestNotFound" in error or "no JUMBF" in error or "JumbfNotFound" in error:
        return Provenance(Credentials.ABSENT, (_ABSENT,))
    if "UnsupportedType" in error or "NotSupported" in error:
        return Provenance(Credentials.ABSENT, (_ABSENT,))
    return Provenance(Credentials.UNREADABLE, (f"Its Content Credentials can't be read: {error[:200]}",))


def _read(told: dict[str, Any]) -> Provenance:
    manifest = told.get("manifests", {}).get(told.get("active_manifest", ""), {})
    failed = [
        str(each.get("explanation") or each.get("code"))
        for each in told.get("validation_status") or ()
        if each.get("code") != "signingCredential.untrusted"  # no list of trusted signers is asked
    ]
    signer = str((manifest.get("signature_info") or {}).get("issuer") or "")
    when = str((manifest.get("signature_info") or {}).get("time") or "")
    words = [f"Signed by {signer or 'somebody unnamed'}" + (f" on {when}." if when else ".")]
    words += [f"Failed: {each[:200]}" for each in failed]
    words += [f"It asserts: {each.get('label')}" for each in manifest.get("assertions") or ()]
    words.append("The signature says who signed the file, not that what is heard in it is so.")
    verdict = Credentials.INVALID if failed else Credentials.VALID
    return Provenance(verdict, tuple(words[:_MOST_WORDS]), signer)

"""Bytes to text: byte-order mark, valid UTF-8, the server's word, the page's word, a guess."""

from __future__ import annotations

import re

from sayso.collect.items import Charset

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# What browsers read these labels as (WHATWG Encoding Standard, section 4.2).
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
}
# A page that is read as ASCII to find these words is not in one of these.
_IMPOSSIBLE = ("utf-16", "utf-32", "utf-7", "unicode-1-1-utf-7")
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.I)
_DECLARED_WITHIN = 4096
_GUESSED_FROM = 65_536
# Fewer than one odd byte in this many: a Western text, for which statistics of letters often err.
_FEW = 12


def decode(data: bytes, *, header: str = "", declares: bool = False) -> tuple[str, Charset]:
    """The text of `data` and how it was decoded. `header` is the charset that a server named;
    `declares` looks for one in the first bytes of a page. Never fails: in the last resort bytes
    that fit nothing become U+FFFD and the certainty says so."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace"), Charset(name, 1.0, "byte-order mark")
    try:
        text = data.decode("utf-8")
        return text, Charset("utf-8", 1.0 if data.isascii() else 0.99, "valid UTF-8")
    except UnicodeDecodeError:
        pass
    match = _DECLARED.search(data[:_DECLARED_WITHIN]) if declares else None
    declared = match.group(1).decode("ascii") if match else ""
    for label, certainty, basis in (
        (header, 0.95, "named by the server"),
        (declared, 0.9, "named by the page"),
    ):
        found = _as_named(data, label)
        if found is not None:
            return found[0], Charset(found[1], certainty, basis)
    return _guessed(data)


def _as_named(data: bytes, label: str) -> tuple[str, str] | None:
    label = label.strip().lower()
    if not label or label in {"utf-8", "utf8"} or label.startswith(_IMPOSSIBLE):
        return None
    name = _AS_BROWSERS.get(label, label)
    try:
        return data.decode(name), name
    except (LookupError, UnicodeError, ValueError):
        return None


def _guessed(data: bytes) -> tuple[str, Charset]:
    head = data[:_DECLARED_WITHIN]
    if head.count(0) > len(head) // 5:
        name = "utf-16-le" if head[1::2].count(0) else "utf-16-be"
        return data.decode(name, "replace"), Charset(name, 0.8, "guessed from its zero bytes")
    damaged = data.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    # No other charset holds whole UTF-8 sequences by chance as often as it holds broken ones.
    if broken <= 3 * sum(1 for char in damaged if char > "\x7f" and char != "\ufffd"):
        return damaged, Charset("utf-8", 0.7, "UTF-8 with a few broken bytes")
    if broken * _FEW < len(data):
        return data.decode("cp1252", "replace"), Charset("cp1252", 0.6, "guessed: a few accents")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESSED_FROM]).best()
    if best is not None:
        try:
            return data.decode(best.encoding), Charset(best.encoding, 0.5, "guessed from its letters")
        except (UnicodeError, LookupError):
            pass
    return data.decode("cp1252", "replace"), Charset("cp1252", 0.2, "nothing fits; read as Western")

"""The media type of bytes, told by looking at them; the name of a file says nothing."""

from __future__ import annotations

import json
import re
import zlib

from sayso.collect.sounds import sound_type

HTML = "text/html"
PLAIN = "text/plain"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
FEED = "application/feed+xml"
OPML = "text/x-opml"
SITEMAP = "application/sitemap+xml"
XML = "application/xml"
MAIL = "message/rfc822"
MBOX = "application/mbox"
BINARY = "application/octet-stream"
GZIP = "application/gzip"
PDF = "application/pdf"
WARC = "application/warc"
WACZ = "application/wacz"
ZIP = "application/zip"

# Longest first where one begins with another. What stands here is never an article as it is.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x1f\x8b", GZIP),
    (b"PK\x03\x04", ZIP),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"WARC/1.", WARC),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEAD = 4096
_LISTS = re.compile(r"<(?:\w+:)?(?:(opml)|(?:urlset|sitemapindex))\b", re.I)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b[^>]*", re.I)
_PAGE = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|title|meta|div|p|article|h1|span|table|a|br)\b", re.I
)
# Each line can be matched in one way only: a second way would double the time with every line.
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3,}\r?\n")
_MAIL_FIELDS = re.compile(r"^(?:received|return-path|mime-version|message-id|delivered-to):", re.I | re.M)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1b\x00")


def media_type(data: bytes) -> str:
    """The media type of `data`, `application/octet-stream` where it is no text of any kind."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return _packed_kind(name, data)
    sound = sound_type(data)
    if sound is not None:
        return sound
    head = _head(data)
    if head is None:
        return BINARY
    start = head.lstrip("\ufeff \t\r\n\0")
    if start.startswith(("{", "[")):
        return _json_kind(start, data)
    if start.startswith("<"):
        return _markup_kind(start)
    if start.startswith("From ") and _MAIL.search(start):
        return MBOX
    if _MAIL.match(start) and _MAIL_FIELDS.search(start):
        return MAIL
    return HTML if len(_PAGE.findall(start)) >= 3 else PLAIN


def _packed_kind(name: str, data: bytes) -> str:
    """An archive of pages, where that is what is packed."""
    if name == GZIP:
        try:
            begins = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:_HEAD], 8)
        except zlib.error:
            return name
        return WARC if begins.startswith(b"WARC/1.") else name
    return WACZ if name == ZIP and b"datapackage.json" in data and b"archive/" in data else name


def _head(data: bytes) -> str | None:
    """The first part as text, roughly decoded; None where it can't be text."""
    head = data[:_HEAD]
    for bom, name in _BOMS:
        if head.startswith(bom):
            return head.decode(name, "ignore")
    zeros = head.count(0)
    if zeros > len(head) // 5:
        if head[1::2].count(0) > head[0::2].count(0):
            return head.decode("utf-16-le", "ignore")
        if head[0::2].count(0) > head[1::2].count(0) * 4:
            return head.decode("utf-16-be", "ignore")
        return None
    odd = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
    return None if odd > len(head) // 20 else head.decode("utf-8", "replace")


def _markup_kind(start: str) -> str:
    prolog = re.sub(r"<\?.*?\?>|<!--.*?-->", "", start, flags=re.S).lstrip()
    root = re.sub(r"^<!doctype\s[^\[>]*(?:\[.*?\]\s*)?>\s*", "", prolog, flags=re.S | re.I)
    if _FEED.match(root):
        return FEED
    if match := _LISTS.match(root):
        return OPML if match[1] else SITEMAP
    if start.startswith("<?xml") and not _PAGE.search(start):
        return XML
    return HTML if _PAGE.search(start) or re.match(r"<[a-z!]", prolog, re.I) else PLAIN


def _json_kind(start: str, data: bytes) -> str:
    """JSON Lines is a file with an object on a line of its own after the first; else it is JSON."""
    if start.startswith("["):
        return JSON if re.match(r"\[\s*(?:[{\[\"\]]|-?\d|true|false|null)", start) else PLAIN
    if not re.match(r"\{\s*[\"}]", start):
        return PLAIN
    lines = data.split(b"\n", 20)[1:20]
    return JSON_LINES if any(map(_is_object, lines)) else JSON


def _is_object(line: bytes) -> bool:
    if not line.strip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False

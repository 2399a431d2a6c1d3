"""Text as every later stage counts it: paragraphs parted by one blank line.

Nothing but layout is changed. Line ends become one kind, runs of white space (tabs and no-break
spaces too) one space, and what has no shape at all goes: control characters with NUL, byte-order
marks, soft hyphens. Half a surrogate pair, which no file can store, becomes U+FFFD. Letters are
never composed, folded or corrected, so a quotation is found again in the evidence letter for
letter.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SHAPELESS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\u00ad]")
_HALVES = re.compile("[\ud800-\udfff]")
# One plain space between words, which is nearly all of them, is no match and costs nothing.
_SPACES = re.compile(r" [^\S\n]+|[^\S\n ][^\S\n]*")
_BLANK = re.compile(r"\n(?:[ ]*\n)+")

# A block whose lines (but the last) are all of a width that people wrap text at is one paragraph.
_WRAP_NARROWEST, _WRAP_WIDEST = 40, 120


def shaped(text: str) -> str:
    """`text` without what has no shape and with U+FFFD for half letters."""
    cleared = _SHAPELESS.sub("", text)
    return cleared if cleared.isascii() else _HALVES.sub("\ufffd", cleared)


def plain(text: str) -> str:
    """`text` with one kind of line end and white space, and without what has no shape."""
    return _SPACES.sub(" ", shaped(_LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """`text` as one line: for titles and names."""
    return " ".join(plain(text).split())


def paragraphs(text: str) -> str:
    """The text as paragraphs parted by a blank line. Wrapped lines are joined; the lines of any
    other block are paragraphs of their own. Doing it twice changes nothing."""
    blocks = _BLANK.split(plain(text))
    return "\n\n".join(part for block in blocks for part in _parts(block))


def lines(text: str) -> str:
    """Each line that is not blank as one paragraph."""
    return "\n\n".join(line.strip() for line in plain(text).split("\n") if line.strip())


def _parts(block: str) -> list[str]:
    rows = [row.strip() for row in block.split("\n") if row.strip()]
    if len(rows) > 1 and all(_WRAP_NARROWEST <= len(row) <= _WRAP_WIDEST for row in rows[:-1]):
        return [" ".join(rows)] if len(rows[-1]) <= _WRAP_WIDEST else rows
    return rows

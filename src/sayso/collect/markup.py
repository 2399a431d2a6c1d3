"""The words of a piece of HTML, as feeds, mails and records carry it."""

from __future__ import annotations

import html
import re

from sayso.collect.words import lines, paragraphs

_BLOCKS = {
    "p",
    "br",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "section",
    "article",
}
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|h[1-6]|blockquote|tr|section|article)\b[^>]*>", re.I)


def text_of_markup(markup: str) -> str:
    """The words of a piece of HTML as paragraphs; scripts, styles and everything hidden go."""
    import nh3

    if "<" not in markup:
        return paragraphs(html.unescape(markup))
    safe = nh3.clean(markup, tags=_BLOCKS, clean_content_tags={"script", "style", "template"}, attributes={})
    flowing = re.sub(r"\s+", " ", safe)
    return lines(html.unescape(_BLOCK_TAG.sub("\n", flowing)))

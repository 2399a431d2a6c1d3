"""The words of a PDF, page after page. pdfium finds the text; a scan has none and is refused."""

from __future__ import annotations

import re

from sayso.collect import dates
from sayso.collect.article import Draft, finish, split
from sayso.collect.items import Failure, Gathered, Options, Parsed, refuse
from sayso.collect.words import one_line, paragraphs

_MOST_PAGES = 2_000
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
# A line that ends in a hyphen goes on in the next; pdfium marks the hyphen with U+FFFE.
_BROKEN = re.compile("(?:\ufffe|\u00ad|-)\r?\n(?=[a-zà-ÿ])")


def parse_pdf(gathered: Gathered, *, options: Options) -> Parsed:
    """The article of a PDF: all of its text, with the title and the day that the file itself names."""
    import pypdfium2

    origin = gathered.evidence.origin
    try:
        document = pypdfium2.PdfDocument(gathered.data)
    except pypdfium2.PdfiumError as error:
        reason = f"it is a PDF that can't be opened ({str(error)[:100].rstrip('.')})"
        return Parsed(
            refusals=(refuse(origin, Failure.UNREADABLE, reason, "Save it anew without a password."),)
        )
    pages = []
    for number in range(min(len(document), _MOST_PAGES)):
        pages.append(document[number].get_textpage().get_text_bounded())
        if sum(map(len, pages)) > options.max_characters:
            break
    text = paragraphs(_BROKEN.sub("", "\n\n".join(pages)))
    facts = document.get_metadata_dict(skip_empty=True)
    made = _MADE.match(facts.get("CreationDate", ""))
    draft = Draft(
        text=text,
        published=dates.published(
            "-".join(made.groups()) if made else "",
            collected=gathered.evidence.collected,
            basis="the day the PDF was made",
        ),
        title=one_line(facts.get("Title", "")) or one_line(text.split("\n", 1)[0])[:200],
        authors=(facts["Author"],) if facts.get("Author") else (),
        url=gathered.exchange.address if gathered.exchange else "",
    )
    return split([finish(draft, gathered, options=options)], gathered)

"""The export holds everything, one JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from sayso.ledger import Ledger
from sayso.ledger.codec import decode
from sayso.terms.article import Article
from sayso.terms.time import AsOf
from tests.ledger.made import DAY, FRIDAY, add, made, weighing


def test_the_export_holds_all_and_nothing_later(tmp_path: Path) -> None:
    early, late = made(1), made(2, out=FRIDAY + 2 * DAY)
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, early, late)
        ledger.evidence.put(b"not read yet")
        with ledger.writing() as writer:
            writer.weighing(weighing([early, late]))
            writer.refusal("a.pdf", "a PDF", "Convert it.")
            unread = made(3)
            ledger.evidence.put(unread.data)
            writer.evidence(unread.evidence)
            writer.article(unread.article)
        rows = [json.loads(json.dumps(row)) for row in ledger.export()]
        before = list(map(str, ledger.export(AsOf(published=FRIDAY + DAY))))
    assert all(row.keys() == {"kind", "id", "recorded", "fields"} for row in rows)
    counts = Counter(row["kind"] for row in rows)
    assert counts["article"] == counts["evidence"] == 3
    assert counts["reading"] == counts["bearing"] == counts["stance"] == 2
    assert counts["refusal"] == counts["question"] == counts["resolution"] == 1
    articles = [decode(Article, json.dumps(row["fields"])) for row in rows if row["kind"] == "article"]
    assert articles == [early.article, late.article, unread.article]
    assert not any(late.article.id in row for row in before)

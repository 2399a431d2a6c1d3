"""The same address again, over a real server and out of files: versions, sightings, retractions."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from sayso.collect import Options
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.terms.question import StatusKind
from sayso.terms.time import NOW, AsOf
from sayso.terms.version import ChangeKind
from tests.collect.servers import Reply, served

OPTIONS = Options(allow_hosts=("127.0.0.1",), host_delay=0, robots=False)
SAID = "Two officials of the port said on Friday that harbour master Tomas Reld was killed."
MORE = "Rain fell on the pier all day, and the cranes of the port stood still until the evening came."
DENIED = "The port authority denied that harbour master Tomas Reld was killed."


def page(*paragraphs: str, title: str = "What happened on pier 4", layout: str = "") -> Reply:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    meta = '<meta property="article:published_time" content="2026-03-03T08:00:00Z">'
    head = f"<head><title>{title}</title>{meta}{layout}</head>"
    html = f"<html>{head}<body><article>{body}</article></body></html>"
    return Reply(html.encode())


def clipping(
    text: str, day: int, *, outlet: str = "Harbour Mail", url: str = "https://mail.example/1"
) -> str:
    return json.dumps(
        {
            "outlet": outlet,
            "published": f"2031-03-{day:02}T08:00:00Z",
            "title": "What happened on pier 4",
            "text": text,
            "url": url,
        }
    )


def test_only_other_words_are_a_new_version(tmp_path: Path) -> None:
    with served({"/a": page(SAID, MORE)}) as server, Ledger.create(tmp_path / "case") as ledger:
        url = server.url("/a")
        assert add(ledger, [url], options=OPTIONS).new == 1
        server.routes["/a"] = page(SAID, MORE, layout="<style>p{margin:0}</style>")
        again = add(ledger, [url], options=OPTIONS)
        assert (again.new, again.known) == (0, 1)
        assert ledger.at(NOW).revisions() == ()
        server.routes["/a"] = page(SAID.replace("was killed", "was reportedly killed"), MORE)
        assert add(ledger, [url], options=OPTIONS).new == 1
        view = ledger.at(NOW)
        old, new = view.versions(url)
        (revision,) = view.revisions([old.head.id])
        assert [change.kind for change in revision.changes] == [ChangeKind.HEDGE]
        assert (revision.before, revision.article) == (old.head.id, new.head.id)
        # The old words were last seen by the second fetch, the new ones first by the third.
        assert old.first < old.last == revision.present < revision.absent == new.first
        # The page still claims the old date; the new words were not out by then.
        assert new.head.published.moment == revision.present
        assert list(ledger.verify()) == []


def test_a_page_that_goes_is_told_from_one_that_is_barred(tmp_path: Path) -> None:
    with served({"/a": page(SAID, MORE)}) as server, Ledger.create(tmp_path / "case") as ledger:
        url = server.url("/a")
        add(ledger, [url], options=OPTIONS)
        for reply in (Reply(status=403), Reply(status=410), Reply(cut=True)):
            server.routes["/a"] = reply
            add(ledger, [url], options=OPTIONS)
        found = [(each.entry.status, each.entry.failure) for each in ledger.at(NOW).exchanges(url)]
    assert found == [(200, ""), (403, ""), (410, ""), (None, "connection")]


def told(ledger: Ledger, as_of: AsOf = NOW) -> tuple[StatusKind, list[str]]:
    from sayso.desk.question import question_page

    view = ledger.at(as_of)
    (summary,) = view.questions()
    found = question_page(view, summary.question.id)
    return found.status.kind, [reason.words for reason in found.reasons]


def test_a_retraction_reaches_the_question_and_the_past_stays(tmp_path: Path) -> None:
    retracted = "This article has been retracted: the Harbour Mail can't vouch for the two officials."
    texts = [clipping(SAID, 3), clipping(DENIED, 4, outlet="Gull", url="https://gull.example/2")]
    with Ledger.create(tmp_path / "case") as ledger:
        for number, line in enumerate([*texts, clipping(retracted, 8)]):
            (tmp_path / f"{number}.jsonl").write_text(line)
            add(ledger, [tmp_path / f"{number}.jsonl"], options=Options())
        kind, reasons = told(ledger)
        assert kind is StatusKind.REFUTED
        (summary,) = ledger.at(NOW).questions()
        assert summary.status is not None
        assert summary.status.kind is StatusKind.REFUTED
        assert reasons == [
            "Harbour Mail retracted its report (present on 3 Mar 2031, absent on 8 Mar 2031): "
            "what it said is not counted any more"
        ]
        before, _ = told(ledger, AsOf(published=datetime(2031, 3, 6, tzinfo=UTC)))
        assert before is StatusKind.CONTESTED


def test_versions_in_one_file_and_out_of_order_are_put_in_order(tmp_path: Path) -> None:
    lines = [clipping(f"{SAID}\n\n{MORE}", 5), clipping(SAID, 3), clipping(f"{DENIED}\n\n{MORE}", 7)]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    with Ledger.create(tmp_path / "case") as ledger:
        assert add(ledger, [tmp_path / "all.jsonl"], options=Options()).new == 3
        view = ledger.at(NOW)
        one, two, three = (each.head.id for each in view.versions("http://www.mail.example/1/"))
        links = {(each.before, each.article) for each in view.revisions()}
        assert links == {(one, two), (two, three)}
        assert add(ledger, [tmp_path / "all.jsonl"], options=Options()).new == 0
        assert len(view.revisions()) == 2

"""A recording that a feed leads to is kept, and heard beside the watch: one that crashes what listens too."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sayso.ledger import Ledger
from sayso.run.hear import Ear, listen
from sayso.run.watch.ears import Ears
from sayso.terms.article import Evidence
from sayso.terms.identity import digest_of
from sayso.terms.watch import LeadState
from tests.collect.servers import Reply, served
from tests.run.watch.conftest import Watched
from tests.run.watch.test_watch import feed, item
from tests.spoken import TALK, heard

OGG = b"OggS\x00\x02 talk" + bytes(40)


def made_up(folder: Path, evidence: Evidence) -> str:
    """Ears that hear the same in all recordings."""
    found = heard(TALK, data=OGG)
    with Ledger.open(folder) as ledger:
        ear = Ear(hears=lambda *_, **__: found, finds=lambda *_: ())
        return f"heard {listen(ledger, evidence, ear=ear).recording}"


def crashing(folder: Path, evidence: Evidence) -> str:
    os._exit(9)


def endless(folder: Path, evidence: Evidence) -> str:
    time.sleep(600)
    return ""


def test_a_recording_that_a_feed_leads_to_is_heard(case: Watched) -> None:
    with served() as server:
        case.follow(server.url("/feed"))
        server.routes["/feed"] = feed(item(1, link=server.url("/1.ogg"), text="Listen."))
        server.routes["/1.ogg"] = Reply(OGG, headers={"Content-Type": "audio/ogg"})
        with case.watcher(hears=made_up) as watcher:
            watcher.run(once=True)
        (summary,) = case.ledger.at().recordings()
        assert summary.recording.evidence == digest_of(OGG)
        assert summary.transcript is not None
        (lead,) = case.ledger.at().leads()
        assert (lead.state, lead.due) == (LeadState.READ, None)
        words = [each.words for each in case.told]
        assert any("kept a recording" in each for each in words)
        assert any(each == f"heard {summary.recording.id}" for each in words)
        assert case.ledger.at().unheard() == ()
        case.later(days=2)
        assert [path for path, _ in server.hits].count("/1.ogg") == 1
    assert list(case.ledger.verify()) == []


def test_without_ears_it_is_kept_for_later(case: Watched) -> None:
    with served() as server:
        case.follow(server.url("/feed"))
        server.routes["/feed"] = feed(item(1, link=server.url("/1.ogg"), text="Listen."))
        server.routes["/1.ogg"] = Reply(OGG)
        case.once()
    assert [each.digest for each in case.ledger.at().unheard()] == [digest_of(OGG)]


def test_a_crash_of_what_listens_is_a_message_and_is_not_tried_for_ever(case: Watched) -> None:
    _keep(case)
    ears = Ears(case.ledger, hears=crashing)
    ears.look()
    words = ""
    while ears.under_way and not words:
        words = ears.step()
        time.sleep(0.01)
    assert "what listens to it stopped" in words
    (refusal,) = case.ledger.at().refusals()
    assert "stopped" in refusal.reason
    assert refusal.next_step
    assert case.ledger.at().unheard() == ()


def test_a_stop_does_not_wait_for_a_hearing(case: Watched) -> None:
    _keep(case)
    ears = Ears(case.ledger, hears=endless)
    ears.look()
    ears.step()
    begun = time.monotonic()
    ears.close()
    assert time.monotonic() - begun < 30
    assert len(case.ledger.at().unheard()) == 1


def _keep(case: Watched) -> None:
    case.ledger.evidence.put(OGG)
    found = Evidence(digest_of(OGG), len(OGG), "audio/ogg", "http://a.example/1.ogg", case.clock.now())
    with case.ledger.writing() as writer:
        writer.evidence(found)

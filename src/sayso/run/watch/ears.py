"""What listens while a case is watched: one recording at a time, in a process of its own.

A hearing takes minutes and much memory; the watch goes on meanwhile. What has to be heard stands in the
case, so that a kill loses nothing: what was under way is heard from its last finished part on.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from sayso.collect import Failure, Refusal
from sayso.collect.items import refuse
from sayso.errors import CaseBusy, InputTooLarge, MissingExtra, NotFound, StorageFull, UnreadableInput
from sayso.ledger import Ledger
from sayso.run.hear import listen, refused
from sayso.terms.article import Evidence
from sayso.terms.time import NOW

Hears = Callable[[Path, Evidence], str | Refusal]
_SPAWN = multiprocessing.get_context("spawn")


def hear_one(folder: Path, evidence: Evidence) -> str | Refusal:
    """Listen to one recording of the case in a folder and write what is heard; in words what came of it,
    or why it can't be heard."""
    with Ledger.open(folder) as ledger:
        try:
            found = listen(ledger, evidence)
        except (MissingExtra, UnreadableInput, InputTooLarge) as error:
            return refused(error, evidence)
        except NotFound:
            step = "Add its file again."
            return refuse(evidence.origin, Failure.MISSING, "its bytes are not in the case any more", step)
        except (CaseBusy, StorageFull) as error:
            return f"{evidence.origin} is heard at the next watch: {error}"
    return f"listened to {evidence.origin}{'' if found.article else '; no words are heard in it'}"


def _child(told: Connection, hears: Hears, folder: Path, evidence: Evidence) -> None:
    told.send(hears(folder, evidence))


@dataclass(frozen=True, slots=True)
class _Hearing:
    """One that is under way."""

    evidence: Evidence
    process: SpawnProcess
    told: Connection


class Ears:
    """Hears what a case has not heard yet. `step` never waits."""

    def __init__(self, ledger: Ledger, *, hears: Hears = hear_one) -> None:
        self._ledger, self._hears = ledger, hears
        self._due: deque[Evidence] = deque()
        self._asked: set[str] = set()
        self._now: _Hearing | None = None

    def look(self) -> None:
        """Take notice of what came in. What failed once in this watch is left to the next."""
        for each in self._ledger.at(NOW).unheard():
            if each.digest not in self._asked:
                self._asked.add(each.digest)
                self._due.append(each)

    @property
    def under_way(self) -> bool:
        """Whether anything is being heard or waits for it."""
        return self._now is not None or bool(self._due)

    def step(self) -> str:
        """Begin the next hearing where none is under way; what one that has ended came to, in words."""
        if self._now is None and self._due:
            self._now = self._begun(self._due.popleft())
        now = self._now
        if now is None or (now.process.is_alive() and not now.told.poll()):
            return ""
        self._now = None
        found = _answer(now)
        if isinstance(found, str):
            return found
        with self._ledger.writing() as writer:
            writer.refusal(found.item, found.reason, found.next_step)
        return str(found)

    def _begun(self, evidence: Evidence) -> _Hearing:
        receives, sends = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(
            target=_child, args=(sends, self._hears, self._ledger.folder, evidence), daemon=True
        )
        process.start()
        sends.close()
        return _Hearing(evidence, process, receives)

    def close(self) -> None:
        """Stop; a hearing that is under way goes on at the next watch."""
        if self._now is not None:
            self._now.process.terminate()
            self._now.process.join()


def _answer(hearing: _Hearing) -> str | Refusal:
    """What a hearing that has ended says; that it crashed where it says nothing."""
    try:
        found: str | Refusal = hearing.told.recv()
    except EOFError:
        step = "Add its file with `sayso add`, or cut out the part that you need and add that."
        found = refuse(hearing.evidence.origin, Failure.CRASHED, "what listens to it stopped", step)
    hearing.process.join()
    return found

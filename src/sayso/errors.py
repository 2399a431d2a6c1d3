"""Every public error of sayso.

The docstring of a class is the sentence a person reads, with the details of the case filled in:
what went wrong, with which item, and what to do next. Each class also says what a program should
do with the item: try it again, refuse it, or set it aside for a person (quarantine).
"""

from __future__ import annotations

import inspect
from enum import StrEnum


class Advice(StrEnum):
    """What the caller should do with the item that failed."""

    RETRY = "retry"
    REFUSE = "refuse"
    QUARANTINE = "quarantine"


class SaysoError(Exception):
    """{item}: {reason}. {next_step}"""

    advice: Advice = Advice.REFUSE
    exit_code: int = 1

    def __init__(self, item: str, reason: str = "", next_step: str = "") -> None:
        self.item = item
        self.reason = reason
        self.next_step = next_step
        super().__init__(self.sentence())

    def __reduce__(self) -> tuple[type[SaysoError], tuple[str, str, str]]:
        """It comes whole out of another process."""
        return type(self), (self.item, self.reason, self.next_step)

    def sentence(self) -> str:
        """The error as one paragraph for a person."""
        template = " ".join(inspect.cleandoc(type(self).__doc__ or "").split())
        values = {"item": self.item, "reason": self.reason, "next_step": self.next_step}
        return template.format(**values).strip()


class UnreadableInput(SaysoError):
    """{item} can't be read: {reason}. {next_step}"""

    advice = Advice.QUARANTINE


class InputTooLarge(SaysoError):
    """{item} is too large: {reason}. {next_step}"""


class NotAnArticle(SaysoError):
    """{item} holds no article: {reason}. {next_step}"""


class AddsNothing(SaysoError):
    """{item} adds nothing: {reason}. {next_step}"""


class FetchFailed(SaysoError):
    """{item} could not be fetched: {reason}. {next_step}"""

    advice = Advice.RETRY


class FetchForbidden(SaysoError):
    """{item} was not fetched: {reason}. {next_step}"""


class NoCase(SaysoError):
    """There is no case in {item}{reason}. Make one with `sayso init {item}`, or name another folder with
    --case.
    """

    exit_code = 3


class CaseExists(SaysoError):
    """{item} holds a case already. Add articles to it with `sayso add PATH --case {item}`."""

    exit_code = 3


class CaseTooNew(SaysoError):
    """The case in {item} was written by a newer sayso ({reason}). Install that version or newer to open
    it.
    """

    exit_code = 3


class CaseBusy(SaysoError):
    """The case in {item} is being written by another process: {reason}. Wait for it to finish and run the
    same command again; what is stored is safe.
    """

    advice = Advice.RETRY
    exit_code = 4


class StorageFull(SaysoError):
    """The case in {item} could not be written: {reason}. Free some space and run the same command again;
    everything stored before this is kept.
    """

    advice = Advice.RETRY
    exit_code = 4


class CaseReadOnly(SaysoError):
    """The case in {item} can be read but not written: {reason}. Give yourself the right to write there,
    or copy the case to a folder of yours.
    """

    exit_code = 4


class CaseDamaged(SaysoError):
    """The case in {item} is damaged: {reason}. {next_step}"""

    exit_code = 4


class NotFound(SaysoError):
    """{item} is not in this case{reason}. {next_step}"""

    exit_code = 5


class BadTime(SaysoError):
    """'{item}' is not a moment that sayso understands. Write 2014-11-13, or 2014-11-13T18:00, or with a
    zone 2014-11-13T18:00+03:00.
    """

    exit_code = 2


class BadField(SaysoError):
    """{item}: {reason}. {next_step}"""


class MissingExtra(SaysoError):
    """{item} needs parts that are not installed: {reason}. {next_step}"""

    exit_code = 6


class AddressTaken(SaysoError):
    """The desk can't listen on {item}: {reason}. Choose another port with --port, or 0 for a free one."""


class BadWatchlist(SaysoError):
    """{item} was not taken in: {reason}. The version before it, if there is one, stays in force.
    {next_step}
    """

    advice = Advice.QUARANTINE

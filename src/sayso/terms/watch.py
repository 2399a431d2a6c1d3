"""What the desk goes back to for news: beats, the visits to them, the leads they gave, and alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.terms.article import Article
from sayso.terms.identity import content_id


class BeatKind(StrEnum):
    """What stands at the address of a beat. `any`: told by looking, at the first visit."""

    ANY = "any"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A place that the desk goes back to for what is new, as a person described it.

    Appended, and closed by a later description of the same address, so that every change of it (of its
    reliability above all) stays visible. `reliability` is A to F of the Admiralty system, or empty;
    `because` says why. `every` is the shortest time between two visits in seconds.
    """

    id: str
    address: str
    kind: BeatKind = BeatKind.ANY
    title: str = ""
    outlet: str = ""
    language: str = ""
    country: str = ""
    owner: str = ""
    family: str = ""
    why: str = ""
    reliability: str = ""
    because: str = ""
    every: float = 900.0
    folders: tuple[str, ...] = ()
    by: str = ""
    recorded: datetime
    closed: datetime | None = None

    @staticmethod
    def make_id(address: str) -> str:
        """One address is one beat."""
        return content_id("be", address)


class Came(StrEnum):
    """What a visit brought. The last three are classes of failure, the lasting first."""

    NEW = "new"
    SAME = "nothing new"
    HARD = "refused"  # will not mend by itself: gone, forbidden, no feed
    SOFT = "at fault"  # the server answers, with something wrong
    TEMPORARY = "out of reach"  # no answer, or asked to wait


FAILED = frozenset({Came.HARD, Came.SOFT, Came.TEMPORARY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Visits to a beat that came to the same: the first at `asked`, the last at `until`.

    `address` is where redirects ended, `new` counts leads that were new, `changed` those whose words
    had changed.
    """

    beat: str
    asked: datetime
    until: datetime
    times: int = 1
    came: Came
    status: int = 0
    address: str = ""
    failure: str = ""
    reason: str = ""
    next_step: str = ""
    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """Where the desk stands with a beat: when it is due, and what the next visit has to know.

    `every` is the present time between visits in seconds, `weight` what failures have slowed it by
    (0: not at all; each 1 doubles the time). `whole` is when a whole answer last came, `news` when it
    last had something new, `moved` where it says it has moved to for good. `failure`, `reason` and
    `next_step` are those of the last visit, empty where it was answered.
    """

    beat: str
    due: datetime
    every: float
    kind: BeatKind = BeatKind.ANY
    weight: float = 0.0
    failures: int = 0
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    moved: str = ""
    asked: datetime | None = None
    answered: datetime | None = None
    whole: datetime | None = None
    news: datetime | None = None
    failure: str = ""
    reason: str = ""
    next_step: str = ""


class LeadState(StrEnum):
    """What became of a lead."""

    WAITING = "waiting"
    READ = "read"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One thing that a beat named: a page to fetch, or an article that the feed itself holds.

    A page is visited again for a while, `again` counts how often it was; `due` is None where it will
    not be. `summary` is the text that the feed gave, which is read where the page can't be had;
    `article` is the article it last gave.
    """

    id: str
    beat: str
    address: str
    title: str
    found: datetime
    state: LeadState = LeadState.WAITING
    due: datetime | None = None
    tries: int = 0
    again: int = 0
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    summary: Article | None = None
    article: str = ""
    reason: str = ""


class AlertKind(StrEnum):
    """What an alert is about, the weightiest first."""

    RETRACTION = "retraction"
    STATUS = "change of status"
    DENIAL = "first denial"
    ROOT = "new root source"
    DRIFT = "hedge that drifted"
    RECORDING = "new recording"
    WATCHLIST = "watchlist entry"
    ENTITY = "followed entity"
    SEARCH = "saved search"


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One change within an alert: what changed, why, and the statements or articles that show it."""

    kind: AlertKind
    what: str
    why: str = ""
    statements: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing that a person should hear of. `subject` is the id of what it is about (a question, an
    entity, a watchlist entry, a wish)."""

    id: str
    subject: str
    title: str
    lines: tuple[AlertLine, ...]
    moment: datetime

    @property
    def kinds(self) -> frozenset[AlertKind]:
        """What it is about."""
        return frozenset(line.kind for line in self.lines)

    @staticmethod
    def make_id(subject: str, moment: datetime) -> str:
        """A subject has at most one alert at one moment."""
        return content_id("al", subject, moment.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants to hear of: a saved search (`words`) or a followed entity (its id)."""

    id: str
    words: str = ""
    entity: str = ""
    by: str = ""
    because: str = ""
    recorded: datetime
    closed: datetime | None = None

    @staticmethod
    def make_id(words: str, entity: str) -> str:
        """The same wish is one wish."""
        return content_id("wi", words, entity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """That the bytes of a piece of evidence were deleted by a rule or a person; its digest stays."""

    digest: str
    size: int
    because: str
    by: str
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Unread:
    """Evidence that nothing was read out of: a feed, a list, a page without a text. `origin` is where it
    was first collected."""

    digest: str
    size: int
    media_type: str
    origin: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """A rule of the watch: what nothing was read out of goes when it is older than so many seconds. `of`
    is the beginning of a media type, empty for all."""

    older_than: float
    because: str
    of: str = ""
    by: str = ""

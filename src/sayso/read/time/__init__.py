"""Time expressions in text, grounded to half-open intervals in UTC: pure Python, no model.

find_times    the expressions of a text, each with ranked readings
find_ranges   since, until, between: what words make of those times
attach        which time of a statement is when it was said, and which is when it happened
compare       where articles put the same event at different times
first_since   "first X since T" as a claim that can be checked
when, explain for people: a bare phrase on a day, and why

When a publication date is corrected, call find_times anew: nothing is kept between calls.
"""

from sayso.read.time.attach import Attached, attach
from sayso.read.time.compare import Difference, DifferenceKind, Grounding, compare
from sayso.read.time.find import find_times
from sayso.read.time.ranges import find_ranges, since_interval
from sayso.read.time.since import FirstSince, first_since
from sayso.read.time.tense import Tense, TenseAt
from sayso.read.time.when import explain, when

__all__ = [
    "Attached",
    "Difference",
    "DifferenceKind",
    "FirstSince",
    "Grounding",
    "Tense",
    "TenseAt",
    "attach",
    "compare",
    "explain",
    "find_ranges",
    "find_times",
    "first_since",
    "since_interval",
    "when",
]

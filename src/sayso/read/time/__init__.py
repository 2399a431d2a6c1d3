"""Time expressions in text, grounded to intervals: pure Python, no model."""

from sayso.read.time.find import find_times
from sayso.read.time.tense import Tense, TenseAt

__all__ = ["Tense", "TenseAt", "find_times"]

"""A child that listens or decodes ends with whoever started it: killed, it would leave one that writes into
the working copy of the next run."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress


def end_with_parent(wait: Callable[[], object]) -> None:
    """End this process at once, whatever it is doing, when `wait` comes back or finds its pipe closed: it
    waits for a word of the parent that never comes."""

    def watch() -> None:
        with suppress(EOFError, OSError):
            wait()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

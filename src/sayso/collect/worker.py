"""The child process that parses: `python -m sayso.collect.worker FD`.

Pages come from strangers and their parsers are written in C. What they do to this process (a crash,
a hang, all its memory) is seen by its parent as one refused item.
"""

from __future__ import annotations

import resource
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from sayso.collect.parse import parse

_MOST_MEMORY = 1024**3


def serve(connection: Connection) -> None:
    """Parse what comes until the parent hangs up."""
    while True:
        try:
            gathered, options = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(parse(gathered, options=options))


def main() -> None:
    """Limit what this process may take, then serve."""
    for kind, most in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # macOS has no limit of memory
            resource.setrlimit(kind, (most, most))
    serve(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()

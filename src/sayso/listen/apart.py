"""Listening in a process of its own: `python -m sayso.listen.apart FD`.

The models that listen go with it, so that nobody holds them and the language model at once; and what a
recording does to it (a crash, all of the memory) is seen by its parent as one refused item.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sayso.errors import SaysoError, UnreadableInput
from sayso.listen.orphan import end_with_parent
from sayso.terms.recording import Heard

Progress = Callable[[float, str], None]
_PATIENCE = 10.0  # seconds in which an interrupted child clears away its working copy


def hear(path: Path, *, on_progress: Progress, **how: Any) -> Heard:
    """`hearing.hear` of the same arguments, in a child. Raises what it raises, and UnreadableInput where the
    child crashes."""
    ours, theirs = Pipe()
    with ours:
        process = _start(theirs)
        theirs.close()
        try:
            ours.send((path, how))
            while not isinstance(told := ours.recv(), Heard):
                if isinstance(told, SaysoError):
                    raise told
                on_progress(*told)
            return told
        except (EOFError, ConnectionError) as gone:
            reason = "it made what listens crash or run out of memory"
            raise UnreadableInput(path.name, reason, "Cut out the part that you need and add that.") from gone
        finally:
            _end(process)


def _start(theirs: Connection) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(each for each in sys.path if each)
    # -P keeps files in the current folder from being imported in place of libraries.
    command = [sys.executable, "-P", "-m", "sayso.listen.apart", str(theirs.fileno())]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 - no part of it comes from outside
        command,
        pass_fds=(theirs.fileno(),),
        env={**os.environ, "PYTHONPATH": paths},
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Interrupt it, where it is not done, as Ctrl-C would; one that does not listen is killed."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> None:
    """Listen to one recording and say what is heard."""
    from sayso.listen.hearing import hear as hear_here

    with Connection(int(sys.argv[1])) as parent:
        path, how = parent.recv()
        end_with_parent(parent.recv)
        try:
            heard = hear_here(path, **how, on_progress=lambda share, what: parent.send((share, what)))
        except SaysoError as error:
            parent.send(error)
        else:
            parent.send(heard)


if __name__ == "__main__":
    main()

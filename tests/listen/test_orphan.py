"""A child ends with whoever started it, in the middle of what it does."""

import subprocess
import sys

SLEEPS = """
import os, time
from sayso.listen.orphan import end_with_parent
end_with_parent(lambda: os.read(0, 1))
print("ready", flush=True)
time.sleep(600)
"""


def test_a_child_whose_parent_is_gone_ends() -> None:
    command = [sys.executable, "-c", SLEEPS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        assert child.poll() is None
        child.stdin.close()  # what the system does when the parent dies
        assert child.wait(60) == 1

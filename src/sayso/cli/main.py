"""The `sayso` command: gathers the verbs and turns every error into one sentence and an exit code.

Exit codes
0    done
1    done, but some items were refused; or a plain error
2    the command line is off
3    no such case, or one that can't be opened
4    another process is writing, or no space is left: run it again
5    nothing with that id
6    a part of sayso is not installed
130  interrupted
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import typer

from sayso import __version__
from sayso.cli import (
    alerting,
    batch,
    case,
    dating,
    forgetting,
    framing,
    handing,
    lists,
    proof,
    recording,
    show,
    watching,
    who,
)
from sayso.cli.headed import Headed
from sayso.errors import SaysoError, StorageFull
from sayso.settings import Settings

HEADINGS = {
    case: "The case",
    handing: "The case",
    show: "Questions, articles, sources",
    framing: "Put questions your way",
    dating: "Put questions your way",
    who: "Who is who",
    lists: "Who is who",
    recording: "Recordings",
    watching: "Watch sources",
    alerting: "Watch sources",
    forgetting: "Evidence",
    proof: "Evidence",
    batch: "For other programs, without a case",
}
Headed.headings = {module.__name__: heading for module, heading in HEADINGS.items()}

app = typer.Typer(
    name="sayso",
    cls=Headed,
    help="On whose say-so? A desk for contested news.",
    epilog="Start with: sayso init, sayso add FOLDER, sayso questions, sayso desk.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version_asked: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    pass


for module in HEADINGS:
    module.register(app)


# Small matrices are solved quicker by one thread than by two that wait for each other on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_INTERRUPTED = 130  # also what typer makes of Ctrl-C


def _asked_of(error: typer.TyperException) -> str:
    """The command that was used wrongly, as it is typed: `sayso date`."""
    context = getattr(error, "ctx", None)
    verbs: list[str] = []
    while context is not None and context.parent is not None:
        verbs.insert(0, context.info_name)
        context = context.parent
    return " ".join(["sayso", *verbs])


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned, as the installed `sayso` script expects."""
    try:
        _write_anything()
        settings = Settings.from_environment(os.environ)
        result = app(args=argv, standalone_mode=False, obj=settings)
        code = result if isinstance(result, int) else 0
        return _interrupted() if code == _INTERRUPTED else code
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)
        return error.exit_code
    except typer.Exit as stop:
        return stop.exit_code
    except typer.TyperException as error:
        if error.format_message().startswith("Usage:"):  # a group without a verb: its help
            print(error.format_message(), file=sys.stderr)
            return error.exit_code
        print(f"sayso: {error.format_message()} Try `{_asked_of(error)} --help`.", file=sys.stderr)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted()
    except BrokenPipeError:
        # The reader of a pipe left (`sayso questions | head`): not an error of ours.
        _hush()
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        _hush()
        print(f"sayso: The output could not be written: {error.strerror}. Free some space.", file=sys.stderr)
        return StorageFull.exit_code


def _interrupted() -> int:
    print("sayso: interrupted; what was stored is safe, the same command goes on.", file=sys.stderr)
    return _INTERRUPTED


def _write_anything() -> None:
    """A terminal that has no letter for a character gets its number, and no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="backslashreplace")


def _hush() -> None:
    """Nobody takes what is still to be written: the interpreter must not try at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

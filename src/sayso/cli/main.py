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

import os
import sys
from collections.abc import Sequence

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
from sayso.errors import SaysoError
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned, as the installed `sayso` script expects."""
    try:
        settings = Settings.from_environment(os.environ)
        result = app(args=argv, standalone_mode=False, obj=settings)
        return result if isinstance(result, int) else 0
    except SaysoError as error:
        print(f"sayso: {error}", file=sys.stderr)
        return error.exit_code
    except typer.Exit as stop:
        return stop.exit_code
    except typer.TyperException as error:
        print(f"sayso: {error.format_message()} Try `sayso --help`.", file=sys.stderr)
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        print("sayso: interrupted; what was stored is safe, the same command goes on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of a pipe left (`sayso questions | head`): not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0

"""How results are printed: one JSON value for programs, plain aligned lines for people."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.progress import TaskID


def as_json(value: object) -> None:
    """Print one JSON value. Keys keep their order, text keeps its script."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def visible(line: str) -> str:
    """A line with control characters made visible: text from the web must not be able to move the
    cursor or recolour the terminal."""
    return "".join(c if c.isprintable() or c == "\t" else "�" for c in line)


def say(line: str = "") -> None:
    """Print one line for a person."""
    typer.echo(visible(line))


def note(line: str) -> None:
    """Print one line that is not part of the result (to stderr)."""
    print(visible(line), file=sys.stderr)


def table(rows: Sequence[Sequence[str]], *, indent: str = "  ") -> None:
    """Rows in aligned columns; the last column runs free."""
    if not rows:
        return
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        say(indent + "  ".join([*cells, row[-1]]).rstrip())


def legible(words: str) -> str:
    """What a person typed, with bytes that are no text shown as such: they can't be stored or printed."""
    return words.encode(errors="surrogateescape").decode(errors="replace")


def plural(count: int, one: str, many: str = "") -> str:
    """`1 outlet`, `3 outlets`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@contextmanager
def progress(label: str, *, total: int | None = None) -> Iterator[Callable[[], None]]:
    """A function to call after each step: a bar on a terminal, nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


def login() -> str:
    """The name that the person is logged in with; empty where the machine has not named its users."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


@contextmanager
def listening() -> Iterator[Callable[[str, float, str], None]]:
    """A function to call with a recording, the share that is done and what is being done: one bar on a
    terminal; when piped, a line for each new thing that is being done."""
    told: set[tuple[str, str]] = set()
    if not sys.stderr.isatty():

        def tell(item: str, share: float, what: str) -> None:
            if (item, what) not in told:
                told.add((item, what))
                note(f"{item}: {what}")

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def draw(item: str, share: float, what: str) -> None:
            words = f"{item.rsplit('/', 1)[-1]}: {what}"
            shown = "".join(c if c.isprintable() else "\ufffd" for c in words).replace("[", "(")
            if item not in tasks:
                tasks[item] = bar.add_task(shown, total=1.0)
            bar.update(tasks[item], completed=share, description=shown)

        yield draw

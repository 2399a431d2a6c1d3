"""Writes docs/reference/*.md from the code, so that words and code agree: `make docs`.

A test runs the same functions and compares, so a command, setting or error without its line in the
reference can't land.
"""

from __future__ import annotations

import inspect
from dataclasses import fields
from pathlib import Path
from typing import Any

import typer

from sayso import errors
from sayso.cli import main as cli
from sayso.settings import Settings

FOLDER = Path(__file__).parent / "reference"


def commands() -> str:
    """One section a command: what it does, its arguments and options, its examples."""
    group: Any = typer.main.get_command(cli.app)
    lines = ["# Commands", "", "Made from the code by `make docs`.", ""]
    lines += ["## Exit codes", "", "```", *_exit_codes(), "```", ""]
    for name, command in _verbs(group):
        lines += [f"## sayso {name}", "", inspect.cleandoc(command.help or "").replace("\b\n", ""), ""]
        lines += _parameters(command.params)
    return "\n".join(lines).rstrip() + "\n"


def _verbs(group: Any, before: str = "") -> list[tuple[str, Any]]:  # noqa: ANN401  # typer's own type
    """Every command with its full name, those of groups behind their group."""
    found = []
    for name in sorted(group.commands):
        command = group.commands[name]
        found += (
            _verbs(command, f"{before}{name} ")
            if hasattr(command, "commands")
            else [(before + name, command)]
        )
    return found


def _exit_codes() -> list[str]:
    doc = inspect.cleandoc(cli.__doc__ or "")
    return doc.split("Exit codes\n", 1)[1].splitlines()


def _parameters(params: list[Any]) -> list[str]:
    """A table of a command's arguments and options."""
    rows = []
    for param in params:
        if param.name == "help":
            continue
        name = (
            ", ".join(f"`{each}`" for each in param.opts)
            if param.param_type_name == "option"
            else f"`{_argument(param)}`"
        )
        rows.append(f"| {name} | {' '.join((param.help or '').split())} |")
    return ["| | |", "|---|---|", *rows, ""] if rows else []


def _argument(param: Any) -> str:  # noqa: ANN401  # typer's own type
    """An argument as the command's help names it; a bar would end the cell of the table."""
    return (param.metavar or param.name.upper()).replace("|", "\\|")


def settings() -> str:
    """One row a setting."""
    lines = [
        "# Settings",
        "",
        "Made from the code by `make docs`. Each is an environment variable; an option goes before it.",
        "",
        "| variable | default | meaning |",
        "|---|---|---|",
    ]
    for each in fields(Settings):
        default = each.default if each.default not in ((), None, Path()) else "none"
        lines.append(f"| `SAYSO_{each.name.upper()}` | `{default}` | {each.metadata['doc']} |")
    return "\n".join(lines) + "\n"


def error_list() -> str:
    """One row an error: its sentence, and what a program should do with the item."""
    lines = [
        "# Errors",
        "",
        "Made from the code by `make docs`. `sayso` prints the sentence and leaves with the exit code.",
        "",
        "| error | sentence | advice | exit code |",
        "|---|---|---|---|",
    ]
    for name, each in sorted(vars(errors).items()):
        if isinstance(each, type) and issubclass(each, errors.SaysoError) and each is not errors.SaysoError:
            sentence = " ".join(inspect.cleandoc(each.__doc__ or "").split())
            lines.append(f"| {name} | {sentence} | {each.advice} | {each.exit_code} |")
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands, "settings.md": settings, "errors.md": error_list}


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The list of commands under headings: what belongs together stands together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from typer.core import TyperGroup


class Headed(TyperGroup):
    """A group whose help lists its commands under the heading of the module that they come from."""

    headings: ClassVar[Mapping[str, str]] = {}
    """The heading of each module, in the order in which they are shown."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # typer's own
        """Write one section a heading."""
        limit = formatter.width - 6 - max(map(len, self.commands))
        for heading in dict.fromkeys(self.headings.values()):
            rows = [
                (name, command.get_short_help_str(limit))
                for name, command in self.commands.items()
                if not command.hidden and self._heading(command) == heading
            ]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def _heading(self, command: Any) -> str:  # noqa: ANN401  # typer's own
        """A group of commands (`voice`) has no function of its own: its first command's stands for it."""
        one = next(iter(getattr(command, "commands", {}).values()), command)
        return self.headings[one.callback.__module__]

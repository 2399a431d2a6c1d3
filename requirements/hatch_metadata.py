"""Gives the wheel the dependencies that requirements/desk.in lists, so that they stand in one place."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Reads desk.in; a comment after `#` is left out, and what only the build needs too."""

    def update(self, metadata: dict[str, object]) -> None:
        """Set `dependencies`."""
        lines = (Path(self.root) / "requirements" / "desk.in").read_text(encoding="utf-8").splitlines()
        wanted = (line.split("#", 1)[0].strip() for line in lines)
        metadata["dependencies"] = [
            name for name in wanted if name and name not in {"hatchling", "editables"}
        ]

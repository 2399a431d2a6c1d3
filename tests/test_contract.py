"""What the import linter does not check: the vocabulary stands on the standard library alone."""

import ast
import sys
from pathlib import Path

TERMS = Path(__file__).parent.parent / "src" / "sayso" / "terms"


def imported(path: Path) -> set[str]:
    """Top-level packages that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_terms_import_no_third_party_package() -> None:
    for path in TERMS.glob("*.py"):
        assert imported(path) <= set(sys.stdlib_module_names) | {"sayso"}, path.name

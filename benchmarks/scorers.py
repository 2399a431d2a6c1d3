"""The scorers that lie beside the corpora, imported from there."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from benchmarks.corpora import bench_folder


def scorer(name: str) -> ModuleType:
    """The module `name` (a path in the benchmark folder). FileNotFoundError where it isn't there."""
    path: Path = bench_folder() / name
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}: set SAYSO_BENCH")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

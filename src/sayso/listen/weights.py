"""Model files out of installed packages: found without importing the package, checked by SHA-256, and
tensors read out of PyTorch archives without PyTorch and without running what a pickle asks to run.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import zipfile
from collections import OrderedDict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import MissingExtra, UnreadableInput
from sayso.listen.missing import NEXT_STEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tensors = dict[str, NDArray[np.float32]]


def file_of(module: str, *parts: str) -> Path:
    """A data file inside an installed package; the package is not imported. Raises MissingExtra."""
    spec = find_spec(module)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder, *parts)
        if path.is_file():
            return path
    raise MissingExtra("Listening", f"{module} ({parts[-1]})", NEXT_STEP)


def check(data: bytes, digest: str, *, item: str) -> bytes:
    """`data` if its SHA-256 is `digest`. Raises UnreadableInput otherwise: a model with other bytes has
    other error rates than those printed beside its results."""
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        reason = f"its SHA-256 is {found[:16]}…, not {digest[:16]}…"
        raise UnreadableInput(item, reason, "Install the optional part again with `make listen`.")
    return data


def tensors(archive: bytes) -> Tensors:
    """The named tensors of a PyTorch checkpoint (a zip of a pickle and raw storages), nested state dicts
    by dotted names. Nothing but ordered dicts and dense tensors of floats or integers is understood;
    anything else the pickle names becomes an inert value."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        pickled = next(name for name in files.namelist() if name.endswith("/data.pkl"))
        root = pickled.removesuffix("data.pkl")
        with files.open(pickled) as stream:
            tree = _Reader(stream, files, root).load()
    found: Tensors = {}
    _flatten(tree, "", found)
    return found


def _flatten(value: object, name: str, found: Tensors) -> None:
    import numpy as np

    if isinstance(value, np.ndarray):
        found[name] = value
    elif isinstance(value, dict):
        for key, each in value.items():
            _flatten(each, f"{name}.{key}" if name else str(key), found)


class _Inert:
    """Stands for whatever else a pickle names; it does nothing."""

    def __init__(self, *_args: object, **_options: object) -> None: ...

    def __setstate__(self, _state: object) -> None: ...


class _Reader(pickle.Unpickler):
    """Reads tensors only: no name in the pickle leads to code of anybody else."""

    def __init__(self, stream: Any, files: zipfile.ZipFile, root: str) -> None:
        super().__init__(stream)
        self._files, self._root = files, root

    def find_class(self, module: str, name: str) -> Any:
        """The few names that may stand in a pickle of tensors."""
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild
        if module == "torch" and name.endswith("Storage"):
            return name
        return _Inert

    def persistent_load(self, pid: Any) -> Any:
        """The raw numbers of one storage."""
        import numpy as np

        _kind, storage, key, _place, _count = pid
        kinds = {"FloatStorage": "<f4", "LongStorage": "<i8", "DoubleStorage": "<f8", "HalfStorage": "<f2"}
        if storage not in kinds:
            return None
        return np.frombuffer(self._files.read(f"{self._root}data/{key}"), dtype=kinds[storage])


def _rebuild(storage: Any, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_more: Any) -> Any:
    import numpy as np

    if storage is None:
        return None
    steps = tuple(step * storage.itemsize for step in stride)
    within = offset + sum((n - 1) * step for n, step in zip(size, stride, strict=True) if n)
    if within >= max(1, len(storage)):
        raise ValueError("a tensor reaches outside its storage")
    view = np.lib.stride_tricks.as_strided(storage[offset:], shape=size, strides=steps)
    return np.ascontiguousarray(view, dtype=np.float32)

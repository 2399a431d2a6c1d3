"""The builders by the name that a rule's `make` has."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sayso.read.time import calendar_words, composed_words, relative_words

BUILDERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        name: function
        for module in (calendar_words, relative_words, composed_words)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
)
